"""All pairs out of a store: each happening once, whoever is named first; and the same numbers as a pair asked for alone."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from dragoman.relations.alarms import find_alarms
from dragoman.relations.index import index
from dragoman.relations.ledger import panel, read_ledger
from dragoman.relations.level import levels
from dragoman.relations.media import medium_of
from dragoman.relations.occurrences import Told
from dragoman.store import Store

from .made import days, told

FIRST = datetime.date(2022, 1, 1)


def test_reports_of_one_happening_are_one_row_and_the_firmest_counts(store: Store) -> None:
    store.put_many([told(FIRST, "ASSAULT", status="alleged", source="USA"), told(FIRST, "ASSAULT")])
    ledger = read_ledger(store)
    assert (len(ledger), ledger.firm.tolist()) == (1, [True])


def test_what_two_do_together_is_one_row(store: Store) -> None:
    store.put_many([told(FIRST, "AGREE", ("RUS", "PRK"), ())])
    ledger = read_ledger(store)
    assert (ledger.pairs, len(ledger)) == ((("PRK", "RUS"),), 1)


def test_each_direction_is_a_row_of_the_same_pair(store: Store) -> None:
    store.put_many([told(FIRST, "ACCUSE"), told(FIRST, "ACCUSE", ("RUS",), ("PRK",))])
    ledger = read_ledger(store)
    assert (len(ledger.pairs), len(ledger)) == (1, 2)


def test_what_is_denied_planned_or_without_a_day_is_left_out(store: Store) -> None:
    store.put_many([told(FIRST, "ASSAULT", status="denied", source="PRK"), told(FIRST, "CONSULT", realis="planned")])
    assert len(read_ledger(store)) == 0


def test_an_agencys_own_story_is_what_it_carries_whoever_says_it(store: Store) -> None:
    kcna = ("PRK", "KCNA")
    store.put_many([told(FIRST, "AGREE", status="alleged", relay=kcna), told(FIRST, "AID", relay=kcna)])
    store.put_many(
        [told(FIRST, "ACCUSE", status="alleged", source="PRK"), told(FIRST, "ASSAULT", relay=("USA", "UPI"))]
    )
    whole = read_ledger(store, told=Told(medium="KCNA"))
    assert (len(whole), whole.firm.all(), whole.cooperative.all()) == (2, True, True)
    assert index(store, "PRK", "RUS", told=Told(medium="KCNA")).occurrences == 2
    assert index(store, "PRK", "RUS", told=Told(claimant="PRK")).occurrences == 3
    assert index(store, "PRK", "RUS", told=Told(medium="TASS")).occurrences == 0


@pytest.mark.parametrize(("name", "medium"), [("kcna", "KCNA"), ("Agence France-Presse", "AFP"), ("Washington", None)])
def test_agencies_are_known_by_any_of_their_names(name: str, medium: str | None) -> None:
    assert medium_of(name) == medium


def test_an_empty_store_has_an_empty_panel(store: Store) -> None:
    laid = panel(read_ledger(store))
    assert laid.series.dyads == ()
    assert list(find_alarms(laid.series, milestones=laid.turning)) == []


@pytest.mark.parametrize(("step", "watched"), [(7, ("PRK-RUS",)), (8, ())])
def test_a_pair_is_watched_where_50_events_lie_within_a_year(store: Store, step: int, watched: tuple[str, ...]) -> None:
    store.put_many([told(day, "CONSULT") for day in days(FIRST, 50, step)])
    assert panel(read_ledger(store)).series.dyads == watched


def test_the_panel_gives_the_same_level_as_the_pairs_own_index(store: Store) -> None:
    withdrawal = told(FIRST, "RETREAT/withdraw", sentence="Les soldats ont quitté Moscou, qui a rompu l'accord.")
    acts = ["CONSULT/visit", "ACCUSE", "AID", "SANCTION/expel"]
    store.put_many([withdrawal, *(told(day, acts[n % 4]) for n, day in enumerate(days(FIRST, 90, 3)))])
    store.put_many([told(day, "ASSAULT", status="alleged", source="USA") for day in days(FIRST, 9, 20)])
    laid = panel(read_ledger(store))
    whole = index(store, "PRK", "RUS")
    found = levels(laid.series.cooperative.astype(float), laid.series.conflictual.astype(float))
    last = whole.days[-1]
    assert last.date == laid.series.day(laid.series.days - 1)
    assert found.level[-1, 0] == pytest.approx(last.level, abs=0.01)
    assert int(laid.events[-1, 0]) == last.events


def test_a_turn_with_an_expulsion_is_called_a_rupture(store: Store) -> None:
    calm = [told(day, "CONSULT", ("FRA",), (other,)) for other in ("DZA", "ITA", "ESP") for day in days(FIRST, 130, 5)]
    war = [
        told(day, act, ("FRA",), ("DZA",))
        for day in days(FIRST + datetime.timedelta(550), 12)
        for act in ("ACCUSE", "SANCTION/expel", "THREATEN")
    ]
    store.put_many([*calm, *war])
    laid = panel(read_ledger(store))
    since = FIRST + datetime.timedelta(550)
    found = [a for a in find_alarms(laid.series, milestones=laid.turning) if a.dyad == "DZA-FRA" and a.date >= since]
    assert "rupture" in {alarm.direction for alarm in found}


def test_days_after_the_last_asked_for_are_not_laid_out(store: Store) -> None:
    store.put_many([told(day, "CONSULT") for day in days(FIRST, 80, 3)])
    until = FIRST + datetime.timedelta(200)
    laid = panel(read_ledger(store, until), until)
    assert laid.series.day(laid.series.days - 1) == until
    assert np.count_nonzero(laid.series.cooperative) == 67


def test_signs_are_those_of_the_words_whether_kept_or_found_now(store: Store) -> None:
    said = [
        ("REJECT", "Moscou refuse de lever les sanctions."),
        ("RETREAT", "Moscou a retiré ses troupes, Minsk ayant rompu l'accord."),
        ("SANCTION/withdraw", "L'ambassadeur, arrivé au terme de sa mission, a été rappelé."),
        ("REJECT", "Moscou dément avoir livré des armes."),
    ]
    for day, (act, sentence) in zip(days(FIRST, 4, 9), said, strict=True):
        store.put_many([told(day, act, sentence=sentence)])
    ledgers = [read_ledger(store)]
    store.database.run("UPDATE event SET side = NULL, polarity = NULL, signed = 7 WHERE number IN (1, 3)")
    store.database.run("UPDATE event SET side = NULL, polarity = NULL, signed = NULL WHERE number IN (2, 4)")
    ledgers.append(read_ledger(store))
    for ledger in ledgers:
        by_day = np.argsort(ledger.day)
        assert ledger.cooperative[by_day].tolist() == [False, False, False, True]
        assert (ledger.weight[by_day] > 0).tolist() == [True, True, False, True]
