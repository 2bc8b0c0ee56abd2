"""Alarms under way, kept in a file from one day to the next: a further day costs only itself, and tells what a full run would."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from dragoman.errors import InputError
from dragoman.relations.alarms import Going, Levels
from dragoman.relations.series import Series, either_way
from dragoman.relations.tuning import tuning
from dragoman.relations.watch import Watch

KIND = "dragoman alarms 1"
UNREADABLE = (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile)
WATCHED = ("ring", "recent", "sums", "squares", "month", "year", "active", "counts", "ranks", "last", "height", "spent")
"""What a watch knows, by name: arrays, beside the numbers told apart."""


def save(going: Going, path: Path, beside: Mapping[str, str] | None = None) -> None:
    """Write alarms under way into a file, whole or not at all, with what is to be kept beside them.

    Raises InputError where it cannot be written.
    """
    watch = going.watch
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as out:
            np.savez(
                out,
                kind=np.array(KIND),
                tuned=np.array(_tuned(watch)),
                dyads=np.array(going.dyads),
                days=np.array([going.last.toordinal(), watch.today, watch.passed_over]),
                numbers=np.array([watch.budget, watch.unit, going.usual]),
                levels=going.levels.weights,
                **{f"watch_{name}": getattr(watch, name) for name in WATCHED},
                **{f"beside_{name}": np.array(value) for name, value in (beside or {}).items()},  # type: ignore[arg-type]
            )
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name a file that can be written") from error
    finally:
        part.unlink(missing_ok=True)


def kept_beside(path: Path) -> dict[str, str]:
    """What was kept beside saved alarms. Raises InputError where the file is none of these."""
    try:
        with path.open("rb") as stream, np.load(stream) as kept:
            return {name.removeprefix("beside_"): str(kept[name]) for name in kept.files if name.startswith("beside_")}
    except UNREADABLE as error:
        raise InputError(f"{path}: no saved alarms ({error}); delete it to begin anew") from error


def load(path: Path, series: Series, budget: float) -> tuple[Going, Series]:
    """Alarms under way, and ``series`` with their pairs in their order; a pair that it lacks has no news.

    Raises InputError where the file is no such state, or lacks a pair, or has another budget or tuning.
    """
    try:
        with path.open("rb") as stream, np.load(stream) as kept:
            going = _read({name: kept[name] for name in kept.files})
    except UNREADABLE as error:
        raise InputError(f"{path}: no saved alarms ({error}); delete it to begin anew") from error
    places = {either_way(dyad): n for n, dyad in enumerate(going.dyads)}
    if new := [dyad for dyad in series.dyads if either_way(dyad) not in places]:
        raise InputError(f"{path}: saved without the pair {new[0]}; delete it, and give the whole series to begin anew")
    if going.watch.budget != budget:
        raise InputError(f"{path}: saved with --budget {going.watch.budget:g}; give the same, or name another file")
    return going, _laid_out(series, going, [places[either_way(dyad)] for dyad in series.dyads])


def _laid_out(series: Series, going: Going, places: list[int]) -> Series:
    """A series with the pairs under way, and from their next day on where it begins later: without news in between."""
    first = min(series.first, going.last + datetime.timedelta(1))
    late = (series.first - first).days
    sides = np.zeros((2, late + series.days, len(going.dyads)), np.float32)
    sides[0][late:, places], sides[1][late:, places] = series.cooperative, series.conflictual
    return Series(going.dyads, first, sides[0], sides[1])


def _read(kept: dict[str, np.ndarray]) -> Going:
    dyads = tuple(map(str, kept["dyads"]))
    budget, unit, usual = map(float, kept["numbers"])
    watch = Watch(len(dyads), budget, unit)
    if str(kept["kind"]) != KIND or not np.array_equal(kept["tuned"], _tuned(watch)):
        raise ValueError("of another version of the program")
    for name in WATCHED:
        setattr(watch, name, kept[f"watch_{name}"])
    last, watch.today, watch.passed_over = map(int, kept["days"])
    levels = Levels(len(dyads), unit)
    levels.weights = kept["levels"]
    return Going(dyads, watch, levels, datetime.date.fromordinal(last), usual)


def _tuned(watch: Watch) -> list[float]:
    """What tells one tuning from another."""
    return [*tuning().weights.tolist(), watch.tuning.bias, watch.tuning.level]
