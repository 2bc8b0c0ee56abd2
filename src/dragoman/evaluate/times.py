"""How dates come out against sentences of our own: right, refused, or wrong.

A corpus is NDJSON: ``id``, ``text``, ``language``, ``published`` (a day or null), ``expression`` (words of the text),
``from`` and ``to`` (both null: to be refused), and ``absent`` where the words are no date at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from dragoman.errors import InputError
from dragoman.evaluate.records import records
from dragoman.languages.pack import load
from dragoman.records import Published, Time
from dragoman.text.sentences import split
from dragoman.times import Anchor, find

Verdict = Literal["right", "refused", "wrong"]


class Case(msgspec.Struct, frozen=True):
    """One sentence with one expression and the days it means."""

    id: str
    text: str
    language: str
    published: datetime.date | None
    expression: str
    from_: datetime.date | None = msgspec.field(default=None, name="from")
    to: datetime.date | None = None
    absent: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: the times read at its expression, and the verdict."""

    case: Case
    times: tuple[Time, ...]
    verdict: Verdict


def read_cases(path: Path) -> list[Case]:
    """The cases of a corpus file.

    Raises InputError, with file and line, where a line is no case or its expression is not in its text.
    """
    cases = []
    for where, case in records(path, Case, "mend the line"):
        if case.expression not in case.text:
            raise InputError(f"{where}: “{case.expression}” is not in the text; mend the line")
        cases.append(case)
    return cases


def outcomes(cases: Iterable[Case]) -> list[Outcome]:
    """Each case read with the dates of its own page and judged.

    ``refused``: gold has an interval and none was answered. An answer where gold refuses, or another interval, is wrong.
    """
    return [_outcome(case) for case in cases]


def shares(results: Sequence[Outcome]) -> dict[str, Any]:
    """Number of cases and the shares of right, refused and wrong among them."""
    total = max(len(results), 1)
    verdicts: tuple[Verdict, ...] = ("right", "refused", "wrong")
    return {"cases": len(results)} | {
        verdict: sum(result.verdict == verdict for result in results) / total for verdict in verdicts
    }


def _outcome(case: Case) -> Outcome:
    pack = load(case.language)
    known = Published(start=case.published, end=case.published, basis="given") if case.published else Published()
    times = find(case.text, split(case.text, [(0, len(case.text))], pack), Anchor(known), pack)
    start = case.text.index(case.expression)
    end = start + len(case.expression)
    here = tuple(time for time in times if time.start < end and time.end > start)
    return Outcome(case, here, _verdict(case, here))


def _verdict(case: Case, times: Sequence[Time]) -> Verdict:
    answers = [(time.from_, time.to) for time in times if (time.from_, time.to) != (None, None)]
    gold = (case.from_, case.to)
    if gold == (None, None):
        return "wrong" if answers else "right"
    if not answers:
        return "refused"
    return "right" if answers == [gold] else "wrong"
