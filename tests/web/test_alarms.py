"""Alarms and levels as relations have them: none where there are too few events, and each leads to its month."""

from __future__ import annotations

import datetime
import random

import pytest
from starlette.testclient import TestClient

from dragoman.records import Event, Reading

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


def test_a_pair_with_enough_events_has_a_level_with_its_interval(site_of_a_turn: TestClient) -> None:
    told = site_of_a_turn.get("/api/pairs/PRK-RUS").json()["level"]
    assert told["low"] <= told["level"] <= told["high"]
    assert told["level"] > site_of_a_turn.get("/api/pairs/KOR-PRK").json()["level"]["level"]
    assert "intervalle à 80" in site_of_a_turn.get("/pairs/PRK-RUS").text
