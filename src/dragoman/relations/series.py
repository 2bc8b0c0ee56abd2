"""Daily series of how two countries deal with each other: cooperation and conflict apart, a column a pair."""

from __future__ import annotations

import csv
import datetime
import gzip
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError

Numbers = NDArray[np.float32]
HEADERS = "date,dyad,net or date,dyad,cooperative,conflictual"
SEPARATORS = ",;\t|"
_DYAD = re.compile(r"(\w{2,8})\s*(?:[-–—−/:>→]+|_|\s)\s*(\w{2,8})", re.ASCII)
LONGEST = 366 * 120
"""Days of the longest series that is read: a date mistyped into another century is told, not filled with empty days."""


@dataclass(frozen=True)
class Series:
    """Weights of what happened, days down and pairs across, from ``first`` on; a day without events is 0."""

    dyads: tuple[str, ...]
    first: datetime.date
    cooperative: Numbers
    conflictual: Numbers

    @property
    def days(self) -> int:
        """How many days the series has."""
        return int(self.cooperative.shape[0])

    def day(self, n: int) -> datetime.date:
        """The calendar day of row ``n``."""
        return self.first + datetime.timedelta(n)


def read_series(path: Path) -> Series:
    """The series in a CSV file (also gzipped) of date, dyad, and net or cooperative and conflictual.

    Days may be missing and stand in any order; what is given twice for a pair and day is summed, whichever of the two is
    written first. A net above 0 is cooperation, below 0 conflict. Cells may be parted by comma, semicolon, tab or bar.
    Raises InputError naming the line.
    """
    rows = _under_one_name(list(_rows(path)))
    if not rows:
        raise InputError(f"{path.name}: no data; write lines of {HEADERS}")
    ordinals = [row[0] for row in rows]
    first, last = min(ordinals), max(ordinals)
    if last - first >= LONGEST:
        spread = f"{datetime.date.fromordinal(first)} to {datetime.date.fromordinal(last)}"
        raise InputError(f"{path.name}: days from {spread}; mend the wrong one")
    dyads = sorted({row[1] for row in rows})
    column = {dyad: n for n, dyad in enumerate(dyads)}
    weights = np.zeros((2, last - first + 1, len(dyads)), np.float32)
    for ordinal, dyad, cooperative, conflictual in rows:
        weights[0, ordinal - first, column[dyad]] += cooperative
        weights[1, ordinal - first, column[dyad]] += conflictual
    return Series(tuple(dyads), datetime.date.fromordinal(first), weights[0], weights[1])


def either_way(dyad: str) -> str:
    """A dyad's name for comparison: the same whichever of the two is written first, and with whatever between.

    >>> either_way("RUS-PRK") == either_way("PRK / RUS")
    True
    """
    found = _DYAD.fullmatch(dyad)
    return "-".join(sorted(found.groups())) if found else dyad


def _under_one_name(rows: list[tuple[int, str, float, float]]) -> list[tuple[int, str, float, float]]:
    """Rows with each dyad under one name: as it is written, or in order of the alphabet where it is written several ways."""
    spellings: dict[str, set[str]] = {}
    for written in {row[1] for row in rows}:
        spellings.setdefault(either_way(written), set()).add(written)
    names = {
        written: next(iter(ways)) if len(ways) == 1 else key for key, ways in spellings.items() for written in ways
    }
    return [(day, names[dyad], cooperative, conflictual) for day, dyad, cooperative, conflictual in rows]


def read_world(path: Path, series: Series) -> NDArray[np.float64]:
    """The world's volume on each day of the series: a CSV of date, cooperative, conflictual (other columns are let be).

    A day that the file lacks has the mean of those it has.
    """
    volume = np.full(series.days, np.nan)
    for line, row in _lines(path, ("date", "cooperative", "conflictual")):
        n = _ordinal(path, line, row[0]) - series.first.toordinal()
        if 0 <= n < series.days:
            volume[n] = abs(_number(path, line, row[1])) + abs(_number(path, line, row[2]))
    if np.isnan(volume).all():
        raise InputError(f"{path.name}: none of its days is in the series; give the world's volume for the same days")
    return np.where(np.isnan(volume), np.nanmean(volume), volume)


def _rows(path: Path) -> Iterator[tuple[int, str, float, float]]:
    """Day (ordinal), pair, cooperation and conflict of each line."""
    header = _header(path)
    if "net" in header:
        for line, row in _lines(path, ("date", "dyad", "net")):
            net = _number(path, line, row[2])
            yield _ordinal(path, line, row[0]), _dyad(path, line, row[1]), max(net, 0.0), max(-net, 0.0)
        return
    for line, row in _lines(path, ("date", "dyad", "cooperative", "conflictual")):
        # conflict is written with or without its minus
        sides = abs(_number(path, line, row[2])), abs(_number(path, line, row[3]))
        yield _ordinal(path, line, row[0]), _dyad(path, line, row[1]), *sides


def _open(path: Path) -> IO[str]:
    try:
        with path.open("rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name a CSV file of {HEADERS}") from error
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _header(path: Path) -> list[str]:
    with _open(path) as stream:
        try:
            return _cells(stream)[0]
        except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
            raise InputError(f"{path.name}: not a CSV file in UTF-8 ({error}); write lines of {HEADERS}") from error


def _cells(stream: IO[str]) -> tuple[list[str], str]:
    """The names of the header, in small letters, and what parts the cells."""
    line = stream.readline()
    separator = max(SEPARATORS, key=line.count)
    return [cell.strip().lower() for cell in next(csv.reader([line], delimiter=separator), [])], separator


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The number of each line with its cells under these columns."""
    with _open(path) as stream:
        try:
            header, separator = _cells(stream)
            missing = [name for name in columns if name not in header]
            if missing:
                found = separator.join(header) or "nothing"
                raise InputError(f"{path.name}:1: the header is “{found}”; it must have {','.join(columns)}")
            places = [header.index(name) for name in columns]
            lines = csv.reader(stream, delimiter=separator)
            for cells in lines:
                if not cells:
                    continue
                line = lines.line_num + 1
                if len(cells) != len(header):
                    found = f"{len(cells)} cells where the header has {len(header)}"
                    raise InputError(f"{path.name}:{line}: {found}; mend the line")
                told = [cells[n].strip() for n in places]
                yield line, told if separator == "," else [cell.replace(",", ".") for cell in told]
        except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
            raise InputError(f"{path.name}: not a CSV file in UTF-8 ({error}); write lines of {HEADERS}") from error


def _ordinal(path: Path, line: int, word: str) -> int:
    try:
        return datetime.datetime.fromisoformat(word).toordinal()
    except ValueError:
        raise InputError(f"{path.name}:{line}: “{word}” is no day; write it as YYYY-MM-DD") from None


def _dyad(path: Path, line: int, word: str) -> str:
    if not word:
        raise InputError(f"{path.name}:{line}: no dyad; write two codes, for example PRK-RUS")
    return word


def _number(path: Path, line: int, word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or abs(number) > 1e12:
        raise InputError(f"{path.name}:{line}: “{word}” is no number; write for example -12.5")
    return number
