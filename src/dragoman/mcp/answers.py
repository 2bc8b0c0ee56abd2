"""What an assistant may ask of a store, and what it is answered."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta

from dragoman.errors import InputError
from dragoman.records import Reading, Record, Status
from dragoman.relations.alarms import Direction
from dragoman.relations.index import Day, index
from dragoman.relations.ledger import panel, read_ledger
from dragoman.relations.telling import Milestone, Statement, milestones, why
from dragoman.relations.watched import alarms_of
from dragoman.store import Store, StoredEvent, Wanted
from dragoman.store.event_search import FoundEvents
from dragoman.store.event_search import events as find_events
from dragoman.store.fields import ValueWrong, country_wrong, party_of
from dragoman.store.search import search as find_articles

LONGEST = 20_000
"""Characters of an article that are given at once."""
MOST_STATEMENTS = 12
MOST_MILESTONES = 40

Query = Annotated[
    str,
    Meta(
        max_length=1000,
        description=(
            "Words, all of them wanted; a phrase in double quotes; the beginning of a word, negoc*; AND, OR, NOT (et, ou,"
            " sauf) and brackets; fields: country: actor: recipient: type: mode: status: realis: source: section: outlet:"
            " language: title: date: before: after: since: until:. Codes such as PRK, or names in quotes. Dates: 2024,"
            " 2024-01, 2024-01-15, 2024-01..2024-03. type: is one of PLOVER's (CONSULT, ACCUSE, SANCTION …), also with its"
            " mode, CONSULT/visit. status: is narrated, acknowledged, alleged or denied."
        ),
    ),
]
Limit = Annotated[int, Meta(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, Meta(description="Goes on where an answer ended: its cursor.")]
Version = Annotated[
    Annotated[int, Meta(ge=1)] | None, Meta(description="Its first, second … version; the current one where not told.")
]
Actor = Annotated[str, Meta(max_length=100, description="A state or an organisation: its code (PRK, EUR) or its name.")]


class Searching(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Articles that match, best first."""

    query: Query
    limit: Limit = 10
    order: Annotated[Literal["best", "newest"], Meta(description="By rank, or by day, newest first.")] = "best"
    cursor: Cursor = None


class Hit(Record, frozen=True, kw_only=True):
    """An article that was found. In ``snippet`` the words looked for stand in square brackets."""

    id: str
    title: str | None
    published: datetime.date | None
    outlet: str | None
    language: str
    section: str | None
    url: str | None
    snippet: str


class Hits(Record, frozen=True, kw_only=True):
    """Articles; ``total`` counts all that match, ``suggestion`` is what may have been meant, ``cursor`` asks for the next."""

    total: int
    articles: tuple[Hit, ...]
    suggestion: str | None
    notes: tuple[str, ...]
    cursor: str | None


class Opening(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article with what was read in it."""

    id: Annotated[str, Meta(max_length=200, description="An article's id, as search and events give it.")]
    start: Annotated[
        int, Meta(ge=0, description="Where in the text to begin, for articles longer than one answer.")
    ] = 0
    version: Version = None


class Said(Record, frozen=True, kw_only=True):
    """A quote: the codes or names of who says it, the words, and whether these are his own."""

    source: tuple[str, ...]
    words: str
    direct: bool


class Opened(Record, frozen=True, kw_only=True):
    """An article. ``text`` begins at ``start``; ``next`` tells where to go on, ``None`` where it is whole.

    ``events`` are those of the current version, as corrected: who did what to whom, when, and according to whom.
    """

    id: str
    title: str | None
    byline: str | None
    section: str | None
    outlet: str | None
    agency: str | None
    url: str | None
    language: str
    published_from: datetime.date | None
    published_to: datetime.date | None
    published_basis: str
    version: int
    versions: int
    start: int
    text: str
    length: int
    next: int | None
    events: tuple[StoredEvent, ...]
    quotes: tuple[Said, ...]
    warnings: tuple[str, ...]


class Listing(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Events, newest first: one event must have all that the query asks of fields."""

    query: Query = ""
    limit: Limit = 20
    cursor: Cursor = None


class Relating(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The relation of two states or organisations."""

    one: Actor
    other: Actor
    since: Annotated[datetime.date | None, Meta(description="From this day on, YYYY-MM-DD.")] = None
    until: Annotated[datetime.date | None, Meta(description="Until this day, included, YYYY-MM-DD.")] = None
    language: Annotated[Literal["fr", "en"], Meta(description="Of the explanation.")] = "en"


class Turned(Record, frozen=True, kw_only=True):
    """A day on which the relation turned; ``strength`` 2 is one day in a hundred, 3 one in a thousand."""

    day: datetime.date
    direction: Direction
    strength: float


class Relation(Record, frozen=True, kw_only=True):
    """How two actors stand to each other.

    ``level`` is that of the last day: -100 conflict … 100 cooperation with its 80 % interval; ``None``: too few events to tell.
    ``months`` has the last day of each month. ``counts`` are the events of the days asked for by status. ``explanation``
    tells what moved the relation in these days, each sentence with the events it rests on.
    """

    one: str
    other: str
    since: datetime.date | None
    until: datetime.date | None
    level: Day | None
    months: tuple[Day, ...]
    counts: dict[Status, int]
    alarms: tuple[Turned, ...]
    milestones: tuple[Milestone, ...]
    explanation: tuple[Statement, ...]


def search(store: Store, asked: Searching) -> Hits:
    """Articles that match. Raises QueryError where the search cannot be understood."""
    found = find_articles(
        store, asked.query, limit=asked.limit, cursor=asked.cursor, order=asked.order, with_facets=False
    )
    return Hits(
        total=found.total,
        articles=tuple(
            Hit(
                id=one.id,
                title=one.title,
                published=one.published,
                outlet=one.outlet,
                language=one.language,
                section=one.section,
                url=one.url,
                snippet=one.snippet,
            )
            for one in found.results
        ),
        suggestion=found.suggestion,
        notes=found.notes,
        cursor=found.cursor,
    )


def article(store: Store, asked: Opening) -> Opened:
    """An article. Raises StoreError where there is none of that id."""
    known = store.article(asked.id, asked.version)
    reading = store.reading(asked.id, asked.version)
    text = reading.article.text
    end = min(asked.start + LONGEST, len(text))
    return Opened(
        id=known.id,
        title=known.title,
        byline=known.byline,
        section=known.section,
        outlet=known.outlet,
        agency=known.agency,
        url=known.url,
        language=known.language,
        published_from=known.published_from,
        published_to=known.published_to,
        published_basis=known.published_basis,
        version=known.ordinal,
        versions=len(store.versions(asked.id)),
        start=asked.start,
        text=text[asked.start : end],
        length=len(text),
        next=end if end < len(text) else None,
        events=tuple(store.events(Wanted(article=known.id), words=True, oldest_first=True)) if known.current else (),
        quotes=tuple(_said(reading)),
        warnings=reading.warnings,
    )


def events(store: Store, asked: Listing) -> FoundEvents:
    """Events that match. Raises QueryError where the search cannot be understood."""
    return find_events(store, asked.query, limit=asked.limit, cursor=asked.cursor)


def relations(store: Store, asked: Relating) -> Relation:
    """The relation of two. Raises InputError where one is not known, or the days are the wrong way round."""
    one, other = _code(asked.one), _code(asked.other)
    since, until = asked.since, asked.until
    if one == other:
        raise InputError(f"“{asked.one}” and “{asked.other}” are both {one}; name two")
    if since and until and until < since:
        raise InputError(f"until {until} lies before since {since}; exchange them")
    told = index(store, one, other, since=since, until=until)
    days = told.days
    return Relation(
        one=one,
        other=other,
        since=since,
        until=until,
        level=days[-1] if days and days[-1].level is not None else None,
        months=tuple(_month_ends(days)),
        counts=_counts(store, one, other, since, until),
        alarms=tuple(_alarms(store, one, other, since, until)),
        milestones=tuple(milestones(store, one, other, since, until, asked.language)[-MOST_MILESTONES:]),
        explanation=_explained(store, one, other, days, asked),
    )


def _explained(store: Store, one: str, other: str, days: tuple[Day, ...], asked: Relating) -> tuple[Statement, ...]:
    """What moved the relation in the days asked for; in the last 90 that are known, where none were."""
    if not days:
        return ()
    until = asked.until or days[-1].date
    since = asked.since or max(days[0].date, until - datetime.timedelta(89))
    return tuple(why(store, one, other, since, until, asked.language)[:MOST_STATEMENTS])


def _alarms(
    store: Store, one: str, other: str, since: datetime.date | None, until: datetime.date | None
) -> Iterable[Turned]:
    laid = panel(read_ledger(store, until))
    name = "-".join(sorted((one, other)))
    if name not in laid.series.dyads:
        return
    for alarm in alarms_of(laid):
        if alarm.dyad == name and (since is None or alarm.date >= since):
            yield Turned(day=alarm.date, direction=alarm.direction, strength=alarm.strength)


def _counts(
    store: Store, one: str, other: str, since: datetime.date | None, until: datetime.date | None
) -> dict[Status, int]:
    statuses: tuple[Status, ...] = ("narrated", "acknowledged", "alleged", "denied")
    return {
        status: store.count(Wanted(between=(one, other), status=status, since=since, until=until))
        for status in statuses
    }


def _month_ends(days: tuple[Day, ...]) -> Iterable[Day]:
    for n, day in enumerate(days):
        if n + 1 == len(days) or days[n + 1].date.month != day.date.month:
            yield day


def _said(reading: Reading) -> Iterable[Said]:
    for quote in reading.quotes:
        source = tuple(one.entity or one.code or one.text for one in quote.source)
        yield Said(source=source, words=quote.content.text, direct=quote.direct)


def _code(name: str) -> str:
    """The code of a state or an organisation. Raises InputError, with what may have been meant, where there is none."""
    try:
        code = party_of(name)
        if code is None:
            raise country_wrong(name)
    except ValueWrong as wrong:
        raise InputError(f"{wrong.why}; {wrong.instead}") from wrong
    return code
