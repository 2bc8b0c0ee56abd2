"""One state of the words is told from another, so that what was signed by another is signed anew."""

from __future__ import annotations

from pathlib import Path

from dragoman.polarity.state import of_files, state


def test_the_state_fits_a_column_of_the_store_and_is_the_same_each_time() -> None:
    assert 0 < state() < 1 << 48
    assert state.__wrapped__() == state()


def test_a_word_more_is_another_state_and_the_ends_of_lines_are_none(tmp_path: Path) -> None:
    words = tmp_path / "polarity.toml"
    words.write_bytes(b"a = 1\nb = 2\n")
    before = of_files([words])
    words.write_bytes(b"a = 1\r\nb = 2\r\n")
    assert of_files([words]) == before
    words.write_bytes(b"a = 1\nb = 3\n")
    assert of_files([words]) != before
