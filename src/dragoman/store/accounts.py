"""Who may use a store's site where others can reach it: accounts with passwords, those signed in, and programs' keys.

Passwords are kept as argon2id; sessions and keys, which nobody chose, as their SHA-256: what is read out of a store lets
nobody in.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from dragoman.errors import InputError, StoreError
from dragoman.records import Record
from dragoman.store.database import Database, Row

SCOPES = ("read", "add", "review")
"""What one may do: look at everything; hand in pages; put verdicts on events."""
SHORTEST = 10
"""Characters of the shortest password."""
LONGEST = 200
SIGNED_IN = datetime.timedelta(days=14)
KEY = "dragoman_"
"""What every key begins with, so that one that got out is known for what it is."""


class Account(Record, frozen=True, kw_only=True):
    """Somebody who may sign in. ``made`` is a moment (UTC)."""

    number: int
    name: str
    scopes: tuple[str, ...]
    made: datetime.datetime


class Key(Record, frozen=True, kw_only=True):
    """What a program shows; ``until`` is when it ends (UTC), ``None``: never."""

    number: int
    name: str
    scopes: tuple[str, ...]
    made: datetime.datetime
    until: datetime.datetime | None


def add_account(database: Database, name: str, password: str, scopes: Iterable[str] = SCOPES) -> Account:
    """Let somebody in. Raises InputError where the name is taken or the password too short."""
    name, listed = _name(name), _scopes(scopes)
    hashed = _hashed(password)
    with database.writing():
        if database.row("SELECT 1 FROM account WHERE name = ?", (name,)):
            raise InputError(f"there is an account “{name}” already; choose another name, or remove it first")
        row = (_next(database, "account"), name, hashed, "+".join(listed), _told(_now()))
        database.load("account", ("number", "name", "password", "scopes", "made"), [row])
    return next(one for one in accounts(database) if one.name == name)


def accounts(database: Database) -> list[Account]:
    """All accounts, by name."""
    return [_account(row) for row in database.rows("SELECT number, name, scopes, made FROM account ORDER BY name")]


def remove_account(database: Database, name: str) -> None:
    """Let somebody in no more, from now on. Raises StoreError where there is no such account."""
    with database.writing():
        number = _number(database, name)
        database.run("DELETE FROM session WHERE account = ?", (number,))
        database.run("DELETE FROM account WHERE number = ?", (number,))


def set_password(database: Database, name: str, password: str) -> None:
    """Give an account another password; whoever is signed in with it no longer is. Raises InputError, StoreError."""
    hashed = _hashed(password)
    with database.writing():
        number = _number(database, name)
        database.run("UPDATE account SET password = ? WHERE number = ?", (hashed, number))
        database.run("DELETE FROM session WHERE account = ?", (number,))


def verified(database: Database, name: str, password: str) -> Account | None:
    """The account of a name and its password; it takes as long where there is none of that name."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    found = database.row("SELECT number, name, scopes, made, password FROM account WHERE name = ?", (name.strip(),))
    try:
        PasswordHasher().verify(found[4] if found else _nobodys(), password[: LONGEST + 1])
    except (Argon2Error, InvalidHashError):
        return None
    return _account(found[:4]) if found else None


def sign_in(database: Database, account: Account) -> str:
    """What the browser is to keep from now on; sessions that have ended are cleared away."""
    token = secrets.token_urlsafe(32)
    with database.writing():
        database.run("DELETE FROM session WHERE until < ?", (_told(_now()),))
        row = (_digest(token), account.number, _told(_now() + SIGNED_IN))
        database.load("session", ("digest", "account", "until"), [row])
    return token


def signed_in(database: Database, token: str) -> Account | None:
    """Whose session this is, as long as it lasts."""
    found = database.row(
        "SELECT a.number, a.name, a.scopes, a.made FROM session s JOIN account a ON a.number = s.account"
        " WHERE s.digest = ? AND s.until >= ?",
        (_digest(token), _told(_now())),
    )
    return _account(found) if found else None


def sign_out(database: Database, token: str) -> None:
    """End a session."""
    with database.writing():
        database.run("DELETE FROM session WHERE digest = ?", (_digest(token),))


def add_key(
    database: Database, name: str, scopes: Iterable[str] = ("read",), until: datetime.datetime | None = None
) -> tuple[Key, str]:
    """A key for a program, and what it shows, which is told only now. Raises InputError where the name is taken."""
    name, listed = _name(name), _scopes(scopes)
    secret = KEY + secrets.token_urlsafe(32)
    with database.writing():
        if database.row("SELECT 1 FROM api_key WHERE name = ?", (name,)):
            raise InputError(f"there is a key “{name}” already; choose another name, or remove it first")
        ends = _told(until) if until else None
        row = (_next(database, "api_key"), name, _digest(secret), "+".join(listed), _told(_now()), ends)
        database.load("api_key", ("number", "name", "digest", "scopes", "made", "until"), [row])
    return next(one for one in keys(database) if one.name == name), secret


def keys(database: Database) -> list[Key]:
    """All keys, by name."""
    return [_key(row) for row in database.rows("SELECT number, name, scopes, made, until FROM api_key ORDER BY name")]


def remove_key(database: Database, name: str) -> None:
    """Let a key open no more. Raises StoreError where there is none of that name."""
    with database.writing():
        if not database.run("DELETE FROM api_key WHERE name = ?", (name.strip(),)):
            raise StoreError(f"{database.name}: no key “{name}”; “dragoman key list” tells which there are")


def key_of(database: Database, secret: str) -> Key | None:
    """The key that a program shows, where there is one that has not ended."""
    found = database.row("SELECT number, name, scopes, made, until FROM api_key WHERE digest = ?", (_digest(secret),))
    key = _key(found) if found else None
    return None if key is None or (key.until is not None and key.until < _now()) else key


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """The hash of a password that nobody has."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(secrets.token_urlsafe(32))


def _hashed(password: str) -> str:
    from argon2 import PasswordHasher

    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"a password has {SHORTEST} to {LONGEST} characters; choose another")
    return PasswordHasher().hash(password)


def _name(name: str) -> str:
    plain = name.strip()
    if not 1 <= len(plain) <= 80 or not plain.isprintable():
        raise InputError("a name has 1 to 80 letters, figures and signs; choose another")
    return plain


def _scopes(scopes: Iterable[str]) -> tuple[str, ...]:
    wanted = set(scopes)
    if unknown := sorted(wanted - set(SCOPES)):
        raise InputError(f"scope “{unknown[0]}” is unknown; use {', '.join(SCOPES)}")
    if not wanted:
        raise InputError(f"say what may be done: {', '.join(SCOPES)}")
    return tuple(scope for scope in SCOPES if scope in wanted)


def _number(database: Database, name: str) -> int:
    found = database.row("SELECT number FROM account WHERE name = ?", (name.strip(),))
    if found is None:
        raise StoreError(f"{database.name}: no account “{name}”; “dragoman account list” tells which there are")
    return int(found[0])


def _next(database: Database, table: str) -> int:
    found = database.row(f"SELECT coalesce(max(number), 0) + 1 FROM {table}")
    return int(found[0]) if found else 1


def _account(row: Row) -> Account:
    number, name, scopes, made = row
    return msgspec.convert({"number": number, "name": name, "scopes": scopes.split("+"), "made": made}, Account)


def _key(row: Row) -> Key:
    number, name, scopes, made, until = row
    told = {"number": number, "name": name, "scopes": scopes.split("+"), "made": made, "until": until}
    return msgspec.convert(told, Key)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _told(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")
