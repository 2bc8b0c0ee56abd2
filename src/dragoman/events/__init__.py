"""What happened: predicates and their frames, roles, realis, status and score."""

from dragoman.events.find import find, told
from dragoman.events.lexicon import Frame, Lexicon, lexicon

__all__ = ["Frame", "Lexicon", "find", "lexicon", "told"]
