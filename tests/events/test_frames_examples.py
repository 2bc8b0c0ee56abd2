"""Every predicate's example is read as its entry says, and its near misses give no event of that entry."""

from __future__ import annotations

import pytest

from dragoman.evaluate.examples import Case, cases, misread, near_misses, wrongly_read
from dragoman.languages import load


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_predicate_s_example_is_read_as_its_entry_says(language: str) -> None:
    wrong = [message for case in cases(load(language)) if (message := misread(case))]
    assert not wrong, f"{len(wrong)} examples are misread:\n" + "\n".join(wrong)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_near_misses_give_no_event_of_their_entry(language: str) -> None:
    wrong = [message for case in near_misses(load(language)) if (message := wrongly_read(case))]
    assert not wrong, f"{len(wrong)} near misses are coded:\n" + "\n".join(wrong)


def test_an_example_without_marks_is_refused() -> None:
    from dragoman.errors import PackError
    from dragoman.evaluate.marked import read_marked

    with pytest.raises(PackError, match="no mark"):
        read_marked("Paris a parlé.", "fr/frames/x.toml:1")


def test_a_case_that_the_coder_cannot_read_is_named() -> None:
    case = Case("fr/frames/x.toml:1", "fr", "<actor FRA>Paris</actor> <trigger>dort</trigger>.", "ACCUSE", None)
    assert "fr/frames/x.toml:1" in (misread(case) or "")
