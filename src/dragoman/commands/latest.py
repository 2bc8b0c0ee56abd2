"""``dragoman latest``: the newest articles."""

from __future__ import annotations

import click

from dragoman.commands.options import store_option


@click.command()
@store_option
@click.option("--section", help="Of this section only, as the pages name it; accents and capitals do not matter.")
@click.option("--limit", type=click.IntRange(min=0), default=20, metavar="N", help="How many to print [default: 20].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(location: str | None, section: str | None, limit: int, as_json: bool) -> None:
    """Print the newest articles in the store, by the day they came out.

    \b
    Examples:
      dragoman latest
      dragoman latest --section Diplomatie --limit 50 --json
    """
    from dragoman.commands import lists
    from dragoman.store import open_store
    from dragoman.store.query import Is, Query
    from dragoman.store.search import search

    wanted = Query("", Is("section", section, False) if section else None)
    with open_store(location) as store:
        found = search(store, wanted, limit=limit, order="newest", with_facets=False)
    if as_json:
        lists.as_json(found)
    else:
        lists.results(found)
