"""Which country an outlet is of: by the table, else by the end of its host; unknown is told as unknown."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dragoman.errors import QueryError
from dragoman.languages.pack import read_tsv
from dragoman.store import Store, Wanted, outlets
from dragoman.store.event_search import events
from dragoman.store.fields import party_of
from dragoman.store.outlets import UNKNOWN, country_of
from dragoman.store.press import outlets_of
from dragoman.store.search import search

from .readings import TEXT, event, reading

BESIDE = Path(outlets.__file__)
OUTLETS = read_tsv(BESIDE.with_name("outlets.tsv"))
ENDS = read_tsv(BESIDE.with_name("ends.tsv"))


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


@pytest.fixture
def pages(store: Store) -> Store:
    """A page of the same act in the Russian, the French, an unknown and no press."""
    for number, address in enumerate(("https://tass.com/1", "https://lemonde.fr/1", "https://example.org/1", None)):
        text = f"{TEXT} {number}"
        recall = event("e1", "SANCTION", ("FRA",), ("DZA",), trigger="rappelé", mode="withdraw", text=text)
        store.put(reading(text, id=f"{number}", url=address, events=(recall,)))
    return store


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("presse:RUS", {"0"}),
        ("press:France", {"1"}),
        ("presse:(Russie ou FRA)", {"0", "1"}),
        ("presse:inconnue", {"2", "3"}),
        ("press:unknown rappelé", {"2", "3"}),
        ("sauf presse:FRA", {"0", "2", "3"}),
        ("sauf presse:inconnue", {"0", "1"}),
        ("presse:Corée du Nord", set()),
    ],
)
def test_a_search_asks_for_the_press_of_a_country(pages: Store, query: str, ids: set[str]) -> None:
    assert {one.id for one in search(pages, query).results} == ids
    assert {one.article for one in events(pages, query).events} == ids


def test_a_press_that_there_is_not_is_refused_with_what_may_be_meant(pages: Store) -> None:
    with pytest.raises(QueryError, match="Algérie"):
        search(pages, "presse:Algérii")


@pytest.mark.parametrize(("country", "ids"), [("RUS", {"0"}), (UNKNOWN, {"2", "3"}), ("DZA", set())])
def test_events_are_those_of_some_outlets(pages: Store, country: str, ids: set[str]) -> None:
    wanted = Wanted(between=("FRA", "DZA"), outlets=outlets_of(pages.database, country))
    assert {one.article for one in pages.events(wanted, limit=9)} == ids
    assert {one.article for one in pages.events(wanted)} == ids
    assert pages.count(wanted) == len(ids)
