"""A shard is cut in the same places whoever cuts it, and every page is in exactly one part."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.cluster.parts import Cut, Part, parts
from dragoman.cluster.raw import Raw

SIZES = st.lists(st.integers(0, 60), max_size=40)


def cut(sizes: list[int], pages: int = 5, bytes: int = 100) -> list[Part]:
    raws = [Raw(n=n, where=f"w{n}", data=b"x" * size) for n, size in enumerate(sizes)]
    return list(parts("s", raws, Cut(pages=pages, bytes=bytes)))


@given(SIZES)
def test_every_page_is_in_one_part_and_in_its_order(sizes: list[int]) -> None:
    assert [raw.n for part in cut(sizes) for raw in part.raws] == list(range(len(sizes)))


@given(SIZES)
def test_the_last_part_and_no_other_says_so(sizes: list[int]) -> None:
    found = cut(sizes)
    assert [part.last for part in found] == [False] * (len(found) - 1) + [True]
    assert [part.number for part in found] == list(range(len(found)))


@given(SIZES)
def test_no_part_has_more_pages_or_bytes_than_it_may(sizes: list[int]) -> None:
    for part in cut(sizes):
        assert len(part.raws) <= 5
        assert sum(len(raw.data) for raw in part.raws) <= 100 or len(part.raws) == 1


def test_an_empty_shard_is_one_empty_part() -> None:
    (part,) = cut([])
    assert part.last
    assert part.raws == ()
