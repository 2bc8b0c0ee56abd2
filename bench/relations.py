"""Index and alarms of all pairs over 2,000,000 occurrences: seconds, memory, and what a further day costs.

python bench/relations.py [--occurrences 2000000] [--days 2200]
python bench/relations.py --store /tmp/made.sqlite      out of a store (of bench/made_store.py), and a day's update from a file
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from dragoman.relations.alarms import find_alarms, usual_day
from dragoman.relations.ledger import Ledger, panel, read_ledger
from dragoman.relations.level import levels
from dragoman.relations.watch import Watch
from dragoman.relations.watched import go_on
from dragoman.store import open_store


def made(count: int, days: int, actors: int = 180, seed: int = 0) -> Ledger:
    """Occurrences of pairs that are, as in the news, very unequally busy."""
    rng = np.random.default_rng(seed)
    pairs = tuple((f"A{a:03}", f"B{b:03}") for a in range(actors) for b in range(a + 1, actors))
    share = rng.pareto(1.1, len(pairs)) + 0.02
    return Ledger(
        pairs,
        rng.choice(len(pairs), count, p=share / share.sum()),
        730_000 + rng.integers(0, days, count),
        rng.choice([0.5, 0.8, 1.2, 1.9], count).astype(np.float32),
        rng.random(count) < 0.6,
        rng.random(count) < 0.8,
        rng.random(count) < 0.01,
    )


def memory() -> str:
    return f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"


def of_store(location: str) -> None:
    """Everything from the file on: reading, levels with and without allegations, alarms; and then only the last days."""
    with open_store(location) as store:
        start, cpu = time.perf_counter(), time.process_time()
        ledger = read_ledger(store)
        read = time.perf_counter() - start
        laid = panel(ledger)
        for series in (laid.series, laid.alleged):
            levels(series.cooperative, series.conflictual)
        alarms = list(find_alarms(laid.series, milestones=laid.turning))
        took, used = time.perf_counter() - start, time.process_time() - cpu
        print(f"{len(ledger)} occurrences, {len(laid.series.dyads)} pairs with enough, {len(alarms)} alarms")
        print(f"read {read:.1f} s, together {took:.1f} s ({used:.1f} s of processor time); {memory()}")
        with tempfile.TemporaryDirectory() as folder:
            state = Path(folder) / "alarms.npz"
            go_on(store, state, 2.0)
            start, cpu = time.perf_counter(), time.process_time()
            go_on(store, state, 2.0)
            took, used = time.perf_counter() - start, time.process_time() - cpu
        print(f"from a file: {took:.2f} s ({used:.2f} s of processor time)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--occurrences", type=int, default=2_000_000)
    parser.add_argument("--days", type=int, default=2200)
    parser.add_argument("--store", help="measure this store instead")
    arguments = parser.parse_args()
    if arguments.store:
        of_store(arguments.store)
        return
    ledger = made(arguments.occurrences, arguments.days)
    start = time.perf_counter()
    laid = panel(ledger)
    at_panel = time.perf_counter()
    for series in (laid.series, laid.alleged):
        levels(series.cooperative, series.conflictual)
    at_levels = time.perf_counter()
    alarms = list(find_alarms(laid.series, milestones=laid.turning))
    end = time.perf_counter()
    print(
        f"{len(ledger)} occurrences, {len(ledger.pairs)} pairs, {len(laid.series.dyads)} with enough, {laid.series.days} days"
    )
    print(
        f"laid out {at_panel - start:.1f} s, levels {at_levels - at_panel:.1f} s, alarms {end - at_levels:.1f} s ({len(alarms)})"
    )
    print(f"together {end - start:.1f} s; {memory()}")
    watch = Watch(len(laid.series.dyads), 2.0, usual_day(laid.series, 365))
    today = laid.series.cooperative[-1].astype(float), laid.series.conflictual[-1].astype(float)
    list(watch.step(*today))
    start = time.perf_counter()
    list(watch.step(*today))
    print(f"a further day {1000 * (time.perf_counter() - start):.1f} ms")


if __name__ == "__main__":
    main()
