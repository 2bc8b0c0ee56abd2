"""What words mean where they stand: a small transformer that reads a sentence and gives each of its words a row of numbers.

The lower layers of multilingual-e5-small (Wang et al. 2024, a BERT as of Devlin et al. 2019, MIT licence), trained further
on our own corpora by ``python -m dragoman.evaluate.encoder``. Words are cut into pieces by a unigram model (Kudo 2018). The
weights lie in ``encoder.npz`` beside the language packs, one byte a number.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dragoman.languages import Pack
from dragoman.text.compiled import compiled, is_installed
from dragoman.text.layers import ByNumpy, Floats, Integers, Layers, Rows, normed

Stretch = tuple[int, int]

FILE = "encoder.npz"
FAST = "DRAGOMAN_FAST"
"""The variable of the environment that, set to anything, leaves the encoder out: several times as fast, and less often right."""
WORD = "▁"  # what a word's first piece begins with, in sentencepiece's files
FIRST, UNKNOWN, LAST = 0, 1, 2  # the rows of the pieces that begin a text, stand for what is not known, and end it
NO_PIECE = 10.0  # how much worse than the rarest piece an unknown letter is
LONGEST = 190  # pieces of a sentence that are read; what stands behind is not
AT_ONCE = 384  # pieces that are computed in one go; more no longer fit the processor's cache


@dataclass(frozen=True)
class Mark:
    """A stretch of a text that the reader is told something of: ``kind`` is a row of the encoder's marks."""

    start: int
    end: int
    kind: int


@dataclass(frozen=True)
class Piece:
    """A piece of a word: its row in the table, and where it stands in the word."""

    row: int
    start: int
    end: int


@dataclass(frozen=True)
class Encoded:
    """A text's pieces, as offsets into it, and a row of numbers for each; shapes (n,), (n,) and (n, size).

    Rows that nobody asked for are not numbers.
    """

    starts: Integers
    ends: Integers
    states: Floats

    def of(self, start: int, end: int) -> Floats:
        """The mean of the pieces that a stretch of the text touches; that of the text's first piece where there are none."""
        touched = (self.starts < end) & (start < self.ends)
        if not touched.any():
            touched[0] = True
        mean: Floats = self.states[touched].mean(axis=0)
        return mean


class Pieces:
    """The pieces that words are cut into, with the logarithm of how likely each is."""

    def __init__(self, pieces: Sequence[str], scores: Floats) -> None:
        self.rows = {piece: (row, float(score)) for row, (piece, score) in enumerate(zip(pieces, scores, strict=True))}
        self.unknown = float(scores[LAST + 1 :].min()) - NO_PIECE
        self.longest = max(map(len, pieces))
        self._of_word = lru_cache(maxsize=20_000)(self._cut)

    def of(self, text: str) -> list[Piece]:
        """The pieces of a text, in order, at their offsets in it."""
        found = []
        for start, word in _words(text):
            found += [Piece(p.row, start + p.start, start + p.end) for p in self._of_word(word)]
        return found[:LONGEST]

    def _cut(self, word: str) -> tuple[Piece, ...]:
        """The likeliest way to cut a word (Viterbi over a unigram model)."""
        plain = unicodedata.normalize("NFKC", word)
        spelled = WORD + plain
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]
        for end in range(1, len(spelled) + 1):
            ways = [(best[end - 1][0] + self.unknown, end - 1, UNKNOWN)]
            for begin in range(max(0, end - self.longest), end):
                known = self.rows.get(spelled[begin:end])
                if known is not None:
                    ways.append((best[begin][0] + known[1], begin, known[0]))
            best.append(max(ways))
        pieces = []
        end = len(spelled)
        while end > 0:
            _, begin, row = best[end]
            same = len(plain) == len(word)
            where = (max(begin - 1, 0), end - 1) if same else (0, len(word))
            pieces.append(Piece(row, *where))
            end = begin
        return tuple(reversed(pieces))


def _words(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text between its spaces, each with its offset."""
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield at, word
        at += len(word)


class Encoder:
    """The pieces, the table of their rows, and the layers; ``held`` is what :data:`FILE` holds."""

    def __init__(self, held: Mapping[str, Any]) -> None:
        self.languages = frozenset(str(code) for code in held["languages"])
        self.pieces = Pieces(bytes(held["pieces"]).decode("utf-8").split("\n"), held["scores"])
        self.table: NDArray[np.int8] = held["table"]
        self.scale: Floats = held["table.scale"].astype(np.float32)
        self.heads = {name[len("head.") :]: held[name].astype(np.float32) for name in held if name.startswith("head.")}
        self.classes = {name[len("of.") :]: [str(c) for c in held[name]] for name in held if name.startswith("of.")}
        self.slots = {name: row for row, name in enumerate(self.classes.get("slot", ()))}
        self._parts = {name: held[name].astype(np.float32) for name in ("positions", "kind", "gain", "shift", "marks")}
        self._layers: Layers = compiled(held) or ByNumpy(held)

    @cached_property
    def size(self) -> int:
        """How many numbers a word gets."""
        return int(self.table.shape[1])

    def encode(
        self, texts: Sequence[str], marks: Sequence[Sequence[Mark]], asked: Sequence[Sequence[Stretch]] | None = None
    ) -> list[Encoded]:
        """Each text's pieces with their rows, in the order of ``texts``; ``marks`` has those of each text.

        ``asked`` has the stretches of each text that :meth:`Encoded.of` will be asked for, where not all will be.
        """
        cut = [self.pieces.of(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda n: len(cut[n]))
        found: dict[int, Encoded] = {}
        for some in _portions(order, [len(pieces) + 2 for pieces in cut]):
            wanted = [np.arange(len(cut[n]) + 1) if asked is None else _asked(cut[n], asked[n]) for n in some]
            states = self._states([cut[n] for n in some], [marks[n] for n in some], wanted)
            for n, places, rows in zip(some, wanted, states, strict=True):
                found[n] = _encoded(cut[n], places, rows)
        return [found[n] for n in range(len(texts))]

    def _states(
        self, texts: Sequence[Sequence[Piece]], marks: Sequence[Sequence[Mark]], wanted: Sequence[Integers]
    ) -> list[Floats]:
        """The last layer's rows of the wanted places of each text."""
        pieces = [row for text in texts for row in (FIRST, *(piece.row for piece in text), LAST)]
        rows = Rows([len(text) + 2 for text in texts])
        part = self._parts
        kinds = np.zeros((len(pieces), len(part["marks"])), np.float32)
        for start, text, told in zip(rows.starts, texts, marks, strict=True):
            for mark in told:
                kinds[[start + n for n in touched(text, mark)], mark.kind] = 1
        x = self.table[pieces].astype(np.float32) * self.scale[pieces][:, None]
        x += part["positions"][rows.places]
        x += part["kind"]
        x += kinds @ part["marks"]
        x = normed(x, part["gain"], part["shift"])
        kept = np.concatenate([start + places for start, places in zip(rows.starts, wanted, strict=True)])
        x = self._layers.of(x, rows, kept)
        return np.split(x, np.cumsum([len(places) for places in wanted])[:-1])


def _asked(pieces: Sequence[Piece], stretches: Sequence[Stretch]) -> Integers:
    """The places of the pieces that stretches touch, and of the piece that begins the text."""
    found = {0}
    for start, end in stretches:
        found.update(touched(pieces, Mark(start, end, 0)))
    return np.array(sorted(found))


def touched(pieces: Sequence[Piece], mark: Mark) -> list[int]:
    """The places, counted from the piece that begins the text, of the pieces that a mark touches."""
    return [n for n, piece in enumerate(pieces, 1) if piece.start < mark.end and mark.start < piece.end]


def _encoded(pieces: Sequence[Piece], places: Integers, rows: Floats) -> Encoded:
    starts = np.array([0, *(piece.start for piece in pieces)])
    ends = np.array([0, *(piece.end for piece in pieces)])
    states = np.full((len(starts), rows.shape[1]), np.nan, np.float32)
    states[places] = rows
    return Encoded(starts, ends, states)


def _portions(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """The texts, the shortest first, in portions that are computed in one go."""
    some: list[int] = []
    held = 0
    for n in order:
        if some and held + lengths[n] > AT_ONCE:
            yield some
            some, held = [], 0
        some.append(n)
        held += lengths[n]
    if some:
        yield some


Way = Literal["none", "numpy", "onnx"]


def way() -> Way:
    """How this process encodes: not at all, as the environment asks; in numpy; in bytes, whose rows differ a little."""
    if os.environ.get(FAST):
        return "none"
    return "onnx" if is_installed() else "numpy"


@lru_cache
def encoder(pack: Pack) -> Encoder | None:
    """The encoder, if it was trained on a pack's language, and the environment does not ask to do without it."""
    if os.environ.get(FAST):
        return None
    path = pack.folder.parent / FILE
    shared = _read(path) if path.is_file() else None
    return shared if shared is not None and pack.code in shared.languages else None


@lru_cache
def _read(path: Path) -> Encoder:
    with np.load(path, allow_pickle=False) as held:
        return Encoder(held)
