"""Folders that are watched: what is new in them or has changed since, once it has been written to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dragoman.page import files

State = tuple[int, int]
"""Of a file: when it was changed last, and its size."""


def changes(inputs: Sequence[Path], pause: Callable[[], bool]) -> Iterator[list[Path]]:
    """The files that are new or changed, round after round, beginning with all there are; empty rounds too.

    A file counts once it looks the same in two rounds, so that one still being written is left to the next; those there
    from the start count at once. ``pause`` waits between the rounds and tells whether to go on.
    """
    taken: dict[Path, State] = {}
    seen: dict[Path, State] | None = None
    while True:
        now = _states(inputs)
        ready = sorted(
            path
            for path, state in now.items()
            if taken.get(path) != state and (seen is None or seen.get(path) == state)
        )
        yield ready
        taken.update((path, now[path]) for path in ready)
        seen = now
        if not pause():
            return


def _states(inputs: Sequence[Path]) -> dict[Path, State]:
    found: dict[Path, State] = {}
    for one in inputs:
        for path in files(one) if one.is_dir() else (one,):
            try:
                state = path.stat()
            except OSError:
                continue
            found[path] = (state.st_mtime_ns, state.st_size)
    return found
