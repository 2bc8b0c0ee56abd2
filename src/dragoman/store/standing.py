"""How every event of the store stands, as columns: what counts over many events asks these and not the disk.

standing = read(store.database)                     # once; 5 bytes an event
own = of_code(store.database, "PRK", ("actor",))    # numbers of events
standing.counted(own)                               # those that are current and that nobody called wrong
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Status
from dragoman.store.columns import Ints, listed, numbers
from dragoman.store.database import Database
from dragoman.store.finding_events import QUAD
from dragoman.store.store import Store

STATUSES: tuple[Status, ...] = ("narrated", "acknowledged", "alleged", "denied")
_COUNTED, _ACTUAL, _COOPERATION, _STATUS = 1, 2, 4, 3
"""Bits of an event: it counts; it was done; it is of cooperation; from the fourth on, its status."""
FEW = 30
"""Events of which there are so many times more are sorted, rather than marked among all."""
A_PART = 50_000
"""Events that are read at once."""


@dataclass(frozen=True)
class Standing:
    """Events by number, as they stand after correction. ``told``: of an occurrence, in which statuses its reports tell it."""

    bits: NDArray[np.uint8]
    occurrence: NDArray[np.int32]
    told: NDArray[np.uint8]

    @property
    def all(self) -> Ints:
        """All events that count."""
        found: Ints = np.flatnonzero(self.bits & _COUNTED > 0)
        return found

    def counted(self, events: Ints) -> Ints:
        """Of these events, each once, those that are current and that nobody called wrong."""
        if len(events) * FEW < len(self.bits):
            each = np.unique(events)
            each = each[each < len(self.bits)]
            few: Ints = each[self.bits[each] & _COUNTED > 0]
            return few
        named = np.zeros(len(self.bits), bool)
        named[events[events < len(self.bits)]] = True
        found: Ints = np.flatnonzero(named & (self.bits & _COUNTED > 0))
        return found

    def done(self, events: Ints) -> NDArray[np.bool_]:
        """Which of them are told as having happened."""
        return self.bits[events] & _ACTUAL > 0

    def cooperation(self, events: Ints) -> NDArray[np.bool_]:
        """Which of them are of cooperation; the others are of conflict."""
        return self.bits[events] & _COOPERATION > 0

    def status(self, events: Ints) -> Ints:
        """Their statuses, as places in ``STATUSES``."""
        found: Ints = (self.bits[events] >> _STATUS).astype(np.int64)
        return found

    def by_status(self, events: Ints) -> dict[Status, int]:
        """How many of them have which status."""
        counts = np.bincount(self.status(events), minlength=len(STATUSES)).tolist()
        return {status: count for status, count in zip(STATUSES, counts, strict=True) if count}

    def elsewhere(self, events: Ints) -> dict[Status, int]:
        """How many of them are told in which other status elsewhere."""
        known = events[self.occurrence[events] >= 0]
        others, own = self.told[self.occurrence[known]], self.status(known)
        found = {
            status: int(np.count_nonzero((others >> n & 1).astype(bool) & (own != n)))
            for n, status in enumerate(STATUSES)
        }
        return {status: count for status, count in found.items() if count}


def read(store: Store) -> Standing:
    """How all events stand."""
    parts = list(_parts(store.database))
    number, bits, occurrence = (
        np.concatenate([part[n::3] for part in parts] or [np.zeros(0, np.int64)]) for n in range(3)
    )
    size = int(number.max(initial=0)) + 1
    all_bits, occurrences = np.zeros(size, np.uint8), np.full(size, -1, np.int32)
    all_bits[number], occurrences[number] = bits, occurrence
    told = np.zeros(int(occurrence.max(initial=-1)) + 1, np.uint8)
    for n in range(len(STATUSES)):
        told[occurrence[(occurrence >= 0) & (bits >> _STATUS == n)]] |= np.uint8(1 << n)
    return Standing(all_bits, occurrences, told)


def _parts(database: Database) -> Iterator[Ints]:
    last = database.row("SELECT coalesce(max(number), 0) FROM event")
    statuses = " ".join(f"WHEN '{status}' THEN {n << _STATUS}" for n, status in enumerate(STATUSES))
    bits = (
        f"(CASE WHEN c.verdict = 'wrong' THEN 0 ELSE {_COUNTED} END) + (CASE e.realis WHEN 'actual' THEN {_ACTUAL} ELSE 0 END)"
        f" + (CASE WHEN {QUAD} LIKE '%cooperation' THEN {_COOPERATION} ELSE 0 END)"
        f" + (CASE coalesce(c.status, e.status) {statuses} END)"
    )
    told = f"e.number || ',' || ({bits}) || ',' || coalesce(e.occurrence, -1)"
    for start in range(0, int(last[0]) if last else 0, A_PART):
        row = database.row(
            f"SELECT {listed(database, told)} FROM event e LEFT JOIN correction c ON c.number = e.correction"
            " WHERE e.number > ? AND e.number <= ? AND e.current = 1",
            (start, start + A_PART),
        )
        yield numbers(row[0] if row else None)


def of_code(store: Store, code: str, roles: Sequence[str]) -> Ints:
    """The events in which a code has one of these roles."""
    marks = ", ".join("?" * len(roles))
    database = store.database
    row = database.row(
        f"SELECT {listed(database, 'event')} FROM party WHERE code = ? AND role IN ({marks})", (code, *roles)
    )
    return numbers(row[0] if row else None)


def of_pair(store: Store, one: str, other: str) -> tuple[Ints, Ints]:
    """The events between two codes, in either direction, and the month of each: YYYYMM, 0 without a day."""
    database = store.database
    month = "CASE WHEN day = '' THEN '0' ELSE replace(substr(day, 1, 7), '-', '') END"
    found = [
        numbers(row[0])
        for pair in ((one, other), (other, one))
        if (
            row := database.row(
                f"SELECT {listed(database, f'''event || ',' || {month}''')} FROM dyad WHERE actor = ? AND recipient = ?",
                pair,
            )
        )
    ]
    both = np.concatenate([np.zeros(0, np.int64), *found])
    events: Ints
    events, first = np.unique(both[0::2], return_index=True)
    return events, both[1::2][first]


def of_pairs(store: Store, code: str) -> dict[str, Ints]:
    """The events of a code with each other, in either direction, by the other's code."""
    database = store.database
    events = listed(database, "event")
    actors = actors_of(database)
    marks = ", ".join("?" * len(actors))
    rows = database.rows(
        f"SELECT recipient, {events} FROM dyad WHERE actor = ? GROUP BY recipient UNION ALL"
        f" SELECT actor, {events} FROM dyad WHERE actor IN ({marks or 'NULL'}) AND recipient = ? GROUP BY actor",
        (code, *actors, code),
    )
    found: dict[str, Ints] = {}
    for other, text in rows:
        if other != code:
            found[other] = np.concatenate([found.get(other, np.zeros(0, np.int64)), numbers(text)])
    return found


def actors_of(database: Database) -> list[str]:
    """All codes that act on another, each looked up behind the one before: a step a code, and not a row an event."""
    rows = database.rows(
        "WITH RECURSIVE each(actor) AS (SELECT min(actor) FROM dyad UNION ALL"
        " SELECT (SELECT min(d.actor) FROM dyad d WHERE d.actor > each.actor) FROM each WHERE each.actor IS NOT NULL)"
        " SELECT actor FROM each WHERE actor IS NOT NULL"
    )
    return [actor for (actor,) in rows]
