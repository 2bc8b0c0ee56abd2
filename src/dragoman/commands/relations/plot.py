"""``dragoman relations plot``: a picture of a relation, as SVG or in the terminal."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from dragoman.commands import EXIT_PARTLY, complain
from dragoman.commands.relations.pair import in_order, pair_arguments, pair_of


@click.command()
@pair_arguments
@click.option(
    "--output", type=click.Path(path_type=Path), help="An .svg or .png file [default: drawn in the terminal]."
)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the labels [default: fr].")
def command(
    one: str,
    other: str,
    location: str | None,
    since: datetime.date | None,
    until: datetime.date | None,
    output: Path | None,
    language: str,
) -> None:
    """Draw the level of the relation between A and B, with its interval, its alarms, and cooperation and conflict mirrored.

    PNG needs pip install 'dragoman[plots]'.

    \b
    Examples:
      dragoman relations plot PRK RUS
      dragoman relations plot PRK RUS --from 2022-01-01 --output prk-rus.svg --language en
    """
    from dragoman.relations.alarms import find_alarms
    from dragoman.relations.index import index
    from dragoman.relations.ledger import panel, read_ledger
    from dragoman.relations.pictures import svg, terminal
    from dragoman.store import open_store

    in_order(since, until)
    codes = pair_of(one, other)
    if output is not None and output.suffix not in (".svg", ".png"):
        raise click.UsageError(f"“{output}” ends in neither .svg nor .png; name one of these")
    with open_store(location) as store:
        found = index(store, *codes, since=since, until=until)
        laid = panel(read_ledger(store, until)) if output is not None else None
    if not found.days:
        complain(f"nothing between {codes[0]} and {codes[1]} in these days; “dragoman dyad” shows what there is")
        return
    if output is None or laid is None:
        click.echo(terminal(found, language=language), nl=False)
        return
    name = "-".join(sorted(codes))
    alarms = [a for a in find_alarms(laid.series, milestones=laid.turning) if a.dyad == name]
    try:
        drawn = svg(found, alarms, language)
        output.write_bytes(_png(drawn) if output.suffix == ".png" else drawn.encode())
    except OSError as error:
        complain(f"{output}: {error.strerror or error}; name a file that can be written")
        sys.exit(EXIT_PARTLY)


def _png(drawn: str) -> bytes:
    try:
        import resvg_py
    except ImportError:
        complain("PNG needs resvg-py; pip install 'dragoman[plots]', or write an .svg")
        sys.exit(EXIT_PARTLY)
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, zoom=2))
