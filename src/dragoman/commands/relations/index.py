"""``dragoman relations index``: the level of a relation, day by day, with its interval and its band."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.relations.pair import in_order, pair_arguments, pair_of
from dragoman.commands.relations.whose import say_what_is_apart, told_of, whose_options

if TYPE_CHECKING:
    from dragoman.relations.index import Index


@click.command()
@pair_arguments
@click.option("--half-life", type=click.FloatRange(1, 3650), default=60.0, help="Days [default: 60].")
@click.option("--directed", is_flag=True, help="Only what A did to B.")
@click.option("--language", help="Only what pages in this language tell.")
@whose_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with every day.")
def command(
    one: str,
    other: str,
    location: str | None,
    since: datetime.date | None,
    until: datetime.date | None,
    half_life: float,
    directed: bool,
    claimant: str | None,
    language: str | None,
    outlet: str | None,
    outlet_country: str | None,
    source: str | None,
    as_json: bool,
) -> None:
    """Print the level of the relation between A and B, -100 … +100.

    A and B are codes or names. The level comes with its 80 % interval, from what is narrated or acknowledged; beside it the
    level that counts allegations too. Below 50 distinct events a year the answer is « données insuffisantes ».

    \b
    Examples:
      dragoman relations index PRK RUS
      dragoman relations index "Corée du Nord" Russie --from 2023-01-01 --to 2023-12-31 --json
      dragoman relations index FRA DZA --claimant DZA
      dragoman relations index FRA DZA --outlet-country DZA
      dragoman relations index FRA DZA --source gdelt
    """
    from dragoman.relations.index import index
    from dragoman.store import open_store

    in_order(since, until)
    codes = pair_of(one, other)
    told = told_of(claimant, language, outlet, outlet_country, source)
    with open_store(location) as store:
        found = index(store, *codes, since=since, until=until, half_life=half_life, directed=directed, told=told)
        if not found.occurrences:
            say_what_is_apart(store, told)
    if as_json:
        put(msgspec.json.encode(found))
    else:
        _show(found)
    if not found.occurrences:
        complain(f"nothing between {codes[0]} and {codes[1]} in these days; “dragoman dyad” shows what there is")


def _show(found: Index) -> None:
    """The level at the end of each month, as a table."""
    arrow = "→" if found.directed else "–"
    click.echo(
        f"{found.one}{arrow}{found.other}: {found.occurrences} occurrences, {found.alleged} of them only alleged"
    )
    if found.verdict:
        click.echo(f"{found.verdict}: fewer than 50 distinct events in the year before")
    shown = [day for n, day in enumerate(found.days) if n == len(found.days) - 1 or _ends_a_month(day.date)]
    if shown:
        click.echo(f"{'day':<12}{'level':>7}{'80 %':>16}{'with alleged':>14}{'C':>9}{'F':>9}{'events':>8}")
    for day in shown:
        level = "–" if day.level is None else f"{day.level:.0f}"
        bounds = "–" if day.low is None or day.high is None else f"{day.low:.0f} … {day.high:.0f}"
        alleged = "–" if day.alleged is None else f"{day.alleged:.0f}"
        sums = f"{day.cooperative:>9.1f}{day.conflictual:>9.1f}{day.events:>8}"
        click.echo(f"{day.date.isoformat():<12}{level:>7}{bounds:>16}{alleged:>14}{sums}")


def _ends_a_month(day: datetime.date) -> bool:
    return (day + datetime.timedelta(1)).month != day.month
