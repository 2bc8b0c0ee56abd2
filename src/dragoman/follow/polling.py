"""What is new in a feed: its entries, and for those that only tease, the pages that they link to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

import msgspec

from dragoman.follow.fetching import Fetched, Fetcher
from dragoman.follow.problem import Problem
from dragoman.follow.state import State
from dragoman.page import Metadata, Page, Refusal
from dragoman.page.encoding import decode
from dragoman.page.feed import Entry, entries
from dragoman.page.html import html_page
from dragoman.page.kind import HEAD, Kind, kind_of
from dragoman.page.lists import is_on_web, listed

MOST = 50
"""Linked pages that are fetched for a feed in a round; the others wait for the next."""


@dataclass
class Poll:
    """A look at a feed. Go through ``pages`` first: after that, ``state`` is what to remember, and ``outcome`` how it went.

    A list (OPML, a sitemap) is gone through where ``lists`` is above 0: so many of them deep.
    """

    feed: str
    fetcher: Fetcher
    state: State = field(default_factory=State)
    lists: int = 0
    outcome: str = "new"
    _whole: bool = True
    _fetched: int = 0
    _read: dict[str, str] = field(default_factory=dict)

    def pages(self) -> Iterator[Page | Refusal]:
        """The pages that the feed has; one refusal where it cannot be had, nothing where it has not changed."""
        if self.state.not_before > self.fetcher.now():
            self.outcome = "waiting"
            return
        try:
            fetched = self.fetcher.fetch(self.feed, self.state.etag, self.state.modified)
        except Problem as problem:
            self.outcome = "failed"
            wait = self.fetcher.now() + problem.wait if problem.wait else 0.0
            self.state = msgspec.structs.replace(self.state, not_before=wait)
            yield Refusal(self.feed, f"{self.feed}: {problem}")
            return
        if fetched.body is None:
            self.outcome = "unchanged"
            return
        yield from self._held(fetched, fetched.body)
        etag, modified = (fetched.etag, fetched.modified) if self._whole else (None, None)
        self.state = State(etag=etag, modified=modified, read=self._read)

    def _held(self, fetched: Fetched, body: bytes) -> Iterator[Page | Refusal]:
        kind = kind_of(body[:HEAD])
        if kind is Kind.LIST and self.lists:
            yield from self._named_in(body)
            return
        if kind is not Kind.FEED:
            page = _page(fetched, body, self.feed)
            self.outcome = "failed" if isinstance(page, Refusal) else "new"
            yield page
            return
        for entry in entries(body, self.feed):
            link = _link(fetched.address, entry)
            if entry.full or link is None:
                yield _named(entry.page, link, self.feed)
            else:
                yield from self._linked(entry, link)

    def _named_in(self, body: bytes) -> Iterator[Page | Refusal]:
        """What a list names: feeds, pages, further lists; addresses of the web alone."""
        for address in listed(body, self.feed):
            if isinstance(address, Refusal):
                yield address
            elif is_on_web(address):
                yield from Poll(address, self.fetcher, lists=self.lists - 1).pages()
            else:
                where = f"{self.feed}, {address[:200]}"
                yield Refusal(where, f"{where}: no address of the web; a list there can name nothing else")

    def _linked(self, entry: Entry, link: str) -> Iterator[Page | Refusal]:
        """The page behind a teaser; the teaser where that cannot be had, a refusal where it may be had another time."""
        teaser = _named(entry.page, link, self.feed)
        said = _digest((entry.title, teaser))
        if self.state.read.get(link) == said:
            self._read[link] = said
            return
        if self._fetched >= MOST:
            self._whole = False
            return
        self._fetched += 1
        try:
            fetched = self.fetcher.fetch(link)
            assert fetched.body is not None
            found = _page(fetched, fetched.body, link)
        except Problem as problem:
            if problem.passing:
                self._whole = False
                yield Refusal(link, f"{link}: {problem}")
                return
            found = Refusal(link, f"{link}: {problem}")
        self._read[link] = said
        if isinstance(found, Page):
            yield replace(found, metadata=_both(found.metadata, entry.page))
        elif isinstance(teaser, Page):
            yield replace(teaser, warnings=(*teaser.warnings, found.message))
        else:
            yield found


def _named(page: Page | Refusal, link: str | None, feed: str) -> Page | Refusal:
    """The page of an entry, under its whole address, or a name that stays; its place in the feed does not."""
    if isinstance(page, Refusal):
        return Refusal(link or page.name, page.message)
    if link is None:
        return replace(page, name=f"{feed}#{page.id or _digest(page.text)}")
    return replace(page, name=link, metadata=replace(page.metadata, url=link))


def _digest(told: object) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def _link(feed: str, entry: Entry) -> str | None:
    try:
        link = urljoin(feed, entry.link.strip()) if entry.link else ""
        return link.partition("#")[0] if urlsplit(link).scheme in ("http", "https") else None
    except ValueError:
        return None


def _page(fetched: Fetched, body: bytes, name: str) -> Page | Refusal:
    """The page that was fetched. It may say its own address only on its own host, lest it pass for another's page."""
    kind = kind_of(body[:HEAD])
    if kind is not Kind.HTML:
        return Refusal(name, f"{name}: {kind.value}, where a page in HTML is expected; get it yourself")
    found = decode(body)
    page = html_page(found.text, name, warnings=found.warnings)
    if not page.text.strip():
        return Refusal(name, f"{name}: a page without words; look at it in a browser")
    told = page.metadata.url
    own = told is not None and urlsplit(told).hostname == urlsplit(fetched.address).hostname
    return page if own else replace(page, metadata=replace(page.metadata, url=fetched.address))


def _both(page: Metadata, entry: Page | Refusal) -> Metadata:
    """What the page says of itself, and where it is silent, the feed."""
    if isinstance(entry, Refusal):
        return page
    feed = entry.metadata
    dated = page if page.published else feed
    return replace(
        page,
        title=page.title or feed.title,
        section=page.section or feed.section,
        byline=page.byline or feed.byline,
        summary=page.summary or feed.summary,
        language=page.language or feed.language,
        published=dated.published,
        published_evidence=dated.published_evidence,
    )
