"""Articles that are one text: exact copies, copies lightly edited or cut, and revisions, found as they come in.

Texts are compared by their word triples. MinHash signatures (by rensa), filed by their parts, find those that may be alike
(locality-sensitive hashing: Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3); the triples themselves
then decide. An article that no other is a copy of belongs to no story.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rensa import RMinHash

from dragoman.store.database import Database

BANDS = 21
ROWS = 3
"""Bands of three values each: of texts that share a third of all triples 55 % are looked at, of half 94 %, of a tenth 2 %."""
SEED = 1
NEAR = 0.5
"""Share of the shorter text's triples from which it is a copy of the longer: see the development corpus in corpora/STORIES.md."""
SHORTEST = 20
"""Words below which a text is too short to be told from another."""
FIGURES = 3
"""Figures from which two texts can be told apart by them."""
SAME_FIGURES = 0.5
"""Share of the fewer figures in common below which two like texts of different days are news of another day in the same words."""
LOOKED_AT = 20
"""Candidates that are compared at most, those with the most parts in common first."""


class _Likest(NamedTuple):
    """The article that a text is likest to, and how much of the shorter one's triples they share."""

    article: int
    likeness: float
    exact: bool


def words_of(text: str) -> list[str]:
    """The words that texts are compared by."""
    return re.findall(r"\w+", text.casefold())


def triples(words: Sequence[str]) -> set[str]:
    """The sequences of three words of a text."""
    return {" ".join(words[n : n + 3]) for n in range(max(0, len(words) - 2))}


def likeness(one: set[str], other: set[str]) -> float:
    """Share of the shorter text's triples that the other has too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def other_news(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words of two like texts that came out on different days tell of different days, as daily bulletins do.

    A copy keeps the figures of what it copies.
    """
    ours, theirs = ({word for word in words if word.isdigit()} for words in (one, other))
    fewer = min(len(ours), len(theirs))
    return fewer >= FIGURES and len(ours & theirs) < SAME_FIGURES * fewer


def add(database: Database, versions: Sequence[tuple[int, int, str, str | None]]) -> None:
    """File current versions (article, version, text, credited agency), and put those that are copies into stories."""
    for article, version, text, agency in versions:
        forget(database, article)
        words = words_of(text)
        if len(words) < SHORTEST:
            continue
        own = triples(words)
        hashes = band_hashes(own)
        found = _likest(database, version, hashes, words, own)
        database.load(
            "sketch", ("article", "version", "signature"), [(article, version, struct.pack(f"<{BANDS}I", *hashes))]
        )
        database.load("band", ("hash", "article"), [(hash, article) for hash in sorted(set(hashes))])
        if found is not None:
            _join(database, article, found)
            _credit(database, article, agency)


def forget(database: Database, article: int) -> None:
    """Take an article out of the files, and out of its story; a story of one is none."""
    sketch = database.row("SELECT signature FROM sketch WHERE article = ?", (article,))
    if sketch is not None:
        hashes = set(struct.unpack(f"<{BANDS}I", sketch[0]))
        database.many("DELETE FROM band WHERE hash = ? AND article = ?", [(hash, article) for hash in hashes])
        database.run("DELETE FROM sketch WHERE article = ?", (article,))
    story = database.row("SELECT story FROM copy WHERE article = ?", (article,))
    if story is None:
        return
    database.run("DELETE FROM copy WHERE article = ?", (article,))
    left = database.row("SELECT count(*) FROM copy WHERE story = ?", story)
    if left and left[0] < 2:
        database.run("DELETE FROM copy WHERE story = ?", story)
        database.run("DELETE FROM story WHERE number = ?", story)


def faults(database: Database) -> Iterator[str]:
    """What is wrong with the stories and with what copies are found by; nothing where all is as the texts say."""
    for number, count in database.rows(
        "SELECT s.number, count(c.article) FROM story s LEFT JOIN copy c ON c.story = s.number"
        " GROUP BY s.number HAVING count(c.article) < 2 ORDER BY s.number"
    ):
        yield f"story {number}: {count} articles where a story has two or more"
    for article, version, text, signature, filed in database.each(
        "SELECT a.id, v.number, b.text, s.signature, s.version FROM article a"
        " JOIN version v ON v.article = a.number AND v.current = 1 JOIN body b ON b.version = v.number"
        " LEFT JOIN sketch s ON s.article = a.number ORDER BY a.number"
    ):
        words = words_of(text)
        wanted = struct.pack(f"<{BANDS}I", *band_hashes(triples(words))) if len(words) >= SHORTEST else None
        if (signature and bytes(signature)) != wanted or filed not in (None, version):
            yield f"article “{article}”: what its copies are found by is not as its text says"
    for (article,) in database.rows(
        "SELECT id FROM article WHERE number IN (SELECT article FROM sketch EXCEPT SELECT article FROM band)"
        " ORDER BY number"  # no index tells an article's bands: a join looks through all of them for each
    ):
        yield f"article “{article}”: copies of it are not found, for it is not filed"


def band_hashes(own: set[str]) -> list[int]:
    """An article's signature, by parts: a number for each band."""
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    sketch.update(sorted(own))
    values = sketch.digest()
    return [zlib.crc32(struct.pack("<4I", n, *values[n * ROWS : n * ROWS + ROWS])) for n in range(BANDS)]


def _likest(database: Database, version: int, hashes: Sequence[int], words: list[str], own: set[str]) -> _Likest | None:
    marks = ", ".join("?" * len(hashes))
    rows = database.rows(
        f"SELECT article FROM band WHERE hash IN ({marks}) GROUP BY article ORDER BY count(*) DESC, article LIMIT ?",
        (*hashes, LOOKED_AT),
    )
    best: _Likest | None = None
    for (article,) in rows:
        text = database.row(
            "SELECT b.text, v.day <> '' AND own.day <> '' AND v.day <> own.day FROM sketch s"
            " JOIN body b ON b.version = s.version JOIN version v ON v.number = s.version"
            " JOIN version own ON own.number = ? WHERE s.article = ?",
            (version, article),
        )
        if text is None:
            continue
        theirs = words_of(text[0])
        if text[1] and other_news(words, theirs):
            continue
        alike = _Likest(article, likeness(own, triples(theirs)), theirs == words)
        if best is None or (alike.exact, alike.likeness) > (best.exact, best.likeness):
            best = alike
    return best if best is not None and (best.exact or best.likeness >= NEAR) else None


def _join(database: Database, article: int, found: _Likest) -> None:
    story = database.row("SELECT story FROM copy WHERE article = ?", (found.article,))
    if story is None:
        story = database.row("SELECT coalesce(max(number), 0) + 1 FROM story")
        assert story is not None
        database.load("story", ("number",), [story])
        database.load("copy", ("article", "story", "kind", "likeness"), [(found.article, story[0], "first", 1.0)])
    kind = "exact" if found.exact else "revision" if _same_outlet(database, article, found.article) else "near"
    database.load(
        "copy", ("article", "story", "kind", "likeness"), [(article, story[0], kind, round(found.likeness, 3))]
    )


def _same_outlet(database: Database, one: int, other: int) -> bool:
    rows = database.rows(
        "SELECT outlet FROM version WHERE article IN (?, ?) AND current = 1 AND outlet IS NOT NULL", (one, other)
    )
    return len(rows) == 2 and rows[0] == rows[1]


def _credit(database: Database, article: int, agency: str | None) -> None:
    """The agency that any of a story's articles credits is its source; the first that was said stays."""
    database.run(
        "UPDATE story SET agency = coalesce(agency, ?, (SELECT min(v.agency) FROM copy c JOIN version v"
        " ON v.article = c.article AND v.current = 1 WHERE c.story = story.number))"
        " WHERE number = (SELECT story FROM copy WHERE article = ?)",
        (agency, article),
    )
