"""By which words a text is found: those of a query and those of an article go through this same function.

Letters are compared without accents, capitals and ligatures; « l'accord » is *accord*, « Corée-du-Nord » two words; plural
and feminine fall together in a stem (Snowball's, over letters without accents, mended by the pack's ``search.toml``); names
of states, places and people are never stemmed, so that « Mali » is not « mal ». Words that are everywhere are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from dragoman.actors.folding import APOSTROPHES, LETTERS, NOTHING
from dragoman.actors.lexicon import WORLD
from dragoman.errors import PackError
from dragoman.languages import Pack, load
from dragoman.languages.pack import read_tsv

VERSION = 1
"""Of the analysis: an index made by another version is made anew."""
LONGEST = 60
"""Letters of a word that count; PostgreSQL takes none of more than 2046 bytes."""
_ROW = rf"(?:[^\W_]+|[\u0300-\u036f{NOTHING}]+)+"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_ROW}(?:[{APOSTROPHES}]{_ROW})*")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_SHORTEST_STEM = 5
_REMEMBERED = 262_144
"""Different words that are read once."""


class Term(NamedTuple):
    """A word that counts: the stem it is found by, its letters without accents, and where it stands in the text."""

    stem: str
    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Rules:
    """What a language's pack says about looking for its words; all in plain small letters."""

    stem: Callable[[str], str]
    elided: frozenset[str]
    possessive: frozenset[str]
    stop: frozenset[str]
    capitals: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    tails: tuple[str, ...]
    given: dict[str, str]


def terms(text: str, language: str) -> Iterator[Term]:
    """The words of a text that count, in order. A language without a pack is read without rules.

    >>> [(term.stem, term.form) for term in terms("L’accord d’Ukraine", "fr")]
    [('accord', 'accord'), ('ukraine', 'ukraine')]
    >>> [term.form for term in terms("La Corée-du-Nord", "fr")]
    ['coree', 'nord']
    """
    made = tuple.__new__  # half the time of Term(…), and every word of every page comes by here
    for found in _WORD.finditer(text):
        read = _read(found[0], language)
        if read is not None:
            stem, form, skipped, length = read
            start = found.start() + skipped
            yield made(Term, (stem, form, start, start + length))


def stems(
    text: str, language: str, forms: dict[tuple[str, str], str] | None = None
) -> tuple[list[str], dict[tuple[str, str], str]]:
    """The stems of a text's words that count, in order; and their forms with the stem, each as it is first written.

    The same as :func:`terms` gives, in a fraction of the time: it is what taking in a page waits for. ``forms`` are those met
    before, which this text's are added to.
    """
    words = _WORD.findall(text)
    met = {} if forms is None else forms
    reads = _reads(language)
    stem_of: dict[str, str] = {}
    for word in dict.fromkeys(words):
        read = reads[word]
        if read is not None:
            stem_of[word], form, written = read
            if form not in met:
                met[form] = written
    return [stem_of[word] for word in words if word in stem_of], met


class _Reads(dict[str, tuple[str, tuple[str, str], str] | None]):
    """A language's words as they were met: stem, form with its stem, and what counts of them as it is written."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[str, tuple[str, str], str] | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        read = _read.__wrapped__(word, self._language)  # which need not remember it too
        found = None
        if read is not None:
            stem, form, skipped, length = read
            found = stem, (form, stem), word[skipped : skipped + length]
        self[word] = found
        return found


@lru_cache
def _reads(language: str) -> _Reads:
    return _Reads(language)


def stop_words(text: str, language: str) -> int:
    """How many words of a text are among those that the language passes over, or are elided."""
    return sum(_passed(found[0], language) for found in _WORD.finditer(text))


def folded(text: str) -> str:
    """A text in plain small letters: no accents, no ligatures, apostrophes and hyphens of one kind.

    >>> folded("Cœur d’Évian")
    "coeur d'evian"
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", "".join(LETTERS.get(char, char) for char in text))
    plain = "".join(char for char in letters if not unicodedata.combining(char) and char not in NOTHING)
    return _APOSTROPHE.sub("'", re.sub("[‐‑⁃−]", "-", plain)).casefold()


def _passed(word: str, language: str) -> bool:
    rules = rules_of(language)
    head = _APOSTROPHE.split(word)[0]
    return folded(word) in rules.stop or (head != word and folded(head) in rules.elided)


@lru_cache(maxsize=_REMEMBERED)
def _read(word: str, language: str) -> tuple[str, str, int, int] | None:
    """A word's stem, its plain letters, how many characters before it do not count, and how many do."""
    rules = rules_of(language)
    parts = _APOSTROPHE.split(word)
    skipped = 0
    while len(parts) > 1 and folded(parts[0]) in rules.elided:
        skipped += len(parts.pop(0)) + 1
    length = len(word) - skipped
    if len(parts) > 1 and folded(parts[-1]) in rules.possessive:
        length -= len(parts.pop()) + 1
    form = folded("".join(parts).replace(".", ""))[:LONGEST]
    if not form or (form in rules.stop and "".join(parts).replace(".", "") not in rules.capitals):
        return None
    return _stem(form, rules), form, skipped, length


def _stem(form: str, rules: Rules) -> str:
    known = rules.given.get(form)
    if known is not None:
        return known
    if not form.isalpha():
        return form
    for ending, instead in rules.endings:
        if form.endswith(ending) and len(form) > len(ending) + 2:
            form = form[: -len(ending)] + instead
            break
    stem = rules.stem(form)
    if len(stem) > _SHORTEST_STEM and stem.endswith(rules.tails):
        stem = stem[:-1]
    return folded(stem)


@lru_cache
def rules_of(language: str) -> Rules:
    """The rules of a language; none that change a word where it has no pack."""
    import Stemmer

    pack = _pack(language)
    if pack is None:
        none: frozenset[str] = frozenset()
        return Rules(lambda word: word, none, none, none, none, (), (), {})
    data = pack.toml("search")
    if not data:
        raise PackError(f"{language}/search.toml is missing; the store cannot be searched without it")
    return Rules(
        stem=Stemmer.Stemmer(data["stemmer"]).stemWord,
        elided=_plain(data["elided"]),
        possessive=_plain(data["possessive"]),
        stop=_plain(data["stop"]),
        capitals=frozenset(data["capitals"]),
        endings=tuple((ending, instead) for ending, instead in data["endings"]),
        tails=tuple(data["tails"]),
        given={**_names(pack), **_families(pack)},
    )


def _pack(language: str) -> Pack | None:
    from dragoman.languages import languages

    return load(language) if language in languages() else None


def _plain(words: list[str]) -> frozenset[str]:
    return frozenset(folded(word) for word in words)


def _families(pack: Pack) -> dict[str, str]:
    given: dict[str, str] = {}
    for entry in pack.entries("search", "family"):
        for word in entry["words"]:
            if folded(word) in given:
                raise PackError(f"{entry.where}: “{word}” has its stem already; keep one of the two")
            given[folded(word)] = entry["stem"]
    return given


def _names(pack: Pack) -> dict[str, str]:
    """Names of one word, each its own stem; but for those that are common words too."""
    common = {folded(word) for entry in pack.entries("actors", "guard") for word in entry.get("names", [])}
    named = {folded(name) for name in _written(pack) if name[:1].isupper() and re.fullmatch(r"[^\W\d_]{3,}", name)}
    return {name: name for name in named - common}


def _written(pack: Pack) -> Iterator[str]:
    states: list[dict[str, Any]] = [*pack.tsv("states")]
    for row in states:
        yield from (row["name"], *row["also"].split("|"), *row["capital"].split("|"))
    for row in (*pack.tsv("places"), *read_tsv(WORLD / "places.tsv")):
        yield from row["names"].split("|")
    for row in read_tsv(WORLD / "people.tsv"):
        yield from row["short"].split("|")
