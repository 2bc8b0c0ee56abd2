"""What all pictures of relations share: page, title, source line, and colours that colour-blind readers can tell apart.

Blue and vermilion of the Okabe–Ito palette stand for good and bad; nothing is told by colour alone where a shape can help.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

from dragoman.languages import load

BLUE, VERMILION, GREY, PALE, NO_DATA = "#0072B2", "#D55E00", "#666666", "#F7F1E8", "#D5D5D5"


def words_of(language: str) -> dict[str, str]:
    """The labels of pictures in a language."""
    found: dict[str, str] = load(language).toml("relations")["words"]
    return found


@lru_cache
def _names(language: str) -> dict[str, str]:
    return {row["code"]: row["name"] for row in load(language).tsv("states")}


def name_of(code: str, language: str) -> str:
    """The name of a state in a language; of others their code.

    >>> name_of("PRK", "fr"), name_of("EUR", "fr")
    ('Corée du Nord', 'EUR')
    """
    return _names(language).get(code, code)


def document(width: float, height: float, title: str, parts: Iterable[str], source: str) -> str:
    """An SVG document of its own: title above, source line below."""
    opened = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
        ' font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="white"/>',
        f'<text x="16" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    closed = [f'<text x="16" y="{height - 10:.0f}" fill="{GREY}">{escape(source)}</text>', "</svg>"]
    return "\n".join([*opened, *parts, *closed]) + "\n"


def source_line(
    scale: str,
    days: tuple[datetime.date, datetime.date] | None,
    filters: Mapping[str, object],
    count: int,
    language: str = "fr",
) -> str:
    """Where a picture is from: scale, period, filters, and how many occurrences."""
    words = words_of(language)
    named = load(language).toml("relations")["filters"]
    asked = ", ".join(named[name].format(value=value) for name, value in filters.items() if value) or words["no_filter"]
    period = f"{days[0]} – {days[1]}" if days else "–"
    return words["source"].format(source=scale, period=period, filters=asked, n=count)


def shade(level: float) -> str:
    """The colour of a level: vermilion at -100, pale at 0, blue at +100.

    >>> shade(100.0), shade(0.0)
    ('#0072b2', '#f7f1e8')
    """
    end, share = (BLUE if level > 0 else VERMILION), min(abs(level) / 100.0, 1.0)
    mixed = (round(a + (b - a) * share) for a, b in zip(_parts(PALE), _parts(end), strict=True))
    return "#" + "".join(f"{one:02x}" for one in mixed)


def scale_of_levels(x: float, y: float, words: Mapping[str, str]) -> list[str]:
    """A legend: five levels, and the colour of what has none."""
    found = []
    for n, level in enumerate((-100, -50, 0, 50, 100)):
        left = x + 44 * n
        found.append(
            f'<rect x="{left:.0f}" y="{y:.0f}" width="44" height="12" fill="{shade(level)}" stroke="{GREY}"'
            ' stroke-width="0.5"/>'
        )
        found.append(f'<text x="{left + 22:.0f}" y="{y + 25:.0f}" text-anchor="middle" font-size="10">{level}</text>')
    found.append(f'<rect x="{x + 240:.0f}" y="{y:.0f}" width="24" height="12" fill="{NO_DATA}"/>')
    found.append(f'<text x="{x + 270:.0f}" y="{y + 10:.0f}" font-size="10">{escape(words["unknown"])}</text>')
    return found


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
