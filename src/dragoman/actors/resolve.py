"""Who and where: the names and offices of a parsed page as mentions, one entity through the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.actors.found import Dates, NameFound
from dragoman.actors.lexicon import WORLD
from dragoman.actors.offices import phrases
from dragoman.actors.people import introduce
from dragoman.actors.roles import name_unit
from dragoman.actors.same_entity import Memory, pointers
from dragoman.actors.units import Page, Unit, cut
from dragoman.languages.pack import Pack, read_tsv
from dragoman.records import Mention
from dragoman.text.parse import Sentence


@dataclass(frozen=True)
class Resolved:
    """The mentions of a page in the order of the text, those on each token, and whom each possessive stands for.

    ``by_token`` is keyed by (index of the sentence, index of the token); words for several states (« les deux pays ») have
    a mention for each over the same span.
    """

    mentions: tuple[Mention, ...]
    by_token: Mapping[tuple[int, int], tuple[Mention, ...]]
    owners: Mapping[tuple[int, int], tuple[Mention, ...]] = field(default_factory=dict)

    def possessor(self, sentence_index: int, token_index: int) -> Mention | None:
        """Whom the possessive at this token stands for (« sa visite », "its troops"); ``None`` where that is not sure."""
        owners = self.possessors(sentence_index, token_index)
        return owners[0] if len(owners) == 1 else None

    def possessors(self, sentence_index: int, token_index: int) -> tuple[Mention, ...]:
        """All whom the possessive stands for, in order: two for « Paris et Rome ont rappelé leurs ambassadeurs »."""
        return self.owners.get((sentence_index, token_index), ())


def resolve(
    text: str, sentences: Sequence[Sentence], found: Sequence[NameFound], pack: Pack, published: Dates = (None, None)
) -> Resolved:
    """The mentions of a page, out of its names and its parsed sentences.

    Offices take the state beside them (« le président russe »), people of no table the office beside them, and words that
    point back the actor that they agree with; what stays in doubt is no mention. A person whom no words place has a mention
    with no code. ``published`` has already told ``found`` who is in office.
    """
    page = Page(text, cut(text, found, pack), found, sentences, pack)
    units, absorbed = phrases(page)
    introduce(page, units)
    units = [unit for unit in units if unit.pending != "none"]
    units += [name_unit(page, name) for name in found if name not in absorbed]
    units += pointers(page, units)
    units = _distinct(units)
    memory = Memory(page, units)
    memory.run()
    kept = sorted((unit for unit in units if _stands_for_somebody(unit)), key=lambda unit: (unit.start, unit.end))
    return _resolved(text, page, kept, memory)


def is_relay(mention: Mention) -> bool:
    """Whether a mention is of a news agency or a medium, which carries what others say and does not act itself."""
    return mention.sector == "MED" and mention.entity in _relays()


@lru_cache
def _relays() -> frozenset[str]:
    return frozenset(row["entity"] for row in read_tsv(WORLD / "agencies.tsv"))


def _distinct(units: Sequence[Unit]) -> list[Unit]:
    """Units without those inside a phrase that points back (« leurs pays » inside « leurs pays respectifs »)."""
    pointing = [unit for unit in units if unit.pending in ("pair", "kind")]
    return [
        unit
        for unit in units
        if not any(other is not unit and other.start <= unit.start and unit.end <= other.end for other in pointing)
    ]


def _stands_for_somebody(unit: Unit) -> bool:
    return bool(unit.codes) or (unit.name is not None and (unit.kind == "person" or unit.place))


def _resolved(text: str, page: Page, units: Sequence[Unit], memory: Memory) -> Resolved:
    mentions: list[Mention] = []
    by_token: dict[tuple[int, int], tuple[Mention, ...]] = {}
    of_unit: dict[int, list[Mention]] = {}
    for unit in units:
        made = [_mention(text, unit, code, len(mentions) + n) for n, code in enumerate(unit.codes or (None,), 1)]
        mentions += made
        of_unit[id(unit)] = made
        if unit.token is not None:
            key = (unit.sentence, unit.token.i)
            by_token[key] = (*by_token.get(key, ()), *made)
    return Resolved(tuple(mentions), by_token, _owners(page, memory, of_unit))


def _mention(text: str, unit: Unit, code: str | None, number: int) -> Mention:
    return Mention(
        id=f"m{number}",
        start=unit.start,
        end=unit.end,
        text=text[unit.start : unit.end],
        code=code,
        sector=None if unit.place else unit.sector,
        entity=unit.entity,
        kind=unit.kind,
    )


def _owners(
    page: Page, memory: Memory, of_unit: Mapping[int, Sequence[Mention]]
) -> dict[tuple[int, int], tuple[Mention, ...]]:
    owners: dict[tuple[int, int], tuple[Mention, ...]] = {}
    numbers = page.pack.toml("offices")["phrase"]["possessives"]
    for piece in page.pieces:
        if piece.name is not None or piece.plain not in numbers:
            continue
        index, token = page.token_of(piece.start, piece.end)
        units = memory.possessors(piece.start, numbers[piece.plain], index)
        if token is not None and units:
            owners[index, token.i] = tuple(mention for unit in units for mention in of_unit.get(id(unit), ()))
    return owners
