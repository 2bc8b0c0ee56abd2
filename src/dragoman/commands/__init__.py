"""The command line: ``dragoman COMMAND``; a file each, imported only when run."""

from __future__ import annotations

import importlib
import sys

import click

COMMANDS = {
    "read": "Read pages: article, actors, dates, quotes, events.",
    "code": "Code sentences that are already clean.",
    "evaluate": "Score the coder on a corpus with gold.",
    "schema": "Print the JSON Schema of the output.",
}

EXIT_PARTLY = 1
EXIT_USAGE = 2


class _Lazy(click.Group):
    """A group that imports a command's module when the command is asked for, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"dragoman.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dragoman", prog_name="dragoman")
def main() -> None:
    """Read diplomatic news, French first and English second: who did what to whom, when, and according to whom.

    \b
    Examples:
      dragoman read examples/page.txt
      dragoman read news/ --format ndjson > readings.ndjson
      dragoman code sentences.ndjson
    """


def complain(message: str) -> None:
    """One line on standard error about something that could not be done."""
    line = " ".join(message.split())
    sys.stderr.write(f"dragoman: {line}\n")
    sys.stderr.flush()
