"""Of an actor, by code or by name: with whom it deals, what it alleges and what is alleged of it, and what became of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dragoman.records import Record
from dragoman.store import Store, StoredEvent
from dragoman.store.finding_events import numbered
from dragoman.web.pages.claims import Became, Claim, claim

SHOWN = 12


@dataclass(frozen=True)
class Whom:
    """An actor as the store's tables have it: a state or an organisation by its code, or somebody by his name."""

    column: Literal["code", "entity"]
    value: str


class Counterpart(Record, frozen=True, kw_only=True):
    """Another actor: events done towards him and by him, of cooperation and of conflict."""

    code: str
    cooperation: int
    conflict: int
    count: int


def counterparts(store: Store, whom: Whom, most: int = 30) -> Iterable[Counterpart]:
    """The codes that take part in the same events, those with the most first."""
    rows = store.database.rows(
        "SELECT o.code, count(DISTINCT CASE WHEN e.quad LIKE '%cooperation' THEN e.number END),"
        " count(DISTINCT CASE WHEN e.quad LIKE '%conflict' THEN e.number END), count(DISTINCT e.number)"
        " FROM party p JOIN event e ON e.number = p.event JOIN party o ON o.event = p.event"
        f" WHERE p.{whom.column} = ? AND p.role IN ('actor', 'recipient') AND o.role IN ('actor', 'recipient')"
        " AND e.current = 1 AND e.realis = 'actual' AND o.code IS NOT NULL AND (p.code IS NULL OR o.code <> p.code)"
        " GROUP BY o.code ORDER BY 4 DESC, o.code LIMIT ?",
        (whom.value, most),
    )
    return [Counterpart(code=other, cooperation=good, conflict=bad, count=count) for other, good, bad, count in rows]


def articles(store: Store, whom: Whom) -> int:
    """How many articles name one."""
    row = store.database.row(
        "SELECT count(DISTINCT m.version) FROM mention m JOIN version v ON v.number = m.version"
        f" WHERE m.{whom.column} = ? AND v.current = 1",
        (whom.value,),
    )
    return int(row[0]) if row else 0


def newest(store: Store, whom: Whom, most: int = SHOWN) -> list[StoredEvent]:
    """The newest events in which one acts or is acted upon, with their sentences."""
    rows = store.database.rows(
        "SELECT p.event FROM party p JOIN event e ON e.number = p.event AND e.current = 1"
        f" WHERE p.{whom.column} = ? AND p.role IN ('actor', 'recipient') ORDER BY p.day DESC, p.event DESC LIMIT ?",
        (whom.value, 4 * most),
    )
    return numbered(store.database, list(dict.fromkeys(number for (number,) in rows)))[:most]


def claims(store: Store, whom: Whom, role: Literal["source", "actor"], most: int = SHOWN) -> tuple[Claim, ...]:
    """The newest that one alleges or denies (source), or that is alleged or denied of one (actor), with what became of it."""
    rows = store.database.rows(
        "SELECT p.event FROM party p JOIN event e ON e.number = p.event AND e.current = 1"
        f" WHERE p.{whom.column} = ? AND p.role = ? AND e.status IN ('alleged', 'denied')"
        " ORDER BY p.day DESC, p.event DESC LIMIT ?",
        (whom.value, role, 2 * most),
    )
    found = numbered(store.database, list(dict.fromkeys(number for (number,) in rows)))[:most]
    return tuple(claim(store, event) for event in found)


def fates(store: Store, whom: Whom) -> dict[Became, int]:
    """How often what one alleges was acknowledged, denied or narrated as a fact elsewhere."""
    rows = store.database.rows(
        "SELECT o.status, count(DISTINCT e.number) FROM party p JOIN event e ON e.number = p.event AND e.current = 1"
        " JOIN event o ON o.occurrence = e.occurrence AND o.current = 1 AND o.status <> e.status"
        f" WHERE p.{whom.column} = ? AND p.role = 'source' AND e.status = 'alleged' GROUP BY o.status",
        (whom.value,),
    )
    return dict(rows)
