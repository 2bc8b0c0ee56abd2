"""A picture of the network of pairs on a day: actors on a circle, neighbours where they deal with the same others."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from html import escape

import numpy as np

from dragoman.relations.around import Link
from dragoman.relations.drawing import BLUE, GREY, VERMILION, document, source_line, words_of
from dragoman.relations.index import scale_of

SIZE, MIDDLE, RADIUS = 900.0, 470.0, 380.0


def svg(
    links: Sequence[Link], first: datetime.date, on: datetime.date, bloc: str | None = None, language: str = "fr"
) -> str:
    """The network of ``links``: blue lines for levels above 0, broken vermilion ones below; the wider, the farther from 0."""
    words = words_of(language)
    order = around_the_circle(links)
    places = {code: 2 * math.pi * n / len(order) - math.pi / 2 for n, code in enumerate(order)}
    parts = [
        *(_line(link, places) for link in sorted(links, key=lambda link: abs(link.level))),
        *(_actor(code, angle) for code, angle in places.items()),
        *_legend(words),
    ]
    count = sum(link.events for link in links)
    source = source_line(scale_of(None, language), (first, on), {"bloc": bloc}, count, language)
    return document(SIZE, SIZE + 60, words["network"].format(on=on, pairs=len(links)), parts, source)


def around_the_circle(links: Sequence[Link]) -> list[str]:
    """The actors in the order in which they stand on the circle: by the two slowest waves of the graph (its Laplacian's)."""
    codes = sorted({code for link in links for code in (link.one, link.other)})
    if len(codes) < 4:
        return codes
    place = {code: n for n, code in enumerate(codes)}
    tied = np.zeros((len(codes), len(codes)))
    for link in links:
        tied[place[link.one], place[link.other]] = tied[place[link.other], place[link.one]] = math.log1p(link.events)
    degree = tied.sum(1)
    half = 1 / np.sqrt(degree)
    _, waves = np.linalg.eigh(np.eye(len(codes)) - half[:, None] * tied * half[None])
    angles = np.arctan2(np.round(waves[:, 2] * half, 9), np.round(waves[:, 1] * half, 9))
    return [codes[n] for n in np.argsort(angles, kind="stable")]


def _line(link: Link, places: dict[str, float]) -> str:
    (a, b), (c, d) = (_at(places[code], RADIUS) for code in (link.one, link.other))
    colour, broken = (BLUE, "") if link.level > 0 else (VERMILION, ' stroke-dasharray="7 4"')
    width = 0.6 + 3.4 * abs(link.level) / 100
    told = escape(f"{link.one}–{link.other} {link.level:+.0f} ({link.low:+.0f} … {link.high:+.0f}), n = {link.events}")
    bent = f"M{a:.1f} {b:.1f}Q{(a + c) / 4 + MIDDLE / 2 - 10:.1f} {(b + d) / 4 + MIDDLE / 2:.1f} {c:.1f} {d:.1f}"
    return (
        f'<path d="{bent}" fill="none" stroke="{colour}" stroke-width="{width:.1f}" opacity="0.75"{broken}>'
        f"<title>{told}</title></path>"
    )


def _actor(code: str, angle: float) -> str:
    x, y = _at(angle, RADIUS)
    left = math.cos(angle) < 0
    turn = math.degrees(angle) + (180 if left else 0)
    along, anchor = (-8, "end") if left else (8, "start")
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{GREY}"/>'
        f'<text transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f})" x="{along}" y="4" text-anchor="{anchor}"'
        f' font-size="11">{escape(code)}</text>'
    )


def _at(angle: float, radius: float) -> tuple[float, float]:
    return MIDDLE - 20 + radius * math.cos(angle), MIDDLE + radius * math.sin(angle)


def _legend(words: dict[str, str]) -> list[str]:
    entries = ((words["above"], BLUE, ""), (words["below"], VERMILION, ' stroke-dasharray="7 4"'))
    found = []
    for n, (name, colour, broken) in enumerate(entries):
        y = SIZE - 8 + 18 * n
        found.append(f'<path d="M16 {y - 4}h36" stroke="{colour}" stroke-width="3"{broken}/>')
        found.append(f'<text x="60" y="{y}">{escape(name)}</text>')
    return found
