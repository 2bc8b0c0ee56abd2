"""Where pages come from: files, folders and standard input, of whatever kind, as pages one after the other.

Nothing here raises on account of what an input holds: what cannot be read comes out as a ``Refusal`` in its place, and
the rest is read.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.page.archive import warc_pages
from dragoman.page.encoding import decode
from dragoman.page.feed import feed_pages
from dragoman.page.html import html_page
from dragoman.page.kind import HEAD, Kind, is_markup, kind_of, magic
from dragoman.page.lists import file_of, is_on_web, listed
from dragoman.page.mailbox import mbox_pages, message_page
from dragoman.page.page import Fetch, FirstLook, Page, PassedOver, Refusal
from dragoman.page.tables import AS_NAMED, Columns, json_pages, ndjson_pages, parquet_pages
from dragoman.page.words import words_of_markup

LARGEST = 32 * 1024 * 1024
"""Bytes of the largest page, feed or record that is read; what is larger is refused, and the rest goes on."""

Reader = Callable[[BinaryIO, str], Iterator[Page | Refusal]]


@dataclass(frozen=True)
class _How:
    """How inputs are read: under which names records have our fields, and what keeps a page from being read."""

    columns: Columns
    first_look: FirstLook | None
    fetch: Fetch | None = None


def pages(
    inputs: Iterable[str | Path],
    stdin: BinaryIO | None = None,
    columns: Columns = AS_NAMED,
    first_look: FirstLook | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Page | Refusal]:
    """All pages of the inputs, lazily and in input order; what cannot be read is a Refusal in its place.

    An input is a file, a folder (read with all its folders, sorted by name, hidden files left out) or ``-`` for
    standard input (``stdin``, else the process's own). ``columns`` tells under which names records have our fields.
    ``first_look`` is told a page's words, of HTML before its article is sought, and says why the page is not to be read,
    or ``None``; a page kept from being read is a PassedOver in its place. ``fetch`` gives what stands at an address of the
    web that a list names; without it such an address is a Refusal.
    """
    how = _How(columns, first_look, fetch)
    for one in inputs:
        if str(one) == "-":
            found = _stream(stdin if stdin is not None else sys.stdin.buffer, "standard input", how)
        else:
            found = _path(Path(one), how)
        yield from found if first_look is None else (looked_through(page, first_look) for page in found)


def looked_through(page: Page | Refusal, first_look: FirstLook) -> Page | Refusal:
    """The page, or a PassedOver in its place; what is read already, or shows no words, is let through."""
    if isinstance(page, Refusal) or page.reading is not None or not page.text:
        return page
    reason = first_look(page.text)
    return page if reason is None else PassedOver(page.name, f"{page.name}: {reason}")


def page_of(text: str, name: str = "text") -> Page:
    """The page that a string holds: HTML where it has markup, else text flattened from a page. Never raises.

    Of HTML longer than ``LARGEST`` only the beginning is read, with a warning.
    """
    if not is_markup(text):
        return text_page(text, name)
    cut = (f"the page has {len(text)} characters; only the first {LARGEST} were read",) if len(text) > LARGEST else ()
    return html_page(text[:LARGEST], name, warnings=cut)


def text_page(text: str, name: str, warnings: tuple[str, ...] = ()) -> Page:
    """A page of words without markup, as they were handed in."""
    return Page(name=name, kind="text", text=text, warnings=warnings)


def _path(path: Path, how: _How) -> Iterator[Page | Refusal]:
    name = shown(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Refusal(name, f"{name}: {_missing(name, error)}")
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, name, how)
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        yield from _file(path, name, how)
    else:
        yield from _odd(path)


def _odd(path: Path) -> Iterator[Refusal]:
    """What is no file: a device, a broken link; in folders also a pipe, which would keep the reader waiting."""
    name = shown(path)
    yield Refusal(name, f"{name}: neither a file nor a folder; give one of these, or - for standard input")


def shown(path: Path) -> str:
    """A path as messages name it: on one line, and printable where the name is not UTF-8."""
    return re.sub(r"[\x00-\x1f\x7f]", "?", os.fsencode(path).decode("utf-8", "replace"))


def _missing(name: str, error: OSError | ValueError) -> str:
    if re.match(r"(?:https?|ftp):/", name):
        return "an address, not a file; download the page and give its file"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    return "no such file or folder; check the path"


def _folder(path: Path, name: str, how: _How) -> Iterator[Page | Refusal]:
    """Pages of all files below; refusals wait for the first page, since a folder without one is refused as a whole."""
    held: list[Refusal] = []
    looked, any_page = 0, False
    for file in files(path):
        looked += 1
        for found in _file(file, shown(file), how) if file.is_file() else _odd(file):
            if isinstance(found, (Page, PassedOver)):
                yield from held
                held, any_page = [], True
                yield found
            elif any_page:
                yield found
            else:
                held.append(found)
    if not any_page:
        yield Refusal(
            name, f"{name}: no readable file in this folder{_looked_at(looked, held)}; give a folder that holds pages"
        )


def _looked_at(files: int, held: list[Refusal]) -> str:
    if not files:
        return ""
    return f" ({files} looked at; the first: {held[0].message})" if held else f" ({files} looked at)"


def files(folder: Path) -> Iterator[Path]:
    """All files of a folder and its folders, sorted by name; hidden ones left out."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(here, name)


def _file(path: Path, name: str, how: _How) -> Iterator[Page | Refusal]:
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, name, how, path.parent)
    except OSError as error:
        yield Refusal(name, f"{name}: cannot be read ({error.strerror or error}); check the file and its permissions")


def _stream(stream: BinaryIO, name: str, how: _How, folder: Path | None = None) -> Iterator[Page | Refusal]:
    """Pages of a stream, whatever it holds; what breaks while it is read ends it with a Refusal."""
    try:
        head, whole = _peeked(stream)
        kind = kind_of(head, name)
        if kind is Kind.GZIP:
            head = _unpacked(head)
            kind = kind_of(head, name.removesuffix(".gz"))
            if kind is not Kind.WARC:
                # warcio takes the members apart itself, so that a broken one costs only that one
                whole = cast(BinaryIO, gzip.open(whole))  # noqa: SIM115 - reads on from a stream that its opener closes
        yield from _read(kind, whole, name, head, how, folder)
    except (OSError, EOFError, zlib.error) as error:
        yield Refusal(name, f"{name}: broken or cut short ({_one_line(error)}); get the file again")


def _peeked(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and the stream as if they had not been read."""
    if stream.seekable():
        start = stream.tell()
        head = _head(stream)
        stream.seek(start)
        return head, stream
    head = _head(stream)
    return head, cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, _Rejoined(head, stream)), HEAD))


def _unpacked(head: bytes) -> bytes:
    """What the first bytes of a gzip file hold."""
    return zlib.decompressobj(wbits=31).decompress(head, HEAD)


def _read(
    kind: Kind, stream: BinaryIO, name: str, head: bytes, how: _How, folder: Path | None
) -> Iterator[Page | Refusal]:
    if kind is Kind.EMPTY:
        yield Refusal(name, f"{name}: empty; give a page with words")
    elif kind is Kind.BINARY or kind is Kind.GZIP:
        what = magic(head) or "binary data"
        yield Refusal(name, f"{name}: {what}, not a page; give text, HTML, a feed, NDJSON, Parquet or WARC")
    elif kind is Kind.LIST:
        yield from _list(stream, name, how, folder)
    elif kind in _TABLES:
        yield from _TABLES[kind](stream, name, how.columns)
    elif kind is Kind.HTML:
        yield from _html(stream, name, how.first_look)
    elif kind is Kind.WARC:
        yield from warc_pages(stream, name, LARGEST, how.first_look)
    else:
        yield from _READERS[kind](stream, name)


def _list(stream: BinaryIO, name: str, how: _How, folder: Path | None) -> Iterator[Page | Refusal]:
    """What a list names: files beside it or below it. A list that it names is not followed further."""
    data = _one(stream, name)
    if isinstance(data, Refusal):
        yield data
        return
    for address in listed(data, name):
        if how.fetch is not None and isinstance(address, str) and is_on_web(address):
            yield from how.fetch(address)
            continue
        found = file_of(address, folder or Path.cwd(), name) if isinstance(address, str) else address
        if isinstance(found, Refusal):
            yield found
        elif _is_list(found):
            where = shown(found)
            yield Refusal(where, f"{where}: a list that another list names; give it itself")
        else:
            yield from _path(found, how)


def _is_list(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return kind_of(stream.read(HEAD), path.name) is Kind.LIST
    except OSError:
        return False


def _one(stream: BinaryIO, name: str) -> bytes | Refusal:
    """All bytes of an input that is read as a whole."""
    data = stream.read(LARGEST + 1)
    if len(data) <= LARGEST:
        return data
    limit = LARGEST // (1024 * 1024)
    return Refusal(
        name, f"{name}: larger than the {limit} MiB that one page may have; split it, one page a file or a line"
    )


def _text(stream: BinaryIO, name: str) -> Iterator[Page | Refusal]:
    data = _one(stream, name)
    if isinstance(data, Refusal):
        yield data
        return
    found = decode(data)
    yield text_page(found.text, name, found.warnings)


def _html(stream: BinaryIO, name: str, first_look: FirstLook | None) -> Iterator[Page | Refusal]:
    data = _one(stream, name)
    if isinstance(data, Refusal):
        yield data
        return
    found = decode(data)
    reason = first_look(words_of_markup(found.text)) if first_look else None
    yield PassedOver(name, f"{name}: {reason}") if reason else html_page(found.text, name, warnings=found.warnings)


def _feed(stream: BinaryIO, name: str) -> Iterator[Page | Refusal]:
    data = _one(stream, name)
    if isinstance(data, Refusal):
        yield data
    else:
        yield from feed_pages(data, name)


def _json(stream: BinaryIO, name: str, columns: Columns) -> Iterator[Page | Refusal]:
    data = _one(stream, name)
    if isinstance(data, Refusal):
        yield data
    else:
        yield from json_pages(decode(data).text, name, columns)


def _ndjson(stream: BinaryIO, name: str, columns: Columns) -> Iterator[Page | Refusal]:
    return ndjson_pages(stream, name, LARGEST, columns)


def _mbox(stream: BinaryIO, name: str) -> Iterator[Page | Refusal]:
    return mbox_pages(stream, name, LARGEST)


def _mail(stream: BinaryIO, name: str) -> Iterator[Page | Refusal]:
    data = _one(stream, name)
    yield data if isinstance(data, Refusal) else message_page(data, name)


_TABLES: dict[Kind, Callable[[BinaryIO, str, Columns], Iterator[Page | Refusal]]] = {
    Kind.NDJSON: _ndjson,
    Kind.JSON: _json,
    Kind.PARQUET: parquet_pages,
}
_READERS: dict[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.FEED: _feed,
    Kind.MBOX: _mbox,
    Kind.MAIL: _mail,
}


def _head(stream: BinaryIO) -> bytes:
    """The first ``HEAD`` bytes, or fewer where they end or hold a line of NDJSON: who sends it may wait for the answer."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    head = b""
    while len(head) < HEAD and not (head.startswith(b"{") and b"\n" in head):
        part = read(HEAD - len(head))
        if not part:
            break
        head += part
    return head


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already, as if they had not been."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if self._head:
            part = self._head[: len(buffer)]
            self._head = self._head[len(part) :]
        else:
            part = self._rest.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
