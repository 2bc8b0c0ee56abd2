"""Pages that come as records: lines of JSON, one JSON value, rows of Parquet.

A record's words are in ``html``, ``text`` or ``content`` (the first that is filled; HTML is told from text by its
markup); ``id``, ``title``, ``url``, ``language``, ``published``, ``section``, ``byline`` and ``summary`` are taken where
they are there. A map of columns (ours → the input's) tells where they stand under other names. A record that is a reading,
as ``dragoman read`` prints it, gives its article as a page, and the reading with it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

import msgspec

from dragoman.page.encoding import decode
from dragoman.page.html import html_page
from dragoman.page.kind import is_markup
from dragoman.page.page import Metadata, Page, Refusal
from dragoman.records import SCHEMA, Reading

WORDS = ("html", "text", "content")
"""Fields that may hold a record's words, in the order they are asked."""
_SAID = {
    "title": ("title", "headline"),
    "section": ("section",),
    "byline": ("byline", "author"),
    "summary": ("summary",),
    "language": ("language", "lang"),
    "url": ("url", "link"),
}
_WHEN = ("published", "date", "date_published")
FIELDS = ("id", "text", "html", "title", "url", "language", "published", "section", "byline", "summary")
"""What a column can be mapped to."""
Columns = Mapping[str, str]
AS_NAMED: Columns = {}
_READING = f'{{"schema":"{SCHEMA}"'.encode()
_decoder = msgspec.json.Decoder(Reading)


def ndjson_pages(stream: BinaryIO, name: str, largest: int, columns: Columns = AS_NAMED) -> Iterator[Page | Refusal]:
    """A page for each line; a broken or too long line is a Refusal that names it, and blank lines are passed over."""
    for found in ndjson_lines(stream, name, largest):
        yield found if isinstance(found, Refusal) else page_of_line(*found, columns)


def ndjson_lines(stream: BinaryIO, name: str, largest: int) -> Iterator[tuple[bytes, str] | Refusal]:
    """The lines that are not blank, each with where it stands."""
    for number, line in enumerate(_lines(stream, largest), 1):
        where = f"{name}:{number}"
        if line is None:
            limit = largest // (1024 * 1024)
            yield Refusal(where, f"{where}: a line longer than the {limit} MiB that a record may have; split it")
        elif line.strip(b" \t\r\n\0\xef\xbb\xbf"):
            yield line, where


def json_pages(text: str, name: str, columns: Columns = AS_NAMED) -> Iterator[Page | Refusal]:
    """Pages of one JSON value: a record, or a list of them."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Refusal(
            name, f"{name}: JSON that breaks off or is malformed ({_told(error)}); mend it, or give one record a line"
        )
        return
    records = value if isinstance(value, list) else [value]
    if not records:
        yield Refusal(name, f"{name}: an empty list; give records with one of the fields {', '.join(WORDS)}")
    for n, record in enumerate(records, 1):
        yield page_of_record(record, f"{name}, record {n}" if isinstance(value, list) else name, columns)


def parquet_pages(stream: BinaryIO, name: str, columns: Columns = AS_NAMED) -> Iterator[Page | Refusal]:
    """A page for each row, read in batches. Without pyarrow, a Refusal that says what to install."""
    for found in parquet_rows(stream, name):
        yield found if isinstance(found, Refusal) else page_of_record(*found, columns)


def parquet_rows(stream: BinaryIO, name: str) -> Iterator[tuple[dict[str, Any], str] | Refusal]:
    """The rows, each with where it stands."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        yield Refusal(name, f"{name}: Parquet needs pyarrow; install dragoman[parquet] and read it again")
        return
    from dragoman.page.archive import rewindable

    row = 0
    try:
        with rewindable(stream) as file:
            for batch in pyarrow.parquet.ParquetFile(file).iter_batches(batch_size=256):
                for record in batch.to_pylist():
                    row += 1
                    yield record, f"{name}, row {row}"
    except (pyarrow.ArrowException, OSError) as error:
        after = f" after row {row}" if row else ""
        yield Refusal(name, f"{name}: Parquet that cannot be read{after} ({_told(error)}); write the file again")


def page_of_record(record: Any, where: str, columns: Columns = AS_NAMED) -> Page | Refusal:
    """The page in a record; what the record says of itself goes before what its markup says."""
    if not isinstance(record, dict):
        found = type(record).__name__
        return Refusal(
            where, f"{where}: a {found} where a record is wanted; give an object with one of {', '.join(WORDS)}"
        )
    if record.get("schema") == SCHEMA and "article" in record:
        return _reading(lambda: msgspec.convert(record, Reading), where)
    if columns:
        record = _renamed(record, columns)
    words = next((record[key] for key in WORDS if isinstance(record.get(key), str) and record[key].strip()), None)
    if words is None:
        have = ", ".join(map(str, list(record)[:8])) or "none"
        return Refusal(
            where, f"{where}: no words in {', '.join(WORDS)} (fields: {have}); put the page's words in one of these"
        )
    words = words.replace("\0", "")
    said, warnings = _said(record)
    if not is_markup(words):
        return Page(where, "text", words, said, _id(record), warnings)
    page = html_page(words, where, url=said.url)
    filled = {key: value for key in Metadata.__slots__ if (value := getattr(said, key))}
    return replace(
        page, metadata=replace(page.metadata, **filled), id=_id(record), warnings=(*page.warnings, *warnings)
    )


def page_of_reading(reading: Reading, where: str) -> Page:
    """The article of a reading as a page, to be read anew, and the reading itself."""
    article = reading.article
    said = Metadata(
        title=article.title,
        section=article.section,
        byline=article.byline,
        published=article.published.start if article.published.basis in ("stated", "metadata", "given") else None,
        published_evidence=article.published.basis,
        language=article.language,
        url=reading.url,
    )
    return Page(where, "text", article.text, said, reading.id, (), reading)


def _reading(decoded: Callable[[], Reading], where: str) -> Page | Refusal:
    try:
        return page_of_reading(decoded(), where)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return Refusal(where, f"{where}: no whole reading ({_told(error)}); read the page again")


def _renamed(record: dict[str, Any], columns: Columns) -> dict[str, Any]:
    """The record with the mapped columns under our names; what it has under these itself gives way."""
    kept = {key: value for key, value in record.items() if key not in columns and key not in columns.values()}
    return {**kept, **{ours: record[theirs] for ours, theirs in columns.items() if theirs in record}}


def page_of_line(line: bytes, where: str, columns: Columns = AS_NAMED) -> Page | Refusal:
    """The page in a line of NDJSON."""
    if line.startswith(_READING):
        return _reading(lambda: _decoder.decode(line), where)
    try:
        record = json.loads(decode(line).text)
    except (ValueError, RecursionError) as error:
        return Refusal(where, f"{where}: not a JSON record ({_told(error)}); mend or remove the line")
    return page_of_record(record, where, columns)


def _said(record: dict[str, Any]) -> tuple[Metadata, tuple[str, ...]]:
    named: dict[str, Any] = {
        key: next((w for f in fields if (w := _words(record.get(f)))), None) for key, fields in _SAID.items()
    }
    field = next((key for key in _WHEN if record.get(key) not in (None, "")), None)
    day = _day(record[field]) if field else None
    warnings: tuple[str, ...] = ()
    if field and day is None:
        warnings = (f"field {field}: “{str(record[field])[:40]}” is no date; write it YYYY-MM-DD",)
    return Metadata(**named, published=day, published_evidence=f"field {field}" if day else None), warnings


def _words(value: Any) -> str | None:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        value = ", ".join(value)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None


def _id(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    return str(value) if isinstance(value, str | int) and str(value) else None


def _lines(stream: BinaryIO, largest: int) -> Iterator[bytes | None]:
    """Lines of a stream; ``None`` in the place of one that is too long, which is passed over without being kept."""
    while line := stream.readline(largest + 1):
        if len(line) <= largest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None


def _told(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
