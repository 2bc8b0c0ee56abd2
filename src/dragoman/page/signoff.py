"""What closes a dispatch: its agency, and the initials of who wrote and edited it (« ats/mabl », "--INS rd/ksk")."""

from __future__ import annotations

import re

from dragoman.languages.pack import Pack
from dragoman.page.credits import credits
from dragoman.page.flattened import fold

_INITIALS = r"[A-Z]{2,5}(?:/[a-z0-9]{2,5}){1,3}|[A-Za-z]{2,5}(?:-[a-z]{2,4})?(?:/[a-z]{2,5}(?:-[a-z]{2,4})?){1,4}"
_DASHED = r"[-–—]{1,2}\s?[A-Z]{2,8}(?:\s[a-z]{2,4}(?:/[a-z]{2,4})+)?"
_WITH = r"\((?:[Ww]ith|[Aa]vec)\s[^()]{2,60}\)"
_SIGNOFF = re.compile(rf"\(?(?:{_DASHED}|{_INITIALS})\)?\.?|{_WITH}")
_WITHIN = re.compile(
    rf"(?:(?<=[.!?…»”\")])\s+(?P<signs>{_DASHED}|{_INITIALS})|\s(?P<with>{_WITH}))(?=\s+[^\W\d_a-zà-öø-ÿ]|\s*$)"
)


def is_signoff(text: str) -> bool:
    """Whether a line is nothing but a dispatch's sign-off."""
    return len(text) <= 70 and _SIGNOFF.fullmatch(text) is not None


def signoffs(text: str) -> list[tuple[int, int]]:
    """Where sign-offs stand in a long line, each behind a sentence's end."""
    return [match.span("signs" if match["signs"] else "with") for match in _WITHIN.finditer(text)]


def agency_of(text: str, pack: Pack) -> str | None:
    """The agency in a sign-off, as it is mostly spelt; one that nobody has listed where it stands in capitals behind dashes."""
    listed = {fold(name): name for name in credits(pack).agencies.values()}
    for part in re.split(r"[/\s–—-]+", text.strip("()-–— .")):
        if fold(part) in listed:
            return listed[fold(part)]
    unlisted = re.match(r"\(?[-–—]{1,2}\s?([A-Z]{2,8})\b", text)
    return unlisted[1] if unlisted else None
