"""All that is in a store, so that two stores can be compared."""

from __future__ import annotations

from typing import Any

from dragoman.store import Store

MOMENTS = {"added", "taken", "made", "first_tried", "last_tried", "saved", "undone", "done"}
"""Columns that tell when something was done, which two runs never share."""
TABLES = (
    "article version body seen mention event party dyad quote speaker correction story copy sketch band occurrence refusal"
    " saved_search"
).split()


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table, but for the moments."""
    return {table: _rows(store, table) for table in TABLES}


def _rows(store: Store, table: str) -> list[dict[str, Any]]:
    if store.database.kind == "sqlite":
        columns = [name for _, name, *_ in store.database.rows(f"PRAGMA table_info({table})")]
    else:
        columns = [
            name
            for (name,) in store.database.rows(
                "SELECT column_name FROM information_schema.columns WHERE table_name = ? ORDER BY ordinal_position",
                (table,),
            )
        ]
    kept = [name for name in columns if name not in MOMENTS]
    rows = store.database.rows(f"SELECT {', '.join(kept)} FROM {table}")
    return sorted((dict(zip(kept, row, strict=True)) for row in rows), key=repr)
