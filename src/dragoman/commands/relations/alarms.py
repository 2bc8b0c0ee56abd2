"""``dragoman relations alarms``: on which days relations turned, from what was known on the day."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.commands import EXIT_PARTLY, complain
from dragoman.commands.options import store_option
from dragoman.commands.relations.whose import say_what_is_apart, told_of, whose_options
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.relations.alarms import Alarm
    from dragoman.relations.occurrences import Told
    from dragoman.relations.series import Series

NOBODY = "no pair has 50 distinct events in a year: données insuffisantes; “dragoman dyad A B” shows what there is"


@click.command()
@store_option
@click.option("--series", type=click.Path(path_type=Path), help="Read this series: CSV or .csv.gz.")
@click.option("--world", type=click.Path(path_type=Path), help="CSV of the world's daily volume of news.")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    help="Go on from this file, and save there: only new days are watched.",
)
@click.option(
    "--budget",
    type=click.FloatRange(0.05, 12),
    default=2.0,
    help="Alarms a pair and year, over all pairs [default: 2].",
)
@click.option("--language", help="Only what pages in this language tell.")
@whose_options
def command(
    location: str | None,
    series: Path | None,
    world: Path | None,
    state: Path | None,
    budget: float,
    language: str | None,
    claimant: str | None,
    outlet: str | None,
    outlet_country: str | None,
    source: str | None,
) -> None:
    """Print the days on which relations turned: dyad,date,direction,strength.

    Of the pairs of the store that have 50 distinct events in some year; or of a series, a line a pair and day:
    date,dyad,net (above 0 cooperation) or date,dyad,cooperative,conflictual. Each alarm uses only what was known on its
    day; the first year is only learned from. Directions: rapprochement, dégel (out of a bad level), tensions, rupture (with
    an expulsion, a recall or acts of war). Strength 2: one day in a hundred looked as much like a turn, 3: one in a thousand.

    \b
    Examples:
      dragoman relations alarms --store news.sqlite
      dragoman relations alarms --outlet-country FRA
      dragoman relations alarms --language fr
      dragoman relations alarms --series daily.csv.gz > alarms.csv
      dragoman relations alarms --series daily.csv --world world.csv --budget 1
      dragoman relations alarms --store news.sqlite --state alarms.npz >> alarms.csv
      dragoman relations alarms --series until-today.csv --state alarms.npz >> alarms.csv
    """
    from dragoman.relations.alarms import find_alarms
    from dragoman.relations.occurrences import ANYBODY
    from dragoman.relations.series import read_series, read_world

    if series is not None and location is not None:
        raise click.UsageError("--series and --store exclude each other; choose one")
    if state is not None and world is not None:
        raise click.UsageError("--state goes without --world: a saved state knows no world's volume")
    told = told_of(claimant, language, outlet, outlet_country, source)
    if series is not None and told != ANYBODY:
        raise click.UsageError(
            "a series does not say who tells it; --language, --claimant, --outlet… and --source go with --store"
        )
    if series is None:
        if state is None:
            _of_store(location, budget, told)
        else:
            _of_store_since(location, state, budget, told)
        return
    try:
        read = read_series(series)
        volume = read_world(world, read) if world is not None else None
    except DragomanError as error:
        complain(str(error))
        sys.exit(EXIT_PARTLY)
    if read.days <= 366 and not (state and state.exists()):
        complain(f"{series.name}: {read.days} days; the first year is only learned from, so give more than one")
    if state is None:
        write_alarms(find_alarms(read, budget, volume))
    else:
        _going_on(read, state, budget)


def _going_on(series: Series, state: Path, budget: float) -> None:
    """The alarms of the days that a saved state does not know yet; the header only where it begins."""
    from dragoman.relations.alarms import Going
    from dragoman.relations.saved import load, save
    from dragoman.relations.tuning import tuning

    try:
        begun = state.exists()
        if begun:
            going, series = load(state, series, budget)
        else:
            going = Going.begun(series, budget, tuning())
        found = list(going.on(series))
        save(going, state)
    except DragomanError as error:
        complain(str(error))
        sys.exit(EXIT_PARTLY)
    write_alarms(found, header=not begun)


def _of_store(location: str | None, budget: float, told: Told) -> None:
    """The alarms of the pairs in a store."""
    from dragoman.relations.ledger import panel, read_ledger
    from dragoman.relations.occurrences import last_day
    from dragoman.relations.watched import alarms_of
    from dragoman.store import open_store

    with open_store(location) as store:
        until = last_day(store) if told.source is None else None
        laid = panel(read_ledger(store, until, told), until)
        if not laid.series.dyads:
            say_what_is_apart(store, told)
    if not laid.series.dyads:
        complain(NOBODY)
    write_alarms(alarms_of(laid, budget))


def _of_store_since(location: str | None, state: Path, budget: float, told: Told) -> None:
    """The alarms of the pairs in a store that a saved state does not know yet; the header only where it begins."""
    from dragoman.relations.watched import go_on
    from dragoman.store import open_store

    begun = state.exists()
    try:
        with open_store(location) as store:
            found = go_on(store, state, budget, told)
            if not found.pairs:
                say_what_is_apart(store, told)
    except DragomanError as error:
        complain(str(error))
        sys.exit(EXIT_PARTLY)
    if not found.pairs:
        complain(f"{NOBODY}; nothing is saved")
    elif begun and found.anew:
        complain("a pair more has 50 distinct events in a year: all days were watched anew")
    if found.late:
        complain(
            f"{found.late} events of days before the last month came since {state.name} was begun and are not in it;"
            " delete it to count them"
        )
    write_alarms(found.alarms, header=not begun)


def write_alarms(alarms: Iterable[Alarm], header: bool = True) -> None:
    """Alarms as CSV on standard output."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    if header:
        lines.writerow(["dyad", "date", "direction", "strength"])
    for alarm in alarms:
        lines.writerow([alarm.dyad, alarm.date.isoformat(), alarm.direction, f"{alarm.strength:.3f}"])
    sys.stdout.buffer.write(out.getvalue().encode())
    sys.stdout.buffer.flush()
