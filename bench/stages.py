"""Where the time goes when pages are read and sentences coded: seconds and share of each stage, warm.

    python bench/stages.py                    read the pages and code the sentences of the corpora, both languages
    python bench/stages.py --language fr      one language
    python bench/stages.py PAGE...            read these pages instead
    python bench/stages.py --calls 40         also the 40 functions that take most time by themselves

A stage's time is its own: without that of the stages it calls. It is the process's time, so that a busy machine changes
little.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib
import json
import os
import platform
import pstats
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
STAGES = {
    "page": ["dragoman.page.article:find", "dragoman.reading:_dated"],
    "language": ["dragoman.reading:_language"],
    "sentences": ["dragoman.reading:split"],
    "names": ["dragoman.actors:names"],
    "plain words": ["dragoman.text.parse:_plain"],
    "parser": ["dragoman.text.parse:_Model.run"],
    "parse, neutral words": ["dragoman.text.parse:_tokens"],
    "actors": ["dragoman.actors:resolve"],
    "times": ["dragoman.times:find"],
    "quotes": ["dragoman.quotes:find"],
    "frames": ["dragoman.events.find:framed"],
    "learned model": ["dragoman.events.find:revise"],
    "attribution": ["dragoman.events:find"],
}
"""Each stage and the functions that it begins with, as module:name under which the caller finds them."""
REST = "all else"
BATCH = 64
SENTENCES = 600


class Clock:
    """Seconds of the process by stage; the stage entered last is the one that runs."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys((*STAGES, REST), 0.0)
        self._running = [REST]
        self._since = time.process_time()

    def start(self) -> None:
        """Begin anew, from nothing."""
        self.spent = dict.fromkeys(self.spent, 0.0)
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._running[-1]] += now - self._since
        self._since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def watch(self, place: str, stage: str) -> None:
        """Let a function's time count as a stage's."""
        module, _, path = place.partition(":")
        owner: Any = importlib.import_module(module)
        *above, name = path.split(".")
        for part in above:
            owner = getattr(owner, part)
        setattr(owner, name, self._timed(getattr(owner, name), stage))

    def _timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            with self.stage(stage):
                found = function(*given, **named)
            return self._drawn(found, stage) if isinstance(found, Iterator) else found

        return timed

    def _drawn(self, found: Iterator[Any], stage: str) -> Iterator[Any]:
        """The items of a generator, whose work is done when they are asked for."""
        while True:
            with self.stage(stage):
                try:
                    item = next(found)
                except StopIteration:
                    return
            yield item


def main() -> None:
    """Profile, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="pages to read [those of the corpora]")
    asked.add_argument("--language", choices=["fr", "en"], help="only this language")
    asked.add_argument("--calls", type=int, default=0, metavar="N", help="also the N dearest functions")
    options = asked.parse_args()
    languages = [options.language] if options.language else ["fr", "en"]
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    clock = Clock()
    for stage, places in STAGES.items():
        for place in places:
            clock.watch(place, stage)
    for language in languages:
        pages = options.pages or [
            path
            for part in ("dev", "test")
            for path in sorted((ROOT / f"corpora/{language}/pages/{part}").glob("*.txt"))
        ]
        show(clock, f"read, {language}", pages, lambda some, language=language: read(some, language), "page")
        texts = [] if options.pages else sentences(language)
        if texts:
            show(clock, f"code, {language}", texts, lambda some, language=language: code(some, language), "sentence")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    if options.calls:
        dearest(lambda: [code(sentences(language), language) for language in languages], options.calls)


def show(clock: Clock, title: str, lot: Sequence[Any], work: Callable[[Sequence[Any]], int], unit: str) -> None:
    """Do the work twice, and print the stages of the second time."""
    work(lot)
    clock.start()
    sentences_read = work(lot)  # counted within “all else”, and of no weight
    with clock.stage(REST):
        spent = clock.spent
    whole = sum(spent.values())
    print(f"\n{title}: {len(lot)} {unit}s, {sentences_read} sentences, {whole:.2f} s, {len(lot) / whole:.0f} {unit}s/s")
    print(f"{'':22}{'seconds':>9}{'share':>8}{'ms a page':>12}{'µs a sentence':>16}" if unit == "page" else
          f"{'':22}{'seconds':>9}{'share':>8}{'µs a sentence':>16}")  # fmt: skip
    for stage, seconds in spent.items():
        a_page = f"{1000 * seconds / len(lot):12.2f}" if unit == "page" else ""
        print(f"{stage:22}{seconds:9.2f}{seconds / whole:8.0%}{a_page}{1e6 * seconds / sentences_read:16.0f}")


def read(pages: Sequence[Path], language: str) -> int:
    """Read pages; how many sentences they have."""
    import dragoman
    from dragoman.languages import load
    from dragoman.text import split

    articles = [dragoman.read(page).article for page in pages]
    return sum(len(split(a.text, [(p.start, p.end) for p in a.paragraphs], load(language))) for a in articles)


def code(texts: Sequence[str], language: str) -> int:
    """Code sentences in lots; how many there are."""
    from dragoman.reading import Job, code_texts

    for at in range(0, len(texts), BATCH):
        code_texts([Job(text, language) for text in texts[at : at + BATCH]])
    return len(texts)


def sentences(language: str) -> list[str]:
    """Texts of the training and development corpora, as many as wanted, spread over them."""
    found = [
        json.loads(line)["text"]
        for part in ("dev", "train")
        for path in sorted((ROOT / f"corpora/{language}/events/{part}").glob("*.ndjson"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return found[:: max(1, len(found) // SENTENCES)][:SENTENCES]


def dearest(work: Callable[[], Any], number: int) -> None:
    """The functions that take most time by themselves; under the profiler everything is slower, small functions most."""
    profiler = cProfile.Profile()
    profiler.enable()
    work()
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(number)


if __name__ == "__main__":
    main()
