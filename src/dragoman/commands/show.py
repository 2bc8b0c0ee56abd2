"""``dragoman show``: a stored reading."""

from __future__ import annotations

import click
import msgspec

from dragoman.commands import put
from dragoman.commands.options import store_option


@click.command()
@click.argument("id", metavar="ID")
@store_option
@click.option("--version", "ordinal", type=click.IntRange(min=1), metavar="N", help="A former version: 1 the first.")
@click.option("--explain", is_flag=True, help="Also tell what of the page was dropped, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print the reading as “dragoman read” does.")
def command(id: str, location: str | None, ordinal: int | None, explain: bool, as_json: bool) -> None:
    """Show an article of the store as “dragoman read” shows it. ID is as “dragoman search” prints it; its beginning will do.

    \b
    Examples:
      dragoman show 3f9a1c
      dragoman show 3f9a1c --version 1 --json
    """
    from dragoman.commands.view import show
    from dragoman.store import open_store
    from dragoman.store.browsing import whole_id

    with open_store(location) as store:
        known = whole_id(store, id)
        versions = store.versions(known)
        reading = store.reading(known, ordinal)
    if not explain:
        reading = msgspec.structs.replace(reading, dropped=None)
    if as_json:
        put(msgspec.json.format(msgspec.json.encode(reading), indent=2))
        return
    show(reading)
    if len(versions) > 1:
        for one in versions:
            mark = "*" if one.current else " "
            click.echo(f"{mark} version {one.ordinal}, taken {one.taken:%Y-%m-%d %H:%M}: {one.title or '(no title)'}")
