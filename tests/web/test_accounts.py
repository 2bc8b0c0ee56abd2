"""Where others can reach the site: who asks is known, may do what they may do, and no more often than is fair."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.store import open_store
from dragoman.store.accounts import add_account, add_key
from dragoman.web import application
from dragoman.web.application import Access
from dragoman.web.entry import Pace

from .readings import english, reading
from .test_forms import token
from .test_pages import ADDRESSES

PASSWORD = "a long password"
PROBLEM = "application/problem+json"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "store.sqlite"
    with open_store(place, create=True) as store:
        for one in (reading(), english()):
            store.put(one)
        add_account(store.database, "ana", PASSWORD)
        add_account(store.database, "guest", PASSWORD, ["read"])
    return place


def key(place: Path, *scopes: str) -> dict[str, str]:
    with open_store(place) as store:
        return {"authorization": f"Bearer {add_key(store.database, '+'.join(scopes), scopes)[1]}"}


def client(place: Path, **access: object) -> TestClient:
    told = Access(accounts=True, names=("news.example",), **access)  # type: ignore[arg-type]
    return TestClient(
        application(place, told),
        base_url="https://news.example",
        headers={"accept-language": "en"},
        raise_server_exceptions=False,
    )


@pytest.fixture
def site(place: Path) -> Iterator[TestClient]:
    with client(place) as found:
        yield found


def sign_in(site: TestClient, name: str = "ana", password: str = PASSWORD, **more: str) -> object:
    form = {"token": token(site, "/login"), "name": name, "password": password, **more}
    return site.post("/login", data=form, follow_redirects=False)


@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_is_shown_to_whoever_is_not_signed_in(site: TestClient, path: str) -> None:
    page = site.get(path, follow_redirects=False)
    assert (page.status_code, page.headers["location"].partition("?")[0]) == (303, "/login")
    data = site.get(f"/api{path}")
    assert (data.status_code, data.headers["content-type"]) == (401, PROBLEM)
    assert "Bearer" in data.headers["www-authenticate"]
    assert data.json()["status"] == 401


@pytest.mark.parametrize(
    "path", ["/feeds/latest.atom", "/openapi.json", "/api/bulk/events", "/api/nothing", "/metrics"]
)
def test_programs_are_told_that_a_key_is_wanted(site: TestClient, path: str) -> None:
    assert site.get(path).status_code == 401


def test_whoever_signs_in_goes_on_to_where_they_wanted(site: TestClient) -> None:
    asked = site.get("/pairs/PRK-RUS?month=2024-05")
    assert 'value="/pairs/PRK-RUS?month=2024-05"' in asked.text
    answer = sign_in(site, next="/pairs/PRK-RUS?month=2024-05")
    assert answer.headers["location"] == "/pairs/PRK-RUS?month=2024-05"  # type: ignore[attr-defined]
    kept = answer.headers["set-cookie"]  # type: ignore[attr-defined]
    assert "HttpOnly" in kept
    assert "Secure" in kept
    assert "SameSite=lax" in kept
    for path in ADDRESSES:
        assert site.get(path, follow_redirects=False).status_code == 200, path
    assert ">ana</a>" in site.get("/").text


@pytest.mark.parametrize(
    "there", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(site: TestClient, there: str) -> None:
    assert sign_in(site, next=there).headers["location"] == "/"  # type: ignore[attr-defined]


def test_a_wrong_password_is_told_without_saying_what_was_wrong(site: TestClient) -> None:
    wrong, nobody = (sign_in(site, name, "wrong password") for name in ("ana", "nobody"))
    for answer in (wrong, nobody):
        assert answer.status_code == 401  # type: ignore[attr-defined]
        assert "do not go together" in answer.text  # type: ignore[attr-defined]
        assert "dragoman_login" not in answer.headers.get("set-cookie", "")  # type: ignore[attr-defined]


def test_passwords_cannot_be_tried_for_long(site: TestClient) -> None:
    statuses = [sign_in(site, "ana", "wrong password").status_code for _ in range(12)]  # type: ignore[attr-defined]
    assert statuses == [401] * 10 + [429] * 2
    assert sign_in(site).status_code == 429  # type: ignore[attr-defined]


def test_signing_in_needs_our_own_form(site: TestClient) -> None:
    form = {"name": "ana", "password": PASSWORD}
    assert site.post("/login", data=form).status_code == 403
    given = {**form, "token": token(site, "/login")}
    assert site.post("/login", data=given, headers={"origin": "https://evil.example"}).status_code == 403


def test_whoever_signs_out_is_out_on_the_server_too(site: TestClient) -> None:
    sign_in(site)
    kept = site.cookies["dragoman_login"]
    site.post("/login", data={"token": token(site, "/login"), "out": "1"})
    assert site.get("/", follow_redirects=False).status_code == 303
    site.cookies.set("dragoman_login", kept)
    assert site.get("/", follow_redirects=False).status_code == 303


def test_a_form_from_before_signing_in_is_worth_nothing_after(site: TestClient) -> None:
    before = token(site, "/login")
    sign_in(site)
    assert site.post("/login", data={"token": before, "out": "1"}).status_code == 403


def test_a_key_opens_what_its_scopes_say(site: TestClient, place: Path) -> None:
    reads, adds = key(place, "read"), key(place, "add")
    assert site.get("/api/about", headers=reads).json()["articles"] == 2
    assert site.post("/api/add", json={"text": " "}, headers=reads).status_code == 403
    assert site.post("/api/add", json={"text": " "}, headers=adds).status_code == 400
    refused = site.get("/api/about", headers=adds)
    assert (refused.status_code, refused.headers["content-type"]) == (403, PROBLEM)
    assert "read" in refused.json()["detail"]
    assert site.get("/api/about", headers={"authorization": "Bearer dragoman_wrong"}).status_code == 401


def test_a_feed_reader_shows_its_key_as_a_password(site: TestClient, place: Path) -> None:
    secret = key(place, "read")["authorization"].removeprefix("Bearer ")
    shown = base64.b64encode(f"reader:{secret}".encode()).decode()
    assert site.get("/feeds/latest.atom", headers={"authorization": f"Basic {shown}"}).status_code == 200
    for bad in ("Basic ###", "Basic " + base64.b64encode(b"\xff\xff").decode(), "Digest x", "Basic"):
        assert site.get("/feeds/latest.atom", headers={"authorization": bad}).status_code == 401


def test_who_may_only_read_changes_nothing(site: TestClient) -> None:
    sign_in(site, "guest")
    number = site.get("/api/review").json()["events"][0]["number"]
    form = {"token": token(site, "/review"), "event": number, "verdict": "wrong"}
    answer = site.post("/review", data=form)
    assert answer.status_code == 403
    assert "review" in answer.text
    assert site.post("/add", data={"token": form["token"], "text": "Paris"}).status_code == 403
    assert site.get("/api/corrections").json()["entries"] == []


def test_a_verdict_bears_the_name_of_who_signed_in_whatever_the_form_says(site: TestClient, place: Path) -> None:
    sign_in(site)
    number = site.get("/api/review").json()["events"][0]["number"]
    form = {"token": token(site, "/review"), "event": number, "verdict": "wrong", "by": "the minister"}
    assert site.post("/review", data=form).status_code == 200
    (entry,) = site.get("/api/corrections").json()["entries"]
    assert (entry["correction"]["by"], entry["correction"]["verdict"]) == ("ana", "wrong")
    told = {"event": number, "verdict": "undo", "by": "the minister"}
    site.cookies.clear()
    assert site.post("/api/review", json=told, headers=key(place, "review")).status_code == 200
    sign_in(site)
    (entry,) = site.get("/api/corrections").json()["entries"]
    assert entry["correction"]["undone_by"] == "key review"
    assert "key review" in site.get("/corrections").text


def test_whoever_asks_too_often_waits(place: Path) -> None:
    with client(place, rate=12) as site:
        shown = key(place, "read")
        answers = [site.get("/api/claims", headers=shown) for _ in range(3)]
        assert [one.status_code for one in answers] == [200, 200, 429]
        assert (answers[2].headers["content-type"], answers[2].headers["retry-after"]) == (PROBLEM, "5")
        assert site.get("/api/claims", headers=key(place, "read", "add")).status_code == 200


def test_a_pace_lets_on_as_time_goes_by_and_forgets_no_one_who_asks() -> None:
    now = [0.0]
    pace = Pace(rate=2.0, burst=2.0, now=lambda: now[0])
    assert [pace.wait("a") for _ in range(3)] == [0.0, 0.0, 0.5]
    assert pace.wait("b") == 0.0
    now[0] = 0.5
    assert [pace.wait("a") for _ in range(2)] == [0.0, 0.5]
    now[0] = 100.0
    assert [pace.wait("a") for _ in range(3)] == [0.0, 0.0, 0.5]


def test_another_name_of_the_machine_is_not_served(site: TestClient) -> None:
    assert site.get("/login", headers={"host": "evil.example"}).status_code == 400


def test_without_accounts_there_is_nothing_to_sign_in_to(place: Path) -> None:
    with TestClient(application(place), base_url="http://127.0.0.1:8000") as alone:
        assert alone.get("/login").status_code == 404
        assert alone.get("/api/about").status_code == 200
