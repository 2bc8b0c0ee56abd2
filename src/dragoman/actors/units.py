"""What points at an actor in a text, on its way to a mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.actors.folding import plain
from dragoman.actors.found import NameFound
from dragoman.languages.pack import Pack
from dragoman.records import Kind
from dragoman.text.parse import Sentence, Token

ELIDED = re.compile(r"[^\W\d_]+['’](?=\w)|\w+(?:[-‑]\w+)*|[^\w\s]")
OWNING = re.compile(r"['’]s\b|['’](?=\s)|(?:charge|chargé) d['’]\w+|\w+(?:[-‑]\w+)*|[^\w\s]")


@dataclass(slots=True)
class Unit:
    """Words that stand for an actor or a place; ``pending`` says how they are resolved while they have no code.

    ``head_start`` and ``head_end`` bound the words that carry the phrase (« ministre »); ``key`` is the office.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    kind: Kind
    codes: tuple[str, ...] = ()
    sector: str | None = None
    entity: str | None = None
    gender: str = ""
    number: str = ""
    key: str = ""
    pending: str = ""
    possessive: int | None = None
    definite: bool = False
    adjective: bool = False
    place: bool = False
    relay: bool = False
    name: NameFound | None = None
    person_only: bool = False
    thing_only: bool = False
    last: bool = False
    sentence: int = -1
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a mark, or a whole name of the text; ``plain`` is the word in small plain letters, empty for a name."""

    start: int
    end: int
    word: str
    plain: str
    name: NameFound | None = None


@lru_cache(maxsize=20_000)
def _small(word: str) -> str:
    return plain(word).lower().replace("‑", "-")


def spelled(piece: Piece) -> str:
    """A piece in small plain letters, a name too."""
    return _small(piece.word) if piece.name else piece.plain


@dataclass(slots=True)
class Person:
    """What the page tells of a person: « Jane Dupuis, ministre canadienne »."""

    codes: tuple[str, ...] = ()
    sector: str | None = None
    key: str = ""
    gender: str = ""


@dataclass(slots=True)
class Page:
    """What the steps of the resolution share: the text in pieces, its names, its sentences."""

    text: str
    pieces: list[Piece]
    names: Sequence[NameFound]
    sentences: Sequence[Sentence]
    pack: Pack
    people: dict[str, Person] = field(default_factory=dict)

    def sentence_of(self, offset: int) -> int:
        """The index of the sentence around an offset; of the last one before it where it stands in none."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def token_of(self, start: int, end: int) -> tuple[int, Token | None]:
        """The sentence around these words, and the token among them that the others hang on."""
        index = self.sentence_of(start)
        if index < 0:
            return index, None
        inside = [t for t in self.sentences[index].tokens if t.start < end and start < t.end and t.pos != "PUNCT"]
        own = {token.i for token in inside}
        tops = [token for token in inside if token.head not in own or token.head == token.i]
        return index, tops[-1] if tops else None


def cut(text: str, names: Sequence[NameFound], pack: Pack) -> list[Piece]:
    """The text in pieces, each name one of them."""
    word = OWNING if pack.toml("offices")["phrase"]["own"] else ELIDED
    pieces: list[Piece] = []
    at = 0
    for name in [*names, None]:
        end = name.start if name else len(text)
        elided = word is ELIDED and text[at:end].endswith(("'", "’"))
        stretch = text[at:end] + "x" * elided
        words = [Piece(at + m.start(), at + m.end(), m[0], _small(m[0])) for m in word.finditer(stretch)]
        pieces += words[:-1] if elided else words
        if name:
            pieces.append(Piece(name.start, name.end, text[name.start : name.end], "", name))
            at = name.end
    return pieces
