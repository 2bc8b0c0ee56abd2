"""What a cluster read is in a store as if it had been taken in one reading after the other."""

from __future__ import annotations

import itertools
from importlib import metadata
from pathlib import Path

import pytest
from tests.store.conftest import make_database
from tests.store.contents import contents
from tests.store.readings import event, reading, whole
from tests.store.servers import Server

pytest.importorskip("pyarrow", reason="pyarrow is not installed; pip install 'dragoman[cluster]'")

from dragoman.cluster import load
from dragoman.cluster.child import How, outcome_of
from dragoman.cluster.output import Output
from dragoman.cluster.parts import Cut, Done, parts
from dragoman.cluster.raw import raws
from dragoman.cluster.shard import commit_part, commit_shard
from dragoman.cluster.shards import shards
from dragoman.errors import InputError
from dragoman.page import pages
from dragoman.reading import read_page
from dragoman.records import Event, Reading
from dragoman.store import Incoming, open_store
from dragoman.store.ingest import ingest

from .made import folder, html, packed, record


def readings() -> dict[str, list[Reading]]:
    """Two shards: pages with everything, copies of one text, a page that changed, one that comes again."""
    words = " ".join(f"mot{n}" for n in range(60))
    first = [whole(url="https://exemple.fr/1"), reading("Paris écrit à Alger.", url="https://exemple.fr/2")]
    first += [
        reading(
            f"Berlin écrit {words} {n}.", url=f"https://autre.fr/{n}", events=(_visit(f"Berlin écrit {words} {n}."),)
        )
        for n in range(7)
    ]
    second = [whole(url="https://exemple.fr/1"), reading("Paris écrit encore à Alger.", url="https://exemple.fr/2")]
    return {"a": first, "b": [*second, reading("Oslo écrit.")]}


def _visit(text: str) -> Event:
    return event("e1", "CONSULT", ("DEU", "FRA"), (), mode="visit", trigger="écrit", text=text)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return folder(tmp_path / "out", readings())


@pytest.fixture
def one_by_one(tmp_path: Path) -> str:
    """A store of the same readings, put in one after the other."""
    place = str(tmp_path / "one.sqlite")
    with open_store(place, create=True) as store:
        for name, of in readings().items():
            for n, one in enumerate(of):
                incoming = Incoming(reading=one, origin=f"{name}, record {n}", page=f"{name}-{n}", coder="0.1.0")
                store.put_many([incoming])
    return place


def test_a_loaded_store_is_that_of_one_reading_after_the_other(written: Path, one_by_one: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "loaded.sqlite", create=True) as store, open_store(one_by_one) as other:
        *_, last = load.load(str(written), store)
        assert (last.shards, last.stored, last.changed, last.known, last.total) == (2, 10, 1, 1, 12)
        assert contents(store) == contents(other)
        assert contents(store)["story"]


def test_an_archive_read_by_a_cluster_and_loaded_is_the_store_that_ingest_makes(tmp_path: Path) -> None:
    flattened = (Path(__file__).parents[2] / "examples/page-fr.txt").read_bytes()
    archive = tmp_path / "crawl.warc.gz"
    archive.write_bytes(packed([record(1, flattened, sort="text/plain"), record(2, html(2))]))
    shard = shards([str(archive)])[0]
    output = Output(str(tmp_path / "out"))
    for part in parts(shard.name, raws(archive, shard.url), Cut()):
        outcomes = tuple(outcome_of(raw, How(), read_page) for raw in part.raws)
        commit_part(output, Done(shard=part.shard, number=part.number, last=part.last, outcomes=outcomes))
    commit_shard(output, shard.name, shard.url, shard.size, 1, metadata.version("dragoman"))
    with (
        open_store(tmp_path / "loaded.sqlite", create=True) as loaded,
        open_store(tmp_path / "taken.sqlite", create=True) as taken,
    ):
        list(load.load(str(tmp_path / "out"), loaded))
        list(ingest(taken, ((str(archive), page) for page in pages([archive])), workers=0))
        assert contents(loaded) == contents(taken)
        assert any(reading.dropped for _, reading in loaded.readings())


def test_a_load_that_is_stopped_goes_on_where_it_stopped(
    written: Path, one_by_one: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "BATCH", 2)
    with open_store(tmp_path / "loaded.sqlite", create=True) as store, open_store(one_by_one) as other:
        list(itertools.islice(load.load(str(written), store), 3))
        *_, last = load.load(str(written), store)
        assert last.known == 6 + 1
        assert contents(store) == contents(other)


def test_loaded_again_nothing_changes(written: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "loaded.sqlite", create=True) as store:
        list(load.load(str(written), store))
        before = contents(store)
        *_, last = load.load(str(written), store)
        assert (last.stored, last.changed, last.known) == (0, 0, 12)
        assert contents(store) == before


@pytest.mark.parametrize("staged", [False, True])
def test_in_postgresql_it_is_the_same_store_prepared_in_a_file_or_not(
    written: Path, one_by_one: str, server: Server, tmp_path: Path, staged: bool
) -> None:
    stage = tmp_path / "stage.sqlite" if staged else None
    with open_store(make_database(server), create=True) as store, open_store(one_by_one) as other:
        list(load.load(str(written), store, stage))
        assert contents(store) == contents(other)
        *_, last = load.load(str(written), store, stage)
        assert last.known == 12
        assert not (tmp_path / "stage.sqlite").exists()


def test_a_folder_without_a_manifest_is_named(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.sqlite", create=True) as store, pytest.raises(InputError, match="no manifest there"):
        list(load.load(str(tmp_path), store))
