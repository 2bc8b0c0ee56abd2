"""Alarms and levels as relations have them: none where there are too few events, and each leads to its month."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.records import Event, Reading
from dragoman.store import Incoming, open_store
from dragoman.web.alerts import alert
from dragoman.web.alerts.looking import look
from dragoman.web.alerts.outbox import claim

from .conftest import Opens
from .readings import TEXT, event, reading

FIRST = datetime.date(2021, 1, 1)
TURN = 600
"""The day, counted from the first, on which two that talked begin to attack."""


def page(n: int, events: tuple[Event, ...]) -> Reading:
    day = FIRST + datetime.timedelta(n)
    return reading(f"{TEXT} {n}", url=f"https://x.example/{n}", title=f"Jour {n}", day=day, events=events)


def turned() -> list[Reading]:
    """A pair that talks every few days, and from a day on attacks each day; beside it one that goes on talking."""
    chance = random.Random(7)
    found = []
    for n in range(TURN + 40):
        text = f"{TEXT} {n}"
        talks = event("e1", "CONSULT", ("PRK",), ("RUS",), "reçu", text=text, quad="verbal_cooperation")
        attacks = event(
            "e2", "ASSAULT", ("PRK",), ("KOR",), "livrer", text=text, mode="aerial", quad="material_conflict"
        )
        calls = event("e3", "CONSULT", ("KOR",), ("PRK",), "accuse", text=text, quad="verbal_cooperation")
        own = [talks] if chance.random() < 0.25 else []
        own += [attacks] if n >= TURN else [calls] if chance.random() < 0.25 else []
        if own:
            found.append(page(n, tuple(own)))
    return found


@pytest.fixture
def site_of_a_turn(opens: Opens) -> TestClient:
    return opens(*turned())


def test_too_few_events_raise_no_alarm_and_have_no_level(site: TestClient) -> None:
    assert site.get("/api/alarms").json()["watched"] == 0
    assert "Données insuffisantes" in site.get("/alarms").text
    assert "Données insuffisantes" in site.get("/pairs/PRK-KOR").text


def test_a_turn_raises_an_alarm_that_leads_to_its_month(site_of_a_turn: TestClient) -> None:
    told = site_of_a_turn.get("/api/alarms?pair=KOR-PRK").json()
    assert told["watched"] == 2
    after = [one for one in told["alarms"] if one["day"] >= str(FIRST + datetime.timedelta(TURN))]
    assert after
    assert after[-1]["direction"] in ("tensions", "rupture")
    shown = site_of_a_turn.get("/alarms").text
    assert f"/pairs/KOR-PRK?month={after[-1]['day'][:7]}#events" in shown


def test_an_alarm_leads_to_why_the_pair_moved_up_to_its_day(site_of_a_turn: TestClient) -> None:
    day = site_of_a_turn.get("/api/alarms?pair=KOR-PRK").json()["alarms"][0]["day"]
    assert f'href="/pairs/KOR-PRK?at={day}#why"' in site_of_a_turn.get("/alarms").text
    assert site_of_a_turn.get(f"/api/pairs/KOR-PRK?at={day}").json()["why"]


def test_a_pair_with_enough_events_has_a_level_with_its_interval(site_of_a_turn: TestClient) -> None:
    told = site_of_a_turn.get("/api/pairs/PRK-RUS").json()["level"]
    assert told["low"] <= told["level"] <= told["high"]
    assert told["level"] > site_of_a_turn.get("/api/pairs/KOR-PRK").json()["level"]["level"]
    assert "intervalle à 80" in site_of_a_turn.get("/pairs/PRK-RUS").text


def test_alarms_are_a_feed_of_all_pairs_or_of_one(site_of_a_turn: TestClient) -> None:
    every = site_of_a_turn.get("/feeds/alarms.json").json()
    one = site_of_a_turn.get("/feeds/alarms/PRK-KOR.json").json()
    assert one["title"] == "Alertes · Corée du Sud – Corée du Nord"
    assert 0 < len(one["items"]) <= len(every["items"])
    assert all("Corée du Sud – Corée du Nord" in item["title"] for item in one["items"])
    assert len({item["id"] for item in every["items"]}) == len(every["items"])
    assert 'href="/feeds/alarms/KOR-PRK.atom"' in site_of_a_turn.get("/alarms?pair=KOR-PRK").text


def test_an_alert_tells_of_alarms_that_come_with_new_pages_alone(tmp_path: Path) -> None:
    pages = turned()
    before, after = (
        [one for one in pages if first <= str(one.article.published.start) < str(FIRST + datetime.timedelta(last))]
        for first, last in (("", TURN - 30), (str(FIRST + datetime.timedelta(TURN - 30)), TURN + 20))
    )
    with open_store(tmp_path / "store.sqlite", create=True) as store:
        store.put_many(Incoming(reading=one) for one in before)
        alert.add(store, "turns", "alarms", "KOR-PRK", channel="mail", target="ana@example.org")
        assert look(store) == 0
        store.put_many(Incoming(reading=one) for one in after)
        assert look(store) == 1
        assert look(store) == 0
        one = claim(store)
        assert one is not None
        assert {entry.title.partition(" ▼")[0] for entry in one.message.entries} == {"Corée du Sud – Corée du Nord"}
