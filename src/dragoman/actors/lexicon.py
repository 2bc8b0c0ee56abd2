"""All names of the tables, compiled once for a language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import ahocorasick

from dragoman.actors.folding import plain
from dragoman.errors import PackError
from dragoman.languages.pack import Entry, Pack, read_tsv
from dragoman.records import Kind

WORLD = Path(__file__).parent / "world"
KINDS: dict[str, Kind] = {
    "state": "country",
    "demonym": "country",
    "capital": "country",
    "seat": "country",
    "place": "place",
    "organisation": "organisation",
    "agency": "organisation",
    "media": "organisation",
    "group": "group",
    "person": "person",
}
# What a name is that stands in several tables: the first of these.
ORDER = (
    "decoy",
    "ambiguous",
    "state",
    "seat",
    "organisation",
    "capital",
    "demonym",
    "person",
    "group",
    "agency",
    "media",
    "place",
    "prefix",
)
ARTICLE = re.compile(r" [AaEe]l[- ](?=[A-Z])")  # « Bachar al-Assad », « Bachar Al-Assad »
ACRONYM = re.compile(r"[A-Z]{2,6}")
SHAPES = {"f": "country.f", "m": "country.m", "p": "country.p", "d": "country.m", "n": "city"}
INSTITUTIONS = {"f": "organisation.f", "m": "organisation.m", "p": "country.p", "n": "city"}
NUMBERS = {"f": "s", "m": "s", "p": "p", "d": "s", "n": "s"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name of the tables stands for, and while: ``since`` and ``until`` bound a term of office or a standing.

    ``stretch``: the name takes in the capitals behind it (« USS Nimitz »).
    """

    what: str
    codes: tuple[str, ...] = ()
    sector: str | None = None
    entity: str | None = None
    shape: str = "city"
    gender: str = ""
    number: str = ""
    building: bool = False
    relay: bool = False
    short: bool = False
    stretch: bool = False
    office: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """When a doubtful word is a name: behind one of the words ``after``, or ``serving``: while its bearer is in office or
    where the page names him in full. Where there are ``verbs``, one of them must follow for that.
    """

    after: tuple[str, ...] = ()
    serving: bool = False
    verbs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shared:
    """A name of one state or several: which, and the words near it that tell; ``both`` are the forms that mean all of them.

    Near one of the words ``against`` it is no name; ``silent``: it is none either where nothing tells which.
    """

    codes: tuple[str, ...]
    default: str | None
    near: dict[str, tuple[str, ...]]
    what: str = "state"
    both: frozenset[str] = frozenset()
    sectors: dict[str, str] = field(default_factory=dict)
    against: tuple[str, ...] = ()
    silent: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The names of a language, found by ``names`` as written and by ``shouted`` in capitals.

    ``doubtful`` are words that are a name only by who is in office or what the page speaks of (« May », « le Nord »).
    """

    names: Any
    shouted: Any
    meanings: list[tuple[Meaning, ...]]
    shared: dict[str, Shared]
    guards: dict[str, Guard]
    first: frozenset[str]
    alone: frozenset[str]
    apart: frozenset[str]
    never: frozenset[str]
    doubtful: frozenset[str]


@lru_cache
def lexicon(pack: Pack) -> Lexicon:
    """The compiled names of a language; PackError where a table is wrong."""
    data = pack.toml("actors")
    table: dict[str, list[Meaning]] = {}
    for name, meaning in _all(pack, data):
        for form in _variants(plain(name)):
            known = table.setdefault(form, [])
            if meaning not in known:
                known.append(meaning)
    never = {plain(word).upper() for word in data["capitals"]["never"]}
    meanings = [tuple(sorted(known, key=lambda each: ORDER.index(each.what))) for known in table.values()]
    names, shouted = ahocorasick.Automaton(), ahocorasick.Automaton()
    for index, name in enumerate(table):
        names.add_word(name, (len(name), index))
    for index, name in enumerate(table):
        upper = name.upper()
        if upper not in never and meanings[index][0].what != "prefix" and (upper not in shouted or upper == name):
            shouted.add_word(upper, (len(name), index))
    names.make_automaton()
    shouted.make_automaton()
    guards = {
        plain(name): _guard(entry)
        for entry in pack.entries("actors", "guard")
        if {"after", "serving"} & set(entry.fields)
        for name in entry["names"]
    }
    first = _guarded(pack, "first_name")
    alone, apart = _guarded(pack, "not_before_capital"), _guarded(pack, "not_after_capital")
    shared = dict(_shared(pack))
    by_office = {name for name, guard in guards.items() if guard.serving and (guard.verbs or not guard.after)}
    doubtful = frozenset(by_office | {plain(name) for name, told in shared.items() if told.silent})
    return Lexicon(names, shouted, meanings, shared, guards, first, alone, apart, frozenset(never), doubtful)


def _guard(entry: Entry) -> Guard:
    after = tuple(plain(word) for word in entry.get("after", ()))
    return Guard(after, bool(entry.get("serving")), frozenset(plain(word) for word in entry.get("verbs", ())))


def _guarded(pack: Pack, key: str) -> frozenset[str]:
    """The names whose guard says this."""
    return frozenset(
        plain(name) for entry in pack.entries("actors", "guard") if entry.get(key) for name in entry["names"]
    )


def _all(pack: Pack, data: dict[str, Any]) -> Iterator[tuple[str, Meaning]]:
    yield from _states(pack, data)
    yield from _places(pack)
    yield from _seats(pack)
    yield from _organisations(pack)
    yield from _institutions(pack)
    yield from _agencies(pack)
    yield from _groups(pack)
    yield from _people()
    yield from _ambiguous(pack, data)
    for entry in pack.entries("actors", "adjective"):
        yield from (
            (form, replace(meaning, sector="IGO"))
            for form, meaning in _demonyms(entry["forms"], (entry["code"],), data["demonym"])
        )
    for entry in pack.entries("actors", "decoy"):
        yield from ((name, Meaning("decoy")) for name in entry["names"])


def _states(pack: Pack, data: dict[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for row in pack.tsv("states"):
        codes, shape = (row["code"],), row["shape"]
        gender = shape if shape in "fm" else ""
        state = Meaning("state", codes, shape=_shape(shape), gender=gender, number=NUMBERS[shape])
        for name in _split(f"{row['name']}|{row['also']}"):
            yield name, state
        for form, meaning in _demonyms(row["demonym"], codes, data["demonym"]):
            yield form, meaning
        for prefix in _split(row["prefix"]):
            for form in {prefix, prefix[0].upper() + prefix[1:]}:
                yield f"{form}-", Meaning("prefix", codes)
        for name in _split(row["capital"]):
            yield name, Meaning("capital", codes, shape="city", number="s")


def _demonyms(cell: str, codes: tuple[str, ...], rules: dict[str, Any]) -> Iterator[tuple[str, Meaning]]:
    genders = rules["genders"]
    for item in _split(cell):
        forms = item.split(rules["separator"])
        for gender, single in zip(genders if len(forms) == len(genders) else [""], forms, strict=True):
            same = single.endswith(tuple(rules["plural_same"]))
            for form, number in ((single, "" if same else "s"), (single if same else single + rules["plural"], "p")):
                if same and number == "p":
                    continue
                meaning = Meaning("demonym", codes, shape="adjective", gender=gender, number=number)
                yield form, meaning
                if rules["lower"]:
                    yield form[0].upper() + form[1:], meaning
                if rules["lower"] and "-" in form:
                    yield "-".join(part[:1].upper() + part[1:] for part in form.split("-")), meaning


def _places(pack: Pack) -> Iterator[tuple[str, Meaning]]:
    for row in [*read_tsv(WORLD / "places.tsv"), *pack.tsv("places")]:
        codes = () if row["code"] == "-" else (row["code"],)
        for name in _split(row["names"]):
            yield name, Meaning("place", codes, shape="city", number="s")


def _seats(pack: Pack) -> Iterator[tuple[str, Meaning]]:
    for row in pack.tsv("seats"):
        building = row["kind"] == "building"
        what = "seat" if building else "capital"
        shape = _shape(row["shape"]) if building else "city"
        for name in _split(row["names"]):
            gender = row["shape"] if row["shape"] in "fm" else ""
            yield (
                name,
                Meaning(
                    what,
                    (row["code"],),
                    row["sector"],
                    shape=shape,
                    gender=gender,
                    number=NUMBERS[row["shape"]],
                    building=building,
                ),
            )


def _organisations(pack: Pack) -> Iterator[tuple[str, Meaning]]:
    for row in read_tsv(WORLD / "organisations.tsv"):
        shape = INSTITUTIONS[row["shape"]]
        meaning = Meaning(
            "organisation",
            (row["code"],),
            row["sector"],
            row["entity"],
            shape,
            row["shape"].strip("np"),
            NUMBERS[row["shape"]],
        )
        yield from ((name, meaning) for name in _split(row.get(pack.code, row["en"])))


def _institutions(pack: Pack) -> Iterator[tuple[str, Meaning]]:
    for row in read_tsv(WORLD / "institutions.tsv"):
        meaning = Meaning(
            "organisation",
            (row["code"],),
            row["sector"],
            row["entity"],
            INSTITUTIONS[row["shape"]],
            row["shape"].strip("np"),
            NUMBERS[row["shape"]],
            since=_date(row["from"], False),
            until=_date(row["until"], True),
        )
        for name in _spoken(row["names"], pack):
            yield name.removesuffix(" …"), replace(meaning, stretch=True) if name.endswith("…") else meaning


def _agencies(pack: Pack) -> Iterator[tuple[str, Meaning]]:
    for row in read_tsv(WORLD / "agencies.tsv"):
        what = "media" if row["kind"] == "media" else "agency"
        meaning = Meaning(what, (row["code"],), "MED", row["entity"], "organisation.f", number="s", relay=True)
        yield from ((name, meaning) for name in _spoken(row["names"], pack))


def _groups(pack: Pack) -> Iterator[tuple[str, Meaning]]:
    for row in read_tsv(WORLD / "groups.tsv"):
        shape = INSTITUTIONS[row["shape"]]
        since, until = _date(row["from"], False), _date(row["until"], True)
        meaning = Meaning(
            "group",
            (row["code"],),
            row["sector"],
            row["entity"],
            shape,
            row["shape"].strip("np"),
            NUMBERS[row["shape"]],
            since=since,
            until=until,
        )
        yield from ((name, meaning) for name in _spoken(row["names"], pack))


def _people() -> Iterator[tuple[str, Meaning]]:
    path = WORLD / "people.tsv"
    for row in read_tsv(path) if path.is_file() else []:
        meaning = Meaning(
            "person",
            (row["code"],),
            row["sector"] or None,
            row["name_en"] or row["name_fr"],
            "person",
            number="s",
            office=row["office"],
            since=_date(row["from"], False),
            until=_date(row["until"], True),
        )
        for name in {row["name_fr"], row["name_en"], *_split(row["also"])} - {""}:
            yield name, meaning
        for name in _split(row["short"]):
            yield name, replace(meaning, short=True)


def _ambiguous(pack: Pack, data: dict[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for entry in pack.entries("actors", "ambiguous"):
        key = entry["names"][0]
        meaning = Meaning(
            "ambiguous", entity=key, shape=_shape(entry["shape"]), gender=entry["shape"].strip("npd"), number="s"
        )
        yield from ((name, meaning) for name in entry["names"])
        codes = (entry["adjective"],) if "adjective" in entry.fields else ()
        for form, demonym in _demonyms(entry.get("demonym", ""), codes, data["demonym"]):
            yield form, replace(demonym, what="ambiguous", entity=key)


def _shared(pack: Pack) -> Iterator[tuple[str, Shared]]:
    for entry in pack.entries("actors", "ambiguous"):
        near = {code: tuple(map(plain, words)) for code, words in entry.get("near", {}).items()}
        yield (
            entry["names"][0],
            Shared(
                tuple(entry["codes"]),
                entry.get("default"),
                near,
                entry.get("what", "state"),
                frozenset(plain(name) for name in entry.get("both", ())),
                entry.get("sectors", {}),
                tuple(map(plain, entry.get("against", ()))),
                bool(entry.get("silent")),
            ),
        )


def _variants(name: str) -> Iterable[str]:
    """A name as the tables write it and as texts do: hyphens or blanks, acronyms with full stops."""
    forms = {name}
    if " " in name and "-" not in name and len(name) > 8 and "'" not in name:
        forms.add(name.replace(" ", "-"))
    if "-" in name[1:-1]:
        forms.add(name.replace("-", " "))
    if ARTICLE.search(name):
        forms |= {ARTICLE.sub(rf" {article}-", name) for article in ("al", "Al", "el", "El")}
    if ACRONYM.fullmatch(name):
        forms |= {".".join(name) + ".", ".".join(name)}
    return forms


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _spoken(cell: str, pack: Pack) -> Iterator[str]:
    """The names of a cell that this language uses: those it marks for it, and those marked for none."""
    for part in _split(cell):
        language, colon, name = part.partition(":")
        if not colon:
            yield part
        elif language == pack.code:
            yield name


def _shape(letter: str) -> str:
    return SHAPES[letter]


def _date(cell: str, last: bool) -> datetime.date | None:
    """The day of « 2021-08-15 » or « 2021-08 »: a month is its first day, or its last where it ends something."""
    if not cell:
        return None
    try:
        parts = [int(part) for part in cell.split("-")]
        year, month, day = (*parts, 1, 1)[:3]
        if len(parts) == 3:
            return datetime.date(year, month, day)
        if not last:
            return datetime.date(year, month if len(parts) > 1 else 1, 1)
        following = (
            datetime.date(year + month // 12, month % 12 + 1, 1) if len(parts) > 1 else datetime.date(year + 1, 1, 1)
        )
        return following - datetime.timedelta(days=1)
    except ValueError as error:
        raise PackError(f"actors/world: the date “{cell}” is no date; write YYYY-MM-DD or YYYY-MM") from error
