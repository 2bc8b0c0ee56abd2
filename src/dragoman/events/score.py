"""How likely it is that an event's type, actor and recipient are all right."""

from __future__ import annotations

from dragoman.events.drafts import Draft
from dragoman.text import Sentence

START = 0.9
GUESSED = 0.2
UNSTATED = 0.1
NOUN = 0.05
LONG = 0.1
LONG_WORDS = 45
GENERAL = 0.05


def score(draft: Draft, sentence: Sentence) -> float:
    """A chance between 0 and 1: less for roles filled by nearness, left open, or read in a long sentence."""
    value = START - GUESSED * draft.guesses
    value -= UNSTATED * (not draft.actors)
    value -= NOUN * (draft.frame.pos == "noun")
    value -= LONG * (len(sentence.tokens) > LONG_WORDS)
    value -= GENERAL * (not draft.frame.need and not draft.frame.words)
    return round(min(max(value, 0.05), 0.99), 3)
