"""The newest articles, of all sections or of one."""

from __future__ import annotations

from dragoman.records import Record
from dragoman.store import Store
from dragoman.web.asked import Asked
from dragoman.web.pages import listed
from dragoman.web.pages.listed import Listed
from dragoman.web.refused import Refused
from dragoman.web.sections import called

MOST = 100


class Section(Record, frozen=True, kw_only=True):
    """A section, and how many articles name it; others may be of it by what they tell (``inferred``)."""

    name: str
    count: int
    inferred: bool = False


class Latest(Record, frozen=True, kw_only=True):
    """The newest articles; ``cursor`` asks for those behind them."""

    section: str | None
    sections: tuple[Section, ...]
    articles: tuple[Listed, ...]
    cursor: str | None


def gather(asked: Asked) -> Latest:
    """The newest articles of the section that the address names, of all where it names none.

    Raises Refused where no article is of that section.
    """
    section, place, limit = asked.path.get("section"), _place(asked), asked.whole("limit", 20, MOST)
    key = called(section) if section is not None else None
    if section is None or key is None:
        if section is not None and not _known(asked.store, section):
            raise Refused(404)
        page = listed.newest(asked.store, limit, section, place)
        return Latest(section=section, sections=sections(asked), articles=page.articles, cursor=page.cursor)
    names = [one.name for one in _named(asked) if called(one.name) == key]
    page = listed.newest_of_kind(asked.store, limit, key, names, place)
    if not (page.articles or page.cursor or place):
        raise Refused(404)
    name = asked.wording.say(f"section.{key}")
    return Latest(section=name, sections=sections(asked), articles=page.articles, cursor=page.cursor)


def sections(asked: Asked, most: int = 30) -> tuple[Section, ...]:
    """The sections of the store, those with the most articles first; those of one kind together, in the reader's words."""
    inferred = asked.lately("inferred sections", _inferred)
    counts = {asked.wording.say(f"section.{key}"): 0 for key in inferred}
    for one in _named(asked):
        key = called(one.name)
        name = asked.wording.say(f"section.{key}") if key else one.name
        counts[name] = counts.get(name, 0) + one.count
    found = [Section(name=name, count=count, inferred=called(name) in inferred) for name, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.name))[:most])


def _named(asked: Asked) -> tuple[Section, ...]:
    """The sections as the pages name them."""
    return asked.lately("sections", lambda store: _sections(store, 200))


def _inferred(store: Store) -> frozenset[str]:
    """The kinds that are inferred for the newest articles without a section."""
    rows = store.database.rows(
        "SELECT number FROM version WHERE current = 1 AND section IS NULL ORDER BY day DESC, number DESC LIMIT 300"
    )
    return frozenset(one.section for one in listed.inferred_of(store, [number for (number,) in rows]).values())


def _sections(store: Store, most: int) -> tuple[Section, ...]:
    rows = store.database.rows(
        "SELECT section, count(*) FROM version WHERE current = 1 AND section IS NOT NULL"
        " GROUP BY section ORDER BY count(*) DESC, section LIMIT ?",
        (most,),
    )
    return tuple(Section(name=name, count=count) for name, count in rows)


def _known(store: Store, section: str) -> bool:
    named = "\0" not in section
    return named and bool(
        store.database.row("SELECT 1 FROM version WHERE section = ? AND current = 1 LIMIT 1", (section,))
    )


def _place(asked: Asked) -> tuple[str, int] | None:
    cursor = asked.text("cursor")
    try:
        return listed.place(cursor)
    except ValueError as error:
        raise Refused(400, "error.parameter", name="cursor", value=cursor) from error
