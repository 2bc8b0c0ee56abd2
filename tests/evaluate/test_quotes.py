"""Figures of reported speech count what is right, missed and made up."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError
from dragoman.evaluate.quotes import quote_figures, quote_pairs, read_quotes

SAID = {
    "source": "Paris",
    "source_code": "FRA",
    "cue": "a démenti",
    "content": "avoir livré des drones à Kiev",
    "stance": "deny",
}


def corpus(folder: Path, *quotes: dict[str, Any]) -> Path:
    text = {"id": "a", "text": "Paris a démenti avoir livré des drones à Kiev.", "language": "fr", "quotes": quotes}
    path = folder / "quotes.ndjson"
    path.write_text(json.dumps(text) + "\n", encoding="utf-8")
    return path


def test_a_report_that_is_read_as_the_gold_has_it_is_wholly_right(tmp_path: Path) -> None:
    (text,) = read_quotes(corpus(tmp_path, SAID))
    (pair,) = quote_pairs(text)
    assert pair.right
    figures = quote_figures([[pair]])
    assert figures.content.f1 == figures.source.f1 == figures.stance_macro_f1 == 1
    assert (figures.codes_right, figures.codes) == (1, 1)


def test_another_stance_is_a_miss_of_one_and_made_up_of_the_other(tmp_path: Path) -> None:
    (text,) = read_quotes(corpus(tmp_path, {**SAID, "stance": "admit"}))
    figures = quote_figures([quote_pairs(text)])
    assert figures.stance["admit"].missed == 1
    assert figures.stance["deny"].false == 1


def test_a_report_that_the_gold_does_not_have_is_made_up(tmp_path: Path) -> None:
    (text,) = read_quotes(corpus(tmp_path))
    figures = quote_figures([quote_pairs(text)])
    assert (figures.content.right, figures.content.false) == (0, 1)


def test_words_that_are_not_in_the_text_are_named_with_file_and_line(tmp_path: Path) -> None:
    path = corpus(tmp_path, {**SAID, "content": "avoir vendu des drones"})
    with pytest.raises(InputError, match=r"quotes\.ndjson:1: “avoir vendu des drones” is not in the text"):
        read_quotes(path)
