"""What is counted once is not counted again, until the store changes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from dragoman.store import Store, corrections, open_store
from dragoman.web import keeping
from dragoman.web.keeping import kept, kept_lately

from .readings import english, reading


def test_a_count_is_kept_until_the_store_changes(tmp_path: Path) -> None:
    counted: list[int] = []

    def count() -> int:
        counted.append(1)
        return len(counted)

    with open_store(tmp_path / "store.sqlite", create=True) as store:
        store.put(reading())
        assert [kept(store, "n", count), kept(store, "n", count)] == [1, 1]
        assert kept(store, ("n", 2), count) == 2
        store.put(english())
        assert kept(store, "n", count) == 3
        number = next(store.events()).number
        corrections.correct(store.database, number, by="Ana", wrong=True)
        assert kept(store, "n", count) == 4
        corrections.undo(store.database, number, "Ana")
        assert kept(store, "n", count) == 5


def test_stores_do_not_share_what_is_kept(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.sqlite", create=True) as one, open_store(tmp_path / "b.sqlite", create=True) as other:
        assert kept(one, "n", lambda: 1) == 1
        assert kept(other, "n", lambda: 2) == 2


def test_what_is_dear_is_shown_as_it_was_and_counted_anew_behind_the_readers_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "QUICK", -1.0)
    monkeypatch.setattr(keeping, "REST", 0.0)
    place = tmp_path / "store.sqlite"
    with open_store(place, create=True) as store:
        store.put(reading())
        count = Store.count
        assert kept_lately(store, "n", count, lambda: open_store(place)) == 5
        store.put(english())
        assert kept_lately(store, "n", count, lambda: open_store(place)) == 5
        for thread in threading.enumerate():
            if thread.name == "counting":
                thread.join()
        assert kept_lately(store, "n", count, lambda: open_store(place)) == 7
        assert kept_lately(store, "n", lambda _: 0, None) == 7
        store.put(reading("Paris écrit.", url=None, events=()))
        assert kept_lately(store, "n", count, None) == 7


def test_what_is_quickly_counted_is_counted_at_once(tmp_path: Path) -> None:
    place = tmp_path / "store.sqlite"
    with open_store(place, create=True) as store:
        for page, count in ((reading(), 5), (english(), 7)):
            store.put(page)
            assert kept_lately(store, "n", Store.count, lambda: open_store(place)) == count


def test_what_rests_on_something_that_is_shown_as_it_was_is_counted_anew_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "QUICK", -1.0)
    monkeypatch.setattr(keeping, "REST", 0.0)
    place = tmp_path / "store.sqlite"

    def opens() -> Store:
        return open_store(place)

    def twice(store: Store) -> int:
        return 2 * kept_lately(store, "n", Store.count, opens)

    def counted() -> int:
        with opens() as store:
            found = kept_lately(store, "twice", twice, opens)
        for thread in threading.enumerate():
            if thread.name == "counting":
                thread.join()
        return found

    with open_store(place, create=True) as store:
        store.put(reading())
        assert counted() == 10
        store.put(english())
    assert [counted() for _ in range(4)][-1] == 14


def test_the_longest_unasked_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 2)
    with open_store(tmp_path / "store.sqlite", create=True) as store:
        assert [kept(store, n, lambda n=n: n) for n in ("a", "b", "a", "c")] == ["a", "b", "a", "c"]
        assert [kept(store, n, lambda: "anew") for n in ("a", "b")] == ["a", "anew"]
