"""Reports of one sentence, cue by cue, before they are hung on each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.quotes import contents, hits, sources
from dragoman.quotes.hits import Hit
from dragoman.quotes.lexicon import Cue, Stance
from dragoman.quotes.marks import Quotation
from dragoman.quotes.sources import Actors, Speakers
from dragoman.quotes.view import View
from dragoman.records import Mention
from dragoman.text.parse import Token

SCARE = 2  # fewer quoted words than this, without a colon before them, are no quote
GAP = 25  # words between a cue and the quotation that it brings in
LEAD = 4  # the most words and marks that lead up to a quotation behind an incise
CLAIM = 3  # the most words of “all those claims”
VERDICT = 9  # words between « qualifie » and « mensongère »
TAIL = 5  # the most words of a source behind a headline
TAIL_MARKS = (":", "-", "–", "—")
FAR = 11  # words between a claim and « selon laquelle »: « déclaration du ministère turc des Affaires étrangères selon laquelle »


@dataclass(frozen=True)
class Draft:
    """One report: what is said (offsets), by whom, with which words; ``spoken`` where it is a quote, not only a claim.

    ``answers`` tells a denial that names nothing (« Bakou dément »): it takes up what was claimed before. One that
    ``dismisses`` only calls it untrue (« Damas parle d'affabulation »), and answers no question.
    """

    start: int
    end: int
    speakers: Speakers
    cue: tuple[int, int] | None
    stance: Stance
    direct: bool = False
    spoken: bool = True
    answers: bool = False
    dismisses: bool = False


def of_sentence(view: View, actors: Actors) -> list[Draft]:
    """All reports of a sentence, in no order."""
    found = hits.verbs(view)
    stops = hits.stops(view, found)
    drafts: list[Draft] = []
    phrases = _of_phrases(view, found, stops, actors)
    for hit in found:
        new = _same_speaker(view, hit, _of_verb(view, hit, stops, actors), drafts)
        resumed = not hit.incise and hits.resumes(view, hit) is not None
        drafts += [_what_was_claimed(draft, phrases + drafts) for draft in new] if resumed else new
        drafts += _answers(view, hit, new, actors)
    drafts += phrases
    drafts += _of_nouns(view, found, stops, actors)
    drafts += _of_adverbs(view)
    drafts += _of_colon(view, found, actors)
    drafts += _of_naming(view, actors)
    drafts += _of_verdict(view)
    drafts += _of_rumour(view, stops)
    drafts += _of_called_untrue(view, stops, actors)
    drafts += _of_account(view, actors)
    drafts += _of_claim_to_have(view, actors)
    drafts += list(_dismissals(view, tuple(drafts), actors))
    drafts += _of_tail(view, found, actors)
    drafts = [_before_phrase(_as_was_claimed(view, draft, drafts), phrases) for draft in drafts]
    return drafts + list(_conditionals(view, drafts, stops))


def _before_phrase(draft: Draft, phrases: list[Draft]) -> Draft:
    """« Oslo rappelle que P, selon un diplomate »: what Oslo recalls ends before the phrase that tells who reports all of it."""
    for phrase in phrases:
        inside = phrase.cue is not None and draft.start <= phrase.cue[0] < draft.end
        if inside and phrase.start < draft.start < phrase.end <= draft.end:
            return replace(draft, end=phrase.end)
    return draft


def _answers(view: View, hit: Hit, told: list[Draft], actors: Actors) -> list[Draft]:
    """A denial without words of its own (« …, Bakou dément »), or only of “that claim”: it answers what was claimed before."""
    if not any(cue.stance == "deny" for cue in hit.cues) or any(draft.stance != "deny" for draft in told):
        return []
    if told and not (len(told) == 1 and _is_claim(view, told[0])):
        return []
    after = next((i for i in range(hit.last + 1, len(view.tokens)) if not _says_how(view, i)), len(view.tokens))
    if not told and not (view.punctuation(after) or view.tokens[after].pos == "CCONJ"):
        return []
    negated = view.negated(hit.first, hit.i) and not any(cue.negated for cue in hit.cues)
    who = told[0].speakers if told else sources.of_verb(view, hit, actors)
    if negated or hit.incise or not who.source:
        return []
    cue = view.tokens[hit.first].start, view.tokens[hit.last].end
    return [Draft(*cue, who, cue, "deny", spoken=False, answers=True)]


def _says_how(view: View, i: int) -> bool:
    """Words behind a bare denial that name nothing: « dément catégoriquement », "denied it on Monday"."""
    pronoun = view.tokens[i].pos == "PRON" and not view.tokens[i].names
    return view.tokens[i].pos == "ADV" or pronoun or view.among(i, "days")


def _is_claim(view: View, draft: Draft) -> bool:
    """Whether what is denied is only “the charge”, “ces allégations”, and not told there."""
    inside = [t for t in view.tokens if draft.start <= t.start < draft.end]
    return len(inside) <= CLAIM and any(t.lemma in view.cues.nouns for t in inside)


def _what_was_claimed(draft: Draft, before: list[Draft]) -> Draft:
    """« Oslo affirme que P, ce que Riga dément »: Riga denies P, not that Oslo says so."""
    claims = [d for d in before if draft.start <= d.start and d.end == draft.end and d.cue is not None]
    claim = min(claims, key=lambda d: d.start, default=None)
    return draft if claim is None else replace(draft, start=claim.start)


def _as_was_claimed(view: View, draft: Draft, drafts: list[Draft]) -> Draft:
    """« Oslo nie avoir P, comme l'affirme Riga »: Riga claims P, not that Oslo denies it."""
    if draft.cue is None or draft.stance == "deny":
        return draft
    at = view.index_at(draft.cue[0])
    if not any(view.among(i, "as_told") for i in range(max(0, at - 7), at + 1)):
        return draft
    for denial in drafts:
        inside = denial.stance == "deny" and denial.cue is not None and draft.start <= denial.cue[0] < draft.end
        if inside and denial.start < draft.end:
            return replace(draft, start=denial.start, end=min(denial.end, draft.end))
    return draft


def _same_speaker(view: View, hit: Hit, new: list[Draft], before: list[Draft]) -> list[Draft]:
    """« … mais assure que », « , tout en rappelant que »: the one who spoke before speaks on."""
    own = any(c.rel == "subject" for c in view.sentence.children(hit.i))
    joined = hit.first > 0 and view.tokens[hit.first - 1].pos in ("CCONJ", "ADP", "ADV")
    if not new or not before or own or hit.incise or sources.passive(view, hit):
        return new
    if new[0].speakers.source and not (joined and view.tokens[hit.first - 1].pos == "CCONJ"):
        return new
    return [replace(draft, speakers=before[-1].speakers) for draft in new]


def _span(view: View, first: int, last: int) -> tuple[int, int]:
    """Offsets of tokens ``first`` to ``last``, without marks that close before or open behind."""
    while first < last and view.punctuation(first) and view.low[first] not in ("«", "“", '"', "("):
        first += 1
    while last > first and view.punctuation(last) and view.low[last] in (",", ".", ";", ":", "—", "–", "-"):
        last -= 1
    start, end = view.tokens[first].start, view.tokens[last].end
    whole = view.quotation_at(start)
    if whole is not None and whole.outer_start == start and whole.outer_end >= end:
        return whole.start, min(whole.end, end)
    return start, end


def _stance(view: View, hit: Hit, cue: Cue) -> Stance:
    negated = not cue.negated and (view.negated(hit.first, hit.i) or _negated_above(view, hit) or _joined(view, hit))
    return "doubt" if negated else cue.stance


def _joined(view: View, hit: Hit) -> bool:
    """« n'a ni confirmé ni démenti que », "neither confirmed nor denied that"."""
    before = hit.first - 1
    return before >= 0 and view.tokens[before].pos == "CCONJ" and view.among(before, "negation")


def _negated_above(view: View, hit: Hit) -> bool:
    """« ne saurait exclure que »: the negation of the verb that the infinitive hangs on."""
    above = view.tokens[hit.i].head
    if not view.bare_form(hit.i) or not 0 <= hit.first - above <= 2 or not view.finite(above):
        return False
    return view.negated(above, above)


def _draft(view: View, hit: Hit, cue: Cue, content: tuple[int, int], actors: Actors, direct: bool = False) -> Draft:
    who = sources.of_verb(view, hit, actors)
    who = sources.cited(view, hit, who, content, actors)
    extra = sources.relays(view, hit.last, content, (*who.source, *who.via), actors)
    first = hit.first if not hit.incise else min(hit.first, hit.i)
    span = (view.tokens[first].start, view.tokens[hit.last].end)
    return Draft(*content, replace(who, via=who.via + extra), span, _stance(view, hit, cue), direct)


def _of_verb(view: View, hit: Hit, stops: frozenset[int], actors: Actors) -> list[Draft]:
    """The report of a cue verb: the first construction that it takes and that is there."""
    if hit.incise:
        return _incise(view, hit, stops, actors)
    special = _as_told(view, hit, actors) or _quoted_as(view, hit, stops, actors) or _of_antecedent(view, hit, actors)
    if special is not None:
        return [special]
    if _bare_participle(view, hit):
        return [draft for draft in (_infinitive(view, hit, stops, actors),) if draft is not None]
    resumed = hits.resumes(view, hit)
    if resumed is not None and _takes_up_claim(view, hit):
        start = contents.clause_start(view, resumed)
        draft = _draft(view, hit, hit.cues[0], _span(view, start, resumed - 1), actors)
        subject = view.subject(hit.i)
        if subject is not None and resumed < subject.i < hit.first:
            noun = [i for i in range(resumed + 1, subject.i) if view.tokens[i].lemma in view.cues.nouns]
            begin = noun[-1] + 1 if noun else resumed + 2
            draft = replace(draft, speakers=sources.speakers(view, subject.i, actors, stop=hit.first, begin=begin))
        return [draft]
    quoted_first = view.low[hit.last + 1 : hit.last + 2] == (":",)
    for construction in (_quoted, _clause, _noun) if quoted_first else (_clause, _infinitive, _quoted, _noun):
        found = construction(view, hit, stops, actors)
        if found is not None:
            return [found]
    return []


def _takes_up_claim(view: View, hit: Hit) -> bool:
    """Whether « ce que X … » repeats, owns or denies what was said: not « ce que X juge risible », "which X denies doing"."""
    whole = any(kind in cue.takes for cue in hit.cues for kind in ("clause", "noun", "claim"))
    if not whole or contents.infinitive(view, hit, far=False) is not None:
        return False
    if any(cue.stance in ("deny", "admit", "allege", "doubt") for cue in hit.cues):
        return True
    if any(
        cue.head in view.cues.word("feeling") for cue in hit.cues
    ):  # « ce que X regrette » has been, whoever regrets it
        return False
    after = hit.last + 1
    predicate = after < len(view.tokens) and (view.tokens[after].pos == "ADJ" or view.low[after] in ("«", "“", '"'))
    return hit.taking("clause") is not None and not predicate


def _as_told(view: View, hit: Hit, actors: Actors) -> Draft | None:
    """« Comme l'a reconnu Paris, P », "P, as Syria's opposition alleges": the clause around or behind."""
    first = next((i for i in range(hit.first, max(-1, hit.first - 7), -1) if view.among(i, "as_told")), None)
    cue = hit.taking("clause") or hit.taking("noun")
    if first is None or cue is None or any(map(view.finite, range(first, hit.first))):
        return None
    if cue.stance == "ask" or cue.head in view.cues.word("feeling"):  # « comme le demande Oslo » tells of no claim
        return None
    if view.low[hit.last + 1 : hit.last + 2] == (":",) or not (first == 0 or view.low[first - 1] in (",", ";")):
        return None
    if view.among(first + 1, "taken_up"):
        hit = replace(hit, incise=True, begins=hit.first)
    elif not any(map(view.nominal, range(first + 1, hit.first))):
        return None
    comma = next((i for i in range(hit.last + 1, len(view.tokens)) if view.low[i] == ","), None)
    if comma is not None and any(map(view.finite, range(comma + 1, len(view.tokens)))):
        content = comma + 1, contents.clause_end(view, comma + 1)
    elif first > 1:
        content = contents.clause_start(view, first), first - 1
    else:
        return None
    return _draft(view, hit, cue, _span(view, *content), actors) if content[0] < content[1] else None


def _quoted_as(view: View, hit: Hit, stops: frozenset[int], actors: Actors) -> Draft | None:
    """ "KCNA quoted the ministry as saying that P", "P, CNN quoted officials as saying": the one quoted speaks."""
    above = view.tokens[hit.i].head
    if not view.among(hit.first - 1, "quoted_as") or above >= hit.first:
        return None
    quoted = [c.i for c in view.sentence.children(above) if c.rel in ("object", "subject") and c.i < hit.first]
    if not quoted:
        return None
    who, by = sources.speakers(view, quoted[-1], actors, stop=hit.first - 1), Speakers()
    if len(quoted) > 1:
        by = sources.speakers(view, quoted[0], actors, stop=above)
    told = _clause(view, hit, stops, actors)
    if told is None:
        begins = view.phrase(quoted[0])[0]
        start = contents.clause_start(view, begins)
        if start >= begins - 1 or view.low[begins - 1] != ",":
            return None
        told = _draft(view, hit, hit.cues[0], _span(view, start, begins - 1), actors)
    carried = tuple(each for each in (*by.via, *by.source) if each.sector == "MED" or each in by.via)
    return replace(told, speakers=Speakers(who.source or who.via, carried))


def _of_antecedent(view: View, hit: Hit, actors: Actors) -> Draft | None:
    """« l'explosion, que Beyrouth attribue au Mossad », « les frappes que Khartoum nie »: the noun before « que »."""
    cue = next((c for c in hit.cues if "noun" in c.takes or "claim" in c.takes), None)
    that = next((i for i in range(hit.first - 1, max(0, hit.first - 8), -1) if view.among(i, "object_relative")), None)
    if (
        cue is None
        or that is None
        or hit.incise
        or hits.resumes(view, hit) is not None
        or any(map(view.finite, range(that + 1, hit.first)))
    ):
        return None
    thing = contents.noun(view, hit)
    if (thing is not None and not view.tokens[thing].prep) or view.among(hit.last + 1, "that"):
        return None
    last = that - 1 - (view.low[that - 1] == ",")
    head = last
    while head > 0 and view.tokens[head].head < head and view.tokens[head].rel in ("nominal", "modifier", "conjunct"):
        head = view.tokens[head].head
    subject = next((i for i in range(that + 1, hit.first) if view.nominal(i)), None)
    if (
        subject is None
        or view.tokens[head].pos != "NOUN"
        or (not view.nominal(last) and view.tokens[last].pos != "ADJ")
    ):
        return None
    start = view.tokens[view.phrase(head)[0]].start
    draft = _draft(view, hit, cue, (start, view.tokens[last].end), actors)
    who = sources.speakers(view, subject, actors, stop=hit.first, begin=that + 1)
    return replace(draft, speakers=who, spoken=False)


def _bare_participle(view: View, hit: Hit) -> bool:
    """« accusé d'avoir … », "suspected of …" without an auxiliary: somebody is reported on, and nobody reports."""
    past = view.tokens[hit.i].morph.get("VerbForm") == "Part" and view.tokens[hit.i].morph.get("Tense") != "Pres"
    return past and hit.first == hit.i and sources.passive(view, hit)


def _incise(view: View, hit: Hit, stops: frozenset[int], actors: Actors) -> list[Draft]:
    cue = hit.taking("clause") or hit.taking("quote")
    if cue is None or (any(view.among(i, "impersonal") for i in range(hit.first, hit.i)) and _sourced(view, hit)):
        return []
    begins = view.tokens[hit.begins].start
    around = view.quotation_at(begins)
    if around is not None:
        return [_draft(view, hit, cue, _without_incise(view, around, hit), actors, True)]
    before = _quotation_before(view, begins)
    if before is not None and not _part_of_clause(view, before):
        draft = _draft(view, hit, hit.taking("quote") or cue, (before.start, before.end), actors, True)
        after = _quotation_after(view, hit)
        return [draft] + ([replace(draft, start=after.start, end=after.end)] if after else [])
    led_up = _quotation_after(view, hit)
    if led_up is not None and view.index_at(begins) - contents.clause_start(view, hit.begins) <= LEAD:
        return [_draft(view, hit, cue, (led_up.start, led_up.end), actors, True)]  # "It was, X said, “a day of shame”"
    told = hit.first < hit.i or view.finite(hit.i)  # not « …, accusés d'espionnage »
    charges = cue.stance == "allege" or hit.taking("infinitive") is not None  # « …, a accusé X », in no quotation marks
    behind = hit.begins == hit.first and told and not view.goes_on(hit.last)  # « …, dénonce un syndicat »
    if not ("clause" in cue.takes or _clitic(view, hit) or behind or (charges and told and not view.goes_on(hit.last))):
        return []
    start = contents.clause_start(view, hit.begins)
    if start >= hit.begins - 1:
        return []
    final = hit.begins - 1 in stops or not view.goes_on(hit.last)
    last = hit.begins - 1 if final else contents.clause_end(view, start)
    return [_draft(view, hit, cue, _span(view, start, last), actors)]


def _sourced(view: View, hit: Hit) -> bool:
    """« a-t-on appris de source … »: the source that follows tells it, and is read with its own cue."""
    end = view.tokens[hit.last].end
    prepositions = (pattern for pattern, cues in view.cues.phrases if cues[0].pos == "preposition")
    return any(pattern.search(view.text, end, view.sentence.end) for pattern in prepositions)


def _without_incise(view: View, around: Quotation, hit: Hit) -> tuple[int, int]:
    """The quotation; in a line of dialogue, up to the incise that ends it."""
    begins = view.tokens[hit.begins].start
    final = around.dialogue and "," not in view.text[view.tokens[hit.last].end : around.end]
    end = begins if final else around.end
    return around.start, around.start + len(view.text[around.start : end].rstrip(" ,\u00a0"))


def _clitic(view: View, hit: Hit) -> bool:
    return any(view.among(at, "inverted") for at in range(hit.first, hit.i + 3))


def _quotation_before(view: View, at: int) -> Quotation | None:
    """The quotation that ends right before this offset, marks and blanks apart."""
    for each in reversed(view.quotations):
        if each.outer_end <= at:
            gap = view.text[each.outer_end : at].strip(' ,.!?…\u00a0\u202f-–—»”"\n')
            return each if not gap else None
    return None


def _part_of_clause(view: View, quoted: Quotation) -> bool:
    """Whether words of the same clause lead up to a quotation: « il n'y a “aucun doute”, a dit X »."""
    at = view.index_at(quoted.outer_start)
    if at == 0 or view.punctuation(at - 1):
        return False
    start = contents.clause_start(view, at)
    return any(view.finite(i) and view.quotation_at(view.tokens[i].start) is None for i in range(start, at))


def _quotation_after(view: View, hit: Hit) -> Quotation | None:
    """The quotation that goes on behind an incise."""
    end = view.tokens[hit.last].end
    after = next((q for q in view.quotations if q.outer_start >= end and q.outer_start < view.sentence.end), None)
    if after is None:
        return None
    between = range(hit.last + 1, view.index_at(after.outer_start))
    # « …, a dit X, “…” »: the incise is closed by a comma or a full stop, and no other verb comes in.
    closed = bool(between) and view.low[between[-1]] in (",", ".")
    return after if closed and not any(view.tokens[i].pos == "VERB" for i in between) else None


def _clause(view: View, hit: Hit, stops: frozenset[int], actors: Actors) -> Draft | None:
    cue = hit.taking("clause")
    if cue is None:
        return None
    mark = contents.complementizer(view, hit, "whether" if cue.stance == "ask" else "that")
    if mark is not None and _infinitive_before(view, hit, mark):
        return None
    if mark is None:
        mark = _colon(view, hit)
    if mark is None and view.among(hit.last + 1, "how"):
        mark = hit.last + 1
    if mark is None and cue.stance == "doubt":
        mark = contents.complementizer(view, hit, "whether")
    start = mark + 1 if mark is not None else contents.bare_clause(view, hit) if cue.stance != "ask" else None
    if start is None or start >= len(view.tokens):
        return None
    last = _bounded(view, hit, contents.clause_end(view, start, stops))
    verb = any(view.tokens[i].pos in ("VERB", "AUX") for i in range(start, last + 1))
    if last <= start or not (verb or (mark == hit.last + 1 and last > start + 2)):
        return None
    draft = _draft(view, hit, cue, _span(view, start, last), actors)
    return _hearsay_if_impersonal(view, hit, cue, draft)


def _infinitive_before(view: View, hit: Hit, mark: int) -> bool:
    """« a dit avoir refusé que … »: what is said begins with the infinitive, whose clause it is."""
    start = contents.infinitive(view, hit, far=False) if hit.taking("infinitive") is not None else None
    return start is not None and start < mark


def _colon(view: View, hit: Hit) -> int | None:
    """The colon that opens what is said: right behind the cue, or later where « l' » stands for it: « l'a dit lundi : »."""
    if view.low[hit.last + 1 : hit.last + 2] == (":",):
        return hit.last + 1
    if not any(view.among(i, "taken_up") for i in range(max(0, hit.first - 1), hit.i)):
        return None
    colon = next((i for i in range(hit.last + 1, len(view.tokens)) if view.low[i] == ":"), None)
    return None if colon is None or any(map(view.finite, range(hit.last + 1, colon))) else colon


def _hearsay_if_impersonal(view: View, hit: Hit, cue: Cue, draft: Draft) -> Draft:
    """« on dit que », "it is said that": nobody says it."""
    if cue.stance == "hearsay":
        return replace(draft, speakers=Speakers())
    if cue.stance != "assert" or draft.stance != "assert" or draft.speakers.source:
        return draft
    subject = view.subject(hit.i)
    impersonal = subject is not None and view.among(subject.i, "impersonal")
    if subject is not None and view.among(subject.i, "no"):
        return replace(draft, stance="doubt")  # "nothing suggests that"
    said = sources.passive(view, hit) and any(each.stance == "hearsay" for each in hit.cues)
    return replace(draft, stance="hearsay") if impersonal or said else draft


def _bounded(view: View, hit: Hit, last: int) -> int:
    """Not beyond the relative clause that the cue stands in: « Choe, qui a dit que …, est partie »."""
    token = view.tokens[hit.i]
    main = _main_clause(view, hit)
    if main is not None and hit.last + 1 < main <= last:
        last = main - 1
    clause = next((t for t in [token, *view.sentence.ancestors(hit.i)] if t.rel == "relative"), None)
    if clause is None:
        return last
    end = max(t.i for t in view.sentence.subtree(clause.i))
    while end > hit.last and view.punctuation(end):
        end -= 1
    return min(last, end) if end > hit.last + 1 else last


def _main_clause(view: View, hit: Hit) -> int | None:
    """The comma before the main clause that follows the clause of a cue: « Après avoir nié le détenir, Pretoria a livré … »."""
    root = next((t for t in view.sentence.ancestors(hit.i) if t.rel == "root"), None)
    if root is None or root.i <= hit.last or hit.incise:
        return None
    subject = next((c for c in view.sentence.children(root.i) if c.rel == "subject" and hit.last < c.i < root.i), None)
    if subject is None:
        return None
    before = view.phrase(subject.i)[0] - 1
    return before if view.low[before] == "," and not _opens_quotation(view, before) else None


def _opens_quotation(view: View, i: int) -> bool:
    return view.quotation_at(view.tokens[i].start) is not None


def _infinitive(view: View, hit: Hit, stops: frozenset[int], actors: Actors) -> Draft | None:
    passive = sources.passive(view, hit)
    taking = [cue for cue in hit.cues if "infinitive" in cue.takes]
    cue = next((c for c in taking if (c.stance == "hearsay") == passive), None)
    if cue is None and passive:
        cue = next((c for c in taking if c.stance == "allege"), None)
    if cue is None:
        return None
    start = contents.infinitive(view, hit, far=cue.stance == "allege")
    if start is None:
        return None
    if _bare_participle(view, hit):
        stops |= {i for i in range(start, len(view.tokens)) if view.low[i] == ","}
    last = _bounded(view, hit, contents.clause_end(view, start, stops))
    if cue.stance == "hearsay":
        subject = view.subject(hit.i)
        start = view.phrase(subject.i)[0] if subject is not None and subject.i < hit.first else start
        return replace(_draft(view, hit, cue, _span(view, start, last), actors), speakers=Speakers())
    return _draft(view, hit, cue, _span(view, start, last), actors)


def _quoted(view: View, hit: Hit, stops: frozenset[int], actors: Actors) -> Draft | None:
    """A quotation that the cue brings in: after a colon, or as a part of its complement."""
    cue = hit.taking("quote") or hit.taking("clause")
    if cue is None:
        return None
    end = view.tokens[hit.last].end
    limit = view.sentence.end + 3
    after = next((q for q in view.quotations if end <= q.outer_start <= limit), None)
    if after is None:
        return None
    if after.outer_start >= view.sentence.end and _told_behind(view, after):
        return None
    between = range(hit.last + 1, view.index_at(after.outer_start))
    colon = any(view.low[i] == ":" for i in between)
    if not colon and "\n" in view.text[end : after.outer_start]:
        return None  # a paragraph that opens with a quotation is not what the one before it ends with
    if len(between) > GAP or any(i in stops or view.low[i] == ";" for i in between):
        return None
    if not colon and (view.bare_form(hit.i) or "quote" not in cue.takes or not _mixed(view, after, between)):
        return None
    return _draft(view, hit, cue, (after.start, after.end), actors, True)


def _told_behind(view: View, quoted: Quotation) -> bool:
    """Whether a quotation goes on with who says it: « … », a dit X."""
    behind = view.text[quoted.outer_end : quoted.outer_end + 3].lstrip(" \u00a0\u202f")[:1]
    return behind in (",", "–", "—") or behind.islower() or view.text[quoted.start : quoted.end].rstrip().endswith(",")


def _mixed(view: View, quoted: Quotation, between: range) -> bool:
    words = len(view.text[quoted.start : quoted.end].replace("-", " ").split())
    return words >= SCARE and not any(view.finite(i) for i in between if not view.among(i, "called"))


def _noun(view: View, hit: Hit, stops: frozenset[int], actors: Actors) -> Draft | None:
    """A thing that is denied, owned or laid at somebody's door: « a nié toute livraison d'armes »."""
    cue = hit.taking("noun") or hit.taking("claim") or _accusing(hit)
    if cue is None:
        return None
    head = _done_to(view, hit) if sources.passive(view, hit) else contents.noun(view, hit)
    if head is None or (cue.stance == "admit" and _stance(view, hit, cue) == "doubt"):
        return None  # « Aucun groupe n'a revendiqué l'attaque » tells of no admission
    claim = view.tokens[head].lemma in view.cues.nouns
    if (not claim or cue.bar) and _other_sense(view, hit, cue, head):
        return None
    if "noun" not in cue.takes and cue is not _accusing(hit) and not claim:
        return None
    mark = _selon_laquelle(view, head) if claim else None
    if mark is not None:
        last = contents.clause_end(view, mark + 1, stops)
        draft = _draft(view, hit, cue, _span(view, mark + 1, last), actors)
        return replace(draft, cue=(view.tokens[hit.first].start, view.tokens[head].end))
    first = view.phrase(head)[0]
    last = min(contents.clause_end(view, first, stops), max(t.i for t in view.sentence.subtree(head)))
    last = min(last, hit.first - 1) if head < hit.first else last
    while last > head and view.punctuation(last):
        last -= 1
    content = view.tokens[first].start, view.tokens[max(last, head)].end
    return replace(_draft(view, hit, cue, content, actors), spoken=False)


def _other_sense(view: View, hit: Hit, cue: Cue, head: int) -> bool:
    """Whether the thing is none that one denies or owns up to: « accuse réception », "denied bail", "shrugged off a warning"."""
    lemmas = {view.tokens[i].lemma for i in range(hit.last + 1, head + 1)}
    return bool(lemmas & cue.bar) or (bool(cue.heads) and view.tokens[head].lemma not in cue.heads)


def _accusing(hit: Hit) -> Cue | None:
    return next((cue for cue in hit.cues if cue.stance == "allege" and "infinitive" in cue.takes), None)


def _done_to(view: View, hit: Hit) -> int | None:
    """The subject of a passive with its agent: « l'attentat a été revendiqué par … »."""
    children = view.sentence.children(hit.i)
    subjects = [c.i for c in children if c.rel == "subject" and c.i < hit.first]
    return subjects[0] if subjects and sources.agent(view, hit) is not None else None


def _selon_laquelle(view: View, noun: int) -> int | None:
    """The last word of « selon laquelle », « que » or "that" that ties a clause to a noun; itself where none does in English.

    "denies claims it spied": a subject follows whose verb hangs on the noun.
    """
    follows = view.tokens[noun + 1] if noun + 1 < len(view.tokens) else None
    bare = follows is not None and follows.rel == "subject" and bool(view.cues.word("bare_clause"))
    if bare and follows is not None and view.tokens[follows.head].head == noun and view.finite(follows.head):
        return noun
    for i in range(noun + 1, min(noun + FAR, len(view.tokens))):
        if view.among(i, "which_says"):
            return i
        if view.among(i, "that") and (view.tokens[i].pos == "SCONJ" or view.tokens[i].rel == "mark"):
            in_paper = view.tokens[noun].prep in view.cues.word("medium")
            return i if i == noun + 1 and not in_paper else None
        if view.finite(i) or view.punctuation(i):
            return None
    return None


def _of_nouns(view: View, verbs: list[Hit], stops: frozenset[int], actors: Actors) -> Iterator[Draft]:
    """« l'accusation selon laquelle … », "reports that …", where no verb of denial governs the noun."""
    for token in view.tokens:
        cues = view.cues.nouns.get(token.lemma)
        noun = token.pos == "NOUN" or (
            token.pos == "VERB" and (token.lemma not in view.cues.verbs or token.rel == "subject")
        )
        mark = _selon_laquelle(view, token.i) if cues and noun else None
        if cues is None or mark is None or mark + 1 >= len(view.tokens):
            continue
        if any((resumed := hits.resumes(view, hit)) and resumed < token.i < hit.first for hit in verbs):
            continue
        if any(contents.noun(view, hit) == token.i and _governs(view, hit, token.i) for hit in verbs):
            continue
        cue = next((c for c in cues if c.stance != "deny"), cues[0])
        denial = _denied_by(view, token.i, verbs)
        caller = _called_false(view, token.i) if denial is None else None
        last = _before_verb_of(view, token.i, mark, contents.clause_end(view, mark + 1, stops))
        first = view.phrase(token.i)[0]
        if denial is not None:
            who = sources.of_verb(view, denial, actors)
        elif caller is not None:
            who = sources.speakers(view, caller, actors)
        else:
            who = _whose(view, token.i, actors)
        denied = denial is not None or caller is not None or _is_false(view, token.i)
        none = any(view.among(i, "no") for i in range(first, token.i))  # "no evidence that", « aucune preuve que »
        stance: Stance = "deny" if denied else "doubt" if none else cue.stance
        yield Draft(*_span(view, mark + 1, last), who, (view.tokens[first].start, token.end), stance)


def _governs(view: View, hit: Hit, noun: int) -> bool:
    """Whether a verb tells what becomes of a claim told by a noun: "denied reports that", not "shrugged off warnings that"."""
    cue = hit.taking("noun") or hit.taking("claim")
    return cue is not None and not (cue.bar and _other_sense(view, hit, cue, noun))


def _denied_by(view: View, noun: int, verbs: list[Hit]) -> Hit | None:
    """The verb of denial whose object a claim is: "dismissed as baseless a report that"."""
    above = view.tokens[noun].head if view.tokens[noun].rel in ("object", "oblique") else None
    lemma = view.tokens[noun].lemma
    return next(
        (h for h in verbs if h.i == above and any(c.stance == "deny" and lemma not in c.bar for c in h.cues)), None
    )


def _is_false(view: View, noun: int) -> bool:
    """ "Reports that … are false": the claim is the subject of a copula, and the attribute tells that it is none."""
    token = view.tokens[noun]
    if token.rel != "subject":
        return False
    above = view.tokens[token.head]
    attributes = [
        above,
        *(c for c in view.sentence.children(above.i) if c.rel in ("attribute", "complement", "infinitive")),
    ]
    return any(view.low[a.i] in view.cues.word("false") for a in attributes)


def _called_false(view: View, noun: int) -> int | None:
    """Who calls a claim false: « a qualifié de mensongères les informations selon lesquelles », "called the reports false"."""
    if not set(view.low) & view.cues.word("false"):
        return None
    for above in view.sentence.ancestors(noun)[:3]:
        if above.lemma in view.cues.word("calling") and above.i < noun:
            subject = view.subject(above.i)
            return None if subject is None else subject.i
    return None


def _before_verb_of(view: View, noun: int, mark: int, last: int) -> int:
    """Not beyond the verb whose subject the noun is: « la rumeur selon laquelle … a choqué »."""
    verbs = [i for i in range(mark + 1, last + 1) if view.finite(i)]
    if view.tokens[noun].rel == "subject" and view.tokens[noun].head > mark:
        return min(last, view.group(view.tokens[noun].head) - 1)
    if noun <= 2 and len(verbs) > 1 and not any(view.punctuation(i) for i in range(verbs[0], verbs[-1])):
        return view.group(verbs[-1]) - 1
    return last


def _whose(view: View, noun: int, actors: Actors) -> Speakers:
    """Whose claim a noun tells: its own « de X », or the subject of the verb whose object it is."""
    token = view.tokens[noun]
    owners = [c for c in view.sentence.children(noun) if c.rel in ("nominal", "possessor") and actors.on(view, c.i)]
    if owners:
        return sources.speakers(view, owners[0].i, actors)
    above = view.tokens[token.head].lemma
    voices = any(cue.stance not in ("deny", "admit") for cue in view.cues.verbs.get(above, ()))
    voiced = token.rel == "object" and (above in view.cues.word("support") or voices)
    subject = view.subject(token.head) if voiced else None
    return Speakers() if subject is None else sources.speakers(view, subject.i, actors)


def _of_phrases(view: View, verbs: list[Hit], stops: frozenset[int], actors: Actors) -> list[Draft]:
    """« selon X », « à en croire X », « il paraît que »."""
    drafts: list[Draft] = []
    taken: list[tuple[int, int]] = []
    for pattern, cues in view.cues.phrases:
        for match in pattern.finditer(view.text, view.sentence.start, view.sentence.end):
            free = not any(match.start() < end and start < match.end() for start, end in taken)
            after = view.index_at(match.end())
            if not free or after >= len(view.tokens):
                continue
            told = (
                _idiom(view, cues[0], after, stops)
                if cues[0].pos == "idiom"
                else _according(view, cues, match, verbs, actors)
            )
            if told is not None:
                taken.append(match.span())
                drafts.append(replace(told, cue=match.span()))
    return drafts


def _idiom(view: View, cue: Cue, after: int, stops: frozenset[int]) -> Draft | None:
    bare = (i for i in range(after, len(view.tokens)) if view.bare_form(i))
    start = next(bare, None) if "infinitive" in cue.takes else after
    if start is None:
        return None
    return Draft(*_span(view, start, contents.clause_end(view, start, stops)), Speakers(), None, cue.stance)


def _according(
    view: View, cues: tuple[Cue, ...], match: re.Match[str], verbs: list[Hit], actors: Actors
) -> Draft | None:
    first_offset, last_offset = match.span()
    begin, after = view.index_at(first_offset), view.index_at(last_offset)
    head = next((i for i in range(after, min(after + 8, len(view.tokens))) if view.nominal(i)), None)
    if head is None or any(view.punctuation(i) or view.finite(i) for i in range(after, head)):
        return None
    above = view.tokens[head].head
    if view.tokens[head].rel == "modifier" and head < above <= head + 2 and not view.tokens[head].names:
        head = above if view.nominal(above) else head  # "the defence ministry"
    cue = _fitting(view, cues, head, actors)
    if cue is None:
        return None
    comma = next((i for i in range(head, min(head + 9, len(view.tokens))) if view.low[i] == ","), None)
    initial = begin == contents.clause_start(view, begin) and comma is not None
    until = comma - 1 if initial and comma and not any(map(view.finite, range(head, comma))) else None
    who = sources.speakers(view, head, actors, until=until)
    last = max(_source_end(view, head, who), head)
    behind = sources.cited_behind(view, last)
    if behind is not None:
        who, last = sources.carried(view, who, behind, actors), view.phrase(behind)[1]
    quoted = _quoted_part(view, last) if "quote" in cue.takes else None
    if quoted is not None:
        return Draft(quoted.start, quoted.end, who, None, cue.stance, True)
    if (
        cue.pos == "preposition" and cue.head == "de" and view.among(last + 1, "that")
    ):  # « on apprend de source sûre que »
        last_word = contents.clause_end(view, last + 2, hits.stops(view, verbs))
        return Draft(*_span(view, last + 2, last_word), who, None, cue.stance)
    content = _according_content(view, cue, begin, last, verbs)
    if content is None:
        return None
    extra = sources.relays(view, last, content, (*who.source, *who.via), actors)
    return Draft(*content, replace(who, via=who.via + extra), None, cue.stance)


def _fitting(view: View, cues: tuple[Cue, ...], head: int, actors: Actors) -> Cue | None:
    token = view.tokens[head]
    names = {token.lemma, view.low[head]}
    coded = any(m.kind in ("person", "organisation") or m.sector for m in actors.on(view, head))
    for cue in cues:
        if cue.heads and not (names & cue.heads) and not ("@person" in cue.heads and coded):
            continue
        if names & cue.bar:
            return None
        return cue
    return None


def _source_end(view: View, head: int, who: Speakers) -> int:
    """The last token of a source with its apposition: « selon le ministre russe, Sergueï Petrov, »."""
    last = view.phrase(head)[1]
    ends = [each.end for each in (*who.source, *who.via)]
    covered = max([last, *(view.index_at(end) - 1 for end in ends if end < view.sentence.end)])
    return min(covered, len(view.tokens) - 1)


def _quoted_part(view: View, after: int) -> Quotation | None:
    end = view.tokens[after].end
    return next((q for q in view.quotations if end <= q.outer_start < view.sentence.end), None)


def _according_content(view: View, cue: Cue, begin: int, last: int, verbs: list[Hit]) -> tuple[int, int] | None:
    stops = hits.stops(view, verbs)
    start = contents.clause_start(view, begin)
    comma = next((i for i in range(last + 1, len(view.tokens)) if view.low[i] == ","), None)
    opens = all(view.punctuation(i) or view.tokens[i].pos in ("CCONJ", "ADV", "SCONJ") for i in range(start, begin))
    after_that = view.among(begin - 1, "that") or (view.punctuation(begin - 1) and view.among(begin - 2, "that"))
    if opens or after_that:
        if comma is None or comma - last > GAP:
            return None
        first = comma + 1
        if first >= len(view.tokens) or ("@opening" in cue.heads and _measures(view, first)):
            return None
        return _span(view, first, contents.clause_end(view, first, stops))
    if "@opening" in cue.heads:
        return None
    aside = _aside(view, start, begin, last)
    if aside is not None:
        return aside
    end = contents.clause_end(view, start)
    final = end <= last + 1 or not view.goes_on(last)
    stop = begin - 1 if final else end
    impersonal = [hit.begins for hit in verbs if hit.incise and hit.begins < begin and _clitic(view, hit)]
    if final and impersonal and impersonal[-1] > start:
        stop = impersonal[-1] - 1  # « …, a-t-on appris de source … »
    if not any(view.tokens[i].pos in ("VERB", "AUX") for i in range(start, begin)) and final:
        return None
    return _span(view, start, stop) if stop >= start else None


def _aside(view: View, start: int, begin: int, last: int) -> tuple[int, int] | None:
    """« Des colonnes, fortes de mille hommes selon X, … »: of an insertion without a verb X says only that."""
    comma = next((i for i in range(begin - 1, start, -1) if view.low[i] == ","), None)
    closed = view.low[last + 1 : last + 2] == (",",)
    if comma is None or comma == begin - 1 or not closed or any(map(view.finite, range(comma, begin))):
        return None
    return _span(view, comma + 1, begin - 1) if view.goes_on(last) else None


def _measures(view: View, first: int) -> bool:
    """« il faut compter dix heures »: a measure, no opinion."""
    needed = view.among(first + 1, "needed")
    return needed and any(token.pos == "NUM" for token in view.tokens[first + 2 : first + 5])


def _of_adverbs(view: View) -> Iterator[Draft]:
    """« prétendument », "reportedly": the clause that the adverb stands in."""
    for i, low in enumerate(view.low):
        cue = view.cues.adverbs.get(low)
        if cue is None:
            continue
        token = view.tokens[i]
        above = view.tokens[token.head]
        if above.rel == "root" or above.i == i:
            first, last = contents.clause_start(view, i), contents.clause_end(view, i)
        else:
            inside = [t.i for t in view.sentence.subtree(above.i)]
            first, last = min(inside), max(inside)
        yield Draft(*_span(view, first, last), Speakers(), (token.start, token.end), cue.stance)


def _of_colon(view: View, verbs: list[Hit], actors: Actors) -> list[Draft]:
    """« Lavrov : “…” », and a person's name before a colon and a clause in a headline."""
    colon = next((i for i, low in enumerate(view.low[:14]) if low == ":"), None)
    if not colon or any(hit.first < colon for hit in verbs) or any(map(view.finite, range(colon))):
        return []
    start, end = view.tokens[0].start, view.tokens[colon].start
    named = [m for m in actors.within(start, end) if not actors.is_relay(m)]
    offset = view.tokens[colon].end
    quoted = next((q for q in view.quotations if 0 <= q.outer_start - offset <= 2), None)
    person = any(m.kind == "person" for m in named) or _in_first_person(view, colon)
    if (
        (not named and not _names_somebody(view, colon))
        or (quoted is None and not person)
        or colon + 1 >= len(view.tokens)
    ):
        return []
    head = _who_heads(view, named, colon)
    if head is None:
        return []
    who = sources.speakers(view, head, actors, stop=colon)
    if quoted is not None:
        return [Draft(quoted.start, quoted.end, who, None, "assert", True)]
    rest = range(colon + 1, len(view.tokens))
    if colon > 6 or not any(map(view.finite, rest)):
        return []
    return [Draft(*_span(view, colon + 1, contents.clause_end(view, colon + 1)), who, None, "assert")]


def _in_first_person(view: View, colon: int) -> bool:
    """« Soudan : nous n'avons pas bombardé le marché »: what a label opens is said by it where it says « nous »."""
    first = next((i for i in range(colon + 1, len(view.tokens)) if view.finite(i)), None)
    told = range(colon + 1, len(view.tokens) if first is None else first + 1)
    return any(view.among(i, "first_person") or view.among(i, "ours") for i in told)


def _who_heads(view: View, named: Sequence[Mention], colon: int) -> int | None:
    """Who speaks before a colon: « L'ONU à Israël : » is the first, « Corridor de Zanguezour : » nobody."""
    if not named:
        return None if any(view.among(i, "of") for i in range(colon)) else colon - 1
    heads = [i for i in map(view.index_at, (m.start for m in named)) if not view.tokens[i].prep]
    return heads[-1] if heads else None


def _of_naming(view: View, actors: Actors) -> Iterator[Draft]:
    """« ce que Bangkok appelle une agression », "what it called an attack": only the one who names it so says it is one."""
    for i in range(len(view.tokens) - 3):
        begins = next((n for n in (1, 2) if view.among(i, f"naming_{n}")), 0)
        if not begins or (begins == 2 and not view.among(i + 1, "that")):
            continue
        verb = next((n for n in range(i + begins, min(i + 7, len(view.tokens) - 1)) if view.finite(n)), None)
        if verb is not None and view.tokens[verb].rel == "auxiliary":
            verb = view.tokens[verb].head
        if verb is None or verb + 1 >= len(view.tokens) or view.tokens[verb].lemma not in view.cues.word("naming"):
            continue
        subject = next((n for n in range(i + begins, verb) if view.nominal(n)), None)
        last = contents.clause_end(view, verb + 1)
        comma = next((n for n in range(verb + 1, last + 1) if view.low[n] == ","), last + 1)
        who = Speakers() if subject is None else sources.speakers(view, subject, actors, stop=verb)
        cue = view.tokens[verb].start, view.tokens[verb].end
        yield Draft(*_span(view, verb + 1, min(last, comma - 1)), who, cue, "allege", spoken=False)


def _of_verdict(view: View) -> list[Draft]:
    """« FAUX : … », "FALSE: …": what follows is said to be untrue."""
    negated = any(view.among(i, "negation") for i in range(len(view.low)))
    if len(view.low) < TAIL or not view.among(0, "false") or view.low[1] != ":" or negated:
        return []
    return [Draft(*_span(view, 2, contents.clause_end(view, 2)), Speakers(), None, "deny", spoken=False)]


def _of_rumour(view: View, stops: frozenset[int]) -> Iterator[Draft]:
    """ "Rumours swept Beirut on Monday that …", « le bruit court à Tunis que … »: nobody says it."""
    for token in view.tokens:
        if token.lemma not in view.cues.word("rumour"):
            continue
        runs = view.among(token.i + 1, "runs")  # « court », taken for an adjective
        above = view.tokens[token.i + 1] if runs else view.tokens[token.head]
        if (token.rel != "subject" and not runs) or above.i <= token.i:
            continue
        that = next(
            (i for i in range(above.i + 1, min(above.i + FAR, len(view.tokens))) if view.among(i, "that")), None
        )
        if that is None or not (runs or above.lemma in view.cues.word("spread")) or that + 1 >= len(view.tokens):
            continue
        if any(view.finite(i) or view.low[i] in (";", ":") for i in range(above.i + 1, that)):
            continue
        content = _span(view, that + 1, contents.clause_end(view, that + 1, stops))
        yield Draft(*content, Speakers(), (token.start, view.tokens[above.i].end), "hearsay", spoken=False)


def _of_called_untrue(view: View, stops: frozenset[int], actors: Actors) -> Iterator[Draft]:
    """ "called it absurd that …": who calls it so denies it."""
    for token in view.tokens:
        rest = range(token.i + 1, min(token.i + 5, len(view.tokens)))
        if token.lemma not in view.cues.word("calling") or not any(view.among(i, "it") for i in rest):
            continue
        verdict = next((i for i in rest if view.among(i, "false") and view.among(i + 1, "that")), None)
        subject = view.subject(token.i)
        if verdict is None or subject is None or verdict + 2 >= len(view.tokens):
            continue
        who = sources.speakers(view, subject.i, actors, stop=token.i)
        content = _span(view, verdict + 2, contents.clause_end(view, verdict + 2, stops))
        yield Draft(*content, who, (token.start, view.tokens[verdict].end), "deny", spoken=False)


def _of_account(view: View, actors: Actors) -> Iterator[Draft]:
    """ "By Nairobi's account, …", "in Bogotá's telling, …": the clause behind, or before where it stands at the end.

    "By its own account" is that of the one whom the clause is about.
    """
    for i, token in enumerate(view.tokens):
        if not view.among(i, "account") or token.prep not in view.cues.word("account_prep"):
            continue
        owner = next((c for c in view.sentence.children(i) if c.rel in ("possessive", "possessor") and c.i < i), None)
        at = next(
            (n for n in range(i - 1, max(-1, i - 9), -1) if view.tokens[n].pos == "ADP" and view.low[n] == token.prep),
            None,
        )
        if owner is None or at is None:
            continue
        comma = next((n for n in range(i + 1, len(view.tokens)) if view.low[n] == ","), None)
        start = contents.clause_start(view, at)
        if at == start and comma is not None and comma + 1 < len(view.tokens):
            content = comma + 1, contents.clause_end(view, comma + 1)
        elif at - 1 > start:
            content = start, at - 1
        else:
            continue
        own = view.among(owner.i, "its") or view.tokens[owner.i].pos == "PRON"
        head = _doer_behind(view, content) if own else owner.i
        if head is None:
            continue
        who = sources.speakers(view, head, actors, stop=i if head < i else None)
        stance: Stance = "admit" if view.among(i, "admission") else "assert"
        yield Draft(*_span(view, *content), who, (view.tokens[at].start, token.end), stance, spoken=False)


def _doer_behind(view: View, content: tuple[int, int]) -> int | None:
    return next((i for i in range(content[0], content[1]) if view.tokens[i].rel == "subject" and view.nominal(i)), None)


def _of_claim_to_have(view: View, actors: Actors) -> Iterator[Draft]:
    """ "Kyiv's claim to have sunk a ship": the one whose claim it is says that he did it."""
    for token in view.tokens:
        if token.pos != "NOUN" or token.lemma not in view.cues.word("claim_to_have"):
            continue
        done = next(
            (c for c in view.sentence.children(token.i) if c.i > token.i and _is_perfect_infinitive(view, c)), None
        )
        if done is None:
            continue
        inside = [t.i for t in view.sentence.subtree(done.i) if t.i > token.i]
        owner = next(
            (
                c
                for c in view.sentence.children(token.i)
                if c.rel in ("possessive", "possessor", "nominal") and c.i != done.i
            ),
            None,
        )
        who = Speakers() if owner is None else sources.speakers(view, owner.i, actors)
        yield Draft(*_span(view, min(inside), max(inside)), who, (token.start, token.end), "assert", spoken=False)


def _is_perfect_infinitive(view: View, token: Token) -> bool:
    past = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") == "Past"
    return past and any(
        c.rel == "auxiliary" and c.morph.get("VerbForm") == "Inf" for c in view.sentence.children(token.i)
    )


def _dismissals(view: View, told: Sequence[Draft], actors: Actors) -> Iterator[Draft]:
    """Words that only call a claim untrue (« Damas parle d'affabulation », “A lie”, X said): they answer what was claimed."""
    for draft in told:
        said = [t for t in view.tokens if draft.start <= t.start < draft.end and any(map(str.isalnum, t.text))]
        bare = said and len(said) <= CLAIM and any(view.among(t.i, "false") for t in said)
        if bare and draft.speakers.source and draft.stance in ("assert", "deny") and draft.cue is not None:
            yield replace(
                draft, start=draft.cue[0], end=draft.cue[1], stance="deny", spoken=False, answers=True, dismisses=True
            )
    for token in view.tokens:
        if token.lemma not in view.cues.word("dismissing") or not (view.finite(token.i) or token.rel == "root"):
            continue
        verdict = next(
            (i for i in range(token.i + 1, min(token.i + VERDICT, len(view.tokens))) if view.among(i, "false")), None
        )
        if verdict is None or any(map(view.finite, range(token.i + 1, verdict))):
            continue
        between = range(token.i + 1, verdict)
        claimed = view.cues.nouns.keys() | view.cues.word("claimed")
        thing = [i for i in between if view.tokens[i].pos == "NOUN" and view.tokens[i].lemma not in claimed]
        tells = [d for d in told if d.cue is not None and d.cue[0] <= token.start < d.cue[1]]
        subject = view.subject(token.i)
        follows = any(view.among(i, "that") for i in range(verdict + 1, min(verdict + 3, len(view.tokens))))
        if thing or tells or subject is None or follows:
            continue
        who = sources.speakers(view, subject.i, actors, stop=token.i)
        cue = token.start, view.tokens[verdict].end
        if who.source:
            yield Draft(*cue, who, cue, "deny", spoken=False, answers=True, dismisses=True)


def _of_tail(view: View, verbs: list[Hit], actors: Actors) -> list[Draft]:
    """A headline that ends with who says it: "Rebels attacked convoy: Khartoum", « Raid meurtrier sur Goma - armée »."""
    marks = [i for i, low in enumerate(view.low) if low in TAIL_MARKS]
    if not marks or not 2 < marks[-1] < len(view.tokens) - 1 or len(view.tokens) - marks[-1] - 1 > TAIL:
        return []
    at = marks[-1]
    tail = range(at + 1, len(view.tokens))
    told = any(view.tokens[i].pos in ("VERB", "AUX") for i in range(at))
    spoken = any(view.punctuation(i) for i in tail) or any(view.tokens[i].pos in ("VERB", "AUX") for i in tail)
    if not told or spoken or any(hit.first < at for hit in verbs) or view.tokens[-1].text in (".", "!", "?"):
        return []
    named = actors.within(view.tokens[at + 1].start, view.tokens[-1].end)
    office = any(view.tokens[i].lemma in view.cues.word("officials") | view.cues.word("unnamed") for i in tail)
    if not named and not office:
        return []
    heads = [view.index_at(m.start) for m in named]
    head = next((i for i in reversed(tail) if view.nominal(i)), heads[0] if heads else at + 1)
    return [Draft(*_span(view, 0, at - 1), sources.speakers(view, head, actors), None, "assert")]


def _names_somebody(view: View, colon: int) -> bool:
    """Whether nothing but a capitalised name stands before the colon: « Guterres : … »."""
    return colon <= 3 and all(view.tokens[i].pos == "PROPN" for i in range(colon))


def _conditionals(view: View, drafts: list[Draft], stops: frozenset[int]) -> Iterator[Draft]:
    """The conditional of hearsay: « la Chine aurait livré des drones », where no report is around it and no « si »."""
    if any(view.among(i, "if") for i in range(len(view.low))) or view.sentence.tokens[-1].text.startswith("?"):
        return
    if _has_condition(view):
        return
    endings, reached = tuple(view.cues.word("conditional")), 0
    for token in view.tokens:
        if not view.low[token.i].endswith(endings) or not _is_conditional(view, token.i):
            continue
        verb = view.tokens[token.head] if token.rel in ("auxiliary", "copula") else token
        around = [d for d in drafts if d.start <= token.start < d.end]
        reported = bool(around)
        if any(d.stance == "deny" for d in around):
            continue
        if _no_hearsay(view, verb.i, token.i, reported=reported) or view.quotation_at(token.start) is not None:
            continue
        inside = [t.i for t in view.sentence.subtree(verb.i)]
        first = max(min(inside), contents.clause_start(view, token.i), _own_clause(view, token.i))
        last = min(max(inside), contents.clause_end(view, token.i, stops))
        start, end = _span(view, token.i if reported else min(first, token.i), max(last, verb.i))
        if (reported and not _is_past_conditional(view, token)) or token.start < reached:
            continue
        reached = end
        yield Draft(start, end, Speakers(), None, "hearsay", spoken=False)


def _has_condition(view: View) -> bool:
    """Whether words name what must happen first: « en cas d'attaque », « à défaut d'accord », « sans quoi »."""
    words = " ".join(view.low).replace("' ", "'") + " "
    return any(
        f" {phrase} " in f" {words}" or (f" {phrase}" in f" {words}" and phrase.endswith("'"))
        for phrase in view.cues.word("condition")
    )


def _own_clause(view: View, conditional: int) -> int:
    """The first word of the clause of a conditional: what stands before in another clause is no hearsay."""
    others = (i for i in range(conditional - 1, -1, -1) if view.tokens[i].pos in ("VERB", "SCONJ"))
    return next(others, -1) + 1


def _is_past_conditional(view: View, token: Token) -> bool:
    """« aurait livré »: hearsay also in what somebody says, while « livrerait » is the future seen from there."""
    return token.rel == "auxiliary" and view.low[token.i].startswith(tuple(view.cues.word("past_conditional")))


def _is_conditional(view: View, i: int) -> bool:
    """Whether a form in -rait is a conditional: also one that was taken for an imperfect (« détiendraient »)."""
    token = view.tokens[i]
    if token.morph.get("Mood") == "Cnd":
        return True
    imperfect = token.lemma.endswith(tuple(view.cues.word("imperfect_in_r")))
    return token.pos in ("VERB", "AUX") and view.finite(i) and not imperfect and token.lemma != view.low[i]


def _no_hearsay(view: View, verb: int, conditional: int, *, reported: bool) -> bool:
    """Whether a conditional is a wish, a possibility or a consequence rather than hearsay."""
    lemmas = {view.tokens[verb].lemma, view.tokens[conditional].lemma}
    agreed = verb != conditional and view.tokens[conditional].lemma in view.cues.word("be")  # « seraient convenus »
    if (lemmas & view.cues.word("wish") and not agreed) or (verb == conditional and lemmas & view.cues.word("effect")):
        return True
    subject = view.subject(verb)
    if subject is not None and verb == conditional and view.among(subject.i, "demonstrative"):
        return True
    # A clause after « que » of a verb that is no cue is wished, feared or foreseen.
    return not reported and any(c.rel == "mark" and c.i < conditional for c in view.sentence.children(verb))
