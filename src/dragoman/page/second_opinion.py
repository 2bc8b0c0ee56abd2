"""A second opinion on a page's text, where our own extractor seems to have missed it.

Ours is better than trafilatura on pages of our own writing; but pages are of more makes than we
have thought of. So its answer is checked against what any reader of the markup can count, the longest run of
paragraphs, and where it falls far behind, trafilatura is asked and taken if it found much more. It stays a plain
dependency and not an extra for that: it takes 46 MB of 477 installed, and is only loaded for a page in doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.page.main_text import prose_words, said_by_readers
from dragoman.page.outline import Outline

AT_LEAST = 0.5
"""Share of the longest run of paragraphs that a text must have in words, else it is in doubt."""
LONG_RUN = 80
"""Words of the shortest run that throws doubt on a text: offers and cookie notices have less."""
MUCH_MORE = 2
"""How many times the words of ours another text must have to be taken."""


def doubtful(page: Outline, title: int | None, blocks: Sequence[str]) -> bool:
    """Whether a text has far fewer words than the page's longest run of paragraphs in one box, readers' talk apart.

    ``title`` is the number of the block that is the page's title; articles scrolled in below, with titles of their own,
    throw no doubt on one that was found.
    """
    words = sum(len(block.split()) for block in blocks)
    runs: Counter[int] = Counter()
    for n, block in enumerate(page.blocks):
        tag = page.tags[block.node]
        if tag == "h1" and title is not None and n > title and words >= LONG_RUN // 2:
            break
        if tag == "p":
            runs[page.parents[block.node]] += prose_words(block)
    longest = [node for node, run in runs.items() if run >= LONG_RUN and words < AT_LEAST * run]
    return any(not said_by_readers(page, node) for node in longest)


def second_opinion(text: str, blocks: Sequence[str]) -> tuple[str, ...]:
    """The text that trafilatura finds in the page, by blocks; empty where it has not much more than ``blocks``."""
    import trafilatura
    from lxml import etree

    try:
        found = trafilatura.bare_extraction(text, fast=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError):
        return ()
    if found is None or isinstance(found, dict):
        return ()
    parts = [" ".join("".join(element.itertext()).split()) for element in found.body]
    words = sum(len(part.split()) for part in parts)
    enough = words >= max(LONG_RUN, MUCH_MORE * sum(len(block.split()) for block in blocks))
    return tuple(part for part in parts if part) if enough else ()
