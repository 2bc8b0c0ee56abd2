"""The pages of a shard, unread: cut out of a WARC, an NDJSON or a Parquet file, in the order in which they stand in it.

They are the same, under the same names and with the same refusals, as ``dragoman read`` finds in the file. A WARC is read by
fastwarc as long as it is regular; from the first record on that is not, the reader of ``dragoman.page`` goes on, which knows
what to do with what is broken.
"""

from __future__ import annotations

import datetime
import gzip
import itertools
import os
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

import msgspec

from dragoman.page import FirstLook, Page, Refusal
from dragoman.page.archive import PackedAsOne, Response, is_page, page_of_response, response, responses, responses_from
from dragoman.page.kind import HEAD, Kind, kind_of
from dragoman.page.source import LARGEST, looked_through
from dragoman.page.tables import ndjson_lines, page_of_line, page_of_record, parquet_rows
from dragoman.records import Record


class Raw(Record, frozen=True, kw_only=True):
    """A page as it stands in a shard; ``n`` counts those of the shard from 0, ``where`` is what messages call it.

    ``refused``: why it cannot be one.
    """

    n: int
    where: str
    form: Literal["response", "line", "row"] = "response"
    data: bytes = b""
    told: str = ""
    url: str | None = None
    refused: str | None = None


def raws(path: Path, name: str) -> Iterator[Raw]:
    """The pages of a file, which messages call ``name``. What cannot be read is refused in its place."""
    found: Iterator[Response | tuple[Any, str] | Refusal]
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(0)
        kind, packed = kind_of(head, name), False
        if kind is Kind.GZIP:
            kind, packed = kind_of(_unpacked(head), name.removesuffix(".gz")), True
        if kind is Kind.WARC:
            found = _warc(file, name)
        elif kind is Kind.NDJSON:
            whole = cast(BinaryIO, gzip.open(file)) if packed else file  # noqa: SIM115 - ends with the file
            found = ndjson_lines(whole, name, LARGEST)
        elif kind is Kind.PARQUET:
            found = parquet_rows(file, name)
        elif kind is Kind.EMPTY:
            found = iter([Refusal(name, f"{name}: empty; give a page with words")])
        else:
            found = iter([Refusal(name, f"{name}: {kind.value}, no shard; give WARC, NDJSON or Parquet")])
        for n, one in enumerate(_until_broken(found, name)):
            yield _raw(n, one)


def page_of_raw(raw: Raw, first_look: FirstLook | None = None) -> Page | Refusal:
    """The page itself; a PassedOver where a first look keeps it from being read."""
    page = _page(raw, first_look)
    return page if first_look is None else looked_through(page, first_look)


def _page(raw: Raw, first_look: FirstLook | None) -> Page | Refusal:
    if raw.refused is not None:
        return Refusal(raw.where, raw.refused)
    if raw.form == "response":
        return page_of_response(Response(raw.where, raw.data, raw.told, raw.url), first_look)
    if raw.form == "line":
        return page_of_line(raw.data, raw.where)
    return page_of_record(msgspec.msgpack.decode(raw.data), raw.where)


def _until_broken(
    found: Iterator[Response | tuple[Any, str] | Refusal], name: str
) -> Iterator[Response | tuple[Any, str] | Refusal]:
    try:
        yield from found
    except (OSError, EOFError, zlib.error) as error:
        told = " ".join(str(error).split()) or type(error).__name__
        yield Refusal(name, f"{name}: broken or cut short ({told}); get the file again")


def _raw(n: int, found: Response | tuple[Any, str] | Refusal) -> Raw:
    if isinstance(found, Refusal):
        return Raw(n=n, where=found.name, refused=found.message)
    if isinstance(found, Response):
        return Raw(n=n, where=found.where, data=found.data, told=found.told, url=found.url)
    data, where = found
    if isinstance(data, bytes):
        return Raw(n=n, where=where, form="line", data=data)
    return Raw(n=n, where=where, form="row", data=msgspec.msgpack.encode(data, enc_hook=_plain))


def _plain(value: Any) -> Any:
    """A value of a Parquet column that has no counterpart, as words."""
    if isinstance(value, datetime.datetime | Decimal | datetime.time):
        return str(value)
    raise TypeError(f"a column of {type(value).__name__}")


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return b""


def _warc(file: BinaryIO, name: str) -> Iterator[Response | Refusal]:
    """The responses of an archive, by fastwarc as long as it is regular; from there on, or to its end, by the other reader."""
    from fastwarc import ArchiveIterator

    number, at, given, total = 0, 0, 0, 0
    try:
        for n, record in enumerate(ArchiveIterator(file), 1):
            if not _begins_there(file, record.stream_pos):
                raise PackedAsOne
            number, at, given = n, record.stream_pos, 0
            found = _response(record, f"{name}, record {number}")
            if found is not None:
                given, total = 1, total + 1
                yield found
    except PackedAsOne:
        file.seek(0)
        yield from itertools.islice(responses(file, name, LARGEST), total, None)
        return
    except (OSError, ValueError, UnicodeError):
        pass  # what is wrong, and where the next record begins, the other reader finds out
    file.seek(0)
    yield from itertools.islice(_carefully(file, name, max(number - 1, 0), at), given, None)


def _carefully(file: BinaryIO, name: str, number: int, at: int) -> Iterator[Response | Refusal]:
    try:
        yield from responses_from(file, name, LARGEST, number, at)
    except PackedAsOne:
        file.seek(0)
        yield from responses(file, name, LARGEST)


def _begins_there(file: BinaryIO, at: int) -> bool:
    """Whether a record begins at an offset, so that reading can be taken up there: not in an archive packed as a whole."""
    begin = os.pread(file.fileno(), 5, at)
    return begin.startswith((b"\x1f\x8b\x08", b"WARC/"))


def _response(record: Any, where: str) -> Response | Refusal | None:
    """A regular record's response; ``None`` where it holds no page. Raises ValueError where it is not regular."""
    from fastwarc import WarcRecordType

    headers = record.headers
    if not headers.contains_key("WARC-Type") or not headers.contains_key("Content-Length"):
        raise ValueError("the head breaks off")
    if record.content_length > LARGEST:
        raise ValueError("a large record")
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        _whole(record)
        return None
    url, told = headers.get("WARC-Target-URI"), headers.get("Content-Type") or ""
    if record.record_type == WarcRecordType.response:
        http = record.http_headers if record.is_http_parsed else None
        if http is None or http.status_code is None or len(http.get_multiple("Content-Type")) > 1:
            raise ValueError("no regular answer of a server")
        if http.contains_key("Transfer-Encoding") or http.contains_key("Content-Encoding"):
            raise ValueError("a packed answer")
        if http.status_code != 200:
            _whole(record)
            return None
        told = http.get("Content-Type") or ""
    if not told.isascii() or (url or "").startswith("<"):
        raise ValueError("a head of its own kind")
    data = _whole(record)
    return response(where, data, told, url, LARGEST) if is_page(told) else None


def _whole(record: Any) -> bytes:
    announced = record.content_length
    data: bytes = record.reader.read()
    if len(data) != announced:
        raise ValueError("fewer bytes than the record announces")
    return data
