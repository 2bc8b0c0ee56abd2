"""Whom a word of the sentence stands for: the actors named by it, or inside its phrase."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dragoman.actors import Resolved, is_relay
from dragoman.events.clause import Clause
from dragoman.records import Mention
from dragoman.text import Token

NounActor = Callable[[Token], list[Mention] | None]


class Parties:
    """The actors behind the words of one sentence.

    ``noun_actor`` gives, for a noun that is itself an event (« l'invasion russe »), who did it; None for other nouns.
    ``genitive`` are the prepositions that say whose (« de », "of"), ``places`` those that say where.
    """

    def __init__(
        self, clause: Clause, index: int, resolved: Resolved, genitive: frozenset[str], places: frozenset[str]
    ) -> None:
        self.clause = clause
        self.index = index
        self.resolved = resolved
        self.genitive = genitive
        self.places = places

    def of(self, token: Token, noun_actor: NounActor, depth: int = 0, *, where: bool = True) -> list[Mention]:
        """Who a word stands for, and who the words joined to it stand for; in the order of the text, each once.

        With ``where``, a phrase that names nobody stands for the country it is in (« des cibles en Syrie »).
        """
        found: list[Mention] = []
        for conjunct in self.clause.conjuncts(token):
            found += self._of_one(conjunct, noun_actor, depth, where)
        return unique(found)

    def named(self, token: Token) -> list[Mention]:
        """The actors that a word itself names; news agencies are relays, not actors."""
        return [m for m in self.resolved.by_token.get((self.index, token.i), ()) if not is_relay(m)]

    def possessor(self, token: Token) -> list[Mention]:
        """Whom a possessive stands for: « sa », "Russia's"."""
        named = self.named(token)
        if named:
            return named
        return [m for m in self.resolved.possessors(self.index, token.i) if not is_relay(m)]

    def modifiers(self, token: Token) -> list[Mention]:
        """Demonyms and country names that stand as modifiers of a noun, or in apposition to it."""
        children = [c for c in self.clause.sentence.children(token.i) if c.rel in ("modifier", "flat") and not c.prep]
        return [m for c in children for joined in self.clause.conjuncts(c) for m in self.named(joined)]

    def possessors(self, token: Token) -> list[Mention]:
        """Who the possessives of a noun stand for."""
        return [m for c in self.clause.sentence.children(token.i) if c.rel == "possessive" for m in self.possessor(c)]

    def _of_one(self, token: Token, noun_actor: NounActor, depth: int, where: bool) -> list[Mention]:
        named = self.named(token)
        if named or depth > 3:
            return named
        done = noun_actor(token)
        if done is not None:
            return done
        return (
            self.modifiers(token)
            or self.possessors(token)
            or self._inside(token, self.genitive, noun_actor, depth)
            or self._appositions(token, noun_actor, depth)
            or (self._inside(token, self.places, noun_actor, depth) if where else [])
        )

    def _inside(self, token: Token, preps: frozenset[str], noun_actor: NounActor, depth: int) -> list[Mention]:
        for child in self.clause.sentence.children(token.i):
            if child.prep in preps and child.rel in ("nominal", "oblique"):
                found = self.of(child, noun_actor, depth + 1)
                if found:
                    return found
        return []

    def _appositions(self, token: Token, noun_actor: NounActor, depth: int) -> list[Mention]:
        for child in self.clause.sentence.children(token.i):
            if child.rel in ("apposition", "flat"):
                found = self.of(child, noun_actor, depth + 1)
                if found:
                    return found
        return []


def unique(mentions: Iterable[Mention]) -> list[Mention]:
    """Each mention once, in the order met."""
    return list({(m.id, m.code): m for m in mentions}.values())


def codes(mentions: Sequence[Mention]) -> set[str]:
    """The codes of mentions that have one."""
    return {m.code for m in mentions if m.code}


def others(mentions: Iterable[Mention], than: Sequence[Mention]) -> list[Mention]:
    """The mentions whose code is none of those of ``than``."""
    known = codes(than)
    ids = {m.id for m in than}
    return unique(m for m in mentions if m.code not in known and m.id not in ids)
