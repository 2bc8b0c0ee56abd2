"""``dragoman read`` keeps the contract: formats, order, exit status, exact spans."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dragoman.schema import schema

EXAMPLES = Path(__file__).parents[2] / "examples"


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_one_page_as_json_is_one_object_that_keeps_the_schema(run: Any, page: Path) -> None:
    result = run("read", page, "--format", "json")
    assert result.exit_code == 0
    reading = json.loads(result.stdout)
    jsonschema.validate(reading, schema("read"), cls=jsonschema.Draft202012Validator)
    assert reading["schema"] == "dragoman/1"
    assert reading["article"]["title"] == "Oslo rappelle son ambassadeur"
    assert reading["events"][0]["event"] == "SANCTION"


def test_every_printed_span_is_exact(run: Any, spans: Callable[..., Any], page: Path) -> None:
    for path in (page, EXAMPLES / "page-fr.txt", EXAMPLES / "page-en.html"):
        reading = json.loads(run("read", path, "--format", "json").stdout)
        text = reading["article"].pop("text")
        found = list(spans(reading))
        assert len(found) > 5
        assert [span for span in found if text[span["start"] : span["end"]] != span["text"]] == []


def test_many_pages_come_one_a_line_in_the_order_they_were_given(run: Any, page: Path) -> None:
    result = run("read", EXAMPLES / "records.ndjson", page, EXAMPLES / "page-en.txt", "--format", "ndjson")
    assert [reading["article"]["language"] for reading in lines(result.stdout)] == ["fr", "en", "fr", "en"]
    assert lines(result.stdout)[2]["article"]["title"] == "Oslo rappelle son ambassadeur"


def test_many_pages_as_json_come_one_a_line_too(run: Any, page: Path) -> None:
    result = run("read", page, EXAMPLES / "page-en.txt", "--format", "json")
    assert len(lines(result.stdout)) == 2


def test_json_of_nothing_readable_prints_nothing(run: Any, tmp_path: Path) -> None:
    result = run("read", tmp_path / "missing", "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")


def test_ndjson_is_what_a_pipe_gets_unless_told_otherwise(run: Any, page: Path) -> None:
    assert run("read", page).stdout == run("read", page, "--format", "ndjson").stdout


def test_every_kind_of_example_is_read(run: Any) -> None:
    result = run("read", EXAMPLES, "--format", "ndjson")
    assert result.exit_code == 0, result.stderr
    readings = lines(result.stdout)
    assert len(readings) >= len(list(EXAMPLES.iterdir()))
    assert all(reading["article"]["text"] for reading in readings)


def test_the_texts_sha256_is_the_id_and_an_inputs_own_id_goes_before_it(run: Any, page: Path, tmp_path: Path) -> None:
    import hashlib

    reading = json.loads(run("read", page, "--format", "json").stdout)
    assert reading["id"] == hashlib.sha256(reading["article"]["text"].encode()).hexdigest()
    record = tmp_path / "one.ndjson"
    record.write_text(json.dumps({"id": "agency-17", "text": page.read_text(encoding="utf-8")}), encoding="utf-8")
    assert json.loads(run("read", record, "--format", "json").stdout)["id"] == "agency-17"


def test_a_page_is_read_from_standard_input(run: Any, page: Path) -> None:
    given = run("read", "-", "--format", "json", stdin=page.read_bytes())
    assert given.stdout == run("read", page, "--format", "json").stdout


def test_published_as_given_is_what_weekdays_count_from(run: Any, page: Path) -> None:
    reading = json.loads(run("read", page, "--format", "json", "--published", "2023-05-17").stdout)
    assert reading["article"]["published"]["basis"] == "given"
    assert reading["article"]["published"]["start"] == reading["article"]["published"]["end"] == "2023-05-17"
    assert ("2023-05-16", "2023-05-16") in [(time["from"], time["to"]) for time in reading["times"]]


def test_without_a_day_of_publication_no_day_is_made_up(run: Any, page: Path) -> None:
    reading = json.loads(run("read", page, "--format", "json").stdout)
    assert reading["article"]["published"] == {"start": None, "end": None, "basis": "none", "evidence": []}
    assert [(time["from"], time["to"]) for time in reading["times"] if time["text"] == "mardi"] == [(None, None)]


@pytest.mark.parametrize(("given", "read"), [((), "fr"), (("--language", "en"), "en"), (("--language", "fr"), "fr")])
def test_the_language_is_detected_unless_given(run: Any, page: Path, given: tuple[str, ...], read: str) -> None:
    assert json.loads(run("read", page, "--format", "json", *given).stdout)["article"]["language"] == read


def test_what_was_dropped_is_told_only_when_asked_for(run: Any) -> None:
    path = EXAMPLES / "page-fr.txt"
    assert json.loads(run("read", path, "--format", "json").stdout)["dropped"] is None
    dropped = json.loads(run("read", path, "--format", "json", "--explain").stdout)["dropped"]
    assert dropped
    assert all(one["text"] and one["reason"] for one in dropped)


def test_the_same_page_is_printed_the_same_twice(run: Any) -> None:
    first, second = (run("read", EXAMPLES / "page-en.txt", "--format", "json").stdout for _ in range(2))
    assert first == second


def test_output_is_utf8_whatever_the_locale(process: Any, page: Path) -> None:
    done = process("read", page, "--format", "ndjson", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "La Norvège a rappelé" in done.stdout.decode("utf-8")


def test_the_terminal_view_goes_to_a_terminal_that_lacks_the_signs(process: Any, page: Path) -> None:
    done = process("read", page, "--format", "terminal", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"SANCTION" in done.stdout
