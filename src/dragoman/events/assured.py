"""What the page itself vouches for against what others say: « quoi qu'en dise Moscou, l'armée a attaqué Kharkiv ».

A concession to a claim, or to a denial, is told by whoever knows better; a doubt that nobody has is none; « n'a pas seulement
condamné » says that it was condemned, and more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.events.realis import adds_only, signs
from dragoman.languages import Pack
from dragoman.quotes import Report
from dragoman.records import Extent
from dragoman.text import Sentence, Token

FACING = 14  # words of a concession before the comma that ends it
NEAR = 6  # words between « bel et bien » and its verb
NOWHERE = Extent(start=0, end=0)


@dataclass(frozen=True)
class Vouched:
    """The words that vouch for an event: none of the reports within them tells it."""

    start: int
    end: int
    beyond_doubt: bool = False


def vouched(token: Token, sentence: Sentence, reports: Sequence[Report], pack: Pack) -> Vouched | None:
    """What vouches for the event that this word tells, if anything does; whoever is reported may insist as well."""
    for start, end in _concessions(sentence, pack):
        if not start <= token.start < end:
            return Vouched(start, end)
    for start, end in _matches(sentence, pack, "doubtless"):
        if end <= token.start and not any(t.text == ";" for t in sentence.tokens if end <= t.start < token.start):
            return Vouched(start, end, beyond_doubt=True)
    reported = any(r.cue is not None and sentence.start <= r.cue.start < sentence.end for r in reports)
    reported = reported or any(t.text == ":" for t in sentence.tokens[token.i :])
    for start, end in () if reported else _matches(sentence, pack, "indeed"):
        if end <= token.start and sum(end <= t.start < token.start for t in sentence.tokens) <= NEAR:
            return Vouched(start, end)
    added_to = adds_only(token, sentence, signs(pack))
    if added_to is not None:
        return Vouched(min(added_to.start, token.start), token.start)
    return Vouched(token.start, token.start) if not reported and _is_emphatic(token, sentence, pack) else None


def without(reports: Sequence[Report], stretch: Vouched) -> list[Report]:
    """The reports, those made by words of the stretch with nothing to tell; each keeps its place."""
    return [
        replace(report, content=NOWHERE)
        if report.cue is not None and stretch.start <= report.cue.start < stretch.end
        else report
        for report in reports
    ]


def _concessions(sentence: Sentence, pack: Pack) -> list[tuple[int, int]]:
    """The stretches of a sentence that give way to a claim: from its opening words to the comma or the end."""
    found = []
    for start, end in _matches(sentence, pack, "despite"):
        opens = all(not any(map(str.isalnum, t.text)) for t in sentence.tokens if t.end <= start)
        behind = [t for t in sentence.tokens if t.start >= end][:FACING]
        comma = next((t.start for t in behind if t.text in (",", ";", ":")), None)
        if opens and comma is not None:
            found.append((start, comma))
        elif not opens and any(t.text == "," and t.end <= start <= t.end + 1 for t in sentence.tokens):
            found.append((start, comma if comma is not None else sentence.end))
    return found


def _is_emphatic(token: Token, sentence: Sentence, pack: Pack) -> bool:
    """ "did send": a helper that only a verb which insists has (English)."""
    helpers = [c for c in sentence.children(token.i) if c.rel == "auxiliary"]
    insists = signs(pack).emphatic
    if not any(h.text.lower() in insists for h in helpers) or sentence.tokens[-1].text == "?":
        return False
    children = [*sentence.children(token.i), *(c for h in helpers for c in sentence.children(h.i))]
    inverted = [c for c in children if c.rel == "subject" and any(h.i < c.i for h in helpers)]
    return not inverted and not any(c.rel == "negation" or c.text.lower() in signs(pack).negations for c in children)


def _matches(sentence: Sentence, pack: Pack, kind: str) -> list[tuple[int, int]]:
    pattern = _patterns(pack).get(kind)
    if pattern is None:
        return []
    base = sentence.start
    words = _words(sentence)
    return [(base + m.start(), base + m.end()) for m in pattern.finditer(words)]


def _words(sentence: Sentence) -> str:
    """The words of a sentence where they stand, in small letters, with straight apostrophes."""
    told = [" "] * (sentence.end - sentence.start)
    for token in sentence.tokens:
        at = token.start - sentence.start
        told[at : at + len(token.text)] = token.text.lower().replace("’", "'")[: len(token.text)].ljust(len(token.text))
    return "".join(told)


@lru_cache
def _patterns(pack: Pack) -> dict[str, re.Pattern[str]]:
    """The words of each kind; « … » in an entry stands for up to three words."""
    table: dict[str, list[str]] = pack.toml("realis").get("assured", {})
    return {
        kind: re.compile("|".join(rf"(?<![\w-]){_pattern(phrase)}(?![\w-])" for phrase in phrases))
        for kind, phrases in table.items()
    }


def _pattern(phrase: str) -> str:
    parts = [r"\s+".join(map(re.escape, part.split())) for part in phrase.split("…")]
    return r"\s+(?:[\w'-]+\s+){0,3}?".join(parts).replace("'\\s+(?:", "'\\s*(?:")
