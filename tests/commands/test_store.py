"""``dragoman store`` and ``dragoman correct`` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from tests.store.readings import whole

from dragoman.commands.store import command
from dragoman.store import open_store

GUIDE = (Path(__file__).parents[2] / "docs/guide.md").read_text(encoding="utf-8")


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """A store with one article of two events."""
    path = tmp_path / "store.sqlite"
    with open_store(path, create=True) as store:
        store.put(whole())
    return path


def test_what_the_store_holds(run: Any, location: Path) -> None:
    assert "articles     1" in run("store", "info", "--store", location).stdout
    told = json.loads(run("store", "info", "--store", location, "--json").stdout)
    assert (told["articles"], told["events"], told["languages"]) == (1, 2, {"fr": 1})


def test_a_store_is_checked(run: Any, location: Path) -> None:
    done = run("store", "check", "--store", location)
    assert (done.exit_code, done.stderr) == (0, f"dragoman: {location}: whole\n")
    with open_store(location) as store:
        store.database.run("DELETE FROM party")
    done = run("store", "check", "--store", location)
    assert done.exit_code == 1
    assert "dragoman store migrate --rebuild" in done.stderr
    assert run("store", "migrate", "--rebuild", "--store", location).exit_code == 0
    assert run("store", "check", "--store", location).exit_code == 0


def test_a_store_is_backed_up_and_restored(run: Any, location: Path, tmp_path: Path) -> None:
    assert run("store", "backup", tmp_path / "copy.sqlite", "--store", location).exit_code == 0
    again = run("store", "backup", tmp_path / "copy.sqlite", "--store", location)
    assert (again.exit_code, "a file already" in again.stderr) == (1, True)
    done = run("store", "restore", tmp_path / "copy.sqlite", "--store", tmp_path / "new.sqlite")
    assert (done.exit_code, "1 articles" in done.stderr) == (0, True)
    assert run("store", "restore", tmp_path / "copy.sqlite", "--store", location).exit_code == 1
    assert run("store", "restore", tmp_path / "copy.sqlite", "--store", location, "--replace").exit_code == 0


def test_a_store_is_compacted_and_migrated(run: Any, location: Path) -> None:
    assert "MB now" in run("store", "compact", "--store", location).stderr
    assert "up to date" in run("store", "migrate", "--store", location).stderr


def test_refusals_are_listed(run: Any, location: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    run("ingest", tmp_path / "bad.txt", "--store", location)
    assert "bad.txt: empty" in run("store", "refusals", "--store", location).stdout
    (told,) = run("store", "refusals", "--store", location, "--json").stdout.splitlines()
    assert json.loads(told)["tries"] == 1


@pytest.mark.parametrize("name", ["info", "check", "backup", "restore", "migrate", "compact", "refusals"])
def test_a_store_that_is_not_there_is_told_and_not_made(run: Any, name: str, tmp_path: Path, location: Path) -> None:
    argument = {"backup": [tmp_path / "b.sqlite"], "restore": [tmp_path / "none.sqlite"]}.get(name, [])
    done = run("store", name, *argument, "--store", tmp_path / "no.sqlite")
    assert done.exit_code in (1, 2)
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "no.sqlite").exists()


@pytest.mark.parametrize("name", sorted(command.commands))  # type: ignore[attr-defined]
def test_every_subcommand_has_an_example_and_is_in_the_guide(name: str) -> None:
    one = command.commands[name]  # type: ignore[attr-defined]
    assert f"dragoman store {name}" in (one.help or "")
    section = GUIDE.split("## `dragoman store`")[1].split("\n## ")[0]
    assert f"`dragoman store {name}" in section
    for parameter in one.params:
        if isinstance(parameter, click.Option):
            assert max(parameter.opts, key=len) in section, parameter.opts


def test_an_event_is_corrected_and_the_correction_taken_back(run: Any, location: Path) -> None:
    done = run(
        "correct", "1", "--type", "REJECT", "--actor", "MAR", "--by", "Ada", "--note", "relu", "--store", location
    )
    assert (done.exit_code, done.stdout.startswith("event 1: type REJECT actors MAR, by Ada")) == (0, True)
    told = json.loads(run("correct", "1", "--undo", "--by", "Ada", "--store", location, "--json").stdout)
    assert (told["verdict"], told["undone_by"]) == ("other-type", "Ada")
    assert "taken back by Ada" in run("correct", "1", "--store", location).stdout


def test_an_event_is_called_wrong_by_article_and_id(run: Any, location: Path) -> None:
    assert run("correct", f"{whole().id[:10]}#e1", "--wrong", "--by", "Ada", "--store", location).exit_code == 0
    with open_store(location) as store:
        assert [found.id for found in store.events()] == ["e2"]


def test_nobody_may_be_said_to_be_acted_upon(run: Any, location: Path) -> None:
    assert run("correct", "1", "--recipient", "none", "--by", "Ada", "--store", location).exit_code == 0
    with open_store(location) as store:
        assert [found.recipients for found in store.events() if found.number == 1] == [()]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["1", "--wrong", "--right"],
        ["1", "--wrong", "--type", "AID"],
        ["1", "--type", "DANCE"],
        ["1", "--export", "x"],
    ],
)
def test_a_verdict_that_makes_no_sense_is_wrong_usage(run: Any, location: Path, arguments: list[str]) -> None:
    done = run("correct", *arguments, "--store", location)
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1


def test_corrections_are_exported_for_evaluate(run: Any, location: Path, tmp_path: Path) -> None:
    run("correct", "1", "--right", "--by", "Ada", "--store", location)
    done = run("correct", "--export", tmp_path / "corrected.ndjson", "--store", location)
    assert (done.exit_code, "1 sentence " in done.stderr) == (0, True)
    assert run("evaluate", tmp_path / "corrected.ndjson").exit_code == 0


def test_a_party_that_is_neither_state_nor_organisation_is_refused_as_a_correction(run: Any, location: Path) -> None:
    done = run("correct", "1", "--actor", "ZZZ", "--by", "Ada", "--store", location)
    assert done.exit_code == 2
    assert "“ZZZ” is no state" in done.stderr
    assert "actors MAR" in run("correct", "1", "--actor", "Maroc", "--by", "Ada", "--store", location).stdout


def test_a_corpus_that_is_missing_is_named_plainly(run: Any, tmp_path: Path) -> None:
    done = run("evaluate", tmp_path / "none")
    assert done.exit_code == 2
    assert "none: No such file or directory; name a corpus" in done.stderr
    assert "Errno" not in done.stderr
