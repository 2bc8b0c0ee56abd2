"""On which side an event is where its words decide: found when it is taken in, kept with it, and found anew where the words
that decide have changed since.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.polarity import ACTS, Polarity, polarity, state
from dragoman.store.database import Database, Row

COLUMNS = ("side", "polarity", "signed")
"""Of the table of events: the side (neutral: of a routine act; NULL: the type's own), what decided, and by which state of the
words. All are NULL where nothing was asked: the act's sign does not depend on words, or the event is older than the columns."""
STEP = 20_000
"""Events that are looked through in one step, during which nobody else writes."""
WORDS = (
    "v.language, substr(b.text, CAST(e.sentence_start + 1 AS INTEGER), CAST(e.sentence_stop - e.sentence_start AS INTEGER)),"
    " substr(b.text, CAST(e.start + 1 AS INTEGER), CAST(e.stop - e.start AS INTEGER))"
)
"""What a sign rests on, of an event ``e`` of a version ``v`` with a body ``b``: language, sentence, trigger."""


def sign(event: str, mode: str | None, language: str, sentence: str, trigger: str) -> Row:
    """What the columns keep of an act told in a sentence."""
    if not asked(event, mode):
        return None, None, None
    found = polarity(event, mode, sentence, language, trigger)
    if found is None:
        return None, None, state()
    return found.side or "neutral", msgspec.json.encode(found).decode(), state()


def asked(event: str, mode: str | None) -> bool:
    """Whether the sign of an act depends on the words that tell it."""
    return event in ACTS or f"{event}/{mode}" in ACTS


def which(event: str = "e") -> tuple[str, list[str]]:
    """The condition that the sign of an event of the table depends on words."""
    types = [act for act in ACTS if "/" not in act]
    modes = [act.split("/") for act in ACTS if "/" in act]
    ways = [f"{event}.type IN ({', '.join('?' * len(types))})"] + [f"({event}.type = ? AND {event}.mode = ?)"] * len(
        modes
    )
    return f"({' OR '.join(ways)})", [*types, *(part for act in modes for part in act)]


def told(
    stored: str | None, by: int | None, event: str, mode: str | None, language: str, sentence: str, trigger: str
) -> Polarity | None:
    """What decides on an event: as stored, if that was found ``by`` today's words, else found now."""
    if by != state():
        return polarity(event, mode, sentence, language, trigger)
    return msgspec.json.decode(stored, type=Polarity) if stored else None


def renew(database: Database) -> Iterator[tuple[int, int, int]]:
    """Sign the current events anew that were never signed, or by other words; after each step: looked through, of all, signed.

    Each step is committed, so that others can write in between, and what was done stays done.
    """
    row = database.row("SELECT coalesce(max(number), 0) FROM event")
    last, count = int(row[0]) if row else 0, 0
    for start in range(0, last, STEP):
        with database.writing():
            count += _renew(database, start, start + STEP)
        yield min(start + STEP, last), last, count


def _renew(database: Database, start: int, stop: int) -> int:
    condition, acts = which()
    rows = database.rows(
        f"SELECT e.number, e.type, e.mode, {WORDS}{_STALE} AND {condition}", [start, stop, state(), *acts]
    )
    signs = [
        (*sign(kind, mode, language, sentence, trigger), number)
        for number, kind, mode, language, sentence, trigger in rows
    ]
    database.many(f"UPDATE event SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE number = ?", signs)
    return len(rows)


_STALE = (
    " FROM event e JOIN version v ON v.number = e.version JOIN body b ON b.version = e.version"
    " WHERE e.number > ? AND e.number <= ? AND e.current = 1 AND (e.signed IS NULL OR e.signed <> ?)"
)


def stale(database: Database) -> int:
    """How many current events :func:`renew` would sign."""
    condition, acts = which()
    row = database.row(
        f"SELECT count(*) FROM event e WHERE e.current = 1 AND (e.signed IS NULL OR e.signed <> ?) AND {condition}",
        [state(), *acts],
    )
    return int(row[0]) if row else 0
