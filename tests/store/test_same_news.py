"""Copies are one story, reports of one happening one occurrence, and independent texts are counted apart from copies."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluate import same_news
from dragoman.records import Article
from dragoman.store import Store, Wanted, corrections, rebuild
from dragoman.store.checking import faults
from dragoman.store.credit import agency
from dragoman.store.occurrences import Report, happened, same
from dragoman.store.stories import likeness, triples, words_of

from .readings import event, reading

CORPORA = Path(__file__).parents[2] / "corpora"
WIRE = (
    "Alger a rappelé mardi son ambassadeur à Paris, a annoncé la présidence algérienne dans un communiqué.\n\n"
    "Elle reproche à la France d'avoir reconnu le plan marocain pour le Sahara occidental.\n\n"
    "Le Quai d'Orsay a dit espérer que la relation bilatérale surmonterait cette épreuve."
)
OTHER = (
    "Vingt-quatre heures après la lettre de l'Élysée, plus d'ambassadeur d'Algérie en France : Alger a rappelé le sien."
)


def put(store: Store, text: str, host: str, *events: object) -> str:
    return store.put(reading(text, url=f"https://{host}/a", events=events)).id  # type: ignore[arg-type]


def kinds(store: Store) -> list[tuple[str, str]]:
    return store.database.rows(
        "SELECT v.outlet, c.kind FROM copy c JOIN version v ON v.article = c.article AND v.current = 1 ORDER BY c.article"
    )  # type: ignore[return-value]


def recall(text: str) -> object:
    return event("e1", "SANCTION", ("DZA",), ("FRA",), mode="withdraw", trigger="rappelé", day=(27, 27), text=text)


@pytest.mark.parametrize("part", ["dev", "test"])
@pytest.mark.parametrize(
    ("name", "precise", "whole", "pairs"),
    [
        ("stories", 0.97, 0.97, 160),
        ("occurrences", 0.95, 0.95, 100),
        ("hard stories", 0.85, 0.95, 24),
        ("hard occurrences", 0.9, 0.75, 70),
    ],
)
def test_precision_and_recall_do_not_fall(name: str, precise: float, whole: float, pairs: int, part: str) -> None:
    score = same_news.PHENOMENA[name](CORPORA, part)
    assert score.pairs >= pairs
    assert score.precision >= precise, score.errors
    assert score.recall >= whole, score.errors


BULLETIN = (
    "L'armée a dit avoir abattu {} des {} drones lancés dans la nuit contre les régions du sud du pays, et compté {} maisons"
    " endommagées par les débris, sans faire de blessé, selon le gouverneur, qui tient ce compte chaque matin."
)


@pytest.mark.parametrize(("days", "stories"), [((4, 4), 1), ((4, 11), 0)])
def test_a_bulletin_of_another_day_with_other_figures_is_no_copy_but_one_of_the_same_day_is(
    store: Store, days: tuple[int, int], stories: int
) -> None:
    for n, (day, figures) in enumerate(zip(days, ((18, 22, 3), (15, 25, 7)), strict=True)):
        store.put(reading(BULLETIN.format(*figures), url=f"https://{n}.fr/a", day=datetime.date(2024, 3, day)))
    assert len(store.database.rows("SELECT * FROM story")) == stories


def test_a_copy_that_comes_a_day_later_keeps_the_figures_and_is_one(store: Store) -> None:
    text = BULLETIN.format(18, 22, 3)
    store.put(reading(text, url="https://un.fr/a", day=datetime.date(2024, 3, 4)))
    store.put(reading(text.replace("a dit", "a affirmé"), url="https://deux.fr/a", day=datetime.date(2024, 3, 5)))
    assert [kind for _, kind in kinds(store)] == ["first", "near"]


def test_copies_are_one_story_each_of_its_kind(store: Store) -> None:
    put(store, WIRE, "un.fr")
    put(store, WIRE.replace("\n\n", "\n").replace("'", "’"), "deux.fr")
    put(store, WIRE.replace("a annoncé", "a fait savoir"), "trois.fr")
    put(store, "Recettes de cuisine. " * 10, "quatre.fr")
    assert kinds(store) == [("un.fr", "first"), ("deux.fr", "exact"), ("trois.fr", "near")]


def test_a_text_told_anew_by_the_same_outlet_is_a_revision(store: Store) -> None:
    store.put(reading(WIRE, url="https://un.fr/a"))
    store.put(reading(WIRE + " Paris n'a pas encore réagi.", url="https://un.fr/b"))
    assert kinds(store) == [("un.fr", "first"), ("un.fr", "revision")]


def test_a_story_has_the_agency_that_any_of_its_articles_credits(store: Store) -> None:
    put(store, WIRE, "un.fr")
    put(store, WIRE + " (AFP)", "deux.fr")
    assert store.database.rows("SELECT agency FROM story") == [("AFP",)]


def test_a_page_that_changed_altogether_leaves_its_story(store: Store) -> None:
    put(store, WIRE, "un.fr")
    put(store, WIRE, "deux.fr")
    put(store, "Le Maroc et l'Espagne ont signé un accord de pêche. " * 3, "deux.fr")
    assert kinds(store) == []
    assert store.database.rows("SELECT * FROM story") == []


def test_one_happening_is_one_occurrence_with_its_reports_and_independent_texts(store: Store) -> None:
    put(store, WIRE, "un.fr", recall(WIRE))
    put(store, WIRE, "deux.fr", recall(WIRE))
    put(store, OTHER, "trois.fr", recall(OTHER))
    assert store.database.rows("SELECT type, actors, recipients, reports, articles, stories FROM occurrence") == [
        ("SANCTION", "DZA", "FRA", 3, 3, 2)
    ]
    assert len({found.occurrence for found in store.events()}) == 1


def test_a_report_called_wrong_or_another_leaves_its_occurrence(store: Store) -> None:
    for host in ("un.fr", "deux.fr", "trois.fr"):
        put(store, WIRE, host, recall(WIRE))
    first, second, _ = sorted(found.number for found in store.events())
    corrections.correct(store.database, first, by="Ada", wrong=True)
    assert store.database.rows("SELECT reports FROM occurrence") == [(2,)]
    corrections.correct(store.database, second, by="Ada", type="ACCUSE")
    assert store.database.rows("SELECT reports FROM occurrence") == []
    corrections.undo(store.database, second, by="Ada")
    assert store.database.rows("SELECT reports FROM occurrence") == [(2,)]


def test_a_former_version_reports_nothing(store: Store) -> None:
    put(store, WIRE, "un.fr", recall(WIRE))
    put(store, WIRE, "deux.fr", recall(WIRE))
    put(store, "Rectificatif : il n'en est rien.", "deux.fr")
    assert store.database.rows("SELECT * FROM occurrence") == []
    assert [found.occurrence for found in store.events(Wanted(event="SANCTION"))] == [None]
    assert list(faults(store.database)) == []


DAY = datetime.date(2024, 2, 27)
BASE = Report("SANCTION", "withdraw", frozenset({"DZA"}), frozenset({"FRA"}), DAY, DAY, place="alger")


@pytest.mark.parametrize(
    ("change", "one"),
    [
        ({}, True),
        ({"mode": None}, True),
        ({"mode": "expel"}, False),
        ({"type": "ACCUSE"}, False),
        ({"actors": frozenset({"MAR"})}, False),
        ({"actors": frozenset({"FRA"}), "recipients": frozenset({"DZA"})}, False),
        ({"first": DAY - datetime.timedelta(2)}, True),
        ({"first": DAY + datetime.timedelta(1), "last": DAY + datetime.timedelta(1)}, False),
        ({"first": DAY.replace(day=1), "last": DAY.replace(day=29)}, False),
        ({"country": "FRA"}, True),
        ({"place": "oran"}, False),
        ({"place": "algiers"}, True),
    ],
)
def test_what_makes_two_reports_tell_of_one_happening(change: dict[str, object], one: bool) -> None:
    from dataclasses import replace

    other = replace(BASE, **change)  # type: ignore[arg-type]
    assert same(BASE, other) is one
    assert same(other, BASE) is one


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (("2024-02-27", "2024-02-28", "2024-03-01"), (DAY, DAY + datetime.timedelta(1))),
        ((None, None, "2024-02-29"), (DAY, datetime.date(2024, 2, 29))),
        (("2024-02-27", None, "2024-02-29"), (DAY, datetime.date.max)),
        ((None, None, None), None),
        ((None, None, ""), None),
    ],
)
def test_when_an_event_happened(told: tuple[str | None, ...], days: object) -> None:
    assert happened(*told) == days


@pytest.mark.parametrize(
    ("byline", "text", "name"),
    [
        ("AFP", "Alger a rappelé son ambassadeur.", "AFP"),
        ("Jeanne Roux avec AFP", "Alger a rappelé son ambassadeur.", "AFP"),
        (None, "ALGER, 30 juillet (AFP) – Alger a rappelé son ambassadeur.", "AFP"),
        (None, "PARIS (Reuters) - Algiers recalled its envoy.", "Reuters"),
        (None, "Alger a rappelé son ambassadeur.\n\nAvec Reuters", "Reuters"),
        (None, "Alger a rappelé son ambassadeur, a dit la présidence à l'AFP. Paris se tait. " * 5, None),
        (None, "Alger a rappelé son ambassadeur.", None),
        ("Jeanne Roux", "Alger a rappelé son ambassadeur.", None),
    ],
)
def test_the_agency_is_taken_from_a_credit_and_not_from_a_source(
    byline: str | None, text: str, name: str | None
) -> None:
    assert agency(Article(language="fr", byline=byline, text=text)) == name


@given(st.text(alphabet="abc \n", max_size=200), st.text(alphabet="abc \n", max_size=200))
def test_likeness_is_the_same_both_ways_and_whole_for_a_text_with_itself(one: str, other: str) -> None:
    ours, theirs = triples(words_of(one)), triples(words_of(other))
    assert likeness(ours, theirs) == likeness(theirs, ours)
    assert 0 <= likeness(ours, theirs) <= 1
    if ours:
        assert likeness(ours, ours) == 1


def test_a_copy_is_found_among_many(store: Store) -> None:
    from dragoman.store import Incoming

    many = [
        Incoming(reading=reading(" ".join(f"mot{n * 7 + k}" for k in range(60)), url=f"https://x.fr/{n}"))
        for n in range(200)
    ]
    store.put_many(many)
    copied = msgspec.structs.replace(many[37].reading, url="https://y.fr/37", id="copie")
    store.put(copied)
    assert ("y.fr", "exact") in kinds(store)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE occurrence SET reports = 5", "2 reports where 5 are counted"),
        ("UPDATE occurrence SET articles = 1", "2 articles where 1 are counted"),
        ("UPDATE event SET occurrence = NULL WHERE number = 1", "1 reports where 2 are counted"),
        ("UPDATE occurrence SET type = 'AID'", "is no report of it"),
        ("DELETE FROM copy WHERE article = 2", "1 articles where a story has two or more"),
        ("DELETE FROM sketch WHERE article = 1", "what its copies are found by is not as its text says"),
        ("UPDATE sketch SET version = 2 WHERE article = 1", "what its copies are found by is not as its text says"),
        ("DELETE FROM band WHERE article = 1", "copies of it are not found"),
    ],
)
def test_damage_to_stories_and_occurrences_is_named_and_can_be_mended(store: Store, damage: str, told: str) -> None:
    for host in ("un.fr", "deux.fr"):
        put(store, WIRE, host, recall(WIRE))
    assert list(faults(store.database)) == []
    store.database.run(damage)
    found = list(faults(store.database))
    assert any(told in fault and "migrate --rebuild" in fault for fault in found), found
    rebuild.rebuild(store.database)
    assert list(faults(store.database)) == []


def test_an_event_that_finds_a_better_match_leaves_no_occurrence_of_one_behind(store: Store) -> None:
    def meeting(id: str, place: str | None, day: int) -> object:
        told = event(id, "CONSULT", ("FRA",), ("DZA",), trigger="rappelé", day=(day, day), text=WIRE)
        return msgspec.structs.replace(told, mode="visit")

    put(store, WIRE, "un.fr", meeting("e1", None, 28))
    put(store, WIRE.replace("mardi", "lundi"), "trois.fr", meeting("e1", None, 26), meeting("e2", None, 27))
    assert list(faults(store.database)) == []
