"""All pairs at once: what happened between whom on which day, as columns of numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.relations.imported import imported_rows
from dragoman.relations.level import ENOUGH, in_the_year_before
from dragoman.relations.occurrences import ANYBODY, Told, happened_by
from dragoman.relations.scan import COOPERATION, FIRM, NEUTRAL, OWN, Events, Pairs, scan
from dragoman.relations.series import Series
from dragoman.relations.weights import weighed
from dragoman.store.store import Store

Ints = NDArray[np.int64]
TURNING = (
    ("SANCTION", "expel"),
    ("SANCTION", "withdraw"),
    ("ASSAULT", "aerial"),
    ("ASSAULT", "heavy-weapons"),
    ("ASSAULT", "explosives"),
    ("ASSAULT", "destroy"),
)
"""Acts that make a turn for the worse a rupture: expulsion, recall, and the acts of war."""


@dataclass(frozen=True)
class Ledger:
    """Occurrences, one a row: the pair (an index into ``pairs``), the day (ordinal), its weight, its side, its standing."""

    pairs: tuple[tuple[str, str], ...]
    pair: Ints
    day: Ints
    weight: NDArray[np.float32]
    cooperative: NDArray[np.bool_]
    firm: NDArray[np.bool_]
    turning: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.pair)


def read_ledger(
    store: Store,
    until: datetime.date | None = None,
    told: Told = ANYBODY,
    since: datetime.date | None = None,
) -> Ledger:
    """What happened between all pairs, in either direction, each happening once; without what was only denied.

    Imported events rest on no page; of our own, those dated after the newest page are left out.
    """
    if told.source is not None:
        return _merged(_imported(imported_rows(store, told.source, until)))
    pairs, events = scan(store, since, happened_by(store, until), told)
    return _merged(_joined(pairs, events, all_firm=told.one_story))


@dataclass(frozen=True)
class _Reports:
    """Reports, before happenings told several times are put together: ``which`` act in which direction, ``same`` occurrence."""

    names: tuple[tuple[str, str], ...]
    pair: Ints
    day: Ints
    which: Ints
    same: Ints
    weight: NDArray[np.float32]
    cooperative: NDArray[np.bool_]
    firm: NDArray[np.bool_]
    turning: NDArray[np.bool_]
    vague: NDArray[np.bool_]


def _joined(pairs: Pairs, events: Events, all_firm: bool) -> _Reports:
    """Each pair with its event."""
    place = np.full(int(max(events.number.max(initial=0), pairs.event.max(initial=0))) + 1, -1, np.int32)
    place[events.number] = np.arange(len(events.number), dtype=np.int32)
    at = place[pairs.event]
    kept = at >= 0
    at = at[kept]
    act = events.act[at]
    ways = [weighed(*one) for one in events.acts]
    side = np.array([way == "cooperation" for way, _ in ways], bool)[events.act]
    weight = np.array([size for _, size in ways], np.float32)[events.act]
    side = np.where(events.side == OWN, side, events.side == COOPERATION)
    weight[events.side == NEUTRAL] = 0
    return _Reports(
        names=pairs.names,
        pair=pairs.pair[kept],
        day=pairs.day[kept],
        which=act * 2 + pairs.forward[kept],
        same=events.occurrence[at],
        weight=weight[at],
        cooperative=side[at],
        firm=(events.status[at] < FIRM) | all_firm,
        turning=np.array([one in TURNING for one in events.acts], bool)[act],
        vague=np.array([mode is None for _, mode in events.acts], bool)[act],
    )


def _imported(rows: Iterable[tuple[str, str, str, str, str | None]]) -> _Reports:
    """The events of another source, all of them as told by it."""
    names: dict[tuple[str, str], int] = {}
    acts: dict[tuple[str, str | None], int] = {}
    found = []
    for actor, recipient, day, event, mode in rows:
        forward = actor < recipient
        pair = names.setdefault((actor, recipient) if forward else (recipient, actor), len(names))
        act = acts.setdefault((event, mode), len(acts))
        found.append((pair, datetime.date.fromisoformat(day).toordinal(), act * 2 + forward))
    pair_, day_, which = np.array(found, np.int64).reshape(-1, 3).T
    ways = [weighed(*one) for one in acts]
    return _Reports(
        names=tuple(names),
        pair=pair_,
        day=day_,
        which=which,
        same=np.full(len(found), -1),
        weight=np.array([size for _, size in ways], np.float32)[which // 2],
        cooperative=np.array([way == "cooperation" for way, _ in ways], bool)[which // 2],
        firm=np.ones(len(found), bool),
        turning=np.array([one in TURNING for one in acts], bool)[which // 2],
        vague=np.array([mode is None for _, mode in acts], bool)[which // 2],
    )


def _merged(told: _Reports) -> Ledger:
    """One row a happening: the same occurrence, or the same act of the same day between the same two."""
    # the firmest and most exact report of a happening first: that is the one kept
    order = np.argsort(told.vague + 2 * ~told.firm, kind="stable")
    happening = np.where(told.same >= 0, (1 << 41) + told.same, (told.which << 20) + told.day)
    _, first = np.unique(((told.pair << 42) + happening)[order], return_index=True)
    kept = order[np.sort(first)]
    return Ledger(
        told.names,
        told.pair[kept],
        told.day[kept],
        told.weight[kept],
        told.cooperative[kept],
        told.firm[kept],
        told.turning[kept],
    )


@dataclass(frozen=True)
class Panel:
    """The pairs of a ledger that have enough events in some year, laid out day by day."""

    series: Series
    alleged: Series
    events: Ints
    turning: NDArray[np.bool_]


def panel(ledger: Ledger, until: datetime.date | None = None, enough: int = ENOUGH) -> Panel:
    """The daily weights of the pairs that have ``enough`` distinct firm events in some 365 days.

    ``series`` is from what is narrated or acknowledged, ``alleged`` from that and allegations.
    """
    some = watched(ledger, enough)
    names = tuple("-".join(ledger.pairs[n]) for n in some)
    kept = np.isin(ledger.pair, some)
    if not kept.any():
        nothing = Series(
            (), until or datetime.date(2000, 1, 1), np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32)
        )
        return Panel(nothing, nothing, np.zeros((0, 0), np.int64), np.zeros((0, 0), bool))
    first = datetime.date.fromordinal(int(ledger.day[kept].min()))
    last = until or datetime.date.fromordinal(int(ledger.day[kept].max()))
    return laid_out(ledger, names, first, max(first, last))


def laid_out(ledger: Ledger, names: Sequence[str], first: datetime.date, last: datetime.date) -> Panel:
    """The daily weights of these pairs from one day to another, both included."""
    places = {name: n for n, name in enumerate(names)}
    column = np.array([places.get("-".join(pair), -1) for pair in ledger.pairs], np.int64)[ledger.pair]
    day = ledger.day - first.toordinal()
    shape = ((last - first).days + 1, len(names))
    kept = (column >= 0) & (day >= 0) & (day < shape[0])
    at = day * shape[1] + column

    def laid(rows: NDArray[np.bool_]) -> NDArray[np.float32]:
        sums = np.bincount(at[rows], ledger.weight[rows], shape[0] * shape[1])
        return sums.reshape(shape).astype(np.float32)

    firm, up = kept & ledger.firm, ledger.cooperative
    events = np.bincount(at[firm], minlength=shape[0] * shape[1]).reshape(shape)
    turning = np.bincount(at[firm & ledger.turning & ~up], minlength=shape[0] * shape[1]).reshape(shape) > 0
    return Panel(
        Series(tuple(names), first, laid(firm & up), laid(firm & ~up)),
        Series(tuple(names), first, laid(kept & up), laid(kept & ~up)),
        in_the_year_before(events),
        turning,
    )


def of_pair(ledger: Ledger, one: str, other: str) -> Ledger:
    """What of a ledger is between two actors."""
    name = (one, other) if one < other else (other, one)
    place = next((n for n, pair in enumerate(ledger.pairs) if pair == name), -1)
    rows = ledger.pair == place
    return Ledger(
        (name,),
        np.zeros(int(rows.sum()), np.int64),
        ledger.day[rows],
        ledger.weight[rows],
        ledger.cooperative[rows],
        ledger.firm[rows],
        ledger.turning[rows],
    )


def watched(ledger: Ledger, enough: int) -> Ints:
    """The pairs with so many firm events in some 365 days."""
    counts = np.bincount(ledger.pair[ledger.firm], minlength=len(ledger.pairs))
    candidates = np.flatnonzero(counts >= enough)
    rows = ledger.firm & np.isin(ledger.pair, candidates)
    order = np.lexsort((ledger.day[rows], ledger.pair[rows]))
    pair, day = ledger.pair[rows][order], ledger.day[rows][order]
    if len(pair) < enough:
        return candidates[:0]
    # a year is full enough where the event that lies `enough` rows on is of the same pair and less than a year later
    later = np.arange(len(pair) - enough + 1) + enough - 1
    full = (pair[later] == pair[: len(later)]) & (day[later] - day[: len(later)] < 365)
    found: Ints = np.unique(pair[: len(later)][full])
    return found
