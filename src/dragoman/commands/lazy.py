"""A group of commands that imports each one's module only when it is asked for, so that ``--help`` is quick."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class Lazy(click.Group):
    """A group whose members are modules of ``room``, each with a ``command``; ``members`` says what each does.

    ``modules`` names the module of a member whose name is a word of Python's.
    """

    def __init__(
        self, *args: Any, room: str, members: Mapping[str, str], modules: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.room = room
        self.members = members
        self.modules = modules or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.members)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.members:
            return None
        module = importlib.import_module(f"{self.room}.{self.modules.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.members.items()))
