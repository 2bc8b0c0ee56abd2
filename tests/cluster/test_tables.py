"""Readings go through Parquet and come back as they were."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest
from tests.store.readings import reading, whole

import dragoman
from dragoman.records import Reading

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; pip install 'dragoman[cluster]'")


def there_and_back(readings: list[Reading]) -> list[Reading]:
    import pyarrow.parquet as pq

    from dragoman.cluster import tables
    from dragoman.cluster.parts import Outcome

    outcomes = [Outcome(n=n, where=f"w{n}", digest="d", reading=one) for n, one in enumerate(readings)]
    read: dict[str, list[dict[str, Any]]] = {}
    for name, rows in tables.rows("s", "1", outcomes).items():
        file = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows, tables.TABLES[name]), file)
        read[name] = pq.read_table(file).to_pylist()
    return [one for _, one in tables.readings(read)]


def test_a_reading_with_something_in_every_field_comes_back_byte_for_byte() -> None:
    one = whole(url="https://exemple.fr/1")
    (back,) = there_and_back([one])
    assert msgspec.json.encode(back) == msgspec.json.encode(one)


def test_what_is_missing_stays_missing() -> None:
    one = reading(day=None, section=None)
    assert there_and_back([one, whole()]) == [one, whole()]


@pytest.mark.parametrize("page", ["page-fr.html", "page-fr.txt"])
def test_a_page_read_with_the_models_comes_back_byte_for_byte_with_what_was_cut_from_it(page: str) -> None:
    from pathlib import Path

    one = dragoman.read(Path(__file__).parents[2] / "examples" / page)
    assert one.quotes
    assert one.article.photos or one.dropped
    (back,) = there_and_back([one])
    assert msgspec.json.encode(back) == msgspec.json.encode(one)
