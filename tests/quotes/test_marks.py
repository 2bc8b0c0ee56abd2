"""Quotation marks paired, over paragraphs and in spite of those that never close."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.quotes.marks import quotations


def inside(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dit « non ».", ["non"]),
        ("Il dit «\u00a0non\u202f».", ["non"]),
        ("Il dit “non”.", ["non"]),
        ('Il dit "non".', ["non"]),
        ("‘We go,’ he said.", ["We go"]),
        ("'We go,' he said of John's son.", ["We go"]),
        ("He said the army's aim isn't war.", []),
        ("L'accord d'amitié n'est qu'un début.", []),
        ("« Il a dit “jamais” », dit-elle.", ["Il a dit “jamais”"]),
        ("« Il a dit « jamais » hier », dit-elle.", ["Il a dit « jamais » hier"]),
    ],
)
def test_marks_pair_in_every_style(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_a_mark_that_never_closes_costs_one_quotation() -> None:
    text = "Il a dit « nous partons.\n\nPuis : « nous restons ».\n\nEnfin « rien »."
    assert inside(text) == ["nous restons", "rien"]


def test_a_straight_mark_that_never_closes_costs_one_quotation() -> None:
    assert inside('Il a dit "nous partons.\n\nPuis : "nous restons".') == ["nous restons"]


def test_a_quotation_runs_over_paragraphs_opened_anew() -> None:
    assert inside("« Un.\n\n« Deux.\n\n« Trois », dit-il.") == ["Un.\n\n« Deux.\n\n« Trois"]
    assert inside("“One.\n\n“Two,” she said.") == ["One.\n\n“Two"]


def test_a_quotation_runs_over_a_paragraph_that_closes_it() -> None:
    assert inside("« Un.\n\nDeux », dit-il.") == ["Un.\n\nDeux"]


def test_lines_that_open_with_a_dash_are_dialogue() -> None:
    assert inside("— Vous partez ?\n— Non.") == ["Vous partez ?", "Non."]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab «»“”\"'‘’\n—,."), max_size=60))
def test_quotations_lie_in_order_and_apart(text: str) -> None:
    found = quotations(text)
    assert all(0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text) for q in found if not q.dialogue)
    assert all(a.outer_start <= b.outer_start for a, b in itertools.pairwise(found))


def test_many_open_marks_take_linear_time() -> None:
    began = time.perf_counter()
    quotations("« a " * 20_000)
    quotations("«\n\n" * 10_000)
    assert time.perf_counter() - began < 5
