"""Which line of a page's head is its title.

A title says what the text says, in a headline's length; it is often said again in the breadcrumb or the window's name; and
it stands above the lines that tell who wrote the page and when, unless these open the page. A name, a label with a colon and
a caption are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.page.alone import last_step
from dragoman.page.bylines import is_name
from dragoman.page.desk import Desk
from dragoman.page.flattened import Line, Sort, fold, tokens

LEAST_SHARED = 0.25
"""Share of its longer words that the text must have for a line of a headline's length to be told as a title from afar."""
ABOVE_SIGNATURE = 0.4
"""The same share for a line that stands above date or byline, from which what stands below these is no title."""
BELOW_SIGNATURE = 1.5
"""What a line loses that stands below the date or byline of another one that may be the title."""
SAID_AGAIN = 0.8
"""What a line gains that the page says again as a whole."""
_NUMBERED = re.compile(r"(?:\bn[°º]|\bno\.|\bvol(?:ume)?\.?|\bnumero|\bissue|\bqrva)\s*\d")
"""What a series and its number look like: « Notes de l'Institut n° 112 », "Volume 709"."""
_SIGNS = frozenset({Sort.DATE, Sort.BYLINE})


def title(desk: Desk, head: Sequence[int]) -> int | None:
    """The number of the title among the lines of the head that are not sorted yet; ``None`` where none may be it."""
    known = {token for i in _texts(desk) for token in desk.lines[i].tokens if len(token) > 3}
    wanted = tokens(desk.metadata.title or "")
    shares = {i: _shared(desk.lines[i], known) for i in head if _may_be(desk, i, wanted)}
    signed = _first_sign_below_a_headline(desk, shares)
    scores: dict[int, float] = {}
    for rank, i in enumerate(reversed(head)):
        if i not in shares:
            continue
        line, shared, length = desk.lines[i], shares[i], _length(desk.lines[i])
        score = 2 * shared + length - 0.1 * min(rank, 6) + (5.0 if wanted and line.tokens == wanted else 0.0)
        score += SAID_AGAIN * (line.words >= 3 and _is_said_again(desk, i))
        score -= BELOW_SIGNATURE * (signed is not None and i > signed)
        score -= 1.0 * (_NUMBERED.search(fold(line.text)) is not None)
        score -= 1.0 * is_name(line.text, desk.pack) + 0.6 * line.text.endswith(":")
        score -= 0.5 * _goes_on_elsewhere(desk, i, shares)
        scores[i] = score if (shared > LEAST_SHARED or length == 1.0) and not line.text[:1].islower() else score / 2
        label = line.words <= 6 and i + 1 in scores and not desk.lines[i + 1].ended and desk.lines[i + 1].words <= 18
        if not label and shared >= LEAST_SHARED and length == 1.0 and 0.6 * scores.get(i + 1, 99.0) <= score:
            scores[i] = max(scores[i], scores[i + 1] + 0.1)
    return max(scores, key=lambda i: scores[i], default=None)


def _texts(desk: Desk) -> list[int]:
    return [i for i in range(desk.start, desk.end) if desk.text(i)]


def _may_be(desk: Desk, i: int, wanted: list[str]) -> bool:
    line = desk.lines[i]
    return 2 <= line.words <= 40 and "@" not in line.text and not (line.text.endswith(".") and line.tokens != wanted)


def _shared(line: Line, known: set[str]) -> float:
    own = {token for token in line.tokens if len(token) > 3}
    return len(own & known) / len(own) if own else 0.0


def _long_words(line: Line) -> int:
    return len({token for token in line.tokens if len(token) > 3})


def _length(line: Line) -> float:
    return 1.0 if 5 <= line.words <= 22 else 0.3 if line.words >= 4 else -0.6


def _first_sign_below_a_headline(desk: Desk, shares: dict[int, float]) -> int | None:
    """The first date or byline with a line above it that may well be the title."""
    headlines = [
        i
        for i, shared in shares.items()
        if shared >= ABOVE_SIGNATURE and _length(desk.lines[i]) == 1.0 and shared * _long_words(desk.lines[i]) >= 2.5
    ]
    above = min(headlines, default=None)
    if above is None:
        return None
    return next((i for i in range(above + 1, desk.start) if desk.sorts[i] in _SIGNS), None)


def _is_said_again(desk: Desk, i: int) -> bool:
    """Whether another line of the page is the same, or a breadcrumb above ends with it or with its beginning."""
    own = desk.lines[i].tokens
    return any(
        n != i and (line.tokens == own or (n < i and desk.sorts[n] is Sort.BREADCRUMB and _leads_to(line, own)))
        for n, line in enumerate(desk.lines)
    )


def _leads_to(line: Line, own: list[str]) -> bool:
    step = last_step(line)
    last = tokens(step)
    return last == own or (len(last) >= 4 and Line(step).cut and own[: len(last)] == last)


def _goes_on_elsewhere(desk: Desk, i: int, shares: dict[int, float]) -> bool:
    """Whether another line of the head begins with this one and says more, as a title does beside its short form."""
    own = desk.lines[i].tokens
    return any(n != i and desk.lines[n].tokens[: len(own)] == own and desk.lines[n].tokens != own for n in shares)
