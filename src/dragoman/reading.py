"""The whole way from a page to a reading, on one screen."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass

import msgspec

from dragoman import actors, events, quotes, times
from dragoman.languages import Pack, languages, load
from dragoman.page import Page, article
from dragoman.records import Article, Coding, Event, Mention, Published, Quote, Reading, Time
from dragoman.text import Name, Sentence, detect, one_core, parse, parse_many, split

DEFAULT_LANGUAGE = "fr"


@dataclass(frozen=True)
class Job:
    """A clean text to code; ``key`` is the user's own identifier."""

    text: str
    language: str | None = None
    published: datetime.date | None = None
    key: str | int | None = None


@dataclass(frozen=True)
class Seen:
    """What is known of a text before the parse: its sentences' offsets, its names, and their shapes for the parser."""

    text: str
    bounds: list[tuple[int, int]]
    names: list[actors.NameFound]
    shapes: list[Name]
    published: Published


@dataclass(frozen=True)
class Parsed:
    """A text with its parsed sentences; ``stated`` are the days that its captions tell."""

    seen: Seen
    sentences: Sequence[Sentence]
    stated: Sequence[datetime.date] = ()


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
    seen = see(whole.text, [(p.start, p.end) for p in whole.paragraphs], whole.published, pack)
    with one_core():
        sentences = parse(seen.text, seen.bounds, seen.shapes, pack)
        (read,) = _understand([Parsed(seen, sentences, captions)], pack, events.load_model(pack))
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
    return code_texts([Job(text, language, published, key)])[0]


def code_texts(jobs: Sequence[Job]) -> list[Coding]:
    """Code several clean texts, in order; faster than one by one. Raises InputError for a language without a pack."""
    with one_core():
        return _coded(jobs, [load(_language(None, job.text, job.language)[0]) for job in jobs])


def _coded(jobs: Sequence[Job], packs: Sequence[Pack]) -> list[Coding]:
    """The coding of each text, by the pack of its language."""
    found: dict[int, Coding] = {}
    for pack in dict.fromkeys(packs):
        of_pack = [n for n, own in enumerate(packs) if own == pack]
        seen = [see(jobs[n].text, paragraphs(jobs[n].text), given(jobs[n].published), pack) for n in of_pack]
        parsed = parse_many([(one.text, one.bounds, one.shapes) for one in seen], pack)
        whole = [Parsed(one, sentences) for one, sentences in zip(seen, parsed, strict=True)]
        for n, read in zip(of_pack, _understand(whole, pack, events.load_model(pack)), strict=True):
            found[n] = Coding(
                id=jobs[n].key, mentions=read.mentions, times=read.times, quotes=read.quotes, events=read.events
            )
    return [found[n] for n in range(len(jobs))]


def code_with(
    model: events.Model | None, text: str, pack: Pack, published: datetime.date | None = None
) -> tuple[Event, ...]:
    """The events of a clean text as a model has them, or by the pack's frames alone."""
    seen = see(text, paragraphs(text), given(published), pack)
    with one_core():
        parsed = Parsed(seen, parse(seen.text, seen.bounds, seen.shapes, pack))
        return _understand([parsed], pack, model)[0].events


def between(
    text: str, language: str, doers: Set[str], recipients: Set[str], published: datetime.date | None = None
) -> dict[str, float]:
    """How much speaks for each type of event between two sides that are known (codes), the likeliest first.

    See :func:`dragoman.events.between`. Empty for a language whose pack has no model. Raises InputError for a language without
    a pack.
    """
    pack = load(language)
    model = events.load_model(pack)
    if model is None:
        return {}
    with one_core():
        return events.between(named(text, pack, published), pack, model, doers, recipients)


def named(text: str, pack: Pack, published: datetime.date | None = None) -> events.Known:
    """A clean text parsed, and who is in it; neither when nor according to whom."""
    seen = see(text, paragraphs(text), given(published), pack)
    with one_core():
        sentences = parse(seen.text, seen.bounds, seen.shapes, pack)
        return events.Known(text, sentences, actors.resolve(text, sentences, seen.names, pack, (published, published)))


def see(text: str, paragraphs: Sequence[tuple[int, int]], published: Published, pack: Pack) -> Seen:
    """Sentences and names: all that is known before the parse."""
    names = actors.names(text, pack, (published.start, published.end))
    bounds = split(text, paragraphs, pack)
    return Seen(text, bounds, names, [_name(found) for found in names], published)


def _name(found: actors.NameFound) -> Name:
    """What the parser is told of a name; of a demonym also gender and number, so that it agrees with its noun."""
    start, end, shape = found.name
    if shape == "adjective" and found.gender and found.number:
        shape = f"adjective.{found.gender}{found.number}"
    return Name(start, end, shape)


def _understand(texts: Sequence[Parsed], pack: Pack, model: events.Model | None) -> list[Read]:
    """Who, when, according to whom, and what: all that rests on the parse."""
    resolved, dates, said = [], [], []
    for one in texts:
        text, published = one.seen.text, one.seen.published
        resolved.append(actors.resolve(text, one.sentences, one.seen.names, pack, (published.start, published.end)))
        dates.append(times.find(text, one.sentences, times.Anchor(published, tuple(one.stated)), pack))
        said.append(quotes.find(text, one.sentences, resolved[-1], pack))
    known = [
        events.Known(one.seen.text, one.sentences, who, when, words.reports)
        for one, who, when, words in zip(texts, resolved, dates, said, strict=True)
    ]
    coded = events.find(known, pack, model)
    return [
        Read(one.resolved.mentions, tuple(one.times), words.quotes, found)
        for one, words, found in zip(known, said, coded, strict=True)
    ]


def given(day: datetime.date | None) -> Published:
    return Published(start=day, end=day, basis="given") if day else Published()


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


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of a clean text as offsets, without the blanks around them; empty ones left out."""
    found, start = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            at = start + line.index(stripped)
            found.append((at, at + len(stripped)))
        start += len(line) + 1
    return found
