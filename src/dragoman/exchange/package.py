"""A Frictionless data package beside an export: what every column holds, what was chosen, by which program, when.

See https://specs.frictionlessdata.io: ``datapackage.json`` describes all exports in its folder; exporting one again replaces
what it says of it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from importlib import metadata
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.exchange.tables import Form, Table

FILE = "datapackage.json"
_MADE_BY = "dragoman"
_TYPES = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "list": "string",
}


def describe(table: Table, form: Form, path: Path, rows: int, filters: dict[str, str | None], store: str) -> Path:
    """Write or renew the data package beside an export; where it is."""
    beside = path.parent / FILE
    package = _known(beside)
    resource = _resource(table, form, path, rows, filters, store)
    kept = [one for one in package.get("resources", []) if one.get("path") != path.name]
    package = {
        "profile": "data-package" if form != "csv" or kept else "tabular-data-package",
        "name": package.get("name", "dragoman-export"),
        "title": package.get("title", "Events and articles coded by Dragoman"),
        "created": _now(),
        "version": metadata.version("dragoman"),
        "keywords": ["event data", "PLOVER"],
        "sources": [{"title": f"Dragoman {metadata.version('dragoman')}, from the store {store}"}],
        "resources": sorted([*kept, resource], key=lambda one: str(one["path"])),
    }
    beside.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return beside


def _resource(
    table: Table, form: Form, path: Path, rows: int, filters: dict[str, str | None], store: str
) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": table.name,
        "path": path.name,
        "description": table.description,
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "format": form,
        "mediatype": {"csv": "text/csv", "ndjson": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}[
            form
        ],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_digest(path)}",
        "rows": rows,
        "filters": filters,
        "coder": f"dragoman {metadata.version(_MADE_BY)}",
        "store": store,
        "exported": _now(),
    }
    if form != "parquet":
        resource["encoding"] = "utf-8"
    if form == "csv":
        resource["dialect"] = {
            "delimiter": table.separator,
            "header": table.header,
            **({"quoteChar": ""} if table.separator == "\t" else {"doubleQuote": True}),
        }
    resource["schema"] = {"fields": [_field(column, form) for column in table.columns], "missingValues": [""]}
    if table.key:
        resource["schema"]["primaryKey"] = list(table.key)
    if table.lost:
        resource["notHeld"] = list(table.lost)
    return resource


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _field(column: Any, form: Form) -> dict[str, str]:
    kind = "array" if column.kind == "list" and form == "ndjson" else _TYPES[column.kind]
    joined = " Joined by “+”." if column.kind == "list" and form != "ndjson" else ""
    return {"name": column.name, "type": kind, "description": column.description + joined}


def _known(beside: Path) -> dict[str, Any]:
    """The package that is there; refuses to overwrite one that another program made."""
    if not beside.exists():
        return {}
    try:
        package = json.loads(beside.read_text(encoding="utf-8"))
        ours = any("coder" in one for one in package.get("resources", []))
    except (ValueError, AttributeError) as error:
        raise InputError(f"{beside}: no data package ({error}); move it, or export to another folder") from error
    if not ours:
        raise InputError(f"{beside}: another program's data package; move it, or export to another folder")
    return dict(package)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
