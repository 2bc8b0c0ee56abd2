"""On which side an event is by its words is kept with it, and found anew where the words that decide have changed."""

from __future__ import annotations

import pytest

from dragoman.polarity import state
from dragoman.records import Attribution, Event, Extent, Party, Span
from dragoman.store import Store, Wanted, corrections, open_store, rebuild, schema, signs
from dragoman.store.backup import tables
from dragoman.store.checking import faults
from dragoman.store.store import open_database

from .readings import reading

LIFTED = "Accra a refusé de lever les sanctions contre Lomé."
ROUTINE = "L'ambassadeur a été rappelé, et c'est le terme de sa mission."
TALKED = "Accra et Lomé ont parlé longtemps."


def told(sentence: str, kind: str, mode: str | None, trigger: str) -> Event:
    start = sentence.index(trigger)
    place = {"start": 0, "end": 5, "text": sentence[:5]}
    return Event(
        id="e1",
        event=kind,
        mode=mode,
        quad="verbal_conflict",
        score=0.8,
        actor=(Party(code="GHA", **place),),
        recipient=(Party(code="TGO", **place),),
        realis="actual",
        trigger=Span(start=start, end=start + len(trigger), text=trigger),
        sentence=Extent(start=0, end=len(sentence)),
        attribution=Attribution(status="narrated"),
    )


@pytest.fixture
def three(store: Store) -> Store:
    store.put(reading(LIFTED, events=(told(LIFTED, "REJECT", None, "refusé"),)))
    store.put(reading(ROUTINE, events=(told(ROUTINE, "SANCTION", "withdraw", ROUTINE),)))
    store.put(reading(TALKED, events=(told(TALKED, "CONSULT", "talks", "parlé"),)))
    return store


def kept(store: Store) -> list[tuple[object, ...]]:
    return store.database.rows("SELECT side, signed FROM event ORDER BY number")


def test_an_event_is_signed_when_it_is_taken_in_if_its_sign_depends_on_words(three: Store) -> None:
    assert kept(three) == [("conflict", state()), ("neutral", state()), (None, None)]


def test_what_decided_comes_back_with_the_words(three: Store) -> None:
    found = {event.number: event.polarity for event in three.events(Wanted(), words=True)}
    assert found[1] is not None
    assert (found[1].side, found[1].where.split(":")[0]) == ("conflict", "fr/polarity_acts.toml")
    assert {"refusé", "lever", "sanctions"} <= set(found[1].words)
    assert found[2] is not None
    assert (found[2].side, found[3]) == (None, None)
    assert all(event.polarity is None for event in three.events(Wanted()))


def test_what_is_stored_is_told_where_todays_words_gave_it_and_found_now_where_others_did(three: Store) -> None:
    three.database.run("UPDATE event SET polarity = NULL, side = NULL WHERE number = 1")
    assert [event.polarity for event in three.events(Wanted(event="REJECT"), words=True)] == [None]
    three.database.run("UPDATE event SET signed = 7 WHERE number = 1")
    (found,) = [event.polarity for event in three.events(Wanted(event="REJECT"), words=True)]
    assert found is not None
    assert found.side == "conflict"


def test_a_corrected_type_is_signed_as_what_it_is_now(three: Store) -> None:
    corrections.correct(three.database, 1, by="Ada", type="CONSULT/visit")
    corrections.correct(three.database, 2, by="Ada", type="REJECT")
    found = {event.number: event.polarity for event in three.events(Wanted(), words=True)}
    assert found[1] is None
    assert found[2] is not None


def test_only_what_other_words_signed_is_signed_anew(three: Store) -> None:
    assert signs.stale(three.database) == 0
    assert list(signs.renew(three.database)) == [(3, 3, 0)]
    three.database.run("UPDATE event SET side = 'cooperation', signed = 7 WHERE number = 1")
    three.database.run("UPDATE event SET side = NULL, polarity = NULL, signed = NULL WHERE number = 2")
    assert signs.stale(three.database) == 2
    assert list(signs.renew(three.database)) == [(3, 3, 2)]
    assert kept(three) == [("conflict", state()), ("neutral", state()), (None, None)]


def test_many_events_are_signed_in_steps(three: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "STEP", 2)
    three.database.run("UPDATE event SET signed = NULL")
    assert list(signs.renew(three.database)) == [(2, 3, 2), (3, 3, 2)]


def test_a_wrong_sign_is_a_fault_but_one_of_other_words_is_none(three: Store) -> None:
    three.database.run("UPDATE event SET side = 'cooperation', signed = 7 WHERE number = 1")
    assert list(faults(three.database)) == []
    three.database.run("UPDATE event SET signed = ? WHERE number = 1", (state(),))
    assert any("table event" in fault for fault in faults(three.database))
    rebuild.rebuild(three.database)
    assert list(faults(three.database)) == []


def test_a_store_of_version_3_gets_the_columns_empty_and_answers_as_before(location: str, three: Store) -> None:
    before = [event.polarity for event in three.events(Wanted(), words=True)]
    three.close()
    with open_database(location) as database:
        for column in signs.COLUMNS:
            database.run(f"ALTER TABLE event DROP COLUMN {column}")
        database.run("UPDATE about_store SET value = '3' WHERE name = 'version'")
        assert schema.migrate(database) == (3, schema.VERSION)
        assert database.rows(f"SELECT count(*) FROM event WHERE {' IS NULL AND '.join(signs.COLUMNS)} IS NULL") == [
            (3,)
        ]
    with open_store(location) as store:
        assert [event.polarity for event in store.events(Wanted(), words=True)] == before
        assert sum(signed for *_, signed in signs.renew(store.database)) == 2
        assert list(faults(store.database)) == []


def test_the_columns_are_those_of_the_schema() -> None:
    assert tables()["event"][-len(signs.COLUMNS) :] == list(signs.COLUMNS)
