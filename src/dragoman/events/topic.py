"""What is not diplomacy: sentences of sport, weather, film and nature in which states, attacks and defeats are figures.

The data are ``topics.toml`` of the pack: stems of words that a sentence of such a topic has, and stems that bring a sentence
back to politics (a boycott of the Games is an event).
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.languages import Pack


def off_topic(sentence: str, pack: Pack) -> str | None:
    """The topic that takes a sentence's events for figures of speech; None for a sentence that may hold an event.

    >>> from dragoman.languages import load
    >>> off_topic("La Serbie a battu la Croatie en demi-finale du championnat.", load("fr"))
    'sport'
    """
    topics, politics = _stems(pack)
    if politics.search(sentence):
        return None
    return next((name for name, pattern in topics if pattern.search(sentence)), None)


@lru_cache
def _stems(pack: Pack) -> tuple[list[tuple[str, re.Pattern[str]]], re.Pattern[str]]:
    table = pack.toml("topics")
    topics = [(entry["name"], _pattern(entry["stems"])) for entry in pack.entries("topics", "topic")]
    return topics, _pattern(table.get("politics", {}).get("stems", ()))


def _pattern(stems: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    """Any of the stems at the beginning of a word; one that ends in a full stop is a whole word."""
    parts = [re.escape(stem[:-1]) + r"\b" if stem.endswith(".") else re.escape(stem) for stem in stems]
    return re.compile(r"\b(?:" + "|".join(parts) + ")", re.IGNORECASE) if parts else re.compile("(?!)")
