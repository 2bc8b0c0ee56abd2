"""What a corpus holds: events, dates, reported speech, or pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from dragoman.errors import InputError

Kind = Literal["events", "times", "quotes"]
FIELDS: dict[str, Kind] = {"events": "events", "expression": "times", "quotes": "quotes"}
"""The field of a record that tells what kind of gold it is."""


def files_of(corpus: Path) -> dict[Kind, list[Path]]:
    """The NDJSON files of a corpus (a file, or a folder with all below it, sorted) by what they hold.

    Raises InputError where there is no such file, and for a file whose first record is of no kind.
    """
    files = sorted(corpus.rglob("*.ndjson")) if corpus.is_dir() else [corpus]
    if not files:
        raise InputError(f"{corpus}: no .ndjson file in this folder; name a corpus with gold")
    found: dict[Kind, list[Path]] = {}
    for file in files:
        found.setdefault(_kind(file), []).append(file)
    return found


def _kind(file: Path) -> Kind:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"{file}:{number}: {error}; a corpus is NDJSON, a record a line") from error
        named = [kind for name, kind in FIELDS.items() if isinstance(record, dict) and name in record]
        if named:
            return named[0]
        raise InputError(
            f"{file}:{number}: none of the fields {', '.join(FIELDS)}, which tell a corpus of events, dates or quotes; "
            "see docs/codebook.md"
        )
    return "events"
