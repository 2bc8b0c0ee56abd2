"""The newest articles that match, found without a look at all that do.

SQLite's index gives them newest first. PostgreSQL's gives them in no order; but every article has the mark of its month, so
that it is asked for those of the last months, of more of them where these held too few, and at last of all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dragoman.store.database import Database, Row
from dragoman.store.matching import Match
from dragoman.store.word_index import bounds, day_of, quoted

_FEW = 4000
"""Of so many articles that match all are looked at."""
_MOST_MONTHS = 120
_ROOM = 1.5
"""How many more months than would do, were news even."""
_WIDER = 4


def newest(
    database: Database, match: Match, columns: str, limit: int, total: int, before: int | None = None
) -> tuple[list[Row], str]:
    """Columns of ``listed``, place first, of the newest of ``total`` articles that match, those before a place; newest first.

    With them the months in which they were looked for, in the index's language; '' where in all.
    """
    bound = " AND place < ?" if before is not None else ""
    rows: list[Row] = []
    months = ""
    for months in _months(database, limit, total, before):
        # materialized: else the planner walks through all articles by place, and unpacks the words of each
        rows = database.rows(
            f"WITH found AS MATERIALIZED (SELECT {columns} FROM listed WHERE tokens @@ CAST(? AS TSQUERY){bound})"
            " SELECT * FROM found ORDER BY place DESC LIMIT ?",
            [within(match.expression, months), *([before] if before is not None else []), limit],
        )
        if len(rows) == limit:
            break
    return rows, months


def within(expression: str, months: str) -> str:
    """What is asked of the index, in these months."""
    return f"({expression}) & {months}" if months else expression


def _months(database: Database, limit: int, total: int, before: int | None) -> Iterator[str]:
    """The last months, then more of them, at last all."""
    if total > max(_FEW, 2 * limit):
        first, last = bounds(database)
        if before is not None:
            last = day_of(before) or first
        span = _month(last) - _month(first) + 1
        months = int(span * limit / total * _ROOM) + 1
        while months < min(span, _MOST_MONTHS):
            yield f"({' | '.join(_marks(_month(last), months))})"
            months *= _WIDER
    yield ""


def _month(day: datetime.date) -> int:
    return day.year * 12 + day.month - 1


def _marks(last: int, months: int) -> Iterator[str]:
    """The marks of so many months, the last first."""
    for month in range(last, last - months, -1):
        yield quoted(f"m:{month // 12:04}-{month % 12 + 1:02}")
