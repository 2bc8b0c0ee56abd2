"""Whatever pages and addresses say, the site shows it as words and goes on."""

from __future__ import annotations

import json
import socket
import urllib.request
import xml.etree.ElementTree as ElementTree
from html import escape
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
from lxml import html

from dragoman.page import Page
from dragoman.records import Reading
from dragoman.store import open_store
from dragoman.web import adding

from .browser import served
from .conftest import Opens
from .readings import TEXT, english, reading
from .test_forms import token
from .test_pages import ADDRESSES
from .test_visits import done

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


def quiet(answer: object) -> None:
    """See that a page runs nothing of what it shows."""
    page = html.fromstring(answer.text)  # type: ignore[attr-defined]
    assert not page.xpath("//script[not(@src)] | //img | //*[@onmouseover] | //*[@onerror]")
    assert not [link for link in page.xpath("//@href") if link.strip().lower().startswith("javascript")]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.xml", "../../etc/passwd", 'a" onerror="b', "x\r\ny", ""])
def test_a_hostile_feed_under_a_hostile_name_is_read_as_words(
    opens: Opens, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def read(page: Page, *_: object) -> Reading:
        return reading(page.text, url=page.metadata.url, title=page.metadata.title, events=())

    monkeypatch.setattr(adding, "read_page", read)
    entries = "".join(
        f"<item><title>{escape(bad)}</title><link>https://x.example/{n}</link><author>{escape(bad)}</author>"
        f"<description>{escape(f'{TEXT} {bad} {n}')}</description></item>"
        for n, bad in enumerate((SCRIPT, ATTRIBUTE, "<img src=x onerror=alert(1)>"))
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(SCRIPT)}</title>{entries}</channel></rss>'
    site = opens()
    form = {"token": token(site, "/add")}
    answer = site.post("/add", data=form, files={"file": (name or "f", feed.encode(), "text/html")})
    assert answer.status_code == 200
    quiet(answer)
    done(site, f"/api{answer.url.path}")
    quiet(site.get(answer.url.path))
    kept = [json.loads(line) for line in site.get("/api/bulk/readings").text.splitlines()]
    assert len(kept) == 3
    for one in kept:
        quiet(site.get(f"/articles/{one['id']}"))
    quiet(site.get("/latest"))
    for form_ in ("atom", "rss"):
        ElementTree.fromstring(site.get(f"/feeds/latest.{form_}").content)


@pytest.mark.parametrize("bad", [SCRIPT, ATTRIBUTE, TEMPLATE, "../../x", "a?b#c", "💥"])
def test_hostile_names_of_searches_and_of_persons_are_shown_as_words(opens: Opens, bad: str) -> None:
    plain = reading()
    mentions = (msgspec.structs.replace(plain.mentions[0], entity=bad), *plain.mentions[1:])
    site = opens(msgspec.structs.replace(plain, mentions=mentions))
    given = token(site, "/search?q=Kim")
    assert (
        site.post("/searches", data={"token": given, "name": bad, "q": f'"{plain.article.title}"'}).status_code == 200
    )
    for path in (
        "/search",
        "/search?q=Kim",
        f"/actors/{quote(bad, safe='')}",
        "/countries/PRK",
        f"/articles/{plain.id}",
    ):
        answer = site.get(path)
        assert answer.status_code == 200, path
        quiet(answer)
    (kept,) = site.get("/api/searches").json()["searches"]
    assert site.delete(f"/api/searches/{quote(kept['name'], safe='')}").status_code == 204


def test_numbers_beyond_all_bounds_are_refused(opens: Opens) -> None:
    site = opens(reading())
    for number in (2**63, 10**40, -(2**70)):
        answer = site.post("/api/review", json={"event": number, "verdict": "right", "by": "Ana"})
        assert answer.status_code in (400, 404), number
        assert site.get(f"/api/review?event={number}").status_code in (400, 404)


def test_forms_of_too_many_fields_or_too_large_a_field_are_refused(opens: Opens) -> None:
    site = opens(reading())
    given = token(site, "/add")
    many = {"token": given} | {f"f{n}": "x" for n in range(100)}
    assert site.post("/add", data=many).status_code == 400
    assert site.post("/add", files={f"f{n}": ("a", b"x") for n in range(250)}, data={"token": given}).status_code == 400
    assert site.get("/api/about").json()["articles"] == 1


def test_slow_readers_keep_nobody_waiting(tmp_path: Path) -> None:
    place = tmp_path / "store.sqlite"
    with open_store(place, create=True) as store:
        store.put(reading())
    with served(place) as address:
        port = int(address.rpartition(":")[2])
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        try:
            for n, one in enumerate(slow):
                head = b"POST /api/add HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n"
                one.sendall(head + (b"\r\n{" if n % 2 else b""))
            for _ in range(10):
                with urllib.request.urlopen(f"{address}/api/latest", timeout=60) as answer:
                    assert answer.status == 200
        finally:
            for one in slow:
                one.close()
