"""The terminal view: 80 columns, no meaning in colour alone, plain when piped."""

from __future__ import annotations

import datetime
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.console import Console

import dragoman
from dragoman.commands.view import MARKS, show
from dragoman.records import Reading

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "examples").glob("page-*.txt"), *(ROOT / "corpora").glob("*/pages/dev/*.txt")])[:9]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

PAGE = """Oslo rappelle son ambassadeur

La Norvège a rappelé son ambassadeur à Budapest, a annoncé le ministère norvégien des Affaires étrangères.

Budapest a accusé Oslo d'avoir bombardé un dépôt hongrois. La Norvège a démenti avoir bombardé ce dépôt hongrois.

Selon l'agence Reuters, la Norvège a livré des drones à la Hongrie.

Le ministre hongrois des Affaires étrangères a déclaré : « Nous restons ouverts au dialogue. »
"""


def shown(page: str | Path, width: int = 80, **console: Any) -> str:
    out = io.StringIO()
    show(dragoman.read(page, published=datetime.date(2024, 3, 14)), Console(file=out, width=width, **console))
    return out.getvalue()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_line_is_wider_than_the_terminal(path: Path) -> None:
    reading = dragoman.read(path)
    for width in (80, 100, 200):
        out = io.StringIO()
        show(reading, Console(file=out, width=width))
        assert [line for line in out.getvalue().splitlines() if len(line) > min(width, 100)] == []


@pytest.mark.parametrize("path", PAGES[:5], ids=lambda path: path.stem)
def test_nothing_of_the_title_the_sentences_and_the_quotes_is_lost_by_folding(path: Path) -> None:
    reading = dragoman.read(path)
    out = io.StringIO()
    show(reading, Console(file=out, width=80))
    view = " ".join(re.sub(r"[\[\]‹›]", "", out.getvalue()).split())
    for event in reading.events:
        sentence = reading.article.text[event.sentence.start : event.sentence.end]
        assert " ".join(re.sub(r"[\[\]‹›]", "", sentence).split()) in view
    assert reading.events
    assert " ".join((reading.article.title or "").split()) in view
    for quote in reading.quotes:
        assert " ".join(re.sub(r"[\[\]‹›]", "", quote.content.text).split()) in view


def test_status_is_told_by_a_mark_and_by_its_word() -> None:
    view = shown(PAGE)
    reading = dragoman.read(PAGE)
    assert {"alleged", "denied"} <= {event.attribution.status for event in reading.events}
    for event in reading.events:
        status = event.attribution.status
        (line,) = [line for line in view.splitlines() if re.match(rf"\s+\S {event.id}\b", line)]
        assert line.split()[0] == MARKS[status]
        assert status in line


def test_no_two_statuses_share_a_mark() -> None:
    assert len(set(MARKS.values())) == len(MARKS) == 4


def test_an_event_is_told_on_a_line_as_who_does_what_to_whom() -> None:
    assert "NOR → SANCTION/withdraw → HUN" in shown(PAGE)


def test_triggers_and_actors_are_marked_in_the_sentence() -> None:
    assert "La ‹Norvège› a [rappelé] son ambassadeur à" in shown(PAGE)


def test_a_direct_quote_stands_with_its_speaker_and_his_state() -> None:
    view = " ".join(shown(PAGE).split())
    assert "ministre hongrois des Affaires étrangères (HUN): “Nous restons ouverts au dialogue" in view


def test_a_relay_is_told_by_its_name() -> None:
    assert "via Reuters" in shown(PAGE)


def test_the_day_is_told_with_what_it_rests_on() -> None:
    assert "published 2024-03-14 (given" in shown(PAGE)
    out = io.StringIO()
    show(dragoman.read(PAGE), Console(file=out, width=80))
    assert "no date on the page" in out.getvalue()


def test_a_page_without_events_says_so() -> None:
    assert "NO EVENTS" in shown("La pluie\n\nIl a plu toute la nuit sur la vallée, et le ciel reste gris ce matin.\n")


def test_a_warning_stands_in_the_view() -> None:
    assert "! no article found" in shown("Accueil\nPolitique\nSport\nSe connecter\n")


def test_a_pipe_gets_plain_text(process: Any, page: Path) -> None:
    done = process("read", page, "--format", "terminal", NO_COLOR="", TERM="xterm-256color")
    assert b"\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.decode().splitlines()) <= 80


def at_a_terminal(page: Path, **environment: str) -> tuple[str, str]:
    """What ``dragoman read`` prints where standard output is a terminal; and what it says on standard error."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    env = {key: value for key, value in env.items() if value}
    process = subprocess.Popen(
        [sys.executable, "-m", "dragoman", "read", str(page)], stdout=theirs, stderr=subprocess.PIPE, env=env
    )
    os.close(theirs)
    seen = b""
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        while True:
            try:
                part = terminal.read(4096)
            except OSError:  # how Linux ends a terminal that the other side has closed
                break
            if not part:
                break
            seen += part
    with process:
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert process.returncode == 0
    return seen.decode(), said


def test_a_terminal_gets_the_view_in_colour_and_none_with_no_color(page: Path) -> None:
    coloured, said = at_a_terminal(page, NO_COLOR="")
    assert said == ""
    assert "SANCTION/withdraw" in coloured
    assert re.search(r"\x1b\[[0-9;]*3[1-6]m", coloured)
    without, _ = at_a_terminal(page, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[1-6]m", without)
    assert COLOUR.sub("", without) == COLOUR.sub("", coloured)


def test_progress_is_shown_at_a_terminal_for_many_pages_alone(page: Path) -> None:
    for count, wanted in ((1, False), (3, True)):
        ours, theirs = pty.openpty()
        done = subprocess.run(
            [sys.executable, "-m", "dragoman", "read", *[str(page)] * count],
            stdout=subprocess.PIPE,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"},
        )
        os.close(theirs)
        seen = b""
        try:
            while part := os.read(ours, 4096):
                seen += part
        except OSError:
            pass
        os.close(ours)
        assert (b" pages" in seen) is wanted
        assert len([json.loads(line) for line in done.stdout.splitlines()]) == count


def test_what_happens_within_a_state_is_told_as_between_its_parts() -> None:
    text = "À Kinshasa, l'opposition accuse la police."
    at = {
        word: {"start": text.index(word), "end": text.index(word) + len(word), "text": word}
        for word in ("accuse", "la")
    }
    sides = [({"code": "COD", "sector": sector} | at["la"],) for sector in ("OPP", "COP")]
    told = {
        "id": "e1", "event": "ACCUSE", "mode": None, "context": [], "quad": "verbal_conflict", "score": 0.5,
        "actor": sides[0], "recipient": sides[1], "trigger": at["accuse"], "sentence": {"start": 0, "end": len(text)},
    }  # fmt: skip
    paragraphs = [{"start": 0, "end": len(text)}]
    article = {"language": "fr", "title": "Kinshasa", "text": text, "paragraphs": paragraphs}
    out = io.StringIO()
    show(msgspec.convert({"id": "x", "article": article, "events": [told]}, Reading), Console(file=out, width=80))
    assert "e1  in COD: OPP → ACCUSE → COP" in out.getvalue()
