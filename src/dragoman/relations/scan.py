"""The store's pairs and events as columns of numbers.

What does not hang together is read side by side, each on a connection of its own.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.ontology import types
from dragoman.polarity import polarity, state
from dragoman.records import Status
from dragoman.relations.occurrences import CARRIED, Told
from dragoman.store import signs
from dragoman.store.columns import Ints, listed, numbers
from dragoman.store.database import Database
from dragoman.store.outlets import UNKNOWN, country_of
from dragoman.store.store import Store

T = TypeVar("T")
TYPES = tuple(types())
MODES = ("", *dict.fromkeys(mode for kind in types().values() for mode in kind.modes))
STATUSES: tuple[Status, ...] = ("narrated", "acknowledged", "alleged", "denied")
SIDES = ("cooperation", "conflict", "neutral")
OWN, COOPERATION, _, NEUTRAL, UNSIGNED = range(5)
"""The side of an act whose type tells it; those of ``SIDES``; and that of one whose words may not have been asked."""
FIRM, DENIED = 2, 3
"""Statuses from which on nobody tells it as done; and what only is denied."""
A_PART = 50_000
"""Events that are read at once."""
SIDE_BY_SIDE = 2


@dataclass(frozen=True)
class Pairs:
    """Who deals with whom, a row an event and pair: the pair by its place in ``names``, and whether the first of it acts."""

    names: tuple[tuple[str, str], ...]
    pair: Ints
    forward: NDArray[np.bool_]
    day: Ints
    event: Ints


@dataclass(frozen=True)
class Events:
    """Events by number: act (its place in ``acts``), status, occurrence (-1: none), and side: 0 the type's own, else where
    the words decide, 1 cooperation, 2 conflict, 3 neither.
    """

    acts: tuple[tuple[str, str | None], ...]
    number: Ints
    act: Ints
    status: Ints
    occurrence: Ints
    side: Ints


def scan(store: Store, since: datetime.date | None, until: datetime.date | None, told: Told) -> tuple[Pairs, Events]:
    """The pairs between two days, and the events that happened, as they stand after correction, told as asked for."""
    with _Readers(store.database) as readers:
        actors = [name for (name,) in store.database.rows("SELECT actor FROM dyad GROUP BY actor")]
        last = store.database.row("SELECT coalesce(max(number), 0) FROM event")
        ends = [0] if since else range(0, int(last[0]) if last else 0, A_PART)
        asked = _asked(store.database, told)
        days = _days(since, until)
        events = readers.start(lambda database, end: _events(database, end, asked, since), ends)
        dyads = readers.start(lambda database, actor: _dyads(database, actor, days), actors)
        pairs = _pairs(dict(zip(actors, dyads, strict=True)))
        columns = [np.concatenate([part[n] for part in events] or [np.zeros(0, np.int64)]) for n in range(5)]
    return pairs, _corrected(store.database, columns)


class _Readers:
    """Readers side by side, each with a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._own = threading.local()
        self._opened: list[Database] = []
        self._database = database
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE)

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        for database in self._opened:
            database.close()

    def start(self, read: Callable[[Database, T], Any], parts: Iterable[T]) -> list[Any]:
        """What is read of each part, in order."""
        return list(self._pool.map(lambda part: read(self._connection(), part), parts))

    def _connection(self) -> Database:
        if not hasattr(self._own, "database"):
            self._own.database = self._database.again()
            self._opened.append(self._own.database)
        found: Database = self._own.database
        return found


def _days(since: datetime.date | None, until: datetime.date | None) -> tuple[str, list[Any]]:
    """The condition that a dyad lies between two days, both included."""
    bounds = [(f" AND day {sign} ?", day.isoformat()) for sign, day in ((">=", since), ("<=", until)) if day]
    return "".join(sql for sql, _ in bounds), [day for _, day in bounds]


def _dyads(database: Database, actor: str, days: tuple[str, list[Any]]) -> list[tuple[str, Ints]]:
    """Of one actor: each recipient with events and days (YYYYMMDD), one after the other."""
    told = listed(database, "event || ',' || replace(day, '-', '')")
    rows = database.rows(
        f"SELECT recipient, {told} FROM dyad"
        f" WHERE actor = ? AND day <> '' AND (mutual = 0 OR actor < recipient){days[0]} GROUP BY recipient",
        [actor, *days[1]],
    )
    return [(recipient, numbers(text)) for recipient, text in rows]


def _pairs(found: dict[str, list[tuple[str, Ints]]]) -> Pairs:
    names: dict[tuple[str, str], int] = {}
    places, forwards, sizes, columns = [], [], [], []
    for actor, others in found.items():
        for recipient, told in others:
            forward = actor < recipient
            places.append(names.setdefault((actor, recipient) if forward else (recipient, actor), len(names)))
            forwards.append(forward)
            sizes.append(len(told) // 2)
            columns.append(told)
    whole = np.concatenate([np.zeros(0, np.int64), *columns])
    return Pairs(
        names=tuple(names),
        pair=np.repeat(np.array(places, np.int64), sizes),
        forward=np.repeat(np.array(forwards, bool), sizes),
        day=_ordinals(whole[1::2]),
        event=whole[0::2],
    )


def _ordinals(days: Ints) -> Ints:
    """The ordinals of days written as numbers, YYYYMMDD."""
    each, where = np.unique(days, return_inverse=True)
    known = [datetime.date(day // 10000, day // 100 % 100, day % 100).toordinal() for day in each.tolist()]
    return np.array(known, np.int64)[where]


def _asked(database: Database, told: Told) -> tuple[str, list[Any]]:
    """The conditions on who tells of an event ``e``, and in what page ``v``."""
    conditions: list[tuple[str, list[Any]]] = []
    if told.claimant:
        place = _place(database, "'+' || e.sources || '+' || e.relays || '+'", "?")
        conditions.append((f"{place} > 0", [f"+{told.claimant}+"]))
    if told.medium:
        conditions.append((f"e.number IN ({CARRIED})", [told.medium]))
    if told.language:
        conditions.append(("v.language = ?", [told.language]))
    if told.outlet:
        conditions.append(("v.outlet = ?", [told.outlet]))
    if told.country:
        outlets = [name for (name,) in database.rows("SELECT outlet FROM version GROUP BY outlet")]
        fitting = [name for name in outlets if name and (country_of(name) or UNKNOWN) == told.country]
        marks = f"v.outlet IN ({', '.join('?' * len(fitting))})" if fitting else "1 = 0"
        conditions.append((f"({marks} OR v.outlet IS NULL)" if told.country == UNKNOWN else marks, list(fitting)))
    return "".join(f" AND {sql}" for sql, _ in conditions), [value for _, values in conditions for value in values]


def _part(start: int, since: datetime.date | None) -> tuple[str, list[Any]]:
    """The condition that an event lies in a part of the numbers, is current and happened."""
    # of few days all are read at once, found by their day: « + » keeps SQLite from going by the number
    where, values = (
        ("e.day >= ? AND +e.number > ?", [since.isoformat(), start]) if since else (_RANGE, [start, start + A_PART])
    )
    return f"{where} AND e.current = 1 AND e.realis = 'actual'", values


_RANGE = "e.number > ? AND e.number <= ?"


def _events(
    database: Database, start: int, asked: tuple[str, list[Any]], since: datetime.date | None
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """A part of the events: number, act, status, occurrence, side."""
    kind = (
        f"{_place(database, _word(TYPES), _mark('e.type'))} * 1000 + {_place(database, _word(MODES), _mark('e.mode'))}"
    )
    standing = "CASE e.status WHEN 'narrated' THEN 0 WHEN 'acknowledged' THEN 1 WHEN 'alleged' THEN 2 ELSE 3 END"
    told = " || ',' || ".join(
        ("e.number", f"({kind})", f"(({standing}) + 10 * ({_side()}))", "coalesce(e.occurrence, -1)")
    )
    where, values = _part(start, since)
    version = " JOIN version v ON v.number = e.version" if asked[0] else ""
    row = database.row(
        f"SELECT {listed(database, told)} FROM event e{version} WHERE {where}{asked[0]}", [*values, *asked[1]]
    )
    found = numbers(row[0] if row else None)
    number, act, both, occurrence = (found[n::4] for n in range(4))
    status, side = both % 10, both // 10
    unsigned = np.flatnonzero((side == UNSIGNED) & (status < DENIED) & np.isin(act, _asked_codes()))
    side[side == UNSIGNED] = OWN
    if len(unsigned):
        found_now = _signed_now(database, start, asked, since)
        side[unsigned] = [found_now.get(one, OWN) for one in number[unsigned].tolist()]
    return number, act, status, occurrence, side


def _side() -> str:
    """The side of an event, as its place in ``SIDES`` from 1 on."""
    ways = " ".join(f"WHEN '{side}' THEN {n}" for n, side in enumerate(SIDES, 1))
    return f"CASE WHEN e.signed IS NULL OR e.signed <> {state()} THEN {UNSIGNED} ELSE CASE e.side {ways} ELSE {OWN} END END"


@cache
def _asked_codes() -> list[int]:
    """The codes of the acts whose side depends on words, as the database counts: from 1, without the quotation mark."""
    return [
        _word(TYPES).index(f"|{kind}|") * 1000 + _word(MODES).index(f"|{mode}|")
        for kind in TYPES
        for mode in MODES
        if signs.asked(kind, mode or None)
    ]


def _signed_now(
    database: Database, start: int, asked: tuple[str, list[Any]], since: datetime.date | None
) -> dict[int, int]:
    """The sides of those events of a part that were not signed, or by other words than today's, by number."""
    where, values = _part(start, since)
    which, acts = signs.which()
    rows = database.rows(
        f"SELECT e.number, e.type, e.mode, {signs.WORDS} FROM event e JOIN version v ON v.number = e.version"
        f" JOIN body b ON b.version = e.version WHERE {where} AND e.status <> 'denied' AND {which}"
        f" AND (e.signed IS NULL OR e.signed <> ?){asked[0]}",
        [*values, *acts, state(), *asked[1]],
    )
    return {row[0]: _by_words(*row[1:]) for row in rows}


def _by_words(kind: str, mode: str | None, language: str, sentence: str, trigger: str) -> int:
    """The side of an act by the words that tell it, as its place in ``SIDES`` from 1 on."""
    found = polarity(kind, mode, sentence, language, trigger)
    return SIDES.index(found.side or "neutral") + 1 if found else OWN


def _corrected(database: Database, columns: Sequence[Ints]) -> Events:
    """The events of columns as persons corrected them; those called wrong, and those only denied, are left out."""
    # PostgreSQL gives a row that was changed last
    order = np.argsort(columns[0], kind="stable")
    number, kind, status, occurrence, side = (column[order] for column in columns)
    codes, act = np.unique(kind, return_inverse=True)
    acts = [_act(code) for code in codes.tolist()]
    kept = np.ones(len(number), bool)
    places = {n: place for place, n in enumerate(acts)}
    for row in database.rows(_CORRECTIONS):
        at = int(np.searchsorted(number, row[0]))
        if at == len(number) or number[at] != row[0]:
            continue
        places.setdefault((row[1], row[2]), len(places))
        act[at], status[at], side[at] = places[row[1], row[2]], STATUSES.index(row[6]), _by_words(*row[1:6])
        kept[at] = row[7] != "wrong"
    kept &= status < DENIED
    return Events(tuple(places), number[kept], act[kept], status[kept], occurrence[kept], side[kept])


_CORRECTIONS = (
    "SELECT e.number, coalesce(c.type, e.type), CASE WHEN c.type IS NULL THEN e.mode ELSE c.mode END,"
    f" {signs.WORDS}, coalesce(c.status, e.status), c.verdict FROM correction c CROSS JOIN event e"
    " JOIN version v ON v.number = e.version JOIN body b ON b.version = e.version"
    " WHERE e.number = c.event AND e.correction = c.number AND e.current = 1"
)


def _act(code: int) -> tuple[str, str | None]:
    kind, mode = _word(TYPES)[code // 1000 + 1 :], _word(MODES)[code % 1000 + 1 :]
    return (kind.split("|")[0] if code >= 1000 else ""), (mode.split("|")[0] or None)


def _word(words: Sequence[str]) -> str:
    """Words in a row, each between bars, in which a word is known by its place; as the database takes a text."""
    return f"'|{'|'.join(words)}|'"


def _mark(column: str) -> str:
    return f"'|' || coalesce({column}, '') || '|'"


def _place(database: Database, text: str, word: str) -> str:
    """The place of a word in a text, 0 where it is not there, in the words of the database."""
    return f"{'instr' if database.kind == 'sqlite' else 'strpos'}({text}, {word})"
