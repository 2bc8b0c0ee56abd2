"""Find articles.

    from dragoman.store import open_store
    from dragoman.store.search import search

    with open_store("news.sqlite") as store:
        found = search(store, "accord pays:PRK statut:alleged date:2024", limit=20)
        found.total                                      # how many articles there are
        for one in found.results: ...                    # Found: id, title, published, snippet, score …
        found.facets["country"]                          # (Value(value="PRK", count=12), …)
        found.suggestion                                 # "accord pays:PRK …" where a word was mistyped, or None
        more = search(store, found.query, limit=20, cursor=found.cursor)    # the next; cursor is None at the end

The language of a query is that of :mod:`dragoman.store.query`. A query that cannot be understood raises QueryError (column,
why, what to write instead). The same search gives the same results, in the same order, in SQLite and PostgreSQL.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Sequence
from typing import Literal

import msgspec

from dragoman.errors import InputError, StoreError
from dragoman.records import Extent, Record
from dragoman.store import ranking
from dragoman.store.database import Database
from dragoman.store.facet_table import FacetTable
from dragoman.store.facets import Facets, facets
from dragoman.store.faults import PLAIN
from dragoman.store.matching import Match, match
from dragoman.store.query import Query, parse
from dragoman.store.ranking import Position
from dragoman.store.snippets import Passage, marked, passage
from dragoman.store.store import Store
from dragoman.store.suggestions import did_you_mean

Order = Literal["best", "newest"]


class Found(Record, frozen=True, kw_only=True):
    """An article that was found.

    ``published`` is the day that it is listed under. ``snippet`` has the words that were looked for in square brackets;
    ``passage`` says where in the article's text it stands, and where they do. ``score`` is BM25's, 0 where no words were
    looked for.
    """

    id: str
    title: str | None
    published: datetime.date | None
    snippet: str
    score: float
    url: str | None
    outlet: str | None
    language: str
    section: str | None
    passage: Passage
    title_marks: tuple[Extent, ...] = ()


class Results(Record, frozen=True, kw_only=True):
    """What a search gives. ``cursor`` asks for the next; ``ranked`` tells how many of the newest were ranked, where not all."""

    total: int
    results: tuple[Found, ...]
    query: str
    cursor: str | None = None
    ranked: int | None = None
    suggestion: str | None = None
    notes: tuple[str, ...] = ()
    facets: Facets | None = None


def search(
    store: Store,
    query: str | Query,
    *,
    limit: int = 20,
    cursor: str | None = None,
    order: Order = "best",
    with_facets: bool = True,
    language: str = PLAIN,
    table: FacetTable | None = None,
) -> Results:
    """Articles that match, best first (``newest``: by day, newest first).

    ``language`` is that of the notes.
    Counting facets takes longer than finding, the more so the more is found; leave them out where nobody looks, or have a
    ``table`` at hand (``facet_table.read``).
    Raises QueryError for a query that cannot be understood, InputError for a cursor that is not of this search.
    """
    asked = parse(query) if isinstance(query, str) else query
    with store.database.by_index():
        found = _searched(store.database, asked, (limit, cursor, order), language)
        if not with_facets:
            return found
        counted = facets(store.database, match(store.database, asked), table=table)
        return msgspec.structs.replace(found, facets=counted)


def _searched(database: Database, asked: Query, page: tuple[int, str | None, Order], language: str) -> Results:
    limit, cursor, order = page
    matched = match(database, asked)
    total = ranking.count(database, matched)
    positions, more = _page(database, matched, total, (limit, cursor, order if matched.phrases else "newest"))
    ranked = ranking.RANKED if matched.phrases and order == "best" and total > ranking.RANKED else None
    return Results(
        total=total,
        results=tuple(_found(database, positions, matched)),
        query=asked.text,
        cursor=_written(positions[-1]) if more and positions else None,
        ranked=ranked,
        suggestion=did_you_mean(database, asked),
        notes=tuple(note.said(language) for note in (*asked.notes, *matched.notes)),
    )


def _page(
    database: Database, matched: Match, total: int, page: tuple[int, str | None, Order]
) -> tuple[list[Position], bool]:
    """The positions of a page, and whether there are more."""
    limit, cursor, order = page
    after = _read(cursor) if cursor else None
    found: list[Position] = []
    below: int | None = None
    if order == "best":
        best = ranking.best(database, matched, total)
        first = _behind(best, after) if after and after.score >= 0 else 0 if not after else len(best)
        found = best[first : first + limit + 1]
        below = min((one.place for one in best), default=0)
        if len(best) < ranking.RANKED:
            return found[:limit], len(found) > limit
    if len(found) <= limit:
        if after and after.score < 0:
            below = after.place
        rest = ranking.newest(database, matched, limit + 1 - len(found), total, below)
        found += [Position(-1.0, place) for place in rest]
    return found[:limit], len(found) > limit


def _behind(best: Sequence[Position], after: Position) -> int:
    """The first position that stands behind one."""
    return bisect.bisect_right(best, (-after.score, -after.place), key=lambda one: (-one.score, -one.place))


def _written(position: Position) -> str:
    return f"{position.score:.9f}_{position.place}"


def _read(cursor: str) -> Position:
    score, _, place = cursor.partition("_")
    try:
        return Position(float(score), int(place))
    except ValueError as error:
        raise InputError(f"“{cursor}” is no place in the results of a search; begin anew without it") from error


def _found(database: Database, positions: Sequence[Position], matched: Match) -> list[Found]:
    """The articles at these positions, in order."""
    if not positions:
        return []
    scores = {one.place: max(one.score, 0.0) for one in positions}
    rows: list[tuple[int, ...]] = []
    places = list(scores)
    for n in range(0, len(places), 500):
        some = places[n : n + 500]
        rows += database.rows(
            "SELECT l.place, a.id, v.title, v.day, a.url, v.outlet, v.language, v.section, b.text FROM listed l"
            " JOIN version v ON v.number = l.version JOIN article a ON a.number = v.article"
            f" JOIN body b ON b.version = v.number WHERE l.place IN ({', '.join('?' * len(some))})",
            some,
        )
    by_place = {row[0]: _one(row, scores[row[0]], matched) for row in rows}
    return [by_place[place] for place in places if place in by_place]


def _one(row: Sequence[object], score: float, matched: Match) -> Found:
    _, id, title, day, url, outlet, language, section, text = row
    assert isinstance(text, str)
    assert isinstance(language, str)
    shown = passage(text, language, matched.shown)
    told = {"id": id, "title": title, "published": day or None, "url": url, "outlet": outlet}
    told |= {"language": language, "section": section, "score": score, "snippet": marked(text, shown)}
    in_title = passage(str(title), language, matched.shown, len(str(title))).marks if title else ()
    return msgspec.convert({**told, "passage": shown, "title_marks": in_title}, Found)


def save(store: Store, name: str, query: str) -> None:
    """Keep a search under a name, in place of the one that has it. Raises QueryError where it cannot be understood."""
    parse(query)
    if not name.strip():
        raise InputError("a saved search needs a name")
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with store.database.writing():
        store.database.run("DELETE FROM saved_search WHERE name = ?", (name,))
        store.database.run("INSERT INTO saved_search (name, query, saved) VALUES (?, ?, ?)", (name, query, now))


def saved(store: Store) -> dict[str, str]:
    """The saved searches by name."""
    return dict(store.database.rows("SELECT name, query FROM saved_search ORDER BY name"))


def saved_query(store: Store, name: str) -> str:
    """The search of a name. Raises StoreError where there is none."""
    known = saved(store)
    if name not in known:
        names = ", ".join(known) or "there is none yet; save one with --save"
        raise StoreError(f"{store.name}: no saved search “{name}”; saved are: {names}")
    return known[name]


def forget(store: Store, name: str) -> None:
    """Take a saved search away. Raises StoreError where there is none of that name."""
    saved_query(store, name)
    with store.database.writing():
        store.database.run("DELETE FROM saved_search WHERE name = ?", (name,))
