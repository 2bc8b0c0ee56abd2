"""What the encoder makes of the words of a sentence: which event a word tells, told how, and who takes part in it.

:mod:`dragoman.text.encoder` gives each word a row of numbers where it stands; the tables here, learned with it, turn these into
chances. The encoder is told where the actors stand, and what type the frames made of which word; in whose roles
it is not told what the frames think, so that the two judge them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.events.evidence import Evidence, Place
from dragoman.ontology import types
from dragoman.text import Token, one_core
from dragoman.text.encoder import Encoded, Encoder, Mark

Floats = NDArray[np.float32]

NO_SLOT = "-"


def kinds() -> list[str]:
    """What a word can be marked as: somebody who may act, a place, or what the frames take for an event of a type."""
    return ["actor", "place", *sorted(types())]


def marks(evidence: Evidence, drafted: bool = True) -> list[Mark]:
    """The marks of a sentence, as offsets into it; without those of the frames where not ``drafted``."""
    base = evidence.sentence.start
    rows = {kind: row for row, kind in enumerate(kinds())}
    found = [
        Mark(
            place.token.start - base,
            place.token.end - base,
            rows["place" if place.mention.kind == "place" else "actor"],
        )
        for place in evidence.places
    ]
    if drafted:
        found += [
            Mark(draft.token.start - base, draft.token.end - base, rows[draft.act.event])
            for draft in evidence.drafts.values()
        ]
    return found


def slot_of(place: Place, slots: Mapping[str, Sequence[str]]) -> str:
    """The slot of a word that somebody fills, by :meth:`~dragoman.events.evidence.Evidence.slots`."""
    return next(iter(slots.get(place.mention.id, ())), NO_SLOT)


@dataclass(frozen=True)
class Context:
    """A sentence as the encoder reads it."""

    encoder: Encoder
    evidence: Evidence
    encoded: Encoded

    def event(self, token: Token) -> dict[str, float]:
        """The chance of each type of event for a word, and of none (“-”)."""
        return self._chances("event", self._of(token.i))

    def mode(self, token: Token) -> dict[str, float]:
        """The chance of each type and mode, as “CONSULT/visit”."""
        return self._chances("mode", self._of(token.i))

    def telling(self, token: Token) -> dict[str, float]:
        """The chance of each realis and status, as “planned/alleged”."""
        return self._chances("telling", self._of(token.i))

    def role(self, token: Token, event: str, place: Place, slots: Mapping[str, Sequence[str]]) -> dict[str, float]:
        """The chances that somebody acts (“a”), is acted upon (“r”), both, or neither (“-”)."""
        head = self.encoder.heads
        kind = self.encoder.classes["event"].index(event)
        word, paired_word = self._in_role("trigger", token.i)
        party, paired_party = self._in_role("party", place.token.i)
        hidden = (
            word
            + party
            + (paired_word * paired_party) @ head["role.pair"]
            + head["role.event"][kind]
            + head["role.slot"][self.encoder.slots.get(slot_of(place, slots), 0)]
            + head["role.base"]
        )
        logits = np.maximum(hidden, 0) @ head["role.weight"] + head["role.out"]
        return dict(zip(self.encoder.classes["role"], _softmax(logits).tolist(), strict=True))

    @cached_property
    def _rows(self) -> dict[int, Floats]:
        return {}

    def _of(self, i: int) -> Floats:
        """The row of a word, by its index in the sentence."""
        if i not in self._rows:
            base, token = self.evidence.sentence.start, self.evidence.sentence.tokens[i]
            self._rows[i] = self.encoded.of(token.start - base, token.end - base)
        return self._rows[i]

    @cached_property
    def _roles(self) -> dict[tuple[str, int], tuple[Floats, Floats]]:
        return {}

    def _in_role(self, side: str, i: int) -> tuple[Floats, Floats]:
        """What a word is as the trigger, or as the party, of a role: by itself, and beside the other of the two."""
        if (side, i) not in self._roles:
            head, row = self.encoder.heads, self._of(i)
            self._roles[side, i] = row @ head[f"role.{side}"], row @ head[f"role.{side}.pair"]
        return self._roles[side, i]

    def _chances(self, name: str, row: Floats) -> dict[str, float]:
        head = self.encoder.heads
        chances = _softmax(row @ head[f"{name}.weight"] + head[f"{name}.base"])
        return dict(zip(self.encoder.classes[name], chances.tolist(), strict=True))


def contexts(asked: Sequence[tuple[str, Evidence]], encoder: Encoder) -> list[Context]:
    """Sentences, each with the text that it stands in, as the encoder reads them, computed in one go."""
    told = [text[one.sentence.start : one.sentence.end] for text, one in asked]
    with one_core():
        encoded = encoder.encode(told, [marks(one) for _, one in asked], [_stretches(one) for _, one in asked])
    return [Context(encoder, one, rows) for (_, one), rows in zip(asked, encoded, strict=True)]


def _stretches(evidence: Evidence) -> list[tuple[int, int]]:
    """The words of a sentence that its context is asked for: those that may make an event, and who may take part."""
    base = evidence.sentence.start
    words = [*evidence.candidates(), *(place.token for place in evidence.places)]
    return [(token.start - base, token.end - base) for token in words]


def _softmax(logits: Floats) -> Floats:
    odds = np.exp(logits - logits.max())
    chances: Floats = odds / odds.sum()
    return chances
