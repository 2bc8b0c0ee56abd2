"""Pages out of mail: clippings sent about, one message a page, from a mailbox (mbox) or a single message (eml)."""

from __future__ import annotations

import datetime
import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import BinaryIO

from dragoman.page.encoding import decode
from dragoman.page.html import html_page
from dragoman.page.page import Metadata, Page, Refusal

_FROM = re.compile(rb"From \S+.*\d{4}\s*$")
"""The line that begins a message of a mailbox: “From” and an address without a colon, and a date."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_FORWARDED = re.compile(r"^\s*(?:(?:re|fwd?|tr|fw)\s*:\s*)+", re.IGNORECASE)


def is_mailbox(head: bytes) -> bool:
    """Whether these are a mailbox's first bytes."""
    return bool(_FROM.match(head.split(b"\n", 1)[0])) and is_message(head.split(b"\n", 1)[-1])


def is_message(head: bytes) -> bool:
    """Whether these are a message's first bytes: lines of a header, and among them one that only mail has."""
    lines = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].splitlines()
    fields = [line.partition(b":")[0].lower() for line in lines if not line[:1].isspace()]
    if not fields or not all(re.fullmatch(rb"[!-9;-~]+", field) for field in fields):
        return False
    sure = {b"received", b"return-path", b"mime-version", b"message-id", b"delivered-to"}
    return bool(sure & set(fields)) or {b"from", b"to", b"subject", b"date"} <= set(fields)


def mbox_pages(stream: BinaryIO, name: str, largest: int) -> Iterator[Page | Refusal]:
    """A page for each message; one without words, or too large, is a Refusal that names it."""
    for n, message in enumerate(_messages(stream, largest), 1):
        where = f"{name}, message {n}"
        if message is None:
            yield Refusal(
                where, f"{where}: larger than the {largest // 1048576} MiB that one page may have; it is left out"
            )
        else:
            yield message_page(_QUOTED.sub(rb"\1", message), where)


def message_page(data: bytes, where: str) -> Page | Refusal:
    """The page that a message holds: its HTML where it has some, else its text; the subject is the title."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    said = _said(message)
    for sort in ("html", "plain"):
        words = _body(message, sort)
        if not words.strip():
            continue
        if sort == "plain":
            return Page(where, "text", words, said, _id(message))
        page = html_page(words, where)
        if page.text.strip():
            filled = {key: value for key in Metadata.__slots__ if (value := getattr(said, key))}
            return replace(page, metadata=replace(page.metadata, **filled), id=_id(message))
    return Refusal(where, f"{where}: a message without words; give the page that it speaks of")


def _messages(stream: BinaryIO, largest: int) -> Iterator[bytes | None]:
    """The messages of a mailbox; ``None`` in the place of one that is too large, which is passed over without being kept."""
    lines: list[bytes] = []
    size, begun, blank = 0, False, True
    while line := stream.readline(largest):
        if blank and _FROM.match(line):
            if begun:
                yield b"".join(lines) if size <= largest else None
            lines, size, begun = [], 0, True
        else:
            size += len(line)
            if size <= largest:
                lines.append(line)
            else:
                lines = []
        blank = not line.strip()
    if begun:
        yield b"".join(lines) if size <= largest else None


def _body(message: EmailMessage, sort: str) -> str:
    try:
        part = message.get_body((sort,))
        if part is None:
            return ""
        data = part.get_payload(decode=True)
    except (LookupError, ValueError, AttributeError, KeyError):  # the standard library stumbles over broken headers
        return ""
    if not isinstance(data, bytes):
        return ""
    return decode(data, part.get_content_charset()).text


def _said(message: EmailMessage) -> Metadata:
    title = _FORWARDED.sub("", " ".join(_field(message, "Subject").split()))
    day = _day(_field(message, "Date"))
    return Metadata(title=title or None, published=day, published_evidence="mail: Date" if day else None)


def _id(message: EmailMessage) -> str | None:
    return _field(message, "Message-ID").strip().strip("<>") or None


def _field(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # the same
        return ""


def _day(value: str) -> datetime.date | None:
    """The day as it is written, in the writer's own time zone."""
    try:
        return email.utils.parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None
