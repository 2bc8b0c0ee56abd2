"""``dragoman query``: what a cluster read, asked in SQL."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dragoman.commands import put

if TYPE_CHECKING:
    import duckdb

TABLES = ("articles", "mentions", "quotes", "events", "dyads", "dyad_days", "copies")
SHOWN = 40
"""Rows that are shown at a terminal."""


@click.command()
@click.argument("folder", metavar="FOLDER")
@click.argument("sql", metavar="[SQL]", required=False)
@click.option(
    "--format", "form", type=click.Choice(["terminal", "ndjson", "csv"]),
    help="[default: terminal, or csv when piped]",
)  # fmt: skip
def command(folder: str, sql: str | None, form: str | None) -> None:
    """Ask what “dragoman cluster read” wrote to FOLDER in SQL, without a store (needs dragoman[cluster]).

    The tables are articles, mentions, quotes, events, dyads, dyad_days and copies (of “cluster
    copies”), with the columns that “dragoman export” gives
    them. Without SQL, their columns are listed.

    \b
    Examples:
      dragoman query readings/
      dragoman query readings/ "SELECT event, count(*) FROM events WHERE status = 'alleged' GROUP BY 1 ORDER BY 2 DESC"
      dragoman query readings/ "FROM dyad_days WHERE actor = 'FRA' ORDER BY day" --format csv > france.csv
    """
    from dragoman.cluster.query import connected

    connection = connected(folder)
    if sql is None:
        sql = (
            "SELECT table_name AS \"table\", string_agg(column_name, ', ' ORDER BY ordinal_position) AS columns"
            f" FROM information_schema.columns WHERE table_name IN {TABLES} AND table_schema = 'main' GROUP BY 1 ORDER BY 1"
        )
    form = form or ("terminal" if sys.stdout.isatty() else "csv")
    import duckdb

    try:
        _print(connection, sql, form)
    except duckdb.Error as error:
        words = " ".join(str(error).split())
        raise click.UsageError(f"{words}; “dragoman query FOLDER” lists the tables and their columns") from error


def _print(connection: duckdb.DuckDBPyConnection, sql: str, form: str) -> None:
    """What a question finds; nothing where it finds no table."""
    if form == "terminal":
        shown: Any = connection.sql(sql)
        if shown is not None:
            shown.show(max_rows=SHOWN)
        return
    found: Any = connection.execute(sql)
    columns = [column[0] for column in found.description or ()]
    if form == "csv" and columns:
        _csv([columns])
    while columns and (rows := found.fetchmany(1000)):
        if form == "csv":
            _csv(rows)
        for row in rows if form == "ndjson" else ():
            put(msgspec.json.encode(dict(zip(columns, row, strict=True))))


def _csv(rows: Iterable[Sequence[Any]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    put(out.getvalue().rstrip("\n").encode())
