"""``dragoman relations score``: how well alarms find dated turning points."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain, put
from dragoman.commands.options import Day
from dragoman.errors import DragomanError


@click.command()
@click.argument("alarms", type=click.Path(path_type=Path))
@click.argument("points", type=click.Path(path_type=Path))
@click.option("--series", type=click.Path(path_type=Path), help="The series that the alarms are of.")
@click.option("--from", "first", type=Day(), help="Only turning points from this day on.")
@click.option("--to", "last", type=Day(), help="Only turning points up to this day.")
@click.option("--window", type=click.IntRange(0, 365), default=45, help="Days in which to be found [default: 45].")
@click.option("--json", "as_json", is_flag=True, help="Print an object, with the points that were missed.")
def command(
    alarms: Path,
    points: Path,
    series: Path | None,
    first: datetime.date | None,
    last: datetime.date | None,
    window: int,
    as_json: bool,
) -> None:
    """Score ALARMS (dyad,date,direction) on POINTS, turning points with the same columns.

    A turning point is found where an alarm of its pair comes on its day or within the window after it. Points that could not
    be found are counted apart: of pairs that the series lacks, of its first year, or after its end; without --series, from
    before the first alarm or after the last.

    \b
    Examples:
      dragoman relations score alarms.csv turning_points.csv
      dragoman relations score alarms.csv turning_points.csv --series daily.csv
      dragoman relations score alarms.csv turning_points.csv --from 2019-01-15 --to 2024-01-31 --json
    """
    from dragoman.relations.scoring import read_points, score, span_of, span_of_series
    from dragoman.relations.series import read_series
    from dragoman.relations.tuning import tuning

    try:
        known = [p for p in read_points(points) if (not first or p.date >= first) and (not last or p.date <= last)]
        raised = read_points(alarms)
        span = span_of_series(read_series(series), tuning().warm) if series else span_of(raised)
        found = score(raised, known, window, span)
    except DragomanError as error:
        complain(str(error))
        sys.exit(EXIT_PARTLY)
    if as_json:
        put(msgspec.json.encode(found))
        return
    delay = "none found" if found.delay is None else f"{found.delay:g} days"
    click.echo(f"{found.points} turning points: found {found.found:.2f}, with the right direction {found.directed:.2f}")
    click.echo(f"median delay: {delay}")
    if found.outside and span is not None:
        watched = f"{span.first} to {span.last}" + (", or of other pairs" if series else "")
        click.echo(f"{len(found.outside)} more lie outside of what was watched ({watched}): not scored")
    for name, left in (("missed", found.missed), ("wrong direction", found.misdirected)):
        for point in left:
            click.echo(f"  {name}: {point.dyad} {point.date} {point.direction} {point.what}".rstrip())
