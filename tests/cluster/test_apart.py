"""A page that crashes or hangs its reader is set apart with the reason, and the rest is read."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.cluster.apart import Apart
from dragoman.cluster.child import How
from dragoman.cluster.raw import Raw

ROOT = Path(__file__).parents[2]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    """A reader with the stand-in for the models, that waits a second for a page."""
    monkeypatch.syspath_prepend(str(ROOT))
    reader = Apart(How(read="tests.cluster.fake_reading:read", seconds=1, other_languages=True))
    yield reader
    reader.close()


def page(word: str, n: int = 0) -> Raw:
    return Raw(
        n=n, where=f"crawl, record {n}", data=f"<html><body><p>Paris {word} à Alger.</p>".encode(), told="text/html"
    )


@pytest.mark.parametrize(
    ("word", "reason", "told"),
    [
        ("segfault", "crash", "died (signal SIGSEGV), 2 times"),
        ("leaves", "crash", "died (exit code 7), 2 times"),
        ("hangs", "hang", "more than 1 s to read, 2 times"),
        ("klingon", "unreadable", "no pack for “tlh”"),
        ("fault", "fault", "division by zero"),
    ],
)
def test_a_page_that_is_poison_is_set_apart_and_the_next_is_read(
    apart: Apart, word: str, reason: str, told: str
) -> None:
    poison, next_one = apart.read(page(word)), apart.read(page("écrit", 1))
    assert poison.reading is None
    assert poison.reason == reason
    assert told in poison.message
    assert poison.message.startswith("crawl, record 0: ")
    assert next_one.reading is not None


def test_a_reader_killed_from_outside_costs_no_page(apart: Apart) -> None:
    apart.read(page("écrit"))
    for _ in range(3):
        assert apart._process is not None
        os.kill(apart._process.pid, signal.SIGKILL)
        assert apart.read(page("écrit")).reading is not None


def test_half_a_surrogate_pair_costs_its_page_alone(apart: Apart) -> None:
    line = Raw(n=0, where="lines:1", form="line", data=b'{"text": "Paris \\ud800 Alger"}')
    assert apart.read(line).reason == "unreadable"
    assert apart.read(page("écrit")).reading is not None


def test_a_hanging_reader_ends_by_itself_when_its_keeper_is_gone(apart: Apart) -> None:
    apart.read(page("écrit"))
    process = apart._process
    assert process is not None
    asking = threading.Thread(target=apart.read, args=(page("hangs"),))
    asking.start()
    assert process.wait(30) == 1
    asking.join()
