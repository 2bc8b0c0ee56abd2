"""How often words stand in an article, packed beside it, so that a rank need not read the words themselves.

Most words stand once in a text and not in its title. Only the others are kept: seven bytes each, of which four are a digest of
the word.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ENTRY = np.dtype([("word", "<u4"), ("title", "u1"), ("body", "<u2")])
_MOST_TITLE, _MOST_BODY = 255, 65_535

Counts = NDArray[np.int64]


def packed(title: Sequence[str], body: Sequence[str]) -> bytes:
    """The counts of an article's words, but of those that stand once in its body alone."""
    in_title, in_body = Counter(title), Counter(body)
    told = dict.fromkeys((*in_title, *(word for word, times in in_body.items() if times > 1)))
    entries = [(_digest(word), min(in_title[word], _MOST_TITLE), min(in_body[word], _MOST_BODY)) for word in told]
    return np.array(entries, _ENTRY).tobytes()


def unpacked(articles: Sequence[bytes], words: Sequence[str], held: NDArray[np.bool_]) -> tuple[Counts, Counts]:
    """How often each of the words stands in the title of each article, and in its body: a row an article, a column a word.

    ``held`` tells which article holds which word at all.

    >>> one = packed(["accord"], ["accord", "paix", "paix", "signe"])
    >>> [counts.tolist() for counts in unpacked([one], ["accord", "paix", "signe"], np.ones((1, 3), bool))]
    [[[1, 0, 0]], [[1, 2, 1]]]
    """
    entries = np.frombuffer(b"".join(articles), _ENTRY)
    sizes = [len(one) // _ENTRY.itemsize for one in articles]
    row = np.repeat(np.arange(len(articles)), sizes)
    title, body = np.zeros(held.shape, np.int64), held.astype(np.int64)
    digests = np.array([_digest(word) for word in words], np.uint32)
    order = np.argsort(digests)
    at = order[np.minimum(np.searchsorted(digests, entries["word"], sorter=order), len(words) - 1)]
    at = np.array([words.index(word) for word in words])[at]
    known = np.flatnonzero(digests[at] == entries["word"])
    title[row[known], at[known]] = entries["title"][known]
    body[row[known], at[known]] = entries["body"][known]
    for column, word in enumerate(words):
        if (first := words.index(word)) != column:  # looked for twice, as « accord titre:accord »
            same = known[at[known] == first]
            title[row[same], column] = entries["title"][same]
            body[row[same], column] = entries["body"][same]
    return title, body


def _digest(word: str) -> int:
    return zlib.crc32(word.encode())
