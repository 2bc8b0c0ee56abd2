"""``dragoman relations``: how two countries move; a file a subcommand, imported only when run."""

from __future__ import annotations

import click

from dragoman.commands.lazy import Lazy

SUBCOMMANDS = {
    "index": "The level of a relation, day by day.",
    "alarms": "On which days relations turned, as CSV.",
    "why": "What moved a relation, with the events under it.",
    "milestones": "Agreements, visits, expulsions, attacks of a pair.",
    "polarity": "Which side a withdrawal or a denial is on, and why.",
    "precedents": "What followed the earlier turns of a pair.",
    "movers": "The pairs whose level moved most.",
    "network": "All pairs with a level at a date, as CSV or a picture.",
    "map": "A map of one actor's relations, as SVG or PNG.",
    "table": "Pair-days, -months or -years, for study.",
    "plot": "A picture of a relation, as SVG or in the terminal.",
    "score": "How well alarms find dated turning points.",
}


@click.command(cls=Lazy, room="dragoman.commands.relations", members=SUBCOMMANDS)
def command() -> None:
    """Tell how relations between countries move: their level, when they turn, and on which events that rests.

    \b
    Examples:
      dragoman relations index PRK RUS
      dragoman relations why PRK RUS 2023-09
      dragoman relations alarms --series daily.csv.gz --budget 2 > alarms.csv
      dragoman relations score alarms.csv turning_points.csv
    """
