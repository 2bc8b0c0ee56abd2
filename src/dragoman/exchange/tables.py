"""Rows into files: NDJSON, CSV or Parquet, with columns that say what they hold."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import msgspec

from dragoman.errors import InputError

Kind = Literal["string", "integer", "number", "boolean", "date", "datetime", "list"]
Form = Literal["ndjson", "csv", "parquet"]
Row = Sequence[Any]
_LINE_OR_TAB = re.compile(r"\s*[\t\r\n]\s*")
"""What a cell of a table without quotes cannot hold, with the blanks about it; other blanks stay as they are."""
_A_BATCH = 20_000
A_PART = 1 << 16
"""Bytes of a part that is sent on, or a row more."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what kind of value it holds, and what that means.

    A ``list`` of codes or names is an array in NDJSON; in CSV and Parquet it is one text, joined by ``+``.
    """

    name: str
    kind: Kind
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """What is exported: its columns and its rows, in order. ``key`` names the columns that tell one row from another.

    ``separator`` and ``header``: how the format that it is laid out for is written where it is written as text.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    key: tuple[str, ...] = ()
    separator: str = ","
    header: bool = True
    lost: tuple[str, ...] = ()
    """What these columns cannot hold of what is in the store."""


Writer = Callable[[Row], None]


def write(table: Table, form: Form, out: BinaryIO) -> int:
    """Write a table; how many rows it had."""
    count = 0
    try:
        with _writers()[form](table, out) as put:
            for row in table.rows:
                put(row)
                count += 1
    finally:
        if isinstance(table.rows, Generator):  # it reads from the store, which may be closed after this
            table.rows.close()
    return count


def written(table: Table, form: Form) -> Iterator[bytes]:
    """A table as it is written, part by part, for who sends it on before it is whole."""
    out = io.BytesIO()
    with _writers()[form](table, out) as put:
        for row in table.rows:
            put(row)
            if out.tell() >= A_PART:
                yield _taken(out)
    yield _taken(out)


def _taken(out: io.BytesIO) -> bytes:
    part = out.getvalue()
    out.seek(0)
    out.truncate()
    return part


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` when all is written, and not before."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as out:
            yield out
        beside.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another --output") from error
    finally:
        beside.unlink(missing_ok=True)


def _writers() -> dict[Form, Callable[[Table, BinaryIO], AbstractContextManager[Writer]]]:
    return {"ndjson": _ndjson, "csv": _csv, "parquet": _parquet}


@contextmanager
def _ndjson(table: Table, out: BinaryIO) -> Iterator[Writer]:
    names = [column.name for column in table.columns]
    encode = msgspec.json.Encoder().encode

    def put(row: Row) -> None:
        out.write(encode(dict(zip(names, row, strict=True))) + b"\n")

    yield put


@contextmanager
def _csv(table: Table, out: BinaryIO) -> Iterator[Writer]:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    if table.separator == "\t":  # as those tables are: no quotes, so no tabs and line breaks in a cell

        def put(row: Row) -> None:
            text.write("\t".join(_LINE_OR_TAB.sub(" ", str(_cell(one))) for one in row) + "\n")
    else:
        writer = csv.writer(text, lineterminator="\n")

        def put(row: Row) -> None:
            writer.writerow([_cell(one) for one in row])

    if table.header:
        put([column.name for column in table.columns])
    yield put
    text.detach()


@contextmanager
def _parquet(table: Table, out: BinaryIO) -> Iterator[Writer]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError("Parquet needs pyarrow; install it with: pip install 'dragoman[parquet]'") from error
    kinds = {
        "string": pa.string(),
        "list": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "datetime": pa.timestamp("s", tz="UTC"),
    }
    schema = pa.schema(
        [
            pa.field(column.name, kinds[column.kind], metadata={"description": column.description})
            for column in table.columns
        ]
    )
    held: list[Row] = []
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:

        def flush() -> None:
            if held:
                columns = zip(*held, strict=True)
                arrays = [
                    pa.array([_typed(one, column.kind) for one in values], kinds[column.kind])
                    for column, values in zip(table.columns, columns, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
                held.clear()

        def put(row: Row) -> None:
            held.append(row)
            if len(held) >= _A_BATCH:
                flush()

        yield put
        flush()


def _cell(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return "+".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return "" if value is None else value


def _typed(value: Any, kind: Kind) -> Any:
    if kind == "list":
        return "+".join(value or ())
    if kind == "string" and value is not None:
        return str(value)
    return value
