"""``dragoman correct``: a person's verdict on an event."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from dragoman.commands import complain, put
from dragoman.commands.options import store_option
from dragoman.commands.relations.pair import code_of
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.store import Store
    from dragoman.store.corrections import Correction

NOBODY = "none"


@click.command()
@click.argument("event", required=False)
@store_option
@click.option("--right", is_flag=True, help="The event is right as it is.")
@click.option("--wrong", is_flag=True, help="There is no such event.")
@click.option("--type", "type", metavar="TYPE[/MODE]", help="It is of this type, and this mode or none.")
@click.option(
    "--actor", "actors", metavar="CODE", multiple=True, help="This is who acts; repeat for several, “none” for nobody."
)
@click.option("--recipient", "recipients", metavar="CODE", multiple=True, help="This is who is acted upon; likewise.")
@click.option("--status", help="It is narrated, acknowledged, alleged or denied.")
@click.option("--note", help="Why.")
@click.option("--by", help="Who says so [default: your login name].")
@click.option("--undo", is_flag=True, help="Take back the last verdict on it.")
@click.option(
    "--export", type=click.Path(path_type=Path), help="Write all corrections as a corpus for “dragoman evaluate”."
)
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as an object a line.")
def command(
    event: str | None,
    location: str | None,
    right: bool,
    wrong: bool,
    type: str | None,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    status: str | None,
    note: str | None,
    by: str | None,
    undo: bool,
    export: Path | None,
    as_json: bool,
) -> None:
    """Say of an event that it is right, wrong, or another; without a verdict, print what was said of it.

    EVENT is its number in the store, or ARTICLE#ID for one of an article, as in 3f2a91#e3. What the coder found stays beside
    what you say; lists, counts, search and exports go by the last verdict that was not taken back.

    \b
    Examples:
      dragoman correct 1207 --wrong --note "a novel's plot"
      dragoman correct 3f2a91#e3 --type SANCTION/withdraw --actor PRK
      dragoman correct 1207 --undo
      dragoman correct --export corrected.ndjson
    """
    from dragoman.store import corrections, open_store

    if (event is None) == (export is None):
        raise click.UsageError("give an EVENT, or --export FILE")
    says = right or wrong or bool(type or actors or recipients or status)
    if sum((right, wrong, bool(type or actors or recipients or status), undo)) > 1:
        raise click.UsageError("give one verdict: --right, --wrong, --undo, or what it is instead")
    with open_store(location) as store:
        if export is not None:
            _export(store, export)
            return
        assert event is not None
        number = corrections.find_event(store.database, event)
        who = by or getpass.getuser()
        if undo:
            _tell([corrections.undo(store.database, number, who)], as_json)
        elif says:
            try:
                made = corrections.correct(
                    store.database, number, by=who, wrong=wrong, type=type, actors=_codes(actors),
                    recipients=_codes(recipients), status=status, note=note,
                )  # fmt: skip
            except InputError as error:
                raise click.UsageError(str(error)) from error
            _tell([made], as_json)
        else:
            _tell(corrections.history(store.database, number), as_json)


def _codes(told: tuple[str, ...]) -> tuple[str, ...] | None:
    """The codes told; an empty tuple for nobody, ``None`` where nothing was told."""
    if not told:
        return None
    return () if told == (NOBODY,) else tuple(code_of(name) for name in told)


def _tell(found: list[Correction], as_json: bool) -> None:
    for one in found:
        put(msgspec.json.encode(one) if as_json else _line(one).encode())
    if not found and not as_json:
        complain("nobody has said anything of this event")


def _line(one: Correction) -> str:
    instead = {
        "type": one.type and "/".join(part for part in (one.type, one.mode) if part),
        "actors": "+".join(one.actors) or NOBODY if one.actors is not None else None,
        "recipients": "+".join(one.recipients) or NOBODY if one.recipients is not None else None,
        "status": one.status,
    }
    told = " ".join(f"{name} {value}" for name, value in instead.items() if value)
    note = f" ({one.note})" if one.note else ""
    undone = f", taken back by {one.undone_by} {one.undone:%Y-%m-%d %H:%M}" if one.undone else ""
    return f"event {one.event}: {told or one.verdict}, by {one.by} {one.made:%Y-%m-%d %H:%M}{note}{undone}"


def _export(store: Store, path: Path) -> None:
    from dragoman.store import corrections

    lines = [msgspec.json.encode(sentence) for sentence in corrections.corpus(store.database)]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    complain(f"{path}: {len(lines)} sentence{'' if len(lines) == 1 else 's'} with corrected events")
