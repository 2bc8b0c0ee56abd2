"""Taking pages in: each is read once, what cannot be read is noted and can be tried again, the rest goes on."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from dragoman.page import Page, Refusal, pages
from dragoman.store import Store, ingest, journal
from dragoman.store.ingest import Progress, Task

from . import fake_reading
from .contents import contents
from .readings import whole


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "pages.ndjson"
    write(path, *(f"Paris écrit la page {n}." for n in range(20)))
    return path


def write(path: Path, *texts: str) -> None:
    lines = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts))
    path.write_text("\n".join(lines), encoding="utf-8")


def found(path: Path) -> Iterator[tuple[str, Page | Refusal]]:
    return ((str(path), page) for page in pages([path]))


def take_in(store: Store, path: Path, **options: object) -> Progress:
    """A whole intake: its last counts, and all that it refused."""
    told = list(ingest.ingest(store, found(path), **{"read": fake_reading.read, "workers": 0, **options}))  # type: ignore[arg-type]
    return replace(told[-1], refused=tuple(one for progress in told for one in progress.refused))


def test_every_page_is_stored(store: Store, source: Path) -> None:
    counts = take_in(store, source).counts
    assert (counts.stored, counts.done) == (20, 20)
    assert len(list(store.articles())) == 20


def test_what_was_taken_in_before_is_not_read_again(store: Store, source: Path) -> None:
    take_in(store, source)
    before = contents(store)

    def never(task: Task) -> None:
        raise AssertionError(f"{task.page.name} was read again")

    counts = take_in(store, source, read=never).counts
    assert (counts.known, counts.done) == (20, 20)
    assert contents(store) == before


def test_a_page_that_changed_becomes_a_version(store: Store, source: Path) -> None:
    take_in(store, source)
    write(source, *(f"Paris écrit la page {n}." for n in range(19)), "Paris écrit la page 19, enfin.")
    counts = take_in(store, source).counts
    assert (counts.known, counts.changed) == (19, 1)
    assert len(store.versions("19")) == 2


def test_several_processes_leave_the_same_store_as_one(
    store: Store, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.store import open_store

    monkeypatch.syspath_prepend(Path(__file__).parents[2])
    take_in(store, source, workers=2)
    with open_store(tmp_path / "one.sqlite", create=True) as one:
        take_in(one, source)
        assert contents(one)["event"] == contents(store)["event"]
        assert contents(one)["article"] == contents(store)["article"]


def test_what_cannot_be_read_is_refused_with_its_reason_and_the_rest_is_stored(store: Store, source: Path) -> None:
    write(source, "Paris écrit.", "klingon", "Rome écrit.", "fault")
    last = take_in(store, source)
    assert (last.counts.stored, last.counts.refused) == (2, 2)
    assert [refusal.name for refusal in last.refused] == [f"{source}:2", f"{source}:4"]
    assert "no pack for “tlh”" in last.refused[0].message
    assert "ZeroDivisionError" in last.refused[1].message


def test_a_process_that_dies_costs_its_page_alone(store: Store, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2])
    write(source, "Paris écrit.", "deadly page", "Rome écrit.", "Oslo écrit.")
    last = take_in(store, source, workers=2)
    assert (last.counts.stored, last.counts.refused) == (3, 1)
    assert "the process that read it died" in last.refused[0].message


def test_refusals_are_kept_in_the_journal_until_they_are_taken_in(store: Store, source: Path) -> None:
    write(source, "Paris écrit.", "klingon")
    take_in(store, source)
    take_in(store, source)
    (refused,) = journal.unsettled(store.database)
    assert (refused.input, refused.name, refused.tries) == (str(source), f"{source}:2", 2)
    write(source, "Paris écrit.", "Rome écrit.")
    take_in(store, source)
    assert journal.unsettled(store.database) == []


def test_a_reading_comes_in_as_it_is(store: Store, source: Path) -> None:
    source.write_bytes(msgspec.json.encode(whole(url="https://exemple.fr/a")) + b"\n")
    take_in(store, source)
    assert [found for _, found in store.readings()] == [whole(url="https://exemple.fr/a")]
    assert store.article(whole().id).coder == "given"


def test_with_again_a_reading_is_read_anew(store: Store, source: Path) -> None:
    source.write_bytes(msgspec.json.encode(whole()) + b"\n")
    take_in(store, source)
    counts = take_in(store, source, again=True).counts
    assert counts.changed == 1
    assert [one.ordinal for one in store.versions(whole().id)] == [1, 2]


def test_a_reading_that_no_store_can_hold_is_refused_and_the_rest_stored(store: Store, source: Path) -> None:
    write(source, "Paris écrit.", "Rome \ud800 écrit.", "Oslo écrit.")
    last = take_in(store, source)
    assert (last.counts.stored, last.counts.refused) == (2, 1)
    assert last.refused[0].name == f"{source}:2"


def test_the_day_of_publication_given_makes_a_page_another_to_be_read(store: Store, source: Path) -> None:
    take_in(store, source)
    counts = take_in(store, source, published=datetime.date(2024, 1, 1)).counts
    assert counts.done == counts.known == 20


def test_what_was_told_of_is_committed(store: Store, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BATCH", 4)
    from dragoman.store import open_store

    location = store.name if store.database.kind == "sqlite" else None
    if location is None:
        pytest.skip("a second connection is tested in test_put.py")
    for progress in ingest.ingest(store, found(source), read=fake_reading.read, workers=0):
        with open_store(location) as other:
            assert len(list(other.articles())) == progress.counts.stored
