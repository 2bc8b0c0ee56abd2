import re
from pathlib import Path

import pytest

import dragoman.actors
from dragoman.languages.pack import read_tsv
from dragoman.relations.shapes import HEIGHT, NO_STATE, WIDTH, place, shapes

STATES = Path(dragoman.actors.__file__).with_name("world") / "states.tsv"


def corners(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path that is told in relative steps."""
    rings = []
    for start, steps in re.findall(r"M([^l]+)l([^z]*)z", path):
        x, y = map(int, start.split())
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        ring = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        rings.append(ring)
    return rings


def inside(point: tuple[float, float], code: str) -> bool:
    x, y = point
    crossed = 0
    for ring in corners(next(shape.path for shape in shapes() if shape.code == code)):
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (a[1] > y) != (b[1] > y) and a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) > x:
                crossed += 1
    return crossed % 2 == 1


def test_every_state_has_one_shape():
    states = {row["code"] for row in read_tsv(STATES)}
    codes = [shape.code for shape in shapes()]
    assert sorted(codes) == sorted({*states, NO_STATE})


def test_every_shape_lies_within_the_view():
    for shape in shapes():
        for ring in corners(shape.path):
            assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in ring), shape.code
        assert 0 <= shape.x <= WIDTH
        assert 0 <= shape.y <= HEIGHT


def test_the_mark_of_a_state_with_room_lies_inside_it():
    for shape in shapes():
        if shape.room >= 5:
            assert inside((shape.x + 0.01, shape.y + 0.01), shape.code), shape.code


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ((2.35, 48.85), "FRA"),
        ((37.62, 55.75), "RUS"),
        ((-77.04, 38.9), "USA"),
        ((125.75, 39.03), "PRK"),
        ((3.06, 36.5), "DZA"),
        ((175.5, -38.5), "NZL"),
        ((178.0, 66.0), "RUS"),
        ((-172.0, 65.5), "RUS"),
    ],
)
def test_a_place_lies_in_its_state(where, code):
    assert inside(place(*where), code)


@pytest.mark.parametrize(
    ("where", "code", "other"),
    [
        ((34.2, 45.2), "UKR", "RUS"),
        ((-13.0, 26.5), "ESH", "MAR"),
        ((-11.0, 26.2), "ESH", "MAR"),
        ((33.4, 35.25), "CYP", "TUR"),
        ((45.0, 9.6), "SOM", "ETH"),
        ((20.9, 42.6), "XKX", "SRB"),
    ],
)
def test_land_in_dispute_is_drawn_as_the_united_nations_have_it(where, code, other):
    assert inside(place(*where), code)
    assert not inside(place(*where), other)


def test_the_middle_meridian_is_upright_and_the_north_is_up():
    assert place(11.5, 0)[0] == place(11.5, 60)[0] == WIDTH / 2
    assert place(11.5, 60)[1] < place(11.5, 0)[1]
