"""An address is visited in the background, with progress, and never leads inside."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.page import Page
from dragoman.records import Reading
from dragoman.store import open_store
from dragoman.web import adding, application, visits
from dragoman.web.application import Access

from ..follow.servers import Site, body, serving
from .readings import TEXT, reading
from .test_forms import token

PAGE = f"<html><head><title>Lavrov</title></head><body><article><h1>Lavrov</h1><p>{TEXT}</p></article></body></html>"


@pytest.fixture
def web() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Opens a site that reads without the models."""

    def read(page: Page, *_: object) -> Reading:
        return reading(page.text, url=page.metadata.url, title=page.metadata.title, events=())

    monkeypatch.setattr(adding, "read_page", read)
    open_store(tmp_path / "store.sqlite", create=True).close()

    def opens(allow_private: bool) -> TestClient:
        return TestClient(
            application(tmp_path / "store.sqlite", Access(allow_private=allow_private)), base_url="http://127.0.0.1"
        )

    return opens


def done(site: TestClient, where: str) -> Any:
    """The visit, once it is over."""
    for _ in range(2000):
        told = site.get(where).json()
        if told["state"] == "done":
            return told
        time.sleep(0.01)
    raise AssertionError(told)


def test_a_page_is_fetched_read_and_kept(opened: Any, web: Site) -> None:
    web.paths["/page"] = body(PAGE.encode(), 200, **{"content-type": "text/html; charset=utf-8"})
    site = opened(True)
    answer = site.post("/add", data={"token": token(site, "/add"), "url": web.at("/page")})
    assert answer.url.path.startswith("/add/")
    assert web.at("/page") in answer.text
    told = done(site, f"/api{answer.url.path}")
    (page,) = told["pages"]
    assert (page["outcome"], page["title"]) == ("stored", "Lavrov")
    assert site.get(f"/articles/{page['id']}").status_code == 200
    shown = site.get(answer.url.path).text
    assert f'href="/articles/{page["id"]}"' in shown
    assert "data-again" not in shown


def test_a_program_is_told_where_to_ask_how_far_it_is(opened: Any, web: Site) -> None:
    web.paths["/page"] = body(PAGE.encode(), 200, **{"content-type": "text/html"})
    site = opened(True)
    answer = site.post("/api/add", json={"url": web.at("/page")})
    assert answer.status_code == 202
    assert done(site, answer.headers["location"])["pages"][0]["outcome"] == "stored"


def test_what_lies_inside_is_not_visited(opened: Any, web: Site) -> None:
    site = opened(False)
    for address in (web.at("/page"), "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://localhost:9/"):
        told = done(site, site.post("/api/add", json={"url": address}).headers["location"])
        (page,) = told["pages"]
        assert page["outcome"] == "refused"
        assert "private net" in page["problem"] or "no such host" in page["problem"]
    assert web.asked == []
    assert site.get("/api/about").json()["articles"] == 0


def test_what_cannot_be_had_is_told(opened: Any, web: Site) -> None:
    site = opened(True)
    told = done(site, site.post("/api/add", json={"url": web.at("/nothing")}).headers["location"])
    assert "status 404" in told["pages"][0]["problem"]
    assert "status 404" in site.get(f"/add/{told['id']}").text


def test_what_is_no_address_or_no_visit_is_refused(opened: Any) -> None:
    site = opened(True)
    for address in ("file:///etc/passwd", "javascript:alert(1)", "gopher://x"):
        assert site.post("/api/add", json={"url": address}).status_code == 400
    assert site.get("/add/none").status_code == 404
    assert site.get("/api/add/none").status_code == 404


def test_too_many_visits_at_once_are_refused(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits.Visits, "_work", lambda self: None)
    site = opened(True)
    statuses = [site.post("/api/add", json={"url": "http://x.example/"}).status_code for _ in range(22)]
    assert statuses == [202] * visits.MOST_WAITING + [429] * 2
