"""Where or who: « à Moscou » is a place, « Moscou a démenti » is a government."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.folding import plain
from dragoman.actors.found import NameFound
from dragoman.actors.units import Page, Unit
from dragoman.languages.pack import Pack
from dragoman.text.parse import Token

LOOK = 24
DATELINE = re.compile(r"\s*(?:,[^.\n]{1,30}?)?\s*(?:\([^)\n]{2,24}\)\s*)?[–—-]\s")


@dataclass(frozen=True, slots=True)
class _Rules:
    at: re.Pattern[str]
    to: re.Pattern[str]
    to_her: re.Pattern[str]
    from_: re.Pattern[str]
    dative: frozenset[str]
    motion: frozenset[str]
    to_is_place: bool


def name_unit(page: Page, name: NameFound) -> Unit:
    """A name as it stands in its sentence: a place, or who acts; people with what the page told of them."""
    person = page.people.get(name.entity or "") if name.kind == "person" else None
    index, token = page.token_of(name.start, name.end)
    place = name.what == "place" or (name.what in ("state", "capital", "seat") and _is_place(page, name, index, token))
    sector = name.sector
    if person is not None:
        sector = name.sector or (None if name.former else person.sector)
    elif name.what == "capital" and not place and not sector:
        sector = "GOV"
    return Unit(
        name.start,
        name.end,
        name.start,
        name.end,
        "place" if place else name.kind,
        name.codes or (person.codes if person else ()),
        sector,
        name.entity,
        (person.gender if person else "") or name.gender,
        name.number,
        name.office or (person.key if person else ""),
        adjective=name.shape == "adjective",
        place=place,
        relay=name.relay,
        name=name,
    )


def _is_place(page: Page, name: NameFound, index: int, token: Token | None) -> bool:
    if index >= 0 and page.sentences[index].start == name.start and DATELINE.match(page.text, name.end):
        return True
    rules = _rules(page.pack)
    start = token.start if token is not None and len(token.names) > 1 else name.start
    before = plain(page.text[max(0, start - LOOK) : start]).lower()
    if rules.at.search(before):
        return True
    above = _governors(page, index, token)
    moves = bool(above & rules.motion)
    if rules.from_.search(before):
        return moves
    if not rules.to.search(before):
        return False
    certain = name.what == "state" and (name.shape == "city" or rules.to_her.search(before) is not None)
    return moves if certain or not rules.to_is_place else not above & rules.dative


def _governors(page: Page, index: int, token: Token | None) -> set[str]:
    """Lemmas of the word above, and of the verb above that one where it is the verb's object (« livrer des armes à »)."""
    if token is None or index < 0:
        return set()
    above = page.sentences[index].ancestors(token.i)[:2]
    if len(above) == 2 and above[0].rel != "object":
        above = above[:1]
    return {each.lemma.lower() for each in above}


@lru_cache
def _rules(pack: Pack) -> _Rules:
    data = pack.toml("anaphora")["place"]

    def ending(words: list[str]) -> re.Pattern[str]:
        forms = "|".join(re.escape(plain(word).lower()) for word in words)
        return re.compile(rf"(?:^|[^a-z])(?:{forms}) ?(?:the )?$")

    return _Rules(
        ending(data["at"]),
        ending(data["to"]),
        ending(data["to_her"]),
        ending(data["from"]),
        frozenset(data["dative"]),
        frozenset(data["motion"]),
        bool(data["to_is_place"]),
    )
