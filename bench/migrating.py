"""Two servers and an intake on one PostgreSQL while its tables are migrated: does anybody see an error, how long does one wait?

    python bench/migrating.py                        3,000 made-up articles, 4 readers, two minutes at most
    python bench/migrating.py --articles 20000 --readers 8

It starts a PostgreSQL of its own (Debian's postgresql, as the tests do), fills it, starts two « dragoman serve » and a
« dragoman ingest », lets readers ask both servers for pages and for the API, and meanwhile migrates the store to a version
that is made up (a column more), with all tables drawn anew from the readings. It ends with status 1 where anything failed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from tests.store.servers import Server, programs

from dragoman.store import Incoming, open_store
from made_store import made

ROOT = Path(__file__).parents[1]
MIGRATION = """
import sys, time
from dragoman.commands import main
from dragoman.store import schema
schema.MIGRATIONS[schema.VERSION] = ("ALTER TABLE event ADD COLUMN made_up TEXT",)
schema.VERSION += 1
schema.DRAWN = schema.VERSION
main(["store", "migrate", "--store", sys.argv[1]])
"""
ASKED = (
    "/",
    "/latest",
    "/search?q=accord",
    "/api/search?q=visite",
    "/pairs/FRA-DEU",
    "/countries/RUS",
    "/claims",
    "/api/latest",
)


class Readers:
    """Threads that ask servers for pages, one after the other, and note what failed and how long each took."""

    def __init__(self, servers: list[str], number: int) -> None:
        self.servers = servers
        self.taken: list[tuple[float, float]] = []
        self.failed: Counter[str] = Counter()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(seed,)) for seed in range(number)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, seed: int) -> None:
        chance = random.Random(seed)
        while not self._ended.is_set():
            address = chance.choice(self.servers) + chance.choice(ASKED)
            begun = time.perf_counter()
            try:
                with urllib.request.urlopen(address, timeout=60) as answer:
                    answer.read()
            except (urllib.error.URLError, OSError) as error:
                self.failed[f"{address}: {error}"] += 1
            self.taken.append((time.monotonic(), time.perf_counter() - begun))

    def between(self, first: float, last: float) -> str:
        """How long requests took that ended in these moments."""
        took = [seconds for at, seconds in self.taken if first <= at < last]
        if len(took) < 20:
            return f"{len(took)} requests"
        middle, slow = statistics.median(took), statistics.quantiles(took, n=100)[98]
        return (
            f"{len(took)} requests, {len(took) / (last - first):.0f}/s, half within {middle * 1000:.0f} ms,"
            f" 99 % within {slow * 1000:.0f} ms, slowest {max(took):.1f} s"
        )


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "dragoman", *arguments]


def served(location: str, env: dict[str, str]) -> tuple[subprocess.Popen[str], str]:
    """A server, and its address."""
    process = subprocess.Popen(
        command("serve", "--store", location, "--port", "0"), stderr=subprocess.PIPE, text=True, env=env
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://[^/ ]+", line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, found[0]
    raise RuntimeError("a server did not start")


def taking_in(location: str, first: int, env: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Intakes, one after the other, of 200 readings each that the store has not seen."""
    readings = made(10**9, 10, seed=2)
    for number in itertools.count(first):
        source = folder / f"{number}.ndjson"
        with source.open("wb") as file:
            for one in itertools.islice(readings, 200):
                new = msgspec.structs.replace(
                    one, id=f"new{number}-{one.id}", url=f"https://new.example/{number}/{one.id}"
                )
                file.write(msgspec.json.encode(new) + b"\n")
        yield subprocess.Popen(
            command("ingest", str(source), "--store", location, "--json"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env,
        )  # fmt: skip


def intake(location: str, env: dict[str, str], ended: threading.Event, told: Counter[str]) -> None:
    """Take in until the end; what was stored, and what was said of what failed."""
    with tempfile.TemporaryDirectory() as folder:
        for process in taking_in(location, 0, env, Path(folder)):
            out, said = process.communicate()
            if process.returncode:
                told[f"failed: {said.strip()[-300:]}"] += 1
            else:
                told["stored"] += json.loads(out)["stored"]
            if ended.is_set():
                return


def measure(location: str, readers: int) -> bool:
    """Load it, migrate it, and print what was seen; whether nothing failed."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])}
    servers = [served(location, env) for _ in range(2)]
    ended, told = threading.Event(), Counter[str]()
    writer = threading.Thread(target=intake, args=(location, env, ended, told))
    try:
        asking = Readers([address for _, address in servers], readers)
        writer.start()
        moments = [time.monotonic()]
        time.sleep(20)
        moments.append(time.monotonic())
        migrated = subprocess.run([sys.executable, "-c", MIGRATION, location], env=env, capture_output=True, text=True)
        moments.append(time.monotonic())
        time.sleep(20)
        moments.append(time.monotonic())
        ended.set()
        writer.join()
        asking.stop()
    finally:
        for process, _ in servers:
            process.terminate()
            process.wait()
    for name, first, last in zip(("before", "while it migrates", "after"), moments, moments[1:], strict=False):
        print(f"{name} ({last - first:.0f} s): {asking.between(first, last)}")
    failed = {name: number for name, number in told.items() if name != "stored"}
    print(f"the intake stored {told['stored']} articles meanwhile; the migration: {migrated.stderr.strip()}")
    print(f"failed: {len(asking.failed)} kinds of requests, {len(failed)} intakes")
    for name, number in [*asking.failed.most_common(10), *failed.items()]:
        print(f"  {number} × {name}")
    return not asking.failed and not failed and migrated.returncode == 0


def main() -> None:
    """Fill a store, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--readers", type=int, default=4)
    wanted = parser.parse_args()
    bin = programs()
    if bin is None:
        sys.exit("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    server = Server(bin)
    try:
        with open_store(server.address(), create=True) as store:
            readings = made(wanted.articles, 10)
            while batch := list(itertools.islice(readings, 500)):
                store.put_many(Incoming(reading=one) for one in batch)
        well = measure(server.address(), wanted.readers)
    finally:
        server.stop()
    sys.exit(not well)


if __name__ == "__main__":
    main()
