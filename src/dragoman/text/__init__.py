"""From clean text to language, sentences and tokens."""

from dragoman.text.language import detect
from dragoman.text.one_core import one_core
from dragoman.text.parse import Sentence, Token, parse, parse_many
from dragoman.text.plain import Name
from dragoman.text.sentences import split
from dragoman.text.vectors import known_words, vector, vector_size

__all__ = [
    "Name",
    "Sentence",
    "Token",
    "detect",
    "known_words",
    "one_core",
    "parse",
    "parse_many",
    "split",
    "vector",
    "vector_size",
]
