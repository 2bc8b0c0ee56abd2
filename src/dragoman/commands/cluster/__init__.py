"""``dragoman cluster``: the same reading over many machines."""

from __future__ import annotations

import click

from dragoman.commands.lazy import Lazy

MEMBERS = {
    "read": "Read shards of pages into a folder of Parquet.",
    "copies": "Find near-duplicates over all shards of a folder.",
}


@click.command(cls=Lazy, room="dragoman.commands.cluster", members=MEMBERS)
def command() -> None:
    """Read archives of pages over many machines (needs dragoman[cluster]).

    \b
    Examples:
      dragoman cluster read --input crawl/ --output readings/
      dragoman cluster read --input pages.parquet --output readings/ --cores 2
      dragoman cluster copies readings/
    """
