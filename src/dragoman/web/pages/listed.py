"""Articles as lists show them: title, day, outlet, how it begins, and the events that are surest."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from dragoman.records import Record
from dragoman.store import Store, StoredEvent, Wanted

SHOWN_EVENTS = 3
OPENING = 280
"""Characters of an article's beginning."""


class Copy(Record, frozen=True, kw_only=True):
    """Another article that is the same text, or next to it."""

    id: str
    outlet: str | None
    kind: str


class Listed(Record, frozen=True, kw_only=True):
    """An article of a list. ``published`` is its first possible day; ``basis`` tells on what ground."""

    id: str
    title: str | None
    section: str | None
    outlet: str | None
    agency: str | None
    language: str
    published: datetime.date | None
    until: datetime.date | None
    basis: str
    versions: int
    opening: str
    count: int
    events: tuple[StoredEvent, ...] = ()
    copies: tuple[Copy, ...] = ()


class Page(Record, frozen=True, kw_only=True):
    """A part of a list, newest first; ``cursor`` asks for the next."""

    articles: tuple[Listed, ...]
    cursor: str | None = None


_SELECT = (
    "SELECT v.day, v.number, v.article, a.id, v.title, v.section, v.outlet, v.agency, v.language, v.published_from,"
    " v.published_to, v.published_basis, (SELECT count(*) FROM version o WHERE o.article = v.article),"
    f" substr(b.text, 1, {OPENING + 40})"
    " FROM version v JOIN article a ON a.number = v.article JOIN body b ON b.version = v.number"
    " LEFT JOIN copy c ON c.article = v.article"
    " WHERE v.current = 1 AND (c.kind IS NULL OR c.kind = 'first')"
)
_FIELDS = "id title section outlet agency language published until basis versions opening".split()


def newest(store: Store, limit: int, section: str | None = None, cursor: tuple[str, int] | None = None) -> Page:
    """The newest articles, of a text that several have only the first, behind the place that ``cursor`` tells."""
    where = ""
    parameters: list[object] = []
    if section is not None:
        where += " AND v.section = ?"
        parameters.append(section)
    if cursor is not None:
        where += " AND (v.day, v.number) < (?, ?)"
        parameters += cursor
    sql = f"{_SELECT}{where} ORDER BY v.day DESC, v.number DESC LIMIT ?"
    rows = store.database.rows(sql, [*parameters, limit + 1])
    shown = rows[:limit]
    return Page(
        articles=tuple(_listed(store, row[2], row[3:]) for row in shown),
        cursor=f"{shown[-1][0] or 'none'}.{shown[-1][1]}" if len(rows) > limit else None,
    )


def place(cursor: str | None) -> tuple[str, int] | None:
    """The place that a cursor tells: a day and a number. Raises ValueError where it is none of ours."""
    if not cursor:
        return None
    day, _, number = cursor.rpartition(".")
    if day != "none":
        datetime.date.fromisoformat(day)
    return ("" if day == "none" else day), int(number)


def _listed(store: Store, article: int, row: Sequence[object]) -> Listed:
    told = dict(zip(_FIELDS, row, strict=True))
    events = list(store.events(Wanted(article=str(told["id"]))))
    told["opening"] = shortened(str(told["opening"]), OPENING)
    surest = sorted(events, key=lambda event: -event.score)[:SHOWN_EVENTS]
    return msgspec.convert(
        {**told, "count": len(events), "events": tuple(surest), "copies": _copies(store, article)}, Listed
    )


def _copies(store: Store, article: int) -> tuple[Copy, ...]:
    rows = store.database.rows(
        "SELECT a.id, v.outlet, c.kind FROM copy own JOIN copy c ON c.story = own.story AND c.article <> own.article"
        " JOIN article a ON a.number = c.article JOIN version v ON v.article = a.number AND v.current = 1"
        " WHERE own.article = ? ORDER BY v.day, v.number LIMIT 20",
        (article,),
    )
    return tuple(Copy(id=id, outlet=outlet, kind=kind) for id, outlet, kind in rows)


def shortened(text: str, longest: int) -> str:
    """The words on one line, cut between two of them where they are too many.

    >>> shortened("Paris a rappelé son ambassadeur.", 20)
    'Paris a rappelé son …'
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[: line.rfind(" ", 0, longest)] + " …" if " " in line[:longest] else line[:longest] + "…"
