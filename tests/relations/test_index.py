"""The index out of a store: occurrences, not reports; a band; whose story it is; and no number where there is too little."""

from __future__ import annotations

import datetime

import pytest

from dragoman.relations.index import INSUFFICIENT, index, of_ledger
from dragoman.relations.ledger import read_ledger
from dragoman.relations.occurrences import Told, between
from dragoman.store import Store

from .made import days, told

FIRST = datetime.date(2023, 1, 1)


def talks(count: int = 80, **more: object) -> list[object]:
    return [told(day, "CONSULT/visit", **more) for day in days(FIRST, count, 3)]  # type: ignore[arg-type]


def test_reports_of_one_happening_count_once(store: Store) -> None:
    store.put_many([told(FIRST, "CONSULT/visit"), told(FIRST, "CONSULT/visit"), told(FIRST, "ACCUSE")])
    found = between(store, "PRK", "RUS")
    assert sorted((o.act, len(o.events)) for o in found) == [("ACCUSE", 1), ("CONSULT/visit", 2)]


def test_below_50_distinct_events_a_year_there_is_no_number(store: Store) -> None:
    store.put_many(talks(49))
    found = index(store, "PRK", "RUS")
    assert found.verdict == INSUFFICIENT
    assert {day.level for day in found.days} == {None}


def test_with_50_there_is(store: Store) -> None:
    store.put_many(talks(50))
    found = index(store, "PRK", "RUS")
    last = found.days[-1]
    assert found.verdict is None
    assert last.level is not None
    assert last.low is not None
    assert last.high is not None
    assert 12 < last.low < last.level < last.high <= 100


def test_allegations_move_only_the_other_edge_of_the_band(store: Store) -> None:
    plain = talks(60)
    store.put_many(plain)
    before = index(store, "PRK", "RUS").days[-1]
    store.put_many([told(day, "ASSAULT", status="alleged", source="USA") for day in days(FIRST, 40, 4)])
    after = index(store, "PRK", "RUS", until=before.date).days[-1]
    assert after.level == before.level
    assert after.alleged is not None
    assert before.alleged is not None
    assert after.alleged < before.alleged


def test_what_was_only_denied_does_not_count(store: Store) -> None:
    store.put_many([told(FIRST, "ASSAULT", status="denied", source="PRK"), told(FIRST, "CONSULT")])
    assert index(store, "PRK", "RUS").occurrences == 1


def test_what_is_only_planned_is_no_occurrence(store: Store) -> None:
    store.put_many([told(FIRST, "CONSULT", realis="planned")])
    assert between(store, "PRK", "RUS") == []


def test_a_claimants_story_is_what_he_says(store: Store) -> None:
    store.put_many(talks(60))
    store.put_many([told(day, "ASSAULT", status="alleged", source="USA") for day in days(FIRST, 60, 3)])
    theirs = index(store, "PRK", "RUS", told=Told(claimant="USA"))
    assert theirs.occurrences == 60
    assert theirs.days[-1].level is not None
    assert theirs.days[-1].level < 0


def test_a_language_and_an_outlet_can_be_asked_for_alone(store: Store) -> None:
    store.put_many([*talks(3), told(FIRST, "ACCUSE", language="en", url="https://www.example.org/1")])
    assert index(store, "PRK", "RUS", told=Told(language="en")).occurrences == 1
    assert index(store, "PRK", "RUS", told=Told(outlet="example.org")).occurrences == 1


def test_directed_is_what_the_first_did_to_the_second(store: Store) -> None:
    store.put_many(
        [told(FIRST, "ACCUSE"), told(FIRST, "AID", ("RUS",), ("PRK",)), told(FIRST, "AGREE", ("PRK", "RUS"), ())]
    )
    assert index(store, "PRK", "RUS", directed=True).occurrences == 2
    assert index(store, "PRK", "RUS").occurrences == 3


def test_what_came_before_the_first_day_asked_for_still_weighs(store: Store) -> None:
    store.put_many(talks(60))
    whole = index(store, "PRK", "RUS")
    part = index(store, "PRK", "RUS", since=whole.days[100].date)
    assert part.days == whole.days[100:]


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Pyongyang a retiré ses troupes de la frontière.", "cooperation"),
        ("Les soldats ont quitté Moscou, qui a rompu l'accord.", "conflict"),
    ],
)
def test_a_withdrawal_is_signed_by_the_words_around_it(store: Store, sentence: str, side: str) -> None:
    store.put_many([told(FIRST, "RETREAT/withdraw", sentence=sentence)])
    (found,) = between(store, "PRK", "RUS")
    assert found.side == side
    assert found.polarity is not None
    assert found.polarity.words


def test_a_routine_recall_is_not_counted(store: Store) -> None:
    sentence = "L'ambassadeur, arrivé en fin de mission, a été rappelé à Moscou."
    store.put_many([told(FIRST, "SANCTION/withdraw", sentence=sentence)])
    (found,) = between(store, "PRK", "RUS")
    assert not found.counted


def test_a_pair_without_events_is_insufficient(store: Store) -> None:
    found = index(store, "FRA", "DZA")
    assert (found.verdict, found.days) == (INSUFFICIENT, ())


def test_out_of_the_ledger_of_all_pairs_it_is_the_same(store: Store) -> None:
    store.put_many(talks(60))
    store.put_many([told(day, "ASSAULT", status="alleged", source="USA") for day in days(FIRST, 40, 4)])
    ledger = read_ledger(store)
    for mine, its in zip(of_ledger(ledger, "RUS", "PRK"), index(store, "PRK", "RUS").days, strict=True):
        assert (mine.date, mine.events) == (its.date, its.events)
        assert (mine.level, mine.low, mine.high, mine.alleged) == pytest.approx(
            (its.level, its.low, its.high, its.alleged), abs=0.02
        )
    assert of_ledger(ledger, "FRA", "USA") == ()
