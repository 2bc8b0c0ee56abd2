"""What a learned model is told of a word that may make an event, and of an actor that may take part in it.

Features are short strings, the same in training and in use; nothing here knows a language. ``=`` parts the kind of a
feature from its value. What the frames made of the word (:mod:`dragoman.events.drafts`) is among the features, so that the
model learns when to trust them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.actors import is_relay
from dragoman.events.clause import VERBAL
from dragoman.events.drafts import Draft, Reader
from dragoman.events.parties import codes
from dragoman.languages import Pack
from dragoman.records import Mention
from dragoman.text import Sentence, Token, vector, vector_size

Floats = NDArray[np.float32]

CANDIDATES = {"VERB", "AUX", "NOUN", "ADJ", "PROPN", "X", "ADV"}
SUFFERED = {"ASSAULT", "COERCE"}  # what is done to people by others than those who speak of them
NEVER = {"auxiliary", "copula", "determiner", "case", "mark", "punctuation", "fixed"}
MEANING = {"NOUN", "VERB", "ADJ"}  # words whose vectors tell what a sentence is about
BEFORE, AFTER = 6, 7  # words on each side whose vectors count
NEAR = 3  # words on each side whose lemmas count
LONGEST_PATH = 6  # steps between a trigger and an actor that are told one by one


@dataclass(frozen=True)
class Place:
    """An actor's mention at a token of the sentence."""

    token: Token
    mention: Mention


class Evidence:
    """The features of one sentence's words, given what the frames made of it."""

    def __init__(self, reader: Reader, index: int, found: Sequence[Draft]) -> None:
        self.reader = reader
        self.sentence: Sentence = reader.sentence
        self.by_token = reader.parties.resolved.by_token
        self.index = index
        self.drafts = {draft.token.i: draft for draft in found}
        self._whole: Floats | None = None
        self.inside = {token.i: draft for draft in found for token in draft.inner}

    @cached_property
    def places(self) -> list[Place]:
        """Who is named in the sentence, with a code, in the order of the text; agencies that carry news are left out."""
        return [
            Place(token, mention)
            for token in self.sentence.tokens
            for mention in self.by_token.get((self.index, token.i), ())
            if mention.code and not is_relay(mention)
        ]

    @cached_property
    def parties(self) -> int:
        """How many different codes the sentence names."""
        return len({place.mention.code for place in self.places})

    def candidates(self) -> list[Token]:
        """The words that may make an event."""
        return [
            token
            for token in self.sentence.tokens
            if token.pos in CANDIDATES and not token.names and (token.rel not in NEVER) and token.text[:1].isalpha()
        ]

    def outside(self, token: Token, event: str) -> frozenset[int]:
        """Who cannot have done what a participle tells of the people it stands with: "two imprisoned Turkmen bloggers".

        These people themselves (« six diplomates indiens, accusés de … »), unless it is an attack, whose weapons may stand so;
        and the subjects outside their phrase, unless it is a charge, which may be theirs. Nor have these subjects done what
        such people are charged with.
        """
        charged = frozenset[int]().union(*(barred for said, barred in self._charges if token.i in said))
        if event not in (*SUFFERED, "ACCUSE") or not self._is_bare(token):
            return charged
        people, subjects = self._around_participle(token)
        theirs = frozenset[int]() if event == "ACCUSE" or not people else subjects
        return charged | theirs | (frozenset[int]() if event == "ASSAULT" else people)

    @cached_property
    def _charges(self) -> list[tuple[frozenset[int], frozenset[int]]]:
        """What people are charged with by a participle, and the subjects outside their phrase; where it says whose they are."""
        found = []
        for token in self.sentence.tokens:
            frames = self.reader.candidates(token) if self._is_bare(token) else ()
            if any(frame.act is not None and frame.act.event == "ACCUSE" for frame in frames):
                people, subjects = self._around_participle(token)
                found += [(self.reader.said(token), subjects)] if people else []
        return found

    def _is_bare(self, token: Token) -> bool:
        """Whether a word is a past participle beside a noun, with no subject and no auxiliary of its own."""
        acts = token.morph.get("Tense") == "Pres" or token.morph.get("VerbForm") == "Ger"  # « avec Séoul pointant … »
        finite = any(child.rel in ("subject", "auxiliary") for child in self.sentence.children(token.i))
        beside = token.rel in ("modifier", "participle") and token.head != token.i
        return (
            token.pos in VERBAL
            and beside
            and not finite
            and not acts
            and self.sentence.tokens[token.head].pos not in VERBAL
        )

    def _around_participle(self, token: Token) -> tuple[frozenset[int], frozenset[int]]:
        """The places in the phrase that a participle stands with, its own words aside; and those of the subjects outside it."""
        phrase = {t.i for t in self.sentence.subtree(token.head)}
        own = {t.i for t in self.sentence.subtree(token.i)}
        people = frozenset(p.token.i for p in self.places if p.token.i in phrase - own)
        return people, frozenset(p.token.i for p in self.places if p.token.rel == "subject" and p.token.i not in phrase)

    def are_joined(self, one: Token, other: Token) -> bool:
        """Whether two words are members of one row (« Berne, Vienne et Prague »), which may be a single word."""
        return self._row(one) == self._row(other)

    def _row(self, token: Token) -> int:
        """The first word of the row that a word is a member of."""
        while token.rel == "conjunct" and token.head != token.i and token.pos not in VERBAL:
            token = self.sentence.tokens[token.head]
        return token.i

    # --- what a word may tell

    def of_word(self, token: Token) -> list[str]:
        """The features of a word that cost little: what it is, and what the lexicon and the frames say of it."""
        lemma, pos = token.lemma.lower(), "VERB" if token.pos in VERBAL else token.pos
        found = [
            f"l={lemma}",
            f"lp={lemma}/{pos}",
            f"rel={token.rel}",
            f"pos={pos}",
            f"s4={lemma[-4:]}",
            f"p5={lemma[:5]}",
        ]
        found += [f"n={min(self.parties, 3)}"]
        found += self._known(token)
        found += self._drafted(token)
        return found

    def of_trigger(self, token: Token) -> list[str]:
        """The features of a word that may make an event."""
        found = [*self.of_word(token), *self._around(token, token.lemma.lower())]
        return list(dict.fromkeys(found))

    def _known(self, token: Token) -> Iterator[str]:
        """What the lexicon knows of the word: the types that it may tell, and the frame that it has here."""
        types = {f.act.event for f in self.reader.candidates(token) if f.act is not None and not f.words}
        yield from (f"k={name}" for name in sorted(types))
        if not types:
            yield "k=-"
        frame = self.reader.frames.get(token.i)
        if frame is not None and frame.act is not None:
            yield f"f={frame.act.event}"
            yield f"f{'w' if token.i in self.reader.wide else 's'}={frame.act.event}"
        operator = self.reader.operators.get(token.i)
        if operator is not None:
            yield f"o={operator.op}"
        for above in self.sentence.ancestors(token.i)[:2]:
            over = self.reader.operators.get(above.i)
            if over is not None:
                yield f"ao={over.op}"
            if above.i in self.drafts:
                yield f"ad={self.drafts[above.i].act.event}"

    def _drafted(self, token: Token) -> Iterator[str]:
        draft = self.drafts.get(token.i)
        if draft is not None:
            yield f"d={draft.act.event}"
            yield f"d+g={draft.act.event}/{min(draft.guesses, 2)}"
            yield f"d+n={draft.act.event}/{len(codes((*draft.actors, *draft.recipients)))}"
            yield f"d+l={draft.act.event}/{token.lemma.lower()}"
        elif token.i in self.inside:
            yield f"in={self.inside[token.i].act.event}"
            yield "in"
        else:
            yield "d=-"

    def _around(self, token: Token, lemma: str) -> Iterator[str]:
        """The words that stand with it: subject, object, complements, what it hangs on, its neighbours."""
        clause = self.reader.clause
        verb = token.pos in VERBAL
        subject = clause.subject(token) if verb else None
        target = clause.object(token) if verb else None
        for name, other in (("subj", subject), ("obj", target)):
            if other is not None:
                word = self._word(other)
                yield f"{name}={word}"
                yield f"l+{name}={lemma}|{word}"
                yield f"{name}a={self._stands_for_somebody(other)}"
        if verb and clause.passive(token):
            yield "passive"
        for child in self.sentence.children(token.i):
            word = self._word(child)
            yield f"c={child.rel}:{word}"
            if child.prep:
                yield f"p={child.prep}"
                yield f"l+p={lemma}|{child.prep}"
                yield f"pw={child.prep}:{word}"
                yield f"l+pw={lemma}|{child.prep}:{word}"
            elif child.rel in ("modifier", "adverb", "negation"):
                yield f"l+c={lemma}|{word}"
        if token.prep:
            yield f"own={token.prep}"
        if token.head != token.i:
            above = self.sentence.tokens[token.head]
            yield f"h={self._word(above)}"
            yield f"hr={token.rel}:{self._word(above)}"
            yield f"l+h={lemma}|{self._word(above)}"
        for key in ("Tense", "Mood", "VerbForm", "Voice"):
            if key in token.morph:
                yield f"{key}={token.morph[key]}"
        low, high = max(token.i - NEAR, 0), token.i + NEAR + 1
        yield from (f"w={self._word(other)}" for other in self.sentence.tokens[low:high] if other.i != token.i)

    def _word(self, token: Token) -> str:
        """The word as a feature tells it: an actor or a place by that, all else by its lemma."""
        mentions = self.by_token.get((self.index, token.i), ())
        if any(m.code for m in mentions):
            return "PLACE" if all(m.kind == "place" for m in mentions) else "ACTOR"
        return "NAME" if token.names else token.lemma.lower()

    def _stands_for_somebody(self, token: Token) -> str:
        return "y" if any(m.code for m in self.reader.who(token)) else "n"

    # --- the words whose vectors count

    def vectors(self, token: Token, pack: Pack) -> Floats | None:
        """What the words around mean, in one row: the word's own vector, those of its object, of its first complement, of
        what it hangs on, and the means of the words near it and of all the sentence. None without vectors.
        """
        size = vector_size(pack)
        if not size:
            return None
        verb = token.pos in VERBAL
        target = self.reader.clause.object(token) if verb else None
        complement = next((c for c in self.sentence.children(token.i) if c.prep), None)
        above = self.sentence.tokens[token.head] if token.head != token.i else None
        parts = [self._vector(other, pack) for other in (token, target, complement, above)]
        low, high = max(token.i - BEFORE, 0), token.i + AFTER + 1
        near = [t for t in self.sentence.tokens[low:high] if t.i != token.i]
        parts.append(self._mean(near, pack))
        if self._whole is None:
            self._whole = self._mean(self.sentence.tokens, pack)
        return np.concatenate([*parts, self._whole])

    def _vector(self, token: Token | None, pack: Pack) -> Floats:
        found = vector(token.lemma.lower(), pack) if token is not None and not token.names else None
        return found if found is not None else np.zeros(vector_size(pack), np.float32)

    def _mean(self, tokens: Sequence[Token], pack: Pack) -> Floats:
        words = [t for t in tokens if not t.names and t.pos in MEANING]
        if not words:
            return np.zeros(vector_size(pack), np.float32)
        mean: Floats = np.mean([self._vector(t, pack) for t in words], axis=0, dtype=np.float32)
        return mean

    # --- who takes part

    def slots(self, token: Token) -> Mapping[str, list[str]]:
        """For each mention's id, the slots of a word in which it stands."""
        found: dict[str, list[str]] = {}

        def put(slot: str, other: Token | None) -> None:
            for mention in self.reader.who(other) if other is not None else ():
                found.setdefault(mention.id, []).append(slot)

        clause = self.reader.clause
        if token.pos in VERBAL:
            put("subject", clause.subject(token))
            put("object", clause.object(token))
        else:
            put("bearer", self.reader.noun_subject(token))
        for child in self.sentence.children(token.i):
            if child.prep or child.rel in ("indirect", "agent"):
                put(child.prep or child.rel, child)
        for mention in self.reader.parties.modifiers(token):
            found.setdefault(mention.id, []).append("adjective")
        for mention in self.reader.parties.possessors(token):
            found.setdefault(mention.id, []).append("possessor")
        for n, above in enumerate([a for a in self.sentence.ancestors(token.i) if a.pos in VERBAL][:2], 1):
            put(f"{n}.subject", clause.subject(above))
            put(f"{n}.object", clause.object(above))
        return found

    def of_role(self, token: Token, event: str, place: Place, slots: Mapping[str, list[str]]) -> list[str]:
        """The features of an actor's place in the event that a word makes."""
        mention, other = place.mention, place.token
        own = list(dict.fromkeys(slots.get(mention.id, ()))) or ["-"]
        found = []
        for slot in own[:3]:
            found += [f"s={slot}", f"s+t={slot}|{event}"]
        first = own[0]
        path = self._path(token, other)
        found += [f"path={path}", f"path+t={path}|{event}"]
        side = "<" if other.i < token.i else ">"
        gap = min(abs(other.i - token.i), 24) // 4
        between = sum(1 for p in self.places if min(other.i, token.i) < p.token.i < max(other.i, token.i))
        found += [f"side={side}", f"gap={side}{gap}", f"side+t={side}|{event}", f"between={side}{min(between, 3)}"]
        found += [f"kind={mention.kind}", f"kind+t={mention.kind}|{event}", f"k+s={mention.kind}|{first}"]
        found += [f"sector={mention.sector}", f"mp={other.prep}", f"mp+t={other.prep}|{event}", f"mr={other.rel}"]
        if other.head != other.i:
            found += [f"mh={self._word(self.sentence.tokens[other.head])}"]
        found += [f"t={event}", f"n+t={min(self.parties, 4)}|{event}"]
        passive = token.pos in VERBAL and self.reader.clause.passive(token)
        found += [f"v={passive}|{side}"]
        found += self._drafted_role(token, event, mention)
        return list(dict.fromkeys(found))

    def _drafted_role(self, token: Token, event: str, mention: Mention) -> Iterator[str]:
        draft = self.drafts.get(token.i)
        if draft is None:
            yield "d=-"
            yield f"d=-|{event}"
            return
        role = ("a" if mention.code in codes(draft.actors) else "") + (
            "r" if mention.code in codes(draft.recipients) else ""
        )
        same = "=" if draft.act.event == event else "!"
        filled = f"{bool(draft.actors):d}{bool(draft.recipients):d}"
        yield f"d={role}"
        yield f"d+s={role}{same}"
        yield f"d+g={role}|{min(draft.guesses, 2)}"
        yield f"d+f={role}|{filled}"
        yield f"d+t={role}|{event}"
        yield f"d+r={role}|{draft.reciprocal:d}"

    def _path(self, token: Token, other: Token) -> str:
        """The relations from one word up and down to another, with the prepositions that lead down."""
        up = [token, *self.sentence.ancestors(token.i)]
        down = [other, *self.sentence.ancestors(other.i)]
        above = {t.i: n for n, t in enumerate(up)}
        meet = next((n for n, t in enumerate(down) if t.i in above), None)
        if meet is None:
            return "apart"
        rise, fall = up[: above[down[meet].i]], down[:meet]
        if len(rise) + len(fall) > LONGEST_PATH:
            return f"far{len(rise)}"
        return "^".join(t.rel for t in rise) + "/" + ">".join(f"{t.rel}:{t.prep}" for t in reversed(fall))
