"""The tables that are searched made anew from the readings, and what of them is not as the readings say."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.polarity import state
from dragoman.records import Reading
from dragoman.store import corrections, credit, taking_in, word_index
from dragoman.store.database import Database, Row
from dragoman.store.record import unpack
from dragoman.store.rows import COLUMNS, Rows
from dragoman.store.signs import COLUMNS as SIGNS

STEP = 200
"""Versions that are looked up at once."""
_OF = {
    "mention": "version = ?",
    "event": "version = ?",
    "party": "event IN (SELECT number FROM event WHERE version = ?)",
    "quote": "version = ?",
    "speaker": "quote IN (SELECT number FROM quote WHERE version = ?)",
}
"""The tables drawn from a version's reading, and which of their rows are its own."""


def rebuild(database: Database) -> int:
    """Draw all tables from the readings again, in one step; how many versions there were.

    Events and quotes keep their numbers, so that corrections and occurrences stay with them. Raises StoreError.
    """
    done, last = 0, 0
    with database.writing():
        database.run("DELETE FROM dyad")
        while numbers := [n for (n,) in database.rows(_NEXT, (last, STEP))]:
            for number in numbers:
                _version(database, number)
            done, last = done + len(numbers), numbers[-1]
        _compare(database)
        word_index.rebuild(database)
    return done


def _compare(database: Database) -> None:
    """Stories and occurrences anew, in the order in which the current versions came in."""
    database.run("UPDATE event SET occurrence = NULL WHERE occurrence IS NOT NULL")
    for table in ("occurrence", "copy", "story", "band", "sketch"):
        database.run(f"DELETE FROM {table}")
    last = 0
    sql = (
        "SELECT v.number, v.article, b.text, b.record FROM version v JOIN body b ON b.version = v.number"
        " WHERE v.current = 1 AND v.number > ? ORDER BY v.number LIMIT ?"
    )
    while rows := database.rows(sql, (last, STEP)):
        for last, article, text, record in rows:
            reading = unpack(text, record)
            agency = credit.agency(reading.article)
            database.run("UPDATE version SET agency = ? WHERE number = ?", (agency, last))
            taking_in.compare(database, article, last, reading, agency)


def faults(database: Database) -> Iterator[str]:
    """What is wrong with the versions: lost or damaged readings, tables that are not as the readings say."""
    for number, id, digest in database.each(
        "SELECT v.number, a.id, v.digest FROM version v JOIN article a ON a.number = v.article ORDER BY v.number"
    ):
        found = database.row("SELECT text, record FROM body WHERE version = ?", (number,))
        where = f"article “{id}” (version {number})"
        if found is None:
            yield f"{where}: its text is lost; restore a backup, or take it in again"
            continue
        try:
            reading = unpack(*found)
        except ValueError as error:
            yield f"{where}: its reading is damaged ({error}); restore a backup, or take it in again"
            continue
        yield from (f"{where}: {fault}" for fault in _faults(database, number, reading, digest))
    for id, current in database.rows(
        "SELECT a.id, coalesce(sum(v.current), 0) FROM article a LEFT JOIN version v ON v.article = a.number"
        " GROUP BY a.number, a.id HAVING coalesce(sum(v.current), 0) <> 1"
    ):
        yield f"article “{id}”: {current} current versions where one is wanted; restore a backup"


_NEXT = "SELECT number FROM version WHERE number > ? ORDER BY number LIMIT ?"


def _faults(database: Database, number: int, reading: Reading, digest: str) -> Iterator[str]:
    from dragoman.store.record import digest as digest_of
    from dragoman.store.record import former_digest

    if digest not in (digest_of(reading), former_digest(reading)):
        yield "its reading is not the one that was stored; restore a backup"
    expected = _rows(database, number, reading).of
    for table, condition in _OF.items():
        columns = COLUMNS[table]
        found = database.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE {condition}", (number,))
        wanted = _as_it_stands(database, table, expected[table], number)
        if table == "event":
            found, wanted = _signed_alike(found, wanted)
        if sorted(map(repr, found)) != sorted(map(repr, wanted)):
            yield f"table {table} is not as its reading says; run “dragoman store migrate --rebuild”"


def _as_it_stands(database: Database, table: str, rows: list[Row], version: int) -> list[Row]:
    """Rows as they should stand; events of a former version are not current."""
    if table != "event":
        return rows
    current = database.row("SELECT current FROM version WHERE number = ?", (version,))
    at = COLUMNS["event"].index("current")
    return [(*row[:at], current[0] if current else 0, *row[at + 1 :]) for row in rows]


def _signed_alike(found: list[Row], wanted: list[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of events, without their signs where other words gave them than today's, or none yet."""
    known = {row[0] for row in found if row[-1] == state()}

    def told(rows: list[Row]) -> list[Row]:
        return [row if row[0] in known else row[: -len(SIGNS)] for row in rows]

    return told(found), told(wanted)


def _version(database: Database, number: int) -> None:
    found = database.row(
        "SELECT b.text, b.record, v.current FROM body b JOIN version v ON v.number = b.version WHERE b.version = ?",
        (number,),
    )
    if found is None:
        return
    rows = _rows(database, number, unpack(found[0], found[1]))
    for table in ("mention", "party", "speaker"):
        database.run(f"DELETE FROM {table} WHERE {_OF[table]}", (number,))
    for table in ("event", "quote"):
        _renew(database, table, rows.of[table])
    for table in ("mention", "party", "speaker"):
        database.load(table, COLUMNS[table], rows.of[table])
    if found[2]:
        database.load("dyad", COLUMNS["dyad"], rows.of["dyad"])
        for (event,) in database.rows(
            "SELECT number FROM event WHERE version = ? AND correction IS NOT NULL", (number,)
        ):
            corrections.apply(database, event)
    else:
        database.run("UPDATE event SET current = 0 WHERE version = ?", (number,))


def _rows(database: Database, version: int, reading: Reading) -> Rows:
    """The rows of a version's reading, numbered as they are."""
    rows = Rows(_first(database, "event", version), _first(database, "quote", version))
    rows.add(version, reading)
    return rows


def _first(database: Database, table: str, version: int) -> int:
    """The number of a version's first row, or the next free one where it has none."""
    found = database.row(f"SELECT min(number) FROM {table} WHERE version = ?", (version,))
    if found is None or found[0] is None:
        found = database.row(f"SELECT coalesce(max(number), 0) + 1 FROM {table}")
    return int(found[0]) if found else 1


def _renew(database: Database, table: str, rows: list[Row]) -> None:
    columns = COLUMNS[table]
    renewed = ", ".join(f"{column} = excluded.{column}" for column in columns if column != "number")
    database.many(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT (number) DO UPDATE SET {renewed}",
        rows,
    )
