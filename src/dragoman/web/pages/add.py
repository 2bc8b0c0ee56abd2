"""The form that takes a page in."""

from __future__ import annotations

from dragoman.languages import languages
from dragoman.records import Record
from dragoman.web.asked import Asked
from dragoman.web.guards import LARGEST_BODY


class Add(Record, frozen=True, kw_only=True):
    """What may be added: the languages that are read, and the largest body in bytes."""

    languages: tuple[str, ...]
    largest: int


def gather(asked: Asked) -> Add:
    """The form, empty."""
    return Add(languages=tuple(languages()), largest=LARGEST_BODY)
