"""What a reader asks for: the parts of an address, checked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dragoman.store import Store
from dragoman.store.fields import ValueWrong, party_of
from dragoman.web.keeping import kept_lately
from dragoman.web.refused import Refused
from dragoman.web.wording import Wording, known_codes

LONGEST = 1000
"""Characters of a value in an address."""

Value = TypeVar("Value")


@dataclass(frozen=True)
class Asked:
    """A request for a page: the store to look in, the language to answer in, and the parameters of the address."""

    store: Store
    wording: Wording
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    opens: Callable[[], Store] | None = None
    """Opens the store once more, for what is counted after the answer."""

    def lately(self, what: Hashable, count: Callable[[Store], Value]) -> Value:
        """What is counted over the whole store, as it was when it was counted last."""
        return kept_lately(self.store, what, count, self.opens)

    def on(self, store: Store) -> Asked:
        """The same asked of the store opened once more: what is counted later must not rest on the one of the request."""
        return replace(self, store=store)

    def text(self, name: str) -> str | None:
        """A parameter's words without the blanks around them; ``None`` where they are empty or missing."""
        value = self.query.get(name, "").replace("\0", "").strip()
        if len(value) > LONGEST:
            raise Refused(400, "error.parameter", name=name, value=value[:40] + "…")
        return value or None

    def one_of(self, name: str, allowed: Collection[str]) -> str | None:
        """A parameter that has a fixed list of values."""
        value = self.text(name)
        if value is not None and value not in allowed:
            raise Refused(400, "error.parameter", name=name, value=value)
        return value

    def day(self, name: str) -> datetime.date | None:
        """A day, YYYY-MM-DD."""
        return self._read(name, datetime.date.fromisoformat)

    def month(self, name: str) -> datetime.date | None:
        """The first day of a month, YYYY-MM."""
        return self._read(name, lambda value: datetime.date.fromisoformat(f"{value}-01"))

    def whole(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to ``most``; the address's where it is one."""
        found = self._read(name, int)
        if found is not None and not 1 <= found <= most:
            raise Refused(400, "error.parameter", name=name, value=found)
        return default if found is None else found

    def code(self, name: str) -> str | None:
        """A code of a state or an organisation."""
        value = self.text(name)
        return checked(value) if value else None

    def _read(self, name: str, reading: Callable[[str], Value]) -> Value | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            return reading(value)
        except ValueError as error:
            raise Refused(400, "error.parameter", name=name, value=value) from error


def checked(code: str) -> str:
    """A code as the tables know it, whatever its case. Raises Refused where there is none such."""
    if code.upper() not in known_codes():
        raise Refused(404, "error.code", code=code[:40])
    return code.upper()


def named_pair(written: str) -> str | None:
    """« Corée du Nord-Russie » as « PRK-RUS »; ``None`` where it is that already, or no pair of names.

    >>> named_pair("Corée du Nord-Russie"), named_pair("Guinée-Bissau-Sénégal"), named_pair("PRK-RUS"), named_pair("x-y")
    ('PRK-RUS', 'GNB-SEN', None, None)
    """
    parts = written[:200].split("-")
    for n in range(1, len(parts)):
        try:
            one, other = party_of("-".join(parts[:n])), party_of("-".join(parts[n:]))
        except ValueWrong:
            continue
        if one and other and one != other and f"{one}-{other}" != written.upper():
            return f"{one}-{other}"
    return None


def pair(written: str) -> tuple[str, str]:
    """The two codes of « PRK-RUS ». Raises Refused where it is no pair."""
    one, sign, other = written.partition("-")
    if not sign or one.upper() == other.upper():
        raise Refused(404, "error.pair")
    return checked(one), checked(other)
