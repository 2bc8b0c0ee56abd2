"""When a page came out, as its own lines say: « Publié le 12 mars 2024 à 10h », "March 12, 2024", a dispatch's dateline.

A day that can be read in two ways (03/04/2024 where the language does not settle the order) is refused, and so are two
different days without a word that tells which of them is the publication. A changed date is not a published one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dragoman.languages.pack import Pack
from dragoman.page.chrome import Phrases, table
from dragoman.page.flattened import Line, Sort, fold, tokens
from dragoman.page.page import Metadata
from dragoman.records import Published

Cue = Literal["published", "modified"]


@dataclass(frozen=True)
class Day:
    """A date in a line; ``date`` is ``None`` where it is ambiguous or no such day exists.

    ``end`` includes the time of day that follows. ``cue`` tells what the words before it call it; ``readings`` are the
    days that a date in numbers may mean.
    """

    start: int
    end: int
    text: str
    date: datetime.date | None
    cue: Cue | None = None
    readings: tuple[datetime.date, ...] = ()


@dataclass(frozen=True)
class Dateline:
    """What opens a dispatch: « MOSCOU, 3 mars (AFP) — ». ``year`` is mostly left out; ``None`` is what it does not say."""

    text: str
    place: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    agency: str | None = None


@dataclass(frozen=True)
class Calendar:
    """A language's way to write days, compiled."""

    pattern: re.Pattern[str]
    dateline: re.Pattern[str]
    months: dict[str, int]
    order: str | None
    cues: Phrases[Cue]
    fillers: Phrases[str]
    relative: Phrases[str]
    weekdays: frozenset[str]
    agencies: Phrases[str]


_TIME = (
    r"(?:\s*(?:,|-|–|—|\||·|\b(?:{times})\b)?\s*\d{{1,2}}\s?(?:h|:|\.)\s?(?:\d\d)?(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?"
    r"(?:\s*\(?(?:{zones})\b\)?)?(?:[+-]\d\d:?\d\d)?)?"
)
_ZONES = (
    "gmt|utc|tu|cest|cet|eest|eet|est|edt|et|cst|cdt|pst|pdt|bst|ist|pkt|msk|gst|ast|wat|cat|eat|sast|hkt|sgt|jst|kst|wib|aest|aedt"
    "|nzst|nzdt|hae|hne"
)


@lru_cache
def calendar(pack: Pack) -> Calendar:
    """The pack's months, weekdays, order of day and month, and the words that announce a date."""
    dates = table(pack, "dates")
    months = {fold(name): n for n, names in enumerate(dates.get("months", ()), 1) for name in names}
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True)) or r"(?!)"
    ordinals = "|".join(dates.get("ordinals", ())) or r"(?!)"
    day = rf"(\d{{1,2}})(?:{ordinals})?"
    times = "|".join(fold(word) for word in dates.get("times", ())) or r"(?!)"
    written = (
        rf"(?P<d1>{day})\s+(?:of\s+)?(?P<m1>{month})\.?,?\s+(?P<y1>\d{{4}})"
        rf"|(?P<m2>{month})\.?\s+(?P<d2>{day}),?\s+(?P<y2>\d{{4}})"
    )
    numeric = (
        r"(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?:t(?=\d\d:))?"
        r"|(?P<a4>\d{1,2})[/.\-](?P<b4>\d{1,2})[/.\-](?P<y4>\d{4})"
    )
    partial = rf"(?:(?P<d1>\d{{1,2}})(?:{ordinals})?\s+(?P<m1>{month})|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}}))"
    dotted = r"(?P<d3>\d{1,2})[./](?P<m3>\d{1,2})[./](?P<y3>\d{4})"
    return Calendar(
        pattern=re.compile(
            rf"(?<![\w/])(?<!\d[–—-])(?:{written}|{numeric})(?![\d/])" + _TIME.format(times=times, zones=_ZONES)
        ),
        dateline=re.compile(
            rf"(?P<place>[^\W\d_][^\d(),.;:!?–—\[]{{1,40}}?)(?:\s\[[^\[\]]{{2,30}}\])?(?:,\s+(?:le\s+)?(?:{partial}\.?(?:,?\s+(?P<year>\d{{4}}))?|{dotted}))?"
            r"\s*(?:\((?P<agency>[^()]{2,30})\))?\s*(?:[–—]|(?:-{1,2}|_)(?=\s)|(?P<bare>(?<=\)):?(?=\s[^\W\d_])))"
        ),
        months=months,
        order=dates.get("order"),
        cues=Phrases(
            [(word, "published") for word in dates.get("published", ())]
            + [(word, "modified") for word in dates.get("modified", ())]
        ),
        fillers=Phrases((word, word) for word in (*dates.get("fillers", ()), *dates.get("weekdays", ()))),
        weekdays=frozenset(fold(word) for word in dates.get("weekdays", ())),
        relative=Phrases((word, word) for word in dates.get("relative", ())),
        agencies=Phrases((name, name) for name in table(pack, "credit").get("agencies", ())),
    )


def days(text: str, pack: Pack) -> list[Day]:
    """All full dates in a line, in order, each with what the words before it call it."""
    compiled = calendar(pack)
    found: list[Day] = []
    after = 0
    for match in compiled.pattern.finditer(fold(text)):
        named = compiled.cues.all(tokens(text[after : match.start()])[-12:])
        cue = named[-1] if named else None
        words = text[match.start() : match.end()].strip()
        found.append(Day(match.start(), match.end(), words, _date(match, compiled), cue, _readings(match)))
        after = match.end()
    return found


def with_time(text: str) -> bool:
    """Whether a date has its time of day, as only the page's own date has."""
    return re.search(r"\d{4}\D+\d{1,2}\s?(?:h|:|\.)\s?\d\d(?!\d)", text) is not None


def dateline(text: str, pack: Pack) -> Dateline | None:
    """The dateline that a paragraph opens with: a place in capitals, or any place with a day or an agency, and a dash."""
    compiled = calendar(pack)
    match = compiled.dateline.match(fold(text[:160]))
    if match is None:
        return None
    place, day = text[: match.end("place")], match["d1"] or match["d2"] or match["d3"]
    if not (place.isupper() or (place[0].isupper() and (match["agency"] or day))):
        return None
    if match["bare"] is not None and not (day and text[match.start("agency") : match.end("agency")].isupper()):
        return None
    if match["m3"] and compiled.order != "dmy" and int(match["d3"]) <= 12:
        return None
    month = int(match["m3"]) if match["m3"] else compiled.months.get(match["m1"] or match["m2"] or "")
    return Dateline(
        text=text[: match.end()].rstrip(),
        place=place,
        day=int(day) if day else None,
        month=month,
        year=int(match["year"] or match["y3"]) if match["year"] or match["y3"] else None,
        agency=text[match.start("agency") : match.end("agency")] if match["agency"] else None,
    )


def is_date_line(line: Line, pack: Pack) -> bool:
    """Whether a short line is made of dates, times of day and the words that announce them."""
    if line.words > 30 or not line.tokens:
        return False
    compiled = calendar(pack)
    rest, at = [], 0
    text = line.text
    found = days(text, pack)
    for day in found:
        rest.append(text[at : day.start])
        at = day.end
    rest.append(text[at:])
    words = tokens(" ".join(rest))
    numbers = sum(word.isdigit() for word in words)
    return (bool(found) or numbers > 0) and _covered(words, compiled) and (bool(found) or _announced(words, compiled))


def published(
    head: Sequence[tuple[Line, Sort]],
    metadata: Metadata,
    opening: Dateline | None,
    given: datetime.date | None,
    pack: Pack,
    above: Sequence[Line] = (),
) -> tuple[Published, tuple[str, ...]]:
    """The day of publication with its ground, and warnings; in order of trust: given, metadata, stated, dateline.

    ``head`` holds the page's lines that may state it: date lines and bylines, those near the title first. A date in numbers
    that can be read in two ways is settled by a day in words among the lines ``above`` the text that is one of the two.
    """
    if given is not None:
        return Published(start=given, end=given, basis="given", evidence=(given.isoformat(),)), ()
    if metadata.published is not None:
        evidence = (metadata.published_evidence,) if metadata.published_evidence else ()
        return Published(start=metadata.published, end=metadata.published, basis="metadata", evidence=evidence), ()
    found = [day for line, _ in head for day in days(line.text, pack)]
    for wanted in ("published", None):
        named = [day for day in found if day.cue == wanted]
        if named:
            return _agreed([_settled(day, above, pack) for day in named])
    return _of_dateline(opening), ()


def _settled(day: Day, above: Sequence[Line], pack: Pack) -> Day:
    if day.date is not None or not day.readings:
        return day
    said = {other.date for line in above for other in days(line.text, pack)} & set(day.readings)
    return replace(day, date=said.pop()) if len(said) == 1 else day


def _agreed(named: list[Day]) -> tuple[Published, tuple[str, ...]]:
    dates = {day.date for day in named}
    if dates == {None}:
        return Published(), (f"date “{named[0].text}” can be read in two ways; give --published",)
    dates.discard(None)
    if len(dates) > 1:
        listed = ", ".join(sorted({day.text for day in named if day.date}))
        return Published(), (
            f"several dates on the page ({listed}) and no word tells which is its own; give --published",
        )
    day = next(day for day in named if day.date)
    return Published(start=day.date, end=day.date, basis="stated", evidence=(day.text,)), ()


def _of_dateline(opening: Dateline | None) -> Published:
    if opening is None or opening.year is None or opening.month is None or opening.day is None:
        return Published()
    day = _safe(opening.year, opening.month, opening.day)
    return Published(start=day, end=day, basis="stated", evidence=(opening.text,)) if day else Published()


def _date(match: re.Match[str], compiled: Calendar) -> datetime.date | None:
    groups = match.groupdict()
    for n in ("1", "2"):
        if groups["m" + n]:
            day = re.match(r"\d+", groups["d" + n])
            return _safe(int(groups["y" + n]), compiled.months[groups["m" + n]], int(day[0]) if day else 0)
    if groups["y3"]:
        return _safe(int(groups["y3"]), int(groups["m3"]), int(groups["d3"]))
    return _numeric(int(groups["a4"]), int(groups["b4"]), int(groups["y4"]), compiled.order)


def _readings(match: re.Match[str]) -> tuple[datetime.date, ...]:
    """The days that numbers such as 06/05/2024 may mean; none for other dates."""
    if not match["a4"]:
        return ()
    first, second, year = int(match["a4"]), int(match["b4"]), int(match["y4"])
    found = {_safe(year, second, first), _safe(year, first, second)} - {None}
    return tuple(sorted(day for day in found if day is not None))


def _numeric(first: int, second: int, year: int, order: str | None) -> datetime.date | None:
    """A numeric date by the language's order; where it has none, only what can be read in one way."""
    if order == "dmy" or first > 12 or first == second:
        return _safe(year, second, first)
    if order == "mdy" or second > 12:
        return _safe(year, first, second)
    return None


def _safe(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _covered(words: list[str], compiled: Calendar) -> bool:
    i = 0
    while i < len(words):
        hit = (
            compiled.cues.at(words, i)
            or compiled.relative.at(words, i)
            or compiled.fillers.at(words, i)
            or compiled.agencies.at(words, i)
        )
        if hit is None and not words[i].isdigit() and words[i] not in compiled.months:
            return False
        i += hit[0] if hit is not None else 1
    return True


def _announced(words: list[str], compiled: Calendar) -> bool:
    return bool(compiled.cues.all(words)) or bool(compiled.relative.all(words))
