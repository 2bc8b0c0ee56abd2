"""Where a store is: a SQLite file or a PostgreSQL address, as told, as the environment says, or in the user's folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

VARIABLE = "DRAGOMAN_STORE"
FILE = "store.sqlite"
_ADDRESS = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_SECRET = re.compile(r"(?<=:)[^:@/]*(?=@)|(?<=password=)[^&]*", re.IGNORECASE)


def located(location: str | Path | None = None) -> str | Path:
    """The store that is meant: ``location``, else the environment's ``DRAGOMAN_STORE``, else a file in the user's folder."""
    wanted = location if location is not None else os.environ.get(VARIABLE) or default()
    return wanted if is_address(wanted) else Path(wanted).expanduser()


def default() -> Path:
    """The file in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("dragoman", appauthor=False) / FILE


def is_address(location: str | Path) -> bool:
    """Whether a location is a server's address and no file."""
    return isinstance(location, str) and bool(_ADDRESS.match(location))


def shown(location: str | Path) -> str:
    """The location as messages name it: an address without its password."""
    if is_address(location):
        return _SECRET.sub("***", str(location))
    return os.fsencode(location).decode("utf-8", "replace")
