"""What is alleged or denied, by who says so, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from dragoman.records import Record, Status
from dragoman.store import Store, StoredEvent, Wanted, standing
from dragoman.store.finding_events import numbered
from dragoman.web.asked import Asked

STATUSES: tuple[Status, ...] = ("alleged", "denied")
MOST = 200

Became = Literal["acknowledged", "denied", "narrated"]
BECAME: tuple[Became, ...] = get_args(Became)


class Claimant(Record, frozen=True, kw_only=True):
    """One who alleges or denies, and how often."""

    code: str
    alleged: int
    denied: int


class Claim(Record, frozen=True, kw_only=True):
    """An event that is alleged or denied; ``became`` tells in which other statuses articles have the same occurrence, and
    ``reports`` the newest of each.
    """

    event: StoredEvent
    became: tuple[Became, ...] = ()
    reports: tuple[StoredEvent, ...] = ()


class Claims(Record, frozen=True, kw_only=True):
    """Claims, newest first; ``total`` counts all that were asked for."""

    status: Status | None
    source: str | None
    total: int
    claims: tuple[Claim, ...]
    claimants: tuple[Claimant, ...]


def gather(asked: Asked) -> Claims:
    """The claims of a status and of a claimant, where these are asked for."""
    status = asked.one_of("status", STATUSES)
    source = asked.code("source")
    limit = asked.whole("limit", 40, MOST)
    wanted: list[Wanted] = [Wanted(status=one, source=source) for one in STATUSES if status in (None, one)]
    found = [event for one in wanted for event in asked.store.events(one, words=True, limit=limit)]
    if source is None:  # of everybody the coder's own statuses are asked for, which an index knows
        found += corrected(asked.store, [one.status for one in wanted if one.status], limit)
    found = [event for event in found if event.status in STATUSES and status in (None, event.status)]
    found = list({event.number: event for event in found}.values())
    found.sort(key=lambda event: (event.day or datetime.date.min, event.number), reverse=True)
    return Claims(
        status=next((one for one in STATUSES if one == status), None),
        source=source,
        total=asked.lately(("claims", status, source), lambda store: _total(asked.on(store), source, status)),
        claims=tuple(claim(asked.store, event) for event in found[:limit]),
        claimants=asked.lately("claimants", lambda store: tuple(claimants(store))),
    )


def corrected(store: Store, statuses: Sequence[str], most: int) -> list[StoredEvent]:
    """The events that persons said are alleged or denied where the coder told otherwise, the last said first."""
    rows = store.database.rows(
        "SELECT e.number FROM correction c JOIN event e ON e.number = c.event AND e.correction = c.number"
        f" WHERE c.status IN ({', '.join('?' * len(statuses))}) AND c.status <> e.status AND e.current = 1"
        " ORDER BY c.number DESC LIMIT ?",
        (*statuses, most),
    )
    own = numbered(store.database, [number for (number,) in rows])
    return [event for event in own if event.status in statuses]


def _total(asked: Asked, source: str | None, status: str | None) -> int:
    """How many claims there are, of everybody or of one."""
    stand = asked.lately("standing", standing.read)
    if source is None:
        counts = stand.by_status(stand.all)
    else:
        counts = stand.by_status(stand.counted(standing.of_code(asked.store, source, ("source", "relay"))))
    return sum(counts.get(one, 0) for one in STATUSES if status in (None, one))


def claimants(store: Store, most: int = 20) -> Iterable[Claimant]:
    """Who alleges and denies most."""
    rows = store.database.rows(
        "SELECT p.code, count(CASE WHEN e.status = 'alleged' THEN 1 END), count(CASE WHEN e.status = 'denied' THEN 1 END)"
        " FROM party p JOIN event e ON e.number = p.event"
        " WHERE p.role = 'source' AND p.code IS NOT NULL AND e.current = 1 AND e.status IN ('alleged', 'denied')"
        " GROUP BY p.code ORDER BY count(*) DESC, p.code LIMIT ?",
        (most,),
    )
    return [Claimant(code=code, alleged=alleged, denied=denied) for code, alleged, denied in rows]


def claim(store: Store, event: StoredEvent) -> Claim:
    """A claim with what other articles tell of the same."""
    if event.occurrence is None:
        return Claim(event=event)
    rows = store.database.rows(
        "SELECT status, max(number) FROM event WHERE occurrence = ? AND current = 1 AND status <> ? GROUP BY status",
        (event.occurrence, event.status),
    )
    newest: dict[str, int] = dict(rows)
    told = tuple(kind for kind in BECAME if kind in newest)
    return Claim(event=event, became=told, reports=tuple(numbered(store.database, [newest[kind] for kind in told])))
