"""Which articles a search finds, and in which order: by BM25 the newest of those that match, then the rest by day.

A rank over all that match would cost more the more do; of a frequent word the best among the newest two thousand is what
a reader of news wants, and it costs the same however large the store has grown.
"""

from __future__ import annotations

from typing import NamedTuple

from dragoman.store import newest as newest_first
from dragoman.store import ranking_by_counts
from dragoman.store.database import Database
from dragoman.store.matching import Match
from dragoman.store.word_index import TITLE_WEIGHT

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
    elif match.paired and match.only:
        found = database.row("SELECT articles FROM holding WHERE word = ?", (match.only,))
    else:
        found = database.row("SELECT count(*) FROM listed WHERE tokens @@ CAST(? AS TSQUERY)", (match.expression,))
    return int(found[0]) if found else 0


def best(database: Database, match: Match, total: int) -> list[Position]:
    """The newest articles that match, of whom there are ``total``, best first."""
    counted = database.kind == "postgresql"
    scores = ranking_by_counts.scores(database, match, RANKED, total) if counted else _sqlite(database, match)
    return sorted((Position(round(score, DIGITS), place) for score, place in scores), reverse=True)


def newest(database: Database, match: Match, limit: int, total: int, before: int | None) -> list[int]:
    """Places of articles that match, of whom there are ``total``: newest first, from before a place on."""
    if database.kind == "postgresql":
        return [row[0] for row in newest_first.newest(database, match, "place", limit, total, before)[0]]
    bound = " AND rowid < ?" if before is not None else ""
    parameters = [match.expression, *([before] if before is not None else []), limit]
    rows = database.rows(
        f"SELECT rowid FROM word_index WHERE word_index MATCH ?{bound} ORDER BY rowid DESC LIMIT ?", parameters
    )
    return [row[0] for row in rows]


def _sqlite(database: Database, match: Match) -> list[tuple[float, int]]:
    rows = database.rows(
        f"SELECT rowid, bm25(word_index, {TITLE_WEIGHT}, 1.0, 0.0) FROM word_index WHERE word_index MATCH ?"
        " ORDER BY rowid DESC LIMIT ?",
        (match.expression, RANKED),
    )
    return [(-score, place) for place, score in rows]
