"""What an actor is reported to say, and of whom; and what is said of one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from dragoman.records import Quote, Reading, Record, Span
from dragoman.store import Store
from dragoman.web.pages.whom import Whom, of_code

READ = 40
"""The newest articles that are looked through for quotes."""


class Saying(Record, frozen=True, kw_only=True):
    """A quote: who says it (a code, where it is known), of whom where that was asked, and where it stands."""

    speaker: str | None
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
    return _once(sorted(found, key=lambda saying: saying.day or datetime.date.min, reverse=True))[:most]


def said_by(store: Store, whom: Whom, most: int = 12) -> list[Saying]:
    """What an actor says, newest first."""
    return _once(saying for saying, _ in _quoted(store, whom, None))[:most]


def said_of(store: Store, whom: Whom, most: int = 12) -> list[Saying]:
    """What others say of an actor, the newest of the store first: quotes that name it."""
    rows = store.database.rows(
        "SELECT v.day, v.number, a.id, v.title, v.outlet, v.language FROM"
        " (SELECT DISTINCT m.version AS number FROM mention m JOIN quote q ON q.version = m.version"
        f" WHERE {whom.condition('m')} ORDER BY m.version DESC LIMIT ?) AS named"
        " JOIN version v ON v.number = named.number JOIN article a ON a.number = v.article WHERE v.current = 1",
        (*whom.values, READ),
    )
    found = []
    for row in sorted(rows, reverse=True):
        reading = store.reading(row[2])
        for quote in reading.quotes:
            own = any(whom.is_in(source) for source in quote.source)
            if not own and _names(reading, quote.content, whom):
                speaker = next((source.code for source in quote.source if source.code), None)
                found.append(_saying(row, quote, speaker, whom.name))
    return _once(found)[:most]


def _once(sayings: Iterable[Saying]) -> list[Saying]:
    """Of the same words of the same speaker, which several articles report, the first."""
    found: dict[tuple[str | None, str], Saying] = {}
    for one in sayings:
        found.setdefault((one.speaker, " ".join(one.quote.content.text.casefold().split())), one)
    return list(found.values())


def _of(store: Store, speaker: str, other: str) -> Iterable[Saying]:
    for saying, reading in _quoted(store, of_code(speaker), other):
        if _names(reading, saying.quote.content, of_code(other)):
            yield saying


def _names(reading: Reading, content: Span, whom: Whom) -> bool:
    return any(
        whom.is_in(mention) and content.start <= mention.start and mention.end <= content.end
        for mention in reading.mentions
    )


def _quoted(store: Store, whom: Whom, other: str | None) -> Iterator[tuple[Saying, Reading]]:
    """The quotes of a speaker in the newest articles (that also name the other), with the readings they stand in."""
    also = " AND EXISTS (SELECT 1 FROM mention m WHERE m.code = ? AND m.version = v.number)" if other else ""
    rows = store.database.rows(
        "SELECT DISTINCT v.day, v.number, a.id, v.title, v.outlet, v.language FROM speaker s JOIN quote q ON q.number = s.quote"
        " JOIN version v ON v.number = q.version JOIN article a ON a.number = v.article"
        f" WHERE {whom.condition('s')} AND s.role = 'source' AND v.current = 1{also}"
        " ORDER BY v.day DESC, v.number DESC LIMIT ?",
        (*whom.values, other, READ) if other else (*whom.values, READ),
    )
    for row in rows:
        reading = store.reading(row[2])
        for quote in reading.quotes:
            own = [source for source in quote.source if whom.is_in(source)]
            if own:
                yield _saying(row, quote, own[0].code, other), reading


def _saying(row: Sequence[object], quote: Quote, speaker: str | None, of: str | None) -> Saying:
    day, _, id, title, outlet, language = row
    return Saying(
        speaker=speaker,
        of=of,
        article=str(id),
        title=str(title) if title is not None else None,
        outlet=str(outlet) if outlet is not None else None,
        language=str(language),
        day=datetime.date.fromisoformat(str(day)) if day else None,
        quote=quote,
    )
