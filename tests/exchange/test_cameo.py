"""CAMEO in PLOVER's words and back."""

from __future__ import annotations

import pytest

from dragoman.exchange.cameo import cameo, plover
from dragoman.ontology import types

ACTS = [(name, mode) for name, kind in types().items() for mode in (None, *kind.modes)]


@pytest.mark.parametrize(
    ("code", "event", "mode"),
    [
        ("042", "CONSULT", "visit"),
        ("043", "CONSULT", "visit"),
        ("057", "SUPPORT", None),
        ("0831", "CONCEDE", None),
        ("0871", "RETREAT", "ceasefire"),
        ("1011", "REQUEST", "assist"),
        ("112", "ACCUSE", "disapprove"),
        ("166", "SANCTION", "expel"),
        ("163", "COERCE", "restrict"),
        ("1712", "ASSAULT", "destroy"),
        ("195", "ASSAULT", "aerial"),
        ("192", "COERCE", "seize"),
    ],
)
def test_a_code_is_read_as_the_alliance_converts_it_in_today_s_words(code: str, event: str, mode: str | None) -> None:
    found = plover(code)
    assert found is not None
    assert (found.event, found.mode) == (event, mode)


def test_a_finer_code_than_the_table_has_is_read_as_the_one_above_it() -> None:
    assert plover("1669") == plover("166")
    assert plover("17") == plover("170")


@pytest.mark.parametrize("code", ["010", "02", "021", "", "x", "999"])
def test_statements_appeals_and_what_is_no_code_have_no_type(code: str) -> None:
    assert plover(code) is None


@pytest.mark.parametrize(("event", "mode"), ACTS)
def test_every_act_has_a_code_that_keeps_its_type(event: str, mode: str | None) -> None:
    code = cameo(event, mode)
    found = plover(code)
    assert found is not None
    assert found.event == event
    assert found.mode is None or found.mode == mode or cameo(event, None) == code or found.mode in types()[event].modes
