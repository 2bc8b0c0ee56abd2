"""``dragoman cluster read``: shards in, Parquet out, every page exactly once."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain, put
from dragoman.commands.options import language_option, published_option

if TYPE_CHECKING:
    from dragoman.cluster.figures import Report

EVERY = 30.0
"""Seconds between two lines of figures where standard error is no terminal."""
FAILED = ("unreadable", "fault", "crash", "hang")


@click.command()
@click.argument("more", metavar="[SHARDS]...", nargs=-1)
@click.option(
    "--input", "inputs", metavar="SHARDS", multiple=True, required=True,
    help="Files, folders or patterns of WARC, NDJSON or Parquet, here or in object storage; may be repeated, or name many.",
)  # fmt: skip
@click.option("--output", metavar="FOLDER", required=True, help="Where readings go, here or in object storage.")
@click.option("--address", help="Of a Ray cluster (“auto”: the one on this machine) [default: one for this run].")
@click.option("--cores", type=click.IntRange(1), help="Cores of this machine to use, without --address [default: all].")
@language_option
@published_option
@click.option("--other-languages", is_flag=True, help="Read pages in languages without a pack too, as “read” does.")
@click.option(
    "--only-diplomatic", is_flag=True,
    help="Pass over pages that do not speak of actors and their acts, told from their words before they are read.",
)  # fmt: skip
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=60.0, show_default=True,
    help="The longest that a page may take before it is set apart.",
)  # fmt: skip
@click.option("--price", type=click.FloatRange(0), help="What an hour of a core costs, to tell the cost of the run.")
@click.option("--json", "as_json", is_flag=True, help="Print the final report as one JSON object.")
def command(
    more: tuple[str, ...],
    inputs: tuple[str, ...],
    output: str,
    address: str | None,
    cores: int | None,
    language: str | None,
    published: datetime.date | None,
    other_languages: bool,
    only_diplomatic: bool,
    seconds: float,
    price: float | None,
    as_json: bool,
) -> None:
    """Read shards of pages into a folder of Parquet: articles, mentions, quotes, events.

    Every page is in the folder exactly once, whatever dies: run the same command again and it goes on. Pages that crash
    or hang their reader are set apart, with the reason, in the folder's table “refused”.

    Exit status: 0 all was read; 1 something could not be read; 2 wrong usage.

    \b
    Examples:
      dragoman cluster read --input examples/archive.warc.gz --output readings/
      dragoman cluster read --input 's3://crawl/2024/05/*.warc.gz' --output s3://readings/2024-05 --address auto
      dragoman cluster read --output readings/ --only-diplomatic --input crawl/2024-05-*.warc.gz
      dragoman cluster read --input pages.parquet --output readings/ --cores 2 --price 0.04 --json
    """
    from dragoman.cluster import run
    from dragoman.cluster.child import How
    from dragoman.cluster.figures import told
    from dragoman.cluster.shards import shards

    if address and cores:
        raise click.UsageError("--cores is for a run without --address; a cluster has cores of its own")
    how = How(
        language=language,
        published=published,
        other_languages=other_languages,
        only_diplomatic=only_diplomatic,
        seconds=seconds,
    )
    report: Report | None = None
    try:
        given = shards([*inputs, *more])
        for report in _shown(run.read(given, output, how=how, address=address, cores=cores, price=price)):  # noqa: B007 - the last
            pass
    except KeyboardInterrupt:
        complain(f"stopped; run it again to go on{f' ({told(report)})' if report else ''}")
        sys.exit(EXIT_PARTLY)
    assert report is not None
    if as_json:
        put(msgspec.json.encode(report))
    else:
        complain(told(report))
    failed = sum(report.total.refused.get(reason, 0) for reason in FAILED)
    if failed:
        complain(f"pages that could not be read: {failed}; {output.rstrip('/')}/refused tells which, and why")
        sys.exit(EXIT_PARTLY)


def _shown(reports: Iterator[Report]) -> Iterator[Report]:
    """The reports as they come, on standard error: on one line that changes at a terminal, else a line now and then."""
    from dragoman.cluster.figures import told

    if sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("starting; figures come with every 500 pages") as status:
            for report in reports:
                status.update(told(report))
                yield report
        return
    last = time.monotonic()
    for report in reports:
        if time.monotonic() - last > EVERY:
            last = time.monotonic()
            complain(told(report))
        yield report
