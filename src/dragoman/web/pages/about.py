"""What the store holds, how fresh it is, and what is known to be weak."""

from __future__ import annotations

import datetime
from importlib import metadata

from dragoman.records import Record
from dragoman.store import Store
from dragoman.web.asked import Asked

MOST = 25


class Share(Record, frozen=True, kw_only=True):
    """A value and how many have it."""

    value: str | None
    count: int


class About(Record, frozen=True, kw_only=True):
    """Counts of the store. Days are those of publication; ``taken`` is when a page came in last (UTC)."""

    version: str
    articles: int
    events: int
    quotes: int
    dated: int
    first: datetime.date | None
    last: datetime.date | None
    taken: datetime.datetime | None
    languages: tuple[Share, ...]
    outlets: tuple[Share, ...]
    sections: tuple[Share, ...]
    statuses: tuple[Share, ...]
    types: tuple[Share, ...]


def gather(asked: Asked) -> About:
    """The counts of the store."""
    return asked.lately("about", _counted)


def _counted(store: Store) -> About:
    row = store.database.row(
        "SELECT count(*), count(published_from), min(published_from), max(published_from), max(taken)"
        " FROM version WHERE current = 1"
    )
    assert row is not None
    quotes = store.database.row(
        "SELECT count(*) FROM quote q JOIN version v ON v.number = q.version WHERE v.current = 1"
    )
    return About(
        version=metadata.version("dragoman"),
        articles=row[0],
        events=store.count(),
        quotes=quotes[0] if quotes else 0,
        dated=row[1],
        first=datetime.date.fromisoformat(row[2]) if row[2] else None,
        last=datetime.date.fromisoformat(row[3]) if row[3] else None,
        taken=datetime.datetime.fromisoformat(row[4]) if row[4] else None,
        languages=_shares(store, "version", "language"),
        outlets=_shares(store, "version", "outlet"),
        sections=_shares(store, "version", "section"),
        statuses=_shares(store, "event", "status"),
        types=_shares(store, "event", "type"),
    )


def _shares(store: Store, table: str, column: str) -> tuple[Share, ...]:
    rows = store.database.rows(
        f"SELECT {column}, count(*) FROM {table} WHERE current = 1 GROUP BY {column}"
        f" ORDER BY count(*) DESC, {column} LIMIT {MOST}"
    )
    return tuple(Share(value=value, count=count) for value, count in rows)
