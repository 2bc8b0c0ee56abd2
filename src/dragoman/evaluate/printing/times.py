"""The figures of a corpus of dates."""

from __future__ import annotations

import html
from collections.abc import Iterable

from dragoman.evaluate.printing.tables import Printed, Report, share_row, table
from dragoman.evaluate.times import Case, Outcome, outcomes, shares

VERDICTS = ("right", "refused", "wrong")


def of_times(cases: Iterable[Case], before: Report) -> Printed:
    """Read the date of each sentence."""
    results = outcomes(cases)
    counted = shares(results)
    report = {"cases": counted["cases"]} | {
        name: {"share": round(counted[name], 3), "of": counted["cases"]} for name in VERDICTS
    }
    lines = [f"{report['cases']} expressions", ""]
    lines += [share_row(name, report[name], before.get(name)) for name in VERDICTS]
    amiss = [result for result in results if result.verdict != "right"]
    lines += ["", *(f"  {one.case.id}: {_told(one)}" for one in amiss)] if amiss else []
    return Printed(report, lines, table("<th>text<th>expected and read", "\n".join(map(_error, amiss))))


def _told(result: Outcome) -> str:
    case = result.case
    read = ", ".join(f"{time.from_}..{time.to}" for time in result.times) or "nothing"
    wanted = f"{case.from_}..{case.to}" if case.from_ or case.to else "no interval"
    return f"{result.verdict}: “{case.expression}”, expected {wanted}, read {read}"


def _error(result: Outcome) -> str:
    case = result.case
    marked = html.escape(case.text).replace(
        html.escape(case.expression), f"<mark>{html.escape(case.expression)}</mark>", 1
    )
    return f"<tr><td>{html.escape(case.id)}: {marked} ({case.published})<td>{html.escape(_told(result))}</tr>"
