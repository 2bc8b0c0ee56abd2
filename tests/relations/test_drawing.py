"""Pictures show what there is, tell it by more than colour, and carry their source."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET

import pytest

from dragoman.relations import calendar, mapping, networking
from dragoman.relations.around import Link
from dragoman.relations.calendar import columns_of
from dragoman.relations.drawing import NO_DATA, name_of, shade
from dragoman.relations.occurrences import between
from dragoman.store import Store

from .made import days, told

FIRST, ON = datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)
LINKS = [
    Link(one="PRK", other="RUS", level=80.0, low=70.0, high=85.0, events=120),
    Link(one="RUS", other="USA", level=-60.0, low=-70.0, high=-50.0, events=300),
    Link(one="PRK", other="USA", level=-40.0, low=-60.0, high=-20.0, events=70),
    Link(one="RUS", other="SGP", level=10.0, low=-5.0, high=20.0, events=55),
    Link(one="FRA", other="USA", level=50.0, low=40.0, high=60.0, events=90),
]


def elements(drawn: str, name: str) -> list[ET.Element]:
    return ET.fromstring(drawn).findall(f".//{{http://www.w3.org/2000/svg}}{name}")


def titled(drawn: str, name: str, beginning: str) -> list[ET.Element]:
    return [one for one in elements(drawn, name) for told in one if (told.text or "").startswith(beginning)]


def test_a_level_is_the_darker_the_farther_from_nought_and_never_the_colour_of_no_data() -> None:
    shades = [shade(level) for level in range(-100, 101, 10)]
    assert len(set(shades)) == 21
    assert NO_DATA.lower() not in shades


def test_the_map_colours_those_with_a_level_and_leaves_the_others_grey() -> None:
    drawn = mapping.svg("RUS", LINKS, FIRST, ON)
    (america,) = titled(drawn, "path", "USA -60")
    (france,) = titled(drawn, "path", "FRA")
    assert (america.get("fill"), france.get("fill")) == (shade(-60.0), NO_DATA)


def test_a_state_too_small_to_see_has_a_dot_on_the_map() -> None:
    drawn = mapping.svg("RUS", LINKS, FIRST, ON)
    (dot,) = titled(drawn, "circle", "SGP +10")
    assert dot.get("fill") == shade(10.0)


def test_the_network_tells_good_from_bad_by_the_line_as_well_as_by_its_colour() -> None:
    drawn = networking.svg(LINKS, FIRST, ON)
    (good,) = titled(drawn, "path", "PRK–RUS")
    (bad,) = titled(drawn, "path", "RUS–USA")
    assert (good.get("stroke-dasharray"), bool(bad.get("stroke-dasharray"))) == (None, True)


def test_every_actor_stands_once_on_the_circle_and_the_same_each_time() -> None:
    order = networking.around_the_circle(LINKS)
    assert sorted(order) == ["FRA", "PRK", "RUS", "SGP", "USA"]
    assert order == networking.around_the_circle(list(reversed(LINKS)))


@pytest.mark.parametrize(("language", "told"), [("fr", "Source : PLOVER"), ("en", "Source: PLOVER")])
def test_every_picture_carries_its_source_period_and_number(language: str, told: str) -> None:
    for drawn, count in (
        (mapping.svg("RUS", LINKS, FIRST, ON, language), 475),
        (networking.svg(LINKS, FIRST, ON, None, language), 635),
    ):
        line = next(one.text for one in elements(drawn, "text") if (one.text or "").startswith(told))
        assert "2023-01-01 – 2023-12-31" in line
        assert f"n = {count}" in line


def test_the_calendar_counts_each_occurrence_once_and_shows_allegations_as_rings(store: Store) -> None:
    store.put_many([told(day, "CONSULT") for day in days(FIRST, 6, 1)])
    store.put_many([told(FIRST, "ACCUSE", ("PRK",), ("RUS",), "Il l'accuse.", status="alleged", source="USA")])
    drawn = calendar.svg(between(store, "PRK", "RUS"), "PRK", "RUS", FIRST, ON)
    discs = [one for one in elements(drawn, "circle") if len(one)]
    counts = [int(re.search(r": (\d+),", one[0].text or "")[1]) for one in discs]  # type: ignore[index]
    assert sum(counts) == 7
    assert [one[0].text for one in discs if one.get("fill") == "none"] == ["2022-12-26 ACCUSE: 1, conflit, allégué"]


@pytest.mark.parametrize(
    ("last", "count", "second"),
    [
        (datetime.date(2023, 1, 31), 31, datetime.date(2023, 1, 2)),
        (datetime.date(2023, 6, 30), 27, datetime.date(2023, 1, 2)),
        (datetime.date(2024, 12, 31), 24, datetime.date(2023, 2, 1)),
    ],
)
def test_a_calendar_is_by_days_weeks_or_months(last: datetime.date, count: int, second: datetime.date) -> None:
    columns = columns_of(FIRST, last)
    assert (len(columns), columns[1]) == (count, second)


def test_states_are_named_in_the_language_of_the_labels_and_others_by_their_code() -> None:
    assert [name_of("PRK", language) for language in ("fr", "en")] == ["Corée du Nord", "North Korea"]
    assert name_of("EUR", "fr") == "EUR"
