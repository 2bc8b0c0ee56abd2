"""How far a run has come, and what it cost."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from dragoman.cluster.shard import Counts
from dragoman.records import Record

ENOUGH = 1000
"""Pages from which their time tells what a million would take, and not how long models take to load."""


class Report(Record, frozen=True, kw_only=True):
    """The figures of a run: what it read itself, what was there before, and all that the folder now holds.

    ``cores`` are those of the cluster; ``per_million`` is what a million pages take of them in hours, and ``cost`` in money
    where a price of a core's hour is known.
    """

    shards: int
    shards_done: int
    read: Counts
    total: Counts
    seconds: float
    pages_per_second: float
    cores: float
    core_hours_per_million: float | None
    cost_per_million: float | None


@dataclass
class Figures:
    """Counts as they come in."""

    shards: int
    cores: float
    price: float | None
    shards_done: int = 0
    read: Counts = field(default_factory=Counts)
    total: Counts = field(default_factory=Counts)
    begun: float = field(default_factory=time.monotonic)

    def add(self, counts: Counts) -> None:
        """A part that was read by this run."""
        self.read = self.read.plus(counts)

    def shard(self, counts: Counts) -> None:
        """A shard that is done, by this run or one before."""
        self.shards_done += 1
        self.total = self.total.plus(counts)

    def report(self) -> Report:
        """The figures as they stand."""
        seconds = time.monotonic() - self.begun
        rate = self.read.pages / seconds if seconds > 0 else 0.0
        hours = self.cores * 1e6 / rate / 3600 if rate else None
        return Report(
            shards=self.shards,
            shards_done=self.shards_done,
            read=self.read,
            total=self.total,
            seconds=round(seconds, 2),
            pages_per_second=round(rate, 2),
            cores=self.cores,
            core_hours_per_million=round(hours, 2) if hours is not None else None,
            cost_per_million=round(hours * self.price, 2) if hours is not None and self.price is not None else None,
        )


def told(report: Report) -> str:
    """A report on one line."""
    refused, over = _listed(report.read.refused), _listed(report.read.passed_over)
    line = (
        f"{report.shards_done} of {report.shards} shards; {report.read.pages} pages read, {report.pages_per_second:.1f}/s,"
        f" {report.read.accepted} accepted, {sum(report.read.refused.values())} refused{refused},"
        f"{f' {sum(report.read.passed_over.values())} passed over{over},' if over else ''} {report.read.events} events"
    )
    if report.total.pages > report.read.pages:
        total = report.total
        line += f"; in the folder {total.pages} pages, {total.accepted} accepted, {total.events} events"
    if report.read.pages < ENOUGH:
        return line
    if report.core_hours_per_million is not None:
        line += f"; a million pages take {report.core_hours_per_million:.1f} core hours"
    if report.cost_per_million is not None:
        line += f", {report.cost_per_million:.2f} in money"
    return line


def _listed(counts: dict[str, int]) -> str:
    """Counts by reason, in brackets; nothing where there are none."""
    return f" ({', '.join(f'{number} {reason}' for reason, number in counts.items())})" if counts else ""
