"""How well events are found: precision, recall and F1 against gold, with bootstrap intervals.

An event is found when its type is right (or one that the gold also accepts) and its trigger overlaps the gold's; *whole*
when actor and recipient codes are right too. Reciprocal events may have their parties on either side. Each found event
answers one gold event; the best pairs first.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.evaluate.counts import Counts, macro_f1
from dragoman.evaluate.gold import GoldEvent, GoldText, place
from dragoman.records import Event

FACTS = {("narrated", "actual"), ("acknowledged", "actual")}
RECIPROCAL = {"CONSULT", "COOPERATE", "SUPPORT", "AGREE"}


@dataclass(frozen=True)
class Pair:
    """A gold event and the event found for it, if any; or an event found for none."""

    text: GoldText
    gold: GoldEvent | None
    found: Event | None
    type_right: bool = False
    whole: bool = False

    @property
    def phenomenon(self) -> str:
        """What the sentence is a case of."""
        return self.text.phenomenon or "none named"


@dataclass
class Figures:
    """What is reported of a corpus."""

    texts: int = 0
    trigger: Counts = field(default_factory=Counts)
    type: Counts = field(default_factory=Counts)
    whole: Counts = field(default_factory=Counts)
    full: Counts = field(default_factory=Counts)
    by_type: dict[str, Counts] = field(default_factory=dict)
    by_mode: dict[str, Counts] = field(default_factory=dict)
    by_language: dict[str, Counts] = field(default_factory=dict)
    by_corpus: dict[str, Counts] = field(default_factory=dict)
    by_register: dict[str, Counts] = field(default_factory=dict)
    by_phenomenon: dict[str, Counts] = field(default_factory=dict)
    source: Counts = field(default_factory=Counts)
    status: dict[str, Counts] = field(default_factory=dict)
    realis_right: int = 0
    realis_all: int = 0
    nonfacts: int = 0
    nonfacts_as_fact: int = 0
    facts: int = 0
    facts_lost: int = 0
    empty_texts: int = 0
    empty_with_events: int = 0
    brier: float = 0.0
    reliability: list[tuple[float, float, int]] = field(default_factory=list)
    interval: tuple[float, float] = (0.0, 0.0)

    @property
    def status_macro_f1(self) -> float:
        """Mean F1 over the statuses that the gold has."""
        return macro_f1(self.status)

    @property
    def type_macro_f1(self) -> float:
        """Mean F1 of the types that the gold has, actor and recipient not asked."""
        return macro_f1(self.by_type)


def pairs(gold: GoldText, events: Sequence[Event]) -> list[Pair]:
    """Gold events and found ones, paired; optional gold events that are not found are left out."""
    options = sorted(
        (
            (_likeness(g, e, gold.text), i, j)
            for i, g in enumerate(gold.events)
            for j, e in enumerate(events)
            if _overlaps(g, e, gold.text)
        ),
        key=lambda option: (-option[0], option[1], option[2]),
    )
    of_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in options:
        if i not in of_gold and j not in taken:
            of_gold[i] = j
            taken.add(j)
    found = [
        _pair(gold, g, events[of_gold[i]] if i in of_gold else None)
        for i, g in enumerate(gold.events)
        if i in of_gold or not g.optional
    ]
    return found + [Pair(gold, None, e) for j, e in enumerate(events) if j not in taken]


def figures(all_pairs: Sequence[Sequence[Pair]], texts: Sequence[GoldText]) -> Figures:
    """The figures of a corpus: one list of pairs a text."""
    out = Figures(texts=len(texts))
    for text, of_text in zip(texts, all_pairs, strict=True):
        if not text.events:
            out.empty_texts += 1
            out.empty_with_events += bool(of_text)
        for pair in of_text:
            _count(out, pair)
    out.interval = _bootstrap(all_pairs, lambda sample: _whole(sample).f1)
    _calibration(out, [pair for of_text in all_pairs for pair in of_text if pair.found is not None])
    return out


def _likeness(gold: GoldEvent, event: Event, text: str) -> float:
    return (
        2.0 * _type_right(gold, event)
        + 1.0 * _parties_right(gold, event)
        + 0.1 * (gold.status == event.attribution.status)
    )


def _overlaps(gold: GoldEvent, event: Event, text: str) -> bool:
    at = place(text, gold.trigger)
    return at is not None and at[0] < event.trigger.end and event.trigger.start < at[1]


def _type_right(gold: GoldEvent, event: Event) -> bool:
    return event.event in {gold.event, *gold.also_accept}


def _parties_right(gold: GoldEvent, event: Event) -> bool:
    actors = {party.code for party in event.actor if party.code}
    recipients = {party.code for party in event.recipient if party.code}
    if not gold.recipient and len(gold.actor) > 1:
        return set(gold.actor) == actors | recipients
    return set(gold.actor) == actors and set(gold.recipient) == recipients


def _pair(text: GoldText, gold: GoldEvent, event: Event | None) -> Pair:
    if event is None:
        return Pair(text, gold, None)
    right = _type_right(gold, event)
    return Pair(text, gold, event, right, right and _parties_right(gold, event))


def _count(out: Figures, pair: Pair) -> None:
    _tally(out.trigger, pair, pair.gold is not None and pair.found is not None)
    _tally(out.type, pair, pair.type_right)
    _tally(out.whole, pair, pair.whole)
    for group, name in (
        (out.by_phenomenon, pair.phenomenon),
        (out.by_language, pair.text.language),
        (out.by_corpus, pair.text.corpus),
        (out.by_register, pair.text.register or "none named"),
    ):
        _tally(group.setdefault(name, Counts()), pair, pair.whole)
    _tally_types(out, pair)
    _tally_modes(out, pair)
    _tally_sources(out, pair)
    if pair.gold is None or pair.found is None:
        _tally(out.full, pair, False)
        return
    status, realis = pair.found.attribution.status, pair.found.realis
    _tally(out.full, pair, pair.whole and status == pair.gold.status and realis == pair.gold.realis)
    if not pair.type_right:
        return
    out.realis_all += 1
    out.realis_right += realis == pair.gold.realis
    _tally_status(out, pair.gold.status, status)
    fact = (pair.gold.status, pair.gold.realis) in FACTS
    told_as_fact = (status, realis) in FACTS
    out.facts += fact
    out.facts_lost += fact and not told_as_fact
    out.nonfacts += not fact
    out.nonfacts_as_fact += told_as_fact and not fact


def _tally(counts: Counts, pair: Pair, right: bool) -> None:
    counts.add(right, pair.gold is not None, pair.found is not None)


def _tally_types(out: Figures, pair: Pair) -> None:
    if pair.gold is not None:
        counts = out.by_type.setdefault(pair.gold.event, Counts())
        counts.right += pair.type_right
        counts.missed += not pair.type_right
    if pair.found is not None and not pair.type_right:
        out.by_type.setdefault(pair.found.event, Counts()).false += 1


def _tally_modes(out: Figures, pair: Pair) -> None:
    """Modes are asked of the events whose gold or reading has one, and right where the type is right as well."""
    gold = pair.gold.mode if pair.gold is not None else None
    found = pair.found.mode if pair.found is not None else None
    if pair.gold is not None and gold and pair.type_right and gold == found:
        out.by_mode.setdefault(f"{pair.gold.event}/{gold}", Counts()).right += 1
        return
    if pair.gold is not None and gold:
        out.by_mode.setdefault(f"{pair.gold.event}/{gold}", Counts()).missed += 1
    if pair.found is not None and found:
        out.by_mode.setdefault(f"{pair.found.event}/{found}", Counts()).false += 1


def _tally_sources(out: Figures, pair: Pair) -> None:
    """Whose claim it is, of the events whose type is right and for whose claim the gold names somebody."""
    if pair.gold is None or pair.found is None or not pair.type_right:
        return
    if pair.gold.status == "narrated" or not pair.gold.source or isinstance(pair.gold.source, str):
        return
    found = {party.code for party in pair.found.attribution.source if party.code}
    out.source.add(found == set(pair.gold.source), True, bool(found))


def _tally_status(out: Figures, gold: str, found: str) -> None:
    if gold == found:
        out.status.setdefault(gold, Counts()).right += 1
    else:
        out.status.setdefault(gold, Counts()).missed += 1
        out.status.setdefault(found, Counts()).false += 1


def _whole(sample: Iterable[Sequence[Pair]]) -> Counts:
    counts = Counts()
    for of_text in sample:
        for pair in of_text:
            _tally(counts, pair, pair.whole)
    return counts


def _bootstrap(
    all_pairs: Sequence[Sequence[Pair]], figure: Callable[[Iterable[Sequence[Pair]]], float], rounds: int = 500
) -> tuple[float, float]:
    """The middle 95 % of a figure over texts drawn with replacement (Efron 1979); the same every time."""
    if not all_pairs:
        return 0.0, 0.0
    draw = random.Random(20240121)
    scores = sorted(figure(draw.choices(all_pairs, k=len(all_pairs))) for _ in range(rounds))
    return scores[int(0.025 * rounds)], scores[int(0.975 * rounds) - 1]


def _calibration(out: Figures, found: Sequence[Pair]) -> None:
    """Brier score, and for each tenth of the score: its mean, the share right, how many."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for pair in found:
        if pair.found is not None:
            bins[min(int(pair.found.score * 10), 9)].append((pair.found.score, pair.whole))
    rows = [row for rows in bins.values() for row in rows]
    out.brier = sum((score - right) ** 2 for score, right in rows) / len(rows) if rows else 0.0
    out.reliability = [
        (sum(s for s, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows), len(rows))
        for _, rows in sorted(bins.items())
    ]


def confusions(all_pairs: Iterable[Sequence[Pair]]) -> Counter[tuple[str, str]]:
    """How often each gold type was read as which other; « — » for none."""
    return Counter(
        (pair.gold.event if pair.gold else "—", pair.found.event if pair.found else "—")
        for of_text in all_pairs
        for pair in of_text
        if not pair.type_right
    )
