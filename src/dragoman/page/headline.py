"""Where a title stands in a row of words that lost its line breaks: behind a menu's words, before a name.

A title says what the text says; the words of menus, the names of sections and of writers do not. So each word counts for or
against, and the stretch that counts most is the title, from a capital on.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.languages.pack import Pack
from dragoman.page.alone import alone
from dragoman.page.captions import captioned
from dragoman.page.chrome import chrome, table
from dragoman.page.desk import STEM, runs_as_text
from dragoman.page.flattened import Line, fold, tokens

FEWEST_WORDS = 4
"""Words of the shortest stretch that is cut out, and of the fewest that it shares with the text: half of it."""
LONGEST = 60
"""Words of the longest row that is looked into."""
_SIGN = re.compile(r"[|»>•·/\]]\s*$")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Known:
    """What the text says, by the stems of its longer words and by its pairs of words, and the words that open sentences."""

    stems: set[str]
    pairs: frozenset[tuple[str, str]]
    openers: frozenset[str]

    def opens(self, before: str, word: str) -> bool:
        """Whether a capital stands before another as « La » before « France » or « Sri » before « Lanka »."""
        own, next_own = tokens(before)[-1:], tokens(word)[:1]
        return bool(own and next_own) and (own[0] in self.openers or (own[0], next_own[0]) in self.pairs)


def openers(pack: Pack) -> list[str]:
    """The pack's words that open sentences."""
    return [str(word) for word in table(pack, "openers").get("words", ())]


def headline(found: list[Line], pack: Pack) -> list[Line]:
    """The pieces of a line that lost its breaks, those above the text parted where a title begins and ends in them."""
    first = next((n for n, line in enumerate(found) if line.ended and line.words >= 12), len(found))
    text = " ".join(line.text for line in found[first:] if runs_as_text(line))
    known = Known(_stems(text), frozenset(itertools.pairwise(tokens(text))), frozenset(map(fold, openers(pack))))
    parted: list[Line] = []
    for line in found[:first]:
        looked_into = (
            FEWEST_WORDS < line.words <= LONGEST and alone(line, pack) is None and captioned(line, pack) is None
        )
        parted += _parted(line, known, pack) if looked_into else [line]
    return parted + found[first:]


def _stems(text: str) -> set[str]:
    return {token[:STEM] for token in tokens(text) if len(token) > 3}


def _parted(line: Line, known: Known, pack: Pack) -> list[Line]:
    words = list(_WORD.finditer(line.text))
    values = _values(words, known, pack)
    start, end = _best(values)
    if end - start < 2 or sum(value == 1.0 for value in values[start:end]) < 2:
        return [line]
    start, end = _to_capital(words, start, values, known), _to_name(words, end)
    if end - start < FEWEST_WORDS or not (start or end < len(words)):
        return [line]
    cuts = [0, words[start].start(), words[end - 1].end(), len(line.text)]
    parts = [line.text[low:high].strip() for low, high in itertools.pairwise(cuts)]
    kept = [part for part in parts if part]
    return [Line(part, line.blank and not n, line.glue if not n else " ") for n, part in enumerate(kept)]


def _values(words: Sequence[re.Match[str]], known: Known, pack: Pack) -> list[float]:
    """What each word counts: 1 where the text has it, nothing for little words, less for what menus are made of."""
    menu = _of_menu(words, pack)
    values = []
    for n, word in enumerate(words):
        own = [token for token in tokens(word[0]) if len(token) > 3]
        if n in menu:
            values.append(-1.0)
        elif any(token[:STEM] in known.stems for token in own):
            values.append(1.0)
        elif not own:
            values.append(0.0 if fold(word[0])[:1] == word[0][:1] or len(word[0]) < 3 else -0.3)
        elif word[0][:1].islower():
            values.append(-0.2)
        else:
            values.append(-0.5)
    return values


def _of_menu(words: Sequence[re.Match[str]], pack: Pack) -> set[int]:
    """The words that phrases of menus and buttons of two words at least are made of, and sections that nothing joins."""
    data, found = chrome(pack), set()
    listed = [(token, n) for n, word in enumerate(words) for token in tokens(word[0])]
    said = [token for token, _ in listed]
    at = 0
    while at < len(said):
        hit = data.chrome.at(said, at) or data.sections.at(said, at)
        start, count = listed[at][1], hit[0] if hit is not None else 0
        last = listed[at + count - 1][1] if count else start
        joined = last + 1 < len(words) and words[last + 1][0][:1].islower()
        if count and words[start][0][:1].isupper() and not (joined and data.chrome.at(said, at) is None):
            found |= set(range(start, last + 1))
        at += max(count, 1)
    return found


def _best(values: Sequence[float]) -> tuple[int, int]:
    """The stretch whose values add up to most."""
    best, total, begin, found = 0.0, 0.0, 0, (0, 0)
    for n, value in enumerate(values):
        if total <= 0:
            total, begin = 0.0, n
        total += value
        if total > best:
            best, found = total, (begin, n + 1)
    return found


def _to_capital(words: Sequence[re.Match[str]], start: int, values: Sequence[float], known: Known) -> int:
    """Back to the capital with which the title begins: of what stands before it, small letters belong to it."""
    while start > 0:
        capital = _is_capital(words[start][0])
        before = words[start - 1]
        if _SIGN.search(before[0]):
            break
        if capital and _is_capital(before[0]) and not known.opens(before[0], words[start][0]):
            break
        if capital and values[start - 1] <= -0.5:
            break
        start -= 1
    return start


def _to_name(words: Sequence[re.Match[str]], end: int) -> int:
    """On to the end of the row, or to a name: two words with capitals at least that the text does not have."""
    rest = words[end:]
    for n in range(len(rest)):
        tail = rest[n:]
        if len(tail) >= 2 and all(_is_capital(word[0]) or word[0][:1].isdigit() for word in tail):
            return end + n
    return len(words)


def _is_capital(word: str) -> bool:
    return word.lstrip("«“\"'‘’([")[:1].isupper()
