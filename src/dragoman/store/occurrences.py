"""One happening told by many reports: events of the same type between the same parties, whose days and places agree.

Events are joined as they come in: each to the nearest that tells of the same, so that no count takes a visit forty times. An
event that is told once belongs to no occurrence. What did not happen, or only might, is none.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.languages import languages, load
from dragoman.store.database import Database, Row

LATE = 2
"""Days by which news may come after what it tells of, where it does not tell the day itself."""
WIDE = 7
"""Days from which an interval (a month, a year, an open one) says too little to join what is not dated the same."""
VISITING = "visit"
"""The mode of what lasts some days; another that tells of the day before or after tells of the same visit."""
LOOKED_AT = 300
"""Events that are compared at most, the last stored first."""
MUTUAL = {"CONSULT", "AGREE", "COOPERATE"}
"""Types that two do together: A with B is the same as B with A, or A to B."""


@dataclass(frozen=True)
class Report:
    """What an event tells that decides whether another tells of the same.

    ``first`` and ``last`` are the days between which it happened; ``place`` is the place's words, where it is more than a
    country.
    """

    type: str
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    first: datetime.date
    last: datetime.date
    country: str | None = None
    place: str | None = None
    realis: str = "actual"

    @property
    def is_wide(self) -> bool:
        return (self.last - self.first).days >= WIDE


def happened(
    from_day: str | None, to_day: str | None, published: str | None
) -> tuple[datetime.date, datetime.date] | None:
    """The days between which an event happened: as told, else shortly before its page; ``None`` where nothing is known."""
    day = datetime.date.fromisoformat
    if from_day and to_day:
        return day(from_day), day(to_day)
    if from_day or to_day:  # open at one end: as wide as can be
        known = day(from_day or to_day or "")
        return (known, datetime.date.max) if from_day else (datetime.date.min, known)
    if published:
        last = day(published)
        return last - datetime.timedelta(days=LATE), last
    return None


def same(one: Report, other: Report) -> bool:
    """Whether two reports tell of one happening."""
    return (
        one.type == other.type
        and (one.mode is None or other.mode is None or one.mode == other.mode)
        and _same_parties(one, other)
        and _days_agree(one, other)
        and _places_agree(one, other)
    )


def add(database: Database, version: int) -> None:
    """Join the events of a current version to the occurrences that they report."""
    for row in database.rows(f"{_TELLS} WHERE e.version = ? AND e.current = 1 ORDER BY e.number", (version,)):
        report = _told(row)
        if report is not None:
            _place(database, row[0], report)


def place(database: Database, event: int) -> None:
    """Join an event, as it stands after correction, to the occurrence that it reports, if another reports it too."""
    row = database.row(f"{_TELLS} WHERE e.number = ? AND e.current = 1", (event,))
    report = _told(row) if row else None
    if report is not None:
        _place(database, event, report)


def _place(database: Database, event: int, report: Report) -> None:
    candidates = _candidates(database, event, report)
    # one that tells no place would otherwise tie together what happened in two
    elsewhere = {joined for _, joined, theirs in candidates if joined is not None and not _places_agree(report, theirs)}
    found = [
        (abs((theirs.first - report.first).days), other)
        for other, joined, theirs in candidates
        if joined not in elsewhere and same(report, theirs)
    ]
    if found:
        _join(database, event, min(found)[1])


def leave(database: Database, events: Iterable[int]) -> None:
    """Take events out of their occurrences; an occurrence that is told once is none."""
    touched = set()
    for event in events:
        found = database.row("SELECT occurrence FROM event WHERE number = ?", (event,))
        if found and found[0] is not None:
            database.run("UPDATE event SET occurrence = NULL WHERE number = ?", (event,))
            touched.add(found[0])
    for occurrence in sorted(touched):
        _count(database, occurrence)


def faults(database: Database) -> Iterator[str]:
    """What is wrong with the occurrences: counts that are not those of their reports, and reports that cannot be."""
    for number, told, found in database.rows(
        "SELECT o.number, o.reports, count(e.number) FROM occurrence o LEFT JOIN event e ON e.occurrence = o.number"
        " GROUP BY o.number, o.reports HAVING count(e.number) < 2 OR count(e.number) <> o.reports ORDER BY o.number"
    ):
        yield f"occurrence {number}: {found} reports where {told} are counted"
    for number, told, found in database.rows(
        "SELECT o.number, o.articles, count(DISTINCT v.article) FROM occurrence o JOIN event e ON e.occurrence = o.number"
        " JOIN version v ON v.number = e.version"
        " GROUP BY o.number, o.articles HAVING count(DISTINCT v.article) <> o.articles ORDER BY o.number"
    ):
        yield f"occurrence {number}: {found} articles where {told} are counted"
    for number, event in database.rows(
        "SELECT o.number, e.number FROM occurrence o JOIN event e ON e.occurrence = o.number"
        " LEFT JOIN correction c ON c.number = e.correction"
        " WHERE e.current = 0 OR coalesce(c.type, e.type) <> o.type OR c.verdict = 'wrong' ORDER BY o.number"
    ):
        yield f"occurrence {number}: event {event} is no report of it"


def _same_parties(one: Report, other: Report) -> bool:
    if one.actors == other.actors and one.recipients == other.recipients:
        return True
    together = one.actors | one.recipients
    return one.type in MUTUAL and len(together) > 1 and together == other.actors | other.recipients


def _days_agree(one: Report, other: Report) -> bool:
    if one.is_wide or other.is_wide:
        return (one.first, one.last) == (other.first, other.last)
    gap = max((other.first - one.last).days, (one.first - other.last).days)
    return gap <= (1 if VISITING in (one.mode, other.mode) else 0)


def _places_agree(one: Report, other: Report) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    return not (one.place and other.place and _called(one.place) != _called(other.place))


def _called(place: str) -> str:
    """A place by its name, a capital by its state: it is called otherwise in another language."""
    return _capitals().get(place, place)


@functools.cache
def _capitals() -> dict[str, str]:
    states = [row for language in languages() for row in load(language).tsv("states")]
    return {name.casefold(): row["code"] for row in states for name in row["capital"].split("|") if name}


_TELLS = (
    "SELECT e.number, e.occurrence, coalesce(c.type, e.type), CASE WHEN c.type IS NULL THEN e.mode ELSE c.mode END,"
    " coalesce(c.actors, e.actors), coalesce(c.recipients, e.recipients), e.from_day, e.to_day, v.day, e.country, e.place,"
    " e.realis, c.verdict"
    " FROM event e JOIN version v ON v.number = e.version LEFT JOIN correction c ON c.number = e.correction"
)


def _told(row: Row) -> Report | None:
    """What an event tells; ``None`` where that is no happening, or nobody and no day are known."""
    _, _, type, mode, actors, recipients, from_day, to_day, published, country, where, realis, verdict = row
    if (
        mode == VISITING and from_day and not to_day and published
    ):  # « en visite depuis mardi »: until the page at least
        to_day = max(from_day, published)
    days = happened(from_day, to_day, published)
    if verdict == "wrong" or realis not in ("actual", "planned") or not actors or days is None:
        return None
    return Report(type, mode, _codes(actors), _codes(recipients), *days, country, where, realis)


def _candidates(database: Database, event: int, report: Report) -> list[tuple[int, int | None, Report]]:
    """Other events of the type between the parties, listed about the same days; of one party alone, at most some."""
    first = max(report.first, datetime.date.min + datetime.timedelta(days=WIDE))
    last = first if report.is_wide else report.last
    days = ((first - datetime.timedelta(days=LATE)).isoformat(), (last + datetime.timedelta(days=LATE)).isoformat())
    everybody = sorted(report.actors | report.recipients)
    if len(everybody) > 1:
        one, other = (min(report.actors), min(report.recipients)) if report.recipients else everybody[:2]
        back = (other, one) if report.type in MUTUAL else (one, other)
        among = " UNION ".join(["SELECT event FROM dyad WHERE actor = ? AND recipient = ? AND day BETWEEN ? AND ?"] * 2)
        parameters: tuple[str, ...] = (one, other, *days, *back, *days)
    else:
        among = "SELECT event FROM party WHERE code = ? AND day BETWEEN ? AND ? AND role = 'actor'"
        parameters = (everybody[0], *days)
    rows = database.rows(
        f"{_TELLS} WHERE e.number IN ({among}) AND coalesce(c.type, e.type) = ? AND e.current = 1 AND e.number <> ?"
        " ORDER BY e.number DESC LIMIT ?",
        (*parameters, report.type, event, LOOKED_AT),
    )
    return [(row[0], row[1], told) for row in rows if (told := _told(row)) is not None]


def _join(database: Database, event: int, other: int) -> None:
    found = database.row("SELECT occurrence FROM event WHERE number = ?", (other,))
    occurrence = found[0] if found else None
    if occurrence is None:
        next_number = database.row("SELECT coalesce(max(number), 0) + 1 FROM occurrence")
        assert next_number is not None
        occurrence = next_number[0]
        database.run(
            "INSERT INTO occurrence (number, type, actors, recipients, from_day, to_day, country, reports, articles, stories)"
            " SELECT ?, type, actors, recipients, from_day, to_day, country, 0, 0, 0 FROM event WHERE number = ?",
            (occurrence, other),
        )
        database.run("UPDATE event SET occurrence = ? WHERE number = ?", (occurrence, other))
    former = database.row("SELECT occurrence FROM event WHERE number = ?", (event,))
    database.run("UPDATE event SET occurrence = ? WHERE number = ?", (occurrence, event))
    _count(database, occurrence)
    if former and former[0] not in (None, occurrence):  # one that another event of the same page had joined to itself
        _count(database, former[0])


def _count(database: Database, occurrence: int) -> None:
    """Count an occurrence's reports anew, and among them articles and independent texts: copies count as one."""
    row = database.row(
        "SELECT count(*), count(DISTINCT v.article), count(DISTINCT coalesce(c.story, -v.article)) FROM event e"
        " JOIN version v ON v.number = e.version LEFT JOIN copy c ON c.article = v.article WHERE e.occurrence = ?",
        (occurrence,),
    )
    assert row is not None
    if row[0] < 2:
        database.run("UPDATE event SET occurrence = NULL WHERE occurrence = ?", (occurrence,))
        database.run("DELETE FROM occurrence WHERE number = ?", (occurrence,))
    else:
        database.run(
            "UPDATE occurrence SET reports = ?, articles = ?, stories = ? WHERE number = ?", (*row, occurrence)
        )


def _codes(joined: str) -> frozenset[str]:
    return frozenset(code for code in joined.split("+") if code)
