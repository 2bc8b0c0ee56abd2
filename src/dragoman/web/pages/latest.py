"""The newest articles, of all sections or of one."""

from __future__ import annotations

from dragoman.records import Record
from dragoman.store import Store
from dragoman.web.asked import Asked
from dragoman.web.pages import listed
from dragoman.web.pages.listed import Listed
from dragoman.web.refused import Refused

MOST = 100


class Section(Record, frozen=True, kw_only=True):
    """A section as the pages name it, and how many articles it has."""

    name: str
    count: int


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
    section = asked.path.get("section")
    if section is not None and not _known(asked.store, section):
        raise Refused(404)
    page = listed.newest(asked.store, asked.whole("limit", 20, MOST), section, _place(asked))
    return Latest(section=section, sections=sections(asked), articles=page.articles, cursor=page.cursor)


def sections(asked: Asked, most: int = 30) -> tuple[Section, ...]:
    """The sections of the store, those with the most articles first."""
    return asked.lately(("sections", most), lambda store: _sections(store, most))


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
