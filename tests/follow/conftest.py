"""Sites on loopback, and a fetcher whose clock moves only when it sleeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.follow.fetching import Fetcher
from dragoman.follow.request import Limits

from .servers import Site, serving


class Clock:
    """Time that passes by sleeping alone."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def now(self) -> float:
        return self.time


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Fetcher:
    return Fetcher(True, Limits(seconds=20, size=100_000), sleep=clock.sleep, now=clock.now)
