"""Milestones are told by what became of relations and by who met, where the act's type alone does not tell."""

from __future__ import annotations

import datetime

import pytest

from dragoman.relations.telling import milestones
from dragoman.store import Store

from .made import told

DAY = datetime.date(2023, 9, 13)


def labels(store: Store, language: str = "fr") -> list[str]:
    return [one.label for one in milestones(store, "PRK", "RUS", language=language)]


@pytest.mark.parametrize(
    ("act", "sentence", "label"),
    [
        ("COOPERATE", "Pyongyang a rétabli ses relations diplomatiques avec Moscou.", "relations rétablies"),
        ("AGREE", "Pyongyang et Moscou ont noué des relations diplomatiques.", "relations nouées"),
        ("SANCTION/discontinue", "Pyongyang a rompu ses relations diplomatiques avec Moscou.", "relations rompues"),
        ("SANCTION/discontinue", "Pyongyang a suspendu l'accord de pêche.", "rupture ou suspension"),
        ("AGREE", "Pyongyang accepte de discuter des relations.", "accord ou promesse"),
    ],
)
def test_relations_opened_resumed_and_broken_are_told(store: Store, act: str, sentence: str, label: str) -> None:
    store.put_many([told(DAY, act, sentence=sentence)])
    assert labels(store) == [label]


def test_a_refusal_to_resume_relations_breaks_none(store: Store) -> None:
    store.put_many([told(DAY, "REJECT", sentence="Pyongyang refuse de rétablir ses relations diplomatiques.")])
    assert labels(store) == []


@pytest.mark.parametrize(
    ("who", "person", "label"),
    [
        ("Le président russe", None, "visite au plus haut niveau"),
        ("Le vice-président russe", None, "visite"),
        ("L'ancien président russe", None, "visite"),
        ("Le ministre russe des Affaires étrangères", None, "visite"),
        ("Vladimir Poutine", "Vladimir Poutine", "visite au plus haut niveau"),
        ("Boris Eltsine", "Boris Eltsine", "visite"),
    ],
)
def test_a_visit_by_a_head_of_state_is_told_by_title_or_by_who_held_the_office_that_day(
    store: Store, who: str, person: str | None, label: str
) -> None:
    sentence = f"{who} s'est rendu à Pyongyang."
    store.put_many([told(DAY, "CONSULT/visit", ("RUS",), ("PRK",), sentence, who=who, person=person)])
    assert labels(store) == [label]


def test_labels_are_english_where_asked(store: Store) -> None:
    sentence = "The Russian president travelled to Pyongyang."
    visit = told(DAY, "CONSULT/visit", ("RUS",), ("PRK",), sentence, language="en", who="The Russian president")
    store.put_many(
        [visit, told(DAY, "SANCTION/discontinue", sentence="Moscow severed ties with Pyongyang.", language="en")]
    )
    assert sorted(labels(store, "en")) == ["relations broken off", "visit at the highest level"]
