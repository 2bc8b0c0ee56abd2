"""``dragoman load``: readings that a cluster wrote, into a store."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.options import store_option

if TYPE_CHECKING:
    from dragoman.cluster.load import Loaded


@click.command()
@click.argument("folder", metavar="FOLDER")
@store_option
@click.option(
    "--stage", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="File to prepare an empty PostgreSQL store in, which is faster; gone when all is loaded.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def command(folder: str, location: str | None, stage: Path | None, as_json: bool) -> None:
    """Load what “dragoman cluster read” wrote to FOLDER into the store.

    Stop it when you like: the same command goes on where it stopped, and loads what was added to the folder since.

    \b
    Examples:
      dragoman load readings/ --store news.sqlite
      dragoman load s3://readings/may --store postgresql://localhost/news --stage stage.sqlite
    """
    from dragoman.cluster.load import load
    from dragoman.store import open_store

    begun, loaded = time.monotonic(), None
    with open_store(location, create=True) as store:
        for loaded in _shown(load(folder, store, stage)):  # noqa: B007 - the last
            pass
        name = store.name
    assert loaded is not None
    seconds = time.monotonic() - begun
    if as_json:
        put(msgspec.json.encode({"store": name, **msgspec.to_builtins(loaded), "seconds": round(seconds, 2)}))
        return
    new = loaded.stored + loaded.changed
    complain(
        f"{loaded.stored} stored, {loaded.changed} changed, {loaded.known} known already, of {loaded.shards} shards in"
        f" {seconds:.0f} s, {new / max(seconds, 0.001):.0f}/s; the store is {name}"
    )


def _shown(steps: Iterator[Loaded]) -> Iterator[Loaded]:
    """The steps, counted on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console

    with Console(stderr=True).status("loading") as status:
        for loaded in steps:
            status.update(f"{loaded.stored + loaded.changed + loaded.known} of {loaded.total} readings")
            yield loaded
