"""The alarms of the pairs of a store: all of them, or, from a file that is kept from day to day, those that are new."""

from __future__ import annotations

import copy
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InputError
from dragoman.records import Record
from dragoman.relations.alarms import MILESTONE_DAYS, Alarm, Going, find_alarms
from dragoman.relations.ledger import Ledger, Panel, laid_out, panel, read_ledger, watched
from dragoman.relations.level import ENOUGH
from dragoman.relations.occurrences import ANYBODY, Told, between, last_day
from dragoman.relations.saved import kept_beside, load, save
from dragoman.relations.series import Series
from dragoman.relations.tuning import tuning
from dragoman.store.store import Store

SETTLING = 30
"""Days that are watched again the next time, since news of them still comes in; those before them are settled."""


class News(Record, frozen=True, kw_only=True):
    """What a run from a file found: alarms not told before, how many pairs are watched, and whether it began anew.

    ``late`` counts events of settled days that came in since: they are not counted before the file begins anew.
    """

    alarms: tuple[Alarm, ...]
    pairs: int
    anew: bool
    late: int = 0


def alarms_of(laid: Panel, budget: float = 2.0) -> Iterator[Alarm]:
    """The alarms of a panel, in order of days."""
    series, turning = begun_of(laid)
    yield from find_alarms(series, budget, milestones=turning)


def begun_of(laid: Panel) -> tuple[Series, NDArray[np.bool_]]:
    """A panel's series and milestones from the year on in which some pair first has enough events.

    A page of today may tell of 1962; the years between, without news, are none in which alarms are earned.
    """
    full = np.flatnonzero((laid.events >= ENOUGH).any(1)) if laid.series.dyads else np.zeros(0, np.intp)
    begins = max(int(full[0]) - 364, 0) if len(full) else 0
    news = (laid.series.cooperative[begins:] + laid.series.conflictual[begins:]).any(1)
    start = begins + (int(np.argmax(news)) if news.any() else 0)
    return since_row(laid.series, start), laid.turning[start:]


def since_row(series: Series, start: int) -> Series:
    """A series from a row on."""
    return Series(series.dyads, series.day(start), series.cooperative[start:], series.conflictual[start:])


def go_on(store: Store, path: Path, budget: float, told: Told = ANYBODY) -> News:
    """The alarms that a file does not know yet, which is brought to the store's last day.

    The same as those of all days watched anew, if nothing was added to settled days. Where more pairs have enough events
    than before, all is watched anew. Raises InputError where the file is no such state, or was saved with other options.
    """
    whose = _whose(told)
    if not path.exists():
        return _whole(store, path, budget, told, whose)
    beside = kept_beside(path)
    if beside.get("whose") != whose:
        raise InputError(f"{path}: saved of a series, or with other filters; name another file, or delete it")
    settled = datetime.date.fromisoformat(beside["settled"])
    dyads = tuple(beside["dyads"].split())
    until = last_day(store)
    fresh = read_ledger(store, until, told, since=settled - datetime.timedelta(MILESTONE_DAYS - 1))
    if _more_pairs(store, fresh, dyads, settled, until, told):
        return _whole(store, path, budget, told, whose, beside["told"])
    laid = laid_out(fresh, dyads, settled - datetime.timedelta(MILESTONE_DAYS - 1), until or settled)
    going, series = load(path, laid.series, budget)
    turning = np.concatenate([np.zeros((series.days - len(laid.turning), len(dyads)), bool), laid.turning])
    late = int(beside["late"]) + _come_since(store, int(beside["number"]), settled)
    found = _advance(store, going, series, turning, path, {"whose": whose, "told": beside["told"], "late": str(late)})
    return News(alarms=found, pairs=len(dyads), anew=False, late=late)


def _whose(told: Told) -> str:
    """What tells one asked story from another in a file."""
    fields = msgspec.to_builtins(told)
    if told.medium is None:  # files from before media could be asked for do not name it
        del fields["medium"]
    return msgspec.json.encode(fields).decode()


def _whole(store: Store, path: Path, budget: float, told: Told, whose: str, known: str = "") -> News:
    """All days watched anew, and the file written."""
    until = last_day(store)
    series, turning = begun_of(panel(read_ledger(store, until, told), until))
    if not series.dyads:
        return News(alarms=(), pairs=0, anew=True)
    going = Going.begun(series, budget, tuning())
    found = _advance(store, going, series, turning, path, {"whose": whose, "told": known, "late": "0"})
    return News(alarms=found, pairs=len(series.dyads), anew=True)


def _advance(
    store: Store, going: Going, series: Series, turning: NDArray[np.bool_], path: Path, beside: dict[str, str]
) -> tuple[Alarm, ...]:
    """Watch the days of a series; the file is written as of the last settled day. Gives the alarms not told before."""
    rows = max(series.days - SETTLING, 0)
    early = Series(series.dyads, series.first, series.cooperative[:rows], series.conflictual[:rows])
    found = list(going.on(early, milestones=turning))
    settled = copy.deepcopy(going)
    found += going.on(series, milestones=turning)
    known = beside["told"].split()
    new = tuple(alarm for alarm in found if _name(alarm) not in known)
    told = " ".join((*known, *map(_name, new)))
    further = {"settled": settled.last.isoformat(), "dyads": " ".join(going.dyads), "told": told}
    save(settled, path, beside | further | {"number": str(_last_number(store))})
    return new


def _last_number(store: Store) -> int:
    row = store.database.row("SELECT coalesce(max(number), 0) FROM event")
    return int(row[0]) if row else 0


def _come_since(store: Store, number: int, settled: datetime.date) -> int:
    """How many events of settled days came in after the event of this number."""
    # the joined text keeps SQLite from going through all settled days: few events are that new
    row = store.database.row(
        "SELECT count(*) FROM event WHERE number > ? AND day || '' > '' AND day || '' <= ? AND current = 1"
        " AND realis = 'actual'",
        (number, settled.isoformat()),
    )
    return int(row[0]) if row else 0


def _name(alarm: Alarm) -> str:
    """What tells an alarm from others, without blanks."""
    return f"{alarm.dyad}/{alarm.date}/{alarm.direction}"


def _more_pairs(
    store: Store,
    fresh: Ledger,
    dyads: tuple[str, ...],
    settled: datetime.date,
    until: datetime.date | None,
    told: Told,
) -> bool:
    """Whether a pair that is not watched yet has enough events within a year that ends after the settled day."""
    known = set(dyads)
    year = settled - datetime.timedelta(365)
    new = np.unique(fresh.pair[fresh.day > settled.toordinal()])
    names = [fresh.pairs[n] for n in new.tolist() if "-".join(fresh.pairs[n]) not in known]
    if told.source is None:
        names = _busy(store, names, year)
    if not any(_may_have_enough(store, name, year, until, told) for name in names):
        return False
    ledger = read_ledger(store, until, told, since=year)
    return any("-".join(ledger.pairs[n]) not in known for n in watched(ledger, ENOUGH).tolist())


def _busy(store: Store, pairs: Sequence[tuple[str, str]], since: datetime.date) -> list[tuple[str, str]]:
    """Those pairs that have enough events since a day, of whatever kind: a look into one index, so that few are asked more."""
    others = defaultdict(list)
    for one, other in pairs:
        others[one].append(other)
        others[other].append(one)
    counts: Counter[tuple[str, str]] = Counter()
    for actor, recipients in others.items():
        rows = store.database.rows(
            f"SELECT recipient, count(*) FROM dyad WHERE actor = ? AND recipient IN ({', '.join('?' * len(recipients))})"
            " AND day >= ? GROUP BY recipient",
            [actor, *recipients, since.isoformat()],
        )
        counts.update({(min(actor, other), max(actor, other)): count for other, count in rows})
    return [pair for pair in pairs if counts[pair] >= ENOUGH]


def _may_have_enough(
    store: Store, pair: tuple[str, str], since: datetime.date, until: datetime.date | None, told: Told
) -> bool:
    """Whether two have enough events in some 365 days, by the reports of them alone."""
    if _reports(store, pair, since, told) < ENOUGH:
        return False
    if told.source is not None:
        return True
    happened = between(store, *pair, since, until, told)
    days = sorted(o.day for o in happened if o.status != "denied" and (o.firm or told.one_story))
    return any((late - early).days < 365 for early, late in zip(days, days[ENOUGH - 1 :], strict=False))


def _reports(store: Store, pair: tuple[str, str], since: datetime.date, told: Told) -> int:
    """How many firm reports there are between two at most; of imported events that is not looked up."""
    if told.source is not None:
        return ENOUGH
    status = "e.realis = 'actual' AND (e.status IN ('narrated', 'acknowledged') OR e.correction IS NOT NULL)"
    if told.one_story:
        status = "e.realis = 'actual'"
    found = 0
    for actor, recipient in (pair, pair[::-1]):
        row = store.database.row(
            f"SELECT count(*) FROM dyad d JOIN event e ON e.number = d.event AND {status}"
            " WHERE d.actor = ? AND d.recipient = ? AND d.day >= ?",
            (actor, recipient, since.isoformat()),
        )
        found += int(row[0]) if row else 0
    return found
