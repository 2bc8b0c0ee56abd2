"""What makes an act a milestone of a pair: its type, who met, and what became of diplomatic relations."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from functools import cache, lru_cache

from dragoman.actors.lexicon import WORLD
from dragoman.languages import load, read_tsv
from dragoman.polarity import chained
from dragoman.records import Event, Mention, Party
from dragoman.relations.occurrences import Occurrence
from dragoman.store.store import Store
from dragoman.store.stored import StoredEvent

HEADS = ("head_of_state", "head_of_government", "monarch")
"""Offices of the highest level."""
AGAIN = frozenset({"resuming", "reopening", "return"})
BEGUN = frozenset({"beginning", "granting"})


def label(store: Store, occurrence: Occurrence, language: str) -> str | None:
    """What a milestone is called; ``None`` where an occurrence is none.

    Relations that are opened, resumed or broken go before the act's type; a visit by a head of state or government is told
    from others.
    """
    labels = load(language).toml("relations")["milestones"]
    best = occurrence.events[0]
    turn = _of_relations(best)
    if turn is not None:
        return str(labels[turn])
    if occurrence.act == "CONSULT/visit" and _by_heads(store, best):
        return str(labels["CONSULT/visit/highest"])
    found = labels.get(occurrence.act) or labels.get(occurrence.event)
    return str(found) if found else None


def _of_relations(event: StoredEvent) -> str | None:
    """What an act does to diplomatic relations: opened, resumed, broken; ``None`` where nothing."""
    sentence = event.sentence or ""
    if not _diplomatic(event.language).search(sentence):  # most sentences, which need not be taken apart
        return None
    for chain in chained(sentence, event.language, event.trigger):
        thing, acts = chain.items[-1], {item.word.name for item in chain.items[:-1]}
        told = sentence[slice(*chain.spans[-1])]
        if thing.word.sort != "thing" or not acts or not _diplomatic(event.language).fullmatch(told):
            continue
        if chain.sign < 0:
            return None if acts & (AGAIN | BEGUN) else "relations/broken"
        if acts & AGAIN:
            return "relations/resumed"
        if acts <= BEGUN:
            return "relations/opened"
    return None


@lru_cache
def _diplomatic(language: str) -> re.Pattern[str]:
    words = load(language).toml("relations").get("marks", {}).get("relations", [])
    return re.compile("|".join(map(re.escape, words)) or "(?!)", re.IGNORECASE)


def _by_heads(store: Store, event: StoredEvent) -> bool:
    """Whether those who act in an event are all heads of state or government, by office or by name on that day."""
    reading = store.reading(event.article)
    told = next((one for one in reading.events if one.id == event.id), None)
    mentions = {mention.id: mention for mention in reading.mentions}
    return told is not None and _all_heads(told, mentions, event)


def _all_heads(told: Event, mentions: dict[str, Mention], event: StoredEvent) -> bool:
    return bool(told.actor) and all(_is_head(party, mentions, event) for party in told.actor)


def _is_head(party: Party, mentions: dict[str, Mention], event: StoredEvent) -> bool:
    mention = mentions.get(party.mention or "")
    entity = mention.entity if mention else None
    if entity and party.code and event.day and _in_office(party.code, entity, event.day):
        return True
    titles, others = _titles(event.language)
    return titles.search(party.text) is not None and others.search(party.text) is None


@lru_cache
def _titles(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The titles of heads, and what makes another of one that has such a title (« vice-président »)."""
    told = load(language).toml("relations").get("marks", {})
    heads, others = ("|".join(map(re.escape, told.get(name, []))) or "(?!)" for name in ("heads", "not_heads"))
    return re.compile(rf"(?<!\w)(?:{heads})(?!\w)", re.I), re.compile(rf"(?<!\w)(?:{others})", re.I)


def _in_office(code: str, entity: str, day: datetime.date) -> bool:
    return any(first <= day <= last for first, last in _heads().get((code, entity), ()))


@cache
def _heads() -> dict[tuple[str, str], list[tuple[datetime.date, datetime.date]]]:
    """When somebody was head of a state or its government, by code and name in either language."""
    found: dict[tuple[str, str], list[tuple[datetime.date, datetime.date]]] = defaultdict(list)
    for row in read_tsv(WORLD / "people.tsv"):
        if row["office"] in HEADS:
            term = _day(row["from"], datetime.date.min), _day(row["until"], datetime.date.max)
            for name in {row["name_fr"], row["name_en"]}:
                found[row["code"], name].append(term)
    return dict(found)


def _day(written: str, missing: datetime.date) -> datetime.date:
    """A day as the table writes it, YYYY-MM-DD or less."""
    parts = [int(part) for part in written.split("-")] if written else []
    return datetime.date(*[*parts, 1, 1][:3]) if parts else missing
