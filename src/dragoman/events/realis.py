"""Whether an act happened: actual, planned, hypothetical or negated, by the words around its predicate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.events.clause import VERBAL, Clause
from dragoman.languages import Pack
from dragoman.records import Realis
from dragoman.text import Token


@dataclass(frozen=True)
class Signs:
    """The words of a language that take an act out of fact; ``realis.toml`` and ``pack.toml`` of its pack.

    ``negations`` negate alone, those ``with_particle`` only beside one of the ``particles`` (« ne … plus »); a particle
    alone does not (« craint qu'il n'envahisse »).

    ``auxiliaries`` map a modal to the realis it gives; ``marks`` a conjunction; ``modifiers`` an adjective or determiner of
    an event noun; ``preps`` a preposition before the predicate; ``governors`` a noun that the event noun hangs on
    (« la possibilité d'une visite »); ``heads`` a verb that an
    infinitive hangs on ("is to send").
    """

    negations: frozenset[str]
    particles: frozenset[str]
    with_particle: frozenset[str]
    auxiliaries: dict[str, Realis]
    marks: dict[str, Realis]
    modifiers: dict[str, Realis]
    preps: dict[str, Realis]
    governors: dict[str, Realis]
    adverbs: dict[str, Realis]
    heads: dict[str, Realis]


@lru_cache
def signs(pack: Pack) -> Signs:
    """The signs of a pack."""
    table: dict[str, dict[str, list[str]]] = pack.toml("realis")
    words = pack.settings.get("words", {})

    def by_word(kind: str) -> dict[str, Realis]:
        return {word: realis for realis, words in table.get(kind, {}).items() for word in words}  # type: ignore[misc]

    return Signs(
        negations=frozenset(words.get("negation", ())),
        particles=frozenset(words.get("negation_particle", ())),
        with_particle=frozenset(words.get("negation_with_particle", ())),
        auxiliaries=by_word("auxiliaries"),
        marks=by_word("marks"),
        modifiers=by_word("modifiers"),
        preps=by_word("prepositions"),
        governors=by_word("governors"),
        adverbs=by_word("adverbs"),
        heads=by_word("heads"),
    )


def realis_of(clause: Clause, token: Token, signs: Signs) -> Realis:
    """The realis of the act that this word tells, as far as its own clause says; words that govern it come on top.

    The strongest sign wins: negated, then hypothetical, then planned.
    """
    found = {sign for sign in _signs(clause, token, signs) if sign}
    for realis in ("negated", "hypothetical", "planned"):
        if realis in found:
            return realis
    return "actual"


def _signs(clause: Clause, token: Token, signs: Signs) -> list[Realis | None]:
    if token.pos in VERBAL:
        return _verb_signs(clause, token, signs)
    return _noun_signs(clause, token, signs)


def _verb_signs(clause: Clause, verb: Token, signs: Signs) -> list[Realis | None]:
    children = clause.sentence.children(verb.i)
    helpers = [c for c in children if c.rel in ("auxiliary", "copula")]
    found: list[Realis | None] = [signs.auxiliaries.get(c.lemma) for c in helpers]
    found += [signs.adverbs.get(c.lemma) for c in children if c.rel == "adverb"]
    around = children + [g for h in helpers for g in clause.sentence.children(h.i)]
    particle = any(c.text.lower() in signs.particles for c in around)
    if any(_negates(c, signs) or (particle and c.lemma in signs.with_particle) for c in around):
        found.append("negated")
    if any(v.morph.get("Tense") == "Fut" for v in [verb, *helpers]):
        found.append("planned")
    if any(h.text.lower() in signs.negations for h in _between(clause, verb, helpers)):
        found.append("negated")
    if _is_conditional(clause, verb, helpers, signs):
        found.append("hypothetical")
    found += [
        signs.marks.get(c.lemma) or signs.marks.get(c.text.lower()) for c in children if c.rel in ("mark", "adverb")
    ]
    found.append(signs.preps.get(verb.prep))
    if clause.sentence.tokens[-1].text == "?" or any(t.text == "?" for t in clause.sentence.tokens[verb.i :][:40]):
        found.append("hypothetical")
    return found


def _between(clause: Clause, verb: Token, helpers: list[Token]) -> list[Token]:
    """The words from a verb's first helper to the verb, and the determiners of its object (« n'a livré aucun char »)."""
    first = min([h.i for h in helpers if h.i < verb.i], default=verb.i)
    own = clause.object(verb)
    return [*clause.sentence.tokens[first : verb.i], *(clause.sentence.children(own.i) if own is not None else ())]


def _is_conditional(clause: Clause, verb: Token, helpers: list[Token], signs: Signs) -> bool:
    """A conditional that supposes; « aurait livré » without a condition is hearsay: told as a fact by somebody."""
    if verb.morph.get("Mood") == "Cnd":
        return True
    if not any(h.morph.get("Mood") == "Cnd" for h in helpers):
        return False
    return any(t.lemma in signs.marks or t.text.lower() in signs.marks for t in clause.sentence.tokens)


def _noun_signs(clause: Clause, noun: Token, signs: Signs) -> list[Realis | None]:
    children = clause.sentence.children(noun.i)
    found: list[Realis | None] = [signs.modifiers.get(c.lemma) or signs.modifiers.get(c.text.lower()) for c in children]
    found.append(signs.preps.get(noun.prep))
    if noun.head != noun.i and noun.prep:
        found.append(signs.governors.get(clause.sentence.tokens[noun.head].lemma))
    return found


def _negates(token: Token, signs: Signs) -> bool:
    if token.rel == "negation":
        return True
    return token.rel in ("adverb", "determiner") and (
        token.lemma in signs.negations or token.text.lower() in signs.negations
    )
