"""Which words a pattern can begin with, so that at a word of the text only the rules that may match there are tried.

Reads the calendars' own pattern language: literals, groups with alternatives, ``?``, atoms in braces, look-arounds. What
it does not understand it takes for « any word », so that no rule is ever passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

LENGTH = 3
"""How many characters of a word are looked at."""

DIGIT = "#"

PIECE = re.compile(
    r"(?P<look>\(\?)|(?P<group>\()|\{(?P<atom>[a-z_]+)(?::\w+)?\}|(?P<digits>\[0-9\])|(?P<odd>\[|\\\w)|(?P<literal>\\?.)"
)


def leads(pattern: str, atoms: Mapping[str, Sequence[str]]) -> set[str]:
    """The first characters of the words that a pattern can begin with, at most three each.

    ``#`` stands for a digit, the empty string for any word; a lead that ends in a blank is a whole short word. ``atoms``
    gives for each atom its words, and ``#`` where it reads digits.

    >>> sorted(leads("(la |le )?semaine|{day} mai", {"day": ["#", "premier"]}))
    ['#', 'la ', 'le ', 'pre', 'sem']
    """
    found: set[str] = set()
    todo = [(option, "") for option in _options(pattern)]
    seen = set(todo)
    while todo:
        rest, lead = todo.pop()
        if not rest or len(lead) == LENGTH or lead[-1:] in (" ", DIGIT):
            found.add(lead)
            continue
        for step in _steps(rest, lead, atoms):
            if step not in seen:
                seen.add(step)
                todo.append(step)
    return found


def keys(word: str) -> tuple[str, ...]:
    """The leads under which the rules for a word of the text are found."""
    return (
        "",
        DIGIT if word[0].isdigit() else word[0],
        word[:1],
        word[:2],
        word[:LENGTH],
        f"{word[:LENGTH]} "[:LENGTH],
    )


def _steps(pattern: str, lead: str, atoms: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """What is left of a pattern, and the lead so far, after its first piece; one for each way to read that piece."""
    piece = PIECE.match(pattern)
    assert piece is not None
    if piece["look"]:
        return [(pattern[_close(pattern) :], lead)]
    end = _close(pattern) if piece["group"] else piece.end()
    optional = pattern.startswith("?", end)
    rest = pattern[end + optional :]
    if piece["group"]:
        steps = [(option + rest, lead) for option in _options(pattern[1 : end - 1])]
    elif piece["odd"]:
        steps = [("", lead)]
    elif piece["atom"]:
        steps = [_read(rest, lead, word) for word in atoms.get(piece["atom"], [""])]
    else:
        steps = [_read(rest, lead, DIGIT if piece["digits"] else piece.group()[-1])]
    return [*steps, (rest, lead)] if optional else steps


def _read(rest: str, lead: str, words: str) -> tuple[str, str]:
    """The rest of a pattern and the lead after literal words; a blank or other mark ends a lead, a digit leaves it."""
    if words == DIGIT:
        return "", lead or DIGIT
    for char in words:
        if len(lead) == LENGTH or lead.endswith(" "):
            break
        lead += char if char.isalnum() else " "
    return rest, lead


def _options(pattern: str) -> list[str]:
    """The alternatives of a pattern, those inside groups left alone."""
    depth, options, start = 0, [], 0
    for i, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            options.append(pattern[start:i])
            start = i + 1
    return [*options, pattern[start:]]


def _close(pattern: str) -> int:
    """Where the group that opens a pattern ends."""
    depth = 0
    for i, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return i + 1
    return len(pattern)
