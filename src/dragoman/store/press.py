"""The press of a country: which of the store's outlets it is, and how a search asks for it."""

from __future__ import annotations

from dragoman.store.database import Database
from dragoman.store.outlets import UNKNOWN, country_of
from dragoman.store.query import Is, Not, Or, Tree


def outlets_of(database: Database, country: str) -> tuple[str | None, ...]:
    """The store's outlets of this country, or ``unknown``; ``None`` is a page without an address, which is unknown."""
    return _by_country(database).get(country, ())


def as_outlets(database: Database, country: str) -> Tree:
    """That an article is of this press, told by its outlet; ``unknown``: it is of no outlet whose country is known."""
    known = _by_country(database)
    unknown = known.pop(UNKNOWN, ())
    wanted = [name for names in known.values() for name in names] if country == UNKNOWN else known.get(country, ())
    found = Or(tuple(Is("outlet", name or "", False) for name in wanted or ("",)))
    return Not(found) if country == UNKNOWN and unknown else found


def _by_country(database: Database) -> dict[str, tuple[str | None, ...]]:
    found: dict[str, tuple[str | None, ...]] = {}
    for (name,) in database.rows("SELECT outlet FROM version WHERE current = 1 GROUP BY outlet ORDER BY outlet"):
        country = country_of(name) or UNKNOWN
        found[country] = (*found.get(country, ()), name)
    return found
