"""People of no table, told by their capitals: « Jane Dupuis », « Luis van der Berg », « M. Marchand »."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.actors.folding import Folded, plain
from dragoman.actors.found import NameFound
from dragoman.languages.pack import Pack

PART = r"(?:[A-Z](?!'[a-z])(?:[A-Za-z]|'(?=[A-Za-z]))+(?:-[A-Za-z]+)*|[A-Z]\.)"
MOST = 6  # words of a name, particles counted; a longer run is a list or a title
SYLLABLE = 5  # letters: names all of whose three words are as short put the family name first


@dataclass(frozen=True, slots=True)
class _Rules:
    run: re.Pattern[str]
    word: re.Pattern[str]
    never: frozenset[str]
    not_first: frozenset[str]
    called: re.Pattern[str]
    given: frozenset[str]


def strangers(
    text: str, folded: Folded, known: Sequence[NameFound], decoys: Sequence[tuple[int, int]], pack: Pack
) -> list[NameFound]:
    """Names of people that no table holds, outside the names already known and what only looks like a name.

    Two or more words with capitals, or one after a title or an office (« M. », « le général »), and after that the same
    family name alone. They have no code: who they are is told by the page.
    """
    rules, page = _rules(pack), folded.text
    real = [*((name.start, name.end) for name in known), *decoys]
    taken = [(bisect_left(folded.starts, start), bisect_left(folded.starts, end)) for start, end in real]
    full: dict[str, tuple[int, int]] = {}
    found = list(_runs(page, rules, taken))
    taken += found
    titled = list(_titled(page, rules, taken))
    taken += titled
    for start, end in [*found, *(extent for extent in titled if len(rules.word.findall(page, *extent)) > 1)]:
        for short in _short_forms(page[start:end], rules):
            full.setdefault(short, (start, end))
    found += [*titled, *_again(page, full, taken)]
    met = [_stranger(text, folded, extent, full.get(page[slice(*extent)], extent)) for extent in found]
    bearers = _bearers(folded, known, {short for short, extent in full.items() if " " in page[slice(*extent)]}, rules)
    told = [
        replace(bearers[short], start=n.start, end=n.end) if (short := plain(n.entity or "")) in bearers else n
        for n in met
    ]
    return [*told, *_known_again(folded, bearers, taken, rules)]


def _bearers(folded: Folded, known: Sequence[NameFound], others: set[str], rules: _Rules) -> dict[str, NameFound]:
    """The people of the tables whom the page names in full, by the family names that it gives to nobody else."""
    bearers: dict[str, dict[str | None, NameFound]] = {}
    for name in known:
        words = folded.text[bisect_left(folded.starts, name.start) : bisect_left(folded.starts, name.end)]
        if name.what == "person" and name.entity and " " in words and rules.word.search(words):
            for short in _short_forms(words, rules):
                bearers.setdefault(short, {})[name.entity] = name
    return {
        short: next(iter(people.values()))
        for short, people in bearers.items()
        if len(people) == 1 and short not in others | rules.never and short[0].isupper()
    }


def _known_again(
    folded: Folded, bearers: dict[str, NameFound], taken: list[tuple[int, int]], rules: _Rules
) -> Iterator[NameFound]:
    """Places where the family name of somebody named in full stands alone."""
    for short, name in bearers.items():
        for start, end in list(_again(folded.text, {short: (0, 0)}, taken)):
            if _alone(folded.text, start, end, rules):
                first, last = folded.real(start, end)
                yield replace(name, start=first, end=last)


def _alone(text: str, start: int, end: int, rules: _Rules) -> bool:
    """Whether no other word with a capital stands beside the family name, save a title or one that opens a sentence."""
    before = re.search(r"([A-Z]\.|[A-Z][A-Za-z-]*) $", text[max(0, start - 24) : start])
    beside = before is not None and before[1] not in rules.not_first
    return not beside and re.match(r"[ -][A-Z]", text[end : end + 2]) is None


def _stranger(text: str, folded: Folded, extent: tuple[int, int], whole: tuple[int, int]) -> NameFound:
    start, end = folded.real(*extent)
    first, last = folded.real(*whole)
    entity = unicodedata.normalize("NFC", " ".join(text[first:last].split()))
    return NameFound(start, end, "person", "person", "unknown", entity=entity, number="s")


@lru_cache
def _rules(pack: Pack) -> _Rules:
    data = pack.toml("actors")["person"]

    def choice(words: list[str]) -> str:
        return "|".join(re.escape(plain(each)) for each in sorted(words, key=len, reverse=True))

    link = rf"(?:(?:{choice(data['particles'])})(?:(?<=['-])| ))*"
    prefix = choice([each for each in data["particles"] if each.endswith("-")])
    rest = rf"(?: {link}{PART})"
    titles = choice([*data["titles"], *data["called"]])
    return _Rules(
        re.compile(rf"(?<![\w-]){PART}{rest}+(?!\w)"),
        re.compile(PART),
        frozenset(map(plain, data["no_person"])),
        frozenset(map(plain, data["not_first"])),
        re.compile(rf"(?<!\w)(?:{titles}) ((?:{prefix})?{PART}{rest}*)(?!\w)"),
        frozenset(map(plain, data["given"])),
    )


def _runs(text: str, rules: _Rules, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for match in rules.run.finditer(text):
        for start, end in _outside(match.start(), match.end(), taken):
            extent = _trimmed(text, start, end, rules)
            if extent is not None:
                yield extent


def _outside(start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces of an extent that no name covers."""
    at = start
    for first, last in sorted(taken):
        if last <= at or first >= end:
            continue
        if first > at:
            yield at, first
        at = max(at, last)
    if at < end:
        yield at, end


def _trimmed(text: str, start: int, end: int, rules: _Rules) -> tuple[int, int] | None:
    """The run without the words that only begin a sentence; ``None`` where no person's name is left."""
    words = list(rules.word.finditer(text, start, end))
    while words and words[0].group().rstrip(".") in rules.not_first:
        words = words[1:]
    plain = [word.group() for word in words]
    if (
        not 2 <= len(words) <= MOST
        or any(word in rules.never for word in plain)
        or all(word.isupper() for word in plain)
    ):
        return None
    if plain[-1] in rules.not_first or len(plain[-1].rstrip(".")) < 2:
        return None
    between = text[words[0].start() : words[-1].end()]
    return None if "\n" in between else (words[0].start(), words[-1].end())


def _titled(text: str, rules: _Rules, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for match in rules.called.finditer(text):
        start, end = match.span(1)
        free = all(last <= start or first >= end for first, last in taken)
        parts = rules.word.findall(match[1])
        if (
            free
            and parts
            and not any(part in rules.never or part in rules.not_first for part in parts)
            and not match[1].isupper()
        ):
            yield start, end


def _short_forms(name: str, rules: _Rules) -> list[str]:
    parts = rules.word.findall(name)
    last = parts[-1]
    surname = name[name.rindex(last) :]
    father_s = (
        [parts[-2]] if len(parts) > 2 and parts[-2] not in rules.given else []
    )  # « Wilson Andrade Cueva »: Andrade
    first = [parts[0]] if len(parts) == 3 and all(len(part) <= SYLLABLE for part in parts) else []
    behind = name.split(" ", 1)[1] if " " in name else name
    return [
        short
        for short in dict.fromkeys([surname, behind, *father_s, *first])
        if len(short) > 2 and short not in rules.not_first
    ]


def _again(text: str, full: dict[str, tuple[int, int]], taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Later places where a family name stands alone; they then stand for the whole name."""
    for short in full:
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text):
            if all(last <= match.start() or first >= match.end() for first, last in taken):
                taken.append(match.span())
                yield match.span()
