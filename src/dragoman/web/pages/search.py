"""A search: what was found, where the words stand, and how to narrow it down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.records import Extent, Record
from dragoman.store import Store
from dragoman.store.facets import Facets
from dragoman.store.search import Found, Order, search
from dragoman.web.asked import Asked

MOST = 100
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


class Search(Record, frozen=True, kw_only=True):
    """What a search found; ``query`` is as it was understood, with the fields of the form. ``None``: nothing was asked."""

    query: str | None
    order: Order
    total: int
    hits: tuple[Hit, ...]
    facets: Facets
    suggestion: str | None
    notes: tuple[str, ...]
    cursor: str | None


def gather(asked: Asked) -> Search:
    """What is found. Raises QueryError where the search cannot be understood."""
    query = query_of(asked)
    order: Order = "newest" if asked.one_of("order", ("best", "newest")) == "newest" else "best"
    if query is None:
        return Search(query=None, order=order, total=0, hits=(), facets={}, suggestion=None, notes=(), cursor=None)
    limit = asked.whole("limit", 20, MOST)
    found = search(asked.store, query, limit=limit, cursor=asked.text("cursor"), order=order)
    return Search(
        query=query,
        order=order,
        total=found.total,
        hits=tuple(hit(asked.store, one) for one in found.results),
        facets=found.facets or {},
        suggestion=found.suggestion,
        notes=found.notes,
        cursor=found.cursor,
    )


def query_of(asked: Asked) -> str | None:
    """The words that were typed and the fields that were filled, as one line; ``None`` where there is neither.

    >>> query_of(Asked(None, None, query={"q": "accord", "country": "PRK", "section": "Asie du Sud"}))
    'accord country:PRK section:"Asie du Sud"'
    """
    parts = [asked.text("q")]
    parts += [field(name, value) for name in FORM if (value := asked.text(name))]
    return " ".join(part for part in parts if part) or None


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
