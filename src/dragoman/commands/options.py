"""Options that several commands share, and how their values are checked."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from dragoman.languages import languages

SCOPES = ("read", "add", "review")
"""What an account or a key may do; the names of dragoman.store.accounts, which is dear to import."""

if TYPE_CHECKING:
    _DayType = click.ParamType[datetime.date]
else:  # generic only in newer versions of click
    _DayType = click.ParamType


class Day(_DayType):
    """A calendar day, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            if len(value) != len("2024-01-21"):
                raise ValueError
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no day; write it as YYYY-MM-DD, for example 2024-01-21", param, ctx)


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--language``: one of the languages that have a pack."""
    return click.option(
        "--language", type=click.Choice(languages()), help="Read in this language [default: detected]."
    )(command)


def published_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--published``: the day the pages came out."""
    return click.option("--published", type=Day(), help="Day the page came out [default: looked for on the page].")(
        command
    )


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--store``: the store that is meant."""
    return click.option(
        "--store",
        "location",
        metavar="PATH|URL",
        help="A SQLite file or postgresql://… [default: $DRAGOMAN_STORE, else in the user's data folder].",
    )(command)


def allow_private_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--allow-private``: fetch from this machine and private nets too."""
    return click.option(
        "--allow-private", is_flag=True, help="Fetch also from this machine and private nets; for lists that you trust."
    )(command)


def scopes_option(default: str) -> Callable[[Any], Any]:
    """What an account or a key may do, one or several; ``default`` is what the help says of none given."""
    return click.option(
        "--scope",
        "scopes",
        multiple=True,
        type=click.Choice(SCOPES),
        help=f"May read, add pages, review events; given several times for several [default: {default}].",
    )
