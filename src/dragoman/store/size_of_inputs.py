"""About how many pages inputs hold, from a quick look, so that a person can be told how long they will take."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dragoman.page import files

QUICK = 2 << 30
"""Bytes looked at in all; what lies beyond is not counted."""
PAGE = 60_000
"""Bytes of a page in a packed archive, about."""


def about(inputs: Iterable[Path]) -> int | None:
    """How many pages there are, about; ``None`` where nobody can tell (a pipe), or it would take long."""
    total, looked = 0, 0
    for one in inputs:
        for path in files(one) if one.is_dir() else (one,):
            if not path.is_file():
                return None
            size = path.stat().st_size
            looked += size
            if looked > QUICK:
                return None
            total += _in_file(path, size)
    return total


def _in_file(path: Path, size: int) -> int:
    name = path.name.lower()
    if name.endswith((".ndjson", ".jsonl")):
        return _count(path, b"\n")
    if name.endswith(".mbox"):
        return _count(path, b"\nFrom ") + 1
    if name.endswith((".warc", ".warc.gz", ".parquet")):
        return max(1, size // PAGE)
    return 1


def _count(path: Path, sign: bytes) -> int:
    found, kept = 0, b""
    with path.open("rb") as stream:
        while part := stream.read(1 << 20):
            part = kept + part
            found += part.count(sign)
            kept = part[len(part) - len(sign) + 1 :] if len(sign) > 1 else b""
    return found
