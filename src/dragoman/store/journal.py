"""The journal of what could not be taken in, so that it can be tried again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dragoman.records import Record
from dragoman.store.database import Database
from dragoman.store.record import column

LONGEST = 1000


class Refused(Record, frozen=True, kw_only=True):
    """Something that was refused: in which input, what, why, how often and when."""

    input: str
    name: str
    message: str
    tries: int
    first_tried: datetime.datetime
    last_tried: datetime.datetime


def note(database: Database, refused: Sequence[tuple[str, str, str]]) -> None:
    """Note refusals: the input, what in it, and why."""
    now = _now()
    with database.writing():
        for input, name, message in refused:
            told = (column(input, LONGEST), column(name, LONGEST), column(message, LONGEST))
            changed = database.run(
                "UPDATE refusal SET input = ?, message = ?, tries = tries + 1, last_tried = ?, done = NULL WHERE name = ?",
                (told[0], told[2], now, told[1]),
            )
            if not changed:
                database.run(
                    "INSERT INTO refusal (number, input, name, message, tries, first_tried, last_tried)"
                    " SELECT coalesce(max(number), 0) + 1, ?, ?, ?, 1, ?, ? FROM refusal",
                    (*told, now, now),
                )


def settle(database: Database, names: Sequence[str]) -> None:
    """Note that what was refused once has been taken in."""
    database.many(
        "UPDATE refusal SET done = ? WHERE name = ? AND done IS NULL",
        [(_now(), column(name, LONGEST)) for name in names],
    )


def forget(database: Database, input: str) -> None:
    """Note that what an input refused is no longer there to be refused, as after a retry that took in the rest."""
    database.run("UPDATE refusal SET done = ? WHERE input = ? AND done IS NULL", (_now(), column(input, LONGEST)))


def unsettled(database: Database) -> list[Refused]:
    """What is still refused, oldest first."""
    rows = database.rows(
        "SELECT input, name, message, tries, first_tried, last_tried FROM refusal WHERE done IS NULL ORDER BY number"
    )
    moment = datetime.datetime.fromisoformat
    return [
        Refused(
            input=row[0],
            name=row[1],
            message=row[2],
            tries=row[3],
            first_tried=moment(row[4]),
            last_tried=moment(row[5]),
        )
        for row in rows
    ]


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
