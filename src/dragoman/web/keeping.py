"""Counts over the whole store, kept until the store changes: a page that shows them need not count anew.

Where pages come in all the time, that would be for every reader. So what is dear is shown as it was a moment ago
(``kept_lately``), and counted anew behind the reader's back.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from dragoman.errors import StoreError
from dragoman.store import Store

Counted = TypeVar("Counted")
State = tuple[Any, ...]
MOST = 500
"""Results that are kept of one store; beyond these all are let go."""

_kept: dict[str, dict[Hashable, tuple[State, Any]]] = {}
_counting: set[tuple[str, Hashable]] = set()
_lock = threading.Lock()
_one_at_a_time = threading.Lock()
"""Counting anew leaves the readers the rest of the machine."""
log = logging.getLogger(__name__)


def kept(store: Store, what: Hashable, count: Callable[[], Counted]) -> Counted:
    """What ``count`` gives, from the last time where the store is as it was then. ``what`` names it with its parameters."""
    state = state_of(store)
    known = _found(store.name, what)
    if known and known[0] == state:
        return cast(Counted, known[1])
    return _put(store.name, what, state, count())


def kept_lately(
    store: Store, what: Hashable, count: Callable[[Store], Counted], opens: Callable[[], Store] | None
) -> Counted:
    """As ``kept``, but where the store has changed it gives what was, and counts anew for the next who asks.

    ``opens`` opens the store for that; ``None``: it is counted at once.
    """
    state = state_of(store)
    known = _found(store.name, what)
    if known and (known[0] == state or opens is not None):
        if known[0] != state and opens is not None:
            _later(store.name, what, count, opens)
        return cast(Counted, known[1])
    with _one_at_a_time:  # of several who wait for the same, one counts
        known = _found(store.name, what)
        if known and known[0] == state:
            return cast(Counted, known[1])
        return _put(store.name, what, state, count(store))


def state_of(store: Store) -> State:
    """What tells one state of a store from another: its versions, the verdicts on its events, and those taken back."""
    row = store.database.row(
        "SELECT (SELECT value FROM about_store WHERE name = 'made'), (SELECT max(number) FROM version),"
        " (SELECT max(number) FROM correction), (SELECT count(undone) FROM correction),"
        " (SELECT max(number) FROM occurrence)"
    )
    return tuple(row or ())


def _found(name: str, what: Hashable) -> tuple[State, Any] | None:
    with _lock:
        return _kept.get(name, {}).get(what)


def _put(name: str, what: Hashable, state: State, value: Counted) -> Counted:
    with _lock:
        results = _kept.setdefault(name, {})
        if len(results) >= MOST:
            results.clear()
        results[what] = (state, value)
    return value


def _later(name: str, what: Hashable, count: Callable[[Store], Any], opens: Callable[[], Store]) -> None:
    """Count anew in a thread of its own, unless somebody does."""
    with _lock:
        if (name, what) in _counting:
            return
        _counting.add((name, what))

    def anew() -> None:
        try:
            with _one_at_a_time, opens() as store:
                state = state_of(store)
                _put(name, what, state, count(store))
        except StoreError as error:
            log.error("%s", error)
        finally:
            with _lock:
                _counting.discard((name, what))

    threading.Thread(target=anew, daemon=True, name="counting").start()
