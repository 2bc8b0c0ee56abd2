"""``dragoman serve``: for this machine alone, and only where there is a store."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from dragoman.store import open_store
from dragoman.store.accounts import add_account


def serve(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dragoman", "serve", *arguments]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)


def test_the_site_is_served_at_the_address_that_is_told(tmp_path: Path) -> None:
    place = tmp_path / "news.sqlite"
    open_store(place, create=True).close()
    with serve("--store", str(place), "--port", "0") as running:
        try:
            assert running.stderr is not None
            told = "".join(running.stderr.readline() for _ in range(2))
            found = re.search(r"http://127\.0\.0\.1:\d+/", told)
            assert found, told
            with urllib.request.urlopen(found[0], timeout=60) as answer:
                assert b"Dragoman" in answer.read()
        finally:
            running.terminate()
            running.wait(30)


@pytest.mark.parametrize(
    "reached",
    [["--host", "0.0.0.0", "--name", "news.example"], ["--host", "192.168.1.2"], ["--name", "news.example"]],
    ids=" ".join,
)
def test_others_are_not_let_in_without_accounts(reached: list[str], tmp_path: Path) -> None:
    place = tmp_path / "x.sqlite"
    open_store(place, create=True).close()
    with serve("--store", str(place), *reached) as running:
        _, told = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "there are no accounts" in told
    assert "dragoman account add" in told


def test_who_listens_everywhere_says_under_which_name(tmp_path: Path) -> None:
    with serve("--store", str(tmp_path / "x.sqlite"), "--host", "0.0.0.0") as running:
        _, told = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "--name" in told


def test_with_an_account_others_are_let_in_to_sign_in(tmp_path: Path) -> None:
    place = tmp_path / "news.sqlite"
    with open_store(place, create=True) as store:
        add_account(store.database, "ana", "a long password")
    with serve("--store", str(place), "--host", "0.0.0.0", "--name", "localhost", "--port", "0") as running:
        try:
            assert running.stderr is not None
            told = "".join(running.stderr.readline() for _ in range(3))
            found = re.search(r"http://localhost:(\d+)/", told)
            assert found, told
            assert "go over the net as they are" in told
            with urllib.request.urlopen(f"http://127.0.0.1:{found[1]}/pairs/PRK-RUS", timeout=60) as answer:
                assert answer.url.endswith("/login?next=%2Fpairs%2FPRK-RUS")
            with pytest.raises(urllib.error.HTTPError, match="401"):
                urllib.request.urlopen(f"http://127.0.0.1:{found[1]}/api/about", timeout=60)
        finally:
            running.terminate()
            running.wait(30)


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with serve("--store", str(tmp_path / "none.sqlite")) as running:
        _, told = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "no store there" in told
    assert len(told.splitlines()) == 1


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    place = tmp_path / "news.sqlite"
    open_store(place, create=True).close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serve("--store", str(place), "--port", str(port)) as running:
            _, told = running.communicate(timeout=60)
    assert running.returncode == 1
    assert str(port) in told
    assert "Traceback" not in told
