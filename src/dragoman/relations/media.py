"""Agencies and media whose own story may be asked for: « selon KCNA »."""

from __future__ import annotations

from functools import cache

from dragoman.actors.lexicon import WORLD
from dragoman.languages import read_tsv


def medium_of(name: str) -> str | None:
    """The name under which an agency or a medium lies in the store, from any of its names; ``None`` where it is none.

    >>> medium_of("agence centrale de presse coréenne"), medium_of("Paris")
    ('KCNA', None)
    """
    return _media().get(name.casefold())


@cache
def _media() -> dict[str, str]:
    rows = read_tsv(WORLD / "agencies.tsv")
    names = [
        (name.removeprefix("fr:").removeprefix("en:"), row["entity"])
        for row in rows
        for name in row["names"].split("|")
    ]
    return {name.casefold(): entity for name, entity in [*names, *((row["entity"], row["entity"]) for row in rows)]}
