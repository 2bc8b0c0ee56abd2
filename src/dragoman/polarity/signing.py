"""Polarity of withdrawals, releases, refusals, denials, endings and resumptions: by who wanted them and who is served.

PLOVER scores a withdrawal of troops as +8; but troops that leave because the host broke the agreement are a rupture. Context
decides first (the rules of the language's ``polarity.toml``, the first that fits), then the product of what is done and the
thing it is done to (``chains``), then the rules that are late, then, where no event was named, weak chains. What decided is
shown with its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, cast

from dragoman.errors import PackError
from dragoman.languages import languages, load
from dragoman.languages.pack import Entry
from dragoman.polarity.chains import Chain, Side, chains
from dragoman.records import Record

Asked = Literal["cooperation", "conflict", "neutral"]
SIDES = ("cooperation", "conflict", "neutral")
ACTS = ("RETREAT", "CONCEDE", "REJECT", "SANCTION/withdraw", "SANCTION/discontinue")
"""Types, and modes of types, whose sign depends on who wanted them; of others the type's own sign stands."""
REMEMBERED = 20_000
"""Sentences whose polarity is remembered: the same agency's sentence stands on many pages."""
FIELDS = ("kind", "side", "rule", "words", "needs", "lacks", "late", "around", "example", "not")


class Polarity(Record, frozen=True, kw_only=True):
    """The side an act is on, the rule that says so, and the words it rests on. ``side`` is None for a routine act."""

    side: Side | None
    kind: str
    rule: str
    words: tuple[str, ...]
    where: str


@dataclass(frozen=True)
class Rule:
    """A rule of a pack: its operator, and the classes that the sentence must have and lack.

    ``around``: the operator tells of what surrounds the act, so that it need not be among the words of the event.
    """

    entry: Entry
    kind: str
    side: Asked
    rule: str
    operator: re.Pattern[str]
    needs: tuple[re.Pattern[str], ...]
    lacks: tuple[re.Pattern[str], ...]
    around: bool


@dataclass(frozen=True)
class Rules:
    """A language's rules in order: those asked before the chains, and those asked after them.

    ``operators`` is any operator of any rule, in small letters: most sentences have none, which one look tells.
    """

    early: tuple[Rule, ...]
    late: tuple[Rule, ...]
    operators: re.Pattern[str]


def polarity(event: str, mode: str | None, sentence: str, language: str, trigger: str | None = None) -> Polarity | None:
    """The polarity of an act, from the sentence that tells it; ``None`` where its type's own sign stands.

    ``trigger``: the words of the event; what decides must rest on them.
    """
    if event not in ACTS and f"{event}/{mode}" not in ACTS:
        return None
    return signed(sentence, language, trigger)


@lru_cache(maxsize=REMEMBERED)
def signed(sentence: str, language: str, trigger: str | None = None) -> Polarity | None:
    """The polarity that a sentence tells; ``None`` where nothing decides, or the language has no rules."""
    if language not in _languages():
        return None
    text = sentence.replace("’", "'")
    known = rules(language)
    spans = _places(trigger, text) if trigger else None
    if spans == []:
        return None
    ruled = known.operators.search(text.lower()) is not None
    found = _ruled(known.early, text, spans) if ruled else None
    if found is not None:
        return found
    told = chains(text, language)
    return (
        _chained([chain for chain in told if not chain.weak], text, spans)
        or (_ruled(known.late, text, spans) if ruled else None)
        or (_chained([chain for chain in told if chain.weak], text, spans) if spans is None else None)
    )


Spans = Sequence[tuple[int, int]] | None
"""Where the words of the event stand; ``None`` where none were named."""


def _ruled(asked: Sequence[Rule], text: str, spans: Spans) -> Polarity | None:
    """The polarity of the first rule that fits."""
    for rule in asked:
        words = _fits(rule, text, spans)
        if words:
            side = None if rule.side == "neutral" else rule.side
            return Polarity(side=side, kind=rule.kind, rule=rule.rule, words=words, where=rule.entry.where)
    return None


def _chained(asked: Sequence[Chain], text: str, spans: Spans) -> Polarity | None:
    """The polarity of the first chain of acts upon a thing."""
    for chain in asked:
        if any(_touches(start, stop, spans) for start, stop in chain.spans):
            words = tuple(dict.fromkeys(text[start:stop] for start, stop in chain.spans))
            return Polarity(side=chain.side, kind=chain.kind, rule=chain.told(), words=words, where=chain.where)
    return None


def chained(sentence: str, language: str, trigger: str | None = None) -> list[Chain]:
    """The chains of acts upon a thing that a sentence tells, those that rest on the words of the event."""
    if language not in _languages():
        return []
    text = sentence.replace("’", "'")
    spans = _places(trigger, text) if trigger else None
    return [one for one in chains(text, language) if any(_touches(*span, spans) for span in one.spans)]


@lru_cache
def _languages() -> frozenset[str]:
    return frozenset(languages())


@lru_cache
def rules(language: str) -> Rules:
    """The rules of a language.

    Raises PackError naming file and line.
    """
    pack = load(language)
    classes = {name: _pattern(words) for name, words in pack.toml("polarity").get("classes", {}).items()}
    entries = pack.entries("polarity", "rule")
    found = [_rule(entry, classes) for entry in entries]
    early = tuple(rule for rule in found if not rule.entry.get("late"))
    late = tuple(rule for rule in found if rule.entry.get("late"))
    return Rules(early, late, _operators(entries))


def _operators(entries: Sequence[Entry]) -> re.Pattern[str]:
    """Any operator, sorted by first letter, so that a word is compared with few."""
    words = sorted({word.lower() for entry in entries for word in entry["words"]})
    letters = [(letter, list(same)) for letter, same in groupby(words, key=lambda word: word[0])]
    by_letter = (f"{re.escape(letter)}(?:{'|'.join(_told(word[1:]) for word in same)})" for letter, same in letters)
    return re.compile(rf"(?<!\w)(?:{'|'.join(by_letter) or '(?!)'})(?!\w)")


def _rule(entry: Entry, classes: dict[str, re.Pattern[str]]) -> Rule:
    for name in entry.fields:
        if name not in FIELDS:
            raise PackError(f"{entry.where}: field “{name}” is unknown; use {', '.join(FIELDS)}")
    if entry["side"] not in SIDES:
        raise PackError(f"{entry.where}: side “{entry['side']}” is unknown; use {', '.join(SIDES)}")
    if not entry["example"] or not entry["not"]:
        raise PackError(f"{entry.where}: the rule has no example or no near miss; add them")
    for name in (*entry.get("needs", []), *entry.get("lacks", [])):
        if name not in classes:
            raise PackError(f"{entry.where}: class “{name}” is unknown; use {', '.join(classes)}")
    return Rule(
        entry=entry,
        kind=entry["kind"],
        side=cast(Asked, entry["side"]),
        rule=entry["rule"],
        operator=_pattern(entry["words"]),
        needs=tuple(classes[name] for name in entry.get("needs", [])),
        lacks=tuple(classes[name] for name in entry.get("lacks", [])),
        around=entry.get("around", False),
    )


def _pattern(words: Any) -> re.Pattern[str]:
    """Any of these words; « * » stands for the rest of a word, « … » for up to six words between."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_told, words))})(?!\w)", re.IGNORECASE)


def _told(word: str) -> str:
    escaped = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return escaped.replace("…", r"(?:\s+\S+){0,6}?\s+")


def _fits(rule: Rule, text: str, spans: Spans) -> tuple[str, ...]:
    """The words that a rule rests on in a sentence; none where it does not fit."""
    operator = next((m for m in rule.operator.finditer(text) if rule.around or _touches(*m.span(), spans)), None)
    if operator is None or any(lack.search(text) for lack in rule.lacks):
        return ()
    needed = [need.search(text) for need in rule.needs]
    if not all(needed):
        return ()
    return tuple(dict.fromkeys([operator[0], *(found[0] for found in needed if found)]))


def _touches(start: int, stop: int, spans: Spans) -> bool:
    return spans is None or any(first < stop and start < last for first, last in spans)


def _places(trigger: str, text: str) -> list[tuple[int, int]]:
    wanted = trigger.replace("’", "'")
    starts = [text.find(wanted)]
    while starts[-1] >= 0:
        starts.append(text.find(wanted, starts[-1] + 1))
    return [(start, start + len(wanted)) for start in starts[:-1]]
