"""A language's predicates: which words make an event, and which of their complements fill which role.

The data are ``frames/*.toml`` (predicates), ``operators.toml`` (words that govern another predicate), ``classes.toml``
(word classes for slots) and ``support.toml`` (verbs that lend a noun their subject). The format is told in
``docs/frames.md``; the loader refuses unknown codes, slots' classes and missing examples with file and line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from dragoman.errors import PackError
from dragoman.languages import Entry, Pack
from dragoman.ontology import CONTEXTS, Act, act, operators

POS = {"verb", "noun", "adjective"}
CONTENTS = {"alleged", "denied", "hypothetical", "acknowledged"}
FIELDS = {
    "lemma", "pos", "sense", "event", "actor", "recipient", "need", "bar", "context", "reciprocal", "content", "control",
    "op", "example", "not", "complement", "strict",
}  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """One predicate in one sense.

    ``words`` are the further words of an idiom, in order, ``clitic`` the pronoun it has (« s'en prendre »). ``actor`` and
    ``recipient`` are slots, tried in order; ``need`` and ``bar`` say which head words a slot must or must not have. ``act``
    is None for a pure operator. A ``strict`` one tells nothing without what it needs. ``where`` is the entry's file and line,
    printed as the rule that decided.
    """

    lemma: str
    words: tuple[str, ...]
    reflexive: bool
    clitic: str
    pos: str
    act: Act | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    where: str
    need: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bar: Mapping[str, frozenset[str]] = field(default_factory=dict)
    context: tuple[str, ...] = ()
    reciprocal: bool = False
    content: str | None = None
    control: str = "subject"
    op: str | None = None
    complement: tuple[str, ...] = ()
    strict: bool = False

    @property
    def specificity(self) -> tuple[int, int, int]:
        """How much a frame asks for: the more, the earlier it is tried."""
        return len(self.words) + bool(self.clitic), len(self.need), len(self.bar)


@dataclass(frozen=True)
class Lexicon:
    """All predicates of a language by the lemma of their first word, the most specific first."""

    frames: Mapping[str, tuple[Frame, ...]]
    support: frozenset[str]
    classes: Mapping[str, frozenset[str]]

    def at(self, lemma: str, pos: str) -> tuple[Frame, ...]:
        """The frames of a lemma that a word of this part of speech may be."""
        return tuple(frame for frame in self.frames.get(lemma, ()) if frame.pos == pos)


@lru_cache
def lexicon(pack: Pack) -> Lexicon:
    """Compile the predicates of a pack.

    Raises PackError with file and line for an unknown field, event, operator, context or word class, for an entry
    without an example, and for one that says neither ``event`` nor ``op``.
    """
    classes = {
        name: frozenset(word.lower() for word in row["words"])
        for name, row in pack.toml("classes").get("class", {}).items()
    }
    by_lemma: dict[str, list[Frame]] = {}
    reflexives = tuple(pack.settings.get("words", {}).get("reflexive", ()))
    clitics = tuple(pack.settings.get("words", {}).get("clitic", ()))
    for entry in pack.entries("frames", "frame") + pack.entries("operators", "operator"):
        frame = _frame(entry, classes, reflexives, clitics)
        by_lemma.setdefault(frame.lemma, []).append(frame)
    return Lexicon(
        MappingProxyType(
            {
                lemma: tuple(sorted(frames, key=lambda f: f.specificity, reverse=True))
                for lemma, frames in by_lemma.items()
            }
        ),
        frozenset(entry["lemma"] for entry in pack.entries("support", "support")),
        MappingProxyType(classes),
    )


def _frame(
    entry: Entry, classes: Mapping[str, frozenset[str]], reflexives: tuple[str, ...], clitics: tuple[str, ...]
) -> Frame:
    _check(entry)
    lemma: str = entry["lemma"].strip()
    reflexive = False
    for pronoun in reflexives:
        glued = pronoun.endswith(("'", "’"))
        if lemma.startswith(pronoun if glued else pronoun + " "):
            lemma, reflexive = lemma[len(pronoun) :].strip(), True
    clitic = next((c for c in clitics if lemma.startswith(c + " ")), "")
    head, *words = lemma.removeprefix(clitic).lower().split()
    code = entry.get("event")
    return Frame(
        lemma=head,
        words=tuple(words),
        reflexive=reflexive,
        clitic=clitic,
        pos=entry.get("pos", "verb"),
        act=act(code, entry.where) if code else None,
        actor=_actor_slots(entry),
        recipient=tuple(entry.get("recipient", ())),
        where=entry.where,
        need=_slots(entry, "need", classes),
        bar=_slots(entry, "bar", classes),
        context=tuple(entry.get("context", ())),
        reciprocal=bool(entry.get("reciprocal", False)),
        content=entry.get("content"),
        control=entry.get("control", "subject"),
        op=entry.get("op"),
        complement=tuple(entry.get("complement", ())),
        strict=bool(entry.get("strict", False)),
    )


def _actor_slots(entry: Entry) -> tuple[str, ...]:
    """Who acts; of an adjective, its bearer (« est prêt à … »), whatever the voice of its verb."""
    slots = tuple(entry.get("actor", ("subject",)))
    if entry.get("pos") == "adjective":
        return tuple("bearer" if slot == "subject" else slot for slot in slots)
    return slots


def _check(entry: Entry) -> None:
    where = entry.where
    unknown = set(entry.fields) - FIELDS
    if unknown:
        raise PackError(f"{where}: field “{sorted(unknown)[0]}” is unknown; use one of {', '.join(sorted(FIELDS))}")
    if not entry.get("example"):
        raise PackError(f"{where}: “{entry['lemma']}” has no example; add a sentence")
    if not entry.get("event") and not entry.get("op"):
        raise PackError(f"{where}: “{entry['lemma']}” has neither event nor op; add one")
    if entry.get("pos", "verb") not in POS:
        raise PackError(f"{where}: part of speech “{entry['pos']}” is unknown; use verb, noun or adjective")
    if entry.get("content") not in CONTENTS | {None}:
        raise PackError(f"{where}: content “{entry['content']}” is unknown; use one of {', '.join(sorted(CONTENTS))}")
    if entry.get("op") and entry["op"] not in operators():
        raise PackError(f"{where}: operator “{entry['op']}” is unknown; use one of {', '.join(operators())}")
    for context in entry.get("context", ()):
        if context not in CONTEXTS:
            raise PackError(f"{where}: context “{context}” is unknown; see the codebook for those there are")


def _slots(entry: Entry, key: str, classes: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    slots = {}
    for slot, words in entry.get(key, {}).items():
        allowed: set[str] = set()
        for word in [words] if isinstance(words, str) else words:
            if word.startswith("@") and word[1:] not in classes:
                raise PackError(f"{entry.where}: word class “{word}” is unknown; define it in classes.toml")
            allowed |= classes[word[1:]] if word.startswith("@") else {word.lower()}
        slots[slot] = frozenset(allowed)
    return MappingProxyType(slots)
