"""The alarms of the pairs of a store."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.relations.alarms import Alarm, find_alarms
from dragoman.relations.ledger import Panel


def alarms_of(laid: Panel, budget: float = 2.0) -> Iterator[Alarm]:
    """The alarms of a panel, in order of days."""
    yield from find_alarms(laid.series, budget, milestones=laid.turning)
