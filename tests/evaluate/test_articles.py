"""How the article found in a page is scored against the expected one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman.commands import EXIT_USAGE
from dragoman.commands.evaluate import command
from dragoman.evaluate.articles import article_cases, article_report, score_article

BODY = "La France a expulsé mardi trois diplomates russes en poste à Paris, accusés d'espionnage par ses services."
TITLE = "Paris expulse trois diplomates russes"
PAGE = f"Europe\n\n{TITLE}\n\nPublié le 14 mai 2024\n\n{BODY}\n\nLire aussi : Moscou promet de répondre\n"
GOLD: dict[str, Any] = {
    "title": TITLE,
    "section": "Europe",
    "byline": None,
    "published": "2024-05-14",
    "photos": [],
    "paragraphs": [BODY],
    "dropped": ["Lire aussi : Moscou promet de répondre"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def _report(folder: Path, **gold: Any) -> dict[str, Any]:
    (folder / "page.json").write_text(json.dumps({**GOLD, **gold}), encoding="utf-8")
    return article_report([score_article(case) for case in article_cases(folder)])


def test_a_page_read_as_expected_has_no_error(folder: Path) -> None:
    report = _report(folder)
    assert report["body"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert report["junk_kept"]["words"] == 0 < report["junk_kept"]["of"]
    assert all(counts == {"right": 1, "of": 1} for counts in report["fields"].values())
    assert report["errors"] == []


def test_words_beyond_the_gold_cost_precision_and_words_lost_cost_recall(folder: Path) -> None:
    assert _report(folder, paragraphs=[BODY[:60]])["body"]["precision"] < 1
    assert _report(folder, paragraphs=[BODY, "Moscou a protesté."])["body"]["recall"] < 1
    assert _report(folder, paragraphs=["Moscou"], dropped=[BODY])["junk_kept"]["words"] > 10


def test_a_wrong_field_is_named_and_a_wrong_day_counted(folder: Path) -> None:
    report = _report(folder, title="Autre titre", published="2024-05-13")
    assert [(error["field"], error["expected"]) for error in report["errors"]] == [
        ("title", "autre titre"),
        ("day", "2024-05-13"),
    ]
    assert report["wrong_days"] == 1


def test_the_command_tells_body_fields_and_what_was_before(folder: Path) -> None:
    _report(folder)
    before = folder / "before.figures"
    before.write_text(CliRunner().invoke(command, [str(folder), "--json"]).output, encoding="utf-8")
    told = CliRunner().invoke(command, [str(folder), "--compare", str(before)])
    assert told.exit_code == 0
    assert "body: precision 1.000, recall 1.000, F1 1.000   was 1.000" in told.output
    assert "title: 1 of 1   was 1" in told.output


def test_gold_without_its_page_is_refused_in_a_line(folder: Path) -> None:
    _report(folder)
    (folder / "page.txt").unlink()
    told = CliRunner().invoke(command, [str(folder)])
    assert told.exit_code == EXIT_USAGE
    assert "put page.txt or page.html there" in told.stderr
