"""A small learned model beside the frames: it adds events that no frame tells, and weighs those that frames tell.

Two softmax regressions over the features of :mod:`dragoman.events.evidence`: one says which type of event a word makes, if
any; one says for each actor of the sentence whether it acts, is acted upon, both or neither. A third one chooses the mode. What
the frames made of a word is among the features (stacked generalisation, Wolpert 1992), so one decision weighs both. The
weights lie in the language's pack (``learned.npz``), written by ``python -m dragoman.evaluate.train``; a pack without them
is read by its frames alone.

Where the encoder knows the language (:mod:`dragoman.events.context`), its chances are joined to those of the regressions by a
weighted geometric mean (a product of experts, Hinton 2002), and it says how likely the event is told as a fact.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.events.clause import VERBAL
from dragoman.events.context import Context, contexts
from dragoman.events.drafts import Draft, Reader
from dragoman.events.evidence import Evidence, Place
from dragoman.events.lexicon import Frame
from dragoman.events.parties import codes, unique
from dragoman.languages import Pack
from dragoman.ontology import Act, types
from dragoman.records import Mention, Realis
from dragoman.text import Token
from dragoman.text.encoder import Encoder, encoder

TABLES = ("trigger", "mode", "role")
HOPELESS = 0.02
"""The least chance that a word makes an event, by what it is alone, for the words around it to be asked."""
PROMISING = 0.02
"""The same for a sentence of which the frames tell nothing to be read; below it little is found that is right."""
LEARNED = "learned"
"""The ``rule`` of an event that no frame tells."""
NOTHING = "-"
FILE = "learned.npz"
TOGETHER = {"CONSULT", "COOPERATE", "SUPPORT", "AGREE", "ASSAULT", "RETREAT"}  # what several may do with one another

MADE_OF: dict[str, set[Realis]] = {
    "AGREE": {"planned", "hypothetical"},
    "CONCEDE": {"planned"},
    "THREATEN": {"planned"},
    "REJECT": {"planned", "negated"},
}  # acts that consist in another's being to come, or left undone
SPEAKS = {"ACCUSE": "alleged"}  # what an act makes of the acts that it speaks of
WHOLE_BY_SYNTAX = 0.1  # the same where a frame's syntax tells them
WHOLE = 0.1  # the least chance that an event is wholly right, where no frame's syntax tells its parties
OTHERWISE = 2.0  # how much likelier than a frame's type another must be to take its place
REFUSED = 0.15  # the least chance of a refusal that makes one of consent withheld
HOSTED = {"CONSULT", "COOPERATE", "SUPPORT", "AGREE"}  # what is done somewhere, by others than those who live there
HOST = 0.75  # the least chance that it is done to where it is done
CERTAIN = 0.85  # the least chance of one more party that nothing joins to the first
JOINED = 0.1  # the least chance of one that the sentence joins to it

EVENT_SHARE, MODE_SHARE, ROLE_SHARE = 0.55, 0.5, 0.5  # how much the encoder counts in what the two say together
LEAST_CHANCE = 1e-6

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """A softmax regression: a row of weights for each feature, a column for each class; the last rows are a vector's."""

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Floats
    base: Floats
    of_vector: Floats

    def chances(self, features: Sequence[str], dense: Floats | None = None) -> Floats:
        """The chance of each class, summing to 1; features that the model never saw count nothing."""
        known = [row for feature in features if (row := self.rows.get(feature)) is not None]
        logits = self.base + self.weights[known].sum(axis=0)
        if dense is not None and self.of_vector.size:
            logits = logits + dense @ self.of_vector
        odds = np.exp(logits - logits.max())
        chances: Floats = odds / odds.sum()
        return chances


@dataclass(frozen=True)
class Model:
    """What is learned of a language; ``add`` and ``keep`` are the least chances of an event without and with a frame's draft."""

    trigger: Table
    mode: Table
    role: Table
    add: float
    keep: float
    party: float
    encoder: Encoder | None = None


@lru_cache
def load(pack: Pack) -> Model | None:
    """The model of a pack; None where it has none."""
    path = pack.folder / FILE
    return replace(read(path), encoder=encoder(pack)) if path.is_file() else None


def read(path: Path) -> Model:
    """A model from its file."""
    with np.load(path, allow_pickle=False) as held:
        tables = {name: _table(held, name) for name in TABLES}
        add, keep, party = (float(value) for value in held["thresholds"])
    return Model(tables["trigger"], tables["mode"], tables["role"], add=add, keep=keep, party=party)


def _table(held: Any, name: str) -> Table:
    features = bytes(held[f"{name}.features"]).decode("utf-8").split("\n")
    return Table(
        classes=tuple(str(c) for c in held[f"{name}.classes"]),
        rows={feature: row for row, feature in enumerate(features)},
        weights=held[f"{name}.weights"].astype(np.float32),
        base=held[f"{name}.base"].astype(np.float32),
        of_vector=held[f"{name}.of_vector"].astype(np.float32),
    )


@dataclass(frozen=True)
class Framed:
    """What the frames make of a sentence: its index in the text, its reader, and the drafts of its events."""

    index: int
    reader: Reader
    drafts: Sequence[Draft]


@dataclass(frozen=True)
class Judge:
    """What the model is told of a sentence; ``alone`` has the chances of its candidates by what each is alone."""

    evidence: Evidence
    alone: Mapping[int, float]
    context: Context | None
    model: Model
    pack: Pack

    def types(self, token: Token) -> dict[str, float]:
        """The chance of each type of event that a word may make; without that of none."""
        classes = self.model.trigger.classes
        context = self.context.event(token) if self.context is not None else None
        chances = _types(token, self.evidence.of_trigger(token), context, self)
        return {name: float(chance) for name, chance in zip(classes, chances, strict=True) if name != NOTHING}

    def parts(self, token: Token, event: str) -> dict[str, Part]:
        """For each code that the sentence names, the chances of its places in an event that the word makes."""
        return _parts(token, event, self)


def revise(texts: Sequence[tuple[str, Sequence[Framed]]], model: Model, pack: Pack) -> list[list[Framed]]:
    """The drafts of each text's sentences as the model has them: kept, dropped, typed or filled anew, and those that it adds."""
    return [
        [framed if judge is None else replace(framed, drafts=_revised(judge)) for framed, judge in of_text]
        for of_text in judges(texts, model, pack)
    ]


def judges(
    texts: Sequence[tuple[str, Sequence[Framed]]], model: Model, pack: Pack
) -> list[list[tuple[Framed, Judge | None]]]:
    """Each text's sentences, with what judges the words of those that may tell something.

    What is to be encoded of all texts is encoded in one go: one sentence at a time takes more than twice as long.
    """
    weighed = [[_weighed(one, text, model) for one in found] for text, found in texts]
    asked = [one for of_text in weighed for one in of_text if one.is_asked]
    read: Iterator[Context | None] = itertools.repeat(None)
    if model.encoder is not None:
        read = iter(contexts([(one.text, one.evidence) for one in asked], model.encoder))
    return [
        [(one.framed, Judge(one.evidence, one.alone, next(read), model, pack) if one.is_asked else None) for one in of]
        for of in weighed
    ]


@dataclass(frozen=True)
class _Weighed:
    """What the frames make of a sentence of ``text``, and the chances of its candidates by what each is alone."""

    framed: Framed
    text: str
    evidence: Evidence
    alone: Mapping[int, float]

    @property
    def is_asked(self) -> bool:
        """Whether the model is to read the words around its candidates."""
        promising = bool(self.evidence.drafts) or max(self.alone.values(), default=0) >= PROMISING
        return bool(self.evidence.places) and promising


def _weighed(framed: Framed, text: str, model: Model) -> _Weighed:
    evidence = Evidence(framed.reader, framed.index, framed.drafts)
    return _Weighed(framed, text, evidence, _alone(evidence, model) if evidence.places else {})


def _alone(evidence: Evidence, model: Model) -> dict[int, float]:
    """The chance that each candidate of a sentence makes an event, by what it is alone; by its place among the words."""
    none = model.trigger.classes.index(NOTHING)
    return {token.i: 1 - float(model.trigger.chances(evidence.of_word(token))[none]) for token in evidence.candidates()}


def _revised(sentence: Judge) -> list[Draft]:
    """The drafts of a sentence as the model has them."""
    evidence = sentence.evidence
    candidates = evidence.candidates()
    weighed = {token.i for token in candidates}
    kept = [draft for token in candidates if (draft := _event(token, sentence)) is not None]
    kept += [draft for draft in evidence.drafts.values() if draft.token.i not in weighed]
    return evidence.reader.told_within(kept)


def _event(token: Token, sentence: Judge) -> Draft | None:
    """The event that a word makes, by the model; None for none."""
    evidence, model = sentence.evidence, sentence.model
    draft = evidence.drafts.get(token.i)
    none = model.trigger.classes.index(NOTHING)
    context = sentence.context.event(token) if sentence.context is not None else None
    if draft is None and max(sentence.alone[token.i], 1 - context[NOTHING] if context is not None else 0.0) < HOPELESS:
        return None
    features = evidence.of_trigger(token)
    chances = _types(token, features, context, sentence)
    told = 1 - float(chances[none])
    if told < (model.keep if draft is not None else model.add):
        return None
    ranked = sorted(zip(chances, model.trigger.classes, strict=True), reverse=True)
    likeliest, event = next((chance, name) for chance, name in ranked if name != NOTHING)
    if draft is not None:
        if likeliest < OTHERWISE * chances[model.trigger.classes.index(draft.act.event)]:
            event = draft.act.event
        if _is_refusal(draft, float(chances[model.trigger.classes.index("REJECT")])):
            event = "REJECT"
    filled = _filled(token, event, told, features, sentence)
    if filled is None or sentence.context is None:
        return filled
    return replace(filled, telling=sentence.context.telling(token))


def _is_refusal(draft: Draft, chance: float) -> bool:
    """Whether consent that a frame finds withheld is a refusal ("will not accept"), given the chance that it is one."""
    return draft.act.event == "AGREE" and draft.realis == "negated" and chance >= REFUSED


def _types(token: Token, features: Sequence[str], context: Mapping[str, float] | None, sentence: Judge) -> Floats:
    """The chance of each type of event that a word may make, and of none, in the order of the model's classes."""
    table = sentence.model.trigger
    own = table.chances(features, sentence.evidence.vectors(token, sentence.pack))
    return _together(own, table.classes, context, EVENT_SHARE)


def _together(own: Floats, classes: Sequence[str], other: Mapping[str, float] | None, share: float) -> Floats:
    """What two say of the same classes: the geometric mean of their chances, ``share`` of it the other's."""
    if other is None:
        return own
    of_other = np.array([max(other.get(name, 0.0), LEAST_CHANCE) for name in classes], np.float32)
    both = np.maximum(own, LEAST_CHANCE) ** (1 - share) * of_other**share
    chances: Floats = both / both.sum()
    return chances


def _filled(token: Token, event: str, told: float, features: Sequence[str], sentence: Judge) -> Draft | None:
    """The event with its roles; None where nobody takes part in it."""
    evidence = sentence.evidence
    draft = evidence.drafts.get(token.i)
    actors, recipients, sure = _roles(token, event, sentence)
    if draft is not None:
        actors = _from_elsewhere(actors, draft.actors, evidence)
        recipients = _from_elsewhere(recipients, draft.recipients, evidence)
        if draft.reciprocal and draft.act.event == event and codes((*actors, *recipients)) < codes(draft.actors):
            actors, recipients = draft.actors, ()
    if not actors and not recipients:
        return None
    together = not recipients and len(codes(actors)) > 1 and event in TOGETHER
    if draft is None:
        draft = Draft(Act(event), token, _frame(token, event), realis=evidence.reader.realis(token))
        draft = replace(draft, realis=_of_the_whole(event, draft.realis))
    elif draft.act.event != event:
        left_undone = draft.realis == "negated" and draft.act.cooperative and not Act(event).cooperative
        draft = replace(draft, realis="actual" if left_undone else _of_the_whole(event, draft.realis))
    if draft.act.event != event or draft.act.mode is None:
        draft = replace(draft, act=_act(event, token, features, sentence))
    if told * sure < (WHOLE if draft is None or draft.guesses else WHOLE_BY_SYNTAX):
        return None
    return replace(draft, actors=actors, recipients=recipients, reciprocal=together, chance=told * sure)


def _of_the_whole(event: str, realis: Realis) -> Realis:
    """The realis of an act that a word makes by what is to come or left undone: « n'enverra pas » refuses."""
    return "actual" if realis in MADE_OF.get(event, ()) else realis


def _from_elsewhere(
    found: tuple[Mention, ...], drafted: tuple[Mention, ...], evidence: Evidence
) -> tuple[Mention, ...]:
    """A role that the model leaves empty keeps whom the frames took from the sentences before."""
    here = {place.mention.code for place in evidence.places}
    return found or tuple(mention for mention in drafted if mention.code and mention.code not in here)


@dataclass(frozen=True)
class Part:
    """An actor's likeliest place as doer and as done-to, with the chances of both."""

    doer: Place
    acts: float
    done_to: Place
    gets: float
    both: float


def _roles(token: Token, event: str, sentence: Judge) -> tuple[tuple[Mention, ...], tuple[Mention, ...], float]:
    """Who acts and who is acted upon, and how sure that is: the chances of the likeliest doer and done-to.

    The likeliest actor takes a role where its chance is enough; others join it where the sentence joins them to it
    (« Berne et Vienne »), or where they are nearly certain.
    """
    evidence, model = sentence.evidence, sentence.model
    parts = _parts(token, event, sentence)
    draft = evidence.drafts.get(token.i)
    later = _told_later(token, evidence)
    doers = _taking(
        {c: (p.doer, p.acts) for c, p in parts.items() if p.acts >= p.gets or p.both >= model.party}, evidence, model
    )
    free = {
        c: (p.done_to, p.gets)
        for c, p in parts.items()
        if (c not in doers or p.both >= model.party)
        and not _is_host(p, event, draft)
        and p.done_to.token.i not in later
    }
    done_to = _taking(free, evidence, model)
    sure = max([parts[c].acts for c in doers], default=0.5) * max(
        [parts[c].gets for c in done_to], default=1 - max([gets for _, gets in free.values()], default=0.0)
    )
    return (
        tuple(unique(parts[c].doer.mention for c in doers)),
        tuple(unique(parts[c].done_to.mention for c in done_to)),
        sure,
    )


def _told_later(token: Token, evidence: Evidence) -> frozenset[int]:
    """The subjects of what stands behind the next semicolon: "Russia praised the talks; Azerbaijan asked to be heard"."""
    tokens = evidence.sentence.tokens
    end = next((t.i for t in tokens if t.i > token.i and t.text == ";"), len(tokens))
    return frozenset(p.token.i for p in evidence.places if p.token.i > end and p.token.rel == "subject")


def _is_host(part: Part, event: str, draft: Draft | None) -> bool:
    """Whether somebody is likelier where a thing is done than whom it is done to: « ont signé à Doha »."""
    visited = draft is not None and part.done_to.mention.code in codes(draft.recipients)
    return event in HOSTED and part.done_to.mention.kind == "place" and not visited and part.gets < HOST


def _parts(token: Token, event: str, sentence: Judge) -> dict[str, Part]:
    """For each code that the sentence names, its likeliest places."""
    evidence, model = sentence.evidence, sentence.model
    slots = evidence.slots(token)
    said = evidence.reader.said(token)
    apart = evidence.outside(token, event)
    classes = model.role.classes
    a, r, b = (classes.index(name) for name in ("a", "r", "both"))
    found: dict[str, Part] = {}
    for place in evidence.places:
        context = sentence.context.role(token, event, place, slots) if sentence.context is not None else None
        chances = model.role.chances(evidence.of_role(token, event, place, slots))
        chances = _together(chances, classes, context, ROLE_SHARE)
        acts, gets, both = float(chances[a] + chances[b]), float(chances[r] + chances[b]), float(chances[b])
        if place.token.i in said:  # who is only spoken of neither says it nor is answered
            acts, both = 0.0, 0.0
            gets = 0.0 if event == "REJECT" else gets
        if place.token.i in apart:
            acts, both = 0.0, 0.0
        code = place.mention.code or ""
        old = found.get(code)
        if old is None:
            found[code] = Part(place, acts, place, gets, both)
            continue
        doer, acts = (place, acts) if acts > old.acts else (old.doer, old.acts)
        done_to, gets = (place, gets) if gets > old.gets else (old.done_to, old.gets)
        found[code] = Part(doer, acts, done_to, gets, max(both, old.both))
    return found


def _taking(chances: Mapping[str, tuple[Place, float]], evidence: Evidence, model: Model) -> list[str]:
    """The codes that take a role, the likeliest first."""
    ranked = sorted(chances, key=lambda code: -chances[code][1])
    if not ranked or chances[ranked[0]][1] < model.party:
        return []
    first = chances[ranked[0]][0].token
    return [
        code
        for n, code in enumerate(ranked)
        for place, chance in [chances[code]]
        if n == 0 or chance >= CERTAIN or (chance >= JOINED and evidence.are_joined(first, place.token))
    ]


def _act(event: str, token: Token, features: Sequence[str], sentence: Judge) -> Act:
    """The type with the likeliest of its modes."""
    table = sentence.model.mode
    context = sentence.context.mode(token) if sentence.context is not None else None
    chances = _together(table.chances(features), table.classes, context, MODE_SHARE)
    own = [(c, name) for c, name in zip(chances, table.classes, strict=True) if name.split("/")[0] == event]
    mode = max(own)[1].partition("/")[2] if own else ""
    return Act(event, mode if mode in types()[event].modes else None)


def _frame(token: Token, event: str) -> Frame:
    """What stands for the frame of an event that no frame tells."""
    pos = "verb" if token.pos in VERBAL else "noun"
    return Frame(token.lemma, (), False, "", pos, Act(event), (), (), LEARNED, content=SPEAKS.get(event))
