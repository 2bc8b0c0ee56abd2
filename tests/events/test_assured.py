"""What the page vouches for against what others say, and what it says was never there."""

from __future__ import annotations

import pytest

from dragoman.languages import load
from dragoman.reading import code_with


def told(text: str, kind: str, language: str) -> tuple[str, str]:
    (one,) = [event for event in code_with(None, text, load(language)) if event.event == kind]
    return one.attribution.status, one.realis


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Quoi qu'en dise Moscou, l'armée russe a attaqué Kharkiv."),
        ("fr", "Contrairement à ce qu'affirmait Kigali, l'armée rwandaise a attaqué le Congo."),
        ("fr", "Alors que Paris assurait vouloir la paix, Alger a attaqué le Maroc."),
        ("fr", "Après avoir longtemps nié le vouloir, Alger a attaqué le Maroc."),
        ("en", "Whatever Moscow says, the Russian army attacked Ukraine."),
        ("en", "Contrary to Kigali's assurances, the Rwandan army attacked the Congo."),
        ("en", "Having denied for weeks that it held them, Qatar attacked Iran."),
    ],
)
def test_a_claim_or_a_denial_before_the_main_clause_leaves_it_a_fact(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language) == ("narrated", "actual")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'Irak n'a pas seulement condamné la Turquie, il a rompu avec elle."),
        ("fr", "Non seulement l'Irak a condamné la Turquie, mais il a rompu avec elle."),
        ("en", "Iraq not only condemned Turkey but cut its ties."),
    ],
)
def test_what_is_not_all_that_was_done_was_done(language: str, text: str) -> None:
    assert told(text, "ACCUSE", language)[1] == "actual"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il ne fait aucun doute que l'Iran a attaqué Israël."),
        ("fr", "Nul ne conteste que l'Iran a attaqué Israël."),
        ("en", "There is no doubt that Iran attacked Israel."),
        ("en", "Nobody disputes that Iran attacked Israel."),
    ],
)
def test_what_nobody_doubts_is_a_fact(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language) == ("narrated", "actual")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'attaque iranienne contre Israël n'était qu'une invention."),
        ("en", "The Iranian attack on Israel turned out to be a hoax."),
    ],
)
def test_what_was_a_hoax_was_not_done(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language)[1] == "negated"


def test_an_attack_that_cannot_be_ruled_out_may_come() -> None:
    assert told("Une attaque turque contre la Syrie n'est pas à exclure.", "ASSAULT", "fr")[1] == "hypothetical"
