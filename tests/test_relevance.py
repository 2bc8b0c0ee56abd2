"""The first look keeps pages that speak of actors and their acts, and drops everyday news, from the words alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.languages import load
from dragoman.relevance import look, passed_over

CORPORA = Path(__file__).parents[1] / "corpora"


def records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.ndjson")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def lines(language: str, name: str) -> list[dict[str, Any]]:
    """Pages of everyday news."""
    path = CORPORA / language / f"relevance/{name}.ndjson"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre chilien s'est dit inquiet. La Bolivie a rappelé son ambassadeur.",
        "Police in Minsk detained an opposition leader.",
        "Oslo ferme sa frontière.",
        "Madrid - Rabat : la brouille",
        "The Pope has written to Kyiv and to Moscow about the prisoners.",
    ],
)
def test_a_page_of_actors_and_acts_is_kept(text: str) -> None:
    assert passed_over(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Le boulanger du village a pris sa retraite et la boutique est à vendre.", "names no actor"),
        ("L'Italie a battu l'Espagne en finale du championnat. Le match a été rude.", "tells of sport only"),
        ("", "names no actor"),
    ],
)
def test_what_is_passed_over_has_its_reason(text: str, reason: str) -> None:
    found = passed_over(text)
    assert found is not None
    assert found == reason


def test_a_page_in_another_language_is_passed_over_as_such() -> None:
    german = (
        "Der Außenminister hat gestern Abend in Wien den russischen Botschafter empfangen und lange mit ihm gesprochen. Danach"
        " erklärte er vor Journalisten, die Regierung werde weitere Maßnahmen prüfen, falls Moskau keine Antwort gebe."
    )
    assert passed_over(german) == "is in none of the languages that are read (en, fr)"


def test_one_country_named_in_passing_does_not_keep_a_long_page() -> None:
    everyday = "La chorale répète le mardi dans la salle des fêtes et cherche des voix graves. " * 10
    found = look(everyday + "Elle chantera en Italie cet été.", load("fr"))
    assert not found.relevant


def test_sport_with_a_minister_and_two_states_is_kept() -> None:
    text = "Le ministre grec a demandé que la Turquie soit privée de Coupe du monde."
    assert look(text, load("fr")).reason == text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_99_of_100_gold_events_of_the_development_part_are_kept(language: str) -> None:
    pack = load(language)
    kept = [
        look(record["text"], pack).relevant
        for record in records(CORPORA / language / "events/dev")
        for _ in record.get("events") or ()
    ]
    assert len(kept) > 500
    assert sum(kept) / len(kept) >= 0.99


@pytest.mark.parametrize("language", ["fr", "en"])
def test_most_everyday_pages_of_the_development_part_are_passed_over(language: str) -> None:
    dropped = [passed_over(page["text"]) is not None for page in lines(language, "dev")]
    assert len(dropped) >= 10
    assert sum(dropped) / len(dropped) >= 0.9


def test_half_of_the_everyday_pages_that_name_other_countries_are_passed_over() -> None:
    pages = [page for language in ("fr", "en") for page in lines(language, "crawl-dev")]
    dropped = [passed_over(page["text"]) is not None for page in pages]
    assert len(dropped) >= 25
    assert sum(dropped) / len(dropped) >= 0.5


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nine_of_ten_events_are_kept_where_one_sentence_of_an_everyday_page_tells_them(language: str) -> None:
    pack = load(language)
    everyday = next(page["text"] for page in lines(language, "dev") if page["topic"] in ("recipe", "recette"))
    kept = [
        look(f"{everyday}\n\n{record['text']}\n\n{everyday}", pack).relevant
        for record in records(CORPORA / language / "events/dev")
        for _ in record.get("events") or ()
    ]
    assert sum(kept) / len(kept) >= 0.9


def test_a_war_of_prices_on_a_long_page_is_no_war() -> None:
    everyday = "Le marché se tient le samedi matin sous les halles. " * 10
    assert look(everyday + "La Thaïlande a bombardé le Japon.", load("fr")).relevant
    assert not look(everyday + "La tomate du Maroc gagne la bataille des prix en Espagne.", load("fr")).relevant


@pytest.mark.parametrize("page", sorted((CORPORA / "fr/pages/dev").glob("*.txt")), ids=lambda path: path.stem)
def test_every_diplomatic_page_of_the_corpora_is_kept(page: Path) -> None:
    assert passed_over(page.read_text(encoding="utf-8")) is None
