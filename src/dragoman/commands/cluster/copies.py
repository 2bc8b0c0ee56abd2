"""``dragoman cluster copies``: near-duplicates over all shards of a folder."""

from __future__ import annotations

import click
import msgspec

from dragoman.commands import complain, put


@click.command()
@click.argument("folder", metavar="FOLDER")
@click.option("--address", help="Of a Ray cluster (“auto”: the one on this machine) [default: one for this run].")
@click.option("--cores", type=click.IntRange(1), help="Cores of this machine to use, without --address [default: all].")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def command(folder: str, address: str | None, cores: int | None, as_json: bool) -> None:
    """Find texts that came more than once, word for word, lightly edited or cut: FOLDER's table “copies”.

    They are the stories that the store finds. Run it again when shards were added.

    \b
    Example:
      dragoman cluster copies readings/
    """
    from dragoman.cluster.copies import find

    found = find(folder, address=address, cores=cores)
    if as_json:
        put(msgspec.json.encode(found))
    else:
        complain(f"{found['articles']} articles in {found['stories']} stories; the rest came once")
