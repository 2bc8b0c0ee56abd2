"""Who put which verdict on which event, and who took it back: nothing is ever taken out of this log."""

from __future__ import annotations

from dragoman.records import Record
from dragoman.store import Store, StoredEvent, Wanted
from dragoman.store.corrections import Correction, newest
from dragoman.web.asked import Asked
from dragoman.web.pages.review import article_of

SHOWN, MOST = 50, 200


class Entry(Record, frozen=True, kw_only=True):
    """A verdict, and the event as it now stands; ``None`` where its page has changed and no longer tells it."""

    correction: Correction
    event: StoredEvent | None


class Corrections(Record, frozen=True, kw_only=True):
    """The log, newest first; ``cursor`` asks for what was before."""

    entries: tuple[Entry, ...]
    cursor: str | None


def gather(asked: Asked) -> Corrections:
    """The newest verdicts, or those before a place."""
    limit = asked.whole("limit", SHOWN, MOST)
    before = asked.whole("cursor", 0, 2**62) or None
    found = newest(asked.store.database, limit + 1, before)
    entries = tuple(Entry(correction=one, event=_event(asked.store, one.event)) for one in found[:limit])
    return Corrections(entries=entries, cursor=str(found[limit - 1].number) if len(found) > limit else None)


def _event(store: Store, number: int) -> StoredEvent | None:
    article = article_of(store, number)
    if article is None:
        return None
    found = store.events(Wanted(article=article, wrong=True))
    return next((event for event in found if event.number == number), None)
