"""A relation as the press of one country tells it; a page without an address is of an unknown one."""

from __future__ import annotations

import datetime

import pytest

from dragoman.relations.index import index
from dragoman.relations.ledger import read_ledger
from dragoman.relations.occurrences import Told
from dragoman.store import Store
from dragoman.store.outlets import UNKNOWN

from .made import told

FIRST = datetime.date(2023, 1, 1)
PAGES = {"RUS": "https://tass.com/1", "FRA": "https://www.lemonde.fr/1", UNKNOWN: "https://example.org/1"}


@pytest.mark.parametrize(("country", "act"), [("RUS", "AID"), ("FRA", "ACCUSE"), (UNKNOWN, "CONSULT")])
def test_a_country_can_be_asked_for_alone(store: Store, country: str, act: str) -> None:
    acts = {"RUS": "AID", "FRA": "ACCUSE", UNKNOWN: "CONSULT"}
    store.put_many([told(FIRST, acts[one], url=url) for one, url in PAGES.items()])
    assert index(store, "PRK", "RUS", told=Told(country=country)).occurrences == 1
    ledger = read_ledger(store, told=Told(country=country))
    assert len(ledger) == 1
    assert bool(ledger.cooperative[0]) is (act != "ACCUSE")


def test_a_page_without_an_address_is_of_an_unknown_country(store: Store) -> None:
    store.put_many([told(FIRST, "AID")])
    assert len(read_ledger(store, told=Told(country=UNKNOWN))) == 1
    assert len(read_ledger(store, told=Told(country="FRA"))) == 0
    assert index(store, "PRK", "RUS", told=Told(country=UNKNOWN)).occurrences == 1
