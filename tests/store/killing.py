"""Intakes killed at random moments, each in a process forked for it.

A program of its own, since only a process with one thread may be forked: ``python -m tests.store.killing LOCATION INPUT KILLS
SEED SECONDS``. Kills until KILLS are done or an intake comes to its end, at moments up to SECONDS; prints as JSON how many were
killed, and the articles that had been told of as stored and were not in the store afterwards.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from tests.store.fake_reading import read

from dragoman.errors import StoreError
from dragoman.page import pages
from dragoman.store import ingest, open_store


def take_in(location: str, source: str, told: int) -> None:
    """One intake, in small batches so that there is much to interrupt; tells of each commit as the command does."""
    ingest.BATCH = 5
    with open_store(location, create=True) as store:
        found = ((source, page) for page in pages([source]))
        for progress in ingest.ingest(store, found, read=read, workers=0):
            os.write(told, b"".join(f"{put.id}\n".encode() for put in progress.puts))


def killed(location: str, source: str, after: float) -> tuple[bool, list[str]]:
    """Whether an intake was killed before it ended, and what it had told by then."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        take_in(location, source, writes)
        os._exit(0)
    os.close(writes)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as pipe:
        told = pipe.read().decode()
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        raise StoreError(f"an intake failed by itself: {status}")
    return os.WIFSIGNALED(status), told.split("\n")[:-1]


def missing(location: str, ids: list[str]) -> list[str]:
    """What was told and is not there."""
    if not ids:
        return []
    with open_store(location) as store:
        return [id for id in ids if not store.database.row("SELECT 1 FROM article WHERE id = ?", (id,))]


def main(location: str, source: str, kills: int, seed: int, seconds: float) -> None:
    chance = random.Random(seed)
    done, lost = 0, []
    for _ in range(kills):
        was_killed, told = killed(location, source, chance.uniform(0, seconds))
        lost += missing(location, told)
        if not was_killed:
            break
        done += 1
    print(json.dumps({"killed": done, "lost": lost}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
