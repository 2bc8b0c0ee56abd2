"""The gold of a corpus: sentences with the events that a careful reader finds in them.

A corpus file is NDJSON, one text a line::

    {"id", "text", "language", "published": "YYYY-MM-DD"|null, "phenomenon", "register",
     "events": [{"event", "mode"|null, "actor": [codes], "recipient": [codes], "trigger": words of the text,
                 "realis", "status", "source": [codes] | words | null, "also_accept": [types], "optional": bool}]}

``corpus`` is the name of the file. An ``optional`` event may be found or not. Reciprocal events have all parties in ``actor``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.errors import InputError
from dragoman.evaluate.records import records
from dragoman.ontology import types
from dragoman.records import Realis, Status


class GoldEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event as a careful reader codes it."""

    event: str
    trigger: str
    mode: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    realis: Realis = "actual"
    status: Status = "narrated"
    source: tuple[str, ...] | str | None = None
    also_accept: tuple[str, ...] = ()
    optional: bool = False


class GoldText(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its gold."""

    id: str
    text: str
    language: str
    events: tuple[GoldEvent, ...]
    published: datetime.date | None = None
    phenomenon: str = ""
    register: str = ""
    corpus: str = ""


def read_gold(path: Path) -> Iterator[GoldText]:
    """The texts of a corpus file, or of every ``*.ndjson`` of a folder (recursively, sorted).

    Raises InputError, naming file and line, for a line that is no such record, an unknown event type, or a trigger that is
    not in its text.
    """
    files = sorted(path.rglob("*.ndjson")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: no .ndjson file in this folder; name a corpus of events")
    for file in files:
        for where, gold in records(file, GoldText, "see docs/codebook.md for the fields"):
            _check(gold, where)
            yield msgspec.structs.replace(gold, corpus=file.stem)


def _check(gold: GoldText, where: str) -> None:
    """Raises InputError where an event has an unknown type or mode, or a trigger that is not in the text."""
    for event in gold.events:
        for name in (event.event, *event.also_accept):
            if name not in types():
                raise InputError(f"{where}: event type “{name}” is unknown; use one of {', '.join(types())}")
        if event.mode and event.mode not in types()[event.event].modes:
            raise InputError(f"{where}: {event.event} has no mode “{event.mode}”")
        if place(gold.text, event.trigger) is None:
            raise InputError(f"{where}: the trigger “{event.trigger}” is not in the text; copy it letter by letter")


def place(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text, blanks and apostrophes forgiven; None where they don't."""
    pattern = r"\s+".join(re.sub("['’]", "['’]", re.escape(word)) for word in words.split())
    match = re.search(pattern, text)
    return (match.start(), match.end()) if match and words.strip() else None
