"""What is new since an alert was last looked for; in the outbox, and noted as told, in one step."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from urllib.parse import quote

import msgspec

from dragoman.records import Record
from dragoman.store import Store, Wanted
from dragoman.store.event_search import match_of
from dragoman.store.query import parse
from dragoman.store.search import saved_query
from dragoman.web.alerts import alarmed
from dragoman.web.alerts.alert import Alert, Seen, alerts, named, now, seen, told
from dragoman.web.feeds import Entry, event_entry, turned
from dragoman.web.pages.listed import shortened
from dragoman.web.wording import wording

MOST = 100
"""Entries that a message lists; it counts the others."""
_OPENING = 280


class Told(Record, frozen=True, kw_only=True):
    """An entry of a message. ``url`` leads to it where the alert knows the site's address."""

    id: str
    title: str
    text: str
    day: datetime.date | None
    url: str | None


class Message(Record, frozen=True, kw_only=True):
    """What is sent: new entries of an alert, the oldest first; ``more`` were left out. ``id`` names it for good."""

    id: str
    alert: str
    subject: str
    language: str
    made: datetime.datetime
    entries: tuple[Told, ...]
    more: int = 0


def look(store: Store, moment: datetime.datetime | None = None) -> int:
    """Look for what is new for every alert that is due; how many messages were written into the outbox."""
    moment = moment or now()
    return sum(_look_for(store, alert, moment) for alert in alerts(store) if alert.is_due(moment))


def _look_for(store: Store, alert: Alert, moment: datetime.datetime) -> int:
    until = seen(store)
    found = list(_new(store, alert, until))
    with store.database.writing():
        if named(store, alert.name).looked != alert.looked:
            return 0  # another program looked meanwhile
        known = {
            entry for (entry,) in store.database.rows("SELECT entry FROM alerted WHERE alert = ?", (alert.number,))
        }
        fresh = list({id: entry for id, entry in found if id not in known}.items())
        store.database.run(
            "UPDATE alert SET looked = ?, state = ? WHERE number = ?",
            (told(moment), msgspec.json.encode(until).decode(), alert.number),
        )
        if fresh:
            _write(store, alert, fresh, moment)
    return 1 if fresh else 0


def _write(store: Store, alert: Alert, fresh: list[tuple[str, Entry]], moment: datetime.datetime) -> None:
    found = store.database.row("SELECT coalesce(max(number), 0) + 1 FROM outbox")
    number = int(found[0]) if found else 1
    ids = "\n".join(id for id, _ in fresh)
    digest = hashlib.sha256(f"{alert.number}\n{alert.made}\n{ids}".encode()).hexdigest()[:32]
    message = Message(
        id=f"msg_{digest}",
        alert=alert.name,
        subject=alert.subject,
        language=alert.language,
        made=moment,
        entries=tuple(_told(alert, id, entry) for id, entry in fresh[:MOST]),
        more=max(len(fresh) - MOST, 0),
    )
    row = (number, alert.number, message.id, msgspec.json.encode(message).decode(), told(moment), 0, told(moment))
    store.database.load("outbox", ("number", "alert", "id", "body", "made", "tries", "next_try"), [row])
    store.database.load("alerted", ("alert", "entry", "message"), [(alert.number, id, number) for id, _ in fresh])


def _told(alert: Alert, id: str, entry: Entry) -> Told:
    url = alert.site + entry.path if alert.site else None
    return Told(id=id, title=entry.title, text=entry.words, day=entry.day, url=url)


def _new(store: Store, alert: Alert, until: Seen) -> Iterator[tuple[str, Entry]]:
    """What has come since, with what names it; each article, event and alarm once."""
    if alert.kind == "pair":
        yield from _events(store, alert, until)
    elif alert.kind == "alarms":
        own = wording(alert.language)
        for one in alarmed.turns(store, alert.value):
            yield alarmed.id_of(one), turned(one, own)
    else:
        query = alert.value if alert.kind == "search" else saved_query(store, alert.value)
        yield from _articles(store, alert, query, until)


def _articles(store: Store, alert: Alert, query: str, until: Seen) -> Iterable[tuple[str, Entry]]:
    """The articles that came in since and match; one that changed is not new."""
    own = wording(alert.language)
    tree = parse(query).tree
    if tree is None:
        return
    sqlite = store.database.kind == "sqlite"
    inside = (
        "l.place IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)"
        if sqlite
        else "l.tokens @@ CAST(? AS TSQUERY)"
    )
    rows = store.database.rows(
        f"SELECT a.id, v.title, v.day, substr(b.text, 1, {_OPENING + 40}) FROM listed l"
        " JOIN version v ON v.number = l.version JOIN article a ON a.number = v.article"
        f" JOIN body b ON b.version = v.number WHERE {inside} AND v.number > ? AND v.number <= ? AND v.ordinal = 1"
        " ORDER BY v.number",
        (match_of(store.database, tree), alert.seen.version, until.version),
    )
    for id, title, day, opening in rows:
        words = shortened(opening, _OPENING)
        name = title or own.say("article.no_title")
        yield f"article {id}", Entry(f"/articles/{quote(id)}", name, words, _day(day))


def _events(store: Store, alert: Alert, until: Seen) -> Iterable[tuple[str, Entry]]:
    """The events of the pair that came in since; those of a page that changed are new where they were not told."""
    own = wording(alert.language)
    one, other = alert.value.split("-")
    numbers = [
        number
        for (number,) in store.database.rows(
            "SELECT DISTINCT d.event FROM dyad d WHERE ((d.actor = ? AND d.recipient = ?) OR (d.actor = ? AND d.recipient = ?))"
            " AND d.event > ? AND d.event <= ? ORDER BY d.event",
            (one, other, other, one, alert.seen.event, until.event),
        )
    ]
    if not numbers:
        return
    wanted = set(numbers)
    found = {
        event.number: event
        for event in store.events(Wanted(between=(one, other)), words=True)
        if event.number in wanted
    }
    for number in numbers:
        if number in found:
            event = found[number]
            act = f"{'+'.join(event.actors)} {event.event}/{event.mode or ''} {'+'.join(event.recipients)}"
            yield f"event {event.article} {act} {event.status} {event.sentence}"[:500], event_entry(event, own)


def _day(day: str) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None
