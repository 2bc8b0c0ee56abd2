"""``dragoman schema``: the JSON Schema that every output keeps."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--of", "which", type=click.Choice(["read", "code"]), default="read", help="[default: read]")
def command(which: str) -> None:
    """Print the JSON Schema of what “dragoman read” or “dragoman code” prints.

    \b
    Example:
      dragoman schema > reading.schema.json
    """
    from dragoman.schema import text

    sys.stdout.write(text(which))
