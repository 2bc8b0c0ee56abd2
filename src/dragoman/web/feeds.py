"""What is new, for feed readers: a search, a section, a pair or its alarms as Atom, RSS or JSON Feed."""

from __future__ import annotations

import datetime
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import format_datetime
from types import MappingProxyType
from urllib.parse import quote, urlencode

from dragoman.errors import StoreError
from dragoman.store import StoredEvent
from dragoman.store.search import saved_query
from dragoman.web.acts import told
from dragoman.web.asked import Asked
from dragoman.web.asked import pair as pair_of
from dragoman.web.pages import alarms, latest, pair, search
from dragoman.web.refused import Refused
from dragoman.web.wording import Wording

ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """What is new: where it is on the site, and the day it is listed under."""

    path: str
    title: str
    words: str
    day: datetime.date | None


@dataclass(frozen=True)
class Feed:
    """Entries under a title; ``path`` is the page that shows the same."""

    title: str
    path: str
    language: str
    entries: tuple[Entry, ...]


def gather(asked: Asked) -> Feed:
    """The feed that an address names: « latest », « latest/SECTION », « search », « saved/NAME », « pairs/PRK-RUS », « alarms »
    or « alarms/PRK-RUS »."""
    room, _, rest = asked.path["what"].partition("/")
    if room not in FEEDS:
        raise Refused(404)
    return FEEDS[room](asked, rest)


def written(feed: Feed, form: str, base: str) -> tuple[bytes, str]:
    """A feed in a form, with its media type; ``base`` is the site's address, which ends without a slash."""
    writer, media = FORMS[form]
    return writer(feed, base), media


def _newest(asked: Asked, section: str) -> Feed:
    path = {"section": section} if section else {}
    found = latest.gather(Asked(asked.store, asked.wording, path, {}))
    title = asked.wording.say("latest.title") + (f" · {section}" if section else "")
    entries = tuple(
        Entry(
            f"/articles/{quote(one.id)}", one.title or asked.wording.say("article.no_title"), one.opening, one.published
        )
        for one in found.articles
    )
    return Feed(title, f"/latest/{quote(section)}" if section else "/latest", asked.wording.language, entries)


def _searched(asked: Asked, _: str) -> Feed:
    found = search.gather(Asked(asked.store, asked.wording, {}, {**asked.query, "order": "newest"}))
    entries = tuple(
        Entry(
            f"/articles/{quote(hit.found.id)}",
            hit.found.title or asked.wording.say("article.no_title"),
            "".join(piece.text for piece in hit.passage),
            hit.found.published,
        )
        for hit in found.hits
    )
    title = f"{asked.wording.say('search.title')} · {found.query or ''}"
    return Feed(title, "/search?" + urlencode({"q": found.query or ""}), asked.wording.language, entries)


def _of_pair(asked: Asked, codes: str) -> Feed:
    one, other = pair_of(codes)
    own = asked.wording
    title = own.say("pair.title", one=own.name(one), other=own.name(other))
    found = pair.newest(Asked(asked.store, own, {"pair": codes}, asked.query))
    chosen = {name: value for name in pair.FILTERS if (value := asked.text(name))}
    if chosen:
        title += " · " + ", ".join(own.words.get(f"{name}.{value}", own.name(value)) for name, value in chosen.items())
    path = f"/pairs/{one}-{other}" + (f"?{urlencode(chosen)}" if chosen else "")
    return Feed(title, path, own.language, tuple(event_entry(event, own) for event in found))


def event_entry(event: StoredEvent, own: Wording) -> Entry:
    """An event as an entry: who does what to whom, its status, its sentence."""
    status = own.say(f"status.{event.status}")
    by = f" {own.say('status.by', who=own.who(event.sources))}" if event.sources else ""
    return Entry(
        f"/articles/{quote(event.article)}#w-{quote(event.id)}",
        f"{told(own, event).line} ({status}{by})",
        event.sentence or "",
        event.day,
    )


def _saved(asked: Asked, name: str) -> Feed:
    try:
        query = saved_query(asked.store, name)
    except StoreError as error:
        raise Refused(404) from error
    found = _searched(Asked(asked.store, asked.wording, {}, {"q": query}), "")
    return replace(found, title=f"{asked.wording.say('search.title')} · {name}")


def _of_alarms(asked: Asked, codes: str) -> Feed:
    own = asked.wording
    found = alarms.gather(Asked(asked.store, own, {}, {**asked.query, "pair": codes} if codes else asked.query))
    title = own.say("alarms.title")
    if found.pair:
        title += " · " + " – ".join(own.name(code) for code in found.pair.split("-"))
    path = f"/alarms?pair={found.pair}" if found.pair else "/alarms"
    return Feed(title, path, own.language, tuple(turned(one, own) for one in found.alarms))


def turned(one: alarms.Turn, own: Wording) -> Entry:
    """An alarm as an entry: which pair turned, how, and how rare such a day is."""
    sign = "▲" if one.direction in ("dégel", "rapprochement") else "▼"
    return Entry(
        f"/pairs/{one.one}-{one.other}?month={one.day.isoformat()[:7]}&turn={one.day}#events",
        f"{own.name(one.one)} – {own.name(one.other)} {sign} {own.say(f'alarms.{one.direction}')}",
        f"{own.say('alarms.strength')} {own.number(one.strength, 1)}",
        one.day,
    )


FEEDS: Mapping[str, Callable[[Asked, str], Feed]] = MappingProxyType(
    {"latest": _newest, "search": _searched, "saved": _saved, "pairs": _of_pair, "alarms": _of_alarms}
)


def _atom(feed: Feed, base: str) -> bytes:
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _child(root, "title", feed.title)
    _child(root, "id", base + feed.path)
    _child(root, "link", href=base + feed.path)
    _child(root, "updated", _moment(max((one.day for one in feed.entries if one.day), default=None)).isoformat())
    _child(_child(root, "author"), "name", "Dragoman")
    for one in feed.entries:
        entry = _child(root, "entry")
        _child(entry, "title", one.title)
        _child(entry, "id", base + one.path)
        _child(entry, "link", href=base + one.path)
        _child(entry, "updated", _moment(one.day).isoformat())
        _child(entry, "summary", one.words)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))


def _rss(feed: Feed, base: str) -> bytes:
    root = ElementTree.Element("rss", {"version": "2.0"})
    channel = _child(root, "channel")
    _child(channel, "title", feed.title)
    _child(channel, "link", base + feed.path)
    _child(channel, "description", feed.title)
    _child(channel, "language", feed.language)
    for one in feed.entries:
        item = _child(channel, "item")
        _child(item, "title", one.title)
        _child(item, "link", base + one.path)
        _child(item, "guid", base + one.path)
        _child(item, "pubDate", format_datetime(_moment(one.day)))
        _child(item, "description", one.words)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))


def _json(feed: Feed, base: str) -> bytes:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": base + feed.path,
        "language": feed.language,
        "items": [
            {
                "id": base + one.path,
                "url": base + one.path,
                "title": one.title,
                "content_text": one.words,
                "date_published": _moment(one.day).isoformat(),
            }
            for one in feed.entries
        ],
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


FORMS: Mapping[str, tuple[Callable[[Feed, str], bytes], str]] = MappingProxyType(
    {
        "atom": (_atom, "application/atom+xml"),
        "rss": (_rss, "application/rss+xml"),
        "json": (_json, "application/feed+json"),
    }
)


def _child(parent: ElementTree.Element, name: str, words: str | None = None, **attributes: str) -> ElementTree.Element:
    """An element more, without the characters that XML cannot hold."""
    child = ElementTree.SubElement(
        parent, name, {key: _NO_XML.sub("\ufffd", value) for key, value in attributes.items()}
    )
    child.text = _NO_XML.sub("\ufffd", words) if words is not None else None
    return child


def _moment(day: datetime.date | None) -> datetime.datetime:
    """The beginning of a day (UTC); of what has none, the first of all."""
    return datetime.datetime.combine(day or datetime.date(1970, 1, 1), datetime.time(), datetime.UTC)
