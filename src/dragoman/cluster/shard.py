"""A shard's parts: committed one by one, then written as Parquet, a file a table, and committed by the shard's manifest."""

from __future__ import annotations

import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from dragoman.cluster.output import Output
from dragoman.cluster.parts import Done, Outcome
from dragoman.errors import StoreError
from dragoman.records import Record

PARTS = "parts"
MANIFEST = "manifest"
LEVEL = 1
"""Of zlib: parts are read once more and thrown away."""


class Counts(Record, frozen=True, kw_only=True):
    """What became of pages: accepted, refused by reason, or passed over by what the first look says; and what was found."""

    pages: int = 0
    accepted: int = 0
    refused: dict[str, int] = msgspec.field(default_factory=dict)
    passed_over: dict[str, int] = msgspec.field(default_factory=dict)
    events: int = 0
    quotes: int = 0

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            pages=self.pages + other.pages,
            accepted=self.accepted + other.accepted,
            refused=_both(self.refused, other.refused),
            passed_over=_both(self.passed_over, other.passed_over),
            events=self.events + other.events,
            quotes=self.quotes + other.quotes,
        )


def _both(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    counts = Counter(one)
    counts.update(other)
    return dict(sorted(counts.items()))


class Committed(Record, frozen=True, kw_only=True):
    """A shard's manifest: where it came from, its parts, its counts, and its files with their sizes."""

    shard: str
    url: str
    size: int
    parts: int
    counts: Counts
    files: dict[str, int]


def counted(outcomes: tuple[Outcome, ...]) -> Counts:
    """The counts of a part."""
    readings = [one.reading for one in outcomes if one.reading is not None]
    over = Counter(one.message for one in outcomes if one.reason == "passed_over")
    refused = Counter(one.reason for one in outcomes if one.reason not in (None, "passed_over"))
    return Counts(
        pages=len(outcomes),
        accepted=len(readings),
        refused={str(reason): number for reason, number in sorted(refused.items())},
        passed_over=dict(sorted(over.items())),
        events=sum(len(reading.events) for reading in readings),
        quotes=sum(len(reading.quotes) for reading in readings),
    )


def commit_part(output: Output, done: Done) -> None:
    """Commit a part. Whoever commits it again commits the same."""
    output.put(_part(done.shard, done.number), zlib.compress(msgspec.msgpack.encode(done), LEVEL))


def parts_done(output: Output, shard: str) -> set[int]:
    """The numbers of the parts that are committed."""
    return {int(name.partition(".")[0]) for name in output.names(f"{PARTS}/{shard}")}


def manifest(output: Output, shard: str) -> Committed | None:
    """The manifest of a shard; ``None`` where it is not done."""
    data = output.get(f"{MANIFEST}/{shard}.json")
    return None if data is None else msgspec.json.decode(data, type=Committed)


def manifests(output: Output) -> list[Committed]:
    """The manifests of all shards that are done, by name."""
    names = [name.removesuffix(".json") for name in output.names(MANIFEST)]
    return [found for name in names if (found := manifest(output, name)) is not None]


def commit_shard(output: Output, shard: str, url: str, size: int, parts: int, coder: str) -> Committed:
    """Write a shard's parts as Parquet and commit it; its parts are then gone. May be done again wherever it broke off."""
    found = manifest(output, shard)
    if found is None:
        counts, files = _write(output, shard, parts, coder)
        found = Committed(shard=shard, url=url, size=size, parts=parts, counts=counts, files=files)
        output.put(f"{MANIFEST}/{shard}.json", msgspec.json.format(msgspec.json.encode(found), indent=1))
    output.remove(f"{PARTS}/{shard}")
    return found


def rows_of(output: Output, committed: Committed) -> dict[str, Iterator[dict[str, Any]]]:
    """The rows of a shard's tables, page by page, read as they are asked for."""
    return {path.partition("/")[0]: _rows(output, path) for path in committed.files}


def _rows(output: Output, path: str) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    with output.open(path) as file:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=500):
            yield from batch.to_pylist()


def table_of(shard: str, table: str) -> str:
    """The path of a shard's table."""
    return f"{table}/shard={shard}/{table}.parquet"


def _write(output: Output, shard: str, parts: int, coder: str) -> tuple[Counts, dict[str, int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from dragoman.cluster.tables import TABLES, rows

    counts = Counts()
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder, ExitStack() as stack:
        files = {name: Path(folder) / name for name in TABLES}
        writers: dict[str, Any] = {
            name: stack.enter_context(pq.ParquetWriter(str(file), TABLES[name], compression="zstd"))
            for name, file in files.items()
        }
        for done in _parts(output, shard, parts):
            counts = counts.plus(counted(done.outcomes))
            for name, found in rows(shard, coder, done.outcomes).items():
                if found:
                    writers[name].write_table(pa.Table.from_pylist(found, TABLES[name]))
        stack.close()
        for name, file in files.items():
            output.put(table_of(shard, name), file.read_bytes())
        return counts, {table_of(shard, name): file.stat().st_size for name, file in files.items()}


def _parts(output: Output, shard: str, parts: int) -> Iterator[Done]:
    for number in range(parts):
        data = output.get(_part(shard, number))
        if data is None:
            raise StoreError(f"{output.at(_part(shard, number))}: a part is gone that was committed; run it again")
        yield msgspec.msgpack.decode(zlib.decompress(data), type=Done)


def _part(shard: str, number: int) -> str:
    return f"{PARTS}/{shard}/{number:06}.msgpack"
