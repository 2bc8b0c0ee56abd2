"""The fields of a search: what they are called in every language, and what their values mean."""

from __future__ import annotations

import calendar
import datetime
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from dragoman.actors.lexicon import WORLD
from dragoman.languages import languages, load
from dragoman.languages.pack import read_tsv
from dragoman.ontology import CONTEXTS, types
from dragoman.records import Quad, Realis, Status
from dragoman.store.faults import Called, Choice, Fault, Value
from dragoman.store.outlets import UNKNOWN
from dragoman.store.words import folded

Field = Literal[
    "country",
    "actor",
    "recipient",
    "event",
    "mode",
    "status",
    "realis",
    "quad",
    "context",
    "source",
    "outlet",
    "press",
    "section",
    "language",
    "title",
]
FIELDS: tuple[Field, ...] = get_args(Field)
DATES = ("date", "before", "after", "since", "until")
NAMED: frozenset[str] = frozenset({"country", "actor", "recipient", "source", "press"})
"""Fields whose value may be a state or an organisation, by code or by name."""
WORDED: frozenset[str] = frozenset({"actor", "recipient", "source", "title"})
"""Fields whose value may be words, as those of the text."""
_CLOSED: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "status": get_args(Status),
        "realis": get_args(Realis),
        "quad": get_args(Quad),
        "context": tuple(sorted(CONTEXTS)),
        "language": tuple(languages()),
    }
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")


class ValueWrong(ValueError):
    """A field has no such value: why, and what to write instead."""

    def __init__(self, name: str, /, **values: Value) -> None:
        self.fault = Fault(name, values)
        self.why, self.instead = self.fault.said()
        super().__init__(self.why)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both included; ``None`` where it is open."""

    first: datetime.date | None
    last: datetime.date | None


@lru_cache
def names() -> MappingProxyType[str, str]:
    """Every name of a field, in every language and without accents, with the field that it means."""
    known = {name: name for name in (*FIELDS, *DATES)}
    for language in languages():
        for field, called in load(language).toml("search")["fields"].items():
            for name in called:
                meant = known.setdefault(folded(name), field)
                assert meant == field, (language, name)
    return MappingProxyType(known)


def code_of(field: str, value: str) -> str | None:
    """The code that a value of a field with a fixed list means; ``None`` where the field has no such list.

    Raises ValueWrong where there is no such value.
    """
    if field == "event":
        return _event(value)
    if field == "mode":
        return _mode(value)
    if field == "press" and folded(value) in _unknown():
        return UNKNOWN
    if field in _CLOSED:
        return _closed(field, value)
    return None


def party_of(value: str) -> str | None:
    """The code of the state or the organisation that is written, as a code or by a name; ``None`` where it is neither.

    Raises ValueWrong where it may be several.
    """
    if re.fullmatch(r"[A-Z][A-Z0-9]{2}", value) and value in codes():
        return value
    found = parties().get(_spaced(value), ())
    if len(found) > 1:
        ordered = tuple(sorted(found))
        raise ValueWrong("several", value=value, codes=Choice(ordered), first=ordered[0])
    return next(iter(found), value.upper() if value.upper() in codes() and len(value) == 3 else None)


def country_wrong(value: str) -> ValueWrong:
    """What to say of a value that is no state and no organisation."""
    near = [name for name in parties() if name.startswith(_spaced(value) + " ")][:3]
    near += difflib.get_close_matches(_spaced(value), parties().keys(), 3, 0.75)
    shown = dict.fromkeys(_shown(name, next(iter(parties()[name]))) for name in near)
    return (
        ValueWrong("near-party", value=value, near=", ".join(shown)) if shown else ValueWrong("no-party", value=value)
    )


def _shown(near: str, code: str) -> str:
    """A name as it is usually written, in the language in which it was nearly written, with its code."""
    called = [shown_names(language)[code] for language in languages()]
    return f"{next((name for name in called if _spaced(name) == near), shown_names()[code])} ({code})"


@lru_cache
def parties() -> MappingProxyType[str, frozenset[str]]:
    """Names of states (and their capitals) and organisations in all languages, in plain letters, with their codes."""
    found: dict[str, set[str]] = {}
    for code, name in _state_names():
        found.setdefault(_spaced(name), set()).add(code)
    for code, capital in _capitals():
        found.setdefault(_spaced(capital), {code})
    for row in read_tsv(WORLD / "organisations.tsv"):
        for name in (name for language in languages() for name in row.get(language, "").split("|")):
            if name and row["code"]:
                found.setdefault(_spaced(name), {row["code"]})
    return MappingProxyType({name: frozenset(codes) for name, codes in found.items() if name})


@lru_cache
def codes() -> frozenset[str]:
    """The codes of all states and organisations."""
    return frozenset(code for found in parties().values() for code in found)


@lru_cache
def shown_names(language: str = "fr") -> MappingProxyType[str, str]:
    """The usual name of each code in a language; the code itself where it has none."""
    called = dict.fromkeys(sorted(codes()), "")
    for row in reversed(read_tsv(WORLD / "organisations.tsv")):
        called[row["code"]] = row.get(language, "").split("|")[0]
    for row in reversed(load(language).tsv("states")):
        called[row["code"]] = row["name"]
    return MappingProxyType({code: name or code for code, name in called.items()})


def days(field: str, value: str) -> Days:
    """The days that a value of a date field means: « 2024 », « 2024-01 », « 15/01/2024 », « 2024-01..2024-03 ».

    ``before`` ends the day before the value begins, ``after`` begins the day after it ends; ``since`` and ``until``
    include it. Raises ValueWrong.

    >>> days("before", "2024-02").last.isoformat()
    '2024-01-31'
    """
    if field == "date" and ".." in value:
        first, _, last = value.partition("..")
        start, end = _interval(first)[0] if first else None, _interval(last)[1] if last else None
        if start and end and end < start:
            raise ValueWrong("backwards", value=value, other=f"{last}..{first}")
        if not start and not end:
            raise ValueWrong("empty-interval")
        return Days(start, end)
    start, end = _interval(value)
    one = datetime.timedelta(days=1)
    try:
        return {
            "date": lambda: Days(start, end),
            "before": lambda: Days(None, start - one),
            "after": lambda: Days(end + one, None),
            "since": lambda: Days(start, None),
            "until": lambda: Days(None, end),
        }[field]()
    except OverflowError as error:
        raise ValueWrong("far-day", value=value) from error


def _interval(value: str) -> tuple[datetime.date, datetime.date]:
    found, other = _DAY.fullmatch(value), _DAY_FIRST.fullmatch(value)
    year, month, day = found.groups() if found else (other[3], other[2], other[1]) if other else (None, None, None)
    try:
        if year is None:
            raise ValueError
        months = int(month or 1), int(month or 12)
        end = int(day) if day else calendar.monthrange(int(year), months[1])[1]
        return datetime.date(int(year), months[0], int(day or 1)), datetime.date(int(year), months[1], end)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueWrong("no-day", value=value) from error


def _event(value: str) -> str:
    event, _, mode = value.partition("/")
    if event.upper() not in types():
        raise ValueWrong("no-type", value=event, near=_near(event.upper(), types()))
    modes = types()[event.upper()].modes
    if mode and mode.lower() not in modes:
        if not modes:
            raise ValueWrong("no-modes", type=event.upper(), value=mode)
        raise ValueWrong("no-mode-of", type=event.upper(), value=mode, modes=", ".join(modes))
    return event.upper() + (f"/{mode.lower()}" if mode else "")


def _mode(value: str) -> str:
    modes = sorted({mode for kind in types().values() for mode in kind.modes})
    if value.lower() not in modes:
        raise ValueWrong("no-mode", value=value, near=_near(value.lower(), modes))
    return value.lower()


def _closed(field: str, value: str) -> str:
    called = {folded(code): code for code in _CLOSED[field]}
    for language in languages():
        for code, words in load(language).toml("search").get("values", {}).get(field, {}).items():
            called.update({folded(word): code for word in words})
    plain = folded(value).replace("-", "_") if field == "context" else folded(value)
    if plain not in called:
        raise ValueWrong("no-value-of", field=Called(field), value=value, near=_near(plain, called))
    return called[plain]


@lru_cache
def _unknown() -> frozenset[str]:
    """What is written, in any language, of a press whose country is not known."""
    words = (word for language in languages() for word in load(language).toml("search")["values"]["press"][UNKNOWN])
    return frozenset((UNKNOWN, *map(folded, words)))


def _near(value: str, known: Iterable[str]) -> Choice:
    """The nearest of the values there are, or some of them."""
    listed = list(known)
    near = difflib.get_close_matches(value, listed, 3, 0.6)
    return Choice(tuple(near)) if near else Choice(tuple(listed[:20]), more=True)


def _state_names() -> Iterator[tuple[str, str]]:
    for language in languages():
        for row in load(language).tsv("states"):
            for name in (row["name"], *row["also"].split("|")):
                yield row["code"], name


def _capitals() -> Iterator[tuple[str, str]]:
    for language in languages():
        for row in load(language).tsv("states"):
            for name in row["capital"].split("|"):
                yield row["code"], name


def _spaced(name: str) -> str:
    """A name in plain small letters, its words parted by one blank, without articles before it."""
    words = re.sub(r"[\W_]+", " ", folded(name)).strip()
    return re.sub(r"^(?:la|le|les|l|the) (?=\w)", "", words)
