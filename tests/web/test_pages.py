"""Every page answers in both languages, and what it claims leads to its sentence."""

from __future__ import annotations

import re

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.web.site import VIEWS

from .conftest import Opens
from .readings import english, reading

PATHS = {
    "/latest/{section:path}": "/latest/Diplomatie",
    "/articles/{id:path}": f"/articles/{reading().id}",
    "/pairs/{pair}": "/pairs/PRK-RUS",
    "/countries/{code}": "/countries/PRK",
    "/actors/{name:path}": "/actors/Kim Jong-un",
}
ADDRESSES = [*(PATHS.get(view.path, view.path) for view in VIEWS), "/api"]
LINKS = re.compile(r'href="(/[^"#?]*)')


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_answers_in_the_language_of_the_browser(opens: Opens, path: str, language: str) -> None:
    answer = opens(reading(), english(), language=f"{language}-CA,{language};q=0.9").get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert {"fr": "Dernières infos", "en": "Latest"}[language] in answer.text
    assert answer.headers["content-language"] == language


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_answers_over_an_empty_store_or_says_that_there_is_nothing(opens: Opens, path: str) -> None:
    answer = opens().get(path)
    assert answer.status_code == (404 if path.startswith(("/articles", "/latest/", "/actors/")) else 200)
    assert "<h1" in answer.text


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_page_has_script_or_style_of_its_own(site: TestClient, path: str) -> None:
    page = html.fromstring(site.get(path).text)
    assert not page.xpath("//style | //script[not(@src)] | //*[@style] | //@*[starts-with(name(), 'on')]")
    assert all(
        one.startswith("/") for one in page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
    )


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_has_one_first_heading_one_main_part_and_each_id_once(site: TestClient, path: str) -> None:
    page = html.fromstring(site.get(path).text)
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not page.xpath("//a[.//a]")
    labelled = {*page.xpath("//label/@for")}
    for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert field.get("id") in labelled or field.get("aria-label"), field.get("name")


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_link_within_the_site_leads_somewhere(site: TestClient, path: str) -> None:
    found = set(LINKS.findall(site.get(path).text))
    assert found
    for address in found:
        assert site.get(address).status_code == 200, address


def test_every_event_of_a_list_leads_to_its_trigger_in_the_text(site: TestClient) -> None:
    for path in ("/", "/latest", "/claims"):
        page = html.fromstring(site.get(path).text)
        claims = page.xpath("//a[contains(@class, 'claim')]/@href")
        assert claims
        for address in claims:
            article, _, anchor = address.partition("#")
            assert html.fromstring(site.get(article).text).xpath(f"//*[@id='{anchor}']"), address


def test_the_language_can_be_switched_and_is_kept(site: TestClient) -> None:
    assert '<html lang="en">' in site.get("/latest?lang=en").text
    assert '<html lang="en">' in site.get("/claims").text
    assert '<html lang="fr">' in site.get("/claims?lang=fr").text


def test_days_and_names_are_written_as_the_language_does(opens: Opens) -> None:
    french, english_ = opens(reading(), language="fr"), opens(reading(), language="en")
    path = f"/articles/{reading().id}"
    assert "15 mai 2024" in french.get(path).text
    assert "Corée du Nord" in french.get(path).text
    assert "15 May 2024" in english_.get(path).text
    assert "North Korea" in english_.get(path).text


def test_a_pair_by_names_leads_to_the_pair_by_codes(site: TestClient) -> None:
    for written in ("Corée du Nord-Russie", "corée du nord-RUS", "North Korea-Russia"):
        answer = site.get(f"/pairs/{written}?month=2024-05", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, "/pairs/PRK-RUS?month=2024-05")
    assert site.get("/pairs/Atlantide-Russie").status_code == 404
    assert site.get("/pairs/Russie-RUS").status_code == 404


def test_sections_list_their_own_articles(site: TestClient) -> None:
    assert "Lavrov reçu" in site.get("/latest/Diplomatie").text
    assert "North Korea fires" not in site.get("/latest/Diplomatie").text


def test_the_newest_go_on_behind_the_cursor(opens: Opens) -> None:
    many = [reading(f"Texte N{n}.", url=f"https://x.example/{n}", title=f"Titre {n:02}") for n in range(5)]
    site = opens(*many)
    first = site.get("/api/latest?limit=3").json()
    rest = site.get("/api/latest", params={"limit": 3, "cursor": first["cursor"]}).json()
    assert len({one["id"] for one in first["articles"] + rest["articles"]}) == 5
    assert rest["cursor"] is None


def test_claims_can_be_asked_by_status_and_by_claimant(site: TestClient) -> None:
    denied = site.get("/api/claims?status=denied").json()
    assert [claim["event"]["id"] for claim in denied["claims"]] == ["e5"]
    by_seoul = site.get("/api/claims?source=KOR").json()
    assert [claim["event"]["status"] for claim in by_seoul["claims"]] == ["alleged"]


def test_the_counts_of_the_store_are_told(site: TestClient) -> None:
    told = site.get("/api/about").json()
    assert (told["articles"], told["events"], told["quotes"]) == (2, 7, 1)
    assert {one["value"]: one["count"] for one in told["statuses"]} == {"narrated": 5, "alleged": 1, "denied": 1}
