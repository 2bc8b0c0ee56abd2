"""What the store holds as tables of our own: articles, events, quotes, occurrences, dyad-days. Corrections are preferred."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, get_args

from dragoman.errors import InputError
from dragoman.exchange.tables import Column, Row, Table
from dragoman.ontology import types
from dragoman.records import Quad, Status
from dragoman.store import Store, StoredEvent
from dragoman.store.dyads import score_of
from dragoman.store.event_search import condition
from dragoman.store.finding_events import BODY as BODY_JOIN
from dragoman.store.finding_events import FIELDS, JOINS, WORDS, stored_event
from dragoman.store.matching import listed_versions
from dragoman.store.query import Query, parse

QUADS: tuple[Quad, ...] = get_args(Quad)
STATUSES: tuple[Status, ...] = get_args(Status)

ARTICLES = (
    Column("id", "string", "The article's id in the store: the input's own, or the SHA-256 of its text."),
    Column("url", "string", "Address of the page."),
    Column("outlet", "string", "Who published it: the host of the address, without www."),
    Column("agency", "string", "News agency that the page credits."),
    Column("language", "string", "Language it was read in (BCP 47)."),
    Column("section", "string", "Section, as the page names it."),
    Column("title", "string", "Title."),
    Column("byline", "string", "Author, as the page says."),
    Column("published_from", "date", "First day on which it may have come out."),
    Column("published_to", "date", "Last day on which it may have come out."),
    Column("published_basis", "string", "Ground of that day: stated, metadata, given, inferred, none."),
    Column("version", "integer", "Which version of the page: 1 is the first."),
    Column("coder", "string", "Version of the program that read it."),
    Column("taken", "datetime", "When it was stored (UTC)."),
    Column("text", "string", "Clean text; offsets of events and quotes count its characters."),
)
EVENTS = (
    Column("number", "integer", "The event's number in the store."),
    Column("article", "string", "Id of the article that tells it."),
    Column("id", "string", "The event's id within the article."),
    Column("day", "date", "Day it is listed under: the first on which it happened as the page tells, else the page's."),
    Column("day_basis", "string", "What that day rests on: when, published, none."),
    Column("from_day", "date", "First day on which it happened, as the page tells."),
    Column("to_day", "date", "Last day on which it happened, as the page tells."),
    Column("event", "string", "PLOVER type."),
    Column("mode", "string", "PLOVER mode."),
    Column("context", "list", "PLOVER contexts."),
    Column("quad", "string", "Quad class of the type."),
    Column("plover_score", "number", "PLOVER's conflict-cooperation score of type and mode, -10 to +10."),
    Column("actors", "list", "Codes of those who act (ISO 3166-1 alpha-3, organisations' own)."),
    Column("recipients", "list", "Codes of those acted upon; none where several act together."),
    Column("realis", "string", "actual, planned, hypothetical, negated."),
    Column("status", "string", "narrated, acknowledged, alleged, denied."),
    Column("sources", "list", "Codes of those who say so."),
    Column("relays", "list", "Codes of those who relay it."),
    Column("country", "string", "Country of the place it is told to have happened in."),
    Column("score", "number", "Chance that type, actor and recipient are right, as the coder reckons."),
    Column("verdict", "string", "A person's verdict, where there is one; the columns above follow it."),
    Column("about", "string", "Id of the event that this one speaks of."),
    Column("occurrence", "integer", "Number of the occurrence that it reports."),
    Column("trigger", "string", "The words that make the event."),
    Column("sentence", "string", "The sentence."),
    Column("title", "string", "Title of the article."),
    Column("published", "date", "First day on which the article may have come out."),
    Column("language", "string", "Language of the article."),
    Column("section", "string", "Section of the article."),
    Column("outlet", "string", "Who published it."),
    Column("url", "string", "Address of the article."),
)
QUOTES = (
    Column("article", "string", "Id of the article."),
    Column("id", "string", "The quote's id within the article."),
    Column("direct", "boolean", "Whether it is in the speaker's own words."),
    Column("content", "string", "What is said."),
    Column("start", "integer", "Where it begins in the text (character, from 0)."),
    Column("end", "integer", "Where it ends, not included."),
    Column("cue", "string", "The words that report it."),
    Column("sources", "list", "Who speaks: names, or the page's words."),
    Column("source_codes", "list", "Their codes."),
    Column("relays", "list", "Who relays it: names, or the page's words."),
    Column("relay_codes", "list", "Their codes."),
    Column("published", "date", "First day on which the article may have come out."),
    Column("language", "string", "Language of the article."),
    Column("url", "string", "Address of the article."),
)
OCCURRENCES = (
    Column("number", "integer", "The occurrence's number in the store."),
    Column("event", "string", "PLOVER type."),
    Column("actors", "list", "Codes of those who act."),
    Column("recipients", "list", "Codes of those acted upon."),
    Column("from_day", "date", "First day on which it may have happened."),
    Column("to_day", "date", "Last day on which it may have happened."),
    Column("country", "string", "Country of the place."),
    Column("reports", "integer", "Events that tell it."),
    Column("articles", "integer", "Articles that tell it."),
    Column("stories", "integer", "Independent texts that tell it: copies count once."),
)
DYAD_DAYS = (
    Column("actor", "string", "Code of the one who acts."),
    Column("recipient", "string", "Code of the one acted upon; what both do together counts in both orders."),
    Column("day", "date", "The day; none where no page tells it."),
    Column("events", "integer", "Events on that day."),
    Column("mutual", "integer", "Of these, what both did together."),
    *(Column(quad, "integer", f"Of these, {quad.replace('_', ' ')}.") for quad in QUADS),
    *(Column(status, "integer", f"Of these, {status}.") for status in STATUSES),
    Column("scored", "integer", "Events told as done: narrated or acknowledged, and actual."),
    Column("score", "number", "Sum of PLOVER's conflict-cooperation scores of these."),
)


def table(store: Store, what: str, query: str = "") -> Table:
    """One of our tables; ``query`` (the language of a search) chooses articles, or events, or the articles of quotes.

    Raises QueryError where it cannot be understood, InputError for occurrences, which it cannot choose.
    """
    asked = parse(query)
    if what == "occurrences" and asked.tree is not None:
        raise InputError("occurrences cannot be chosen by a query; export them whole, or events by “occurrence”")
    name, description, columns, rows, key = _TABLES[what]
    return Table(name, description, columns, rows(store, asked), key)


def events(store: Store, asked: Query) -> Iterator[StoredEvent]:
    """The events that are wanted, as corrected, without those called wrong; oldest first."""
    where, parameters = condition(store.database, asked)
    sql = f"SELECT {FIELDS}{WORDS} FROM event e{JOINS}{BODY_JOIN} WHERE {where} ORDER BY e.day, e.number"
    for row in store.database.each(sql, parameters):
        yield stored_event(row)


def quad_of(event: StoredEvent) -> str:
    """The quad class of the type, as it stands after correction."""
    return types()[event.event].quad if event.event in types() else event.quad


def _articles(store: Store, asked: Query) -> Iterator[Row]:
    wanted, parameters = listed_versions(store.database, asked)
    sql = (
        "SELECT a.id, a.url, v.outlet, v.agency, v.language, v.section, v.title, v.byline, v.published_from, v.published_to,"
        " v.published_basis, v.ordinal, v.coder, v.taken, b.text FROM version v JOIN article a ON a.number = v.article"
        f" JOIN body b ON b.version = v.number WHERE v.current = 1{wanted} ORDER BY v.day, v.number"
    )
    for row in store.database.each(sql, parameters):
        yield _converted(row, ARTICLES)


def _events(store: Store, asked: Query) -> Iterator[Row]:
    for one in events(store, asked):
        yield [
            *(one.number, one.article, one.id, one.day, one.basis, one.from_day, one.to_day, one.event, one.mode),
            *(one.context, quad_of(one), score_of(one.event, one.mode), one.actors, one.recipients, one.realis),
            *(one.status, one.sources, one.relays, one.country, one.score, one.verdict, one.about, one.occurrence),
            *(one.trigger, one.sentence, one.title, one.published, one.language, one.section, one.outlet, one.url),
        ]


def _quotes(store: Store, asked: Query) -> Iterator[Row]:
    wanted: set[int] | None = None
    if asked.tree is not None:
        condition_, parameters = listed_versions(store.database, asked)
        sql = f"SELECT v.number FROM version v WHERE v.current = 1{condition_}"
        wanted = {number for (number,) in store.database.rows(sql, parameters)}
    for article, reading in store.readings():
        if wanted is not None and article.version not in wanted:
            continue
        for quote in reading.quotes:
            yield [
                *(article.id, quote.id, quote.direct, quote.content.text, quote.content.start, quote.content.end),
                quote.cue.text if quote.cue else None,
                *(_names(quote.source), _codes(quote.source), _names(quote.via), _codes(quote.via)),
                *(article.published_from or article.published_to, article.language, article.url),
            ]


def _occurrences(store: Store, asked: Query) -> Iterator[Row]:
    sql = (
        "SELECT number, type, actors, recipients, from_day, to_day, country, reports, articles, stories FROM occurrence"
        " ORDER BY from_day, number"
    )
    for row in store.database.each(sql):
        yield _converted(row, OCCURRENCES)


def _dyad_days(store: Store, asked: Query) -> Iterator[Row]:
    where, parameters = condition(store.database, asked)
    kind, mode = "coalesce(c.type, e.type)", "CASE WHEN c.type IS NULL THEN e.mode ELSE c.mode END"
    sql = (
        f"SELECT d.actor, d.recipient, d.day, {kind} AS kind, {mode} AS how, coalesce(c.status, e.status) AS told, e.realis,"
        f" d.mutual, count(*) FROM dyad d JOIN event e ON e.number = d.event{JOINS} WHERE {where}"
        " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"
    )
    for (actor, recipient, day), rows in itertools.groupby(store.database.each(sql, parameters), lambda row: row[:3]):
        yield _dyad_day(actor, recipient, day, rows)


def _dyad_day(actor: str, recipient: str, day: str, rows: Iterator[tuple[Any, ...]]) -> Row:
    counts: Counter[str] = Counter()
    score = 0.0
    for _, _, _, kind, mode, status, realis, mutual, count in rows:
        counts["events"] += count
        counts["mutual"] += count if mutual else 0
        counts[types()[kind].quad if kind in types() else "other"] += count
        counts[status] += count
        if status in ("narrated", "acknowledged") and realis == "actual":
            counts["scored"] += count
            score += count * score_of(kind, mode)
    told = ("events", "mutual", *QUADS, *STATUSES, "scored")
    return [actor, recipient, day_of(day), *(counts[name] for name in told), round(score, 3)]


def _converted(row: tuple[Any, ...], columns: tuple[Column, ...]) -> Row:
    read: dict[str, Callable[[str], Any]] = {
        "date": day_of,
        "list": codes_of,
        "datetime": datetime.datetime.fromisoformat,
    }
    return [
        read[column.kind](value) if column.kind in read else value for column, value in zip(columns, row, strict=True)
    ]


def day_of(day: str | None) -> datetime.date | None:
    """A day as the store writes it; ``None`` where it has none."""
    return datetime.date.fromisoformat(day) if day else None


def codes_of(codes: str | None) -> tuple[str, ...]:
    """Codes as the store writes them, joined by « + »."""
    return tuple(code for code in (codes or "").split("+") if code)


def _names(who: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.entity or one.text for one in who))


def _codes(who: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.code for one in who if one.code))


_TABLES: dict[str, tuple[str, str, tuple[Column, ...], Callable[[Store, Query], Iterator[Row]], tuple[str, ...]]] = {
    "articles": ("articles", "Articles in their current versions.", ARTICLES, _articles, ("id",)),
    "events": ("events", "Events, as corrected; one row each, with all who take part.", EVENTS, _events, ("number",)),
    "quotes": ("quotes", "Who says what.", QUOTES, _quotes, ("article", "id")),
    "occurrences": ("occurrences", "Happenings, each once.", OCCURRENCES, _occurrences, ("number",)),
    "dyad-days": (
        "dyad-days",
        "Events by ordered pair and day; what several do is counted for each pair.",
        DYAD_DAYS,
        _dyad_days,
        ("actor", "recipient", "day"),
    ),
}
KINDS = tuple(_TABLES)
