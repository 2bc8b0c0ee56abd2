"""Records: NDJSON, JSON and Parquet."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.page import tables
from dragoman.page.page import Page, Refusal
from dragoman.page.source import pages
from dragoman.page.tables import ndjson_pages, page_of_record


def lines(*records: Any) -> io.BytesIO:
    return io.BytesIO(b"\n".join(r if isinstance(r, bytes) else json.dumps(r).encode() for r in records))


def read(*records: Any, largest: int = 10_000) -> list[Page | Refusal]:
    return list(ndjson_pages(lines(*records), "f.ndjson", largest))


def test_a_record_says_of_itself_what_it_knows() -> None:
    (page,) = read(
        {
            "id": 7, "text": "Le ministre est parti.", "title": "Un départ", "url": "https://x.example/1", "language": "fr",
            "published": "2024-03-02T10:00:00Z", "section": "Monde", "byline": "Awa Diarra",
        }
    )  # fmt: skip
    assert isinstance(page, Page)
    said = page.metadata
    assert (page.id, page.text, page.name) == ("7", "Le ministre est parti.", "f.ndjson:1")
    assert (said.title, said.url, said.language, said.section, said.byline) == (
        "Un départ",
        "https://x.example/1",
        "fr",
        "Monde",
        "Awa Diarra",
    )
    assert (said.published, said.published_evidence) == (datetime.date(2024, 3, 2), "field published")


@pytest.mark.parametrize("field", ["text", "html", "content"])
def test_words_stand_in_any_of_three_fields_and_html_is_told_by_its_markup(field: str) -> None:
    (page,) = read({field: "<p>Le ministre est arrivé à Oslo pour deux jours.</p><p>Il repart jeudi.</p>"})
    assert isinstance(page, Page)
    assert (page.kind, page.text) == ("html", "Le ministre est arrivé à Oslo pour deux jours.\n\nIl repart jeudi.")


def test_a_broken_line_is_refused_by_its_number_and_the_rest_goes_on() -> None:
    found = read({"text": "Un."}, b'{"text": "Deux', b"", {"text": "Trois."}, [1], {"texte": "x"}, b"\xff\xfe\x00")
    assert [type(one).__name__ for one in found] == ["Page", "Refusal", "Page", "Refusal", "Refusal", "Refusal"]
    messages = [one.message for one in found if isinstance(one, Refusal)]
    assert [m.split(" ", 1)[0] for m in messages] == ["f.ndjson:2:", "f.ndjson:5:", "f.ndjson:6:", "f.ndjson:7:"]
    assert "texte" in messages[2]
    assert all("\n" not in message for message in messages)


def test_a_line_too_long_is_passed_over_without_being_kept() -> None:
    found = read({"text": "Un."}, {"text": "a" * 50_000}, {"text": "Trois."}, largest=20_000)
    assert [type(one).__name__ for one in found] == ["Page", "Refusal", "Page"]
    assert isinstance(found[1], Refusal)
    assert found[1].message.startswith("f.ndjson:2: a line longer")


def test_a_bad_day_is_a_warning_and_no_day() -> None:
    page = page_of_record({"text": "Un.", "published": "hier"}, "x:1")
    assert isinstance(page, Page)
    assert page.metadata.published is None
    assert "“hier” is no date" in page.warnings[0]


def test_what_a_record_says_goes_before_its_markup() -> None:
    head = "<meta property='article:published_time' content='2020-01-01'>"
    words = f"<html><head>{head}</head><h1>Le titre dans la page</h1><p>Oui, il part.</p></html>"
    page = page_of_record({"html": words, "title": "Le titre dit", "published": "2024-05-06"}, "x:1")
    assert isinstance(page, Page)
    assert (page.metadata.title, page.metadata.published) == ("Le titre dit", datetime.date(2024, 5, 6))


def test_one_json_value_holds_a_record_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{\n "text": "Un."\n}')
    (tmp_path / "two.json").write_text('[\n {"text": "Un."},\n {"text": "Deux."},\n 3\n]')
    (tmp_path / "bad.json").write_text('[\n {"text": "Un."},\n')
    assert [type(p).__name__ for p in pages([tmp_path / "one.json"])] == ["Page"]
    assert [type(p).__name__ for p in pages([tmp_path / "two.json"])] == ["Page", "Page", "Refusal"]
    assert [type(p).__name__ for p in pages([tmp_path / "bad.json"])] == ["Refusal"]


def test_parquet_rows_are_pages(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed; install dragoman[parquet] to run this")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = {"id": ["a", "b"], "text": ["Le ministre.", None], "published": [datetime.date(2024, 1, 2), None]}
    parquet.write_table(pyarrow.table(rows), tmp_path / "x.parquet")
    page, refusal = pages([tmp_path / "x.parquet"])
    assert isinstance(page, Page)
    assert (page.id, page.metadata.published) == ("a", datetime.date(2024, 1, 2))
    assert isinstance(refusal, Refusal)
    assert "row 2" in refusal.message
    (tmp_path / "y.parquet").write_bytes((tmp_path / "x.parquet").read_bytes()[:200])
    assert [type(p).__name__ for p in pages([tmp_path / "y.parquet"])] == ["Refusal"]


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    (refusal,) = tables.parquet_pages(io.BytesIO(b"PAR1"), "x.parquet")
    assert isinstance(refusal, Refusal)
    assert "install dragoman[parquet]" in refusal.message
