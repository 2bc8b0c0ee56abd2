"""``dragoman account``: who may use the site where others can reach it."""

from __future__ import annotations

import sys

import click

from dragoman.commands import complain, put
from dragoman.commands.options import SCOPES, scopes_option, store_option


@click.group()
def command() -> None:
    """Say who may use the site of a store: add, list, remove, password.

    Once there is an account, “dragoman serve” asks everybody to sign in, and may listen where others reach it.

    \b
    Examples:
      dragoman account add ana
      dragoman account add guest --scope read
      dragoman account list
      dragoman account remove guest
    """


@command.command()
@click.argument("name")
@scopes_option("all")
@store_option
def add(name: str, scopes: tuple[str, ...], location: str | None) -> None:
    """Let NAME in. The password is asked for, or is the first line of standard input.

    \b
    Example:
      dragoman account add ana --scope read --scope review
    """
    from dragoman.errors import InputError
    from dragoman.store import open_store
    from dragoman.store.accounts import add_account

    with open_store(location) as store:
        try:
            made = add_account(store.database, name, _password(), scopes or SCOPES)
        except InputError as error:
            raise click.UsageError(str(error)) from error
    complain(f"{made.name} may {', '.join(made.scopes)}")


@command.command(name="list")
@store_option
def listed(location: str | None) -> None:
    """All accounts: name, what they may do, since when.

    \b
    Example:
      dragoman account list
    """
    from dragoman.store import open_store
    from dragoman.store.accounts import accounts

    with open_store(location) as store:
        for one in accounts(store.database):
            put(f"{one.name}\t{','.join(one.scopes)}\t{one.made:%Y-%m-%d}".encode())


@command.command()
@click.argument("name")
@store_option
def remove(name: str, location: str | None) -> None:
    """Let NAME in no more. Verdicts keep the name.

    \b
    Example:
      dragoman account remove guest
    """
    from dragoman.store import open_store
    from dragoman.store.accounts import remove_account

    with open_store(location) as store:
        remove_account(store.database, name)


@command.command()
@click.argument("name")
@store_option
def password(name: str, location: str | None) -> None:
    """Give NAME another password; whoever is signed in with the old one no longer is.

    \b
    Example:
      dragoman account password ana
    """
    from dragoman.errors import InputError
    from dragoman.store import open_store
    from dragoman.store.accounts import set_password

    with open_store(location) as store:
        try:
            set_password(store.database, name, _password())
        except InputError as error:
            raise click.UsageError(str(error)) from error


def _password() -> str:
    """A password, typed twice and unseen at a terminal; else the first line of standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
