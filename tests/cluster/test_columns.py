"""Rows taken column by column are those that Arrow gives cell by cell."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")

from dragoman.cluster.columns import rows_of_batch  # noqa: E402

DAY = datetime.date(2024, 2, 29)
ROWS: list[dict[str, Any]] = [
    {"text": "Évian", "many": [{"day": DAY, "words": ["a", None], "n": 1}, None], "one": {"yes": True, "score": 0.25}},
    {"text": None, "many": None, "one": None},
    {"text": "", "many": [], "one": {"yes": None, "score": None}},
    {"text": "œ", "many": [{"day": None, "words": [], "n": None}], "one": {"yes": False, "score": 1.0}},
]


@pytest.mark.parametrize(("first", "length"), [(0, 4), (1, 3), (2, 2), (1, 1), (3, 1), (0, 0)])
def test_rows_are_the_same_whatever_is_empty_or_cut_off(first: int, length: int) -> None:
    batch = pa.RecordBatch.from_pylist(ROWS).slice(first, length)
    assert rows_of_batch(batch) == batch.to_pylist() == ROWS[first : first + length]


def test_numbers_stay_whole_and_truths_stay_truths() -> None:
    (row,) = rows_of_batch(pa.RecordBatch.from_pylist([{"n": 3, "yes": True, "score": 1.0, "day": DAY}]))
    assert [type(value) for value in row.values()] == [int, bool, float, datetime.date]


def test_days_before_1970_are_read() -> None:
    batch = pa.RecordBatch.from_pylist([{"day": datetime.date(1, 1, 1)}, {"day": datetime.date.max}])
    assert [row["day"] for row in rows_of_batch(batch)] == [datetime.date.min, datetime.date.max]
