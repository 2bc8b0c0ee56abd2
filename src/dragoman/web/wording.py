"""What the pages say, in the reader's language: words of ``words/<language>.toml``, names, days and numbers of CLDR."""

from __future__ import annotations

import calendar
import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from dragoman.actors.lexicon import WORLD
from dragoman.languages.pack import read_tsv
from dragoman.store.words import folded
from dragoman.web import naming

LANGUAGES = ("fr", "en")
LOCALES = MappingProxyType({"fr": "fr", "en": "en_GB"})
FIRST = re.compile(r"\b1(?= )")
"""The day in a written date, where it is the first."""
_HERE = Path(__file__).parent / "words"
_KOSOVO = {"XKX": "XK"}
"""User-assigned, and therefore not among CLDR's alpha-3 codes."""

Length = Literal["short", "medium", "long", "full"]


@dataclass(frozen=True)
class Wording:
    """A language's words, and how it writes days, numbers and names."""

    language: str
    locale: Locale
    words: Mapping[str, str]

    @property
    def other(self) -> str:
        """The language to switch to."""
        return next(one for one in LANGUAGES if one != self.language)

    @property
    def colon(self) -> str:
        """A colon, as the language sets it behind a word."""
        return "\u00a0:" if self.language == "fr" else ":"

    @property
    def semicolon(self) -> str:
        """A semicolon, as the language sets it behind a word."""
        return "\u00a0;" if self.language == "fr" else ";"

    @property
    def question(self) -> str:
        """A question mark, as the language sets it behind a word."""
        return "\u00a0?" if self.language == "fr" else "?"

    def say(self, key: str, /, **values: object) -> str:
        """The words under « section.key », with ``values`` in their places. Raises KeyError where there are none."""
        words = self.words[key]
        return words.format(**values) if values else words

    def count(self, key: str, n: int, /) -> str:
        """A number of things: « 1 événement », « 2 000 événements »."""
        return self.words[f"{key}.{self._plural(n)}"].format(n=self.number(n))

    def count_of(self, key: str, n: int, /, **values: object) -> str:
        """As ``count``, with more in its words than the number."""
        return self.words[f"{key}.{self._plural(n)}"].format(n=self.number(n), **values)

    def _plural(self, n: int) -> str:
        """CLDR's form of a number; those that only very large numbers have (French « many ») read as « other »."""
        return "one" if self.locale.plural_form(n) == "one" else "other"

    def day(self, day: datetime.date | None, length: Length = "medium") -> str:
        """A day as the language writes it; the first of a month, which CLDR writes as any other, is « 1er » in French."""
        if day is None:
            return self.say("published.unknown")
        written = format_date(day, length, locale=self.locale)
        return FIRST.sub(self.say("date.first"), written, count=1) if day.day == 1 else written

    def moment(self, moment: datetime.datetime) -> str:
        """A moment to the minute, in the time of the world (UTC)."""
        return f"{self.day(moment.date())}, {moment:%H:%M} UTC"

    def month(self, day: datetime.date) -> str:
        """A month with its year: « mai 2024 »."""
        return format_skeleton("yMMMM", day, locale=self.locale)

    def period(self, value: str) -> str:
        """A day, a month or a year, YYYY-MM-DD, YYYY-MM or YYYY."""
        if len(value) == 4:
            return value
        if len(value) == 7:
            return self.month(datetime.date.fromisoformat(f"{value}-01"))
        return self.day(datetime.date.fromisoformat(value))

    def interval(self, first: datetime.date | None, last: datetime.date | None) -> str:
        """An interval, both days included, as short as it can be told: a day, a month, a year, or from – to."""
        if first == last or not (first and last):
            return self._open(first, last)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return str(first.year)
        if first.day == 1 and last == first.replace(day=calendar.monthrange(first.year, first.month)[1]):
            return self.month(first)
        return f"{self.day(first)} – {self.day(last)}"

    def _open(self, first: datetime.date | None, last: datetime.date | None) -> str:
        if first and first == last:
            return self.day(first)
        if first or last:
            return f"{self.day(first)} – …" if first else f"… – {self.day(last)}"
        return self.say("article.unresolved")

    def number(self, n: float, digits: int = 0) -> str:
        """A number with its separators."""
        return format_decimal(round(n, digits), locale=self.locale)

    def percent(self, share: float) -> str:
        """A share of one as a percentage, without decimals."""
        return format_percent(share, locale=self.locale)

    def listed(self, parts: Iterable[str]) -> str:
        """« A, B et C »."""
        return format_list(list(parts), locale=self.locale)

    def name(self, code: str | None) -> str:
        """The usual name of a state or an organisation; the code itself where none is known.

        It is CLDR's, but where the press has another (« RD Congo »); ``[name]`` of the words tells these.
        """
        if not code:
            return self.say("reading.nobody")
        if own := self.words.get(f"name.{code}"):
            return own
        territory = _territories().get(code) if code in states() else None
        named = self.locale.territories.get(territory) if territory else None
        return named.replace(" - ", "-") if named else organisations(self.language).get(code, code)

    def by_name(self, codes: Iterable[str]) -> list[tuple[str, str]]:
        """Names and codes, in the order of the alphabet."""
        return sorted(((self.name(code), code) for code in codes), key=lambda one: folded(one[0]))

    def entity(self, name: str) -> str:
        """What the language calls a person or a body that readings know by this name."""
        return naming.usual(name, self.language)

    def inside(self, code: str) -> str:
        """« En RD Congo », « Au sein de l'ONU »."""
        return naming.inside(code, self.name(code), self.language)

    def who(self, codes: Iterable[str]) -> str:
        """Names joined by « + »."""
        return " + ".join(self.name(code) for code in codes) or self.say("reading.nobody")

    def act(self, event: str, mode: str | None, several: bool = False) -> str:
        """What is done, as a verb: the mode's own, else its type's. ``several``: more than one do it."""
        said = self.words.get(f"event.{event}_{mode}") or self.words.get(f"event.{event}", event)
        if not several:
            return said
        return " ".join(self.words.get(f"several.{word}", word) for word in said.split(" "))

    def is_several(self, codes: Sequence[str]) -> bool:
        """Whether these are told in the plural: more than one, or one such as « les États-Unis »."""
        return len(codes) > 1 or any(naming.is_plural(code, self.language) for code in codes)

    def sector(self, sector: str | None) -> str:
        """What a sector's code stands for."""
        return self.words.get(f"sector.{sector}", sector or "")


@lru_cache
def wording(language: str) -> Wording:
    """The wording of one of ``LANGUAGES``."""
    return Wording(language, Locale.parse(LOCALES[language]), words(language))


def words(language: str) -> Mapping[str, str]:
    """All words of a language by « section.key »."""
    told = tomllib.loads((_HERE / f"{language}.toml").read_text(encoding="utf-8"))
    flat = dict(_flat(told, ""))
    return MappingProxyType({key: typeset(value, language) for key, value in flat.items()})


def typeset(words: str, language: str) -> str:
    """French words with their signs on one line: no break before « : ; ? ! » nor inside quotation marks. Of the same length."""
    return _SIGNS.sub("\u00a0", words) if language == "fr" else words


_SIGNS = re.compile(r"(?<=«) | (?=[:;?!»])")


def _flat(table: Mapping[str, Any], before: str) -> Iterable[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, str):
            yield before + key, value
        else:
            yield from _flat(value, f"{before}{key}.")


@lru_cache
def _territories() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 to CLDR's territories."""
    aliases = get_global("territory_aliases")
    found = {code: names[0] for code, names in aliases.items() if len(code) == 3 and code.isalpha()}
    return MappingProxyType(found | _KOSOVO)


@lru_cache
def organisations(language: str) -> Mapping[str, str]:
    """Names of organisations by code: the first, usual one of each code's first row."""
    found: dict[str, str] = {}
    for row in read_tsv(WORLD / "organisations.tsv"):
        found.setdefault(row["code"], row[language].split("|")[0])
    return MappingProxyType(found)


@lru_cache
def known_codes() -> frozenset[str]:
    """The codes that have a page: states and organisations."""
    return states() | frozenset(organisations("fr"))


@lru_cache
def states() -> frozenset[str]:
    """The codes of states."""
    return frozenset(row["code"] for row in read_tsv(WORLD / "states.tsv"))


def chosen(asked: str | None, kept: str | None, accepted: str | None) -> str:
    """The language to answer in: asked for, else kept from before, else the browser's, else the first of ours.

    ``accepted`` is the header Accept-Language.

    >>> chosen(None, None, "de, en-GB;q=0.8, fr;q=0.5")
    'en'
    """
    for wanted in (asked, kept):
        if wanted in LANGUAGES:
            return wanted
    ranked = sorted(_accepted(accepted or ""), key=lambda one: -one[1])
    return next((language for language, _ in ranked if language in LANGUAGES), LANGUAGES[0])


def _accepted(header: str) -> Iterable[tuple[str, float]]:
    for part in header[:500].split(","):
        tag, _, quality = part.partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            continue
        if weight > 0:
            yield tag.strip().lower().partition("-")[0], weight
