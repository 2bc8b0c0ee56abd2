"""A daily series is read as people write it, and what is wrong with it is told by file and line."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.relations.series import Series, read_series, read_world


def written(folder: Path, *lines: str, name: str = "daily.csv") -> Path:
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_net_above_zero_is_cooperation_and_below_conflict(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "date,dyad,net", "2020-01-01,FRA-DZA,3.5", "2020-01-02,FRA-DZA,-2"))
    assert series.cooperative[:, 0].tolist() == [3.5, 0.0]
    assert series.conflictual[:, 0].tolist() == [0.0, 2.0]


@pytest.mark.parametrize("conflict", ["2", "-2"])
def test_conflict_is_read_with_or_without_its_minus(tmp_path: Path, conflict: str) -> None:
    series = read_series(written(tmp_path, "date,dyad,cooperative,conflictual", f"2020-01-01,FRA-DZA,3,{conflict}"))
    assert (series.cooperative[0, 0], series.conflictual[0, 0]) == (3.0, 2.0)


def test_days_that_are_missing_are_empty_and_any_order_will_do(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "net,dyad,date", "1,B,2020-01-04", "2,A,2020-01-01"))
    assert (series.first, series.days, series.dyads) == (datetime.date(2020, 1, 1), 4, ("A", "B"))
    assert series.cooperative.tolist() == [[2, 0], [0, 0], [0, 0], [0, 1]]


def test_a_pair_and_day_given_twice_is_summed_side_by_side(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "date,dyad,net", "2020-01-01,A,2", "2020-01-01,A,-3"))
    assert (series.cooperative[0, 0], series.conflictual[0, 0]) == (2.0, 3.0)


def test_a_dyad_is_one_whichever_of_the_two_is_written_first(tmp_path: Path) -> None:
    lines = ("2020-01-01,RUS-PRK,2", "2020-01-01,PRK/RUS,3", "2020-01-02,PRK RUS,-1")
    series = read_series(written(tmp_path, "date,dyad,net", *lines))
    assert series.dyads == ("PRK-RUS",)
    assert (series.cooperative[0, 0], series.conflictual[1, 0]) == (5.0, 1.0)


def test_a_dyad_that_is_always_written_one_way_keeps_its_name(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "date,dyad,net", "2020-01-01,RUS-PRK,2", "2020-01-02,RUS-PRK,3"))
    assert series.dyads == ("RUS-PRK",)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Date;Dyad;Net", "2020-01-01;A-B;-2,5"),
        ("net\tdate\tdyad", "-2.5\t2020-01-01\tA-B"),
        ("dyad|note|net|date", "A-B|x|-2.5|2020-01-01T00:00:00"),
    ],
)
def test_other_separators_orders_and_decimal_commas_are_read(tmp_path: Path, header: str, row: str) -> None:
    series = read_series(written(tmp_path, header, row))
    assert (series.dyads, series.conflictual.tolist()) == (("A-B",), [[2.5]])


def test_a_gzipped_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "daily.csv"
    path.write_bytes(gzip.compress(b"date,dyad,net\n2020-01-01,A,2\n"))
    assert read_series(path).cooperative.tolist() == [[2.0]]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["date,dyad,net", "2020-13-01,A,1"], r"daily\.csv:2: “2020-13-01” is no day"),
        (["date,dyad,net", "2020-01-01,A,much"], r"daily\.csv:2: “much” is no number"),
        (["date,dyad,net", "2020-01-01,A,nan"], r"daily\.csv:2: “nan” is no number"),
        (["date,dyad,net", "2020-01-01,A"], r"daily\.csv:2: 2 cells where the header has 3"),
        (["date,dyad,net", "2020-01-01,,1"], r"daily\.csv:2: no dyad"),
        (["day,pair,net", "2020-01-01,A,1"], r"daily\.csv:1: the header is “day,pair,net”; it must have date,dyad,net"),
        (["date,dyad,net"], r"daily\.csv: no data"),
        (["date,dyad,net", "2020-01-01,A,1", "0202-01-01,A,1"], r"days from 0202-01-01 to 2020-01-01; mend"),
    ],
)
def test_what_is_wrong_is_told_by_line(tmp_path: Path, lines: list[str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_series(written(tmp_path, *lines))


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "daily.csv.gz"
    path.write_bytes(b"\x1f\x8b\x00\xff\xfe")
    with pytest.raises(InputError, match="not a CSV file"):
        read_series(path)


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_series(tmp_path / "none.csv")


def test_the_world_is_laid_beside_the_series_and_its_gaps_have_the_mean(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "date,dyad,net", "2020-01-01,A,1", "2020-01-03,A,1"))
    world = written(
        tmp_path, "date,cooperative,conflictual,dyads", "2020-01-01,10,5,9", "2020-01-03,20,-10,9", name="world.csv"
    )
    assert read_world(world, series).tolist() == [15.0, 22.5, 30.0]


def test_a_world_of_other_days_is_refused(tmp_path: Path) -> None:
    series: Series = read_series(written(tmp_path, "date,dyad,net", "2020-01-01,A,1"))
    world = written(tmp_path, "date,cooperative,conflictual", "2021-01-01,10,5", name="world.csv")
    with pytest.raises(InputError, match="none of its days is in the series"):
        read_world(world, series)
