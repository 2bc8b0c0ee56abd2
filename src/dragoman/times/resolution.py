"""What a date expression comes to when its anchor is known: one function a meaning, all of them pure.

An expression is placed *at* an anchor: the day of publication, or the interval of a date said before. What the words
leave open (which of two years, which of two Tuesdays) the tense of the clause decides; where it does not, nothing is
answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.times import intervals
from dragoman.times.expressions import Expression, explicit_year, whole_year
from dragoman.times.intervals import Interval
from dragoman.times.tenses import Tense

MARGIN = 2
"""Without a tense the nearer of two dates is taken only where the other is at least this many times as far away."""


FAR = 6
"""A day so many times nearer than the other is meant whatever the tense: « la rencontre a été reportée au 12 avril »."""


AHEAD = frozenset({"future", "present", "expected"})
"""Tenses of clauses that may speak of what is to come."""


def needs(expression: Expression) -> str:
    """What an expression is counted from: ``nothing``, ``publication`` or ``narrative`` (the last date said before)."""
    if expression.get("from") == "narrative":
        return "narrative"
    if expression.means in (
        "date",
        "days",
        "months",
        "season",
        "portion",
        "week_of",
        "weekend_of",
        "feast",
        "years",
        "nth_week",
        "nth_weekday",
        "nth_weekend",
        "nth_day",
        "movable",
        "stretch",
        "ended",
        "numeric",
    ) and explicit_year(expression):
        return "nothing"
    if expression.means in ("decade", "century"):
        return "nothing"
    if expression.other is not None and explicit_year(expression.other) and expression.means == "date":
        return "nothing"
    return "publication"


def place(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """The interval of an expression counted from an anchor, its span and its bound applied; None: not to be told."""
    core = _spanned(expression, at, tense) if expression.other else _placed(expression, at, tense)
    if core is None or not expression.bound:
        return core
    return _bounded(expression, core, at)


def _placed(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    try:
        whole = PLACERS[expression.means](expression, at, tense)
    except (ValueError, OverflowError):
        return None
    name = expression.get("part")
    return intervals.part(whole, str(name)) if whole and name else whole


def _spanned(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    first, last = replace(expression, other=None, bound=""), expression.other
    assert last is not None
    if explicit_year(first) and not explicit_year(last):
        year = first.get("year")
        last = replace(last, values={**last.values, "year": year}) if year else last
    if explicit_year(last) and not explicit_year(first) and first.means in ("date", "season", "portion"):
        return _from_year_of_end(first, last, at, tense)
    if tense == "past" and last.means != "weekday":
        end = _placed(last, at, tense)
        return _between(_placed(first, end, tense), end) if end and end.first else None
    begin = _placed(first, at, tense)
    if begin is None or begin.first is None:
        return None
    end = _placed(last, begin if last.means in ("weekday",) else at, "future" if last.means == "weekday" else tense)
    if end is not None and end.begins < begin.begins:
        end = _placed(last, begin, "future")
    return _between(begin, end)


def _from_year_of_end(first: Expression, last: Expression, at: Interval, tense: Tense) -> Interval | None:
    end = _placed(last, at, tense)
    if end is None or end.last is None:
        return None
    for year in (end.last.year, end.last.year - 1):
        begin = _placed(replace(first, values={**first.values, "year": year}), at, tense)
        if begin is not None and begin.begins <= end.begins:
            return _between(begin, end)
    return None


def _between(begin: Interval | None, end: Interval | None) -> Interval | None:
    if begin is None or end is None or begin.begins > end.ends:
        return None
    return Interval(begin.first, end.last, "span")


# Bounds


def _bounded(expression: Expression, core: Interval, at: Interval) -> Interval | None:
    bound = expression.bound
    if bound == "same":
        return core
    if bound == "since":
        return Interval(core.first, None, "span")
    if bound == "until":
        return Interval(None, core.last, "span")
    if bound == "by":
        start = at.first if at.first and at.first <= core.ends else None
        return Interval(start, core.last, "span")
    if bound == "before":
        end = expression.other or expression
        late = "late" in (expression.get("part"), end.get("part")) or "daypart" in end.values
        return Interval(None, core.ends if late else core.begins - intervals.ONE_DAY, "span")
    if bound == "after":
        return Interval(core.ends + intervals.ONE_DAY, None, "span")
    return _moved(expression, core)


def _moved(expression: Expression, core: Interval) -> Interval | None:
    """« trois jours après le 7 octobre », "the day before Christmas": a shift from the date itself."""
    if core.first is None or core.last is None:
        return None
    name, number = str(expression.get("bound_unit", "day")), int(expression.get("bound_number", 1))
    step = number if expression.get("bound_direction") == "future" else -number
    if intervals.days_of(core.grain) > intervals.days_of(name):
        return None
    start = core.last if step > 0 else core.first
    return (
        intervals.unit(name, intervals.moved(start, name, step))
        if name != "day"
        else intervals.one_day(intervals.moved(start, "day", step))
    )


# Choosing among the years and weeks that the words leave open


def choose(options: Sequence[Interval], at: Interval, tense: Tense, direction: str) -> Interval | None:
    """The one of several like intervals (in order) that direction and tense point to, seen from the anchor."""
    if direction == "past":
        return _last([option for option in options if option.ends < at.begins])
    if direction == "future":
        return _first([option for option in options if option.begins > at.ends])
    near = sorted(options, key=lambda option: option.distance(at))
    if len(near) > 1 and near[0].grain in ("day", "span") and near[0].distance(at) * FAR < near[1].distance(at):
        return near[0]
    if tense == "past":
        return _last([option for option in options if option.begins <= at.ends])
    ahead = _first([option for option in options if option.ends >= at.begins])
    if tense == "future" or (tense == "expected" and ahead and ahead.distance(at) < MARGIN * near[0].distance(at)):
        return ahead
    if tense == "expected":
        return near[0] if near else None
    if not near or (len(near) > 1 and near[0].distance(at) * MARGIN > near[1].distance(at)):
        return None
    return near[0]


def _last(options: Sequence[Interval]) -> Interval | None:
    return options[-1] if options else None


def _first(options: Sequence[Interval]) -> Interval | None:
    return options[0] if options else None


def _by_year(
    expression: Expression, at: Interval, tense: Tense, make: Callable[[int], Interval | None]
) -> Interval | None:
    year, direction = expression.get("year"), str(expression.get("direction", ""))
    if year is not None:
        return make(whole_year(int(year)))
    middle = at.begins.year
    if expression.get("from") == "narrative" and at.ends.year != middle:
        return None
    if "year_shift" in expression.values:
        return make(middle + int(expression.get("year_shift")))
    if direction == "this":
        return make(middle)
    options = [made for number in range(middle - 2, middle + 3) if (made := make(number)) is not None]
    return choose(options, at, tense, direction)


# Meanings


def _date(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    if "day" in expression.values and "month" not in expression.values:
        return _day_of_month(expression, at, tense)

    def make(year: int) -> Interval | None:
        number, day = expression.get("month"), expression.get("day")
        if number is None:
            return intervals.year(year)
        if day is None:
            return intervals.month(year, int(number))
        return intervals.one_day(date(year, int(number), int(day))) if intervals.exists(year, number, day) else None

    weekday = expression.get("weekday")
    if weekday is not None and "year" not in expression.values:
        agreeing = [made for y in range(at.begins.year - 1, at.begins.year + 2) if (made := make(y))]
        options = [made for made in agreeing if made.begins.weekday() == weekday]
        if len(options) == 1 and options[0].distance(at) < 366:
            return options[0]
    return _by_year(expression, at, tense, make)


def _numeric(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """ "03/04/2025": whichever order gives a day; where both do, the one that gives the page's own day."""
    one, two, year = int(expression.get("first")), int(expression.get("second")), whole_year(expression.get("year"))
    options = {date(year, month, day) for month, day in ((one, two), (two, one)) if intervals.exists(year, month, day)}
    own = options & {at.first}
    return intervals.one_day((own or options).pop()) if len(own or options) == 1 else None


def _day_of_month(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """« lundi 12 », « le 12 du mois dernier »: the month is the anchor's or one beside it."""
    day, weekday, base = int(expression.get("day")), expression.get("weekday"), at.begins
    shifts = [int(expression.get("month_shift"))] if "month_shift" in expression.values else [-2, -1, 0, 1, 2]
    options = []
    for shift in shifts:
        first = intervals.month(base.year, base.month + shift).begins
        if intervals.exists(first.year, first.month, day):
            made = first.replace(day=day)
            if weekday is None or made.weekday() == weekday:
                options.append(intervals.one_day(made))
    if len(options) == 1:
        return options[0]
    return choose(options, at, tense, str(expression.get("direction", "")))


def _days(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    month2 = int(expression.get("month2", expression.get("month", 0)))
    month = int(expression.get("month", month2))
    day, day2 = int(expression.get("day")), int(expression.get("day2"))

    def make(year: int) -> Interval | None:
        early = year - 1 if month > month2 else year
        if not (intervals.exists(early, month, day) and intervals.exists(year, month2, day2)):
            return None
        first, last = date(early, month, day), date(year, month2, day2)
        return Interval(first, last, "span") if first <= last else None

    return _by_year(expression, at, tense, make)


def _months(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """ "in June and July": two months, the second right after the first; others are no one interval."""
    month, month2 = int(expression.get("month")), int(expression.get("month2"))
    if (month2 - month) % 12 != 1:
        return None
    return _by_year(expression, at, tense, lambda year: intervals.months(year, month2 - 1, 2, "span"))


def _weekday(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    if at.first is None or at.first != at.last:
        return None
    first = _one_weekday(expression, at.first, tense)
    if first and "reach_back" in expression.values:
        return Interval(first.begins - intervals.ONE_DAY, first.last, "span")
    if first is None or "weekday2" not in expression.values:
        return first
    start = first.begins
    gap = (int(expression.get("weekday2")) - start.weekday()) % 7
    if tense not in AHEAD and at.first < start + gap * intervals.ONE_DAY and start < at.first:
        start -= 7 * intervals.ONE_DAY
    return Interval(start, start + gap * intervals.ONE_DAY, "span")


def _one_weekday(expression: Expression, day: date, tense: Tense) -> Interval | None:
    number, direction = int(expression.get("weekday")), str(expression.get("direction", ""))
    if "week_shift" in expression.values:
        monday = intervals.week(day, int(expression.get("week_shift"))).begins
        return intervals.one_day(monday + number * intervals.ONE_DAY)
    ahead = (number - day.weekday()) % 7
    behind = (day.weekday() - number) % 7
    more = 7 * (int(expression.get("number", 1)) - 1)
    if direction == "that":
        return intervals.one_day(day) if behind == 0 else None
    if direction == "past":
        return intervals.one_day(day - ((behind or 7) + more) * intervals.ONE_DAY)
    if direction == "future":
        return intervals.one_day(day + ((ahead or 7) + more) * intervals.ONE_DAY)
    if tense in AHEAD or (direction == "coming" and tense != "past"):
        return intervals.one_day(day + ahead * intervals.ONE_DAY)
    return intervals.one_day(day - behind * intervals.ONE_DAY) if tense == "past" or behind == 0 else None


def _offset(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    name, number = str(expression.get("unit")), int(expression.get("number", 1))
    if name in ALIKE:
        name, number = ALIKE[name][0], int(number * ALIKE[name][1])
    if at.first is None or at.last is None or intervals.days_of(at.grain) > intervals.days_of(name):
        return None
    step = number if expression.get("direction") == "future" else -number
    moved = intervals.moved(at.last if step > 0 else at.first, name, step)
    return intervals.unit("day" if "to_the_day" in expression.values else name, moved)


ALIKE: dict[str, tuple[str, float]] = {"hour": ("day", 1 / 24), "fortnight": ("week", 2), "decade": ("year", 10)}
"""« il y a une décennie » is ten years ago, 48 hours are two days."""


def _ahead(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """ "in three days": a time ahead in a future clause, else how long something took, which is no date."""
    coming = replace(expression, values={**expression.values, "direction": "future"})
    return _offset(coming, at, tense) if tense in AHEAD else None


def _since(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """« depuis trois mois »: open from the unit that the duration counts back to."""
    begun = _offset(expression, at, tense)
    return Interval(begun.first, None, "span") if begun else None


def _window(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    name, number = str(expression.get("unit")), int(expression.get("number", 1))
    if at.first is None or at.first != at.last:
        return None
    if name in ALIKE:
        name, number = ALIKE[name][0], max(int(number * ALIKE[name][1]), 1)
    if expression.get("direction") == "future":
        return Interval(at.first, intervals.moved(at.first, name, number), "span")
    return Interval(intervals.moved(at.first, name, -number), at.first, "span")


def _unit(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    name, shift = str(expression.get("unit")), int(expression.get("shift", 0))
    if at.first is None or at.last is None or intervals.days_of(at.grain) > intervals.days_of(name):
        return None
    if name == "weekend":
        return _weekend(at.first, shift, tense)
    return intervals.unit(name, at.last if shift > 0 else at.first, shift)


def _weekend(day: date, shift: int, tense: Tense) -> Interval:
    own = intervals.weekend(day)
    if shift < 0:
        return own if day > own.ends else intervals.weekend(day, -1)
    if shift > 0:
        return own if day < own.begins else intervals.weekend(day, 1)
    if tense == "past" and day < own.begins:
        return intervals.weekend(day, -1)
    return own


def _season(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    start = int(expression.get("season"))
    if expression.get("from") == "narrative" and not _tells_season(start, at, str(expression.get("direction"))):
        return None
    if expression.get("direction") == "that":
        began = at.begins.year - 1 if start > 10 and at.begins.month < 3 else at.begins.year
        return intervals.months(began, start, 3, "season")
    if expression.get("direction") == "this" and at.first is not None:
        began = at.first.year - 1 if start > 10 and at.first.month < 3 else at.first.year
        return intervals.months(began, start, 3, "season")
    return _by_year(expression, at, tense, lambda year: intervals.months(year, start, 3, "season"))


def _tells_season(start: int, at: Interval, direction: str) -> bool:
    """Whether the date said before tells which such season is meant: a year has parts of two winters."""
    if at.first is None or at.last is None or at.first.year != at.last.year:
        return False
    if start <= 10:
        return True
    return at.grain != "year" and (direction != "that" or not 3 <= at.first.month <= 8)


def _portion(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """A quarter, a third or a half of a year, by its number."""
    count = int(expression.get("portion"))
    size, number = 12 // count, int(expression.get("number"))
    if not 1 <= number <= count:
        return None
    grain: intervals.Grain = "half" if count == 2 else "quarter"
    return _by_year(expression, at, tense, lambda y: intervals.months(y, (number - 1) * size + 1, size, grain))


def _years(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """« 2021-2027 », « 2023-24 »: whole years; other pairs of numbers are no years."""
    first, last = int(expression.get("year")), int(expression.get("year2"))
    last = last if last >= 100 else first // 100 * 100 + last
    return intervals.years(first, last) if first < last <= first + 100 else None


def _decade(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    first = whole_year(int(expression.get("decade")), floor=20)
    last = whole_year(int(expression.get("decade2", first)), floor=20)
    return intervals.years(first, last + 9, "decade")


def _century(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    number = int(expression.get("century"))
    return intervals.years(100 * number - 99, 100 * number, "century")


def _day(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    if at.first is None or at.last is None or at.grain != "day":
        return _beside_span(expression, at)
    day = at.first + int(expression.get("shift", 0)) * intervals.ONE_DAY
    return Interval(day, day + int(expression.get("length", 0)) * intervals.ONE_DAY, "day")


def _beside_span(expression: Expression, at: Interval) -> Interval | None:
    shift = int(expression.get("shift", 0))
    if at.grain != "span" or at.first is None or at.last is None or (at.last - at.first).days > 6:
        return None
    if shift == 0:
        return Interval(at.first, at.last, "span")
    return intervals.one_day((at.last if shift > 0 else at.first) + shift * intervals.ONE_DAY)


def _same(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    return at


def _week_of(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    day = _date(expression, at, tense)
    return intervals.week(day.begins) if day else None


def _weekend_of(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    day = _date(expression, at, tense)
    return intervals.weekend(day.begins) if day else None


def _feast(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    number, day = divmod(int(expression.get("feast")), 100)

    def make(year: int) -> Interval | None:
        return intervals.one_day(date(year, number, day)) if intervals.exists(year, number, day) else None

    return _by_year(expression, at, tense, make)


def _movable(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """A feast so many days from Easter."""
    shift = int(expression.get("movable")) * intervals.ONE_DAY
    return _by_year(expression, at, tense, lambda year: intervals.one_day(intervals.easter(year) + shift))


def _stretch(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """ "the first five months of the year", « les dix derniers jours de mai »: so many units at one end of a whole."""
    name, number, month = str(expression.get("unit")), int(expression.get("number", 1)), expression.get("month")
    fits = name in ("day", "week") or (name in ("month", "quarter") and month is None)

    def make(year: int) -> Interval | None:
        whole = intervals.month(year, int(month)) if month else intervals.year(year)
        if expression.get("edge") == "last":
            first = intervals.moved(whole.ends + intervals.ONE_DAY, name, -number)
            made = Interval(first, whole.last, "span")
        else:
            made = Interval(whole.first, intervals.moved(whole.begins, name, number) - intervals.ONE_DAY, "span")
        return made if whole.begins <= made.begins and made.ends <= whole.ends else None

    return _by_year(expression, at, tense, make) if fits else None


def _ended(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """ "in the year to March": so many whole months, the last of them named."""
    month, number = int(expression.get("month")), int(expression.get("number", 12))
    over = {"direction": "past"} if tense not in ("future", "expected") else {}
    told = replace(expression, values={**expression.values, **over})
    return _by_year(told, at, tense, lambda year: intervals.months(year, month - number + 1, number, "span"))


def _by_month(
    expression: Expression, at: Interval, tense: Tense, make: Callable[[Interval], Interval | None]
) -> Interval | None:
    """What is made of the month that is named or counted from the anchor's: « le premier lundi du mois prochain »."""
    if "month_shift" in expression.values:
        return make(intervals.month(at.begins.year, at.begins.month + int(expression.get("month_shift"))))
    number = int(expression.get("month"))
    return _by_year(expression, at, tense, lambda year: make(intervals.month(year, number)))


def _nth_week(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """The first week of a month is its days 1–7, the last one its last seven."""
    nth = int(expression.get("nth"))

    def make(whole: Interval) -> Interval | None:
        first = whole.ends - 6 * intervals.ONE_DAY if nth < 0 else whole.begins + 7 * (nth - 1) * intervals.ONE_DAY
        return Interval(first, first + 6 * intervals.ONE_DAY, "week")

    return _by_month(expression, at, tense, make)


def _nth_weekday(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    nth, weekday = int(expression.get("nth")), int(expression.get("weekday"))
    return _by_month(expression, at, tense, lambda whole: intervals.one_day(_nth_of(whole, weekday, nth)))


def _nth_weekend(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    """Of a month that cuts a week-end in two at that end, nobody can say which week-end is its first or its last."""
    nth = int(expression.get("nth"))

    found = _by_month(expression, at, tense, lambda whole: intervals.weekend(_nth_of(whole, SATURDAY, nth)))
    if found is None:
        return None
    whole = intervals.month(found.begins.year, found.begins.month)
    cut = whole.ends.weekday() == SATURDAY if nth < 0 else whole.begins.weekday() == SATURDAY + 1
    return None if cut else found


def _nth_day(expression: Expression, at: Interval, tense: Tense) -> Interval | None:
    nth = int(expression.get("nth"))

    def make(whole: Interval) -> Interval | None:
        return intervals.one_day(whole.ends if nth < 0 else whole.begins + (nth - 1) * intervals.ONE_DAY)

    return _by_month(expression, at, tense, make)


SATURDAY = 5


def _nth_of(month: Interval, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, the last one for -1."""
    days = [month.begins + shift * intervals.ONE_DAY for shift in range((month.ends - month.begins).days + 1)]
    named = [day for day in days if day.weekday() == weekday]
    return named[nth if nth < 0 else nth - 1]


PLACERS: dict[str, Callable[[Expression, Interval, Tense], Interval | None]] = {
    "date": _date,
    "days": _days,
    "months": _months,
    "weekday": _weekday,
    "offset": _offset,
    "ahead": _ahead,
    "since": _since,
    "window": _window,
    "unit": _unit,
    "season": _season,
    "portion": _portion,
    "decade": _decade,
    "century": _century,
    "day": _day,
    "same": _same,
    "week_of": _week_of,
    "weekend_of": _weekend_of,
    "years": _years,
    "feast": _feast,
    "nth_week": _nth_week,
    "nth_weekday": _nth_weekday,
    "nth_weekend": _nth_weekend,
    "nth_day": _nth_day,
    "movable": _movable,
    "stretch": _stretch,
    "ended": _ended,
    "numeric": _numeric,
}
