"""The encoder by ONNX Runtime: the same rows as by numpy, each by itself, and nothing where it cannot be had."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from dragoman.languages import load
from dragoman.text import compiled as module
from dragoman.text.compiled import ByRuntime, compiled
from dragoman.text.encoder import FILE, Encoder
from dragoman.text.layers import ByNumpy

SENTENCES = [
    "Paris a rappelé son ambassadeur.",
    "Oslo et Riga ont signé, mardi, un accord sur la pêche en mer de Barents.",
    "",
    "The ministers met.",
]


@pytest.fixture(scope="module")
def held() -> Mapping[str, Any]:
    with np.load(load("fr").folder.parent / FILE, allow_pickle=False) as file:
        return dict(file)


@pytest.fixture(scope="module")
def by_runtime(held: Mapping[str, Any]) -> Encoder:
    encoder = Encoder(held)
    encoder._layers = ByRuntime(held)
    return encoder


def test_its_rows_point_where_those_of_numpy_do(held: Mapping[str, Any], by_runtime: Encoder) -> None:
    by_numpy = Encoder(held)
    by_numpy._layers = ByNumpy(held)
    none: list[list[Any]] = [[]] * len(SENTENCES)
    pairs = zip(by_runtime.encode(SENTENCES, none), by_numpy.encode(SENTENCES, none), strict=True)
    for ours, theirs in pairs:
        lengths = np.linalg.norm(ours.states, axis=1) * np.linalg.norm(theirs.states, axis=1)
        assert ((ours.states * theirs.states).sum(axis=1) / lengths).min() > 0.99


def test_a_sentence_is_read_the_same_to_the_last_digit_alone_and_among_others(by_runtime: Encoder) -> None:
    alone = by_runtime.encode(SENTENCES[:1], [[]])[0]
    among = by_runtime.encode(SENTENCES, [[]] * len(SENTENCES))[0]
    assert np.array_equal(alone.states, among.states)


def test_it_is_left_out_where_the_extra_is_not_installed(
    held: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert compiled(held) is None
    assert isinstance(Encoder(held)._layers, ByNumpy)


def test_it_is_left_out_where_the_processor_cuts_sums_off(
    held: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_is_exact", lambda: False)
    assert compiled(held) is None
