"""A person, an organisation or a group by its name: whose it is, with whom it deals, what it says, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.records import Record
from dragoman.store import Store, StoredEvent
from dragoman.web import naming
from dragoman.web.asked import Asked
from dragoman.web.pages import profile
from dragoman.web.pages.profile import Profile
from dragoman.web.pages.whom import Whom, of_name
from dragoman.web.refused import Refused

ALIKE = 4
"""Letters from which on two names that sound alike may be one."""


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


class ActorPage(Profile, frozen=True, kw_only=True):
    """A profile. ``entity`` is what the reader's language calls it, ``names`` how articles do.

    ``parts`` tell where in the ``last`` events it stands alone behind a code. ``alike`` are other names of the same code that
    may be its own, spelt otherwise.
    """

    entity: str
    names: tuple[str, ...]
    standings: tuple[Standing, ...]
    parts: tuple[Part, ...]
    alike: tuple[str, ...]

    def own_name(self, event: StoredEvent, role: str, code: str) -> str | None:
        """Its name where a code of an event means it and nobody else."""
        return self.entity if Part(number=event.number, role=role, code=code) in self.parts else None


def gather(asked: Asked) -> ActorPage:
    """The profile of the name of the address, in any spelling that the tables know. Raises Refused where no article has it."""
    store, name = asked.store, asked.path["name"]
    whom = of_name(name)
    found = tuple(standings(store, whom)) if "\0" not in name else ()
    if not found:
        raise Refused(404, "error.actor", name=name[:80])
    newest = profile.newest_of(store, whom, profile.SHOWN)
    return ActorPage(
        entity=asked.wording.entity(name),
        names=tuple(names(store, whom)),
        articles=profile.articles(store, whom),
        events=events(store, whom),
        standings=found,
        counterparts=tuple(profile.counterparts(store, whom)),
        fates=profile.fates(store, whom),
        parts=tuple(parts(store, whom, [event.number for event in newest["last"]])),
        alike=tuple(alike(store, whom, found)),
        **newest,
    )


def standings(store: Store, whom: Whom, most: int = 8) -> Iterable[Standing]:
    """As whom it is named, the most frequent first."""
    rows = store.database.rows(
        "SELECT m.code, m.sector, m.kind, count(DISTINCT m.version) FROM mention m"
        f" JOIN version v ON v.number = m.version WHERE {whom.condition('m')} AND v.current = 1"
        " GROUP BY m.code, m.sector, m.kind ORDER BY 4 DESC, m.code, m.sector, m.kind LIMIT ?",
        (*whom.values, most),
    )
    return [Standing(code=code, sector=sector, kind=kind, articles=count) for code, sector, kind, count in rows]


def names(store: Store, whom: Whom) -> Iterable[str]:
    """The names that articles have for it."""
    rows = store.database.rows(
        f"SELECT DISTINCT m.entity FROM mention m WHERE {whom.condition('m')} ORDER BY m.entity", whom.values
    )
    return [name for (name,) in rows]


def alike(store: Store, whom: Whom, found: Sequence[Standing]) -> Iterable[str]:
    """Other names of persons of the same states that sound alike: « Aram Petrosyan » beside « Aram Petrossian »."""
    codes = [one.code for one in found if one.code and one.kind == "person"][:2]
    sounds = {naming.alike(name) for name in whom.values}
    if not codes or min(map(len, sounds)) < ALIKE:
        return []
    rows = store.database.rows(
        "SELECT DISTINCT m.entity FROM mention m WHERE m.entity IS NOT NULL AND m.kind = 'person'"
        f" AND m.code IN ({', '.join('?' * len(codes))}) ORDER BY m.entity",
        codes,
    )
    return [name for (name,) in rows if name not in whom.values and naming.alike(name) in sounds]


def parts(store: Store, whom: Whom, numbers: Sequence[int]) -> Iterable[Part]:
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
    for (number, role, code), named_so in meant.items():
        if named_so <= set(whom.values):
            yield Part(number=number, role=role, code=code)


def events(store: Store, whom: Whom) -> int:
    """In how many events it acts or is acted upon."""
    row = store.database.row(
        "SELECT count(DISTINCT e.number) FROM party p JOIN event e ON e.number = p.event"
        f" WHERE {whom.condition('p')} AND p.role IN ('actor', 'recipient') AND e.current = 1",
        whom.values,
    )
    return int(row[0]) if row else 0
