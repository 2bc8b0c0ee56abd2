"""The language that a terminal's user reads, as far as searches speak it: what is wrong with one is told in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dragoman.languages import languages

if TYPE_CHECKING:
    from dragoman.errors import QueryError

PLAIN = "en"
_ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a terminal tells its language, the first that is set goes before the others."""


def tongue() -> str:
    """The language that the environment asks for, where searches speak it; else English."""
    asked = next((value for name in _ASKED if (value := os.environ.get(name))), "")
    language = asked[:2].lower()
    return language if language in languages() and not asked[2:3].isalpha() else PLAIN


def told(error: QueryError) -> str:
    """What is wrong with a search, where in it, and what to write instead."""
    why, instead = error.said(tongue())
    return _LINE[tongue()].format(column=error.column, why=why, instead=instead)


def advice(command: str) -> str:
    """Where to read on about a search that was not understood."""
    return _ADVICE[tongue()].format(command=command)


_LINE = {
    "en": "search, column {column}: {why}; {instead}",
    "fr": "recherche, signe {column}\u00a0: {why}\u00a0; {instead}",
}
_ADVICE = {
    "en": "; see “{command} --help”",
    "fr": "\u00a0; voyez «\u00a0{command} --help\u00a0»",
}
