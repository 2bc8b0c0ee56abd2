"""Other people's events in the store: apart from our own, by source, each row whole beside what we read of it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dragoman.errors import InputError
from dragoman.exchange.layouts import LAYOUTS, Foreign, Layout
from dragoman.exchange.own import codes_of, day_of
from dragoman.exchange.tables import Column, Row, Table
from dragoman.store import Store

_A_BATCH = 5000
_NAMES = "source key file cells day event mode context actors recipients quad url".split()

COLUMNS = (
    Column("source", "string", "Where it is from: gdelt, icews, polecat."),
    Column("key", "string", "The row's id there (ICEWS: with the date)."),
    Column("day", "date", "Day of the event."),
    Column("event", "string", "PLOVER type; none for CAMEO's statements and appeals."),
    Column("mode", "string", "PLOVER mode."),
    Column("context", "list", "PLOVER contexts."),
    Column("quad", "string", "Quad class."),
    Column("actors", "list", "Codes of those who act, as far as they are known here."),
    Column("recipients", "list", "Codes of those acted upon, as far as they are known here."),
    Column("url", "string", "Address of the article."),
    Column("file", "string", "File it was imported from."),
)


@dataclass
class Imported:
    """What became of a file's rows."""

    stored: int = 0
    known: int = 0
    changed: int = 0
    uncoded: int = 0
    refused: list[str] = field(default_factory=list)


def take_in(store: Store, path: Path, source: str) -> Imported:
    """Import a file of one of their tables; a row that is there already changes nothing, one that differs replaces it.

    Raises InputError where the file cannot be read or is no such table.
    """
    layout = LAYOUTS[source]
    found = Imported()
    batch: list[Foreign] = []
    for number, cells in _lines(path, layout):
        if len(cells) != len(layout.columns):
            found.refused.append(
                f"{path}:{number}: {len(cells)} columns where {layout.title} has {len(layout.columns)}; mend the line"
            )
            continue
        batch.append(layout.read(cells))
        if len(batch) >= _A_BATCH:
            _store(store, source, path, batch, found)
            batch = []
    _store(store, source, path, batch, found)
    return found


def table(store: Store, source: str, whole: bool) -> Table:
    """What was imported from a source: its own columns, as they came (``whole``), or what we read of them."""
    layout = LAYOUTS[source]
    if whole:
        return Table(
            f"imported-{source}",
            f"{layout.title}, as imported.",
            layout.columns,
            _cells(store, source),
            separator="\t",
            header=layout.header,
        )
    return Table(
        f"imported-{source}", f"{layout.title} in PLOVER's words.", COLUMNS, _rows(store, source), ("source", "key")
    )


def _cells(store: Store, source: str) -> Iterator[Row]:
    for (cells,) in store.database.each("SELECT cells FROM imported_event WHERE source = ? ORDER BY number", (source,)):
        yield msgspec.json.decode(cells, type=tuple[str, ...])


def _rows(store: Store, source: str) -> Iterator[Row]:
    sql = (
        "SELECT source, key, day, event, mode, context, quad, actors, recipients, url, file FROM imported_event"
        " WHERE source = ? ORDER BY number"
    )
    for source_, key, day, event, mode, context, quad, actors, recipients, url, file in store.database.each(
        sql, (source,)
    ):
        yield [
            source_,
            key,
            day_of(day),
            event,
            mode,
            codes_of(context),
            quad,
            codes_of(actors),
            codes_of(recipients),
            url,
            file,
        ]


def _store(store: Store, source: str, path: Path, batch: Sequence[Foreign], found: Imported) -> None:
    database = store.database
    with database.writing():
        latest = database.row("SELECT coalesce(max(number), 0) FROM imported_event")
        number = int(latest[0]) if latest else 0
        rows: list[Row] = []
        seen: dict[str, int] = {}
        for one in batch:
            values = _values(one, source, path)
            known = database.row(
                "SELECT cells, number FROM imported_event WHERE source = ? AND key = ?", (source, one.key)
            )
            if one.key in seen:
                rows[seen[one.key]] = (rows[seen[one.key]][0], *values)
                found.changed += 1
                continue
            if known is not None and known[0] == values[3]:
                found.known += 1
                continue
            if known is not None:
                database.run("DELETE FROM imported_event WHERE source = ? AND key = ?", (source, one.key))
                found.changed += 1
            else:
                found.stored += 1
            found.uncoded += one.event is None
            number += known is None
            seen[one.key] = len(rows)
            rows.append((known[1] if known else number, *values))
        database.load("imported_event", ("number", *_NAMES), rows)


def _values(one: Foreign, source: str, path: Path) -> tuple[str | None, ...]:
    return (
        source,
        one.key.replace("\0", ""),
        path.name,
        msgspec.json.encode([cell.replace("\0", "") for cell in one.cells]).decode(),
        one.day.isoformat() if one.day else None,
        one.event,
        one.mode,
        "+".join(one.context),
        "+".join(one.actors),
        "+".join(one.recipients),
        one.quad,
        one.url,
    )


def _lines(path: Path, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table as cells in our order of columns, with their numbers. Tab-separated, without quotes."""
    wanted = [_bare(column.name) for column in layout.columns]
    order: list[int] | None = None
    count = 0
    for count, line in enumerate(_text(path), 1):
        cells = line.rstrip("\r\n").split("\t")
        if count == 1 and (layout.header or _bare(cells[0]) == wanted[0]):
            order = _order(path, [_bare(cell) for cell in cells], wanted, layout)
            continue
        while len(cells) > len(wanted) and not cells[-1]:
            cells.pop()
        if line.strip():
            yield count, [cells[n] for n in order] if order and len(cells) == len(wanted) else cells
    if not count:
        raise InputError(f"{path}: the file is empty")


def _order(path: Path, header: list[str], wanted: list[str], layout: Layout) -> list[int] | None:
    """Where each of our columns stands in a file; ``None`` where they stand as ours do, also with more names behind them."""
    if header[: len(wanted)] == wanted:
        return None
    missing = [name for name in wanted if name not in header]
    if missing or len(header) != len(wanted):
        raise InputError(
            f"{path}: no {layout.title} table: its first line has {len(header)} columns, without “{(missing or wanted)[0]}”;"
            " give its kind with --from"
        )
    return [header.index(name) for name in wanted]


def _bare(cell: str) -> str:
    return cell.strip('"\ufeff #!').lower().replace("_", " ")


def _text(path: Path) -> Iterator[str]:
    """The lines of a file, unpacked where it is gzipped or zipped; what is no UTF-8 is read as Latin-1."""
    try:
        content = path.read_bytes()
        if content[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        elif content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read ({why}); check the file and its path") from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    yield from io.StringIO(text, newline="\n")
