"""The documentation cannot lag: every command, option and code is in it, and what it tells to run runs.

``python tests/test_docs.py`` writes the terminal views in the READMEs anew.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import msgspec
import pytest
from rich.console import Console

import dragoman
from dragoman.commands import COMMANDS, main
from dragoman.commands.view import show
from dragoman.errors import DragomanError
from dragoman.events.lexicon import FIELDS
from dragoman.ontology import CONTEXTS, operators, types
from dragoman.records import Realis, Status

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.fr.md"]
PAGES = [*READMES, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDE = (ROOT / "docs/guide.md").read_text(encoding="utf-8")
CODEBOOK = (ROOT / "docs/codebook.md").read_text(encoding="utf-8")
FRAMES = (ROOT / "docs/frames.md").read_text(encoding="utf-8")
CODES = [code for name, kind in types().items() for code in (name, *(f"{name}/{mode}" for mode in kind.modes))]
VIEW = re.compile(r"(<!-- view: (\S+) -->\n```\n)(.*?)(?=```)", re.S)
RUNNABLE = re.compile(r"<!-- runnable -->\n```(sh|python)\n(.*?)```", re.S)


def view(path: str) -> str:
    """The terminal view of a page, without its closing rule."""
    out = io.StringIO()
    reading = dragoman.read(ROOT / path)
    show(msgspec.structs.replace(reading, dropped=None), Console(file=out, width=80))
    return (
        "".join(line for line in out.getvalue().splitlines(keepends=True) if not line.startswith("─")).rstrip() + "\n"
    )


def rows(page: str) -> dict[str, list[str]]:
    """The rows of a page's tables by the code in their first cell."""
    cells = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in page.splitlines() if line[:1] == "|"]
    return {row[0].strip("`"): row[1:] for row in cells}


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_view_in_the_readme_is_what_is_printed(path: Path) -> None:
    found = VIEW.findall(path.read_text(encoding="utf-8"))
    assert found
    for _, page, shown in found:
        assert shown == view(page), "out of date; python tests/test_docs.py writes it anew"


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_what_the_readme_tells_to_run_runs(path: Path, tmp_path: Path) -> None:
    blocks = RUNNABLE.findall(path.read_text(encoding="utf-8"))
    assert {language for language, _ in blocks} == {"sh", "python"}
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for language, block in blocks:
        program = ["sh", "-euc", block] if language == "sh" else [sys.executable, "-c", block]
        done = subprocess.run(program, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        assert all(": warning: " in line for line in done.stderr.splitlines()), done.stderr


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_event_in_the_readme_is_what_is_printed(path: Path) -> None:
    block = re.search(r"```json\n(.*?)```", path.read_text(encoding="utf-8"), re.S)
    assert block
    told = json.loads(block[1])
    (event,) = dragoman.code("Paris a rappelé son ambassadeur à Alger.", language="fr").events
    printed = json.loads(msgspec.json.encode(event))
    assert abs(told.pop("score") - printed["score"]) < 0.1
    for party in (*printed["actor"], *printed["recipient"]):
        del party["sector"], party["mention"]
    assert told == {field: printed[field] for field in told}


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_readme_opens_with_a_page_and_then_the_two_commands(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert page.index("<!-- view:") < page.index("make demo") < page.index("make test") < page.index("\n## ")


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for path in PAGES:
        named = re.findall(r"^make (\w+)|`make (\w+)`", path.read_text(encoding="utf-8"), re.M)
        assert {one or other for one, other in named} <= targets, path.name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", page):
        file, _, section = target.partition("#")
        there = path.parent / file if file else path
        assert there.exists(), target
        if section:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.M)
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert section in slugs, target


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_guide(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert f"## `dragoman {name}`" in GUIDE
    section = GUIDE.split(f"## `dragoman {name}`")[1].split("\n## ")[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert max(parameter.opts, key=len) in section, parameter.opts


def test_every_public_name_is_in_the_guide_or_has_a_docstring() -> None:
    for name in dragoman.__all__:
        assert (getattr(dragoman, name).__doc__ or "").strip(), name
    assert issubclass(dragoman.InputError, DragomanError)
    assert "dragoman.InputError" in GUIDE


def test_every_field_of_a_reading_is_in_the_guide() -> None:
    section = GUIDE.split("## What is printed")[1]
    for field in (*dragoman.Reading.__struct_fields__, *dragoman.Article.__struct_fields__):
        assert f"`{field}`" in section, field


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_in_the_codebook_with_a_sentence_in_each_language(code: str) -> None:
    _, meaning, french, english = rows(CODEBOOK)[code]
    assert meaning
    for sentence in (french, english):
        assert re.search(r"\*\*[^*]+\*\*", sentence), f"{code}: no trigger is marked"
        assert sentence.endswith(".")
    assert french != english


@pytest.mark.parametrize("code", CODES)
def test_scores_in_the_codebook_are_those_of_the_ontology(code: str) -> None:
    told = rows(CODEBOOK)[code][0].replace("−", "-")
    name, _, mode = code.partition("/")
    assert float(told or types()[name].score) == (types()[name].modes[mode] if mode else types()[name].score)


def test_no_code_of_the_codebook_is_unknown() -> None:
    assert {code for code in rows(CODEBOOK) if re.match(r"[A-Z]{3,}(/|$)", code)} - set(CODES) <= {
        "GOV", "MIL", "COP", "OPP", "SPY", "LEG", "JUD", "CIV"
    }  # fmt: skip


@pytest.mark.parametrize("word", [*get_args(Realis), *get_args(Status)])
def test_every_realis_and_status_is_in_the_codebook_with_a_sentence_in_each_language(word: str) -> None:
    meaning, french, english = rows(CODEBOOK)[word]
    assert meaning
    assert french.endswith(".")
    assert english.endswith(".")


def test_every_context_is_in_the_codebook() -> None:
    section = CODEBOOK.split("## Contexts")[1].split("\n## ")[0]
    assert set(re.findall(r"\w+", section)) == CONTEXTS


def test_every_field_of_a_frame_and_every_operator_is_in_the_lexicon_format() -> None:
    for word in (*FIELDS, *operators()):
        assert f"`{word}`" in FRAMES, word


def write() -> None:
    """Write the terminal views in the READMEs anew."""
    for path in READMES:
        page = path.read_text(encoding="utf-8")
        path.write_text(VIEW.sub(lambda found: found[1] + view(found[2]), page), encoding="utf-8")


if __name__ == "__main__":
    write()
