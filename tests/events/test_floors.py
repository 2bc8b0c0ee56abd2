"""Development figures do not fall: each stays within two points of the one recorded in corpora/floors.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.evaluate.events import Figures, figures, pairs
from dragoman.evaluate.gold import read_gold
from dragoman.reading import Job, code_texts

CORPORA = Path(__file__).parents[2] / "corpora"
FLOORS = json.loads((CORPORA / "floors.json").read_text(encoding="utf-8"))
SLACK = 0.02
SLACK_OF_STATUS = 0.05  # a macro mean over statuses that some twenty sentences have


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_development_figures_stay_within_two_points_of_those_recorded(language: str) -> None:
    assert_no_lower(measured(CORPORA / language / "events" / "dev"), FLOORS[language])


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_so_do_those_of_plain_news(language: str) -> None:
    assert_no_lower(measured(CORPORA / language / "events" / "news" / "dev.ndjson"), FLOORS[language]["news"])


def measured(corpus: Path) -> Figures:
    texts = list(read_gold(corpus))
    codings = code_texts([Job(gold.text, gold.language, gold.published) for gold in texts])
    return figures([pairs(gold, coding.events) for gold, coding in zip(texts, codings, strict=True)], texts)


def assert_no_lower(found: Figures, floor: dict[str, float]) -> None:
    assert found.whole.f1 >= floor["type_actor_recipient_f1"] - SLACK
    assert found.type_macro_f1 >= floor["type_macro_f1"] - SLACK
    assert found.nonfacts_as_fact / found.nonfacts <= floor["nonfacts_as_fact"] + SLACK
    assert found.empty_with_events / found.empty_texts <= floor["empty_texts_with_events"] + SLACK


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_who_says_so_stays_as_right_as_recorded_in_plain_news_style(language: str) -> None:
    found = measured(CORPORA / language / "events" / "train" / "attribution.ndjson")
    floor = FLOORS[language]["attribution"]
    assert found.status_macro_f1 >= floor["status_macro_f1"] - SLACK_OF_STATUS
    assert found.nonfacts_as_fact / found.nonfacts <= floor["nonfacts_as_fact"] + SLACK


@pytest.mark.parametrize("known_part", ["dev", "train", "news/dev.ndjson"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_of_a_test_part_is_in_another(language: str, known_part: str) -> None:
    def words(part: str) -> list[frozenset[str]]:
        return [frozenset(gold.text.lower().split()) for gold in read_gold(CORPORA / language / "events" / part)]

    tested = words("test") + words("news/test.ndjson") + words("claims/test.ndjson")
    for known in words(known_part):
        for held in tested:
            assert len(known & held) < 0.8 * len(known | held), " ".join(sorted(known & held))
