"""``dragoman relations``: what is printed, and what is said of wrong input."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from pathlib import Path
from typing import Any

import click
import pytest

from dragoman.commands import main
from dragoman.commands.relations import SUBCOMMANDS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")


def of(name: str) -> click.Command:
    group = main.get_command(click.Context(main), "relations")
    assert isinstance(group, click.Group)
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command


def series(folder: Path, days: int = 500) -> Path:
    """Two pairs that trade small things daily; on day 450 a war."""
    lines = ["date,dyad,net"]
    for n in range(days):
        day = datetime.date(2020, 1, 1) + datetime.timedelta(n)
        lines += [f"{day},FRA-ITA,{3 + n % 5}", f"{day},IND-PAK,{-900 if n >= 450 else (n % 7) - 3}"]
    path = folder / "daily.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_alarms_are_csv_with_day_direction_and_strength(run: Any, tmp_path: Path) -> None:
    result = run("relations", "alarms", "--series", series(tmp_path))
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.stdout.splitlines()[0] == "dyad,date,direction,strength"
    war = [row for row in rows if row["dyad"] == "IND-PAK" and row["date"] >= "2021-03-26"]
    assert [row["direction"] for row in war][:1] == ["tensions"]
    assert float(war[0]["strength"]) > 1


def test_a_series_that_is_missing_ends_with_1(run: Any, tmp_path: Path) -> None:
    result = run("relations", "alarms", "--series", tmp_path / "none.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "none.csv: No such file" in result.stderr


def test_a_series_of_less_than_a_year_says_why_there_are_no_alarms(run: Any, tmp_path: Path) -> None:
    result = run("relations", "alarms", "--series", series(tmp_path, 100))
    assert result.stdout == "dyad,date,direction,strength\n"
    assert "100 days; the first year is only learned from" in result.stderr


def test_alarms_can_be_scored_on_turning_points(run: Any, tmp_path: Path) -> None:
    alarms, points = tmp_path / "alarms.csv", tmp_path / "points.csv"
    alarms.write_text(run("relations", "alarms", "--series", series(tmp_path)).stdout, encoding="utf-8")
    points.write_text("dyad,date,direction,label\nIND-PAK,2021-03-26,rupture,guerre\n", encoding="utf-8")
    told = json.loads(run("relations", "score", alarms, points, "--json").stdout)
    assert (told["points"], told["found"], told["directed"]) == (1, 1.0, 1.0)
    assert "1 turning points: found 1.00" in run("relations", "score", alarms, points).stdout


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_the_help_of_every_subcommand_has_an_example_and_says_what_each_option_is_for(name: str) -> None:
    found = of(name)
    assert re.search(rf"\n\s*Examples:\n\s+dragoman relations {name}", found.help or "")
    assert [p.name for p in found.params if isinstance(p, click.Option) and not p.help] == []


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_subcommand_and_option_is_in_the_guide(name: str) -> None:
    section = GUIDE.split("## `dragoman relations`")[1].split("\n## ")[0]
    assert f"### `dragoman relations {name}`" in section
    section = section.split(f"### `dragoman relations {name}`")[1].split("\n### ")[0]
    for parameter in of(name).params:
        if isinstance(parameter, click.Option):
            assert max(parameter.opts, key=len) in section, parameter.opts


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_help_of_subcommands_fits_80_columns_but_for_what_is_pasted(run: Any, name: str) -> None:
    result = run("relations", name, "--help")
    long = [line for line in result.stdout.splitlines() if len(line) > 80 and "dragoman relations" not in line]
    assert (result.exit_code, long) == (0, [])


@pytest.fixture
def stored(tmp_path: Path) -> str:
    """A store with a year of talks between two."""
    from tests.relations.made import days, told

    from dragoman.store import open_store

    with open_store(tmp_path / "news.sqlite", create=True) as store:
        store.put_many([told(day, "CONSULT/visit") for day in days(datetime.date(2023, 1, 1), 80, 3)])
    return str(tmp_path / "news.sqlite")


def test_the_index_is_an_object_with_every_day(run: Any, stored: str) -> None:
    found = json.loads(run("relations", "index", "Corée du Nord", "RUS", "--store", stored, "--json").stdout)
    assert (found["one"], found["other"], found["verdict"], found["occurrences"]) == ("PRK", "RUS", None, 80)
    assert found["days"][-1]["level"] > 12


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["index", "Russsie", "PRK"], "did you mean Russie"),
        (["index", "PRK", "Corée du Nord"], "are both PRK"),
        (["index", "PRK", "RUS", "--from", "2024-02-01", "--to", "2024-01-01"], "lies before"),
        (["why", "PRK", "RUS", "sept"], "“sept” is no period"),
        (["plot", "PRK", "RUS", "--output", "x.gif"], "neither .svg nor .png"),
        (["table", "--output", "x.xls"], "neither .csv nor .parquet"),
    ],
)
def test_wrong_usage_is_told_in_one_line_and_ends_with_2(
    process: Any, stored: str, arguments: list[str], told: str
) -> None:
    done = process("relations", *arguments, "--store", stored)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["index", "FRA", "DZA"],
        ["why", "PRK", "RUS", "2001"],
        ["milestones", "FRA", "DZA"],
        ["precedents", "FRA", "DZA"],
    ],
)
def test_nothing_found_is_said_and_is_no_failure(run: Any, stored: str, arguments: list[str]) -> None:
    result = run("relations", *arguments, "--store", stored)
    assert result.exit_code == 0
    assert result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["why", "PRK", "RUS", "2023-02"], "#e1"),
        (["milestones", "PRK", "RUS"], "visite"),
        (["network"], "PRK,RUS,"),
        (["movers"], "PRK–RUS"),
        (["table", "--by", "year"], "2023,PRK,RUS,"),
        (["plot", "PRK", "RUS"], "Source : "),
        (["alarms"], "dyad,date,direction,strength"),
        (["precedents", "PRK", "RUS"], "turns up: "),
    ],
)
def test_what_the_store_holds_is_printed(run: Any, stored: str, arguments: list[str], told: str) -> None:
    result = run("relations", *arguments, "--store", stored)
    assert result.exit_code == 0, result.stderr
    assert told in result.stdout


@pytest.mark.parametrize("command", ["movers", "network"])
def test_pairs_can_be_those_of_a_bloc(run: Any, stored: str, command: str) -> None:
    result = run("relations", command, "--bloc", "ECW", "--store", stored)
    assert "PRK" not in result.stdout
    assert "no pair within ECW has 50 distinct events" in result.stderr
    wrong = run("relations", command, "--bloc", "ECX", "--store", stored)
    assert (wrong.exit_code, "use one of: " in wrong.stderr) == (2, True)


@pytest.fixture
def in_two_languages(tmp_path: Path) -> str:
    """A store in which French pages of an Algerian outlet tell of talks, and English ones of blows."""
    from tests.relations.made import days, told

    from dragoman.store import open_store

    with open_store(tmp_path / "two.sqlite", create=True) as store:
        for n, day in enumerate(days(datetime.date(2022, 1, 1), 160, 5)):
            store.put_many(
                [
                    told(day, "CONSULT/visit", url=f"https://www.elwatan.dz/{n}"),
                    told(day, "ASSAULT", language="en", url=f"https://www.bbc.co.uk/{n}"),
                ]
            )
    return str(tmp_path / "two.sqlite")


@pytest.mark.parametrize(
    ("asked", "in_the_source_line"),
    [(["--told-in", "fr"], "fr"), (["--outlet-country", "DZA"], "DZA"), (["--outlet", "elwatan.dz"], "elwatan.dz")],
)
def test_a_picture_can_be_of_what_some_pages_tell(
    run: Any, in_two_languages: str, asked: list[str], in_the_source_line: str
) -> None:
    of_some = run("relations", "plot", "PRK", "RUS", "--store", in_two_languages, *asked)
    of_all = run("relations", "plot", "PRK", "RUS", "--store", in_two_languages)
    assert (of_some.exit_code, of_all.exit_code) == (0, 0), of_some.stderr
    assert of_some.stdout.splitlines()[1] != of_all.stdout.splitlines()[1]
    assert in_the_source_line in of_some.stdout.splitlines()[-1]
    assert "n = 160" in of_some.stdout.splitlines()[-1]


def test_a_calendar_can_be_of_what_some_pages_tell_and_names_them(
    run: Any, in_two_languages: str, tmp_path: Path
) -> None:
    pages = ("--store", in_two_languages, "--told-in", "en", "--calendar", "--output", tmp_path / "c.svg")
    assert run("relations", "plot", "PRK", "RUS", *pages).exit_code == 0
    drawn = (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert "n = 160" in drawn
    imported = run("relations", "plot", "PRK", "RUS", *pages[:2], *pages[4:], "--source", "gdelt")
    assert imported.exit_code == 0
    assert "no events imported from GDELT" in imported.stderr


def test_alarms_can_be_of_what_pages_in_one_language_tell(run: Any, in_two_languages: str) -> None:
    nobody = run("relations", "alarms", "--store", in_two_languages, "--language", "de")
    assert nobody.stdout == "dyad,date,direction,strength\n"
    assert "données insuffisantes" in nobody.stderr
    some = run("relations", "alarms", "--store", in_two_languages, "--language", "en")
    assert some.exit_code == 0
    assert "données insuffisantes" not in some.stderr


def test_a_series_has_no_language_of_pages(run: Any, tmp_path: Path) -> None:
    assert run("relations", "alarms", "--series", series(tmp_path), "--language", "fr").exit_code == 2


def test_tables_and_pictures_are_written_to_files(run: Any, stored: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    assert run("relations", "table", "--store", stored, "--output", tmp_path / "t.parquet").exit_code == 0
    assert parquet.read_table(tmp_path / "t.parquet").num_rows == 8
    assert run("relations", "plot", "PRK", "RUS", "--store", stored, "--output", tmp_path / "p.svg").exit_code == 0
    assert (tmp_path / "p.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_picture_can_be_a_png(run: Any, stored: str, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    result = run("relations", "plot", "PRK", "RUS", "--store", stored, "--output", tmp_path / "p.png")
    assert result.exit_code == 0
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "arguments",
    [["network"], ["map", "PRK", "--language", "en"], ["plot", "PRK", "RUS", "--calendar"]],
)
def test_network_map_and_calendar_are_pictures(run: Any, stored: str, tmp_path: Path, arguments: list[str]) -> None:
    result = run("relations", *arguments, "--store", stored, "--output", tmp_path / "p.svg")
    assert result.exit_code == 0, result.stderr
    drawn = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert "RUS" in drawn or "Russie" in drawn


def test_the_words_that_decide_a_polarity_are_printed(run: Any) -> None:
    told = run("relations", "polarity", "Lomé a levé l'embargo visant Accra.").stdout
    assert told.startswith("cooperation: ending − · sanction − = cooperation (ending)")
    assert "levé, embargo" in told
    assert run("relations", "polarity", "Lomé parle.", "--json").stdout == "null\n"


def test_a_calendar_asks_for_a_file(run: Any, stored: str) -> None:
    result = run("relations", "plot", "PRK", "RUS", "--calendar", "--store", stored)
    assert result.exit_code == 2
    assert "--output" in result.stderr


@pytest.mark.parametrize("arguments", [["why", "PRK", "RUS", "2023"], ["milestones", "PRK", "RUS"]])
def test_what_people_read_is_folded_at_eighty_columns(run: Any, stored: str, arguments: list[str]) -> None:
    told = run("relations", *arguments, "--store", stored).stdout
    assert "#e1" in told
    assert max(map(len, told.splitlines())) <= 80
