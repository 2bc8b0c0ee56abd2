"""The passage of a text that shows best why it was found, and where in it the words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.records import Extent, Record
from dragoman.store.words import Term, terms

LONGEST = 240
OPENING, CLOSING = "[", "]"
_REACH = 60
"""Characters to go back for the beginning of a sentence."""


class Passage(Record, frozen=True, kw_only=True):
    """A stretch of an article's text; ``marks`` are extents in the same text, of the words that were looked for."""

    start: int
    end: int
    marks: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    row: int


def passage(text: str, language: str, rows: Sequence[tuple[str, ...]], longest: int = LONGEST) -> Passage:
    """The stretch that holds most of the rows of stems (« … * »: forms that begin so); the first where none is in it."""
    hits = _hits(text, language, rows)
    best = _best(hits, longest)
    first = hits[best].start if hits else 0
    start = _begin(text, first)
    end = _end(text, start, max(start + longest, hits[best].end if hits else 0))
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
    return Passage(start=start, end=end, marks=tuple(_apart(inside)))


def marked(text: str, shown: Passage) -> str:
    """The passage on one line, with the words in square brackets, and « … » where the text goes on.

    >>> marked("Un accord est signé.", passage("Un accord est signé.", "fr", [("accord",)]))
    'Un [accord] est signé.'
    """
    parts, at = [], shown.start
    for mark in shown.marks:
        parts += [text[at : mark.start], OPENING, text[mark.start : mark.end], CLOSING]
        at = mark.end
    parts.append(text[at : shown.end])
    line = " ".join("".join(parts).split())
    before = "… " if text[: shown.start].strip() else ""
    return f"{before}{line}{' …' if text[shown.end :].strip() else ''}"


def _hits(text: str, language: str, rows: Sequence[tuple[str, ...]]) -> list[_Hit]:
    """Where the rows stand, in order; of two that end at one word, the first."""
    if not rows:
        return []
    ending: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        ending.setdefault(row[-1], []).append(n)
    beginnings = tuple(last[:-1] for last in ending if last.endswith("*"))
    longest = max(len(row) for row in rows)
    found: list[_Hit] = []
    before: list[Term] = []
    for term in terms(text, language):
        before.append(term)
        candidates = ending.get(term.stem, [])
        if beginnings and term.form.startswith(beginnings):
            candidates = [n for last in ending if _is(term, last) for n in ending[last]]
        for n in candidates:
            held = before[-len(rows[n]) :]
            if len(held) == len(rows[n]) and all(map(_is, held, rows[n])):
                found.append(_Hit(held[0].start, term.end, n))
                break
        if len(before) > longest:
            del before[0]
    return found


def _is(term: Term, wanted: str) -> bool:
    return term.form.startswith(wanted[:-1]) if wanted.endswith("*") else term.stem == wanted


def _best(hits: Sequence[_Hit], longest: int) -> int:
    """The hit to begin with: the one with the most rows, then the most hits, within reach behind it."""
    best, most = 0, (0, 0)
    for n, hit in enumerate(hits):
        held = [other for other in hits[n : n + 50] if other.end <= hit.start + longest - _REACH]
        worth = (len({other.row for other in held}), len(held))
        if worth > most:
            best, most = n, worth
    return best


def _begin(text: str, first: int) -> int:
    """The beginning of the sentence, or of a word not far before the first hit."""
    low = max(0, first - _REACH)
    for sign in ("\n", ". ", "! ", "? ", "… "):
        at = text.rfind(sign, low, first)
        if at >= 0:
            low = max(low, at + len(sign))
    if low and low == first - _REACH:
        blank = text.find(" ", low, first)
        low = blank + 1 if blank >= 0 else first
    while low < first and text[low].isspace():
        low += 1
    return low


def _end(text: str, start: int, wanted: int) -> int:
    if wanted >= len(text):
        return len(text)
    blank = text.rfind(" ", start + (wanted - start) // 2, wanted + 1)
    return blank if blank >= 0 else wanted


def _apart(hits: Sequence[_Hit]) -> list[Extent]:
    """Extents in order that do not overlap."""
    found: list[Extent] = []
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if found and hit.start < found[-1].end:
            continue
        found.append(Extent(start=hit.start, end=hit.end))
    return found
