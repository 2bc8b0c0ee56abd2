"""Which article is meant by the beginning of its id."""

from __future__ import annotations

from dragoman.errors import StoreError
from dragoman.store.store import Store

_SHOWN = 5


def whole_id(store: Store, beginning: str) -> str:
    """The id that is written, or the only one that begins so. Raises StoreError where there is none, or several."""
    rows = store.database.rows(
        "SELECT id FROM article WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
        (beginning, beginning + "\U0010ffff", _SHOWN + 1),
    )
    found = [id for (id,) in rows]
    if beginning in found or len(found) == 1:
        return beginning if beginning in found else str(found[0])
    if not found:
        raise StoreError(f"{store.name}: no article “{beginning}”; “dragoman search” finds them")
    more = " …" if len(found) > _SHOWN else ""
    raise StoreError(
        f"{store.name}: several articles begin with “{beginning}”: {', '.join(found[:_SHOWN])}{more}; write more of it"
    )
