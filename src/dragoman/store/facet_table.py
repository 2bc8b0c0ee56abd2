"""The values that all articles count under, in memory: a search that finds half of them counts them in a moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.store.columns import Ints
from dragoman.store.marks import SEPARATOR
from dragoman.store.store import Store


@dataclass(frozen=True)
class FacetTable:
    """Articles by place, in order: of the nth, ``values[starts[n] : starts[n + 1]]`` are places in ``written``."""

    places: Ints
    starts: Ints
    values: NDArray[np.int32]
    written: tuple[str, ...]

    def count(self, places: Ints) -> tuple[Counter[str], Ints]:
        """How many of the articles at these places have which value; and the places that the table does not know yet."""
        at = np.searchsorted(self.places, places)
        known = at < len(self.places)
        known[known] = self.places[at[known]] == places[known]
        rows = at[known]
        sizes = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(sizes)
        inside = np.arange(int(sizes.sum())) + np.repeat(self.starts[rows] - (ends - sizes), sizes)
        counts = np.bincount(self.values[inside], minlength=len(self.written))
        found = np.flatnonzero(counts)
        named = {self.written[n]: int(counts[n]) for n in found.tolist()}
        return Counter(named), places[~known]


def read(store: Store) -> FacetTable:
    """The values of all articles."""
    known: dict[str, int] = {}
    places, sizes, values = [], [], []
    for place, line in store.database.each("SELECT place, facets FROM listed ORDER BY place"):
        own = line.split(SEPARATOR)
        places.append(place)
        sizes.append(len(own))
        values.append(np.array([known.setdefault(value, len(known)) for value in own], np.int32))
    return FacetTable(
        places=np.array(places, np.int64),
        starts=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
        values=np.concatenate([np.zeros(0, np.int32), *values]),
        written=tuple(known),
    )
