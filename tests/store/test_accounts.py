"""Who is let in: only by password, session or key, and nothing of these can be read out of the store."""

from __future__ import annotations

import datetime

import pytest

from dragoman.errors import InputError, StoreError
from dragoman.store import Store, accounts

PASSWORD = "correct horse battery"


def test_a_password_lets_in_its_own_account_alone(store: Store) -> None:
    ana = accounts.add_account(store.database, "ana", PASSWORD)
    accounts.add_account(store.database, "bo", "another long one", ["read"])
    assert accounts.verified(store.database, "ana", PASSWORD) == ana
    assert accounts.verified(store.database, " ana ", PASSWORD) == ana
    for name, password in (
        ("ana", "another long one"),
        ("ana", ""),
        ("nobody", PASSWORD),
        ("ana", PASSWORD + "x" * 999),
    ):
        assert accounts.verified(store.database, name, password) is None
    assert ana.scopes == ("read", "add", "review")


def test_passwords_sessions_and_keys_are_not_in_the_store(store: Store) -> None:
    ana = accounts.add_account(store.database, "ana", PASSWORD)
    token = accounts.sign_in(store.database, ana)
    _, secret = accounts.add_key(store.database, "board")
    kept = [store.database.rows(f"SELECT * FROM {table}") for table in ("account", "session", "api_key")]
    for told in (PASSWORD, token, secret, secret.removeprefix(accounts.KEY)):
        assert told not in repr(kept)
    assert "$argon2id$" in repr(kept)


def test_who_signed_in_is_known_until_signed_out(store: Store) -> None:
    ana = accounts.add_account(store.database, "ana", PASSWORD)
    token, other = (accounts.sign_in(store.database, ana) for _ in range(2))
    assert accounts.signed_in(store.database, token) == ana
    accounts.sign_out(store.database, token)
    assert accounts.signed_in(store.database, token) is None
    assert accounts.signed_in(store.database, other) == ana
    assert accounts.signed_in(store.database, "\udcff") is None


def test_a_session_ends_and_is_cleared_away(store: Store) -> None:
    ana = accounts.add_account(store.database, "ana", PASSWORD)
    token = accounts.sign_in(store.database, ana)
    store.database.run("UPDATE session SET until = '2020-01-01T00:00:00+00:00'")
    assert accounts.signed_in(store.database, token) is None
    accounts.sign_in(store.database, ana)
    assert store.database.row("SELECT count(*) FROM session") == (1,)


@pytest.mark.parametrize("change", ["remove", "password"])
def test_who_is_removed_or_has_another_password_is_signed_out_at_once(store: Store, change: str) -> None:
    ana = accounts.add_account(store.database, "ana", PASSWORD)
    token = accounts.sign_in(store.database, ana)
    if change == "remove":
        accounts.remove_account(store.database, "ana")
    else:
        accounts.set_password(store.database, "ana", "quite another one")
    assert accounts.signed_in(store.database, token) is None
    assert accounts.verified(store.database, "ana", PASSWORD) is None


def test_a_key_opens_until_its_day_or_its_removal(store: Store) -> None:
    now = datetime.datetime.now(datetime.UTC)
    key, secret = accounts.add_key(store.database, "board", ["read", "add"], now + datetime.timedelta(days=1))
    _, old = accounts.add_key(store.database, "old", ["read"], now - datetime.timedelta(days=1))
    assert accounts.key_of(store.database, secret) == key
    assert accounts.key_of(store.database, old) is None
    assert accounts.key_of(store.database, secret + "x") is None
    accounts.remove_key(store.database, "board")
    assert accounts.key_of(store.database, secret) is None


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    accounts.add_account(store.database, "ana", PASSWORD)
    accounts.add_key(store.database, "board")
    for name, password, scopes in (
        ("ana", PASSWORD, ["read"]), ("", PASSWORD, ["read"]), ("a\nb", PASSWORD, ["read"]), ("x" * 81, PASSWORD, ["read"]),
        ("bo", "short", ["read"]), ("bo", PASSWORD, ["rule"]), ("bo", PASSWORD, []),
    ):  # fmt: skip
        with pytest.raises(InputError):
            accounts.add_account(store.database, name, password, scopes)
    with pytest.raises(InputError, match="already"):
        accounts.add_key(store.database, "board")
    for take_away in (accounts.remove_account, accounts.remove_key):
        with pytest.raises(StoreError, match="list"):
            take_away(store.database, "nobody")
