"""A store that is open: what can be put in and asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from types import TracebackType

import msgspec

from dragoman.errors import StoreError
from dragoman.records import Reading
from dragoman.store import finding_events, schema, taking_in
from dragoman.store.database import Database
from dragoman.store.finding_events import EVERYTHING, Wanted
from dragoman.store.location import is_address, located
from dragoman.store.postgresql import Postgresql
from dragoman.store.record import column, unpack
from dragoman.store.sqlite import PATIENCE, Sqlite
from dragoman.store.stored import Incoming, Put, StoredArticle, StoredEvent

_ARTICLE = (
    "SELECT a.id, a.number, v.number, v.ordinal, v.current, v.reading, a.url, v.outlet, v.agency, v.language, v.section,"
    " v.title, v.byline, v.published_from, v.published_to, v.published_basis, v.coder, v.origin, v.taken"
    " FROM version v JOIN article a ON a.number = v.article"
)


def open_store(location: str | Path | None = None, *, create: bool = False, patience: float = PATIENCE) -> Store:
    """Open the store at ``location``: a path, or ``postgresql://…``; else ``$DRAGOMAN_STORE``, else the user's own.

    ``create`` makes it where it is missing. ``patience`` is how many seconds to wait for another writer.
    Raises StoreError where there is none, it is no store, damaged, of another version, or may not be opened.
    """
    database = _connected(location, create, patience)
    try:
        schema.prepare(database, create)
    except BaseException:
        database.close()
        raise
    return Store(database)


@contextlib.contextmanager
def open_database(location: str | Path | None = None) -> Iterator[Database]:
    """The database of a store of whichever version, as for its migration. Raises StoreError where it is none."""
    database = _connected(location, create=False, patience=PATIENCE)
    try:
        schema.recognise(database)
        yield database
    finally:
        database.close()


def _connected(location: str | Path | None, create: bool, patience: float) -> Database:
    place = located(location)
    if isinstance(place, str) and is_address(place):
        return Postgresql(place, create, patience)
    return Sqlite(Path(place), create, patience)


class Store:
    """An open store. It belongs to one thread at a time; open one a thread, or one a request: it is cheap."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._coder = metadata.version("dragoman")

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The location as messages name it."""
        return self.database.name

    def put(self, reading: Reading, origin: str | None = None) -> Put:
        """Take a reading in. The same again changes nothing; a page that changed becomes a new version, the old stays."""
        return self.put_many([Incoming(reading=reading, origin=origin)])[0]

    def put_many(self, incoming: Iterable[Incoming]) -> list[Put]:
        """Take readings in, all of them or none; what became of each, in order. When it returns, they are safe."""
        return taking_in.put(self.database, incoming, self._coder)

    def has_seen(self, page: str) -> bool:
        """Whether a page of this digest, not yet read, was taken in before."""
        return self.database.row("SELECT 1 FROM seen WHERE digest = ?", (page,)) is not None

    def reading(self, id: str, version: int | None = None) -> Reading:
        """The reading of an article, as it was put in; of its current version, or of its first, second … (``version``).

        Raises StoreError where there is none of that id.
        """
        return self._unpacked(self.article(id, version))

    def article(self, id: str, version: int | None = None) -> StoredArticle:
        """What lists show of an article. Raises StoreError where there is none of that id."""
        found = [one for one in self.versions(id) if (one.current if version is None else one.ordinal == version)]
        if not found:
            raise StoreError(f"{self.name}: no version {version} of “{id}”; see “dragoman show {id}”")
        return found[0]

    def versions(self, id: str) -> list[StoredArticle]:
        """All versions of an article, oldest first. Raises StoreError where there is none of that id."""
        rows = self.database.rows(f"{_ARTICLE} WHERE a.id = ? ORDER BY v.ordinal", (column(id),))
        if not rows:
            raise StoreError(f"{self.name}: no article “{id}”; “dragoman search” finds them")
        return [_article(row) for row in rows]

    def articles(
        self,
        *,
        section: str | None = None,
        language: str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
        oldest_first: bool = False,
    ) -> Iterator[StoredArticle]:
        """The articles in their current versions, newest first unless told; those without a day of publication last."""
        where, parameters = ["v.current = 1"], []
        for field, value in (("section", section), ("language", language), ("outlet", outlet)):
            if value is not None:
                where.append(f"v.{field} = ?")
                parameters.append(value)
        order = "ASC" if oldest_first else "DESC"
        sql = f"{_ARTICLE} WHERE {' AND '.join(where)} ORDER BY v.day {order}, v.number {order}"
        limited = [*parameters, limit] if limit is not None else parameters
        for row in self.database.each(sql + (" LIMIT ?" if limit is not None else ""), limited):
            yield _article(row)

    def readings(self) -> Iterator[tuple[StoredArticle, Reading]]:
        """All articles with their current readings, in the order they were first stored."""
        sql = f"{_ARTICLE.replace(' FROM', ', b.text, b.record FROM', 1)} JOIN body b ON b.version = v.number"
        for row in self.database.each(f"{sql} WHERE v.current = 1 ORDER BY v.article"):
            article = _article(row[:-2])
            yield article, self._reading(article, row[-2], row[-1])

    def events(
        self,
        wanted: Wanted = EVERYTHING,
        *,
        words: bool = False,
        limit: int | None = None,
        oldest_first: bool = False,
    ) -> Iterator[StoredEvent]:
        """The events that are wanted, newest first unless told; as corrected, without those called wrong.

        ``words``: with the trigger and the sentence, which takes the page's text from the disk for each.
        """
        return finding_events.events(self.database, wanted, words, limit, oldest_first)

    def count(self, wanted: Wanted = EVERYTHING) -> int:
        """How many events are wanted."""
        return finding_events.count(self.database, wanted)

    def close(self) -> None:
        """Close the store."""
        self.database.close()

    def _unpacked(self, article: StoredArticle) -> Reading:
        found = self.database.row("SELECT text, record FROM body WHERE version = ?", (article.version,))
        if found is None:
            raise StoreError(f"{self.name}: “{article.id}” has lost its text; see “dragoman store check”")
        return self._reading(article, *found)

    def _reading(self, article: StoredArticle, text: str, record: bytes) -> Reading:
        try:
            return unpack(text, record)
        except ValueError as error:
            raise StoreError(f"{self.name}: “{article.id}” is damaged ({error}); see “dragoman store check”") from error


def _article(row: tuple[object, ...]) -> StoredArticle:
    told = dict(zip(StoredArticle.__struct_fields__, row, strict=True))
    told["current"] = bool(told["current"])
    return msgspec.convert(told, StoredArticle)
