"""What changes something: only by our own forms, and never more than is told."""

from __future__ import annotations

import re

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.web.guards import LARGEST_BODY

from .readings import reading


def token(site: TestClient, path: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', site.get(path).text)
    assert found
    return found[1]


def number_of(site: TestClient, id: str) -> int:
    events = site.get("/api/review?limit=100").json()["events"]
    return next(event["number"] for event in events if event["id"] == id and event["article"] == reading().id)


def test_the_least_certain_event_stands_first(site: TestClient) -> None:
    scores = [event["score"] for event in site.get("/api/review").json()["events"]]
    assert scores == sorted(scores)
    assert scores[0] == 0.4


def test_a_verdict_takes_an_event_out_of_the_lists_and_can_be_taken_back(site: TestClient) -> None:
    number = number_of(site, "e3")
    form = {"token": token(site, "/review"), "event": number, "by": "Ana", "verdict": "wrong"}
    done = site.post("/review", data=form)
    assert done.status_code == 200
    assert "faux" in done.text
    assert site.get("/api/claims?status=alleged").json()["total"] == 0
    assert "struck" in site.get(f"/articles/{reading().id}").text
    site.post("/review", data=form | {"verdict": "undo"})
    assert site.get("/api/claims?status=alleged").json()["total"] == 1


def test_an_event_can_be_corrected_to_another(site: TestClient) -> None:
    number = number_of(site, "e3")
    form = {"token": token(site, "/review"), "event": number, "by": "Ana", "verdict": "other", "status": "denied"}
    site.post("/review", data=form | {"actors": "prk + Russie", "type": "AGREE"})
    event = site.get(f"/api/review?event={number}").json()["events"][0]
    assert (event["event"], event["status"], event["actors"]) == ("AGREE", "denied", ["PRK", "RUS"])


@pytest.mark.parametrize(("status", "denied", "alleged"), [("denied", 1, 0), ("narrated", 0, 0), ("alleged", 0, 1)])
def test_what_a_person_says_of_a_status_is_what_claims_list(
    site: TestClient, status: str, denied: int, alleged: int
) -> None:
    for id in ("e1", "e3"):
        verdict = {"event": number_of(site, id), "verdict": "other", "status": status, "by": "Ana"}
        site.post("/api/review", json=verdict)
    for asked, count in (("denied", 1 + 2 * denied), ("alleged", 2 * alleged)):
        told = site.get(f"/api/claims?status={asked}").json()
        assert len(told["claims"]) == told["total"] == count
    assert len(site.get("/api/claims").json()["claims"]) == 1 + 2 * (denied + alleged)


def test_a_verdict_that_makes_no_sense_is_refused(site: TestClient) -> None:
    form = {"token": token(site, "/review"), "event": number_of(site, "e3"), "by": "Ana"}
    for wrong in (
        {"verdict": "other"},
        {"verdict": "other", "actors": "ZZZ"},
        {"verdict": "other", "type": "DANCE"},
        {"verdict": "other", "status": "true"},
        {"verdict": "maybe"},
        {"verdict": "right", "by": ""},
        {"verdict": "right", "event": "1; DROP TABLE event"},
    ):
        assert site.post("/review", data=form | wrong).status_code in (400, 404), wrong
    assert site.get("/api/review").json()["left"] == 7


def test_a_form_without_our_token_is_refused(site: TestClient) -> None:
    form = {"event": number_of(site, "e3"), "by": "Ana", "verdict": "wrong"}
    site.get("/review")
    for bad in ({}, {"token": ""}, {"token": "0" * 80}, {"token": "é" * 80}):
        assert site.post("/review", data=form | bad).status_code == 403
    assert site.post("/add", data={"text": "Paris"}).status_code == 403


def test_a_token_of_another_session_is_refused(site: TestClient) -> None:
    form = {"token": token(site, "/review"), "event": number_of(site, "e3"), "by": "Ana", "verdict": "wrong"}
    site.cookies.clear()
    site.get("/review")
    assert site.post("/review", data=form).status_code == 403


def test_what_another_site_sends_is_refused(site: TestClient) -> None:
    form = {"token": token(site, "/review"), "event": number_of(site, "e3"), "by": "Ana", "verdict": "wrong"}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert site.post("/review", data=form, headers=headers).status_code == 403
        assert site.post("/api/add", json={"text": "Paris"}, headers=headers).status_code == 403
    assert (
        site.post("/api/add", content=b'{"text": "Paris"}', headers={"content-type": "text/plain"}).status_code == 403
    )


def test_an_empty_page_and_a_wrong_address_are_told(site: TestClient) -> None:
    given = token(site, "/add")
    for form in ({"text": " "}, {"text": "a", "url": "javascript:alert(1)"}, {"text": "a", "published": "soon"}):
        answer = site.post("/add", data={"token": given} | form)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
    assert site.post("/api/add", json={"text": "a", "language": "xx"}).status_code == 400
    assert site.post("/api/add", json=["a"]).status_code == 400


def test_a_body_that_is_too_large_is_refused(site: TestClient) -> None:
    large = b"a" * (LARGEST_BODY + 1)
    assert site.post("/api/add", content=large, headers={"content-type": "application/json"}).status_code == 413
    assert (
        site.post("/add", content=large, headers={"content-type": "multipart/form-data; boundary=x"}).status_code == 413
    )


def test_a_page_that_is_added_is_read_and_kept(site: TestClient) -> None:
    text = "Lima rappelle son ambassadeur\n\nLe Pérou a rappelé son ambassadeur au Chili mardi 3 juin 2025."
    form = {"token": token(site, "/add"), "text": text}
    only = site.post("/add", data=form | {"only": "1"})
    assert only.status_code == 200
    assert "Lue sans être gardée" in only.text
    assert site.get("/api/about").json()["articles"] == 2
    kept = site.post("/add", data=form)
    assert "Gardée dans la base" in kept.text
    assert "ambassadeur" in kept.text
    assert kept.url.path.startswith("/articles/")
    again = site.post("/add", files={"file": ("../../etc/passwd", text.encode())}, data={"token": form["token"]})
    assert "déjà dans la base" in again.text
    assert site.get("/api/about").json()["articles"] == 3


@pytest.mark.parametrize("path", ["/add", "/review"])
def test_a_form_that_nobody_sent_complains_of_nothing(site: TestClient, path: str) -> None:
    page = html.fromstring(site.get(path).text)
    assert page.xpath("//*[@role='alert']") == []
