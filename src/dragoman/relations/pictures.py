"""Pictures of a relation: its level with interval and alarms, cooperation and conflict as mirrored areas; SVG and terminal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from html import escape

from dragoman.languages import load
from dragoman.relations.alarms import UPWARD_NAMES, Alarm
from dragoman.relations.drawing import BLUE, GREY, VERMILION, document, name_of, source_line, words_of
from dragoman.relations.index import Day, Index, scale_of

WIDTH, LEFT, RIGHT = 960.0, 56.0, 16.0
TOP, LEVEL_HEIGHT, GAP, HALF = 40.0, 260.0, 40.0, 80.0
BLOCKS = "▁▂▃▄▅▆▇█"


def svg(index: Index, alarms: Sequence[Alarm], language: str = "fr") -> str:
    """The picture of an index, as a document of its own."""
    words = words_of(language)
    days = index.days
    title = _title(index, language)
    parts = [*_legend(words), *_grid(days), *_level(days), *_alarms(days, alarms, language), *_areas(days, words)]
    height = TOP + LEVEL_HEIGHT + GAP + 2 * HALF + 60
    return document(WIDTH, height, title, parts, source_of(index, language))


def _title(index: Index, language: str) -> str:
    names = name_of(index.one, language), name_of(index.other, language)
    return f"{names[0]} {'→' if index.directed else '–'} {names[1]}"


def terminal(index: Index, alarms: Sequence[Alarm] = (), width: int = 80, language: str = "fr") -> str:
    """The level and the bounds of its interval as rows of blocks, oldest left, « · » where there is none; alarms above them;
    below, cooperation and conflict, mirrored; then the alarms by day and the source line.
    """
    days, words = index.days, words_of(language)
    if not days:
        return f"{_title(index, language)}\n{source_of(index, language)}\n"
    wide = max(len(words[name]) for name in ("level", "interval", "with_alleged", "cooperation", "conflict")) + 2
    shown = _thinned(days, width - wide - 1)
    rows = [("▲ ▼", _turns(shown, alarms)), *_levels(shown, words), *_sums(shown, words)]
    ends = f"{days[0].date}{days[-1].date!s:>{max(len(shown) - 10, 11)}}"
    lines = [f"{_title(index, language)}  {words['level']} −100 ▁ … █ +100"]
    lines += [f"{name:>{wide}} {row}".rstrip() for name, row in [*rows, ("", ends)] if row.strip()]
    lines += [] if any(day.level is not None for day in days) else [words["unknown"]]
    lines += [f"{a.date} {'▲' if _is_up(a) else '▼'} {a.direction}" for a in alarms if days[0].date <= a.date]
    return "\n".join([*lines, source_of(index, language)]) + "\n"


def _thinned(days: Sequence[Day], width: int) -> list[Day]:
    """As many days as fit side by side, the last among them."""
    step = max(len(days) / width, 1.0)
    return [days[-1 - int(n * step)] for n in range(int(len(days) / step))][::-1]


def _levels(shown: Sequence[Day], words: dict[str, str]) -> list[tuple[str, str]]:
    """The rows of the level, between the bounds of its interval; the level alone where no day has one."""
    values = [
        (f"{words['interval']} +", [day.high for day in shown]),
        (words["level"], [day.level for day in shown]),
        (f"{words['interval']} −", [day.low for day in shown]),
        (words["with_alleged"], [day.alleged for day in shown]),
    ]
    return [
        (name, "".join("·" if value is None else _block((value + 100) / 200) for value in row))
        for name, row in values
        if name == words["level"] or any(value is not None for value in row)
    ]


def _sums(shown: Sequence[Day], words: dict[str, str]) -> list[tuple[str, str]]:
    """The rows of cooperation, standing, and of conflict, hanging."""
    most = max(max(day.cooperative, day.conflictual) for day in shown) or 1.0
    return [
        (words["cooperation"], "".join(_block(day.cooperative / most) if day.cooperative else " " for day in shown)),
        (words["conflict"], "".join(_hanging(day.conflictual / most) for day in shown)),
    ]


def _block(share: float) -> str:
    return BLOCKS[max(min(int(share * 8), 7), 0)]


def _hanging(share: float) -> str:
    """A block that hangs from the top, so that it mirrors one that stands: terminals have only three of them in all fonts."""
    return " " if share == 0 else "▔" if share < 1 / 4 else "▀" if share < 3 / 4 else "█"


def _turns(shown: Sequence[Day], alarms: Sequence[Alarm]) -> str:
    """A row with the alarms, each over the last day shown that is not later."""
    row = [" "] * len(shown)
    for alarm in alarms:
        at = bisect_right(shown, alarm.date, key=lambda day: day.date) - 1
        if at >= 0:
            row[at] = "▲" if _is_up(alarm) else "▼"
    return "".join(row)


def _is_up(alarm: Alarm) -> bool:
    return alarm.direction in UPWARD_NAMES


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
    entries = (
        (560, words["level"], BLUE),
        (645, words["interval"], "#9ecae1"),
        (790, words["with_alleged"], VERMILION),
    )
    return [
        f'<text x="{x}" y="20" fill="{GREY}"><tspan fill="{colour}">■</tspan> {escape(name)}</text>'
        for x, name, colour in entries
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


LABEL = 76.0
"""Room that the name of an alarm takes: where another sign stands in it, the sign stands alone."""


def _alarms(days: Sequence[Day], alarms: Sequence[Alarm], language: str) -> list[str]:
    """The alarms as signs, above those for the better and below those for the worse, named where there is room."""
    places = {day.date: n for n, day in enumerate(days)}
    named = load(language).toml("relations")["directions"]
    found = []
    for up, sign, colour, y in ((True, "▲", BLUE, TOP + 12), (False, "▼", VERMILION, TOP + LEVEL_HEIGHT - 4)):
        own = sorted((a for a in alarms if _is_up(a) == up and a.date in places), key=lambda a: a.date)
        at = [_x(places[alarm.date], len(days)) for alarm in own]
        for n, (alarm, x) in enumerate(zip(own, at, strict=True)):
            told = escape(f"{alarm.date} {alarm.direction}")
            text = f'y="{y}" fill="{colour}"'
            found.append(f'<text x="{x:.1f}" {text} text-anchor="middle">{sign}<title>{told}</title></text>')
            name = escape(named[alarm.direction])
            if x < WIDTH - LABEL and not any(x < other < x + LABEL for other in at[n + 1 :]):
                found.append(f'<text x="{x + 8:.1f}" {text} font-size="10">{name}</text>')
            elif x >= WIDTH - LABEL and not any(x - LABEL < other for other in at[:n]):
                found.append(f'<text x="{x - 8:.1f}" {text} font-size="10" text-anchor="end">{name}</text>')
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
