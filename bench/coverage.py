"""Does the level's nominal 80 % interval cover 80 %? On relations whose truth is known, and on weeks held out of public series.

    python bench/coverage.py

Held out: each week of a series goes to one half or the other (a burst of news lasts days); the levels of both halves
estimate the same relation, and their difference must lie within their joint interval in 80 of 100 cases. Reads
../shared/relations, which is not part of this project.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from dragoman.relations.alarms import usual_day
from dragoman.relations.level import ENOUGH, in_the_year_before, levels
from dragoman.relations.series import read_series

SHARED = Path(__file__).parents[1].parent / "shared/relations"


def simulated(seed: int, relations: int = 3000, days: int = 400) -> float:
    """Coverage on relations that keep a true share, whose days come in bursts that lean one way together."""
    rng = np.random.default_rng(seed)
    truth = rng.beta(5.6, 4.4, relations)
    rate = rng.lognormal(-0.5, 1.0, relations)
    bursts = rng.poisson(rate, (days, relations))
    events = rng.negative_binomial(1.0, 0.4, (days, relations)) * (bursts > 0) + bursts
    # the days lean: a beta around the truth, with a weight of eight events
    lean = rng.beta(8 * truth + 0.01, 8 * (1 - truth) + 0.01, (days, relations))
    cooperative = rng.binomial(events, lean)
    found = levels(cooperative.astype(float), (events - cooperative).astype(float))
    true = 100 * (2 * truth - 1)
    return float(np.mean((found.low[-1] <= true) & (true <= found.high[-1])))


def held_out(seed: int) -> float:
    """Coverage of the difference between the levels of two random halves of the weeks, where there is enough to have a level."""
    series = read_series(SHARED / "gdelt_net_dev.csv.gz")
    unit = usual_day(series, 365)
    rng = np.random.default_rng(seed)
    weeks = rng.random((series.days // 7 + 1, len(series.dyads))) < 0.5
    mine = np.repeat(weeks, 7, 0)[: series.days]
    active = (series.cooperative + series.conflictual > 0).astype(np.int64)
    halves = []
    for part in (mine, ~mine):
        halves.append(levels(series.cooperative * part / unit, series.conflictual * part / unit))
    some = slice(365, None, 90)
    one, other = halves
    gap = np.abs(one.level - other.level)[some]
    half = np.hypot(one.high - one.low, other.high - other.low)[some] / 2
    enough = (in_the_year_before(active) >= 2 * ENOUGH)[some]
    return float(np.mean((gap <= half)[enough]))


def main() -> None:
    print(f"simulated: {np.mean([simulated(seed) for seed in range(3)]):.3f}")
    if not (SHARED / "gdelt_net_dev.csv.gz").is_file():
        sys.exit(f"no benchmark data at {SHARED}: held-out days skipped")
    print(f"held-out weeks of 53 pairs: {np.mean([held_out(seed) for seed in range(5)]):.3f}")


if __name__ == "__main__":
    main()
