"""Dragoman reads diplomatic news in French and English: who did what to whom, when, and according to whom.

>>> import dragoman
>>> coding = dragoman.code("Paris a expulsé trois diplomates russes.", language="fr")
>>> coding.events[0].event, coding.events[0].actor[0].code, coding.events[0].recipient[0].code
('SANCTION', 'FRA', 'RUS')
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError, InputError, PackError, StoreError
from dragoman.records import Article, Coding, Event, Mention, Published, Quote, Reading, Span, Time

if TYPE_CHECKING:
    from dragoman.page import Page

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Coding",
    "DragomanError",
    "Event",
    "InputError",
    "Mention",
    "PackError",
    "Published",
    "Quote",
    "Reading",
    "Span",
    "StoreError",
    "Time",
    "code",
    "read",
]


def read(page: str | Path, *, language: str | None = None, published: datetime.date | None = None) -> Reading:
    """Read one page of diplomatic news.

    ``page`` is the page's text or HTML, or a Path to a file that holds one page. ``language`` (``fr``, ``en``) is detected
    when not given; ``published`` is looked for on the page when not given.

    Raises InputError where the file cannot be read, holds no page or several, or the language is unknown.
    """
    from dragoman.page import page_of
    from dragoman.reading import read_page

    return read_page(_only_page(page) if isinstance(page, Path) else page_of(page), language, published)


def code(text: str, *, language: str | None = None, published: datetime.date | None = None) -> Coding:
    """Code a sentence or a text that is already clean; all offsets count in that very text.

    Raises InputError where the language is unknown.
    """
    from dragoman.reading import code_text

    return code_text(text, language, published)


def _only_page(path: Path) -> Page:
    from dragoman.page import Refusal, pages

    found = list(pages([path]))
    if len(found) != 1:
        raise InputError(f"{path}: holds {len(found)} pages where one is wanted; use “dragoman read” for many")
    if isinstance(found[0], Refusal):
        raise InputError(found[0].message)
    return found[0]
