"""``dragoman relations why``: what moved a relation, each sentence with the events under it."""

from __future__ import annotations

import calendar
import datetime
import re

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.options import store_option
from dragoman.commands.relations.pair import in_order, pair_of


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.argument("period")
@store_option
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="[default: fr]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def command(one: str, other: str, period: str, location: str | None, language: str, as_json: bool) -> None:
    """Tell in a few sentences what moved the relation between A and B in PERIOD.

    PERIOD is a year, a month, a day, or two of them with .. between. Below each sentence stand the events it rests on
    (article#event); there is no sentence without.

    \b
    Examples:
      dragoman relations why PRK RUS 2023-09
      dragoman relations why FRA DZA 2024-07-01..2024-09-30 --language en --json
    """
    from dragoman.commands.lists import paragraph
    from dragoman.relations.telling import why
    from dragoman.store import open_store

    since, until = days_of(period)
    codes = pair_of(one, other)
    with open_store(location) as store:
        found = why(store, *codes, since, until, language)
    if as_json:
        put(msgspec.json.encode(found))
    for statement in [] if as_json else found:
        paragraph(statement.text)
        paragraph(", ".join(f"{short(g.article)}#{g.event}" for g in statement.grounds), "  ")
    if not found:
        complain(f"nothing between {codes[0]} and {codes[1]} in {period}; “dragoman dyad” shows what there is")


def short(article: str) -> str:
    """An article's id as it is shown: the digest's beginning, and the number where several pages have the same."""
    digest, dash, number = article.partition("-")
    return digest[:12] + dash + number


def days_of(period: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a period. Raises click.UsageError where it is none."""
    first, _, last = period.partition("..")
    since, until = _part(first, period)[0], _part(last or first, period)[1]
    in_order(since, until)
    return since, until


def _part(word: str, period: str) -> tuple[datetime.date, datetime.date]:
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", word)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        end = month or 12
        last = day or calendar.monthrange(year, end)[1]
        return datetime.date(year, month or 1, day or 1), datetime.date(year, end, last)
    except ValueError:
        raise click.UsageError(
            f"“{period}” is no period; write 2023, 2023-09, 2023-09-13 or 2023-09-01..2023-09-30"
        ) from None
