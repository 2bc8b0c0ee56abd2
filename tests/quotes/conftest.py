"""Gold in the sentence: <source PRK>…</source> <cue>…</cue> <content>…</content>, read into text, marks and mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from dragoman.languages import pack as packs
from dragoman.quotes import QuotesFound, find
from dragoman.records import Kind, Mention
from dragoman.text import Name, parse, split

TAG = re.compile(r"<(?P<close>/)?(?P<name>source|via|cue|content|actor)(?:\s+(?P<code>[A-Z0-9]+))?>")


@dataclass
class Gold:
    """A sentence of gold: what each tag marks, as extents of the plain text."""

    text: str
    marks: dict[str, list[tuple[int, int]]]
    mentions: list[Mention]


@dataclass
class Mentions:
    """The resolved mentions of a page, as far as the quotes ask for them."""

    mentions: Sequence[Mention] = ()
    by_token: Mapping[tuple[int, int], tuple[Mention, ...]] = field(default_factory=dict)


def read(marked: str) -> Gold:
    """Take the marks out of a sentence; a sentence without any is an error of the gold."""
    text, at, open_ = "", 0, []
    marks: dict[str, list[tuple[int, int]]] = {}
    mentions = []
    for tag in TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if not tag["close"]:
            open_.append((tag["name"], tag["code"], len(text)))
            continue
        name, code, start = open_.pop()
        assert name == tag["name"], marked
        marks.setdefault(name, []).append((start, len(text)))
        if code:
            kind: Kind = "person" if " " in text[start:] and text[start].islower() else "country"
            sector = "MED" if name == "via" else None
            mentions.append(
                Mention(
                    id=f"m{start}", start=start, end=len(text), text=text[start:], code=code, sector=sector, kind=kind
                )
            )
    assert not open_, marked
    assert marks, f"no mark in: {marked}"
    return Gold(text + marked[at:], marks, mentions)


def quotes_in(text: str, language: str, mentions: Sequence[Mention] = ()) -> QuotesFound:
    """What is found in a text, the names of whose actors are known."""
    pack = packs.load(language)
    names = [Name(m.start, m.end, "city") for m in mentions if m.end - m.start < 20 and " " not in m.text]
    parsed = parse(text, split(text, [(0, len(text))], pack), names, pack)
    return find(text, parsed, Mentions(list(mentions)), pack, lambda m: m.sector == "MED")


@pytest.fixture(scope="session")
def read_gold() -> Callable[[str], Gold]:
    """How gold is read."""
    return read


@pytest.fixture(scope="session")
def quotes_of() -> Callable[..., QuotesFound]:
    """How the quotes of a text are found with the mentions that its gold gives."""
    return quotes_in
