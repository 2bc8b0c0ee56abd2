"""The help of every command teaches by example, and says what each option is for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest

from dragoman.commands import COMMANDS, main

ROOT = Path(__file__).parents[2]


def of(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command


def examples(command: click.Command) -> list[str]:
    """The lines under “Example:” or “Examples:” in the help."""
    found = re.search(r"\n\s*Examples?:\n(.+)", command.help or "", re.S)
    return [line.strip() for line in found[1].splitlines() if line.strip()] if found else []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example_of_it(name: str) -> None:
    assert any(f"dragoman {name}" in example for example in examples(of(name)))


def test_the_help_itself_has_examples() -> None:
    assert examples(main)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_a_command_line_that_is_understood(name: str) -> None:
    for example in examples(of(name)):
        _, _, line = example.rpartition("dragoman ")
        words = shlex.split(re.split(r" [<>|] ", line)[0])
        assert words[0] == name
        of(name).make_context(name, [re.sub(r"^(corpora|figures)\b.*", ".", word) for word in words[1:]])


@pytest.mark.parametrize("name", COMMANDS)
def test_files_named_in_examples_of_the_help_are_there(name: str) -> None:
    for example in [*examples(of(name)), *examples(main)]:
        for path in re.findall(r"(?:examples|corpora)/\S+", example):
            assert (ROOT / path).exists(), example


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    for parameter in of(name).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_tells_what_each_is_for(run: Any, name: str) -> None:
    listed = " ".join(run("--help").stdout.split())
    assert COMMANDS[name] in listed


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_80_columns_but_for_what_is_pasted(run: Any, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    pasted = set(examples(of(name)))
    assert [line for line in result.stdout.splitlines() if len(line) > 80 and line.strip() not in pasted] == []


def test_help_does_not_load_the_models(process: Any) -> None:
    import subprocess
    import sys

    script = "import sys; from dragoman.commands import main\ntry: main(['read', '--help'])\nexcept SystemExit: pass\n"
    done = subprocess.run(
        [sys.executable, "-c", script + "print('spacy' in sys.modules)"], capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_the_version_is_that_of_the_package(run: Any) -> None:
    import dragoman

    assert run("--version").stdout.split()[-1] == dragoman.__version__
