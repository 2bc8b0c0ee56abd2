"""What is said: where the content of a report begins and ends."""

from __future__ import annotations

from dragoman.quotes.hits import Hit
from dragoman.quotes.view import CLOSING, FINAL, OPENING, View

NEAR = 4  # words between a verb and its infinitive
FAR = 14  # words between « accuser X » and « d'avoir », or « a dit à X » and « que »


def clause_start(view: View, at: int) -> int:
    """The first token of the clause around token ``at``: the sentence's, or the one after « ; » or « tandis que »."""
    for i in range(at - 1, -1, -1):
        if view.low[i] in (";", ":") and view.quotation_at(view.tokens[i].start) is None:
            return i + 1
        if _contrast(view, i):
            return i + 1
    return 0


def clause_end(view: View, at: int, stops: frozenset[int] = frozenset()) -> int:
    """The last token of what begins at token ``at``."""
    depth, i = 0, at
    while i < len(view.tokens):
        low = view.low[i]
        if low in OPENING:
            depth += 1
        elif low in CLOSING:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and i > at and (low == ";" or i in stops or _contrast(view, i) or _ends(view, i)):
            break
        i += 1
    last = i - 1
    while last > at and view.low[last] in (",", "-", "–", "—", ":"):
        last -= 1
    return last


def _ends(view: View, i: int) -> bool:
    return view.low[i] in FINAL and all(view.punctuation(j) for j in range(i, len(view.tokens)))


def _contrast(view: View, i: int) -> bool:
    if view.among(i, "contrast_after_comma") and i and view.low[i - 1] == ",":
        return True
    return view.among(i, "contrast") or (
        i + 1 < len(view.low) and f"{view.low[i]} {view.low[i + 1]}".replace("qu'", "que") in view.cues.word("contrast")
    )


def complementizer(view: View, hit: Hit, kind: str) -> int | None:
    """The « que », "that" or « si » that opens the clause a cue takes."""
    for i in range(hit.last + 1, min(hit.last + FAR, len(view.tokens))):
        if view.among(i, kind):
            clausal = view.tokens[i].pos == "SCONJ" or view.tokens[i].rel == "mark" or i == hit.last + 1
            between = range(hit.last + 1, i)
            clausal = clausal or not any(view.nominal(j) and not view.among(j, "days") for j in between)
            before = view.tokens[i - 1]
            if view.low[i - 1] == "," and _has_object(view, hit, i):
                return None  # « a rappelé son délégué, que Mexico accuse »
            in_paper = before.prep in view.cues.word("medium")  # « a dit dans un communiqué que »
            of_noun = i > hit.last + 1 and before.lemma in view.cues.nouns and not in_paper
            return i if clausal and not of_noun else None
        if view.low[i] in (";", ":") or view.low[i] in OPENING or view.low[i] == '"':
            return None
        if view.finite(i):
            return None
    return None


def _has_object(view: View, hit: Hit, end: int) -> bool:
    """Whether a verb has a noun without preposition for its object before this token."""
    objects = (c for c in view.sentence.children(hit.i) if c.rel == "object" and hit.last < c.i < end)
    return any(view.nominal(c.i) and not view.among(c.i, "days") for c in objects)


def bare_clause(view: View, hit: Hit) -> int | None:
    """The first token of a clause that a cue takes without a complementizer (English): "said the talks had ended"."""
    if not view.cues.word("bare_clause"):
        return None
    subject = view.subject(hit.i)
    if subject is not None and view.among(subject.i, "demonstrative"):
        return None
    for child in view.sentence.children(hit.i):
        if child.rel != "complement" or child.i <= hit.last:
            continue
        subjects = [c.i for c in view.sentence.children(child.i) if c.rel == "subject" and c.i > hit.last]
        if not subjects:
            continue
        inside = [t.i for t in view.sentence.subtree(child.i) if t.i > hit.last]
        begins = view.phrase(subjects[0])[0]
        if any(view.among(i, "days") for i in range(hit.last + 1, begins)):
            inside = [i for i in inside if i >= begins]  # "said on Tuesday it would go"
        return next((i for i in inside if not view.punctuation(i) and not view.among(i, "that")), None)
    return None


def infinitive(view: View, hit: Hit, far: bool) -> int | None:
    """The first word of the infinitive or gerund that a cue takes, its negation included."""
    near = _near_infinitive(view, hit, far)
    return near if near is not None else _beyond_insertion(view, hit)


def _beyond_insertion(view: View, hit: Hit) -> int | None:
    """An infinitive behind words between commas: « a confirmé lundi, pour la première fois, avoir … »."""
    comma = next((i for i in range(hit.last + 1, min(hit.last + NEAR, len(view.tokens))) if view.low[i] == ","), None)
    if comma is None:
        return None
    second = next((i for i in range(comma + 1, min(comma + FAR, len(view.tokens))) if view.low[i] == ","), None)
    if second is None or second + 1 >= len(view.tokens) or any(map(view.finite, range(comma, second))):
        return None
    start = second + 1
    start += view.among(start, "particle") and view.bare_form(min(start + 1, len(view.tokens) - 1))
    return start if view.bare_form(start) and view.tokens[start].head != start else None


def _near_infinitive(view: View, hit: Hit, far: bool) -> int | None:
    for i in range(
        hit.last + 1,
        min(hit.last + 1 + (FAR if far or view.among(hit.last + 1, "addressing") else NEAR), len(view.tokens)),
    ):
        if view.bare_form(i) or _gerund(view, i):
            start = i
            while start - 1 > hit.last and any(
                view.among(start - 1, kind) for kind in ("negation", "clitic", "reflexive")
            ):
                start -= 1
            while start == hit.last + 1 < i and view.among(start, "negation") and _negated_before(view, hit):
                start += 1  # « ne cache pas avoir »: the negation is the cue's
            small = any(view.among(start - 1, kind) for kind in ("days", "particle"))
            told = (
                view.nominal(start - 1)
                and view.among(hit.last + 1, "addressing")
                and hit.i in (view.tokens[i].head, view.tokens[view.tokens[i].head].head)
            )
            joined = (
                start - 1 == hit.last
                or view.among(start - 1, "negation")
                or small
                or told
                or view.tokens[start - 1].pos == "ADV"
            )
            return start if joined else None
        if view.finite(i) or view.punctuation(i) or view.among(i, "that"):
            return None
    return None


def _negated_before(view: View, hit: Hit) -> bool:
    """Whether a particle before the cue tells that the negation behind it is its own: « ne nie pas »."""
    return any(view.among(at, "negation") for at in range(max(0, hit.first - 1), hit.i))


def _gerund(view: View, i: int) -> bool:
    """A gerund that was taken for a noun: "of staging the raid"."""
    tails = tuple(view.cues.word("gerund"))
    if not tails or not view.low[i].endswith(tails) or not view.among(i - 1, "particle") or i + 1 >= len(view.tokens):
        return False
    return view.tokens[i + 1].pos in ("DET", "PRON", "NUM") or bool(view.tokens[i + 1].names)


def _compound(view: View, i: int) -> int:
    """The last noun of a row of nouns that begins at ``i``: "prisoner swap"."""
    while i + 1 < len(view.tokens) and view.tokens[i + 1].pos == "NOUN" and view.tokens[i].head > i:
        i += 1
    return i


def noun(view: View, hit: Hit) -> int | None:
    """The head of the noun phrase that a cue takes as its object, or after its preposition where it asks for one."""
    accuses = hit.taking("infinitive") is not None and hit.cues[0].stance == "allege"
    for i in range(hit.last + 1, min(hit.last + FAR, len(view.tokens))):
        token = view.tokens[i]
        if accuses and view.among(i - 1, "charge") and view.tokens[i - 2].names and not token.names:
            return i
        if view.punctuation(i) or token.pos in ("VERB", "AUX", "SCONJ"):
            return None
        if token.pos == "NOUN" and not token.names and not view.among(i, "days"):
            if not accuses:
                return _compound(view, i)
            if token.prep in view.cues.word("charge") and token.rel in ("oblique", "nominal", "indirect"):
                return i
        elif not accuses and (token.names or token.pos == "PRON"):
            return None
    return None
