"""The news agency that a page takes its text from, where its credit line, dateline or closing words say so."""

from __future__ import annotations

import functools
import re

from dragoman.actors.lexicon import WORLD
from dragoman.languages.pack import read_tsv
from dragoman.records import Article

NEAR = 150
"""Characters at the beginning and the end of a text in which a credit stands."""
_LONE = r"(?:^|[\s(\[—–-])(?:avec|source\s*:|with|from|©|\(c\))\s+(?:l['’])?(?:the\s+)?{name}\b"
_BRACKETS = r"[(\[](?:[^()\[\]]{{0,40}}[\s,;/–—-])?{name}(?:[\s,;/–—-][^()\[\]]{{0,40}})?[)\]]"
_DATELINE = r"^[^.!?\n]{{0,60}}{name}\s*(?:\)|[—–-])"
_ALONE = r"(?:^|\n)\s*{name}\s*$"


def agency(article: Article) -> str | None:
    """The agency's name as the shipped table has it; ``None`` where the page credits none.

    A byline that names it is a credit; in the text only what stands as one does: in brackets, after « avec », before the first
    sentence, or alone at the end. A photo's credit is no credit of the text.
    """
    begin, end = article.text[:NEAR], article.text[-NEAR:]
    byline = article.byline or ""
    if not _any().search("\n".join((byline, begin, end))):  # as most pages; what follows looks for each name
        return None
    for name, pattern in _names():
        if re.search(rf"(?<!\w){pattern}(?!\w)", byline):
            return name
    for name, pattern in _names():
        marks = [(_DATELINE, begin), (_BRACKETS, begin), (_BRACKETS, end), (_LONE, end), (_ALONE, end)]
        if any(re.search(mark.format(name=pattern), words, _flags(mark)) for mark, words in marks):
            return name
    return None


def _flags(mark: str) -> re.RegexFlag:
    return re.IGNORECASE if mark == _LONE else re.NOFLAG


@functools.cache
def _any() -> re.Pattern[str]:
    """Any name of any agency."""
    return re.compile(r"(?<!\w)(?:" + "|".join(pattern for _, pattern in _names()) + r")(?!\w)")


@functools.cache
def _names() -> tuple[tuple[str, str], ...]:
    """The agencies, each with a pattern of its names; those that are words of their own need their capitals."""
    found = []
    for row in read_tsv(WORLD / "agencies.tsv"):
        if row["kind"] == "agency":
            names = [re.sub(r"^(?:fr|en):", "", name) for name in row["names"].split("|")]
            found.append((row["entity"], "(?-i:" + "|".join(re.escape(name) for name in names) + ")"))
    return tuple(found)
