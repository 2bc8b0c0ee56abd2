"""The search page: periods chosen on bars that are links, searches that are saved, and refusals in the reader's language."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.records import Reading
from dragoman.store import open_store
from dragoman.store.search import saved

from .conftest import Opens
from .readings import reading
from .test_forms import token


def dated(day: str) -> Reading:
    return reading(
        f"Accord du {day}.", url=f"https://x.example/{day}", title=f"Accord {day}", day=datetime.date.fromisoformat(day)
    )


def bars(site: TestClient, query: str) -> list[str]:
    page = html.fromstring(site.get("/search", params={"q": query}).text)
    return [str(one) for one in page.xpath("//svg[@class='histogram']//a/@href")]


@pytest.fixture
def years(opens: Opens) -> TestClient:
    return opens(*(dated(day) for day in ("2024-03-01", "2024-03-05", "2024-05-01", "2024-08-01")))


def test_every_bar_leads_to_what_it_counts(years: TestClient) -> None:
    told = years.get("/api/search?q=accord").json()
    assert [(one["value"], one["count"]) for one in told["period"]] == [("2024-03", 2), ("2024-05", 1), ("2024-08", 1)]
    for address, value in zip(bars(years, "accord"), told["period"], strict=True):
        assert f"{years.get('/api' + address).json()['total']}" == str(value["count"])


def test_of_a_month_the_days_are_bars_and_a_bar_takes_the_period_before_it_away(years: TestClient) -> None:
    told = years.get("/api/search?q=accord+date:2024-03").json()
    assert [one["value"] for one in told["period"]] == ["2024-03-01", "2024-03-05"]
    assert bars(years, "accord date:2024-03") == [
        "/search?q=accord+date%3A2024-03-01",
        "/search?q=accord+date%3A2024-03-05",
    ]
    whole = html.fromstring(years.get("/search?q=accord+date:2024-03").text)
    assert "/search?q=accord" in whole.xpath("//aside//a/@href")


def test_of_many_years_the_years_are_bars(opens: Opens) -> None:
    site = opens(*(dated(f"{year}-03-01") for year in range(1990, 2024)))
    assert [one["value"] for one in site.get("/api/search?q=accord").json()["period"]][:2] == ["1990", "1991"]
    assert len(bars(site, "accord")) == 34


def test_a_span_is_sent_by_the_form_without_javascript(years: TestClient) -> None:
    page = html.fromstring(years.get("/search?q=accord").text)
    form = page.get_element_by_id("period")
    assert form.xpath(".//select[@name='since']/option/@value")[0] == "2024-03"
    found = years.get("/api/search?q=accord&since=2024-03&until=2024-05").json()
    assert found["total"] == 3
    assert found["query"] == "accord since:2024-03 until:2024-05"


def test_fields_bind_to_all_of_a_choice(years: TestClient) -> None:
    assert years.get("/api/search?q=accord+ou+paix&since=2024-08").json()["total"] == 1


def test_a_search_is_saved_listed_opened_and_forgotten(site: TestClient, tmp_path: Path) -> None:
    form = {"token": token(site, "/search?q=Lavrov"), "name": "  La  visite ", "q": "Lavrov pays:PRK"}
    kept = site.post("/searches", data=form)
    assert kept.status_code == 200
    assert "Recherche enregistrée" in kept.text
    page = html.fromstring(site.get("/search").text)
    (link,) = page.xpath("//section[@class='saved']//li/a[1]")
    assert link.text_content() == "La visite"
    assert site.get(f"/api{link.get('href')}").json()["query"] == "Lavrov pays:PRK"
    assert site.get("/feeds/saved/La visite.atom").status_code == 200
    with open_store(tmp_path / "store0.sqlite") as store:
        assert saved(store) == {"La visite": "Lavrov pays:PRK"}
    gone = site.post("/searches", data={"token": form["token"], "name": "La visite", "forget": "1"})
    assert "Recherche oubliée" in gone.text
    assert site.get("/api/searches").json() == {"searches": []}
    assert site.post("/searches", data={"token": form["token"], "name": "La visite", "forget": "1"}).status_code == 404


def test_what_cannot_be_saved_is_refused(site: TestClient) -> None:
    given = token(site, "/search?q=Lavrov")
    for name, query in (("", "Lavrov"), ("a" * 81, "x"), ("a", ""), ("a", "(("), ("a", "x" * 1001), ("\u202ea", "x")):
        assert site.post("/searches", data={"token": given, "name": name, "q": query}).status_code == 400
    assert site.post("/searches", data={"name": "a", "q": "x"}).status_code == 403
    assert site.get("/api/searches").json() == {"searches": []}


def test_programs_save_and_forget_searches(site: TestClient) -> None:
    assert site.post("/api/searches", json={"name": "a/b", "query": "Lavrov"}).json() == {
        "name": "a/b",
        "query": "Lavrov",
    }
    assert site.get("/api/search?q=Lavrov").json()["saved"] == [{"name": "a/b", "query": "Lavrov"}]
    assert site.delete("/api/searches/a%2Fb", headers={"origin": "https://evil.example"}).status_code == 403
    assert site.delete("/api/searches/a%2Fb").status_code == 204
    assert site.delete("/api/searches/a%2Fb").status_code == 404
    assert site.post("/api/searches", json={"name": "a"}).status_code == 400
    assert site.post("/api/searches", content=b"{}", headers={"content-type": "text/plain"}).status_code == 403


def test_a_search_that_is_not_understood_is_told_in_the_readers_language(opens: Opens) -> None:
    french, english = opens(language="fr"), opens(language="en")
    assert (
        "La parenthèse ouverte ici n'est jamais fermée"
        in html.fromstring(french.get("/search?q=(paix").text).text_content()
    )
    assert "The bracket that is opened here is never closed" in english.get("/search?q=(paix").text
    assert french.get("/api/search?q=(paix").json()["detail"].startswith("recherche, signe 1\u00a0: la parenthèse")
    assert "lu comme un mot" in french.get("/search?q=prix+or").text
