"""PLOVER as data, and what governs what in it."""

from dragoman.ontology.operators import keeps_roles, operators, turn
from dragoman.ontology.plover import CONTEXTS, Act, EventType, act, types

__all__ = ["CONTEXTS", "Act", "EventType", "act", "keeps_roles", "operators", "turn", "types"]
