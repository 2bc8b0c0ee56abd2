"""When a page without a date came out, as far as its own words allow: an interval that must hold the true day.

Grounds, each a bound that is hard to argue with:

- a photo's caption dated D: not before D;
- a day, month or year named in full and told as past (« a été signé le 12 mars 2024 »): not before its first day;
- a year looked back on as a whole (« L'année 2023 a été marquée »): not before its last month; and not after the middle
  of the next year, where a caption dated in that same year shows that the page is no history and it names no later year;
- a day named in full and told as future, less than a year after the lower bound: not after it.

Where the grounds contradict one another, only the lower bound is kept; without any there is no date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.languages.pack import Pack
from dragoman.records import Published
from dragoman.times import intervals
from dragoman.times.expressions import Expression, explicit_year, expressions, fold
from dragoman.times.intervals import Interval
from dragoman.times.resolution import needs, place
from dragoman.times.tenses import SentenceLike, signs_around, tense_at

LOOKING_BACK_FROM = 12
"""A year is looked back on from its month of this number …"""
LOOKING_BACK_MONTHS = 7
"""… for so many months: to the end of June after it."""
ADJACENT = 5
"""How many characters may stand between a verb and its date: « signé le », "signed on "."""
AHEAD = 366
"""A future day farther ahead than this says nothing of the publication."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """One bound on the publication, with the words that give it."""

    first: datetime.date | None
    last: datetime.date | None
    words: str


def infer_published(
    text: str, caption_dates: Sequence[datetime.date], pack: Pack, sentences: Sequence[SentenceLike] = ()
) -> Published:
    """The interval in which a page came out, inferred from its text and its captions' dates.

    ``end`` is ``None`` where only a lower bound can be argued; basis ``none`` where nothing can.

    >>> from dragoman.languages.pack import load
    >>> found = infer_published("L'année 2023 a été marquée par deux crises.", [datetime.date(2023, 9, 4)], load("fr"))
    >>> str(found.start), str(found.end), found.evidence
    ('2023-12-01', '2024-06-30', ("L'année 2023", 'caption dated 2023-09-04'))
    """
    grounds = [_Ground(day, None, f"caption dated {day}") for day in caption_dates]
    found = expressions(text, pack)
    newest = max((int(expression.get("year")) for expression in found if expression.get("year")), default=0)
    for expression in found:
        ground = _ground(text, expression, sentences, pack)
        if ground is not None:
            grounds += _supported(ground, caption_dates, newest)
    return _agreed(grounds)


def _supported(ground: _Ground, captions: Sequence[datetime.date], newest: int) -> list[_Ground]:
    """A year looked back on bounds from above only where a caption lies in it and the page names no later year."""
    if ground.first is None or ground.last is None:
        return [ground]
    year = ground.first.year
    support = [day for day in captions if day.year == year]
    if not support or newest > year:
        return [_Ground(ground.first, None, ground.words)]
    return [_Ground(ground.first, None, ground.words), _Ground(None, ground.last, f"caption dated {max(support)}")]


def _agreed(grounds: Sequence[_Ground]) -> Published:
    lower = max(
        (ground for ground in grounds if ground.first), key=lambda g: g.first or datetime.date.min, default=None
    )
    if lower is None or lower.first is None:
        return Published()
    uppers = [g for g in grounds if g.last and (g.last - lower.first).days <= AHEAD]
    upper = min(uppers, key=lambda g: g.last or datetime.date.max, default=None)
    if upper is None or upper.last is None or upper.last < lower.first:
        return Published(start=lower.first, basis="inferred", evidence=(lower.words,))
    return Published(start=lower.first, end=upper.last, basis="inferred", evidence=(lower.words, upper.words))


def _ground(text: str, expression: Expression, sentences: Sequence[SentenceLike], pack: Pack) -> _Ground | None:
    if needs(expression) != "nothing" or not explicit_year(expression) or expression.means not in ("date", "days"):
        return None
    if expression.bound not in ("", "same", "since") or expression.get("part"):
        return None
    interval = place(expression, Interval(None, None), "")
    if interval is None or interval.first is None:
        return None
    sentence = _around(text, expression, sentences)
    words = text[expression.start : expression.end]
    whole = interval.grain == "year" and "month" not in expression.values and not expression.bound
    if whole and _looked_back(text, expression, sentence, pack):
        begin = intervals.months(interval.first.year, LOOKING_BACK_FROM, LOOKING_BACK_MONTHS, "span")
        return _Ground(begin.first, begin.last, words)
    tense = tense_at(text, sentence, expression.core, expression.end, pack)
    if tense == "past" and _surely_past(text, expression, sentence, pack):
        return _Ground(interval.first, None, words)
    if tense == "future" and interval.grain == "day" and interval.last is not None:
        return _Ground(None, interval.last, words)
    return None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int


def _around(text: str, expression: Expression, sentences: Sequence[SentenceLike]) -> SentenceLike:
    for sentence in sentences:
        if sentence.start <= expression.start < sentence.end:
            return sentence
    ends = re.compile(r"[.!?…]\s|\n")
    start = max((match.end() for match in ends.finditer(text, 0, expression.start)), default=0)
    after = ends.search(text, expression.end)
    return _Line(start, after.start() if after else len(text))


@lru_cache
def _retrospect(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = pack.toml("calendar").get("retrospect", {})
    opens, closes, hedges = (str(table.get(key, "(?!)")) for key in ("opens", "closes", "hedges"))
    return re.compile(rf"(?:{opens})$"), re.compile(closes), re.compile(rf"(?<!\w)(?:{hedges})(?!\w)")


def _looked_back(text: str, expression: Expression, sentence: SentenceLike, pack: Pack) -> bool:
    """Whether a year is the subject of a past clause: « L'année 2023 a été marquée », "2023 saw"."""
    opens, closes, _ = _retrospect(pack)
    before = fold(text[sentence.start : expression.end]).lower
    after = fold(text[expression.end : sentence.end]).lower
    return bool(opens.search(before) and closes.match(after))


def _surely_past(text: str, expression: Expression, sentence: SentenceLike, pack: Pack) -> bool:
    """Whether a date is that of what happened: right after a past verb, or at the head of a sentence all in the past.

    « a promis la neutralité carbone en 2050 » is neither.
    """
    if _retrospect(pack)[2].search(fold(text[sentence.start : sentence.end]).lower):
        return False
    signs = signs_around(text, sentence, expression.core, expression.end, pack)
    opens = not text[sentence.start : expression.start].strip(' \n«"“').count(" ")
    return bool(signs) and (signs[0][0] <= ADJACENT or (opens and all(tense == "past" for _, tense in signs)))
