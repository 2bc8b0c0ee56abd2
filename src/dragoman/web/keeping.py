"""Counts over the whole store, kept until the store changes: a page that shows them need not count anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from dragoman.store import Store

Counted = TypeVar("Counted")
State = tuple[Any, ...]
MOST = 500
"""Results that are kept of one store; beyond these all are let go."""

_kept: dict[str, tuple[State, dict[Hashable, Any]]] = {}
_lock = threading.Lock()


def kept(store: Store, what: Hashable, count: Callable[[], Counted]) -> Counted:
    """What ``count`` gives, from the last time where the store is as it was then. ``what`` names it with its parameters."""
    state = state_of(store)
    with _lock:
        known, results = _kept.get(store.name, (None, {}))
        if known == state and what in results:
            return cast(Counted, results[what])
    found = count()
    with _lock:
        known, results = _kept.get(store.name, (None, {}))
        if known != state or len(results) >= MOST:
            results = {}
            _kept[store.name] = (state, results)
        results[what] = found
    return found


def state_of(store: Store) -> State:
    """What tells one state of a store from another: its versions, the verdicts on its events, and those taken back."""
    row = store.database.row(
        "SELECT (SELECT value FROM about_store WHERE name = 'made'), (SELECT max(number) FROM version),"
        " (SELECT max(number) FROM correction), (SELECT count(undone) FROM correction),"
        " (SELECT max(number) FROM occurrence)"
    )
    return tuple(row or ())
