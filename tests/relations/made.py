"""A store of hand-made readings, a sentence each, so that relations are tested without a language model."""

from __future__ import annotations

import datetime
import hashlib
import itertools
from typing import Any

from dragoman.ontology import types
from dragoman.records import Article, Attribution, Coded, Event, Extent, Mention, Party, Published, Reading, Span, When
from dragoman.store.stored import Incoming

_numbers = itertools.count(1)


def told(
    day: datetime.date,
    act: str,
    actors: tuple[str, ...] = ("PRK",),
    recipients: tuple[str, ...] = ("RUS",),
    sentence: str = "Ils ont parlé.",
    *,
    status: str = "narrated",
    source: str | None = None,
    relay: tuple[str, str] | None = None,
    who: str = "",
    person: str | None = None,
    language: str = "fr",
    url: str | None = None,
    realis: str = "actual",
    published: datetime.date | None = None,
) -> Incoming:
    """A page of one sentence with one event, of the event's day unless told otherwise.

    ``who``: the words that stand for those who act; ``person``: whose they are by name.
    """
    event, _, mode = act.partition("/")
    text = f"{sentence} ({next(_numbers)})"
    start: dict[str, Any] = {"start": 0, "end": 3, "text": text[:3]}
    attribution: dict[str, Any] = {"status": status}
    if source:
        attribution["source"] = (Coded(code=source, **start),)
    if relay:
        attribution["via"] = (Coded(code=relay[0], entity=relay[1], sector="MED", **start),)
    at = sentence.index(who)
    acting = {"start": at, "end": at + len(who), "text": who, "mention": "m1"} if who else start
    mentions = (Mention(id="m1", start=at, end=at + len(who), text=who, kind="person", entity=person),) if who else ()
    coded = Event(
        id="e1",
        event=event,
        mode=mode or None,
        quad=types()[event].quad,
        score=0.9,
        actor=tuple(Party(code=code, **acting) for code in actors),
        recipient=tuple(Party(code=code, **start) for code in recipients),
        realis=realis,  # type: ignore[arg-type]
        when=When(from_=day, to=day),
        trigger=Span(start=0, end=len(sentence), text=text[: len(sentence)]),
        sentence=Extent(start=0, end=len(sentence)),
        attribution=Attribution(**attribution),
    )
    article = Article(
        language=language,
        title=sentence,
        published=Published(start=published or day, end=published or day, basis="stated", evidence=("x",)),
        text=text,
        paragraphs=(Extent(start=0, end=len(text)),),
    )
    key = hashlib.sha256(text.encode()).hexdigest()
    return Incoming(reading=Reading(id=key, url=url, article=article, mentions=mentions, events=(coded,)))


def days(first: datetime.date, count: int, step: int = 1) -> list[datetime.date]:
    return [first + datetime.timedelta(n * step) for n in range(count)]
