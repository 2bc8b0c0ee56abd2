"""The main language of a text, told offline."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.text.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre a reçu l'ambassadeur.", "fr"),
        ("The minister received the ambassador.", "en"),
        ("LE PRÉSIDENT REÇOIT L'AMBASSADEUR À L'ÉLYSÉE", "fr"),
        ("TALKS STALL AS MINISTERS LEAVE GENEVA", "en"),
        ("Der Minister empfing den Botschafter.", "de"),
        ("El ministro recibió al embajador.", "es"),
        ("Президент принял посла.", "ru"),
        ("Sommet de l'OTAN à Vilnius", "fr"),
    ],
)
def test_language_of_short_texts(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "  \n", "12:30 — 45 %", "AFP", "…", "\x00\x01"])
def test_too_little_to_tell_is_undetermined(text: str) -> None:
    assert detect(text) == "und"


def test_a_quotation_does_not_outvote_the_words_around_it() -> None:
    assert detect('Le président a dit avant de partir : "We will never yield to such threats from anybody".') == "fr"
    assert detect("The president said « La France est notre plus vieille alliée » before he left.") == "en"


def test_the_longer_language_of_a_mixed_page_wins() -> None:
    french = "Le Conseil de sécurité s'est réuni mardi pour examiner la situation humanitaire. " * 12
    english = "The Security Council met on Tuesday to examine the situation. " * 4
    assert detect(french + "\n" + english) == detect(english + "\n" + french) == "fr"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    assert detect("La séance est levée, dit le président.") == "fr"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    assert detect(text)


def test_lone_surrogates_are_no_error() -> None:
    assert detect("Le ministre \ud800 a reçu l'ambassadeur.") == "fr"
