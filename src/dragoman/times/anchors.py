"""From a text to its dates: each expression counted from the anchor that it rests on, or refused with the reason.

Anchors are the day of publication (known, or an interval of possible days) and the last date said before in the text
(« la veille », "two days later"). An expression is answered only where every possible anchor gives the same answer.

The words of ``basis``:

- ``explicit``: the words say it all; ``explicit; weekday disagrees``: the weekday named is not that day's;
- ``relative to publication``; ``relative to 2024-03-12``: the date said before (an interval as ``first/last``);
- ``no anchor: publication date unknown``, ``no anchor: no date said before``, ``no anchor: the date said before is
  open``, ``no anchor: counted from an event``;
- ``open: publication is not known to the day`` (known, but not closely enough), ``open: tense does not tell which``,
  ``open: no such date``, ``open: day or month first``;
- ``vague: <the words>``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.languages.pack import Pack
from dragoman.records import Published, Time
from dragoman.times import intervals
from dragoman.times.expressions import Expression, explicit_year, expressions
from dragoman.times.intervals import Interval
from dragoman.times.resolution import AHEAD, needs, place
from dragoman.times.tenses import SentenceLike, Tense, signs_around, tense_at

WIDEST = 420
"""The most days that publication may be uncertain by for a relative date still to be tried."""
TRIED = 7
"""Of an uncertain publication its last day and every seventh are tried: later anchors never give earlier dates."""
NEAR = 2
"""How many sentences a named year carries on: « Le 12 mars 2019, … Le 3 avril, … »."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What dates are counted from: the page's publication, and dates said before the text (in a title, a caption)."""

    published: Published = field(default_factory=Published)
    stated: tuple[datetime.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """A sentence as two offsets into the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Said:
    """A date that the text has said: where, in which sentence, its interval (None: open) and its named year."""

    sentence: int
    interval: Interval | None
    grain: str
    year: int | None
    opens_sentence: bool


def find(text: str, sentences: Sequence[SentenceLike | tuple[int, int]], anchor: Anchor, pack: Pack) -> list[Time]:
    """The date expressions of a text as intervals of days, in order, none overlapping; offsets into ``text``.

    Sentences may be parsed or mere ``(start, end)`` pairs; the tense of their verbs tells whether « mardi » is past.

    >>> from dragoman.languages.pack import load
    >>> text = "Le ministre s'est rendu à Tunis du 3 au 7 mai 2024."
    >>> [(time.text, str(time.from_), str(time.to)) for time in find(text, [(0, len(text))], Anchor(), load("fr"))]
    [('du 3 au 7 mai 2024', '2024-05-03', '2024-05-07')]
    """
    extents = [sentence if not isinstance(sentence, tuple) else Extent(*sentence) for sentence in sentences]
    said = [_Said(-1, intervals.one_day(day), "day", day.year, False) for day in anchor.stated]
    times: list[Time] = []
    for expression, number, sentence in _in_sentences(expressions(text, pack), extents, len(text)):
        tense = _tense(text, sentence, expression, pack)
        if expression.means == "ahead" and tense not in AHEAD:
            continue
        expression = _onward(expression, tense, text, sentence)
        if "ahead" in expression.values and tense == "past" and _looks_back(text, sentence, expression, pack):
            expression = replace(expression, means="vague")
        full = _with_year(_with_month(expression, number, said), number, said) if tense not in AHEAD else expression
        interval, basis = _resolve(full, tense, anchor.published, said, text)
        said += _said(full, interval, number, not text[sentence.start : expression.start].strip(' \n«"“').count(" "))
        times.append(_time(text, expression, interval, basis))
    return times


def _tense(text: str, sentence: SentenceLike, expression: Expression, pack: Pack) -> Tense:
    """The clause's tense; « depuis » is past whatever the verb, « avant » and « à partir de » future unless it is past."""
    forced: Tense | None = expression.get("bound_tense", expression.get("tense"))
    if forced:
        return forced
    heard = tense_at(text, sentence, expression.core, expression.end, pack)
    if heard == "past" and expression.bound == "by" and _looks_back(text, sentence, expression, pack):
        return heard
    if not heard and expression.bound == "until" and expression.means == "weekday":
        return "future"
    lean: Tense | None = expression.get("bound_lean")
    if (
        expression.bound == "until"
        and heard == "past"
        and expression.means != "weekday"
        and not explicit_year(expression)
    ):
        return "expected"
    past_counts = heard == "past" and expression.means != "weekday"
    return lean if lean and not past_counts else heard


def _looks_back(text: str, sentence: SentenceLike, expression: Expression, pack: Pack) -> bool:
    """Whether the date opens a sentence that speaks of nothing to come: "By Tuesday, 300 had died."."""
    opens = not text[sentence.start : expression.start].strip(' \n«"“')
    around = signs_around(text, sentence, expression.core, expression.end, pack) if opens else []
    return opens and not any(tense in ("future", "expected") for _, tense in around)


def _onward(expression: Expression, tense: Tense, text: str, sentence: SentenceLike) -> Expression:
    """ "from 2027" opens an interval in a future clause, and where it opens its sentence; else it is that date."""
    if expression.bound != "onward":
        return expression
    leads = "bound_leads" in expression.values and text[expression.end : expression.end + 1] == ","
    opens = leads and not text[sentence.start : expression.start].strip(' \n«"“')
    return replace(expression, bound="since" if tense in ("future", "expected") or opens else "")


def _in_sentences(
    found: Sequence[Expression], sentences: Sequence[SentenceLike], length: int
) -> Iterator[tuple[Expression, int, SentenceLike]]:
    number = 0
    for expression in found:
        while number < len(sentences) - 1 and sentences[number].end <= expression.start:
            number += 1
        yield expression, number, sentences[number] if sentences else Extent(0, length)


def _time(text: str, expression: Expression, interval: Interval | None, basis: str) -> Time:
    start, end = expression.start, expression.end
    first, last = (interval.first, interval.last) if interval else (None, None)
    return Time(start=start, end=end, text=text[start:end], from_=first, to=last, basis=basis)


# What an expression is counted from


def _resolve(
    expression: Expression, tense: Tense, published: Published, said: Sequence[_Said], text: str
) -> tuple[Interval | None, str]:
    if expression.means == "vague":
        return None, f"vague: {' '.join(text[expression.start : expression.end].split())}"
    if expression.means == "event":
        return None, "no anchor: counted from an event"
    need = needs(expression)
    if need == "nothing":
        return _explicit(expression, tense, published)
    if need == "narrative":
        return _from_said(expression, tense, said)
    return _from_publication(expression, tense, published)


def _explicit(expression: Expression, tense: Tense, published: Published) -> tuple[Interval | None, str]:
    known = published.start if published.start == published.end else None
    interval = place(expression, Interval(known, known, "day"), tense)
    if interval is None:
        return None, "open: day or month first" if expression.means == "numeric" else "open: no such date"
    weekday = expression.get("weekday")
    core = replace(expression, bound="", other=None)
    day = place(core, Interval(known, known, "day"), tense) if weekday is not None else None
    if day and day.first and day.first.weekday() != weekday:
        return interval, "explicit; weekday disagrees"
    return interval, "explicit"


def _from_said(expression: Expression, tense: Tense, said: Sequence[_Said]) -> tuple[Interval | None, str]:
    for date in reversed(said):
        if date.interval is None:
            if intervals.days_of(date.grain) <= _reach(expression):
                return None, "no anchor: the date said before is open"
            continue
        interval = place(expression, date.interval, tense)
        if interval is not None:
            return interval, f"relative to {date.interval}"
    return None, "no anchor: no date said before"


def _reach(expression: Expression) -> int:
    name = str(expression.get("unit", "day"))
    return intervals.days_of(name)


def _from_publication(expression: Expression, tense: Tense, published: Published) -> tuple[Interval | None, str]:
    if published.start is None:
        return None, "no anchor: publication date unknown"
    if published.end is None or (published.end - published.start).days > WIDEST:
        return None, "open: publication is not known to the day"
    span = (published.end - published.start).days
    answers: set[Interval | None] = set()
    for shift in (span, *range(0, span, TRIED)):
        at = intervals.one_day(published.start + shift * intervals.ONE_DAY)
        answers.add(place(expression, at, tense))
        if len(answers) > 1:
            return None, "open: publication is not known to the day"
    answer = answers.pop()
    if answer is None:
        return None, "open: tense does not tell which"
    weekday = expression.get("weekday")
    if (
        expression.means == "date"
        and weekday is not None
        and not expression.bound
        and answer.begins.weekday() != weekday
    ):
        return answer, "relative to publication; weekday disagrees"
    return answer, "relative to publication"


# What the text has said so far


def _with_year(expression: Expression, number: int, said: Sequence[_Said]) -> Expression:
    """« Le 12 mars 2019, … Le 3 avril, … »: a day and month take the year named just before."""
    whole = expression.means in ("date", "days") and "month" in expression.values and "from" not in expression.values
    if not whole or explicit_year(expression) or "direction" in expression.values or expression.other is not None:
        return expression
    for date in reversed(said):
        if number - date.sentence > NEAR or date.sentence < 0:
            break
        if date.year is not None and (date.grain != "year" or date.opens_sentence):
            return replace(expression, values={**expression.values, "year": date.year})
    return expression


def _with_month(expression: Expression, number: int, said: Sequence[_Said]) -> Expression:
    """« En mars 2011, … Le 15, … »: a day without its month is the next such day after the date said just before."""
    alone = "day" in expression.values and not {"month", "weekday", "month_shift"} & set(expression.values)
    if expression.means != "date" or not alone or not said:
        return expression
    last, day = said[-1], int(expression.get("day"))
    if (
        last.sentence < 0
        or number - last.sentence > NEAR
        or last.interval is None
        or last.grain not in ("day", "month")
    ):
        return expression
    begins = last.interval.begins
    for shift in (0, 1):
        month = intervals.month(begins.year, begins.month + shift).begins
        if intervals.exists(month.year, month.month, day) and month.replace(day=day) >= begins:
            return replace(expression, values={**expression.values, "month": month.month, "year": month.year})
    return expression


def _said(expression: Expression, interval: Interval | None, number: int, opens: bool) -> list[_Said]:
    if expression.means in ("vague", "event", "since", "decade", "century") or expression.bound not in ("", "same"):
        return []
    grain = interval.grain if interval else GRAINS.get(expression.means, "day")
    year = expression.get("year") if expression.means in ("date", "days") else None
    return [_Said(number, interval, grain, int(year) if year is not None else None, opens)]


GRAINS = {"season": "season", "portion": "quarter", "unit": "month", "offset": "month", "window": "month"}
