"""PLOVER: event types, their modes, quad classes and scores, and the contexts (OEDA PLOVER manual, 2021-2023)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from dragoman.errors import PackError
from dragoman.records import Quad

CONTEXTS = frozenset(
    """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic
    legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality
    diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism
    cbrn cyber misinformation crime corruption illegal_drugs trafficking""".split()
)


@dataclass(frozen=True)
class EventType:
    """One of the sixteen types: its quad class, its score (-10 … +10) and its modes with theirs."""

    name: str
    quad: Quad
    score: float
    modes: MappingProxyType[str, float]


@lru_cache
def types() -> MappingProxyType[str, EventType]:
    """The sixteen event types by name.

    >>> types()["CONSULT"].modes["visit"]
    4.0
    """
    table = tomllib.loads(Path(__file__).with_name("plover.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            name: EventType(name, cast(Quad, row["quad"]), row["score"], MappingProxyType(row.get("modes", {})))
            for name, row in table.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Act:
    """What was done: a type and, where it is known, a mode."""

    event: str
    mode: str | None = None

    @property
    def quad(self) -> Quad:
        """The quad class of the type."""
        return types()[self.event].quad

    @property
    def cooperative(self) -> bool:
        """Whether the quad class is one of the two of cooperation."""
        return self.quad.endswith("cooperation")

    def __str__(self) -> str:
        return f"{self.event}/{self.mode}" if self.mode else self.event


def act(code: str, where: str) -> Act:
    """An act from « TYPE » or « TYPE/mode »; ``where`` is the place that messages name.

    Raises PackError for an unknown type or mode.

    >>> act("SANCTION/expel", "here").mode
    'expel'
    """
    event, _, mode = code.partition("/")
    if event not in types():
        raise PackError(f"{where}: event type “{event}” is unknown; use one of {', '.join(types())}")
    if mode and mode not in types()[event].modes:
        known = ", ".join(types()[event].modes) or "none"
        raise PackError(f"{where}: {event} has no mode “{mode}”; it has: {known}")
    return Act(event, mode or None)
