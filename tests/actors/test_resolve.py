"""Names and offices of a parsed page as mentions: place or actor, offices, people by apposition, words that point back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from gold import USUAL, Case, case, cases
from reading import resolved, wrong

from dragoman.actors import is_relay
from dragoman.languages import load

ALL = [(language, each) for language in ("fr", "en") for each in cases(f"resolve.{language}.txt")]
ENTRIES = [
    (language, entry)
    for language in ("fr", "en")
    for file, keys in (
        ("offices", ["office"]),
        ("anaphora", ["pronoun", "pair", "one_of_pair", "kind", "scene", "whose"]),
    )
    for key in keys
    for entry in load(language).entries(file, key)
]
EXAMPLES = [(language, case(("" if "]{" in e["example"] else "! ") + e["example"], e.where)) for language, e in ENTRIES]
NOT = [(language, text, e["words"]) for language, e in ENTRIES for text in e.get("not", [])]


@pytest.mark.parametrize(("language", "gold"), [*ALL, *EXAMPLES], ids=lambda each: getattr(each, "where", each))
def test_marked_words_are_mentions_with_code_sector_and_kind(language: str, gold: Case) -> None:
    _, page = resolved(gold.text, language, gold.day)
    faults = [fault for mark in gold.marks if (fault := wrong(gold.text, page.mentions, mark))]
    assert not faults, [(m.text, m.code, m.sector, m.kind) for m in page.mentions]


@pytest.mark.parametrize(("language", "text", "words"), NOT)
def test_words_that_point_at_nobody_are_no_mentions(language: str, text: str, words: list[str]) -> None:
    _, page = resolved(text, language, USUAL)
    assert not [m for m in page.mentions if m.text.lower() in words]


@pytest.mark.parametrize(("language", "gold"), ALL, ids=lambda each: getattr(each, "where", each))
def test_mentions_hold_their_words_and_hang_on_a_token_inside_them(language: str, gold: Case) -> None:
    sentences, page = resolved(gold.text, language, gold.day)
    assert all(gold.text[m.start : m.end] == m.text for m in page.mentions)
    assert len({m.id for m in page.mentions}) == len(page.mentions)
    for (index, i), mentions in page.by_token.items():
        token = sentences[index].tokens[i]
        assert all(m.start < token.end and token.start < m.end for m in mentions)


def test_there_are_enough_cases_and_offices() -> None:
    assert all(sum(known == language for known, _ in ALL) >= 60 for language in ("fr", "en"))
    assert len(load("fr").entries("offices", "office")) >= 120
    assert len(load("en").entries("offices", "office")) >= 100


@pytest.mark.parametrize(
    ("language", "text", "word", "owner"),
    [
        ("fr", "La Norvège a confirmé sa visite.", "sa", "NOR"),
        ("fr", "Lors de sa visite à Moscou, Jane Dupuis, ministre canadienne, a salué un accord.", "sa", "CAN"),
        ("fr", "Le président kényan est arrivé. Son avion a atterri.", "Son", "KEN"),
        ("fr", "La pluie a cessé et sa fin rassure.", "sa", None),
        ("en", "Norway withdrew its troops.", "its", "NOR"),
        ("en", "The Danish prime minister confirmed her visit.", "her", "DNK"),
        ("en", "The rain stopped and its end is welcome.", "its", None),
    ],
)
def test_a_possessive_has_the_owner_that_its_sentence_speaks_of(
    language: str, text: str, word: str, owner: str | None
) -> None:
    sentences, page = resolved(text, language, USUAL)
    places = [(n, t.i) for n, sentence in enumerate(sentences) for t in sentence.tokens if t.text == word]
    (said,) = [page.possessor(*place) for place in places]
    assert (said.code if said else None) == owner


@pytest.mark.parametrize(
    ("language", "text", "word", "owners"),
    [
        ("fr", "Paris et Rome ont rappelé leurs ambassadeurs.", "leurs", ["FRA", "ITA"]),
        ("fr", "La Norvège a rappelé ses ambassadeurs.", "ses", ["NOR"]),
        ("en", "Norway and Denmark recalled their envoys.", "their", ["NOR", "DNK"]),
    ],
)
def test_a_possessive_of_a_row_of_subjects_has_them_all(language: str, text: str, word: str, owners: list[str]) -> None:
    sentences, page = resolved(text, language, USUAL)
    places = [(n, t.i) for n, sentence in enumerate(sentences) for t in sentence.tokens if t.text == word]
    (said,) = [page.possessors(*place) for place in places]
    assert [mention.code for mention in said] == owners
    assert [page.possessor(*place) for place in places] == ([said[0]] if len(said) == 1 else [None])


def test_agencies_are_relays_and_journalists_are_not() -> None:
    _, page = resolved("Selon Reuters, un journaliste turc a été expulsé.", "fr", USUAL)
    assert [(m.text, is_relay(m)) for m in page.mentions] == [("Reuters", True), ("un journaliste turc", False)]


def test_a_row_of_names_has_all_its_mentions_on_one_token() -> None:
    sentences, page = resolved("La France, l'Allemagne et l'Italie ont signé.", "fr", USUAL)
    (codes,) = [[m.code for m in mentions] for mentions in page.by_token.values()]
    assert codes == ["FRA", "DEU", "ITA"]
    assert len(sentences) == 1


def test_nothing_in_nothing_out() -> None:
    _, page = resolved("", "fr", USUAL)
    assert page.mentions == ()
