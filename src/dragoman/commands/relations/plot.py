"""``dragoman relations plot``: a picture of a relation, as SVG or in the terminal."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.commands import complain
from dragoman.commands.relations.drawn import output_checked, write_picture
from dragoman.commands.relations.pair import in_order, pair_arguments, pair_of
from dragoman.commands.relations.whose import say_what_is_apart, told_of, whose_options

if TYPE_CHECKING:
    from dragoman.relations.occurrences import Told


@click.command()
@pair_arguments
@click.option(
    "--output", type=click.Path(path_type=Path), help="An .svg or .png file [default: drawn in the terminal]."
)
@click.option(
    "--calendar", "as_calendar", is_flag=True, help="Draw what happened, by type and time, in place of the level."
)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the labels [default: fr].")
@click.option("--told-in", metavar="CODE", help="Only what pages in this language tell.")
@whose_options
def command(
    one: str,
    other: str,
    location: str | None,
    since: datetime.date | None,
    until: datetime.date | None,
    output: Path | None,
    as_calendar: bool,
    language: str,
    told_in: str | None,
    claimant: str | None,
    outlet: str | None,
    outlet_country: str | None,
    source: str | None,
) -> None:
    """Draw the level of the relation between A and B, with its interval, its alarms, and cooperation and conflict mirrored.

    PNG needs pip install 'dragoman[plots]'.

    \b
    Examples:
      dragoman relations plot PRK RUS
      dragoman relations plot PRK RUS --from 2022-01-01 --output prk-rus.svg --language en
      dragoman relations plot PRK RUS --calendar --output calendar.png
      dragoman relations plot FRA DZA --outlet-country DZA --told-in fr
    """
    from dragoman.relations.index import index
    from dragoman.relations.ledger import panel, read_ledger
    from dragoman.relations.pictures import svg, terminal
    from dragoman.relations.watched import alarms_of
    from dragoman.store import open_store

    in_order(since, until)
    codes = pair_of(one, other)
    output_checked(output)
    told = told_of(claimant, told_in, outlet, outlet_country, source)
    if as_calendar:
        _calendar(location, codes, since, until, output, language, told)
        return
    with open_store(location) as store:
        found = index(store, *codes, since=since, until=until, told=told)
        laid = panel(read_ledger(store, until, told))
        if not found.days:
            say_what_is_apart(store, told)
    if not found.days:
        complain(f"nothing between {codes[0]} and {codes[1]} in these days; “dragoman dyad” shows what there is")
        return
    name = "-".join(sorted(codes))
    alarms = [a for a in alarms_of(laid) if a.dyad == name]
    if output is None:
        click.echo(terminal(found, alarms, language=language), nl=False)
        return
    write_picture(output, svg(found, alarms, language))


def _calendar(
    location: str | None,
    codes: tuple[str, str],
    since: datetime.date | None,
    until: datetime.date | None,
    output: Path | None,
    language: str,
    told: Told,
) -> None:
    """The calendar of a pair, into a file."""
    from dragoman.relations.calendar import svg
    from dragoman.relations.imported import imported_between
    from dragoman.relations.occurrences import between
    from dragoman.store import open_store

    if output is None:
        raise click.UsageError("a calendar is not drawn in the terminal; name a file with --output")
    with open_store(location) as store:
        if told.source is None:
            found = between(store, *codes, since, until, told)
        else:
            found = imported_between(store, told.source, *codes, since, until)
        if not found:
            say_what_is_apart(store, told)
    if not found:
        complain(f"nothing between {codes[0]} and {codes[1]} in these days; “dragoman dyad” shows what there is")
        return
    days = [one.day for one in found]
    write_picture(output, svg(found, *codes, since or min(days), until or max(days), language, told))
