"""Whatever is killed, and whenever: run again, a folder holds what an undisturbed run puts there, each page once."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Program
from .contents import contents, strays
from .made import ndjson, parquet, warc


def shards(folder: Path, pages: int) -> list[Path]:
    """Shards of unlike sizes, one of them empty and one cut short."""
    folder.mkdir()
    empty, cut = folder / "empty.warc.gz", folder / "cut.warc.gz"
    empty.write_bytes(b"")
    cut.write_bytes(warc(folder / "whole.warc.gz", range(20)).read_bytes()[:-100])
    return [
        warc(folder / "large.warc.gz", range(100, 100 + pages), {103: "fault", 105: "klingon"}),
        ndjson(folder / "lines.ndjson", range(pages // 4)),
        parquet(folder / "rows.parquet", range(pages // 8)),
        empty,
        cut,
    ]


@pytest.mark.parametrize(("kills", "pages"), [(3, 64), pytest.param(24, 400, marks=pytest.mark.slow)])
def test_killed_at_random_it_gives_what_an_undisturbed_run_gives(
    program: Program, tmp_path: Path, kills: int, pages: int
) -> None:
    inputs = shards(tmp_path / "shards", pages)
    program("tests.cluster.driver", tmp_path / "undisturbed", "-", *inputs)
    killed = program("tests.cluster.killing", tmp_path / "disturbed", kills, kills, *inputs, pause=0.05)
    assert sum(killed.values()) >= kills
    expected = contents(tmp_path / "undisturbed")
    assert len(expected["articles"]) > pages
    assert contents(tmp_path / "disturbed") == expected
    assert strays(tmp_path / "disturbed") == []
