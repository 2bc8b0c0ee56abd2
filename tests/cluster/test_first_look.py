"""With a first look everyday pages are passed over before they are read, counted by what it says; without, all are read."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dragoman.cluster.child import How, outcome_of
from dragoman.cluster.parts import Outcome
from dragoman.cluster.raw import Raw, raws
from dragoman.cluster.shard import Counts, counted
from dragoman.page import Page
from dragoman.records import Reading

from .fake_reading import read
from .made import packed, record

RECIPE = "Faites revenir les oignons dans le beurre, puis ajoutez la crème et laissez mijoter."
MATCH = "La Serbie a battu la Croatie en demi-finale du championnat, hier soir au stade."
RECALL = "Paris a rappelé lundi son ambassadeur à Alger, a annoncé le ministère."


def html(words: str) -> bytes:
    return f"<html><head><title>Titre</title></head><body><p>{words}</p></body></html>".encode()


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """An archive of a recipe, a match, a recall, and a recall once more."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(packed(record(n, html(words)) for n, words in enumerate((RECIPE, MATCH, RECALL, RECALL))))
    return path


def never(page: Page, language: str | None, published: datetime.date | None) -> Reading:
    raise AssertionError("a page was read that should be passed over")


def outcomes(crawl: Path, how: How) -> tuple[Outcome, ...]:
    return tuple(outcome_of(raw, how, read) for raw in raws(crawl, "crawl"))


def test_pages_that_are_no_diplomacy_are_passed_over_and_counted_by_reason(crawl: Path) -> None:
    found = counted(outcomes(crawl, How(only_diplomatic=True)))
    assert found == Counts(
        pages=4, accepted=2, passed_over={"names no actor": 1, "tells of sport only": 1}, events=2, quotes=0
    )


def test_what_a_look_lets_through_is_read_as_without_it(crawl: Path) -> None:
    plain = outcomes(crawl, How(other_languages=True))
    looked = outcomes(crawl, How(other_languages=True, only_diplomatic=True))
    assert [one.reading is not None for one in plain] == [True] * 4
    assert looked[2:] == plain[2:]


@pytest.mark.parametrize(
    "raw",
    [
        Raw(n=0, where="crawl, record 1", data=html(RECIPE), told="text/html"),
        Raw(n=0, where="crawl, record 1", data=RECIPE.encode(), told="text/plain"),
        Raw(n=0, where="lines:1", form="line", data=('{"text": "' + RECIPE + '"}').encode()),
    ],
    ids=["html", "text", "line"],
)
def test_a_page_is_passed_over_before_it_is_read_in_whichever_form_it_comes(raw: Raw) -> None:
    found = outcome_of(raw, How(only_diplomatic=True), never)
    assert (found.reason, found.message) == ("passed_over", "names no actor")


def test_counts_of_parts_add_up() -> None:
    one = Counts(pages=2, passed_over={"names no actor": 2})
    other = Counts(pages=2, passed_over={"names no actor": 1, "tells of sport only": 1})
    assert one.plus(other).passed_over == {"names no actor": 3, "tells of sport only": 1}
