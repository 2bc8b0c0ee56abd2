"""A folder asked in SQL gives the answers of a store that it was loaded into."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="DuckDB is not installed; pip install 'dragoman[cluster]'")

from dragoman.cluster.load import load
from dragoman.cluster.query import connected
from dragoman.errors import InputError
from dragoman.exchange import own
from dragoman.store import open_store

from .made import folder
from .test_load import readings

ONLY_IN_A_STORE = {"number", "verdict", "occurrence", "taken"}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return folder(tmp_path / "out", readings())


def exported(store: Any, what: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and the rows of an export, but for what only a store knows."""
    table = own.table(store, what)
    kept = [n for n, column in enumerate(table.columns) if column.name not in ONLY_IN_A_STORE]
    rows = [tuple(_plain(row[n]) for n in kept) for row in table.rows]
    return [table.columns[n].name for n in kept], rows


def _plain(value: Any) -> Any:
    return "+".join(value) if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("what", ["articles", "events", "quotes", "dyad-days"])
def test_a_table_is_that_of_an_export_of_the_loaded_store(written: Path, tmp_path: Path, what: str) -> None:
    with open_store(tmp_path / "loaded.sqlite", create=True) as store:
        list(load(str(written), store))
        columns, expected = exported(store, what)
    names = ", ".join(f'"{name}"' for name in columns)
    found = connected(str(written)).sql(f"SELECT {names} FROM {what.replace('-', '_')}").fetchall()
    assert expected
    assert sorted(found, key=repr) == sorted(expected, key=repr)


def test_what_no_manifest_names_does_not_count(written: Path) -> None:
    before = connected(str(written)).sql("SELECT count(*) FROM articles").fetchall()
    (written / "manifest/b.json").unlink()
    after = connected(str(written)).sql("SELECT count(*), max(id) FROM articles").fetchall()
    assert before == [(10,)]
    assert after[0][0] == 9


def test_a_question_reaches_no_other_files(written: Path, tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.PermissionException):
        connected(str(written)).sql(f"FROM '{tmp_path}/secret.csv'").fetchall()


def test_a_folder_without_a_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no manifest there"):
        connected(str(tmp_path))


def test_days_are_days(written: Path) -> None:
    ((day,),) = connected(str(written)).sql("SELECT DISTINCT day FROM events WHERE day_basis = 'when'").fetchall()
    assert day == datetime.date(2024, 2, 26)
