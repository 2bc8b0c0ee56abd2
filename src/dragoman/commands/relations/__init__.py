"""``dragoman relations``: how two countries move; a file a subcommand, imported only when run."""

from __future__ import annotations

import importlib

import click

SUBCOMMANDS = {
    "index": "The level of a relation, day by day.",
    "alarms": "On which days relations turned, as CSV.",
    "why": "What moved a relation, with the events under it.",
    "milestones": "Agreements, visits, expulsions, attacks of a pair.",
    "precedents": "What followed the earlier turns of a pair.",
    "movers": "The pairs whose level moved most.",
    "network": "All pairs with a level at a date, as CSV.",
    "table": "Pair-days, -months or -years, for study.",
    "plot": "A picture of a relation, as SVG or in the terminal.",
    "score": "How well alarms find dated turning points.",
}


class _Group(click.Group):
    """A group that imports a subcommand's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in SUBCOMMANDS:
            return None
        module = importlib.import_module(f"dragoman.commands.relations.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(SUBCOMMANDS.items()))


@click.command(cls=_Group)
def command() -> None:
    """Tell how relations between countries move: their level, when they turn, and on which events that rests.

    \b
    Examples:
      dragoman relations index PRK RUS
      dragoman relations why PRK RUS 2023-09
      dragoman relations alarms --series daily.csv.gz --budget 2 > alarms.csv
      dragoman relations score alarms.csv turning_points.csv
    """
