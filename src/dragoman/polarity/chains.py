"""Chains of acts upon a thing: « refuse de lever les sanctions » is refuses · ends · sanctions, and its sign their product.

What ends, refuses, delays or denies turns the sign of what it acts upon; what begins, keeps, resumes or grants leaves it as it
is; a thing has a sign of its own for the pair. Some pairs of act and thing differ from the product, and are told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Literal

from dragoman.polarity.lexicon import TOKEN, Pair, Word, lexicon
from dragoman.polarity.spotting import Item, items_of

Side = Literal["cooperation", "conflict"]
BEFORE = 10
"""Tokens that may stand between an act and its thing."""
DOERS = frozenset({"body", "forces", "envoy", "office", "aid", "rebels", "captive", "media"})
"""Classes of things that more often do something than have it done to them."""
BOUND = frozenset({"property", "captive"})
"""Classes of things that only acts which name them act upon."""

Spans = Sequence[tuple[int, int]]
Pairs = Sequence[Pair]


@dataclass(frozen=True)
class Chain:
    """Acts and the thing they act upon, in order; the last may be an act that decides by itself.

    ``weak``: it begins with an act that is asked for only where it is denied or refused, and here is not. ``rank``: first
    those of main clauses.
    """

    items: tuple[Item, ...]
    sign: int
    spans: tuple[tuple[int, int], ...]
    weak: bool = False
    rank: tuple[bool, int] = (False, 0)

    @property
    def side(self) -> Side:
        """The side that the product is on."""
        return "cooperation" if self.sign > 0 else "conflict"

    @property
    def where(self) -> str:
        """Where the first word of the chain stands in the pack."""
        return self.items[0].word.where

    @property
    def kind(self) -> str:
        """What is done first: a denial, an ending …"""
        return self.items[0].word.name

    def told(self) -> str:
        """The product in words: « refusal − · ending − · sanction − = conflict »."""
        return f"{' · '.join(_told(self.items))} = {self.side}"


def chains(sentence: str, language: str) -> list[Chain]:
    """The chains of a sentence, the most telling first."""
    found = lexicon(language)
    matches = list(TOKEN.finditer(sentence))
    items = items_of(found, [match[0].lower().removesuffix("'s") for match in matches])
    if not any(item.word.sort == "act" or item.turned for item in items):
        return []
    return sorted(_chains(items, found.pairs, [match.span() for match in matches]), key=lambda chain: chain.rank)


def _told(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if item.turned:
            yield "not −"
        last = item is items[-1] and item.word.alone is not None
        sign = item.word.alone if last else item.word.sign
        yield f"{item.word.name} {'−' if sign == -1 else '+'}"


def _chains(items: list[Item], pairs: Pairs, spans: Spans) -> Iterator[Chain]:
    taken: set[int] = set()
    # what is done to a noun of doing comes before that noun (« la libération des otages a été reportée »)
    for place in sorted(range(len(items)), key=lambda place: not items[place].passive):
        if place in taken or not _begins(items, place):
            continue
        run = _run(items, place, taken) if items[place].word.sort == "act" else [place]
        chain = _chain([items[one] for one in run], pairs, spans)
        if chain is not None:
            taken.update(run)
            weak = items[place].word.asked and not items[place].turned
            yield replace(chain, weak=weak, rank=(_aside(items, place), min(run)))


def _begins(items: list[Item], place: int) -> bool:
    """Whether a chain may begin here: with an act, or with a negated thing that no later act of its clause is told of."""
    item = items[place]
    if item.word.sort == "thing":
        return item.turned is not None and not _acted(items, place)
    if item.word.sort != "act":
        return False
    return not item.word.said or _negates(items, place)


def _negates(items: list[Item], place: int) -> bool:
    """Whether what is said is said not to be: the next act or thing is negated."""
    after = next((item for item in items[place + 1 :] if item.word.sort != "pause"), None)
    return after is not None and after.turned is not None


def _acted(items: list[Item], place: int) -> bool:
    """Whether a negated thing is what a later act of its clause is told of (« aucun accord n'a été signé »)."""
    for item in items[place + 1 :]:
        if item.word.sort in ("edge", "pause"):
            return False
        if item.word.sort == "act" and not item.word.asked:
            return True
    return False


def _run(items: list[Item], place: int, taken: set[int]) -> list[int]:
    """The places of a chain that begins with an act: further acts that it acts upon, then a thing."""
    run = [place]
    while not items[run[-1]].word.own or _may_act(items[run[-1]]):
        upon = _upon(items, run, taken | set(run))
        if upon is None:
            break
        run.append(upon)
        if items[upon].word.sort == "thing":
            break
    return run


def _may_act(item: Item) -> bool:
    """Whether what decides by itself where it is refused has another meaning, which acts upon some things."""
    return item.word.asked and any(word.takes for word in item.others)


def _upon(items: list[Item], run: list[int], taken: set[int]) -> int | None:
    """What the last act of a chain acts upon, as the first of its meanings that acts upon anything; that meaning is kept.

    Of acts that count only where they are refused, meanings that act upon something are asked before one that decides by
    itself: « refuse de s'associer aux sanctions ».
    """
    place, act = run[-1], items[run[-1]]
    for word in sorted((act.word, *act.others), key=lambda word: word.own and word.asked):
        items[place] = replace(act, word=word)
        upon = None if word.own else _found(items, run, taken)
        if upon is not None or word.own:
            return upon
    items[place] = replace(act, word=next((w for w in (act.word, *act.others) if w.alone), act.word))
    return None


def _found(items: list[Item], run: list[int], taken: set[int]) -> int | None:
    """What an act of a chain acts upon: its subject, what follows in its clause or over commas, or what was told before."""
    place = run[-1]
    upon = _of_subject(items, place, taken)
    if upon is None:
        upon = _next(items, place, taken)
    if upon is None and not _aside(items, place):
        upon = _next(items, place, taken, pauses=True)
    return upon if upon is not None else _earlier(items, run[0], items[place], taken)


def _of_subject(items: list[Item], place: int, taken: set[int]) -> int | None:
    """The thing that an act is told of where it is its subject: passives, and acts that have no object."""
    act, before = items[place], items[place - 1] if place else None
    if act.word.subject or act.passive:
        return _earlier(items, place, act, taken)
    if before is None or before.word.sort != "thing" or not _takes(act.word, before.word) or place - 1 in taken:
        return None
    return place - 1 if before.word.name not in DOERS and act.start - before.stop <= 1 else None


def _next(items: list[Item], place: int, taken: set[int], pauses: bool = False) -> int | None:
    """The first act or thing behind an act in its clause that it can act upon; ``pauses``: over commas as well."""
    act, within = items[place], False
    for later in range(place + 1, len(items)):
        item = items[later]
        if item.word.sort == "pause" and pauses:
            # what stands between two commas may be told of something else (« a suspendu, selon Rome, ses versements »)
            within = not within and items[later + 1 : later + 2] != [] and items[later + 1].word.name == "aside"
        elif within:
            continue
        elif item.word.sort in ("edge", "pause") or item.start - act.stop > (2 if pauses else 1) * BEFORE:
            return None
        if later not in taken and _takes(act.word, item.word):
            return later
    return None


def _earlier(items: list[Item], place: int, act: Item, taken: set[int]) -> int | None:
    """The first thing of the nearest clause before an act that it can act upon.

    Only of passives, of acts told of their subject, behind a relative (« que »), and of accusations (“an accusation that …”).
    """
    found, edged, linked, passive = None, False, act.word.subject, act.passive and not act.word.subject
    for before in range(place - 1, -1, -1):
        item = items[before]
        if item.word.sort in ("edge", "pause"):
            edged = True
            if found is not None:
                return found
        linked = linked or item.word.sort == "link"
        named = item.word.sort == "thing" or (item.word.sort == "act" and item.noun and passive)
        if not named or before in taken or not _takes(act.word, item.word):
            continue
        linked = linked or act.word.back or item.word.name == "accusation" or item.word.name in act.word.by
        does = item.word.name in DOERS and item.word.name not in act.word.by and not passive
        doer = found is not None and item.word.name in DOERS and items[found].word.name not in DOERS
        if (linked or passive) and not (does or doer) and not (edged and _aside(items, before)):
            found = before
    return found


def _takes(act: Word, other: Word) -> bool:
    if other.sort == "act":
        return not act.takes
    if act.takes or other.name in BOUND:
        return other.sort == "thing" and other.name in act.takes
    return other.sort == "thing"


def _aside(items: list[Item], place: int) -> bool:
    """Whether an act stands in a clause that is told of another: after, because of, which …"""
    for item in reversed(items[:place]):
        if item.word.sort == "pause":
            return False
        if item.word.sort == "edge":
            return item.word.name == "aside"
    return False


def _chain(run: list[Item], pairs: Pairs, spans: Spans) -> Chain | None:
    while len(run) > 1 and run[-1].word.sort == "act" and run[-1].word.alone is None:
        run = run[:-1]
    acts = [item for item in run if item.word.sort == "act"]
    last = run[-1]
    signs = [-1 if item.turned else 1 for item in run] + [item.word.sign for item in acts if not item.word.own]
    if last.word.sort == "thing":
        signs.append(_together(pairs, acts, last))
    elif last.word.alone is not None:
        # an act that is not upon anything known: its own sign in place of its turn
        signs.append(last.word.alone if last.word.own else last.word.alone * last.word.sign)
    else:
        return None
    places = tuple((spans[i.start][0], spans[i.stop - 1][1]) for i in run)
    return Chain(tuple(run), prod(signs), places)


def _together(pairs: Pairs, acts: list[Item], thing: Item) -> int:
    """The sign that a thing has under its acts."""
    names = [item.word.name for item in acts]
    for pair in pairs:
        fits = names[-1:] == [pair.act] and thing.word.name in pair.things
        if fits and (not pair.under or pair.under.intersection(names[:-1])):
            return pair.sign * acts[-1].word.sign
    return thing.word.sign
