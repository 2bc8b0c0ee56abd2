"""Copies of a whole store: a backup is always one SQLite file, a store itself, from whichever database; it is restored to either.

So a store that has outgrown SQLite moves to PostgreSQL by being backed up and restored there.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.store import schema, word_index
from dragoman.store.database import Database
from dragoman.store.sqlite import Sqlite

_TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\)", re.S)
_INDEX = {"listed", "form"}
"""Tables of the index of words, which is made anew in every database."""


def backup(database: Database, target: Path) -> int:
    """Copy a store to a file that is not there yet, while others may go on using it; the bytes of the copy.

    The file appears under its name once it is whole. Raises StoreError.
    """
    if target.exists():
        raise StoreError(f"{target}: there is a file already; give another name")
    with _in_place_of(target) as part:
        if isinstance(database, Sqlite):
            copy = Sqlite(part)
            try:
                _copy_file(database, copy)
            finally:
                copy.close()
        else:
            copy = Sqlite(part)
            try:
                schema.make(copy)
                _copy_rows(database, copy)
            finally:
                copy.close()
    return target.stat().st_size


def restore(source: Path, database: Database, replace: bool = False) -> int:
    """Fill a store from a backup; how many articles it then has. What it held before is gone, and only with ``replace``.

    All or nothing: where it fails, the store is as it was. Raises StoreError.
    """
    backed_up = Sqlite(source, create=False)
    try:
        schema.prepare(backed_up, create=False)
        words = backed_up.rows("PRAGMA quick_check(1)")
        if words != [("ok",)]:
            raise StoreError(f"{source}: the backup is damaged ({words[0][0]}); give another")
        held = database.row("SELECT count(*) FROM article")
        if held and held[0] and not replace:
            raise StoreError(f"{database.name}: holds {held[0]} articles, which a restore would replace; say --replace")
        if isinstance(database, Sqlite):
            _copy_file(backed_up, database)
        else:
            _copy_rows(backed_up, database)
    finally:
        backed_up.close()
    now = database.row("SELECT count(*) FROM article")
    return int(now[0]) if now else 0


def compact(database: Database) -> tuple[int, int]:
    """Give back room that is not used, and let the database learn how its tables are filled; bytes before and after."""
    before = database.size()
    if database.kind == "sqlite":
        database.run("INSERT INTO word_index (word_index) VALUES ('optimize')")
        database.run("ANALYZE")
        database.run("VACUUM")
        database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        for table in sorted(database.tables()):
            database.run(f"VACUUM (FULL, ANALYZE) {table}")
    return before, database.size()


def tables() -> dict[str, list[str]]:
    """The columns of all tables, in an order in which what is referred to comes before what refers to it."""
    script = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    return {
        name: [line.split()[0] for line in body.splitlines() if re.match(r"    [a-z_]+ [A-Z]", line)]
        for name, body in _TABLE.findall(script)
    }


def _copy_file(source: Sqlite, target: Sqlite) -> None:
    with source.told(), target.told():
        source.connection.backup(target.connection, pages=4096)


def _copy_rows(source: Database, target: Database) -> None:
    """All rows, table by table, in one step; then the index of words anew."""
    with target.writing():
        for table in reversed(tables()):
            if table != "about_store":
                target.run(f"DELETE FROM {table}")
        for table, columns in tables().items():
            if table == "about_store" or table in _INDEX:
                continue
            target.load(table, columns, source.each(f"SELECT {', '.join(columns)} FROM {table}"))
        made = source.row("SELECT value FROM about_store WHERE name = 'made'")
        target.run("UPDATE about_store SET value = ? WHERE name = 'made'", made or ("",))
        if (
            target.kind == "postgresql"
        ):  # it knows nothing yet of what it was given, and would read all texts for each lot
            for table in tables():
                target.run(f"ANALYZE {table}")
        word_index.rebuild(target)


@contextlib.contextmanager
def _in_place_of(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its name once it is whole."""
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
            part = Path(folder) / "part"
            yield part
            with part.open("rb") as written:
                os.fsync(written.fileno())
            os.link(part, target)  # unlike a rename, does not take the place of another file
    except OSError as error:
        raise StoreError(
            f"{target}: cannot be written ({error.strerror or error}); check the folder and its room"
        ) from error
