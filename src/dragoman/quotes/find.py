"""According to whom: the quotes of a text, and the tree of reports that its events hang on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import msgspec

from dragoman import actors as actors_room
from dragoman.languages.pack import Pack
from dragoman.quotes import drafts as sentence_reports
from dragoman.quotes import sources
from dragoman.quotes.drafts import Draft
from dragoman.quotes.lexicon import Stance, fold, lexicon
from dragoman.quotes.marks import Quotation, quotations
from dragoman.quotes.sources import Actors, Resolved, Speakers
from dragoman.quotes.view import View
from dragoman.records import Coded, Extent, Mention, Quote, Span
from dragoman.text.parse import Sentence

FULL = 2  # words of a quotation that is a sentence of its own
TOUCHING = 5  # characters between a sentence and a quotation that belongs to it
CLAIMED = ("allege", "assert", "hearsay")  # stances of what a bare denial may answer
UNSAID = ("hearsay", "deny")  # stances that need nobody to say it; then the one who tells the whole says it
NEAR = 400  # characters between a quotation and the last words of the one who goes on speaking


@dataclass(frozen=True)
class Report:
    """A node of the reporting tree: somebody says something (PARC: source, cue, content), and how it counts.

    ``content`` is what is said; what lies in it hangs on this report. ``via`` carries the statement. ``parent`` is the
    index of the report whose content this one is told in, ``None`` for the page's own voice; ``depth`` counts from 0.
    ``source_named`` is false where no source is given or none that can be told (« des sources », hearsay). ``answers`` tells
    a denial that takes up what was claimed before (« …; Bakou dément »), and so speaks only of what its source has done.
    """

    content: Extent
    source: tuple[Coded, ...] = ()
    via: tuple[Coded, ...] = ()
    cue: Span | None = None
    stance: Stance = "assert"
    depth: int = 0
    parent: int | None = None
    direct: bool = False
    source_named: bool = False
    answers: bool = False


@dataclass(frozen=True)
class QuotesFound:
    """The quotes of a text in order, and the reports, outer before inner."""

    quotes: tuple[Quote, ...] = ()
    reports: tuple[Report, ...] = ()


def find(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Resolved,
    pack: Pack,
    is_relay: Callable[[Mention], bool] = actors_room.is_relay,
) -> QuotesFound:
    """Who is reported to say what in a text, directly or indirectly.

    ``mentions`` are the page's, resolved; ``is_relay`` tells the agencies that carry others' statements. A source that
    no mention covers keeps its words and has no code. A quotation without a cue, of a word or two, is none.
    """
    marks = quotations(text)
    cues = lexicon(pack)
    actors = Actors(mentions, is_relay)
    drafts: list[Draft] = []
    for n, sentence in enumerate(sentences):
        if sentence.tokens:
            near = _near(marks, sentence)
            found = sentence_reports.of_sentence(View(text, n, sentence, near, cues), actors)
            drafts += [draft for draft in found if draft.start < draft.end]  # « selon Oslo,  » » says nothing
    drafts = _distinct(_answered(text, sentences, drafts))
    drafts += _going_on(text, sentences, marks, drafts)
    drafts = _pronouns(drafts, cues.word("pronoun"))
    ordered = sorted(drafts, key=lambda d: (d.start, -d.end, _cued_within(d), d.cue or (0, 0)))
    parents = _parents(ordered)
    ordered = _hand_down(_media_speak(ordered, parents), parents)
    return QuotesFound(_quotes(text, ordered), _reports(text, ordered, parents))


def _answered(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, denials that name nothing with what was claimed, close before, by somebody else."""
    told = [draft for draft in drafts if not draft.answers]
    for answer in (draft for draft in drafts if draft.answers):
        claims = [d for d in told if d.stance in CLAIMED and d.end <= answer.start and answer.start - d.end < NEAR]
        theirs = [d for d in claims if not _share_a_source(d, answer)]
        if theirs:
            last = max(theirs, key=lambda d: (d.end, d.start))
            told.append(replace(answer, start=last.start, end=last.end))
        elif not answer.dismisses and (before := _words_before(text, sentences, answer)) is not None:
            told.append(replace(answer, start=before[0], end=before[1]))
    return told


def _share_a_source(a: Draft, b: Draft) -> bool:
    codes = {each.code for each in a.speakers.source if each.code}
    return any(each.code in codes for each in b.speakers.source)


def _words_before(text: str, sentences: Sequence[Sentence], answer: Draft) -> tuple[int, int] | None:
    """What a denial answers that nobody is told to have claimed: the clause before it (« un cargo attaqué, Sanaa dément »),

    or a question right before (« Libreville l'a-t-elle livré ? Elle dément. »).
    """
    n = next((n for n, s in enumerate(sentences) if s.start <= answer.start < s.end), None)
    if n is None:
        return None
    speaker = min(each.start for each in answer.speakers.source)
    first = min(speaker, answer.start)
    own = text[sentences[n].start : first].rstrip()
    if own.endswith((",", ";", ":", "–")):
        return sentences[n].start, sentences[n].start + len(own) - 1
    before = sentences[n - 1] if n and not own else None
    asked = before is not None and text[before.start : before.end].rstrip().endswith("?")
    return (before.start, before.end) if before is not None and asked else None


def _pronouns(drafts: Sequence[Draft], pronouns: frozenset[str]) -> list[Draft]:
    """« …, a-t-il ajouté »: a pronoun that nobody has resolved is the one who spoke last, close before."""
    told: list[Draft] = []
    last: Draft | None = None
    for draft in sorted(drafts, key=_told_at):
        source = draft.speakers.source
        if len(source) == 1 and source[0].code is None and fold(source[0].text) in pronouns:
            if last is not None and _told_at(draft) - _told_at(last) < NEAR:
                known = last.speakers.source[0]
                alike = msgspec.structs.replace(source[0], code=known.code, sector=known.sector, entity=known.entity)
                draft = replace(draft, speakers=replace(draft.speakers, source=(alike,)))
        elif len(source) == 1 and source[0].code is not None:
            last = draft
        told.append(draft)
    return told


def _told_at(draft: Draft) -> int:
    return draft.cue[0] if draft.cue is not None else draft.start


def _near(marks: Sequence[Quotation], sentence: Sentence) -> Sequence[Quotation]:
    """The quotations that touch a sentence, that end right before it or that begin right behind."""
    first = bisect_left(marks, sentence.start - TOUCHING, key=lambda each: each.outer_end)
    last = bisect_right(marks, sentence.end + TOUCHING, key=lambda each: each.outer_start)
    return marks[first:last]


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One report for each stretch and cue; of several for one quotation, the one whose source is known best."""
    best: dict[tuple[int, int, Stance, tuple[int, int] | None], Draft] = {}
    for draft in drafts:
        key = (draft.start, draft.end, draft.stance, draft.cue if _cued_within(draft) else None)
        if key not in best or _known(draft) > _known(best[key]):
            best[key] = draft
    return list(best.values())


def _cued_within(draft: Draft) -> bool:
    """Whether the cue is a part of the content: "troops are believed to be there"."""
    return draft.cue is not None and draft.start <= draft.cue[0] and draft.cue[1] <= draft.end


def _known(draft: Draft) -> tuple[bool, bool, bool]:
    return draft.speakers.named, bool(draft.speakers.source), draft.cue is not None


def _going_on(
    text: str, sentences: Sequence[Sentence], marks: Sequence[Quotation], drafts: Sequence[Draft]
) -> list[Draft]:
    """Quotations that are sentences of their own, said by the one who spoke last, close before."""
    direct = sorted((d for d in drafts if d.direct), key=lambda d: d.start)
    starts, ends = [s.start for s in sentences], [s.end for s in sentences]
    more: list[Draft] = []
    last: Draft | None = None
    at = 0
    for mark in marks:
        while at < len(direct) and direct[at].start < mark.end:
            last, at = direct[at], at + 1
        if last is None or last.end > mark.start or mark.start - last.end > NEAR or mark.dialogue:
            continue
        first, final = bisect_right(starts, mark.outer_start) - 1, bisect_left(ends, mark.outer_end)
        if first < 0 or final >= len(ends) or len(text[mark.start : mark.end].split()) < FULL:
            continue
        around = text[starts[first] : mark.outer_start] + text[mark.outer_end : max(mark.outer_end, ends[final])]
        if not around.strip(" .!?…\u00a0\u202f"):
            last = Draft(mark.start, mark.end, last.speakers, None, "assert", True)
            more.append(last)
    return more


def _parents(ordered: Sequence[Draft]) -> list[int | None]:
    """For each report the smallest one whose content holds it, its cue included."""
    parents: list[int | None] = []
    open_: list[int] = []
    for n, draft in enumerate(ordered):
        open_ = [k for k in open_ if ordered[k].end > draft.start]
        holding = [k for k in open_ if not ordered[k].answers and _holds(ordered[k], draft)]
        parents.append(min(holding, key=lambda k: ordered[k].end - ordered[k].start) if holding else None)
        open_.append(n)
    return parents


def _holds(outer: Draft, inner: Draft) -> bool:
    within = outer.start <= inner.start and inner.end <= outer.end
    cue = inner.cue is None or (outer.start <= inner.cue[0] and inner.cue[1] <= outer.end)
    same = (outer.start, outer.end) == (inner.start, inner.end)
    return within and cue and (not same or (_cued_within(inner) and not _cued_within(outer)))


def _media_speak(ordered: Sequence[Draft], parents: Sequence[int | None]) -> list[Draft]:
    """A paper that carries nobody's words says them itself: « selon le New York Times, l'aide baissera »."""
    carried = {parent for draft, parent in zip(ordered, parents, strict=True) if draft.speakers.source}
    spoken = []
    for n, draft in enumerate(ordered):
        via = draft.speakers.via
        alone = bool(via) and not draft.speakers.source and n not in carried
        if alone and all(each.entity in sources.media() for each in via):
            draft = replace(draft, speakers=Speakers(source=via))
        spoken.append(draft)
    return spoken


def _hand_down(ordered: Sequence[Draft], parents: Sequence[int | None]) -> list[Draft]:
    """A relay carries all that is told in what it says: « selon KCNA, Choe a dit … » is Choe, via KCNA."""
    handed: list[Draft] = []
    for draft, parent in zip(ordered, parents, strict=True):
        above = handed[parent].speakers if parent is not None else Speakers()
        if not draft.speakers.source and not draft.speakers.via and draft.stance in UNSAID:
            draft = replace(draft, speakers=above)
        elif draft.speakers.source and not draft.speakers.via and above.via and not above.source:
            draft = replace(draft, speakers=replace(draft.speakers, via=above.via))
        handed.append(draft)
    return handed


def _quotes(text: str, ordered: Sequence[Draft]) -> tuple[Quote, ...]:
    spoken = [d for d in ordered if d.spoken and (d.cue is not None or d.direct or d.speakers.source)]
    return tuple(
        Quote(
            id=f"q{n}",
            source=d.speakers.source,
            via=d.speakers.via,
            cue=_span(text, d.cue),
            content=Span(start=d.start, end=d.end, text=text[d.start : d.end]),
            direct=d.direct,
        )
        for n, d in enumerate(spoken, 1)
    )


def _reports(text: str, ordered: Sequence[Draft], parents: Sequence[int | None]) -> tuple[Report, ...]:
    reports: list[Report] = []
    for draft, parent in zip(ordered, parents, strict=True):
        reports.append(
            Report(
                content=Extent(start=draft.start, end=draft.end),
                source=draft.speakers.source,
                via=draft.speakers.via,
                cue=_span(text, draft.cue),
                stance=draft.stance,
                depth=0 if parent is None else reports[parent].depth + 1,
                parent=parent,
                direct=draft.direct,
                source_named=draft.speakers.named,
                answers=draft.answers,
            )
        )
    return tuple(reports)


def _span(text: str, extent: tuple[int, int] | None) -> Span | None:
    return None if extent is None else Span(start=extent[0], end=extent[1], text=text[extent[0] : extent[1]])
