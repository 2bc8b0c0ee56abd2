"""How fast a store answers: searches with filters and snippets, lists of events, the history of a pair.

    python bench/made_store.py /tmp/made.sqlite      # once
    python bench/finding.py /tmp/made.sqlite postgresql://…

Of each kind of question a few hundred different ones are asked, in one process, each once, in random order; the goal is the 95th
percentile. Words of four letters and more are drawn as often as they stand in the texts, so that frequent ones are often asked
for. On a busy machine the clock runs on while others work; what was worked for the question is told beside it: by this process,
in which SQLite works, and by PostgreSQL's, where it runs on the same Linux machine. For searches the goal is 50 ms, for a pair's
history 100 ms.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dragoman.store import Store, open_store
from dragoman.store.dyads import history
from dragoman.store.event_search import events
from dragoman.store.search import search

FIELDS = (
    "pays:{code}",
    "acteur:{code} type:{event}",
    "statut:alleged",
    "section:{section}",
    "date:{year}-0{month}..{year}-0{next}",
    "pays:{code} sauf type:{event} après:{year}",
)
EVENTS = ("CONSULT", "AID", "SANCTION", "ACCUSE", "THREATEN", "COOPERATE")
SECTIONS = ("Diplomatie", "Europe", "Afrique", "Économie")


@dataclass(frozen=True)
class Question:
    """A kind of question, how to ask one, and its goal in milliseconds."""

    name: str
    ask: Callable[[], object]
    goal: int | None = None


def questions(store: Store, chance: random.Random) -> list[Question]:
    """The kinds of questions, drawn from what the store holds."""
    texts = [text for (text,) in store.database.rows("SELECT text FROM body WHERE version <= 200")]
    words = [word.strip(".") for text in texts for word in text.split() if len(word) > 3]
    pairs = store.database.rows("SELECT actor, recipient FROM dyad WHERE event <= 20000 ORDER BY event")
    frequent = store.database.rows("SELECT actor, recipient FROM dyad GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 20")

    def filled() -> str:
        code, year, month = chance.choice(pairs)[0], chance.choice((2022, 2023, 2024)), chance.randint(1, 7)
        told = {"code": code, "event": chance.choice(EVENTS), "section": chance.choice(SECTIONS)}
        return chance.choice(FIELDS).format(**told, year=year, month=month, next=month + 2)

    def row(n: int) -> str:
        at = chance.randrange(len(words) - n)
        return " ".join(words[at : at + n])

    def found(query: str, facets: bool = False) -> object:
        return search(store, query, limit=20, with_facets=facets)

    return [
        Question("one word and a filter", lambda: found(f"{row(1)} {filled()}"), 50),
        Question("two words and a filter", lambda: found(f"{row(1)} {row(1)} {filled()}"), 50),
        Question("a phrase and a filter", lambda: found(f'"{row(2)}" {filled()}'), 50),
        Question("the beginning of a word and a filter", lambda: found(f"{_beginning(row(1))}* {filled()}"), 50),
        Question("one word of two, none of one", lambda: found(f"({row(1)} ou {row(1)}) sauf {row(1)}"), 50),
        Question("one word", lambda: found(row(1)), 50),
        Question("a filter alone", lambda: found(filled()), 50),
        Question("a word and a filter, with facets", lambda: found(f"{row(1)} {filled()}", True)),
        Question("a mistyped word", lambda: found(_mistyped(row(1), chance))),
        Question("events of a type between two", lambda: events(store, _between(chance.choice(pairs), chance))),
        Question("a pair's history, pairs as frequent as they are", lambda: history(store, *chance.choice(pairs)), 100),
        Question("a pair's history, the 20 most frequent", lambda: history(store, *chance.choice(frequent)), 100),
    ]


def _beginning(word: str) -> str:
    return word[:6] if len(word) > 3 else "accord"


def _mistyped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + "x" + word[at:]


def _between(pair: tuple[str, str], chance: random.Random) -> str:
    return f"acteur:{pair[0]} destinataire:{pair[1]} type:{chance.choice(EVENTS)}"


def server_work(store: Store) -> Callable[[], float]:
    """How many seconds the server's process behind a store has worked; always 0 where there is none that can be seen."""
    if store.database.kind == "postgresql":
        told = Path(f"/proc/{store.database.rows('SELECT pg_backend_pid()')[0][0]}/schedstat")
        if told.exists():
            return lambda: int(told.read_text().split()[0]) / 1e9
    return lambda: 0.0


def measured(store: Store, times: int) -> list[tuple[Question, list[float], list[float]]]:
    """Milliseconds of each question, by kind, in order of length: on the clock, and of the work done for it."""
    chance = random.Random(7)
    kinds = questions(store, chance)
    took: dict[str, list[float]] = {kind.name: [] for kind in kinds}
    worked: dict[str, list[float]] = {kind.name: [] for kind in kinds}
    order = [kind for kind in kinds for _ in range(times)]
    chance.shuffle(order)
    work_of_server = server_work(store)
    for kind in order:
        begun, work = time.perf_counter(), time.process_time() + work_of_server()
        kind.ask()
        worked[kind.name].append((time.process_time() + work_of_server() - work) * 1000)
        took[kind.name].append((time.perf_counter() - begun) * 1000)
    return [(kind, sorted(took[kind.name]), sorted(worked[kind.name])) for kind in kinds]


def main() -> None:
    """Print a table for each store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stores", nargs="+")
    parser.add_argument("--times", type=int, default=200, help="questions of each kind")
    wanted = parser.parse_args()
    for location in wanted.stores:
        with open_store(location) as store:
            articles = store.database.rows("SELECT count(*) FROM listed")[0][0]
            told = store.database.rows("SELECT count(*) FROM event")[0][0]
            print(f"\n{store.database.kind}: {articles} articles, {told} events; milliseconds\n")
            print(f"{'question':<50}{'median':>8}{'p95':>8}{'p95 of own work':>17}{'goal':>6}")
            for kind, took, worked in measured(store, wanted.times):
                told = f"{took[len(took) // 2]:>8.1f}{took[int(len(took) * 0.95)]:>8.1f}"
                print(f"{kind.name:<50}{told}{worked[int(len(worked) * 0.95)]:>17.1f}{kind.goal or '':>6}")


if __name__ == "__main__":
    main()
