"""Pairs are read by columns alike out of SQLite and PostgreSQL."""

from __future__ import annotations

import datetime
from pathlib import Path

from dragoman.relations.ledger import read_ledger
from dragoman.relations.occurrences import Told
from dragoman.relations.watched import go_on
from dragoman.store import Store

from ..relations.made import days, told

FIRST = datetime.date(2023, 1, 1)


def test_what_happened_is_read_with_its_side_and_standing(store: Store) -> None:
    left = "Les soldats ont quitté Moscou, qui a rompu l'accord."
    store.put_many(
        [
            told(FIRST, "RETREAT/withdraw", sentence=left, url="https://tass.com/1"),
            told(FIRST, "AID", status="alleged", source="USA", url="https://www.lemonde.fr/2"),
            told(FIRST, "ASSAULT", status="denied", source="PRK"),
        ]
    )
    ledger = read_ledger(store)
    assert sorted(zip(ledger.cooperative.tolist(), ledger.firm.tolist(), strict=True)) == [(False, True), (True, False)]
    assert set(ledger.day.tolist()) == {FIRST.toordinal()}
    for whose in (Told(claimant="USA"), Told(country="FRA"), Told(outlet="lemonde.fr")):
        assert read_ledger(store, told=whose).cooperative.tolist() == [True]
    assert len(read_ledger(store, since=FIRST + datetime.timedelta(1))) == 0
    assert len(read_ledger(store, until=FIRST - datetime.timedelta(1))) == 0


def test_what_a_person_called_wrong_is_left_out(store: Store) -> None:
    store.put_many([told(FIRST, "AID"), told(FIRST, "ACCUSE")])
    (wrong,) = [event for event in store.events() if event.event == "AID"]
    store.database.run(
        "INSERT INTO correction (number, event, verdict, by_whom, made) VALUES (1, ?, 'wrong', 'me', '2024-01-01')",
        (wrong.number,),
    )
    store.database.run("UPDATE event SET correction = 1 WHERE number = ?", (wrong.number,))
    assert read_ledger(store).cooperative.tolist() == [False]


def test_alarms_go_on_from_a_file(store: Store, tmp_path: Path) -> None:
    store.put_many([told(day, "CONSULT") for day in days(FIRST, 90, 5)])
    assert go_on(store, tmp_path / "s.npz", 2.0).pairs == 1
    store.put_many([told(day, "CONSULT") for day in days(FIRST + datetime.timedelta(450), 3)])
    assert not go_on(store, tmp_path / "s.npz", 2.0).anew
