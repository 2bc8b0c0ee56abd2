"""Offices that speak for the state spoken of, without its name: « le ministère de la Défense », "a government spokesman"."""

from __future__ import annotations

import re

from dragoman.languages.pack import Pack
from dragoman.quotes.lexicon import fold, lexicon

WORD = re.compile(r"[\w-]+['’]?")
NEAR = 5  # words of a source among which its office stands: « le nouveau ministre des Affaires étrangères »


def speaks_for_a_state(words: str, pack: Pack) -> bool:
    """Whether a source is *the* office of a state (its ministry, army, presidency), its statement, or some spokesman of one.

    Officials in the plural and offices of anybody (« un ministre », « des responsables ») may be anyone's; the ministry of
    health counts the victims, and so is theirs.
    """
    cues = lexicon(pack)
    said = [fold(word) for word in WORD.findall(words)]
    head = set(said[:NEAR])
    if head & cues.word("of_those_hit"):
        return False
    if head & cues.word("voice"):
        return True
    return bool(said) and said[0] in cues.word("definite") and bool(head & cues.word("office"))
