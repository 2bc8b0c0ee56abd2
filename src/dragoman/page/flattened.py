"""The lines of a flattened page, each with what can be seen of it without knowing what it is.

A page that lost its markup keeps its words and, mostly, its line breaks. ``lines`` gives those lines in reading order,
cleaned of what cannot be seen; lines that were wrapped at a column are put together again, and a page whose line breaks
were lost is cut into pieces where the page itself shows that a new line began (see ``pieces.py``).
"""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

LONGEST = 120_000
"""Characters of a page that are read: the longest news pages, with their comments, stay under that."""


class Sort(StrEnum):
    """What a line of a page is; the value is the reason told for a line that is dropped."""

    PARAGRAPH = "paragraph"
    HEADING = "heading between paragraphs"
    TITLE = "title"
    STANDFIRST = "standfirst"
    CAPTION = "caption and photo credit"
    NAVIGATION = "navigation"
    BREADCRUMB = "breadcrumb"
    SECTION = "section line"
    BYLINE = "byline"
    DATE = "date line"
    READING_TIME = "reading time"
    SHARE = "share buttons"
    ACCOUNT = "account links"
    NOTICE = "notice to the reader"
    COOKIES = "cookie notice"
    SUBSCRIPTION = "subscription notice"
    PAYWALL = "paywall notice"
    NEWSLETTER = "newsletter box"
    COMMENTS = "comments"
    COPYRIGHT = "copyright or legal line"
    TAGS = "tag list"
    AUTHOR = "about the author"
    NOTES = "notes and references"
    LINK = "link to another article"
    LIST = "list of other articles"
    POINTS = "key points: the text in short"
    REPEATED = "said again: the same words stand elsewhere on the page"
    TEASER = "teaser: the text said again"
    TITLE_AGAIN = "the title said again"
    CAPTION_AGAIN = "the caption said again"
    OTHER = "short line outside the article"


_FOLDED = {
    point: folded
    for point in range(sys.maxunicode + 1 if sys.maxunicode < 0x3000 else 0x3000)
    if (folded := unicodedata.normalize("NFD", chr(point))[0].lower()[:1]) != chr(point)
} | {ord("’"): "'", ord("ʼ"): "'", ord("‘"): "'", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2011: "-"}
_UNSEEN = re.compile("[\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a-\u202e\x00-\x08\x0e-\x1b\x7f]")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\x1f]+")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ENDED = re.compile(r"[.!?…](?:[\"'”’»)\]\s]|\[\d{1,3}\])*$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\(\.\.\.\))\s*$")
_APART = re.compile(r"(?:https?://|www\.)\S+|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?: [AP]M)?\s{2,}\S.*")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪►]|\d{1,2}[.)])\s+")


def fold(text: str) -> str:
    """The text without case and accents and with one kind of apostrophe and space, character for character."""
    return text.translate(_FOLDED)


def tokens(text: str) -> list[str]:
    """Words and numbers of the text, folded; letters and digits part (« 10h41 » is 10, h, 41)."""
    return _TOKEN.findall(fold(text))


@dataclass(frozen=True)
class Line:
    """A line, or a piece of one, in normal form C, without blanks around it.

    ``blank`` tells that a blank line (or the page's edge) stands before it. A piece has in ``glue`` the blanks that
    stood between it and the piece before it on the same line (``""`` where nothing stood), else ``None``.
    """

    text: str
    blank: bool = False
    glue: str | None = None

    @cached_property
    def tokens(self) -> list[str]:
        """The line's words, folded."""
        return tokens(self.text)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.tokens)

    @cached_property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDED.search(self.text[-12:]))

    @property
    def cut(self) -> bool:
        """Whether it breaks off with « ... »."""
        return bool(_CUT.search(self.text[-8:]))

    @property
    def printed(self) -> bool:
        """Whether a printer or a browser put it there: a web address, the day of printing before the page's name."""
        return bool(_APART.match(self.text))

    @property
    def bullet(self) -> bool:
        """Whether it begins as an item of a list does."""
        return bool(_BULLET.match(self.text))


def seen(text: str) -> str:
    """The text in normal form C without characters that cannot be seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def lines(text: str) -> list[Line]:
    """The page's lines that hold something, in order, wrapped ones put together."""
    found: list[Line] = []
    blank = True
    for raw in _BREAK.split(seen(text)):
        stripped = raw.strip()
        if not stripped:
            blank = True
            continue
        found.append(Line(stripped, blank))
        blank = False
    return _unwrapped(found)


def tidy(text: str) -> str:
    """The text with each run of blanks made one; spaces that do not break stay."""
    return _BLANKS.sub(" ", text).strip()


def _unwrapped(found: list[Line]) -> list[Line]:
    """Put lines together that a column's width parted: most end within a sentence and go on in small letters."""
    if not _is_wrapped(found):
        return found
    lengths = sorted(len(line.text) for line in found)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    joined: list[list[Line]] = []
    last = Line("")
    for line in found:
        apart = not joined or line.blank or line.printed or last.printed
        if not apart and _was_full(last.text, line.text, width):
            joined[-1].append(line)
        else:
            joined.append([line])
        last = line
    return [
        Line(" ".join(line.text for line in part), part[0].blank) for parts in joined for part in _sentences_only(parts)
    ]


def _sentences_only(parts: list[Line]) -> list[list[Line]]:
    """Lines put together, parted again before a capital where they end as no sentence does: a title and what is below."""
    if parts[-1].ended or len(parts) == 1:
        return [parts]
    groups: list[list[Line]] = []
    for line in parts:
        if groups and line.text[:1].islower():
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _was_full(last: str, after: str, width: int) -> bool:
    """Whether a line ends where the column did: the first word of the next would have gone over its width."""
    going_on = after[:1].islower() and not _ENDED.search(last[-12:])
    return len(last) + 1 + len(after.split(maxsplit=1)[0]) >= (0.6 if going_on else 0.9) * width


def _is_wrapped(found: list[Line]) -> bool:
    """Whether a column's width parts the lines: no line is long, and half of the neighbours run on in small letters."""
    if len(found) < 4 or max(len(line.text) for line in found) > 110:
        return False
    pairs = [(a, b) for a, b in itertools.pairwise(found) if not b.blank and len(a.text) >= 45]
    running = sum(1 for a, b in pairs if b.text[0].islower() and not a.ended)
    return len(pairs) >= 3 and running >= 0.4 * len(pairs)
