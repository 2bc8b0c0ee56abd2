"""How the tests of the commands call them: in this process where that is enough, else as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman.commands import main

Run = Callable[..., "Result"]
Spans = Callable[[Any], Iterator[dict[str, Any]]]
PLAIN = {"COLUMNS": "80", "NO_COLOR": "1"}


@pytest.fixture
def run() -> Run:
    """``dragoman ARGUMENTS…`` in this process; standard output and error apart."""

    def runs(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], input=stdin, env=PLAIN)

    return runs


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """``dragoman ARGUMENTS…`` in a process of its own."""

    def runs(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "dragoman", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            timeout=300,
            env={**os.environ, **PLAIN, **environment},
        )

    return runs


@pytest.fixture
def spans() -> Spans:
    """Every record with ``start``, ``end`` and ``text`` inside a printed one."""

    def found(record: Any) -> Iterator[dict[str, Any]]:
        if isinstance(record, dict):
            if {"start", "end", "text"} <= record.keys():
                yield record
            for value in record.values():
                yield from found(value)
        elif isinstance(record, list):
            for value in record:
                yield from found(value)

    return found


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small page with a title, two paragraphs, and an event in each."""
    path = tmp_path / "page.txt"
    path.write_text(
        "Oslo rappelle son ambassadeur\n\n"
        "La Norvège a rappelé mardi son ambassadeur à Budapest, a annoncé le ministère norvégien des Affaires étrangères.\n\n"
        "La Hongrie a condamné la décision de la Norvège et démenti ces accusations devant la presse.\n",
        encoding="utf-8",
    )
    return path
