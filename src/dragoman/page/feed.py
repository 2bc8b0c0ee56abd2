"""Pages out of a feed, RSS or Atom: each entry is one."""

from __future__ import annotations

import contextlib
import datetime
import email.utils
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.page.html import html_page, plain
from dragoman.page.page import Metadata, Page, Refusal


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: its page, whether that has the full content, and the page that it links to."""

    page: Page | Refusal
    title: str = ""
    link: str | None = None
    full: bool = False


def feed_pages(data: bytes, name: str) -> Iterator[Page | Refusal]:
    """A page for each entry, in the feed's order: its full content where the feed holds it, else its summary, told so."""
    return (entry.page for entry in entries(data, name))


def entries(data: bytes, name: str) -> Iterator[Entry]:
    """The entries of a feed, in its order; one without a page where it has none."""
    import feedparser

    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f" ({' '.join(str(feed.bozo_exception).split())[:100]})" if feed.get("bozo") else ""
        yield Entry(Refusal(name, f"{name}: a feed without entries{why}; get the feed again"))
    for n, entry in enumerate(feed.entries, 1):
        yield _entry(entry, feed.feed, f"{name}, entry {n}")


def _entry(entry: Any, feed: Any, where: str) -> Entry:
    summary, title, link = entry.get("summary", ""), plain(entry.get("title", "")), entry.get("link") or None
    content = max((one.get("value", "") for one in entry.get("content", ())), key=len, default="")
    full = len(plain(content)) > len(plain(summary)) or (bool(content.strip()) and content != summary)
    words = content if full else summary
    if not words.strip():
        shown = (title or "no title")[:80]
        return Entry(Refusal(where, f"{where}: only a title ({shown}); give the page that it links to"), title, link)
    warnings = () if full else ("the feed holds only a summary of this page; give the page for the whole text",)
    text = html_page(f"<article>{words}</article>", where).text or plain(words)
    said = _said(entry, feed, plain(summary) if full else None)
    return Entry(Page(where, "html", text, said, entry.get("id") or None, warnings), title, link, full)


def _said(entry: Any, feed: Any, summary: str | None) -> Metadata:
    stated = {key: _stated_day(entry.get(key)) for key in ("published", "created")}
    field = next((key for key, day in stated.items() if day is not None), None)
    tags = [plain(tag.get("term") or "") for tag in entry.get("tags", ())]
    return Metadata(
        title=plain(entry.get("title", "")) or None,
        section=next((tag for tag in tags if tag), None),
        byline=plain(entry.get("author", "")) or None,
        summary=summary or None,
        published=stated[field] if field else None,
        published_evidence=f"feed entry: {field}" if field else None,
        language=(entry.get("language") or feed.get("language") or "").replace("_", "-").partition("-")[0].lower()
        or None,
        url=entry.get("link") or None,
    )


def _stated_day(value: Any) -> datetime.date | None:
    """The day as it is written, in the writer's own time zone; feedparser would give that of Greenwich."""
    if not isinstance(value, str):
        return None
    with contextlib.suppress(ValueError):
        return datetime.date.fromisoformat(value.strip()[:10])
    with contextlib.suppress(ValueError, TypeError, IndexError):
        return email.utils.parsedate_to_datetime(value).date()
    return None
