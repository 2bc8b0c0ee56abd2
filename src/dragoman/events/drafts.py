"""The events of one sentence before anybody asks who says so: predicates, their roles, and what governs them.

A predicate's frame fills its roles by syntax. Words that govern another predicate (« refuser de », « annuler ») make one
event of the two, as ``ontology/operators.toml`` says; speech acts (« accuser de ») make two, the second hung on the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dragoman.actors import Resolved
from dragoman.events.clause import VERBAL, Clause
from dragoman.events.lexicon import Frame, Lexicon, lexicon
from dragoman.events.parties import Parties, codes, others, unique
from dragoman.events.realis import is_kept_from, is_purpose, is_undone, realis_of, signs
from dragoman.languages import Pack
from dragoman.ontology import Act, keeps_roles, turn
from dragoman.records import Mention, Realis
from dragoman.text import Sentence, Token

PHYSICAL = {"ASSAULT", "MOBILIZE", "COERCE", "RETREAT", "CONSULT", "AID", "PROTEST"}  # acts that happen somewhere
HURTS = {
    "ASSAULT",
    "COERCE",
    "SANCTION",
    "ACCUSE",
    "THREATEN",
    "MOBILIZE",
}  # acts whose victim is never taken for the doer
DOMESTIC = {"ASSAULT", "COERCE", "PROTEST", "REQUEST", "ACCUSE", "REJECT", "CONCEDE", "RETREAT", "THREATEN", "SANCTION"}
WORDS = {"ACCUSE", "THREATEN", "REQUEST", "REJECT"}  # hostile words: who rejects them answers another's
REFUSALS = {"refuse", "cancel"}  # operators that answer another's hostile word (« rejeter un ultimatum »)
SAID_TO_COME = {"promise", "threaten", "plan"}
NEITHER = -1
ASIDES = {"relative", "apposition", "parataxis", "other"}  # clauses that a comma may set off from what they follow
GOVERNED = {"complement", "infinitive", "object", "participle", "adverbial"}
UNDER: dict[str, Realis] = {
    "possible": "hypothetical",
    "request": "hypothetical",
    "threaten": "hypothetical",
    "promise": "planned",
    "plan": "planned",
    "refuse": "negated",
    "prevent": "negated",
}  # what is left of an act deep inside what such a word governs
UNDONE: dict[str, Realis] = {
    "refuse": "hypothetical",
    "prevent": "actual",
    "stop": "actual",
}  # what is left when such a word is negated
STRENGTH: dict[Realis, int] = {"actual": 0, "planned": 1, "hypothetical": 2, "negated": 3}


@dataclass(frozen=True)
class Draft:
    """An event as the sentence's syntax tells it.

    ``told_as`` is the status that a speech act lends to what it speaks of, ``said_by`` its speakers, ``outer`` the
    trigger of that speech act. ``guesses`` counts roles filled by nearness instead of syntax. ``chance`` is what the learned
    model gives the event, 0 where it was not asked; ``telling`` the chance of each realis and status (“planned/alleged”),
    where an encoder was asked.
    """

    act: Act
    token: Token
    frame: Frame
    actors: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    reciprocal: bool = False
    realis: Realis = "actual"
    told_as: str | None = None
    said_by: tuple[Mention, ...] = ()
    outer: Token | None = None
    guesses: int = 0
    inner: tuple[Token, ...] = field(default=())
    chance: float = 0.0
    telling: Mapping[str, float] | None = None


class Reader:
    """The frames of one sentence (its index among the page's), and what they make of it."""

    def __init__(self, sentence: Sentence, index: int, resolved: Resolved, pack: Pack) -> None:
        self.sentence = sentence
        self.pack = pack
        self.lexicon: Lexicon = lexicon(pack)
        self.signs = signs(pack)
        self.words = _words(pack)
        relatives, times = self.words.get("relative_pronoun", frozenset()), self.words.get("time_nouns", frozenset())
        self.clause = Clause(sentence, relatives, times, self._controller)
        self.parties = Parties(
            self.clause, index, resolved, self.words.get("genitive", frozenset()), self.words.get("place", frozenset())
        )
        self.known: dict[int, Draft | None] = {}
        self.busy: set[int] = set()
        self.wide: set[int] = set()
        self.operators: dict[int, Frame] = {}
        self.frames: dict[int, Frame] = {}
        self.support = self._support()
        self.operators = self._found_frames(governing=True)
        self.frames = self._found_frames(governing=False)
        self.known.clear()

    # --- the way in

    def read(self) -> list[Draft]:
        """The events of the sentence, in the order of their triggers."""
        found = {
            i: draft for i in sorted({*self.frames, *self.operators}) if (draft := self.draft(self.sentence.tokens[i]))
        }
        swallowed = {token.i for draft in found.values() for token in draft.inner}
        swallowed |= {self._poorer(i, token.i, found) for i, draft in found.items() for token in self._own_words(draft)}
        kept = {i: draft for i, draft in found.items() if i not in swallowed}
        kept = {i: replace(draft, realis=self._under(draft.token, draft.realis)) for i, draft in kept.items()}
        return self.told_within(kept.values())

    def told_within(self, found: Iterable[Draft]) -> list[Draft]:
        """The drafts, in the order of their triggers, those that a speech act among them speaks of with what it makes of them."""
        kept = {draft.token.i: draft for draft in found}
        spoken: dict[int, Draft] = {}
        for draft in kept.values():
            told = self._spoken_of(draft, kept)
            spoken |= {i: one for i, one in told.items() if i not in spoken or spoken[i].told_as != "denied"}
        return [spoken.get(i, draft) for i, draft in sorted(kept.items())]

    def _under(self, token: Token, realis: Realis) -> Realis:
        """A word's realis with what words higher up make of it (« redoute que X profite de la trêve pour pilonner … »)."""
        below = token
        for above in self.sentence.ancestors(token.i):
            apart = any(t.text == ";" for t in self.sentence.tokens[min(below.i, above.i) : max(below.i, above.i)])
            if apart or below.rel in ("relative", "parataxis", "conjunct") or self._is_set_apart(below):
                break
            if below.rel == "subject" and not self._is_indefinite(below):
                break
            frame = self.operators.get(above.i)
            taken = above.i == token.i or (self.known.get(above.i) is not None and above.i in self.operators)
            governed = below.rel in GOVERNED or below.pos in VERBAL
            clause_only = (
                below.rel == "complement" and frame is not None and "clause" not in (frame.complement or ("clause",))
            )
            if frame is not None and not taken and governed and not clause_only:
                return _stronger(realis, UNDER.get(frame.op or "", "actual"))
            below = above
        return realis

    def _is_indefinite(self, noun: Token) -> bool:
        """« craint qu'une attaque ne … »: a subject that is only feared, while « l'attaque » has been."""
        articles = (c for c in self.sentence.children(noun.i) if c.rel == "determiner")
        return any(c.morph.get("Definite") == "Ind" for c in articles)

    def _is_set_apart(self, verb: Token) -> bool:
        """Whether a clause has a relative pronoun of its own: « …, où des manifestants ont blessé … »."""
        pronouns = self.words.get("relative_pronoun", frozenset())
        return verb.rel == "adverbial" and any(
            c.pos == "PRON" and c.text.lower() in pronouns for c in self.sentence.children(verb.i)
        )

    @staticmethod
    def _poorer(verb: int, noun: int, found: dict[int, Draft]) -> int:
        """Of a verb and the event noun it asks for, the one that tells of fewer; the noun where both tell the same.

        Neither, where the noun tells of more and of something else (« l'appel d'Oslo à Quito a été ignoré »).
        """
        if noun not in found:
            return noun
        told = {i: codes((*found[i].actors, *found[i].recipients)) for i in (verb, noun)}
        if len(told[noun]) <= len(told[verb]):
            return noun
        return verb if found[verb].act.event == found[noun].act.event else NEITHER

    def _own_words(self, draft: Draft) -> list[Token]:
        """The words that a frame asks for: « a signé l'accord » is one event, told by the verb."""
        frame = draft.frame
        if frame.content is not None or frame.pos != "verb" or draft.token.i not in self.frames:
            return []
        return [
            joined
            for slot, words in frame.need.items()
            for filler in self._slot(slot, draft.token)
            for joined in self.clause.conjuncts(filler)
            if joined.lemma in words or joined.text.lower() in words
        ]

    def draft(self, token: Token) -> Draft | None:
        """The event that a word makes, alone or with what it governs; None where it makes none."""
        if token.i not in self.known:
            if token.i in self.busy:
                return None
            self.busy.add(token.i)
            governing, apart = self._governing(token), self._is_told_apart(token)
            plain = self._plain(token) if apart or governing is None else None
            self.known[token.i] = _fuller(plain, governing) if apart else governing or plain
            self.busy.discard(token.i)
        return self.known[token.i]

    def _is_told_apart(self, token: Token) -> bool:
        """Whether a governing word has a frame of its own for just this object (« suspendre sa participation »)."""
        frame = self.frames.get(token.i)
        return frame is not None and token.i not in self.wide and "object" in frame.need

    # --- matching frames

    def _found_frames(self, *, governing: bool) -> dict[int, Frame]:
        """The frame of each predicate, by the index of the word that its complements hang on."""
        found: dict[int, Frame] = {}
        for token in self.sentence.tokens:
            frame = self._frame(token, governing=governing)
            wide = frame is None and not governing
            frame = self._unanimous(token) if wide else frame
            if frame is None:
                continue
            head = self._head(token, frame)
            if wide:
                self.wide.add(head)
            if head not in found or found[head].specificity < frame.specificity:
                found[head] = frame
        return found

    def _head(self, token: Token, frame: Frame) -> int:
        """Of an idiom's words the one that the others hang on ("credit line": line)."""
        if not frame.words or frame.pos != "noun":
            return token.i
        inside = {token.i, *(t.i for t in self._further(frame, token))}
        return next((i for i in sorted(inside) if self.sentence.tokens[i].head not in inside - {i}), token.i)

    def _frame(self, token: Token, *, governing: bool) -> Frame | None:
        if token.names:
            return None
        for frame in self.candidates(token):
            if (frame.op is not None) == governing and self._matches(frame, token):
                return frame
        return None

    def candidates(self, token: Token) -> tuple[Frame, ...]:
        """All frames that a word's lemma or form may have, the most specific first."""
        return _candidates(token.lemma, token.text.lower(), self.pack)

    def _unanimous(self, token: Token) -> Frame | None:
        """The plainest frame of a word whose frames all tell the same type, though none has the complements it asks for.

        « a abattu un bombardier russe » where the frame lists aircraft but not bombers. It counts only between two states.
        """
        if token.names:
            return None
        fitting = [
            f
            for f in self.candidates(token)
            if f.act is not None and not (f.words or f.strict) and self._fits(f, token)
        ]
        same = len({f.act.event for f in fitting if f.act is not None}) == 1
        return fitting[-1] if same else None

    def _matches(self, frame: Frame, token: Token) -> bool:
        return self._fits(frame, token) and all(
            self._slot_has(slot, token, words) for slot, words in frame.need.items()
        )

    def _fits(self, frame: Frame, token: Token) -> bool:
        """Whether a word may have a frame, its needed complements aside."""
        if not self._has_words(frame, token) or not self._is_pos(
            frame.pos, self.sentence.tokens[self._head(token, frame)]
        ):
            return False
        if frame.clitic and not any(
            c.text.lower() == frame.clitic for c in self.sentence.children(token.i) if c.i < token.i
        ):
            return False
        if frame.pos == "verb" and frame.reflexive != self._is_reflexive(token) and not self._is_mutual(frame, token):
            return False
        return not any(self._slot_has(slot, token, words) for slot, words in frame.bar.items())

    def _is_pos(self, pos: str, token: Token) -> bool:
        if pos == "verb":
            return token.pos in VERBAL and token.rel not in ("auxiliary", "copula")
        if pos == "noun":
            return token.pos in ("NOUN", "PROPN", "ADV", "X")
        return token.pos in ("ADJ", "VERB", "NOUN")

    def _is_reflexive(self, token: Token) -> bool:
        pronouns = self.words.get("reflexive", frozenset())
        return any(
            c.rel == "reflexive" or (c.i < token.i and c.text.lower() in pronouns)
            for c in self.sentence.children(token.i)
        )

    def _is_mutual(self, frame: Frame, token: Token) -> bool:
        """« se sont accusés »: the verb of a compound subject done to each other."""
        if frame.reflexive or any(f.reflexive for f in self.lexicon.frames.get(frame.lemma, ())):
            return False
        subject = self.clause.subject(token)
        return subject is not None and len(codes(self._of(subject))) > 1

    def _has_words(self, frame: Frame, token: Token) -> bool:
        return len(self._further(frame, token)) == len(frame.words)

    def _further(self, frame: Frame, token: Token) -> list[Token]:
        """An idiom's further words, in order, with at most three other words before each; as many as there are."""
        at, found = token.i, []
        for word in frame.words:
            window = self.sentence.tokens[at + 1 : at + 5]
            hit = next((t for t in window if word in (t.lemma, t.text.lower())), None)
            if hit is None:
                break
            found.append(hit)
            at = hit.i
        return found

    def _slot_has(self, slot: str, token: Token, words: frozenset[str]) -> bool:
        return any(
            conjunct.lemma in words or conjunct.text.lower() in words
            for filler in self._slot(slot, token)
            for conjunct in self.clause.conjuncts(filler)
        )

    # --- slots

    def _slot(self, slot: str, token: Token) -> Iterable[Token]:
        """The words in a slot of a predicate, near first."""
        verb = token if token.pos in VERBAL else None
        if slot == "subject":
            return self._some(self.clause.subject(verb) if verb else self.noun_subject(token))
        if slot == "bearer":
            return self._some(self.clause.bearer(verb) if verb else self.noun_subject(token))
        if slot == "object":
            return self._some(self.clause.object(verb)) if verb else ()
        if slot.startswith("object>"):
            head = self.clause.object(verb) if verb else None
            return self.clause.complements(head, {slot.removeprefix("object>")}) if head is not None else ()
        if slot == "adj":
            return [c for c in self.sentence.children(token.i) if c.rel == "modifier"]
        if slot == "poss":
            return [c for c in self.sentence.children(token.i) if c.rel == "possessive"]
        return self._introduced(token, slot)

    def _introduced(self, token: Token, prep: str) -> list[Token]:
        """What a preposition introduces, on the predicate or on the verb that supports it."""
        found = list(self.clause.complements(token, {prep}))
        if prep in self.words.get("dative", ()):
            found += [c for c in self.sentence.children(token.i) if c.rel == "indirect"]
        if prep in self.words.get("agent", ()):
            participles = [c for c in self.sentence.children(token.i) if c.rel == "participle"]
            found += [a for p in [token, *participles] for a in self.sentence.children(p.i) if a.rel == "agent"]
        support = self.support.get(token.i) or self._plain_verb(token)
        if support is not None:
            found += [
                t
                for t in self.clause.complements(support, {prep})
                if t.i != token.i and not self.clause.within(t, token)
            ]
            if prep in self.words.get("dative", ()):
                found += [c for c in self.sentence.children(support.i) if c.rel == "indirect"]
        return found

    def _tells(self, token: Token) -> bool:
        """Whether a word has a frame whose complements it has."""
        return token.i in self.frames and token.i not in self.wide

    def _plain_verb(self, noun: Token) -> Token | None:
        """The verb that a noun is the object of, where it tells no event itself (« a rappelé sa disponibilité à … »)."""
        while noun.rel == "nominal" and noun.prep in self.words.get("genitive", ()):
            noun = self.sentence.tokens[noun.head]
        above = self.sentence.tokens[noun.head]
        tells = self._tells(above) and above.i not in self.operators
        return above if noun.rel == "object" and noun.pos not in VERBAL and above.pos in VERBAL and not tells else None

    def _support(self) -> dict[int, Token]:
        """For each noun that is the object of a support verb, that verb."""
        found = {}
        for token in self.sentence.tokens:
            if token.pos in VERBAL and token.lemma in self.lexicon.support:
                head = self.clause.object(token)
                for noun in self.clause.conjuncts(head) if head is not None else ():
                    found[noun.i] = token
                for child in self.sentence.children(token.i):
                    if child.rel == "oblique" and child.pos == "NOUN" and child.i not in found:
                        found.setdefault(child.i, token)
        return found

    def noun_subject(self, noun: Token) -> Token | None:
        """Who does what a noun tells, by the verb that supports it or, for an adjective, by its copula."""
        support = self.support.get(noun.i)
        if support is not None:
            return self.clause.subject(support)
        if noun.pos in ("ADJ", "NOUN"):
            own = next((c for c in self.sentence.children(noun.i) if c.rel == "subject"), None)
            if own is not None:
                return own
            if noun.rel in ("modifier", "participle") and noun.pos == "ADJ":
                return self.sentence.tokens[noun.head]
        above = self.sentence.tokens[noun.head]
        tells = self._tells(above) or above.i in self.operators
        attached = noun.rel in ("attribute", "object", "apposition", "infinitive")
        if not attached or above.pos not in VERBAL or tells or above.rel == "participle":
            return None
        subject = self.clause.subject(above)
        return None if subject is not None and subject.i in self.frames else subject

    @staticmethod
    def _some(token: Token | None) -> tuple[Token, ...]:
        return () if token is None else (token,)

    def _controller(self, verb: Token) -> Token | None:
        """Who does an infinitive, where the word above says that it is not its subject."""
        for above in self.sentence.ancestors(verb.i)[:2]:
            frame = self.operators.get(above.i) or self.frames.get(above.i)
            if frame is None or frame.control == "subject":
                continue
            slot = next(iter(self._slot(frame.control, above)), None)
            if slot is not None and slot.i != verb.i:
                return slot
        return self._led(verb)

    def _led(self, verb: Token) -> Token | None:
        """Who is led to do an infinitive: « a autorisé Kiev à … », « a permis à Kiev de … »."""
        above = self.sentence.tokens[verb.head]
        if self.signs.heads.get(above.lemma) != "hypothetical" or verb.morph.get("VerbForm") != "Inf":
            return None
        datives = (d for prep in self.words.get("dative", ()) for d in self.clause.complements(above, {prep}))
        led = self.clause.object(above) if self.clause.object(above) is not None else next(iter(datives), None)
        return led if led is not None and led.i != verb.i else None

    # --- roles

    def _of(self, token: Token, *, where: bool = True) -> list[Mention]:
        return self.parties.of(token, self._noun_actor, where=where)

    def who(self, token: Token) -> list[Mention]:
        """Whom a word stands for; a phrase never for the country it is in."""
        return self._of(token, where=False)

    def _noun_actor(self, token: Token) -> list[Mention] | None:
        """Who did what an event noun tells (« l'invasion russe »), nobody where it does not say; None for other nouns."""
        frame = self.frames.get(token.i)
        if frame is None or frame.act is None or token.pos in VERBAL or token.i in self.busy or token.i in self.wide:
            return None
        draft = self.draft(token)
        if draft is None or (not draft.actors and draft.act.event not in HURTS):
            return None
        return list(draft.actors)

    def _fill(self, slots: tuple[str, ...], token: Token, *, acts: bool, where: bool = True) -> list[Mention]:
        """Who stands in the first of these slots that holds an actor; a place does not act.

        With ``where``, a phrase may stand for the country it is in: right for a strike, wrong for praise.
        """
        for slot in slots:
            if slot == "any":
                return self._nearest(token, [])
            found: list[Mention] = []
            for filler in self._slot(slot, token):
                found += self._owner(filler, token) if slot == "poss" else self._of(filler, where=where)
                if found and slot not in ("adj", "poss"):
                    break
            found = [
                m for m in unique(found) if m.code and not (acts and slot != "adj" and self._is_where(m, token, slot))
            ]
            if found:
                return found
        return []

    def _is_where(self, mention: Mention, token: Token, slot: str) -> bool:
        """Whether a place stands in a slot by itself (« à Oslo ») and not as the place of those who do it (farmers in Poland)."""
        return mention.kind == "place" and any(
            mention in self.parties.named(filler) for filler in self._slot(slot, token)
        )

    def _owner(self, possessive: Token, noun: Token) -> list[Mention]:
        """Whom a possessive stands for; where the page does not tell, the subject of the clause (« lors de sa visite, X … »)."""
        known = self.parties.possessor(possessive)
        if known or noun.head == noun.i:
            return known
        above = self.sentence.tokens[noun.head]
        subject = self.clause.subject(above) if above.pos in VERBAL else None
        return self._of(subject) if subject is not None and subject.i != noun.i else []

    def _plain(self, token: Token) -> Draft | None:
        """The event of a predicate by its own frame."""
        frame = self.frames.get(token.i)
        if frame is None or frame.act is None:
            return None
        actors = self._fill(frame.actor, token, acts=True)
        found = self._fill(frame.recipient, token, acts=False, where=frame.act.event in PHYSICAL)
        between = self._between(token)
        if between and (frame.reciprocal or not actors):
            draft = Draft(frame.act, token, frame, tuple(between), reciprocal=True)
        elif frame.reciprocal:
            draft = Draft(frame.act, token, frame, tuple(unique([*actors, *found])), reciprocal=True)
        elif frame.pos == "verb" and not frame.reflexive and self._is_reflexive(token):
            draft = Draft(frame.act, token, frame, tuple(actors), reciprocal=True)
        else:
            recipients = others(found, actors) or self._at_home(frame.act, found, actors)
            draft = self._guess(Draft(frame.act, token, frame, tuple(actors), tuple(recipients)), frame)
        if token.i in self.wide:
            if len(codes(draft.actors) | codes(draft.recipients)) < 2 or draft.guesses:
                return None
            draft = replace(draft, guesses=1)
        return self._coloured(draft, token)

    @staticmethod
    def _at_home(act: Act, found: list[Mention], actors: list[Mention]) -> list[Mention]:
        """Those of the actor's own state whom an act is done to (« la police togolaise a arrêté l'opposant togolais »)."""
        ids = {m.id for m in actors}
        spans = {(m.start, m.end) for m in actors}
        return [m for m in found if m.id not in ids and (m.start, m.end) not in spans] if act.event in DOMESTIC else []

    def _between(self, token: Token) -> list[Mention]:
        for prep in self.words.get("between", ()):
            for filler in self._introduced(token, prep):
                found = [m for m in self._of(filler) if m.code]
                if len(codes(found)) > 1:
                    return found
        return []

    def _guess(self, draft: Draft, frame: Frame) -> Draft:
        """Fill an empty role with the nearest actor that the sentence's syntax does not give to another predicate."""
        guesses = 0
        if not draft.actors and not (frame.pos == "verb" and self.clause.passive(draft.token)):
            before = self._left(draft) if frame.pos == "verb" else self._above(draft)
            draft, guesses = replace(draft, actors=tuple(before)), guesses + bool(before)
        if not draft.recipients and frame.recipient and draft.actors:
            near = self._nearest(draft.token, list(draft.actors), where=draft.act.event in PHYSICAL)
            draft, guesses = replace(draft, recipients=tuple(near)), guesses + bool(near)
        return replace(draft, guesses=guesses)

    def _left(self, draft: Draft) -> list[Mention]:
        """The nearest actor on the left that no preposition introduces and no verb lies between, for a verb without subject."""
        token, taken = draft.token, draft.recipients
        if self.clause.subject(token) is not None:
            return []
        for other in reversed(self.sentence.tokens[: token.i]):
            if other.pos == "VERB" and other.morph.get("VerbForm") == "Fin" and other.rel != "auxiliary":
                return []
            if other.rel in ("subject", "root", "other") and not other.prep:
                found = [m for m in others(self._of(other), taken) if m.code and m.kind != "place"]
                if found:
                    return found
        return []

    def _above(self, draft: Draft) -> list[Mention]:
        """The subject of the verb that an event noun is the object of, where that verb tells no event of its own."""
        noun = draft.token
        verb = self.sentence.tokens[noun.head]
        if noun.rel != "object" or verb.pos not in VERBAL or self._tells(verb) or verb.i in self.operators:
            return []
        subject = self.clause.subject(verb)
        found = self._of(subject) if subject is not None and subject.i not in self.frames else []
        return [m for m in others(found, draft.recipients) if m.code and m.kind != "place"]

    def _nearest(self, token: Token, taken: list[Mention], *, where: bool = True) -> list[Mention]:
        """The nearest actor inside the predicate's own phrase that belongs to no other predicate."""
        for other in self.sentence.subtree(token.i):
            if other.i <= token.i or self._belongs_elsewhere(other, token):
                continue
            if other.rel in (
                "object",
                "oblique",
                "nominal",
                "indirect",
                "modifier",
            ) and other.prep not in self.words.get("time", ()):
                found = [m for m in others(self.parties.named(other), taken) if m.code and (where or m.kind != "place")]
                if found:
                    return found
        return []

    def _belongs_elsewhere(self, other: Token, token: Token) -> bool:
        for above in self.sentence.ancestors(other.i):
            if above.i == token.i:
                return False
            if above.pos in VERBAL or above.i in self.frames or above.i in self.operators:
                return True
        return False

    # --- what governs what

    def _governing(self, token: Token) -> Draft | None:
        """The one event of an operator and what it governs."""
        frame = self.operators.get(token.i)
        if frame is None or frame.op is None:
            return None
        for inner_token in self._governed(frame, token):
            inner = self.draft(inner_token)
            if inner is not None:
                return self._compose(frame, token, inner)
        return None

    def _governed(self, frame: Frame, token: Token) -> Iterable[Token]:
        for slot in frame.complement or ("inf", "clause", "object"):
            if slot == "inf":
                yield from self.clause.infinitives(token)
                verb = self._plain_verb(token)
                if verb is not None:
                    yield from (c for c in self.clause.infinitives(verb) if c.i > token.i)
            elif slot == "clause":
                yield from self.clause.clauses(token)
            else:
                for filler in self._slot(slot, token):
                    yield filler
                    yield from self._governed_inside(filler)

    def _governed_inside(self, filler: Token) -> Iterable[Token]:
        """The event noun inside a phrase whose head is none (« une série de frappes »)."""
        if filler.i not in self.frames and filler.i not in self.operators:
            yield from (c for c in self.sentence.children(filler.i) if c.prep in self.words.get("genitive", ()))

    def _compose(self, frame: Frame, token: Token, inner: Draft) -> Draft:
        op = frame.op or ""
        own = self._fill(frame.actor, token, acts=True)
        if (
            op in UNDONE and realis_of(self.clause, token, self.signs) == "negated"
        ):  # « n'a pas exclu », "did not fail to"
            actors = inner.actors or tuple(others(own, inner.recipients))
            undone = inner.token.pos not in VERBAL  # the noun has the verb's negation already
            left = UNDONE[op] if undone and inner.realis == "negated" else _stronger(inner.realis, UNDONE[op])
            return replace(inner, actors=actors, realis=left, inner=(*inner.inner, inner.token))
        if (
            op in SAID_TO_COME and inner.realis == "negated" and not inner.act.cooperative
        ):  # « promet de ne pas attaquer »
            return replace(inner, actors=inner.actors or tuple(own), inner=(*inner.inner, inner.token))
        act, realis = turn(op, inner.act)
        swallowed = (*inner.inner, inner.token)
        if op in REFUSALS and own and inner.act.event in WORDS and inner.token.pos not in VERBAL:
            theirs = tuple(others(inner.actors, own))
            answer = Draft(Act("REJECT"), token, frame, tuple(own), theirs, guesses=inner.guesses, inner=swallowed)
            return self._coloured(answer, token)
        taken_over = bool(own and inner.actors) and not codes(own) & codes(inner.actors)
        if keeps_roles(op) or (act == inner.act and not taken_over):
            actors = inner.actors or tuple(others(own, inner.recipients))
            kept = replace(inner, actors=actors, realis=_stronger(inner.realis, realis or "actual"), inner=swallowed)
            return self._coloured(kept, token)
        actors = tuple(own) or (() if op == "request" else inner.actors)
        addressed = self._fill(frame.recipient, token, acts=False)
        recipients = (
            others(addressed, actors) or self._rest(op, inner, actors) or self._own_recipients(act, token, actors)
        )
        together = inner.reciprocal and not recipients and len(codes(actors)) > 1
        draft = Draft(act, token, frame, actors, tuple(recipients), together, guesses=inner.guesses, inner=swallowed)
        return self._coloured(draft, token)

    def _own_recipients(self, act: Act, token: Token, actors: tuple[Mention, ...]) -> list[Mention]:
        """The recipients that the governing word has by its own frame (« les menaces de guerre contre Oslo »)."""
        plain = self._plain(token)
        return others(plain.recipients, actors) if plain is not None and plain.act.event == act.event else []

    @staticmethod
    def _rest(op: str, inner: Draft, actors: tuple[Mention, ...]) -> list[Mention]:
        """Who else takes part in what is governed: of a request, first the one who is to do it."""
        if op == "request":
            return others(inner.actors, actors) or others(inner.recipients, actors)
        return others((*inner.recipients, *inner.actors), actors)

    def _coloured(self, draft: Draft, token: Token) -> Draft:
        """The draft with what its clause says of its realis; a cooperative act to come becomes an agreement."""
        realis = _stronger(draft.realis, realis_of(self.clause, token, self.signs))
        if draft.act.event == "ASSAULT" and is_purpose(self.clause, token, self.signs):
            realis = _stronger(realis, "planned")
        if (
            token.pos not in VERBAL
            and self._is_taken_from_above(draft)
            and is_kept_from(self.clause, token, self.signs)
        ):
            realis = "negated"
        if token.pos not in VERBAL and is_undone(self.clause, token, self.signs):
            realis = "negated"
        verb = self.support.get(token.i) or self._plain_verb(token) if token.pos not in VERBAL else None
        if verb is not None:
            realis = _stronger(realis, realis_of(self.clause, verb, self.signs))
        if realis == "planned" and draft.act.event not in (
            "AGREE",
            "CONCEDE",
            "REQUEST",
            "ACCUSE",
            "REJECT",
            "THREATEN",
        ):
            act, kept = turn("plan", draft.act)
            return replace(draft, act=act, realis=kept or "actual")
        return replace(draft, realis=realis)

    def _is_taken_from_above(self, draft: Draft) -> bool:
        """Whether the doer of an event noun stands outside its phrase or is still to be found: the subject of a verb above."""
        phrase = self.sentence.subtree(draft.token.i)
        return not draft.actors or any(m.start < phrase[0].start or m.end > phrase[-1].end for m in draft.actors)

    def realis(self, token: Token) -> Realis:
        """The realis that a word has by its own clause and by the words that govern it, whatever it tells."""
        verb = self._plain_verb(token) if token.pos not in VERBAL else None
        if token.pos not in VERBAL and is_undone(self.clause, token, self.signs):
            return "negated"
        own = [realis_of(self.clause, word, self.signs) for word in (token, verb) if word is not None]
        return self._under(token, max(own, key=STRENGTH.__getitem__))

    # --- speech acts

    def _spoken_of(self, outer: Draft, kept: dict[int, Draft]) -> dict[int, Draft]:
        """The events inside what a speech act speaks of, with the status that it lends them."""
        content = outer.frame.content
        if content is None:
            return {}
        told = {}
        above = {t.i for t in self.sentence.ancestors(outer.token.i)}  # « sanctions contre X, accusé de »: no content
        for token in (t for t in self._contents(outer.token) if t.i not in above):
            for i in [token.i, *(t.i for t in self.sentence.subtree(token.i))]:
                inner = kept.get(i)
                if inner is None or i == outer.token.i or inner.told_as or self._is_aside(inner.token, token, content):
                    continue
                told[i] = self._told(inner, outer, content)
        return told

    def said(self, token: Token) -> frozenset[int]:
        """The words of what a word says by its frames (« nie que … », « accusé de … »), by their places in the sentence."""
        contents = {frame.content for frame in self.candidates(token)} - {None, "hypothetical"}
        if not contents:
            return frozenset()
        above = {token.i, *(t.i for t in self.sentence.ancestors(token.i))}
        return frozenset(
            t.i for content in self._contents(token) if content.i not in above for t in self.sentence.subtree(content.i)
        )

    def _is_aside(self, token: Token, content: Token, told_as: str) -> bool:
        """Whether a word stands in a clause set off from what is spoken of: « soupçonne X de …, ce que X nie ».

        What is only wanted or feared may hold what has been done (« demande la libération du marin qu'elle a arrêté »).
        """
        for above in [token, *self.sentence.ancestors(token.i)]:
            if above.i == content.i:
                return False
            first = self.sentence.subtree(above.i)[0]
            set_off = first.i and self.sentence.tokens[first.i - 1].text == ","
            done = told_as == "hypothetical" and above.rel == "relative"
            if done or (above.rel in ASIDES and (set_off or first.text == ",")):
                return True
        return False

    def _contents(self, token: Token) -> Iterable[Token]:
        apart = {*self.signs.preps, *self.signs.purpose, *self.words.get("time", ())}  # « sans accuser X, a dénoncé … »
        infinitives = (
            c for c in self.clause.infinitives(token) if c.morph.get("VerbForm") != "Fin"
        )  # « accusé …, dément »
        yield from (c for c in infinitives if c.rel != "adverbial" or c.prep not in apart)
        yield from self.clause.clauses(token)
        head = self.clause.object(token) if token.pos in VERBAL else None
        if head is not None and head.i in self.frames:
            yield head
        yield from (n for n in self.clause.noun_complements(token) if n.i in self.frames or n.i in self.operators)
        for child in self.sentence.children(token.i):
            if child.rel == "participle":
                yield from (g for g in self.sentence.subtree(child.i) if g.i in self.frames)

    def _told(self, inner: Draft, outer: Draft, content: str) -> Draft:
        if outer.realis == "negated":  # « n'a ni confirmé ni démenti que », « n'a pas accusé X de »
            return replace(inner, realis=_stronger(inner.realis, "hypothetical"))
        if content == "denied" and inner.act.event == "ACCUSE":  # the charge was made, whoever rejects it
            return replace(inner, recipients=inner.recipients or tuple(others(outer.actors, inner.actors)))
        realis: Realis = "hypothetical" if content == "hypothetical" else inner.realis
        actors, guesses = inner.actors, inner.guesses
        if (
            outer.act.event == "ACCUSE"
            and codes(actors)
            and codes(actors) <= codes(outer.actors) - codes(outer.recipients)
        ):
            actors = tuple(others(outer.recipients, inner.recipients))  # nobody charges himself: it was the accused
        if not actors and not inner.reciprocal and content == "denied":
            actors, guesses = tuple(others(outer.actors, inner.recipients)), guesses + 1
        elif not actors and not inner.reciprocal:
            actors, guesses = tuple(others(outer.recipients, inner.recipients)), guesses + 1
        return replace(
            inner,
            actors=actors,
            guesses=guesses,
            realis=realis,
            told_as=None if content == "hypothetical" else content,
            said_by=outer.actors,
            outer=outer.token,
        )


@lru_cache
def _words(pack: Pack) -> Mapping[str, frozenset[str]]:
    """The small words of a language, by what they do."""
    return {key: frozenset(value) for key, value in pack.settings.get("words", {}).items()}


@lru_cache(maxsize=20_000)
def _candidates(lemma: str, written: str, pack: Pack) -> tuple[Frame, ...]:
    """The frames of a lemma and of a form, also where the lemma has lost or kept an ending."""
    lost: Sequence[tuple[str, str]] = pack.settings.get("lemma_endings", ())
    words = (lemma, written)
    mended = [w.removesuffix(old) + new for w in words for old, new in lost if w.endswith(old)]
    frames = lexicon(pack).frames
    found = [frame for form in dict.fromkeys((*words, *mended)) for frame in frames.get(form, ())]
    return tuple(sorted(found, key=lambda f: f.specificity, reverse=True))


def _fuller(plain: Draft | None, governing: Draft | None) -> Draft | None:
    """Of a word's own reading and that with what it governs its own, unless the other says the same of more."""
    if plain is None or governing is None:
        return plain or governing
    told = [codes((*draft.actors, *draft.recipients)) for draft in (plain, governing)]
    return governing if plain.act.event == governing.act.event and len(told[1]) > len(told[0]) else plain


def _stronger(a: Realis, b: Realis) -> Realis:
    return max(a, b, key=STRENGTH.__getitem__)
