"""``dragoman relations map``: the world in the colours of one actor's relations."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from dragoman.commands import complain
from dragoman.commands.options import Day, store_option
from dragoman.commands.relations.drawn import output_checked, write_picture
from dragoman.commands.relations.pair import code_of


@click.command()
@click.argument("one", metavar="A")
@store_option
@click.option("--on", "until", type=Day(), help="As of this day [default: the last in the store].")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="An .svg or .png file.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the labels [default: fr].")
def command(one: str, location: str | None, until: datetime.date | None, output: Path, language: str) -> None:
    """Draw a map: each state in the colour of its level with A, from vermilion (-100) to blue (+100).

    States that had fewer than 50 distinct events with A in the year before are grey. PNG needs pip install 'dragoman[plots]'.

    \b
    Examples:
      dragoman relations map RUS --output russia.svg
      dragoman relations map FRA --on 2023-12-31 --output france.png --language en
    """
    from dragoman.relations.around import network
    from dragoman.relations.ledger import panel, read_ledger
    from dragoman.relations.mapping import svg
    from dragoman.store import open_store

    output_checked(output)
    code = code_of(one)
    with open_store(location) as store:
        laid = panel(read_ledger(store, until), until)
    links = network(laid)
    if not any(code in (link.one, link.other) for link in links):
        complain(f"{code} has 50 distinct events in the year before with nobody: données insuffisantes, nothing drawn")
        return
    write_picture(output, svg(code, links, laid.series.first, laid.series.day(laid.series.days - 1), language))
