"""``dragoman relations precedents``: what followed the earlier turns of a pair."""

from __future__ import annotations

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.options import store_option
from dragoman.commands.relations.pair import pair_of


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@store_option
@click.option("--days", type=click.IntRange(1, 1000), default=90, help="How much later [default: 90].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def command(one: str, other: str, location: str | None, days: int, as_json: bool) -> None:
    """Count what followed the earlier turns of A and B: was the level higher some days later?

    Beside it the base rate, the same counted from every day of the pair, and what such counts were worth as forecasts over
    all pairs: a Brier skill score, 0 or less is nothing, 1 is all.

    \b
    Examples:
      dragoman relations precedents PRK RUS
      dragoman relations precedents FRA DZA --days 180 --json
    """
    from dragoman.relations.around import precedents
    from dragoman.relations.ledger import panel, read_ledger
    from dragoman.store import open_store

    codes = pair_of(one, other)
    with open_store(location) as store:
        found = precedents(panel(read_ledger(store)), *codes, days)
    if as_json:
        put(msgspec.json.encode(found))
    for one_of in [] if as_json else found:
        base = "–" if one_of.base_rate is None else f"{one_of.base_rate:.2f}"
        after = f"{one_of.higher} of {len(one_of.turns)} followed by a higher level after {days} days"
        click.echo(f"turns {one_of.direction}: {after}; from any day {base}")
        worth = f"{one_of.skill:+.2f}" if one_of.skill is not None else "not known"
        click.echo(f"  skill of such counts over the base rate: {worth} ({one_of.forecasts} forecasts, all pairs)")
    if not found:
        complain(f"{codes[0]}–{codes[1]}: données insuffisantes; fewer than 50 distinct events in every year")
