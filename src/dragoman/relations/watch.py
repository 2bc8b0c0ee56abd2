"""A watch over many pairs, day after day: whose relation turns today, from what was known until today.

Nothing looks ahead. All that a day needs of the days before it is held in running sums, so that a day costs the same
whatever came before, and reading a long series is only watching its days one by one. docs/relations.md has the formulas.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dragoman.relations.tuning import Tuning, tuning

Floats = NDArray[np.float64]
UP, DOWN = 0, 1
"""Rows of what is kept for each direction: towards each other, and apart."""

YEAR = 365.25
KEPT = 0.985
"""Of the budget, what is aimed at: the bar follows spending with some delay, and the budget is not to be overrun."""

REHEARSAL = 60
"""Days after the first scores from which alarms are raised in silence until the first year is over: a turn that began in
it is not told as new on the first day after."""

BINS, LOWEST, PER_UNIT = 2400, -10.0, 32.0
PER_TURN = 150.0
"""Steps of a histogram: of scores in standard deviations, and of the weighted sum of their rarities."""


class Watch:
    """What is known of ``pairs`` pairs up to yesterday.

    ``unit`` is the usual weight of a day that has any (cooperative or conflictual): scales differ between sources, and
    an alarm must not depend on them.
    """

    def __init__(self, pairs: int, budget: float, unit: float, shipped: Tuning | None = None) -> None:
        self.tuning = shipped or tuning()
        self.budget, self.unit = budget, unit
        columns, transforms = self.tuning.columns, len(self.tuning.transforms)
        measures = len(columns.transform)
        self.today = self.passed_over = 0
        self.ring = np.zeros((int((columns.gap + columns.base).max()) + 1, transforms, 2, pairs), np.float32)
        self.recent = np.zeros((measures, 2, pairs))
        self.sums = np.zeros((measures, 2, pairs))
        self.squares = np.zeros((measures, 2, pairs))
        self.month = np.zeros((2, pairs))
        self.year = np.zeros((2, pairs))
        self.active = np.zeros(pairs)
        self.counts = self.tuning.prior(BINS, LOWEST, PER_UNIT)
        self.ranks = np.zeros(BINS)
        self.last = np.full((2, pairs), -10_000)
        self.height = np.zeros((2, pairs))
        self.spent = np.zeros(pairs)

    def step(self, cooperative: Floats, conflictual: Floats, volume: float = 1.0) -> Iterator[tuple[int, int, float]]:
        """Take in a day, a weight a pair; gives pair, direction and strength of each alarm that it raises.

        ``volume`` is the world's volume of news on that day beside its usual one. Strength is -log10 of the share of
        earlier days, of all pairs, that looked as much like a turn.
        """
        facts = self.facts(cooperative, conflictual, volume)
        yield from self.judge(np.tensordot(self.tuning.weights, facts, 1))

    def pass_over(self) -> None:
        """A day that was not recorded: it earns its part of the budget, and nothing else is known of it."""
        self.passed_over += self.today > self.tuning.warm

    def judge(self, turn: Floats) -> Iterator[tuple[int, int, float]]:
        """The alarms of the day whose facts, weighted and summed, are ``turn``, by direction and pair."""
        bins = np.clip((turn - self.tuning.bias) * PER_TURN, 0, BINS - 1).astype(np.intp)
        strength = _rarity(self.ranks[None], bins[None])[0]
        if self.today > self.tuning.scored:
            self.ranks += np.bincount(bins.ravel(), minlength=BINS)
        if self.today > self.tuning.scored + REHEARSAL:
            raised = list(self._alarms(strength))
            if self.today > self.tuning.warm:
                yield from raised

    def facts(self, cooperative: Floats, conflictual: Floats, volume: float = 1.0) -> Floats:
        """Take in a day; the facts about it that the alarm weighs: one a row, by direction and pair."""
        raw = np.stack([cooperative, conflictual]) / (self.unit * volume)
        self._take_in(raw)
        scores = self._scores()
        bins = np.clip((scores - LOWEST) * PER_UNIT, 0, BINS - 1).astype(np.intp)
        odd = _rarity(self.counts, bins)
        if self.today >= self.tuning.scored:
            offsets = np.arange(len(bins))[:, None, None] * BINS
            self.counts += np.bincount((bins + offsets).ravel(), minlength=self.counts.size).reshape(self.counts.shape)
        self.today += 1
        across = odd[self.tuning.across][:, ::-1]
        return np.concatenate([odd, across, self._circumstances()])

    def _take_in(self, raw: Floats) -> None:
        """Bring every running sum to today."""
        columns, n = self.tuning.columns, self.today
        today = np.stack([transform.of(raw) for transform in self.tuning.transforms]).astype(np.float32)
        self.ring[n % len(self.ring)] = today
        decay = columns.decay[:, None, None]
        self.recent = self.recent * decay + self._mixed(n, np.arange(len(columns.transform)))
        for box in np.unique(columns.box[columns.box > 0]):
            rows = np.flatnonzero(columns.box == box)
            self.recent[rows] -= self._mixed(n - int(box), rows)
        for behind, sign in ((columns.gap, 1.0), (columns.gap + columns.base, -1.0)):
            for days in np.unique(behind[behind <= n]):
                rows = np.flatnonzero(behind == days)
                old = self._mixed(n - int(days), rows)
                self.sums[rows] += sign * old
                self.squares[rows] += sign * old * old
        first = self.ring[n % len(self.ring), 0]
        self.month += first - self._first(n - 28)
        self.year += raw
        self.active += (raw > 0).any(0)
        self._forget_a_year_ago(n)

    def _mixed(self, n: int, rows: NDArray[np.intp]) -> Floats:
        """Day ``n`` as these measures see it; zeros before the first day."""
        columns = self.tuning.columns
        if n < 0:
            return np.zeros_like(self.recent[rows])
        day: Floats = self.ring[n % len(self.ring)][columns.transform[rows]].astype(np.float64)
        if columns.net[rows].any():
            day = day - columns.net[rows, None, None] * day[:, ::-1]
        return day

    def _first(self, n: int) -> Floats:
        return self.ring[n % len(self.ring), 0].astype(np.float64) if n >= 0 else np.zeros_like(self.month)

    def _forget_a_year_ago(self, n: int) -> None:
        if n < 365:
            return
        raw = self.tuning.transforms[0].back(self._first(n - 365))
        self.year = np.maximum(self.year - raw, 0.0)
        self.active -= (raw > 0).any(0)

    def _scores(self) -> Floats:
        """How many standard deviations the last days lie above the time before, by measure, direction and pair."""
        columns = self.tuning.columns
        known = np.clip(self.today - columns.gap + 1, 1, columns.base)[:, None, None]
        mean = self.sums / known
        variance = np.maximum(self.squares / known - mean * mean, 0.0)
        scale = np.sqrt(variance * columns.size2[:, None, None] + columns.floor[:, None, None])
        found: Floats = (self.recent - columns.size[:, None, None] * mean) / scale
        return found

    def _circumstances(self) -> Floats:
        """How much news the pair has, on how many days, and whether the last month leaned this way."""
        days = min(self.today, 365)
        news = np.log1p(self.tuning.news * self.year.sum(0) / 365)
        active = self.active / days
        lean = (self.month[UP] - self.month[DOWN]) / (self.month.sum(0) + 2.0)
        return np.stack([np.stack([active, active]), np.stack([news, news]), np.stack([lean, -lean])])

    def _earned(self) -> float:
        """Alarms a pair that the budget allows until today; the days that are only learned from earn none."""
        return KEPT * self.budget / YEAR * max(self.today - self.tuning.warm + self.passed_over, 0)

    def _alarms(self, strength: Floats) -> Iterator[tuple[int, int, float]]:
        """Pairs whose strength is over today's bar: it rises where more was spent than the budget earned."""
        shipped = self.tuning
        earned = self._earned()
        level = shipped.level - shipped.slope * np.log10(self.budget / 2.0)
        bar = level + shipped.own * np.clip(self.spent - earned, -3.0, 6.0)
        bar = bar + shipped.pool * float(np.mean(self.spent - earned))
        rested = self.today - self.last >= shipped.refractory
        over = np.where(rested | (strength >= self.height + shipped.escalation), strength - bar, -1.0)
        over[UP, over[DOWN] > over[UP]] = -1.0
        over[DOWN, over[UP] >= over[DOWN]] = -1.0
        for direction, pair in zip(*np.nonzero(over > 0), strict=True):
            self.last[direction, pair] = self.today
            self.height[direction, pair] = strength[direction, pair]
            self.spent[pair] += self.today > self.tuning.warm
            yield int(pair), int(direction), float(strength[direction, pair])


def _rarity(counts: Floats, bins: NDArray[np.intp]) -> Floats:
    """-log10 of the share of what was counted that lies in the same bin or above, row by row."""
    tail = np.cumsum(counts[:, ::-1], 1)[:, ::-1]
    share = (np.take_along_axis(tail, bins.reshape(len(bins), -1), 1) + 1.0) / (tail[:, :1] + 1.0)
    found: Floats = -np.log10(share).reshape(bins.shape)
    return found
