"""A person, an organisation or a group by its name: whose it is, with whom it deals, what it says, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.records import Record
from dragoman.store import Store, StoredEvent
from dragoman.web.asked import Asked
from dragoman.web.pages import profile
from dragoman.web.pages.claims import Became, Claim
from dragoman.web.pages.profile import Counterpart, Whom
from dragoman.web.pages.said import Saying, said_by, said_of
from dragoman.web.refused import Refused


class Standing(Record, frozen=True, kw_only=True):
    """As whom articles name one: for which state or organisation, in which sector, and in how many articles."""

    code: str | None
    sector: str | None
    kind: str
    articles: int


class Part(Record, frozen=True, kw_only=True):
    """In an event of that number it is the only one of its code that acts (« actor ») or is acted upon (« recipient »)."""

    number: int
    role: str
    code: str


class ActorPage(Record, frozen=True, kw_only=True):
    """A profile. ``fates`` counts what became of what it alleges; ``alleges`` and ``alleged`` are the newest of these claims.

    ``parts`` tell where in the ``last`` events it stands alone behind a code.
    """

    entity: str
    articles: int
    events: int
    standings: tuple[Standing, ...]
    counterparts: tuple[Counterpart, ...]
    fates: dict[Became, int]
    says: tuple[Saying, ...]
    said: tuple[Saying, ...]
    alleges: tuple[Claim, ...]
    alleged: tuple[Claim, ...]
    last: tuple[StoredEvent, ...]
    parts: tuple[Part, ...]

    def is_alone(self, event: StoredEvent, role: str, code: str) -> bool:
        """Whether a code of an event means it and nobody else."""
        return Part(number=event.number, role=role, code=code) in self.parts


def gather(asked: Asked) -> ActorPage:
    """The profile of the name of the address. Raises Refused where no article names anybody so."""
    store, entity = asked.store, asked.path["name"]
    found = tuple(standings(store, entity)) if "\0" not in entity else ()
    if not found:
        raise Refused(404, "error.actor", name=entity[:80])
    whom = Whom("entity", entity)
    last = tuple(profile.newest(store, whom))
    return ActorPage(
        entity=entity,
        articles=profile.articles(store, whom),
        events=events(store, entity),
        standings=found,
        counterparts=tuple(profile.counterparts(store, whom)),
        fates=profile.fates(store, whom),
        says=tuple(said_by(store, whom)),
        said=tuple(said_of(store, whom)),
        alleges=profile.claims(store, whom, "source"),
        alleged=profile.claims(store, whom, "actor"),
        last=last,
        parts=tuple(parts(store, entity, [event.number for event in last])),
    )


def standings(store: Store, entity: str, most: int = 8) -> Iterable[Standing]:
    """As whom it is named, the most frequent first."""
    rows = store.database.rows(
        "SELECT m.code, m.sector, m.kind, count(DISTINCT m.version) FROM mention m"
        " JOIN version v ON v.number = m.version WHERE m.entity = ? AND v.current = 1"
        " GROUP BY m.code, m.sector, m.kind ORDER BY 4 DESC, m.code, m.sector, m.kind LIMIT ?",
        (entity, most),
    )
    return [Standing(code=code, sector=sector, kind=kind, articles=count) for code, sector, kind, count in rows]


def parts(store: Store, entity: str, numbers: Sequence[int]) -> Iterable[Part]:
    """Where in events a code stands for it alone."""
    if not numbers:
        return
    marks = ", ".join("?" for _ in numbers)
    rows = store.database.rows(
        f"SELECT event, role, code, entity FROM party WHERE event IN ({marks})"
        " AND role IN ('actor', 'recipient') AND code IS NOT NULL",
        tuple(numbers),
    )
    meant: dict[tuple[int, str, str], set[str | None]] = {}
    for number, role, code, named in rows:
        meant.setdefault((number, role, code), set()).add(named)
    for (number, role, code), names in meant.items():
        if names == {entity}:
            yield Part(number=number, role=role, code=code)


def events(store: Store, entity: str) -> int:
    """In how many events it acts or is acted upon."""
    row = store.database.row(
        "SELECT count(DISTINCT e.number) FROM party p JOIN event e ON e.number = p.event"
        " WHERE p.entity = ? AND p.role IN ('actor', 'recipient') AND e.current = 1",
        (entity,),
    )
    return int(row[0]) if row else 0
