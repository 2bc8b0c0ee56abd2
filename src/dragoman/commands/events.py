"""``dragoman events``: events by who, what, when and according to whom."""

from __future__ import annotations

import click

from dragoman.commands.options import store_option

CSV = (
    "number article id day basis event mode actors recipients status realis sources relays score country from_day to_day verdict"
    " trigger sentence title outlet url"
).split()


@click.command()
@click.argument("filters", metavar="[FILTERS]...", nargs=-1)
@store_option
@click.option("--limit", type=click.IntRange(min=0), default=20, metavar="N", help="How many to print [default: 20].")
@click.option("--cursor", metavar="PLACE", help="Go on where a list with --json ended: its “cursor”.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
def command(
    filters: tuple[str, ...], location: str | None, limit: int, cursor: str | None, as_json: bool, as_csv: bool
) -> None:
    """Print events of the store, newest first.

    FILTERS are written as for “dragoman search”; fields ask for one event that has them all, words for its article.
    Corrections count: what a person called wrong is left out.

    \b
    Examples:
      dragoman events pays:PRK type:CONSULT date:2024
      dragoman events 'acteur:RUS destinataire:UKR statut:alleged' --limit 100 --csv
      dragoman events 'source:KCNA sauf statut:narrated' --json
    """
    from dragoman.commands import lists, tongue
    from dragoman.errors import QueryError
    from dragoman.store import open_store
    from dragoman.store.event_search import events

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other; choose one")
    with open_store(location) as store:
        try:
            found = events(store, " ".join(filters), limit=limit, cursor=cursor)
        except QueryError as error:
            raise click.UsageError(tongue.told(error)) from error
    if as_json:
        lists.as_json(found)
    elif as_csv:
        lists.as_csv(found.events, CSV)
    else:
        more = f", {len(found.events)} shown" if found.total > len(found.events) else ""
        click.echo(f"{found.total} event{'s' if found.total != 1 else ''}{more}")
        lists.events(found.events)
