"""``dragoman key``: what programs show to be let in."""

from __future__ import annotations

import datetime

import click

from dragoman.commands import complain, put
from dragoman.commands.options import Day, scopes_option, store_option


@click.group()
def command() -> None:
    """Give programs keys to the site's API and feeds: add, list, remove.

    A key goes into the header “Authorization: Bearer KEY”, or is the password of a feed reader.

    \b
    Examples:
      dragoman key add dashboard
      dragoman key add importer --scope read --scope add --until 2027-01-01
      dragoman key list
      dragoman key remove dashboard
    """


@command.command()
@click.argument("name")
@scopes_option("read")
@click.option("--until", type=Day(), help="The last day on which it opens [default: for good].")
@store_option
def add(name: str, scopes: tuple[str, ...], until: datetime.date | None, location: str | None) -> None:
    """Make a key named NAME and print it: only now, since only its digest is kept.

    \b
    Example:
      dragoman key add importer --scope add
    """
    from dragoman.errors import InputError
    from dragoman.store import open_store
    from dragoman.store.accounts import add_key

    ends = datetime.datetime.combine(until, datetime.time(23, 59, 59), datetime.UTC) if until else None
    with open_store(location) as store:
        try:
            made, secret = add_key(store.database, name, scopes or ("read",), ends)
        except InputError as error:
            raise click.UsageError(str(error)) from error
    put(secret.encode())
    complain(f"key {made.name} may {', '.join(made.scopes)}; it is printed only this once")


@command.command(name="list")
@store_option
def listed(location: str | None) -> None:
    """All keys: name, what they may do, since when, until when.

    \b
    Example:
      dragoman key list
    """
    from dragoman.store import open_store
    from dragoman.store.accounts import keys

    with open_store(location) as store:
        for one in keys(store.database):
            until = f"{one.until:%Y-%m-%d}" if one.until else ""
            put(f"{one.name}\t{','.join(one.scopes)}\t{one.made:%Y-%m-%d}\t{until}".encode())


@command.command()
@click.argument("name")
@store_option
def remove(name: str, location: str | None) -> None:
    """Let the key NAME open no more.

    \b
    Example:
      dragoman key remove dashboard
    """
    from dragoman.store import open_store
    from dragoman.store.accounts import remove_key

    with open_store(location) as store:
        remove_key(store.database, name)
