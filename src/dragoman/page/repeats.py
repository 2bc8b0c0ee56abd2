"""What a page says twice: the lead again as a teaser, a sentence pulled out of the text, a caption glued to itself.

Runs of words are compared, not lines, so that a teaser is found that glues two paragraphs together and breaks off.
One pass over the words each; time and memory grow with the page's length.
"""

from __future__ import annotations

from collections.abc import Sequence

RUN = 5
"""Words of a run. Shorter runs recur in news by chance (« le ministre des Affaires étrangères » has five tokens)."""


def runs(words: Sequence[str], size: int = RUN) -> list[tuple[str, ...]]:
    """All runs of ``size`` words, in order; the words themselves as one run where they are fewer."""
    if len(words) <= size:
        return [tuple(words)] if words else []
    return [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]


def share_seen(words: Sequence[str], seen: set[tuple[str, ...]], size: int = RUN) -> float:
    """How much of the words has been seen, 0 to 1, counted in runs."""
    listed = runs(words, size)
    return sum(run in seen for run in listed) / len(listed) if listed else 0.0


def doubled(words: Sequence[str]) -> int:
    """How many words at the front are said again at once, and fill the whole: « A B C A B C » gives 3; else 0.

    The second saying may lack its last words or have a few more (a place, a date); two words in ten may differ.
    """
    total = len(words)
    if total < 6:
        return 0
    if total % 2 == 0 and words[: total // 2] == words[total // 2 :]:
        return total // 2
    if total % 3 == 0 and words[: total // 3] == words[total // 3 : 2 * total // 3] == words[2 * total // 3 :]:
        return total // 3
    return 0


def framed(words: Sequence[str]) -> int:
    """How many words both begin and end the whole: « A B C x A B C » gives 3; 0 for none, and where they would overlap.

    >>> framed("la gare hier photo afp la gare hier".split())
    3
    """
    for count in range((len(words) - 1) // 2, 0, -1):
        if words[:count] == words[-count:]:
            return count
    return 0


def said_again(words: Sequence[str], size: int = 6) -> list[tuple[int, int, int]]:
    """Runs of at least ``size`` words that stand twice: (first start, second start, length), by second start.

    Each is as long as it can be without the two overlapping; a word belongs to one second saying at most.
    """
    seen: dict[tuple[str, ...], int] = {}
    found: list[tuple[int, int, int]] = []
    i, indexed = 0, 0
    while i + size <= len(words):
        for n in range(indexed, i - size + 1):
            seen.setdefault(tuple(words[n : n + size]), n)
        indexed = max(indexed, i - size + 1)
        first = seen.get(tuple(words[i : i + size]))
        if first is None:
            i += 1
            continue
        length = size
        while i + length < len(words) and first + length < i and words[first + length] == words[i + length]:
            length += 1
        found.append((first, i, length))
        i += length
    return found
