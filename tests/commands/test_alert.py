"""``dragoman alert``: who is told of what is new, and what became of the messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.store import open_store

from ..web.alerts.receivers import receiver
from ..web.readings import TEXT, reading


@pytest.fixture
def place(tmp_path: Path) -> Path:
    open_store(tmp_path / "news.sqlite", create=True).close()
    return tmp_path / "news.sqlite"


def test_an_alert_is_made_runs_and_is_seen_in_the_outbox(run: Any, place: Path) -> None:
    with receiver() as hook:
        made = run("alert", "add", "desk", "--search", "Lavrov", "--webhook", hook.url, "--store", place)
        assert made.exit_code == 0
        assert made.stdout.startswith("whsec_")
        with open_store(place) as store:
            store.put(reading(TEXT))
        assert run("alert", "run", "--once", "--store", place).exit_code == 1
        assert "private net" in run("alert", "outbox", "--store", place).stdout
        assert run("alert", "retry", "1", "--store", place).exit_code == 0
        assert run("alert", "run", "--once", "--allow-private", "--store", place).exit_code == 0
        assert len(hook.taken) == 1
    (post,) = [json.loads(line) for line in run("alert", "outbox", "--json", "--store", place).stdout.splitlines()]
    assert post["sent"]
    assert run("alert", "list", "--store", place).stdout.split("\t")[:2] == ["desk", "search Lavrov"]
    assert json.loads(run("alert", "list", "--json", "--store", place).stdout)["secret"] is None
    assert run("alert", "remove", "desk", "--store", place).exit_code == 0
    assert run("alert", "list", "--store", place).stdout == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--search", "x"], "--mail ADDRESS or --webhook URL"),
        (["--mail", "a@b.example"], "--search, --saved, --pair or --alarms"),
        (["--search", "x", "--alarms", "--mail", "a@b.example"], "one of them"),
        (["--search", "pays:Atlantide", "--mail", "a@b.example"], "Atlantide"),
        (["--pair", "PRK", "--mail", "a@b.example"], "PRK-RUS"),
    ],
)
def test_wrong_usage_is_told_in_a_line(run: Any, place: Path, arguments: list[str], told: str) -> None:
    done = run("alert", "add", "desk", *arguments, "--store", place)
    assert done.exit_code == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_mail_server_that_is_none_is_told(run: Any, place: Path) -> None:
    done = run("alert", "run", "--once", "--smtp", "localhost:25", "--store", place)
    assert done.exit_code == 2
    assert "smtp://" in done.stderr
