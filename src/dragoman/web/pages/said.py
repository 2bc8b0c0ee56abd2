"""What an actor is reported to say, and of whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from dragoman.records import Quote, Reading, Record
from dragoman.store import Store

READ = 40
"""The newest articles that are looked through for quotes."""


class Saying(Record, frozen=True, kw_only=True):
    """A quote: who says it, of whom where that was asked, and where it stands."""

    speaker: str
    of: str | None
    article: str
    title: str | None
    outlet: str | None
    language: str
    day: datetime.date | None
    quote: Quote


def sayings(store: Store, one: str, other: str, most: int = 20) -> list[Saying]:
    """What each of two says of the other, newest first: quotes of one that name the other."""
    found = [*_of(store, one, other), *_of(store, other, one)]
    return sorted(found, key=lambda saying: saying.day or datetime.date.min, reverse=True)[:most]


def said_by(store: Store, code: str, most: int = 12) -> list[Saying]:
    """What an actor says, newest first."""
    return [saying for saying, _ in _quoted(store, code, None)][:most]


def _of(store: Store, speaker: str, other: str) -> Iterable[Saying]:
    for saying, reading in _quoted(store, speaker, other):
        content = saying.quote.content
        named = any(
            mention.code == other and content.start <= mention.start and mention.end <= content.end
            for mention in reading.mentions
        )
        if named:
            yield saying


def _quoted(store: Store, speaker: str, other: str | None) -> Iterator[tuple[Saying, Reading]]:
    """The quotes of a speaker in the newest articles (that also name the other), with the readings they stand in."""
    also = " AND EXISTS (SELECT 1 FROM mention m WHERE m.code = ? AND m.version = v.number)" if other else ""
    rows = store.database.rows(
        "SELECT DISTINCT v.day, v.number, a.id, v.title, v.outlet, v.language FROM speaker s JOIN quote q ON q.number = s.quote"
        " JOIN version v ON v.number = q.version JOIN article a ON a.number = v.article"
        f" WHERE s.code = ? AND s.role = 'source' AND v.current = 1{also} ORDER BY v.day DESC, v.number DESC LIMIT ?",
        (speaker, other, READ) if other else (speaker, READ),
    )
    for day, _, id, title, outlet, language in rows:
        reading = store.reading(id)
        for quote in reading.quotes:
            if any(source.code == speaker for source in quote.source):
                yield (
                    Saying(
                        speaker=speaker,
                        of=other,
                        article=id,
                        title=title,
                        outlet=outlet,
                        language=language,
                        day=datetime.date.fromisoformat(day) if day else None,
                        quote=quote,
                    ),
                    reading,
                )
