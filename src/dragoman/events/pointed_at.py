"""Events that a report points at rather than claims: « selon Damas, l'attaque israélienne contre Homs a fait trois morts ».

A definite description presupposes what it describes (Strawson 1950); who reports something about it does not make it his
claim.
"""

from __future__ import annotations

from dragoman.events.clause import VERBAL
from dragoman.events.drafts import Draft
from dragoman.text import Sentence, Token

CORE = {"subject", "object", "root"}  # where the plural names no strike in particular (« que les frappes russes … »)


def is_pointed_at(draft: Draft, sentence: Sentence) -> bool:
    """Whether an event is told by a definite noun with its doer in its own phrase, or in a circumstance of the claim."""
    noun = draft.token
    if noun.pos in VERBAL or draft.realis != "actual" or not draft.actors or not _is_definite(noun, sentence):
        return False
    phrase = sentence.subtree(noun.i)
    start, end = min(t.start for t in phrase), max(t.end for t in phrase)
    if not all(start <= m.start and m.end <= end for m in draft.actors):
        return False
    return noun.morph.get("Number") == "Sing" or noun.rel not in CORE


def _is_definite(noun: Token, sentence: Sentence) -> bool:
    children = sentence.children(noun.i)
    articles = [
        c for c in children if c.rel in ("determiner", "case")
    ]  # « aux frappes »: article and preposition in one
    if any(c.rel == "possessive" for c in children):
        return True
    return any(c.morph.get("Definite") == "Def" or c.morph.get("PronType") == "Dem" for c in articles)
