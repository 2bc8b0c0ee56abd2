"""The section of a page that names none, inferred from its events: their types, contexts, and who takes part."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from dragoman.records import Record

LEAST = 0.3
"""Scores of a page's events together, below which nothing is inferred."""
SHARE = 0.12
"""Of the scores: what a matter needs to go before mere words."""


class Told(Protocol):
    """What is asked of an event."""

    @property
    def id(self) -> str: ...
    @property
    def event(self) -> str: ...
    @property
    def mode(self) -> str | None: ...
    @property
    def context(self) -> tuple[str, ...]: ...
    @property
    def score(self) -> float: ...
    @property
    def actors(self) -> tuple[str, ...]: ...
    @property
    def recipients(self) -> tuple[str, ...]: ...
    @property
    def sources(self) -> tuple[str, ...]: ...


class Inferred(Record, frozen=True, kw_only=True):
    """A section by its key in ``sections.toml``, and the events that it rests on."""

    section: str
    events: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A section: what pages call it, and which events are of it. ``rest``: all that are of no other."""

    key: str
    names: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()
    rest: bool = False

    @property
    def is_inferred(self) -> bool:
        """Whether events can speak for it; of others the pages' names alone tell."""
        return bool(self.rest or self.codes or self.types or self.contexts)

    def has(self, event: Told) -> bool:
        """Whether an event is of this section."""
        if self.codes & {*event.actors, *event.recipients, *event.sources}:
            return True
        acts = {event.event, f"{event.event}/{event.mode}"}
        return self.rest or bool(self.types & acts or self.contexts & set(event.context))


@lru_cache
def kinds() -> tuple[Kind, ...]:
    """The sections that can be inferred, in the order in which events are asked."""
    table = tomllib.loads(Path(__file__).with_name("sections.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(
            key,
            names=tuple(row["names"]),
            codes=frozenset(row.get("codes", ())),
            types=frozenset(row.get("types", ())),
            contexts=frozenset(row.get("contexts", ())),
            rest=row.get("rest", False),
        )
        for key, row in table.items()
    )


def called(name: str) -> str | None:
    """The key of the section that pages call so; ``None`` where it is none of those that are inferred."""
    return next((kind.key for kind in kinds() if name.casefold() in (one.casefold() for one in kind.names)), None)


def is_inferred(key: str) -> bool:
    """Whether a section can be inferred from events."""
    return any(kind.key == key and kind.is_inferred for kind in kinds())


def infer(events: Sequence[Told]) -> Inferred | None:
    """The section that the events speak for, weighed by their scores; ``None`` where too little is told.

    Diplomatic pages are mostly words about something: what they are about decides where it has ``SHARE`` of the weight.
    """
    votes: dict[Kind, list[Told]] = {kind: [event for event in events if _kind(event) is kind] for kind in kinds()}
    total = _weight(events)
    if total < LEAST:
        return None
    told = [kind for kind, own in votes.items() if own and (kind.rest or _weight(own) >= SHARE * total)]
    best = max(told, key=lambda kind: (not kind.rest, _weight(votes[kind])), default=None)
    return Inferred(section=best.key, events=tuple(event.id for event in votes[best])) if best else None


def _kind(event: Told) -> Kind:
    return next(kind for kind in kinds() if kind.has(event))


def _weight(events: Iterable[Told]) -> float:
    return sum(event.score for event in events)
