"""A reading for people: title, date and what it rests on, then each event with its sentence, quotes, warnings.

Nothing is told by colour alone: a mark and a word give the status, brackets the trigger, angle brackets the actors.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from dragoman.commands.sides import sides
from dragoman.records import Article, Coded, Event, Party, Photo, Published, Quote, Reading

MARKS = {"narrated": "●", "acknowledged": "✓", "alleged": "?", "denied": "✗"}
COLOURS = {"narrated": "default", "acknowledged": "green", "alleged": "yellow", "denied": "red"}
REALIS = {"planned": "planned", "hypothetical": "hypothetical", "negated": "did not happen"}
INDENT = "  "
MARK_AND_ID = "● e12 "
NARROWEST = 60
WIDEST = 100


def show(reading: Reading, console: Console | None = None) -> None:
    """Print a reading to a terminal, or plainly where standard output is none; 60 to 100 columns wide."""
    out = console or Console(file=sys.stdout, highlight=False, soft_wrap=False)
    width = max(NARROWEST, min(out.width, WIDEST))
    for line in _lines(reading):
        for row in _rows(line, width, out):
            out.print(row, width=width, no_wrap=True, overflow="ignore", crop=False)
    out.print("─" * width, style="dim")


def _rows(line: Text, width: int, console: Console) -> Iterable[Text]:
    """A line folded at words; what is carried over stands as deep as the line began, deeper under an event or a quote."""
    depth = len(line.plain) - len(line.plain.lstrip())
    carried = depth + (2 if depth == len(INDENT) else 0)
    if line.plain[depth : depth + 1] in MARKS.values():
        carried = depth + len(MARK_AND_ID)
    if line.cell_len <= width:
        yield line
        return
    first, *rest = line[depth:].wrap(console, width - carried)
    for n, row in enumerate([first, *rest]):
        row.rstrip()
        yield Text(" " * (carried if n else depth)) + row


def _lines(reading: Reading) -> Iterable[Text]:
    article = reading.article
    yield Text(article.title or "(no title)", style="bold")
    yield _about(article)
    if article.byline:
        yield Text(article.byline, style="dim")
    for photo in article.photos:
        yield _photo(photo)
    yield Text()
    yield from _events(reading)
    yield from _quotes(reading)
    yield from _dropped(reading)
    for warning in reading.warnings:
        yield Text(f"! {warning}", style="yellow")


def _about(article: Article) -> Text:
    parts = [article.language, article.section or "", _published(article.published)]
    return Text(" · ".join(part for part in parts if part), style="dim")


def _published(published: Published) -> str:
    if published.basis == "none":
        return "no date on the page"
    day = _interval(published.start, published.end)
    ground = "; ".join(words for words in published.evidence if words != day)
    return f"published {day} ({published.basis}" + (f": {ground})" if ground else ")")


def _interval(start: datetime.date | None, end: datetime.date | None) -> str:
    if start == end:
        return start.isoformat() if start else "date open"
    if start and end:
        month_end = (end + datetime.timedelta(days=1)).day == 1
        if start.day == 1 and month_end and (start.year, start.month) == (end.year, end.month):
            return f"{start:%Y-%m}"
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
            return f"{start.year}"
        return f"{start} – {end}"
    return f"from {start}" if start else f"until {end}"


def _photo(photo: Photo) -> Text:
    credit = "/".join(part for part in (photo.credit.photographer, photo.credit.agency) if part)
    return Text(f"Photo: {photo.caption or ''}" + (f" [{credit}]" if credit else ""), style="dim italic")


def _events(reading: Reading) -> Iterable[Text]:
    """The events in the order of the text, those of one sentence together, and the sentence under them."""
    events, names = reading.events, {mention.id: mention.entity for mention in reading.mentions}
    yield Text(f"EVENTS ({len(events)})" if events else "NO EVENTS", style="bold")
    for bounds, group in groupby(events, key=lambda event: (event.sentence.start, event.sentence.end)):
        of_sentence = list(group)
        for event in of_sentence:
            yield _event(event, names)
        yield _sentence(reading.article.text, bounds, of_sentence)
        yield Text()
    if not events:
        yield Text()


def _event(event: Event, names: Mapping[str, str | None]) -> Text:
    """One line: who → what → whom, when, status, according to whom."""
    status = event.attribution.status
    line = Text(INDENT).append(f"{MARKS[status]} ", style=COLOURS[status])
    line.append(f"{event.id:<4}", style="dim")
    actor, recipient = _sides(event, names)
    line.append(actor, style="bold cyan")
    line.append(" → ")
    line.append(event.event + (f"/{event.mode}" if event.mode else ""), style="bold")
    if recipient:
        line.append(" → ")
        line.append(recipient, style="bold magenta")
    if event.when is not None and (event.when.from_ or event.when.to):
        line.append(f"  {_interval(event.when.from_, event.when.to)}")
    line.append(f"  {status}", style=COLOURS[status])
    if event.attribution.source:
        line.append(f" by {_short(event.attribution.source)}")
    if event.attribution.via:
        line.append(f" via {_relays(event.attribution.via)}")
    if event.realis != "actual":
        line.append(f"  ({REALIS[event.realis]})", style="italic")
    if event.about:
        line.append(f"  about {event.about}", style="dim")
    return line


def _sides(event: Event, names: Mapping[str, str | None]) -> tuple[str, str]:
    """Who acts and who is acted upon."""
    actors, recipients = ({party.code for party in side} for side in (event.actor, event.recipient))
    if len(actors) == 1 and actors == recipients and (code := event.actor[0].code):
        first = (event.actor[0], event.recipient[0])
        return sides(code, *(names.get(party.mention or "") or party.sector for party in first))
    return _who(event.actor), _who(event.recipient) if event.recipient else ""


def _who(parties: Sequence[Party]) -> str:
    return "+".join(dict.fromkeys(party.code or party.text for party in parties)) or "—"


def _short(sources: Sequence[Coded]) -> str:
    """Who says so, by code: the words themselves stand in the sentence below."""
    return ", ".join(dict.fromkeys(source.code or source.entity or source.text for source in sources))


def _relays(relays: Sequence[Coded]) -> str:
    """Through whom, by name: an agency is told by its own, not by its state's."""
    return ", ".join(dict.fromkeys(relay.entity or relay.text for relay in relays))


def _sources(sources: Sequence[Coded]) -> str:
    """Who speaks, in the page's words, with the code: « le ministre grec, Petros Anagnos (GRC) »."""
    codes = "+".join(dict.fromkeys(source.code for source in sources if source.code))
    words = ", ".join(dict.fromkeys(_name(source) for source in sources))
    return words + (f" ({codes})" if codes else "")


def _name(source: Coded) -> str:
    """The source's words; in place of a single one such as « elle », the name it stands for."""
    words = source.text.split()
    return source.entity if source.entity and len(words) == 1 and words[0] not in source.entity else " ".join(words)


def _sentence(text: str, bounds: tuple[int, int], events: Sequence[Event]) -> Text:
    """The sentence with [triggers] and ‹actors› marked; overlapping marks are left to the first."""
    start, end = bounds
    marks = [(e.trigger.start, e.trigger.end, "[]", "bold underline") for e in events]
    marks += [(p.start, p.end, "‹›", "cyan") for e in events for p in (*e.actor, *e.recipient)]
    line = Text("      ")
    at = start
    for left, right, brackets, style in sorted(set(marks), key=lambda mark: (mark[0], -mark[1])):
        if left < at or right > end:
            continue
        line.append(text[at:left].replace("\n", " "))
        line.append(brackets[0] + text[left:right].replace("\n", " ") + brackets[1], style=style)
        at = right
    line.append(text[at:end].replace("\n", " "))
    return line


def _quotes(reading: Reading) -> Iterable[Text]:
    if not reading.quotes:
        return
    yield Text(f"QUOTES ({len(reading.quotes)})", style="bold")
    for quote in reading.quotes:
        yield _quote(quote)
    yield Text()


def _quote(quote: Quote) -> Text:
    line = Text(INDENT)
    line.append(_sources(quote.source) or ("" if quote.via else "unnamed source"), style="bold cyan")
    if quote.via:
        line.append(f" via {_relays(quote.via)}" if quote.source else f"via {_relays(quote.via)}")
    line.append(": ")
    words = " ".join(quote.content.text.split())
    line.append(f"“{words}”" if quote.direct else words)
    return line


def _dropped(reading: Reading) -> Iterable[Text]:
    if reading.dropped is None:
        return
    yield Text(f"DROPPED ({len(reading.dropped)})" if reading.dropped else "NOTHING DROPPED", style="bold")
    for dropped in reading.dropped:
        words = " ".join(dropped.text.split())
        yield Text(f"  {dropped.reason}: ", style="dim").append(words if len(words) < 120 else words[:117] + "…")
    yield Text()
