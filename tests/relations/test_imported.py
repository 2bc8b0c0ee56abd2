"""Imported scales stay apart: own events, GDELT's and ICEWS' in one store are never mixed, and are asked for by name."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.commands import main
from dragoman.relations.index import index
from dragoman.relations.ledger import read_ledger
from dragoman.relations.occurrences import ANYBODY, Told
from dragoman.store import Store, open_store

from .made import days, told

FIRST = datetime.date(2023, 1, 1)
ROWS = {"gdelt": ("ASSAULT", 70), "icews": ("AID", 60)}


def take_in(store: Store, source: str, event: str, count: int) -> None:
    names = "number source key file cells day event mode context actors recipients quad url".split()
    rows = [
        (sum(map(ord, source)) * 1000 + n, source, f"{n}", "f", "[]", day.isoformat(), event, None, "", "PRK", "RUS", None, None)
        for n, day in enumerate(days(FIRST, count, 2))
    ]  # fmt: skip
    store.database.load("imported_event", names, rows)


@pytest.fixture
def mixed(store: Store) -> Store:
    store.put_many([told(day, "CONSULT") for day in days(FIRST, 55, 3)])
    for source, (event, count) in ROWS.items():
        take_in(store, source, event, count)
    return store


@pytest.mark.parametrize(("source", "count", "good"), [(None, 55, True), ("gdelt", 70, False), ("icews", 60, True)])
def test_each_source_is_counted_alone(mixed: Store, source: str | None, count: int, good: bool) -> None:
    whose = Told(source=source) if source else ANYBODY
    found = index(mixed, "PRK", "RUS", told=whose)
    assert found.occurrences == count
    assert found.days[-1].level is not None
    assert (found.days[-1].level > 0) is good
    assert len(read_ledger(mixed, told=whose)) == count
    assert found.source == source


def test_each_scale_is_named(mixed: Store) -> None:
    scales = [index(mixed, "PRK", "RUS", told=Told(source=one)).scale for one in (None, "gdelt", "icews")]
    assert scales == [
        "PLOVER, as coded by Dragoman",
        "PLOVER, from GDELT 2.0, imported",
        "PLOVER, from ICEWS, imported",
    ]


def run(*words: str) -> tuple[str, str]:
    done = CliRunner().invoke(main, ["relations", *words])
    return done.stdout, done.stderr


def test_imports_alone_are_told_and_not_counted(tmp_path: Path) -> None:
    path = str(tmp_path / "n.sqlite")
    with open_store(path, create=True) as store:
        take_in(store, "gdelt", "ASSAULT", 70)
    out, err = run("index", "PRK", "RUS", "--store", path)
    assert "0 occurrences" in out
    assert "70 from GDELT 2.0" in err
    assert "--source" in err
    out, err = run("index", "PRK", "RUS", "--store", path, "--source", "gdelt")
    assert "70 occurrences" in out
    assert "no events imported from ICEWS" in run("alarms", "--store", path, "--source", "icews")[1]


def test_a_source_goes_without_asking_who_tells_it(tmp_path: Path) -> None:
    assert "--source goes alone" in run("index", "PRK", "RUS", "--source", "gdelt", "--claimant", "USA")[1]
