"""An address is visited in the background, with progress, and never leads inside."""

from __future__ import annotations

import tempfile
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


FILES = [
    ("file", ("un.html", PAGE.encode())),
    (
        "file",
        (
            "../../deux.txt",
            "Pékin convoque\n\nPékin a convoqué mardi l'ambassadeur du Japon à la suite d'un survol.".encode(),
        ),
    ),
    ("file", ("vide.txt", b"  \n")),
]


def test_several_files_are_read_one_after_the_other_with_progress(opened: Any) -> None:
    site = opened(False)
    form = {"token": token(site, "/add"), "url": "https://x.example/one"}
    answer = site.post("/add", data=form, files=FILES)
    assert answer.url.path.startswith("/add/")
    told = done(site, f"/api{answer.url.path}")
    assert told["address"] == "un.html, ../../deux.txt, vide.txt"
    assert [page["outcome"] for page in told["pages"]] == ["stored", "stored", "refused"]
    assert told["pages"][2]["name"] == "vide.txt"
    assert "vide.txt" in told["pages"][2]["problem"]
    assert site.get("/api/about").json()["articles"] == 2
    addresses = {site.get(f"/api/articles/{page['id']}").json()["reading"]["url"] for page in told["pages"][:2]}
    assert "https://x.example/one" not in addresses


def test_files_that_are_only_to_be_read_are_not_kept(opened: Any) -> None:
    site = opened(False)
    answer = site.post("/add", data={"token": token(site, "/add"), "only": "1"}, files=FILES[:2])
    told = done(site, f"/api{answer.url.path}")
    assert [page["outcome"] for page in told["pages"]] == ["read", "read"]
    assert "Lue sans être gardée" in site.get(answer.url.path).text
    assert site.get("/api/about").json()["articles"] == 0


def test_a_file_of_many_pages_shows_progress_and_one_of_one_page_its_article(opened: Any) -> None:
    site = opened(False)
    given = {"token": token(site, "/add")}
    lines = "\n".join(f'{{"id": "p{n}", "text": "Titre {n}\\n\\n{TEXT.split(chr(10))[0]} {n}"}}' for n in range(3))
    many = site.post("/add", data=given, files={"file": ("pages.ndjson", lines.encode())})
    assert len(done(site, f"/api{many.url.path}")["pages"]) == 3
    one = site.post("/add", data=given, files={"file": ("une.html", PAGE.encode())})
    assert one.url.path.startswith("/articles/")


def test_files_leave_nothing_behind(opened: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    site = opened(False)
    given = {"token": token(site, "/add")}
    answer = site.post("/add", data=given, files=FILES)
    done(site, f"/api{answer.url.path}")
    site.post("/add", data=given, files=FILES[:1])
    site.post("/add", data=given | {"language": "xx"}, files=FILES[:1])
    assert list((tmp_path / "temporary").glob("dragoman-*")) == []
