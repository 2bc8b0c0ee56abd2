"""Which shards there are: files named one by one, by a pattern or by their folder, on disks or in object storage."""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.cluster.output import is_local, storage
from dragoman.errors import InputError
from dragoman.records import Record

TRIES = 3
"""How often a shard is fetched from object storage before the run gives up."""


class Shard(Record, frozen=True, kw_only=True):
    """A file of pages; ``name`` is what its partition is called, ``url`` where it lies."""

    name: str
    url: str
    size: int


def shards(inputs: Iterable[str]) -> list[Shard]:
    """The shards of the inputs, each once, in order: files, patterns (``*``), folders with all that is below them.

    Raises InputError where an input is missing or names nothing.
    """
    found: dict[str, Shard] = {}
    for one in inputs:
        try:
            system, path = storage(one)
            files = _files(system, path)
        except FileNotFoundError:
            files = []
        except (OSError, ValueError, ImportError) as error:
            raise InputError(f"{one}: cannot be looked into ({error}); check the address") from error
        if not files:
            raise InputError(f"{one}: no file there; give a file, a folder or a pattern")
        for file, size in files:
            url = str(file) if is_local(system) else system.unstrip_protocol(file)
            found.setdefault(url, Shard(name=name_of(url), url=url, size=size))
    return list(found.values())


def name_of(url: str) -> str:
    """A name for a shard that can be a folder's and is no other's.

    >>> name_of("s3://crawl/CC-NEWS-20240101-00001.warc.gz")
    'CC-NEWS-20240101-00001-7b44dd60'
    """
    last = re.sub(r"(\.(warc|ndjson|jsonl|parquet|gz))+$", "", url.rsplit("/", 1)[-1])
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "_", last)[:80] or "shard"
    return f"{plain}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"


@contextlib.contextmanager
def fetched(shard: Shard) -> Iterator[Path]:
    """The shard as a file of this machine: itself, or a copy while it is read. Raises OSError."""
    system, path = storage(shard.url)
    if is_local(system):
        yield Path(path)
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        copy = Path(folder) / "shard"
        for left in reversed(range(TRIES)):
            try:
                system.get_file(path, str(copy))
                if copy.stat().st_size == shard.size:
                    break
                raise OSError(f"{shard.url}: {copy.stat().st_size} bytes came where {shard.size} were announced")
            except OSError:
                if not left:
                    raise
        yield copy


def _files(system: Any, path: str) -> list[tuple[str, int]]:
    if any(sign in path for sign in "*?["):
        told = system.glob(path, detail=True)
    elif system.isdir(path):
        told = system.find(path, detail=True)
    else:
        told = {path: system.info(path)}
    kept = [(str(file), int(info["size"])) for file, info in sorted(told.items()) if info["type"] == "file"]
    below = path if system.isdir(path) else ""
    return [(file, size) for file, size in kept if not _is_hidden(file.removeprefix(below))]


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "_")) for part in path.strip("/").split("/")[-1:] or [""]) or "/." in path
