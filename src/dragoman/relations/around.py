"""Looking around: the network of pairs at a date, the pairs that moved most, and what followed earlier turns of a pair."""

from __future__ import annotations

import datetime

import numpy as np

from dragoman.records import Record
from dragoman.relations.alarms import UPWARD_NAMES, find_alarms
from dragoman.relations.ledger import Panel
from dragoman.relations.level import ENOUGH, Levels, levels


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

    These are counts, no forecast: no skill over the base rate has been shown.
    """

    direction: str
    days: int
    turns: tuple[datetime.date, ...]
    higher: int
    base_rate: float | None


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


def precedents(laid: Panel, one: str, other: str, days: int = 90) -> list[Precedents]:
    """What followed the earlier turns of a pair, up and down apart."""
    name = "-".join(sorted((one, other)))
    if name not in laid.series.dyads:
        return []
    column = laid.series.dyads.index(name)
    level = _levels(laid).level[:, column]
    later = level[days:] - level[:-days] if len(level) > days else np.zeros(0)
    alarms = [a for a in find_alarms(laid.series, milestones=laid.turning) if a.dyad == name]
    found = []
    for direction, upward in (("up", True), ("down", False)):
        turns = [a.date for a in alarms if (a.direction in UPWARD_NAMES) == upward]
        at = [(day - laid.series.first).days for day in turns]
        past = [n for n in at if n < len(later)]
        found.append(
            Precedents(
                direction=direction,
                days=days,
                turns=tuple(laid.series.day(n) for n in past),
                higher=int(sum(later[n] > 0 for n in past)),
                base_rate=round(float(np.mean(later > 0)), 3) if len(later) else None,
            )
        )
    return found


def _levels(laid: Panel) -> Levels:
    return levels(laid.series.cooperative.astype(np.float64), laid.series.conflictual.astype(np.float64))
