"""Offices, bodies and kinds of people with a state beside them: « le ministre turc des Affaires étrangères »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from dragoman.actors.folding import plain
from dragoman.actors.found import NameFound
from dragoman.actors.units import Page, Piece, Unit, cut, spelled
from dragoman.languages.pack import Pack
from dragoman.records import Kind

Words = tuple[str, ...]
LEADS = frozenset(
    {"spokesperson", "chief", "member", "director", "chief.staff", "delegation", "adviser", "official", "party"}
)


@dataclass(frozen=True, slots=True)
class _Office:
    """An entry of offices.toml: one form of its head, and what may follow it."""

    head: Words
    gender: str
    number: str
    capital: bool
    of: tuple[Words, ...]
    needs_of: bool
    sector: str | None
    key: str
    kind: Kind
    code: str | None
    states: tuple[str, ...]


@dataclass(frozen=True)
class _Offices:
    by_first: dict[str, list[_Office]]
    determiners: frozenset[str]
    definite: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    of: tuple[Words, ...]
    joins: frozenset[str]
    own: frozenset[str]
    compound: bool
    possessives: dict[str, str]


@dataclass(slots=True)
class _Reach:
    """How far a phrase goes to one side, and the names in it that say whose it is."""

    at: int
    names: list[NameFound] = field(default_factory=list)
    inner: Unit | None = None
    had_of: bool = False


def phrases(page: Page) -> tuple[list[Unit], set[NameFound]]:
    """The office phrases of a page in order, and the names that they contain and that need no mention of their own.

    A phrase without a state is ``pending``: "possessed" (« sa ministre »), "bare" (« le président »), or "none" where only a
    name beside it can tell.
    """
    offices = _offices(page.pack)
    units: list[Unit] = []
    starts: dict[int, tuple[Unit, int]] = {}
    absorbed: set[NameFound] = set()
    covered = len(page.pieces)
    for at in reversed(_heads(page.pieces, offices)):
        if at >= covered:
            continue
        found = _phrase(page, at, offices, starts)
        if found is None:
            continue
        unit, first, last, names = found
        units = [other for other in units if other.start >= unit.end]
        units.append(unit)
        absorbed.update(names)
        starts[first] = (unit, last)
        covered = first
    return units[::-1], absorbed


def _heads(pieces: Sequence[Piece], offices: _Offices) -> list[int]:
    """Where heads stand, the longest first: « premier ministre » leaves no « ministre »."""
    found, at = [], 0
    while at < len(pieces):
        known = offices.by_first.get(pieces[at].plain, ())
        stops = [stop for office in known if (stop := _follows(pieces, at, office.head)) is not None]
        if stops:
            found.append(at)
        at = max(stops, default=at + 1)
    return found


def _phrase(
    page: Page, at: int, offices: _Offices, starts: dict[int, tuple[Unit, int]]
) -> tuple[Unit, int, int, list[NameFound]] | None:
    best: tuple[int, _Office, _Reach] | None = None
    for office in offices.by_first.get(page.pieces[at].plain, ()):
        stop = _follows(page.pieces, at, office.head)
        if stop is None or (office.capital and not page.pieces[at].word[:1].isupper()):
            continue
        right = _right(page.pieces, stop, office, offices, starts)
        size = right.at + (1000 if right.had_of else 0) + 100 * len(office.head)
        if not (office.needs_of and not right.had_of) and (best is None or size > best[0]):
            best = (size, office, right)
    if best is None:
        return None
    _, office, right = best
    left = _left(page.pieces, at, office, offices)
    if left.at == at and not offices.compound and _is_adjective(page, at, len(office.head)):
        return None
    unit = _unit(page, at, office, left, right, offices)
    return unit, left.at, right.at, [*left.names, *right.names]


def _is_adjective(page: Page, at: int, words: int) -> bool:
    """Whether the word is an adjective here: « la position officielle russe »."""
    _, token = page.token_of(page.pieces[at].start, page.pieces[at + words - 1].end)
    return token is not None and token.rel == "modifier" and token.pos == "ADJ"


def _follows(pieces: Sequence[Piece], at: int, words: Words) -> int | None:
    """Where the words end if they stand at this piece."""
    if at + len(words) > len(pieces) or any(spelled(pieces[at + n]) != word for n, word in enumerate(words)):
        return None
    return at + len(words)


def _first(pieces: Sequence[Piece], at: int, choices: Sequence[Words]) -> int | None:
    return next((stop for words in choices if (stop := _follows(pieces, at, words)) is not None), None)


def _right(
    pieces: Sequence[Piece], at: int, office: _Office, offices: _Offices, starts: dict[int, tuple[Unit, int]]
) -> _Reach:
    reach = _Reach(at)
    moved = True
    while moved and reach.at < len(pieces):
        moved = _one_right(pieces, reach, office, offices, starts)
    return reach


def _one_right(
    pieces: Sequence[Piece], reach: _Reach, office: _Office, offices: _Offices, starts: dict[int, tuple[Unit, int]]
) -> bool:
    """Take one more thing on the right into the phrase; whether there was one."""
    here = pieces[reach.at]
    stop = None if reach.had_of else _first(pieces, reach.at, office.of)
    if stop is not None:
        reach.at, reach.had_of = stop, True
        return True
    if here.name is not None:
        if offices.compound or here.name.shape != "adjective" or reach.names:
            return False
        reach.names.append(here.name)
        reach.at += 1
        _joined(pieces, reach, offices, 1)
        return True
    if here.plain in offices.after:
        reach.at += 1
        return True
    link = None if reach.names or reach.inner else _first(pieces, reach.at, offices.of)
    return link is not None and _genitive(pieces, reach, link, office, offices, starts)


def _joined(pieces: Sequence[Piece], reach: _Reach, offices: _Offices, step: int) -> None:
    """A second demonym: « russe et ukrainien »."""
    join, other = reach.at if step > 0 else reach.at - 1, reach.at + step if step > 0 else reach.at - 2
    if not (0 <= join < len(pieces) and 0 <= other < len(pieces)) or pieces[join].plain not in offices.joins:
        return
    name = pieces[other].name
    if name is not None and name.shape == "adjective":
        reach.names.append(name)
        reach.at = other + 1 if step > 0 else other


def _genitive(
    pieces: Sequence[Piece],
    reach: _Reach,
    link: int,
    office: _Office,
    offices: _Offices,
    starts: dict[int, tuple[Unit, int]],
) -> bool:
    """« … du Kremlin », « … du ministère russe »: the state, body or office that the head belongs to."""
    if link >= len(pieces):
        return False
    name = pieces[link].name
    if name is not None and name.kind != "person" and name.shape != "adjective":
        reach.names.append(name)
        reach.at = link + 1
        return True
    for start in (link, link - 1):
        inner, stop = starts.get(start, (None, 0))
        if inner is not None and stop > link and office.key in LEADS and inner.kind != "person":
            reach.inner, reach.at = inner, stop
            return True
    return False


def _left(pieces: Sequence[Piece], at: int, office: _Office, offices: _Offices) -> _Reach:
    reach = _Reach(at)
    while reach.at > 0 and _one_left(pieces, reach, office, offices):
        pass
    if reach.at > 0 and _is_determiner(pieces, reach.at, at, office, offices):
        reach.at -= 1
    return reach


def _one_left(pieces: Sequence[Piece], reach: _Reach, office: _Office, offices: _Offices) -> bool:
    before = pieces[reach.at - 1]
    if (
        before.name is None
        and before.plain in offices.own
        and reach.at > 1
        and _says_whose(pieces[reach.at - 2].name, reach)
    ):
        name = pieces[reach.at - 2].name
        assert name is not None
        reach.names.append(name)
        reach.at -= 2
        return True
    if offices.compound and _says_whose(before.name, reach):
        assert before.name is not None
        reach.names.append(before.name)
        reach.at -= 1
        if before.name.shape == "adjective":
            _joined(pieces, reach, offices, -1)
        return True
    if before.plain in offices.before:
        reach.at -= 1
        return True
    return False


def _says_whose(name: NameFound | None, reach: _Reach) -> bool:
    return name is not None and name.kind != "person" and not name.relay and not reach.names


def _is_determiner(pieces: Sequence[Piece], at: int, head: int, office: _Office, offices: _Offices) -> bool:
    word = pieces[at - 1].plain
    if word not in offices.determiners:
        return False
    if word in ("de", "d'"):
        return office.number == "p" and (at < head or len(office.head) > 1)
    return word not in ("du", "au", "aux")


def _unit(page: Page, at: int, office: _Office, left: _Reach, right: _Reach, offices: _Offices) -> Unit:
    pieces = page.pieces
    names = [*reversed(left.names), *right.names]
    inner = right.inner
    own = tuple(dict.fromkeys(code for name in names for code in name.codes))  # "British members of parliament"
    codes = (inner.codes if inner else ()) or own
    codes = codes or ((office.code,) if office.code else ()) or _typical(page, office)
    first = pieces[left.at]
    lead = first.plain if not first.name else ""
    before = pieces[left.at - 1].plain if left.at else ""
    pending = ""
    if not codes:
        pending = (
            "possessed" if lead in offices.possessives else "bare" if {lead, before} & offices.definite else "none"
        )
    if inner is not None and inner.pending and not own:
        pending = inner.pending
    possessive = first.start if lead in offices.possessives else inner.possessive if inner else None
    sector = _sector(office, names, inner)
    return Unit(
        first.start,
        pieces[right.at - 1].end,
        pieces[at].start,
        pieces[at + len(office.head) - 1].end,
        office.kind,
        codes,
        sector,
        entity=next((name.entity for name in names if name.what == "group" and office.kind != "person"), None),
        gender=office.gender,
        number=office.number,
        key=office.key,
        pending=pending,
        possessive=possessive,
        definite=lead in offices.definite,
    )


def _typical(page: Page, office: _Office) -> tuple[str, ...]:
    """The state whose office alone is called so, of several the one that the page names: "the Foreign Secretary"."""
    if not office.states:
        return ()
    named = {code for name in page.names for code in name.codes} & set(office.states)
    if len(named) == 1:
        return tuple(named)
    return office.states if len(office.states) == 1 and not named else ()


def _sector(office: _Office, names: Sequence[NameFound], inner: Unit | None) -> str | None:
    """The office's sector; that of the organisation or group it belongs to, where it belongs to one."""
    if inner is not None:
        return inner.sector
    whose = next(
        (name for name in names if name.what in ("organisation", "group", "seat", "demonym") and name.sector), None
    )
    return whose.sector if whose is not None and (whose.what != "seat" or office.sector == "GOV") else office.sector


@lru_cache
def _offices(pack: Pack) -> _Offices:
    phrase = pack.toml("offices")["phrase"]
    by_first: dict[str, list[_Office]] = {}
    for office in _entries(pack):
        by_first.setdefault(office.head[0], []).append(office)

    def words(key: str) -> frozenset[str]:
        return frozenset(plain(word).lower() for word in phrase[key])

    return _Offices(
        by_first,
        words("determiners"),
        words("definite"),
        words("before"),
        words("after"),
        tuple(sorted((_words(text, pack) for text in phrase["of"]), key=len, reverse=True)),
        words("and"),
        words("own"),
        bool(phrase["compound"]),
        {plain(word).lower(): number for word, number in phrase["possessives"].items()},
    )


def _entries(pack: Pack) -> Iterator[_Office]:
    forms: tuple[tuple[Literal["m", "f", "p"], str, str], ...] = (("m", "m", "s"), ("f", "f", "s"), ("p", "", "p"))
    for entry in pack.entries("offices", "office"):
        of = tuple(sorted((_words(text, pack) for text in entry.get("of", ())), key=len, reverse=True))
        needs = bool(of) and not entry.get("bare", False)
        both = set(entry.get("m", ())) & set(entry.get("f", ())) or ("f" not in entry.fields and "m" in entry.fields)
        for key, gender, number in forms:
            for form in entry.get(key, ()):
                known = (
                    ""
                    if (both and pack.toml("offices")["phrase"]["compound"])
                    or (form in entry.get("f", ()) and form in entry.get("m", ()))
                    else gender
                )
                yield _Office(
                    _words(form, pack),
                    known,
                    number,
                    form[0].isupper(),
                    of,
                    needs,
                    entry.get("sector"),
                    entry["key"],
                    entry["kind"],
                    entry.get("code"),
                    tuple(entry.get("states", ())),
                )


def _words(text: str, pack: Pack) -> Words:
    return tuple(piece.plain for piece in cut(text, (), pack))
