"""How a page's reading is scored against the expected one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from dragoman.commands import EXIT_USAGE
from dragoman.commands.evaluate import command
from dragoman.errors import InputError
from dragoman.evaluate.pages import Expected, Score, expected_readings, score_reading, wrong_spans
from dragoman.page import page_of
from dragoman.reading import read_page
from dragoman.records import Attribution, Reading

BODY = "La France a expulsé mardi trois diplomates russes en poste à Paris, accusés d'espionnage par ses services."
PAGE = f"Europe\n\nParis expulse trois diplomates russes\n\nPublié le 14 mai 2024\n\n{BODY}\n"
EXPELLED: dict[str, Any] = {
    "id": "X1",
    "event": "SANCTION",
    "actor": ["FRA"],
    "recipient": ["RUS"],
    "words": "a expulsé mardi trois diplomates russes",
    "realis": "actual",
}


def _expected(**parts: Any) -> dict[str, Any]:
    article = {
        "language": "fr",
        "title": "Paris expulse trois diplomates russes",
        "section": "Europe",
        "photo": None,
        "paragraphs": 1,
        "first_paragraph_starts": "La France a expulsé",
        "last_paragraph_ends": "par ses services.",
        "published": {"stated": "2024-05-14", "must_contain": "2024-05-14"},
    }
    return {"article": article, "events": [EXPELLED], **parts}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_page(page_of(PAGE))


def _score(reading: Reading, **parts: Any) -> Score:
    return score_reading("a page", msgspec.convert(_expected(**parts), Expected), reading)


def _missed(reading: Reading, **parts: Any) -> list[str]:
    return [check.name for check in _score(reading, **parts).missed]


def test_a_page_read_as_expected_misses_nothing(reading: Reading) -> None:
    score = _score(
        reading,
        times=[{"text": "mardi", "from": "2024-05-14", "to": "2024-05-14"}],
        actors={"La France": "FRA", "diplomates russes": "RUS"},
        events=[{**EXPELLED, "status": "narrated", "from": "2024-05-14", "to": "2024-05-14"}],
    )
    assert score.missed == []
    assert score.right == len(score.checks) > 15


def test_each_wrong_part_is_one_miss(reading: Reading) -> None:
    assert _missed(reading, actors={"La France": "DEU"}) == ["actor La France = DEU"]
    assert _missed(reading, times=[{"text": "mardi", "from": "2024-05-07", "to": "2024-05-07"}]) == ["time mardi"]
    assert len(_missed(reading, events=[{**EXPELLED, "event": "AID"}])) == 1
    assert len(_missed(reading, events=[{**EXPELLED, "actor": ["RUS"], "recipient": ["FRA"]}])) == 1
    assert _missed(reading, events=[{**EXPELLED, "status": "alleged"}]) == ["status X1 alleged"]
    assert _missed(reading, events=[{**EXPELLED, "realis": "planned"}]) == ["realis X1 planned"]
    assert _missed(reading, events=[{**EXPELLED, "from": "2024-05-13"}]) == ["when X1 2024-05-13"]


def test_another_type_counts_where_it_is_accepted(reading: Reading) -> None:
    assert _missed(reading, events=[{**EXPELLED, "event": "COERCE", "also_accept": ["SANCTION"]}]) == []


def test_parties_may_stand_on_either_side_of_an_unordered_event(reading: Reading) -> None:
    event = {key: value for key, value in EXPELLED.items() if key not in {"actor", "recipient"}}
    assert _missed(reading, events=[{**event, "actors_unordered": ["RUS", "FRA"]}]) == []


def test_an_optional_event_is_not_asked_for(reading: Reading) -> None:
    assert _missed(reading, events=[{**EXPELLED, "event": "AID", "optional": True}]) == []


def test_a_ban_is_broken_by_an_event_told_as_fact_and_kept_by_an_alleged_one(reading: Reading) -> None:
    ban = {"no_fact": {"between": ["FRA", "RUS"], "types": ["SANCTION"], "inside": "a expulsé mardi"}}
    alleged = tuple(msgspec.structs.replace(e, attribution=Attribution(status="alleged")) for e in reading.events)
    assert len(_missed(reading, must_not=[ban])) == 1
    assert _missed(msgspec.structs.replace(reading, events=alleged), must_not=[ban]) == []


@pytest.mark.parametrize(
    "ban",
    [
        {"no_event_in": "a expulsé mardi"},
        {"no_actor_text": "france"},
        {"no_code": {"text": "France", "code": "FRA"}},
        {"not_in_body": "espionnage"},
    ],
)
def test_every_kind_of_ban_can_be_broken(reading: Reading, ban: dict[str, Any]) -> None:
    assert len(_missed(reading, must_not=[ban])) == 1


def test_a_ban_for_people_is_not_checked(reading: Reading) -> None:
    assert _missed(reading, must_not=["any event out of the caption"]) == []


def test_a_quote_that_is_not_read_is_missed_with_its_speaker(reading: Reading) -> None:
    assert len(_missed(reading, quotes=[{"words": "trois diplomates", "speaker": "FRA"}])) == 2


def test_an_undated_page_may_be_left_undated_or_hold_the_day(reading: Reading) -> None:
    article = {**_expected()["article"], "published": {"must_contain": "2024-05-14"}}
    other = {**article, "published": {"must_contain": "2024-06-01"}}
    assert _missed(reading, article=article) == []
    assert _missed(reading, article=other) == ["date of publication"]


def test_a_span_that_does_not_stand_where_it_says_is_named(reading: Reading) -> None:
    assert wrong_spans(reading) == []
    shifted = (msgspec.structs.replace(reading.mentions[0], start=5), *reading.mentions[1:])
    assert wrong_spans(msgspec.structs.replace(reading, mentions=shifted)) == [reading.mentions[0].text]


def _write(folder: Path, **parts: Any) -> Path:
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    file = folder / "expected.json"
    file.write_text(json.dumps(_expected(**parts)), encoding="utf-8")
    return file


def test_expected_readings_are_told_by_their_content(tmp_path: Path) -> None:
    file = _write(tmp_path)
    (tmp_path / "article.json").write_text('{"title": "no reading"}', encoding="utf-8")
    assert [case.path.name for case in expected_readings(tmp_path)] == ["page.txt"]
    assert len(expected_readings(file)) == 1
    (tmp_path / "sentences.ndjson").touch()
    assert expected_readings(tmp_path) == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"page": "nowhere/page.txt"}, "nowhere/page.txt"),
        ({"events": [{**EXPELLED, "event": "EXPEL"}]}, "EXPEL"),
        ({"must_not": [{"no_fct": {}}]}, "no_fct"),
    ],
)
def test_a_wrong_expected_reading_is_refused_with_its_file(tmp_path: Path, parts: dict[str, Any], said: str) -> None:
    file = _write(tmp_path, **parts)
    with pytest.raises(InputError, match=said) as refusal:
        expected_readings(file)
    assert str(file) in str(refusal.value)


def test_the_command_names_each_miss_and_the_total(tmp_path: Path) -> None:
    file = _write(tmp_path, actors={"La France": "DEU"})
    told = CliRunner().invoke(command, [str(file)])
    assert told.exit_code == 0
    assert "missed: actor La France = DEU; read: France = FRA" in told.output
    figures = json.loads(CliRunner().invoke(command, [str(file), "--json"]).output)
    assert figures["right"] == figures["of"] - 1 == figures["pages"][0]["right"]
    assert [miss["check"] for miss in figures["pages"][0]["missed"]] == ["actor La France = DEU"]


def test_the_command_compares_with_figures_printed_before(tmp_path: Path) -> None:
    file = _write(tmp_path)
    before = tmp_path / "before.json.txt"
    before.write_text(CliRunner().invoke(command, [str(file), "--json"]).output, encoding="utf-8")
    errors = tmp_path / "errors.html"
    told = CliRunner().invoke(command, [str(file), "--compare", str(before), "--errors", str(errors)])
    right = json.loads(before.read_text(encoding="utf-8"))["right"]
    assert f"right, was {right}" in told.output
    assert "<table>" in errors.read_text(encoding="utf-8")


def test_the_command_refuses_a_wrong_expected_reading_in_a_line(tmp_path: Path) -> None:
    told = CliRunner().invoke(command, [str(_write(tmp_path, page="nowhere/page.txt"))])
    assert told.exit_code == EXIT_USAGE
    assert told.stderr.count("\n") == 1
