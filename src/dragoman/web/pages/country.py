"""A state or an organisation: with whom it deals, what it says, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.records import Record, Status
from dragoman.store import Store, standing
from dragoman.store.standing import STATUSES, Standing
from dragoman.web.asked import Asked, checked
from dragoman.web.pages import profile
from dragoman.web.pages.claims import BECAME
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
    counted = asked.lately(("country", code), lambda store: _counted(asked.on(store), code))
    return msgspec.structs.replace(counted, **profile.newest_of(asked.store, of_code(code), CLAIMS))


def _counted(asked: Asked, code: str) -> Country:
    """What of a profile takes a look at all of its events."""
    store, stand = asked.store, asked.lately("standing", standing.read)
    events, says, acts = (
        stand.counted(standing.of_code(store, code, roles))
        for roles in (("actor", "recipient"), ("source",), ("actor",))
    )
    fates = stand.elsewhere(says[stand.status(says) == STATUSES.index("alleged")])
    return Country(
        code=code,
        articles=profile.articles(store, of_code(code)),
        events=len(events),
        counterparts=tuple(counterparts(store, stand, code)),
        named=tuple(named(store, code)),
        claims=stand.by_status(says),
        accused=stand.by_status(acts),
        fates={kind: fates[kind] for kind in BECAME if kind in fates},
    )


def counterparts(store: Store, stand: Standing, code: str, most: int = 30) -> list[Counterpart]:
    """With whom it shares most events that were done, in either direction."""
    found = []
    for other, shared in standing.of_pairs(store, code).items():
        events = stand.counted(shared)
        good = stand.cooperation(events[stand.done(events)])
        count, friendly = len(good), int(good.sum())
        if count:
            found.append(Counterpart(code=other, cooperation=friendly, conflict=count - friendly, count=count))
    return sorted(found, key=lambda one: (-one.count, one.code))[:most]


def named(store: Store, code: str, most: int = 20) -> Iterable[Named]:
    """Persons and bodies that the articles name, the most frequent first."""
    rows = store.database.rows(
        "SELECT m.entity, m.kind, count(DISTINCT m.version) FROM mention m JOIN version v ON v.number = m.version"
        " WHERE m.code = ? AND m.entity IS NOT NULL AND v.current = 1"
        " GROUP BY m.entity, m.kind ORDER BY 3 DESC, m.entity LIMIT ?",
        (code, most),
    )
    return [Named(entity=entity, kind=kind, articles=count) for entity, kind, count in rows]
