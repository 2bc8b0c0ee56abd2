"""The world at a date: levels are those of the relations, and every shape and line leads to what it stands for."""

from __future__ import annotations

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.web.charts import net

from .conftest import Opens
from .test_alarms import FIRST, turned


@pytest.fixture
def site_of_a_turn(opens: Opens) -> TestClient:
    return opens(*turned())


def test_levels_on_the_map_are_those_of_the_pairs(site_of_a_turn: TestClient) -> None:
    told = site_of_a_turn.get("/api/world?country=PRK").json()
    levels = {tuple(sorted((one["one"], one["other"]))): one["level"] for one in told["related"]}
    assert set(levels) == {("KOR", "PRK"), ("PRK", "RUS")}
    day = site_of_a_turn.get("/api/pairs/PRK-RUS").json()["level"]
    until = site_of_a_turn.get(f"/api/world?country=PRK&until={day['date']}").json()
    (link,) = [one for one in until["related"] if "RUS" in (one["one"], one["other"])]
    assert link["level"] == pytest.approx(day["level"], abs=0.01)


def test_states_lines_and_actors_are_links(site_of_a_turn: TestClient) -> None:
    page = html.fromstring(site_of_a_turn.get("/world?country=PRK").text)
    assert set(page.xpath("//svg[@class='map']//a/@href")) == {"/pairs/PRK-KOR", "/pairs/PRK-RUS"}
    assert {one.rpartition("/")[2] for one in page.xpath("//svg[@class='net']//a/@href") if "/pairs/" in one} == {
        "KOR-PRK",
        "PRK-RUS",
    }
    assert {"/countries/PRK", "/countries/RUS"} <= set(page.xpath("//svg[@class='net']//a/@href"))
    assert len(page.xpath("//svg[@class='map']//path[@class='own']")) == 1
    everyone = html.fromstring(site_of_a_turn.get("/world").text)
    assert set(everyone.xpath("//svg[@class='map']//a/@href")) == {f"/countries/{one}" for one in ("KOR", "PRK", "RUS")}


def test_pairs_that_moved_stand_with_both_levels_and_turns_with_their_day(site_of_a_turn: TestClient) -> None:
    told = site_of_a_turn.get("/api/world").json()
    first = told["changed"][0]
    assert (first["one"], first["other"]) == ("KOR", "PRK")
    assert first["after"] < first["before"]
    assert any((one["one"], one["other"]) == ("KOR", "PRK") for one in told["alarms"])
    long_ago = site_of_a_turn.get(f"/api/world?until={FIRST}").json()
    assert long_ago["network"] == long_ago["changed"] == long_ago["alarms"] == []


def test_a_country_that_is_none_is_refused(site: TestClient) -> None:
    assert site.get("/world?country=ZZZ").status_code == 404
    assert "Données insuffisantes" in site.get("/world?country=PRK").text


def test_a_network_of_one_pair_can_be_drawn(site_of_a_turn: TestClient) -> None:
    from dragoman.relations.around import Link

    drawn = net([Link(one="FRA", other="DEU", level=50.0, low=40.0, high=60.0, events=60)])
    assert {node.code for node in drawn.nodes} == {"FRA", "DEU"}
    assert all(0 < node.x < drawn.size and 0 < node.y < drawn.size for node in drawn.nodes)
    assert len(drawn.ties) == 1
