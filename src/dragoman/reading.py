"""The whole way from a page to a reading, on one screen."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from dragoman import actors, events, quotes, times
from dragoman.languages import Pack, languages, load
from dragoman.page import Page, article
from dragoman.records import Article, Coding, Event, Mention, Published, Quote, Reading, Time
from dragoman.text import Name, detect, parse, split

DEFAULT_LANGUAGE = "fr"


@dataclass(frozen=True)
class Read:
    """What the rooms find in a clean text."""

    mentions: tuple[Mention, ...]
    times: tuple[Time, ...]
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]


def read_page(page: Page, language: str | None = None, published: datetime.date | None = None) -> Reading:
    """Read one page: its article, and all that is in the article.

    ``language`` is detected when not given; ``published`` is taken from the page when not given. Raises InputError for a
    language without a pack; never raises on account of what the page says.
    """
    known, doubts = _language(page.metadata.language, page.text, language)
    pack = load(known)
    found = article.find(page, pack, published)
    captions = [photo.taken for photo in found.article.photos if photo.taken is not None]
    whole = _dated(found.article, captions, pack)
    read = _read(whole.text, [(p.start, p.end) for p in whole.paragraphs], whole.published, captions, pack)
    return Reading(
        id=page.id or hashlib.sha256(whole.text.encode()).hexdigest(),
        url=page.metadata.url,
        article=whole,
        mentions=read.mentions,
        times=read.times,
        quotes=read.quotes,
        events=read.events,
        warnings=(*page.warnings, *doubts, *found.warnings),
        dropped=found.dropped,
    )


def code_text(
    text: str, language: str | None = None, published: datetime.date | None = None, key: str | int | None = None
) -> Coding:
    """Code a text that is already clean; offsets count in that very text.

    Raises InputError for a language without a pack.
    """
    known, _ = _language(None, text, language)
    day = Published(start=published, end=published, basis="given") if published else Published()
    read = _read(text, _paragraphs(text), day, (), load(known))
    return Coding(id=key, mentions=read.mentions, times=read.times, quotes=read.quotes, events=read.events)


def _read(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    published: Published,
    stated: Sequence[datetime.date],
    pack: Pack,
) -> Read:
    bounds = split(text, paragraphs, pack)
    names = actors.names(text, pack, (published.start, published.end))
    sentences = parse(text, bounds, [Name(*found.name) for found in names], pack)
    resolved = actors.resolve(text, sentences, names, pack, (published.start, published.end))
    dates = times.find(text, sentences, times.Anchor(published, tuple(stated)), pack)
    said = quotes.find(text, sentences, resolved, pack)
    coded = events.find(text, sentences, resolved, dates, said.reports, pack)
    return Read(resolved.mentions, tuple(dates), said.quotes, coded)


def _dated(found: Article, captions: Sequence[datetime.date], pack: Pack) -> Article:
    """The article, with its day of publication inferred from its own words where the page tells none."""
    if found.published.basis != "none":
        return found
    return msgspec.structs.replace(found, published=times.infer_published(found.text, captions, pack))


def _language(said: str | None, text: str, wanted: str | None) -> tuple[str, list[str]]:
    """The language to read a page in, and a warning where that is not the page's own."""
    if wanted:
        return wanted, []
    packs = languages()
    told = (said or "").lower().split("-")[0]
    guess = detect(text)
    if guess in packs:
        return guess, []
    if told in packs:
        return told, []
    if guess == "und":
        return DEFAULT_LANGUAGE, []
    return DEFAULT_LANGUAGE, [f"the page seems to be in “{guess}”, which has no pack; read as “{DEFAULT_LANGUAGE}”"]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of a clean text as offsets, without the blanks around them; empty ones left out."""
    found, start = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            at = start + line.index(stripped)
            found.append((at, at + len(stripped)))
        start += len(line) + 1
    return found
