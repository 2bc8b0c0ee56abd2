"""What a search finds is taken away as a file: whole, in order, harmless to the program that opens it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import html
from starlette.testclient import TestClient

from .conftest import Opens
from .readings import TEXT, reading


def rows(site: TestClient, address: str) -> list[dict[str, str]]:
    answer = site.get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_search_page_leads_to_all_that_it_found(site: TestClient) -> None:
    page = html.fromstring(site.get("/search?q=pays:PRK langue:fr").text)
    (articles, lines, events, _) = page.xpath("//a[@download]/@href")
    assert [one["title"] for one in rows(site, articles)] == ["Lavrov reçu à Pyongyang"]
    assert [json.loads(line)["language"] for line in site.get(lines).text.splitlines()] == ["fr"]
    assert {one["event"] for one in rows(site, events)} == {"CONSULT", "ACCUSE", "AID", "REJECT"}


def test_events_have_it_all(site: TestClient) -> None:
    (one,) = rows(site, "/api/exports/events.csv?q=statut:alleged type:AID")
    assert (one["actors"], one["recipients"], one["sources"]) == ("PRK", "RUS", "KOR")


def test_many_are_sent_part_by_part_and_none_is_lost(opens: Opens) -> None:
    site = opens(*(reading(f"{TEXT} {n}", url=f"https://x.example/{n}") for n in range(120)))
    assert len(rows(site, "/api/exports/articles.csv")) == 120
    assert len(rows(site, "/api/exports/quotes.csv?q=Pyongyang")) == 120


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_words_that_a_spreadsheet_would_compute_are_words(opens: Opens, title: str) -> None:
    site = opens(reading(title=title))
    assert rows(site, "/api/exports/articles.csv")[0]["title"] == f"'{title}"
    assert json.loads(site.get("/api/exports/articles.ndjson").text)["title"] == title


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/exports/secrets.csv", 404),
        ("/api/exports/articles.exe", 404),
        ("/api/exports/articles", 404),
        ("/api/exports/articles.csv?q=((", 400),
        ("/api/exports/events.csv?q=pays:Nulle", 400),
        ("/api/exports/events.csv?q=%22a%22", 400),
        (f"/api/exports/events.csv?q={'a' * 2000}", 400),
    ],
)
def test_what_cannot_be_given_is_told_as_a_problem(site: TestClient, address: str, status: int) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
