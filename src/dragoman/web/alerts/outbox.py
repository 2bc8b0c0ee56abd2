"""Messages on their way: each is tried until it is through, by one program at a time, and then never again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from dragoman.errors import StoreError
from dragoman.records import Record
from dragoman.store import Store
from dragoman.web.alerts.alert import Channel, now, told
from dragoman.web.alerts.looking import Message

LEASE = datetime.timedelta(minutes=5)
"""For which a message is somebody's who is sending it; if he dies over it, others take it up then."""
WAITS: Sequence[datetime.timedelta] = [
    datetime.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 720, 720, 720, 720)
]
"""Between tries; after the last it is given up, three days and a half after the first."""
NEVER = "9999"


class Waiting(Record, frozen=True, kw_only=True):
    """A message that is to be sent: by which way, to whom, and how often that was tried."""

    number: int
    channel: Channel
    target: str
    secret: str | None
    tries: int
    body: str

    @property
    def message(self) -> Message:
        """What it says."""
        return msgspec.json.decode(self.body, type=Message)


class Post(Record, frozen=True, kw_only=True):
    """How a message stands: ``sent`` when it was through; ``next`` when it is tried again, ``None``: given up or sent."""

    number: int
    alert: str
    target: str
    made: datetime.datetime
    tries: int
    sent: datetime.datetime | None
    next: datetime.datetime | None
    problem: str | None


def claim(store: Store, moment: datetime.datetime | None = None) -> Waiting | None:
    """The next message that is due, to be sent by whoever called, and by nobody else for a while; ``None``: none is."""
    moment = moment or now()
    with store.database.writing():
        row = store.database.row(
            "SELECT o.number, a.channel, a.target, a.secret, o.tries, o.body FROM outbox o JOIN alert a ON a.number = o.alert"
            " WHERE o.sent IS NULL AND o.next_try <= ? ORDER BY o.next_try, o.number LIMIT 1",
            (told(moment),),
        )
        if row is None:
            return None
        store.database.run(
            "UPDATE outbox SET tries = tries + 1, next_try = ? WHERE number = ?", (told(moment + LEASE), row[0])
        )
    found = dict(zip(Waiting.__struct_fields__, row, strict=True))
    return msgspec.convert({**found, "tries": row[4] + 1}, Waiting)


def through(store: Store, number: int, moment: datetime.datetime | None = None) -> None:
    """A message has been taken by the other side."""
    with store.database.writing():
        store.database.run(
            "UPDATE outbox SET sent = ?, problem = NULL WHERE number = ?", (told(moment or now()), number)
        )


def failed(
    store: Store, one: Waiting, problem: str, *, for_good: bool = False, moment: datetime.datetime | None = None
) -> None:
    """A message did not get through: it is tried again later, unless that is no use or was tried often enough."""
    over = for_good or one.tries > len(WAITS)
    next_try = NEVER if over else told((moment or now()) + WAITS[one.tries - 1])
    with store.database.writing():
        store.database.run(
            "UPDATE outbox SET next_try = ?, problem = ? WHERE number = ?", (next_try, problem[:500], one.number)
        )


def posts(store: Store) -> list[Post]:
    """All messages, the newest first."""
    rows = store.database.rows(
        "SELECT o.number, a.name, a.target, o.made, o.tries, o.sent, o.next_try, o.problem FROM outbox o"
        " JOIN alert a ON a.number = o.alert ORDER BY o.number DESC"
    )
    return [_post(row) for row in rows]


def retry(store: Store, number: int) -> None:
    """Try a message again that was given up, or sooner than it would be. Raises StoreError where it is not waiting."""
    with store.database.writing():
        changed = store.database.run(
            "UPDATE outbox SET tries = 0, next_try = ? WHERE number = ? AND sent IS NULL", (told(now()), number)
        )
    if not changed:
        raise StoreError(f"{store.name}: no message {number} that waits; “dragoman alert outbox” tells which do")


def _post(row: Sequence[object]) -> Post:
    found = dict(zip(Post.__struct_fields__, row, strict=True))
    if found["sent"] is not None or found["next"] == NEVER:
        found["next"] = None
    return msgspec.convert(found, Post)
