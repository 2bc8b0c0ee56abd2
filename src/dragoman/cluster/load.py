"""A folder of readings into a store, resumable: what is loaded of a shard is noted in the same step as it is loaded.

A PostgreSQL store that holds nothing yet is first made as a SQLite file beside this machine's other temporary files, where
finding copies and occurrences takes no round trips, and then filled by COPY.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.cluster.output import Output
from dragoman.cluster.shard import Committed, manifests, rows_of
from dragoman.cluster.tables import readings
from dragoman.errors import InputError
from dragoman.records import Record
from dragoman.store import Incoming, Store, open_store
from dragoman.store.backup import restore

BATCH = 500
"""Readings that are committed together."""


class Loaded(Record, frozen=True, kw_only=True):
    """How far a load has come: readings by what became of them; ``known`` counts what former loads took in too."""

    shards: int = 0
    stored: int = 0
    changed: int = 0
    known: int = 0
    total: int = 0


def load(folder: str, store: Store, stage: Path | None = None) -> Iterator[Loaded]:
    """Load what is committed in a folder; yields after every commit. Raises InputError where nothing is.

    ``stage`` is the file that an empty PostgreSQL store is prepared in; without it all goes into the store itself.
    """
    output = Output(folder)
    shards = manifests(output)
    if not shards:
        raise InputError(f"{folder}: no manifest there; give the --output of “dragoman cluster read”")
    if stage is None or store.database.kind != "postgresql" or _holds(store):
        yield from _load(output, shards, store)
        return
    with open_store(stage, create=True) as prepared:
        yield from _load(output, shards, prepared)
    restore(stage, store.database, replace=True)
    with store.database.writing():
        for committed in shards:
            _note(store, committed, committed.counts.accepted)
    stage.unlink()


def _load(output: Output, shards: list[Committed], store: Store) -> Iterator[Loaded]:
    loaded = Loaded(total=sum(committed.counts.accepted for committed in shards))
    for n, committed in enumerate(shards, 1):
        before = _noted(store, committed)
        loaded = msgspec.structs.replace(loaded, known=loaded.known + before)
        left = itertools.islice(_incoming(output, committed), before, None)
        while before < committed.counts.accepted and (batch := list(itertools.islice(left, BATCH))):
            before += len(batch)
            with store.database.writing():
                of = [put.outcome for put in store.put_many(batch)]
                _note(store, committed, before)
            loaded = msgspec.structs.replace(
                loaded,
                stored=loaded.stored + of.count("stored"),
                changed=loaded.changed + of.count("changed"),
                known=loaded.known + of.count("known"),
            )
            yield loaded
        loaded = msgspec.structs.replace(loaded, shards=n)
        yield loaded


def _incoming(output: Output, committed: Committed) -> Iterator[Incoming]:
    """What a shard's readings are to a store, in the order of its pages."""
    for row, reading in readings(rows_of(output, committed)):
        yield Incoming(reading=reading, origin=row["origin"], page=row["digest"], coder=row["coder"])


def _holds(store: Store) -> bool:
    return store.database.row("SELECT 1 FROM article LIMIT 1") is not None


def _noted(store: Store, committed: Committed) -> int:
    """How many of a shard's readings the store has taken in."""
    found = store.database.row("SELECT value FROM about_store WHERE name = ?", (_name(committed),))
    return int(found[0]) if found else 0


def _note(store: Store, committed: Committed, count: int) -> None:
    name, database = _name(committed), store.database
    if not database.run("UPDATE about_store SET value = ? WHERE name = ?", (str(count), name)):
        database.run("INSERT INTO about_store (name, value) VALUES (?, ?)", (name, str(count)))


def _name(committed: Committed) -> str:
    """What a shard's note is called: other contents, other name."""
    return "loaded:" + hashlib.sha256(msgspec.json.encode(committed)).hexdigest()[:32]
