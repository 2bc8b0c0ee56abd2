"""What the store asks of a database, whichever it is.

One text of SQL serves both: parameters are ``?``, numbers of rows are our own, days are text, and what only one of them
can do stays in ``sqlite.py`` and ``postgresql.py``. A layer of a few dozen lines rather than a library of its own: the
statements are few and the same in both, the loading of rows (many at once, or COPY) and the search of words differ in any
case, and taking in is bound by the cost of a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

Row = tuple[Any, ...]


class Database(Protocol):
    """A connection. Everything raises StoreError, with what to do, where the database will not."""

    kind: Literal["sqlite", "postgresql"]
    name: str
    """The location as messages name it."""

    def again(self) -> Database:
        """One more connection to the same store, for another thread; to be closed by who asked for it."""

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, ``None`` where there is none."""

    def each(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query one after the other, without holding them all."""

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """A statement that changes something; how many rows it changed."""

    def many(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        """A statement once for each of the parameters."""

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Rows into a table, as fast as the database can."""

    def script(self, sql: str) -> None:
        """Several statements without parameters."""

    def writing(self) -> AbstractContextManager[None]:
        """One writer at a time: all that is changed inside is there after it, or, where it raises, nothing of it.

        May be nested: what raises inside takes back its own part, and is there for others once the outermost ends.
        """

    def by_index(self) -> AbstractContextManager[None]:
        """Inside, words are looked up in their index however many articles hold them, where the database would not by itself."""

    def tables(self) -> set[str]:
        """The names of the tables there are."""

    def size(self) -> int:
        """How many bytes it takes on the disk."""

    def close(self) -> None:
        """Let go of the connection; what was not committed is lost."""
