"""What happened: predicates and their frames, roles, realis, status and score."""

from dragoman.events.between import between
from dragoman.events.find import Known, find, told
from dragoman.events.learned import Model
from dragoman.events.learned import load as load_model
from dragoman.events.lexicon import Frame, Lexicon, lexicon

__all__ = ["Frame", "Known", "Lexicon", "Model", "between", "find", "lexicon", "load_model", "told"]
