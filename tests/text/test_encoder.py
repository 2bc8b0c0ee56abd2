"""Words where they stand: pieces at their offsets, and rows that do not depend on what is read beside."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.languages import load
from dragoman.text.encoder import FAST, Encoder, Mark, Pieces, encoder

SCORES = np.array([0.0, 0.0, 0.0, -1.0, -2.0, -2.5, -4.0], np.float32)
SMALL = Pieces(["<s>", "<unk>", "</s>", "▁", "▁am", "bass", "▁ambass"], SCORES)
SENTENCES = [
    "Paris a rappelé son ambassadeur.",
    "Oslo et Riga ont signé, mardi, un accord sur la pêche en mer de Barents.",
]


@pytest.fixture(scope="module")
def shared() -> Encoder:
    found = encoder(load("fr"))
    assert found is not None
    return found


def test_the_likeliest_way_to_cut_a_word_wins() -> None:
    assert [(p.row, p.start, p.end) for p in SMALL.of("ambass")] == [(6, 0, 6)]


def test_what_no_piece_spells_is_unknown_and_keeps_its_place() -> None:
    assert [(p.row, p.start, p.end) for p in SMALL.of("amq ambass")] == [(4, 0, 2), (1, 2, 3), (6, 4, 10)]


@pytest.mark.parametrize("text", ["L’accord d'Oslo", "  « Non ! »  a-t-il dit", "ﬁn des œuvres №1", "…", "é"])
def test_pieces_stand_within_their_words_in_order(shared: Encoder, text: str) -> None:
    pieces = shared.pieces.of(text)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)
    assert all(0 <= p.start <= p.end <= len(text) for p in pieces)
    assert {n for p in pieces for n in range(p.start, p.end)} >= {
        n for n, sign in enumerate(text) if not sign.isspace()
    }


def test_a_sentence_is_read_the_same_alone_and_among_others(shared: Encoder) -> None:
    alone = shared.encode(SENTENCES[:1], [[]])[0]
    among = shared.encode(SENTENCES, [[], []])[0]
    assert np.abs(alone.states - among.states).max() < 1e-3


def test_a_word_means_something_else_elsewhere(shared: Encoder) -> None:
    told = ["Paris a levé les sanctions.", "Paris a levé une armée."]
    first, second = (one.of(8, 12) for one in shared.encode(told, [[], []]))
    again = shared.encode(told[:1], [[]])[0].of(8, 12)
    assert np.abs(first - again).max() < 1e-3 < np.abs(first - second).max()


def test_a_mark_is_seen(shared: Encoder) -> None:
    plain, marked = (shared.encode(SENTENCES[:1], [marks])[0].states for marks in ([], [Mark(0, 5, 0)]))
    assert np.abs(plain - marked).max() > 1e-2


def test_an_empty_text_has_its_first_piece(shared: Encoder) -> None:
    assert shared.encode([""], [[]])[0].of(0, 0).shape == (shared.size,)


def test_every_language_with_a_learned_model_has_the_encoder(shared: Encoder) -> None:
    assert {"fr", "en"} <= shared.languages


def test_the_environment_may_leave_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FAST, "1")
    assert encoder.__wrapped__(load("fr")) is None
