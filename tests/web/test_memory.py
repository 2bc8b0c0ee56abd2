"""Memory does not grow with the number of pages that are asked for: the issue's hour of mixed load, in its short form."""

from __future__ import annotations

import http.client
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dragoman.store import open_store

from .readings import english, reading
from .test_pages import ADDRESSES

ROUNDS = 25
"""Of all pages: before the first measure, so that all that is kept is kept, and again before the second."""
MOST = 8.0
"""Megabytes: what an allocator may hold more without anything having been kept."""
MEMORY = Path("/proc/self/status")
pytestmark = pytest.mark.skipif(not MEMORY.exists(), reason="there is no /proc to tell a process's memory")


@contextmanager
def served(store: Path) -> Iterator[tuple[int, int]]:
    """The site in a process of its own: its port, and the process."""
    command = [sys.executable, "-m", "dragoman", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told = itertools.takewhile(bool, iter(process.stderr.readline, ""))
        port = next(found[1] for line in told if (found := re.search(r"http://127\.0\.0\.1:(\d+)/", line)))
        try:
            yield int(port), process.pid
        finally:
            process.terminate()


def own_memory(process: int) -> float:
    """Megabytes that a process holds of its own, without what the system lends it of files."""
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"RssAnon:\s+(\d+) kB", told)
    assert found is not None
    return int(found[1]) / 1000


def ask(port: int, rounds: int) -> None:
    """Every page in both languages, searches and pairs that nobody asked for before among them, so many times."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    paths = [path.replace(" ", "%20") for path in ADDRESSES]
    for n in range(rounds):
        more = [f"/search?q=accord{n}", f"/claims?source=PRK&limit={n % 9 + 1}", "/feeds/latest.atom", "/api/world"]
        for path in (*paths, *more):
            connection.request("GET", path, headers={"accept-language": ("fr", "en")[n % 2]})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, path
    connection.close()


def test_memory_does_not_grow_with_what_is_asked_for(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.sqlite", create=True) as store:
        store.put(reading())
        store.put(english())
    with served(tmp_path / "store.sqlite") as (port, process):
        ask(port, ROUNDS)
        before = own_memory(process)
        ask(port, 2 * ROUNDS)
        assert own_memory(process) - before < MOST
