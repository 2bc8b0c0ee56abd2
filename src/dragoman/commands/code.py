"""``dragoman code``: clean sentences in, mentions, times, quotes and events out."""

from __future__ import annotations

import datetime
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain, fault, put
from dragoman.errors import InputError

BATCH = 64
LONGEST_LINE = 32 * 1024 * 1024
"""Bytes of the longest line that is read; a longer one is told and passed over, without being held in memory."""
LONGEST_TEXT = 1_000_000
"""Characters of the longest text that is coded: some 150,000 words, a book."""


class Sentence(msgspec.Struct):
    """A record of the input."""

    text: str
    id: str | int | None = None
    language: str | None = None
    published: datetime.date | None = None


Line = tuple[int, bytes | None]
"""A line with its number; None where it is longer than ``LONGEST_LINE``."""


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
    for batch in _batches(_lines(source)):
        for coded in _coded(batch):
            if isinstance(coded, dict):
                failed = True
                complain(f"{_name(source)}: {coded['error']}")
            put(msgspec.json.encode(coded))
    if failed:
        sys.exit(EXIT_PARTLY)


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Lines in lots of a size that the parser likes."""
    while batch := list(itertools.islice(lines, BATCH)):
        yield batch


def _lines(source: str) -> Iterator[Line]:
    """The lines of a file or of standard input that are not blank; ends the program where there is nothing to read."""
    if source == "-":
        yield from _filled(sys.stdin.buffer, source)
        return
    try:
        with Path(source).open("rb") as stream:
            yield from _filled(stream, source)
    except OSError as error:
        complain(f"{source}: {error.strerror or error}; name a file of NDJSON, or - for standard input")
        sys.exit(EXIT_PARTLY)


def _filled(stream: BinaryIO, source: str) -> Iterator[Line]:
    empty = True
    for n, line in enumerate(_bounded(stream), 1):
        if n <= BATCH and line is not None and b"\0" in line and not line.lstrip().startswith(b"{"):
            complain(f"{_name(source)}: binary data, not lines of JSON; give NDJSON, or use “dragoman read” for pages")
            sys.exit(EXIT_PARTLY)
        if line is None or line.strip():
            empty = False
            yield n, line.removeprefix(b"\xef\xbb\xbf") if line is not None else None
    if empty:
        complain(f"{_name(source)}: empty; nothing to code")


def _bounded(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines; None in place of one that is too long."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _coded(batch: list[Line]) -> list[Any]:
    """The coding of each line, or an object that says what is wrong with it, in order."""
    from dragoman.reading import code_texts

    records = [_job(n, line) for n, line in batch]
    jobs = [job for job in records if not isinstance(job, dict)]
    try:
        codings: Iterator[Any] = iter(code_texts(jobs))
    except Exception:  # a fault of ours costs a line, not the batch: find out which
        codings = iter(
            [_alone(n, job) for (n, _), job in zip(batch, records, strict=True) if not isinstance(job, dict)]
        )
    return [job if isinstance(job, dict) else next(codings) for job in records]


def _alone(n: int, job: Any) -> Any:
    """The coding of one line, whatever its neighbours hold."""
    from dragoman.reading import code_texts

    try:
        return code_texts([job])[0]
    except Exception as error:
        return {"id": job.key, "error": f"line {n}: {fault(error)}"}


def _job(n: int, line: bytes | None) -> Any:
    """What to code of a line, or an object that says what is wrong with it."""
    from dragoman.languages import load
    from dragoman.reading import Job

    if line is None:
        limit = LONGEST_LINE // (1024 * 1024)
        return {"id": None, "error": f"line {n}: longer than the {limit} MiB that a line may have; split it"}
    try:
        record = msgspec.json.decode(line, type=Sentence)
        if record.language:
            load(record.language)
    except (msgspec.MsgspecError, UnicodeDecodeError, InputError) as error:
        return {"id": _id(line), "error": f"line {n}: {error}"}
    if len(record.text) > LONGEST_TEXT:
        found = f"a text of {len(record.text)} characters; the longest that is coded has {LONGEST_TEXT}; split it"
        return {"id": record.id, "error": f"line {n}: {found}"}
    return Job(record.text, record.language, record.published, record.id)


def _id(line: bytes) -> Any:
    """The identifier of a broken record, where it can be made out."""
    try:
        found = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    key = found.get("id") if isinstance(found, dict) else None
    return key if isinstance(key, str | int) else None


def _name(source: str) -> str:
    return "standard input" if source == "-" else source
