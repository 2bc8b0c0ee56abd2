"""dragoman search, latest, show, events, dyad: what they print."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.errors import StoreError
from dragoman.store import open_store

TEXT = "Paris a expulsé trois diplomates russes. Moscou a condamné l'expulsion de ses diplomates."


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two articles, read by hand-made pages."""
    path = tmp_path_factory.mktemp("store") / "s.sqlite"
    with open_store(path, create=True) as store:
        for n, page in enumerate(
            (f"Paris expulse des diplomates\n\n{TEXT}", "L'accord de Rabat\n\nLe Maroc signe un accord.")
        ):
            reading = dragoman.read(page, language="fr", published=datetime.date(2024, 1, n + 1))
            store.put(reading)
    return path


def test_search_prints_what_the_contract_says(run: Any, location: Path) -> None:
    done = run("search", "expulsions", "--store", location, "--json")
    assert done.exit_code == 0
    printed = json.loads(done.stdout)
    assert printed["total"] == 1
    (one,) = printed["results"]
    assert one["published"] == "2024-01-01"
    assert "[expulsé]" in one["snippet"]
    assert {"id", "title", "published", "snippet", "score"} <= one.keys()


def test_search_at_a_terminal_tells_title_day_and_passage(run: Any, location: Path) -> None:
    done = run("search", "diplomate", "pays:Russie", "--store", location, "--facets")
    assert "1 article" in done.stdout
    assert "2024-01-01 · fr" in done.stdout
    assert "[diplomates]" in done.stdout
    assert "country: " in done.stdout


def test_search_prints_csv_with_a_header(run: Any, location: Path) -> None:
    done = run("search", "accord ou diplomates", "--store", location, "--csv")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert {row["published"] for row in rows} == {"2024-01-01", "2024-01-02"}
    assert all(row["id"] for row in rows)


def test_a_bad_query_is_wrong_usage_and_says_where(run: Any, location: Path) -> None:
    done = run("search", "accord (paix", "--store", location)
    assert done.exit_code == 2
    assert "column 8" in done.stderr
    assert done.stdout == ""


def test_at_a_french_terminal_it_is_told_in_french(run: Any, location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    for command in (("search",), ("events",), ("export", "events", "--where")):
        told = run(*command, "accord (paix", "--store", location).stderr
        assert "signe 8" in told, command
        assert "parenthèse" in told, command
        assert f"voyez « main {command[0]} --help »" in told, command
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "column 8" in run("search", "accord (paix", "--store", location).stderr


def test_nothing_found_is_no_failure_and_a_better_spelling_is_named(run: Any, location: Path) -> None:
    done = run("search", "dipomate", "--store", location)
    assert done.exit_code == 0
    assert "Did you mean: diplomate" in done.stdout


def test_a_saved_search_is_searched_again_and_narrowed(run: Any, location: Path) -> None:
    assert run("search", "accord ou diplomates", "--store", location, "--save", "mine").exit_code == 0
    assert run("search", "--list-saved", "--store", location).stdout == "mine\taccord ou diplomates\n"
    assert json.loads(run("search", "--saved", "mine", "--store", location, "--json").stdout)["total"] == 2
    assert json.loads(run("search", "Maroc", "--saved", "mine", "--store", location, "--json").stdout)["total"] == 1
    assert run("search", "--forget", "mine", "--store", location).exit_code == 0
    assert run("search", "--list-saved", "--store", location).stdout == ""


@pytest.mark.parametrize("line", [["search"], ["search", "x", "--json", "--csv"], ["dyad", "FRA", "Wakanda"]])
def test_what_cannot_be_asked_is_wrong_usage(run: Any, location: Path, line: list[str]) -> None:
    assert run(*line, "--store", location).exit_code == 2


def test_latest_begins_with_the_newest_and_keeps_to_a_section(run: Any, location: Path) -> None:
    printed = json.loads(run("latest", "--store", location, "--json").stdout)
    assert [one["published"] for one in printed["results"]] == ["2024-01-02", "2024-01-01"]
    assert json.loads(run("latest", "--section", "Sport", "--store", location, "--json").stdout)["total"] == 0
    assert "2 articles" in run("latest", "--store", location).stdout


def test_show_prints_the_reading_that_was_stored(run: Any, location: Path) -> None:
    (one,) = json.loads(run("search", "Maroc", "--store", location, "--json").stdout)["results"]
    shown = json.loads(run("show", one["id"][:10], "--store", location, "--json").stdout)
    assert shown["id"] == one["id"]
    assert "EVENTS" in run("show", one["id"], "--store", location).stdout.upper()
    missing = run("show", "zz", "--store", location)
    assert isinstance(missing.exception, StoreError) or missing.exit_code == 1


def test_events_and_dyad_tell_who_did_what_to_whom(run: Any, location: Path) -> None:
    listed = run("events", "acteur:FRA type:SANCTION", "--store", location)
    assert "FRA → SANCTION/expel → RUS" in listed.stdout
    assert "a [expulsé] trois diplomates russes" in " ".join(listed.stdout.split())
    rows = list(csv.DictReader(run("events", "--store", location, "--csv").stdout.splitlines()))
    assert {"FRA", "RUS"} <= {row["actors"] for row in rows}
    pair = json.loads(run("dyad", "France", "RUS", "--store", location, "--json").stdout)
    assert {(step["actor"], step["recipient"]) for step in pair["steps"]} == {("FRA", "RUS"), ("RUS", "FRA")}
    assert "FRA–RUS" in run("dyad", "FRA", "RUS", "--store", location).stdout
    assert run("dyad", "FRA", "RUS", "--store", location, "--csv").stdout.startswith("period,actor,recipient")


def test_the_periods_of_a_pair_keep_to_eighty_columns_with_marks_for_statuses(run: Any, location: Path) -> None:
    told = run("dyad", "FRA", "RUS", "--store", location).stdout
    assert "● 1" in told
    assert max(map(len, told.splitlines())) <= 80
