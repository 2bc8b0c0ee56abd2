"""What the encoder says of events: chances, and doubt where a fact is hardly told as one."""

from __future__ import annotations

import pytest

from dragoman.events.context import doubted, kinds
from dragoman.languages import load
from dragoman.ontology import types
from dragoman.reading import code_text
from dragoman.records import Attribution
from dragoman.text.encoder import encoder

TELLING = {"actual/narrated": 0.1, "actual/acknowledged": 0.05, "actual/denied": 0.6, "planned/narrated": 0.25}


def test_what_is_hardly_told_as_a_fact_is_told_as_the_likeliest_of_the_rest() -> None:
    realis, told_by = doubted(TELLING, "actual", Attribution())
    assert (realis, told_by.status) == ("actual", "denied")


def test_what_the_rules_hold_for_no_fact_stays_so() -> None:
    surely = {"actual/narrated": 0.99, "actual/denied": 0.01}
    assert doubted(surely, "planned", Attribution()) == ("planned", Attribution())
    assert doubted(surely, "actual", Attribution(status="alleged")) == ("actual", Attribution(status="alleged"))


def test_what_is_likely_told_as_a_fact_stays_one() -> None:
    assert doubted({"actual/narrated": 0.6, "actual/denied": 0.4}, "actual", Attribution()) == ("actual", Attribution())
    assert doubted(None, "actual", Attribution()) == ("actual", Attribution())


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
