"""Offices that speak for the state spoken of, without its name: « le ministère de la Défense », "a government spokesman"."""

from __future__ import annotations

import re

from dragoman.languages.pack import Pack
from dragoman.quotes.lexicon import fold, lexicon

WORD = re.compile(r"[\w-]+['’]?")
NEAR = 5  # words of a source among which its office stands: « le nouveau ministre des Affaires étrangères »


def speaks_for_a_state(words: str, pack: Pack) -> bool:
    """Whether a source is *the* office of a state (its ministry, army, presidency), its statement, or some spokesman of one.

    A title before a name is an office too. Officials in the plural and offices of anybody (« un ministre », « des
    responsables ») may be anyone's; the ministry of health counts the victims, and so is theirs.
    """
    cues = lexicon(pack)
    said = [fold(word) for word in WORD.findall(words)]
    head = set(said[:NEAR])
    if head & cues.word("of_those_hit"):
        return False
    if head & cues.word("voice"):
        return True
    titled = words[:1].isupper() and bool(cues.word("titles_bare"))  # "Health Minister Jana Horvathova"
    return bool(said) and (said[0] in cues.word("definite") or titled) and bool(head & cues.word("office"))


def estranged(words: str, pack: Pack) -> bool:
    """Whether a source has left the state that it is named after: « un transfuge nord-coréen », "an exiled writer"."""
    said = {fold(word) for word in WORD.findall(words)}
    return bool(said & lexicon(pack).word("estranged"))


def is_an_office(words: str, pack: Pack) -> bool:
    """Whether a source is some office, one or several (« les deux ministères »), and none that will not be named."""
    cues = lexicon(pack)
    said = [fold(word) for word in WORD.findall(words)][:NEAR]
    singular = {form for word in said for form in (word, word.removesuffix("s"), word.removesuffix("ies") + "y")}
    if singular & cues.word("unnamed"):
        return False
    return bool(singular & (cues.word("office") | cues.word("voice")))
