"""What is counted from columns is what the database counts, row by row."""

from __future__ import annotations

import pytest

from dragoman.store import Store, Wanted, facet_table, standing
from dragoman.store.corrections import correct
from dragoman.store.facets import facets
from dragoman.store.matching import match
from dragoman.store.query import parse

from .readings import event, reading, whole

TEXT = "Alger a rappelé son ambassadeur. Paris accuse Alger. Rabat dément."


@pytest.fixture
def full(store: Store) -> Store:
    """Two pages on France and Algeria, one event of which a person called wrong, one of another status."""
    told = (
        event("e1", "SANCTION", ("DZA",), ("FRA",), trigger="rappelé", text=TEXT),
        event("e2", "ACCUSE", ("FRA",), ("DZA",), trigger="accuse", text=TEXT, status="alleged", source="MAR"),
        event(
            "e3",
            "SANCTION",
            ("FRA",),
            ("DZA",),
            trigger="dément",
            text=TEXT,
            status="denied",
            source="MAR",
            day=(26, 26),
        ),
    )
    store.put(whole(url="https://exemple.fr/a"))
    store.put(reading(TEXT, url="https://exemple.fr/b", events=told))
    numbers = [one.number for one in store.events(oldest_first=True)]
    correct(store.database, numbers[-1], by="Ada", wrong=True)
    return store


def test_columns_count_what_rows_do(full: Store) -> None:
    stand = standing.read(full)
    assert len(stand.all) == full.count()
    for code in ("FRA", "DZA"):
        own = stand.counted(standing.of_code(full, code, ("actor", "recipient")))
        assert len(own) == full.count(Wanted(party=code))
        assert {one.number for one in full.events(Wanted(party=code))} == set(own.tolist())
    said = stand.counted(standing.of_code(full, "MAR", ("source", "relay")))
    assert sum(stand.by_status(said).values()) == full.count(Wanted(source="MAR"))
    pair, months = standing.of_pair(full, "DZA", "FRA")
    assert set(pair.tolist()) == {one.number for one in full.events(Wanted(between=("FRA", "DZA")))}
    assert set(months.tolist()) == {202402}
    assert {other: set(own.tolist()) for other, own in standing.of_pairs(full, "FRA").items()} == {
        "DZA": set(pair.tolist())
    }
    assert standing.actors_of(full.database) == ["DZA", "FRA"]


def test_an_empty_store_has_nothing_to_count(store: Store) -> None:
    stand = standing.read(store)
    assert (len(stand.all), standing.of_pairs(store, "FRA"), standing.actors_of(store.database)) == (0, {}, [])
    assert len(stand.counted(standing.of_code(store, "FRA", ("actor",)))) == 0
    assert facets(store.database, match(store.database, parse("paix")), table=facet_table.read(store)) == facets(
        store.database, match(store.database, parse("paix"))
    )


def test_what_is_told_otherwise_elsewhere_is_counted_once(full: Store) -> None:
    stand = standing.read(full)
    denied = [one for one in full.events() if one.status == "denied"]
    for one in denied:
        told = {other.status for other in full.events() if other.occurrence == one.occurrence} - {"denied"}
        assert set(stand.elsewhere(stand.counted(standing.of_code(full, "MAR", ("source",))))) >= told


@pytest.mark.parametrize("query", ["ambassadeur", "pays:FRA", "alger ou paris", "absent"])
def test_facets_by_table_are_those_by_rows_also_of_what_came_since(full: Store, query: str) -> None:
    table = facet_table.read(full)
    full.put(reading("Paris nomme un ambassadeur à Alger.", url="https://exemple.fr/c", title="Nomination"))
    matched = match(full.database, parse(query))
    assert facets(full.database, matched, table=table) == facets(full.database, matched)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(between=("FRA", "DZA")),
        Wanted(between=("FRA", "DZA"), source="MAR"),
        Wanted(between=("FRA", "DZA"), actor="FRA", status="alleged"),
        Wanted(party="FRA"),
        Wanted(actor="FRA", recipient="DZA", section="Diplomatie"),
        Wanted(source="MAR", status="alleged"),
        Wanted(party="MAR"),
    ],
)
def test_the_newest_are_the_first_of_all_and_the_count_is_of_all(full: Store, wanted: Wanted) -> None:
    every = list(full.events(wanted, words=True))
    assert full.count(wanted) == len(every)
    for limit in (1, 2, 50):
        assert list(full.events(wanted, words=True, limit=limit)) == every[:limit]
