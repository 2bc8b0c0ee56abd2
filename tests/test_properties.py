"""What holds for any text whatever."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman

WORDS = st.sampled_from(
    """La Russie a accusé l'Ukraine de frapper Moscou . Paris et Berlin ont signé un accord avec Pékin , selon KCNA
    « Nous » dit-il “ mardi dernier le 3 mars 2024 The United States condemned talks between Ankara and Athens on Tuesday
    " ! ? ( ) … Lire aussi : PHOTO AFP © son ambassadeur qui que aurait livré ne pas Accueil""".split()
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=12).map("\n\n".join),
)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(record: Any) -> Iterator[dict[str, Any]]:
    if isinstance(record, dict):
        if {"start", "end", "text"} <= record.keys() and isinstance(record["start"], int):
            yield record
        for value in record.values():
            yield from spans(value)
    elif isinstance(record, list):
        for value in record:
            yield from spans(value)


@SLOW
@given(TEXTS)
def test_reading_never_raises_and_every_span_is_exact(page: str) -> None:
    reading = msgspec.to_builtins(dragoman.read(page))
    text = reading["article"]["text"]
    reading.pop("article")
    for span in spans(reading):
        assert text[span["start"] : span["end"]] == span["text"]


@SLOW
@given(TEXTS)
def test_coding_never_raises_and_every_span_is_exact(text: str) -> None:
    for span in spans(msgspec.to_builtins(dragoman.code(text))):
        assert text[span["start"] : span["end"]] == span["text"]


@SLOW
@given(TEXTS)
def test_reading_the_clean_text_again_gives_the_same_clean_text(page: str) -> None:
    once = dragoman.read(page, language="fr").article.text
    assert dragoman.read(once, language="fr").article.text == once


@SLOW
@given(TEXTS)
def test_an_event_without_an_actor_is_marked(text: str) -> None:
    for event in dragoman.code(text).events:
        assert event.actor_unstated == (not event.actor)
        assert event.actor or event.recipient


@SLOW
@given(st.lists(WORDS, min_size=3, max_size=30).map(" ".join))
def test_the_same_text_is_read_the_same_twice(text: str) -> None:
    assert dragoman.code(text) == dragoman.code(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "L'Égypte a condamné l'attaque d'Israël contre l'Iran.",
        "La Corée du Nord a accusé l'Ukraine d'avoir frappé l'Érythrée.",
    ],
)
def test_apostrophes_accents_and_blanks_do_not_change_codes(sentence: str) -> None:
    def coded(text: str) -> list[tuple[str, list[str | None], list[str | None]]]:
        events = dragoman.code(text, language="fr").events
        return [(e.event, [p.code for p in e.actor], [p.code for p in e.recipient]) for e in events]

    plain = coded(sentence)
    assert plain
    assert coded(sentence.replace("'", "’")) == plain
    assert coded(unicodedata.normalize("NFD", sentence)) == plain
    assert coded(sentence.replace(" a ", "\u00a0a ")) == plain


def test_a_paragraph_without_names_at_the_end_leaves_the_events_as_they_were() -> None:
    page = "Le Ghana a rappelé son ambassadeur à Lomé.\n\nAccra a expulsé deux diplomates togolais."
    day = datetime.date(2024, 3, 4)
    before = dragoman.code(page, language="fr", published=day).events
    after = dragoman.code(
        page + "\n\nLe temps reste beau et les rues sont calmes.", language="fr", published=day
    ).events
    assert before
    assert after == before
