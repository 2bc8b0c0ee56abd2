"""Change alarms: on which days a relation turned, each found from what was known on its day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Record
from dragoman.relations.series import Series
from dragoman.relations.tuning import Tuning, tuning
from dragoman.relations.watch import UP, Watch

Direction = Literal["dégel", "rapprochement", "tensions", "rupture"]
UPWARD_NAMES = ("dégel", "rapprochement")
LEVEL_HALF_LIFE = 60.0
MILESTONE_DAYS = 14
"""Days in which a milestone makes the alarm after it a rupture."""
USUAL_PAIRS = 5.0
"""Pairs with news on a usual day from which a day without any is one that was not recorded: by chance, one day in 150."""
NEUTRAL, PRIOR = 0.56, 10.0
"""Share of cooperation that says nothing, and how many events it is worth: those of the index."""


class Alarm(Record, frozen=True, kw_only=True):
    """A turn of a relation: towards each other (dégel from a bad level, else rapprochement), or apart (tensions, rupture).

    ``strength`` is -log10 of the share of earlier days, of all pairs watched, that looked as much like a turn: 2 is one
    day in a hundred.
    """

    dyad: str
    date: datetime.date
    direction: Direction
    strength: float


def find_alarms(
    series: Series,
    budget: float = 2.0,
    volume: NDArray[np.float64] | None = None,
    shipped: Tuning | None = None,
    milestones: NDArray[np.bool_] | None = None,
) -> Iterator[Alarm]:
    """The alarms of a series, in order of days: about ``budget`` a pair and year, counted over all its pairs.

    The first year is only learned from, and earns no alarms. A day on which no pair has anything where five usually have is
    a gap in the data: time stands still. ``volume`` is the world's volume of news a day, where it is known; ``milestones``
    tells the pair-days of expulsions, recalls and acts of war.
    """
    going = Going.begun(series, budget, shipped or tuning())
    yield from going.on(series, volume, milestones)


@dataclass
class Going:
    """Alarms under way: all that is known of the pairs up to ``last``, so that a further day costs only itself."""

    dyads: tuple[str, ...]
    watch: Watch
    levels: Levels
    last: datetime.date
    usual: float = 0.0

    @classmethod
    def begun(cls, series: Series, budget: float, shipped: Tuning) -> Going:
        """Before the first day of a series."""
        watch = Watch(len(series.dyads), budget, usual_day(series, shipped.warm), shipped)
        return cls(series.dyads, watch, Levels(len(series.dyads), watch.unit), series.first - datetime.timedelta(1))

    def on(
        self,
        series: Series,
        volume: NDArray[np.float64] | None = None,
        milestones: NDArray[np.bool_] | None = None,
    ) -> Iterator[Alarm]:
        """The alarms of the days of a series of the same pairs that come after ``last``."""
        relative = _relative(volume, series.days)
        for n in range(max((self.last - series.first).days + 1, 0), series.days):
            self.last = series.day(n)
            cooperative = series.cooperative[n].astype(np.float64)
            conflictual = series.conflictual[n].astype(np.float64)
            active = int(((cooperative + conflictual) > 0).sum())
            if is_missing(active, self.usual):
                self.watch.pass_over()
                continue
            self.usual += (active - self.usual) / 30
            before = self.levels.now()
            self.levels.step(cooperative, conflictual)
            found = list(self.watch.step(cooperative, conflictual, relative[n]))
            for pair, way, strength in sorted(found, key=lambda one: -one[2]):
                broken = milestones is not None and bool(milestones[max(n - MILESTONE_DAYS, 0) : n + 1, pair].any())
                direction = label(way, float(before[pair]), broken)
                yield Alarm(
                    dyad=series.dyads[pair], date=series.day(n), direction=direction, strength=round(strength, 3)
                )


def label(way: int, level: float, milestone: bool = False) -> Direction:
    """What a turn is called, by the level before it and by whether a milestone (expulsion, severance, war) goes with it."""
    if way == UP:
        return "dégel" if level < 0 else "rapprochement"
    return "rupture" if milestone else "tensions"


def usual_day(series: Series, days: int) -> float:
    """The median weight of a day that has any, over the first ``days`` days and all pairs; 1 where there is none."""
    weights = (series.cooperative + series.conflictual)[:days]
    some = weights[weights > 0]
    return float(np.median(some)) if some.size else 1.0


class Levels:
    """The level of each pair (-100 … +100) day by day, as a series lets it be known."""

    def __init__(self, pairs: int, unit: float) -> None:
        self.weights = np.zeros((2, pairs))
        self.unit = unit

    def step(self, cooperative: NDArray[np.float64], conflictual: NDArray[np.float64]) -> None:
        """Take in a day."""
        self.weights *= 0.5 ** (1 / LEVEL_HALF_LIFE)
        self.weights += np.stack([cooperative, conflictual]) / self.unit

    def now(self) -> NDArray[np.float64]:
        """The levels as they stand."""
        share = (self.weights[0] + PRIOR * NEUTRAL) / (self.weights.sum(0) + PRIOR)
        found: NDArray[np.float64] = 100.0 * (2.0 * share - 1.0)
        return found


def is_missing(active: int, usual: float) -> bool:
    """Whether a day is a gap in the data: no pair has any news, where by the days before several usually have."""
    return active == 0 and usual >= USUAL_PAIRS


def _relative(volume: NDArray[np.float64] | None, days: int) -> NDArray[np.float64]:
    """The world's volume over the last four weeks beside that of the year before; 1 where it is not known."""
    if volume is None:
        return np.ones(days)
    sums = np.concatenate([[0.0], np.cumsum(volume)])
    ends = np.arange(1, days + 1)
    month = (sums[ends] - sums[np.maximum(ends - 28, 0)]) / np.minimum(ends, 28)
    year = (sums[ends] - sums[np.maximum(ends - 365, 0)]) / np.minimum(ends, 365)
    found: NDArray[np.float64] = np.clip(month / np.maximum(year, 1e-9), 0.25, 4.0)
    return found
