"""What the encoder computes: layers of attention and tables over the rows of many texts at once, by numpy.

A BERT as of Devlin et al. 2019. The rows of all texts stand under each other, so that nothing is computed for the shorter
ones' sake.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
HIDDEN = 1e9
NORM = 1e-12


class Rows:
    """Where the rows of texts stand, one text under the other, and in a table with a line for each text.

    ``places`` has each row's place in its text; ``table`` the rows of each text, filled up with its first one; ``back`` the
    rows as they stand in the table's cells; ``blind`` what keeps attention from what is filled up.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        self.starts = [0, *itertools.accumulate(lengths[:-1])]
        self.places = np.concatenate([np.arange(length) for length in lengths])
        width = max(lengths)
        there = np.arange(width) < np.array(lengths)[:, None]
        self.table = np.array(self.starts)[:, None] + np.where(there, np.arange(width), 0)
        self.back = np.flatnonzero(there)
        self.is_even = bool(there.all())
        self.blind = np.where(there, 0.0, -HIDDEN).astype(np.float32)[:, None, None, :]


class Layers(Protocol):
    """Whatever computes all layers."""

    def of(self, x: Floats, rows: Rows, kept: Integers) -> Floats:
        """What the last layer makes of the rows ``kept``, given all rows that go into the first, of shape (pieces, size)."""


class ByNumpy:
    """The layers as they are, in numbers of four bytes; ``held`` is what the encoder's file holds."""

    def __init__(self, held: Mapping[str, Any]) -> None:
        self._heads = int(held["attention.heads"])
        self._layers = [_layer(held, number, self._heads) for number in range(int(held["layers"]))]

    def of(self, x: Floats, rows: Rows, kept: Integers) -> Floats:
        """As :class:`Layers` has it."""
        *lower, last = self._layers
        for layer in lower:
            x = layer.of(x, rows, self._heads)
        return last.of(x, rows, self._heads, kept)


@dataclass(frozen=True)
class _Layer:
    """One layer: attention, then two tables with a bend between them, each added to what came in."""

    number: Mapping[str, Floats]

    def of(self, x: Floats, rows: Rows, heads: int, kept: Integers | None = None) -> Floats:
        """What the layer makes of rows of shape (pieces, size); only those ``kept``, where not all are."""
        w = self.number
        mixed = x @ w["mixed.weight"]
        mixed += w["mixed.base"]
        seen = _attended(mixed, rows, heads)
        if kept is not None:
            x, seen = x[kept], seen[kept]
        x = normed(_added(x, seen @ w["out.weight"], w["out.base"]), w["out.gain"], w["out.shift"])
        wide = x @ w["wide.weight"]
        wide += w["wide.base"]
        narrow = _added(x, _bent(wide) @ w["narrow.weight"], w["narrow.base"])
        return normed(narrow, w["narrow.gain"], w["narrow.shift"])


def _attended(mixed: Floats, rows: Rows, heads: int) -> Floats:
    """What each row is told by those of its text, given what each asks, is asked by and tells."""
    texts, width = rows.table.shape
    asked, keys, told = mixed[rows.table].reshape(texts, width, 3, heads, -1).transpose(2, 0, 3, 1, 4)
    weight = asked @ keys.transpose(0, 1, 3, 2)
    if not rows.is_even:
        weight += rows.blind
    weight -= weight.max(axis=-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= weight.sum(axis=-1, keepdims=True)
    seen: Floats = (weight @ told).transpose(0, 2, 1, 3).reshape(texts * width, -1)
    return seen if rows.is_even else seen[rows.back]


def _layer(held: Mapping[str, Any], number: int, heads: int) -> _Layer:
    """A layer with what asks, what is asked and what is told in one table, and the constants of attention and bend within."""
    found: dict[str, Floats] = {}
    for name in ("query", "key", "value", "out", "wide", "narrow"):
        scale = held[f"{number}.{name}.scale"].astype(np.float32)
        found[f"{name}.weight"] = held[f"{number}.{name}.weight"].astype(np.float32) * scale
        found[f"{name}.base"] = held[f"{number}.{name}.base"].astype(np.float32)
    for name in ("out.gain", "out.shift", "narrow.gain", "narrow.shift"):
        found[name] = held[f"{number}.{name}"].astype(np.float32)
    size = len(found["query.base"])
    for part in ("weight", "base"):
        found[f"query.{part}"] *= np.float32((size // heads) ** -0.5)
        found[f"mixed.{part}"] = np.concatenate([found.pop(f"{name}.{part}") for name in ("query", "key", "value")], -1)
    found["narrow.weight"] *= np.float32(0.5)
    return _Layer(found)


def _added(before: Floats, found: Floats, base: Floats) -> Floats:
    """What a table makes of rows, added to what came in; ``found`` is written over."""
    found += base
    found += before
    return found


def normed(x: Floats, gain: Floats, shift: Floats) -> Floats:
    """Rows of mean 0 and spread 1, then stretched and moved (Ba, Kiros and Hinton 2016); ``x`` is written over."""
    x -= x.mean(axis=-1, keepdims=True)
    spread = np.einsum("...i,...i->...", x, x)[..., None] / np.float32(x.shape[-1]) + np.float32(NORM)
    x /= np.sqrt(spread)
    x *= gain
    x += shift
    return x


def _bent(x: Floats) -> Floats:
    """Twice the Gaussian error linear unit, by its tanh approximation (Hendrycks and Gimpel 2016); ``x`` is written over."""
    inner = x * x
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= x
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    return inner
