"""A state or an organisation: with whom it deals, what it says, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.records import Record, Status
from dragoman.store import Store, Wanted
from dragoman.web.asked import Asked, checked
from dragoman.web.pages import profile
from dragoman.web.pages.profile import Counterpart, Profile
from dragoman.web.pages.whom import of_code

CLAIMS = 6


class Named(Record, frozen=True, kw_only=True):
    """A person or a body of this actor, and in how many articles."""

    entity: str
    kind: str
    articles: int


class Country(Profile, frozen=True, kw_only=True):
    """A profile; ``claims`` counts what it says of others' acts, by status, ``accused`` what is said of its own."""

    code: str
    named: tuple[Named, ...]
    claims: dict[Status, int]
    accused: dict[Status, int]


def gather(asked: Asked) -> Country:
    """The profile of the code of the address."""
    code = checked(asked.path["code"])
    counted = asked.lately(("country", code), lambda store: _counted(store, code))
    return msgspec.structs.replace(counted, **profile.newest_of(asked.store, of_code(code), CLAIMS))


def _counted(store: Store, code: str) -> Country:
    """What of a profile takes a look at all of its events."""
    whom = of_code(code)
    return Country(
        code=code,
        articles=profile.articles(store, whom),
        events=store.count(Wanted(party=code)),
        counterparts=tuple(counterparts(store, code)),
        named=tuple(named(store, code)),
        claims=_by_status(store, code, ("source",)),
        accused=_by_status(store, code, ("actor",)),
        fates=profile.fates(store, whom),
    )


def counterparts(store: Store, code: str, most: int = 30) -> Iterable[Counterpart]:
    """With whom it shares most events that were done, in either direction."""
    rows = store.database.rows(
        "SELECT other, count(DISTINCT CASE WHEN e.quad LIKE '%cooperation' THEN e.number END),"
        " count(DISTINCT CASE WHEN e.quad LIKE '%conflict' THEN e.number END), count(DISTINCT e.number) FROM"
        " (SELECT d.recipient AS other, d.event FROM dyad d WHERE d.actor = ?"
        " UNION SELECT d.actor, d.event FROM dyad d WHERE d.recipient = ?) AS shared"
        " JOIN event e ON e.number = shared.event WHERE other <> ? AND e.realis = 'actual'"
        " GROUP BY other ORDER BY 4 DESC, other LIMIT ?",
        (code, code, code, most),
    )
    return [Counterpart(code=other, cooperation=good, conflict=bad, count=count) for other, good, bad, count in rows]


def named(store: Store, code: str, most: int = 20) -> Iterable[Named]:
    """Persons and bodies that the articles name, the most frequent first."""
    rows = store.database.rows(
        "SELECT m.entity, m.kind, count(DISTINCT m.version) FROM mention m JOIN version v ON v.number = m.version"
        " WHERE m.code = ? AND m.entity IS NOT NULL AND v.current = 1"
        " GROUP BY m.entity, m.kind ORDER BY 3 DESC, m.entity LIMIT ?",
        (code, most),
    )
    return [Named(entity=entity, kind=kind, articles=count) for entity, kind, count in rows]


def _by_status(store: Store, code: str, roles: tuple[str, ...]) -> dict[Status, int]:
    """Events in which it has one of these roles, by status."""
    marks = ", ".join("?" * len(roles))
    rows = store.database.rows(
        "SELECT e.status, count(DISTINCT e.number) FROM party p JOIN event e ON e.number = p.event"
        f" WHERE p.code = ? AND p.role IN ({marks}) AND e.current = 1 GROUP BY e.status",
        (code, *roles),
    )
    return dict(rows)
