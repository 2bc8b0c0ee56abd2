"""What an act weighs: on which side, cooperation or conflict, and how much, from PLOVER's scores."""

from __future__ import annotations

from dragoman.ontology import types
from dragoman.polarity import Side

UNIT = 5.0
"""Score of an act that weighs 1: about the mean size of PLOVER's scores, so that weights count like events."""


def score_of(event: str, mode: str | None) -> float:
    """PLOVER's score (-10 … +10) of a type, or of its mode."""
    kind = types().get(event)
    return kind.modes.get(mode or "", kind.score) if kind else 0.0


def weighed(event: str, mode: str | None) -> tuple[Side, float]:
    """The side and weight of an act.

    >>> weighed("CONSULT", "visit")
    ('cooperation', 0.8)
    """
    score = score_of(event, mode)
    return ("cooperation" if score > 0 else "conflict"), abs(score) / UNIT
