"""Events out of the store, by who, what, when and according to whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.ontology import types
from dragoman.records import Record
from dragoman.store import signs
from dragoman.store.database import Database, Row
from dragoman.store.stored import Side, StoredEvent, Within

QUAD = (
    "CASE WHEN c.type IS NULL THEN e.quad"
    + "".join(f" WHEN c.type = '{name}' THEN '{kind.quad}'" for name, kind in types().items())
    + " END"
)
"""The quad of an event ``e`` as the correction ``c`` leaves it."""
_WITHIN = "".join(
    ", CASE WHEN coalesce(c.actors, e.actors) = coalesce(c.recipients, e.recipients) AND coalesce(c.actors, e.actors) <> ''"
    f" THEN (SELECT p.{column} FROM party p WHERE p.event = e.number AND p.role = '{role}'"
    " AND p.code = coalesce(c.actors, e.actors) ORDER BY p.n LIMIT 1) END"
    for role in Within.__struct_fields__
    for column in Side.__struct_fields__
)
FIELDS = (
    "e.number, e.id, a.id, a.url, v.outlet, v.language, v.section, v.title, v.published_from,"
    " coalesce(c.type, e.type), CASE WHEN c.type IS NULL THEN e.mode ELSE c.mode END, e.context,"
    f" {QUAD}, e.score, e.realis,"
    " coalesce(c.status, e.status), coalesce(c.actors, e.actors), coalesce(c.recipients, e.recipients), e.sources, e.relays,"
    " e.from_day, e.to_day, e.day, e.day_basis, e.country, e.about,"
    f" e.occurrence, c.verdict{_WITHIN}"
)
WORDS = (
    ", substr(b.text, CAST(e.start + 1 AS INTEGER), CAST(e.stop - e.start AS INTEGER)),"
    " substr(b.text, CAST(e.sentence_start + 1 AS INTEGER), CAST(e.sentence_stop - e.sentence_start AS INTEGER)),"
    " e.polarity, CASE WHEN c.type IS NULL THEN e.signed END"
)
JOINS = (
    " JOIN version v ON v.number = e.version JOIN article a ON a.number = v.article"
    " LEFT JOIN correction c ON c.number = e.correction"
)
BODY = " JOIN body b ON b.version = e.version"
AT_ONCE = 500
"""Events that are asked for by number at once."""


class Wanted(Record, frozen=True, kw_only=True):
    """Which events: all that is told must hold. Codes and types are the coder's own, days include both ends.

    ``party``: acts or is acted upon; ``between``: two codes, in either order; ``source``: says so or relays it. ``status``: as
    a person corrected it where somebody is asked for, else the coder's own. ``outlets``: of one of them; ``None``: of none.
    ``wrong``: also those that a person called wrong.
    """

    party: str | None = None
    actor: str | None = None
    recipient: str | None = None
    between: tuple[str, str] | None = None
    source: str | None = None
    event: str | None = None
    mode: str | None = None
    quad: str | None = None
    status: str | None = None
    realis: str | None = None
    section: str | None = None
    language: str | None = None
    outlet: str | None = None
    outlets: tuple[str | None, ...] | None = None
    article: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    least_score: float | None = None
    wrong: bool = False


EVERYTHING = Wanted()


def events(
    database: Database, wanted: Wanted, words: bool = False, limit: int | None = None, oldest_first: bool = False
) -> Iterator[StoredEvent]:
    """The current events that are wanted, newest first unless told; those without a day last (oldest first: first).

    ``words``: with the trigger and the sentence, which takes the page's text from the disk for each.
    """
    if limit is not None and not oldest_first and (ways := _ways(wanted)):
        yield from _newest(database, wanted, ways, words, limit)
        return
    where, parameters = _where(wanted)
    fields, joins = (FIELDS + WORDS, JOINS + BODY) if words else (FIELDS, JOINS)
    order = "ASC" if oldest_first else "DESC"
    sql = f"SELECT {fields} FROM event e{joins} WHERE {where} ORDER BY e.day {order}, e.number {order}"
    if limit is not None:
        sql, parameters = f"{sql} LIMIT ?", [*parameters, limit]
    for row in database.each(sql, parameters):
        yield stored_event(row)


def numbered(database: Database, numbers: Sequence[int]) -> list[StoredEvent]:
    """The current events of these numbers, with trigger and sentence, in that order; those called wrong are left out."""
    if not numbers:  # PostgreSQL takes no empty list
        return []
    marks = ", ".join("?" * len(numbers))
    rows = database.rows(
        f"SELECT {FIELDS}{WORDS} FROM event e{JOINS}{BODY} WHERE e.number IN ({marks}) AND e.current = 1"
        " AND (c.verdict IS NULL OR c.verdict <> 'wrong')",
        numbers,
    )
    found = {event.number: event for event in map(stored_event, rows)}
    return [found[number] for number in numbers if number in found]


def count(database: Database, wanted: Wanted) -> int:
    """How many current events are wanted."""
    ways = _ways(wanted)
    if not ways:
        where, parameters = _where(wanted)
        found = database.row(f"SELECT count(*) FROM event e{_needed(wanted)} WHERE {where}", parameters)
    else:
        where, parameters = _beside(wanted)
        parts = (f"SELECT e.number FROM {way.along}{_needed(wanted)} WHERE {way.own} AND {where}" for way in ways)
        found = database.row(
            f"SELECT count(*) FROM ({' UNION '.join(parts)}) AS found",
            [value for way in ways for value in (*way.parameters, *parameters)],
        )
    return int(found[0]) if found else 0


def between(database: Database, wanted: Wanted) -> list[int]:
    """The numbers of the current events of a pair that are wanted, in no order."""
    where, parameters = _beside(wanted)
    return [
        number
        for way in _ways(wanted)
        for (number,) in database.rows(
            f"SELECT e.number FROM {way.along}{_needed(wanted)} WHERE {way.own} AND {where}",
            [*way.parameters, *parameters],
        )
    ]


@dataclass(frozen=True)
class _Way:
    """Rows ``d`` of somebody's events, which their index holds in order of days; each leads to its event."""

    table: str
    own: str
    parameters: tuple[object, ...]

    @property
    def along(self) -> str:
        """The events along these rows, and not the other way round, whatever the database would choose."""
        return f"{self.table} d CROSS JOIN event e"


def _ways(wanted: Wanted) -> list[_Way]:
    """Along which rows the wanted events are found soonest; none: nobody is asked for."""
    if wanted.between:
        own = "d.actor = ? AND d.recipient = ? AND e.number = d.event"
        return [_Way("dyad", own, pair) for pair in (wanted.between, wanted.between[::-1])]
    for roles, code in _roles(wanted):
        if code is not None:
            return [_Way("party", f"d.code = ? AND d.role IN ({_quoted(roles)}) AND e.number = d.event", (code,))]
    return []


def _newest(database: Database, wanted: Wanted, ways: Sequence[_Way], words: bool, limit: int) -> Iterator[StoredEvent]:
    """The newest events along these ways: first their numbers, then what is told of these."""
    where, parameters = _beside(wanted)
    found: set[tuple[str, int]] = set()
    for way in ways:
        rows = database.rows(
            f"SELECT DISTINCT d.day, d.event FROM {way.along}{_needed(wanted)} WHERE {way.own} AND {where}"
            " ORDER BY d.day DESC, d.event DESC LIMIT ?",
            [*way.parameters, *parameters, limit],
        )
        found.update((day, number) for day, number in rows)
    numbers = [number for _, number in sorted(found, reverse=True)[:limit]]
    fields, joins = (FIELDS + WORDS, JOINS + BODY) if words else (FIELDS, JOINS)
    for n in range(0, len(numbers), AT_ONCE):
        some = numbers[n : n + AT_ONCE]
        yield from map(
            stored_event,
            database.each(
                f"SELECT {fields} FROM event e{joins} WHERE e.number IN ({', '.join('?' * len(some))})"
                " ORDER BY e.day DESC, e.number DESC",
                some,
            ),
        )


def _beside(wanted: Wanted) -> tuple[str, list[object]]:
    """What must hold besides the way: the plain conditions, and that the others who are asked for take part."""
    others = [(roles, code) for roles, code in _roles(wanted) if code is not None]
    if not wanted.between:
        others = others[1:]
    where, parameters = _where(msgspec.structs.replace(wanted, **_NOBODY), corrected=True)
    for roles, code in others:
        where += f" AND EXISTS (SELECT 1 FROM party p WHERE p.event = e.number AND p.role IN ({_quoted(roles)}) AND p.code = ?)"
        parameters.append(code)
    return where, parameters


_NOBODY: dict[str, None] = dict.fromkeys(("party", "actor", "recipient", "between", "source"))


def _needed(wanted: Wanted) -> str:
    """The tables beside the event that conditions ask."""
    of_page = (wanted.section, wanted.language, wanted.outlet, wanted.outlets, wanted.article)
    return JOINS if any(one is not None for one in of_page) else " LEFT JOIN correction c ON c.number = e.correction"


def _quoted(roles: Iterable[str]) -> str:
    return ", ".join(f"'{role}'" for role in roles)


def _where(wanted: Wanted, corrected: bool = False) -> tuple[str, list[object]]:
    """The conditions, and their parameters. ``corrected``: of the status that a person gave it, which no index knows."""
    where: list[str] = ["e.current = 1"]
    parameters: list[object] = []
    if not wanted.wrong:
        where.append("(c.verdict IS NULL OR c.verdict <> 'wrong')")
    for condition, value in _conditions(wanted, corrected):
        if value is not None:
            where.append(condition)
            parameters.append(value)
    if wanted.outlets is not None:
        named = [name for name in wanted.outlets if name is not None]
        one_of = f"v.outlet IN ({', '.join('?' * len(named))})" if named else "1 = 0"
        where.append(f"({one_of} OR v.outlet IS NULL)" if None in wanted.outlets else one_of)
        parameters += named
    for roles, code in _roles(wanted):
        if code is not None:
            where.append(f"e.number IN (SELECT p.event FROM party p WHERE p.code = ? AND p.role IN ({_quoted(roles)}))")
            parameters.append(code)
    if wanted.between:
        one, other = wanted.between
        where.append(
            "e.number IN (SELECT d.event FROM dyad d WHERE d.actor = ? AND d.recipient = ?"
            " UNION SELECT d.event FROM dyad d WHERE d.actor = ? AND d.recipient = ?)"
        )
        parameters += [one, other, other, one]
    return " AND ".join(where), parameters


def _conditions(wanted: Wanted, corrected: bool) -> list[tuple[str, object]]:
    return [
        ("e.type = ?", wanted.event),
        ("e.mode = ?", wanted.mode),
        ("e.quad = ?", wanted.quad),
        ("coalesce(c.status, e.status) = ?" if corrected else "e.status = ?", wanted.status),
        ("e.realis = ?", wanted.realis),
        ("v.section = ?", wanted.section),
        ("v.language = ?", wanted.language),
        ("v.outlet = ?", wanted.outlet),
        ("a.id = ?", wanted.article),
        ("e.day >= ?", wanted.since.isoformat() if wanted.since else None),
        ("e.day <= ?", wanted.until.isoformat() if wanted.until else None),
        ("e.score >= ?", wanted.least_score),
    ]


def _roles(wanted: Wanted) -> list[tuple[tuple[str, ...], str | None]]:
    return [
        (("actor", "recipient"), wanted.party),
        (("actor",), wanted.actor),
        (("recipient",), wanted.recipient),
        (("source", "relay"), wanted.source),
    ]


def stored_event(row: Row) -> StoredEvent:
    """The record of a row of ``FIELDS``, with or without ``WORDS``."""
    size = len(_PLAIN)
    told: dict[str, Any] = dict(zip(_PLAIN, row, strict=False))
    told["day"] = told["day"] or None
    for name in ("context", "actors", "recipients", "sources", "relays"):
        told[name] = tuple(one for one in told[name].split("+") if one)
    told["within"] = None
    if len(told["actors"]) == 1 and told["actors"] == told["recipients"]:
        sides = [dict(zip(Side.__struct_fields__, row[n : n + 2], strict=True)) for n in (size, size + 2)]
        told["within"] = dict(zip(Within.__struct_fields__, sides, strict=True))
    told["trigger"], told["sentence"], told["polarity"], signed = row[size + 4 :] or (None, None, None, None)
    if told["sentence"] is not None:
        said = (told["event"], told["mode"], told["language"], told["sentence"], told["trigger"])
        told["polarity"] = signs.told(told["polarity"], signed, *said)
    return msgspec.convert(told, StoredEvent)


_PLAIN = tuple(
    name for name in StoredEvent.__struct_fields__ if name not in ("within", "trigger", "sentence", "polarity")
)
