"""``dragoman relations milestones``: agreements, visits, expulsions, recalls, attacks of a pair."""

from __future__ import annotations

import datetime

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.relations.pair import in_order, pair_arguments, pair_of


@click.command()
@pair_arguments
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="[default: fr]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def command(
    one: str,
    other: str,
    location: str | None,
    since: datetime.date | None,
    until: datetime.date | None,
    language: str,
    as_json: bool,
) -> None:
    """List the milestones of the relation between A and B, oldest first, each with its sentence and its event.

    \b
    Examples:
      dragoman relations milestones PRK RUS
      dragoman relations milestones FRA DZA --from 2021-01-01 --json
    """
    from dragoman.commands.lists import paragraph
    from dragoman.commands.relations.why import short
    from dragoman.relations.telling import milestones
    from dragoman.store import open_store

    in_order(since, until)
    codes = pair_of(one, other)
    with open_store(location) as store:
        found = milestones(store, *codes, since, until, language)
    if as_json:
        put(msgspec.json.encode(found))
    for one_of in [] if as_json else found:
        who = "+".join(one_of.actors) + (f" → {'+'.join(one_of.recipients)}" if one_of.recipients else "")
        paragraph(f"{one_of.date}  {one_of.label} ({who})")
        paragraph(one_of.sentence, " " * 12)
        paragraph(f"{short(one_of.ground.article)}#{one_of.ground.event}", " " * 12)
    if not found:
        complain(f"no milestone between {codes[0]} and {codes[1]} in these days")
