"""The shipped examples: one of each kind of input, all readable."""

from __future__ import annotations

from pathlib import Path

from dragoman.page.page import Page
from dragoman.page.source import pages

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def test_each_example_is_read_without_refusal() -> None:
    found = list(pages([EXAMPLES]))
    assert all(isinstance(page, Page) for page in found), [page for page in found if not isinstance(page, Page)]
    kinds = {Path(page.name.partition(",")[0].partition(":")[0]).suffix for page in found}
    assert kinds >= {".txt", ".html", ".xml", ".ndjson", ".gz"}


def test_pages_of_markup_say_their_title_and_day() -> None:
    for page in pages([EXAMPLES / "page-fr.html", EXAMPLES / "page-en.html", EXAMPLES / "archive.warc.gz"]):
        assert isinstance(page, Page)
        assert page.metadata.title
        assert page.metadata.published
        assert page.metadata.byline
        assert page.metadata.section
        assert len(page.metadata.captions) == 1
        assert "lire aussi" not in page.text.lower()
