"""All that is committed in a folder, so that two can be compared; and what should not be there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dragoman.cluster.output import Output
from dragoman.cluster.shard import manifests
from dragoman.cluster.tables import TABLES


def contents(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table, through the manifests, sorted by page."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for committed in manifests(Output(str(folder))):
        for path in committed.files:
            rows[path.split("/")[0]] += pq.ParquetFile(folder / path).read().to_pylist()
    return {name: sorted(found, key=lambda row: str(row["page"])) for name, found in rows.items()}


def strays(folder: Path) -> list[str]:
    """Files of tables that no manifest names, and parts that should be gone."""
    named = {path for committed in manifests(Output(str(folder))) for path in committed.files}
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    mine = {"run.json", "report.json"}
    return sorted(path for path in found - named - mine if not path.startswith("manifest/"))
