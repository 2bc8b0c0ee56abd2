"""Which articles a search finds, and in which order: by BM25 the newest of those that match, then the rest by day.

A rank over all that match would cost more the more do; of a frequent word the best among the newest two thousand is what
a reader of news wants, and it costs the same however large the store has grown.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from dragoman.store.database import Database
from dragoman.store.matching import Match, Phrase, said
from dragoman.store.word_index import K1, LEAST_IDF, TITLE_WEIGHT, B, counted

RANKED = 2000
"""The newest articles that match are ranked; those before them follow by day."""
DIGITS = 9
"""Of a score: the databases reckon in another order, and what differs behind these is no difference."""


class Position(NamedTuple):
    """Where a result stands: the higher the score the earlier; of one score, the newer first."""

    score: float
    place: int


def count(database: Database, match: Match) -> int:
    """How many articles match."""
    if database.kind == "sqlite":
        found = database.row("SELECT count(*) FROM word_index WHERE word_index MATCH ?", (match.expression,))
    else:
        found = database.row("SELECT count(*) FROM listed WHERE tokens @@ CAST(? AS TSQUERY)", (match.expression,))
    return int(found[0]) if found else 0


def best(database: Database, match: Match) -> list[Position]:
    """The newest articles that match, best first."""
    scores = _sqlite(database, match) if database.kind == "sqlite" else _postgresql(database, match)
    return sorted(scores, reverse=True)


def newest(database: Database, match: Match, limit: int, before: int | None) -> list[int]:
    """Places of articles that match, newest first, from before a place on."""
    if database.kind == "sqlite":
        table, place, condition = "word_index", "rowid", "word_index MATCH ?"
    else:
        table, place, condition = "listed", "place", "tokens @@ CAST(? AS TSQUERY)"
    bound = f" AND {place} < ?" if before is not None else ""
    parameters = [match.expression, *([before] if before is not None else []), limit]
    rows = database.rows(
        f"SELECT {place} FROM {table} WHERE {condition}{bound} ORDER BY {place} DESC LIMIT ?", parameters
    )
    return [row[0] for row in rows]


def _sqlite(database: Database, match: Match) -> list[Position]:
    rows = database.rows(
        f"SELECT rowid, bm25(word_index, {TITLE_WEIGHT}, 1.0, 0.0) FROM word_index WHERE word_index MATCH ?"
        " ORDER BY rowid DESC LIMIT ?",
        (match.expression, RANKED),
    )
    return [Position(round(-score, DIGITS), place) for place, score in rows]


def _postgresql(database: Database, match: Match) -> list[Position]:
    """The same, from the counts of each phrase in the words of the newest articles that match."""
    articles, average = _totals(database)
    weights = [_idf(articles, _holding(database, phrase)) for phrase in match.phrases]
    counts, parameters = [], []
    for phrase in match.phrases:
        row = counted(phrase.words)
        for bag in ("title_bag", "body_bag"):
            if bag == "body_bag" and phrase.titled:
                counts.append("0")
                continue
            counts.append(f"(octet_length({bag}) - octet_length(replace({bag}, ?, ''))) / {len(row.encode())}")
            parameters.append(row)
    rows = database.rows(
        f"SELECT place, size, {', '.join(counts)} FROM listed WHERE place IN (SELECT place FROM listed"  # sorts places alone
        " WHERE tokens @@ CAST(? AS TSQUERY) ORDER BY place DESC LIMIT ?)",
        [*parameters, match.expression, RANKED],
    )
    found = []
    for place, size, *held in rows:
        score = 0.0
        for n, weight in enumerate(weights):
            often = TITLE_WEIGHT * held[2 * n] + held[2 * n + 1]
            score += weight * (often * (K1 + 1.0)) / (often + K1 * (1 - B + B * size / average))
        found.append(Position(round(score, DIGITS), place))
    return found


def _totals(database: Database) -> tuple[int, float]:
    rows = database.rows("SELECT value FROM about_store WHERE name IN ('listed', 'listed_words') ORDER BY name")
    articles, words = (int(value) for (value,) in rows)
    return articles, words / max(articles, 1)


def _holding(database: Database, phrase: Phrase) -> int:
    found = database.row(
        "SELECT count(*) FROM listed WHERE tokens @@ CAST(? AS TSQUERY)", (said(phrase, database.kind),)
    )
    return int(found[0]) if found else 0


def _idf(articles: int, holding: int) -> float:
    """FTS5's: never below a millionth."""
    found = math.log((articles - holding + 0.5) / (holding + 0.5))
    return found if found > 0 else LEAST_IDF
