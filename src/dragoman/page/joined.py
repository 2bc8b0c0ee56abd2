"""Lines that belong together though a page's makers put each part in an element of its own.

« Accueil », « > », « Monde » is one breadcrumb; « Par », « Awa Diarra » is one byline, and so are « Awa Diarra », « et »,
« Idrissa Souley ».
"""

from __future__ import annotations

import re

from dragoman.languages.pack import Pack
from dragoman.page.bylines import bylines, is_name
from dragoman.page.flattened import Line

_SIGN = re.compile(r"[>›»→/]")
MOST_STEP_WORDS = 5
"""Words of the longest step of a breadcrumb that is joined to the others."""


def joined(lines: list[Line], pack: Pack) -> list[Line]:
    """The lines with such parts put together; all others as they are."""
    found: list[Line] = []
    i = 0
    while i < len(lines):
        line = lines[i]
        after = lines[i + 1] if i + 1 < len(lines) else None
        if (
            found
            and after is not None
            and (_parts_steps(found[-1], line, after) or _joins(found[-1], line, after, pack))
        ):
            found[-1] = Line(f"{found[-1].text} {line.text} {after.text}", found[-1].blank)
            i += 2
        elif after is not None and _announces(line, after, pack):
            found.append(Line(f"{line.text} {after.text}", line.blank))
            i += 2
        else:
            found.append(line)
            i += 1
    return found


def _parts_steps(before: Line, sign: Line, after: Line) -> bool:
    """Whether a line is nothing but the sign between two steps of a breadcrumb."""
    return (
        _SIGN.fullmatch(sign.text) is not None
        and 1 <= len(_SIGN.split(before.text)[-1].split()) <= MOST_STEP_WORDS
        and 1 <= after.words <= MOST_STEP_WORDS
        and not before.ended
        and not after.ended
    )


def _joins(before: Line, word: Line, after: Line, pack: Pack) -> bool:
    """Whether a line is nothing but the word between two names."""
    names = bylines(pack)
    marker = names.markers.at(before.tokens, 0) if before.tokens else None
    bare = " ".join(before.text.split()[marker[0] :]) if marker else before.text
    joins = word.text in ("&", ",") or (word.text.islower() and set(word.tokens) <= names.joiners and word.words == 1)
    return joins and is_name(bare, pack) and is_name(after.text, pack)


def _announces(label: Line, names: Line, pack: Pack) -> bool:
    """Whether a line is nothing but « Par » or "By", and names follow."""
    return bylines(pack).announcers.whole(label.tokens) and is_name(names.text, pack)
