"""The tables of a store: made, recognised, and brought up to date."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.store import word_index
from dragoman.store.database import Database
from dragoman.store.sqlite import APPLICATION

VERSION = 4
"""Of the tables; an older store is not opened, a newer one only where what is new in it only adds."""
USABLE_FROM = 3
"""The oldest version whose programs can go on with a store of this one, as servers do while it is migrated under them. It stays
where a migration only adds tables, indices and columns that may be empty, and becomes ``VERSION`` where it does more."""
DRAWN = 2
"""The version in which the tables drawn from readings changed last: an older store's are made anew."""
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: ("ALTER TABLE event ADD COLUMN place TEXT",),
    2: (Path(__file__).with_name("version_3.sql").read_text(encoding="utf-8"),),
    3: tuple(f"ALTER TABLE event ADD COLUMN {column}" for column in ("side TEXT", "polarity TEXT", "signed INTEGER")),
}
"""The statements that take the tables from a version to the next."""
_POSTGRESQL = (
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bREAL\b", "DOUBLE PRECISION"),
    (r"\bBLOB\b", "BYTEA"),
    (r"\bTEXT\b", 'TEXT COLLATE "C"'),
    (r"\) WITHOUT ROWID\b", ")"),
)
"""SQLite's words for PostgreSQL's; its texts are compared by code point, as SQLite does."""


def prepare(database: Database, create: bool) -> None:
    """Make the tables where the database is empty; else see that they are ours and of this version.

    Raises StoreError where they are not.
    """
    if create and not database.tables():
        make(database)
    recognise(database)
    _check_version(database)


def recognise(database: Database) -> None:
    """See that a database is a store, of whichever version. Raises StoreError where it is none."""
    tables = database.tables()
    if not tables:
        raise StoreError(f"{database.name}: no store there; “dragoman ingest” makes one, --store names another")
    if "about_store" not in tables:
        raise StoreError(f"{database.name}: a database, but no store of Dragoman's; give another with --store")


def migrate(database: Database) -> tuple[int, int]:
    """Take an older store's tables to this version, a version at a time; the versions before and after.

    Raises StoreError where the store is newer. Of one from before ``DRAWN`` the tables drawn from readings are to be made anew
    afterwards.
    """
    before = version(database)
    if before > VERSION:
        raise StoreError(_newer(database, before))
    for step in range(before, VERSION):
        with database.writing():
            for statement in MIGRATIONS[step]:
                database.script(translated(statement, database))
            database.run("UPDATE about_store SET value = ? WHERE name = 'version'", (str(step + 1),))
            database.run("DELETE FROM about_store WHERE name = 'usable_from'")
            database.load("about_store", ("name", "value"), [("usable_from", str(min(USABLE_FROM, step + 1)))])
    return before, VERSION


def make(database: Database) -> None:
    """All tables, in one step; nothing where another program has just made them."""
    with database.writing():
        if "about_store" in database.tables():
            return
        database.script(tables_for(database))
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        told = [("version", str(VERSION)), ("usable_from", str(USABLE_FROM)), ("made", now)]
        database.load("about_store", ("name", "value"), told)
        word_index.make(database)
        if database.kind == "sqlite":
            database.run(f"PRAGMA application_id = {APPLICATION}")


def tables_for(database: Database) -> str:
    """The script that makes all tables in this database."""
    return translated(Path(__file__).with_name("schema.sql").read_text(encoding="utf-8"), database)


def translated(script: str, database: Database) -> str:
    """A script of ours in the database's own words."""
    if database.kind == "postgresql":
        for words, own in _POSTGRESQL:
            script = re.sub(words, own, script)
    return script


def version(database: Database) -> int:
    """The version of a store's tables."""
    found = database.row("SELECT value FROM about_store WHERE name = 'version'")
    if found is None:
        raise StoreError(f"{database.name}: the store does not tell its version; it is damaged: restore a backup")
    return int(found[0])


def _newer(database: Database, found: int) -> str:
    return (
        f"{database.name}: made by a newer Dragoman (tables of version {found}, this one knows {VERSION});"
        " install that version"
    )


def _usable_from(database: Database, found: int) -> int:
    told = database.row("SELECT value FROM about_store WHERE name = 'usable_from'")
    return int(told[0]) if told else found


def _check_version(database: Database) -> None:
    found = version(database)
    if found > VERSION and _usable_from(database, found) > VERSION:
        raise StoreError(_newer(database, found))
    if found < VERSION:
        raise StoreError(
            f"{database.name}: made by an older Dragoman (tables of version {found}, this one needs {VERSION});"
            " back it up, then run “dragoman store migrate”"
        )
