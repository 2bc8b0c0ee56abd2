"""``dragoman dyad``: the history of two actors."""

from __future__ import annotations

import datetime

import click

from dragoman.commands.options import Day, store_option

CSV = ("period", "actor", "recipient", "events", "mutual", "scored", "score")


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@store_option
@click.option("--from", "since", type=Day(), help="From this day on.")
@click.option("--to", "until", type=Day(), help="Until this day, included.")
@click.option("--by", "step", type=click.Choice(["day", "month", "year"]), default="month", help="[default: month]")
@click.option("--latest", type=click.IntRange(min=0), default=10, metavar="N", help="Events to show [default: 10].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the periods as CSV.")
def command(
    one: str,
    other: str,
    location: str | None,
    since: datetime.date | None,
    until: datetime.date | None,
    step: str,
    latest: int,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print what A and B did to each other, period by period, and their latest events.

    A and B are codes or names. score sums PLOVER's conflict-cooperation scores of what is told as done; what both did
    together counts in both directions.

    \b
    Examples:
      dragoman dyad PRK RUS
      dragoman dyad "Corée du Nord" Russie --from 2024-01-01 --by year
      dragoman dyad FRA DZA --store news.sqlite --csv
    """
    from dragoman.commands import lists
    from dragoman.store import open_store
    from dragoman.store.dyads import history
    from dragoman.store.fields import ValueWrong, country_wrong, party_of

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other; choose one")
    codes = []
    for name in (one, other):
        try:
            code = party_of(name)
            if code is None:
                raise country_wrong(name)
        except ValueWrong as wrong:
            raise click.UsageError(f"{wrong.why}; {wrong.instead}") from wrong
        codes.append(code)
    with open_store(location) as store:
        found = history(
            store,
            codes[0],
            codes[1],
            step="day" if step == "day" else "year" if step == "year" else "month",
            since=since,
            until=until,
            latest=latest,
        )
    if as_json:
        lists.as_json(found)
    elif as_csv:
        lists.as_csv(found.steps, CSV)
    else:
        _show(found.total, codes, found.steps)
        lists.events(found.latest)


def _show(total: int, codes: list[str], steps: tuple[object, ...]) -> None:
    """The periods as a table within 80 columns, statuses by their marks."""
    from dragoman.commands.view import MARKS
    from dragoman.store.dyads import DyadStep

    click.echo(f"{codes[0]}–{codes[1]}: {total} event{'s' if total != 1 else ''}")
    if not total:
        return
    click.echo(f"{'period':<11}{'direction':<10}{'events':>7}{'score':>8}  verbal +/−  material +/−  status")
    for step in steps:
        assert isinstance(step, DyadStep)
        quads = step.quads
        verbal = f"{quads.get('verbal_cooperation', 0)}/{quads.get('verbal_conflict', 0)}"
        material = f"{quads.get('material_cooperation', 0)}/{quads.get('material_conflict', 0)}"
        statuses = " ".join(f"{mark} {step.statuses[name]}" for name, mark in MARKS.items() if name in step.statuses)
        direction = f"{step.actor} → {step.recipient}"
        line = f"{step.period or 'no date':<11}{direction:<10}{step.events:>7}{step.score:>8.1f}"
        click.echo(f"{line}  {verbal:<12}{material:<14}{statuses}")
    click.echo()
