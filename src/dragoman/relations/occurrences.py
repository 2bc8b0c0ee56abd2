"""Occurrences out of the store: what happened between two actors, each once, however many pages tell of it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dragoman.polarity import Polarity, Side
from dragoman.records import Record, Status
from dragoman.relations.weights import weighed
from dragoman.store.finding_events import Wanted
from dragoman.store.outlets import UNKNOWN, country_of
from dragoman.store.store import Store
from dragoman.store.stored import StoredEvent

FIRMEST: tuple[Status, ...] = ("acknowledged", "narrated", "alleged", "denied")


class Occurrence(Record, frozen=True, kw_only=True):
    """One happening, from the reports of it.

    ``status`` is the firmest of its reports: acknowledged, narrated, alleged, denied. ``side`` and ``weight`` are those of
    its act after the words around it were asked who wanted it (``polarity``). ``events`` are the reports, first the one
    that is quoted; ``languages`` and ``outlets`` are of their pages; ``sources`` and ``relays`` are codes.
    """

    day: datetime.date
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    event: str
    mode: str | None
    status: Status
    side: Side
    weight: float
    polarity: Polarity | None
    sources: tuple[str, ...]
    relays: tuple[str, ...]
    languages: tuple[str, ...]
    outlets: tuple[str, ...]
    events: tuple[StoredEvent, ...]

    @property
    def act(self) -> str:
        """Type and mode, as the codebook writes them."""
        return f"{self.event}/{self.mode}" if self.mode else self.event

    @property
    def firm(self) -> bool:
        """Whether somebody tells it as done, or did it himself by his own account."""
        return self.status in ("narrated", "acknowledged")

    @property
    def counted(self) -> bool:
        """Whether it counts at all: what was only denied does not."""
        return self.status != "denied" and self.weight > 0

    def acted_by(self, code: str) -> bool:
        """Whether this actor did it, alone or with others."""
        return code in self.actors


class Told(Record, frozen=True, kw_only=True):
    """By whom and in what an occurrence must be told to count; nothing asked for: any.

    ``claimant`` is a code; ``medium`` an agency or a state's medium by its name (KCNA), which says or relays it. ``country`` is
    that of the outlet, or ``unknown``. ``source``: not our own events but those imported from there.
    """

    claimant: str | None = None
    medium: str | None = None
    language: str | None = None
    outlet: str | None = None
    country: str | None = None
    source: str | None = None

    @property
    def one_story(self) -> bool:
        """Whether somebody's own story is asked for, in which all that he says counts."""
        return self.claimant is not None or self.medium is not None

    def of(self, event: StoredEvent) -> bool:
        """Whether this report is one of them, if its medium is."""
        if self.claimant and self.claimant not in (*event.sources, *event.relays):
            return False
        if self.country and (country_of(event.outlet) or UNKNOWN) != self.country:
            return False
        return self.language in (None, event.language) and self.outlet in (None, event.outlet)


ANYBODY = Told()


def last_day(store: Store) -> datetime.date | None:
    """The day of the newest page: what is dated later has not happened."""
    row = store.database.row("SELECT max(day) FROM version WHERE current = 1")
    return datetime.date.fromisoformat(row[0]) if row and row[0] else None


def happened_by(store: Store, until: datetime.date | None) -> datetime.date | None:
    """The last day of what can have happened until a day; all that is told of our own events asks this."""
    newest = last_day(store)
    return min(until, newest) if until and newest else until or newest


def between(
    store: Store,
    one: str,
    other: str,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    told: Told = ANYBODY,
) -> list[Occurrence]:
    """What happened between two actors, oldest first. Only what is told as having happened, on a known day.

    What is dated after the newest page is left out.
    """
    wanted = Wanted(between=(one, other), realis="actual", since=since, until=happened_by(store, until))
    events = [event for event in store.events(wanted, words=True, oldest_first=True) if event.day and told.of(event)]
    if told.medium is not None:
        carried = {number for (number,) in store.database.rows(CARRIED, [told.medium])}
        events = [event for event in events if event.number in carried]
    return [occurrence(reports) for reports in grouped(events)]


CARRIED = "SELECT p.event FROM party p WHERE p.entity = ? AND p.role IN ('source', 'relay')"
"""The events that a medium says or relays."""


def grouped(events: Iterable[StoredEvent]) -> Iterator[list[StoredEvent]]:
    """Reports of one happening together: by the store's occurrence, else by day, act and those who take part."""
    found: dict[object, list[StoredEvent]] = defaultdict(list)
    for event in events:
        alike = (event.day, event.event, event.mode, frozenset(event.actors), frozenset(event.recipients))
        found[event.occurrence if event.occurrence is not None else alike].append(event)
    yield from found.values()


def occurrence(reports: list[StoredEvent]) -> Occurrence:
    """One happening out of its reports, as its firmest, most exact and best report tells it."""
    ordered = sorted(reports, key=lambda e: (FIRMEST.index(e.status), e.mode is None, -e.score, e.number))
    best = ordered[0]
    side, weight = weighed(best.event, best.mode)
    if best.polarity is not None:
        side, weight = best.polarity.side or side, weight if best.polarity.side else 0.0
    days = [report.day for report in reports if report.day]
    return Occurrence(
        day=min(days),
        actors=best.actors,
        recipients=best.recipients,
        event=best.event,
        mode=best.mode,
        status=best.status,
        side=side,
        weight=weight,
        polarity=best.polarity,
        sources=_each(code for e in reports for code in e.sources),
        relays=_each(code for e in reports for code in e.relays),
        languages=_each(e.language for e in reports),
        outlets=_each(e.outlet for e in reports if e.outlet),
        events=tuple(ordered),
    )


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
