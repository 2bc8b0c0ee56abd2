"""Whether a store is whole: the database itself, the readings, and the tables drawn from them."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.store import occurrences, rebuild, stories, word_index
from dragoman.store.database import Database


def faults(database: Database) -> Iterator[str]:
    """What is wrong with a store, and what to do about it; nothing where it is whole. Changes nothing."""
    if database.kind == "sqlite":
        found = [*_integrity(database), *_references(database)]
        yield from found
        if found:
            return
    yield from rebuild.faults(database)
    drawn = (word_index.faults(database), stories.faults(database), occurrences.faults(database))
    yield from (f"{fault}; run “dragoman store migrate --rebuild”" for faults in drawn for fault in faults)


def _integrity(database: Database) -> Iterator[str]:
    for (words,) in database.rows("PRAGMA integrity_check(20)"):
        if words != "ok":
            yield f"the file is damaged ({' '.join(words.split())}); restore a backup"


def _references(database: Database) -> Iterator[str]:
    for table, row, other, _ in database.rows("PRAGMA foreign_key_check")[:20]:
        yield f"table {table}, row {row}: what it refers to in {other} is lost; restore a backup"
