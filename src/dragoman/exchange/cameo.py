"""CAMEO codes in PLOVER's words, and PLOVER acts in CAMEO's."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dragoman.errors import PackError
from dragoman.languages.pack import read_tsv
from dragoman.ontology import CONTEXTS, act

HERE = Path(__file__).parent


class Plover(NamedTuple):
    """A CAMEO code in PLOVER's words."""

    event: str
    mode: str | None
    context: tuple[str, ...]


def plover(code: str) -> Plover | None:
    """A CAMEO code in PLOVER's words; ``None`` for statements and appeals (01, 02), and for what is no code.

    A code that the table does not have is read as the one above it: 1663 as 166, 166 as 160.

    >>> plover("0871")
    Plover(event='RETREAT', mode='ceasefire', context=('military',))
    """
    known = _from_cameo()
    while len(code) > 1:
        if code in known or f"{code}0" in known:
            return known.get(code) or known[f"{code}0"]
        code = code[:-1]
    return None


def cameo(event: str, mode: str | None) -> str:
    """The CAMEO code that stands for an act; the type's where it has none for the mode.

    >>> cameo("SANCTION", "expel"), cameo("COERCE", "cyber")
    ('166', '170')
    """
    known = _to_cameo()
    return known.get(f"{event}/{mode}", known.get(event, ""))


@lru_cache
def _from_cameo() -> MappingProxyType[str, Plover]:
    found = {}
    for row in read_tsv(HERE / "cameo_to_plover.tsv"):
        where = f"cameo_to_plover.tsv, {row['code']}"
        act(f"{row['event']}/{row['mode']}" if row["mode"] else row["event"], where)
        context = tuple(row["context"].split("+")) if row["context"] else ()
        if not CONTEXTS.issuperset(context):
            raise PackError(f"{where}: a context of “{row['context']}” is unknown")
        found[row["code"]] = Plover(row["event"], row["mode"] or None, context)
    return MappingProxyType(found)


@lru_cache
def _to_cameo() -> MappingProxyType[str, str]:
    found = {}
    for row in read_tsv(HERE / "plover_to_cameo.tsv"):
        act(row["act"], "plover_to_cameo.tsv")
        found[row["act"]] = row["code"]
    return MappingProxyType(found)
