"""Scores of alarms: a turning point is found by an alarm on its day or within the window after, never before."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.relations.scoring import Point, read_points, score


def point(day: int, direction: str = "tensions", dyad: str = "DZA-FRA") -> Point:
    return Point(dyad=dyad, date=datetime.date(2020, 1, 1) + datetime.timedelta(day), direction=direction)


@pytest.mark.parametrize(("day", "found"), [(-1, 0.0), (0, 1.0), (45, 1.0), (46, 0.0)])
def test_the_window_begins_on_the_day_and_ends_45_days_after(day: int, found: float) -> None:
    assert score([point(day)], [point(0)]).found == found


def test_the_direction_may_be_told_by_a_later_alarm_in_the_window() -> None:
    result = score([point(3, "dégel"), point(20, "rupture")], [point(0, "tensions")])
    assert (result.found, result.directed, result.delay) == (1.0, 1.0, 3)


def test_a_wrong_direction_is_found_but_not_directed() -> None:
    result = score([point(3, "dégel")], [point(0, "tensions")])
    assert (result.found, result.directed, result.misdirected) == (1.0, 0.0, (point(0, "tensions"),))


def test_another_pairs_alarm_finds_nothing() -> None:
    result = score([point(3, dyad="MAR-ESP")], [point(0)])
    assert (result.found, result.delay, result.missed) == (0.0, None, (point(0),))


def test_a_wrong_direction_in_a_file_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("dyad,date,direction\nA-B,2020-01-01,war\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"points\.csv:2: direction “war” is unknown; use one of: dégel"):
        read_points(path)


def test_a_file_without_the_columns_is_told(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_text("dyad,date\nA-B,2020-01-01\n", encoding="utf-8")
    with pytest.raises(InputError, match="the header lacks direction"):
        read_points(path)
