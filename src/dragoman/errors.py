"""The tree of errors.

    DragomanError
    ├── InputError    what was handed in cannot be read (file, line, option)
    │   └── QueryError    what is looked for cannot be understood (column)
    ├── PackError     a language pack or a shipped table is wrong (file and line)
    └── StoreError    the store cannot do what was asked

A message says where, what was found, what was expected and what to do.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path


class DragomanError(Exception):
    """Anything that Dragoman raises on purpose."""


class InputError(DragomanError):
    """The input cannot be read: missing, binary, empty, malformed, or of an unknown kind."""


class QueryError(InputError):
    """What is looked for cannot be understood; ``column`` counts from 1, ``instead`` is what to write.

    ``said`` gives ``why`` and ``instead`` in a language, where there are words for them.
    """

    def __init__(
        self, column: int, why: str, instead: str, said: Callable[[str], tuple[str, str]] | None = None
    ) -> None:
        super().__init__(f"search, column {column}: {why}; {instead}")
        self.column = column
        self.why = why
        self.instead = instead
        self._said = said

    def said(self, language: str) -> tuple[str, str]:
        """Why, and what to write instead, in a language."""
        return self._said(language) if self._said else (self.why, self.instead)


class PackError(DragomanError):
    """A language pack or a shipped table is wrong; the message names the file and the line."""


class StoreError(DragomanError):
    """The store cannot do what was asked of it."""


def fault(error: Exception) -> str:
    """What to say of an error that nobody foresaw: its kind, and where in the program, for a report."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return f"a fault in the program ({type(error).__name__}: {error}, {where}); please report it with this input"
