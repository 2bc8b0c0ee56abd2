"""Types are told for parties that are known."""

import pytest

from dragoman.evaluate.given import Answer, answers, given_figures
from dragoman.evaluate.gold import GoldEvent, GoldText
from dragoman.reading import between


def gold(text: str, language: str, *events: GoldEvent) -> GoldText:
    return GoldText(id="a", text=text, language=language, events=events)


@pytest.mark.parametrize(
    ("text", "language", "actor", "recipient", "event"),
    [
        ("Paris a expulsé trois diplomates russes.", "fr", "FRA", "RUS", "SANCTION"),
        ("Kenya sent forty tonnes of maize to Malawi.", "en", "KEN", "MWI", "AID"),
    ],
)
def test_the_likeliest_type_between_two_sides(text: str, language: str, actor: str, recipient: str, event: str) -> None:
    assert next(iter(between(text, language, {actor}, {recipient}))) == event


def test_who_does_it_to_whom_counts() -> None:
    text = "Accusé par Kigali de soutenir les rebelles, Kinshasa a rappelé son ambassadeur au Rwanda."
    assert next(iter(between(text, "fr", {"RWA"}, {"COD"}))) == "ACCUSE"


def test_events_between_the_same_parties_are_asked_together() -> None:
    text = "Paris a expulsé trois diplomates russes et accusé Moscou d'espionnage."
    events = [GoldEvent(event=e, trigger=t, actor=("FRA",), recipient=("RUS",)) for e, t in
              (("ACCUSE", "accusé"), ("SANCTION", "expulsé"))]  # fmt: skip
    assert [answer.right for answer in answers(gold(text, "fr", *events))] == [True, True]


def test_a_wrong_type_of_the_same_side_is_half_right() -> None:
    text = gold(
        "Oslo a reçu Riga.", "fr", GoldEvent(event="CONSULT", trigger="reçu", actor=("NOR",), recipient=("LVA",))
    )
    figures = given_figures([Answer(text, text.events[0], "SUPPORT"), Answer(text, text.events[0], None)])
    assert (figures.asked, figures.right, figures.sides_right) == (2, 0, 1)
    assert figures.macro_f1 == 0
