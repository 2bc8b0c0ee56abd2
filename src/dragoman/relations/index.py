"""The index of a relation: its level day by day, as a band from what is told as done to all that is alleged."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.languages import load
from dragoman.records import Record
from dragoman.relations.imported import SOURCES, imported_between
from dragoman.relations.ledger import Ledger, of_pair
from dragoman.relations.level import ENOUGH, HALF_LIFE, Floats, Levels, in_the_year_before, levels
from dragoman.relations.occurrences import ANYBODY, Occurrence, Told, between
from dragoman.store.store import Store

INSUFFICIENT = "données insuffisantes"


def scale_of(source: str | None, language: str = "en") -> str:
    """Whose events are counted, and by which scores, in words.

    >>> scale_of(None), scale_of("gdelt", "fr")
    ('PLOVER, as coded by Dragoman', 'PLOVER, d’après GDELT 2.0, importé')
    """
    words = load(language).toml("relations")["words"]
    return str(words["imported"].format(name=SOURCES[source]) if source else words["own"])


class Day(Record, frozen=True, kw_only=True):
    """The level of a day.

    ``level``, ``low`` and ``high`` (bounds of the 80 % interval) rest on what is narrated or acknowledged; ``alleged`` is the
    level that counts allegations too: the band lies between the two. All are None where a year has too few events to tell.
    ``cooperative`` and ``conflictual`` are the decayed sums; ``events`` counts the distinct ones of the 365 days before.
    """

    date: datetime.date
    level: float | None
    low: float | None
    high: float | None
    alleged: float | None
    cooperative: float
    conflictual: float
    events: int


class Index(Record, frozen=True, kw_only=True):
    """The index of a pair. ``verdict`` is « données insuffisantes » where the last day has no level."""

    one: str
    other: str
    directed: bool
    half_life: float
    scale: str
    claimant: str | None
    language: str | None
    outlet: str | None
    country: str | None
    source: str | None
    occurrences: int
    alleged: int
    verdict: str | None
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Daily:
    """Weights a day of a list of occurrences, from ``first`` on."""

    first: datetime.date
    cooperative: Floats
    conflictual: Floats
    events: Floats


def index(
    store: Store,
    one: str,
    other: str,
    *,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    half_life: float = HALF_LIFE,
    directed: bool = False,
    told: Told = ANYBODY,
) -> Index:
    """The index of two actors between two days, both included; what came before ``since`` still weighs.

    ``directed``: only what ``one`` did to ``other``. Without days: from the first to the last occurrence.
    """
    if told.source is not None:
        found = imported_between(store, told.source, one, other, None, until)
    else:
        found = between(store, one, other, None, until, told)
    if directed:
        found = [o for o in found if one in o.actors and (other in o.recipients or not o.recipients)]
    return of_occurrences(found, one, other, since, until, half_life, directed, told)


def of_occurrences(
    found: Sequence[Occurrence],
    one: str,
    other: str,
    since: datetime.date | None,
    until: datetime.date | None,
    half_life: float = HALF_LIFE,
    directed: bool = False,
    told: Told = ANYBODY,
) -> Index:
    """The index of occurrences already at hand."""
    counted = [o for o in found if o.counted]
    days: tuple[Day, ...] = ()
    if counted:
        first, last = counted[0].day, until or max(o.day for o in counted)
        # a claimant's own story is what he alleges: for him all of it counts
        firm = daily(counted, first, last, lambda o: o.firm or told.one_story)
        whole = daily(counted, first, last, lambda o: True)
        days = tuple(_days(firm, levels(firm.cooperative, firm.conflictual, half_life), whole, half_life, since))
    inside = [o for o in counted if (since is None or o.day >= since)]
    return Index(
        one=one,
        other=other,
        directed=directed,
        half_life=half_life,
        scale=scale_of(told.source),
        claimant=told.claimant or told.medium,
        language=told.language,
        outlet=told.outlet,
        country=told.country,
        source=told.source,
        occurrences=len(inside),
        alleged=sum(not o.firm for o in inside),
        verdict=None if days and days[-1].level is not None else INSUFFICIENT,
        days=days,
    )


def of_ledger(ledger: Ledger, one: str, other: str) -> tuple[Day, ...]:
    """The index of a pair day by day out of the ledger of all pairs, without looking its events up anew."""
    own = of_pair(ledger, one, other)
    counted = own.weight > 0
    if not counted.any():
        return ()
    first = datetime.date.fromordinal(int(own.day[counted].min()))
    size = int(own.day[counted].max()) - first.toordinal() + 1

    def laid(rows: NDArray[np.bool_]) -> Daily:
        at = own.day - first.toordinal()
        up, down = rows & own.cooperative, rows & ~own.cooperative
        events = np.bincount(at[rows], minlength=size)
        return Daily(
            first,
            np.bincount(at[up], own.weight[up], size).astype(np.float64),
            np.bincount(at[down], own.weight[down], size).astype(np.float64),
            in_the_year_before(events).astype(np.float64),
        )

    firm = laid(counted & own.firm)
    return tuple(_days(firm, levels(firm.cooperative, firm.conflictual), laid(counted), HALF_LIFE, None))


def daily(
    found: Iterable[Occurrence], first: datetime.date, last: datetime.date, wanted: Callable[[Occurrence], bool]
) -> Daily:
    """The weights of each day between two days."""
    size = max((last - first).days + 1, 1)
    cooperative, conflictual, events = np.zeros(size), np.zeros(size), np.zeros(size, np.int64)
    for one in found:
        n = (one.day - first).days
        if not 0 <= n < size or not wanted(one):
            continue
        (cooperative if one.side == "cooperation" else conflictual)[n] += one.weight
        events[n] += 1
    return Daily(first, cooperative, conflictual, in_the_year_before(events).astype(np.float64))


def _days(firm: Daily, level: Levels, whole: Daily, half_life: float, since: datetime.date | None) -> Iterable[Day]:
    alleged = levels(whole.cooperative, whole.conflictual, half_life)
    for n in range(len(level.level)):
        date = firm.first + datetime.timedelta(n)
        if since is not None and date < since:
            continue
        enough, any_enough = firm.events[n] >= ENOUGH, whole.events[n] >= ENOUGH
        yield Day(
            date=date,
            level=_told(level.level[n], enough),
            low=_told(level.low[n], enough),
            high=_told(level.high[n], enough),
            alleged=_told(alleged.level[n], any_enough),
            cooperative=round(float(level.cooperative[n]), 3),
            conflictual=round(float(level.conflictual[n]), 3),
            events=int(firm.events[n]),
        )


def _told(value: float, enough: bool) -> float | None:
    return round(float(value), 2) if enough else None
