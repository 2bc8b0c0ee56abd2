"""What the readers of files hand to the finder of articles: one page's words and what its markup says of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from dragoman.records import Reading

FirstLook = Callable[[str], str | None]
"""Told a page's words, says why the page is not to be read; ``None`` where it is."""
Fetch = Callable[[str], Iterator["Page | Refusal"]]
"""Told an address of the web, gives the pages that stand there."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's markup, feed entry or record says of itself; ``None`` where it does not.

    ``published_evidence`` is the tag or field that the date was read from (« meta article:published_time »).
    """

    title: str | None = None
    section: str | None = None
    byline: str | None = None
    summary: str | None = None
    published: datetime.date | None = None
    published_evidence: str | None = None
    language: str | None = None
    url: str | None = None
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it came in.

    ``name`` is what messages call it (« folder/page.html », « feed.xml, entry 3 »). ``text`` holds its visible words: for
    kind ``text`` as they were handed in, for kind ``html`` the main content as an extractor sees it, one block a line,
    blocks parted by blank lines. ``id`` is the input's own identifier where it has one. ``reading`` is what was read of it
    before, where the input is a reading.
    """

    name: str
    kind: Literal["text", "html"]
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    id: str | None = None
    warnings: tuple[str, ...] = ()
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input, or a part of one, that could not be read; ``message`` names file and line and says what to do."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class PassedOver(Refusal):
    """A page that a first look kept from being read; ``message`` names it and says why."""
