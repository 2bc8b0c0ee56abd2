"""Who a person is, as the page itself tells: « Jane Dupuis, ministre canadienne des Affaires étrangères »."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.found import NameFound
from dragoman.actors.units import Page, Person, Piece, Unit

CLOSES = frozenset(",.;:)–—?!»")


def introduce(page: Page, units: Sequence[Unit]) -> None:
    """Learn people from the offices beside their names, and offices from the people beside them.

    Fills ``page.people`` by name, and the codes of units that only a name beside them tells.
    """
    at = {piece.start: n for n, piece in enumerate(page.pieces)}
    ends = {piece.end: n for n, piece in enumerate(page.pieces)}
    for unit in units:
        if unit.kind == "person" and unit.number != "p" and not unit.key.startswith("counterpart"):
            _beside(page, unit, at, ends)
    for n, piece in enumerate(page.pieces):
        if piece.name is not None and piece.name.kind == "person" and piece.name.entity:
            _alone(page, n, piece.name)


def _beside(page: Page, unit: Unit, at: dict[int, int], ends: dict[int, int]) -> None:
    first, after = at[unit.start], ends[unit.end] + 1
    found = _behind(page.pieces, after) or _before(page.pieces, first, after, unit)
    if found is None:
        return
    place, name = found
    if not unit.codes:
        unit.codes = (
            _state_after(page, place + 1)
            or _state_before(page, place)
            or name.codes
            or page.people.get(name.entity or "", Person()).codes
        )
        unit.pending = unit.pending if not unit.codes else ""
    if unit.codes and _fits(name, unit) and name.entity:
        person = page.people.setdefault(name.entity, Person())
        known = name.codes or person.codes
        person.codes = known or unit.codes
        person.sector = name.sector or person.sector or (unit.sector if not name.former else None)
        person.key = person.key or unit.key
        person.gender = person.gender or unit.gender


def _fits(name: NameFound, unit: Unit) -> bool:
    return not name.codes or name.codes == unit.codes


def _behind(pieces: Sequence[Piece], at: int) -> tuple[int, NameFound] | None:
    """The name right behind an office, or behind a comma and closed by another mark."""
    if at >= len(pieces):
        return None
    if _person(pieces[at]):
        return at, _named(pieces[at])
    comma = pieces[at].word in {",", "("} and at + 1 < len(pieces) and _person(pieces[at + 1])
    if not comma and pieces[at].word == ",":
        return _by_demonym(pieces, at + 1)
    if comma and (at + 2 >= len(pieces) or pieces[at + 2].word in CLOSES):
        return at + 1, _named(pieces[at + 1])
    return None


def _by_demonym(pieces: Sequence[Piece], at: int) -> tuple[int, NameFound] | None:
    """The name in « , le Norvégien Lars Holm, »: a demonym and a person between commas."""
    row = [
        at + n
        for n in (0, 1)
        if at + n + 1 < len(pieces) and _is_demonym(pieces[at + n]) and _person(pieces[at + n + 1])
    ]
    closed = [n + 1 for n in row if n + 2 >= len(pieces) or pieces[n + 2].word in CLOSES]
    return (closed[0], _named(pieces[closed[0]])) if closed else None


def _before(pieces: Sequence[Piece], first: int, after: int, unit: Unit) -> tuple[int, NameFound] | None:
    """The name before the comma that an office follows; with an article only where a mark closes it again."""
    if first < 2 or pieces[first - 1].word not in {",", "("} or not _person(pieces[first - 2]):
        return None
    closed = after >= len(pieces) or pieces[after].word in CLOSES
    bare = pieces[first].start == unit.head_start
    name = _named(pieces[first - 2])
    return (first - 2, name) if (closed or bare) and _fits(name, unit) else None


def _state_after(page: Page, at: int) -> tuple[str, ...]:
    """“… Jane Doe of Canada”: the state behind a name."""
    links = page.pack.toml("anaphora")["apposition"]["of_name"]
    if at + 1 < len(page.pieces) and page.pieces[at].plain in links:
        name = page.pieces[at + 1].name
        if name is not None and name.what in ("state", "organisation"):
            return name.codes
    return ()


def _state_before(page: Page, at: int) -> tuple[str, ...]:
    """« le Norvégien Lars Holm »: the state of the demonym before a name."""
    before = page.pieces[at - 1] if at else None
    return before.name.codes if before is not None and before.name is not None and _is_demonym(before) else ()


def _alone(page: Page, at: int, name: NameFound) -> None:
    """What the words around a name without an office tell: « Mme », « l'Américain X », « X (Hamas) »."""
    person = page.people.setdefault(name.entity or "", Person(name.codes, name.sector))
    civil = page.pack.toml("anaphora")["person_word"]["civil"]
    before = page.pieces[at - 1] if at else None
    word = page.text[before.start : name.start].strip() if before and before.word == "." and at > 1 else ""
    title = page.pieces[at - 2].word + "." if word and at > 1 else before.word if before else ""
    person.gender = person.gender or civil.get(title, "")
    if person.codes:
        return
    if _state_before(page, at):
        person.codes = _state_before(page, at)
    elif at + 2 < len(page.pieces) and page.pieces[at + 1].word == "(":
        inside = page.pieces[at + 2].name
        if inside is not None and inside.what in ("state", "organisation", "group"):
            person.codes, person.sector = inside.codes, inside.sector


def _is_demonym(piece: Piece) -> bool:
    return piece.name is not None and piece.name.what == "demonym" and len(piece.name.codes) == 1


def _person(piece: Piece) -> bool:
    return piece.name is not None and piece.name.kind == "person"


def _named(piece: Piece) -> NameFound:
    assert piece.name is not None
    return piece.name
