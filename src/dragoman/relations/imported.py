"""Events out of other people's tables (GDELT, ICEWS, POLECAT), for who asks for them by name: never mixed with our own."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

from dragoman.relations.occurrences import Occurrence
from dragoman.relations.weights import weighed
from dragoman.store.store import Store

SOURCES = {"gdelt": "GDELT 2.0", "icews": "ICEWS", "polecat": "POLECAT"}
Row = tuple[str, str, str, str, str | None]
"""One who acts, one who is acted upon, day, type and mode."""


def imported_between(
    store: Store, source: str, one: str, other: str, since: datetime.date | None, until: datetime.date | None
) -> list[Occurrence]:
    """What a source tells of two actors, oldest first, each act of a day once."""
    rows = sorted({row for row in imported_rows(store, source, until) if {row[0], row[1]} == {one, other}}, key=str)
    found = [_occurrence(*row) for row in rows]
    return sorted((o for o in found if since is None or o.day >= since), key=lambda o: o.day)


def imported_rows(store: Store, source: str, until: datetime.date | None = None) -> Iterator[Row]:
    """The events of a source that have a day and a PLOVER type, by pair; what several do together, once for every two."""
    limit, parameters = (" AND day <= ?", [source, until.isoformat()]) if until else ("", [source])
    for actors, recipients, day, event, mode in store.database.each(
        "SELECT actors, recipients, day, event, mode FROM imported_event"
        f" WHERE source = ? AND day <> '' AND event IS NOT NULL{limit}",
        parameters,
    ):
        doers, others = actors.split("+"), recipients.split("+")
        pairs = itertools.product(doers, others) if recipients else itertools.combinations(sorted(set(doers)), 2)
        yield from ((one, other, day, event, mode) for one, other in pairs if one and other and one != other)


def counted(store: Store) -> dict[str, int]:
    """How many events there are of each source."""
    rows = store.database.rows("SELECT source, count(*) FROM imported_event GROUP BY source ORDER BY source")
    return {source: int(count) for source, count in rows}


def _occurrence(actor: str, recipient: str, day: str, event: str, mode: str | None) -> Occurrence:
    side, weight = weighed(event, mode)
    return Occurrence(
        day=datetime.date.fromisoformat(day),
        actors=(actor,),
        recipients=(recipient,),
        event=event,
        mode=mode,
        status="narrated",
        side=side,
        weight=weight,
        polarity=None,
        sources=(),
        relays=(),
        languages=(),
        outlets=(),
        events=(),
    )
