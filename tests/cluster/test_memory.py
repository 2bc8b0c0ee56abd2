"""What a reader holds in memory stops growing, however many pages it reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.cluster.apart import Apart
from dragoman.cluster.child import How

from . import mixed

ROOT = Path(__file__).parents[2]
PAGE = os.sysconf("SC_PAGE_SIZE")

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is looked up in /proc")


def resident(process: int) -> float:
    """Megabytes that a process holds."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE / 1e6


def held(how: How, pages: int, every: int, step: int) -> Iterator[tuple[float, float]]:
    """What the process that reads and its keeper, this one, hold after every ``step`` pages; ``pytest -s`` shows it."""
    reader = Apart(how)
    try:
        for number in range(pages):
            outcome = reader.read(mixed.raw(number, every))
            expected = None if mixed.is_diplomatic(number, every) else "passed_over"
            assert outcome.reason == expected, (number, outcome.message)
            if (number + 1) % step == 0:
                assert reader._process is not None
                sample = resident(reader._process.pid), resident(os.getpid())
                print(f"{number + 1:7} pages: {sample[0]:6.1f} MB the reader, {sample[1]:6.1f} its keeper", flush=True)
                yield sample
    finally:
        reader.close()


def assert_flat(samples: list[tuple[float, float]], room: float) -> None:
    """From the middle on nothing grows by more than ``room`` megabytes."""
    half = len(samples) // 2
    for who, of in zip(("reader", "keeper"), zip(*samples, strict=True), strict=True):
        before, after = max(of[: half + 1]), max(of[half:])
        assert after - before <= room, f"the {who} grew from {before:.1f} to {after:.1f} MB: {of}"


def test_memory_stays_flat_over_a_mixed_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    how = How(read="tests.cluster.fake_reading:read", only_diplomatic=True, other_languages=True)
    assert_flat(list(held(how, 1600, every=20, step=200)), room=4)


@pytest.mark.slow
def test_memory_stays_flat_over_100_000_pages_read_with_the_models() -> None:
    # each page has words of its own: in the first half they fill all that is remembered of words, some 20,000 at most
    assert_flat(list(held(How(only_diplomatic=True), 100_000, every=20, step=2500)), room=16)
