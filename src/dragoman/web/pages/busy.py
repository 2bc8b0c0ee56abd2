"""Which pairs of actors act most towards each other in a period, and in what tone."""

from __future__ import annotations

import datetime

from dragoman.records import Record
from dragoman.store import Store
from dragoman.web.asked import Asked

DAYS = 90


class Busy(Record, frozen=True, kw_only=True):
    """A pair and its events in a period, by what they are: of cooperation or of conflict."""

    one: str
    other: str
    cooperation: int
    conflict: int

    @property
    def count(self) -> int:
        """All events of the pair."""
        return self.cooperation + self.conflict


def pairs(asked: Asked, until: datetime.date, days: int, most: int) -> tuple[Busy, ...]:
    """The pairs with the most events that were done, in the ``days`` up to ``until``; what is only planned is left out."""
    return asked.lately(("pairs", until, days, most), lambda store: _pairs(store, until, days, most))


def _pairs(store: Store, until: datetime.date, days: int, most: int) -> tuple[Busy, ...]:
    since = until - datetime.timedelta(days=days - 1)
    rows = store.database.rows(
        "SELECT CASE WHEN d.actor < d.recipient THEN d.actor ELSE d.recipient END,"
        " CASE WHEN d.actor < d.recipient THEN d.recipient ELSE d.actor END,"
        " count(DISTINCT CASE WHEN e.quad LIKE '%cooperation' THEN e.number END),"
        " count(DISTINCT CASE WHEN e.quad LIKE '%conflict' THEN e.number END)"
        " FROM dyad d JOIN event e ON e.number = d.event"
        " WHERE e.day >= ? AND e.day <= ? AND e.realis = 'actual' AND d.actor <> d.recipient"
        " GROUP BY 1, 2 ORDER BY count(DISTINCT e.number) DESC, 1, 2 LIMIT ?",
        (since.isoformat(), until.isoformat(), most),
    )
    return tuple(Busy(one=one, other=other, cooperation=good, conflict=bad) for one, other, good, bad in rows)
