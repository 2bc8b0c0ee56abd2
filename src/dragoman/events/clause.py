"""Who stands where around a predicate: its logical subject and object, and what hangs on it by a preposition.

« Logical »: the doer and the done-to, whatever the voice, in main clauses, participles (« invitation adressée par … »),
relatives, infinitives and gerunds. Works on neutral relations only; nothing here knows a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dragoman.text import Sentence, Token

VERBAL = {"VERB", "AUX"}
CLAUSES = {"complement", "relative", "adverbial", "parataxis", "root"}
CLOSING = {"»", "”", '"', "''"}
BREAKS = {",", "?", "!", "…"}  # what stands between a quotation and the verb that tells of it, within or after its mark
DEPTH = 3  # how far a preposition that the parser hung too low is looked for

Controller = Callable[[Token], Token | None]


class Clause:
    """The syntax of one sentence as the frames ask for it.

    ``controller`` gives, for an infinitive or gerund, the token that does it where the word above it says so (« accuser X
    de … »: X); without an answer the subject above it does. ``relative_pronouns`` are the pack's.
    """

    def __init__(
        self, sentence: Sentence, relative_pronouns: frozenset[str], time_nouns: frozenset[str], controller: Controller
    ) -> None:
        self.sentence = sentence
        self.time_nouns = time_nouns
        self.relative_pronouns = relative_pronouns
        self.controller = controller

    def subject(self, verb: Token, depth: int = 0) -> Token | None:
        """The doer: the by-phrase of a passive, else the subject, found through clauses where it is left out."""
        if self.passive(verb):
            return self._agent(verb)
        return self._grammatical_subject(verb, depth)

    def bearer(self, verb: Token) -> Token | None:
        """The grammatical subject, whatever the voice."""
        return self._grammatical_subject(verb, 0)

    def object(self, verb: Token) -> Token | None:
        """The done-to: the subject of a passive, else the object."""
        if self.passive(verb):
            return self._passive_object(verb)
        behind = self._behind_quotation(verb)
        objects = [
            c
            for c in self.sentence.children(verb.i)
            if c.rel == "object" and c is not behind and c.lemma not in self.time_nouns
        ]
        own = next((c for c in objects if not c.prep), objects[0] if objects else None)
        if own is not None and not self._is_relative(own):
            return own
        if verb.rel == "relative" and (own is not None or self._has_subject(verb)):
            return self.sentence.tokens[verb.head]
        return own

    def passive(self, verb: Token) -> bool:
        """Whether the grammatical subject is the one done to."""
        if verb.morph.get("Voice") == "Pass":
            return True
        if verb.rel == "root" and any(c.rel == "object" and not c.prep for c in self.sentence.children(verb.i)):
            return False
        bare = not any(c.rel == "auxiliary" for c in self.sentence.children(verb.i))
        past = verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") == "Past"
        perfect = verb.morph.get("Aspect") == "Perf" and verb.morph.get("VerbForm") == "Part"
        finite_past = verb.morph.get("VerbForm") == "Fin"
        return (
            bare
            and (past or perfect)
            and not finite_past
            and verb.rel in ("participle", "adverbial", "modifier", "root")
        )

    def complements(self, head: Token, preps: frozenset[str] | set[str]) -> Iterator[Token]:
        """Nouns introduced by one of these prepositions on a word, or hung too low on its other complements; near first."""
        level = [head]
        for _ in range(DEPTH):
            below = [child for token in level for child in self.sentence.children(token.i)]
            yield from (c for c in below if c.prep in preps and c.pos not in VERBAL)
            level = [c for c in below if self._passes(c, head)]

    def noun_complements(self, head: Token) -> Iterator[Token]:
        """All nouns introduced by a preposition on a word, near first."""
        level = [head]
        for _ in range(DEPTH):
            below = [child for token in level for child in self.sentence.children(token.i)]
            yield from (c for c in below if c.prep and c.pos not in VERBAL)
            level = [c for c in below if self._passes(c, head)]

    def infinitives(self, head: Token) -> Iterator[Token]:
        """Infinitives and gerunds that a word governs, also those hung on its object or on its attribute."""
        for child in self.sentence.children(head.i):
            if self._is_infinitive(child):
                yield child
                yield from (c for c in self.sentence.children(child.i) if c.rel == "conjunct" and c.pos in VERBAL)
            elif child.rel in ("object", "attribute", "indirect", "oblique", "adverb"):
                yield from (c for c in self.sentence.children(child.i) if self._is_infinitive(c))

    def _is_infinitive(self, token: Token) -> bool:
        if token.rel in ("infinitive", "participle", "adverbial", "nominal", "oblique", "complement", "other"):
            if token.morph.get("VerbForm") == "Inf":
                return True
            helpers = [c for c in self.sentence.children(token.i) if c.rel == "auxiliary"]
            if any(c.morph.get("VerbForm") == "Inf" or c.pos == "PART" for c in helpers):
                return True
            return token.rel == "infinitive" and token.pos in VERBAL
        return False

    def clauses(self, head: Token) -> Iterator[Token]:
        """Verbs of the that-clauses of a word."""
        for child in self.sentence.children(head.i):
            between = self.sentence.tokens[child.i : head.i]  # empty where the clause follows, as it mostly does
            if child.rel == "complement" and child.pos in VERBAL and all(t.text != ";" for t in between):
                yield child

    def conjuncts(self, token: Token) -> list[Token]:
        """The words joined to a word by « et » or commas, itself first."""
        found, todo = [token], [token]
        while todo:
            for child in self.sentence.children(todo.pop().i):
                if child.rel == "conjunct" and child.pos not in VERBAL:
                    found.append(child)
                    todo.append(child)
        return found

    def within(self, token: Token, other: Token) -> bool:
        """Whether ``token`` hangs, at any depth, on ``other``."""
        return any(above.i == other.i for above in self.sentence.ancestors(token.i))

    def _passes(self, child: Token, head: Token) -> bool:
        """Whether a complement hung on ``child`` may be meant for ``head``."""
        if child.rel in ("relative", "complement", "adverbial", "subject", "parataxis", "conjunct"):
            return False
        if child.pos in VERBAL:
            return head.pos not in VERBAL and child.rel == "participle"
        return True

    def _is_relative(self, token: Token) -> bool:
        return token.lemma in self.relative_pronouns or token.text.lower() in self.relative_pronouns

    def _has_subject(self, verb: Token) -> bool:
        return any(c.rel == "subject" and not self._is_relative(c) for c in self.sentence.children(verb.i))

    def _agent(self, verb: Token) -> Token | None:
        return next((c for c in self.sentence.children(verb.i) if c.rel == "agent"), None)

    def _passive_object(self, verb: Token) -> Token | None:
        own = next((c for c in self.sentence.children(verb.i) if c.rel == "subject"), None)
        if own is not None and not self._is_relative(own):
            return own
        if verb.rel in ("participle", "relative", "modifier") and verb.head != verb.i:
            return self.sentence.tokens[verb.head]
        if verb.rel in ("conjunct", "adverbial", "infinitive") and verb.head != verb.i:
            return self._grammatical_subject(verb, 1)
        return own

    def _behind_quotation(self, verb: Token) -> Token | None:
        """The subject of a verb that follows a quotation (« … », accuse Kiev), which a parser may take for its object."""
        tokens = self.sentence.tokens
        at = verb.i - 1
        while at >= 0 and tokens[at].head == verb.i and tokens[at].pos in ("AUX", "PRON", "ADV"):
            at -= 1
        before = tokens[max(at - 1, 0) : at + 1]
        if not any(t.text in CLOSING for t in before) or not any(t.text in BREAKS for t in before):
            return None
        nouns = [
            c for c in self.sentence.children(verb.i) if c.i > verb.i and not c.prep and c.lemma not in self.time_nouns
        ]
        return next((c for c in nouns if c.rel in ("subject", "object")), None)

    def _grammatical_subject(self, verb: Token, depth: int) -> Token | None:
        behind = self._behind_quotation(verb)
        if behind is not None:
            return behind
        own = next((c for c in self.sentence.children(verb.i) if c.rel == "subject"), None)
        if own is not None and not self._is_relative(own):
            return own
        if verb.head == verb.i or depth > 5:
            return None
        above = self.sentence.tokens[verb.head]
        if verb.rel == "relative" or (above.names and above.rel == "root" and above.pos not in VERBAL):
            return above
        if self._trails(verb):
            return self._subject_of_main(verb, depth)
        if verb.rel == "participle" and verb.morph.get("VerbForm") != "Inf":
            return above if above.pos not in VERBAL else self._subject_above(above, depth)
        controlled = self.controller(verb)
        if controlled is not None:
            return controlled
        if verb.rel == "complement" and verb.morph.get("VerbForm") == "Fin":
            return None
        return self._subject_above(above, depth)

    def _trails(self, verb: Token) -> bool:
        """Whether a present participle trails its sentence after a comma (« …, reprochant à Oslo … »): the subject does it."""
        present = verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") == "Pres"
        before = self.sentence.tokens[verb.i - 1] if verb.i else None
        return present and before is not None and before.text == ","

    def _subject_of_main(self, verb: Token, depth: int) -> Token | None:
        for above in self.sentence.ancestors(verb.i):
            if above.pos in VERBAL and not self._trails(above):
                return self._grammatical_subject(above, depth + 1)
        return None

    def _subject_above(self, above: Token, depth: int) -> Token | None:
        """The subject that a clause shares with the word it hangs on."""
        if above.pos in VERBAL:
            return self._grammatical_subject(above, depth + 1)
        copular = any(c.rel == "copula" for c in self.sentence.children(above.i))
        if copular or any(c.rel == "subject" for c in self.sentence.children(above.i)):
            return next((c for c in self.sentence.children(above.i) if c.rel == "subject"), None)
        if above.head == above.i:
            return None
        higher = self.sentence.tokens[above.head]
        if higher.pos in VERBAL:
            return self._grammatical_subject(higher, depth + 1)
        return self._subject_above(higher, depth + 1) if depth < 5 else None
