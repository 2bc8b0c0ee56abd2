"""What is remembered of a feed is in the store, of either kind."""

from __future__ import annotations

from dragoman.follow.state import State, remember, remembered
from dragoman.store import Store, journal

from .conftest import Opens

FEED = "https://example.org/é/" + "x" * 3000


def test_a_feed_not_seen_before_has_no_state(store: Store) -> None:
    assert remembered(store, FEED) == State()


def test_the_state_that_was_kept_last_is_found_by_others(store: Store, opens: Opens) -> None:
    last = State(etag='"2"', not_before=12.5, read={"https://example.org/a": "0"})
    remember(store, FEED, State(etag='"1"'), well=True)
    remember(store, FEED, last, well=True)
    assert remembered(opens(), FEED) == last


def test_what_was_noted_against_a_feed_is_settled_once_it_is_had(store: Store) -> None:
    journal.note(store.database, [(FEED[:50], FEED[:50], "status 500")])
    remember(store, FEED[:50], State(), well=False)
    assert len(journal.unsettled(store.database)) == 1
    remember(store, FEED[:50], State(), well=True)
    assert journal.unsettled(store.database) == []
