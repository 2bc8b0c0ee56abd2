"""The command line: ``dragoman COMMAND``; a file each, imported only when run."""

from __future__ import annotations

import io
import sys
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from dragoman.commands import tongue
from dragoman.commands.lazy import Lazy
from dragoman.errors import DragomanError, QueryError, fault

__all__ = ["COMMANDS", "EXIT_PARTLY", "EXIT_USAGE", "complain", "fault", "main", "put"]

COMMANDS = {
    "read": "Read pages: article, actors, dates, quotes, events.",
    "code": "Code sentences that are already clean.",
    "ingest": "Take pages into the store: read once, kept in all versions.",
    "follow": "Take in what is new in feeds on the web.",
    "search": "Find articles by words and fields.",
    "latest": "Print the newest articles.",
    "show": "Show a stored article as it was read.",
    "events": "Print events by who, what, when and according to whom.",
    "dyad": "Print the history of two actors.",
    "relations": "Tell how relations between countries move.",
    "correct": "Put a person's verdict on an event.",
    "store": "Look after the store: check, back up, restore, info.",
    "export": "Export articles, events, quotes, occurrences or dyad-days.",
    "import": "Import GDELT, ICEWS or POLECAT tables.",
    "cluster": "Read archives of pages over many machines.",
    "load": "Load what a cluster read into the store.",
    "query": "Ask what a cluster read in SQL, without a store.",
    "evaluate": "Score the coder on a corpus with gold.",
    "serve": "Open a store as a news site in the browser.",
    "alert": "Mail and webhooks for what is new in the store.",
    "account": "Say who may use the site where others reach it.",
    "key": "Give programs keys to the site.",
    "mcp": "Let an assistant ask the store (Model Context Protocol).",
    "schema": "Print the JSON Schema of the output.",
}

_MODULES = {"import": "import_"}
"""Commands whose name is a word of Python's."""

EXIT_PARTLY = 1
EXIT_USAGE = 2


class _Main(Lazy):
    """The group of all commands."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """As click's, but what is wrong with the command line is told in one line, like all else that goes wrong."""
        run: Any = super().main
        if not kwargs.pop("standalone_mode", True):
            return run(*args, standalone_mode=False, **kwargs)
        _never_fail_to_print()
        try:
            status = run(*args, standalone_mode=False, **kwargs)
        except NoArgsIsHelpError as error:
            error.show()
            sys.exit(EXIT_USAGE)
        except click.ClickException as error:
            complain(_advised(error))
            sys.exit(error.exit_code)
        except DragomanError as error:
            complain(str(error))
            sys.exit(EXIT_PARTLY)
        except click.Abort:
            sys.stderr.write("dragoman: stopped\n")
            sys.exit(EXIT_PARTLY)
        sys.exit(status if isinstance(status, int) else 0)


@click.command(
    cls=_Main,
    room="dragoman.commands",
    members=COMMANDS,
    modules=_MODULES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="dragoman", prog_name="dragoman")
def main() -> None:
    """Read diplomatic news, French first and English second: who did what to whom, when, and according to whom.

    \b
    Examples:
      dragoman read examples/page-fr.txt
      dragoman read news/ --format ndjson > readings.ndjson
      dragoman code sentences.ndjson > coded.ndjson
    """


def complain(message: str) -> None:
    """One line on standard error about something that could not be done."""
    line = " ".join(message.split())
    sys.stderr.write(f"dragoman: {line}\n")
    sys.stderr.flush()


def put(line: bytes) -> None:
    """One line of output, in UTF-8 whatever the terminal or the locale speaks, passed on at once."""
    sys.stdout.flush()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _advised(error: click.ClickException) -> str:
    """What is wrong with the command line and where to read on, without click's preamble."""
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "dragoman"
    advice = tongue.advice(path) if isinstance(error.__cause__, QueryError) else f"; see “{path} --help”"
    return f"{message[:1].lower()}{message[1:]}{advice}"


def _never_fail_to_print() -> None:
    """Let a terminal that lacks a sign show another in its place, where Python would stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
