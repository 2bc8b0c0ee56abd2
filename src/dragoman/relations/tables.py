"""Tables for study: the pairs with enough events by day, month or year; docs/relations.md has the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from dragoman.relations.ledger import Panel
from dragoman.relations.level import ENOUGH, levels

Step = Literal["day", "month", "year"]
LETTERS = {"day": 10, "month": 7, "year": 4}
COLUMNS = (
    "period one other cooperative conflictual cooperative_alleged conflictual_alleged level low high level_alleged events"
).split()


def rows(laid: Panel, step: Step) -> Iterator[dict[str, Any]]:
    """A row a pair and period, by pair and then by period; weights are summed, the rest is as of the period's last day."""
    if not laid.series.dyads:
        return
    firm, whole = laid.series, laid.alleged
    level = levels(firm.cooperative.astype(np.float64), firm.conflictual.astype(np.float64))
    other = levels(whole.cooperative.astype(np.float64), whole.conflictual.astype(np.float64))
    names = [firm.day(n).isoformat()[: LETTERS[step]] for n in range(firm.days)]
    starts = [n for n in range(firm.days) if n == 0 or names[n] != names[n - 1]]
    for pair, name in enumerate(firm.dyads):
        for start, end in zip(starts, [*starts[1:], firm.days], strict=True):
            last, period = end - 1, slice(start, end)
            known = laid.events[last, pair] >= ENOUGH
            told = (level.level, level.low, level.high, other.level)
            values = [round(float(v[last, pair]), 3) if known else None for v in told]
            sums = [
                round(float(part[period, pair].sum()), 3)
                for part in (firm.cooperative, firm.conflictual, whole.cooperative, whole.conflictual)
            ]
            yield dict(
                zip(
                    COLUMNS, [names[start], *name.split("-"), *sums, *values, int(laid.events[last, pair])], strict=True
                )
            )
