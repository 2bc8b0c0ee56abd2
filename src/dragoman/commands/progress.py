"""How far a long reading has come, on standard error, for a person who waits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Step = TypeVar("Step")


def watched(steps: Iterable[Step], label: str = "reading") -> Iterator[Step]:
    """The steps as they are, counted on standard error from the second on.

    Nothing is shown where standard error is no terminal, nor where the results themselves run over the terminal.
    """
    if sys.stderr.isatty() and not sys.stdout.isatty():
        yield from _counted(steps, label)
    else:
        yield from steps


def _counted(steps: Iterable[Step], label: str) -> Iterator[Step]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.completed} pages"),
        TextColumn("{task.fields[last]}"),
        TimeElapsedColumn(),
    )
    # Standard output goes where the user sent it; what is complained of is printed above the bar.
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False, transient=True) as bar:
        task = bar.add_task(label, total=None, visible=False, last="")
        for n, step in enumerate(steps, 1):
            bar.update(task, visible=n > 1, last=str(getattr(step, "name", ""))[-40:])
            yield step
            bar.advance(task)
