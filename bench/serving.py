"""How fast the site answers: every page at 20 requests a second, what 100 slow readers do to the others, and memory under load.

    python bench/made_store.py /tmp/made.sqlite      # once
    python bench/serving.py /tmp/made.sqlite
    python bench/serving.py /tmp/made.sqlite --minutes 60 --memory      # nothing but an hour of all there is to ask for
    python bench/serving.py /tmp/made.sqlite --alone 30

Pages are asked for in random order; articles, pairs and countries as often as they stand in events. The goals are the 95th
percentile on the reader's clock: 150 ms, 250 ms for a pair. On a busy machine that clock runs on while others work; then
``--alone`` asks one page after the other, and tells the server's own processor time.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import queue
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from dragoman.store import open_store

RATE = 20.0
MIXED = 4.0
"""Requests a second of the mixed load under which memory is watched."""
GOALS = defaultdict(lambda: 150, pair=250)
SLOW = 100


@dataclass(frozen=True)
class Asked:
    """A page that was asked for: its kind, seconds until all of it was there, status, bytes as sent."""

    kind: str
    seconds: float
    status: int
    size: int


def addresses(store: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Kinds of pages and addresses of them, without end."""
    with open_store(store) as opened:
        rows = opened.database.rows(
            "SELECT d.actor, d.recipient, a.id, v.title FROM dyad d JOIN event e ON e.number = d.event"
            " JOIN version v ON v.number = e.version JOIN article a ON a.number = v.article WHERE d.event % 997 = 0 LIMIT 3000"
        )
    while True:
        actor, recipient, article, title = chance.choice(rows)
        word = chance.choice([one for one in title.split() if len(one) > 3] or ["accord"])
        pages = {
            "first": "/",
            "latest": "/latest",
            "article": f"/articles/{quote(article)}",
            "search": f"/search?q={quote(f'{word} pays:{actor}')}",
            "pair": f"/pairs/{actor}-{recipient}",
            "country": f"/countries/{actor}",
            "world": chance.choice(["/world", f"/world?country={actor}"]),
            "claims": chance.choice(["/claims", f"/claims?source={actor}"]),
            "alarms": "/alarms",
            "review": "/review",
            "about": "/about",
            "corrections": "/corrections",
            "feed": f"/feeds/pairs/{actor}-{recipient}.atom",
        }
        kinds = list(pages)
        chance.shuffle(kinds)
        yield from ((kind, pages[kind]) for kind in kinds)


def everything(store: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """All that readers and programs ask for, without end: pages in two languages, their data, feeds, and texts handed in."""
    for n, (kind, path) in enumerate(addresses(store, chance)):
        sign = "&" if "?" in path else "?"
        yield kind, path if kind == "feed" else f"{path}{sign}lang={'fr' if n % 2 else 'en'}"
        if kind in ("feed", "first"):
            continue
        yield f"api {kind}", f"/api{path}"
        if kind == "pair":
            yield "pair's day", f"{path}?at=20{chance.randrange(20, 24)}-0{chance.randrange(1, 10)}"
            yield "pair's denials", f"{path}?status=denied&lang=en"
        if kind == "search":
            yield "search, newest", f"{path}&order=newest&statut=alleged"
            yield "feed of a search", path.replace("/search", "/feeds/search.json")
        if kind == "about":
            yield "add", f"/api/add#{n}"


@contextmanager
def served(store: str) -> Iterator[tuple[int, int]]:
    """The site in a process of its own: its port, and the process."""
    command = [sys.executable, "-m", "dragoman", "serve", "--store", store, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        told = ""
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/", told)):
            line = process.stderr.readline()
            assert line, told
            told += line
        threading.Thread(target=process.stderr.read, daemon=True).start()
        try:
            yield int(found[1]), process.pid
        finally:
            process.terminate()


def ask(port: int, kind: str, path: str) -> Asked:
    """Ask for a page as a browser does."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    headers = {"accept-encoding": "gzip", "accept-language": "fr"}
    if kind == "add":
        text = (
            f"Paris a rappelé son ambassadeur à Alger. Selon Moscou, Kiev a bombardé {path.partition('#')[2]} villages."
        )
        headers["content-type"] = "application/json"
        connection.request("POST", "/api/add", json.dumps({"text": text, "keep": False}), headers)
    else:
        connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - begun
    connection.close()
    if answer.status == 200 and answer.headers.get("content-encoding") == "gzip":
        gzip.decompress(body)
    return Asked(kind, took, answer.status, len(body))


def at_a_rate(port: int, pages: Iterator[tuple[str, str]], seconds: float, rate: float = RATE) -> list[Asked]:
    """Pages asked for at a steady rate, whether or not those before are answered."""
    waiting: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
    found: list[Asked] = []

    def work() -> None:
        while one := waiting.get():
            found.append(ask(port, *one))

    workers = [threading.Thread(target=work) for _ in range(40)]
    for worker in workers:
        worker.start()
    begun = time.perf_counter()
    for n in range(round(seconds * rate)):
        time.sleep(max(0.0, begun + n / rate - time.perf_counter()))
        waiting.put(next(pages))
    for _ in workers:
        waiting.put(None)
    for worker in workers:
        worker.join()
    return found


def tell(found: list[Asked]) -> None:
    """The 95th percentile and the largest page of every kind."""
    kinds: dict[str, list[Asked]] = defaultdict(list)
    for one in found:
        kinds[one.kind].append(one)
    print(f"{'page':<12}{'n':>5}{'median ms':>11}{'p95 ms':>9}{'goal':>6}{'largest kB':>12}")
    for kind, own in sorted(kinds.items()):
        times = sorted(one.seconds * 1000 for one in own)
        wrong = {one.status for one in own if one.status != 200}
        print(
            f"{kind:<12}{len(own):>5}{times[len(times) // 2]:>11.0f}{times[int(len(times) * 0.95)]:>9.0f}{GOALS[kind]:>6}"
            f"{max(one.size for one in own) / 1000:>12.0f}{f'  status {wrong}' if wrong else ''}"
        )
    times = sorted(one.seconds * 1000 for one in found)
    print(f"{'all':<12}{len(times):>5}{times[len(times) // 2]:>11.0f}{times[int(len(times) * 0.95)]:>9.0f}")


def spent(pid: int) -> float:
    """Seconds of processor time that a process has spent."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9


def while_idle(pid: int) -> None:
    """Wait until a process does nothing: until all that it counts ahead of its readers is counted."""
    before = -1.0
    while (now := spent(pid)) - before > 0.05:
        before = now
        time.sleep(3)


def one_by_one(port: int, pid: int, pages: Iterator[tuple[str, str]], count: int) -> list[Asked]:
    """So many pages of each kind, one after the other; their seconds are the server's processor time."""
    found: list[Asked] = []
    kinds: dict[str, int] = defaultdict(int)
    for kind, path in pages:
        if kinds and min(kinds.values()) >= count:
            return found
        before = spent(pid)
        told = ask(port, kind, path)
        kinds[kind] += 1
        found.append(Asked(kind, max(spent(pid) - before, 0.0), told.status, told.size))
    return found


@contextmanager
def slow_readers(port: int, count: int = SLOW) -> Iterator[None]:
    """Readers that send a byte of their request every second, half of them, or never read what they asked for."""
    over = threading.Event()
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
    for n, one in enumerate(sockets):
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + (b"\r\n" if n % 2 else b""))

    def drip() -> None:
        while not over.wait(1.0):
            for one in sockets[::2]:
                try:
                    one.sendall(b"X")
                except OSError:
                    continue

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        for one in sockets:
            one.close()


def memory(pid: int) -> tuple[float, float]:
    """Megabytes that a process holds: its own, and pages of files (the store's) that the system lends it."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    sizes = {line.split()[0]: int(line.split()[1]) / 1000 for line in lines if line.startswith("Rss")}
    return sizes["RssAnon:"], sizes["RssFile:"]


def watched(port: int, pid: int, pages: Iterator[tuple[str, str]], minutes: int, rate: float) -> None:
    """Ask at a rate, and tell what the process holds after each minute."""
    wrong = asked = 0
    for n in range(minutes):
        found = at_a_rate(port, pages, 60, rate)
        asked += len(found)
        wrong += sum(one.status != 200 for one in found)
        own, lent = memory(pid)
        print(
            f"after {n + 1} min: {own:.1f} MB of its own, {lent:.0f} MB of the store's file; {asked} asked, {wrong} not answered"
            f" with 200, load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def main() -> None:
    """Ask, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--seconds", type=float, default=60.0, help="of each run")
    parser.add_argument("--minutes", type=float, default=0.0, help="of mixed load, to see whether memory grows")
    parser.add_argument("--memory", action="store_true", help="only the minutes of mixed load, at --rate")
    parser.add_argument("--rate", type=float, default=MIXED, help="requests a second of the mixed load (default 4)")
    parser.add_argument("--alone", type=int, default=0, help="only so many pages of each kind, one after the other")
    wanted = parser.parse_args()
    pages = addresses(wanted.store, random.Random(1))
    with served(wanted.store) as (port, pid):
        begun = time.perf_counter()
        for path in ("/world", "/alarms"):
            ask(port, "warm", path)
        print(
            f"all that is counted over the whole store was counted {time.perf_counter() - begun:.0f} s after the start"
        )
        if wanted.alone:
            while_idle(pid)
            print(f"\none after the other, the server's processor time, load {os.getloadavg()[0]:.1f}")
            tell(one_by_one(port, pid, pages, wanted.alone))
            return
        if wanted.memory:
            mixed = everything(wanted.store, random.Random(2))
            watched(port, pid, mixed, round(wanted.minutes), wanted.rate)
            return
        at_a_rate(port, pages, 20, 5.0)
        found = at_a_rate(port, pages, wanted.seconds)
        print(f"\n{RATE:.0f} requests a second, load {os.getloadavg()[0]:.1f}, {memory(pid)[0]:.0f} MB")
        tell(found)
        with slow_readers(port):
            found = at_a_rate(port, pages, wanted.seconds / 2)
        print(f"\nthe same beside {SLOW} slow readers, load {os.getloadavg()[0]:.1f}")
        tell(found)
        watched(port, pid, pages, round(wanted.minutes), RATE)


if __name__ == "__main__":
    main()
