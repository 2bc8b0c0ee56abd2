"""Alarms that go on from a saved state are those of a full run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import InputError
from dragoman.relations.alarms import Going, find_alarms
from dragoman.relations.saved import load, save
from dragoman.relations.series import Series
from dragoman.relations.tuning import tuning

from .test_alarms import quiet, turned


def until(series: Series, days: int) -> Series:
    return Series(series.dyads, series.first, series.cooperative[:days], series.conflictual[:days])


def since(series: Series, day: int) -> Series:
    return Series(series.dyads, series.day(day), series.cooperative[day:], series.conflictual[day:])


@pytest.mark.parametrize("cuts", [[900], [400, 401, 402, 403, 700], [200, 380]])
def test_a_run_stopped_and_gone_on_with_tells_what_a_full_one_tells(tmp_path: Path, cuts: list[int]) -> None:
    series = turned(quiet(), 800, conflictual=150)
    series.cooperative[600:620] = series.conflictual[600:620] = 0
    path, found = tmp_path / "state.npz", []
    # the usual day is taken from the first year: a state that began on less of it would know another
    going = Going.begun(series, 2.0, tuning())
    for cut in cuts:
        found += going.on(until(series, cut))
        save(going, path)
        going, series = load(path, series, 2.0)
    found += going.on(series)
    assert found == list(find_alarms(series))
    assert found


def test_only_the_new_days_need_be_given(tmp_path: Path) -> None:
    series = turned(quiet(), 800, conflictual=150)
    going = Going.begun(series, 2.0, tuning())
    early = list(going.on(until(series, 795)))
    save(going, tmp_path / "s.npz")
    going, rest = load(tmp_path / "s.npz", since(series, 795), 2.0)
    late = list(going.on(rest))
    assert early + late == list(find_alarms(series))


def test_a_day_may_lack_pairs_and_name_them_in_another_order(tmp_path: Path) -> None:
    series = turned(quiet(), 800, conflictual=150)
    going = Going.begun(series, 2.0, tuning())
    list(going.on(until(series, 800)))
    save(going, tmp_path / "s.npz")
    few = Series(
        ("P02", "P00"), series.day(800), series.cooperative[800:803, [2, 0]], series.conflictual[800:803, [2, 0]]
    )
    _, rest = load(tmp_path / "s.npz", few, 2.0)
    assert rest.dyads == series.dyads
    assert np.array_equal(rest.conflictual[:, 2], series.conflictual[800:803, 2])
    assert not rest.conflictual[:, 1].any()


def test_what_does_not_belong_together_is_refused(tmp_path: Path) -> None:
    series, path = quiet(days=420), tmp_path / "s.npz"
    going = Going.begun(series, 2.0, tuning())
    assert list(going.on(until(series, 400))) is not None
    save(going, path)
    with pytest.raises(InputError, match="without the pair P08"):
        load(path, quiet(days=420, pairs=9), 2.0)
    with pytest.raises(InputError, match="--budget 2"):
        load(path, series, 1.0)
    assert load(path, since(series, 410), 2.0)[1].first == series.day(400)
    path.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(InputError, match="no saved alarms"):
        load(path, series, 2.0)
    np.savez(path, kind=np.array("other"))
    with pytest.raises(InputError, match="no saved alarms"):
        load(path, series, 2.0)
