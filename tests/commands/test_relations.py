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
