"""Lists of other inputs: what they name beside them is read, what lies elsewhere is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.page import Page, Refusal, pages

FEED = (
    "<rss version='2.0'><channel><title>Fil</title><item><title>Oslo</title><link>https://exemple.fr/1</link>"
    "<description>La Norvège a rappelé son ambassadeur à Budapest.</description></item></channel></rss>"
)


def opml(*addresses: str) -> str:
    outlines = "".join(f"<outline type='rss' xmlUrl='{one}'/>" for one in addresses)
    return f"<?xml version='1.0'?><opml version='2.0'><body><outline text='Fils'>{outlines}</outline></body></opml>"


def sitemap(*addresses: str) -> str:
    urls = "".join(f"<url><loc>{one}</loc></url>" for one in addresses)
    return f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds/un.xml").write_text(FEED, encoding="utf-8")
    (tmp_path / "page.txt").write_text("Paris a rappelé son ambassadeur à Alger.", encoding="utf-8")
    return tmp_path


def refused(path: Path) -> str:
    (found,) = pages([path])
    assert isinstance(found, Refusal)
    return found.message


def test_feeds_that_an_opml_names_beside_it_are_read(folder: Path) -> None:
    (folder / "fils.opml").write_text(opml("feeds/un.xml", "feeds/un.xml"), encoding="utf-8")
    (page,) = pages([folder / "fils.opml"])
    assert isinstance(page, Page)
    assert page.metadata.url == "https://exemple.fr/1"


def test_pages_that_a_sitemap_names_are_read(folder: Path) -> None:
    (folder / "sitemap.xml").write_text(sitemap("page.txt", (folder / "feeds/un.xml").as_uri()), encoding="utf-8")
    assert len([one for one in pages([folder / "sitemap.xml"]) if isinstance(one, Page)]) == 2


def test_an_address_on_the_web_is_told(folder: Path) -> None:
    (folder / "fils.opml").write_text(opml("https://exemple.fr/fil.xml"), encoding="utf-8")
    assert "an address on the web" in refused(folder / "fils.opml")


def test_an_address_on_the_web_is_fetched_by_whoever_can(folder: Path) -> None:
    (folder / "fils.opml").write_text(opml("https://exemple.fr/fil.xml", "page.txt"), encoding="utf-8")
    found = list(pages([folder / "fils.opml"], fetch=lambda address: iter([Refusal(address, "asked")])))
    assert [one.name for one in found if isinstance(one, Refusal)] == ["https://exemple.fr/fil.xml"]
    assert len(found) == 2


def test_what_lies_outside_the_folder_of_the_list_is_not_read(folder: Path) -> None:
    (folder / "feeds/fils.opml").write_text(opml("../page.txt"), encoding="utf-8")
    assert "outside the folder" in refused(folder / "feeds/fils.opml")


def test_a_list_that_names_itself_does_not_go_round(folder: Path) -> None:
    (folder / "fils.opml").write_text(opml("fils.opml"), encoding="utf-8")
    assert "a list that another list names" in refused(folder / "fils.opml")


def test_a_list_that_names_nothing_is_told(folder: Path) -> None:
    (folder / "fils.opml").write_text(opml(), encoding="utf-8")
    assert "names nothing" in refused(folder / "fils.opml")


def test_a_list_that_is_broken_off_gives_what_it_has(folder: Path) -> None:
    (folder / "sitemap.xml").write_text(sitemap("page.txt", "x.txt")[:-40], encoding="utf-8")
    assert any(isinstance(one, Page) for one in pages([folder / "sitemap.xml"]))


def test_a_list_does_not_fetch_entities(folder: Path) -> None:
    text = "<!DOCTYPE opml [<!ENTITY x SYSTEM 'page.txt'>]>" + opml("feeds/un.xml").replace("Fils", "&x;")
    (folder / "fils.opml").write_text(text.replace("<?xml version='1.0'?>", ""), encoding="utf-8")
    (page,) = pages([folder / "fils.opml"])
    assert isinstance(page, Page)
