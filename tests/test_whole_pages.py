"""Ten whole pages against their expected readings: what is right stays right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.evaluate.pages import Case, expected_readings, score

CORPORA = Path(__file__).parents[1] / "corpora"
FLOORS: dict[str, int] = json.loads((CORPORA / "pages_floors.json").read_text(encoding="utf-8"))["right"]
CASES = [case for language in ("fr", "en") for case in expected_readings(CORPORA / language / "pages" / "readings")]


def test_every_expected_reading_has_a_floor() -> None:
    assert sorted(FLOORS) == sorted(case.name for case in CASES)
    assert len(CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_page_is_read_no_worse_than_its_floor(case: Case) -> None:
    scored = score(case)
    assert scored.right >= FLOORS[case.name], "\n".join(f"{c.name}; read: {c.read}" for c in scored.missed)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_words_of_an_expected_reading_stand_on_its_page(case: Case) -> None:
    page = " ".join(case.path.read_text(encoding="utf-8").split())
    gold = case.expected
    words = [
        *gold.actors,
        *(t.text for t in gold.times),
        *(e.words for e in gold.events),
        *(q.words for q in gold.quotes),
    ]
    assert [piece for piece in words if piece not in page] == []
