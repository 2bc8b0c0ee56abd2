"""``dragoman relations table``: pair-days, pair-months or pair-years, for study."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from dragoman.commands import EXIT_PARTLY, complain
from dragoman.commands.options import store_option


@click.command()
@store_option
@click.option("--by", "step", type=click.Choice(["day", "month", "year"]), default="month", help="[default: month]")
@click.option("--output", type=click.Path(path_type=Path), help="A .csv or .parquet file [default: CSV printed].")
def command(location: str | None, step: str, output: Path | None) -> None:
    """Write the table of all pairs that have 50 distinct events in some year.

    docs/relations.md has the codebook of its columns. Parquet needs pip install 'dragoman[parquet]'.

    \b
    Examples:
      dragoman relations table --by month > pair-months.csv
      dragoman relations table --by day --output pair-days.parquet
    """
    from dragoman.relations.ledger import panel, read_ledger
    from dragoman.relations.tables import COLUMNS, rows
    from dragoman.store import open_store

    if output is not None and output.suffix not in (".csv", ".parquet"):
        raise click.UsageError(f"“{output}” ends in neither .csv nor .parquet; name one of these")
    with open_store(location) as store:
        laid = panel(read_ledger(store))
    found = rows(laid, "day" if step == "day" else "year" if step == "year" else "month")
    try:
        if output is not None and output.suffix == ".parquet":
            _parquet(list(found), output)
        elif output is not None:
            with output.open("w", encoding="utf-8", newline="") as stream:
                lines = csv.DictWriter(stream, COLUMNS)
                lines.writeheader()
                lines.writerows(found)
        else:
            lines = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
            lines.writeheader()
            lines.writerows(found)
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{output}: {error.strerror or error}; name a file that can be written")
        sys.exit(EXIT_PARTLY)


def _parquet(rows: list[dict[str, object]], output: Path) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        complain("Parquet needs pyarrow; pip install 'dragoman[parquet]', or write a .csv")
        sys.exit(EXIT_PARTLY)
    from dragoman.relations.tables import COLUMNS

    kinds = [pa.string()] * 3 + [pa.float64()] * 8 + [pa.int64()]
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(zip(COLUMNS, kinds, strict=True))))
    parquet.write_table(table, output)
