"""The lines of a page on the desk while they are sorted, and what is seen of each without its neighbours' help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.languages.pack import Pack
from dragoman.page.captions import Captioned
from dragoman.page.flattened import Line, Sort, tokens
from dragoman.page.page import Metadata

CAPITALS = 0.22
"""Share of words with a capital from which an unfinished piece of a page without line breaks is a row of headlines."""
STEM = 5
"""Letters by which a name and its demonym are one (« Égypte », « égyptien »)."""

_LABELLED = re.compile(r"[^\W\d_][^:.!?…]{0,30}\s?:\s\S")
"""What someone says, behind a name (« RF : Et l'Iran ? »)."""
_CLOSED = re.compile(r"[^\W\d_]{3}[.!?…][»”\"]?\s(?:(?:[–—-]\s?)?[^\s.]+(?:\s[^\s.]+)?|(?:\([^()]{2,40}\)\s?){1,2})$")
"""A sentence's end with a word or two behind it that close a dispatch (« … millions. Enditem », « … Sepon. – AVI »)."""


@dataclass(frozen=True)
class SortedLine:
    """A line, what it is, and the photo it tells of where it is a caption."""

    line: Line
    sort: Sort
    photo: Captioned | None = None


@dataclass
class Desk:
    """The lines on the desk while they are sorted; ``sorts`` has ``None`` where a line is not sorted yet."""

    lines: list[Line]
    pack: Pack
    metadata: Metadata
    marked: bool = False
    sorts: list[Sort | None] = field(default_factory=list)
    photos: dict[int, Captioned] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    listed: set[int] = field(default_factory=set)

    def put(self, indices: Iterable[int], sort: Sort) -> None:
        for i in indices:
            self.sorts[i] = sort

    def open(self, indices: Iterable[int]) -> list[int]:
        return [i for i in indices if self.sorts[i] is None]

    def text(self, i: int) -> bool:
        """Whether the line is not sorted yet and runs as text does."""
        return self.sorts[i] is None and (i in self.listed or runs_as_text(self.lines[i]))

    def short(self, i: int) -> bool:
        """Whether the line is not sorted yet and is shaped as a heading, a headline or an item."""
        return self.sorts[i] is None and not self.text(i)


def runs_as_text(line: Line) -> bool:
    """Whether a line reads as running text: it ends as a sentence, or is too long for a headline."""
    if line.ended:
        return (
            line.words >= 5
            or _LABELLED.match(line.text) is not None
            or line.text[:1] in '«“"—–-'
            or line.glue is not None
        )
    if line.words >= 12 and _CLOSED.search(line.text):
        return True
    if line.glue is not None and _capitals(line) > CAPITALS:
        return False
    return line.words >= 22 or (line.words >= 8 and line.text.endswith((":", ";", "»", "”")) and "." in line.text)


def _capitals(line: Line) -> float:
    """How many of its words have a capital, 0 to 1: text has one in six, rows of names and headlines more."""
    words = [word for word in line.text.split() if word[:1].isalnum()]
    return sum(not word[0].islower() for word in words) / len(words) if words else 0.0


def content(line: Line) -> set[str]:
    """The words by which two stretches are told to speak of the same thing: names and long words, cut to a stem."""
    found = set()
    for word in line.text.split():
        capital = word.lstrip("«“\"'’(")[:1].isupper()
        if capital or len(word) >= 7:
            found |= {token[:STEM] for token in tokens(word) if len(token) >= 7 or (capital and len(token) >= 3)}
    return found
