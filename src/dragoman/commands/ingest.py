"""``dragoman ingest``: pages into the store."""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain, put
from dragoman.commands.options import allow_private_option, language_option, published_option, store_option

if TYPE_CHECKING:
    from dragoman.page import Page, Refusal
    from dragoman.store import Store
    from dragoman.store.ingest import Counts, Progress

    Found = Iterator[tuple[str, Page | Refusal]]

FEW = 30
"""Pages up to which a second process does not pay: it would load the models a second time."""
WAIT = 900.0
"""Seconds to wait for another writer, such as a migration that makes tables anew."""
LISTS = 3
"""How deep lists may name lists: an index of sitemaps, a sitemap, a page."""
ROUND = 2.0
"""Seconds between two looks at a watched folder."""


def _columns(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    from dragoman.page.tables import FIELDS

    columns = {}
    for value in values:
        ours, sign, theirs = value.partition("=")
        if not sign or not theirs or ours not in FIELDS:
            raise click.BadParameter(f"“{value}”: write FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}")
        columns[ours] = theirs
    return columns


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1)
@store_option
@language_option
@published_option
@click.option(
    "--column", "columns", metavar="FIELD=COLUMN", multiple=True, callback=_columns,
    help="Where records of NDJSON, JSON or Parquet have a field of ours, such as text=body; may be repeated.",
)  # fmt: skip
@click.option("--follow", is_flag=True, help="Stay, and take in what is new or changed, until Ctrl-C.")
@click.option("--retry", is_flag=True, help="Try again what was refused before.")
@click.option(
    "--again", is_flag=True, help="Read also what is in the store; where that reads otherwise, as a new version."
)
@click.option(
    "--only-diplomatic",
    is_flag=True,
    help="Pass over pages that do not speak of actors and their acts, told from their words before they are read.",
)
@click.option("--explain", is_flag=True, help="With --only-diplomatic: name each page passed over, and why.")
@allow_private_option
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read [default: one a core, at most 4].")
@click.option("--json", "as_json", is_flag=True, help="Print the counts and the refusals as one JSON object.")
def command(
    inputs: tuple[str, ...],
    location: str | None,
    language: str | None,
    published: datetime.date | None,
    columns: dict[str, str],
    follow: bool,
    retry: bool,
    again: bool,
    only_diplomatic: bool,
    explain: bool,
    allow_private: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Take pages into the store: each is read once, and kept in all its versions.

    INPUT is all that “dragoman read” takes: files and folders of text, HTML, feeds, NDJSON, Parquet, WARC, mailboxes and
    mail, lists of files (OPML, sitemaps), or - for standard input; also the
    address of a feed, a sitemap, an OPML list or a page (http, https). What “dragoman read” has printed is taken in as it is.

    Stop it when you like: what was counted is safe, and the same command goes on where it stopped.

    Exit status: 0 all is in the store; 1 something could not be taken in (one line each on standard error); 2 wrong usage.

    \b
    Examples:
      dragoman ingest examples/
      dragoman ingest examples/feed.xml --store news.sqlite --json
      dragoman ingest articles.parquet --column text=body --column url=link
      dragoman ingest clippings/ --follow --store postgresql://localhost/news
      dragoman ingest crawl.warc.gz --only-diplomatic --explain
      dragoman ingest https://news.un.org/feed/subscribe/fr/news/all/rss.xml
      dragoman ingest --retry
    """
    from dragoman.store import open_store

    if not inputs and not retry:
        raise click.UsageError("give an INPUT, or --retry")
    if follow and "-" in inputs:
        raise click.UsageError("standard input cannot be followed; give files or folders")
    if follow and any(_is_address(one) for one in inputs):
        raise click.UsageError("an address is not followed by “ingest”; “dragoman follow” follows feeds")
    with open_store(location, create=True, patience=WAIT) as store:
        run = _Run(store, as_json, explain)
        options: dict[str, Any] = {
            "workers": workers or min(4, os.cpu_count() or 1),
            "language": language,
            "published": published,
            "again": again,
        }
        try:
            if retry:
                inputs = (*inputs, *_refused_inputs(store))
            for found, total in _rounds(inputs, columns, follow, allow_private, only_diplomatic):
                few = workers is None and total is not None and total <= FEW
                run.take_in(found, total, {**options, "workers": 0} if few else options)
                if retry:
                    run.close_journal(inputs)
        except KeyboardInterrupt:
            run.stopped = not follow
        run.finish()
    if run.stopped or run.refused:
        sys.exit(EXIT_PARTLY)


def _refused_inputs(store: Store) -> list[str]:
    """The inputs in which something is still refused, each once."""
    from dragoman.store import journal

    return list(dict.fromkeys(one.input for one in journal.unsettled(store.database) if one.input != "-"))


def _rounds(
    inputs: tuple[str, ...], columns: dict[str, str], follow: bool, allow_private: bool, only_diplomatic: bool
) -> Iterator[tuple[Found, int | None]]:
    """What to take in, and about how much it is; with ``follow``, again and again."""
    from dragoman.store.size_of_inputs import about
    from dragoman.store.watching import changes

    if not follow:
        paths = [Path(one) for one in inputs if one != "-" and not _is_address(one)]
        yield (
            _pages(inputs, columns, allow_private, only_diplomatic),
            about(paths) if len(paths) == len(inputs) else None,
        )
        return
    for ready in changes([Path(one) for one in inputs], _pause):
        if ready:
            yield _pages([str(path) for path in ready], columns, only_diplomatic=only_diplomatic), about(ready)


def _pause() -> bool:
    time.sleep(ROUND)
    return True


def _is_address(input: str) -> bool:
    return input.lower().startswith(("http://", "https://"))


def _pages(
    inputs: Iterable[str], columns: dict[str, str], allow_private: bool = False, only_diplomatic: bool = False
) -> Found:
    """All pages, each with the input that it is from: under its full path, so that it is known from wherever one calls."""
    from dragoman.follow.fetching import Fetcher
    from dragoman.follow.polling import Poll
    from dragoman.page import pages
    from dragoman.relevance import passed_over

    first_look = passed_over if only_diplomatic else None
    fetcher = Fetcher(allow_private)

    def fetched(address: str, lists: int = LISTS - 1) -> Iterator[Page | Refusal]:
        return Poll(address, fetcher, lists=lists).pages()

    for one in inputs:
        if _is_address(one):
            yield from ((one, page) for page in fetched(one, LISTS))
            continue
        path = one if one == "-" else str(Path(one).absolute())
        for page in pages([path], columns=columns, first_look=first_look, fetch=fetched):
            yield path, page


class _Run:
    """One run of the command: what it counts, shows and prints."""

    def __init__(self, store: Store, as_json: bool, explain: bool) -> None:
        from dragoman.store.ingest import Counts

        self._store = store
        self._as_json = as_json
        self._explain = explain
        self._passed_over: Counter[str] = Counter()
        self._begun = time.monotonic()
        self._past = Counts()
        self._counts = Counts()
        self.refused: list[Refusal] = []
        self.stopped = False

    def take_in(self, found: Found, total: int | None, options: dict[str, Any]) -> None:
        from dragoman.store.ingest import Counts, ingest

        with _meter(total) as show:
            for progress in ingest(self._store, self._worth_reading(found), **options):
                self._counts = _sum(self._past, progress.counts)
                self.refused += progress.refused
                for refusal in progress.refused:
                    complain(refusal.message)
                show(progress)
        self._past, self._counts = self._counts, _sum(self._counts, Counts())

    def _worth_reading(self, found: Found) -> Found:
        """The pages without those that a first look passed over, which are counted by reason, and named where asked for."""
        from dragoman.page import PassedOver

        for input, page in found:
            if not isinstance(page, PassedOver):
                yield input, page
                continue
            self._passed_over[page.message.removeprefix(f"{page.name}: ")] += 1
            if self._explain:
                complain(f"{page.message}: passed over")

    def close_journal(self, inputs: Iterable[str]) -> None:
        """What was tried again and not refused again is settled."""
        from dragoman.store import journal

        again = {refusal.name for refusal in self.refused}
        settled = [one.name for one in journal.unsettled(self._store.database) if one.name not in again]
        tried = set(inputs)
        of = {one.name: one.input for one in journal.unsettled(self._store.database)}
        journal.settle(self._store.database, [name for name in settled if of[name] in tried])

    def finish(self) -> None:
        counts = self._counts
        seconds = time.monotonic() - self._begun
        if self._as_json:
            told = {"store": self._store.name, **msgspec.to_builtins(counts), "seconds": round(seconds, 2)}
            refusals = [{"name": one.name, "message": one.message} for one in self.refused]
            told["passed_over"] = dict(self._passed_over.most_common())
            put(msgspec.json.encode({**told, "stopped": self.stopped, "refusals": refusals}))
            return
        if self._passed_over:
            reasons = "; ".join(f"{number} {reason}" for reason, number in self._passed_over.most_common())
            complain(f"{self._passed_over.total()} passed over: {reasons}")
        complain(
            _told(counts, seconds, self._store.name) + (" (stopped; run it again to go on)" if self.stopped else "")
        )


def _sum(one: Counts, other: Counts) -> Counts:
    from dragoman.store.ingest import Counts

    return Counts(**{field: getattr(one, field) + getattr(other, field) for field in Counts.__struct_fields__})


def _told(counts: Counts, seconds: float, store: str) -> str:
    rate = f", {counts.done / seconds:.1f} pages/s" if seconds >= 1 else ""
    return (
        f"{counts.stored} stored, {counts.changed} changed, {counts.known} known already, {counts.refused} refused"
        f" in {seconds:.0f} s{rate}; the store is {store}"
    )


class _meter:  # noqa: N801 - used as a function
    """Progress on standard error, where that is a terminal: counts, rate, time left."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._bar: Any = None

    def __enter__(self) -> Callable[[Progress], None]:
        if not sys.stderr.isatty():
            return lambda progress: None
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            BarColumn(bar_width=20),
            TextColumn("{task.completed} pages{task.fields[of]}, {task.fields[rate]}/s"),
            TextColumn("{task.fields[counts]}"),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=Console(stderr=True), redirect_stdout=False, transient=True)
        of = f" of about {self._total}" if self._total else ""
        task = self._bar.add_task("", total=self._total, of=of, rate="–", counts="")
        self._bar.start()
        begun = time.monotonic()

        def show(progress: Any) -> None:
            counts = progress.counts
            rate = f"{counts.done / max(time.monotonic() - begun, 0.001):.1f}"
            total = max(self._total, counts.done) if self._total else None
            told = f"{counts.stored + counts.changed} new, {counts.known} known, {counts.refused} refused"
            self._bar.update(task, completed=counts.done, total=total, rate=rate, counts=told)

        return show

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
