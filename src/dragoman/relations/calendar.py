"""A calendar of what happened between two actors: types down, time across, a disc as large as how many occurrences."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Sequence
from html import escape

from dragoman.languages import load
from dragoman.ontology import types
from dragoman.relations.drawing import BLUE, GREY, VERMILION, document, name_of, source_line, words_of
from dragoman.relations.index import scale_of
from dragoman.relations.occurrences import ANYBODY, Occurrence, Told

LEFT, TOP, ROW, WIDTH = 170.0, 64.0, 26.0, 1100.0
WEEKS_UP_TO, DAYS_UP_TO = 400, 62
"""Days of the longest calendar by weeks, and by days; longer ones are by months."""
FEWEST = 14
"""Columns that a short calendar is stretched over."""


def svg(
    found: Sequence[Occurrence],
    one: str,
    other: str,
    since: datetime.date,
    until: datetime.date,
    language: str = "fr",
    told: Told = ANYBODY,
) -> str:
    """The calendar of occurrences between two days. Full discs are told as done, rings only alleged; no denials."""
    words, names = words_of(language), load(language).toml("relations")["types"]
    columns = columns_of(since, until)
    counted = [o for o in found if o.status != "denied" and since <= o.day <= until]
    kinds = [kind for kind in types() if any(o.event == kind for o in counted)]
    step = (WIDTH - LEFT - 24) / max(len(columns), FEWEST)
    cells = Counter((o.event, _column(o.day, columns), o.side, o.firm) for o in counted)
    most = max(cells.values(), default=1)
    bottom = TOP + ROW * len(kinds)
    parts = [
        *_axis(columns, step, bottom),
        *(
            f'<text x="{LEFT - 12}" y="{TOP + ROW * (n + 0.65):.0f}" text-anchor="end">{escape(names[kind])}</text>'
            for n, kind in enumerate(kinds)
        ),
        *(
            _disc(key, count, most, step, kinds.index(key[0]), columns[key[1]], words)
            for key, count in sorted(cells.items(), key=lambda item: -item[1])
        ),
        *_legend(words),
    ]
    filters = {name: getattr(told, name) for name in ("language", "outlet", "country")}
    filters = {"claimant": told.claimant or told.medium} | filters
    title = words["calendar"].format(one=name_of(one, language), other=name_of(other, language))
    source = source_line(scale_of(told.source, language), (since, until), filters, len(counted), language)
    return document(WIDTH, bottom + 60, title, parts, source)


def columns_of(since: datetime.date, until: datetime.date) -> list[datetime.date]:
    """The first day of each column: days, weeks from Monday on, or months, by how long the time is."""
    length = (until - since).days + 1
    if length > WEEKS_UP_TO:
        months = range(since.year * 12 + since.month - 1, until.year * 12 + until.month)
        return [datetime.date(month // 12, month % 12 + 1, 1) for month in months]
    step = 1 if length <= DAYS_UP_TO else 7
    first = since - datetime.timedelta(since.weekday() if step == 7 else 0)
    return [first + datetime.timedelta(n) for n in range(0, (until - first).days + 1, step)]


def _column(day: datetime.date, columns: Sequence[datetime.date]) -> int:
    return max(n for n, first in enumerate(columns) if first <= day)


def _axis(columns: Sequence[datetime.date], step: float, bottom: float) -> list[str]:
    found = []
    every = max(math.ceil(len(columns) * 60 / (WIDTH - LEFT)), 1)
    monthly = len(columns) > 1 and (columns[1] - columns[0]).days > 7
    for n in range(0, len(columns), every):
        x = LEFT + step * (n + 0.5)
        told = f"{columns[n]:%Y-%m}" if monthly else columns[n].isoformat()[2:]
        found.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{bottom:.0f}" stroke="#eee"/>')
        found.append(f'<text x="{x:.1f}" y="{bottom + 16:.0f}" text-anchor="middle" font-size="10">{told}</text>')
    return found


def _disc(
    key: tuple[str, int, str, bool],
    count: int,
    most: int,
    step: float,
    row: int,
    day: datetime.date,
    words: dict[str, str],
) -> str:
    kind, column, side, firm = key
    colour = BLUE if side == "cooperation" else VERMILION
    radius = max(2.5, (ROW / 2 - 1) * math.sqrt(count / most))
    filled = f'fill="{colour}" fill-opacity="0.75"' if firm else f'fill="none" stroke="{colour}" stroke-width="1.5"'
    standing = words["narrated"] if firm else words["alleged"]
    told = escape(f"{day} {kind}: {count}, {words['cooperation' if side == 'cooperation' else 'conflict']}, {standing}")
    x, y = LEFT + step * (column + 0.5), TOP + ROW * (row + 0.5)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {filled}><title>{told}</title></circle>'


def _legend(words: dict[str, str]) -> list[str]:
    entries = (
        (words["cooperation"], f'fill="{BLUE}"'),
        (words["conflict"], f'fill="{VERMILION}"'),
        (words["only_alleged"], f'fill="none" stroke="{GREY}" stroke-width="1.5"'),
    )
    found = []
    for n, (name, filled) in enumerate(entries):
        x = LEFT + 150 * n
        found.append(f'<circle cx="{x}" cy="42" r="5" {filled}/>')
        found.append(f'<text x="{x + 12}" y="46">{escape(name)}</text>')
    return found
