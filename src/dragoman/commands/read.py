"""``dragoman read``: pages in, readings out."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain, fault, put
from dragoman.commands.options import language_option, published_option
from dragoman.errors import InputError
from dragoman.records import Reading

if TYPE_CHECKING:
    from dragoman.page import Page, Refusal


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json", "ndjson"]),
    help="[default: terminal, or ndjson when piped]",
)
@language_option
@published_option
@click.option("--explain", is_flag=True, help="Also tell what of the page was dropped, and why.")
def command(
    inputs: tuple[str, ...], form: str | None, language: str | None, published: datetime.date | None, explain: bool
) -> None:
    """Read pages: clean article, actors, dates, quotes, and events with who says so.

    INPUT is a file, a folder, or - for standard input. Text copied off a news site, HTML, RSS and Atom, NDJSON, Parquet,
    WARC (also gzipped), mail and mailboxes are told apart by their content.

    Exit status: 0 all was read; 1 something could not be read (one line each on standard error, the rest is printed);
    2 wrong usage.

    \b
    Examples:
      dragoman read examples/page-fr.txt
      dragoman read examples/page-en.html --format json --published 2024-07-09
      dragoman read - --explain < examples/page-en.txt
      dragoman read examples/archive.warc.gz examples/feed.xml --format ndjson
    """
    from dragoman.commands.progress import watched
    from dragoman.page import pages

    refused: list[str] = []
    form = form or ("terminal" if sys.stdout.isatty() else "ndjson")
    in_view = form == "terminal" and sys.stdout.isatty()
    readings = _readings(watched(pages(inputs)), language, published, refused, in_view)
    _print(readings if explain else (_short(reading) for reading in readings), form)
    if refused:
        sys.exit(EXIT_PARTLY)


def _readings(
    pages: Iterator[Page | Refusal],
    language: str | None,
    published: datetime.date | None,
    refused: list[str],
    in_view: bool,
) -> Iterator[Reading]:
    """The readings of what can be read, in input order; the rest, and warnings unless ``in_view``, on standard error."""
    from dragoman.page import Refusal
    from dragoman.reading import read_page

    for page in pages:
        if isinstance(page, Refusal):
            refused.append(page.name)
            complain(page.message)
            continue
        try:
            reading = read_page(page, language, published)
        except InputError as error:
            refused.append(page.name)
            complain(f"{page.name}: {error}")
            continue
        except Exception as error:  # a fault of ours costs a page, not a night's run
            refused.append(page.name)
            complain(f"{page.name}: {fault(error)}")
            continue
        for warning in () if in_view else reading.warnings:
            complain(f"{page.name}: warning: {warning}")
        yield reading


def _short(reading: Reading) -> Reading:
    return msgspec.structs.replace(reading, dropped=None)


def _print(readings: Iterator[Reading], form: str) -> None:
    """For people, or as JSON: a single one for ``json`` over several lines, else an object a line as soon as it is read."""
    if form == "terminal":
        from dragoman.commands.view import show

        for reading in readings:
            show(reading)
        return
    if form == "json":
        first, second = next(readings, None), next(readings, None)
        if first is not None:
            put(msgspec.json.encode(first) if second else msgspec.json.format(msgspec.json.encode(first), indent=2))
        if second is not None:
            put(msgspec.json.encode(second))
    for reading in readings:
        put(msgspec.json.encode(reading))
