"""The records of a corpus file, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from dragoman.errors import InputError

T = TypeVar("T")


def records(path: Path, kind: type[T], mend: str) -> Iterator[tuple[str, T]]:
    """Each record of an NDJSON file with where it stands (“file:line”); empty lines are passed over.

    Raises InputError, naming file and line and saying ``mend``, for a line that is no such record.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            yield where, msgspec.json.decode(line, type=kind)
        except msgspec.MsgspecError as error:
            raise InputError(f"{where}: {error}; {mend}") from error
