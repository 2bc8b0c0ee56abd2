"""A pair of actors: what each did towards the other, month by month, and what each said of the other."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from dragoman.languages import languages
from dragoman.records import Record, Status
from dragoman.relations.alarms import Alarm
from dragoman.relations.index import Day, index, of_ledger
from dragoman.relations.ledger import read_ledger
from dragoman.relations.occurrences import ANYBODY, Told
from dragoman.relations.telling import Manner, Statement, why
from dragoman.store import Store, StoredEvent, Wanted, standing
from dragoman.store.columns import Ints
from dragoman.store.finding_events import between, numbered
from dragoman.store.outlets import UNKNOWN, country_of
from dragoman.store.press import outlets_of
from dragoman.store.standing import STATUSES, Standing
from dragoman.web.asked import Asked, pair
from dragoman.web.pages import alarms
from dragoman.web.pages.alarms import Turn
from dragoman.web.pages.said import Saying, sayings

MOST = 200
SHOWN = 40
FILTERS = ("status", "source", "actor", "press", "language")
"""Parameters of an address that choose among the pair's events, besides the month."""
NEWEST = 2000
"""The newest events of each direction, whose pages tell in which languages and by which press the pair is told of."""
_ALLEGED, _DENIED = STATUSES.index("alleged"), STATUSES.index("denied")


class Month(Record, frozen=True, kw_only=True):
    """A month: events that were done, told as facts, of cooperation and of conflict; and those that are only alleged."""

    month: str
    cooperation: int
    conflict: int
    alleged_cooperation: int
    alleged_conflict: int


class Third(Record, frozen=True, kw_only=True):
    """Another actor who takes part in events of the pair, or tells of them."""

    code: str
    count: int


class Pair(Record, frozen=True, kw_only=True):
    """Two actors: ``level`` as relations have it, ``levels`` at the end of each month, ``turns`` as alarms found them,
    ``months`` over the whole time.

    ``events`` are those that were asked for, newest first; ``total`` counts them. ``why`` explains the month, or the two weeks
    up to the day, of ``at``. ``press`` (a code, or ``unknown``) and ``language``: level, months and events are those that media
    of this country, and pages in this language, tell; there are no turns of such a story. ``presses`` and ``languages`` are
    those that tell of the pair lately.
    """

    one: str
    other: str
    status: Status | None
    source: str | None
    actor: str | None
    month: str | None
    press: str | None
    language: str | None
    all: int
    total: int
    at: str | None
    level: Day | None
    levels: tuple[Day, ...]
    turns: tuple[Turn, ...]
    why: tuple[Statement, ...]
    months: tuple[Month, ...]
    events: tuple[StoredEvent, ...]
    milestones: tuple[StoredEvent, ...]
    sayings: tuple[Saying, ...]
    thirds: tuple[Third, ...]
    sources: tuple[Third, ...]
    presses: tuple[Third, ...]
    languages: tuple[str, ...]


class Counted(Record, frozen=True, kw_only=True):
    """What of a pair takes a look at all of its events."""

    all: int
    level: Day | None
    levels: tuple[Day, ...]
    months: tuple[Month, ...]
    milestones: tuple[StoredEvent, ...]
    sayings: tuple[Saying, ...]
    thirds: tuple[Third, ...]
    sources: tuple[Third, ...]
    presses: tuple[Third, ...]
    languages: tuple[str, ...]


class Story(Record, frozen=True, kw_only=True):
    """What of a pair one press, or pages in one language, tell."""

    level: Day | None
    levels: tuple[Day, ...]
    months: tuple[Month, ...]


def gather(asked: Asked) -> Pair:
    """The pair of the address, with its events of a status, a source, a direction and a month, as asked for."""
    store = asked.store
    one, other = pair(asked.path["pair"])
    whole = Wanted(between=(one, other))
    wanted = _wanted(asked, whole, one, other)
    known = asked.lately(("pair", one, other), lambda store: _counted(asked.on(store), one, other))
    raised = alarms.of_pair(asked, one, other)
    told = told_by(asked)
    story = _story(asked, one, other, told) if told != ANYBODY else None
    own = msgspec.structs.asdict(known) | (msgspec.structs.asdict(story) if story else {})
    return Pair(
        one=one,
        other=other,
        status=wanted.status,  # type: ignore[arg-type]
        source=wanted.source,
        actor=wanted.actor,
        month=asked.text("month"),
        press=told.country,
        language=told.language,
        total=known.all if wanted == whole else store.count(wanted),
        at=asked.text("at"),
        turns=tuple(alarms.turn(alarm) for alarm in raised) if story is None else (),
        why=explained(asked, one, other, raised),
        events=newest(asked),
        **own,
    )


def newest(asked: Asked) -> tuple[StoredEvent, ...]:
    """The newest events of the pair that are asked for, with their sentences."""
    one, other = pair(asked.path["pair"])
    wanted = _wanted(asked, Wanted(between=(one, other)), one, other)
    return tuple(asked.store.events(wanted, words=True, limit=asked.whole("limit", SHOWN, MOST)))


def _counted(asked: Asked, one: str, other: str) -> Counted:
    store, stand = asked.store, asked.lately("standing", standing.read)
    events, month = standing.of_pair(store, one, other)
    level, monthly = levels(of_ledger(asked.lately("ledger", read_ledger), one, other))
    presses, spoken = _tellers(store, one, other)
    thirds = _thirds(store, one, other)
    return Counted(
        all=len(stand.counted(events)),
        level=level,
        levels=monthly,
        months=tuple(months(stand, events, month)),
        milestones=tuple(milestones(store, one, other)),
        sayings=tuple(sayings(store, one, other)),
        thirds=thirds["takes part"],
        sources=thirds["says"],
        presses=presses,
        languages=spoken,
    )


def _story(asked: Asked, one: str, other: str, told: Told) -> Story:
    """The level and the months of a pair as some tell them."""

    def count(store: Store) -> Story:
        outlets = outlets_of(store.database, told.country) if told.country else None
        own = between(store.database, Wanted(between=(one, other), language=told.language, outlets=outlets))
        stand = asked.on(store).lately("standing", standing.read)
        events, month = standing.of_pair(store, one, other)
        fitting = np.isin(events, np.array(own, np.int64))
        level, monthly = levels(index(store, one, other, told=told).days)
        return Story(level=level, levels=monthly, months=tuple(months(stand, events[fitting], month[fitting])))

    return asked.lately(("story", one, other, told), count)


def told_by(asked: Asked) -> Told:
    """Whose story is asked for: of a country's press, or in a language."""
    press = asked.text("press")
    country = UNKNOWN if press == UNKNOWN else asked.code("press")
    return Told(country=country, language=asked.one_of("language", languages()))


def _tellers(store: Store, one: str, other: str) -> tuple[tuple[Third, ...], tuple[str, ...]]:
    """The countries whose press tells of a pair, by how many of its newest events; and the languages of these pages."""
    counts: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for pair_of in ((one, other), (other, one)):
        rows = store.database.rows(
            "SELECT v.outlet, v.language, count(*) FROM (SELECT d.event FROM dyad d WHERE d.actor = ? AND d.recipient = ?"
            " ORDER BY d.day DESC, d.event DESC LIMIT ?) AS newest JOIN event e ON e.number = newest.event"
            " JOIN version v ON v.number = e.version GROUP BY v.outlet, v.language",
            (*pair_of, NEWEST),
        )
        for outlet, language, count in rows:
            counts[country_of(outlet) or UNKNOWN] += count
            spoken[language] += count
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Third(code=code, count=count) for code, count in ordered), tuple(sorted(spoken))


def levels(days: Sequence[Day]) -> tuple[Day | None, tuple[Day, ...]]:
    """The level of the relation on the last day of which it can be told, and at the end of each month.

    ``None`` where there are too few events.
    """
    last = next((day for day in reversed(days) if day.level is not None), None)
    if last is None:
        return None, ()
    ends = {(day.date.year, day.date.month): day for day in days}
    return last, tuple(ends.values())


def explained(asked: Asked, one: str, other: str, raised: Sequence[Alarm]) -> tuple[Statement, ...]:
    """Why the relation moved in the period that is asked for, each sentence with its events."""
    at, own = asked.text("at"), asked.wording
    if at is None:
        return ()
    since, until = _around(asked, at)
    manner = Manner(name=own.name, day=own.day, act=own.act)
    return asked.lately(
        ("why", one, other, at, own.language),
        lambda store: tuple(why(store, one, other, since, until, own.language, alarms=raised, manner=manner)),
    )


def _around(asked: Asked, at: str) -> tuple[datetime.date, datetime.date]:
    """A month from its first day to its last; of a day, the two weeks up to it."""
    if len(at) > len("2024-05"):
        day = asked.day("at")
        assert day is not None
        return day - datetime.timedelta(days=min(13, day.toordinal() - 1)), day
    month = asked.month("at")
    assert month is not None
    return month, _last_of(month)


def _wanted(asked: Asked, whole: Wanted, one: str, other: str) -> Wanted:
    month = asked.month("month")
    told = told_by(asked)
    actor = asked.one_of("actor", (one, other))
    return msgspec.structs.replace(
        whole,
        status=asked.one_of("status", STATUSES),
        source=asked.code("source"),
        actor=actor,
        language=told.language,
        outlets=outlets_of(asked.store.database, told.country) if told.country else None,
        since=month,
        until=_last_of(month) if month else None,
    )


def _last_of(month: datetime.date) -> datetime.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def months(stand: Standing, events: Ints, month: Ints) -> Iterable[Month]:
    """Every month from the first event to the last, also those without any. What is only planned is left out."""
    known = events < len(stand.bits)
    events, month = events[known], month[known]
    status = stand.status(events)
    kept = np.isin(events, stand.counted(events)) & stand.done(events) & (month > 0) & (status != _DENIED)
    kinds = stand.cooperation(events) + 2 * (status == _ALLEGED)
    counts: Counter[tuple[str, str]] = Counter()
    for number, kind in zip(month[kept].tolist(), kinds[kept].tolist(), strict=True):
        counts[f"{number // 100:04}-{number % 100:02}", KINDS[kind]] += 1
    return [_month(name, counts) for name in _between({name for name, _ in counts})]


KINDS = ("conflict", "cooperation", "alleged_conflict", "alleged_cooperation")


def _month(name: str, counts: Counter[tuple[str, str]]) -> Month:
    return msgspec.convert({"month": name, **{kind: counts[name, kind] for kind in KINDS}}, Month)


def _between(names: Iterable[str]) -> list[str]:
    """All months from the first to the last.

    >>> _between(["2023-11", "2024-01"])
    ['2023-11', '2023-12', '2024-01']
    """
    places = [int(name[:4]) * 12 + int(name[5:]) - 1 for name in names]
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(min(places), max(places) + 1)] if places else []


MILESTONES: Sequence[tuple[str, str | None]] = (
    ("CONSULT", "visit"),
    ("SANCTION", "expel"),
    ("SANCTION", "withdraw"),
    ("SANCTION", "discontinue"),
    ("RETREAT", "withdraw"),
    ("RETREAT", "ceasefire"),
    ("RETREAT", "release"),
    ("ASSAULT", None),
)
"""Acts that mark a relation: visits, expulsions, recalls, breaks, withdrawals, truces, attacks."""


def milestones(store: Store, one: str, other: str, most: int = 12) -> Iterable[StoredEvent]:
    """The newest acts that mark the relation, told as facts, with their sentences; each once, however many tell of it."""
    acts = " OR ".join("(e.type = ? AND e.mode = ?)" if mode else "e.type = ?" for _, mode in MILESTONES)
    newest: set[tuple[str, int]] = set()
    for actor, recipient in ((one, other), (other, one)):
        rows = store.database.rows(
            "SELECT d.day, d.event FROM dyad d CROSS JOIN event e WHERE d.actor = ? AND d.recipient = ? AND e.number = d.event"
            f" AND e.realis = 'actual' AND e.status IN ('narrated', 'acknowledged') AND ({acts})"
            " ORDER BY d.day DESC, d.event DESC LIMIT ?",
            (actor, recipient, *(part for act in MILESTONES for part in act if part), 4 * most),
        )
        newest.update((day, number) for day, number in rows)
    found = numbered(store.database, [number for _, number in sorted(newest, reverse=True)[: 4 * most]])
    found.sort(key=lambda event: (event.day or datetime.date.min, event.score), reverse=True)
    once = {(event.day, event.event, event.mode, event.actors, event.recipients): event for event in reversed(found)}
    return list(reversed(once.values()))[:most]


def _thirds(store: Store, one: str, other: str, most: int = 12) -> dict[str, tuple[Third, ...]]:
    """Who else takes part in the pair's events, and who else tells of them, the most frequent first."""
    rows = store.database.rows(
        "SELECT CASE WHEN p.role IN ('actor', 'recipient') THEN 'takes part' ELSE 'says' END, p.code, count(DISTINCT p.event)"
        " FROM party p WHERE p.event IN (SELECT d.event FROM dyad d"
        " WHERE (d.actor = ? AND d.recipient = ?) OR (d.actor = ? AND d.recipient = ?))"
        " AND p.code IS NOT NULL AND p.code NOT IN (?, ?) GROUP BY 1, 2 ORDER BY 3 DESC, 2",
        (one, other, other, one, one, other),
    )
    found: dict[str, list[Third]] = {"takes part": [], "says": []}
    for kind, code, count in rows:
        found[kind].append(Third(code=code, count=count))
    return {kind: tuple(own[:most]) for kind, own in found.items()}
