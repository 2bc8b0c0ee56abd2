"""Scores of alarms: a turning point is found by an alarm on its day or within the window after, never before."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import InputError
from dragoman.relations.scoring import Point, Span, read_points, score, span_of_series
from dragoman.relations.series import Series


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


def test_a_pair_is_the_same_either_way_round() -> None:
    assert score([point(3, dyad="FRA-DZA")], [point(0)]).found == 1.0


def test_a_point_that_could_not_be_found_is_told_apart_and_not_missed() -> None:
    first = datetime.date(2020, 1, 1)
    span = Span(first=first, last=first + datetime.timedelta(100), dyads=frozenset({"DZA-FRA"}))
    late, stranger = point(200), point(5, dyad="ESP-MAR")
    result = score([point(3)], [point(0), late, stranger], span=span)
    assert (result.points, result.found, result.missed) == (1, 1.0, ())
    assert result.outside == (late, stranger)


def test_a_series_can_be_found_in_from_the_end_of_its_first_year() -> None:
    numbers = np.zeros((400, 1), np.float32)
    span = span_of_series(Series(("FRA-DZA",), datetime.date(2019, 1, 1), numbers, numbers), 365)
    assert (span.first, span.last) == (datetime.date(2020, 1, 1), datetime.date(2020, 2, 4))
    assert span.takes_in(point(0))


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
