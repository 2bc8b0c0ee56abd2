"""A map of one actor's relations: each state in the colour of its level with him on a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from html import escape

from dragoman.relations.around import Link
from dragoman.relations.drawing import GREY, NO_DATA, document, name_of, scale_of_levels, shade, source_line, words_of
from dragoman.relations.index import scale_of
from dragoman.relations.shapes import HEIGHT, NO_STATE, WIDTH, Shape, shapes

DRAWN = 1200.0
SMALL = 10
"""Room within a state, in units of the view, below which a dot is drawn on it."""


def svg(one: str, links: Sequence[Link], first: datetime.date, on: datetime.date, language: str = "fr") -> str:
    """The map of the links of ``one``, told of the days from ``first`` until ``on``."""
    words = words_of(language)
    own = [link for link in links if one in (link.one, link.other)]
    levels = {link.other if link.one == one else link.one: link for link in own}
    scale = DRAWN / WIDTH
    drawn = [_state(shape, one, levels.get(shape.code)) for shape in shapes()]
    parts = [
        f'<g transform="translate(0 40) scale({scale:.4f})" stroke="white" stroke-width="2">',
        *drawn,
        *(_dot(shape, levels[shape.code]) for shape in shapes() if shape.room < SMALL and shape.code in levels),
        "</g>",
        *scale_of_levels(16, 40 + HEIGHT * scale + 8, words),
    ]
    source = source_line(scale_of(None, language), (first, on), {}, sum(link.events for link in own), language)
    title = words["map"].format(one=name_of(one, language), on=on)
    return document(DRAWN, 40 + HEIGHT * scale + 68, title, parts, source)


def _state(shape: Shape, one: str, link: Link | None) -> str:
    if shape.code == one:
        return f'<path d="{shape.path}" fill="black"><title>{one}</title></path>'
    colour = shade(link.level) if link else NO_DATA
    told = "" if shape.code == NO_STATE else f"<title>{escape(_told(shape.code, link))}</title>"
    edge = f' stroke="{GREY}"' if link else ""
    return f'<path d="{shape.path}" fill="{colour}"{edge}>{told}</path>'


def _dot(shape: Shape, link: Link) -> str:
    told = escape(_told(shape.code, link))
    return (
        f'<circle cx="{shape.x}" cy="{shape.y}" r="14" fill="{shade(link.level)}" stroke="{GREY}">'
        f"<title>{told}</title></circle>"
    )


def _told(code: str, link: Link | None) -> str:
    return f"{code} {link.level:+.0f} ({link.low:+.0f} … {link.high:+.0f}), n = {link.events}" if link else code
