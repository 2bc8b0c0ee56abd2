"""``dragoman import``: other people's event tables into the store, apart from our own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dragoman.commands import EXIT_PARTLY, complain
from dragoman.commands.options import store_option

_SHOWN = 20


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--from", "source", type=click.Choice(["gdelt", "icews", "polecat"]), required=True, help="Whose table it is."
)
@store_option
def command(files: tuple[Path, ...], source: str, location: str | None) -> None:
    """Import GDELT 2.0 events (61 columns), ICEWS or POLECAT tables into the store.

    They are kept apart from our own events, each row whole: “dragoman export imported” gives them back as they came, or
    in PLOVER's words. Files may be gzipped or zipped. The same file again changes nothing.

    Exit status: 0 all was imported; 1 a file or a line could not be (said on standard error); 2 wrong usage.

    \b
    Examples:
      dragoman import 20240115120000.export.CSV --from gdelt
      dragoman import ngecEvents.DV.2024.txt.zip --from polecat --store news.sqlite
    """
    from dragoman.errors import InputError
    from dragoman.exchange.imported import take_in
    from dragoman.store import open_store

    failed = False
    with open_store(location, create=True) as store:
        for path in files:
            try:
                found = take_in(store, path, source)
            except InputError as error:
                complain(str(error))
                failed = True
                continue
            for message in found.refused[:_SHOWN]:
                complain(message)
            if len(found.refused) > _SHOWN:
                complain(f"{path}: {len(found.refused) - _SHOWN} more lines like these")
            failed = failed or bool(found.refused)
            told = f"{found.stored} stored, {found.changed} changed, {found.known} known already"
            complain(f"{path}: {told}, {len(found.refused)} refused; {found.uncoded} have no PLOVER type")
    if failed:
        sys.exit(EXIT_PARTLY)
