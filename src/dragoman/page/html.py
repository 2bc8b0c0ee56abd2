"""An HTML page: its article's blocks, one a line, and what its markup says of it. The page is parsed once."""

from __future__ import annotations

import html as entities
import re

from dragoman.page.main_text import main_text
from dragoman.page.outline import outline, tree_of
from dragoman.page.page import Metadata, Page
from dragoman.page.said import said


def html_page(text: str, name: str, url: str | None = None, warnings: tuple[str, ...] = ()) -> Page:
    """The page in HTML; never raises. A page without words comes back empty, with a warning that says so."""
    tree = tree_of(text)
    if tree is None:
        return Page(name, "html", "", Metadata(url=url), None, (*warnings, "the HTML holds no words"))
    page = outline(tree)
    own = said(tree, page, url)
    main = main_text(page, own.title_block)
    metadata = Metadata(
        title=own.title,
        section=own.section,
        byline=own.byline,
        summary=main.standfirst or own.summary,
        published=own.published,
        published_evidence=own.published_evidence,
        language=own.language,
        url=own.url,
        captions=tuple(dict.fromkeys((*main.captions, *own.captions))),
    )
    return Page(name, "html", "\n\n".join(main.blocks), metadata, None, (*warnings, *_about(tree, main.blocks)))


def plain(markup: str) -> str:
    """The words of a bit of markup on one line."""
    return " ".join(entities.unescape(re.sub(r"<[^<>]*>", " ", markup)).split())


def _about(tree: object, blocks: tuple[str, ...]) -> tuple[str, ...]:
    return () if blocks else ("no article text was found in the HTML",)
