"""Who is the doer and the done-to of a verb."""

from __future__ import annotations

import pytest

from dragoman.languages import load
from dragoman.reading import code_with
from dragoman.records import Event


def _by_frames(sentence: str, language: str) -> dict[str, Event]:
    return {event.event: event for event in code_with(None, sentence, load(language))}


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient"),
    [
        ("« L'Ouganda a brûlé nos villages », accuse un chef congolais.", "COD", "UGA"),
        ("« Les troupes rwandaises sont là », accuse Kinshasa.", "COD", "RWA"),
        ("« Le Soudan arme nos rebelles ! » accuse le président tchadien.", "TCD", "SDN"),
    ],
)
def test_who_speaks_behind_a_quotation_does_it(sentence: str, actor: str, recipient: str) -> None:
    accused = _by_frames(sentence, "fr")["ACCUSE"]
    assert [party.code for party in accused.actor] == [actor]
    assert [party.code for party in accused.recipient] == [recipient]


def test_a_word_in_quotation_marks_is_no_quotation() -> None:
    accused = _by_frames("Les « autorités » de Minsk accusent Varsovie.", "fr")["ACCUSE"]
    assert [party.code for party in accused.recipient] == ["POL"]
