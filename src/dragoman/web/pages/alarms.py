"""On which days the relation of a pair turned, each alarm from what was known on its day."""

from __future__ import annotations

import datetime

from dragoman.records import Record
from dragoman.relations.alarms import Alarm, Direction
from dragoman.relations.ledger import Ledger, panel, read_ledger
from dragoman.relations.level import ENOUGH
from dragoman.relations.watched import alarms_of
from dragoman.store import Store
from dragoman.web.asked import Asked, pair
from dragoman.web.keeping import kept

BUDGETS = ("1", "2", "4")
"""Alarms a pair and year that may be asked for."""
SHOWN, MOST = 100, 1000


class Turn(Record, frozen=True, kw_only=True):
    """An alarm: the pair, the day, and how rare such a day is (2: one in a hundred, 3: one in a thousand)."""

    one: str
    other: str
    day: datetime.date
    direction: Direction
    strength: float


class Alarms(Record, frozen=True, kw_only=True):
    """The alarms, newest first; ``watched`` pairs have ``enough`` distinct events in some year."""

    budget: str
    pair: str | None
    watched: int
    enough: int
    alarms: tuple[Turn, ...]


def gather(asked: Asked) -> Alarms:
    """The alarms of all pairs, or of the one that is asked for."""
    budget = asked.one_of("budget", BUDGETS) or "2"
    wanted = asked.text("pair")
    codes = tuple(sorted(pair(wanted))) if wanted else None
    watched, found = _known(asked, float(budget))
    turns = [turn(alarm) for alarm in reversed(found)]
    chosen = [one for one in turns if codes is None or (one.one, one.other) == codes]
    return Alarms(
        budget=budget,
        pair="-".join(codes) if codes else None,
        watched=watched,
        enough=ENOUGH,
        alarms=tuple(chosen[: asked.whole("limit", SHOWN, MOST)]),
    )


def of_pair(asked: Asked, one: str, other: str) -> list[Alarm]:
    """The alarms of a pair, at two a year, oldest first."""
    _, found = _known(asked, 2.0)
    dyad = "-".join(sorted((one, other)))
    return [alarm for alarm in found if alarm.dyad == dyad]


def _known(asked: Asked, budget: float) -> tuple[int, list[Alarm]]:
    return asked.lately(
        ("alarms", budget), lambda store: _raised(asked.on(store).lately("ledger", read_ledger), budget)
    )


def raised(store: Store, budget: float) -> tuple[int, list[Alarm]]:
    """How many pairs are watched, and all their alarms in order of days."""
    return kept(store, ("alarms", budget), lambda: _raised(read_ledger(store), budget))


def _raised(ledger: Ledger, budget: float) -> tuple[int, list[Alarm]]:
    laid = panel(ledger)
    if not laid.series.dyads:
        return 0, []
    return len(laid.series.dyads), list(alarms_of(laid, budget))


def turn(alarm: Alarm) -> Turn:
    """An alarm with its pair taken apart."""
    one, other = sorted(alarm.dyad.split("-"))
    return Turn(one=one, other=other, day=alarm.date, direction=alarm.direction, strength=alarm.strength)
