"""A rule is found at every word it can begin with."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.times.leads import keys, leads

ATOMS = {"day": ["#", "premier"], "month": ["mars", "août"]}


def tried(pattern: str, word: str) -> bool:
    return bool(leads(pattern, ATOMS) & set(keys(word)))


def test_optional_groups_may_be_skipped_and_nested() -> None:
    assert tried("((dans )?la )?nuit", "nuit")
    assert tried("((dans )?la )?nuit", "la")
    assert tried("((dans )?la )?nuit", "dans")
    assert not tried("((dans )?la )?nuit", "jour")


def test_atoms_begin_with_their_words_or_digits() -> None:
    assert tried("{day} {month}", "premier")
    assert tried("{day} {month}", "12")
    assert not tried("{day} {month}", "mars")


def test_letter_before_digits_is_kept() -> None:
    assert tried("q{day} {month}", "q2")


def test_short_words_are_whole_ones() -> None:
    assert tried("l'an dernier", "l")
    assert not tried("l'an dernier", "lundi")


@given(st.from_regex(r"\A\w+\Z"))
def test_any_word_has_keys(word: str) -> None:
    assert word[:1] in keys(word)
