"""What is shown of anybody, by code or by name: with whom he deals, what he says, and what is said of him."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from dragoman.records import Record
from dragoman.store import Store, StoredEvent
from dragoman.store.finding_events import numbered
from dragoman.web.pages.claims import Became, Claim, claim
from dragoman.web.pages.said import Saying, said_by, said_of
from dragoman.web.pages.whom import Whom

SHOWN = 12


class Counterpart(Record, frozen=True, kw_only=True):
    """Another actor: events done towards him and by him, of cooperation and of conflict."""

    code: str
    cooperation: int
    conflict: int
    count: int


class Profile(Record, frozen=True, kw_only=True):
    """``articles`` name him, in ``events`` he acts or is acted upon, with his ``counterparts``; ``fates`` counts what became of
    what he alleges. The newest: quotes by him (``says``) and of him (``said``), claims by him (``alleges``) and about him
    (``alleged``), events.
    """

    articles: int
    events: int
    counterparts: tuple[Counterpart, ...]
    fates: dict[Became, int]
    says: tuple[Saying, ...] = ()
    said: tuple[Saying, ...] = ()
    alleges: tuple[Claim, ...] = ()
    alleged: tuple[Claim, ...] = ()
    last: tuple[StoredEvent, ...] = ()


def newest_of(store: Store, whom: Whom, most_claims: int) -> dict[str, Any]:
    """What of a profile is newest, by the names of its fields."""
    return {
        "says": tuple(said_by(store, whom)),
        "said": tuple(said_of(store, whom)),
        "alleges": claims(store, whom, "source", most_claims),
        "alleged": claims(store, whom, "actor", most_claims),
        "last": tuple(last_events(store, whom)),
    }


def counterparts(store: Store, whom: Whom, most: int = 30) -> Iterable[Counterpart]:
    """The codes that take part in the same events, those with the most first."""
    rows = store.database.rows(
        "SELECT o.code, count(DISTINCT CASE WHEN e.quad LIKE '%cooperation' THEN e.number END),"
        " count(DISTINCT CASE WHEN e.quad LIKE '%conflict' THEN e.number END), count(DISTINCT e.number)"
        " FROM party p JOIN event e ON e.number = p.event JOIN party o ON o.event = p.event"
        f" WHERE {whom.condition('p')} AND p.role IN ('actor', 'recipient') AND o.role IN ('actor', 'recipient')"
        " AND e.current = 1 AND e.realis = 'actual' AND o.code IS NOT NULL AND (p.code IS NULL OR o.code <> p.code)"
        " GROUP BY o.code ORDER BY 4 DESC, o.code LIMIT ?",
        (*whom.values, most),
    )
    return [Counterpart(code=other, cooperation=good, conflict=bad, count=count) for other, good, bad, count in rows]


def articles(store: Store, whom: Whom) -> int:
    """How many articles name one."""
    row = store.database.row(
        "SELECT count(DISTINCT m.version) FROM mention m JOIN version v ON v.number = m.version"
        f" WHERE {whom.condition('m')} AND v.current = 1",
        whom.values,
    )
    return int(row[0]) if row else 0


def last_events(store: Store, whom: Whom, most: int = SHOWN) -> list[StoredEvent]:
    """The newest events in which one acts or is acted upon, with their sentences."""
    rows = store.database.rows(
        "SELECT p.event FROM party p JOIN event e ON e.number = p.event AND e.current = 1"
        f" WHERE {whom.condition('p')} AND p.role IN ('actor', 'recipient') ORDER BY p.day DESC, p.event DESC LIMIT ?",
        (*whom.values, 4 * most),
    )
    return numbered(store.database, list(dict.fromkeys(number for (number,) in rows)))[:most]


def claims(store: Store, whom: Whom, role: Literal["source", "actor"], most: int = SHOWN) -> tuple[Claim, ...]:
    """The newest that one alleges or denies (source), or that is alleged or denied of one (actor), with what became of it."""
    rows = store.database.rows(
        "SELECT p.event FROM party p JOIN event e ON e.number = p.event AND e.current = 1"
        f" WHERE {whom.condition('p')} AND p.role = ? AND e.status IN ('alleged', 'denied')"
        " ORDER BY p.day DESC, p.event DESC LIMIT ?",
        (*whom.values, role, 2 * most),
    )
    found = numbered(store.database, list(dict.fromkeys(number for (number,) in rows)))[:most]
    return tuple(claim(store, event) for event in found)


def fates(store: Store, whom: Whom) -> dict[Became, int]:
    """How often what one alleges was acknowledged, denied or narrated as a fact elsewhere."""
    rows = store.database.rows(
        "SELECT o.status, count(DISTINCT e.number) FROM party p JOIN event e ON e.number = p.event AND e.current = 1"
        " JOIN event o ON o.occurrence = e.occurrence AND o.current = 1 AND o.status <> e.status"
        f" WHERE {whom.condition('p')} AND p.role = 'source' AND e.status = 'alleged' GROUP BY o.status",
        whom.values,
    )
    return dict(rows)
