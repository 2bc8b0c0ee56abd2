"""A text in plain letters, with the way back to the offsets of the real one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'’ʼ‘´`′＇"
HYPHENS = "-‐‑⁃−­"
LETTERS = {
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
}
NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` without accents, with one kind of apostrophe, hyphen and blank; character ``i`` of it comes from the
    real characters ``starts[i]`` up to ``ends[i]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def real(self, start: int, end: int) -> tuple[int, int]:
        """The extent in the real text of an extent of this one."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The text in plain letters: accents off, typographic variants made one, runs of blanks one blank (a paragraph's
    end one line break). Capitals stay.

    >>> fold("L’État  d’Israël").text
    "L'Etat d'Israel"
    """
    even = _even(text)
    if even is not None:
        return Folded(even, range(len(text)), range(1, len(text) + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        plain = char if "!" <= char <= "_" or "a" <= char <= "~" else _plain(char)
        if plain == "" or (plain in " \n" and chars and chars[-1] in " \n"):
            if ends:
                ends[-1] = at + 1 if plain == "" and unicodedata.combining(char) else ends[-1]
            if plain == "\n" and chars[-1] == " " and "\n" in text[starts[-1] : at]:
                chars[-1] = "\n"
            continue
        if plain == "\n":
            plain = " "
        for each in plain:
            chars.append(each)
            starts.append(at)
            ends.append(at + 1)
    return Folded("".join(chars), starts, ends)


def _even(text: str) -> str | None:
    """The text in plain letters, where each of its characters gives just one of them; else None."""
    table = {ord(char): _plain(char) for char in set(text)}
    if "\n" in text or any(len(plain) != 1 for plain in table.values()):
        return None
    folded = text.translate(table)
    return None if "  " in folded else folded


def plain(name: str) -> str:
    """A name of a table in the letters of a folded text."""
    return name if name.isascii() else fold(name).text


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in APOSTROPHES:
        return "'"
    if char in NOTHING:
        return ""
    if char in HYPHENS:
        return "-"
    if char == "\n":
        return "\n"
    if char.isspace():
        return " "
    if char in LETTERS:
        return LETTERS[char]
    letters = unicodedata.normalize("NFD", char)
    return "".join(each for each in letters if not unicodedata.combining(each))
