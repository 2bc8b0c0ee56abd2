"""The date corpora: well formed, apart from one another, and read no worse than recorded."""

import re
from pathlib import Path

import pytest

from dragoman.evaluate.times import Case, outcomes, read_cases, shares

CORPORA = Path(__file__).parents[2] / "corpora"
FLOORS = {("fr", "dev"): 0.99, ("en", "dev"): 0.99, ("fr", "test"): 0.97, ("en", "test"): 0.97, ("fr", "check"): 0.97}


def cases(language: str, part: str) -> list[Case]:
    return read_cases(CORPORA / language / "times" / f"{part}.ndjson")


@pytest.mark.parametrize(("language", "part"), FLOORS)
def test_dates_are_read_no_worse_than_recorded(language: str, part: str) -> None:
    found = shares(outcomes(cases(language, part)))
    assert found["right"] >= FLOORS[language, part]
    assert found["wrong"] <= 0.02


@pytest.mark.parametrize(("language", "least"), [("fr", 250), ("en", 150)])
def test_test_part_is_as_large_as_promised(language: str, least: int) -> None:
    assert len(cases(language, "test")) >= least


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_crosses_from_one_part_to_another(language: str) -> None:
    def words(text: str) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", text.lower()))

    dev = [words(case.text) for case in cases(language, "dev")]
    for part in ("test", "check"):
        for case in cases(language, part):
            own = words(case.text)
            assert all(len(own & other) / len(own | other) < 0.75 for other in dev), case.id


@pytest.mark.parametrize("language", ["fr", "en"])
def test_ids_are_unique_and_ends_in_order(language: str) -> None:
    every = [case for part in ("dev", "test", "check") for case in cases(language, part)]
    assert len({case.id for case in every}) == len(every)
    assert all(case.from_ is None or case.to is None or case.from_ <= case.to for case in every)
