"""The words that stand around articles, as a pack lists them: menus, buttons, notices, links, headings over lists.

``Phrases`` looks them up at a place in a list of words; the rules that judge a whole line by them are in ``alone.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from dragoman.errors import PackError
from dragoman.languages.pack import Entry, Pack
from dragoman.page.flattened import Sort, tokens

T = TypeVar("T")
_SORTS = {
    "navigation": Sort.NAVIGATION,
    "account": Sort.ACCOUNT,
    "subscription": Sort.SUBSCRIPTION,
    "share": Sort.SHARE,
    "reading time": Sort.READING_TIME,
    "comments": Sort.COMMENTS,
    "copyright": Sort.COPYRIGHT,
    "notice": Sort.NOTICE,
    "cookies": Sort.COOKIES,
    "paywall": Sort.PAYWALL,
    "newsletter": Sort.NEWSLETTER,
    "link": Sort.LINK,
    "list": Sort.LIST,
    "points": Sort.POINTS,
    "tags": Sort.TAGS,
    "notes": Sort.NOTES,
    "author": Sort.AUTHOR,
}

_APART = (Sort.POINTS, Sort.NOTES)
"""Sorts of blocks that are looked up by themselves."""


class Phrases(Generic[T]):
    """Phrases of several words, each with what it stands for; « # » in a phrase stands for any number."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        lengths: dict[str, set[int]] = {}
        for phrase, value in entries:
            key = tuple(word for part in phrase.split("#") for word in (*tokens(part), "#"))[:-1]
            if key:
                self._values.setdefault(key, value)
                lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def at(self, words: Sequence[str], start: int) -> tuple[int, T] | None:
        """The longest phrase that begins at ``words[start]``: how many words it takes, and its value."""
        lengths = self._lengths.get("#" if words[start].isdigit() else words[start])
        if lengths is None:
            return None
        window = tuple("#" if word.isdigit() else word for word in words[start : start + lengths[0]])
        for length in lengths:
            if length <= len(window) and window[:length] in self._values:
                return length, self._values[window[:length]]
        return None

    def all(self, words: Sequence[str]) -> list[T]:
        """Values of all phrases in the words, from left to right, none within another."""
        values, i = [], 0
        while i < len(words):
            hit = self.at(words, i)
            if hit is not None:
                values.append(hit[1])
            i += hit[0] if hit is not None else 1
        return values

    def whole(self, words: Sequence[str]) -> bool:
        """Whether the words are one phrase, no more and no less."""
        hit = self.at(words, 0) if words else None
        return hit is not None and hit[0] == len(words)


@dataclass(frozen=True)
class Chrome:
    """A pack's words around articles, ready to be looked up."""

    chrome: Phrases[Sort]
    openings: Phrases[Sort]
    notices: Phrases[tuple[Sort, int, str]]
    blocks: Phrases[Sort]
    points: Phrases[Sort]
    notes: Phrases[Sort]
    sections: Phrases[str]
    generic: Phrases[str]
    home: Phrases[str]
    alone: Phrases[str]
    common: frozenset[str]
    address: frozenset[str]
    speech: frozenset[str]
    pointing_back: Phrases[str]


@lru_cache
def chrome(pack: Pack) -> Chrome:
    """The pack's ``page.toml`` as phrases.

    Raises PackError where an entry names a sort that there is not.
    """
    sections, blocks = table(pack, "sections"), pack.entries("page", "block")
    return Chrome(
        chrome=Phrases((word, sort_of(e)) for e in pack.entries("page", "chrome") for word in e["words"]),
        openings=Phrases((word, sort_of(e)) for e in pack.entries("page", "opening") for word in e["words"]),
        notices=Phrases((w, (sort_of(e), e["weight"], w)) for e in pack.entries("page", "notice") for w in e["words"]),
        blocks=Phrases((word, sort_of(e)) for e in blocks if sort_of(e) not in _APART for word in e["words"]),
        points=Phrases((word, sort_of(e)) for e in blocks if sort_of(e) is Sort.POINTS for word in e["words"]),
        notes=Phrases((word, sort_of(e)) for e in blocks if sort_of(e) is Sort.NOTES for word in e["words"]),
        sections=Phrases((word, word) for word in sections.get("words", ())),
        generic=Phrases((word, word) for word in sections.get("generic", ())),
        home=Phrases((word, word) for word in sections.get("home", ())),
        alone=Phrases((word, word) for word in table(pack, "alone").get("words", ())),
        common=frozenset(token for word in table(pack, "common").get("words", ()) for token in tokens(word)),
        address=frozenset(table(pack, "address").get("words", ())),
        speech=frozenset(table(pack, "address").get("speech", ())),
        pointing_back=Phrases((word, word) for word in table(pack, "pointing_back").get("words", ())),
    )


def table(pack: Pack, name: str) -> dict[str, Any]:
    """A table of the pack's ``page.toml``, empty where it has none."""
    found: dict[str, Any] = pack.toml("page").get(name, {})
    return found


def sort_of(entry: Entry) -> Sort:
    """The sort that an entry of ``page.toml`` names."""
    if entry["sort"] not in _SORTS:
        raise PackError(f"{entry.where}: sort “{entry['sort']}” is unknown; use one of: {', '.join(_SORTS)}")
    return _SORTS[entry["sort"]]
