"""A search: what was found, where the words stand, how to narrow it down, and the searches that were saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.records import Extent, Record
from dragoman.store import Store, facet_table
from dragoman.store.facets import Facets, Value, days
from dragoman.store.fields import NAMED
from dragoman.store.matching import match
from dragoman.store.narrowing import narrowed
from dragoman.store.query import Is, Words, leaves, parse
from dragoman.store.search import Found, Order, saved, search
from dragoman.store.words import folded
from dragoman.web.asked import Asked
from dragoman.web.pages.country import Named

MOST = 100
FEW_MONTHS, MANY_MONTHS = 2, 120
"""Of so few months the days are counted; of so many, the years."""
FORM = (
    "country",
    "actor",
    "recipient",
    "event",
    "status",
    "realis",
    "source",
    "section",
    "language",
    "outlet",
    "press",
    "since",
    "until",
)
"""Fields that the form has a place for, by the names that the language of searches has for them."""


class Piece(Record, frozen=True, kw_only=True):
    """Words of a passage; ``marked``: they were looked for."""

    text: str
    marked: bool = False


class Hit(Record, frozen=True, kw_only=True):
    """An article that was found, with its title and a passage of it in pieces."""

    found: Found
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]


class Saved(Record, frozen=True, kw_only=True):
    """A search that was saved under a name."""

    name: str
    query: str


class SavedSearches(Record, frozen=True, kw_only=True):
    """The saved searches, by name."""

    searches: tuple[Saved, ...]


class Search(Record, frozen=True, kw_only=True):
    """What a search found; ``query`` is as it was understood, with the fields of the form. ``None``: nothing was asked.

    ``period`` counts what was found by days, months or years, by date: YYYY-MM-DD, YYYY-MM or YYYY. ``codes`` and ``named`` have
    profiles: whom the query asks for, and who of its words is named in the articles of this page.
    """

    query: str | None
    order: Order
    total: int
    hits: tuple[Hit, ...]
    facets: Facets
    period: tuple[Value, ...]
    suggestion: str | None
    notes: tuple[str, ...]
    cursor: str | None
    saved: tuple[Saved, ...]
    codes: tuple[str, ...]
    named: tuple[Named, ...]


def gather(asked: Asked) -> Search:
    """What is found. Raises QueryError where the search cannot be understood."""
    query = query_of(asked)
    order: Order = "newest" if asked.one_of("order", ("best", "newest")) == "newest" else "best"
    kept = all_saved(asked.store)
    if query is None:
        return Search(
            query=None, order=order, total=0, hits=(), facets={}, period=(), suggestion=None, notes=(), cursor=None,
            saved=kept, codes=(), named=(),
        )  # fmt: skip
    limit, language = asked.whole("limit", 20, MOST), asked.wording.language
    table = asked.lately("facets", facet_table.read)
    found = search(
        asked.store, query, limit=limit, cursor=asked.text("cursor"), order=order, language=language, table=table
    )
    facets = found.facets or {}
    return Search(
        query=query,
        order=order,
        total=found.total,
        hits=tuple(hit(asked.store, one) for one in found.results),
        facets=facets,
        period=period(asked.store, query, facets.get("month", ())),
        suggestion=found.suggestion,
        notes=found.notes,
        cursor=found.cursor,
        saved=kept,
        codes=codes_of(query),
        named=tuple(named(asked.store, query, [one.id for one in found.results])),
    )


def all_saved(store: Store) -> tuple[Saved, ...]:
    """The saved searches, by name."""
    return tuple(Saved(name=name, query=query) for name, query in saved(store).items())


def period(store: Store, query: str, months: Sequence[Value]) -> tuple[Value, ...]:
    """What was found by months, or, where these are few or many, by days or by years."""
    if months and _span(months) <= FEW_MONTHS:
        return days(store.database, match(store.database, parse(query)))
    if not months or _span(months) <= MANY_MONTHS:
        return tuple(months)
    counts: dict[str, int] = {}
    for month in months:
        counts[month.value[:4]] = counts.get(month.value[:4], 0) + month.count
    return tuple(Value(value=year, count=count) for year, count in counts.items())


def _span(months: Sequence[Value]) -> int:
    """Months from the first to the last, both included."""
    first, last = months[0].value, months[-1].value
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1


def query_of(asked: Asked) -> str | None:
    """The words that were typed and the fields that were filled, as one line; ``None`` where there is neither.

    >>> query_of(Asked(None, None, query={"q": "accord", "country": "PRK", "section": "Asie du Sud"}))
    'accord country:PRK section:"Asie du Sud"'
    """
    fields = [field(name, value) for name in FORM if (value := asked.text(name))]
    return narrowed(asked.text("q") or "", *fields) or None


def field(name: str, value: str) -> str:
    """A field of a search with its value, in quotation marks where it is more than a word."""
    plain = value.replace('"', " ").strip()
    return f"{name}:{plain}" if plain.replace("-", "").replace(".", "").isalnum() else f'{name}:"{plain}"'


def hit(store: Store, found: Found) -> Hit:
    """An article found, with the words of its passage."""
    start, end = found.passage.start, found.passage.end
    row = store.database.row(
        "SELECT substr(b.text, CAST(? AS INTEGER), CAST(? AS INTEGER)) FROM article a"
        " JOIN version v ON v.article = a.number AND v.current = 1 JOIN body b ON b.version = v.number WHERE a.id = ?",
        (start + 1, end - start, found.id),
    )
    words = row[0] if row else ""
    marks = [Extent(start=mark.start - start, end=mark.end - start) for mark in found.passage.marks]
    return Hit(
        found=found,
        title=tuple(pieces(found.title or "", found.title_marks)),
        passage=tuple(pieces(words, marks)),
    )


def pieces(words: str, marks: Sequence[Extent]) -> Iterator[Piece]:
    """Words parted where marks begin and end."""
    at = 0
    for mark in marks:
        yield from _plain(words[at : mark.start])
        yield Piece(text=words[mark.start : mark.end], marked=True)
        at = mark.end
    yield from _plain(words[at:])


def _plain(words: str) -> Iterable[Piece]:
    return (Piece(text=words),) if words else ()


def codes_of(query: str) -> tuple[str, ...]:
    """The states and organisations that a query asks for by its fields.

    >>> codes_of("accord pays:PRK sauf acteur:Russie source:Paris")
    ('PRK', 'FRA')
    """
    asked_for = (leaf for leaf, wanted in leaves(parse(query).tree) if wanted and isinstance(leaf, Is))
    return tuple(
        dict.fromkeys(leaf.value for leaf in asked_for if leaf.coded and leaf.field in NAMED and leaf.field != "press")
    )


def named(store: Store, query: str, ids: Sequence[str], most: int = 6) -> Iterable[Named]:
    """Persons and bodies that these articles name and that bear one of the query's words, the most frequent first."""
    words = set(_words(query))
    if not words or not ids:
        return []
    rows = store.database.rows(
        "SELECT m.entity, m.kind, count(DISTINCT m.version) FROM article a"
        " JOIN version v ON v.article = a.number AND v.current = 1 JOIN mention m ON m.version = v.number"
        f" WHERE a.id IN ({', '.join('?' * len(ids))}) AND m.entity IS NOT NULL"
        " GROUP BY m.entity, m.kind ORDER BY 3 DESC, m.entity",
        ids,
    )
    found = [Named(entity=entity, kind=kind, articles=count) for entity, kind, count in rows]
    return [one for one in found if words & set(folded(one.entity).replace("-", " ").split())][:most]


def _words(query: str) -> Iterator[str]:
    for leaf, wanted in leaves(parse(query).tree):
        if wanted and isinstance(leaf, Words):
            yield from folded(leaf.text).replace("-", " ").split()
        elif wanted and isinstance(leaf, Is) and not leaf.coded:
            yield from folded(leaf.value).replace("-", " ").split()
