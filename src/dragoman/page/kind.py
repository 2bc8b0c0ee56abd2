"""What an input is, by its first bytes; its name is asked only where they leave it open."""

from __future__ import annotations

import re
from enum import Enum

from dragoman.page.encoding import decode, looks_wide
from dragoman.page.mailbox import is_mailbox, is_message

HEAD = 1 << 16
"""How many bytes are looked at."""


class Kind(Enum):
    """The kinds of input; those below ``EMPTY`` are refused."""

    TEXT = "text"
    HTML = "HTML"
    FEED = "feed"
    NDJSON = "NDJSON"
    JSON = "JSON"
    PARQUET = "Parquet"
    WARC = "WARC"
    MBOX = "mailbox"
    MAIL = "mail message"
    LIST = "list of addresses"
    GZIP = "gzip"
    EMPTY = "empty"
    BINARY = "binary data"


_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a RIFF file (sound, video or WebP)",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "a SQLite database",
    b"\x7fELF": "a program",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"OggS": "an Ogg file",
    b"ID3": "an MP3 file",
}
_FEED = re.compile(r"<(?:rss|rdf:RDF|(?:\w+:)?feed)[\s>]")
_LIST = re.compile(r"<(?:\w+:)?(?:opml|urlset|sitemapindex)[\s>]")
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|div|p|article|section|main|meta|title|script|h[1-6]|br|table|tr|td|span|a|ul|"
    r"li|img|font|center|em|strong|b|i)(?:\s[^<>]*)?/?)>?",
    re.IGNORECASE,
)
_OPENS_HTML = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_LINE_NAMES = (".ndjson", ".jsonl", ".jsonlines")


def kind_of(head: bytes, name: str = "") -> Kind:
    """The kind of input that begins with these bytes (``HEAD`` of them, or all there are)."""
    lower = name.lower()
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return Kind.BINARY if head.count(0) > 8 else Kind.EMPTY
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if magic(head) or _is_binary(head):
        return Kind.BINARY
    if is_mailbox(head):
        return Kind.MBOX
    if is_message(head):
        return Kind.MAIL
    text = decode(head).text.lstrip("\ufeff \t\r\n")
    return _worded(text, lower)


def magic(head: bytes) -> str | None:
    """What a well-known kind of binary data is, in words; ``None``: none that is known."""
    return next((words for begin, words in _MAGIC.items() if head.startswith(begin)), None)


def is_markup(text: str) -> bool:
    """Whether words handed in are HTML: it opens as a page does, or has tags in a number that prose does not have."""
    head = text[:HEAD]
    if _OPENS_HTML.match(head.lstrip("\ufeff \t\r\n")):
        return True
    tags = sum(1 for _ in _MARKUP.finditer(head))
    return tags >= 2 and tags * 400 >= min(len(head), 4000)


def _worded(text: str, name: str) -> Kind:
    if text.startswith(("{", "[")) or name.endswith(_LINE_NAMES):
        found = _json(text, name)
        if found is not None:
            return found
    opening = text[:4096]
    if _FEED.search(opening) and not _OPENS_HTML.match(opening):
        return Kind.FEED
    if _LIST.search(opening) and not _OPENS_HTML.match(opening):
        return Kind.LIST
    return Kind.HTML if is_markup(text) else Kind.TEXT


def _json(text: str, name: str) -> Kind | None:
    """Lines of JSON, or one JSON value over several lines; ``None``: prose that opens with a bracket."""
    if name.endswith(_LINE_NAMES):
        return Kind.NDJSON
    first = text.split("\n", 1)[0].rstrip()
    if first.startswith("{") and first.endswith("}") and '"' in first:
        return Kind.NDJSON
    if re.match(r'[{\[]\s*(?:[{\]}]|"(?:[^"\\\n]|\\.){1,200}"\s*:)', text):
        return Kind.NDJSON if text.startswith("{") and len(first) >= HEAD // 2 else Kind.JSON
    return None


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_wide(head):
        return False
    control = sum(head.count(byte) for byte in (*range(9), 11, *range(14, 27), *range(28, 32)))
    return control > max(8, len(head) // 100)
