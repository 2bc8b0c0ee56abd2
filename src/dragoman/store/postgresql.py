"""A store in a PostgreSQL database, in a schema of its own."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, LiteralString

from dragoman.errors import StoreError
from dragoman.store.database import Row
from dragoman.store.location import shown
from dragoman.store.sqlite import PATIENCE, statements

if TYPE_CHECKING:
    import psycopg

SCHEMA = "dragoman"
WRITER = 0x44524147
"""The advisory lock of the one writer."""


class Postgresql:
    """A connection to a server; see :class:`dragoman.store.database.Database`."""

    kind: Literal["sqlite", "postgresql"] = "postgresql"

    def __init__(self, address: str, create: bool = True, patience: float = PATIENCE) -> None:
        driver = _driver()
        self.name = shown(address)
        self._address = address
        self._depth = 0
        self._names = itertools.count(1)
        with self.told():
            self._connection: psycopg.Connection[Row] = driver.connect(
                address,
                autocommit=True,
                connect_timeout=round(min(patience, PATIENCE)),
                # compiling a question (jit) takes longer than answering any of ours
                options=f"-c lock_timeout={patience:.0f}s -c jit=off",
            )
        try:
            if create:
                self.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            self.run(f"SET search_path TO {SCHEMA}, public")
        except StoreError:
            self._connection.close()
            raise

    def again(self) -> Postgresql:
        return Postgresql(self._address, create=False)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        with self.told():
            return self._connection.execute(_own(sql), parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        with self.told():
            return self._connection.execute(_own(sql), parameters).fetchone()

    def each(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        with self.told(), self._connection.cursor(f"each{next(self._names)}", withhold=True) as cursor:
            cursor.itersize = 2000
            yield from cursor.execute(_own(sql), parameters)

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        with self.told():
            return self._connection.execute(_own(sql), parameters).rowcount

    def many(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        with self.told(), self._connection.cursor() as cursor:
            cursor.executemany(_own(sql), parameters)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        with self.told(), self._connection.cursor() as cursor:
            copied = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with cursor.copy(copied) as copy:
                for row in rows:
                    copy.write_row(row)

    def script(self, sql: str) -> None:
        for statement in statements(sql):
            self.run(statement)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        with self.told(), self._connection.transaction():
            if not self._depth:
                self.run("SELECT pg_advisory_xact_lock(?)", (WRITER,))
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

    @contextlib.contextmanager
    def by_index(self) -> Iterator[None]:
        """The planner takes reading all articles for cheap: it does not count that each one's words must be unpacked for it."""
        self.run("SET enable_seqscan = off")
        try:
            yield
        finally:
            with contextlib.suppress(StoreError):  # where a transaction failed, the setting goes with it
                self.run("RESET enable_seqscan")

    def tables(self) -> set[str]:
        return {name for (name,) in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = ?", (SCHEMA,))}

    def size(self) -> int:
        found = self.row(
            "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind IN ('r', 'm')",
            (SCHEMA,),
        )
        return int(found[0]) if found else 0

    def close(self) -> None:
        self._connection.close()

    @property
    def connection(self) -> psycopg.Connection[Row]:
        """The connection itself, for what only PostgreSQL can do."""
        return self._connection

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """What PostgreSQL complains of, in words that help."""
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise StoreError(f"{self.name}: {explained(error)}") from error


def explained(error: psycopg.Error) -> str:
    """What is wrong, and what to do about it."""
    from psycopg import errors

    words = " ".join(str(error).split())
    if isinstance(error, errors.LockNotAvailable | errors.DeadlockDetected):
        return "another program is writing to this store; try again when it is done"
    if isinstance(error, errors.DiskFull):
        return "no room left on the server's disk; nothing was lost that was reported as stored; make room and run it again"
    if isinstance(error, errors.InsufficientPrivilege):
        return f"not allowed ({words}); ask for the right to create and write tables in this database"
    if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
        return f"the store is damaged ({words}); restore a backup"
    if isinstance(error, errors.OperationalError):
        return f"the server cannot be reached, or broke off ({words}); check the address and that the server runs"
    return f"the database refused: {words}"


def _own(sql: str) -> LiteralString:
    """Our SQL with psycopg's marks for parameters; a ``?`` or ``%`` of its own stands in no statement of ours but as such."""
    return sql.replace("%", "%%").replace("?", "%s")


def _driver() -> ModuleType:
    try:
        import psycopg
    except ImportError as error:
        raise StoreError("PostgreSQL needs psycopg; install it with: pip install 'dragoman[postgresql]'") from error
    return psycopg
