"""Events to be confirmed or corrected by a person, the least certain first."""

from __future__ import annotations

from typing import get_args

from dragoman.ontology import types
from dragoman.records import Record, Status
from dragoman.store import Store, StoredEvent, Wanted
from dragoman.web.asked import Asked
from dragoman.web.refused import Refused

SHOWN = 15
MOST = 100


class Review(Record, frozen=True, kw_only=True):
    """Events without a verdict, the least certain first; ``left`` counts all of them. ``types``: what an event may be."""

    left: int
    events: tuple[StoredEvent, ...]
    types: tuple[str, ...]
    statuses: tuple[Status, ...]


def gather(asked: Asked) -> Review:
    """The queue; the event that is asked for, whatever was said of it, stands first."""
    store = asked.store
    wanted = asked.whole("event", 0, 2**62)
    first = (_one(store, wanted),) if wanted else ()
    limit = asked.whole("limit", SHOWN, MOST)
    rows = store.database.rows(
        "SELECT number FROM event WHERE current = 1 AND correction IS NULL AND number <> ? ORDER BY score, number LIMIT ?",
        (wanted, limit - len(first)),
    )
    left = asked.lately("left", _left)
    return Review(
        left=left,
        events=(*first, *(_one(store, number) for (number,) in rows)),
        types=tuple(codes()),
        statuses=get_args(Status),
    )


def _left(store: Store) -> int:
    row = store.database.row("SELECT count(*) FROM event WHERE current = 1 AND correction IS NULL")
    return int(row[0]) if row else 0


def codes() -> list[str]:
    """Every type, and every type with each of its modes."""
    return [code for name, kind in types().items() for code in (name, *(f"{name}/{mode}" for mode in kind.modes))]


def _one(store: Store, number: int) -> StoredEvent:
    """An event with its sentence. Raises Refused where there is none of that number."""
    article = article_of(store, number)
    if article is None:
        raise Refused(404)
    found = store.events(Wanted(article=article, wrong=True), words=True)
    return next(event for event in found if event.number == number)


def article_of(store: Store, number: int) -> str | None:
    """The id of the article that tells a current event; ``None`` where there is no such event."""
    row = store.database.row(
        "SELECT a.id FROM event e JOIN version v ON v.number = e.version JOIN article a ON a.number = v.article"
        " WHERE e.number = ? AND e.current = 1",
        (number,),
    )
    return str(row[0]) if row else None
