"""How well quotes are found on our own gold, with floors that the figures must not fall under.

``corpora/QUOTES.md`` tells the figures, :mod:`dragoman.evaluate.quotes` how they are counted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluate.quotes import QuoteText, quote_figures, quote_pairs, read_quotes

CORPORA = Path(__file__).parents[2] / "corpora"

# content (exact extent), source (words), stance (macro): what was measured, less some 0.02
FLOORS = {
    ("fr", "dev"): (0.95, 0.94, 0.94),
    ("en", "dev"): (0.97, 0.94, 0.95),
    ("fr", "test"): (0.89, 0.87, 0.88),
    ("en", "test"): (0.97, 0.94, 0.97),
}


def texts(language: str, part: str) -> list[QuoteText]:
    return read_quotes(CORPORA / language / "quotes" / f"{part}.ndjson")


def figures(language: str, part: str) -> tuple[float, float, float]:
    counted = quote_figures([quote_pairs(text) for text in texts(language, part)])
    return counted.content.f1, counted.source.f1, counted.stance_macro_f1


@pytest.mark.parametrize(("language", "part"), FLOORS)
def test_figures_stay_above_their_floors(language: str, part: str) -> None:
    have = figures(language, part)
    assert all(a >= b for a, b in zip(have, FLOORS[language, part], strict=True)), [round(x, 3) for x in have]


@pytest.mark.parametrize(
    ("language", "part", "size"), [("fr", "dev", 120), ("en", "dev", 90), ("fr", "test", 150), ("en", "test", 100)]
)
def test_gold_is_whole(language: str, part: str, size: int) -> None:
    lines = texts(language, part)
    assert len(lines) >= size
    assert len({line.id for line in lines}) == len(lines)


def test_dev_and_test_share_no_sentence() -> None:
    for language in ("fr", "en"):
        dev, test = ({line.text for line in texts(language, part)} for part in ("dev", "test"))
        assert not dev & test
