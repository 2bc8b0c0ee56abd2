"""A watched folder: what is new or changed comes once, when it is written to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.store.watching import changes


def rounds(folder: Path, *steps: Callable[[], object]) -> list[list[str]]:
    """What each round finds, with a step between each and the next."""
    waiting: Iterator[Callable[[], object]] = iter(steps)

    def pause() -> bool:
        step = next(waiting, None)
        if step is None:
            return False
        step()
        return True

    return [[path.name for path in ready] for ready in changes([folder], pause)]


def nothing() -> None:
    """Between two rounds in which nothing happens."""


def test_what_is_there_from_the_start_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Paris")
    assert rounds(tmp_path, nothing) == [["a.txt"], []]


def test_a_new_file_comes_once_when_it_no_longer_changes(tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    found = rounds(tmp_path, lambda: new.write_text("Pa"), lambda: new.write_text("Paris écrit"), nothing, nothing)
    assert found == [[], [], [], ["new.txt"], []]


def test_a_file_that_changed_comes_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Paris")
    found = rounds(tmp_path, lambda: (tmp_path / "a.txt").write_text("Paris écrit"), nothing)
    assert found == [["a.txt"], [], ["a.txt"]]


def test_a_file_that_is_taken_away_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Paris")
    assert rounds(tmp_path, (tmp_path / "a.txt").unlink, nothing) == [["a.txt"], [], []]
