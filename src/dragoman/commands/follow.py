"""``dragoman follow``: what is new in feeds on the web, into the store."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from dragoman.commands import EXIT_PARTLY, complain, put
from dragoman.commands.options import allow_private_option, store_option
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.follow.fetching import Fetcher
    from dragoman.store import Store


@click.command()
@click.argument("path", metavar="FEEDS.opml", required=False, type=click.Path(path_type=Path))
@store_option
@click.option("--once", is_flag=True, help="Look at each feed once, and end.")
@click.option(
    "--every", metavar="MINUTES", type=click.IntRange(5, 10080), default=30, show_default=True,
    help="Minutes between two looks at a feed, at least 5.",
)  # fmt: skip
@allow_private_option
@click.option(
    "--list", "as_list", is_flag=True, help="Print the feeds of the list, else of the one that comes with this."
)
@click.option("--opml", "as_opml", is_flag=True, help="Print the list that comes with this, to be edited.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts of each round as a JSON object a line.")
def command(
    path: Path | None,
    location: str | None,
    once: bool,
    every: int,
    allow_private: bool,
    as_list: bool,
    as_opml: bool,
    as_json: bool,
) -> None:
    """Take into the store what is new in the feeds of an OPML list: their entries, and the pages behind teasers.

    Asks politely: only for what has changed, as robots.txt allows, one request a host at a time and two seconds apart, and
    not before a host that is busy wants it. Addresses of private nets are not fetched, wherever a redirect or a name leads.

    Stop it when you like; the store knows each feed's state, and the same command goes on.

    Exit status: 0 all went well; 1 something could not be had (one line each on standard error); 2 wrong usage.

    \b
    Examples:
      dragoman follow --list
      dragoman follow --opml > feeds.opml
      dragoman follow feeds.opml --once
      dragoman follow feeds.opml --every 60 --store news.sqlite
    """
    from dragoman.follow import opml

    if as_opml:
        put(opml.SHIPPED.read_bytes().rstrip())
        return
    if as_list:
        for feed in opml.feeds(path or opml.SHIPPED):
            put("\t".join((feed.language or "–", feed.title or "–", feed.address)).encode())
        return
    if path is None:
        raise click.UsageError("give a list of feeds in OPML; --opml prints one to begin with")
    sys.exit(_follow(path, location, None if once else every * 60.0, allow_private, as_json))


def _follow(path: Path, location: str | None, pause: float | None, allow_private: bool, as_json: bool) -> int:
    """Rounds until the one that was wanted is done, or Ctrl-C; the exit status. The list is read anew in each."""
    from dragoman.follow import opml
    from dragoman.follow.fetching import Fetcher
    from dragoman.store import open_store

    fetcher = Fetcher(allow_private)
    status = 0
    addresses = [feed.address for feed in opml.feeds(path)]
    with open_store(location, create=True) as store:
        try:
            while True:
                counts = _round(store, addresses, fetcher)
                _tell(counts, len(addresses), store.name, as_json)
                status = EXIT_PARTLY if counts["refused"] else status
                if pause is None:
                    return status
                time.sleep(pause)
                addresses = _addresses(path, addresses)
        except KeyboardInterrupt:
            complain("stopped; the same command goes on")
            return EXIT_PARTLY if pause is None else status


def _addresses(path: Path, former: list[str]) -> list[str]:
    """The feeds of the list as it is now; as it was, where it is being edited and cannot be read."""
    from dragoman.follow import opml

    try:
        return [feed.address for feed in opml.feeds(path)]
    except InputError as error:
        complain(f"{error}; going on with the list as it was")
        return former


def _round(store: Store, addresses: list[str], fetcher: Fetcher) -> Counter[str]:
    """A look at each feed; what it brought is in the store before its state is."""
    from dragoman.follow.polling import Poll
    from dragoman.follow.state import remember, remembered
    from dragoman.store.ingest import ingest

    counts: Counter[str] = Counter()
    for address in addresses:
        poll = Poll(address, fetcher, remembered(store, address))
        done = None
        for done in ingest(store, ((address, page) for page in poll.pages()), workers=0):
            for refusal in done.refused:
                complain(refusal.message)
        assert done is not None
        remember(store, address, poll.state, poll.outcome in ("new", "unchanged"))
        counts.update(msgspec.to_builtins(done.counts))
        counts[poll.outcome] += 1
    return counts


def _tell(counts: Counter[str], feeds: int, store: str, as_json: bool) -> None:
    names = ("new", "unchanged", "waiting", "failed", "stored", "changed", "known", "refused")
    told = {name: counts[name] for name in names}
    if as_json:
        put(msgspec.json.encode({"store": store, "feeds": feeds, **told}))
        return
    complain(
        f"{feeds} feeds: {told['unchanged']} unchanged, {told['waiting']} to be left alone for now, {told['failed']} not to be"
        f" had; pages: {told['stored']} stored, {told['changed']} changed, {told['known']} known already,"
        f" {told['refused']} refused; the store is {store}"
    )
