"""An article with all that was read in it marked in place, and what else the store knows of the same."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.errors import StoreError
from dragoman.records import Event, Kind, Mention, Reading, Record, Status
from dragoman.store import Store, StoredArticle, StoredEvent, Wanted
from dragoman.store.finding_events import numbered
from dragoman.store.naming import Names
from dragoman.web import marks
from dragoman.web.asked import Asked
from dragoman.web.marks import Mark
from dragoman.web.pages.listed import Copy
from dragoman.web.refused import Refused
from dragoman.web.sections import Inferred, infer

MOST_REPORTS = 10


class Actor(Record, frozen=True, kw_only=True):
    """One whom the text names, in all words that stand for him; ``id`` is that of the reading on the page."""

    id: str
    code: str | None
    sector: str | None
    entity: str | None
    kind: Kind
    mentions: tuple[Mention, ...]


class Report(Record, frozen=True, kw_only=True):
    """An event of this article, and what other articles tell of the same occurrence; ``disagree``: in another status."""

    event: str
    others: tuple[StoredEvent, ...]
    disagree: bool


class ArticlePage(Record, frozen=True, kw_only=True):
    """An article: what the store knows of it, its whole reading, and its events as they stand after correction.

    ``inferred`` is a section that the events speak for, where the page names none.
    """

    article: StoredArticle
    reading: Reading
    actors: tuple[Actor, ...]
    events: tuple[StoredEvent, ...]
    versions: tuple[StoredArticle, ...]
    copies: tuple[Copy, ...]
    inferred: Inferred | None
    reports: tuple[Report, ...]

    @property
    def paragraphs(self) -> list[tuple[str | Mark, ...]]:
        """The text with its marks."""
        targets = {mention.id: actor.id for actor in self.actors for mention in actor.mentions}
        return marks.paragraphs(self.reading, targets)

    @property
    def names(self) -> Names:
        """What those who take part are called."""
        return Names(self.reading.mentions)

    @property
    def stored(self) -> dict[str, StoredEvent]:
        """The events as the store has them, by their ids."""
        return {event.id: event for event in self.events}

    @property
    def by_id(self) -> dict[str, Event]:
        """The events as they were read, by their ids."""
        return {event.id: event for event in self.reading.events}


def gather(asked: Asked) -> ArticlePage:
    """The article of the address, in its current version or in the one that is asked for."""
    store, id = asked.store, asked.path["id"]
    version = asked.whole("version", 0, 10_000) or None
    try:
        article = store.article(id, version)
        reading = store.reading(id, version)
        versions = store.versions(id)
    except StoreError as error:
        raise Refused(404, "error.article", id=id[:80]) from error
    events = tuple(store.events(Wanted(article=id, wrong=True))) if article.current else ()
    return ArticlePage(
        article=article,
        reading=reading,
        actors=tuple(actors(reading.mentions)),
        events=events,
        versions=tuple(versions),
        copies=copies(store, article.article),
        inferred=infer([event for event in events if event.verdict != "wrong"]) if article.section is None else None,
        reports=_in_order(reports(store, id, events), reading),
    )


def actors(mentions: Iterable[Mention]) -> list[Actor]:
    """Who is named, in the order in which the text names them first; mentions of one code, sector and name together."""
    grouped: dict[tuple[object, ...], list[Mention]] = {}
    for mention in mentions:
        unnamed = not (mention.code or mention.entity)
        key = (mention.code, mention.sector, mention.entity, mention.kind, mention.id if unnamed else None)
        grouped.setdefault(key, []).append(mention)
    return [
        Actor(
            id=f"a{n}",
            code=own[0].code,
            sector=own[0].sector,
            entity=own[0].entity,
            kind=own[0].kind,
            mentions=tuple(own),
        )
        for n, own in enumerate(grouped.values(), 1)
    ]


def reports(store: Store, id: str, events: Iterable[StoredEvent]) -> Iterable[Report]:
    """What other articles tell of the occurrences that the events report."""
    for event in events:
        if event.occurrence is None:
            continue
        numbers = store.database.rows(
            "SELECT e.number FROM event e WHERE e.occurrence = ? AND e.current = 1 ORDER BY e.day DESC, e.number DESC LIMIT 50",
            (event.occurrence,),
        )
        others = numbered(store.database, [number for (number,) in numbers])
        told = tuple(one for one in others if one.article != id)[:MOST_REPORTS]
        if told:
            statuses: set[Status] = {one.status for one in (*told, event)}
            yield Report(event=event.id, others=told, disagree="denied" in statuses and len(statuses) > 1)


def _in_order(found: Iterable[Report], reading: Reading) -> tuple[Report, ...]:
    """Reports in the order in which the text tells of their events."""
    place = {event.id: n for n, event in enumerate(reading.events)}
    return tuple(sorted((report for report in found if report.event in place), key=lambda one: place[one.event]))


def copies(store: Store, article: int) -> tuple[Copy, ...]:
    """The other articles that are the same text, or next to it."""
    rows = store.database.rows(
        "SELECT a.id, v.outlet, c.kind FROM copy own JOIN copy c ON c.story = own.story AND c.article <> own.article"
        " JOIN article a ON a.number = c.article JOIN version v ON v.article = a.number AND v.current = 1"
        " WHERE own.article = ? ORDER BY v.day, v.number LIMIT 20",
        (article,),
    )
    return tuple(Copy(id=id, outlet=outlet, kind=kind) for id, outlet, kind in rows)
