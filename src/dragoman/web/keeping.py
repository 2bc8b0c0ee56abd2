"""Counts over the whole store, kept until the store changes: a page that shows them need not count anew.

Where pages come in all the time, that would be for every reader. So what is dear is shown as it was a moment ago
(``kept_lately``), and counted anew behind the reader's back.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from dragoman.errors import StoreError
from dragoman.store import Store

Counted = TypeVar("Counted")
State = tuple[Any, ...]
MOST = 800
"""Results that are kept of one store; beyond these, those that nobody asked for longest are let go."""

QUICK = 0.1
"""Seconds: what took no longer is counted at once."""
REST = 20.0
"""What is counted behind the readers' back is left as it is for so many times as long as counting took."""

_kept: dict[str, dict[Hashable, tuple[State, Any, float]]] = {}
_rests: dict[tuple[str, Hashable], float] = {}
_counting: set[tuple[str, Hashable]] = set()
_firsts: dict[tuple[str, Hashable], threading.Lock] = {}
_own = threading.local()
"""Of a thread: whether what it counts rests on something that is shown as it was."""
OLD: State = ()
"""The state of what rests on such: it is counted anew as soon as that is."""
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
    return _put(store.name, what, state, count)


def kept_lately(
    store: Store, what: Hashable, count: Callable[[Store], Counted], opens: Callable[[], Store] | None
) -> Counted:
    """As ``kept``, but where the store has changed and counting is dear, it gives what was, and counts for the next who asks.

    ``opens`` opens the store for that; ``None``: it is counted at once.
    """
    state = state_of(store)
    known = _found(store.name, what)
    if known and known[0] == state:
        return cast(Counted, known[1])
    if known and opens is not None and known[2] > QUICK:
        _later(store.name, what, count, opens)
        _own.stale = True
        return cast(Counted, known[1])
    with _first_time(store.name, what):  # of several who wait for the same, one counts
        known = _found(store.name, what)
        if known and known[0] == state:
            return cast(Counted, known[1])
        return _put(store.name, what, state, lambda: count(store))


def state_of(store: Store) -> State:
    """What tells one state of a store from another: its versions, the verdicts on its events, and those taken back."""
    row = store.database.row(
        "SELECT (SELECT value FROM about_store WHERE name = 'made'), (SELECT max(number) FROM version),"
        " (SELECT max(number) FROM correction), (SELECT count(undone) FROM correction),"
        " (SELECT max(number) FROM occurrence)"
    )
    return tuple(row or ())


def _first_time(name: str, what: Hashable) -> threading.Lock:
    with _lock:
        return _firsts.setdefault((name, what), threading.Lock())


def _found(name: str, what: Hashable) -> tuple[State, Any, float] | None:
    with _lock:
        known = _kept.get(name, {})
        if what in known:
            known[what] = known.pop(what)  # the last that was asked for stands last
        return known.get(what)


def _put(name: str, what: Hashable, state: State, count: Callable[[], Counted]) -> Counted:
    outer, _own.stale = getattr(_own, "stale", False), False
    begun = time.monotonic()
    value = count()
    took = time.monotonic() - begun
    if _own.stale:
        state = OLD
    _own.stale = outer or _own.stale
    with _lock:
        _rests[name, what] = time.monotonic() + REST * took
        results = _kept.setdefault(name, {})
        results.pop(what, None)
        results[what] = (state, value, took)
        while len(results) > MOST:
            oldest = next(iter(results))
            del results[oldest]
            _rests.pop((name, oldest), None)
            _firsts.pop((name, oldest), None)
    return value


def _later(name: str, what: Hashable, count: Callable[[Store], Any], opens: Callable[[], Store]) -> None:
    """Count anew in a thread of its own, unless somebody does."""
    with _lock:
        if (name, what) in _counting or _rests.get((name, what), 0.0) > time.monotonic():
            return
        _counting.add((name, what))

    def anew() -> None:
        try:
            with _one_at_a_time, opens() as store:
                _put(name, what, state_of(store), lambda: count(store))
        except StoreError as error:
            log.error("%s", error)
        finally:
            with _lock:
                _counting.discard((name, what))

    threading.Thread(target=anew, daemon=True, name="counting").start()
