"""Readings as Parquet, and back: four tables whose columns are the fields of the records, so that nothing is lost.

``page`` is the key: the shard's name and the page's number in it. Of events, and of articles, some columns more say in plain
words and codes what the nested ones hold.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import inspect

from dragoman.cluster.parts import Outcome
from dragoman.records import Article, Coded, Dropped, Event, Mention, Quote, Reading, Time
from dragoman.store.credit import agency
from dragoman.store.identity import key_of
from dragoman.store.record import digest
from dragoman.store.rows import codes, first_day, listed_under, outlet

Row = dict[str, Any]
_WORDS = pa.string()
PLAIN_OF_ARTICLES = {
    "n": pa.int64(), "key": _WORDS, "content": _WORDS, "day": _WORDS, "outlet": _WORDS, "agency": _WORDS,
    "origin": _WORDS, "digest": _WORDS, "coder": _WORDS,
}  # fmt: skip
"""``n`` is the page's number in its shard, ``key`` what all states of a page share, ``content`` tells readings apart."""
PLAIN_OF_QUOTES = {"sources": _WORDS, "source_codes": _WORDS, "relays": _WORDS, "relay_codes": _WORDS}
PLAIN_OF_EVENTS = {
    "actors": _WORDS, "recipients": _WORDS, "sources": _WORDS, "relays": _WORDS, "day": _WORDS, "day_basis": _WORDS,
}  # fmt: skip


def _type(told: inspect.Type) -> pa.DataType:
    """The type of a column for a record's field."""
    match told:
        case inspect.StructType():
            return pa.struct([(field.encode_name, _type(field.type)) for field in told.fields])
        case inspect.VarTupleType():
            return pa.list_(_type(told.item_type))
        case inspect.UnionType():
            return next(_type(one) for one in told.types if not isinstance(one, inspect.NoneType))
    return _SIMPLE[type(told)]


_SIMPLE: dict[type[inspect.Type], pa.DataType] = {
    inspect.StrType: pa.string(),
    inspect.LiteralType: pa.string(),
    inspect.IntType: pa.int32(),
    inspect.FloatType: pa.float64(),
    inspect.BoolType: pa.bool_(),
    inspect.DateType: pa.date32(),
}


def _columns(record: type) -> dict[str, pa.DataType]:
    told = inspect.type_info(record)
    assert isinstance(told, inspect.StructType)
    return {field.encode_name: _type(field.type) for field in told.fields}


_TIMES = pa.list_(pa.struct(list(_columns(Time).items())))
_CUT = pa.list_(pa.struct(list(_columns(Dropped).items())))
_OF_READING = {
    "id": pa.string(),
    "url": pa.string(),
    "warnings": pa.list_(pa.string()),
    "times": _TIMES,
    "dropped": _CUT,
}
KEY = {"page": pa.string()}
TABLES: dict[str, pa.Schema] = {
    name: pa.schema(list({**KEY, **columns}.items()))
    for name, columns in {
        "articles": {**_OF_READING, **_columns(Article), **PLAIN_OF_ARTICLES},
        "mentions": _columns(Mention),
        "quotes": {**_columns(Quote), **PLAIN_OF_QUOTES},
        "events": {**_columns(Event), **PLAIN_OF_EVENTS},
        "refused": {"where": pa.string(), "reason": pa.string(), "message": pa.string()},
    }.items()
}
"""The schema of each table."""
_builtins: Callable[[Any], Any] = lambda value: msgspec.to_builtins(value, builtin_types=(date,))  # noqa: E731


def rows(shard: str, coder: str, outcomes: Iterable[Outcome]) -> dict[str, list[Row]]:
    """The rows of pages, by table; ``coder`` is the version of the program that read them."""
    of: dict[str, list[Row]] = {name: [] for name in TABLES}
    for one in outcomes:
        key = {"page": f"{shard}:{one.n}"}
        if one.reading is None:
            of["refused"].append({**key, "where": one.where, "reason": one.reason, "message": one.message})
            continue
        whole = _builtins(one.reading)
        article = whole.pop("article")
        plain = {**_plain_of_article(one), "coder": coder}
        of["articles"].append({**key, **{name: whole[name] for name in _OF_READING}, **article, **plain})
        of["mentions"] += [{**key, **record} for record in whole["mentions"]]
        quotes = zip(one.reading.quotes, whole["quotes"], strict=True)
        of["quotes"] += [{**key, **record, **_plain_of_quote(quote)} for quote, record in quotes]
        events = zip(one.reading.events, whole["events"], strict=True)
        of["events"] += [{**key, **record, **_plain_of_event(event, plain["day"])} for event, record in events]
    return of


def _plain_of_article(one: Outcome) -> Row:
    """What the store would note of a page."""
    reading = one.reading
    assert reading is not None
    return {
        "n": one.n, "key": key_of(reading) or f"id:{reading.id}", "content": digest(reading),
        "day": first_day(reading.article.published), "outlet": outlet(reading.url), "agency": agency(reading.article),
        "origin": one.where, "digest": one.digest,
    }  # fmt: skip


def _plain_of_quote(quote: Quote) -> Row:
    """Who speaks, by name and by code, as an export lists it."""
    return {
        "sources": _names(quote.source), "source_codes": "+".join(codes(quote.source)),
        "relays": _names(quote.via), "relay_codes": "+".join(codes(quote.via)),
    }  # fmt: skip


def _names(who: Iterable[Coded]) -> str:
    return "+".join(dict.fromkeys(one.entity or one.text for one in who))


def _plain_of_event(event: Event, published: str) -> Row:
    """An event's codes and day, as the store lists them."""
    day, basis = listed_under(event, published)
    said = event.attribution
    return {
        "actors": "+".join(codes(event.actor)), "recipients": "+".join(codes(event.recipient)),
        "sources": "+".join(codes(said.source)), "relays": "+".join(codes(said.via)), "day": day, "day_basis": basis,
    }  # fmt: skip


def readings(of: Mapping[str, Iterable[Row]]) -> Iterator[tuple[Row, Reading]]:
    """The readings that rows were made of, each with the row of its article.

    ``of`` holds the rows by table, in one order of pages.
    """
    parts = {name: _Grouped(of[name]) for name in _PARTS}
    for row in of["articles"]:
        told = {name: row[name] for name in _OF_READING}
        article = {name: row[name] for name in _ARTICLE if row[name] is not None}
        found = {name: rows.of(row["page"]) for name, rows in parts.items()}
        yield row, msgspec.convert({**told, **found, "article": article}, Reading)


class _Grouped:
    """Rows that come page by page, asked for in that order; some pages have none."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._groups = itertools.groupby(rows, key=lambda row: row["page"])
        self._next: tuple[str, list[Row]] | None = None
        self._step()

    def of(self, page: str) -> list[Row]:
        if self._next is None or self._next[0] != page:
            return []
        rows = self._next[1]
        self._step()
        return rows

    def _step(self) -> None:
        group = next(self._groups, None)
        self._next = (group[0], list(group[1])) if group else None


_ARTICLE = tuple(_columns(Article))
_PARTS = ("mentions", "quotes", "events")
