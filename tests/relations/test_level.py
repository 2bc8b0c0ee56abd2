"""The level and its interval: the formula, decay, and a nominal 80 % that covers 80 %."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.relations.level import decayed, in_the_year_before, levels


def test_without_events_the_level_is_the_priors() -> None:
    assert levels(np.zeros(3), np.zeros(3)).level == pytest.approx([12.0] * 3)


def test_the_level_is_the_share_of_cooperation_with_ten_events_of_prior() -> None:
    found = levels(np.array([30.0]), np.array([10.0]))
    assert found.level[0] == pytest.approx(100 * (2 * (30 + 5.6) / 50 - 1))


def test_an_event_counts_half_after_a_half_life() -> None:
    daily = np.zeros(61)
    daily[0] = 8.0
    assert decayed(daily, 60)[60] == pytest.approx(4.0)


def test_the_interval_holds_the_level_and_stays_on_the_scale() -> None:
    rng = np.random.default_rng(3)
    found = levels(rng.gamma(1, 3, (300, 20)), rng.gamma(0.2, 3, (300, 20)))
    assert (found.low <= found.level).all()
    assert (found.level <= found.high).all()
    assert found.low.min() >= -100
    assert found.high.max() <= 100


def test_more_events_of_the_same_lean_narrow_the_interval() -> None:
    few, many = (levels(np.full(200, 2.0 * n), np.full(200, 1.0 * n)) for n in (1, 10))
    assert many.high[-1] - many.low[-1] < few.high[-1] - few.low[-1]


def test_one_day_of_many_events_is_less_sure_than_the_same_events_on_many_days() -> None:
    spread, at_once = np.full(40, 1.0), np.zeros(40)
    at_once[39] = 40.0
    conflict = np.full(40, 0.5)
    one, other = levels(spread, conflict), levels(at_once, conflict)
    assert other.high[-1] - other.low[-1] > one.high[-1] - one.low[-1]


def test_the_nominal_80_percent_interval_covers_77_to_83_percent_of_true_levels() -> None:
    rng = np.random.default_rng(0)
    relations, days = 4000, 400
    truth = rng.beta(5.6, 4.4, relations)
    bursts = rng.poisson(rng.lognormal(-0.5, 1.0, relations), (days, relations))
    events = rng.negative_binomial(1.0, 0.4, (days, relations)) * (bursts > 0) + bursts
    lean = rng.beta(8 * truth + 0.01, 8 * (1 - truth) + 0.01, (days, relations))
    cooperative = rng.binomial(events, lean)
    found = levels(cooperative.astype(float), (events - cooperative).astype(float))
    true = 100 * (2 * truth - 1)
    covered = float(np.mean((found.low[-1] <= true) & (true <= found.high[-1])))
    assert 0.77 <= covered <= 0.83


def test_events_of_a_year_are_counted_over_365_days() -> None:
    events = np.zeros(400, np.int64)
    events[0] = events[100] = 1
    counted = in_the_year_before(events)
    assert counted[[0, 364, 365, 399]].tolist() == [1, 2, 1, 1]
