"""The level of a relation, -100 … +100, with an interval that covers what it says.

    C, F = decayed sums of the weights of cooperation and of conflict (half-life 60 days)
    p = (C + 10 · 0.56) / (C + F + 10),  L = 100 · (2p - 1)

News comes in clusters: one summit is ten events of a day. The interval therefore takes the day as its unit: a day that
leans far from p widens it, whatever number of events it has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
HALF_LIFE = 60.0
PRIOR, NEUTRAL = 10.0, 0.56
"""How many events' weight the prior has, and its share of cooperation: that of public event data."""
Z80 = 1.2815515655446004
WIDER = 1.1
"""Makes a nominal 80 % cover 80 %: relations whose true share is known (tests/relations/test_level.py), and weeks held
out of public series (bench/coverage.py)."""
ENOUGH = 50
"""Distinct events in a year below which there is no level."""


@dataclass(frozen=True)
class Levels:
    """A pair's (or many pairs') levels day by day, with the bounds of the 80 % interval, and what they rest on."""

    level: Floats
    low: Floats
    high: Floats
    cooperative: Floats
    conflictual: Floats


def decayed(daily: Floats, half_life: float = HALF_LIFE, power: int = 1) -> Floats:
    """Each day's sum of all days until it, a day that lies a half-life back counting half; days go down."""
    decay = 0.5 ** (power / half_life)
    found = np.empty(daily.shape, np.float64)
    state = np.zeros(daily.shape[1:])
    for n in range(len(daily)):
        state = state * decay + daily[n]
        found[n] = state
    return found


def levels(cooperative: Floats, conflictual: Floats, half_life: float = HALF_LIFE) -> Levels:
    """The levels of daily weights (days down, and pairs across where there are several)."""
    c, f = decayed(cooperative, half_life), decayed(conflictual, half_life)
    p = (c + PRIOR * NEUTRAL) / (c + f + PRIOR)
    # Σ decay²·(w_C(1-p) - w_F·p)², expanded, so that p may be today's for every day before
    cc = decayed(cooperative * cooperative, half_life, 2)
    ff = decayed(conflictual * conflictual, half_life, 2)
    cf = decayed(cooperative * conflictual, half_life, 2)
    spread = cc * (1 - p) ** 2 - 2 * cf * p * (1 - p) + ff * p**2
    spread = spread + PRIOR * NEUTRAL * (1 - NEUTRAL)
    half = WIDER * Z80 * np.sqrt(np.maximum(spread, 0.0)) / (c + f + PRIOR)
    low, high = np.clip(p - half, 0.0, 1.0), np.clip(p + half, 0.0, 1.0)
    return Levels(100 * (2 * p - 1), 100 * (2 * low - 1), 100 * (2 * high - 1), c, f)


def in_the_year_before(events: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each day's number of events in the 365 days that end with it."""
    sums = np.concatenate([np.zeros((1, *events.shape[1:]), np.int64), np.cumsum(events, 0)])
    ends = np.arange(1, len(events) + 1)
    found: NDArray[np.int64] = sums[ends] - sums[np.maximum(ends - 365, 0)]
    return found
