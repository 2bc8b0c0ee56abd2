"""Which country an outlet is of, by the host of its address: a table of outlets first, else the end of the host."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dragoman.languages.pack import read_tsv

UNKNOWN = "unknown"
"""What is asked for where an outlet's country is not known."""


@lru_cache(maxsize=100_000)
def country_of(host: str | None) -> str | None:
    """The code of an outlet's country, by the longest part of its host that is known; ``None`` where none is.

    >>> country_of("francais.rt.com"), country_of("aps.dz"), country_of("example.org")
    ('RUS', 'DZA', None)
    """
    parts = (host or "").lower().strip(".").split(".")
    known = _known()
    return next((known[end] for end in (".".join(parts[n:]) for n in range(len(parts))) if end in known), None)


@lru_cache
def _known() -> dict[str, str]:
    beside = Path(__file__)
    ends = {row["end"]: row["code"] for row in read_tsv(beside.with_name("ends.tsv"))}
    return ends | {row["host"]: row["code"] for row in read_tsv(beside.with_name("outlets.tsv"))}
