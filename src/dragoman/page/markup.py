"""The words that makers of pages give to classes and ids, read from ``markup.toml`` as patterns over an element's marks."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Markup:
    """Patterns over ``Outline.marks``, and the names of <meta> that tell the day of publication."""

    furniture: re.Pattern[str]
    talk: re.Pattern[str]
    offer: re.Pattern[str]
    body: re.Pattern[str]
    standfirst: re.Pattern[str]
    byline: re.Pattern[str]
    dateline: re.Pattern[str]
    section: re.Pattern[str]
    caption: re.Pattern[str]
    trail: re.Pattern[str]
    changed: re.Pattern[str]
    published: tuple[str, ...]
    site: frozenset[str]
    nobody: frozenset[str]


@lru_cache(maxsize=1)
def markup() -> Markup:
    """The patterns, compiled once."""
    table = tomllib.loads((Path(__file__).parent / "markup.toml").read_text(encoding="utf-8"))
    published, site = tuple(table.pop("published")), frozenset(table.pop("site"))
    nobody = frozenset(table.pop("nobody"))
    return Markup(
        **{name: _pattern(words) for name, words in table.items()}, published=published, site=site, nobody=nobody
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(words), key=len, reverse=True)
    return re.compile(rf" (?:{'|'.join(map(re.escape, longest_first))})s?(?= )")
