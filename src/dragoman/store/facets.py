"""How the articles that a search finds divide: by section, country, event type, status, source, language and month."""

from __future__ import annotations

from collections import Counter

from dragoman.records import Record
from dragoman.store import marks
from dragoman.store.columns import listed, numbers
from dragoman.store.database import Database
from dragoman.store.facet_table import FacetTable
from dragoman.store.marks import FACETS, SEPARATOR
from dragoman.store.matching import Match
from dragoman.store.word_index import A_DAY, day_of

MOST_VALUES = 20


class Value(Record, frozen=True, kw_only=True):
    """A value of a facet and how many of the articles found have it."""

    value: str
    count: int


Facets = dict[str, tuple[Value, ...]]


def facets(database: Database, match: Match, most: int = MOST_VALUES, table: FacetTable | None = None) -> Facets:
    """The values of every facet with their counts, over all articles found: the most frequent first, months by date.

    Counts are exact; the more is found, the longer it takes, unless there is a ``table``.
    """
    counts = _by_rows(database, match) if table is None else _by_table(database, match, table)
    of: dict[str, list[Value]] = {name: [] for name in FACETS}
    for written, count in counts.items():
        if written:
            kind, value = marks.of_facet(written)
            of[kind].append(Value(value=value, count=count))
    return {kind: tuple(_ordered(kind, values, most)) for kind, values in of.items()}


def _by_rows(database: Database, match: Match) -> Counter[str]:
    counts: Counter[str] = Counter()
    where, parameters = _found(database, match)
    for (line,) in database.each(f"SELECT facets FROM listed WHERE {where}", parameters):
        counts.update(line.split(SEPARATOR))
    return counts


def _by_table(database: Database, match: Match, table: FacetTable) -> Counter[str]:
    """From the table, and, of the few articles that came in since, from their rows."""
    if database.kind == "sqlite":
        sql = f"SELECT {listed(database, 'rowid')} FROM word_index WHERE word_index MATCH ?"
    else:
        sql = f"SELECT {listed(database, 'place')} FROM listed WHERE tokens @@ CAST(? AS TSQUERY)"
    row = database.row(sql, (match.expression,))
    counts, new = table.count(numbers(row[0] if row else None))
    for place in new.tolist():
        found = database.row("SELECT facets FROM listed WHERE place = ?", (place,))
        counts.update(found[0].split(SEPARATOR) if found else ())
    return counts


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
