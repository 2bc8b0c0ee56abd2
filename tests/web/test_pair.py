"""Every point of a pair's chart is explained: sentences that lead to the events they rest on, without JavaScript."""

from __future__ import annotations

import pytest
from lxml import html
from starlette.testclient import TestClient

from .conftest import Opens
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
