"""The typed records of a reading, as they are printed.

All offsets are 0-based and end-exclusive, and count characters of ``article.text`` (for :func:`dragoman.code`, of the
text handed in); ``text[start:end] == span.text`` holds for every span. Records are frozen: each step adds records over
the same text, and none rewrites the text under them.
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

Kind = Literal["country", "person", "organisation", "group", "place"]
Basis = Literal["stated", "metadata", "given", "inferred", "none"]
Realis = Literal["actual", "planned", "hypothetical", "negated"]
Status = Literal["narrated", "acknowledged", "alleged", "denied"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]

SCHEMA = "dragoman/1"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records: immutable, compared by value, printed as a JSON object."""


class Extent(Record, frozen=True, kw_only=True):
    """A stretch of the text, without its words."""

    start: int
    end: int


class Span(Record, frozen=True, kw_only=True):
    """A stretch of the text with its words: ``text[start:end] == span.text``."""

    start: int
    end: int
    text: str


class Credit(Record, frozen=True, kw_only=True):
    """Who took a photo and who sells it, as the page's credit line says."""

    photographer: str | None = None
    agency: str | None = None


class Photo(Record, frozen=True, kw_only=True):
    """A photo's caption (said once), its credit, and the day it was taken where the caption says so."""

    caption: str | None = None
    credit: Credit = Credit()
    taken: datetime.date | None = None


class Published(Record, frozen=True, kw_only=True):
    """When the page came out: first and last possible day (both included), on what ground, from which words.

    ``start == end`` for a known day; an interval where it was inferred; both ``None`` with basis ``none`` where the
    page does not tell. ``end`` may be ``None`` alone where only a lower bound is known.
    """

    start: datetime.date | None = None
    end: datetime.date | None = None
    basis: Basis = "none"
    evidence: tuple[str, ...] = ()


class Dropped(Record, frozen=True, kw_only=True):
    """Words of the page that are no part of the article, and why."""

    text: str
    reason: str


class Article(Record, frozen=True, kw_only=True):
    """The clean article of a page."""

    language: str
    section: str | None = None
    title: str | None = None
    byline: str | None = None
    photos: tuple[Photo, ...] = ()
    published: Published = Published()
    summary: str | None = None
    text: str = ""
    paragraphs: tuple[Extent, ...] = ()


class Mention(Span, frozen=True, kw_only=True):
    """Words of the text that stand for an actor or a place.

    ``code`` is ISO 3166-1 alpha-3 for states and what belongs to them, the shipped table's code for organisations.
    ``entity`` is the canonical name of who is meant (a person, an organisation, a group), ``kind`` what it is.
    """

    id: str
    code: str | None = None
    sector: str | None = None
    entity: str | None = None
    kind: Kind


class Time(Record, frozen=True, kw_only=True):
    """A date expression as an interval; first and last day are both included.

    Both ends ``None``: not resolved, and ``basis`` says why. ``to`` alone ``None``: open (« depuis février 2022 »).
    """

    start: int
    end: int
    text: str
    from_: datetime.date | None = msgspec.field(default=None, name="from")
    to: datetime.date | None = None
    basis: str


class Coded(Span, frozen=True, kw_only=True):
    """A span that stands for an actor, with its code."""

    code: str | None = None
    sector: str | None = None
    entity: str | None = None


class Quote(Record, frozen=True, kw_only=True):
    """What somebody is reported to say (PARC: source, cue, content), directly or indirectly, and through whom."""

    id: str
    source: tuple[Coded, ...] = ()
    via: tuple[Coded, ...] = ()
    cue: Span | None = None
    content: Span
    direct: bool


class Party(Span, frozen=True, kw_only=True):
    """One who takes part in an event; ``mention`` is the id of the mention it stands on."""

    code: str | None = None
    sector: str | None = None
    mention: str | None = None


class When(Record, frozen=True, kw_only=True):
    """When an event happened; ``time`` is an index into the reading's times."""

    from_: datetime.date | None = msgspec.field(default=None, name="from")
    to: datetime.date | None = None
    time: int | None = None


class Place(Span, frozen=True, kw_only=True):
    """Where an event happened; ``country`` is an ISO 3166-1 alpha-3 code."""

    country: str | None = None


class Attribution(Record, frozen=True, kw_only=True):
    """According to whom: the event's status, who says it, who relays it, and the words that report it."""

    status: Status = "narrated"
    source: tuple[Coded, ...] = ()
    via: tuple[Coded, ...] = ()
    cue: Span | None = None


class Event(Record, frozen=True, kw_only=True):
    """One event: who did what to whom, when, where, and according to whom (PLOVER types and modes)."""

    id: str
    event: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    quad: Quad
    score: float
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    realis: Realis = "actual"
    when: When | None = None
    place: Place | None = None
    trigger: Span
    sentence: Extent
    attribution: Attribution = Attribution()
    about: str | None = None
    rule: str | None = None
    actor_unstated: bool = False


class Reading(Record, frozen=True, kw_only=True):
    """All that is read from one page. ``dropped`` is filled where it was asked for (``--explain``)."""

    schema: str = SCHEMA
    id: str
    url: str | None = None
    article: Article
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] | None = None


class Coding(Record, frozen=True, kw_only=True):
    """What the coder finds in a clean text: a reading without its page."""

    id: str | int | None
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
