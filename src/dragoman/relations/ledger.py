"""All pairs at once: what happened between whom on which day, as columns of numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.relations.level import ENOUGH, in_the_year_before
from dragoman.relations.polarity import ACTS, polarity
from dragoman.relations.series import Series
from dragoman.relations.weights import weighed
from dragoman.store.database import Row
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
MOST_CELLS = 60_000_000
"""Pair-days of the largest panel that is laid out, some 2 GB with all that is computed from it."""

_TYPE, _MODE = "coalesce(c.type, e.type)", "CASE WHEN c.type IS NULL THEN e.mode ELSE c.mode END"
_STATUS = "coalesce(c.status, e.status)"
_JOINED = " JOIN event e ON e.number = d.event LEFT JOIN correction c ON c.number = e.correction"
_TOLD = (
    f" WHERE d.day <> '' AND e.realis = 'actual' AND {_STATUS} <> 'denied'"
    " AND (c.verdict IS NULL OR c.verdict <> 'wrong') AND (d.mutual = 0 OR d.actor < d.recipient)"
)


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


def read_ledger(store: Store, until: datetime.date | None = None) -> Ledger:
    """What happened between all pairs, in either direction, each happening once; without what was only denied."""
    limit, parameters = (" AND d.day <= ?", [until.isoformat()]) if until else ("", [])
    rows = store.database.each(
        f"SELECT d.actor, d.recipient, d.day, {_TYPE}, {_MODE}, {_STATUS}, e.occurrence, d.event"
        f" FROM dyad d{_JOINED}{_TOLD}{limit}",
        parameters,
    )
    return _merged(_Columns().filled(rows, _signed(store, limit, parameters)))


def _signed(store: Store, limit: str, parameters: list[str]) -> dict[int, tuple[str, float]]:
    """Side and weight of the events whose words decide their sign, by number."""
    kinds = sorted({act.partition("/")[0] for act in ACTS})
    rows = store.database.each(
        f"SELECT DISTINCT e.number, {_TYPE}, {_MODE}, v.language,"
        " substr(b.text, CAST(e.sentence_start + 1 AS INTEGER), CAST(e.sentence_stop - e.sentence_start AS INTEGER)),"
        " substr(b.text, CAST(e.start + 1 AS INTEGER), CAST(e.stop - e.start AS INTEGER))"
        f" FROM dyad d{_JOINED} JOIN version v ON v.number = e.version JOIN body b ON b.version = e.version"
        f"{_TOLD} AND {_TYPE} IN ({', '.join('?' * len(kinds))}){limit}",
        [*kinds, *parameters],
    )
    found: dict[int, tuple[str, float]] = {}
    for number, kind, mode, language, sentence, trigger in rows:
        signed = polarity(kind, mode, sentence or "", language, trigger)
        if signed is not None:
            side, weight = weighed(kind, mode)
            found[number] = (signed.side or side, weight if signed.side else 0.0)
    return found


class _Columns:
    """Rows of the store turned into numbers, before happenings told several times are put together."""

    def __init__(self) -> None:
        self.pairs: dict[tuple[str, str], int] = {}
        self.acts: dict[tuple[str, str | None], int] = {}
        self.days: dict[str, int] = {}
        self.rows: list[tuple[int, int, int, int, float, bool, bool, bool, bool]] = []

    def filled(self, rows: Iterable[Row], signed: dict[int, tuple[str, float]]) -> _Columns:
        plain: dict[tuple[str, str | None], tuple[str, float]] = {}
        for actor, recipient, day, kind, mode, status, occurrence, event in rows:
            forward = actor < recipient
            pair = self.pairs.setdefault((actor, recipient) if forward else (recipient, actor), len(self.pairs))
            act = (kind, mode)
            if act not in plain:
                plain[act] = weighed(kind, mode)
            side, weight = signed.get(event) or plain[act]
            which = self.acts.setdefault(act, len(self.acts)) * 2 + forward
            ordinal = self.days.get(day) or self.days.setdefault(day, datetime.date.fromisoformat(day).toordinal())
            firm = status in ("narrated", "acknowledged")
            same = occurrence if occurrence is not None else -1
            self.rows.append(
                (pair, ordinal, which, same, weight, side == "cooperation", firm, act in TURNING, mode is None)
            )
        return self


def _merged(columns: _Columns) -> Ledger:
    """One row a happening: the same occurrence, or the same act of the same day between the same two."""
    names = tuple(columns.pairs)
    if not columns.rows:
        empty = np.zeros(0, np.int64)
        return Ledger(names, empty, empty, empty.astype(np.float32), *(empty.astype(bool) for _ in range(3)))
    pair, day, which, same, weight, cooperative, firm, turning, vague = (
        np.array(column) for column in zip(*columns.rows, strict=True)
    )
    # the firmest and most exact report of a happening first: that is the one kept
    order = np.lexsort((vague, ~firm))
    told = np.where(same >= 0, same, (which.astype(np.int64) << 24) + day)
    keys = np.stack([pair, same >= 0, told], 1)[order]
    _, first = np.unique(keys, axis=0, return_index=True)
    kept = order[np.sort(first)]
    return Ledger(
        names,
        pair[kept].astype(np.int64),
        day[kept].astype(np.int64),
        weight[kept].astype(np.float32),
        cooperative[kept],
        firm[kept],
        turning[kept],
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
    watched = _watched(ledger, enough)
    column = np.full(len(ledger.pairs), -1)
    column[watched] = np.arange(len(watched))
    names = tuple("-".join(ledger.pairs[n]) for n in watched)
    kept = column[ledger.pair] >= 0
    if not kept.any():
        nothing = Series(
            (), until or datetime.date(2000, 1, 1), np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32)
        )
        return Panel(nothing, nothing, np.zeros((0, 0), np.int64), np.zeros((0, 0), bool))
    first = int(ledger.day[kept].min())
    last = until.toordinal() if until else int(ledger.day[kept].max())
    kept &= ledger.day <= last
    shape = (max(last - first + 1, 1), len(watched))
    at = (ledger.day - first) * shape[1] + column[ledger.pair]

    def laid(rows: NDArray[np.bool_]) -> NDArray[np.float32]:
        sums = np.bincount(at[rows], ledger.weight[rows], shape[0] * shape[1])
        return sums.reshape(shape).astype(np.float32)

    firm, up = kept & ledger.firm, ledger.cooperative
    day = datetime.date.fromordinal(first)
    events = np.bincount(at[firm], minlength=shape[0] * shape[1]).reshape(shape)
    turning = np.bincount(at[firm & ledger.turning & ~up], minlength=shape[0] * shape[1]).reshape(shape) > 0
    return Panel(
        Series(names, day, laid(firm & up), laid(firm & ~up)),
        Series(names, day, laid(kept & up), laid(kept & ~up)),
        in_the_year_before(events),
        turning,
    )


def _watched(ledger: Ledger, enough: int) -> Ints:
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
