"""What becomes of an act when another word governs it: promised, refused, asked for, stopped."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from dragoman.ontology.plover import Act, act
from dragoman.records import Realis


@lru_cache
def operators() -> dict[str, dict[str, Any]]:
    """The operators by name, each with the acts that it turns acts into."""
    return tomllib.loads(Path(__file__).with_name("operators.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def turn(operator: str, inner: Act) -> tuple[Act, Realis | None]:
    """The act that an operator makes of an inner act, and the realis it imposes where the act is kept.

    >>> str(turn("refuse", Act("CONSULT", "visit"))[0])
    'REJECT/meet'
    >>> turn("plan", Act("ASSAULT"))
    (Act(event='ASSAULT', mode=None), 'planned')
    """
    table = operators()[operator]
    side = "cooperation" if inner.cooperative else "conflict"
    for key in (str(inner), inner.event, side, "any"):
        if key in table:
            code = table[key]
            kept = code == "="
            realis = cast("Realis | None", table.get("realis")) if kept else None
            return (inner if kept else act(code, f"ontology/operators.toml [{operator}]")), realis
    return inner, cast("Realis | None", table.get("realis"))


def keeps_roles(operator: str) -> bool:
    """Whether actor and recipient stay those of the inner act."""
    return bool(operators()[operator].get("keeps_roles", False))
