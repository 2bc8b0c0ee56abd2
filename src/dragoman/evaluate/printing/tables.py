"""What all printed figures share: lines for a terminal, and pages of errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.evaluate.counts import Counts

Report = dict[str, Any]


@dataclass(frozen=True)
class Printed:
    """The figures of a corpus: for programs, as lines for a terminal, and every error as an HTML page."""

    report: Report
    lines: list[str]
    page: str


def scores(counts: Counts) -> Report:
    """Precision, recall and F1, and how many the gold has."""
    return {
        "precision": round(counts.precision, 3),
        "recall": round(counts.recall, 3),
        "f1": round(counts.f1, 3),
        "gold": counts.right + counts.missed,
    }


def share(part: int, whole: int) -> Report:
    """A share, None where there is nothing to share, and of how many."""
    return {"share": round(part / whole, 3) if whole else None, "of": whole}


def row(name: str, scores: Report, before: Report | None) -> str:
    """A line of precision, recall, F1 and number, with the F1 of before."""
    was = f"{before['f1']:>7.3f}" if before else ""
    return f"{name:28}{scores['precision']:>7.3f}{scores['recall']:>7.3f}{scores['f1']:>7.3f}{scores['gold']:>7}{was}"


def share_row(name: str, share: Report, before: Report | None) -> str:
    """A line of a share, with the share of before."""
    was = f"   was {before['share']}" if before else ""
    return f"{name:28}{'—' if share['share'] is None else share['share']:>7} of {share['of']}{was}"


def heads(before: Report) -> str:
    """The heads of the columns of :func:`row`."""
    return f"{'':28}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}" + ("    was" if before else "")


def table(heads: str, rows: str) -> str:
    """A page of errors."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Errors</title>'
        "<style>body{font:16px/1.5 system-ui;max-width:70em;margin:2em auto}td{vertical-align:top;padding:.3em .8em;"
        "border-top:1px solid #ccc}mark{background:#fd6}</style><h1>Errors</h1><table>"
        f"<tr>{heads}</tr>{rows}</table></html>\n"
    )
