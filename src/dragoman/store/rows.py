"""A reading as rows of the tables that are searched."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dragoman.records import Article, Coded, Event, Mention, Party, Published, Reading
from dragoman.store.database import Database, Row
from dragoman.store.naming import Names
from dragoman.store.record import column
from dragoman.store.signs import COLUMNS as SIGNS
from dragoman.store.signs import sign

LONGEST = 200
"""Characters of a name in a column that is indexed."""
COLUMNS = {
    "mention": ("version", "n", "code", "sector", "entity", "kind", "times", "start"),
    "event": (
        *"number version id type mode context quad score realis status actors recipients sources relays from_day to_day".split(),
        *"day day_basis country place start stop sentence_start sentence_stop about current".split(),
        *SIGNS,
    ),
    "party": ("event", "role", "n", "code", "sector", "entity", "day"),
    "dyad": ("actor", "recipient", "day", "event", "mutual"),
    "quote": ("number", "version", "id", "direct", "start", "stop"),
    "speaker": ("quote", "role", "n", "code", "sector", "entity", "day"),
}


@dataclass
class Rows:
    """Rows by table, gathered over many readings; event and quote numbers run on from those given."""

    next_event: int = 1
    next_quote: int = 1
    of: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in COLUMNS})

    def add(self, version: int, reading: Reading) -> None:
        """The rows of a current version's reading."""
        published = first_day(reading.article.published)
        self.of["mention"] += _mentions(version, reading.mentions)
        names = Names(reading.mentions)
        countries = {(mention.start, mention.end) for mention in reading.mentions if mention.kind == "country"}
        for event in reading.events:
            self._event(version, event, published, names, _place(event, countries), _sign(event, reading.article))
        for quote in reading.quotes:
            number = self.next_quote
            self.next_quote += 1
            self.of["quote"].append(
                (number, version, column(quote.id), int(quote.direct), quote.content.start, quote.content.end)
            )
            said = (("source", quote.source), ("relay", quote.via))
            self.of["speaker"] += [row for role, who in said for row in _coded(number, role, who, published)]

    def _event(self, version: int, event: Event, published: str, names: Names, place: str | None, signs: Row) -> None:
        number = self.next_event
        self.next_event += 1
        self.of["event"].append((*_event(number, version, event, published, place), *signs))
        day = listed_under(event, published)[0]
        for role, parties in (("actor", event.actor), ("recipient", event.recipient)):
            self.of["party"] += _parties(number, role, parties, day, names)
        said = (("source", event.attribution.source), ("relay", event.attribution.via))
        self.of["party"] += [row for role, who in said for row in _coded(number, role, who, day)]
        self.of["dyad"] += dyads(number, codes(event.actor), codes(event.recipient), day)

    def load(self, database: Database) -> None:
        """All rows into their tables."""
        for table, rows in self.of.items():
            database.load(table, COLUMNS[table], rows)


def first_day(published: Published) -> str:
    """The day a page is listed under; '' where it tells none."""
    return _day(published.start) or _day(published.end) or ""


def outlet(url: str | None) -> str | None:
    """Who published a page: the host of its address."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    return column(host.removeprefix("www."), LONGEST) or None


def listed_under(event: Event, published: str) -> tuple[str, str]:
    """The day an event is listed under ('' where none is known), and what that rests on."""
    told = (_day(event.when.from_) or _day(event.when.to)) if event.when else None
    if told:
        return told, "when"
    return published, "published" if published else "none"


def codes(parties: Iterable[Party | Coded]) -> list[str]:
    """The codes of those who take part, each once, in order."""
    return list(dict.fromkeys(column(party.code, LONGEST) for party in parties if party.code))


def dyads(event: int, actors: Sequence[str], recipients: Sequence[str], day: str) -> list[Row]:
    """An event's ordered pairs: who acts on whom; where nobody is acted upon, each with each that acts together."""
    if recipients:
        return [(one, other, day, event, 0) for one in actors for other in recipients if one != other]
    return [(one, other, day, event, 1) for one in actors for other in actors if one != other]


def _event(number: int, version: int, event: Event, published: str, place: str | None) -> Row:
    when = event.when
    day, basis = listed_under(event, published)
    return (
        number,
        version,
        column(event.id),
        column(event.event, LONGEST),
        event.mode and column(event.mode, LONGEST),
        column("+".join(event.context)),
        event.quad,
        event.score,
        event.realis,
        event.attribution.status,
        "+".join(codes(event.actor)),
        "+".join(codes(event.recipient)),
        "+".join(codes(event.attribution.source)),
        "+".join(codes(event.attribution.via)),
        _day(when.from_) if when else None,
        _day(when.to) if when else None,
        day,
        basis,
        column(event.place.country, LONGEST) if event.place and event.place.country else None,
        place,
        event.trigger.start,
        event.trigger.end,
        event.sentence.start,
        event.sentence.end,
        event.about and column(event.about),
        1,
    )


def _sign(event: Event, article: Article) -> Row:
    """On which side an event is by the words of its sentence."""
    sentence, trigger = (column(article.text[span.start : span.end]) for span in (event.sentence, event.trigger))
    return sign(column(event.event, LONGEST), event.mode, article.language, sentence, trigger)


def _place(event: Event, countries: set[tuple[int, int]]) -> str | None:
    """Where an event happened, in small letters, where that is more than a country."""
    if event.place is None or (event.place.start, event.place.end) in countries:
        return None
    return column(event.place.text.casefold(), LONGEST) or None


def _mentions(version: int, mentions: Sequence[Mention]) -> list[Row]:
    first: dict[Row, int] = {}
    times: dict[Row, int] = {}
    for mention in mentions:
        who = (_name(mention.code), _name(mention.sector), _name(mention.entity), mention.kind)
        first.setdefault(who, mention.start)
        times[who] = times.get(who, 0) + 1
    return [(version, n, *who, times[who], start) for n, (who, start) in enumerate(first.items())]


def _parties(number: int, role: str, parties: Sequence[Party], day: str, names: Names) -> list[Row]:
    found = []
    for n, party in enumerate(parties):
        found.append((number, role, n, _name(party.code), _name(party.sector), _name(names.of(party)), day))
    return found


def _coded(number: int, role: str, who: Sequence[Coded], day: str) -> list[Row]:
    return [(number, role, n, _name(one.code), _name(one.sector), _name(one.entity), day) for n, one in enumerate(who)]


def _name(words: str | None) -> str | None:
    return column(words, LONGEST) if words else None


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
