"""A store in one SQLite file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from dragoman.errors import StoreError
from dragoman.store.database import Row
from dragoman.store.location import shown

APPLICATION = 0x44524147
"""« DRAG »: what ``file`` and other tools know the format by."""
PATIENCE = 10.0
"""Seconds to wait for another writer."""
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    # What is reported as stored must outlive a power failure; NORMAL would lose the last commits.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",
    "PRAGMA mmap_size = 1073741824",
)


class Sqlite:
    """A connection to a file; see :class:`dragoman.store.database.Database`."""

    kind: Literal["sqlite", "postgresql"] = "sqlite"

    def __init__(self, path: Path, create: bool = True, patience: float = PATIENCE) -> None:
        self.path = path
        self.name = shown(path)
        self._depth = 0
        if not path.exists():
            if not create:
                raise StoreError(f"{self.name}: no store there; “dragoman ingest” makes one, --store names another")
            self._folder()
        with self.told():
            mode = "rwc" if create else "rw"
            self._connection = sqlite3.connect(
                f"file:{quote(str(path.absolute()))}?mode={mode}",
                uri=True,
                timeout=patience,
                isolation_level=None,
                check_same_thread=False,
            )
        try:
            for setting in _SETTINGS:
                self.run(setting)
        except StoreError:
            self._connection.close()
            raise

    def again(self) -> Sqlite:
        return Sqlite(self.path, create=False)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise self._complaint(error) from error

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        try:
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
        except sqlite3.Error as error:
            raise self._complaint(error) from error
        return found

    def each(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        with self.told():
            yield from self._connection.execute(sql, parameters)

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        try:
            return self._connection.execute(sql, parameters).rowcount
        except sqlite3.Error as error:
            raise self._complaint(error) from error

    def many(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        try:
            self._connection.executemany(sql, parameters)
        except sqlite3.Error as error:
            raise self._complaint(error) from error

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join("?" * len(columns))
        self.many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def script(self, sql: str) -> None:
        for statement in statements(sql):
            self.run(statement)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        name = f"step{self._depth}"
        begin, end, undo = (
            (f"SAVEPOINT {name}", f"RELEASE {name}", f"ROLLBACK TO {name}")
            if self._depth
            else ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        )
        self.run(begin)
        self._depth += 1
        try:
            yield
            self.run(end)
        except BaseException:
            # where the disk is full SQLite has rolled back by itself
            if self._connection.in_transaction:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute(undo)
            raise
        finally:
            self._depth -= 1

    def by_index(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    def tables(self) -> set[str]:
        return {name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def size(self) -> int:
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def close(self) -> None:
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, for what only SQLite can do."""
        return self._connection

    def _folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{self.path.parent}: the folder cannot be made ({error.strerror}); give another with --store"
            ) from error

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """What SQLite complains of, in words that help."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._complaint(error) from error

    def _complaint(self, error: sqlite3.Error) -> StoreError:
        return StoreError(f"{self.name}: {explained(error)}")


def statements(sql: str) -> list[str]:
    """The statements of a script, whose comments and strings hold no semicolon."""
    lines = (line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return [one.strip() for one in "\n".join(lines).split(";") if one.strip()]


def explained(error: sqlite3.Error) -> str:
    """What is wrong, and what to do about it."""
    words = str(error)
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program is writing to this store; try again when it is done"
    if name.startswith("SQLITE_FULL"):
        return "no room left on the disk; nothing was lost that was reported as stored; make room and run it again"
    if name.startswith("SQLITE_NOTADB"):
        return "this file is no store; give another with --store"
    if name.startswith("SQLITE_CORRUPT"):
        return f"the store is damaged ({words}); see “dragoman store check”, or restore a backup"
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return "the store may not be written; check the permissions of the file and its folder"
    if name.startswith("SQLITE_CANTOPEN"):
        return "the store cannot be opened; check the path and the permissions of its folder"
    if name.startswith("SQLITE_IOERR"):
        return f"the disk failed ({words}, {name}); nothing was lost that was reported as stored; check the disk and its room"
    return f"the database refused: {words}"
