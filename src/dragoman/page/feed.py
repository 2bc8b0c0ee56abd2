"""Pages out of a feed, RSS or Atom: each entry is one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from dragoman.page.html import html_page, plain
from dragoman.page.kind import is_markup
from dragoman.page.page import Metadata, Page, Refusal


def feed_pages(data: bytes, name: str) -> Iterator[Page | Refusal]:
    """A page for each entry, in the feed's order: its full content where the feed holds it, else its summary, told so."""
    import feedparser

    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f" ({' '.join(str(feed.bozo_exception).split())[:100]})" if feed.get("bozo") else ""
        yield Refusal(name, f"{name}: a feed without entries{why}; get the feed again")
    for n, entry in enumerate(feed.entries, 1):
        yield _entry(entry, feed.feed, f"{name}, entry {n}")


def _entry(entry: Any, feed: Any, where: str) -> Page | Refusal:
    summary = entry.get("summary", "")
    content = max((one.get("value", "") for one in entry.get("content", ())), key=len, default="")
    full = len(plain(content)) > len(plain(summary)) or (bool(content.strip()) and content != summary)
    words = content if full else summary
    if not words.strip():
        title = plain(entry.get("title", "")) or "no title"
        return Refusal(where, f"{where}: only a title ({title[:80]}); give the page that it links to")
    warnings = () if full else ("the feed holds only a summary of this page; give the page for the whole text",)
    if is_markup(f"<p>{words}</p>"):
        text = html_page(f"<article>{words}</article>", where).text or plain(words)
    else:
        text = words
    return Page(
        where, "html", text, _said(entry, feed, plain(summary) if full else None), entry.get("id") or None, warnings
    )


def _said(entry: Any, feed: Any, summary: str | None) -> Metadata:
    day, evidence = None, None
    for key, tag in (("published", "feed entry: published"), ("created", "feed entry: created")):
        parsed = entry.get(f"{key}_parsed")
        if parsed is not None:
            day, evidence = datetime.date(*parsed[:3]), tag
            break
    tags = [plain(tag.get("term") or "") for tag in entry.get("tags", ())]
    return Metadata(
        title=plain(entry.get("title", "")) or None,
        section=next((tag for tag in tags if tag), None),
        byline=plain(entry.get("author", "")) or None,
        summary=summary or None,
        published=day,
        published_evidence=evidence,
        language=entry.get("language") or feed.get("language") or None,
        url=entry.get("link") or None,
    )
