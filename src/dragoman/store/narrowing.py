"""A search narrowed down, or its days taken out: a line made of another line, as its reader would write it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.errors import QueryError
from dragoman.store.fields import DATES, names
from dragoman.store.query import Token, tokens
from dragoman.store.words import folded


def narrowed(line: str, *more: str) -> str:
    """The line with further parts, all of which must hold.

    >>> narrowed("accord", "pays:PRK"), narrowed("accord ou paix", "pays:PRK"), narrowed("", "pays:PRK")
    ('accord pays:PRK', '(accord ou paix) pays:PRK', 'pays:PRK')
    """
    added = " ".join(part for part in more if part)
    whole = line.strip()
    if not added or not whole:
        return whole or added
    return f"({whole}) {added}" if _chooses(whole) else f"{whole} {added}"


def without_days(line: str) -> str:
    """The line without the days that all of it is bound to.

    >>> without_days("accord date:2024-01..2024-03 sauf pays:PRK"), without_days("(accord ou paix) depuis:2024")
    ('accord sauf pays:PRK', '(accord ou paix)')
    """
    found = _outside(line)
    if found is None or any(token.kind == "or" for token in found):
        return line
    kept, at = "", 0
    for before, field, value in zip([None, *found], found, found[1:], strict=False):
        bound = before is None or before.kind != "not"
        if bound and _is_day(field) and value.kind in ("word", "phrase"):
            kept, at = kept + line[at : field.start], value.end
    return " ".join(part for part in (kept.strip(), line[at:].strip()) if part)


def _chooses(line: str) -> bool:
    found = _outside(line)
    return found is not None and any(token.kind == "or" for token in found)


def _is_day(token: Token) -> bool:
    return token.kind == "field" and names().get(folded(token.text.rstrip(": \t"))) in DATES


def _outside(line: str) -> Sequence[Token] | None:
    """The tokens that stand in no bracket, and the brackets; ``None`` where the line cannot be read."""
    depth, found = 0, []
    try:
        for token in tokens(line):
            depth -= token.kind == "close"
            if depth == 0:
                found.append(token)
            depth += token.kind == "open"
    except QueryError:
        return None
    return found
