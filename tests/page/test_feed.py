"""Feeds: an entry, a page."""

from __future__ import annotations

import datetime
import io

from dragoman.page.page import Page, Refusal
from dragoman.page.source import pages

FULL = "<p>Le ministre est arrivé à Oslo lundi matin pour une visite de deux jours.</p><p>Il repart mercredi soir pour Riga.</p>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Le Relais</title><language>fr-FR</language>
<item><title>Un ministre &amp; une visite</title><link>https://x.example/1</link>
<guid>g1</guid><dc:creator>Awa Diarra</dc:creator>
<category>Monde</category><pubDate>Tue, 12 Mar 2024 00:30:00 +0100</pubDate>
<description>Deux jours à Oslo, selon le ministère.</description>
<content:encoded><![CDATA[{FULL}]]></content:encoded></item>
<item><title>Sans texte</title>
<link>https://x.example/2</link><description>Un résumé d'une phrase, rien de plus.</description></item>
<item><title>Un titre seul</title><link>https://x.example/3</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Relay</title>
<entry><id>tag:1</id><title>A visit</title><link href="https://x.example/a"/><author><name>Jane Doe</name></author>
<published>2024-03-12T23:40:00-05:00</published><updated>2024-04-01T00:00:00Z</updated>
<summary>Two days.</summary><content type="html">{FULL.replace("<", "&lt;")}</content></entry>
<entry><id>tag:2</id><title>Only updated</title>
<updated>2024-04-01T00:00:00Z</updated><content type="text">The minister has left the town.</content></entry>
</feed>"""


def read(feed: str) -> list[Page | Refusal]:
    return list(pages(["-"], io.BytesIO(feed.encode())))


def test_an_entry_s_full_content_is_its_page() -> None:
    page = read(RSS)[0]
    assert isinstance(page, Page)
    assert (
        page.text
        == "Le ministre est arrivé à Oslo lundi matin pour une visite de deux jours.\n\nIl repart mercredi soir pour Riga."
    )
    said = page.metadata
    assert (page.id, said.title, said.byline, said.section) == ("g1", "Un ministre & une visite", "Awa Diarra", "Monde")
    assert (said.language, said.url, said.summary) == (
        "fr",
        "https://x.example/1",
        "Deux jours à Oslo, selon le ministère.",
    )
    assert page.warnings == ()


def test_the_day_is_the_one_written_not_that_of_greenwich() -> None:
    page, other = read(RSS)[0], read(ATOM)[0]
    assert isinstance(page, Page)
    assert isinstance(other, Page)
    assert page.metadata.published == datetime.date(2024, 3, 12)
    assert other.metadata.published == datetime.date(2024, 3, 12)


def test_a_summary_alone_is_read_with_a_warning() -> None:
    page = read(RSS)[1]
    assert isinstance(page, Page)
    assert page.text == "Un résumé d'une phrase, rien de plus."
    assert "only a summary" in page.warnings[0]


def test_a_title_alone_is_refused() -> None:
    refusal = read(RSS)[2]
    assert isinstance(refusal, Refusal)
    assert refusal.message.startswith("standard input, entry 3: only a title")


def test_a_day_of_change_is_no_day_of_publication() -> None:
    page = read(ATOM)[1]
    assert isinstance(page, Page)
    assert page.metadata.published is None


def test_a_broken_feed_gives_its_whole_entries() -> None:
    found = read(RSS[: RSS.index("<item><title>Sans")])
    assert isinstance(found[0], Page)


def test_a_feed_without_entries_is_one_refusal() -> None:
    (found,) = read("<rss version='2.0'><channel><title>Vide</title></channel></rss>")
    assert isinstance(found, Refusal)
    assert "without entries" in found.message
