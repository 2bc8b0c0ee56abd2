"""What the site says: all of it in both languages, names and days as CLDR has them."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

import dragoman.web
from dragoman.languages import languages
from dragoman.ontology import CONTEXTS, types
from dragoman.web.wording import LANGUAGES, chosen, known_codes, wording, words

TEMPLATES = Path(dragoman.web.__file__).parent / "templates"
SAID = re.compile(r'w\.(?:say|count)\("([\w.]+)"[,)]')


def test_the_site_speaks_every_language_that_is_read() -> None:
    assert set(languages()) == set(LANGUAGES)


def test_both_languages_say_the_same_things() -> None:
    french, english = (
        {key: said for key, said in words(language).items() if not key.startswith("several.")} for language in LANGUAGES
    )
    assert set(french) == set(english)
    for key in french:
        assert re.findall(r"{\w+}", french[key]) == re.findall(r"{\w+}", english[key]), key


def test_everything_that_the_templates_say_is_there() -> None:
    known = set(words("fr")) | {key.rpartition(".")[0] for key in words("fr")}
    for template in TEMPLATES.glob("*.html"):
        for key in SAID.findall(template.read_text(encoding="utf-8")):
            assert key in known, f"{template.name}: {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_has_words(language: str) -> None:
    for name, kind in types().items():
        assert f"event.{name}" in words(language)
        for mode in kind.modes:
            assert f"event.{name}_{mode}" in words(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_context_has_words(language: str) -> None:
    assert {f"context.{name}" for name in CONTEXTS} <= set(words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_name(language: str) -> None:
    nameless = {code for code in known_codes() if wording(language).name(code) == code}
    assert nameless <= {"G20", "G77"}  # their names


def test_a_state_s_name_holds_no_dash_as_between_two_states() -> None:
    assert wording("en").name("COG") == "Congo-Brazzaville"


def test_states_bear_the_names_that_the_press_gives_them_and_organisations_their_own() -> None:
    french = wording("fr")
    assert [french.name(code) for code in ("COD", "HKG", "MMR", "MSR")] == [
        "RD Congo",
        "Hong Kong",
        "Birmanie",
        "Mercosur",
    ]


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("COD", "En RD Congo", "In DR Congo"),
        ("IRN", "En Iran", "In Iran"),
        ("MAR", "Au Maroc", "In Morocco"),
        ("USA", "Aux États-Unis", "In the United States"),
        ("CUB", "À Cuba", "In Cuba"),
        ("ISR", "En Israël", "In Israel"),
        ("PSE", "Dans les Territoires palestiniens", "In the Palestinian Territories"),
        ("CZE", "En Tchéquie", "In Czechia"),
        ("UNO", "Au sein de l'ONU", "Within the United Nations"),
        ("NAT", "Au sein de l'Otan", "Within NATO"),
        ("IPL", "Au sein d'Interpol", "Within Interpol"),
        ("G07", "Au sein du G7", "Within the G7"),
    ],
)
def test_what_happens_within_a_state_or_an_organisation_is_told_with_its_article(
    code: str, french: str, english: str
) -> None:
    assert (wording("fr").inside(code), wording("en").inside(code)) == (french, english)


def test_the_browser_chooses_the_language_unless_the_reader_did() -> None:
    assert chosen(None, None, "en-US,en;q=0.9,fr;q=0.8") == "en"
    assert chosen(None, None, "de,fr-CH;q=0.7,en;q=0.3") == "fr"
    assert chosen(None, "fr", "en") == "fr"
    assert chosen("en", "fr", "fr") == "en"
    assert chosen("xx", "yy", "zz;q=no") == "fr"
    assert chosen(None, None, "fr;q=0, en;q=0.1") == "en"


def test_intervals_are_told_as_short_as_they_can_be() -> None:
    french = wording("fr")
    day = datetime.date
    assert french.interval(day(2024, 5, 1), day(2024, 5, 31)) == "mai 2024"
    assert french.interval(day(2024, 1, 1), day(2024, 12, 31)) == "2024"
    assert french.interval(day(2024, 5, 1), day(2024, 5, 3)) == "1er mai 2024 – 3 mai 2024"
    assert french.interval(day(2022, 2, 1), None) == "1er févr. 2022 – …"
    assert french.interval(None, None) == "non résolue"


def test_counts_follow_the_plurals_of_the_language() -> None:
    assert wording("fr").count("kind.events", 0) == "0 événement"
    assert wording("en").count("kind.events", 0) == "0 events"
    assert wording("fr").count("kind.events", 1_000_000).endswith("événements")


def test_what_several_do_is_told_in_the_plural() -> None:
    french, english = wording("fr"), wording("en")
    assert french.act("AGREE", None, several=True) == "s'engagent"
    assert french.act("SANCTION", "withdraw", several=True) == "rappellent ou se retirent"
    assert french.act("ASSAULT", "suicide-attack", several=True) == "attentat-suicide"
    assert english.act("AGREE", None, several=True) == "commit themselves"
    assert (french.is_several(["USA"]), english.is_several(["USA"]), french.is_several(["FRA"])) == (True, False, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_has_a_plural(language: str) -> None:
    nouns = {"fr": {"violences", "attentat-suicide", "armes"}, "en": {"sexual", "suicide", "unconventional"}}[language]
    for key, said in words(language).items():
        first = next(word for word in said.split() if word != "se")
        if key.startswith("event.") and first not in nouns:
            assert f"several.{first}" in words(language), key
