"""What the encoder says of events: chances."""

from __future__ import annotations

import pytest

from dragoman.events.context import kinds
from dragoman.languages import load
from dragoman.ontology import types
from dragoman.reading import code_text
from dragoman.text.encoder import encoder


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_encoder_tells_apart_the_types_of_the_ontology(language: str) -> None:
    shared = encoder(load(language))
    assert shared is not None
    assert shared.classes["event"] == ["-", *sorted(types())]
    assert shared.heads["event.weight"].shape == (shared.size, len(types()) + 1)
    assert len(kinds()) == 2 + len(types())


def test_the_same_text_is_coded_the_same_twice() -> None:
    text = "Selon Kiev, Téhéran aurait livré des drones à Moscou. Oslo a condamné la livraison."
    assert code_text(text, "fr") == code_text(text, "fr")


def test_a_negation_within_a_quotation_undoes_nothing_outside_it() -> None:
    welcomed = code_text("L'Union européenne, elle, a salué un « pas utile ».", "fr").events
    assert [(event.event, event.realis) for event in welcomed] == [("SUPPORT", "actual")]
