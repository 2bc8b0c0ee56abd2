"""Shards made by hand: pages in WARC, NDJSON and Parquet, whole or broken."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.cluster.output import Output
from dragoman.cluster.parts import Cut, Done, Outcome, parts
from dragoman.cluster.raw import Raw
from dragoman.cluster.shard import commit_part, commit_shard
from dragoman.records import Reading


def html(n: int, word: str = "mot") -> bytes:
    """A page with a title and a few sentences; ``word`` decides what the stand-in for the models does with it."""
    sentences = "".join(
        f"<p>Paris a rappelé le {k}e jour son ambassadeur {word} numéro {n} à Alger.</p>" for k in range(5)
    )
    return f"<html lang='fr'><body><article><h1>Titre {n}</h1>{sentences}</article></body></html>".encode()


def record(
    n: int,
    body: bytes,
    *,
    length: int | None = None,
    header: str = "",
    status: str = "200 OK",
    sort: str = "text/html",
) -> bytes:
    """A WARC record, not packed; ``length`` is what it says of itself where that is wrong."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {sort}; charset=utf-8\r\n{header}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://exemple.fr/{n}\r\n"
        f"WARC-Date: 2024-10-02T10:00:02Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000{n:04d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer) if length is None else length}"
        "\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def packed(records: Iterable[bytes]) -> bytes:
    """A WARC as news crawls write it: each record packed by itself."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def warc(path: Path, numbers: Iterable[int], words: dict[int, str] | None = None) -> Path:
    """A WARC of pages with these numbers."""
    path.write_bytes(packed(record(n, html(n, (words or {}).get(n, "mot"))) for n in numbers))
    return path


def ndjson(path: Path, numbers: Iterable[int]) -> Path:
    """NDJSON of pages with these numbers; one line is broken."""
    lines = [
        json.dumps({"id": f"p{n}", "url": f"https://exemple.fr/{n}", "text": f"Paris écrit la page {n} à Alger."})
        for n in numbers
    ]
    path.write_text("\n".join([*lines, '{"text": broken}']) + "\n", encoding="utf-8")
    return path


def parquet(path: Path, numbers: Iterable[int]) -> Path:
    """Parquet of pages with these numbers, with a column of days."""
    import datetime

    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        {"id": n, "text": f"Berlin écrit la page {n} à Paris.", "published": datetime.date(2024, 3, 1 + n % 28)}
        for n in numbers
    ]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def folder(path: Path, shards: dict[str, Sequence[Reading]], pages: int = 3) -> Path:
    """A folder as a run leaves it, of these readings."""
    output = Output(str(path))
    for name, readings in shards.items():
        raws = [Raw(n=n, where=f"{name}, record {n}") for n in range(len(readings))]
        cut = list(parts(name, raws, Cut(pages=pages)))
        for part in cut:
            outcomes = tuple(
                Outcome(n=raw.n, where=raw.where, digest=f"{name}-{raw.n}", reading=readings[raw.n])
                for raw in part.raws
            )
            commit_part(output, Done(shard=name, number=part.number, last=part.last, outcomes=outcomes))
        commit_shard(output, name, f"/crawl/{name}", 1, len(cut), "0.1.0")
    return path
