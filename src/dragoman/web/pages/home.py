"""The first page: what is newest, what is alleged or denied, and which pairs act most."""

from __future__ import annotations

import datetime

from dragoman.records import Record
from dragoman.relations.occurrences import last_day
from dragoman.store import StoredEvent, Wanted
from dragoman.web.asked import Asked
from dragoman.web.pages import busy, listed
from dragoman.web.pages.busy import Busy
from dragoman.web.pages.latest import Section, sections
from dragoman.web.pages.listed import Listed

NEWEST = 9
CLAIMS = 6
PAIRS = 8


class Home(Record, frozen=True, kw_only=True):
    """The newest articles, the newest claims, and the most active pairs of the ``days`` before ``until``."""

    articles: tuple[Listed, ...]
    sections: tuple[Section, ...]
    claims: tuple[StoredEvent, ...]
    pairs: tuple[Busy, ...]
    days: int
    until: datetime.date | None


def gather(asked: Asked) -> Home:
    """What the first page shows."""
    store = asked.store
    until = last_day(store)
    return Home(
        articles=listed.newest(store, NEWEST).articles,
        sections=sections(asked, 12),
        claims=newest_claims(asked),
        pairs=busy.pairs(asked, until, busy.DAYS, PAIRS) if until else (),
        days=busy.DAYS,
        until=until,
    )


def newest_claims(asked: Asked) -> tuple[StoredEvent, ...]:
    """The newest events that are alleged or denied, with their sentences."""
    found = [
        event
        for status in ("alleged", "denied")
        for event in asked.store.events(Wanted(status=status), words=True, limit=CLAIMS)
    ]
    found.sort(key=lambda event: (event.day or datetime.date.min, event.number), reverse=True)
    return tuple(found[:CLAIMS])
