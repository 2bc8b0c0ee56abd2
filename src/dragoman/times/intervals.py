"""Intervals of whole days and the arithmetic of the calendar: what a month, a season, a third of a year is.

Conventions, the same in every language:

- both ends are included; a week runs from Monday to Sunday; a week-end is Saturday and Sunday;
- early, mid and late are the thirds of what they stand with: of a month the days 1–10, 11–20 and 21–end; of a week
  Monday–Tuesday, Wednesday–Thursday and Friday–Sunday; of longer units thirds of their months; of a decade the years
  0–3, 4–6 and 7–9; the halves of a month are the days 1–15 and 16–end;
- seasons are those of northern meteorology (spring is March to May); a winter is named by the year it begins in;
- a century runs from its year 1 to its year 100 (the 19th: 1801–1900).
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

Grain = Literal["day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade", "century", "span"]

SIZE: dict[str, int] = {
    "day": 1,
    "weekend": 2,
    "week": 7,
    "span": 15,
    "month": 30,
    "season": 90,
    "quarter": 91,
    "half": 182,
    "year": 365,
    "decade": 3650,
    "century": 36500,
}
"""About how many days a unit has: what is coarser than what."""

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both included; one end ``None`` where the interval is open on that side."""

    first: datetime.date | None
    last: datetime.date | None
    grain: Grain = "day"

    @property
    def begins(self) -> datetime.date:
        """The first day, or the earliest day there is."""
        return self.first or datetime.date.min

    @property
    def ends(self) -> datetime.date:
        """The last day, or the latest day there is."""
        return self.last or datetime.date.max

    def distance(self, other: Interval) -> int:
        """Days between the two; 0 where they touch or overlap."""
        if self.begins > other.ends:
            return (self.begins - other.ends).days
        if other.begins > self.ends:
            return (other.begins - self.ends).days
        return 0

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return f"{self.first or ''}/{self.last or ''}"


def one_day(day: datetime.date) -> Interval:
    """The interval of a single day."""
    return Interval(day, day, "day")


def week(day: datetime.date, shift: int = 0) -> Interval:
    """The week, Monday to Sunday, that holds the day, or one ``shift`` weeks away."""
    monday = day - day.weekday() * ONE_DAY + 7 * shift * ONE_DAY
    return Interval(monday, monday + 6 * ONE_DAY, "week")


def weekend(day: datetime.date, shift: int = 0) -> Interval:
    """Saturday and Sunday of the week that holds the day, or of one ``shift`` weeks away."""
    sunday = week(day, shift).ends
    return Interval(sunday - ONE_DAY, sunday, "weekend")


def month(year: int, number: int) -> Interval:
    """A whole month; ``number`` may lie outside 1–12 and then counts over to other years."""
    return months(year, number, 1, "month")


def months(year: int, number: int, count: int, grain: Grain) -> Interval:
    """``count`` whole months from month ``number`` of a year on."""
    first_year, first_month = year + (number - 1) // 12, (number - 1) % 12 + 1
    end = number + count - 1
    last_year, last_month = year + (end - 1) // 12, (end - 1) % 12 + 1
    return Interval(
        datetime.date(first_year, first_month, 1),
        datetime.date(last_year, last_month, monthrange(last_year, last_month)[1]),
        grain,
    )


def year(number: int) -> Interval:
    """A whole year."""
    return months(number, 1, 12, "year")


def years(first: int, last: int, grain: Grain = "span") -> Interval:
    """Whole years from the first to the last."""
    return Interval(datetime.date(first, 1, 1), datetime.date(last, 12, 31), grain)


def days_of(name: str) -> int:
    """About how many days a unit or grain has; 1 for those shorter than a day."""
    return SIZE.get(name, 1)


def unit(name: str, day: datetime.date, shift: int = 0) -> Interval:
    """The calendar unit (day, week, …, decade, century) that holds a day, moved by ``shift``."""
    if name == "day":
        return one_day(day + shift * ONE_DAY)
    if name == "week":
        return week(day, shift)
    if name == "weekend":
        return weekend(day, shift)
    if name == "month":
        return month(day.year, day.month + shift)
    if name == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * shift, 3, "quarter")
    if name == "half":
        return months(day.year, (day.month - 1) // 6 * 6 + 1 + 6 * shift, 6, "half")
    if name == "decade":
        first = day.year // 10 * 10 + 10 * shift
        return years(first, first + 9, "decade")
    if name == "century":
        first = (day.year - 1) // 100 * 100 + 1 + 100 * shift
        return years(first, first + 99, "century")
    return year(day.year + shift)


def moved(day: datetime.date, name: str, number: int) -> datetime.date:
    """The day ``number`` units after a day (before it where negative); month ends are kept inside their month."""
    if name in ("day", "week"):
        return day + number * (7 if name == "week" else 1) * ONE_DAY
    step = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(name, 12)
    whole = month(day.year, day.month + step * number)
    return whole.begins.replace(day=min(day.day, whole.ends.day))


def part(whole: Interval, name: str) -> Interval:
    """The named part (early, mid, late, first_half, second_half) of a whole; a single day has no parts."""
    if whole.first is None or whole.last is None or whole.grain == "day":
        return whole
    first, last = whole.first, whole.last
    if name in ("first_half", "second_half"):
        return _half(first, last, name, whole.grain)
    third = ("early", "mid", "late").index(name)
    if whole.grain in ("week", "weekend"):
        begin, end = ((0, 1), (2, 3), (4, 6))[third]
        return Interval(first + begin * ONE_DAY, min(first + end * ONE_DAY, last), "span")
    if whole.grain == "month":
        begin, end = ((1, 10), (11, 20), (21, last.day))[third]
        return Interval(first.replace(day=begin), first.replace(day=end), "span")
    if whole.grain in ("decade", "century"):
        tenth = (last.year - first.year + 1) // 10
        begin, end = ((0, 4 * tenth - 1), (4 * tenth, 7 * tenth - 1), (7 * tenth, 10 * tenth - 1))[third]
        return years(first.year + begin, first.year + end)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    size = max(count // 3, 1)
    return months(first.year, first.month + third * size, size, "span")


def _half(first: datetime.date, last: datetime.date, name: str, grain: Grain) -> Interval:
    if grain == "month":
        middle = first.replace(day=15)
    elif grain in ("decade", "century", "year", "half"):
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        middle = months(first.year, first.month, count // 2, "span").ends
    else:
        middle = first + (last - first) // 2
    return Interval(first, middle, "span") if name == "first_half" else Interval(middle + ONE_DAY, last, "span")


def easter(number: int) -> datetime.date:
    """Easter Sunday of a year, as the western churches keep it (Meeus, Jones and Butcher's algorithm).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    golden, century, rest = number % 19, number // 100, number % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month_number, day = divmod(epact + weekday - 7 * late + 114, 31)
    return datetime.date(number, month_number, day + 1)


def exists(number: int, month_number: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= month_number <= 12 and 1 <= day <= monthrange(number, month_number)[1]
