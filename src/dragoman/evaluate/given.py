"""How well the type of an event is told where actor and recipient are handed over with the text.

This is the task of coders that only choose a type, such as ZSP (Hu et al. 2024). Events of one text between the same
parties are asked together: of *n* gold events the *n* likeliest types are taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.evaluate.counts import Counts, macro_f1
from dragoman.evaluate.gold import GoldEvent, GoldText
from dragoman.ontology import Act
from dragoman.reading import between


@dataclass(frozen=True)
class Answer:
    """A gold event and the type told for its parties; None where nothing speaks for any."""

    text: GoldText
    gold: GoldEvent
    told: str | None

    @property
    def right(self) -> bool:
        """Whether the type is the gold's, or one that it also accepts."""
        return self.told in {self.gold.event, *self.gold.also_accept}

    @property
    def side_right(self) -> bool:
        """Whether at least cooperation and conflict are told apart."""
        return self.told is not None and side(self.told) == side(self.gold.event)


@dataclass
class Given:
    """How many events were asked for, and of how many type and side are right."""

    asked: int = 0
    right: int = 0
    sides_right: int = 0
    by_type: dict[str, Counts] = field(default_factory=dict)

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the types that the gold has."""
        return macro_f1(self.by_type)


def given_figures(told: Iterable[Answer]) -> Given:
    """The figures of a corpus."""
    out = Given()
    for answer in told:
        out.asked += 1
        out.right += answer.right
        out.sides_right += answer.side_right
        out.by_type.setdefault(answer.gold.event, Counts()).add(answer.right, True, answer.right)
        if not answer.right and answer.told is not None:
            out.by_type.setdefault(answer.told, Counts()).add(False, False, True)
    return out


def side(event: str) -> str:
    """“cooperation” or “conflict”, by the quad class of a type."""
    return "cooperation" if Act(event).cooperative else "conflict"


def answers(gold: GoldText) -> list[Answer]:
    """The types told for the parties of each gold event that has some on both sides; optional ones are left out."""
    asked: dict[tuple[frozenset[str], frozenset[str]], list[GoldEvent]] = defaultdict(list)
    for event in gold.events:
        if not event.optional and (event.recipient or len(event.actor) > 1) and event.actor:
            asked[frozenset(event.actor), frozenset(event.recipient)].append(event)
    found = []
    for (actors, recipients), events in asked.items():
        weights = between(gold.text, gold.language, actors, recipients, gold.published)
        found += [Answer(gold, event, told) for event, told in _matched(events, weights)]
    return found


def _matched(events: Sequence[GoldEvent], weights: Mapping[str, float]) -> list[tuple[GoldEvent, str | None]]:
    """The events between the same parties, each with one of as many likeliest types: with its own where that is among them."""
    free = list(weights)[: len({event.event for event in events})]
    own = [next((name for name in free if name in {e.event, *e.also_accept}), None) for e in events]
    rest = iter([name for name in free if name not in own])
    return [(event, told or next(rest, None)) for event, told in zip(events, own, strict=True)]
