"""Whom a page is about: a state or an organisation by its code, or somebody by his name, however it is spelt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.web.naming import spellings


@dataclass(frozen=True)
class Whom:
    """An actor as the store's tables have it: any of these values of a column."""

    column: Literal["code", "entity"]
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        """The first of his names, or his code."""
        return self.values[0]

    def condition(self, table: str) -> str:
        """SQL: that a row of the table is of him; the parameters are ``values``."""
        column = f"{table}.{self.column}"
        return f"{column} = ?" if len(self.values) == 1 else f"{column} IN ({', '.join('?' * len(self.values))})"

    def is_in(self, record: object) -> bool:
        """Whether a record that has this column stands for him."""
        return getattr(record, self.column) in self.values


def of_code(code: str) -> Whom:
    """A state or an organisation."""
    return Whom("code", (code,))


def of_name(name: str) -> Whom:
    """Somebody by any of his names."""
    return Whom("entity", spellings(name))
