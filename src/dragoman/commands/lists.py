"""Articles and events in lists for people: a line that names each, and under it the words that tell.

Words that were looked for stand in square brackets, as triggers do; colour only repeats what the signs say.
"""

from __future__ import annotations

import csv
import datetime
import io
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console
from rich.text import Text

from dragoman.commands import put
from dragoman.commands.sides import sides
from dragoman.commands.view import COLOURS, MARKS, NARROWEST, REALIS, WIDEST

if TYPE_CHECKING:
    from dragoman.store import StoredEvent
    from dragoman.store.search import Found, Results

INDENT = "   "
_DIGEST = 64


def console() -> Console:
    """The terminal, or a plain file where standard output is none."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=False)


def show(out: Console, line: Text, indent: str = "") -> None:
    """Print a line folded at words, each row indented."""
    width = max(NARROWEST, min(out.width, WIDEST))
    for row in line.wrap(out, width - len(indent)):
        row.rstrip()
        out.print(Text(indent) + row, width=width, no_wrap=True, overflow="ignore", crop=False)


def paragraph(words: str, indent: str = "") -> None:
    """Words without colour, folded as all that people read."""
    show(console(), Text(words), indent)


def results(found: Results) -> None:
    """What a search gave, for people."""
    out = console()
    told = f"{found.total} article{'s' if found.total != 1 else ''}"
    if found.total > len(found.results):
        told += f", {len(found.results)} shown"
    if found.ranked:
        told += f"; the newest {found.ranked} are ranked, older ones follow by day"
    show(out, Text(told, style="bold"))
    if found.suggestion:
        show(out, Text(f"Did you mean: {found.suggestion}", style="yellow"))
    for note in found.notes:
        show(out, Text(f"! {note}", style="yellow"))
    for one in found.results:
        out.print()
        show(out, Text(one.title or "(no title)", style="bold"))
        show(
            out, Text(_about(one.published, one.language, one.section, one.outlet, _short(one.id)), style="dim"), INDENT
        )
        show(out, _marked(one), INDENT)
    for kind, values in (found.facets or {}).items():
        if values:
            out.print()
            line = Text(f"{kind}: ", style="bold")
            line.append(", ".join(f"{value.value} {value.count}" for value in values), style="not bold")
            show(out, line)


def events(listed: Iterable[StoredEvent]) -> None:
    """Events, for people: one line each, then the sentence with the trigger in brackets."""
    out = console()
    for one in listed:
        show(out, _event(one))
        if one.sentence:
            words = " ".join(one.sentence.split())
            trigger = " ".join((one.trigger or "").split())
            show(out, Text(words.replace(trigger, f"[{trigger}]", 1) if trigger else words), INDENT)
        show(
            out,
            Text(_about(one.published, one.language, one.section, one.outlet, _short(one.article)), style="dim"),
            INDENT,
        )


def as_json(record: Any) -> None:
    """A record as one JSON object."""
    put(msgspec.json.encode(record))


def as_csv(rows: Sequence[msgspec.Struct], columns: Sequence[str]) -> None:
    """Fields of records as CSV with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(getattr(row, column)) for column in columns])
    put(out.getvalue().rstrip("\n").encode())


def _cell(value: Any) -> Any:
    return "+".join(value) if isinstance(value, tuple) else value


def _about(day: datetime.date | None, *parts: str | None) -> str:
    return " · ".join(part for part in (day.isoformat() if day else "no date", *parts) if part)


def _short(id: str) -> str:
    """The beginning of a digest, which “dragoman show” takes too; other ids whole."""
    return id[:12] if len(id) == _DIGEST and id.isalnum() else id


def _marked(one: Found) -> Text:
    """The snippet with what stands in brackets for its marks in bold too."""
    line = Text(one.snippet)
    if one.passage.marks:
        line.highlight_regex(r"\[[^\]]*\]", style="bold")
    return line


def _event(one: StoredEvent) -> Text:
    line = Text(f"{MARKS[one.status]} ", style=COLOURS[one.status])
    line.append(f"{one.day or 'no date   '}  ", style="default")
    actor, recipient = "+".join(one.actors) or "—", "+".join(one.recipients)
    if one.within:
        both = (side.entity or side.sector for side in (one.within.actor, one.within.recipient))
        actor, recipient = sides(actor, *both)
    line.append(actor, style="bold cyan")
    line.append(" → " + one.event + (f"/{one.mode}" if one.mode else ""), style="bold")
    if recipient:
        line.append(" → ").append(recipient, style="bold magenta")
    line.append(f"  {one.status}", style=COLOURS[one.status])
    if one.sources:
        line.append(f" by {', '.join(one.sources)}")
    if one.realis != "actual":
        line.append(f"  ({REALIS[one.realis]})", style="italic")
    if one.verdict:
        line.append(f"  [corrected: {one.verdict}]")
    line.append(f"  #{one.number}", style="dim")
    return line
