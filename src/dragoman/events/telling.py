"""How an event is told, once both have been heard: the rules, which know the words, and the encoder, which reads around them.

The rules say one realis and status; the encoder gives each pair a chance. Neither is followed alone: on the development part
each takes some thirteen non-facts in eighty-five for facts, and hardly ever the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import cast

from dragoman.records import Attribution, Realis, Status

FACTS = {"actual/narrated", "actual/acknowledged"}
DOUBT = 0.35
"""The chance of being told as a fact below which what the rules take for one is told as the likeliest of the rest."""
DOUBT_OF_OWN = 0.2
"""The same where the rules know that the doer himself says so."""
OWNED = 0.1
"""The chance of being owned from which a chance of being another's claim does not count against what the doer says."""
SURE = 0.95
"""The chance from which words that the rules take for another's claim, or for undone, are told as a fact."""
AGREED = 2.0
"""How much the rules count beside the encoder among what is no fact: the logarithm of how much likelier what they say is."""
LEAST = 1e-5
SAID = {"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"}
"""Acts of words. Who claims that somebody attacked is never overruled, however sure the encoder is."""


def weighed(
    telling: Mapping[str, float] | None, event: str, realis: Realis, told_by: Attribution
) -> tuple[Realis, Attribution]:
    """Realis and attribution of an event of this type, once the encoder has been heard; its ``telling`` may be missing."""
    if telling is None:
        return realis, told_by
    of_fact = sum(chance for name, chance in telling.items() if name in FACTS)
    if f"{realis}/{told_by.status}" in FACTS:
        if _is_likely(telling, told_by, of_fact) or _is_carried(event, told_by):
            return realis, told_by
        return _read(max(_others(telling), key=lambda name: telling[name]), told_by)
    if of_fact >= SURE and _may_be_overruled(event, realis, told_by.status):
        return "actual", Attribution(via=told_by.via)
    return _read(max(_others(telling), key=lambda name: _weight(name, telling, realis, told_by.status)), told_by)


def _is_likely(telling: Mapping[str, float], told_by: Attribution, of_fact: float) -> bool:
    """Whether what the rules take for a fact may be one; whose words they are the rules know better than the encoder."""
    if told_by.status != "acknowledged":
        return of_fact >= DOUBT
    may_be_owned = telling.get("actual/acknowledged", 0.0) >= OWNED and "actual/alleged" in telling
    return of_fact + (telling["actual/alleged"] if may_be_owned else 0.0) >= DOUBT_OF_OWN


def _is_carried(event: str, told_by: Attribution) -> bool:
    """Whether an agency that speaks for nobody else tells of words: « selon Chine nouvelle, Hanoï a promis … »."""
    return event in SAID and bool(told_by.via) and not told_by.source


def _others(telling: Mapping[str, float]) -> list[str]:
    return [name for name in telling if name not in FACTS]


def _may_be_overruled(event: str, realis: Realis, status: Status) -> bool:
    """Whether the rules may be wrong about a claim at no great harm: words reported by another, an act that they think undone."""
    return realis == "negated" or (event in SAID and status == "alleged" and realis == "actual")


def _weight(name: str, telling: Mapping[str, float], realis: Realis, status: Status) -> float:
    """The logarithm of a chance, with the rules' say in it for each half that they name too."""
    first, _, second = name.partition("/")
    return log(max(telling[name], LEAST)) + AGREED * (first == realis) + AGREED * (second == status)


def _read(name: str, told_by: Attribution) -> tuple[Realis, Attribution]:
    """The realis and attribution of a name of the encoder's; who was thought to say so is not who says what it says instead."""
    realis, _, status = name.partition("/")
    if status != told_by.status:
        source = told_by.source if (told_by.status, status) == ("acknowledged", "denied") else ()
        told_by = Attribution(status=cast(Status, status), source=source, via=told_by.via)
    return cast(Realis, realis), told_by
