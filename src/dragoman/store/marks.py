"""What an article is found by besides its words: marks, each a letter or two and a value, « c:PRK », « st:alleged ».

They stand in the index of words as words that no text holds, so that a search of words and fields is one look-up. Names are
sequences of marks between bare ones, so that a phrase of them never runs into the next name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.records import Coded, Event, Party, Reading
from dragoman.store.fields import Days
from dragoman.store.naming import Names
from dragoman.store.words import LONGEST, folded, terms

EVERY = "all:"
"""The mark of every article."""
CODED = {
    "country": "c",
    "actor": "a",
    "recipient": "t",
    "source": "f",
    "event": "e",
    "mode": "k",
    "status": "st",
    "realis": "r",
    "quad": "q",
    "context": "x",
    "language": "l",
    "section": "s",
    "outlet": "o",
}
NAMED = {"actor": "an", "recipient": "tn", "source": "fn"}
FACETS = ("section", "country", "event", "status", "source", "language", "month")
SEPARATOR = "\x1f"
_LETTERS = dict(zip(FACETS, "scetwlm", strict=True))
_EDGE = "edge:"
_MOST_DAYS = 40_000


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a person said of an event, where it differs: ``None`` leaves the coder's; ``wrong`` takes the event away."""

    wrong: bool = False
    event: str | None = None
    mode: str | None = None
    status: str | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of an article in order, and the values that it counts under in each facet."""

    words: tuple[str, ...]
    facets: tuple[str, ...]


@lru_cache(maxsize=16_384)
def mark(field: str, value: str) -> str:
    """The mark of a field's value."""
    return f"{CODED[field]}:{_one_word(value)}"


@lru_cache(maxsize=16_384)
def name(field: str, value: str, language: str) -> tuple[str, ...]:
    """The marks, in order, of a name in a field; none where it has no letters."""
    return tuple(f"{NAMED[field]}:{term.form}" for term in terms(value, language))


def facet(kind: str, value: str) -> str:
    """A value as it is counted in a facet."""
    return _LETTERS[kind] + value


def of_facet(line: str) -> tuple[str, str]:
    """The facet and the value that were written with :func:`facet`."""
    return next(kind for kind, letter in _LETTERS.items() if letter == line[0]), line[1:]


def of(reading: Reading, day: str, outlet: str | None, corrections: dict[str, Corrected]) -> Marks:
    """The marks of a reading whose page is listed under ``day``; ``corrections`` by the event's id."""
    about = reading.article
    found: dict[str, None] = {EVERY: None, mark("language", about.language): None}
    facets: dict[str, None] = {facet("language", about.language): None}
    if about.section:
        found[mark("section", about.section)] = None
        facets[facet("section", " ".join(about.section.split()))] = None
    if outlet:
        found[mark("outlet", outlet)] = None
    if day:
        found.update(dict.fromkeys((f"y:{day[:4]}", f"m:{day[:7]}", f"d:{day}")))
        facets[facet("month", day[:7])] = None
    for mention in reading.mentions:
        if mention.code:
            found[mark("country", mention.code)] = None
            facets[facet("country", mention.code)] = None
    called = Names(reading.mentions)
    names: dict[tuple[str, ...], None] = {}
    for event in reading.events:
        correction = corrections.get(event.id, Corrected())
        if not correction.wrong:
            found.update(dict.fromkeys(_event(event, correction)))
            facets[facet("event", correction.event or event.event)] = None
            facets[facet("status", correction.status or event.attribution.status)] = None
            names.update(dict.fromkeys(_names(event, called, about.language)))
    for source in _sources(reading):
        found.update({mark("source", source.code): None} if source.code else {})
        names.update({name("source", words, about.language): None for words in (source.entity, source.text) if words})
        if source.entity:
            facets[facet("source", " ".join(source.entity.split()))] = None
    apart = [word for words in names for word in (_EDGE, *words)]
    return Marks((*found, *apart, _EDGE), tuple(facets))


def of_days(days: Days, earliest: datetime.date, latest: datetime.date) -> list[str]:
    """The marks of years, months and days that together are an interval, within the days that there are.

    >>> of_days(Days(datetime.date(2023, 12, 31), datetime.date(2024, 1, 31)), datetime.date.min, datetime.date.max)
    ['d:2023-12-31', 'm:2024-01']
    """
    first, last = max(days.first or earliest, earliest), min(days.last or latest, latest)
    found: list[str] = []
    one = datetime.timedelta(days=1)
    while first <= last and len(found) < _MOST_DAYS:
        for end, word in _spans(first):
            if end <= last:
                found.append(word)
                if end == datetime.date.max:
                    return found
                first = end + one
                break
    return found


def _spans(day: datetime.date) -> Iterator[tuple[datetime.date, str]]:
    """The longest first: the year, the month and the day that begin on this day."""
    if day.month == day.day == 1:
        yield datetime.date(day.year, 12, 31), f"y:{day.year:04}"
    if day.day == 1:
        last = 31 if day.month == 12 else (day.replace(month=day.month + 1) - datetime.timedelta(days=1)).day
        yield day.replace(day=last), f"m:{day.isoformat()[:7]}"
    yield day, f"d:{day.isoformat()}"


def _event(event: Event, correction: Corrected) -> Iterator[str]:
    kind = correction.event or event.event
    mode = correction.mode if correction.event else event.mode
    yield mark("event", kind)
    if mode:
        yield mark("event", f"{kind}/{mode}")
        yield mark("mode", mode)
    yield mark("status", correction.status or event.attribution.status)
    yield mark("realis", event.realis)
    yield mark("quad", event.quad)
    for context in event.context:
        yield mark("context", context)
    actors = correction.actors if correction.actors is not None else _codes(event.actor)
    recipients = correction.recipients if correction.recipients is not None else _codes(event.recipient)
    for code in actors:
        yield mark("actor", code)
    for code in recipients:
        yield mark("recipient", code)


def _names(event: Event, called: Names, language: str) -> Iterator[tuple[str, ...]]:
    for field, parties in (("actor", event.actor), ("recipient", event.recipient)):
        for party in parties:
            for words in (party.text, called.of(party)):
                if words:
                    yield name(field, words, language)


def _sources(reading: Reading) -> Iterator[Coded]:
    """Who says and who relays, of events and quotes."""
    for event in reading.events:
        yield from (*event.attribution.source, *event.attribution.via)
    for quote in reading.quotes:
        yield from (*quote.source, *quote.via)


def _codes(parties: Sequence[Party]) -> Iterable[str]:
    return (party.code for party in parties if party.code)


def _one_word(value: str) -> str:
    """A value in plain small letters, as one word of the index."""
    return re.sub(r"[^\w./-]+", "_", folded(value))[:LONGEST]
