"""What a language's pack knows of acts, things, negations and edges of clauses, for the polarity of what is told.

The words lie in ``polarity_acts.toml`` and ``polarity_things.toml``, each entry with sentences that show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Literal, cast

from dragoman.errors import PackError
from dragoman.languages import load
from dragoman.languages.pack import Entry

TOKEN = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'|\w+(?:[-']\w+)*\*?|[^\w\s]", re.IGNORECASE)
SIGNS = {"+": 1, "-": -1}
GAP = 8
"""Tokens that « … » may stand for."""
REMEMBERED = 100_000
"""Tokens that a lexicon remembers, so that a corpus of any size fits into memory."""
FIELDS = (
    "name",
    "sort",
    "sign",
    "alone",
    "own",
    "asked",
    "said",
    "subject",
    "takes",
    "by",
    "back",
    "words",
    "examples",
)

Sort = Literal["act", "thing", "turn", "edge", "pause", "link", "nothing"]


@dataclass(frozen=True)
class Word:
    """What a language's pack knows of some words: an act, a thing, a negation, the edge of a clause, or nothing.

    ``sign`` of an act: whether it turns what it acts upon; of a thing: its own. ``alone``: an act's sign where it acts upon
    nothing that is known; ``own``: whatever it acts upon. ``takes``: the only classes of things it acts upon; ``by``: the
    classes which, though they more often do something, it is told of as of its subject; ``back``: it may be told of any as of
    its subject. ``asked``: it counts only where it is denied, refused or negated; ``said``: only before a negation.
    """

    sort: Sort
    name: str
    sign: int
    where: str
    alone: int | None = None
    own: bool = False
    asked: bool = False
    said: bool = False
    subject: bool = False
    takes: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    back: bool = False


@dataclass(frozen=True)
class Pair:
    """An act and things whose sign together is not the product; ``under`` an act that must stand before, if any."""

    act: str
    things: frozenset[str]
    sign: int
    under: frozenset[str]


@dataclass(frozen=True)
class Pattern:
    """Words in a row, some of them only begun (« * »), in parts between which other words may stand (« … »).

    ``single``: one word, so that a token that begins it is all of it.
    """

    parts: tuple[tuple[str, ...], ...]
    word: Word
    length: int
    single: bool

    def stop(self, tokens: Sequence[str], at: int) -> int | None:
        """Where the pattern ends that begins at a token; ``None`` where it does not stand there."""
        end = _stop(self.parts[0], tokens, at)
        for part in self.parts[1:]:
            places = range(end, min(end + GAP + 1, len(tokens))) if end is not None else ()
            end = next((stop for place in places if (stop := _stop(part, tokens, place)) is not None), None)
        return end

    def gap(self, at: int, stop: int) -> range:
        """The tokens between its first part and its last one where it stands from a token to another."""
        return range(at + len(self.parts[0]), stop - len(self.parts[-1])) if len(self.parts) > 1 else range(0)


@dataclass(frozen=True)
class Forms:
    """Small words of a language that tell passives and nouns; ``compounds``: of two things in a row the last is meant."""

    passive: frozenset[str]
    reflexive: frozenset[str]
    passing: frozenset[str]
    articles: frozenset[str]
    compounds: bool


@dataclass(frozen=True)
class Lexicon:
    """A language's words, by their first two letters; its pairs; its forms.

    ``begun``: what may begin with a token that was seen before.
    """

    patterns: dict[str, list[Pattern]]
    pairs: tuple[Pair, ...]
    forms: Forms
    begun: dict[str, list[Pattern]] = field(default_factory=dict, compare=False, repr=False)

    def fitting(self, tokens: Sequence[str], at: int) -> list[tuple[int, Pattern]]:
        """The patterns that stand at a token, with where they end: the farthest first, then those that say most letters."""
        begun = self.begun.get(tokens[at])
        if begun is None:
            begun = self._beginning(tokens[at])
        if not begun:
            return []
        fits = [(stop, one) for one in begun if (stop := at + 1 if one.single else one.stop(tokens, at)) is not None]
        return sorted(fits, key=lambda fit: (-fit[0], -fit[1].length)) if len(fits) > 1 else fits

    def _beginning(self, token: str) -> list[Pattern]:
        found = [pattern for pattern in self.patterns.get(token[:2], ()) if _same(pattern.parts[0][0], token)]
        if len(self.begun) < REMEMBERED:
            self.begun[token] = found
        return found


@lru_cache
def lexicon(language: str) -> Lexicon:
    """The words of a language.

    Raises PackError naming file and line.
    """
    pack = load(language)
    told = pack.toml("polarity_acts").get("forms", {})
    compound = tuple(told.get("compound", ()))
    patterns = [
        *_patterns(pack.entries("polarity_acts", "act"), "act", compound),
        *_patterns(pack.entries("polarity_acts", "word"), None),
        *_patterns(pack.entries("polarity_things", "thing"), "thing"),
    ]
    patterns.sort(key=_letters)
    passive, reflexive, passing, articles = (
        frozenset(told.get(name, ())) for name in ("passive", "reflexive", "passing", "articles")
    )
    return Lexicon(
        patterns={letters: list(same) for letters, same in groupby(patterns, key=_letters)},
        pairs=tuple(_pair(entry) for entry in pack.entries("polarity_things", "pair")),
        forms=Forms(passive, reflexive, passing, articles, told.get("compounds", False)),
    )


def _letters(pattern: Pattern) -> str:
    return pattern.parts[0][0][:2]


def _patterns(entries: Iterable[Entry], sort: Sort | None, compound: Sequence[str] = ()) -> Iterator[Pattern]:
    for entry in entries:
        word = _word(entry, sort or cast(Sort, entry["sort"]))
        yield from (_pattern(form, word) for told in entry["words"] for form in _forms(told, compound))


def _forms(told: str, compound: Sequence[str]) -> Iterator[str]:
    """Words, and where they are a reflexive verb's stem, that in its compound past (« s'oppos* », « s'est oppos* »)."""
    yield told
    stem = re.match(r"(?:s'|se )(?=\w+\*)", told)
    yield from (f"{began} {told[stem.end() :]}" for began in compound if stem)


def _word(entry: Entry, sort: Sort) -> Word:
    for name in entry.fields:
        if name not in FIELDS:
            raise PackError(f"{entry.where}: field “{name}” is unknown; use {', '.join(FIELDS)}")
    return Word(
        sort=sort,
        name=entry["name"],
        sign=_sign(entry, "sign") or 1,
        where=entry.where,
        alone=_sign(entry, "alone"),
        own=entry.get("own", False),
        asked=entry.get("asked", False),
        said=entry.get("said", False),
        subject=entry.get("subject", False),
        takes=frozenset(entry.get("takes", [])),
        by=frozenset(entry.get("by", [])),
        back=entry.get("back", False),
    )


def _pattern(told: str, word: Word) -> Pattern:
    parts = tuple(tuple(TOKEN.findall(part.lower())) for part in told.split("…"))
    if not all(parts) or parts[0][0] in ("*", "") or re.fullmatch(r".\*", parts[0][0]):
        raise PackError(f"{word.where}: “{told}” begins with too little; write two letters or more")
    # of two that say as many letters, the one that says a word's end as well is longer
    length = sum(2 * len(asked.rstrip("*")) + (not asked.endswith("*")) for part in parts for asked in part)
    return Pattern(parts, word, length, single=[len(part) for part in parts] == [1])


def _sign(entry: Entry, name: str) -> int | None:
    told = entry.get(name)
    if told is not None and told not in SIGNS:
        raise PackError(f"{entry.where}: {name} “{told}” is unknown; use + or -")
    return SIGNS.get(told)


def _pair(entry: Entry) -> Pair:
    return Pair(entry["act"], frozenset(entry["things"]), _sign(entry, "sign") or 1, frozenset(entry.get("under", [])))


def _stop(part: Sequence[str], tokens: Sequence[str], at: int) -> int | None:
    stop = at + len(part)
    if stop > len(tokens) or not all(map(_same, part, tokens[at:stop])):
        return None
    return stop


def _same(asked: str, token: str) -> bool:
    return token.startswith(asked[:-1]) if asked.endswith("*") else token == asked
