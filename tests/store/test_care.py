"""A store is looked after: what is wrong with it is found, copies of it are whole, and nothing is made worse."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import StoreError
from dragoman.store import Incoming, Store, Wanted, corrections, open_store, rebuild, schema, signs
from dragoman.store.backup import backup, compact, restore, tables
from dragoman.store.checking import faults
from dragoman.store.store import open_database
from dragoman.store.summary import summary

from .contents import contents
from .readings import reading, whole


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with versions, a correction and a saved search."""
    store.put(whole(url="https://exemple.fr/a"))
    store.put(reading("Paris renonce.", url="https://exemple.fr/a"))
    store.put(whole(url="https://exemple.fr/b"))
    corrections.correct(store.database, 3, by="Ada", actors=["MAR"])
    store.database.run("INSERT INTO saved_search VALUES ('a', 'pays:FRA', '2024-01-01')")
    return store


def test_a_whole_store_has_no_faults(filled: Store) -> None:
    assert list(faults(filled.database)) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("DELETE FROM body WHERE version = 3", "its text is lost"),
        ("UPDATE body SET text = 'Autre chose.' WHERE version = 3", "damaged|not the one that was stored"),
        ("UPDATE event SET type = 'AID' WHERE number = 3", "table event is not as its reading says"),
        ("DELETE FROM party WHERE event = 3", "table party is not as its reading says"),
        ("UPDATE version SET current = 0 WHERE number = 2", "0 current versions"),
        ("DELETE FROM listed", "not in the index of words"),
    ],
)
def test_what_is_wrong_is_named(filled: Store, damage: str, words: str) -> None:
    import re

    filled.database.run(damage)
    found = list(faults(filled.database))
    assert any(re.search(words, fault) for fault in found), found


def test_tables_made_anew_are_as_they_were(filled: Store) -> None:
    before = contents(filled)
    filled.database.run("UPDATE event SET type = 'AID', mode = 'food'")
    filled.database.run("DELETE FROM party")
    filled.database.run("DELETE FROM dyad")
    filled.database.run("DELETE FROM speaker")
    assert rebuild.rebuild(filled.database) == 3
    assert contents(filled) == before
    assert list(faults(filled.database)) == []


def test_a_backup_is_a_store_with_all_that_is_in_the_store(filled: Store, tmp_path: Path) -> None:
    backup(filled.database, tmp_path / "copy.sqlite")
    with open_store(tmp_path / "copy.sqlite") as copy:
        assert contents(copy) == contents(filled)
        assert list(faults(copy.database)) == []
        assert [found.number for found in copy.events(Wanted(actor="FRA"))]


def test_a_backup_never_takes_the_place_of_a_file(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite").write_text("precious")
    with pytest.raises(StoreError, match="a file already"):
        backup(filled.database, tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").read_text() == "precious"
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.sqlite"]


def test_a_backup_is_restored_to_a_store_of_the_same_or_the_other_kind(
    filled: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    from .conftest import make_database

    backup(filled.database, tmp_path / "copy.sqlite")
    targets = [str(tmp_path / "restored.sqlite")]
    if filled.database.kind == "postgresql":
        targets.append(make_database(request.getfixturevalue("server")))
    for target in targets:
        with open_store(target, create=True) as restored:
            assert restore(tmp_path / "copy.sqlite", restored.database) == 2
            assert contents(restored) == contents(filled)
            assert list(faults(restored.database)) == []


def test_a_store_that_holds_something_is_replaced_only_when_told(filled: Store, tmp_path: Path) -> None:
    backup(filled.database, tmp_path / "copy.sqlite")
    filled.put(reading("Rome écrit."))
    with pytest.raises(StoreError, match="--replace"):
        restore(tmp_path / "copy.sqlite", filled.database)
    assert summary(filled.database).articles == 3
    assert restore(tmp_path / "copy.sqlite", filled.database, replace=True) == 2
    assert list(faults(filled.database)) == []


def test_a_damaged_backup_is_not_restored(filled: Store, tmp_path: Path) -> None:
    bad = tmp_path / "copy.sqlite"
    backup(filled.database, bad)
    damage(bad)
    before = contents(filled)
    with pytest.raises(StoreError, match=r"damaged|no store"):
        restore(bad, filled.database, replace=True)
    assert contents(filled) == before


def test_compacting_changes_nothing_that_is_in_the_store(filled: Store) -> None:
    before = contents(filled)
    compact(filled.database)
    assert contents(filled) == before


def test_a_summary_counts(filled: Store) -> None:
    found = summary(filled.database)
    assert (found.articles, found.versions, found.events, found.corrections) == (2, 3, 2, 1)
    assert found.languages == {"fr": 2}
    assert found.text_bytes > 100
    assert found.bytes > found.text_bytes


def test_the_columns_of_every_table_are_known_to_the_backup(store: Store) -> None:
    assert set(tables()) <= store.database.tables()
    for table, columns in tables().items():
        assert store.database.rows(f"SELECT {', '.join(columns)} FROM {table}") is not None
        if store.database.kind == "sqlite":
            assert [name for _, name, *_ in store.database.rows(f"PRAGMA table_info({table})")] == columns


def test_a_store_of_a_newer_version_is_not_opened(location: str, store: Store) -> None:
    store.database.run("UPDATE about_store SET value = '99' WHERE name IN ('version', 'usable_from')")
    with pytest.raises(StoreError, match="newer Dragoman"):
        open_store(location)
    with open_database(location) as database, pytest.raises(StoreError, match="newer Dragoman"):
        schema.migrate(database)


def test_an_older_store_is_brought_up_to_date(location: str, filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    step = ("CREATE TABLE extra (number INTEGER PRIMARY KEY, words TEXT)",)
    monkeypatch.setitem(schema.MIGRATIONS, schema.VERSION - 1, step)
    with pytest.raises(StoreError, match="dragoman store migrate"):
        open_store(location)
    with open_database(location) as database:
        assert schema.migrate(database) == (schema.VERSION - 1, schema.VERSION)
        rebuild.rebuild(database)
    with open_store(location) as store:
        assert "extra" in store.database.tables()
        assert list(faults(store.database)) == []


def test_a_program_goes_on_with_a_store_that_was_migrated_under_it_where_that_only_added(
    location: str, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(schema, "VERSION", schema.VERSION + 1)
        newer.setitem(schema.MIGRATIONS, schema.VERSION - 1, ("ALTER TABLE event ADD COLUMN extra TEXT",))
        with open_database(location) as database:
            schema.migrate(database)
    with open_store(location) as store:
        store.put(reading("Oslo écrit à Paris."))
    with open_database(location) as database, pytest.raises(StoreError, match="newer Dragoman"):
        schema.migrate(database)


def test_a_program_stops_where_a_migration_did_more_than_add(
    location: str, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(schema, "VERSION", schema.VERSION + 1)
        newer.setattr(schema, "USABLE_FROM", schema.VERSION)
        newer.setitem(schema.MIGRATIONS, schema.VERSION - 1, ("DROP TABLE saved_search",))
        with open_database(location) as database:
            schema.migrate(database)
    with pytest.raises(StoreError, match="newer Dragoman"):
        open_store(location)


def test_a_store_of_version_2_gets_the_tables_that_a_new_one_has(tmp_path: Path) -> None:
    def schema_of(place: Path) -> set[tuple[str, str]]:
        with open_database(place) as database:
            found = database.rows("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(name, "".join(sql.split())) for name, sql in found}

    place = tmp_path / "old.sqlite"
    open_store(place, create=True).close()
    new = schema_of(place)
    with open_database(place) as database:
        for table in ("outbox", "alerted", "alert", "api_key", "session", "account"):
            database.run(f"DROP TABLE {table}")
        database.run("DROP INDEX event_review")
        for column in signs.COLUMNS:
            database.run(f"ALTER TABLE event DROP COLUMN {column}")
        database.run("UPDATE about_store SET value = '2' WHERE name = 'version'")
    with open_database(place) as database:
        assert schema.migrate(database) == (2, schema.VERSION)
    assert schema_of(place) == new


def test_where_there_is_no_store_that_is_told(location: str) -> None:
    with pytest.raises(StoreError, match="no store there"):
        open_store(location)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="no store of Dragoman's"):
        open_store(path, create=True)


def test_two_that_make_a_store_at_once_both_open_it(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2])
    processes = [multiprocessing.get_context("spawn").Process(target=make, args=(location, n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with open_store(location) as store:
        assert summary(store.database).articles == 3


def make(location: str, n: int) -> None:
    with open_store(location, create=True) as store:
        store.put(reading(f"Texte {n}."))


def test_a_store_that_another_writes_to_is_told_and_read_all_the_same(location: str, filled: Store) -> None:
    with filled.database.writing(), open_store(location, patience=1) as other:
        assert summary(other.database).articles == 2
        with pytest.raises(StoreError, match="another program is writing"):
            other.put(reading("Rome écrit."))
    filled.put(reading("Rome écrit."))


def damage(path: Path) -> None:
    """Overwrite pages in the middle of a file."""
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 8192):
        data[at : at + 4096] = b"\x55" * len(data[at : at + 4096])
    path.write_bytes(data)


def test_a_damaged_file_is_told_and_made_no_worse(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(path, create=True) as store:
        for n in range(20):
            store.put(reading(f"Texte {n}."))
    damage(path)
    before = path.read_bytes()

    def use() -> list[str]:
        with open_store(path) as store:
            return list(faults(store.database))

    told(use)
    assert path.read_bytes() == before


def told(use: Callable[[], list[str]]) -> None:
    try:
        found = use()
    except StoreError as error:
        found = [str(error)]
    assert any("damaged" in one or "no store" in one for one in found), found


def test_a_full_disk_is_told_and_what_was_stored_stays(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.sqlite", create=True) as store:
        first = store.put(whole())
        (pages,) = store.database.row("PRAGMA page_count") or (0,)
        store.database.run(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="no room left on the disk"):
            store.put_many(Incoming(reading=reading(f"Texte {n}. " * 50)) for n in range(1000))
        assert store.reading(first.id) == whole()
        assert list(faults(store.database)) == []


def test_the_quotes_counted_are_those_of_current_versions(store: Store) -> None:
    store.put(whole(url="https://exemple.fr/a"))
    assert summary(store.database).quotes == len(whole().quotes)
    store.put(reading("Paris renonce.", url="https://exemple.fr/a"))
    assert summary(store.database).quotes == 0
