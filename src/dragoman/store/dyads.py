"""The history of two actors: what each did to the other, month by month or day by day.

    from dragoman.store.dyads import history

    found = history(store, "PRK", "RUS")
    for step in found.steps: step.period, step.actor, step.recipient, step.events, step.score, step.quads

What both did together (they met, signed, clashed) counts in both directions, and is told in ``mutual``.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Literal

from dragoman.ontology import types
from dragoman.records import Record
from dragoman.store import finding_events
from dragoman.store.database import Database, Row
from dragoman.store.store import Store
from dragoman.store.stored import StoredEvent

Step = Literal["day", "month", "year"]
_LETTERS = {"day": 10, "month": 7, "year": 4}
_TYPE = "coalesce(c.type, e.type)"
_MODE = "CASE WHEN c.type IS NULL THEN e.mode ELSE c.mode END"


class DyadStep(Record, frozen=True, kw_only=True):
    """What one did to the other in a period (« 2024-01 »; ``None``: without a day).

    ``score`` is the sum of PLOVER's conflict-cooperation scores of what is told as done (status narrated or acknowledged,
    realis actual), ``scored`` how many these are. ``quads``, ``statuses`` and ``types`` count all events.
    """

    period: str | None
    actor: str
    recipient: str
    events: int
    mutual: int
    scored: int
    score: float
    quads: dict[str, int]
    statuses: dict[str, int]
    types: dict[str, int]


class History(Record, frozen=True, kw_only=True):
    """Two actors' history, oldest first, and their latest events."""

    one: str
    other: str
    total: int
    steps: tuple[DyadStep, ...]
    latest: tuple[StoredEvent, ...]


def history(
    store: Store,
    one: str,
    other: str,
    *,
    step: Step = "month",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    latest: int = 10,
) -> History:
    """What ``one`` and ``other`` (codes) did to each other between two days, both included."""
    there = _rows(store.database, one, other, step, since, until)
    back = _rows(store.database, other, one, step, since, until)
    steps = sorted(_steps([*there, *back]), key=lambda found: (found.period or "", found.actor))
    return History(
        one=one,
        other=other,
        total=_count(there) + _count([row for row in back if not row[7]]),
        steps=tuple(steps),
        latest=tuple(_latest(store.database, one, other, since, until, latest)),
    )


def score_of(event: str, mode: str | None) -> float:
    """PLOVER's score of a type, or of its mode."""
    kind = types().get(event)
    return kind.modes.get(mode or "", kind.score) if kind else 0.0


def _rows(
    database: Database, actor: str, recipient: str, step: Step, since: datetime.date | None, until: datetime.date | None
) -> list[Row]:
    where, parameters = _days(since, until)
    return database.rows(
        f"SELECT substr(d.day, 1, {_LETTERS[step]}) AS period, d.actor, d.recipient, {_TYPE} AS kind, {_MODE} AS mode,"
        " coalesce(c.status, e.status) AS status, e.realis, d.mutual, count(*) FROM dyad d JOIN event e ON e.number = d.event"
        f" LEFT JOIN correction c ON c.number = e.correction WHERE d.actor = ? AND d.recipient = ?{where}"
        " AND (c.verdict IS NULL OR c.verdict <> 'wrong')"
        " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8",
        [actor, recipient, *parameters],
    )


def _steps(rows: list[Row]) -> list[DyadStep]:
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0], row[1], row[2]].append(row)
    return [_step(*key, own) for key, own in found.items()]


def _step(period: str, actor: str, recipient: str, rows: list[Row]) -> DyadStep:
    quads: dict[str, int] = defaultdict(int)
    statuses: dict[str, int] = defaultdict(int)
    kinds: dict[str, int] = defaultdict(int)
    score, scored, mutual = 0.0, 0, 0
    for _, _, _, kind, mode, status, realis, together, count in rows:
        if kind in types():
            quads[types()[kind].quad] += count
        statuses[status] += count
        kinds[kind] += count
        mutual += count if together else 0
        if status in ("narrated", "acknowledged") and realis == "actual":
            scored += count
            score += count * score_of(kind, mode)
    return DyadStep(
        period=period or None,
        actor=actor,
        recipient=recipient,
        events=sum(row[-1] for row in rows),
        mutual=mutual,
        scored=scored,
        score=round(score, 3),
        quads=dict(quads),
        statuses=dict(statuses),
        types=dict(kinds),
    )


def _days(since: datetime.date | None, until: datetime.date | None) -> tuple[str, list[object]]:
    parts = [(" AND d.day >= ?", since), (" AND d.day <= ? AND d.day <> ''", until)]
    told = [(words, day.isoformat()) for words, day in parts if day is not None]
    return "".join(words for words, _ in told), [day for _, day in told]


def _count(rows: list[Row]) -> int:
    return sum(row[-1] for row in rows)


def _latest(
    database: Database,
    one: str,
    other: str,
    since: datetime.date | None,
    until: datetime.date | None,
    limit: int,
) -> list[StoredEvent]:
    where, parameters = _days(since, until)
    sql = (
        f"SELECT d.day, d.event FROM dyad d WHERE d.actor = ? AND d.recipient = ?{where}"
        " ORDER BY d.day DESC, d.event DESC LIMIT ?"
    )
    pairs = {
        (day, event)
        for pair in ((one, other), (other, one))
        for day, event in database.rows(sql, [*pair, *parameters, limit])
    }
    numbers = [event for _, event in sorted(pairs, reverse=True)[:limit]]
    if not numbers:
        return []
    rows = database.rows(
        f"SELECT {finding_events.FIELDS}{finding_events.WORDS} FROM event e{finding_events.JOINS}{finding_events.BODY}"
        f" WHERE e.number IN ({', '.join('?' * len(numbers))}) ORDER BY e.day DESC, e.number DESC",
        numbers,
    )
    return [finding_events.stored_event(row) for row in rows]
