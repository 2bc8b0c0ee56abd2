"""What the alarms weigh and how much: read from ``alarms.toml``, which ``bench/alarms.py --fit`` writes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import PackError

Floats = NDArray[np.float64]
TAILS = (0.0, 0.15, 0.3, 0.6, 1.0, 1.3, 1.6, 2.0, 2.5, 3.0, 3.5)
"""Rarities (-log10 of a share) at which ``usual`` tells each measure's score."""


@dataclass(frozen=True)
class Transform:
    """How a day's weight is damped: ``log`` of 1 + weight / scale, or ``power`` scale of the weight."""

    kind: str
    scale: float

    def of(self, weight: Floats) -> Floats:
        """The damped weight."""
        found: Floats = np.log1p(weight / self.scale) if self.kind == "log" else weight**self.scale
        return found

    def back(self, damped: Floats) -> Floats:
        """The weight that was damped."""
        found: Floats = np.expm1(damped) * self.scale if self.kind == "log" else damped ** (1 / self.scale)
        return found


@dataclass(frozen=True)
class Columns:
    """The measures side by side, a value a measure: what is summed, over which days, and how it is scaled."""

    transform: NDArray[np.intp]
    decay: Floats
    box: NDArray[np.intp]
    gap: NDArray[np.intp]
    base: NDArray[np.intp]
    net: Floats
    floor: Floats
    size: Floats
    size2: Floats


@dataclass(frozen=True)
class Tuning:
    """The measures, their weights, and the bar that an alarm must clear."""

    names: tuple[str, ...]
    transforms: tuple[Transform, ...]
    columns: Columns
    across: NDArray[np.intp]
    weights: Floats
    bias: float
    usual: Floats
    usual_days: float
    news: float
    scored: int
    warm: int
    refractory: int
    escalation: float
    level: float
    slope: float
    own: float
    pool: float

    def prior(self, bins: int, lowest: float, per_unit: float) -> Floats:
        """A histogram of scores for each measure, from which a watch over few pairs begins."""
        edges = lowest + np.arange(bins) / per_unit
        shares = 10.0 ** -np.array([np.interp(edges, row, TAILS) for row in self.usual])
        shares[:, 0] = 1.0
        found: Floats = (shares - np.concatenate([shares[:, 1:], np.zeros((len(shares), 1))], 1)) * self.usual_days
        return found


@lru_cache
def tuning() -> Tuning:
    """The shipped tuning.

    Raises PackError where the file is not what is expected.
    """
    path = Path(__file__).with_name("alarms.toml")
    try:
        return from_table(tomllib.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as error:
        raise PackError(f"{path.name}: {error}; write it anew with bench/alarms.py --fit") from error


def from_table(table: dict[str, Any]) -> Tuning:
    """A tuning from the file's table; weights that it lacks are 0."""
    measures = table["measure"]
    transforms = [Transform(entry["damp"], entry["scale"]) for entry in measures]
    kinds = sorted(set(transforms), key=lambda one: (one.kind, one.scale))
    names = [entry["name"] for entry in measures]
    across = [n for n, entry in enumerate(measures) if entry.get("across")]
    facts = [*names, *(f"{names[n]}, other way" for n in across), "active days", "news", "month's lean"]
    weights = table.get("weights", {})
    usual = [entry.get("usual", list(np.linspace(-1, 8, len(TAILS)))) for entry in measures]
    return Tuning(
        names=tuple(facts),
        transforms=tuple(kinds),
        columns=_columns(measures, [kinds.index(one) for one in transforms]),
        across=np.array(across, np.intp),
        weights=np.array([float(weights.get(name, 0.0)) for name in facts]),
        usual=np.array(usual, np.float64),
        **{name: table["bar"][name] for name in BAR},
    )


BAR = ("bias", "usual_days", "news", "scored", "warm", "refractory", "escalation", "level", "slope", "own", "pool")


def _columns(measures: list[dict[str, Any]], transform: list[int]) -> Columns:
    box = np.array([entry.get("box", 0) for entry in measures], np.intp)
    recent = np.array([entry.get("recent", 1) for entry in measures], np.float64)
    decay = np.where(box > 0, 1.0, np.exp(-2.0 / recent))
    fading = np.where(box > 0, 0.5, decay)
    return Columns(
        transform=np.array(transform, np.intp),
        decay=decay,
        box=box,
        gap=np.array([entry.get("gap", 28) for entry in measures], np.intp),
        base=np.array([entry["base"] for entry in measures], np.intp),
        net=np.array([entry.get("net", 0.0) for entry in measures], np.float64),
        floor=np.array([entry["floor"] for entry in measures], np.float64),
        size=np.where(box > 0, box, 1 / (1 - fading)),
        size2=np.where(box > 0, box, 1 / (1 - fading**2)),
    )
