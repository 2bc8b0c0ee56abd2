"""``dragoman code``: clean sentences in, mentions, times, quotes and events out."""

from __future__ import annotations

import datetime
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain
from dragoman.errors import InputError

BATCH = 64


class Sentence(msgspec.Struct):
    """A record of the input."""

    text: str
    id: str | int | None = None
    language: str | None = None
    published: datetime.date | None = None


@click.command()
@click.argument("source", metavar="INPUT")
@click.option("--format", "form", type=click.Choice(["ndjson"]), default="ndjson", help="[default: ndjson]")
def command(source: str, form: str) -> None:
    """Code sentences or texts that are already clean.

    INPUT is a file, or - for standard input, of NDJSON: {"id", "text", "language"?, "published"?} a line. One object a
    line comes out, in the same order, with offsets into that text. A line that is no such record gives an object with
    "error", and exit status 1; the rest is coded.

    \b
    Examples:
      dragoman code sentences.ndjson > coded.ndjson
      echo '{"id": 1, "text": "Paris a rappelé son ambassadeur à Alger."}' | dragoman code -
    """
    failed = False
    for batch in batched(((n, line) for n, line in _lines(source) if line.strip())):
        for printed in _coded(batch):
            if isinstance(printed, dict):
                failed = True
                complain(f"{source}: {printed['error']}")
            sys.stdout.write(msgspec.json.encode(printed).decode() + "\n")
        sys.stdout.flush()
    if failed:
        sys.exit(EXIT_PARTLY)


def batched(lines: Iterator[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """Lines in lots of a size that the parser likes."""
    while batch := list(itertools.islice(lines, BATCH)):
        yield batch


def _lines(source: str) -> Iterator[tuple[int, bytes]]:
    if source == "-":
        yield from enumerate(sys.stdin.buffer, 1)
        return
    try:
        with Path(source).open("rb") as lines:
            yield from enumerate(lines, 1)
    except OSError as error:
        complain(f"{source}: {error.strerror or error}; name a file of NDJSON, or - for standard input")
        sys.exit(EXIT_PARTLY)


def _coded(batch: list[tuple[int, bytes]]) -> list[Any]:
    """The coding of each line, or an object that says what is wrong with it, in order."""
    from dragoman.reading import code_texts

    records = [_job(n, line) for n, line in batch]
    codings = iter(code_texts([job for job in records if not isinstance(job, dict)]))
    return [job if isinstance(job, dict) else next(codings) for job in records]


def _job(n: int, line: bytes) -> Any:
    """What to code of a line, or an object that says what is wrong with it."""
    from dragoman.languages import load
    from dragoman.reading import Job

    try:
        record = msgspec.json.decode(line, type=Sentence)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return {"id": _id(line), "error": f"line {n}: {error}"}
    try:
        if record.language:
            load(record.language)
    except InputError as error:
        return {"id": record.id, "error": f"line {n}: {error}"}
    return Job(record.text, record.language, record.published, record.id)


def _id(line: bytes) -> Any:
    """The identifier of a broken record, where it can be made out."""
    try:
        found = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    key = found.get("id") if isinstance(found, dict) else None
    return key if isinstance(key, str | int) else None
