"""Explanations rest on events; pictures carry their source; tables and networks say what the index says."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from dragoman.relations.alarms import Alarm
from dragoman.relations.around import _forecasts, _skill, movers, network, precedents
from dragoman.relations.index import index
from dragoman.relations.ledger import panel, read_ledger
from dragoman.relations.pictures import source_of, svg, terminal
from dragoman.relations.tables import COLUMNS, rows
from dragoman.relations.telling import milestones, why
from dragoman.store import Store

from .made import days, told

FIRST = datetime.date(2023, 1, 1)
SEPTEMBER = datetime.date(2023, 9, 1), datetime.date(2023, 9, 30)


@pytest.fixture
def summit(store: Store) -> Store:
    """A year of talk, a summit in September, an ally's claim, and a third party's worry."""
    store.put_many([told(day, "CONSULT") for day in days(FIRST, 90, 3)])
    there = datetime.date(2023, 9, 13)
    store.put_many(
        [
            told(there, "CONSULT/visit", ("PRK", "RUS"), (), "Kim a rencontré Poutine à Vostotchny."),
            told(
                there,
                "COOPERATE",
                ("PRK",),
                ("RUS",),
                "Pyongyang livre des obus à Moscou.",
                status="alleged",
                source="USA",
            ),
            told(there, "ACCUSE", ("JPN",), ("PRK", "RUS"), "Tokyo s'inquiète de ce rapprochement."),
        ]
    )
    return store


def test_every_sentence_rests_on_events_of_the_store(summit: Store) -> None:
    found = why(summit, "PRK", "RUS", *SEPTEMBER)
    assert len(found) >= 4
    for statement in found:
        assert statement.grounds
        for ground in statement.grounds:
            assert ground.event in {event.id for event in summit.reading(ground.article).events}


def test_the_heaviest_occurrence_third_parties_and_claimants_are_told(summit: Store) -> None:
    text = "\n".join(statement.text for statement in why(summit, "PRK", "RUS", *SEPTEMBER))
    assert "Kim a rencontré Poutine à Vostotchny." in text
    assert "JPN réagit" in text
    assert "selon USA : 1" in text
    assert "allégué : « Pyongyang livre des obus à Moscou. »" in text


def test_what_gave_an_act_its_side_is_told_with_its_words(store: Store) -> None:
    store.put_many([told(FIRST, "REJECT", sentence="Moscou refuse de lever les sanctions.")])
    for language, words in (
        ("fr", "Compté en conflit, d’après « refuse… "),
        ("en", "Counted as conflict, by “refuse… "),
    ):
        (found,) = [one for one in why(store, "PRK", "RUS", FIRST, FIRST, language) if one.polarity]
        assert words in found.text
        assert found.polarity is not None
        assert found.polarity.rule in found.text


def test_a_period_without_events_is_told_nothing(summit: Store) -> None:
    assert why(summit, "PRK", "RUS", datetime.date(2020, 1, 1), datetime.date(2020, 12, 31)) == []


def test_a_pair_with_too_few_events_is_told_so(store: Store) -> None:
    store.put_many([told(FIRST, "CONSULT/visit")])
    (first, *_) = why(store, "PRK", "RUS", FIRST, FIRST)
    assert "données insuffisantes" in first.text
    assert first.grounds


def test_acts_without_a_milestones_name_are_told_by_their_type(store: Store) -> None:
    store.put_many([told(FIRST, "AID/food"), told(FIRST, "COERCE/martial-law")])
    text = "\n".join(statement.text for statement in why(store, "PRK", "RUS", FIRST, FIRST))
    assert " : aide (PRK → RUS)" in text
    assert " : contrainte (PRK → RUS)" in text


def test_milestones_are_what_is_told_as_done(summit: Store) -> None:
    found = milestones(summit, "PRK", "RUS", language="en")
    assert [(m.label, m.sentence) for m in found] == [("visit", "Kim a rencontré Poutine à Vostotchny.")]


def test_the_network_and_the_tables_say_what_the_index_says(summit: Store) -> None:
    laid = panel(read_ledger(summit))
    last = index(summit, "PRK", "RUS").days[-1]
    (link,) = network(laid)
    assert (link.one, link.other, link.events) == ("PRK", "RUS", last.events)
    assert link.level == pytest.approx(last.level, abs=0.01)
    table = list(rows(laid, "month"))
    assert list(table[-1]) == COLUMNS
    assert table[-1]["level"] == pytest.approx(last.level, abs=0.01)
    assert [row["period"] for row in table] == [f"2023-{month:02}" for month in range(1, 10)]


def test_sums_of_days_months_and_years_are_the_same(summit: Store) -> None:
    laid = panel(read_ledger(summit))
    sums = [sum(row["cooperative"] for row in rows(laid, step)) for step in ("day", "month", "year")]  # type: ignore[arg-type]
    assert sums == pytest.approx([sums[0]] * 3)


def test_the_pair_that_moved_is_first_among_movers(store: Store) -> None:
    calm = [told(day, act, ("FRA",), ("ITA",)) for day in days(FIRST, 90, 3) for act in ("CONSULT", "ACCUSE")]
    turned = [told(day, "CONSULT") for day in days(FIRST, 90, 3)]
    fight = [told(day, "ASSAULT") for day in days(datetime.date(2023, 9, 20), 7)]
    store.put_many([*calm, *turned, *fight])
    found = movers(panel(read_ledger(store)))
    assert (found[0].one, found[0].other) == ("PRK", "RUS")
    assert found[0].change < -10


def test_precedents_count_turns_beside_the_base_rate(store: Store) -> None:
    store.put_many([told(day, "CONSULT") for day in days(FIRST - datetime.timedelta(700), 300, 3)])
    for found in precedents(panel(read_ledger(store)), "PRK", "RUS", days=30):
        assert 0 <= found.higher <= len(found.turns)
        assert found.base_rate is not None
    assert precedents(panel(read_ledger(store)), "FRA", "DZA") == []


def test_a_forecast_from_precedents_uses_only_turns_whose_outcome_was_known() -> None:
    higher = np.array([True] * 50 + [False] * 50)
    made = list(_forecasts(higher, [5, 10, 60, 98, 120], days=30))
    assert [round(forecast, 3) for forecast, _, _ in made] == [1.0, 0.69]
    assert [(round(base, 3), outcome) for _, base, outcome in made] == [(1.0, False), (0.725, False)]


def test_skill_is_1_for_what_comes_true_and_below_0_for_what_is_worse_than_the_base_rate() -> None:
    assert _skill([(1.0, 0.5, True)] * 20) == 1.0
    assert _skill([(1.0, 0.5, False)] * 20) == -3.0
    assert _skill([(1.0, 0.5, True)] * 19) is None


@pytest.mark.parametrize(("language", "word"), [("fr", "coopération"), ("en", "cooperation")])
def test_a_picture_is_well_formed_and_carries_its_source_line_labels_and_alarms(
    summit: Store, language: str, word: str
) -> None:
    found = index(summit, "PRK", "RUS")
    alarm = Alarm(dyad="PRK-RUS", date=datetime.date(2023, 9, 13), direction="rapprochement", strength=2.0)
    drawn = svg(found, [alarm], language)
    root = ET.fromstring(drawn)
    texts = ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert source_of(found, language) in texts
    assert word in texts
    assert any("▲" in text and "2023-09-13 rapprochement" in text for text in texts)
    assert "rapprochement" in texts
    assert f"n = {found.occurrences}" in source_of(found, language)


def test_the_terminal_shows_days_without_a_level_as_dots(summit: Store) -> None:
    level = rows_of(terminal(index(summit, "PRK", "RUS"), width=60, language="en"))["level"]
    assert level.startswith("·")
    assert level.rstrip("▁▂▃▄▅▆▇█").strip("·") == ""
    assert level[-1] != "·"
    assert len(level) < 60


def test_the_terminal_shows_the_interval_the_alarms_and_cooperation_above_conflict(summit: Store) -> None:
    day = datetime.date(2023, 9, 13)
    alarm = Alarm(dyad="PRK-RUS", date=day, direction="rapprochement", strength=3.0)
    drawn = terminal(index(summit, "PRK", "RUS"), [alarm], language="en")
    rows = rows_of(drawn)
    assert rows["80 % interval −"][-1] < rows["level"][-1] <= rows["80 % interval +"][-1]
    assert rows["▲ ▼"].strip() == "▲"
    assert "\n2023-09-13 ▲ rapprochement\n" in drawn
    assert list(rows)[-1] == "cooperation"
    assert max(map(len, drawn.splitlines()[:-1])) <= 80


def test_the_terminal_hangs_conflict_below_and_says_where_there_is_too_little_for_a_level(store: Store) -> None:
    store.put_many([told(FIRST, "CONSULT/visit"), told(FIRST + datetime.timedelta(20), "ASSAULT")])
    drawn = terminal(index(store, "PRK", "RUS"))
    assert drawn.splitlines()[2].strip().startswith("coopération ")
    assert drawn.splitlines()[3].rstrip().endswith("█")
    assert "données insuffisantes" in drawn.splitlines()
    assert "intervalle" not in drawn


def rows_of(drawn: str) -> dict[str, str]:
    """The rows of a terminal's picture by name."""
    names = ("▲ ▼", "80 % interval +", "level", "80 % interval −", "cooperation")
    found = {
        name: line.strip() for name in names for line in drawn.splitlines()[1:] if line.strip().startswith(name + " ")
    }
    return {name: line.removeprefix(name + " ") for name, line in found.items()}
