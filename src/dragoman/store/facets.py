"""How the articles that a search finds divide: by section, country, event type, status, source, language and month."""

from __future__ import annotations

from collections import Counter

from dragoman.records import Record
from dragoman.store import marks
from dragoman.store.database import Database
from dragoman.store.marks import FACETS, SEPARATOR
from dragoman.store.matching import Match
from dragoman.store.word_index import A_DAY, day_of

MOST_VALUES = 20


class Value(Record, frozen=True, kw_only=True):
    """A value of a facet and how many of the articles found have it."""

    value: str
    count: int


Facets = dict[str, tuple[Value, ...]]


def facets(database: Database, match: Match, most: int = MOST_VALUES) -> Facets:
    """The values of every facet with their counts, over all articles found: the most frequent first, months by date.

    Counts are exact; the more is found, the longer it takes.
    """
    counts: Counter[str] = Counter()
    where, parameters = _found(database, match)
    for (line,) in database.each(f"SELECT facets FROM listed WHERE {where}", parameters):
        counts.update(line.split(SEPARATOR))
    of: dict[str, list[Value]] = {name: [] for name in FACETS}
    for written, count in counts.items():
        if written:
            kind, value = marks.of_facet(written)
            of[kind].append(Value(value=value, count=count))
    return {kind: tuple(_ordered(kind, values, most)) for kind, values in of.items()}


def days(database: Database, match: Match) -> tuple[Value, ...]:
    """The days under which the articles found are listed, with their counts, by date."""
    where, parameters = _found(database, match)
    counted = database.rows(
        f"SELECT place >> {A_DAY}, count(*) FROM listed WHERE {where} GROUP BY 1 ORDER BY 1", parameters
    )
    dated = ((day_of(number << A_DAY), count) for number, count in counted)
    return tuple(Value(value=day.isoformat(), count=count) for day, count in dated if day)


def _found(database: Database, match: Match) -> tuple[str, tuple[str]]:
    if database.kind == "sqlite":
        return "place IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)", (match.expression,)
    return "tokens @@ CAST(? AS TSQUERY)", (match.expression,)


def _ordered(kind: str, values: list[Value], most: int) -> list[Value]:
    if kind == "month":
        return sorted(values, key=lambda one: one.value)
    return sorted(values, key=lambda one: (-one.count, one.value))[:most]
