"""Change alarms on public data: how many dated turning points they find, and the weights that they are shipped with.

    python bench/alarms.py                 the figures of docs/relations.md: simple alarms, and ours on pairs not fitted on
    python bench/alarms.py --fit           write src/dragoman/relations/alarms.toml anew

Reads ../shared/relations (turning points and daily net scores out of GDELT 2.0, both kept outside of this project) and
bench/turning_points.csv (further, lesser turns of the same pairs, from general knowledge; weighed half). Nothing is
scored on a pair whose turning points its weights were fitted on: the pairs are dealt into six lots, and each lot is
judged by weights fitted on the others.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.relations.alarms import is_missing, usual_day
from dragoman.relations.scoring import Point, Score, read_points, score
from dragoman.relations.series import Series, read_series
from dragoman.relations.tuning import TAILS, Tuning, tuning
from dragoman.relations.watch import UP, Watch

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared/relations"
TUNING = ROOT / "src/dragoman/relations/alarms.toml"
FIRST, LAST = datetime.date(2019, 1, 15), datetime.date(2024, 1, 31)
LESSER = 0.5
RIDGE, HOT, STEP, LOTS, DEALS = 0.5, (0.3, 0.45, 0.6), 3, 6, 6
"""Fit: ridge penalty; rarities from which a day counts, one fit each, of which the mean is taken; every which day; lots of
pairs; how often they are dealt."""

Floats = NDArray[np.float64]
Found = list[tuple[int, int, int]]
"""Alarms: day, pair, direction."""


class Ground:
    """The series, its turning points, and the facts of every day, recorded once."""

    def __init__(self, shipped: Tuning) -> None:
        self.series = read_series(SHARED / "gdelt_net_dev.csv.gz")
        self.main = self.within(read_points(SHARED / "turning_points_dev.csv"))
        self.lesser = [
            p for p in self.within(read_points(ROOT / "bench/turning_points.csv")) if p.dyad in self.series.dyads
        ]
        self.shipped = shipped
        self.unit = usual_day(self.series, shipped.warm)
        self.missing = self._missing()
        self.facts = self._record()
        self.labels, self.near = self._labels()
        self.hot = np.max(self.facts[: len(shipped.columns.base)], 0)

    def within(self, points: Iterable[Point]) -> list[Point]:
        return [point for point in points if FIRST <= point.date <= LAST]

    def _record(self) -> Floats:
        series, shipped = self.series, self.shipped
        watch = Watch(len(series.dyads), 2.0, self.unit, replace(shipped, usual_days=0.0))
        facts = np.zeros((len(shipped.names), 2, series.days, len(series.dyads)), np.float32)
        for n in np.flatnonzero(~np.array(self.missing)):
            facts[:, :, n] = watch.facts(series.cooperative[n].astype(float), series.conflictual[n].astype(float))
        self.counts = watch.counts
        return facts

    def _missing(self) -> list[bool]:
        """The days that were not recorded, as the alarms pass over them."""
        usual, found = 0.0, []
        for active in (self.series.cooperative + self.series.conflictual > 0).sum(1).tolist():
            found.append(is_missing(active, usual))
            usual += 0.0 if found[-1] else (active - usual) / 30
        return found

    def _labels(self) -> tuple[Floats, NDArray[np.bool_]]:
        """Weight of the turn that each day follows within the window, and days too near a turn to be called quiet."""
        shape = (2, self.series.days, len(self.series.dyads))
        labels, near = np.zeros(shape), np.zeros(shape[1:], bool)
        for points, weight in ((self.lesser, LESSER), (self.main, 1.0)):
            for point in points:
                if point.dyad not in self.series.dyads:
                    continue
                pair = self.series.dyads.index(point.dyad)
                day = (point.date - self.series.first).days
                way = UP if point.upward else 1 - UP
                after = slice(day, day + 46)
                labels[way, after, pair] = np.maximum(labels[way, after, pair], weight)
                near[max(day - 20, 0) : day + 46, pair] = True
        return labels, near

    def fit(self, pairs: NDArray[np.intp]) -> Floats:
        """Weights of the facts: logistic regressions on unusual days, turn or no turn."""
        return np.mean([self._fit(pairs, unusual) for unusual in HOT], 0)

    def _fit(self, pairs: NDArray[np.intp], unusual: float) -> Floats:
        start = (FIRST - self.series.first).days
        hot = self.hot[:, start:][:, :, pairs] > unusual
        rows = self.facts[:, :, start:][:, :, :, pairs][:, hot][:, ::STEP].T.astype(float)
        turn = self.labels[:, start:][:, :, pairs][hot][::STEP]
        near = np.broadcast_to(self.near[start:][:, pairs], hot.shape)[hot][::STEP]
        kept = (turn > 0) | ~near
        weight = np.where(turn > 0, turn, 1.0) * STEP / 15.0
        scale = rows.std(0) + 1e-9
        found = _logistic(rows[kept] / scale, turn[kept] > 0, weight[kept]) / scale
        return found / np.abs(found).sum() * 3.0

    def turns(self, deal: int) -> Floats:
        """The weighted sum of each day's facts, by weights fitted on other pairs."""
        order = np.random.default_rng(deal).permutation(len(self.series.dyads))
        turns = np.zeros(self.facts.shape[1:])
        for lot in range(LOTS):
            pairs = order[lot::LOTS]
            weights = self.fit(np.setdiff1d(order, pairs))
            turns[:, :, pairs] = np.tensordot(weights, self.facts[:, :, :, pairs], 1)
        return turns

    def alarms(self, turns: Floats, budget: float) -> Found:
        bias = bias_of(turns)
        watch = Watch(turns.shape[2], budget, self.unit, replace(self.shipped, bias=bias))
        found = []
        for n, missing in enumerate(self.missing):
            if missing:
                watch.pass_over()
                continue
            watch.today += 1
            found += [(n, pair, way) for pair, way, _ in watch.judge(turns[:, n])]
        return found

    def scores(self, found: Found) -> tuple[Score, Score, float]:
        """On the main points, on the lesser ones, and how many alarms there are a pair and watched year."""
        series = self.series
        points = [
            Point(dyad=series.dyads[pair], date=series.day(n), direction="dégel" if way == UP else "tensions")
            for n, pair, way in found
        ]
        years = len(series.dyads) * (series.days - self.shipped.warm) / 365.25
        return score(points, self.main), score(points, self.lesser), len(found) / years


def bias_of(turns: Floats) -> float:
    """Where the histogram of the weighted sums begins."""
    return float(np.quantile(turns[:, 200:365], 0.02)) - 3.0


def _logistic(rows: Floats, turn: NDArray[np.bool_], weight: Floats) -> Floats:
    """Coefficients of a ridge-penalised logistic regression, without the intercept."""
    design = np.c_[rows, np.ones(len(rows))]
    penalty = np.eye(design.shape[1]) * RIDGE
    penalty[-1, -1] = 1e-9
    found = np.zeros(design.shape[1])
    for _ in range(20):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + penalty
        found -= np.linalg.solve(curve, design.T @ (weight * (chance - turn)) + penalty @ found)
    return found[:-1]


def simple(series: Series, ground: Ground, budget: float) -> dict[str, Found]:
    """Alarms that a user might try first: change of the mean, and cooperation and conflict apart, as in the issue's formula."""
    net = (series.cooperative - series.conflictual).astype(float)
    change = _change(net, 28, 365)
    apart = np.stack(
        [_change(series.cooperative.astype(float), 28, 365), _change(series.conflictual.astype(float), 28, 365)]
    )
    volume = _change(np.abs(net), 28, 365)
    volume = np.stack([np.where(change > 0, volume, -9.0), np.where(change > 0, -9.0, volume)])
    means = np.stack([change, -change])
    return {
        "volume of events": _within_budget(volume, ground, budget),
        "change of the mean": _within_budget(means, ground, budget),
        "cooperation and conflict apart": _within_budget(apart, ground, budget),
    }


def _change(x: Floats, window: int, base: int) -> Floats:
    """The last days' sum against the time before, in standard deviations."""
    sums, squares = (np.concatenate([np.zeros((1, x.shape[1])), np.cumsum(v, 0)]) for v in (x, x * x))
    n = np.arange(len(x)) + 1
    a, b = np.maximum(n - window, 0), np.maximum(n - window - base, 0)
    expected = (sums[a] - sums[b]) / np.maximum(a - b, 1)[:, None] * window
    spread = (squares[a] - squares[b]) / np.maximum(a - b, 1)[:, None] * window
    return (sums[n] - sums[a] - expected) / np.sqrt(2 * spread + 25)


def _within_budget(z: Floats, ground: Ground, budget: float) -> Found:
    """The alarms of the one threshold that meets the budget over all pairs and years: with hindsight, unlike ours."""
    low, high = 0.0, float(z.max())
    years = z.shape[2] * (z.shape[1] - ground.shipped.warm) / 365.25
    for _ in range(25):
        middle = (low + high) / 2
        low, high = (middle, high) if len(_over(z, middle)) > budget * years else (low, middle)
    return _over(z, high)


def _over(z: Floats, bar: float) -> Found:
    last = np.full((2, z.shape[2]), -999)
    found: Found = []
    for n in range(365, z.shape[1]):
        hit = (z[:, n] > bar) & (n - last >= 45)
        last[hit] = n
        found += [(n, int(pair), int(way)) for way, pair in zip(*np.nonzero(hit), strict=True)]
    return found


def line(name: str, results: list[tuple[Score, Score, float]]) -> str:
    main, lesser, rates = zip(*results, strict=True)
    cells = [
        f"{np.mean(rates):.2f}",
        f"{np.mean([s.found for s in main]):.3f}",
        f"{np.mean([s.directed for s in main]):.3f}",
        f"{np.mean([s.delay or 0 for s in main]):.0f}",
        f"{np.mean([s.found for s in lesser]):.2f} ({np.mean([s.directed for s in lesser]):.2f})",
    ]
    return f"| {' | '.join([name, *cells])} |"


def report(ground: Ground) -> None:
    print(f"{len(ground.main)} turning points, {len(ground.lesser)} lesser ones, {len(ground.series.dyads)} pairs")
    print(
        "| alarms | a pair-year | found | right direction | median delay | lesser points |\n|---|---|---|---|---|---|"
    )
    deals = [ground.turns(deal) for deal in range(DEALS)]
    for budget in (1.0, 2.0, 3.0):
        for name, found in simple(ground.series, ground, budget).items():
            print(line(f"{name}, one threshold known afterwards", [ground.scores(found)]))
        print(line("ours, pairs not fitted on", [ground.scores(ground.alarms(t, budget)) for t in deals]), flush=True)


def write(ground: Ground) -> None:
    """Fit on all pairs, and write the weights and each measure's usual scores into the shipped file."""
    weights = ground.fit(np.arange(len(ground.series.dyads)))
    bias = bias_of(np.tensordot(weights, ground.facts, 1))
    text = re.sub(r"(?m)^(usual = .*\n)", "", TUNING.read_text(encoding="utf-8")).split("[weights]")[0].rstrip() + "\n"
    text = re.sub(r"(?m)^bias = .*", f"bias = {bias:.3f}", text)
    usual = iter(_usual(ground.counts))
    text = re.sub(r"(?m)^(name = .*\n)", lambda found: f"{found[1]}usual = {next(usual)}\n", text)
    rows = [f'"{name}" = {weight:.4f}' for name, weight in zip(ground.shipped.names, weights, strict=True)]
    TUNING.write_text(text + "\n[weights]\n" + "\n".join(rows) + "\n", encoding="utf-8")


def _usual(counts: Floats) -> list[list[float]]:
    """The score that each measure reaches at the rarities of ``TAILS``."""
    edges = -10.0 + np.arange(counts.shape[1]) / 32.0
    rarity = -np.log10((np.cumsum(counts[:, ::-1], 1)[:, ::-1] + 1) / (counts.sum(1)[:, None] + 1))
    return [[round(float(np.interp(tail, row, edges)), 2) for tail in TAILS] for row in rarity]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write the shipped weights anew")
    arguments = parser.parse_args()
    if not (SHARED / "gdelt_net_dev.csv.gz").is_file():
        sys.exit(f"no benchmark data at {SHARED}: skipped")
    ground = Ground(tuning())
    if arguments.fit:
        write(ground)
    else:
        report(ground)


if __name__ == "__main__":
    main()
