"""``dragoman ingest`` as a user calls it."""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dragoman.store import open_store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "store.sqlite"


def test_a_page_is_read_and_stored_and_known_the_second_time(run: Any, page: Path, location: Path) -> None:
    first = run("ingest", page, "--store", location, "--json")
    assert first.exit_code == 0, first.stderr
    told = json.loads(first.stdout)
    assert (told["stored"], told["known"], told["refused"]) == (1, 0, 0)
    again = json.loads(run("ingest", page, "--store", location, "--json").stdout)
    assert (again["stored"], again["known"]) == (0, 1)
    with open_store(location) as store:
        assert [one.title for one in store.articles()] == ["Oslo rappelle son ambassadeur"]
        assert store.count() > 0


def test_what_was_printed_by_read_is_stored_as_it_was(run: Any, page: Path, location: Path, tmp_path: Path) -> None:
    printed = run("read", page, "--format", "ndjson").stdout
    (tmp_path / "read.ndjson").write_text(printed, encoding="utf-8")
    assert run("ingest", tmp_path / "read.ndjson", "--store", location).exit_code == 0
    with open_store(location) as store:
        ((_, reading),) = store.readings()
        assert json.loads(printed)["id"] == reading.id


def test_counts_are_told_in_one_line(run: Any, page: Path, location: Path) -> None:
    told = run("ingest", page, "--store", location).stderr
    assert told.startswith("dragoman: 1 stored, 0 changed, 0 known already, 0 refused")
    assert str(location) in told


def test_what_is_refused_is_told_and_can_be_tried_again(run: Any, page: Path, location: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    done = run("ingest", page, bad, "--store", location, "--json")
    assert done.exit_code == 1
    assert "bad.txt: empty" in done.stderr
    assert json.loads(done.stdout)["refusals"][0]["name"] == str(bad)
    assert json.loads(run("ingest", "--retry", "--store", location, "--json").stdout)["refused"] == 1
    bad.write_text(page.read_text(encoding="utf-8").replace("Norvège", "Suède"), encoding="utf-8")
    tried = run("ingest", "--retry", "--store", location, "--json")
    assert tried.exit_code == 0
    assert json.loads(tried.stdout)["stored"] == 1
    assert json.loads(run("ingest", "--retry", "--store", location, "--json").stdout)["stored"] == 0


def test_columns_can_be_mapped(run: Any, page: Path, location: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.ndjson"
    record = {"body": page.read_text(encoding="utf-8"), "link": "https://exemple.fr/1", "nr": "n7"}
    table.write_text(json.dumps(record), encoding="utf-8")
    map = ("--column", "text=body", "--column", "url=link", "--column", "id=nr")
    assert run("ingest", table, *map, "--store", location).exit_code == 0
    with open_store(location) as store:
        assert [(one.id, one.url) for one in store.articles()] == [("n7", "https://exemple.fr/1")]


@pytest.mark.parametrize("column", ["text", "text=", "words=body"])
def test_a_column_that_is_mapped_wrongly_is_told(run: Any, page: Path, column: str) -> None:
    done = run("ingest", page, "--column", column)
    assert done.exit_code == 2
    assert "FIELD=COLUMN" in done.stderr


def test_without_an_input_there_is_nothing_to_do(run: Any, location: Path) -> None:
    assert run("ingest", "--store", location).exit_code == 2


def test_the_store_is_taken_from_the_environment(run: Any, page: Path, location: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("DRAGOMAN_STORE", str(location))
    assert run("ingest", page).exit_code == 0
    assert location.exists()


def test_a_file_that_is_no_store_is_told_and_left_alone(run: Any, page: Path) -> None:
    before = page.read_bytes()
    done = run("ingest", page, "--store", page)
    assert done.exit_code == 1
    assert "no store" in done.stderr
    assert page.read_bytes() == before


def test_a_watched_folder_is_taken_in_until_ctrl_c(page: Path, location: Path, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_bytes(page.read_bytes())
    command = [sys.executable, "-m", "dragoman", "ingest", str(folder), "--follow", "--store", str(location), "--json"]
    heard = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are deaf to it
    watching = subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ), preexec_fn=heard)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not (location.exists() and _articles(location)):
        time.sleep(0.1)
    watching.send_signal(signal.SIGINT)
    told, _ = watching.communicate(timeout=60)
    assert watching.returncode == 0
    assert json.loads(told)["stored"] == 1


def _articles(location: Path) -> int:
    from dragoman.errors import StoreError

    try:
        with open_store(location) as store:
            return len(list(store.articles()))
    except StoreError:  # not made yet
        return 0


def test_everyday_pages_are_passed_over_counted_and_named_with_their_reason(
    run: Any, location: Path, tmp_path: Path
) -> None:
    daily = tmp_path / "daily"
    daily.mkdir()
    (daily / "cake.txt").write_text("Beurrez le moule et versez la pâte, puis enfournez.", encoding="utf-8")
    (daily / "match.txt").write_text("La Serbie a battu la Croatie en demi-finale du championnat.", encoding="utf-8")
    done = run("ingest", daily, "--store", location, "--only-diplomatic", "--explain")
    assert done.exit_code == 0
    assert "cake.txt: names no actor: passed over" in done.stderr
    assert "2 passed over: 1 names no actor; 1 tells of sport only" in done.stderr
    counted = json.loads(run("ingest", daily, "--store", location, "--only-diplomatic", "--json").stdout)
    assert (counted["stored"], counted["passed_over"]) == (0, {"names no actor": 1, "tells of sport only": 1})
