"""``dragoman export``: the store's contents as tables, with a description that a paper can cite."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.commands import complain
from dragoman.commands.options import store_option

if TYPE_CHECKING:
    from dragoman.exchange.tables import Form, Table
    from dragoman.store import Store

WHAT = ("articles", "events", "quotes", "occurrences", "dyad-days", "imported")
FORMS: dict[str, Form] = {"ndjson": "ndjson", "csv": "csv", "parquet": "parquet"}
SUFFIXES: dict[str, Form] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
}


@click.command()
@click.argument("what", type=click.Choice(WHAT), metavar="|".join(WHAT))
@store_option
@click.option("--format", "form", type=click.Choice(list(FORMS)), help="[default: as FILE's name ends, else ndjson]")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="[default: standard output]")
@click.option("--where", "query", default="", metavar="QUERY", help="Only what “dragoman search” or “events” finds so.")
@click.option(
    "--layout",
    type=click.Choice(["own", "gdelt", "icews", "polecat"]),
    default="own",
    help="Columns of events: our own, or those of GDELT 2.0, ICEWS or POLECAT.",
)
@click.option("--source", type=click.Choice(["gdelt", "icews", "polecat"]), help="For imported: from where.")
def command(
    what: str, location: str | None, form: str | None, output: Path | None, query: str, layout: str, source: str | None
) -> None:
    """Export what is in the store, as persons corrected it.

    A file gets a Frictionless data package beside it, datapackage.json, that describes every column, the query, the
    version of the program and the number of rows.

    \b
    Examples:
      dragoman export events --output events.csv
      dragoman export events --where 'pays:PRK date:2024' --format parquet --output prk.parquet
      dragoman export dyad-days --format csv > days.csv
      dragoman export events --layout polecat --format csv --output polecat.txt
      dragoman export imported --source gdelt --layout gdelt --output gdelt.csv
    """
    from dragoman.commands import tongue
    from dragoman.errors import QueryError
    from dragoman.exchange.package import describe
    from dragoman.exchange.tables import replaced, write
    from dragoman.store import open_store

    chosen = FORMS[form] if form else SUFFIXES.get(output.suffix.lower() if output else "", "ndjson")
    _check(what, chosen, output, layout, source, query)
    with open_store(location) as store:
        try:
            table = _table(store, what, layout, source, query)
        except QueryError as error:
            raise click.UsageError(f"--where: {tongue.told(error)}") from error
        if output is None:
            _print(table, chosen)
        else:
            with replaced(output) as out:
                count = write(table, chosen, out)
            filters = {"what": what, "where": query or None, "layout": layout, "source": source}
            package = describe(table, chosen, output, count, filters, _name(store))
            complain(f"{count} rows in {output}, described in {package}")
    for lost in table.lost:
        complain(f"not held by {layout}'s columns: {lost}")


def _print(table: Table, form: Form) -> None:
    """To standard output, until whoever reads it has enough."""
    from dragoman.exchange.tables import write

    try:
        write(table, form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _name(store: Store) -> str:
    """The store as an export may name it: no folders of this machine."""
    return Path(store.name).name if store.database.kind == "sqlite" else store.name


def _check(what: str, form: str, output: Path | None, layout: str, source: str | None, query: str) -> None:
    """Raise UsageError where the options do not go together."""
    if layout != "own" and what not in ("events", "imported"):
        raise click.UsageError(f"--layout is for events; {what} have columns of their own")
    if what == "imported" and source is None:
        raise click.UsageError("say which: --source gdelt, icews or polecat")
    if what != "imported" and source is not None:
        raise click.UsageError("--source is for imported events")
    if what == "imported" and (layout not in ("own", source) or query):
        raise click.UsageError(f"imported events keep their own columns: --layout {source} or own, and no --where")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal; give --output FILE")


def _table(store: Store, what: str, layout: str, source: str | None, query: str) -> Table:
    from dragoman.exchange import imported, own
    from dragoman.exchange.layouts import in_layout

    if source is not None:
        return imported.table(store, source, layout == source)
    if layout != "own":
        return in_layout(store, layout, query)
    return own.table(store, what, query)
