"""What somebody wants to be told of, where to, and how often."""

from __future__ import annotations

import base64
import datetime
import secrets
from typing import Literal, get_args

import msgspec

from dragoman.errors import DragomanError, InputError, StoreError
from dragoman.records import Record
from dragoman.store import Store
from dragoman.store.query import parse
from dragoman.store.search import saved_query
from dragoman.web.alerts import alarmed
from dragoman.web.asked import pair
from dragoman.web.wording import LANGUAGES

Kind = Literal["search", "saved", "pair", "alarms"]
Channel = Literal["mail", "webhook"]
Every = Literal["now", "hour", "day"]
PERIODS: dict[Every, datetime.timedelta] = {
    "now": datetime.timedelta(),
    "hour": datetime.timedelta(hours=1),
    "day": datetime.timedelta(days=1),
}
SECRET = "whsec_"
"""What a webhook's secret begins with, as standardwebhooks.com has it."""


class Alert(Record, frozen=True, kw_only=True):
    """Somebody's wish. ``value`` is the query, the name of a saved search, or the pair; empty: alarms of all pairs.

    ``seen``: up to which version and event the store was looked through.
    """

    number: int
    name: str
    kind: Kind
    value: str
    channel: Channel
    target: str
    secret: str | None
    every: Every
    language: str
    site: str | None
    made: datetime.datetime
    looked: datetime.datetime | None
    seen: Seen

    @property
    def subject(self) -> str:
        """What it is about, in a few words."""
        return f"{self.kind} {self.value}".strip()

    def is_due(self, now: datetime.datetime) -> bool:
        """Whether it is time to look again."""
        return self.looked is None or now - self.looked >= PERIODS[self.every]


class Seen(Record, frozen=True, kw_only=True):
    """The last version and the last event of a store when it was looked through."""

    version: int = 0
    event: int = 0


_FIELDS = "number, name, subject, channel, target, secret, every, language, site, made, looked, state"


def add(
    store: Store,
    name: str,
    kind: Kind,
    value: str,
    *,
    channel: Channel,
    target: str,
    every: Every = "now",
    language: str = "fr",
    site: str | None = None,
) -> Alert:
    """Keep a wish; what the store holds already is not told of. Raises InputError or StoreError where it makes no sense."""
    name, target = name.strip(), target.strip()
    value = _checked(store, kind, value.strip())
    if not 1 <= len(name) <= 80 or not name.isprintable():
        raise InputError("a name has 1 to 80 letters, figures and signs; choose another")
    _check_target(channel, target)
    if site is not None and not site.startswith(("http://", "https://")):
        raise InputError(f"“{site}” is no address of a site; write https://news.example.org")
    if language not in LANGUAGES or every not in get_args(Every):
        raise InputError("the language is fr or en, and every is now, hour or day")
    known = alarmed.ids(store, value) if kind == "alarms" else []
    secret = SECRET + base64.b64encode(secrets.token_bytes(24)).decode() if channel == "webhook" else None
    with store.database.writing():
        if store.database.row("SELECT 1 FROM alert WHERE name = ?", (name,)):
            raise InputError(f"there is an alert “{name}” already; choose another name, or remove it first")
        found = store.database.row("SELECT coalesce(max(number), 0) + 1 FROM alert")
        number = int(found[0]) if found else 1
        row = (
            number, name, f"{kind} {value}".strip(), channel, target, secret, every, language,
            site.rstrip("/") if site else None, told(now()), None, msgspec.json.encode(seen(store)).decode(),
        )  # fmt: skip
        store.database.load("alert", _FIELDS.split(", "), [row])
        store.database.load("alerted", ("alert", "entry", "message"), [(number, one, None) for one in known])
    return named(store, name)


def alerts(store: Store) -> list[Alert]:
    """All wishes, by name."""
    return [_alert(row) for row in store.database.rows(f"SELECT {_FIELDS} FROM alert ORDER BY name")]


def named(store: Store, name: str) -> Alert:
    """The wish of a name. Raises StoreError where there is none."""
    rows = store.database.rows(f"SELECT {_FIELDS} FROM alert WHERE name = ?", (name.strip(),))
    if not rows:
        raise StoreError(f"{store.name}: no alert “{name}”; “dragoman alert list” tells which there are")
    return _alert(rows[0])


def remove(store: Store, name: str) -> None:
    """End a wish; what of it was not yet sent is not sent. Raises StoreError where there is none of that name."""
    with store.database.writing():
        number = named(store, name).number
        for table in ("outbox", "alerted"):
            store.database.run(f"DELETE FROM {table} WHERE alert = ?", (number,))
        store.database.run("DELETE FROM alert WHERE number = ?", (number,))


def seen(store: Store) -> Seen:
    """Up to where a store goes now."""
    row = store.database.row(
        "SELECT (SELECT coalesce(max(number), 0) FROM version), (SELECT coalesce(max(number), 0) FROM event)"
    )
    return Seen(version=row[0], event=row[1]) if row else Seen()


def now() -> datetime.datetime:
    """This moment (UTC), to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def told(moment: datetime.datetime) -> str:
    """A moment as the store keeps it: texts that are in the order of time."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


def _checked(store: Store, kind: Kind, value: str) -> str:
    """What it is about, as it is kept."""
    if kind == "search":
        if parse(value).tree is None:
            raise InputError("an empty search finds nothing; say what is looked for")
        return value
    if kind == "saved":
        saved_query(store, value)
        return value
    if kind == "alarms" and not value:
        return ""
    try:
        return "-".join(sorted(pair(value)))
    except DragomanError as error:
        raise InputError(f"“{value}” is no pair; write two codes, as in PRK-RUS") from error


def _check_target(channel: Channel, target: str) -> None:
    if channel == "webhook" and not target.startswith(("https://", "http://")):
        raise InputError(f"“{target}” is no address of a webhook; write https://…")
    if channel == "mail" and (not target.isprintable() or " " in target or not all(target.partition("@")[::2])):
        raise InputError(f"“{target}” is no address of mail; write ana@example.org")


def _alert(row: tuple[object, ...]) -> Alert:
    told_ = dict(zip(_FIELDS.split(", "), row, strict=True))
    told_["kind"], _, told_["value"] = str(told_.pop("subject")).partition(" ")
    told_["seen"] = msgspec.json.decode(str(told_.pop("state")))
    return msgspec.convert(told_, Alert)
