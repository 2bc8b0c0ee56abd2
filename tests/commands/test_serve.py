"""``dragoman serve``: for this machine alone, and only where there is a store."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from dragoman.store import open_store


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


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.org"])
def test_others_are_not_let_in(host: str, tmp_path: Path) -> None:
    with serve("--store", str(tmp_path / "x.sqlite"), "--host", host) as running:
        _, told = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "there are no accounts" in told


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
