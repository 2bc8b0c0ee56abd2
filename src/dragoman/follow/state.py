"""What is remembered of a feed between two rounds; it is in the store, so that feeds and pages go together."""

from __future__ import annotations

import hashlib

import msgspec

from dragoman.records import Record
from dragoman.store import Store, journal


class State(Record, frozen=True, kw_only=True):
    """Of a feed: what its host said of its last state, until when it is left alone, and the linked pages that were read.

    ``read`` has them by address, with what the feed said of each, so that a page is fetched again when that changes.
    """

    etag: str | None = None
    modified: str | None = None
    not_before: float = 0.0
    read: dict[str, str] = msgspec.field(default_factory=dict)


def remembered(store: Store, feed: str) -> State:
    """What is remembered of a feed."""
    row = store.database.row("SELECT value FROM about_store WHERE name = ?", (_key(feed),))
    return msgspec.json.decode(row[0], type=State) if row else State()


def remember(store: Store, feed: str, state: State, well: bool) -> None:
    """Keep the state of a feed; ``well``: it was had, so that what was noted against it is settled."""
    value = msgspec.json.encode(state).decode()
    with store.database.writing():
        store.database.run(
            "INSERT INTO about_store (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_key(feed), value),
        )
        if well:
            journal.settle(store.database, [feed])


def _key(feed: str) -> str:
    return "feed " + (feed if len(feed) <= 400 else hashlib.sha256(feed.encode()).hexdigest())
