"""The world at a date: the level of every pair that has one, which moved most, who is most present, which relations turned."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from dragoman.records import Record
from dragoman.relations.around import Link, Mover, movers, network
from dragoman.relations.ledger import Ledger, panel, read_ledger
from dragoman.relations.occurrences import last_day
from dragoman.store import Store
from dragoman.web.asked import Asked
from dragoman.web.pages import alarms, busy
from dragoman.web.pages.alarms import Turn
from dragoman.web.pages.busy import Busy

PAIRS = 25
LINKS = 80
"""Pairs that the network draws: those with the most events."""
MOVED, ALARMS = 20, 12


class Present(Record, frozen=True, kw_only=True):
    """An actor and the events in which it acts or is acted upon."""

    code: str
    cooperation: int
    conflict: int

    @property
    def balance(self) -> float:
        """From -100, only conflict, to 100, only cooperation."""
        return 100 * (self.cooperation - self.conflict) / (self.cooperation + self.conflict or 1)


class Around(Record, frozen=True, kw_only=True):
    """The levels of all pairs on a day, best first, and those that moved most in the ``days`` before."""

    links: tuple[Link, ...] = ()
    moved: tuple[Mover, ...] = ()


class World(Record, frozen=True, kw_only=True):
    """The ``days`` up to ``until``.

    ``country``: whose relations the map shows, as levels; ``None``: of every state the balance of its events. ``levels``
    counts the pairs that have a level; ``network`` are those of them with the most events.
    """

    until: datetime.date | None
    days: int
    country: str | None
    present: tuple[Present, ...]
    pairs: tuple[Busy, ...]
    levels: int
    network: tuple[Link, ...]
    related: tuple[Link, ...]
    changed: tuple[Mover, ...]
    alarms: tuple[Turn, ...]


def gather(asked: Asked) -> World:
    """The world up to the day that is asked for, else the last of the store."""
    until = asked.day("until") or last_day(asked.store)
    country = asked.code("country")
    if until is None:
        return World(
            until=None, days=busy.DAYS, country=country, present=(), pairs=(), levels=0, network=(), related=(),
            changed=(), alarms=(),
        )  # fmt: skip
    around = asked.lately(
        ("around", until), lambda store: _around(asked.on(store).lately("ledger", read_ledger), until)
    )
    since = until - datetime.timedelta(days=busy.DAYS - 1)
    turns = alarms.gather(Asked(asked.store, asked.wording, {}, {"limit": str(alarms.MOST)}, asked.opens)).alarms
    return World(
        until=until,
        days=busy.DAYS,
        country=country,
        present=asked.lately(("present", until), lambda store: tuple(present(store, until))),
        pairs=busy.pairs(asked, until, busy.DAYS, PAIRS),
        levels=len(around.links),
        network=tuple(sorted(around.links, key=lambda link: (-link.events, link.one, link.other))[:LINKS]),
        related=tuple(link for link in around.links if country in (link.one, link.other)),
        changed=around.moved,
        alarms=tuple(one for one in turns if since <= one.day <= until)[:ALARMS],
    )


def _around(ledger: Ledger, until: datetime.date) -> Around:
    laid = panel(ledger, until)
    return Around(links=tuple(network(laid)), moved=tuple(movers(laid, busy.DAYS)[:MOVED]))


def present(store: Store, until: datetime.date, most: int = 250) -> Iterable[Present]:
    """Who acts or is acted upon in the period, the most often first."""
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
