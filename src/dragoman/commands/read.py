"""``dragoman read``: pages in, readings out."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain
from dragoman.commands.options import language_option, published_option
from dragoman.errors import InputError
from dragoman.records import Reading


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

    INPUT is a file, a folder, or - for standard input. Text copied off a news site, HTML, RSS and Atom, NDJSON, Parquet
    and WARC (also gzipped) are told apart by their content.

    Exit status: 0 all was read; 1 something could not be read (one line each on standard error, the rest is printed);
    2 wrong usage.

    \b
    Examples:
      dragoman read examples/page.txt
      dragoman read page.html --format json --published 2024-03-12
      pbpaste | dragoman read - --explain
      dragoman read archive.warc.gz feeds/ --format ndjson > readings.ndjson
    """
    from dragoman.page import Refusal, pages
    from dragoman.reading import read_page

    form = form or ("terminal" if sys.stdout.isatty() else "ndjson")
    write = _writer(form)
    refused = 0
    for page in pages(inputs):
        if isinstance(page, Refusal):
            refused += 1
            complain(page.message)
            continue
        try:
            reading = read_page(page, language, published)
        except InputError as error:
            refused += 1
            complain(f"{page.name}: {error}")
            continue
        for warning in reading.warnings if form != "terminal" else ():
            complain(f"{page.name}: warning: {warning}")
        write(reading if explain else msgspec.structs.replace(reading, dropped=None))
    if refused:
        sys.exit(EXIT_PARTLY)


def _writer(form: str) -> Callable[[Reading], None]:
    """How readings are printed: for people, or one JSON object each; a single one is indented for ``json``."""
    if form == "terminal":
        from dragoman.commands.view import show

        return show
    return _indented if form == "json" else _line


def _indented(reading: Reading) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(reading), indent=2).decode() + "\n")
    sys.stdout.flush()


def _line(reading: Reading) -> None:
    sys.stdout.write(msgspec.json.encode(reading).decode() + "\n")
    sys.stdout.flush()
