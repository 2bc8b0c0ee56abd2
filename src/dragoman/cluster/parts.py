"""How a shard is cut into parts: always in the same places, so that a part has the same pages whoever reads it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from dragoman.cluster.raw import Raw
from dragoman.records import Reading, Record

Reason = Literal["unreadable", "language", "passed_over", "fault", "crash", "hang"]


class Cut(Record, frozen=True, kw_only=True):
    """Where a part ends: after so many pages, or so many bytes."""

    pages: int = 500
    bytes: int = 16 * 1024 * 1024


class Part(Record, frozen=True, kw_only=True):
    """Pages of a shard, unread; ``last`` of the shard or not."""

    shard: str
    number: int
    last: bool
    raws: tuple[Raw, ...]


class Outcome(Record, frozen=True, kw_only=True):
    """What became of a page: its reading, or the reason why there is none.

    ``digest`` tells the page unread from others, as a store knows it. ``message`` names the page and says why; of one that was
    passed over it is the first look's own reason.
    """

    n: int
    where: str
    digest: str = ""
    reading: Reading | None = None
    reason: Reason | None = None
    message: str = ""


class Done(Record, frozen=True, kw_only=True):
    """A part that was read."""

    shard: str
    number: int
    last: bool
    outcomes: tuple[Outcome, ...]


def parts(shard: str, raws: Iterable[Raw], cut: Cut) -> Iterator[Part]:
    """The parts of a shard, in order; one at least, and exactly one that is the last."""
    number, held, size = 0, list[Raw](), 0
    for raw in raws:
        if held and (len(held) >= cut.pages or size + len(raw.data) > cut.bytes):
            yield Part(shard=shard, number=number, last=False, raws=tuple(held))
            number, held, size = number + 1, [], 0
        held.append(raw)
        size += len(raw.data)
    yield Part(shard=shard, number=number, last=True, raws=tuple(held))
