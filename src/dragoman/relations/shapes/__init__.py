"""The world's states as shapes, for maps: one table, drawn in the Equal Earth projection (areas compare)."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from dragoman.errors import PackError
from dragoman.languages.pack import read_tsv
from dragoman.records import Record

WIDTH, HEIGHT = 4000, 1740
"""The view: ``viewBox="0 0 4000 1740"`` takes in all states; Antarctica is left out, and the sea below 57° south."""
CENTRE = 11.5
"""Meridian in the middle: the edge of the picture then runs through the Bering strait, and no state is cut in two."""
NO_STATE = "-"
"""Code of land that belongs to no state of ours: islands and territories."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


class Shape(Record, frozen=True, kw_only=True):
    """A state's outline.

    ``path`` is the ``d`` of an SVG path in units of the view, empty for a state too small to draw. ``x``, ``y`` is the point
    of its largest part farthest from the edge, for a mark or a name, and ``room`` how far that is: below 10 a state is
    easily missed, and a dot helps.
    """

    code: str
    path: str
    x: int
    y: int
    room: int


@lru_cache
def shapes() -> tuple[Shape, ...]:
    """The shapes of the world, by code; first land of no state.

    Raises PackError naming the file.
    """
    path = Path(__file__).with_name("world.tsv")
    try:
        return tuple(
            Shape(code=row["code"], path=row["path"], x=int(row["x"]), y=int(row["y"]), room=int(row["room"]))
            for row in read_tsv(path)
        )
    except (KeyError, ValueError) as error:
        raise PackError(f"{path.name}: {error}; make it anew with docs/world_shapes.py") from error


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point of the Earth lies in the view (Šavrič, Patterson & Jenny 2018, The Equal Earth map projection)."""
    turned = (longitude - CENTRE + 540.0) % 360.0 - 180.0
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * _A4 * t**8 + 7 * _A3 * t**6 + 3 * _A2 * t**2 + _A1
    x = 2 * math.sqrt(3) * math.radians(turned) * math.cos(t) / (3 * slope)
    y = _A4 * t**9 + _A3 * t**7 + _A2 * t**3 + _A1 * t
    scale = WIDTH / (2 * 2.70663)
    return WIDTH / 2 + x * scale, (1.31737 - y) * scale
