"""A sentence read as far as its actors, for the tests."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dragoman.actors import NameFound, Resolved, names, resolve
from dragoman.languages import load
from dragoman.records import Mention
from dragoman.text import Name, Sentence, parse, split

SECTORS = frozenset(["GOV", "MIL", "OPP", "REB", "MED", "IGO", "NGO", "COP", "JUD", "LEG", "CIV", "BUS", "SPY"])
KINDS = frozenset(["country", "person", "organisation", "group", "place"])


def found(text: str, language: str, day: datetime.date) -> list[NameFound]:
    """The names of a text published on a day."""
    return names(text, load(language), (day, day))


def resolved(text: str, language: str, day: datetime.date) -> tuple[list[Sentence], Resolved]:
    """The parsed sentences and the mentions of a text published on a day."""
    pack = load(language)
    known = found(text, language, day)
    sentences = parse(text, split(text, [(0, len(text))], pack), [Name(*name.name) for name in known], pack)
    return sentences, resolve(text, sentences, known, pack, (day, day))


def wrong(text: str, mentions: Sequence[Mention], mark: tuple[int, int, tuple[str, ...]]) -> str:
    """What is wrong with the mentions over a mark; empty where nothing is."""
    start, end, words = mark
    codes = [word for word in words if word not in SECTORS | KINDS]
    got = [m for m in mentions if (m.start, m.end) == (start, end) and m.code]
    said = f"“{text[start:end]}” wants {' '.join(words) or 'no code'}, got {[(m.code, m.sector, m.kind) for m in got]}"
    if [m.code for m in got] != codes:
        return said
    sectors, kinds = set(words) & SECTORS, set(words) & KINDS
    fits = all((not sectors or m.sector in sectors) and (not kinds or m.kind in kinds) for m in got)
    return "" if fits else said
