"""Gold inside the sentence: « <actor FRA>Paris</actor> a <trigger>rappelé</trigger> … » read into text and marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.errors import PackError

TAG = re.compile(r"<(/?)(\w+)((?:\s+[^<>]*?)?)>")
ATTRIBUTE = re.compile(r"""(\w+)=["']([^"']*)["']""")


@dataclass(frozen=True)
class Mark:
    """A marked stretch: its kind (``actor``), offsets into the text without tags, codes, and attributes."""

    kind: str
    start: int
    end: int
    codes: tuple[str, ...]
    attributes: dict[str, str]


@dataclass(frozen=True)
class Marked:
    """A sentence with its gold."""

    text: str
    marks: tuple[Mark, ...]

    def of(self, kind: str) -> list[Mark]:
        """The marks of one kind, in order."""
        return [mark for mark in self.marks if mark.kind == kind]

    def codes(self, kind: str) -> set[str]:
        """All codes of the marks of one kind."""
        return {code for mark in self.of(kind) for code in mark.codes}


def read_marked(sentence: str, where: str) -> Marked:
    """The text and the marks of a sentence; ``where`` is named by messages.

    Raises PackError for a sentence without any mark, with a tag left open or closed without being opened: a case that
    asks nothing would always pass.

    >>> read_marked("<actor FRA>Paris</actor> a parlé.", "here").of("actor")[0].codes
    ('FRA',)
    """
    text, marks = "", []
    opened: list[tuple[str, int, str]] = []
    at = 0
    for tag in TAG.finditer(sentence):
        text += sentence[at : tag.start()]
        at = tag.end()
        closing, kind, rest = tag.groups()
        if not closing:
            opened.append((kind, len(text), rest))
            continue
        if not opened or opened[-1][0] != kind:
            raise PackError(f"{where}: </{kind}> closes nothing in “{sentence}”; mend the tags")
        _, start, rest = opened.pop()
        codes = tuple(ATTRIBUTE.sub("", rest).split())
        marks.append(Mark(kind, start, len(text), codes, dict(ATTRIBUTE.findall(rest))))
    text += sentence[at:]
    if opened or not marks:
        raise PackError(f"{where}: “{sentence}” has {'an open tag' if opened else 'no mark'}; mend the example")
    return Marked(text, tuple(sorted(marks, key=lambda mark: mark.start)))
