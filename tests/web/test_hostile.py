"""Whatever pages and addresses say, the site shows it as words and goes on."""

from __future__ import annotations

import pytest
from lxml import html

from .conftest import Opens
from .readings import TEXT, english, reading
from .test_pages import ADDRESSES

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = '" onmouseover="alert(1)" x=\''
TEMPLATE = "{{ 7 * 7 }}{% for x in y %}"
BAD = [
    SCRIPT,
    ATTRIBUTE,
    TEMPLATE,
    "javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "\u202ereversed",
    "a\x00b",
    "💥" * 50,
]
QUERIES = [
    *BAD,
    "' OR 1=1 --",
    "'; DROP TABLE article; --",
    '"unclosed',
    "((((((((",
    "NEAR(a b, 10)",
    "* ^ - + : title:",
    "pays:(PRK ou",
    "a" * 900,
    "ou ou ou",
    "date:9999-99",
    "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
]
PATHS = [
    "/../../etc/passwd",
    "/static/../application.py",
    "/static/%2e%2e/application.py",
    "/static/..%2f..%2fapplication.py",
    "/articles/../../x",
    "/articles/%2e%2e%2f%2e%2e",
    "/articles/%00",
    "/latest/%00",
    "/pairs/PRK",
    "/pairs/PRK-",
    "/pairs/PRK-RUS-USA",
    "/pairs/%27-RUS",
    "/countries/%3Cscript%3E",
    "/countries/" + "A" * 5000,
    "/feeds/../api.json",
    "/articles/x?version=99999999999999999999",
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_what_a_page_says_is_shown_as_words(opens: Opens, bad: str) -> None:
    hostile = reading(
        f"{TEXT} {bad}", title=f"Titre {bad}", section=f"S {bad}", caption=f"Photo {bad}", byline=f"Par {bad}",
        url=f"https://x.example/{'a' if 'a' in bad else 'b'}", id=f"id {bad}",
    )  # fmt: skip
    site = opens(hostile, english())
    for path in [*ADDRESSES, site.get("/api/latest").json()["articles"][1]["id"]]:
        answer = site.get(path if path.startswith("/") else "/articles/" + path.replace("\0", ""))
        page = html.fromstring(answer.text)
        assert not page.xpath("//script[not(@src)]")
        assert not page.xpath("//img | //*[@onmouseover] | //*[@onerror]")
        assert not [link for link in page.xpath("//@href") if link.strip().lower().startswith("javascript")]
        assert "49" not in "".join(page.xpath("//h1//text()"))


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_whatever_is_searched_for_is_answered_or_refused(opens: Opens, query: str) -> None:
    site = opens(reading())
    answer = site.get("/search", params={"q": query})
    assert answer.status_code in (200, 400)
    page = html.fromstring(answer.text)
    assert not page.xpath("//script[not(@src)] | //*[@onmouseover] | //main//img")
    assert site.get("/api/search", params={"q": query}).status_code == answer.status_code
    assert site.get("/api/about").json()["articles"] == 1


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_an_address_that_is_none_is_not_found(opens: Opens, path: str) -> None:
    answer = opens(reading()).get(path)
    assert answer.status_code in (400, 404)
    assert "application(" not in answer.text
    assert "root:" not in answer.text


def test_parameters_that_are_none_are_refused(opens: Opens) -> None:
    site = opens(reading())
    for address in (
        "/latest?limit=-1", "/latest?limit=1e9", "/latest?cursor='--", "/claims?source=%27", "/pairs/PRK-RUS?actor=USA",
        "/world?until=tomorrow", "/search?q=x&order=worst", "/search?q=" + "a" * 2000, "/review?event=0",
    ):  # fmt: skip
        assert site.get(address).status_code in (400, 404), address


def test_another_host_name_is_not_served(opens: Opens) -> None:
    assert opens(reading()).get("/", headers={"host": "evil.example"}).status_code == 400


def test_every_answer_carries_the_safe_headers(opens: Opens) -> None:
    site = opens(reading())
    for path in ("/", "/nothing", "/api/latest", "/static/dragoman.css", "/feeds/latest.atom"):
        headers = site.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_a_method_that_is_not_meant_is_refused(opens: Opens) -> None:
    site = opens(reading())
    assert site.delete("/latest").status_code == 405
    assert site.put("/api/latest").status_code == 405
