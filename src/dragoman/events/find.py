"""The events of a text: drafts of each sentence, with who says so, when, where, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.actors import Resolved
from dragoman.events.assured import vouched, without
from dragoman.events.attribution import attribution, owned, settled, told_apart, told_by_neighbour, with_denier
from dragoman.events.circumstances import place, place_mention, when
from dragoman.events.clause import VERBAL
from dragoman.events.drafts import Draft, Reader
from dragoman.events.learned import LEARNED, Framed, Model, revise
from dragoman.events.omitted import fill_omitted
from dragoman.events.parties import codes
from dragoman.events.realis import is_unreal, signs
from dragoman.events.score import score
from dragoman.events.telling import weighed
from dragoman.events.topic import off_topic
from dragoman.languages import Pack
from dragoman.quotes import Report, grants
from dragoman.records import Attribution, Event, Extent, Mention, Party, Span, Time
from dragoman.text import Sentence, Token

NEEDS_TWO = {"CONSULT", "COOPERATE", "SUPPORT", "AGREE", "AID"}
WITHIN = {"COERCE", "PROTEST"}
NEAR = 4  # words between a governing word and what it governs, for both to be the trigger
LEAST = 0.25  # the least score of an event; below it so many are wrong that F1 of whole events falls
LEAST_LEARNED = 0.3  # the same of one that no frame tells
OFFERED = {"AGREE", "SUPPORT"}  # what may be said to nobody by name: « a proposé d'envoyer un émissaire »
AT_HOME = {"PROTEST", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT", "THREATEN", "CONCEDE", "SANCTION"}


@dataclass(frozen=True)
class Known:
    """What is known of a text before its events are: its sentences, who is in it, when, and who says what."""

    text: str
    sentences: Sequence[Sentence]
    resolved: Resolved
    times: Sequence[Time] = ()
    reports: Sequence[Report] = ()


def find(texts: Sequence[Known], pack: Pack, model: Model | None) -> list[tuple[Event, ...]]:
    """The events of each text, in the order of their triggers; ids are e1, e2, … in that order.

    Each event keeps the frame that decided in ``rule``, or “learned” where only the ``model`` tells it. Without a model
    the frames alone are read. An event that nobody is named to have done has an empty ``actor`` and ``actor_unstated``.
    Several texts at once are read faster than one by one.
    """
    return [_events(one, found, pack) for one, found in zip(texts, told(texts, pack, model), strict=True)]


def _events(known: Known, found: Sequence[tuple[int, Draft]], pack: Pack) -> tuple[Event, ...]:
    """The events that drafts become, each with its sentence's index."""
    text, sentences, resolved = known.text, known.sentences, known.resolved
    found = [(index, told_apart(draft, known.reports)) for index, draft in found]
    ids = {(index, draft.token.i): f"e{n}" for n, (index, draft) in enumerate(found, 1)}
    about = {(i, d.outer.i): ids[i, d.token.i] for i, d in reversed(found) if d.outer is not None}
    triggers: dict[int, set[int]] = {}
    for index, draft in found:
        triggers.setdefault(index, set()).add(draft.token.i)
    events = []
    for index, draft in found:
        sentence, key = sentences[index], (index, draft.token.i)
        outer = _span(text, draft.outer.start, draft.outer.end) if draft.outer is not None else None
        taken = [*draft.actors, *draft.recipients]
        assured = vouched(draft.token, sentence, known.reports, pack)
        reports = known.reports if assured is None else without(known.reports, assured)
        told_by = attribution(draft, reports, outer, sentence, pack)
        settled_as = settled(draft, told_by.status, reports, pack)
        alone = (
            told_by.cue is None or sentence.start <= told_by.cue.start < sentence.end
        )  # the encoder reads one sentence
        if assured is not None and assured.beyond_doubt and settled_as == "hypothetical" and not draft.inner:
            settled_as = "actual"
        granted = _is_granted(told_by, pack)
        if granted and settled_as == "hypothetical":  # « ne nie pas avoir armé … »
            settled_as = "actual"
        certain = assured is not None or granted or is_unreal(draft.token, sentence, signs(pack))
        heard = draft.telling if alone and not certain else None
        realis, told_by = weighed(heard, draft.act.event, settled_as, told_by)
        told_by = with_denier(told_by, draft, reports)
        beside = [other for at, other in found if at == index and other is not draft]
        told_by = owned(told_by_neighbour(told_by, draft, beside), draft, pack)
        event = Event(
            id=ids[key],
            event=draft.act.event,
            mode=draft.act.mode,
            context=_contexts(draft, text[sentence.start : sentence.end], pack),
            quad=draft.act.quad,
            score=score(draft, sentence),
            actor=_parties(draft.actors),
            recipient=_parties(draft.recipients),
            realis=realis,
            when=when(draft.token, triggers[index], sentence, known.times),
            place=place(draft.token, index, sentence, resolved, taken),
            trigger=_trigger(text, draft, sentence, triggers[index]),
            sentence=Extent(start=sentence.start, end=sentence.end),
            attribution=told_by,
            about=about.get(key),
            rule=draft.frame.where,
            actor_unstated=not draft.actors,
        )
        events.append(event)
    return tuple(events)


def _is_granted(told_by: Attribution, pack: Pack) -> bool:
    """Whether a doer owns what he did by not denying it: « ne cache pas avoir … »."""
    return told_by.status == "acknowledged" and told_by.cue is not None and grants(told_by.cue.text, pack)


def told(texts: Sequence[Known], pack: Pack, model: Model | None) -> list[list[tuple[int, Draft]]]:
    """The drafts of each text that become events, each with its sentence's index, in the order of the events."""
    by_frames = [[Framed(*one) for one in framed(of.text, of.sentences, of.resolved, pack)] for of in texts]
    if model is None:
        return [[(one.index, draft) for one in found for draft in one.drafts] for found in by_frames]
    named = [
        (of.text, [one for one in found if one.drafts or _names_somebody(one.index, one.reader.sentence, of.resolved)])
        for of, found in zip(texts, by_frames, strict=True)
    ]
    return [[(one.index, draft) for one in found for draft in _likely(one)] for found in revise(named, model, pack)]


def _likely(one: Framed) -> list[Draft]:
    """The drafts of a sentence that are likely enough, each event once."""
    sentence = one.reader.sentence
    return [draft for draft in _distinct(one.drafts, sentence) if score(draft, sentence) >= _least(draft)]


def _least(draft: Draft) -> float:
    return LEAST_LEARNED if draft.frame.where == LEARNED else LEAST


def _names_somebody(index: int, sentence: Sentence, resolved: Resolved) -> bool:
    """Whether the sentence has a mention, without which the model finds nobody that takes part in anything."""
    return any((index, token.i) in resolved.by_token for token in sentence.tokens)


def framed(
    text: str, sentences: Sequence[Sentence], resolved: Resolved, pack: Pack
) -> Iterator[tuple[int, Reader, list[Draft]]]:
    """What the frames make of each sentence that is on topic: its index, its reader, and the drafts of its events."""
    before: list[Draft] = []
    for index, sentence in enumerate(sentences):
        if off_topic(text[sentence.start : sentence.end], pack):
            before = []
            continue
        reader = Reader(sentence, index, resolved, pack)
        filled = fill_omitted(reader.read(), index, sentence, before, resolved, pack)
        struck = [_struck(draft, index, sentence, resolved) for draft in _complete(filled)]
        before = [_at_home(draft) for draft in _distinct(struck, sentence)]
        yield index, reader, before


def _complete(found: Sequence[Draft]) -> list[Draft]:
    """The drafts that say enough: who, and for what takes two, with whom."""
    kept = []
    for draft in found:
        if draft.reciprocal and draft.act.event in NEEDS_TWO and len(codes(draft.actors)) < 2:
            continue
        if not draft.actors and not (draft.recipients and _is_passive(draft)):
            continue
        offered = draft.act.event in OFFERED and draft.actors and not draft.guesses and draft.inner
        alone = not draft.recipients and not draft.reciprocal
        if alone and draft.act.event not in AT_HOME | {"ACCUSE", "REQUEST", "REJECT"} and not offered:
            continue
        if not draft.reciprocal and draft.act.event in NEEDS_TWO and not draft.actors:
            continue
        kept.append(draft)
    return kept


def _is_passive(draft: Draft) -> bool:
    """Whether a predicate is told without its doer on purpose: « trois diplomates ont été expulsés »."""
    token = draft.token
    return token.morph.get("Voice") == "Pass" or (token.pos in VERBAL and token.rel in ("participle", "modifier"))


def _struck(draft: Draft, index: int, sentence: Sentence, resolved: Resolved) -> Draft:
    """Violence that names nobody it is done to is done to the country it happens in (« des frappes iraniennes au … »)."""
    if draft.recipients or draft.reciprocal or draft.act.event != "ASSAULT" or not draft.actors:
        return draft
    where = place_mention(draft.token, index, sentence, resolved, draft.actors)
    if where is None or where.code is None:
        return draft
    return replace(draft, recipients=(where,), guesses=draft.guesses + 1)


def _at_home(draft: Draft) -> Draft:
    """An arrest or a demonstration that names nobody it is aimed at is taken for one within the actor's own state."""
    if draft.recipients or draft.reciprocal or draft.told_as or draft.act.event not in WITHIN:
        return draft
    if len(codes(draft.actors)) != 1:
        return draft
    return replace(draft, recipients=draft.actors, guesses=draft.guesses + 1)


def _distinct(found: Sequence[Draft], sentence: Sentence) -> list[Draft]:
    """Each event once: a verb and the noun it supports may tell the same (« a signé l'accord »)."""
    kept: list[Draft] = []
    for draft in sorted(found, key=_fullness):
        twin = next((k for k in kept if _same(k, draft) and _joined(k, draft, sentence)), None)
        if twin is None:
            kept.append(draft)
        elif twin.told_as is None and draft.told_as is not None:
            kept[kept.index(twin)] = replace(twin, told_as=draft.told_as, said_by=draft.said_by, outer=draft.outer)
    return sorted(kept, key=lambda d: d.token.i)


def _fullness(draft: Draft) -> tuple[int, int, bool, int]:
    """An order in which the draft that tells most of whom comes first, by syntax before by guess, by a frame before by none."""
    parties = codes((*draft.actors, *draft.recipients))
    return -len(parties), draft.guesses, draft.frame.where == LEARNED, draft.token.i


def _same(a: Draft, b: Draft) -> bool:
    """Whether ``b`` says nothing of its own: the same type, and no other parties than ``a``."""
    if a.act.event != b.act.event:
        return False
    together = a.reciprocal or b.reciprocal
    if together and codes((*a.actors, *a.recipients)) == codes((*b.actors, *b.recipients)):
        return True
    return codes(b.actors) <= codes(a.actors) and codes(b.recipients) <= codes(a.recipients)


def _joined(a: Draft, b: Draft, sentence: Sentence) -> bool:
    above_a = {t.i for t in sentence.ancestors(a.token.i)}
    above_b = {t.i for t in sentence.ancestors(b.token.i)}
    return a.token.i in above_b or b.token.i in above_a


def _trigger(text: str, draft: Draft, sentence: Sentence, telling: Set[int]) -> Span:
    """The predicate; of an idiom, all its words where they stand together; with a governed verb, both where they are near.

    A noun is told by the verb whose object it is (« effectuera une visite »), where that makes no event of its own:
    ``telling`` has the words of the sentence that do.
    """
    end = draft.token.end
    first, last = _governed_stretch(draft)
    above = sentence.tokens[first.head]
    if first.rel == "object" and above.pos in VERBAL and above.i < first.i and above.i not in telling:
        first = above
    if first.i < last.i <= first.i + NEAR:
        return _span(text, first.start, last.end)
    following = sentence.tokens[draft.token.i + 1 : draft.token.i + 1 + len(draft.frame.words)]
    if draft.frame.words and all(
        w in (t.lemma, t.text.lower()) for w, t in zip(draft.frame.words, following, strict=False)
    ):
        end = following[-1].end if following else end
    return _span(text, draft.token.start, end)


def _governed_stretch(draft: Draft) -> tuple[Token, Token]:
    """From the word that governs to the one governed (« va livrer », « promised to send »)."""
    words = sorted((draft.token, *draft.inner), key=lambda token: token.i)
    return words[0], words[-1]


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _parties(mentions: Sequence[Mention]) -> tuple[Party, ...]:
    return tuple(
        Party(start=m.start, end=m.end, text=m.text, code=m.code, sector=m.sector, mention=m.id) for m in mentions
    )


def _contexts(draft: Draft, sentence: str, pack: Pack) -> tuple[str, ...]:
    """The frame's contexts, then those whose words the sentence has."""
    spoken = [name for name, pattern in _context_words(pack) if pattern.search(sentence)]
    return tuple(dict.fromkeys([*draft.frame.context, *spoken]))


@lru_cache
def _context_words(pack: Pack) -> list[tuple[str, re.Pattern[str]]]:
    return [
        (entry["name"], re.compile("|".join(rf"\b{stem}" for stem in entry["stems"]), re.IGNORECASE))
        for entry in pack.entries("contexts", "context")
    ]
