"""Readings made by hand, so that the store's tests need no language model."""

from __future__ import annotations

import datetime
import hashlib

from dragoman.records import (
    Article,
    Attribution,
    Coded,
    Event,
    Extent,
    Mention,
    Party,
    Place,
    Published,
    Quote,
    Reading,
    Span,
    Time,
    When,
)

TEXT = (
    "Paris a rappelé lundi son ambassadeur à Alger, a annoncé le Quai d'Orsay.\n\n"
    "Selon l'agence APS, Emmanuel Macron se rendra en Algérie le 3 mars."
)


def span(text: str, words: str) -> dict[str, object]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def reading(
    text: str = TEXT,
    *,
    id: str | None = None,
    url: str | None = None,
    title: str = "Paris rappelle son ambassadeur",
    day: datetime.date | None = datetime.date(2024, 2, 27),
    section: str | None = "Diplomatie",
    language: str = "fr",
    events: tuple[Event, ...] = (),
) -> Reading:
    """A reading of these words, without anything found in them but ``events``."""
    published = Published(start=day, end=day, basis="stated", evidence=("27 février",)) if day else Published()
    return Reading(
        id=id or hashlib.sha256(text.encode()).hexdigest(),
        url=url,
        article=Article(
            language=language,
            section=section,
            title=title,
            published=published,
            text=text,
            paragraphs=(Extent(start=0, end=len(text)),),
        ),
        events=events,
    )


def whole(id: str | None = None, url: str | None = None) -> Reading:
    """A reading with something in every field: a recall, told plainly, and a visit, as an agency relays it."""
    bare = reading(id=id, url=url)
    recall = event("e1", "SANCTION", ("FRA",), ("DZA",), mode="withdraw", trigger="rappelé", mention="m1", day=(26, 26))
    visit = event("e2", "CONSULT", ("FRA", "DZA"), (), mode="visit", trigger="rendra", status="alleged", source="DZA")
    return Reading(
        id=bare.id,
        url=url,
        article=bare.article,
        mentions=(
            Mention(id="m1", code="FRA", kind="country", **span(TEXT, "Paris")),  # type: ignore[arg-type]
            Mention(
                id="m2",
                code="FRA",
                sector="GOV",
                entity="Emmanuel Macron",
                kind="person",
                **span(TEXT, "Emmanuel Macron"),
            ),  # type: ignore[arg-type]
        ),
        times=(
            Time(
                basis="weekday", from_=datetime.date(2024, 2, 26), to=datetime.date(2024, 2, 26), **span(TEXT, "lundi")
            ),
        ),  # type: ignore[arg-type]
        quotes=(
            Quote(
                id="q1",
                source=(Coded(code="FRA", sector="GOV", entity="Quai d'Orsay", **span(TEXT, "le Quai d'Orsay")),),  # type: ignore[arg-type]
                cue=Span(**span(TEXT, "a annoncé")),  # type: ignore[arg-type]
                content=Span(**span(TEXT, "Paris a rappelé lundi son ambassadeur à Alger")),  # type: ignore[arg-type]
                direct=False,
            ),
        ),
        events=(recall, visit),
        warnings=("the page ends at a paywall",),
    )


def event(
    id: str,
    type: str,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    *,
    trigger: str,
    mode: str | None = None,
    status: str = "narrated",
    source: str | None = None,
    mention: str | None = None,
    day: tuple[int, int] | None = None,
    text: str = TEXT,
) -> Event:
    """An event on a word of the text, in February 2024 where a day of it is told."""
    at = span(text, trigger)
    party = {"start": 0, "end": 5, "text": text[:5]}
    told = (Coded(code=source, **party),) if source else ()  # type: ignore[arg-type]
    when = When(from_=datetime.date(2024, 2, day[0]), to=datetime.date(2024, 2, day[1]), time=0) if day else None
    return Event(
        id=id,
        event=type,
        mode=mode,
        context=("diplomatic",),
        quad="verbal_cooperation" if type == "CONSULT" else "material_conflict",
        score=0.8,
        actor=tuple(Party(code=code, mention=mention, **party) for code in actors),  # type: ignore[arg-type]
        recipient=tuple(Party(code=code, **party) for code in recipients),  # type: ignore[arg-type]
        when=when,
        place=Place(country="DZA", **span(text, "Alger")) if "Alger" in text else None,  # type: ignore[arg-type]
        trigger=Span(**at),  # type: ignore[arg-type]
        sentence=_paragraph(text, text.index(trigger)),
        attribution=Attribution(status=status, source=told),  # type: ignore[arg-type]
    )


def _paragraph(text: str, at: int) -> Extent:
    """The line that a place is in."""
    start = text.rfind("\n", 0, at) + 1
    return Extent(start=start, end=start + len(text[start:].partition("\n")[0]))
