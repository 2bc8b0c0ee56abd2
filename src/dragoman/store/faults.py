"""What is wrong with a search, or may have been meant otherwise, in the reader's language.

The words are those under ``[wrong]`` and ``[notes]`` of each pack's ``search.toml``; programs get the English ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dragoman.errors import QueryError
from dragoman.languages import load

PLAIN = "en"
"""The language of programs and terminals."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be written instead: these, or, where there are ``more``, one of these."""

    values: tuple[str, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Tongues:
    """Languages, by their codes, which every language calls in its own way."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """A field as the language calls it; without a name: all of them."""

    field: str | None = None


Value = str | int | Choice | Tongues | Called


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the name under which a pack has the words for it, and what stands in their places."""

    name: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def said(self, language: str = PLAIN) -> tuple[str, str]:
        """Why it is wrong, and what to write instead."""
        table = load(language).toml("search")
        why, instead = table["wrong"][self.name]
        told = _told(self.values, table)
        return why.format(**told), instead.format(**told)


@dataclass(frozen=True, slots=True)
class Note:
    """What may have been meant otherwise."""

    name: str
    values: Mapping[str, Value]

    def said(self, language: str = PLAIN) -> str:
        """The note in a language."""
        table = load(language).toml("search")
        return str(table["notes"][self.name].format(**_told(self.values, table)))


def query_error(column: int, name: str, /, **values: Value) -> QueryError:
    """The error of a search that is wrong at a column."""
    return at(column, Fault(name, values))


def at(column: int, fault: Fault) -> QueryError:
    """The error of a fault at a column."""
    return QueryError(column, *fault.said(), fault.said)


def _told(values: Mapping[str, Value], table: Mapping[str, Any]) -> dict[str, str | int]:
    return {name: _word(value, table) for name, value in values.items()}


def _word(value: Value, table: Mapping[str, Any]) -> str | int:
    joining = table["joining"]
    match value:
        case Choice(values, more):
            return f"{joining['one_of']} {', '.join(values)}" if more else _joined(values, joining["or"])
        case Tongues(codes):
            return _joined((table["tongues"][code] for code in codes), joining["and"])
        case Called(field):
            called = {code: names[0] for code, names in table["fields"].items()}
            return called.get(field, field) if field else ", ".join(called.values())
    return value


def _joined(parts: Iterable[str], word: str) -> str:
    return f" {word} ".join(parts)
