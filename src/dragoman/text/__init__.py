"""From clean text to language, sentences and tokens."""

from dragoman.text.language import detect
from dragoman.text.sentences import split

__all__ = ["detect", "split"]
