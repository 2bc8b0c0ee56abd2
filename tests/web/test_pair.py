"""Every point of a pair's chart is explained: sentences that lead to the events they rest on, without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.store import Wanted, open_store
from dragoman.store.corrections import correct

from .conftest import Opens
from .readings import TEXT, event, reading
from .test_alarms import turned


@pytest.fixture
def turning(opens: Opens) -> TestClient:
    return opens(*turned())


def test_the_level_is_drawn_with_its_band_and_its_turns(turning: TestClient) -> None:
    told = turning.get("/api/pairs/PRK-KOR").json()
    assert told["level"] is not None
    assert [one["date"][:7] for one in told["levels"]] == sorted({one["date"][:7] for one in told["levels"]})
    assert told["turns"]
    page = html.fromstring(turning.get("/pairs/PRK-KOR").text)
    (drawing,) = page.xpath("//svg[contains(@class, 'level')]")
    known = [one for one in told["levels"] if one["level"] is not None]
    links = drawing.xpath(".//a/@href")
    assert len(links) == len(known) + len(told["turns"])
    assert f"/pairs/PRK-KOR?at={told['turns'][0]['day']}#why" in links
    assert drawing.xpath(".//polygon[@class='band']")


def test_a_click_on_a_point_or_a_bar_tells_why_with_events(turning: TestClient) -> None:
    page = html.fromstring(turning.get("/pairs/PRK-KOR").text)
    bars = page.xpath("//svg[@class='mirror']//a/@href")
    points = page.xpath("//svg[@class='mirror level']//a[circle]/@href")
    assert set(points) <= set(bars)
    told = html.fromstring(turning.get(points[0].partition("#")[0]).text)
    (why,) = told.xpath("//section[@id='why']")
    said = why.text_content()
    assert "Corée du Nord" in said
    assert "PRK" not in said
    grounds = why.xpath(".//span[@class='grounds']/a/@href")
    assert grounds
    for address in grounds[:3]:
        article, _, anchor = address.partition("#")
        assert html.fromstring(turning.get(article).text).xpath(f"//*[@id='{anchor}']")


def test_a_turn_is_explained_by_the_two_weeks_up_to_it(turning: TestClient) -> None:
    day = turning.get("/api/pairs/PRK-KOR").json()["turns"][0]["day"]
    told = turning.get(f"/api/pairs/PRK-KOR?at={day}").json()["why"]
    assert told
    assert all(one["grounds"] for one in told)
    english = turning.get(f"/pairs/PRK-KOR?at={day}&lang=en").text
    assert "the two weeks up to" in english


def test_a_time_without_events_and_a_time_that_is_none_are_told(turning: TestClient) -> None:
    assert "Rien de nouveau" in turning.get("/pairs/PRK-KOR?at=1990-01").text
    for at in ("2024-13", "2024", "hier", "2024-02-31", "0001-01-01x", "%27"):
        assert turning.get(f"/pairs/PRK-KOR?at={at}").status_code == 400, at


@pytest.fixture
def told_by_two(opens: Opens) -> TestClient:
    """The same pair in the Algerian press, which accuses, and in a page of another country, in English, which helps."""
    blame = event("e1", "ACCUSE", ("KOR",), ("PRK",), "accuse", mode="disapprove")
    text = f"{TEXT} Séoul aide Pyongyang."
    aid = event("e1", "AID", ("KOR",), ("PRK",), "aide", text=text, quad="material_cooperation")
    return opens(
        reading(url="https://www.aps.dz/1", events=(blame,)),
        reading(text, url="https://www.bbc.co.uk/1", language="en", events=(aid,)),
        reading(f"{TEXT} Encore.", url=None, events=(blame,)),
    )


@pytest.mark.parametrize(
    ("asked", "acts", "cooperation"),
    [
        ("", ["ACCUSE", "AID", "ACCUSE"], [1]),
        ("press=DZA", ["ACCUSE"], [0]),
        ("press=gbr", ["AID"], [1]),
        ("press=unknown", ["ACCUSE"], [0]),
        ("press=PRK", [], []),
        ("language=en", ["AID"], [1]),
        ("language=fr&press=GBR", [], []),
    ],
)
def test_a_pair_is_told_by_a_press_or_in_a_language(
    told_by_two: TestClient, asked: str, acts: list[str], cooperation: list[int]
) -> None:
    told = told_by_two.get(f"/api/pairs/KOR-PRK?{asked}").json()
    assert sorted(one["event"] for one in told["events"]) == sorted(acts)
    assert told["total"] == len(acts)
    assert [month["cooperation"] for month in told["months"]] == cooperation
    assert {one["code"] for one in told["presses"]} == {"DZA", "GBR", "unknown"}
    page = told_by_two.get(f"/pairs/KOR-PRK?{asked}")
    assert page.status_code == 200
    assert ("Tel que le raconte" in page.text) is bool(asked)
    options = html.fromstring(page.text).xpath("//select[@name='press']/option/text()")
    assert {"Algérie", "Royaume-Uni", "pays inconnu"} <= set(options)


def test_the_level_of_a_story_is_its_own_and_has_no_turns(turning: TestClient) -> None:
    whole, own = (turning.get(f"/api/pairs/PRK-KOR{asked}").json() for asked in ("", "?language=fr"))
    assert own["level"] == whole["level"]
    assert own["turns"] == []
    assert turning.get("/api/pairs/PRK-KOR?language=en").json()["level"] is None


@pytest.mark.parametrize("asked", ["press=XXX", "press=%00", "language=de", "press=unknown%27"])
def test_a_press_or_language_that_there_is_not_is_refused(told_by_two: TestClient, asked: str) -> None:
    status = told_by_two.get(f"/pairs/KOR-PRK?{asked}").status_code
    assert status == (200 if asked == "press=%00" else 404 if asked.startswith("press") else 400)


def test_a_status_that_a_person_gave_is_what_the_pair_is_asked_for(opens: Opens, tmp_path: Path) -> None:
    site = opens(reading())
    with open_store(tmp_path / "store0.sqlite") as store:
        number = next(one.number for one in store.events(Wanted(event="AID")))
        correct(store.database, number, by="Ana", status="denied")
    for status, acts in (("denied", ["AID"]), ("alleged", [])):
        told = site.get(f"/api/pairs/PRK-RUS?status={status}").json()
        assert [one["event"] for one in told["events"]] == acts
        assert told["total"] == len(acts)


def test_a_chosen_part_of_a_pair_is_a_feed_of_its_own(told_by_two: TestClient) -> None:
    page = html.fromstring(told_by_two.get("/pairs/KOR-PRK?press=GBR&language=en").text)
    (address,) = page.xpath("//footer//a[.='JSON Feed']/@href")
    assert address == "/feeds/pairs/KOR-PRK.json?press=GBR&language=en"
    feed = told_by_two.get(address).json()
    assert [one["title"].split(" (")[0] for one in feed["items"]] == ["Corée du Sud aide → Corée du Nord"]
    assert feed["title"] == "Corée du Sud et Corée du Nord · Royaume-Uni, anglais"
    assert feed["home_page_url"].endswith("/pairs/KOR-PRK?press=GBR&language=en")
