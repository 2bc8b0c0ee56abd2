"""What the subcommands that speak of two actors share: who they are, which days, and the store they are in."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import click

from dragoman.commands.options import Day, store_option


def pair_arguments(command: Callable[..., Any]) -> Callable[..., Any]:
    """Arguments A and B, ``--store``, ``--from`` and ``--to``."""
    for decorate in (
        click.option("--to", "until", type=Day(), help="Until this day, included."),
        click.option("--from", "since", type=Day(), help="From this day on."),
        store_option,
        click.argument("other", metavar="B"),
        click.argument("one", metavar="A"),
    ):
        command = decorate(command)
    return command


def code_of(name: str) -> str:
    """The code of a state or an organisation, from its code or its name in either language.

    Raises click.UsageError with the likeliest meant where it is none.
    """
    from dragoman.store.fields import ValueWrong, country_wrong, party_of

    try:
        code = party_of(name)
        if code is None:
            raise country_wrong(name)
    except ValueWrong as wrong:
        raise click.UsageError(f"{wrong.why}; {wrong.instead}") from wrong
    return code


def pair_of(one: str, other: str) -> tuple[str, str]:
    """The codes of two actors that are not the same."""
    codes = code_of(one), code_of(other)
    if codes[0] == codes[1]:
        raise click.UsageError(f"“{one}” and “{other}” are both {codes[0]}; name two actors")
    return codes


def in_order(since: datetime.date | None, until: datetime.date | None) -> None:
    """Nothing; raises click.UsageError where the days are the wrong way round."""
    if since and until and until < since:
        raise click.UsageError(f"--to {until} lies before --from {since}; exchange them")
