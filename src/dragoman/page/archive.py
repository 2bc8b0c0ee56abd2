"""Pages out of a WARC, packed or not: its responses that hold HTML or plain text."""

from __future__ import annotations

import contextlib
import gzip
import io
import itertools
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, cast

from dragoman.page.encoding import decode
from dragoman.page.html import html_page
from dragoman.page.page import FirstLook, Metadata, Page, PassedOver, Refusal
from dragoman.page.words import words_of_markup

_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_BEGIN = (b"\x1f\x8b\x08", b"WARC/1.")
_IN_MEMORY = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """A page as an archive holds it, not yet read; ``where`` names the record, ``told`` is its Content-Type."""

    where: str
    data: bytes
    told: str
    url: str | None


def warc_pages(
    stream: BinaryIO, name: str, largest: int, first_look: FirstLook | None = None
) -> Iterator[Page | Refusal]:
    """A page for each response (and resource) record with HTML or plain text and status 200; others are passed over.

    A record that is broken, cut short or larger than ``largest`` bytes is a Refusal; reading goes on at the next.
    """
    for found in responses(stream, name, largest):
        yield page_of_response(found, first_look) if isinstance(found, Response) else found


def responses(stream: BinaryIO, name: str, largest: int) -> Iterator[Response | Refusal]:
    """The responses of an archive that hold a page, as ``warc_pages`` has them."""
    with rewindable(stream) as file:
        start, given = file.tell(), 0
        try:
            for found in responses_from(file, name, largest):
                given += 1
                yield found
        except PackedAsOne:
            file.seek(start)
            with gzip.open(file) as unpacked:
                yield from itertools.islice(responses_from(cast(BinaryIO, unpacked), name, largest), given, None)


def is_page(told: str) -> bool:
    """Whether a Content-Type is that of a page."""
    return told.partition(";")[0].strip().lower() in _TYPES


def page_of_response(found: Response, first_look: FirstLook | None = None) -> Page | PassedOver:
    """The page that a response holds, or a PassedOver where a first look keeps it from being read. Never raises."""
    sort, _, parameters = found.told.partition(";")
    decoded = decode(found.data, parameters.partition("charset=")[2].strip(" \"'") or None)
    if sort.strip().lower() == "text/plain":
        return Page(found.where, "text", decoded.text, Metadata(url=found.url), None, decoded.warnings)
    reason = first_look(words_of_markup(decoded.text)) if first_look else None
    if reason:
        return PassedOver(found.where, f"{found.where}: {reason}")
    page = html_page(decoded.text, found.where, url=found.url, warnings=decoded.warnings)
    return replace(page, metadata=replace(page.metadata, url=found.url)) if found.url else page


def responses_from(
    file: BinaryIO, name: str, largest: int, number: int = 0, offset: int = 0
) -> Iterator[Response | Refusal]:
    """The responses from an offset on, before which ``number`` records stand. Raises PackedAsOne."""
    while True:
        reader = _Records(file, offset)
        try:
            for number, record in enumerate(reader, number + 1):  # noqa: B020 - counts on from where it was taken up again
                found = _response(record, f"{name}, record {number}", largest)
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


class PackedAsOne(Exception):
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
                    raise PackedAsOne from error
                raise _Broken("no record where one should begin") from error
            except (AttributeError, TypeError, IndexError) as error:
                # warcio takes a head for whole that breaks off before the address
                raise _Broken("the record's head breaks off") from error
            finally:
                self.at = archive.offset
            self.begun, self.last = True, record
            yield record


def _response(record: Any, where: str, largest: int) -> Response | Refusal | None:
    if record.rec_type is None or record.length is None:
        raise _Broken("the record's head breaks off")
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers
    if headers is not None and not (headers.get_statuscode() or "200").startswith("200"):
        return None
    told = (headers if headers is not None else record.rec_headers).get_header("Content-Type") or ""
    if not is_page(told):
        return None
    data = record.content_stream().read(largest + 1)
    if len(data) <= largest and _cut(record):
        raise _Broken("fewer bytes than the record announces")
    return response(where, data, told, record.rec_headers.get_header("WARC-Target-URI"), largest)


def response(where: str, data: bytes, told: str, url: str | None, largest: int) -> Response | Refusal:
    """What a record's bytes are: a page not yet read, or why they are none."""
    if len(data) > largest:
        limit = largest // (1024 * 1024)
        return Refusal(where, f"{where}: larger than the {limit} MiB that one page may have; it is left out")
    if not data.strip():
        return Refusal(where, f"{where}: an empty page; it is left out")
    return Response(where, data, told, url)


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
