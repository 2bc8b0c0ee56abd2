"""Our own pages: the article that a careful reader gets out of each, and floors under the figures of all of them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dragoman.languages.pack import load
from dragoman.page.article import Found, find
from dragoman.page.flattened import tokens
from dragoman.page.page import Page

ROOT = Path(__file__).parents[2] / "corpora"
PAGES = sorted(ROOT.glob("*/pages/*/*.txt"))
NAMES = [f"{path.parts[-4]}-{path.stem}" for path in PAGES]
DEV = [path for path in PAGES if path.parent.name == "dev"]
DEV_NAMES = [f"{path.parts[-4]}-{path.stem}" for path in DEV]

ONE_LINE = "the page came as one line, and the name of the site stands right before the title"
TWO_LINES = "paragraphs glued to each other within one line, with boxes between"
LIVE = "the heading of the first entry cannot be told from a title once the text stands alone"
CARD = "a teaser with picture, headline and sentence that names what the article speaks of"
MISSED = {
    ("body", "en-fp-stub"): CARD,
    ("body", "en-live-summit"): LIVE,
    ("body", "en-state-statement"): "two words close the text (« End Text. »)",
    ("body", "fr-direct-mer-noire"): LIVE,
    ("head", "fr-wiki-crise"): "a line of an encyclopedia's table is taken for a name",
    ("photo", "en-dawn-ports"): "an outlet of two words is taken for a photographer",
    ("body", "en-kyiv-like"): "the sentence below a link to an opinion runs as text does",
    ("head", "en-transcript"): "the second name stands on a line of its own behind a comma",
    ("dropped", "en-kyiv-like"): "the sentence below a link to an opinion runs as text does",
    ("dropped", "fr-actu-cd"): "a caption with « Photo de tiers » is taken for the standfirst",
    ("dropped", "en-fp-stub"): CARD,
    ("dropped", "fr-direct-mer-noire"): LIVE,
    ("dropped", "fr-mae-point-presse"): "a note in brackets below the title is taken for its standfirst",
    ("dropped", "fr-wiki-crise"): "notes of an encyclopedia below the title are taken for its standfirst",
    ("body", "en-lost-serbia"): "a headline that asks a question ends as a sentence does",
    ("head", "en-lost-serbia"): ONE_LINE,
    ("head", "fr-lost-armenie"): ONE_LINE,
    ("dropped", "en-lost-serbia"): ONE_LINE,
    ("dropped", "fr-lost-armenie"): ONE_LINE,
    ("photo", "en-lost-serbia"): "« © Name | Built by … » at the foot is taken for a credit",
    ("body", "en-gulf-daily"): TWO_LINES,
    ("body", "fr-bourse-agence"): "the page came as three lines, its paragraphs as one",
    ("body", "fr-congo-portail"): TWO_LINES,
    ("body", "fr-direct-guinee-bissau"): LIVE,
    ("body", "fr-vieux-blog"): ONE_LINE,
    ("body", "fr-note-institut"): "an abstract under « Accroche » runs as text does",
    ("head", "en-pacific-radio"): "a name with its office behind share buttons, without line breaks",
    ("head", "fr-vieux-blog"): ONE_LINE,
    ("photo", "en-embassy-release"): "a caption without credit and verb of a picture",
    ("photo", "en-pacific-radio"): "a name with its office behind share buttons, without line breaks",
    ("photo", "fr-congo-portail"): "a credit « Ph. Droits tiers », without line breaks",
    ("photo", "fr-quebec-mexique"): "a credit that stands before its caption on the same line",
    ("dropped", "en-nation-kenya"): "the line of a photo's credit is its photo's",
    ("dropped", "en-pacific-radio"): ONE_LINE,
    ("dropped", "fr-direct-guinee-bissau"): LIVE,
    ("dropped", "fr-radio-suisse"): "the words under a player are taken for the standfirst",
    ("dropped", "fr-vieux-blog"): ONE_LINE,
    ("photo", "en-reuters-saudi"): "a paper that sells its photo by an agency nobody knows",
}
"""What is asked of a page and known to be missed, with the reason."""


def _asked(what: str) -> list[Any]:
    """The development pages, those marked on which this is missed."""
    named = zip(DEV, DEV_NAMES, strict=True)
    return [
        pytest.param(
            path, id=name, marks=[pytest.mark.xfail(reason=MISSED[what, name])] if (what, name) in MISSED else []
        )
        for path, name in named
    ]


LINES_KEPT = 0.99
BREAKS_LOST = 0.945
"""Floors for body token F1 over all pages; measured 0.996 and 0.954 when set."""


def _expected(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return expected


def _found(path: Path, text: str | None = None) -> Found:
    return find(Page(path.name, "text", text or path.read_text(encoding="utf-8")), load(path.parts[-4]))


def test_there_are_pages_of_both_languages() -> None:
    assert sum(name.startswith("fr") for name in NAMES) >= 12
    assert sum(name.startswith("en") for name in NAMES) >= 8


@pytest.mark.parametrize("path", _asked("body"))
def test_no_line_of_the_body_is_lost_and_none_of_the_junk_is_kept(path: Path) -> None:
    article, wanted = _found(path).article, _expected(path)["paragraphs"]
    if len(path.read_text(encoding="utf-8").splitlines()) > 2:
        assert [article.text[p.start : p.end] for p in article.paragraphs] == wanted
    else:
        assert " ".join(article.text.split()) == " ".join(wanted)


@pytest.mark.parametrize("path", _asked("head"))
def test_title_date_and_byline_are_the_pages_own(path: Path) -> None:
    article, expected = _found(path).article, _expected(path)
    day = article.published.start
    assert article.title == expected["title"]
    assert (day.isoformat() if day else None) == expected["published"]
    assert article.byline == expected["byline"]


@pytest.mark.parametrize("path", _asked("photo"))
def test_photos_have_caption_credit_and_day(path: Path) -> None:
    photos = [
        {
            "caption": photo.caption,
            "credit": {"photographer": photo.credit.photographer, "agency": photo.credit.agency},
            "taken": photo.taken.isoformat() if photo.taken else None,
        }
        for photo in _found(path).article.photos
    ]
    assert photos == _expected(path)["photos"]


@pytest.mark.parametrize("path", _asked("dropped"))
def test_every_dropped_line_has_a_reason(path: Path) -> None:
    found = _found(path)
    assert found.dropped
    assert all(dropped.reason and dropped.text for dropped in found.dropped)
    have = Counter(token for dropped in found.dropped for token in tokens(dropped.text))
    want = Counter(token for line in _expected(path)["dropped"] for token in tokens(line))
    assert (have & want).total() >= 0.97 * want.total()


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_clean_text_reads_again_as_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for page in (text, " ".join(text.split())):
        clean = _found(path, page).article.text
        assert _found(path, clean).article.text == clean


def test_body_f1_stays_above_its_floors() -> None:
    kept, lost = [0, 0], [0, 0]
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        gold = Counter(tokens("\n".join(_expected(path)["paragraphs"])))
        for sums, page in ((kept, text), (lost, " ".join(text.split()))):
            have = Counter(tokens(_found(path, page).article.text))
            sums[0] += 2 * (have & gold).total()
            sums[1] += have.total() + gold.total()
    assert kept[0] / kept[1] >= LINES_KEPT
    assert lost[0] / lost[1] >= BREAKS_LOST
