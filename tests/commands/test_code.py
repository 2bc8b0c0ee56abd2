"""``dragoman code`` keeps the contract: a line in, a line out, in order; offsets into that very text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dragoman.commands import code
from dragoman.schema import schema

RECORDS = [
    {"id": "a", "text": "Paris a expulsé trois diplomates russes."},
    {"id": 2, "text": "On Tuesday, Ottawa recalled its ambassador to Riyadh.", "published": "2024-03-14"},
    {"text": "Il pleut sur la vallée depuis ce matin.", "language": "fr"},
    {"id": "d", "text": "  \n« Nous partirons », dit le ministre turc.\n\nAnkara a démenti toute ingérence. ", "language": "fr"},
]  # fmt: skip


def ndjson(records: list[Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def printed(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_each_record_gives_an_object_in_the_same_order(run: Any) -> None:
    result = run("code", "-", stdin=ndjson(RECORDS))
    assert result.exit_code == 0
    assert [coded["id"] for coded in printed(result.stdout)] == ["a", 2, None, "d"]
    for coded in printed(result.stdout):
        assert set(coded) == {"id", "mentions", "times", "quotes", "events"}
        jsonschema.validate(coded, schema("code"), cls=jsonschema.Draft202012Validator)


def test_who_did_what_to_whom_is_coded_in_both_languages(run: Any) -> None:
    found = printed(run("code", "-", stdin=ndjson(RECORDS)).stdout)
    events = [
        [(e["actor"][0]["code"], e["event"], e["mode"], [r["code"] for r in e["recipient"]]) for e in coded["events"]]
        for coded in found[:3]
    ]
    assert events == [
        [("FRA", "SANCTION", "expel", ["RUS"])],
        [("CAN", "SANCTION", "withdraw", ["SAU"])],
        [],
    ]


def test_offsets_count_in_the_text_as_it_was_handed_in(run: Any, spans: Callable[..., Any]) -> None:
    for record, coded in zip(RECORDS, printed(run("code", "-", stdin=ndjson(RECORDS)).stdout), strict=True):
        text = str(record["text"])
        assert [span for span in spans(coded) if text[span["start"] : span["end"]] != span["text"]] == []
    assert list(spans(coded))


def test_published_is_the_day_that_weekdays_count_from(run: Any) -> None:
    coded = printed(run("code", "-", stdin=ndjson(RECORDS)).stdout)[1]
    assert [(time["from"], time["to"]) for time in coded["times"]] == [("2024-03-12", "2024-03-12")]


def test_a_broken_line_is_an_error_in_its_place_and_the_rest_is_coded(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "sentences.ndjson"
    good = json.dumps(RECORDS[0], ensure_ascii=False)
    broken = ['{"id": "b", "text":', "[1, 2]", '{"id": "c"}', '{"id": "e", "text": 7}']
    path.write_text("\n".join([good, broken[0], "", *broken[1:], good]), encoding="utf-8")
    result = run("code", path)
    found = printed(result.stdout)
    assert result.exit_code == 1
    assert [line.get("error", "")[:7] for line in found] == ["", "line 2:", "line 4:", "line 5:", "line 6:", ""]
    assert [line["id"] for line in found] == ["a", None, None, "c", "e", "a"]
    assert found[-1]["events"]
    assert all(set(line) == {"id", "error"} for line in found[1:5])
    told = result.stderr.splitlines()
    assert len(told) == 4
    assert all(line.startswith(f"dragoman: {path}: line ") for line in told)


@pytest.mark.parametrize(
    ("field", "value", "named"), [("language", "de", "en, fr"), ("published", "next week", "published")]
)
def test_a_wrong_language_or_day_is_an_error_of_that_line(run: Any, field: str, value: str, named: str) -> None:
    result = run("code", "-", stdin=ndjson([{**RECORDS[0], field: value}, RECORDS[1]]))
    wrong, right = printed(result.stdout)
    assert result.exit_code == 1
    assert (wrong["id"], right["id"]) == ("a", 2)
    assert wrong["error"].startswith("line 1: ")
    assert named in wrong["error"]


def test_a_record_may_hold_no_words(run: Any) -> None:
    result = run("code", "-", stdin=ndjson([{"id": 1, "text": ""}, {"id": 2, "text": " \n "}]))
    assert result.exit_code == 0
    assert [coded["events"] for coded in printed(result.stdout)] == [[], []]


def test_more_records_than_the_parser_takes_at_once_keep_their_order(run: Any) -> None:
    records = [{"id": n, "text": RECORDS[n % 2]["text"]} for n in range(2 * code.BATCH + 3)]
    assert [coded["id"] for coded in printed(run("code", "-", stdin=ndjson(records)).stdout)] == list(
        range(len(records))
    )


def test_coding_in_lots_is_coding_one_by_one(run: Any) -> None:
    together = run("code", "-", stdin=ndjson(RECORDS)).stdout
    assert together == "".join(run("code", "-", stdin=ndjson([record])).stdout for record in RECORDS)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(run: Any) -> None:
    stdin = b"\xef\xbb\xbf" + ndjson(RECORDS[:2]).replace("\n", "\r\n").encode()
    assert [coded["id"] for coded in printed(run("code", "-", stdin=stdin).stdout)] == ["a", 2]


def test_a_line_that_is_too_long_is_passed_over(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code, "LONGEST_LINE", 1000)
    stdin = ndjson([RECORDS[0], {"id": "long", "text": "La paix. " * 900}, RECORDS[1]])
    result = run("code", "-", stdin=stdin)
    assert [line["id"] for line in printed(result.stdout)] == ["a", None, 2]
    assert "line 2: longer than" in result.stderr


def test_a_text_that_is_too_long_is_passed_over_under_its_id(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code, "LONGEST_TEXT", 100)
    result = run("code", "-", stdin=ndjson([{"id": "long", "text": "La paix. " * 90}, RECORDS[0]]))
    assert [line["id"] for line in printed(result.stdout)] == ["long", "a"]
    assert result.exit_code == 1


def test_a_fault_in_the_program_costs_its_line_alone(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import dragoman.reading as reading

    real = reading.code_texts

    def faulty(jobs: Any) -> Any:
        if any(job.key == 2 for job in jobs):
            raise KeyError("a fault")
        return real(jobs)

    monkeypatch.setattr(reading, "code_texts", faulty)
    result = run("code", "-", stdin=ndjson(RECORDS))
    assert [line["id"] for line in printed(result.stdout)] == ["a", 2, None, "d"]
    assert result.exit_code == 1
    assert result.stderr.startswith("dragoman: standard input: line 2: a fault in the program (KeyError")
