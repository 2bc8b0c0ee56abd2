"""Looking around: the network of pairs at a date, the pairs that moved most, and what followed earlier turns of a pair."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Record
from dragoman.relations.alarms import UPWARD_NAMES
from dragoman.relations.blocs import members
from dragoman.relations.ledger import Panel
from dragoman.relations.level import ENOUGH, Levels, levels
from dragoman.relations.watched import alarms_of


class Link(Record, frozen=True, kw_only=True):
    """A pair at a date: its level with the bounds of the 80 % interval, and its distinct events of the year before."""

    one: str
    other: str
    level: float
    low: float
    high: float
    events: int


class Mover(Record, frozen=True, kw_only=True):
    """A pair whose level moved: before, after, and by how much."""

    one: str
    other: str
    before: float
    after: float
    change: float


class Precedents(Record, frozen=True, kw_only=True):
    """What followed earlier turns in one direction: how often the level was higher ``days`` later, beside any day of the pair.

    ``skill`` tells what such counts are worth as a forecast: over all pairs, how much closer (Brier score) the share of a
    pair's earlier turns, drawn to its base rate, came than that base rate alone, each from what was known on the day. 0 or
    less: nothing; 1: all. ``None`` where fewer than ``FORECASTS`` could be made, which ``forecasts`` counts.
    """

    direction: str
    days: int
    turns: tuple[datetime.date, ...]
    higher: int
    base_rate: float | None
    skill: float | None
    forecasts: int


def network(laid: Panel) -> list[Link]:
    """The pairs with a level on the panel's last day, best first."""
    if not laid.series.dyads:
        return []
    found = _levels(laid)
    links = [
        Link(
            one=name.split("-")[0],
            other=name.split("-")[1],
            level=round(float(found.level[-1, n]), 2),
            low=round(float(found.low[-1, n]), 2),
            high=round(float(found.high[-1, n]), 2),
            events=int(laid.events[-1, n]),
        )
        for n, name in enumerate(laid.series.dyads)
        if laid.events[-1, n] >= ENOUGH
    ]
    return sorted(links, key=lambda link: -link.level)


Two = TypeVar("Two", Link, Mover)


def within(bloc: str | None, pairs: list[Two], laid: Panel) -> list[Two]:
    """The pairs that both belong to a bloc on the panel's last day; all where none is asked for."""
    if bloc is None or not pairs:
        return pairs
    inside = members(bloc, laid.series.day(laid.series.days - 1))
    return [pair for pair in pairs if {pair.one, pair.other} <= inside]


def movers(laid: Panel, days: int = 7) -> list[Mover]:
    """The pairs by how far their level moved in the panel's last days, most first."""
    if not laid.series.dyads or laid.series.days <= days:
        return []
    level = _levels(laid).level
    found = [
        Mover(
            one=name.split("-")[0],
            other=name.split("-")[1],
            before=round(float(level[-1 - days, n]), 2),
            after=round(float(level[-1, n]), 2),
            change=round(float(level[-1, n] - level[-1 - days, n]), 2),
        )
        for n, name in enumerate(laid.series.dyads)
        if min(laid.events[-1, n], laid.events[-1 - days, n]) >= ENOUGH
    ]
    return sorted(found, key=lambda mover: -abs(mover.change))


FORECASTS = 20
"""Forecasts from which their skill is told."""
DRAWN = 2.0
"""How many turns the base rate is worth where a forecast is made from the turns before."""


def precedents(laid: Panel, one: str, other: str, days: int = 90) -> list[Precedents]:
    """What followed the earlier turns of a pair, up and down apart."""
    name = "-".join(sorted((one, other)))
    if name not in laid.series.dyads:
        return []
    column = laid.series.dyads.index(name)
    level = _levels(laid).level
    higher = level[days:] > level[:-days] if len(level) > days else np.zeros((0, level.shape[1]), bool)
    alarms = list(alarms_of(laid))
    found = []
    for direction, upward in (("up", True), ("down", False)):
        turns: dict[str, list[int]] = {dyad: [] for dyad in laid.series.dyads}
        for alarm in alarms:
            if (alarm.direction in UPWARD_NAMES) == upward:
                turns[alarm.dyad].append((alarm.date - laid.series.first).days)
        past = [n for n in turns[name] if n < len(higher)]
        made = [f for n, dyad in enumerate(laid.series.dyads) for f in _forecasts(higher[:, n], turns[dyad], days)]
        found.append(
            Precedents(
                direction=direction,
                days=days,
                turns=tuple(laid.series.day(n) for n in past),
                higher=int(sum(higher[n, column] for n in past)),
                base_rate=round(float(np.mean(higher[:, column])), 3) if len(higher) else None,
                skill=_skill(made),
                forecasts=len(made),
            )
        )
    return found


def _forecasts(higher: NDArray[np.bool_], turns: list[int], days: int) -> Iterator[tuple[float, float, bool]]:
    """For each turn that has an outcome and one before it: the forecast from the turns before, the base rate, the outcome."""
    for turn in turns:
        before = [n for n in turns if n + days <= turn]
        if not before or turn >= len(higher):
            continue
        base = float(np.mean(higher[: turn - days + 1]))
        yield (sum(map(bool, higher[before])) + DRAWN * base) / (len(before) + DRAWN), base, bool(higher[turn])


def _skill(made: list[tuple[float, float, bool]]) -> float | None:
    """The Brier skill score of forecasts over base rates."""
    if len(made) < FORECASTS:
        return None
    ours, theirs = (sum((one[n] - one[2]) ** 2 for one in made) for n in (0, 1))
    return round(1.0 - ours / theirs, 3) if theirs else None


def _levels(laid: Panel) -> Levels:
    return levels(laid.series.cooperative.astype(np.float64), laid.series.conflictual.astype(np.float64))
