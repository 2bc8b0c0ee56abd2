"""Static vectors of words: near in meaning is near in space.

From ``vectors.npz`` of the language's pack where it has one (made by ``python -m dragoman.evaluate.word_vectors``), else
from the parser's own package.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dragoman.languages import Pack
from dragoman.text.parse import model_vector, model_vector_size, model_words

FILE = "vectors.npz"
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class _Shipped:
    """The vectors of a pack, a row a word, as small whole numbers."""

    rows: Mapping[str, int]
    numbers: NDArray[np.int8]


@lru_cache(maxsize=20_000)
def vector(word: str, pack: Pack) -> Floats | None:
    """The vector of a word in small letters, of length 1; None where there is none for it."""
    shipped = _shipped(pack)
    if shipped is not None:
        row = shipped.rows.get(word)
        return _of_length_one(shipped.numbers[row].astype(np.float32)) if row is not None else None
    found = model_vector(word, pack)
    return _of_length_one(np.asarray(found, dtype=np.float32)) if found is not None else None


@lru_cache
def vector_size(pack: Pack) -> int:
    """How many numbers a vector of the pack has; 0 where it has none."""
    shipped = _shipped(pack)
    return int(shipped.numbers.shape[1]) if shipped is not None else model_vector_size(pack)


def _of_length_one(found: Floats) -> Floats | None:
    length = float(np.linalg.norm(found))
    return found / np.float32(length) if length else None


@lru_cache
def _shipped(pack: Pack) -> _Shipped | None:
    path = pack.folder / FILE
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as held:
        words = bytes(held["words"]).decode("utf-8").split("\n")
        return _Shipped({word: row for row, word in enumerate(words)}, held["vectors"])


def known_words(pack: Pack, most: int) -> list[str]:
    """The first words that have a vector, the commoner ones first as far as the model keeps them so."""
    shipped = _shipped(pack)
    return list(itertools.islice(shipped.rows if shipped is not None else model_words(pack), most))
