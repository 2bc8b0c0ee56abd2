"""Makes the shapes of the world's states anew: ``src/dragoman/relations/shapes/world.tsv``.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python docs/world_shapes.py package/countries-50m.json

Reads the TopoJSON of Natural Earth 1:50m (public domain): states are made of arcs that neighbours share, so that an arc
is simplified once for both and no gap opens between them.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.core import get_global

from dragoman.languages.pack import read_tsv
from dragoman.relations.shapes import WIDTH, place

Point = tuple[float, float]
Ring = list[int]
HERE = Path(__file__).parents[1] / "src" / "dragoman"
DETAIL = 6.0
"""Least area of a bend that is kept, in units of the view."""
SPECK = 40.0
"""Least area of an island that is kept where its state has one fifty times as large."""
NAMED = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}
"""Shapes without a number of their own, by the state they are drawn with: as the United Nations have it, but for Kosovo."""
CRIMEA = (34.2, 45.2)
"""A point of a shape that Natural Earth draws with Russia, the United Nations with Ukraine."""
SAHARA = 27.667
"""Northern border of Western Sahara, from its corner with Algeria to the sea; Natural Earth draws the berm."""
TOO_SMALL = {"TUV": (179.2, -8.52)}
"""States that 1:50m leaves out, by longitude and latitude."""


def main(path: str) -> None:
    """Write the table."""
    atlas = json.loads(Path(path).read_text(encoding="utf-8"))
    arcs = list(_arcs(atlas))
    rings = _rings_by_state(atlas, arcs)
    _draw_the_border_of_western_sahara(rings, arcs)
    simple = [_simplified([place(*point) for point in arc]) for arc in arcs]
    lines = [f"{code}\t{_line(code, rings[code], simple)}" for code in sorted(rings)]
    lines += [f"{code}\t{_spot(place(*where))}" for code, where in TOO_SMALL.items()]
    head = [
        "# Made by docs/world_shapes.py out of Natural Earth 1:50m (public domain); README.md tells what was changed."
    ]
    table = "\n".join([*head, "code\tx\ty\troom\tpath", *sorted(lines)]) + "\n"
    (HERE / "relations" / "shapes" / "world.tsv").write_text(table, encoding="utf-8")


def _arcs(atlas: dict) -> Iterator[list[Point]]:
    (a, b), (c, d) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for steps in atlas["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * a + c, y * b + d))
        yield arc


def _rings_by_state(atlas: dict, arcs: list[list[Point]]) -> dict[str, list[Ring]]:
    """The rings of each state; land of no state of ours under « - »."""
    codes = _codes()
    found = defaultdict(list)
    for shape in atlas["objects"]["countries"]["geometries"]:
        code = NAMED.get(shape["properties"]["name"]) or codes.get(shape.get("id"), "-")
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        if shape["properties"]["name"] == "Antarctica":
            continue
        for polygon in polygons:
            crimea = code == "RUS" and _inside(CRIMEA, _points(polygon[0], arcs))
            found["UKR" if crimea else code] += polygon
    return {code: list(_merged(rings, arcs)) for code, rings in found.items()}


def _draw_the_border_of_western_sahara(rings: dict[str, list[Ring]], arcs: list[list[Point]]) -> None:
    """Give Western Sahara the coast of Morocco below its northern border, in place of the berm."""
    (morocco,), (sahara,) = rings["MAR"], rings["ESH"]
    (berm,) = [arc for arc in morocco if ~arc in sahara]
    after = morocco[(morocco.index(berm) + 1) % len(morocco)]
    corner, coast = _ends(berm, arcs)[0], arcs[after]
    cut = next(n for n, (_, latitude) in enumerate(coast) if latitude > SAHARA)
    south, border = len(arcs), len(arcs) + 1
    arcs += [coast[: cut + 1], [corner, coast[cut]]]
    arcs[after] = coast[cut:]
    morocco[morocco.index(berm)] = border
    at = sahara.index(~berm)
    sahara[at : at + 1] = [south, ~border]


def _codes() -> dict[str, str]:
    """Codes of three letters by ISO's numbers, of the states that there are names for."""
    known = {row["code"] for row in read_tsv(HERE / "actors" / "world" / "states.tsv")}
    aliases = get_global("territory_aliases")
    letters = {places[0]: code for code, places in aliases.items() if code in known}
    return {
        number: letters[places[0]] for number, places in aliases.items() if number.isdigit() and places[0] in letters
    }


def _merged(rings: list[Ring], arcs: list[list[Point]]) -> Iterator[Ring]:
    """Rings without the arcs that run both ways: borders within one state."""
    count = Counter(arc for ring in rings for arc in ring)
    inner = {arc for arc in count if ~arc in count}
    yield from (ring for ring in rings if not inner & set(ring))
    open_ends = [arc for ring in rings if inner & set(ring) for arc in ring if arc not in inner]
    yield from _joined(open_ends, arcs)


def _joined(loose: list[int], arcs: list[list[Point]]) -> Iterator[Ring]:
    starts = {_ends(arc, arcs)[0]: arc for arc in loose}
    while starts:
        _, arc = starts.popitem()
        ring = [arc]
        while (end := _ends(ring[-1], arcs)[1]) in starts:
            ring.append(starts.pop(end))
        yield ring


def _ends(n: int, arcs: list[list[Point]]) -> tuple[Point, Point]:
    """First and last point of an arc, which runs backwards where its number is below 0."""
    return (arcs[n][0], arcs[n][-1]) if n >= 0 else (arcs[~n][-1], arcs[~n][0])


def _points(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    found: list[Point] = []
    for n in ring:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        found += arc[1:] if found else arc
    return found


def _simplified(arc: list[Point]) -> list[Point]:
    """Visvalingam's: the bend of least area goes first, until none is below DETAIL."""
    kept = list(arc)
    while len(kept) > (4 if arc[0] == arc[-1] else 2):
        areas = [abs(_area(kept[n - 1 : n + 2])) for n in range(1, len(kept) - 1)]
        least = min(range(len(areas)), key=areas.__getitem__)
        if areas[least] >= DETAIL:
            break
        del kept[least + 1]
    return kept


def _area(points: list[Point]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def _line(code: str, rings: list[Ring], arcs: list[list[Point]]) -> str:
    outlines = [_points(ring, arcs) for ring in rings]
    drawn = sorted((one for one in outlines if not _torn(one)), key=lambda ring: -abs(_area(ring)))
    least = min(SPECK, abs(_area(drawn[0])) / 50)
    kept = drawn[:1] + [ring for ring in drawn[1:] if abs(_area(ring)) >= least]
    x, y, room = _middle(kept[0])
    return f"{x:.0f}\t{y:.0f}\t{room:.0f}\t{''.join(map(_path, kept))}"


def _torn(ring: list[Point]) -> bool:
    """Whether an island lies over the edge of the picture."""
    return max(x for x, _ in ring) - min(x for x, _ in ring) > WIDTH / 2


def _spot(where: Point) -> str:
    x, y = where
    return f"{x:.0f}\t{y:.0f}\t0\t"


def _path(ring: Iterable[Point]) -> str:
    """A ring as SVG writes it, in whole units, each step told from the one before."""
    whole = [(round(x), round(y)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(whole)][:-1]
    told = " ".join(f"{dx} {dy}" for dx, dy in steps if (dx, dy) != (0, 0)).replace(" -", "-")
    return f"M{whole[0][0]} {whole[0][1]}l{told}z" if told else ""


def _middle(ring: list[Point]) -> tuple[float, float, float]:
    """The point of a ring that is farthest from its edge, and how far: a grid, then finer ones about the best."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    x, y, reach = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, max(max(xs) - min(xs), max(ys) - min(ys)) / 2
    best = (x, y, -1.0)
    for _ in range(5):
        grid = [(x + reach * i / 6, y + reach * j / 6) for i in range(-6, 7) for j in range(-6, 7)]
        inside = [(*p, _to_edge(p, ring)) for p in grid if _inside(p, ring)]
        best = max([best, *inside], key=lambda one: one[2])
        x, y, reach = best[0], best[1], reach / 4
    return best[0], best[1], max(best[2], 0.0)


def _inside(point: Point, ring: list[Point]) -> bool:
    x, y = point
    crossed = [
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) > x
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (a[1] > y) != (b[1] > y)
    ]
    return sum(crossed) % 2 == 1


def _to_edge(point: Point, ring: list[Point]) -> float:
    return min(_to_line(point, a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _to_line(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length))
    return math.hypot(point[0] - a[0] - along * dx, point[1] - a[1] - along * dy)


if __name__ == "__main__":
    main(sys.argv[1])
