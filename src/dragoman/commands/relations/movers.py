"""``dragoman relations movers``: the pairs whose level moved most in the last days."""

from __future__ import annotations

import datetime

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.options import Day, store_option
from dragoman.commands.relations.drawn import bloc_checked


@click.command()
@store_option
@click.option("--on", "until", type=Day(), help="As of this day [default: the last in the store].")
@click.option("--days", type=click.IntRange(1, 1000), default=7, help="In how many days [default: 7].")
@click.option("--bloc", metavar="CODE", help="Only pairs within this bloc, by membership on the last of these days.")
@click.option("--limit", type=click.IntRange(1), default=20, help="How many to print [default: 20].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def command(
    location: str | None, until: datetime.date | None, days: int, bloc: str | None, limit: int, as_json: bool
) -> None:
    """Print the pairs whose level moved most, up or down.

    \b
    Examples:
      dragoman relations movers
      dragoman relations movers --on 2024-02-01 --days 30 --json
      dragoman relations movers --bloc ECW --days 90
    """
    from dragoman.relations.around import movers, within
    from dragoman.relations.ledger import panel, read_ledger
    from dragoman.store import open_store

    bloc_checked(bloc)
    with open_store(location) as store:
        laid = panel(read_ledger(store, until), until)
    found = within(bloc, movers(laid, days), laid)[:limit]
    if as_json:
        put(msgspec.json.encode(found))
    for one in [] if as_json else found:
        click.echo(f"{one.one}–{one.other}  {one.change:+.1f}  ({one.before:.1f} → {one.after:.1f})")
    if not found:
        complain(f"no pair{f' within {bloc}' if bloc else ''} has 50 distinct events in a year: données insuffisantes")
