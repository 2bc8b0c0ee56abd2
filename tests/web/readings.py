"""Readings made by hand, so that the site's tests need no language model."""

from __future__ import annotations

import datetime
import hashlib

from dragoman.records import (
    Article,
    Attribution,
    Coded,
    Credit,
    Dropped,
    Event,
    Extent,
    Mention,
    Party,
    Photo,
    Published,
    Quote,
    Reading,
    Span,
    Time,
    When,
)

TEXT = (
    "Kim Jong-un a reçu mardi à Pyongyang le ministre russe des Affaires étrangères. Séoul accuse Pyongyang de livrer des"
    " obus à Moscou.\n\n« Ces accusations sont infondées », a répondu le Kremlin. La Corée du Nord a démenti."
)
ENGLISH = "North Korea test-fired a missile on Tuesday. Seoul condemned the launch."


def reading(
    text: str = TEXT,
    *,
    id: str | None = None,
    url: str | None = "https://depeche.example/choe",
    title: str | None = "Lavrov reçu à Pyongyang",
    section: str | None = "Diplomatie",
    language: str = "fr",
    day: datetime.date | None = datetime.date(2024, 5, 15),
    caption: str | None = "Kim Jong-un et Sergueï Lavrov.",
    events: tuple[Event, ...] | None = None,
    dropped: tuple[Dropped, ...] | None = (Dropped(text="Partager sur X", reason="share"),),
    byline: str | None = "Ana Lim",
) -> Reading:
    """A page about three countries, with something in every field."""
    published = Published(start=day, end=day, basis="stated", evidence=("15 mai",)) if day else Published()
    photos = (Photo(caption=caption, credit=Credit(photographer="P. Ri", agency="KCNA")),) if caption else ()
    return Reading(
        id=id or hashlib.sha256(text.encode()).hexdigest(),
        url=url,
        article=Article(
            language=language,
            section=section,
            title=title,
            byline=byline,
            photos=photos,
            published=published,
            text=text,
            paragraphs=tuple(_paragraphs(text)),
        ),
        mentions=tuple(_mentions(text)),
        times=tuple(_times(text)),
        quotes=tuple(_quotes(text)),
        events=events if events is not None else tuple(_events(text)),
        dropped=dropped,
        warnings=("the page ends at a paywall",),
    )


def english() -> Reading:
    """A page in English."""
    launch = event("e1", "MOBILIZE", ("PRK",), (), "test-fired", text=ENGLISH, mode="weapons", quad="material_conflict")
    blame = event("e2", "ACCUSE", ("KOR",), ("PRK",), "condemned", text=ENGLISH, mode="disapprove")
    return reading(
        ENGLISH,
        url="https://wire.example/launch",
        title="North Korea fires missile",
        section="Defence",
        language="en",
        day=datetime.date(2024, 6, 4),
        caption=None,
        events=(launch, blame),
    )


def event(
    id: str,
    type: str,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    trigger: str,
    *,
    text: str = TEXT,
    mode: str | None = None,
    quad: str = "verbal_conflict",
    status: str = "narrated",
    source: tuple[str, str] | None = None,
    realis: str = "actual",
    about: str | None = None,
    score: float = 0.8,
    when: When | None = None,
) -> Event:
    """An event on a word of the text; its parties stand on the text's first word."""
    at = span(text, trigger)
    first = {"start": 0, "end": 3, "text": text[:3]}
    sources = (Coded(code=source[0], **span(text, source[1])),) if source else ()  # type: ignore[arg-type]
    sentence = _sentence(text, int(str(at["start"])))
    return Event(
        id=id,
        event=type,
        mode=mode,
        context=("diplomatic",),
        quad=quad,  # type: ignore[arg-type]
        score=score,
        actor=tuple(Party(code=code, sector="GOV", **first) for code in actors),  # type: ignore[arg-type]
        recipient=tuple(Party(code=code, **first) for code in recipients),  # type: ignore[arg-type]
        realis=realis,  # type: ignore[arg-type]
        when=when,
        trigger=Span(**at),  # type: ignore[arg-type]
        sentence=sentence,
        attribution=Attribution(status=status, source=sources),  # type: ignore[arg-type]
        about=about,
        rule="fr/frames/x.toml:1",
    )


def span(text: str, words: str) -> dict[str, object]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def _sentence(text: str, at: int) -> Extent:
    start = max(text.rfind(sign, 0, at) + len(sign) if sign in text[:at] else 0 for sign in (". ", "\n\n"))
    ends = [text.find(sign, at) + 1 for sign in (". ", ".\n") if text.find(sign, at) >= 0]
    return Extent(start=start, end=min(ends, default=len(text)))


def _paragraphs(text: str) -> list[Extent]:
    found, at = [], 0
    for part in text.split("\n\n"):
        found.append(Extent(start=at, end=at + len(part)))
        at += len(part) + 2
    return found


def _mentions(text: str) -> list[Mention]:
    named = [
        ("Kim Jong-un", "PRK", "GOV", "Kim Jong-un", "person"),
        ("Pyongyang le", "PRK", "GOV", None, "country"),
        ("Séoul", "KOR", "GOV", None, "country"),
        ("Moscou", "RUS", "GOV", None, "country"),
        ("le Kremlin", "RUS", "GOV", "Kremlin", "organisation"),
        ("La Corée du Nord", "PRK", None, None, "country"),
        ("North Korea", "PRK", None, None, "country"),
    ]
    return [
        Mention(id=f"m{n}", code=code, sector=sector, entity=entity, kind=kind, **span(text, words))  # type: ignore[arg-type]
        for n, (words, code, sector, entity, kind) in enumerate(named, 1)
        if words in text
    ]


def _times(text: str) -> list[Time]:
    day = datetime.date(2024, 5, 14)
    return [Time(from_=day, to=day, basis="weekday", **span(text, "mardi"))] if "mardi" in text else []  # type: ignore[arg-type]


def _quotes(text: str) -> list[Quote]:
    said = "Ces accusations sont infondées"
    if said not in text:
        return []
    return [
        Quote(
            id="q1",
            source=(Coded(code="RUS", sector="GOV", entity="Kremlin", **span(text, "le Kremlin")),),  # type: ignore[arg-type]
            cue=Span(**span(text, "a répondu")),  # type: ignore[arg-type]
            content=Span(**span(text, said)),  # type: ignore[arg-type]
            direct=True,
        )
    ]


def _events(text: str) -> list[Event]:
    if text != TEXT:
        return []
    day = datetime.date(2024, 5, 14)
    visit = When(from_=day, to=day, time=0)
    return [
        event("e1", "CONSULT", ("RUS",), ("PRK",), "reçu", mode="visit", quad="verbal_cooperation", when=visit),
        event("e2", "ACCUSE", ("KOR",), ("PRK",), "accuse", mode="allege", about="e3"),
        event(
            "e3", "AID", ("PRK",), ("RUS",), "livrer", quad="material_cooperation", status="alleged",
            source=("KOR", "Séoul"), score=0.4,
        ),
        event("e4", "REJECT", ("PRK",), ("KOR",), "démenti", about="e5"),
        event(
            "e5", "ACCUSE", ("KOR",), ("PRK",), "démenti", mode="allege", status="denied",
            source=("PRK", "La Corée du Nord"), score=0.5,
        ),
    ]  # fmt: skip
