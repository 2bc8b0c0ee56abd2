"""The world at a date: who is most present, which pairs act most, and which changed most."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from dragoman.records import Record
from dragoman.store import Store
from dragoman.web.asked import Asked
from dragoman.web.keeping import kept
from dragoman.web.pages import busy
from dragoman.web.pages.busy import Busy

PAIRS = 60
MOST_PAIRS = 5000
PRIOR, WEIGHT = 0.56, 10.0
"""Share of cooperation that a pair without events is taken to have, and for how many events that counts."""


class Present(Record, frozen=True, kw_only=True):
    """An actor and the events in which it acts or is acted upon."""

    code: str
    cooperation: int
    conflict: int


class Changed(Record, frozen=True, kw_only=True):
    """A pair whose level (-100 conflict … 100 cooperation) differs from the period before; ``count`` is of both periods."""

    one: str
    other: str
    before: float
    after: float
    count: int


class World(Record, frozen=True, kw_only=True):
    """The ``days`` up to ``until`` beside as many before."""

    until: datetime.date | None
    days: int
    present: tuple[Present, ...]
    pairs: tuple[Busy, ...]
    changed: tuple[Changed, ...]


def gather(asked: Asked) -> World:
    """The world up to the day that is asked for, else the last of the store."""
    store = asked.store
    until = asked.day("until") or busy.last_day(store)
    if until is None:
        return World(until=None, days=busy.DAYS, present=(), pairs=(), changed=())
    now = busy.pairs(store, until, busy.DAYS, MOST_PAIRS)
    before = busy.pairs(store, until - datetime.timedelta(days=busy.DAYS), busy.DAYS, MOST_PAIRS)
    return World(
        until=until,
        days=busy.DAYS,
        present=kept(store, ("present", until), lambda: tuple(present(store, until))),
        pairs=now[:PAIRS],
        changed=tuple(changed(before, now)),
    )


def changed(before: Iterable[Busy], now: Iterable[Busy], most: int = 20) -> list[Changed]:
    """The pairs whose level differs most between two periods, those that moved most first."""
    earlier = {(one.one, one.other): one for one in before}
    later = {(one.one, one.other): one for one in now}
    found = []
    for one, other in {**earlier, **later}:
        then, since = earlier.get((one, other)), later.get((one, other))
        count = sum(period.count for period in (then, since) if period)
        found.append(Changed(one=one, other=other, before=level(then), after=level(since), count=count))
    found.sort(key=lambda pair: (-abs(pair.after - pair.before), pair.one, pair.other))
    return [pair for pair in found[:most] if pair.before != pair.after]


def level(pair: Busy | None) -> float:
    """From -100 (only conflict) to 100 (only cooperation), drawn to what is usual where there are few events."""
    good, bad = (pair.cooperation, pair.conflict) if pair else (0, 0)
    return 100 * (2 * (good + WEIGHT * PRIOR) / (good + bad + WEIGHT) - 1)


def present(store: Store, until: datetime.date, most: int = 30) -> Iterable[Present]:
    """Who acts or is acted upon most in the period."""
    since = until - datetime.timedelta(days=busy.DAYS - 1)
    rows = store.database.rows(
        "SELECT p.code, count(DISTINCT CASE WHEN e.quad LIKE '%cooperation' THEN e.number END),"
        " count(DISTINCT CASE WHEN e.quad LIKE '%conflict' THEN e.number END)"
        " FROM event e JOIN party p ON p.event = e.number"
        " WHERE e.current = 1 AND e.day >= ? AND e.day <= ? AND e.realis = 'actual'"
        " AND p.role IN ('actor', 'recipient') AND p.code IS NOT NULL"
        " GROUP BY p.code ORDER BY count(DISTINCT e.number) DESC, p.code LIMIT ?",
        (since.isoformat(), until.isoformat(), most),
    )
    return [Present(code=code, cooperation=good, conflict=bad) for code, good, bad in rows]
