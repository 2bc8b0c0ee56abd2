"""Copies over all shards are the stories of a store that the folder is loaded into."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("ray", reason="Ray is not installed; pip install 'dragoman[cluster]'")


from dragoman.cluster.load import load
from dragoman.cluster.query import connected
from dragoman.store import open_store

from .conftest import Program
from .made import folder
from .test_load import readings


def test_copies_in_several_shards_are_the_stories_of_the_store(program: Program, tmp_path: Path) -> None:
    first, second = readings().values()
    written = folder(tmp_path / "out", {"a": first[:6], "b": [*second, *first[6:]]})
    told = program("dragoman", "cluster", "copies", written, "--cores", 2, "--json")
    assert told == {"stories": 1, "articles": 7}
    found = connected(str(written)).sql("SELECT article, story, kind FROM copies").fetchall()
    with open_store(tmp_path / "loaded.sqlite", create=True) as store:
        list(load(str(written), store))
        rows = store.database.rows(
            "SELECT a.id, first.id, c.kind FROM copy c JOIN article a ON a.number = c.article JOIN copy f ON f.story = c.story"
            " AND f.kind = 'first' JOIN article first ON first.number = f.article"
        )
    assert sorted(found) == sorted(rows)
