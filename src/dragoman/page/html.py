"""An HTML page: its article's blocks, one a line, and what its markup says of it. The page is parsed once."""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from typing import Any

from dragoman.page.flattened import tokens
from dragoman.page.main_text import main_text
from dragoman.page.outline import Outline, outline, tree_of
from dragoman.page.page import Metadata, Page
from dragoman.page.said import byline_after, day_after, said, signature
from dragoman.page.second_opinion import doubtful, second_opinion

PAYWALLED = 300
"""Words up to which the text of a page that is sold may be only its beginning."""
TYPED = 60
"""Words from which a typed sheet is a page's text and no example in it."""
AGREES = 0.5
"""Share of the words told in scripts that the text found must have at least, else what is told is taken for the text."""


def html_page(text: str, name: str, url: str | None = None, warnings: tuple[str, ...] = ()) -> Page:
    """The page in HTML; never raises. A page without an article's words comes back empty, with a warning that says so."""
    tree = tree_of(text)
    if tree is None:
        return Page(name, "html", "", Metadata(url=url), None, (*warnings, "the HTML holds no words"))
    page = outline(tree)
    own = said(tree, page, url)
    typed = _typed(tree, page)
    if typed is not None:
        return Page(name, "text", typed, Metadata(title=own.title, language=own.language, url=own.url), None, warnings)
    main = main_text(page, own.title_block)
    blocks, about = _settled(main.blocks, own.body)
    if doubtful(page, own.title_block, blocks) and (other := second_opinion(text, blocks)):
        blocks, about = other, ("the text was taken by a second extractor: the first one found too little",)
    day, evidence = own.published, own.published_evidence
    if day is None and main.last is not None:
        day, evidence = day_after(page, main.last, own.language)
    metadata = Metadata(
        title=own.title,
        section=own.section,
        byline=_in_full(own.byline, _below(page, main.last, own.language)),
        summary=main.standfirst or own.summary,
        published=day,
        published_evidence=evidence,
        language=own.language,
        url=own.url,
        captions=_captions(main.captions, own.captions),
    )
    about += _about(tree, blocks, sold=main.offered or not own.free)
    return Page(name, "html", "\n\n".join(blocks), metadata, None, (*warnings, *about))


def _in_full(above: str | None, below: str | None) -> str | None:
    """Who wrote the page as its head says; as its foot does where the head only has an initial (« A. Diarra »)."""
    if above is None or below is None:
        return above or below
    head, foot = above.split(), below.split()
    short = len(head) == len(foot) == 2 and re.fullmatch(r"\w\.(?:-\w\.)?", head[0]) is not None
    return below if short and head[1] == foot[1] and foot[0].startswith(head[0][0]) else above


def _below(page: Outline, last: int | None, language: str | None) -> str | None:
    """Who signs the page below its text."""
    if last is None:
        return None
    return signature(page, last, language) or byline_after(page, last, language)


def _typed(tree: Any, page: Outline) -> str | None:
    """The words of a page that is one typed sheet (<pre>, as wires and old archives have them), its line breaks kept."""
    sheets = [sheet for sheet in tree.iter("pre") if len(sheet.text_content().split()) >= TYPED]
    words = sum(block.words for block in page.blocks)
    if len(sheets) != 1 or len(sheets[0].text_content().split()) < 0.6 * words:
        return None
    return str(sheets[0].text_content())


def _settled(found: tuple[str, ...], told: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The blocks found, or those that scripts tell where the page shows too few of them (it writes them by script)."""
    want = Counter(tokens(" ".join(told)))
    both = (Counter(tokens(" ".join(found))) & want).total()
    if want.total() < 60 or both >= AGREES * want.total():
        return found, ()
    return told, ("the text was taken from the page's scripts, which tell more of it than the page shows",)


def _captions(shown: tuple[str, ...], told: tuple[str, ...]) -> tuple[str, ...]:
    """Captions as they are shown; those told in scripts where none shown has most of their words."""
    have = [set(tokens(one)) for one in shown]
    more = [one for one in dict.fromkeys(told) if not any(_mostly(set(tokens(one)), words) for words in have)]
    return (*shown, *more)


def _mostly(words: set[str], others: set[str]) -> bool:
    return len(words & others) >= 0.8 * len(words)


def plain(markup: str) -> str:
    """The words of a bit of markup on one line."""
    return " ".join(entities.unescape(re.sub(r"<[^<>]*>", " ", markup)).split())


def _about(tree: Any, blocks: tuple[str, ...], sold: bool) -> tuple[str, ...]:
    """Warnings on a page that only leads elsewhere, shows no article, or shows the beginning of one."""
    words = sum(len(block.split()) for block in blocks)
    if words < 30 and (target := _redirect(tree)) is not None:
        return (f"the page only leads on to {target}; give that page",)
    if not blocks:
        return ("no article text was found in the HTML; give the page as a browser shows it",)
    return ("the page is behind a paywall: the text may be cut short",) if sold and words < PAYWALLED else ()


def _redirect(tree: Any) -> str | None:
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            match = re.search(r"url\s*=\s*['\"]?([^'\"\s>]+)", meta.get("content") or "", re.IGNORECASE)
            return match[1] if match else None
    return None
