"""Sentences with the gold inside them: [words]{codes}."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MARK = re.compile(r"\[([^\]]+)\]\{([^}]*)\}")
DATED = re.compile(r"@(\d{4}-\d\d-\d\d) ")
USUAL = datetime.date(2024, 1, 21)


@dataclass(frozen=True)
class Case:
    """A sentence, the marks in it (start, end, what stands between the braces), and its day of publication."""

    text: str
    marks: tuple[tuple[int, int, tuple[str, ...]], ...]
    day: datetime.date
    where: str


def case(line: str, where: str) -> Case:
    """The case of a marked sentence; a sentence without a mark must begin with "!"."""
    empty = line.startswith("! ")
    line = line.removeprefix("! ")
    dated = DATED.match(line)
    day = datetime.date.fromisoformat(dated[1]) if dated else USUAL
    line = line[dated.end() :] if dated else line
    text, marks, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), tuple(mark[2].split())))
        text += mark[1]
        at = mark.end()
    assert empty != bool(marks), f"{where}: a case needs a mark, a near miss an exclamation mark: {line}"
    return Case(text + line[at:], tuple(marks), day, where)


def cases(name: str) -> list[Case]:
    """The cases of a file beside this one; lines with "#" are comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [case(line, f"{name}:{n}") for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
