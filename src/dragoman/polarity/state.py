"""What tells one state of polarity's words and method from another, so that signs given by another can be given anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from dragoman.languages import languages, load

HERE = Path(__file__).parent


@cache
def state() -> int:
    """A number of 48 bits over the packs' ``polarity*.toml`` and this room's own modules."""
    return of_files([*_words(), *sorted(HERE.glob("*.py"))])


def of_files(paths: list[Path]) -> int:
    """A number over names and contents, whatever ends their lines."""
    told = hashlib.sha256()
    for path in paths:
        told.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return int.from_bytes(told.digest()[:6])


def _words() -> list[Path]:
    return [path for code in languages() for path in sorted(load(code).folder.glob("polarity*.toml"))]
