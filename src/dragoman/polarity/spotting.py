"""The words of a language's lexicon as they stand in a sentence, with the negations that reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.polarity.lexicon import Forms, Lexicon, Word

REACH, NEAR = 8, 3
"""Tokens over which a negation reaches, and one (« aucun ») that is told of a thing."""


@dataclass(frozen=True)
class Item:
    """A word of the pack as it stands in a sentence, by token; ``turned`` where a negation reaches it.

    ``others``: what else the same words may be, where they act upon other things. ``passive``: the act is done to its subject.
    ``noun``: it follows an article or the like. ``gap``: tokens within that are not its own.
    """

    word: Word
    start: int
    stop: int
    turned: str | None = None
    others: tuple[Word, ...] = ()
    passive: bool = False
    noun: bool = False
    gap: range = range(0)


def items_of(found: Lexicon, tokens: Sequence[str]) -> list[Item]:
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
        within = (_here(found, tokens, place) for place in here.gap)
        items.extend(one for one in within if one is not None and one.word.sort in ("turn", "thing"))
        at = here.stop
    items = [item for item in items if item.word.sort != "nothing"]
    return _turned(_headed(items) if found.forms.compounds else items, tokens)


def _headed(items: Sequence[Item]) -> list[Item]:
    """The items without the things that only tell more of the thing right behind them (“border blockade”)."""
    pairs = zip(items, [*items[1:], None], strict=True)
    return [
        item
        for item, after in pairs
        if not (after and item.word.sort == after.word.sort == "thing" and item.stop == after.start)
    ]


def _here(found: Lexicon, tokens: Sequence[str], at: int) -> Item | None:
    """The words of the lexicon that begin at a token."""
    fits = found.fitting(tokens, at)
    if not fits:
        return None
    stop, best = fits[0]
    return Item(
        best.word,
        at,
        stop,
        others=tuple(one.word for end, one in fits[1:] if end == stop and one.word.sort == best.word.sort == "act"),
        passive=_passive(found.forms, tokens, at),
        noun=at > 0 and tokens[at - 1] in found.forms.articles,
        gap=best.gap(at, stop),
    )


def _passive(forms: Forms, tokens: Sequence[str], at: int) -> bool:
    """Whether an act is done to its subject: « ont été levées », not « se sont retirées »."""
    near = [token for token in tokens[max(0, at - 4) : at] if token not in forms.passing]
    return bool(near) and near[-1] in forms.passive and not forms.reflexive.intersection(near[-3:])


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
    """Puts a negation on the first act or thing that it reaches."""
    reach = NEAR if turn.word.name == "near" else REACH
    for place, item in enumerate(items):
        if item.start < turn.start:
            continue
        if item.start - turn.stop > reach or item.word.sort in ("edge", "pause"):
            return
        if item.word.sort in ("act", "thing"):
            items[place] = replace(item, turned=tokens[turn.start])
            return
