"""Which country an outlet is of: by the table, else by the end of its host; unknown is told as unknown."""

from __future__ import annotations

import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dragoman.languages.pack import read_tsv
from dragoman.relations import outlets
from dragoman.relations.index import index
from dragoman.relations.ledger import read_ledger
from dragoman.relations.occurrences import Told
from dragoman.relations.outlets import UNKNOWN, country_of
from dragoman.store import Store
from dragoman.store.fields import party_of

from .made import told

BESIDE = Path(outlets.__file__)
OUTLETS = read_tsv(BESIDE.with_name("outlets.tsv"))
ENDS = read_tsv(BESIDE.with_name("ends.tsv"))
FIRST = datetime.date(2023, 1, 1)


@pytest.mark.parametrize("row", OUTLETS, ids=lambda row: row["host"])
def test_the_example_of_an_outlet_is_of_its_country(row: dict[str, str]) -> None:
    assert country_of(urlsplit(row["example"]).hostname) == row["code"]
    assert party_of(row["code"]) == row["code"]


@pytest.mark.parametrize("row", ENDS, ids=lambda row: row["end"])
def test_an_end_names_a_country_that_there_is(row: dict[str, str]) -> None:
    assert party_of(row["code"]) == row["code"]


def test_no_host_or_end_stands_twice() -> None:
    names = [row["host"] for row in OUTLETS] + [row["end"] for row in ENDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("host", ["example.org", "notrt.com", "montenegro.me", "", None])
def test_what_is_in_no_table_is_unknown(host: str | None) -> None:
    assert country_of(host) is None


def test_what_lies_below_an_outlet_is_its_own() -> None:
    assert (country_of("francais.rt.com"), country_of("RT.com")) == ("RUS", "RUS")


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
