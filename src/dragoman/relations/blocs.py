"""Blocs and who belongs to them on a day (``blocs.tsv``)."""

from __future__ import annotations

import datetime
from functools import lru_cache
from pathlib import Path

from dragoman.languages.pack import read_tsv


@lru_cache
def _rows() -> tuple[tuple[str, str, datetime.date, datetime.date], ...]:
    rows = read_tsv(Path(__file__).with_name("blocs.tsv"))
    day = datetime.date.fromisoformat
    return tuple(
        (row["bloc"], row["code"], day(row["from"]), day(row["until"]) if row["until"] else datetime.date.max)
        for row in rows
    )


def blocs() -> list[str]:
    """The codes of the blocs whose members are known, sorted."""
    return sorted({bloc for bloc, *_ in _rows()})


def members(bloc: str, on: datetime.date) -> frozenset[str]:
    """The states that belong to a bloc on a day.

    >>> "GBR" in members("EUR", datetime.date(2020, 2, 1))
    False
    """
    return frozenset(code for name, code, first, last in _rows() if name == bloc and first <= on <= last)
