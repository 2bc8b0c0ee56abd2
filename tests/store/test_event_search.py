"""Events found with the language of a search, and the history of a pair."""

from __future__ import annotations

import datetime

import pytest

from dragoman.errors import InputError, QueryError
from dragoman.store import Store
from dragoman.store.browsing import whole_id
from dragoman.store.dyads import history
from dragoman.store.event_search import events

from .readings import TEXT, event, reading, whole
from .test_search import denial, visit


@pytest.fixture
def full(store: Store) -> Store:
    store.put(visit())
    store.put(denial())
    store.put(whole(id="recall"))
    return store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["recall/e2", "recall/e1", "denial/e1", "visit/e1"]),
        ("pays:PRK", ["denial/e1", "visit/e1"]),
        ("acteur:RUS", ["visit/e1"]),
        ("acteur:Lavrov", ["visit/e1"]),
        ('acteur:"Lavrov Sergueï"', []),
        ("acteur:Macron", []),
        ("destinataire:RUS", ["denial/e1"]),
        ("source:PRK", ["denial/e1"]),
        ("type:CONSULT", ["recall/e2", "visit/e1"]),
        ("type:SANCTION/withdraw", ["recall/e1"]),
        ("type:SANCTION/expel", []),
        ("mode:visit", ["recall/e2", "visit/e1"]),
        ("sauf mode:visit", ["recall/e1", "denial/e1"]),
        ("statut:denied", ["denial/e1"]),
        ("quad:material_conflict", ["recall/e1", "denial/e1"]),
        ("contexte:diplomatic date:2024-01", ["visit/e1"]),
        ("date:2024-02-26", ["recall/e1"]),
        ("avant:2024-02", ["visit/e1"]),
        ("missiles", ["denial/e1"]),
        ("rencontr*", ["visit/e1"]),
        ("titre:Pyongyang sauf missiles", ["visit/e1"]),
        ("section:diplomatie langue:fr type:AID", ["denial/e1"]),
        ("langue:en", []),
        ("site:relais.example", ["denial/e1"]),
        ("sauf site:relais.example pays:PRK", ["visit/e1"]),
        ("(type:AID statut:denied) ou pays:DZA", ["recall/e2", "recall/e1", "denial/e1"]),
        ("pays:PRK statut:narrated type:AID", []),
    ],
)
def test_fields_ask_for_one_event_that_has_them_all(full: Store, query: str, expected: list[str]) -> None:
    found = events(full, query)
    assert [f"{one.article}/{one.id}" for one in found.events] == expected
    assert found.total == len(expected)


def test_events_come_with_their_trigger_and_sentence(full: Store) -> None:
    (one,) = events(full, "type:SANCTION").events
    assert one.trigger == "rappelé"
    assert one.sentence == TEXT.partition("\n")[0]


def test_pages_of_events_are_the_whole_without_doubles(full: Store) -> None:
    whole_list = events(full, "").events
    first = events(full, "", limit=3)
    second = events(full, "", limit=3, cursor=first.cursor)
    assert [*first.events, *second.events] == list(whole_list)
    assert second.cursor is None
    with pytest.raises(InputError, match="no place"):
        events(full, "", cursor="x")


def test_a_query_that_cannot_be_understood_is_refused(full: Store) -> None:
    with pytest.raises(QueryError):
        events(full, "pays:")


def test_a_pair_s_history_tells_both_directions_month_by_month(full: Store) -> None:
    found = history(full, "PRK", "RUS")
    assert found.total == 2
    assert [(step.period, step.actor, step.recipient, step.events) for step in found.steps] == [
        ("2024-01", "RUS", "PRK", 1),
        ("2024-02", "PRK", "RUS", 1),
    ]
    first, second = found.steps
    assert (first.scored, first.score, first.quads) == (1, 4.0, {"verbal_cooperation": 1})
    assert (second.scored, second.score, second.statuses) == (0, 0.0, {"denied": 1})
    assert [one.article for one in found.latest] == ["denial", "visit"]


def test_what_both_did_counts_in_both_directions_and_once_in_total(full: Store) -> None:
    found = history(full, "DZA", "FRA", step="day")
    assert found.total == 2
    together = [step for step in found.steps if step.mutual]
    assert [(step.actor, step.recipient) for step in together] == [("DZA", "FRA"), ("FRA", "DZA")]
    assert len(found.latest) == 2


def test_a_history_is_bounded_by_days(full: Store) -> None:
    day = datetime.date(2024, 2, 1)
    assert history(full, "PRK", "RUS", since=day).total == 1
    assert [step.period for step in history(full, "PRK", "RUS", until=day).steps] == ["2024-01"]
    assert history(full, "PRK", "FRA").steps == ()


def test_what_has_no_day_stands_in_a_period_without_one(store: Store) -> None:
    did = event("e1", "AID", ("FRA",), ("DZA",), trigger="rappelé")
    store.put(reading(events=(did,), day=None))
    (step,) = history(store, "FRA", "DZA").steps
    assert step.period is None
    assert history(store, "FRA", "DZA", until=datetime.date(2030, 1, 1)).total == 0


def test_the_beginning_of_an_id_is_enough_where_it_is_one_s_own(full: Store) -> None:
    assert whole_id(full, "vis") == "visit"
    full.put(reading(id="visits"))
    assert whole_id(full, "visit") == "visit"
    with pytest.raises(Exception, match="several articles begin with “vis”: visit, visits"):
        whole_id(full, "vis")
    with pytest.raises(Exception, match="no article “zz”"):
        whole_id(full, "zz")
