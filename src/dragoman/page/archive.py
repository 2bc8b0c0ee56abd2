"""Pages out of a WARC, packed or not: its responses that hold HTML or plain text."""

from __future__ import annotations

import contextlib
import gzip
import io
import itertools
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from dragoman.page.encoding import decode
from dragoman.page.html import html_page
from dragoman.page.page import Metadata, Page, Refusal

_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_BEGIN = (b"\x1f\x8b\x08", b"WARC/1.")
_IN_MEMORY = 16 * 1024 * 1024


def warc_pages(stream: BinaryIO, name: str, largest: int) -> Iterator[Page | Refusal]:
    """A page for each response (and resource) record with HTML or plain text and status 200; others are passed over.

    A record that is broken, cut short or larger than ``largest`` bytes is a Refusal; reading goes on at the next.
    """
    with rewindable(stream) as file:
        start, given = file.tell(), 0
        try:
            for found in _pages(file, name, largest):
                given += 1
                yield found
        except _PackedAsOne:
            file.seek(start)
            with gzip.open(file) as unpacked:
                yield from itertools.islice(_pages(cast(BinaryIO, unpacked), name, largest), given, None)


def _pages(file: BinaryIO, name: str, largest: int) -> Iterator[Page | Refusal]:
    number, offset = 0, 0
    while True:
        reader = _Records(file, offset)
        try:
            for number, record in enumerate(reader, number + 1):  # noqa: B020 - counts on from where it was taken up again
                found = _page(record, f"{name}, record {number}", largest)
                if found is not None:
                    yield found
            if not number:
                yield Refusal(name, f"{name}: a WARC without a record; get the file again")
            return
        except (OSError, EOFError, ValueError, zlib.error, _Broken) as error:
            number += not reader.begun
            where = f"{name}, record {number}"
            yield Refusal(where, f"{where}: broken or cut short ({_told(error)}); get the file again")
        next_offset = _next_begin(file, reader.at + 1)
        if next_offset is None:
            return
        offset = next_offset


@contextlib.contextmanager
def rewindable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, or a copy of it on disk where it cannot be gone back in."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        while part := stream.read(1 << 20):
            copy.write(part)
        copy.seek(0)
        yield cast(BinaryIO, copy)


class _PackedAsOne(Exception):
    """An archive packed as a whole, where each record should be packed by itself."""


class _Broken(Exception):
    """A record that does not hold what it announces."""


class _Records:
    """The records from an offset on; ``at`` is where the last one stands that was tried, ``begun`` if it was handed out."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._offset = offset
        self.at = offset
        self.begun = False
        self.last: Any = None

    def __iter__(self) -> Iterator[Any]:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        self._file.seek(self._offset)
        archive = ArchiveIterator(self._file)
        records = iter(archive)
        while True:
            self.begun = False
            try:
                # warcio writes about odd bytes between records to stderr by itself
                with contextlib.redirect_stderr(io.StringIO()):
                    record = next(records)
            except StopIteration:
                self._file.seek(archive.offset)
                self.begun = self.last is not None and _cut(self.last)
                if self.begun or self._file.read(64).strip():
                    raise _Broken("the last record breaks off") from None
                return
            except ArchiveLoadFailed as error:
                if "non-chunked gzip" in str(error):
                    raise _PackedAsOne from error
                raise _Broken("no record where one should begin") from error
            except (AttributeError, TypeError, IndexError) as error:
                # warcio takes a head for whole that breaks off before the address
                raise _Broken("the record's head breaks off") from error
            finally:
                self.at = archive.offset
            self.begun, self.last = True, record
            yield record


def _page(record: Any, where: str, largest: int) -> Page | Refusal | None:
    if record.rec_type is None or record.length is None:
        raise _Broken("the record's head breaks off")
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers
    if headers is not None and not (headers.get_statuscode() or "200").startswith("200"):
        return None
    told = (
        record.http_headers.get_header("Content-Type")
        if headers is not None
        else record.rec_headers.get_header("Content-Type")
    )
    sort, _, parameters = (told or "").partition(";")
    if sort.strip().lower() not in _TYPES:
        return None
    data = record.content_stream().read(largest + 1)
    if len(data) > largest:
        limit = largest // (1024 * 1024)
        return Refusal(where, f"{where}: larger than the {limit} MiB that one page may have; it is left out")
    if _cut(record):
        raise _Broken("fewer bytes than the record announces")
    if not data.strip():
        return Refusal(where, f"{where}: an empty page; it is left out")
    url = record.rec_headers.get_header("WARC-Target-URI")
    found = decode(data, parameters.partition("charset=")[2].strip(" \"'") or None)
    if sort.strip().lower() == "text/plain":
        return Page(where, "text", found.text, Metadata(url=url), None, found.warnings)
    page = html_page(found.text, where, url=url, warnings=found.warnings)
    return replace(page, metadata=replace(page.metadata, url=url)) if url else page


def _cut(record: Any) -> bool:
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _next_begin(file: BinaryIO, start: int) -> int | None:
    """Where the next record may begin, at or after an offset."""
    file.seek(start)
    kept, base = b"", start
    while part := file.read(1 << 20):
        kept += part
        found = [at for begin in _BEGIN if (at := kept.find(begin)) >= 0]
        if found:
            return base + min(found)
        base += max(len(kept) - 8, 0)
        kept = kept[-8:]
    return None


def _told(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
