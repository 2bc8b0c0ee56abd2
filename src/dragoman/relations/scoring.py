"""How well alarms find dated turning points: recall, recall with the right direction, delay, and what they cost."""

from __future__ import annotations

import csv
import datetime
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.errors import InputError
from dragoman.records import Record
from dragoman.relations.series import Series, either_way

WINDOW = 45
UPWARD = frozenset({"dégel", "rapprochement"})
DIRECTIONS = ("dégel", "rapprochement", "tensions", "rupture")


class Point(Record, frozen=True, kw_only=True):
    """A dated turning point of a pair, or an alarm: what both have in common."""

    dyad: str
    date: datetime.date
    direction: str
    what: str = ""

    @property
    def upward(self) -> bool:
        """Whether it is a turn towards each other."""
        return self.direction in UPWARD


class Span(Record, frozen=True, kw_only=True):
    """What was watched: pairs (any, where ``dyads`` is None), and first and last day."""

    first: datetime.date
    last: datetime.date
    dyads: frozenset[str] | None = None

    def takes_in(self, point: Point) -> bool:
        """Whether an alarm could have told of this point."""
        watched = self.dyads is None or either_way(point.dyad) in self.dyads
        return watched and self.first <= point.date <= self.last


class Score(Record, frozen=True, kw_only=True):
    """Shares of the turning points that an alarm followed within the window; the median delay is in days.

    ``points`` counts those that could be found; ``outside`` are the others, which no share is of.
    """

    points: int
    found: float
    directed: float
    delay: float | None
    missed: tuple[Point, ...]
    misdirected: tuple[Point, ...]
    outside: tuple[Point, ...] = ()


def score(alarms: Iterable[Point], points: Sequence[Point], window: int = WINDOW, span: Span | None = None) -> Score:
    """The score of alarms on turning points: found where an alarm of the pair comes 0 to ``window`` days after.

    Points outside of ``span`` are told apart; without it none are.
    """
    by_pair = defaultdict(list)
    for alarm in alarms:
        by_pair[either_way(alarm.dyad)].append(alarm)
    outside = [] if span is None else [point for point in points if not span.takes_in(point)]
    points = [point for point in points if point not in outside]
    delays, directed = [], 0
    missed, misdirected = [], []
    for point in points:
        after = [one for one in by_pair[either_way(point.dyad)] if 0 <= (one.date - point.date).days <= window]
        if not after:
            missed.append(point)
            continue
        delays.append(min((one.date - point.date).days for one in after))
        if any(one.upward == point.upward for one in after):
            directed += 1
        else:
            misdirected.append(point)
    count = max(len(points), 1)
    return Score(
        points=len(points),
        found=len(delays) / count,
        directed=directed / count,
        delay=statistics.median(delays) if delays else None,
        missed=tuple(missed),
        misdirected=tuple(misdirected),
        outside=tuple(outside),
    )


def span_of(alarms: Sequence[Point]) -> Span | None:
    """From the first to the last alarm: what was watched, as far as alarms alone can tell."""
    days = [alarm.date for alarm in alarms]
    return Span(first=min(days), last=max(days)) if days else None


def span_of_series(series: Series, learned: int) -> Span:
    """What a series lets be found: its pairs, from the day on which the first ``learned`` days are over."""
    dyads = frozenset(either_way(dyad) for dyad in series.dyads)
    return Span(first=series.day(learned), last=series.day(series.days - 1), dyads=dyads)


def read_points(path: Path) -> list[Point]:
    """Turning points, or alarms, out of a CSV file with the columns dyad, date and direction.

    Raises InputError naming the line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.DictReader(stream)
            if missing := {"dyad", "date", "direction"} - set(lines.fieldnames or ()):
                raise InputError(f"{path.name}:1: the header lacks {', '.join(sorted(missing))}; add it")
            return [_point(path, lines.line_num, row) for row in lines]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; name a CSV file of dyad,date,direction") from error


def _point(path: Path, line: int, row: dict[str, str]) -> Point:
    try:
        day = datetime.date.fromisoformat(row["date"] or "")
    except ValueError:
        raise InputError(f"{path.name}:{line}: “{row['date']}” is no day; write it as YYYY-MM-DD") from None
    if row["direction"] not in DIRECTIONS:
        known = ", ".join(DIRECTIONS)
        raise InputError(f"{path.name}:{line}: direction “{row['direction']}” is unknown; use one of: {known}")
    return Point(dyad=row["dyad"], date=day, direction=row["direction"], what=row.get("label") or "")
