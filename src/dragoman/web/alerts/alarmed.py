"""The alarms that are told of: those of the last days that the store knows."""

from __future__ import annotations

import datetime

from dragoman.store import Store
from dragoman.web.pages.alarms import Turn, raised, turn

BUDGET = 2.0
RECENT = datetime.timedelta(days=30)
"""Older days that look like a turn only now, since older news came in, are no news."""


def turns(store: Store, pair: str) -> list[Turn]:
    """The alarms of a pair, or of all, in order of days."""
    found = [turn(alarm) for alarm in raised(store, BUDGET)[1]]
    last = store.database.row("SELECT max(day) FROM version WHERE current = 1 AND day <> ''")
    if not found or last is None or not last[0]:
        return []
    since = datetime.date.fromisoformat(last[0]) - RECENT
    return [one for one in found if one.day >= since and pair in ("", f"{one.one}-{one.other}")]


def ids(store: Store, pair: str) -> list[str]:
    """What names each of these alarms."""
    return [id_of(one) for one in turns(store, pair)]


def id_of(one: Turn) -> str:
    """What names an alarm."""
    return f"alarm {one.one}-{one.other} {one.day} {one.direction}"
