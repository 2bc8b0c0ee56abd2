"""Articles as lists show them: title, day, outlet, how it begins, and the events that are surest."""

from __future__ import annotations

import datetime
import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from dragoman.records import Record
from dragoman.store import Store, StoredEvent, Wanted
from dragoman.web.sections import Inferred, infer, is_inferred

SHOWN_EVENTS = 3
AT_ONCE, LOOKED_THROUGH = 60, 1200
"""Articles without a section that are looked through at once, and for a page."""
OPENING = 280
"""Characters of an article's beginning."""


class Copy(Record, frozen=True, kw_only=True):
    """Another article that is the same text, or next to it."""

    id: str
    outlet: str | None
    kind: str


class Listed(Record, frozen=True, kw_only=True):
    """An article of a list. ``published`` is its first possible day; ``basis`` tells on what ground.

    ``inferred`` is a section that its events speak for, where the page names none.
    """

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
    inferred: Inferred | None = None


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


@dataclass
class _Looked:
    """How far articles without a section were looked through; ``None``: to the end, or as far as anybody asked."""

    until: tuple[str, int] | None = None


def newest_of_kind(store: Store, limit: int, key: str, names: Sequence[str], cursor: tuple[str, int] | None) -> Page:
    """As ``newest``, of the pages that name one of these sections, and of those that name none but tell of its matters."""
    looked = _Looked()
    rows = [_places(store, "v.section = ?", name, cursor, limit + 1) for name in names]
    inferred = _inferred(store, key, cursor, looked) if is_inferred(key) else iter(())
    merged = heapq.merge(*rows, inferred, reverse=True)
    found = [place for place in islice(merged, limit + 1) if looked.until is None or place >= looked.until]
    shown = found[:limit]
    after = shown[-1] if len(found) > limit else looked.until
    numbers = [number for _, number in shown]
    marks = ", ".join("?" * len(numbers))
    sql = f"{_SELECT} AND v.number IN ({marks}) ORDER BY v.day DESC, v.number DESC"
    listed = store.database.rows(sql, numbers) if numbers else []
    return Page(
        articles=tuple(_listed(store, row[2], row[3:]) for row in listed),
        cursor=f"{after[0] or 'none'}.{after[1]}" if after else None,
    )


def _places(
    store: Store, condition: str, name: str | None, cursor: tuple[str, int] | None, most: int
) -> list[tuple[str, int]]:
    """Day and number of the newest articles behind a place."""
    behind = " AND (v.day, v.number) < (?, ?)" if cursor else ""
    return [
        (day, number)
        for day, number in store.database.rows(
            f"SELECT v.day, v.number FROM version v WHERE v.current = 1 AND {condition}{behind}"
            " ORDER BY v.day DESC, v.number DESC LIMIT ?",
            [*([name] if name is not None else []), *(cursor or ()), most],
        )
    ]


def _inferred(store: Store, key: str, cursor: tuple[str, int] | None, looked: _Looked) -> Iterator[tuple[str, int]]:
    """Articles without a section whose events are mostly of this kind, newest first, among the next ``LOOKED_THROUGH``."""
    for _ in range(LOOKED_THROUGH // AT_ONCE):
        places = _places(store, "v.section IS NULL", None, cursor, AT_ONCE)
        sections = inferred_of(store, [number for _, number in places])
        yield from (place for place in places if place[1] in sections and sections[place[1]].section == key)
        if len(places) < AT_ONCE:
            return
        cursor = places[-1]
    looked.until = cursor


def inferred_of(store: Store, versions: Sequence[int]) -> dict[int, Inferred]:
    """The sections that these versions' events speak for, by number."""
    if not versions:
        return {}
    rows = store.database.rows(
        "SELECT e.version, e.id, e.type, e.mode, e.context, e.score, e.actors, e.recipients, e.sources FROM event e"
        " LEFT JOIN correction c ON c.number = e.correction WHERE e.current = 1"
        f" AND (c.verdict IS NULL OR c.verdict <> 'wrong') AND e.version IN ({', '.join('?' * len(versions))})"
        " ORDER BY e.number",
        versions,
    )
    told: dict[int, list[_Told]] = defaultdict(list)
    for version, id, event, mode, context, score, *who in rows:
        told[version].append(_Told(id, event, mode, _parts(context), score, *(_parts(codes) for codes in who)))
    found = {version: infer(events) for version, events in told.items()}
    return {version: section for version, section in found.items() if section}


@dataclass(frozen=True)
class _Told:
    """What a section is inferred from."""

    id: str
    event: str
    mode: str | None
    context: tuple[str, ...]
    score: float
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def _parts(joined: str) -> tuple[str, ...]:
    return tuple(one for one in joined.split("+") if one)


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
    inferred = infer(events) if told["section"] is None else None
    told["opening"] = shortened(str(told["opening"]), OPENING)
    surest = sorted(events, key=lambda event: -event.score)[:SHOWN_EVENTS]
    return msgspec.convert(
        {
            **told,
            "count": len(events),
            "events": tuple(surest),
            "copies": _copies(store, article),
            "inferred": inferred,
        },
        Listed,
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
