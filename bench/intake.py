"""How fast readings are taken into a store, and what room they take there: SQLite, and PostgreSQL beside it in one run.

    python bench/intake.py                                  20,000 made-up articles of 10 events, into a SQLite file
    python bench/intake.py --articles 200000 postgresql://… also into a PostgreSQL database, which must be empty

The readings are made, and written to a file of NDJSON, before the clock runs; then it is taken in as « dragoman ingest » takes
what « dragoman read » printed, by one process; then once more, all of it known. The goal is 500 articles/s into SQLite. Beside
the clock stands this process's own time, which other work on the machine does not lengthen (nor a server's work count).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parent))

from dragoman.page import pages
from dragoman.store import ingest, open_store
from dragoman.store.summary import summary
from made_store import made


def taken_in(location: str, source: Path) -> tuple[float, float]:
    """The seconds that an intake takes, by the clock and of this process."""
    begun, own = time.perf_counter(), time.process_time()
    with open_store(location, create=True) as store:
        for progress in ingest.ingest(store, ((str(source), page) for page in pages([source])), workers=0):
            rate = progress.counts.done / (time.perf_counter() - begun)
            print(f"\r{progress.counts.done} articles, {rate:.0f}/s ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return time.perf_counter() - begun, time.process_time() - own


def main() -> None:
    """Make readings, take them in, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("others", nargs="*", help="further stores, such as postgresql://…")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=10, help="an article")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made.ndjson"
        with source.open("wb") as file:
            file.writelines(msgspec.json.encode(one) + b"\n" for one in made(wanted.articles, wanted.events))
        for location in (str(Path(folder) / "made.sqlite"), *wanted.others):
            (first, own), (again, _) = taken_in(location, source), taken_in(location, source)
            with open_store(location) as store:
                found = summary(store.database)
            rates = [found.articles / seconds for seconds in (first, own, again)]
            print(
                f"{found.kind}: {found.articles} articles, {found.events} events in {first:.0f} s: {rates[0]:.0f} articles/s"
                f" by the clock, {rates[1]:.0f} of its own time; again, all known: {rates[2]:.0f}/s;"
                f" {found.bytes / 1e6:.0f} MB, {found.bytes / found.text_bytes:.1f} times the text's own"
                f" {found.text_bytes / 1e6:.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
