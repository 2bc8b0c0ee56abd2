"""Columns of numbers out of the database.

A row costs far more to hand over than to find. So the database writes many numbers as one text, which numpy reads at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.store.database import Database

Ints = NDArray[np.int64]


def listed(database: Database, told: str) -> str:
    """Many values as one text, in the words of the database."""
    return f"group_concat({told})" if database.kind == "sqlite" else f"string_agg(CAST({told} AS TEXT), ',')"


def numbers(text: str | None) -> Ints:
    """The numbers of such a text."""
    return np.fromstring(text, np.int64, sep=",") if text else np.zeros(0, np.int64)
