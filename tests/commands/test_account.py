"""``dragoman account`` and ``dragoman key``: who may use the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.store import accounts, open_store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    open_store(tmp_path / "news.sqlite", create=True).close()
    return tmp_path / "news.sqlite"


def test_accounts_are_made_listed_given_another_password_and_removed(run: Any, place: Path) -> None:
    made = run("account", "add", "ana", "--store", place, stdin="a long password\n")
    assert made.exit_code == 0
    assert "ana may read, add, review" in made.stderr
    run("account", "add", "bo", "--scope", "read", "--store", place, stdin="a long password\n")
    listed = run("account", "list", "--store", place).stdout.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [["ana", "read,add,review"], ["bo", "read"]]
    run("account", "password", "ana", "--store", place, stdin="quite another one\r\n")
    with open_store(place) as store:
        assert accounts.verified(store.database, "ana", "quite another one")
    assert run("account", "remove", "bo", "--store", place).exit_code == 0
    assert len(run("account", "list", "--store", place).stdout.splitlines()) == 1


def test_a_key_is_printed_alone_and_opens(run: Any, place: Path) -> None:
    made = run("key", "add", "board", "--scope", "add", "--until", "2099-01-01", "--store", place)
    assert made.exit_code == 0
    with open_store(place) as store:
        key = accounts.key_of(store.database, made.stdout.strip())
    assert key is not None
    assert key.scopes == ("add",)
    assert run("key", "list", "--store", place).stdout.split("\t")[::3] == ["board", "2099-01-01\n"]
    assert run("key", "remove", "board", "--store", place).exit_code == 0
    assert run("key", "list", "--store", place).stdout == ""


def test_what_cannot_be_done_is_told(run: Any, place: Path) -> None:
    short = run("account", "add", "ana", "--store", place, stdin="short\n")
    assert short.exit_code == 2
    assert "10 to 200 characters" in short.stderr
    gone = run("account", "remove", "nobody", "--store", place)
    assert gone.exit_code == 1
    assert "no account “nobody”" in gone.stderr
    assert run("key", "add", "x", "--scope", "rule", "--store", place).exit_code == 2
