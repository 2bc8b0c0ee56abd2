"""Chains of acts upon a thing: « refuse de lever les sanctions » is refuses · ends · sanctions, and its sign their product.

What ends, refuses, delays or denies turns the sign of what it acts upon; what begins, keeps, resumes or grants leaves it as it
is; a thing has a sign of its own for the pair. The words of both lie in the language's pack (``polarity_acts.toml``,
``polarity_things.toml``), each with sentences that show it, and with the pairs of act and thing that differ from the product.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from math import prod
from typing import Literal, cast

from dragoman.errors import PackError
from dragoman.languages import load
from dragoman.languages.pack import Entry
from dragoman.relations.weights import Side

TOKEN = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'|\w+(?:[-']\w+)*|[^\w\s]", re.IGNORECASE)
SIGNS = {"+": 1, "-": -1}
GAP, REACH, NEAR, BEFORE = 8, 8, 3, 10
"""Tokens that « … » may stand for; tokens over which a negation reaches, and one (« aucun ») that is told of a thing; tokens that may stand between an act and its thing."""

Sort = Literal["act", "thing", "turn", "edge", "pause", "link", "nothing"]


@dataclass(frozen=True)
class Word:
    """What a language's pack knows of some words: an act, a thing, a negation, the edge of a clause, or nothing.

    ``sign`` of an act: whether it turns what it acts upon; of a thing: its own. ``alone``: an act's sign where it acts upon
    nothing that is known; ``own``: whatever it acts upon. ``takes``: the only classes of things it acts upon; ``by``: the
    classes which, though they more often do something, it is told of as of its subject; ``back``: it may be told of any as of
    its subject. ``asked``: it counts only where it is denied, refused or negated; ``said``: only before a negation.
    """

    sort: Sort
    name: str
    sign: int
    where: str
    alone: int | None = None
    own: bool = False
    asked: bool = False
    said: bool = False
    subject: bool = False
    takes: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    back: bool = False


@dataclass(frozen=True)
class Item:
    """A word of the pack as it stands in a sentence, by token; ``turned`` where a negation reaches it.

    ``others``: what else the same words may be, where they act upon other things. ``passive``: the act is done to its subject.
    ``noun``: it follows an article or the like.
    """

    word: Word
    start: int
    stop: int
    turned: str | None = None
    others: tuple[Word, ...] = ()
    passive: bool = False
    noun: bool = False


@dataclass(frozen=True)
class Pair:
    """An act and things whose sign together is not the product; ``under`` an act that must stand before, if any."""

    act: str
    things: frozenset[str]
    sign: int
    under: frozenset[str]


@dataclass(frozen=True)
class Pattern:
    """Words in a row, some of them only begun (« * »), in parts between which other words may stand (« … »)."""

    parts: tuple[tuple[str, ...], ...]
    word: Word
    length: int

    def stop(self, tokens: Sequence[str], at: int) -> int | None:
        """Where the pattern ends that begins at a token; ``None`` where it does not stand there."""
        end = _stop(self.parts[0], tokens, at)
        for part in self.parts[1:]:
            places = range(end, min(end + GAP + 1, len(tokens))) if end is not None else ()
            end = next((stop for place in places if (stop := _stop(part, tokens, place)) is not None), None)
        return end


@dataclass(frozen=True)
class Lexicon:
    """A language's words, by their first letters, and its pairs."""

    patterns: dict[str, list[Pattern]]
    pairs: tuple[Pair, ...]
    passive: frozenset[str] = frozenset()
    reflexive: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    compounds: bool = False
    known: dict[str, list[Pattern]] = field(default_factory=dict, compare=False)

    def beginning(self, token: str) -> list[Pattern]:
        """The patterns that may begin with a token."""
        found = self.known.get(token)
        if found is None:
            near = self.patterns.get(token[:2], [])
            found = [pattern for pattern in near if _same(pattern.parts[0][0], token)]
            if len(self.known) < 200_000:
                self.known[token] = found
        return found


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
    tokens = [re.sub(r"'s$", "", match[0].lower()) for match in matches]
    items = _items(found, tokens)
    if not any(item.word.sort in ("act", "turn") for item in items):
        return []
    spans = [match.span() for match in matches]
    return sorted(_chains(found, items, spans), key=lambda chain: chain.rank)


def _told(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if item.turned:
            yield "not −"
        last = item is items[-1] and item.word.alone is not None
        sign = item.word.alone if last else item.word.sign
        yield f"{item.word.name} {'−' if sign == -1 else '+'}"


def _items(found: Lexicon, tokens: Sequence[str]) -> list[Item]:
    """The words of the pack in a sentence, the longest first where they overlap, with negations put where they reach."""
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        here = _here(found, tokens, at)
        if here is None:
            at += 1
            continue
        items.append(here)
        # a negation or a thing may stand within words that others part (« n'aura pas lieu », “called its troops home”)
        within = (_here(found, tokens, place) for place in range(here.start + 1, here.stop - 1))
        items.extend(one for one in within if one is not None and one.word.sort in ("turn", "thing"))
        at = here.stop
    items = [item for item in items if item.word.sort != "nothing"]
    return _turned(_headed(items) if found.compounds else items, tokens)


def _headed(items: Sequence[Item]) -> list[Item]:
    """The items without the things that only tell more of the thing right behind them (“border blockade”)."""
    pairs = zip(items, [*items[1:], None], strict=True)
    return [
        item
        for item, after in pairs
        if not (after and item.word.sort == after.word.sort == "thing" and item.stop == after.start)
    ]


def _here(found: Lexicon, tokens: Sequence[str], at: int) -> Item | None:
    """The words of the pack that begin at a token: those that reach farthest, then those that say most letters."""
    fits = [(stop, one) for one in found.beginning(tokens[at]) if (stop := one.stop(tokens, at)) is not None]
    if not fits:
        return None
    fits.sort(key=lambda fit: (-fit[0], -fit[1].length))
    stop, best = fits[0]
    others = tuple(one.word for end, one in fits[1:] if end == stop and one.word.sort == best.word.sort == "act")
    return Item(best.word, at, stop, others=others, passive=_passive(found, tokens, at), noun=at > 0 and tokens[at - 1] in found.articles)


def _passive(found: Lexicon, tokens: Sequence[str], at: int) -> bool:
    """Whether an act is done to its subject: « ont été levées », not « se sont retirées »."""
    near = [token for token in tokens[max(0, at - 4) : at] if token not in found.passing]
    return bool(near) and near[-1] in found.passive and not found.reflexive.intersection(near[-3:])


def _turned(items: list[Item], tokens: Sequence[str]) -> list[Item]:
    """The items without the negations, each of which is put on the first act or thing that it reaches.

    A negation is one word (“never”, « aucun ») or two of which the first alone is none (« ne … pas »).
    """
    turns = [item for item in items if item.word.sort == "turn"]
    found = [item for item in items if item.word.sort != "turn"]
    spent: set[int] = set()
    for turn in turns:
        near = [t for t in turns if turn.start < t.start <= turn.start + REACH and t.start not in spent]
        mates = [t for t in near if t.word.name != "half"] if turn.word.name == "half" else near
        if turn.start in spent or turn.word.name == "mate" or (turn.word.name == "half" and not mates):
            continue
        if turn.word.name == "half" or any(t.word.name == "half" for t in near):
            spent.update(t.start for t in near[:2])
        _put(found, turn, tokens)
    return found


def _put(items: list[Item], turn: Item, tokens: Sequence[str]) -> None:
    for place, item in enumerate(items):
        if item.start < turn.start:
            continue
        if item.start - turn.stop > (NEAR if turn.word.name == "near" else REACH) or item.word.sort in ("edge", "pause"):
            return
        if item.word.sort in ("act", "thing"):
            items[place] = replace(item, turned=tokens[turn.start])
            return


def _chains(found: Lexicon, items: list[Item], spans: Sequence[tuple[int, int]]) -> Iterator[Chain]:
    taken: set[int] = set()
    # what is done to a noun of doing comes before that noun (« la libération des otages a été reportée »)
    for place in sorted(range(len(items)), key=lambda place: not items[place].passive):
        if place in taken or not _begins(items, place):
            continue
        run = _run(items, place, taken) if items[place].word.sort == "act" else [place]
        chain = _chain(found, [items[one] for one in run], spans)
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
    while not items[run[-1]].word.own:
        upon = _upon(items, run, taken | set(run))
        if upon is None:
            break
        run.append(upon)
        if items[upon].word.sort == "thing":
            break
    return run


def _upon(items: list[Item], run: list[int], taken: set[int]) -> int | None:
    """What the last act of a chain acts upon, as the first of its meanings that acts upon anything; that meaning is kept."""
    place, act = run[-1], items[run[-1]]
    for word in (act.word, *act.others):
        items[place] = replace(act, word=word)
        upon = None if word.own else _found(items, run, taken)
        if upon is not None or word.own:
            return upon
    items[place] = replace(act, word=next((w for w in (act.word, *act.others) if w.alone), act.word))
    return None


def _found(items: list[Item], run: list[int], taken: set[int]) -> int | None:
    place = run[-1]
    ways = [
        lambda: _of_subject(items, place, taken),
        lambda: _next(items, place, taken),
        lambda: None if _aside(items, place) else _next(items, place, taken, pauses=True),
        lambda: _earlier(items, run[0], items[place], taken),
    ]
    return next((upon for way in ways if (upon := way()) is not None), None)


def _of_subject(items: list[Item], place: int, taken: set[int]) -> int | None:
    """The thing that an act is told of where it is its subject: passives, and acts that have no object."""
    act, before = items[place], items[place - 1] if place else None
    if act.word.subject or act.passive:
        return _earlier(items, place, act, taken)
    if before is None or before.word.sort != "thing" or not _takes(act.word, before.word) or place - 1 in taken:
        return None
    return place - 1 if before.word.name not in DOERS and act.start - before.stop <= 1 else None


DOERS = frozenset({"body", "forces", "envoy", "office", "aid", "rebels", "captive", "media"})
"""Classes of things that more often do something than have it done to them."""


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
        if (linked or passive) and not does and not (edged and _aside(items, before)):
            found = before
    return found


BOUND = frozenset({"property", "captive"})
"""Classes of things that only acts which name them act upon."""


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


def _chain(found: Lexicon, run: list[Item], spans: Sequence[tuple[int, int]]) -> Chain | None:
    while len(run) > 1 and run[-1].word.sort == "act" and run[-1].word.alone is None:
        run = run[:-1]
    acts = [item for item in run if item.word.sort == "act"]
    last = run[-1]
    signs = [-1 if item.turned else 1 for item in run] + [item.word.sign for item in acts if not item.word.own]
    if last.word.sort == "thing":
        signs.append(_together(found, acts, last))
    elif last.word.alone is not None:
        # an act that is not upon anything known: its own sign in place of its turn
        signs.append(last.word.alone if last.word.own else last.word.alone * last.word.sign)
    else:
        return None
    places = tuple((spans[i.start][0], spans[i.stop - 1][1]) for i in run)
    return Chain(tuple(run), prod(signs), places)


def _together(found: Lexicon, acts: list[Item], thing: Item) -> int:
    """The sign that a thing has under its acts."""
    names = [item.word.name for item in acts]
    for pair in found.pairs:
        if names and names[-1] == pair.act and thing.word.name in pair.things:
            if not pair.under or pair.under.intersection(names[:-1]):
                return pair.sign * acts[-1].word.sign
    return thing.word.sign


def _stop(part: Sequence[str], tokens: Sequence[str], at: int) -> int | None:
    stop = at + len(part)
    if stop > len(tokens) or not all(map(_same, part, tokens[at:stop])):
        return None
    return stop


def _same(asked: str, token: str) -> bool:
    return token.startswith(asked[:-1]) if asked.endswith("*") else token == asked


@lru_cache
def lexicon(language: str) -> Lexicon:
    """The words of a language.

    Raises PackError naming file and line.
    """
    pack = load(language)
    acts = pack.entries("polarity_acts", "act")
    things = pack.entries("polarity_things", "thing")
    turns = pack.entries("polarity_acts", "word")
    patterns = [
        *_patterns(acts, "act"),
        *_patterns(things, "thing"),
        *(pattern for entry in turns for pattern in _patterns([entry], cast(Sort, entry["sort"]))),
    ]
    patterns.sort(key=lambda pattern: pattern.parts[0][0][:2])
    by_letters = {letters: list(same) for letters, same in groupby(patterns, key=lambda one: one.parts[0][0][:2])}
    pairs = tuple(_pair(entry) for entry in pack.entries("polarity_things", "pair"))
    forms = pack.toml("polarity_acts").get("forms", {})
    named = {name: frozenset(forms.get(name, ())) for name in ("passive", "reflexive", "passing", "articles")}
    return Lexicon(by_letters, pairs, **named, compounds=forms.get("compounds", False))


def _patterns(entries: Iterable[Entry], sort: Sort) -> Iterator[Pattern]:
    for entry in entries:
        word = Word(
            sort=sort,
            name=entry["name"],
            sign=_sign(entry, "sign") or 1,
            where=entry.where,
            alone=_sign(entry, "alone"),
            own=entry.get("own", False),
            asked=entry.get("asked", False),
            said=entry.get("said", False),
            subject=entry.get("subject", False),
            takes=frozenset(entry.get("takes", [])),
            by=frozenset(entry.get("by", [])),
            back=entry.get("back", False),
        )
        for told in entry["words"]:
            parts = tuple(tuple(re.findall(r"(?:[cdjlmnst]|qu)'|[\w'-]+\*?|[^\w\s]", part)) for part in told.split("…"))
            if not all(parts) or len(parts[0][0].rstrip("*")) < min(2, len(parts[0][0])):
                raise PackError(f"{entry.where}: “{told}” begins with too little; write two letters or more")
            # of two that say as many letters, the one that says a word's end as well
            length = sum(2 * len(asked.rstrip("*")) + (not asked.endswith("*")) for part in parts for asked in part)
            yield Pattern(parts, word, length)


def _sign(entry: Entry, name: str) -> int | None:
    told = entry.get(name)
    if told is not None and told not in SIGNS:
        raise PackError(f"{entry.where}: {name} “{told}” is unknown; use + or -")
    return SIGNS.get(told)


def _pair(entry: Entry) -> Pair:
    return Pair(entry["act"], frozenset(entry["things"]), _sign(entry, "sign") or 1, frozenset(entry.get("under", [])))
