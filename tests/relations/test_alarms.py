"""Alarms: a turn is seen soon, from what was known on its day, within the budget, whatever the scale."""

from __future__ import annotations

import datetime
import itertools

import numpy as np
import pytest

from dragoman.relations.alarms import Alarm, find_alarms, label
from dragoman.relations.series import Series
from dragoman.relations.tuning import tuning
from dragoman.relations.watch import DOWN, UP

FIRST = datetime.date(2018, 1, 1)
DAYS, PAIRS = 1200, 8


def quiet(seed: int = 1, days: int = DAYS, pairs: int = PAIRS) -> Series:
    """Pairs that go on as ever: on two days of three something happens, small or middling."""
    rng = np.random.default_rng(seed)
    weights = rng.gamma(0.7, 20.0, (2, days, pairs)) * (rng.random((2, days, pairs)) < 0.4)
    names = tuple(f"P{n:02}" for n in range(pairs))
    return Series(names, FIRST, weights[0].astype(np.float32), weights[1].astype(np.float32))


def turned(series: Series, day: int, cooperative: float = 0.0, conflictual: float = 0.0, pair: int = 2) -> Series:
    """The same, but that from ``day`` on one pair has three weeks of much more."""
    series.cooperative[day : day + 21, pair] += cooperative
    series.conflictual[day : day + 21, pair] += conflictual
    return series


def after(alarms: list[Alarm], day: int, within: int = 45) -> list[Alarm]:
    """The third pair's alarms in the window after ``day``."""
    since = FIRST + datetime.timedelta(day)
    return [a for a in alarms if a.dyad == "P02" and 0 <= (a.date - since).days <= within]


def test_an_outbreak_of_conflict_is_called_tensions_within_days() -> None:
    found = after(list(find_alarms(turned(quiet(), 800, conflictual=150))), 800, within=10)
    assert {alarm.direction for alarm in found} == {"tensions"}


@pytest.mark.parametrize(("before", "called"), [(0.0, "rapprochement"), (60.0, "dégel")])
def test_an_upturn_is_named_by_the_level_before_it(before: float, called: str) -> None:
    series = quiet()
    series.conflictual[:, 2] += before
    found = after(list(find_alarms(turned(series, 800, cooperative=300))), 800, within=10)
    assert called in [alarm.direction for alarm in found]


def test_no_alarm_rests_on_what_came_later() -> None:
    series = turned(quiet(), 800, conflictual=150)
    whole = list(find_alarms(series))
    for end in (801, 805, 1000):
        cut = Series(series.dyads, FIRST, series.cooperative[:end], series.conflictual[:end])
        assert list(find_alarms(cut)) == [a for a in whole if (a.date - FIRST).days < end]


def test_no_alarm_is_raised_in_the_year_that_is_learned_from() -> None:
    alarms = list(find_alarms(turned(quiet(), 200, conflictual=400)))
    assert alarms
    assert min(a.date for a in alarms) >= FIRST + datetime.timedelta(tuning().warm)


@pytest.mark.parametrize("budget", [1.0, 2.0, 4.0])
def test_the_budget_is_kept_over_all_pairs_and_watched_days(budget: float) -> None:
    days = 2200
    alarms = list(find_alarms(quiet(days=days, pairs=30), budget))
    assert len(alarms) == pytest.approx(budget * 30 * (days - tuning().warm) / 365.25, rel=0.15)


def test_a_turn_that_began_in_the_year_that_is_learned_from_is_not_told_as_new_on_the_first_day_after() -> None:
    series = quiet(pairs=12)
    for pair in range(12):
        turned(series, 350, conflictual=400, pair=pair)
    first = FIRST + datetime.timedelta(tuning().warm)
    early = [a for a in find_alarms(series) if a.date <= first + datetime.timedelta(7)]
    assert not [a for a in early if a.direction in ("tensions", "rupture")]


def test_days_that_nothing_was_recorded_of_are_passed_over() -> None:
    series = turned(quiet(pairs=12), 900, conflictual=150)
    hole = slice(760, 820)
    series.cooperative[hole] = series.conflictual[hole] = 0
    alarms = list(find_alarms(series))
    lost = [FIRST + datetime.timedelta(n) for n in range(hole.start, hole.stop)]
    assert not [a for a in alarms if a.date in lost]
    assert after(alarms, 900, within=10)
    whole = Series(
        series.dyads, FIRST, np.delete(series.cooperative, hole, axis=0), np.delete(series.conflictual, hole, axis=0)
    )
    shifted = [(a.dyad, a.direction) for a in find_alarms(whole, budget=2.0)]
    assert shifted[:5] == [(a.dyad, a.direction) for a in alarms][:5]


def test_scale_does_not_matter() -> None:
    series = turned(quiet(), 800, conflictual=150)
    larger = Series(series.dyads, FIRST, series.cooperative * 8, series.conflictual * 8)
    assert list(find_alarms(larger)) == list(find_alarms(series))


def test_alarms_of_a_pair_in_one_direction_lie_a_refractory_time_apart_unless_it_grows_far_stronger() -> None:
    alarms = list(find_alarms(turned(quiet(), 800, conflictual=150), 6.0))
    for pair in {a.dyad for a in alarms}:
        for upward in (True, False):
            ones = [a for a in alarms if a.dyad == pair and (a.direction in ("dégel", "rapprochement")) == upward]
            for earlier, later in itertools.pairwise(ones):
                grown = later.strength - earlier.strength >= tuning().escalation - 0.01
                assert grown or (later.date - earlier.date).days >= tuning().refractory


def test_one_pair_alone_can_be_watched() -> None:
    alarms = list(find_alarms(turned(quiet(pairs=3), 800, conflictual=300)))
    series = turned(quiet(pairs=3), 800, conflictual=300)
    alone = Series(("P02",), FIRST, series.cooperative[:, 2:], series.conflictual[:, 2:])
    assert after(alarms, 800, within=10)
    assert after(list(find_alarms(alone)), 800, within=10)


def test_a_pair_without_any_event_raises_no_warning() -> None:
    series = quiet()
    series.cooperative[:, 0] = series.conflictual[:, 0] = 0
    assert list(find_alarms(series))


def test_a_short_series_has_no_alarms() -> None:
    assert list(find_alarms(quiet(days=40))) == []


def test_more_news_everywhere_is_no_turn_where_the_worlds_volume_is_known() -> None:
    series = quiet(pairs=12)
    volume = np.full(DAYS, 1000.0)
    for part in (series.cooperative, series.conflictual):
        part[800:] *= 4
    volume[800:] *= 4
    days = range(800, 830)
    plain = [a for a in find_alarms(series) if (a.date - FIRST).days in days]
    corrected = [a for a in find_alarms(series, volume=volume) if (a.date - FIRST).days in days]
    assert len(corrected) < len(plain)


def test_a_turn_down_is_a_rupture_only_with_a_milestone() -> None:
    assert [label(DOWN, -50.0), label(DOWN, -50.0, milestone=True)] == ["tensions", "rupture"]
    assert [label(UP, -1.0, milestone=True), label(UP, 0.0)] == ["dégel", "rapprochement"]
