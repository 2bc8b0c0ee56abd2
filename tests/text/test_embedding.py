"""Forms of words are embedded once, and as the layer itself embeds them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from dragoman.text import embedding
from dragoman.text.embedding import Forms


class Layer:
    """A layer whose row for a word is its length and whether a blank follows; it counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def predict(self, docs: Sequence[Any]) -> list[Any]:
        words = [token for doc in docs for token in doc]
        self.asked += [token.text for token in words]
        return [np.array([[len(t.text), bool(t.whitespace_)] for t in words], dtype=np.float32)]


@pytest.fixture
def vocab() -> Any:
    return spacy.blank("fr").vocab


def doc(vocab: Any, words: str) -> Any:
    return Doc(vocab, words=words.split())


def rows(found: Sequence[Any]) -> list[list[list[float]]]:
    return [each.tolist() for each in found]


def test_a_form_is_computed_once(vocab: Any) -> None:
    layer = Layer()
    forms = Forms(layer, vocab)
    forms.embed([doc(vocab, "la paix et la guerre")])
    forms.embed([doc(vocab, "la guerre et la faim")])
    assert sorted(layer.asked) == ["et", "faim", "guerre", "la", "paix"]


def test_each_word_gets_its_own_row(vocab: Any) -> None:
    forms = Forms(Layer(), vocab)
    found = forms.embed([doc(vocab, "la paix"), doc(vocab, ""), doc(vocab, "guerre et paix")])
    assert rows(found) == [[[2, 1], [4, 1]], [], [[6, 1], [2, 1], [4, 1]]]


def test_a_full_table_is_begun_anew(vocab: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MOST", 4)
    forms = Forms(Layer(), vocab)
    forms.embed([doc(vocab, "un deux trois")])
    found = forms.embed([doc(vocab, "quatre cinq un")])
    assert rows(found) == [[[6, 1], [4, 1], [2, 1]]]
