"""Notes and references below a text: under a heading of their own, behind arrows, or numbered as the marks in the text are."""

from __future__ import annotations

import re

from dragoman.page.chrome import chrome
from dragoman.page.desk import Desk
from dragoman.page.flattened import Sort

ENOUGH = 50
"""Words of text above the first note."""
MOST_BELOW = 0.5
"""Share of a page's text that may stand below the heading of its notes."""
_ARROW = re.compile(r"\s*(?:↑|\^|↩)\s*\S")
_NUMBERED = re.compile(r"\s*\[?(\d{1,2})\s*[\].)]\s+\S")


def notes(desk: Desk) -> None:
    """Sort the notes and references of the page on the desk."""
    above = _words_above(desk)
    for i, line in enumerate(desk.lines):
        if above[i] >= ENOUGH and _ARROW.match(line.text):
            desk.put(desk.open(range(i, _end_of_note(desk, i))), Sort.NOTES)
    numbered = _numbered(desk, above)
    desk.put([n for i in numbered for n in range(i, _end_of_note(desk, i))], Sort.NOTES)
    for i, line in enumerate(desk.lines):
        if above[i] >= max(ENOUGH, (1 - MOST_BELOW) * above[-1]) and chrome(desk.pack).notes.whole(line.tokens):
            desk.put(desk.open(range(i + 1, len(desk.lines))), Sort.NOTES)
            desk.put([i], Sort.NOTES)
            desk.photos = {n: photo for n, photo in desk.photos.items() if n < i}
            return


def _end_of_note(desk: Desk, i: int) -> int:
    """Where a note ends: on a page without line breaks its sentences are pieces of one line, up to what is known otherwise."""
    last = i + 1
    while desk.lines[i].glue is not None and last < len(desk.lines) and desk.lines[last].glue is not None:
        if desk.sorts[last] is not None or _NUMBERED.match(desk.lines[last].text):
            break
        last += 1
    return last


def _words_above(desk: Desk) -> list[int]:
    """Words of text above each line, and above the page's end."""
    above = [0]
    for i, line in enumerate(desk.lines):
        above.append(above[-1] + (line.words if desk.text(i) else 0))
    return above


def _numbered(desk: Desk, above: list[int]) -> list[int]:
    """Lines that count up from one, where the text above has their numbers as marks glued to its words."""
    found: list[int] = []
    for i, line in enumerate(desk.lines):
        match = _NUMBERED.match(line.text)
        if match is None or above[i] < ENOUGH or int(match[1]) != len(found) + 1:
            continue
        if not found and not _is_marked(desk, i, match[1]):
            continue
        found.append(i)
    return found


def _is_marked(desk: Desk, i: int, number: str) -> bool:
    mark = re.compile(rf"[^\W\d_»”\"][»”\")]?(?:{number}|\[{number}\]|\({number}\))(?=[\s.,;:!?]|$)")
    return any(desk.text(n) and mark.search(line.text) for n, line in enumerate(desk.lines[:i]))
