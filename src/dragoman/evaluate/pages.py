"""How well whole pages are read: each expected reading is a list of checks, and each check is right or missed.

An expected reading is a JSON object: what a careful reader gets out of one page. Spans are exact substrings of the
article, so that no offsets are imposed::

    {"page": path of the page, from the folder of the corpora (without it: page.txt beside the file),
     "article": {"language", "title", "section", "photo": {"caption", "photographer", "agency", "taken"} | null,
                 "paragraphs": how many, "first_paragraph_starts", "last_paragraph_ends",
                 "published": {"stated": day | null, "must_contain": day}},
     "times": [{"text", "from", "to"}], "actors": {words: code},
     "events": [{"id", "event", "mode", "also_accept", "actor", "recipient" | "actors_unordered", "words", "realis",
                 "status", "from", "to", "optional"}],
     "must_not": [{"no_fact": {"between": [codes], "types": [types], "inside": words}} | {"no_event_in": words}
                  | {"no_actor_text": word} | {"no_code": {"text": name, "code"}} | {"not_in_body": words}],
     "quotes": [{"words", "speaker": code}]}

A ``must_not`` that is a sentence for people is not checked. An optional event is not asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from dragoman.errors import InputError
from dragoman.evaluate.gold import place
from dragoman.ontology import types
from dragoman.page import page_of
from dragoman.reading import read_page
from dragoman.records import Article, Event, Party, Photo, Reading

Kind = Literal["article", "times", "actors", "events", "attribution", "must not", "quotes", "spans"]
FACTS = {("narrated", "actual"), ("acknowledged", "actual")}


class GoldPhoto(msgspec.Struct, frozen=True):
    """The page's photo."""

    caption: str | None = None
    photographer: str | None = None
    agency: str | None = None
    taken: date | None = None


class GoldPublished(msgspec.Struct, frozen=True):
    """The day that the page states; where it states none, the day that an inferred interval must hold."""

    stated: date | None = None
    must_contain: date | None = None


class GoldArticle(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of the article."""

    language: str
    title: str
    section: str | None = None
    photo: GoldPhoto | None = None
    paragraphs: int
    first_paragraph_starts: str
    last_paragraph_ends: str
    published: GoldPublished


class GoldTime(msgspec.Struct, frozen=True):
    """A date expression and its interval."""

    text: str
    from_: date | None = msgspec.field(default=None, name="from")
    to: date | None = None


class PageEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the page, as a careful reader codes it."""

    id: str
    event: str
    words: str
    mode: str | None = None
    also_accept: tuple[str, ...] = ()
    actor: str | tuple[str, ...] = ()
    recipient: str | tuple[str, ...] = ()
    actors_unordered: tuple[str, ...] = ()
    realis: str = "actual"
    status: str | None = None
    from_: date | None = msgspec.field(default=None, name="from")
    to: date | None = None
    optional: bool = False


class NoFact(msgspec.Struct, frozen=True):
    """No event of these types between these codes may be told as a fact out of these words."""

    between: tuple[str, ...]
    types: tuple[str, ...]
    inside: str


class NoCode(msgspec.Struct, frozen=True):
    """A name that must never be taken for that state."""

    text: str
    code: str


class Ban(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must not be read; one of the fields is set."""

    no_fact: NoFact | None = None
    no_event_in: str | None = None
    no_actor_text: str | None = None
    no_code: NoCode | None = None
    not_in_body: str | None = None


class GoldQuote(msgspec.Struct, frozen=True):
    """Words that are quoted, and the code of who says them."""

    words: str
    speaker: str


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """The expected reading of a page."""

    page: str | None = None
    article: GoldArticle
    times: tuple[GoldTime, ...] = ()
    actors: dict[str, str] = {}
    events: tuple[PageEvent, ...] = ()
    must_not: tuple[Ban | str, ...] = ()
    quotes: tuple[GoldQuote, ...] = ()
    quote: GoldQuote | None = None


@dataclass(frozen=True)
class Case:
    """A page and its expected reading; ``name`` is told in reports."""

    name: str
    path: Path
    expected: Expected


@dataclass(frozen=True)
class Check:
    """One thing that is asked of a reading; ``read`` tells what was read instead, where that helps."""

    kind: Kind
    name: str
    right: bool
    read: str = ""


@dataclass(frozen=True)
class Score:
    """All checks of a page, and how many events were read that no expected one, optional ones included, answers to."""

    name: str
    checks: tuple[Check, ...]
    events: int
    beyond: int

    @property
    def right(self) -> int:
        """How many checks are right."""
        return sum(check.right for check in self.checks)

    @property
    def missed(self) -> list[Check]:
        """The checks that are not right."""
        return [check for check in self.checks if not check.right]


def expected_readings(corpus: Path) -> list[Case]:
    """The expected readings in a file or a folder (recursively, sorted); none where it holds other things.

    A folder with NDJSON is a corpus of sentences, and its pages are left alone. Raises InputError, naming the file, for an
    expected reading with a wrong field or event type, and for one whose page is not there.
    """
    if corpus.is_dir():
        files = [] if any(corpus.rglob("*.ndjson")) else sorted(corpus.rglob("*.json"))
    else:
        files = [corpus] if corpus.suffix == ".json" else []
    return [_case(file) for file in files if _is_expected(file)]


def score(case: Case) -> Score:
    """Read the page of an expected reading, and score what was read."""
    return score_reading(case.name, case.expected, read_page(page_of(case.path.read_text(encoding="utf-8"))))


def score_reading(name: str, expected: Expected, reading: Reading) -> Score:
    """Score a reading against the expected one."""
    text = reading.article.text
    checks = [
        *_article(expected.article, reading.article),
        *_times(expected, reading),
        *_actors(expected, reading),
        *(check for gold in expected.events if not gold.optional for check in _event(gold, reading)),
        *(_ban(ban, reading) for ban in expected.must_not if isinstance(ban, Ban)),
        *_quotes(expected, reading),
        Check("spans", "all spans exact", not wrong_spans(reading), ", ".join(wrong_spans(reading)[:3])),
    ]
    beyond = [event for event in reading.events if not any(_same(event, gold, text) for gold in expected.events)]
    return Score(name, tuple(checks), len(reading.events), len(beyond))


def wrong_spans(reading: Reading) -> list[str]:
    """The words of every span of a reading, outside its article, that do not stand where it says."""
    found: list[str] = []
    _walk({key: value for key, value in msgspec.to_builtins(reading).items() if key != "article"}, reading, found)
    return found


def _walk(node: Any, reading: Reading, found: list[str]) -> None:
    if isinstance(node, list | tuple):
        for part in node:
            _walk(part, reading, found)
    elif isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys() and reading.article.text[node["start"] : node["end"]] != node[
            "text"
        ]:
            found.append(node["text"])
        for key, part in node.items():
            if key != "dropped":
                _walk(part, reading, found)


def _is_expected(file: Path) -> bool:
    try:
        found = msgspec.json.decode(file.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return isinstance(found, dict) and {"article", "events"} <= found.keys() and "schema" not in found


def _case(file: Path) -> Case:
    try:
        expected = msgspec.json.decode(file.read_bytes(), type=Expected)
    except msgspec.ValidationError as error:
        raise InputError(f"{file}: {error}; see the README of the expected readings for the fields") from error
    for event in expected.events:
        for name in (event.event, *event.also_accept):
            if name not in types():
                raise InputError(f"{file}: {event.id}: event type “{name}” is unknown; use one of {', '.join(types())}")
    beside = file.with_name("page.txt")
    places = [beside] if expected.page is None else [folder / expected.page for folder in file.absolute().parents]
    page = next((place for place in places if place.is_file()), None)
    if page is None:
        raise InputError(f"{file}: its page, {expected.page or beside}, is not there")
    return Case(file.stem if expected.page else file.parent.name, page, expected)


def _article(gold: GoldArticle, read: Article) -> Iterator[Check]:
    def check(name: str, right: object, found: object = "") -> Check:
        return Check("article", name, bool(right), str(found))

    body = _norm(read.text)
    yield check("language", read.language == gold.language, read.language)
    yield check("section", _norm(read.section) == _norm(gold.section), read.section)
    yield check("title", _norm(read.title) == _norm(gold.title), read.title)
    if gold.photo is not None:
        yield from _photo(gold.photo, read.photos[0] if read.photos else Photo())
    else:
        yield check("no photo made up", not read.photos, [photo.caption for photo in read.photos])
    yield check(f"{gold.paragraphs} paragraphs", len(read.paragraphs) == gold.paragraphs, len(read.paragraphs))
    yield check("body starts", body.startswith(_norm(gold.first_paragraph_starts)), body[:60])
    yield check("body ends", body.endswith(_norm(gold.last_paragraph_ends)), body[-60:])
    yield check("lead only once", body.count(_norm(gold.first_paragraph_starts)[:40]) == 1)
    start, end = read.published.start, read.published.end
    yield check("date of publication", _published(gold.published, start, end), f"{start} – {end}")
    yield check("a date has its evidence", start is None or read.published.evidence)


def _photo(gold: GoldPhoto, read: Photo) -> Iterator[Check]:
    credit = read.credit
    yield Check("article", "caption", _norm(read.caption) == _norm(gold.caption), str(read.caption))
    named = (credit.photographer or "").lower() == (gold.photographer or "").lower()
    yield Check("article", "photographer", named, str(credit.photographer))
    yield Check("article", "agency", credit.agency == gold.agency, str(credit.agency))
    yield Check("article", "photo taken", read.taken == gold.taken, str(read.taken))


def _published(gold: GoldPublished, start: date | None, end: date | None) -> bool:
    if gold.stated is not None:
        return start == gold.stated and end in (None, gold.stated)
    if (start is None and end is None) or gold.must_contain is None:
        return start is None and end is None
    return (start or date.min) <= gold.must_contain <= (end or start or date.max)


def _times(expected: Expected, reading: Reading) -> Iterator[Check]:
    for gold in expected.times:
        at = place(reading.article.text, gold.text)
        if at is None and expected.article.photo and gold.text in (expected.article.photo.caption or ""):
            continue
        found = [(time.from_, time.to) for time in reading.times if _over(at, (time.start, time.end))]
        told = ", ".join(f"{start} – {end}" for start, end in found) or "nothing"
        yield Check("times", f"time {gold.text}", (gold.from_, gold.to) in found, told)


def _actors(expected: Expected, reading: Reading) -> Iterator[Check]:
    for words, code in expected.actors.items():
        at = place(reading.article.text, words)
        found = [m for m in reading.mentions if _over(at, (m.start, m.end))]
        told = ", ".join(f"{m.text} = {m.code}" for m in found) or "nothing"
        yield Check("actors", f"actor {words} = {code}", any(m.code == code for m in found), told)


def _event(gold: PageEvent, reading: Reading) -> Iterator[Check]:
    text = reading.article.text
    at = place(text, gold.words)
    found = [event for event in reading.events if _same(event, gold, text)]
    near = [event for event in reading.events if _over(at, (event.trigger.start, event.trigger.end))]
    name = f"event {gold.id} {_told(gold)} « {gold.words} »"
    yield Check("events", name, bool(found), "; ".join(map(_short, near)) or "nothing")
    if not found:
        return
    if gold.status:
        statuses = [event.attribution.status for event in found]
        yield Check("attribution", f"status {gold.id} {gold.status}", gold.status in statuses, ", ".join(statuses))
    if gold.realis != "actual":
        realis = [event.realis for event in found]
        yield Check("attribution", f"realis {gold.id} {gold.realis}", gold.realis in realis, ", ".join(realis))
    if gold.from_:
        whens = [event.when.from_ if event.when else None for event in found]
        yield Check("times", f"when {gold.id} {gold.from_}", gold.from_ in whens, ", ".join(map(str, whens)))


def _same(event: Event, gold: PageEvent, text: str) -> bool:
    """Type right (or an accepted one), actor and recipient named, and the trigger in the expected words."""
    if event.event not in {gold.event, *gold.also_accept}:
        return False
    if not _over(place(text, gold.words), (event.trigger.start, event.trigger.end)):
        return False
    actors, recipients = _codes(event.actor), _codes(event.recipient)
    if gold.actors_unordered:
        return set(gold.actors_unordered) <= actors | recipients
    wanted, to = _wanted(gold.actor), _wanted(gold.recipient)
    if (wanted and wanted == to) or (event.event == "CONSULT" and event.mode != "visit"):
        return wanted | to <= actors | recipients
    return wanted <= actors and to <= recipients


def _ban(ban: Ban, reading: Reading) -> Check:
    if ban.no_fact is not None:
        fact = ban.no_fact
        name = f"must not: {'/'.join(fact.types)} of {'+'.join(fact.between)} as a fact in « {fact.inside} »"
        wrong = [event for event in _inside(fact.inside, reading) if _fact_between(event, fact)]
        return Check("must not", name, not wrong, "; ".join(map(_short, wrong)))
    if ban.no_event_in is not None:
        inside = _inside(ban.no_event_in, reading)
        return Check(
            "must not", f"must not: an event in « {ban.no_event_in} »", not inside, "; ".join(map(_short, inside))
        )
    if ban.no_actor_text is not None:
        word = re.compile(rf"\b{re.escape(ban.no_actor_text)}\b", re.IGNORECASE)
        acting = [e for e in reading.events if any(word.search(party.text) for party in (*e.actor, *e.recipient))]
        return Check(
            "must not", f"must not: {ban.no_actor_text} as a party", not acting, "; ".join(map(_short, acting))
        )
    if ban.no_code is not None:
        name, code = ban.no_code.text, ban.no_code.code
        taken = [mention.text for mention in reading.mentions if name in mention.text and mention.code == code]
        return Check("must not", f"must not: {name} as {code}", not taken, ", ".join(taken))
    kept = place(reading.article.text, ban.not_in_body or "") is not None
    return Check("must not", f"must not: « {ban.not_in_body} » in the body", not kept)


def _fact_between(event: Event, fact: NoFact) -> bool:
    return (
        event.event in fact.types
        and set(fact.between) <= _codes(event.actor) | _codes(event.recipient)
        and (event.attribution.status, event.realis) in FACTS
    )


def _quotes(expected: Expected, reading: Reading) -> Iterator[Check]:
    for gold in (*expected.quotes, *([expected.quote] if expected.quote else [])):
        at = place(reading.article.text, gold.words)
        found = [q for q in reading.quotes if at and q.content.start <= at[0] + 2 and at[1] - 2 <= q.content.end]
        speakers = [source.code or source.text for quote in found for source in quote.source]
        yield Check("quotes", f"quote « {gold.words} »", bool(found))
        yield Check(
            "quotes", f"speaker {gold.speaker} of « {gold.words} »", gold.speaker in speakers, ", ".join(speakers)
        )


def _inside(words: str, reading: Reading) -> list[Event]:
    at = place(reading.article.text, words)
    return [event for event in reading.events if _over(at, (event.trigger.start, event.trigger.end))]


def _over(one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    return one is not None and max(one[0], other[0]) < min(one[1], other[1])


def _codes(parties: Iterable[Party]) -> set[str]:
    return {party.code for party in parties if party.code}


def _wanted(codes: str | tuple[str, ...]) -> set[str]:
    return {codes} if isinstance(codes, str) else set(codes)


def _told(gold: PageEvent) -> str:
    parties = (sorted(_wanted(gold.actor)), sorted(_wanted(gold.recipient)))
    actor, recipient = ("+".join(codes) or "—" for codes in parties)
    if gold.actors_unordered:
        return f"{gold.event} {'+'.join(gold.actors_unordered)}"
    return f"{actor} {gold.event} {recipient}"


def _short(event: Event) -> str:
    actor, recipient = (
        "+".join(party.code or party.text for party in parties) or "—" for parties in (event.actor, event.recipient)
    )
    mode = f"/{event.mode}" if event.mode else ""
    return f"{actor} {event.event}{mode} {recipient} [{event.trigger.text}] {event.realis} {event.attribution.status}"


def _norm(words: str | None) -> str:
    plain = unicodedata.normalize("NFKC", words or "").replace("’", "'").replace("\u00ad", "")
    return re.sub(r"\s+", " ", plain).strip()
