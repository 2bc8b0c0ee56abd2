"""``dragoman relations network``: all pairs with a level at a date."""

from __future__ import annotations

import csv
import datetime
import sys
from pathlib import Path

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.options import Day, store_option
from dragoman.commands.relations.drawn import bloc_checked, output_checked, write_picture


@click.command()
@store_option
@click.option("--on", "until", type=Day(), help="As of this day [default: the last in the store].")
@click.option("--bloc", metavar="CODE", help="Only pairs within this bloc, by membership on that day.")
@click.option("--output", type=click.Path(path_type=Path), help="Draw it into this .svg or .png file instead.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the labels [default: fr].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array in place of CSV.")
def command(
    location: str | None,
    until: datetime.date | None,
    bloc: str | None,
    output: Path | None,
    language: str,
    as_json: bool,
) -> None:
    """Print the network of pairs as CSV: one,other,level,low,high,events, best first; or draw it.

    \b
    Examples:
      dragoman relations network > links.csv
      dragoman relations network --on 2023-12-31 --json
      dragoman relations network --bloc ECW --on 2024-12-31
      dragoman relations network --output network.svg --language en
    """
    from dragoman.relations.around import Link, network, within
    from dragoman.relations.ledger import panel, read_ledger
    from dragoman.relations.networking import svg
    from dragoman.store import open_store

    output_checked(output)
    bloc_checked(bloc)
    with open_store(location) as store:
        laid = panel(read_ledger(store, until), until)
    found = within(bloc, network(laid), laid)
    if output is not None:
        if found:
            write_picture(output, svg(found, laid.series.first, laid.series.day(laid.series.days - 1), bloc, language))
    elif as_json:
        put(msgspec.json.encode(found))
    else:
        lines = csv.writer(sys.stdout, lineterminator="\n")
        lines.writerow(Link.__struct_fields__)
        lines.writerows(msgspec.structs.astuple(link) for link in found)
    if not found:
        complain(
            f"no pair{f' within {bloc}' if bloc else ''} has 50 distinct events in the year before: données insuffisantes"
        )
