"""The first layer of a spaCy model, computed once for each word instead of once for each time it stands in a text.

The layer sees a word's form alone, and whether a blank follows; news says the same few thousand words again and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 20_000
"""Forms that are kept: some 20 MB. A fuller table is begun anew."""
LAYER = "doc_forms"

Floats = NDArray[np.float32]


class Forms:
    """The rows of the first layer by form of word."""

    def __init__(self, layer: Any, vocab: Any) -> None:
        self._layer = layer
        self._vocab = vocab
        self._forget()

    def _forget(self) -> None:
        self._row_of: dict[int, int] = {}
        self._rows: Floats | None = None

    def embed(self, docs: Sequence[Any]) -> list[Floats]:
        """The layer's output for each doc, a row a word."""
        from spacy.attrs import ORTH, SPACY

        keys = [doc.to_array([ORTH, SPACY]) for doc in docs]
        # the lowest bit of a form's hash gives way to the blank
        flat = (np.concatenate([key[:, 0] for key in keys]) & ~np.uint64(1)) | np.concatenate([k[:, 1] for k in keys])
        forms, first, inverse = np.unique(flat, return_index=True, return_inverse=True)
        known = [self._row_of.get(form, -1) for form in forms.tolist()]
        missing = [n for n, row in enumerate(known) if row < 0]
        if self._row_of and len(self._row_of) + len(missing) > MOST:
            self._forget()
            return self.embed(docs)
        if missing:
            self._learn([int(first[n]) for n in missing], forms[missing].tolist(), docs)
            known = [self._row_of[form] for form in forms.tolist()]
        assert self._rows is not None
        rows = self._rows[np.asarray(known)[inverse]]
        return np.split(rows, np.cumsum([len(doc) for doc in docs])[:-1])

    def _learn(self, places: Sequence[int], forms: Sequence[int], docs: Sequence[Any]) -> None:
        """Compute the rows of words, given where each stands among all words of the docs."""
        from spacy.tokens import Doc

        words = [token for doc in docs for token in doc]
        some = [words[place] for place in places]
        doc = Doc(self._vocab, words=[token.text for token in some], spaces=[bool(token.whitespace_) for token in some])
        new = self._layer.predict([doc])[0]
        self._row_of |= {form: len(self._row_of) + n for n, form in enumerate(forms)}
        self._rows = new if self._rows is None else np.concatenate([self._rows, new])


def remember_forms(pipeline: Any) -> None:
    """Let a pipeline's first layer be computed once a form."""
    from thinc.api import Model

    network = pipeline.get_pipe("tok2vec").model
    forms = Forms(network.layers[0], pipeline.vocab)
    network.layers[0] = Model(LAYER, lambda model, docs, is_train: (forms.embed(docs), lambda rows: []))
