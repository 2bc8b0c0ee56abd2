"""By which words a text is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages import languages, load
from dragoman.languages.pack import Entry
from dragoman.store.words import folded, rules_of, terms
from dragoman.store.words import stems as all_stems

FAMILIES = [(code, entry) for code in languages() for entry in load(code).entries("search", "family")]


def stems(text: str, language: str = "fr") -> list[str]:
    return [term.stem for term in terms(text, language)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("accord", "l’accord"),
        ("accord", "l'accord"),
        ("Ukraine", "d’Ukraine"),
        ("œuvre", "oeuvre"),
        ("curriculum vitæ", "curriculum vitae"),
        ("négocié", "negocie"),
        ("négociation", "négociées"),
        ("coréen", "coréennes"),
        ("régional", "régionaux"),
        ("étranger", "étrangères"),
        ("allié", "alliées"),
        ("otage", "otages"),
        ("journal", "journaux"),
        ("Corée-du-Nord", "coree du nord"),
        ("Corée‑du‑Nord", "COREE DU NORD"),
        ("O.N.U.", "ONU"),
        ("États-Unis", "etats unis"),
        ("Sanaa", "Sana'a"),
        ("n’a-t-il pas signé", "signé"),
        ("cooperation", "coope\u0301rations"),
        ("diplomates", "diplo\u00admate"),
    ],
)
def test_french_is_found_as_people_type_it(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Iran's threats", "Iran threat"), ("U.S. envoys", "US envoy"), ("defence policies", "defense policy")],
)
def test_english_is_found_as_people_type_it(one: str, other: str) -> None:
    assert stems(one, "en") == stems(other, "en") != []


@pytest.mark.parametrize(("one", "other"), [("Mali", "mal"), ("Niger", "Nigéria"), ("Modi", "mode")])
def test_names_are_not_stemmed_into_other_words(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_words_that_are_everywhere_are_passed_over() -> None:
    assert stems("de la à l' et qu’il") == []
    assert stems("told us", "en") == ["told"]
    assert stems("told US", "en") == ["told", "us"]


@pytest.mark.parametrize(("code", "entry"), FAMILIES, ids=lambda one: one["stem"] if isinstance(one, Entry) else one)
def test_a_family_keeps_together_and_apart_from_others(code: str, entry: Entry) -> None:
    assert {stem for word in entry["words"] for stem in stems(word, code)} == {entry["stem"]}
    assert entry["apart"]
    for word in entry["apart"]:
        assert entry["stem"] not in stems(word, code)


@pytest.mark.parametrize("code", languages())
def test_stop_words_of_a_pack_are_written_once(code: str) -> None:
    listed = load(code).toml("search")["stop"]
    assert len(listed) == len(set(listed))
    assert rules_of(code).stop


@given(st.text(), st.sampled_from(["fr", "en", "de"]))
def test_terms_stand_where_they_say_in_order(text: str, language: str) -> None:
    last = 0
    for term in terms(text, language):
        assert last <= term.start < term.end <= len(text)
        last = term.end
        assert term.stem
        assert term.form
        assert " " not in term.stem


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_stems_are_those_of_the_terms(text: str, language: str) -> None:
    found, forms = all_stems(text, language)
    expected = list(terms(text, language))
    assert found == [term.stem for term in expected]
    assert list(forms) == list(dict.fromkeys((term.form, term.stem) for term in expected))
    assert all(written in text for written in forms.values())


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
