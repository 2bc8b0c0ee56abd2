"""Pictures of a relation: its level with interval and alarms, cooperation and conflict as mirrored areas; SVG and terminal."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dragoman.relations.alarms import UPWARD_NAMES, Alarm
from dragoman.relations.drawing import BLUE, GREY, VERMILION, document, source_line, words_of
from dragoman.relations.index import Day, Index, scale_of

WIDTH, LEFT, RIGHT = 960.0, 56.0, 16.0
TOP, LEVEL_HEIGHT, GAP, HALF = 40.0, 260.0, 40.0, 80.0
BLOCKS = "▁▂▃▄▅▆▇█"


def svg(index: Index, alarms: Sequence[Alarm], language: str = "fr") -> str:
    """The picture of an index, as a document of its own."""
    words = words_of(language)
    days = index.days
    title = f"{index.one}{'→' if index.directed else '–'}{index.other}"
    parts = [*_legend(words), *_grid(days), *_level(days), *_alarms(days, alarms), *_areas(days, words)]
    height = TOP + LEVEL_HEIGHT + GAP + 2 * HALF + 60
    return document(WIDTH, height, title, parts, source_of(index, language))


def terminal(index: Index, width: int = 72, language: str = "fr") -> str:
    """The level as a row of blocks, oldest left; « · » where there is none; then the source line."""
    days = index.days
    step = max(len(days) / width, 1.0)
    shown = [days[int(n * step)] for n in range(int(len(days) / step))]
    row = "".join("·" if d.level is None else BLOCKS[min(int((d.level + 100) / 200 * 8), 7)] for d in shown)
    edges = f"{days[0].date} … {days[-1].date}" if days else ""
    return f"{index.one}–{index.other}  −100 ▁ … █ +100\n{row}\n{edges}\n{source_of(index, language)}\n"


def source_of(index: Index, language: str = "fr") -> str:
    """The source line of an index's picture."""
    days = (index.days[0].date, index.days[-1].date) if index.days else None
    asked = {name: getattr(index, name) for name in ("claimant", "language", "outlet", "country")}
    return source_line(scale_of(index.source, language), days, asked, index.occurrences, language)


def _x(n: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * n / max(count - 1, 1)


def _y(level: float) -> float:
    return TOP + LEVEL_HEIGHT * (100 - level) / 200


def _legend(words: dict[str, str]) -> list[str]:
    entries = ((words["level"], BLUE), (words["interval"], "#9ecae1"), (words["with_alleged"], VERMILION))
    return [
        f'<text x="{260 + 200 * n}" y="20" fill="{GREY}"><tspan fill="{colour}">■</tspan> {escape(name)}</text>'
        for n, (name, colour) in enumerate(entries)
    ]


def _grid(days: Sequence[Day]) -> list[str]:
    found = []
    for level in (-100, -50, 0, 50, 100):
        y = _y(level)
        found.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        found.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{level}</text>')
    firsts = [n for n, day in enumerate(days) if day.date.day == 1]
    for n in firsts[:: max(len(firsts) // 8, 1)]:
        y = TOP + LEVEL_HEIGHT + 16
        found.append(f'<text x="{_x(n, len(days)):.1f}" y="{y}" text-anchor="middle">{days[n].date:%Y-%m}</text>')
    return found


def _level(days: Sequence[Day]) -> list[str]:
    found = []
    known = [(n, d) for n, d in enumerate(days) if d.level is not None]
    for run in _runs(known):
        upper = [f"{_x(n, len(days)):.1f},{_y(d.high or 0):.1f}" for n, d in run]
        lower = [f"{_x(n, len(days)):.1f},{_y(d.low or 0):.1f}" for n, d in reversed(run)]
        line = " ".join(f"{_x(n, len(days)):.1f},{_y(d.level or 0):.1f}" for n, d in run)
        found.append(f'<polygon points="{" ".join(upper + lower)}" fill="#9ecae1" opacity="0.6"/>')
        found.append(f'<polyline points="{line}" fill="none" stroke="{BLUE}" stroke-width="2"/>')
    for run in _runs([(n, d) for n, d in enumerate(days) if d.alleged is not None]):
        line = " ".join(f"{_x(n, len(days)):.1f},{_y(d.alleged or 0):.1f}" for n, d in run)
        found.append(f'<polyline points="{line}" fill="none" stroke="{VERMILION}" stroke-dasharray="4 3"/>')
    return found


def _runs(known: Sequence[tuple[int, Day]]) -> list[list[tuple[int, Day]]]:
    """Days in a row, apart where some are missing."""
    found: list[list[tuple[int, Day]]] = []
    for n, day in known:
        if found and found[-1][-1][0] == n - 1:
            found[-1].append((n, day))
        else:
            found.append([(n, day)])
    return found


def _alarms(days: Sequence[Day], alarms: Sequence[Alarm]) -> list[str]:
    places = {day.date: n for n, day in enumerate(days)}
    found = []
    for alarm in alarms:
        if alarm.date in places:
            x = _x(places[alarm.date], len(days))
            up = alarm.direction in UPWARD_NAMES
            sign, colour, y = ("▲", BLUE, TOP + 12) if up else ("▼", VERMILION, TOP + LEVEL_HEIGHT - 4)
            told = escape(f"{alarm.date} {alarm.direction}")
            found.append(
                f'<text x="{x:.1f}" y="{y}" fill="{colour}" text-anchor="middle">{sign}<title>{told}</title></text>'
            )
    return found


def _areas(days: Sequence[Day], words: dict[str, str]) -> list[str]:
    middle = TOP + LEVEL_HEIGHT + GAP + HALF
    most = max((max(d.cooperative, d.conflictual) for d in days), default=1.0) or 1.0
    found = []
    for name, colour, sign in (("cooperation", BLUE, -1), ("conflict", VERMILION, 1)):
        heights = [d.cooperative if sign < 0 else d.conflictual for d in days]
        points = [f"{_x(n, len(days)):.1f},{middle + sign * HALF * h / most:.1f}" for n, h in enumerate(heights)]
        ends = f"{_x(len(days) - 1, len(days)):.1f},{middle} {LEFT},{middle}"
        if points:
            found.append(f'<polygon points="{" ".join(points)} {ends}" fill="{colour}" opacity="0.7"/>')
        y = middle + sign * HALF + (12 if sign > 0 else -4)
        found.append(f'<text x="{LEFT}" y="{y:.1f}" fill="{colour}">{escape(words[name])}</text>')
    return found
