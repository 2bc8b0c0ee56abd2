"""Words that often stand in a row, as « cessez-le-feu » or « Corée du Nord »: known beforehand, they are found as quickly as one.

PostgreSQL's index tells at once which articles hold two words, but must look into each for whether they stand side by side. Where
many do, that takes seconds. So rows that are frequent in diplomatic news, names and those of the packs' ``search.toml``, stand in
the index as words of their own.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.languages import languages, load
from dragoman.store.fields import parties
from dragoman.store.words import terms

_LONGEST = 5


@lru_cache
def known_rows() -> frozenset[tuple[str, ...]]:
    """Rows of stems, in every language: of names of states, capitals and organisations, and of what the packs list."""
    told = [*parties(), *(row for language in languages() for row in load(language).toml("search")["rows"])]
    rows = {tuple(term.stem for term in terms(row, language)) for row in told for language in languages()}
    return frozenset(row for row in rows if 2 <= len(row) <= _LONGEST)


def rows_in(words: Sequence[str]) -> Iterator[str]:
    """The known rows in a text's stems, each as one word, as often as they stand there.

    >>> list(rows_in(["nouveau", "cess", "feu"]))
    ['cess feu']
    """
    rows, begin = known_rows(), _beginnings()
    for n, word in enumerate(words):
        for length in begin.get(word, ()):
            row = tuple(words[n : n + length])
            if row in rows:
                yield " ".join(row)


@lru_cache
def _beginnings() -> dict[str, tuple[int, ...]]:
    """How long the rows are that begin with a word."""
    found: dict[str, set[int]] = {}
    for row in known_rows():
        found.setdefault(row[0], set()).add(len(row))
    return {word: tuple(sorted(lengths)) for word, lengths in found.items()}


@lru_cache
def known_rows_digest() -> str:
    """What tells these rows from others."""
    return f"{zlib.crc32(repr(sorted(known_rows())).encode()):08x}"
