"""Whose story is asked for: the options that several subcommands share, and what is said where they find nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from dragoman.commands import complain

if TYPE_CHECKING:
    from dragoman.relations.occurrences import Told
    from dragoman.store import Store


def whose_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--claimant``, ``--outlet``, ``--outlet-country`` and ``--source``, as ``told_of`` takes them."""
    for decorate in (
        click.option(
            "--source",
            type=click.Choice(["gdelt", "icews", "polecat"]),
            help="Not our events but those imported from here; never both.",
        ),
        click.option("--outlet-country", metavar="CODE", help="Only what outlets of this country tell; or “unknown”."),
        click.option("--outlet", help="Only what this outlet tells, for example lemonde.fr."),
        click.option(
            "--claimant",
            metavar="ACTOR",
            help="Only what this actor says or its media relay; or an agency (KCNA).",
        ),
    ):
        command = decorate(command)
    return command


def told_of(
    claimant: str | None, language: str | None, outlet: str | None, outlet_country: str | None, source: str | None
) -> Told:
    """What is asked for. Raises click.UsageError where a name is unknown, or an imported table is asked for who tells it."""
    from dragoman.commands.relations.pair import code_of
    from dragoman.relations.media import medium_of
    from dragoman.relations.occurrences import Told
    from dragoman.store.outlets import UNKNOWN

    if source and (claimant or language or outlet or outlet_country):
        raise click.UsageError("--source goes alone: an imported table does not tell who says what, nor in which page")
    country = outlet_country
    if outlet_country and outlet_country.casefold() == UNKNOWN:
        country = UNKNOWN
    elif outlet_country:
        country = code_of(outlet_country)
    medium = medium_of(claimant) if claimant else None
    return Told(
        claimant=code_of(claimant) if claimant and medium is None else None,
        medium=medium,
        language=language,
        outlet=outlet,
        country=country,
        source=source,
    )


def say_what_is_apart(store: Store, told: Told) -> None:
    """Where nothing is found: which events there are besides, which are never counted with the ones asked for."""
    from dragoman.relations.imported import SOURCES, counted

    apart = counted(store)
    if told.source is not None and told.source not in apart:
        complain(
            f"no events imported from {SOURCES[told.source]}; “dragoman import FILE --from {told.source}” takes them in"
        )
    elif told.source is None and apart:
        named = ", ".join(f"{count} from {SOURCES.get(name, name)}" for name, count in apart.items())
        complain(f"imported events ({named}) have scales of their own and are never counted with ours; ask by --source")
