"""What Dragoman knows of each language, as data; see :mod:`dragoman.languages.pack`."""

from dragoman.languages.pack import Entry, Pack, languages, load, read_tsv

__all__ = ["Entry", "Pack", "languages", "load", "read_tsv"]
