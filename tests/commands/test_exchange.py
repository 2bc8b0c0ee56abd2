"""``dragoman export`` and ``dragoman import`` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.store import open_store

from ..store.test_search import denial, visit


@pytest.fixture
def location(tmp_path: Path) -> Path:
    path = tmp_path / "s.sqlite"
    with open_store(path, create=True) as store:
        store.put(visit())
        store.put(denial())
    return path


def test_export_prints_ndjson_unless_told(run: Any, location: Path) -> None:
    done = run("export", "events", "--store", location)
    assert done.exit_code == 0
    assert {json.loads(line)["event"] for line in done.stdout.splitlines()} == {"CONSULT", "AID"}


def test_export_s_form_is_as_the_file_s_name_ends_and_a_package_lies_beside_it(
    run: Any, location: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out" / "e.csv"
    output.parent.mkdir()
    done = run("export", "events", "--where", "pays:PRK type:AID", "--store", location, "--output", output)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert output.read_text().startswith("number,article,id,day")
    package = json.loads((output.parent / "datapackage.json").read_text())
    assert package["resources"][0]["filters"]["where"] == "pays:PRK type:AID"
    assert package["resources"][0]["rows"] == 1
    assert str(tmp_path) not in json.dumps(package)


def test_what_their_columns_cannot_hold_is_said(run: Any, location: Path) -> None:
    done = run("export", "events", "--layout", "gdelt", "--format", "csv", "--store", location)
    assert [len(line.split("\t")) for line in done.stdout.splitlines()] == [61, 61]
    assert "not held by gdelt's columns: realis" in done.stderr


def test_a_table_is_exported_imported_and_given_back(run: Any, location: Path, tmp_path: Path) -> None:
    path = tmp_path / "polecat.txt"
    run("export", "events", "--layout", "polecat", "--store", location, "--output", path)
    done = run("import", path, "--from", "polecat", "--store", location)
    assert done.exit_code == 0
    assert "2 stored" in done.stderr
    back = run(
        "export", "imported", "--source", "polecat", "--layout", "polecat", "--format", "csv", "--store", location
    )
    assert back.stdout == path.read_text()


def test_what_cannot_be_imported_is_named_and_the_rest_is_done(run: Any, location: Path, tmp_path: Path) -> None:
    good = tmp_path / "icews.tab"
    run("export", "events", "--layout", "icews", "--store", location, "--output", good)
    done = run("import", tmp_path / "missing", good, "--from", "icews", "--store", location)
    assert done.exit_code == 1
    assert "missing: cannot be read (No such file or directory); check the file" in done.stderr
    assert "2 stored" in done.stderr
    assert run("import", good, "--from", "polecat", "--store", location).exit_code == 1


@pytest.mark.parametrize(
    "line",
    [
        ["articles", "--layout", "gdelt"],
        ["imported"],
        ["events", "--source", "gdelt"],
        ["imported", "--source", "gdelt", "--layout", "icews"],
        ["imported", "--source", "gdelt", "--where", "x"],
        ["events", "--where", "pays:"],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(run: Any, location: Path, line: list[str]) -> None:
    assert run("export", *line, "--store", location).exit_code == 2


def test_a_reader_that_has_enough_ends_the_export_quietly(process: Any, location: Path) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m dragoman export events --store '{location}' | head -n 1"],
        capture_output=True,
        text=True,
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""
