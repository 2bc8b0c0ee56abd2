"""Which page a reading is of: a new one, one that the store has, or another state of one that it has.

A page is known by its address; without one, by its own id or the place it came from, where its words are still much the
same; and what has neither, by its words.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from dragoman.records import Reading
from dragoman.store.database import Database, Row
from dragoman.store.record import column

LONGEST_KEY = 500
ALIKE = 0.5
"""Share of word triples in common from which two texts of one id, or from one place, are states of one page: revisions of
news keep most of their words, different articles next to none."""


@dataclass(frozen=True)
class Known:
    """The article that a reading belongs to, and the version that is that very reading, where there is one."""

    article: int
    version: int | None = None


def key_of(reading: Reading) -> str | None:
    """What a page is found by at once: its address, or its words where they are its only name."""
    if reading.url:
        key = "url:" + column(reading.url.partition("#")[0])
        return key if len(key) <= LONGEST_KEY else "url:" + hashlib.sha256(key.encode()).hexdigest()
    return f"text:{reading.id}" if _is_own_words(reading) else None


def find(database: Database, reading: Reading, digest: str, content: str, origin: str | None) -> Known | None:
    """The article that the store has of a reading's page; ``None``: it has none.

    ``digest`` and ``content`` are the reading's and its article's; ``origin`` names the file, and the place in it.
    """
    key = key_of(reading)
    if key is not None:
        found = database.row("SELECT number FROM article WHERE key = ?", (key,))
        if found:
            return Known(found[0], _same(database, found[0], digest))
    if reading.url:
        return None
    for article, version, own_digest, own_content, own_origin in _candidates(database, reading, origin):
        if own_digest == digest:
            return Known(article, version)
        trusted = key is None and (origin is None or own_origin == origin)
        if own_content == content or trusted or _alike(database, version, reading.article.text):
            return Known(article, _same(database, article, digest))
    return None


def alike(one: str, other: str) -> bool:
    """Whether two texts are states of one.

    >>> alike("Paris a rappelé lundi son ambassadeur à Alger.", "Paris a expulsé mardi un diplomate russe.")
    False
    >>> alike("Paris a rappelé lundi son ambassadeur à Alger.", "Paris a rappelé lundi son ambassadeur à Alger, dit-il.")
    True
    """
    ours, theirs = _triples(one), _triples(other)
    return len(ours & theirs) >= ALIKE * min(len(ours), len(theirs))


def _candidates(database: Database, reading: Reading, origin: str | None) -> list[Row]:
    """Current versions of pages without an address that have this id, or came from this place."""
    return database.rows(
        "SELECT v.article, v.number, v.digest, v.content, v.origin FROM version v JOIN article a ON a.number = v.article"
        " WHERE v.current = 1 AND a.url IS NULL AND (v.reading = ? OR v.origin = ?) ORDER BY v.number LIMIT 20",
        (column(reading.id), origin),
    )


def _same(database: Database, article: int, digest: str) -> int | None:
    found = database.row("SELECT number FROM version WHERE article = ? AND digest = ?", (article, digest))
    return found[0] if found else None


def _alike(database: Database, version: int, text: str) -> bool:
    found = database.row("SELECT text FROM body WHERE version = ?", (version,))
    return found is not None and alike(found[0], column(text))


def _is_own_words(reading: Reading) -> bool:
    return reading.id == hashlib.sha256(reading.article.text.encode()).hexdigest()


def _triples(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))}
