"""The same as data: what the API says of itself holds, feeds are well formed, all can be had line by line."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.records import Reading
from dragoman.store import open_store
from dragoman.store.search import save
from dragoman.web.site import VIEWS

from .conftest import Opens
from .readings import english, reading
from .test_pages import ADDRESSES

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["latest", "latest/Diplomatie", "search", "saved/coree", "pairs/PRK-RUS"]


def test_the_description_names_every_view(site: TestClient) -> None:
    told = site.get("/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for view in VIEWS:
        operation = told["paths"][re.sub(r":\w+}", "}", view.api)]["get"]
        assert {one["name"] for one in operation["parameters"] if one["in"] == "query"} == {
            parameter.name for parameter in view.parameters
        }
    names = [operation["operationId"] for path in told["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("n", range(len(VIEWS)), ids=[view.path for view in VIEWS])
def test_every_answer_is_as_the_description_says(site: TestClient, n: int) -> None:
    told: dict[str, Any] = site.get("/openapi.json").json()
    schema = {"$ref": f"#/components/schemas/{VIEWS[n].answer.__name__}", "components": told["components"]}
    answer = site.get(f"/api{ADDRESSES[n]}")
    assert answer.headers["content-type"] == "application/json"
    jsonschema.validate(answer.json(), schema)


def test_what_is_wrong_is_told_as_a_problem(site: TestClient) -> None:
    for path, status in {
        "/api/pairs/PRK-PRK": 404,
        "/api/countries/ZZZ": 404,
        "/api/latest?limit=0": 400,
        "/api/latest?limit=nine": 400,
        "/api/latest?cursor=x": 400,
        "/api/search?q=pays:Atlantide": 400,
        "/api/search?q=x&cursor=y": 400,
        "/api/claims?status=true": 400,
        "/api/world?until=2024-02-31": 400,
        "/api/pairs/PRK-RUS?month=2024": 400,
        "/api/bulk/secrets": 404,
        "/api/nothing": 404,
    }.items():
        answer = site.get(path)
        assert answer.status_code == status, path
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["detail"]


@pytest.mark.parametrize("what", FEEDS)
def test_feeds_are_well_formed_in_every_form(site: TestClient, tmp_path: Path, what: str) -> None:
    with open_store(tmp_path / "store0.sqlite") as store:
        save(store, "coree", "Lavrov")
    query = "?q=Lavrov" if what == "search" else ""
    atom = ElementTree.fromstring(site.get(f"/feeds/{what}.atom{query}").content)
    rss = ElementTree.fromstring(site.get(f"/feeds/{what}.rss{query}").content)
    told = site.get(f"/feeds/{what}.json{query}").json()
    titles = [entry.findtext(f"{ATOM}title") for entry in atom.findall(f"{ATOM}entry")]
    assert titles
    assert titles == [item.findtext("title") for item in rss.findall("channel/item")]
    assert titles == [item["title"] for item in told["items"]]
    for item in told["items"]:
        assert site.get(item["url"].partition("#")[0]).status_code == 200


def test_a_feed_holds_whatever_a_page_says(opens: Opens) -> None:
    hostile = reading(title="<script>alert(1)</script> & \x0b ]]>", url=None)
    site = opens(hostile)
    atom = ElementTree.fromstring(site.get("/feeds/latest.atom").content)
    assert atom.findtext(f"{ATOM}entry/{ATOM}title") == "<script>alert(1)</script> & \ufffd ]]>"


def test_a_feed_of_another_form_or_room_is_not_found(site: TestClient) -> None:
    assert site.get("/feeds/latest.exe").status_code == 404
    assert site.get("/feeds/secrets.atom").status_code == 404
    assert site.get("/feeds/saved/none.atom").status_code == 404
    assert site.get("/feeds/alarms/PRK.atom").status_code == 404


def test_all_readings_can_be_had_line_by_line(site: TestClient) -> None:
    lines = site.get("/api/bulk/readings").text.splitlines()
    assert [msgspec.json.decode(line, type=Reading) for line in lines] == [reading(), english()]
    assert len(site.get("/api/bulk/events").text.splitlines()) == 7
