"""The article in a page that is written by its script: in the state that the script starts from, as JSON.

Such a page shows a frame and loads its words from a script element (« __NEXT_DATA__ », « window.__STATE__ = {…} »). The
article there is the object that has the page's title under a name for titles and most prose below it; objects below it
with titles of their own are other articles.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

from dragoman.page.flattened import tokens
from dragoman.page.jsonld import Told

LEAST_PROSE = 40
"""Words of prose from which a script's article counts."""
_MOST = 20_000
"""Values looked at in one page."""
_TITLES = ("headline", "title", "name", "titre")
_DAYS = (
    "datepublished",
    "publishedat",
    "publicationdate",
    "firstpublished",
    "firstpublicationdate",
    "pubdate",
    "published",
    "date",
)
_AUTHORS = ("authors", "author", "byline", "bylines", "auteurs")
_SECTIONS = ("articlesection", "section", "kicker", "category", "rubrique")
_NO_BODY = frozenset(
    {
        "description",
        "summary",
        "excerpt",
        "standfirst",
        "chapo",
        "seo",
        "meta",
        "caption",
        "legend",
        "alt",
        "related",
        "bio",
    }
)
_STATE = re.compile(r"\s*(?:window|self|globalThis)\.[\w$.]+\s*=\s*(?=[{\[])")
_PARAGRAPH_END = re.compile(r"</(?:p|h[1-6]|li|blockquote|div)>|<br\s*/?>\s*<br\s*/?>|\n\s*\n", re.IGNORECASE)


def hydrated(tree: Any, title: str | None) -> Told | None:
    """The article in the page's scripts that bears its title; ``None`` where there is none with enough prose."""
    wanted = tokens(title or "")
    if len(wanted) < 2:
        return None
    for state in _states(tree):
        for thing in _objects(state):
            body = _body(thing) if _is_titled(thing, wanted) else ()
            if sum(len(part.split()) for part in body) >= LEAST_PROSE:
                return Told(
                    headline=title,
                    published=_said(thing, _DAYS),
                    authors=tuple(_names(_valued(thing, _AUTHORS))),
                    section=next(iter(_names(_valued(thing, _SECTIONS))), None),
                    body=body,
                )
    return None


def _states(tree: Any) -> Iterator[Any]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") or len(text) < 200:
            continue
        start = _STATE.match(text)
        if "json" not in (script.get("type") or "") and start is None:
            continue
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text[start.end() if start else 0 :].lstrip())[0]
        except (ValueError, RecursionError):
            continue


def _objects(state: Any) -> Iterator[dict[str, Any]]:
    """Every object in a value, outer ones first."""
    waiting, seen = [state], 0
    while waiting and seen < _MOST:
        value = waiting.pop(0)
        seen += 1
        if isinstance(value, dict):
            yield value
            waiting += [one for one in value.values() if isinstance(one, dict | list)]
        elif isinstance(value, list):
            waiting += [one for one in value if isinstance(one, dict | list)]


def _is_titled(thing: dict[str, Any], wanted: list[str]) -> bool:
    said = (thing.get(name) for name in _TITLES)
    return any(isinstance(value, str) and tokens(_plain(value)) == wanted for value in said)


def _body(thing: dict[str, Any]) -> tuple[str, ...]:
    """The prose below an object in its order, each paragraph once."""
    return tuple(dict.fromkeys(_prose(thing, 0)))


def _prose(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        for part in _PARAGRAPH_END.split(value) if len(value) > 30 else ():
            plain = _plain(part)
            if len(plain.split()) >= 6 and plain[-1:] in '.!?…»”":;':
                yield plain
    elif depth < 40 and isinstance(value, dict):
        if depth and any(isinstance(value.get(name), str) for name in ("headline", "titre")):
            return
        for key, one in value.items():
            if key.lower() not in _NO_BODY:
                yield from _prose(one, depth + 1)
    elif depth < 40 and isinstance(value, list):
        for one in value:
            yield from _prose(one, depth + 1)


def _valued(thing: dict[str, Any], names: tuple[str, ...]) -> Any:
    keys = {re.sub(r"[^a-z]", "", key.lower()): key for key in thing}
    return next((thing[keys[name]] for name in names if thing.get(keys.get(name, ""))), None)


def _said(thing: dict[str, Any], names: tuple[str, ...]) -> str | None:
    value = _valued(thing, names)
    return value if isinstance(value, str) else None


def _names(value: Any) -> list[str]:
    """Names in a value: a string, an object with a name, or a list of them."""
    if isinstance(value, str):
        return [_plain(value)]
    if isinstance(value, dict):
        return next((_names(value[key]) for key in ("name", "title", "label", "fullName") if key in value), [])
    return [name for one in value for name in _names(one)] if isinstance(value, list) else []


def _plain(markup: str) -> str:
    return " ".join(entities.unescape(re.sub(r"<[^<>]*>", " ", markup)).split())
