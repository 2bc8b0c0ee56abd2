"""A name met in a text, before anything is known of the sentence."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from dragoman.records import Kind

What = Literal[
    "state", "demonym", "capital", "seat", "place", "organisation", "agency", "media", "group", "person", "unknown"
]
Dates = tuple[datetime.date | None, datetime.date | None]


@dataclass(frozen=True, slots=True)
class NameFound:
    """Words of the text that name a state, a town, an organisation, a group or a person; the article is left out.

    ``codes`` are the contract's codes: two or more for « franco-allemand », none where the name belongs to no state, or to
    one of several that the page does not tell. ``shape`` says what plain word the parser may read in its place;
    ``gender`` and ``number`` are ``""`` where the name does not tell. ``former`` marks a person outside the term of office.
    """

    start: int
    end: int
    kind: Kind
    shape: str
    what: What
    codes: tuple[str, ...] = ()
    sector: str | None = None
    entity: str | None = None
    gender: str = ""
    number: str = ""
    building: bool = False
    former: bool = False
    office: str = field(default="", compare=False)

    @property
    def name(self) -> tuple[int, int, str]:
        """What the parser is told: start, end, shape."""
        return self.start, self.end, self.shape

    @property
    def relay(self) -> bool:
        """Whether it is a news agency or a medium, which carries what others say."""
        return self.what in ("agency", "media")
