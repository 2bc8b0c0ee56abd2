"""What is in a shard is what ``dragoman read`` finds in the file: the same pages, in the same order, with the same refusals."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.page import Page, Refusal, pages

from .made import html, ndjson, packed, parquet, record

fastwarc = pytest.importorskip("fastwarc", reason="fastwarc is not installed; pip install 'dragoman[cluster]'")
ROOT = Path(__file__).parents[2]
ONE, TWO, THREE = (record(n, html(n)) for n in range(3))
WRONG = gzip.compress(TWO)[:-8] + b"\1\2\3\4" + gzip.compress(TWO)[-4:]
BROKEN: dict[str, bytes] = {
    "whole": packed([ONE, TWO, THREE]),
    "empty": b"",
    "not packed": ONE + TWO + THREE,
    "packed as one": gzip.compress(ONE + TWO + THREE),
    "cut at its end": packed([ONE, TWO, THREE])[:-60],
    "a member cut in the middle": packed([ONE]) + packed([TWO])[:-80] + packed([THREE]),
    "a member with a wrong checksum": packed([ONE]) + WRONG + packed([THREE]),
    "rubbish between members": packed([ONE]) + b"\0rubbish" * 20 + packed([THREE]),
    "a length too long": packed([ONE, record(1, html(1), length=5000), THREE]),
    "a length too short": packed([ONE, record(1, html(1), length=300), THREE]),
    "not packed, a length too long": ONE + record(1, html(1), length=5000) + THREE,
    "not packed, a length too short": ONE + record(1, html(1), length=300) + THREE,
    "no length": packed([ONE.replace(b"Content-Length", b"X-Length"), THREE]),
    "a head that breaks off": packed([ONE, b"WARC/1.0\r\nWARC-Type: resp", THREE]),
    "sent in chunks": packed(
        [ONE, record(1, b"4\r\nmots\r\n0\r\n\r\n", header="Transfer-Encoding: chunked\r\n"), THREE]
    ),
    "sent packed": packed([record(1, gzip.compress(html(1)), header="Content-Encoding: gzip\r\n"), THREE]),
    "another status": packed([record(0, html(0), status="404 Not Found"), THREE]),
    "no page": packed([ONE.replace(b"text/html", b"image/png"), THREE]),
    "an empty page": packed([record(0, b" \n"), THREE]),
}


def in_shard(path: Path) -> list[Page | Refusal]:
    from dragoman.cluster.raw import page_of_raw, raws

    return [page_of_raw(raw) for raw in raws(path, str(path))]


@pytest.mark.parametrize("sort", BROKEN)
def test_an_archive_however_broken_gives_the_pages_that_read_finds(tmp_path: Path, sort: str) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(BROKEN[sort])
    found = in_shard(path)
    assert found == list(pages([path]))
    assert found


def test_what_is_whole_around_a_broken_record_is_read(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(BROKEN["a member cut in the middle"])
    assert [type(one) for one in in_shard(path)] == [Page, Refusal, Page]


@pytest.mark.parametrize("make", [ndjson, parquet])
def test_lines_and_rows_give_the_pages_that_read_finds(tmp_path: Path, make: Callable[[Path, range], Path]) -> None:
    path = make(tmp_path / f"pages.{make.__name__}", range(5))
    assert in_shard(path) == list(pages([path]))


def test_lines_packed_give_the_pages_that_read_finds_up_to_where_they_are_cut(tmp_path: Path) -> None:
    plain = ndjson(tmp_path / "pages.ndjson", range(500)).read_bytes()
    path = tmp_path / "cut.ndjson.gz"
    path.write_bytes(gzip.compress(plain)[:-200])
    found = in_shard(path)
    assert found == list(pages([path]))
    assert isinstance(found[0], Page)
    assert isinstance(found[-1], Refusal)


@pytest.mark.parametrize("name", ["archive.warc.gz", "records.ndjson"])
def test_the_examples_give_the_pages_that_read_finds(name: str) -> None:
    path = ROOT / "examples" / name
    assert in_shard(path) == list(pages([path]))


def test_what_is_no_shard_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html(1))
    (refusal,) = in_shard(path)
    assert isinstance(refusal, Refusal)
    assert "HTML, no shard; give WARC, NDJSON or Parquet" in refusal.message
