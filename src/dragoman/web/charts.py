"""Where the parts of a drawing stand: geometry for SVG, made on the server so that it needs no script."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.relations.around import Link
from dragoman.relations.index import Day
from dragoman.relations.mapping import SMALL
from dragoman.relations.networking import around_the_circle
from dragoman.relations.shapes import HEIGHT as HEIGHT_OF_MAP
from dragoman.relations.shapes import NO_STATE, Shape, shapes
from dragoman.relations.shapes import WIDTH as WIDTH_OF_MAP
from dragoman.store.facets import Value
from dragoman.web.pages.alarms import Turn
from dragoman.web.pages.pair import Month

WIDTH = 960.0
HALF = 110.0
"""Height of the upper and of the lower half."""
LEFT, TOP, BOTTOM = 34.0, 12.0, 26.0


@dataclass(frozen=True)
class Bar:
    """A month: its column, and the heights of what was done and of what is only alleged, up and down."""

    month: Month
    day: datetime.date
    x: float
    width: float
    up: float
    up_alleged: float
    down: float
    down_alleged: float


@dataclass(frozen=True)
class Tick:
    """A line of the grid with its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Mirror:
    """Cooperation upwards and conflict downwards from a middle line."""

    width: float
    height: float
    middle: float
    left: float
    bars: tuple[Bar, ...]
    counts: tuple[Tick, ...]
    years: tuple[Tick, ...]


def mirror(months: Sequence[Month]) -> Mirror:
    """The drawing of a pair's months."""
    most = max((max(_up(one), _down(one)) for one in months), default=1) or 1
    step = (WIDTH - LEFT) / max(len(months), 6)
    scale = HALF / most
    bars = tuple(
        Bar(
            month=one,
            day=datetime.date.fromisoformat(f"{one.month}-01"),
            x=LEFT + n * step,
            width=max(step - 1.5, 1),
            up=one.cooperation * scale,
            up_alleged=one.alleged_cooperation * scale,
            down=one.conflict * scale,
            down_alleged=one.alleged_conflict * scale,
        )
        for n, one in enumerate(months)
    )
    middle = TOP + HALF
    return Mirror(
        width=WIDTH,
        height=TOP + 2 * HALF + BOTTOM,
        middle=middle,
        left=LEFT,
        bars=bars,
        counts=tuple(Tick(middle - sign * most * scale, str(most)) for sign in (1, -1)),
        years=tuple(_labels(bars)),
    )


def _labels(bars: Sequence[Bar]) -> list[Tick]:
    """Years where they begin; of a short time, its months."""
    if len(bars) <= 8:
        return [Tick(bar.x + bar.width / 2, bar.month.month) for bar in bars]
    firsts = [bar for n, bar in enumerate(bars) if n == 0 or bar.day.month == 1]
    if len(firsts) > 1 and firsts[1].x - firsts[0].x < 60:
        firsts = firsts[1:]
    return [Tick(bar.x, f"{bar.day.year}") for bar in firsts]


def _up(month: Month) -> int:
    return month.cooperation + month.alleged_cooperation


def _down(month: Month) -> int:
    return month.conflict + month.alleged_conflict


TALL = 150.0
"""Height of the drawing of levels."""


@dataclass(frozen=True)
class Point:
    """A level at the end of a month, or a turn on its day."""

    x: float
    y: float
    day: Day | None = None
    turn: Turn | None = None


@dataclass(frozen=True)
class Stretch:
    """Months in a row that have a level: the outline of its band, its line, and that with what is only alleged."""

    band: str
    line: str
    alleged: str


@dataclass(frozen=True)
class Curve:
    """Levels from 100 at the top to -100 at the bottom, over the months of the mirror."""

    height: float
    stretches: tuple[Stretch, ...]
    points: tuple[Point, ...]
    turns: tuple[Point, ...]
    ticks: tuple[Tick, ...]


def curve(months: Sequence[Month], levels: Sequence[Day], turns: Sequence[Turn]) -> Curve:
    """The drawing of a pair's levels, with the days on which they turned."""
    step = (WIDTH - LEFT) / max(len(months), 6)
    place = {one.month: n for n, one in enumerate(months)}
    row: list[tuple[float, Day]] = []
    rows: list[list[tuple[float, Day]]] = []
    for day in levels:
        n = place.get(f"{day.date:%Y-%m}")
        if n is None or day.level is None:
            row = []
            continue
        if not row:
            rows.append(row)
        row.append((LEFT + (n + 0.5) * step, day))
    return Curve(
        height=TALL,
        stretches=tuple(_stretch(one) for one in rows),
        points=tuple(Point(x, _height(day.level), day) for one in rows for x, day in one),
        turns=tuple(
            Point(LEFT + (n + (turn.day.day - 1) / 31) * step, TALL - 10, turn=turn)
            for turn in turns
            if (n := place.get(f"{turn.day:%Y-%m}")) is not None
        ),
        ticks=tuple(Tick(_height(level), f"{level:+.0f}" if level else "0") for level in (100.0, 0.0, -100.0)),
    )


def _height(level: float | None) -> float:
    return TOP + (100 - (level or 0.0)) / 200 * (TALL - 2 * TOP)


def _stretch(row: Sequence[tuple[float, Day]]) -> Stretch:
    upper = [(x, _height(day.high)) for x, day in row]
    lower = [(x, _height(day.low)) for x, day in row]
    line = [(x, _height(day.level)) for x, day in row]
    alleged = [(x, _height(day.alleged)) for x, day in row if day.alleged is not None]
    return Stretch(_points([*upper, *reversed(lower)]), _points(line), _points(alleged))


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


@dataclass(frozen=True)
class Column:
    """A day, month or year of a histogram."""

    value: Value
    x: float
    width: float
    height: float


HISTOGRAM = (300.0, 60.0)
"""Width and height."""


def histogram(period: Sequence[Value]) -> list[Column]:
    """The columns of the days, months or years that articles were found in."""
    width, height = HISTOGRAM
    places = [_place(one.value) for one in period]
    first, last = min(places), max(places)
    step = min(width / (last - first + 1), 24.0)
    most = max(one.count for one in period)
    return [
        Column(one, (place - first) * step, max(step - 1, 0.8), max(height * one.count / most, 1.5))
        for one, place in zip(period, places, strict=True)
    ]


def _place(value: str) -> int:
    """The number of a day, a month or a year among its like."""
    if len(value) == 4:
        return int(value)
    if len(value) == 7:
        return int(value[:4]) * 12 + int(value[5:7])
    return datetime.date.fromisoformat(value).toordinal()


@dataclass(frozen=True)
class Land:
    """A state on the map: its outline, and ``step``, -4 conflict … 4 cooperation, ``None`` where nothing is known.

    ``dot``: it is so small that a dot helps. ``told`` is the code where it is a state's.
    """

    shape: Shape
    told: str | None
    step: int | None
    dot: bool


MAP = (WIDTH_OF_MAP, HEIGHT_OF_MAP)


def lands(levels: Mapping[str, float]) -> list[Land]:
    """All land, each state in the step of its level (-100 … 100)."""
    found = []
    for shape in shapes():
        level = levels.get(shape.code)
        step = None if level is None else round(level / 25)
        told = None if shape.code == NO_STATE else shape.code
        found.append(Land(shape, told, step, level is not None and shape.room < SMALL))
    return found


CIRCLE = (900.0, 345.0)
"""Size of the picture of the network, and the circle's radius."""


@dataclass(frozen=True)
class Node:
    """An actor on the circle: where, turned how, and on which side the name stands."""

    code: str
    x: float
    y: float
    turn: float
    left: bool


@dataclass(frozen=True)
class Tie:
    """A pair as a line, which leans towards the middle; the wider, the farther its level from 0."""

    link: Link
    path: str
    width: float


@dataclass(frozen=True)
class Net:
    """The network of pairs."""

    size: float
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]


def net(links: Sequence[Link]) -> Net:
    """Actors on a circle, beside those who deal with the same others."""
    order = around_the_circle(links)
    angles = {code: 2 * math.pi * n / len(order) - math.pi / 2 for n, code in enumerate(order)}
    size, radius = CIRCLE
    places = {
        code: (size / 2 + radius * math.cos(angle), size / 2 + radius * math.sin(angle))
        for code, angle in angles.items()
    }
    nodes = [
        Node(
            code, *places[code], math.degrees(angle) + (180 if math.cos(angle) < -1e-9 else 0), math.cos(angle) < -1e-9
        )
        for code, angle in angles.items()
    ]
    ties = []
    for link in sorted(links, key=lambda link: abs(link.level)):
        (a, b), (c, d) = places[link.one], places[link.other]
        bent = f"M{a:.1f} {b:.1f}Q{(a + c + size) / 4:.1f} {(b + d + size) / 4:.1f} {c:.1f} {d:.1f}"
        ties.append(Tie(link, bent, round(0.6 + 3.4 * abs(link.level) / 100, 1)))
    return Net(size, tuple(nodes), tuple(ties))
