"""Stretches between quotation marks, and lines of dialogue."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

PARAGRAPHS_AHEAD = 3  # paragraphs within which a mark that stays open at a paragraph's end may still close
PAIRS = {"«": "»", "“": "”", "„": "”", "‹": "›", "‘": "’"}
MARK = re.compile(r"[«»“”„‹›\"]|(?<!\w)[‘'](?=\w)|(?<=[,.!?…])['’](?!\w)|(?<=\w)['’](?=[,;:])")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
DIALOGUE = re.compile(r"(?:^|\n)[^\S\n]*—[^\S\n]+(?P<said>[^\n]+)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks: ``start`` to ``end`` are its words, ``outer_start`` to ``outer_end`` with marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    dialogue: bool = False


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text in order, then none within another.

    A quotation may run over paragraphs, each opened anew by a mark or not. A mark that never closes is left out, and
    costs that one quotation. A line that opens with a dash is dialogue.
    """
    pairs = _pairs(text)
    found: list[Quotation] = []
    for outer_start, outer_end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if found and outer_start < found[-1].outer_end:
            continue
        start, end = _inner(text, outer_start + 1, outer_end - 1)
        if start < end:
            found.append(Quotation(start, end, outer_start, outer_end))
    return sorted(found + _dialogue(text, found), key=lambda each: each.start)


def around(found: Sequence[Quotation], offset: int) -> Quotation | None:
    """The quotation that covers an offset, if any; ``found`` in order."""
    at = bisect_right(found, offset, key=lambda each: each.outer_start) - 1
    return found[at] if at >= 0 and offset < found[at].outer_end else None


def _pairs(text: str) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    paragraph = 0
    for start, end in _paragraphs(text):
        stack = _carried(text, start, stack, paragraph)
        paragraph = paragraph + 1 if stack else 0
        for match in MARK.finditer(text, start, end):
            if match.start() == start and any(match[0] == mark for mark, _ in stack):
                continue  # the mark that opens each paragraph of a long quotation
            _meet(text, match, stack, pairs)
    return pairs


def _paragraphs(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for match in BLANK_LINE.finditer(text):
        found.append((at, match.start()))
        at = match.end()
    return [*found, (at, len(text))]


def _carried(text: str, start: int, stack: list[tuple[str, int]], paragraphs: int) -> list[tuple[str, int]]:
    """The marks still open in a new paragraph: those that it opens anew, or closes before opening another."""
    if not stack or paragraphs > PARAGRAPHS_AHEAD:
        return []
    mark, at = stack[-1]
    if text.startswith(mark, start):
        return [(mark, at)]
    if mark not in PAIRS:
        return []
    stop = BLANK_LINE.search(text, start)
    piece = text[start : stop.start() if stop else len(text)]
    close, again = piece.find(PAIRS[mark]), piece.find(mark)
    return [(mark, at)] if close >= 0 and (again < 0 or close < again) else []


def _meet(text: str, match: re.Match[str], stack: list[tuple[str, int]], pairs: list[tuple[int, int]]) -> None:
    """Open or close a quotation at this mark."""
    mark = match[0]
    opens = mark in PAIRS or (mark in "\"'" and _opens(text, match.start()))
    if opens:
        if mark in "\"'":
            stack[:] = [each for each in stack if each[0] != mark]  # one left open before counts no more
        stack.append((mark, match.start()))
        return
    for n in range(len(stack) - 1, -1, -1):
        if PAIRS.get(stack[n][0], stack[n][0]) == mark or (stack[n][0] == "'" and mark == "’"):
            pairs.append((stack[n][1], match.end()))
            del stack[n:]
            return


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([—–-«'’:") and bool(after) and not after.isspace()


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _dialogue(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    lines = []
    for match in DIALOGUE.finditer(text):
        start, end = match.span("said")
        if around(found, start) is None:
            lines.append(Quotation(*_inner(text, start, end), match.start(), end, dialogue=True))
    return lines
