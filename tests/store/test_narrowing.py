"""A search is narrowed, and its days are taken out, without a change to what the rest of it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import QueryError
from dragoman.store.narrowing import narrowed, without_days
from dragoman.store.query import And, parse


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("accord", "accord"),
        ("date:2024", ""),
        ("accord date:2024-01 pays:PRK", "accord pays:PRK"),
        ("depuis:2024-01 jusque:2024-03 accord", "accord"),
        ("accord -date:2024", "accord -date:2024"),
        ("accord sauf date:2024", "accord sauf date:2024"),
        ("accord ou date:2024", "accord ou date:2024"),
        ("(accord ou date:2024) date:2023", "(accord ou date:2024)"),
        ('"le 3 mai" date:"2024"', '"le 3 mai"'),
        ('accord "date:2024', 'accord "date:2024'),
    ],
)
def test_only_the_days_that_all_is_bound_to_are_taken_out(line: str, left: str) -> None:
    assert without_days(line) == left


@given(st.lists(st.sampled_from("accord paix ou sauf pays:PRK date:2024 ( ) -x".split()), max_size=8).map(" ".join))
def test_what_is_narrowed_is_all_of_the_line(line: str) -> None:
    try:
        whole = parse(line).tree
    except QueryError:
        return
    more = parse("type:AID").tree
    found = parse(narrowed(line, "type:AID")).tree
    parts = whole.parts if isinstance(whole, And) else (whole,) if whole else ()
    assert [_bare(part) for part in (found.parts if isinstance(found, And) else (found,))] == [
        *(_bare(part) for part in parts),
        _bare(more),
    ]


def _bare(tree: object) -> str:
    """A tree without its columns, which brackets move."""
    return "".join(part for part in repr(tree).split("column=") if part).translate({ord(n): None for n in "0123456789"})
