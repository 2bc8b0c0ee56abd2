"""BM25 for PostgreSQL, which has none: FTS5's formula, from how often each phrase stands in the articles to be ranked.

Of single words that is packed beside the articles (``word_counts.py``); which articles hold which of them the index tells. The
words themselves are read only of articles that hold a row of several, where there are many frequent words, or of an index that
an older Dragoman made.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.store.database import Database, Row
from dragoman.store.matching import Match, Phrase, said
from dragoman.store.newest import newest, within
from dragoman.store.word_counts import Counts, unpacked
from dragoman.store.word_index import K1, LEAST_IDF, TITLE_WEIGHT, B, counted, totals

_MANY = 8
"""Phrases: of more of them it is quicker to ask for each apart from what else is looked for."""
_MOST_HELD = 20_000
"""Where so many articles hold them."""


def scores(database: Database, match: Match, limit: int, total: int) -> list[tuple[float, int]]:
    """The score and the place of each of the newest articles that match."""
    columns = "place, size, counts" if match.paired else "place, size"
    rows, months = newest(database, match, columns, limit, total)
    places, sizes = [row[0] for row in rows], np.array([row[1] for row in rows], np.float64)
    holding = _holding(database, match)
    if match.paired and (months or len(match.phrases) <= _MANY or sum(holding) <= _MOST_HELD):
        title, body = _by_counts(database, match, rows, _held(database, match, months, places))
    else:
        title, body = _by_words(database, places, match.phrases)
    articles, average = totals(database)
    length = K1 * (1 - B + B * sizes / average)
    score = np.zeros(len(rows))
    for n, articles_with in enumerate(holding):
        often = TITLE_WEIGHT * title[:, n] + body[:, n]
        score += _idf(articles, articles_with) * (often * (K1 + 1.0)) / (often + length)
    return list(zip(score.tolist(), places, strict=True))


def _by_counts(database: Database, match: Match, rows: Sequence[Row], held: NDArray[np.bool_]) -> tuple[Counts, Counts]:
    title, body = unpacked([row[2] for row in rows], [phrase.words[0] for phrase in match.phrases], held)
    for n, phrase in enumerate(match.phrases):
        if phrase.titled:
            body[:, n] = 0
        if len(phrase.words) > 1:
            holders = np.flatnonzero(held[:, n])
            title[:, n] = body[:, n] = 0
            own = _by_words(database, [rows[at][0] for at in holders.tolist()], [phrase])
            title[holders, n], body[holders, n] = own[0][:, 0], own[1][:, 0]
    return title, body


def _held(database: Database, match: Match, months: str, places: Sequence[int]) -> NDArray[np.bool_]:
    """Which of the articles at these places, newest first, holds which phrase: a row an article, a column a phrase.

    ``months``: in which they were found.
    """
    if match.all_held or not places:
        return np.ones((len(places), len(match.phrases)), bool)
    held = np.zeros((len(places), len(match.phrases)), bool)
    at = {place: row for row, place in enumerate(places)}
    phrases = [said(phrase, match.kind, match.paired) for phrase in match.phrases]
    if len(phrases) <= _MANY:
        phrases = [f"({match.expression}) & {phrase}" for phrase in phrases]
    for n, place in database.rows(
        "SELECT n - 1, place FROM unnest(CAST(? AS TEXT[])) WITH ORDINALITY AS asked (said, n) CROSS JOIN LATERAL"
        " (SELECT place FROM listed WHERE tokens @@ CAST(said AS TSQUERY) AND place >= ?) AS held",
        ([within(phrase, months) for phrase in phrases], places[-1]),
    ):
        if place in at:
            held[at[place], n] = True
    return held


def _by_words(database: Database, places: Sequence[int], phrases: Sequence[Phrase]) -> tuple[Counts, Counts]:
    """How often the phrases stand in titles and bodies, counted in the words themselves."""
    title, body = (np.zeros((len(places), len(phrases)), np.int64) for _ in range(2))
    at = {place: row for row, place in enumerate(places)}
    rows = database.rows(
        "SELECT place, title_bag, body_bag FROM listed WHERE place = ANY(CAST(? AS BIGINT[]))", (list(places),)
    )
    for place, *bags in rows:
        for counts, bag in zip((title, body), bags, strict=True):
            words = Counter(bag.split(",")) if len(phrases) > _MANY else None
            counts[at[place]] = [_times(phrase, bag, words) for phrase in phrases]
    body[:, [n for n, phrase in enumerate(phrases) if phrase.titled]] = 0
    return title, body


def _times(phrase: Phrase, bag: str, words: Counter[str] | None) -> int:
    """How often a phrase stands in a bag; of one word, where they are counted already, by them."""
    row = " ".join(phrase.words).split(" ")  # a frequent row is one word in the index
    if words is not None and len(row) == 1:
        return words[row[0]]
    if len(set(row)) < len(row):  # may overlap with itself
        return len(re.findall(f"(?={re.escape(counted(row))})", bag))
    return bag.count(counted(row))


def _holding(database: Database, match: Match) -> list[int]:
    """In how many articles each phrase is."""
    known: dict[str, int] = {}
    if match.paired:
        single = [phrase.words[0] for phrase in match.phrases if _is_word(phrase)]
        known = dict(database.rows("SELECT word, articles FROM holding WHERE word = ANY(CAST(? AS TEXT[]))", (single,)))
    rest = [phrase for phrase in match.phrases if not (match.paired and _is_word(phrase))]
    rows = (
        database.rows(
            "SELECT (SELECT count(*) FROM listed WHERE tokens @@ CAST(said AS TSQUERY))"
            " FROM unnest(CAST(? AS TEXT[])) WITH ORDINALITY AS asked (said, n) ORDER BY n",
            ([said(phrase, "postgresql", match.paired) for phrase in rest],),
        )
        if rest
        else []
    )
    counted_now = dict(zip(rest, (holding for (holding,) in rows), strict=True))
    return [counted_now[phrase] if phrase in counted_now else known.get(phrase.words[0], 0) for phrase in match.phrases]


def _is_word(phrase: Phrase) -> bool:
    return len(phrase.words) == 1 and not phrase.titled


def _idf(articles: int, holding: int) -> float:
    """FTS5's: never below a millionth."""
    found = math.log((articles - holding + 0.5) / (holding + 0.5))
    return found if found > 0 else LEAST_IDF
