"""Whether the clause around a date speaks of what was, is or will be.

The signs are data (``[[tense]]`` in ``calendar.toml``): patterns of verb forms and of words such as « prévu ». The nearest
sign in the sentence speaks, of two equally near ones the longer; a sign beyond a comma, a quotation mark or a
conjunction counts as farther away. Where the sentence is parsed, the verb that the date hangs on is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Protocol

from dragoman.languages.pack import Pack
from dragoman.times.expressions import fold

Tense = Literal["past", "present", "future", "expected", ""]
"""``expected``: planned or due, be it still ahead or not (« devait », « prévu », "was due")."""


class SentenceLike(Protocol):
    """A stretch of the text; parsed sentences also have ``tokens``."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Signs:
    signs: tuple[tuple[Tense, re.Pattern[str]], ...]
    borders: re.Pattern[str]


BORDER = 40
"""How many characters a border between clauses counts for."""
BEHIND = 6
"""How many characters a sign after the date counts farther than one before it."""


def tense_at(text: str, sentence: SentenceLike, start: int, end: int, pack: Pack) -> Tense:
    """The tense of the clause that holds ``text[start:end]``; ``""`` where nothing tells."""
    return _by_parse(text, sentence, start, end, pack) or _by_surface(text, sentence, start, end, pack)


def signs_around(text: str, sentence: SentenceLike, start: int, end: int, pack: Pack) -> list[tuple[int, Tense]]:
    """How far the signs of tense in the sentence are from ``text[start:end]``, in characters, the nearest first."""
    signs = _compiled(pack)
    left, right = fold(text[sentence.start : start]).lower, fold(text[end : sentence.end]).lower
    heard: list[tuple[int, int, Tense]] = []
    for tense, pattern in signs.signs:
        for match in pattern.finditer(left):
            if _is_quoted_apart(left[match.end() :]):
                continue
            far = len(left) - match.end() + BORDER * len(signs.borders.findall(left, match.end()))
            heard.append((far, match.start() - match.end(), tense))
        for match in pattern.finditer(right):
            if _is_quoted_apart(right[: match.start()]):
                continue
            far = BEHIND + match.start() + BORDER * len(signs.borders.findall(right[: match.start()]))
            heard.append((far, match.start() - match.end(), tense))
    return [(far, tense) for far, _, tense in sorted(heard)]


def _is_quoted_apart(between: str) -> bool:
    """Whether a quotation mark parts a sign from the date: who is quoted speaks of another time than who quotes."""
    return len(MARKS.findall(between)) % 2 == 1


MARKS = re.compile('[«»“”"]')


def _by_surface(text: str, sentence: SentenceLike, start: int, end: int, pack: Pack) -> Tense:
    heard = signs_around(text, sentence, start, end, pack)
    return heard[0][1] if heard else ""


@lru_cache
def _compiled(pack: Pack) -> _Signs:
    entries = pack.entries("calendar", "tense")
    borders = str(pack.toml("calendar").get("clause", {}).get("borders", "[,;:]"))
    signs = tuple((entry["tense"], re.compile(rf"(?<!\w)(?:{entry['pattern']})(?!\w)")) for entry in entries)
    return _Signs(signs, re.compile(borders))


# Parsed sentences


def _by_parse(text: str, sentence: SentenceLike, start: int, end: int, pack: Pack) -> Tense:
    tokens: Sequence[Any] = getattr(sentence, "tokens", ())
    first = next((token for token in tokens if token.end > start and token.start < end), None)
    if first is None:
        return ""
    verb = _governor(first, tokens, start, end)
    if verb is None:
        return ""
    group = [token for token in tokens if token.i == verb.i or (token.head == verb.i and token.rel in CLOSE)]
    begin, stop = min(token.start for token in group), max(token.end for token in group)
    words = fold(" ".join(token.text for token in sorted(group, key=lambda token: token.start))).lower
    hits = [
        (match.start(), -match.end(), tense) for tense, sign in _compiled(pack).signs for match in sign.finditer(words)
    ]
    if hits and stop > begin:
        return min(hits)[2]
    return _by_morph(group)


CLOSE = frozenset({"auxiliary"})


def _governor(token: Any, tokens: Sequence[Any], start: int, end: int) -> Any | None:
    """The verb that a date hangs on directly or over nouns of its own; None where a noun stands between."""
    seen = 0
    while seen <= len(tokens):
        inside = token.start < end and token.end > start
        if not inside:
            return token if token.pos in ("VERB", "AUX") else None
        if token.head == token.i:
            return token if token.pos in ("VERB", "AUX") else None
        token, seen = tokens[token.head], seen + 1
    return None


def _by_morph(group: Sequence[Any]) -> Tense:
    for token in group:
        morph = token.morph
        if morph.get("Mood") == "Cnd":
            return ""
        if morph.get("VerbForm", "Fin") == "Fin":
            tense = morph.get("Tense", "")
            if tense == "Fut":
                return "future"
            if tense in ("Past", "Imp"):
                return "past"
    return ""
