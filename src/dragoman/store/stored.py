"""What the store hands out: records of what it holds, beside the readings themselves."""

from __future__ import annotations

import datetime
from typing import Literal

from dragoman.polarity import Polarity
from dragoman.records import Quad, Reading, Realis, Record, Status

Outcome = Literal["stored", "changed", "known"]
Verdict = Literal["right", "wrong", "other-type", "other-actor", "other-recipient", "other-status"]


class Incoming(Record, frozen=True, kw_only=True):
    """A reading to be put in; ``origin`` names the file and the place in it, ``page`` is the digest of the page unread.

    ``coder`` is the version of the program that read it; ``None``: this one.
    """

    reading: Reading
    origin: str | None = None
    page: str | None = None
    coder: str | None = None


class Put(Record, frozen=True, kw_only=True):
    """What became of a reading: ``stored`` as a new article, ``changed`` (a new version), or ``known`` already."""

    outcome: Outcome
    id: str
    ordinal: int
    article: int
    version: int


class StoredArticle(Record, frozen=True, kw_only=True):
    """A page as lists show it, in one of its versions (the current one, unless a former was asked for).

    ``id`` is the article's own in this store: its reading's, or that with “-2” where another page has that id already.
    ``article`` and ``version`` are the numbers of the rows. ``taken`` is when it was stored (UTC).
    """

    id: str
    article: int
    version: int
    ordinal: int
    current: bool
    reading: str
    url: str | None
    outlet: str | None
    agency: str | None
    language: str
    section: str | None
    title: str | None
    byline: str | None
    published_from: datetime.date | None
    published_to: datetime.date | None
    published_basis: str
    coder: str
    origin: str | None
    taken: datetime.datetime


class Side(Record, frozen=True, kw_only=True):
    """Who within a state or an organisation takes part: their sector and their name, where the page tells them."""

    sector: str | None
    entity: str | None


class Within(Record, frozen=True, kw_only=True):
    """Between whom an act is that has one code on both sides."""

    actor: Side
    recipient: Side


class StoredEvent(Record, frozen=True, kw_only=True):
    """An event as lists and counts need it, with what its page is; as corrected, where a person corrected it.

    ``number`` names it in this store; ``article`` is the id of its article and ``id`` its own within the reading.
    ``actors``, ``recipients``, ``sources`` and ``relays`` are codes, each once; ``within`` tells more where one code both acts
    and is acted upon. ``day`` is the day it is listed under: the
    first on which it happened as the page tells (``basis`` « when »), else the page's (« published »).
    ``trigger`` and ``sentence`` are words of the text, where they were asked for. ``verdict`` is that of the correction in force.
    ``polarity``, asked for with the words, is the side that they give the act; None where the type's own sign stands.
    """

    number: int
    id: str
    article: str
    url: str | None
    outlet: str | None
    language: str
    section: str | None
    title: str | None
    published: datetime.date | None
    event: str
    mode: str | None
    context: tuple[str, ...]
    quad: Quad
    score: float
    realis: Realis
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    sources: tuple[str, ...]
    relays: tuple[str, ...]
    from_day: datetime.date | None
    to_day: datetime.date | None
    day: datetime.date | None
    basis: Literal["when", "published", "none"]
    country: str | None
    about: str | None
    occurrence: int | None
    verdict: Verdict | None
    within: Within | None
    trigger: str | None
    sentence: str | None
    polarity: Polarity | None = None
