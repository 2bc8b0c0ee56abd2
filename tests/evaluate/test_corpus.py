"""A corpus tells by its records what it holds."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.commands.evaluate import command
from dragoman.errors import InputError
from dragoman.evaluate.corpus import files_of

CORPORA = Path(__file__).parents[2] / "corpora"


def test_kinds_are_told_by_the_fields_of_the_first_record(tmp_path: Path) -> None:
    for name, record in (("a", {"events": []}), ("b", {"expression": "lundi"}), ("c", {"quotes": []})):
        (tmp_path / f"{name}.ndjson").write_text(json.dumps(record), encoding="utf-8")
    assert {kind: [file.stem for file in files] for kind, files in files_of(tmp_path).items()} == {
        "events": ["a"], "times": ["b"], "quotes": ["c"]
    }  # fmt: skip


@pytest.mark.parametrize("line", ['{"text": "Paris"}', "[1]", "no json"])
def test_a_record_of_no_kind_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.ndjson"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.ndjson:2: "):
        files_of(path)


def test_figures_of_several_kinds_are_not_mixed(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_text('{"events": []}', encoding="utf-8")
    (tmp_path / "b.ndjson").write_text('{"quotes": []}', encoding="utf-8")
    done = CliRunner().invoke(command, [str(tmp_path)])
    assert done.exit_code == 2
    assert "holds gold of events and of quotes" in done.stderr


def test_dates_are_scored_and_each_miss_is_named(tmp_path: Path) -> None:
    case = {"id": "a", "text": "Il est venu lundi.", "language": "fr", "published": "2024-03-13", "expression": "lundi"}
    path = tmp_path / "times.ndjson"
    path.write_text(json.dumps({**case, "from": "2024-01-01", "to": "2024-01-01"}), encoding="utf-8")
    done = CliRunner().invoke(command, [str(path), "--errors", str(tmp_path / "errors.html")])
    assert "wrong                           1.0 of 1" in done.output
    assert "expected 2024-01-01..2024-01-01, read 2024-03-11..2024-03-11" in done.output
    assert "<mark>lundi</mark>" in (tmp_path / "errors.html").read_text(encoding="utf-8")


def test_reported_speech_is_scored(tmp_path: Path) -> None:
    line = (CORPORA / "fr/quotes/dev.ndjson").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "quotes.ndjson").write_text(line, encoding="utf-8")
    report = json.loads(CliRunner().invoke(command, [str(tmp_path), "--json"]).output)
    assert report["texts"] == 1
    assert report["content"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1}


def test_events_are_scored_by_mode_and_for_given_parties(tmp_path: Path) -> None:
    event = {"event": "SANCTION", "mode": "expel", "actor": ["FRA"], "recipient": ["RUS"], "trigger": "expulsé"}
    text = {"id": "a", "text": "Paris a expulsé trois diplomates russes.", "language": "fr", "events": [event]}
    (tmp_path / "events.ndjson").write_text(json.dumps(text), encoding="utf-8")
    report = json.loads(CliRunner().invoke(command, [str(tmp_path), "--json", "--given"]).output)
    assert report["by_mode"]["SANCTION/expel"]["f1"] == 1
    assert report["by_corpus"]["events"]["f1"] == 1
    assert report["parties_given"]["type"] == {"share": 1.0, "of": 1}
