"""Where a sentence has words that may report: verbs, nouns, prepositions, idioms, adverbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.quotes.lexicon import Cue
from dragoman.quotes.view import View
from dragoman.text.parse import Token


@dataclass(frozen=True)
class Hit:
    """Cue words in a sentence: tokens ``first`` to ``last``, the verb or noun at ``i``, and the cues they may be.

    ``incise`` tells that subject and verb are set off behind what is said (« …, a déclaré X », "…, X said"); then
    ``begins`` is the first token of what is set off.
    """

    cues: tuple[Cue, ...]
    i: int
    first: int
    last: int
    incise: bool = False
    begins: int = 0

    def taking(self, what: str) -> Cue | None:
        """The cue that takes this complement, if one of them does."""
        return next((cue for cue in self.cues if what in cue.takes), None)


def verbs(view: View) -> list[Hit]:
    """The cue verbs of a sentence in order."""
    found = []
    for i in range(len(view.tokens)):
        lemma = _cue_lemma(view, i)
        hit = _verb(view, i, lemma) if lemma else None
        if hit is not None:
            found.append(hit)
    return found


def _cue_lemma(view: View, i: int) -> str | None:
    token, low = view.tokens[i], view.low[i]
    if token.names or _is_half(view, i):
        return None
    verb = token.pos in ("VERB", "AUX")
    if verb and token.lemma in view.cues.verbs:
        return token.lemma
    lemma = view.cues.forms.get(low)
    if lemma is None:
        return None
    if verb:
        return lemma
    # « dément », « estime », « annonce » tagged as nouns: verbs unless something before them makes them nouns.
    before = view.tokens[i - 1] if i else None
    if before is None or before.pos in ("DET", "ADP", "NUM") or view.among(i - 1, "of"):
        return None
    if _opens_complement(view, i + 1):
        return lemma
    if before.pos == "ADJ":
        return None
    auxiliary = before.lemma in view.cues.word("auxiliary")
    after_name = bool(before.names) or auxiliary or before.pos in ("PROPN", "AUX", "PRON") or view.punctuation(i - 1)
    return lemma if after_name or (before.pos == "NOUN" and token.pos != "NOUN") else None


def _is_half(view: View, i: int) -> bool:
    """Whether a word hangs on the one before by a hyphen: "under-reported" reports nothing."""
    return i > 1 and view.low[i - 1] == "-" and view.tokens[i - 2].end == view.tokens[i].start - 1


def _opens_complement(view: View, i: int) -> bool:
    """Whether words that follow a verb, and no noun, stand at ``i``: « que », an article, an infinitive, a colon."""
    if i >= len(view.tokens):
        return False
    token = view.tokens[i]
    article = token.pos == "DET" and not view.among(i, "particle")
    if view.among(i, "particle") and i + 1 < len(view.tokens) and view.bare_form(i + 1):
        return True
    return view.among(i, "that") or article or view.low[i] in ("«", "“") or view.bare_form(i)


def _verb(view: View, i: int, lemma: str) -> Hit | None:
    first = view.group(i)
    reflexive = any(view.among(at, "reflexive") for at in range(max(0, first - 1), i))
    negated = view.negated(first, i)
    cues, last = [], i
    for cue in view.cues.verbs[lemma]:
        end = _rest(view, i, cue)
        if (
            end is None
            or cue.reflexive != reflexive
            or (cue.negated and not (negated and not _joined(view, first)))
            or end < last
        ):
            continue
        cues.append(cue)
        last = end
    if not cues or _supposes(view, i):
        return None
    hit = Hit(tuple(cues), i, first, last)
    begins = _set_off(view, hit)
    return hit if begins is None else Hit(hit.cues, i, first, last, True, begins)


def _joined(view: View, first: int) -> bool:
    """« ni confirmé ni démenti », "neither confirm nor deny": not denied, and not owned either."""
    return first > 0 and view.tokens[first - 1].pos == "CCONJ" and view.among(first - 1, "negation")


def _supposes(view: View, i: int) -> bool:
    """« Admettons que … » at the head of a sentence supposes, and admits nothing."""
    heads = all(view.punctuation(at) for at in range(i))
    return heads and view.finite(i) and view.low[i].endswith(tuple(view.cues.word("let_us")))


def _rest(view: View, i: int, cue: Cue) -> int | None:
    """The last token of a cue of several words that begins at ``i``."""
    at = i
    for word in cue.rest:
        while _between(view, at + 1, word):
            at += 1
        at += 1
        if at >= len(view.low) or word not in (view.low[at], view.tokens[at].lemma):
            return None
    return at


def _between(view: View, i: int, word: str) -> bool:
    """Whether token ``i`` may stand between the words of a cue: « tient désormais pour établi »."""
    if i >= len(view.tokens) or word in (view.low[i], view.tokens[i].lemma):
        return False
    return view.among(i, "negation") or view.among(i, "inverted") or view.tokens[i].pos == "ADV"


def _set_off(view: View, hit: Hit) -> int | None:
    """The first token of an incise around this verb, or ``None`` where it is none."""
    if view.bare_form(hit.i) or _present_participle(view, hit.i) or hit.taking("quote") is None:
        return None
    if _qualifies(view, hit):
        return None
    inverted = any(view.among(at, "inverted") for at in range(hit.first, min(hit.i + 3, len(view.tokens))))
    if hit.first > 0 and view.punctuation(hit.first - 1) and view.low[hit.first - 1] not in (":", ";"):
        after = hit.last + 1
        if not inverted and _subject_before(view, hit):
            return _behind_quotation(view, hit)
        noun_follows = after < len(view.tokens) and (
            view.nominal(after) or view.tokens[after].pos in ("DET", "NUM", "ADJ", "ADP")
        )
        if (inverted or (noun_follows and _told_before(view, hit))) and not _object_clause(view, hit):
            return hit.first
    subject = next((c for c in view.sentence.children(hit.i) if c.rel == "subject" and c.i < hit.first), None)
    subject = subject or _reduced(view, hit)
    if subject is None or _points(view, subject.i) or _object_clause(view, hit):
        return None
    begins = view.phrase(subject.i)[0]
    adjacent = all(not view.finite(at) for at in range(subject.i, hit.first))
    around = view.quotation_at(view.tokens[begins].start)
    first_person = view.among(subject.i, "first_person")
    if around is not None and (first_person or view.tokens[begins].start <= around.start):
        return None  # « Nous condamnons … » says itself, and reports nothing
    behind = begins > 0 and view.punctuation(begins - 1) and view.low[begins - 1] not in (":", ";", "(")
    return begins if behind and adjacent and _said_before(view, hit, begins) else None


def _qualifies(view: View, hit: Hit) -> bool:
    """Whether a past participle says how a noun came about, and nobody says anything: « la trêve, conclue à Riad, … »."""
    token, after = view.tokens[hit.i], hit.last + 1
    bare = token.rel == "participle" and token.morph.get("VerbForm") == "Part" and hit.first == hit.i
    return bare and after < len(view.tokens) and (view.tokens[after].pos == "ADP" or view.among(after, "days"))


def _behind_quotation(view: View, hit: Hit) -> int | None:
    """The first token of a subject right behind a quotation, an apposition before its verb: "“…,” the envoy, a Kenyan, said"."""
    subject = next((c for c in view.sentence.children(hit.i) if c.rel == "subject" and c.i < hit.first), None)
    if subject is None or _points(view, subject.i):
        return None
    begins = view.phrase(subject.i)[0]
    start = view.tokens[begins].start
    own = [q for q in view.quotations if view.sentence.start <= q.outer_start]
    return begins if any(0 <= start - q.outer_end <= 2 for q in own) else None


def _reduced(view: View, hit: Hit) -> Token | None:
    """The noun before a past form that was taken for a participle: "…, the presidency announced on Monday"."""
    token = view.tokens[hit.i]
    above = view.tokens[token.head]
    if token.rel != "participle" or above.i != hit.first - 1 or view.goes_on(hit.last):
        return None
    return above if any(view.finite(i) and not _in_relative(view, i) for i in range(above.i)) else None


def _told_before(view: View, hit: Hit) -> bool:
    """Whether a quotation or a main clause stands before the verb, or the clause goes on behind it."""
    at = view.tokens[hit.first].start
    quoted = any(view.sentence.start <= q.outer_end <= at for q in view.quotations) or view.quotation_at(at) is not None
    main = any(view.finite(i) and not _in_relative(view, i) for i in range(hit.first))
    return quoted or main or view.goes_on(hit.last)


def _in_relative(view: View, i: int) -> bool:
    return any(t.rel == "relative" for t in [view.tokens[i], *view.sentence.ancestors(i)])


def _subject_before(view: View, hit: Hit) -> bool:
    """Whether the verb has its subject before it, and no quotation ends between: « Oslo, qui hésite, a accusé … »."""
    if view.quotation_at(view.tokens[hit.first - 1].start) is not None or view.low[hit.first - 1] in ("»", "”", '"'):
        return False
    if any(q.outer_end == view.tokens[hit.first - 1].start for q in view.quotations):
        return False
    subjects = [c for c in view.sentence.children(hit.i) if c.rel == "subject" and c.i < hit.first]
    lone = hit.first - 1 == next((i for i, low in enumerate(view.low) if low == ","), None)
    if lone and view.goes_on(hit.last) and not any(map(view.finite, range(hit.first))):
        return False  # « L'émir, a ajouté la chaîne, se rendra à Téhéran »
    return any(view.quotation_at(c.start) is None for c in subjects)


def _points(view: View, i: int) -> bool:
    return view.among(i, "relative") or view.among(i, "demonstrative")


def _said_before(view: View, hit: Hit, begins: int) -> bool:
    """Whether words that can be said stand before subject and verb: a clause, or a quotation that ends there."""
    if any(q.outer_end <= view.tokens[begins].start for q in view.quotations if q.outer_start >= view.sentence.start):
        return True
    if view.quotation_at(view.tokens[begins - 1].start) is not None:
        return True
    children = view.sentence.children(hit.i)
    complement = any(c.rel in ("complement", "parataxis") and c.i < begins for c in children)
    headline = any(c.rel == "complement" and c.pos == "VERB" and c.i < begins for c in children)
    if headline and not any(map(view.finite, range(begins))):
        return True
    after = hit.last + 1
    ends = after >= len(view.tokens) or view.punctuation(after) or view.tokens[after].pos == "ADP"
    ends = ends or view.among(after, "days") or view.tokens[hit.i].lemma in view.cues.word("addressed")
    if ends and view.goes_on(hit.last) and any(map(view.finite, range(after, len(view.tokens)))):
        return True  # "The talks, the envoy said on Friday, will resume."
    return (complement or ends or view.tokens[hit.i].rel == "parataxis") and any(map(view.finite, range(begins)))


def _object_clause(view: View, hit: Hit) -> bool:
    if view.among(hit.last + 1, "that"):
        return True
    return any(
        c.rel == "complement" and c.i > hit.last and not _quoted(view, c.i) for c in view.sentence.children(hit.i)
    )


def _quoted(view: View, i: int) -> bool:
    return view.quotation_at(view.tokens[i].start) is not None


def _present_participle(view: View, i: int) -> bool:
    morph = view.tokens[i].morph
    return (morph.get("VerbForm") == "Part" and morph.get("Tense") == "Pres") or morph.get("VerbForm") == "Ger"


def stops(view: View, hits: Sequence[Hit]) -> frozenset[int]:
    """Tokens at which what was said before ends: « , a rapporté X. », « , accusant », « et a ajouté », « , ce que X nie »."""
    found = set()
    for hit in hits:
        before = hit.first - 1
        if hit.incise and view.low[hit.begins - 1] == "," and not view.goes_on(hit.last):
            found.add(hit.begins - 1)
        while before > 0 and (view.tokens[before].pos in ("ADP", "ADV") or view.among(before, "clitic")):
            before -= 1
        if before > 0 and view.low[before] == "," and _present_participle(view, hit.i):
            found.add(before)
        if before > 0 and view.tokens[before].pos == "CCONJ" and not view.bare_form(hit.i):
            found.add(before)
        resumed = resumes(view, hit)
        if resumed is not None:
            found.add(resumed)
    return frozenset(found)


def resumes(view: View, hit: Hit) -> int | None:
    """The comma before words that take up the clause before: « , ce que Pékin dément », ", which Beijing denies"."""
    for at in range(hit.first - 1, max(0, hit.first - 8) - 1, -1):
        if view.finite(at) and at != hit.first:
            return None
        if view.low[at] == ",":
            return at if _takes_up(view, at + 1, hit.first) else None
    return None


def _takes_up(view: View, at: int, verb: int) -> bool:
    if view.among(at, "demonstrative") and view.among(at + 1, "that"):
        return True
    if view.among(at, "resumptive"):
        return at + 1 < verb
    noun = next((n for n in range(at, min(at + 3, verb)) if view.tokens[n].lemma in view.cues.nouns), None)
    return noun is not None and view.tokens[at].pos == "DET" and noun + 1 < verb
