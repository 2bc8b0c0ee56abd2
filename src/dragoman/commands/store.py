"""``dragoman store``: the store itself: is it whole, copies of it, its room, what it holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain, put
from dragoman.commands.options import store_option


@click.group()
def command() -> None:
    """Look after the store: check, back up, restore, migrate, compact, info, refusals.

    \b
    Examples:
      dragoman store info
      dragoman store check --store news.sqlite
      dragoman store backup news-2024-06.sqlite
      dragoman store restore news-2024-06.sqlite --store postgresql://localhost/news
    """


@command.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
def info(location: str | None, as_json: bool) -> None:
    """What the store holds.

    \b
    Example:
      dragoman store info --json
    """
    from dragoman.store import open_store
    from dragoman.store.summary import summary

    with open_store(location) as store:
        found = summary(store.database)
    if as_json:
        put(msgspec.json.encode(found))
        return
    for name, value in msgspec.to_builtins(found).items():
        told = ", ".join(f"{one} {n}" for one, n in value.items()) if isinstance(value, dict) else value
        put(f"{name.replace('_', ' '):<12} {'–' if told is None else told}".encode())


@command.command()
@store_option
def check(location: str | None) -> None:
    """Whether the store is whole; names what is not, and what to do about it. Changes nothing.

    \b
    Example:
      dragoman store check
    """
    from dragoman.store import open_store
    from dragoman.store.checking import faults

    found = 0
    with open_store(location) as store:
        for found, fault in enumerate(faults(store.database), 1):  # noqa: B007 - counts them
            complain(f"{store.name}: {fault}")
        if not found:
            complain(f"{store.name}: whole")
    if found:
        sys.exit(EXIT_PARTLY)


@command.command()
@click.argument("target", type=click.Path(path_type=Path))
@store_option
def backup(target: Path, location: str | None) -> None:
    """Copy the store to TARGET, a SQLite file, while it is in use. The copy is a store itself.

    \b
    Example:
      dragoman store backup news-2024-06.sqlite
    """
    from dragoman.store import open_store
    from dragoman.store.backup import backup as copy

    with open_store(location) as store:
        size = copy(store.database, target)
        complain(f"{store.name}: copied to {target}, {size / 1e6:.1f} MB")


@command.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@store_option
@click.option("--replace", is_flag=True, help="Even if the store holds articles, which are then gone.")
def restore(source: Path, location: str | None, replace: bool) -> None:
    """Fill the store from SOURCE, a backup. Also moves a store from SQLite to PostgreSQL, and back.

    \b
    Example:
      dragoman store restore news-2024-06.sqlite --store postgresql://localhost/news
    """
    from dragoman.store import open_store
    from dragoman.store.backup import restore as fill

    with open_store(location, create=True) as store:
        articles = fill(source, store.database, replace)
        complain(f"{store.name}: restored from {source}, {articles} articles")


@command.command()
@store_option
@click.option("--rebuild", is_flag=True, help="Make the tables that are searched anew from the readings in any case.")
def migrate(location: str | None, rebuild: bool) -> None:
    """Bring a store that an older Dragoman made up to date, and its index of words. Back it up first.

    Also signs withdrawals, releases, refusals and denials anew where the words that decide have changed, a part at a time,
    while others go on using the store.

    \b
    Example:
      dragoman store migrate
    """
    from dragoman.store import rebuild as tables
    from dragoman.store import signs, word_index
    from dragoman.store.schema import DRAWN
    from dragoman.store.schema import migrate as bring
    from dragoman.store.store import open_database

    with open_database(location) as database:
        before, now = bring(database)
        if before < DRAWN or rebuild:
            versions = tables.rebuild(database)
            complain(f"{database.name}: tables of version {now}, made anew from {versions} readings")
        elif word_index.follow(database):
            complain(f"{database.name}: brought up to date (tables of version {now}, index of words made anew)")
        else:
            complain(f"{database.name}: {'brought' if before != now else 'is'} up to date (tables of version {now})")
        signed = _signed(signs.renew(database))
        if signed:
            complain(
                f"{database.name}: {signed} withdrawals, releases, refusals … signed anew by the words that tell them"
            )


def _signed(steps: Iterable[tuple[int, int, int]]) -> int:
    """How many events were signed in these steps, which are told of at a terminal as they are done."""
    signed = 0
    shown = sys.stderr.isatty()
    for done, last, signed in steps:
        if shown:
            click.echo(f"\rsigning events: {100 * done // last} %, {signed} signed", nl=False, err=True)
    if shown:
        click.echo("\r\033[K", nl=False, err=True)
    return signed


@command.command()
@store_option
def compact(location: str | None) -> None:
    """Give room that is no longer used back to the disk.

    \b
    Example:
      dragoman store compact
    """
    from dragoman.store import open_store
    from dragoman.store.backup import compact as squeeze

    with open_store(location) as store:
        before, after = squeeze(store.database)
        complain(f"{store.name}: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now")


@command.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print an object a line.")
def refusals(location: str | None, as_json: bool) -> None:
    """What could not be taken in, and why; “dragoman ingest --retry” tries it again.

    \b
    Example:
      dragoman store refusals --json
    """
    from dragoman.store import journal, open_store

    with open_store(location) as store:
        for one in journal.unsettled(store.database):
            if as_json:
                put(msgspec.json.encode(one))
            else:
                put(f"{one.last_tried:%Y-%m-%d %H:%M}  tried {one.tries}×  {one.message}".encode())
