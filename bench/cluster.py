"""What reading an archive costs, stage by stage and as a whole run on one core and on two.

    python bench/cluster.py                  400 pages, cut, extracted, read, committed; then the run on 1 core and on 2
    python bench/cluster.py --pages 2000
    python bench/cluster.py --mixed 20       a mixed crawl instead, of which one page in 20 is diplomatic, with a first look
    python bench/cluster.py --stages         only the stages, in this process

The archive is made: pages of paragraphs out of examples/news, with the menus and lists of a news site around them, in WARC as
news crawls write it. Of stages the processor's own time is measured, which other work on the machine lengthens little; of runs
the clock's, from the first part that is done to the last.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.cluster import mixed

from dragoman.cluster.child import How, outcome_of
from dragoman.cluster.output import Output
from dragoman.cluster.parts import Cut, Done, Outcome
from dragoman.cluster.raw import Raw, page_of_raw, raws
from dragoman.cluster.run import read
from dragoman.cluster.shard import commit_part, commit_shard
from dragoman.cluster.shards import shards
from dragoman.languages import languages, load
from dragoman.page.encoding import decode
from dragoman.page.words import words_of_markup
from dragoman.reading import code_text, read_page
from dragoman.relevance import passed_over
from dragoman.text import detect

Found = TypeVar("Found")
PARAGRAPHS = 15
LONG = 100
"""Characters from which a line of the examples is a paragraph of an article."""
EXAMPLES = Path(__file__).parents[1] / "examples"


def html(number: int, said: list[str]) -> bytes:
    """A page of 14 paragraphs that other pages have too, in an order of its own, in a site's menus and lists."""
    links = "".join(f'<li><a href="/{number}/{n}">Titre {n} du jour {number}, à la une</a></li>' for n in range(400))
    chosen = random.Random(number).sample(said, PARAGRAPHS)
    article = "".join(f"<p>{words}</p>" for words in chosen[1:])
    page = f"<html><body><article><h1>{chosen[0][:80]}</h1>{article}</article><footer><ul>{links}</ul></footer></body></html>"
    return page.encode()


def record(number: int, body: bytes) -> bytes:
    """A page as a news crawl keeps it."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://made.example/{number}\r\n"
        f"WARC-Date: 2024-10-02T10:00:02Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n", 6)


def made(folder: Path, pages: int, number: int, every: int | None = None) -> list[Path]:
    """Shards of the made archive; of a mixed crawl where one page in ``every`` is diplomatic."""
    lines = (line for path in sorted(EXAMPLES.glob("news/*.txt")) for line in path.read_text("utf-8").splitlines())
    said = [line for line in lines if len(line) > LONG]
    paths = [folder / f"made-{n}.warc.gz" for n in range(number)]
    for n, path in enumerate(paths):
        with path.open("wb") as file:
            for page in range(n, pages, number):
                file.write(record(page, mixed.html(page, every) if every else html(page, said)))
    return paths


def timed(name: str, pages: int, work: Callable[[], Found]) -> Found:
    """What a stage gives; its time is printed."""
    found: list[Found] = []
    spent(name, pages, lambda: found.append(work()))
    return found[0]


def spent(name: str, pages: int, work: Callable[[], object]) -> float:
    """The seconds that a stage takes, which are printed too."""
    begun = time.process_time()
    work()
    seconds = time.process_time() - begun
    print(
        f"{name:<44} {pages / seconds:9.0f} pages a second of a core, {seconds / pages * 1000:7.2f} ms each", flush=True
    )
    return seconds


def libraries_alone(kept: list[str], pages: int) -> float:
    """The seconds that a user's own script would take of the pages kept, given them: trafilatura finds their articles,
    spaCy's pipeline of their language parses these, all its parts but the names and with its own settings."""
    import spacy
    import trafilatura

    def article(html: str) -> str:
        found = trafilatura.bare_extraction(html, with_metadata=True)
        return (found.text if found else "") or ""

    texts = [article(html) for html in kept]
    extracting = spent("floor: trafilatura, of those kept", len(kept), lambda: [article(html) for html in kept])
    parsing = 0.0
    for language in languages():
        settings = load(language).settings
        pipeline = spacy.load(settings["model"], exclude=settings["leave_out"])
        own = [text for text in texts if detect(text) == language]
        list(pipeline.pipe(own[:4]))
        if own:
            parsing += spent(f"floor: spaCy, of those in “{language}”", len(own), lambda: list(pipeline.pipe(own)))  # noqa: B023
    print(f"{'floor: both':<44} {pages / (extracting + parsing):9.0f} pages a second of a core, of all pages")
    return extracting + parsing


def stages(shard: Path, folder: Path) -> None:
    """The stages of a shard one after the other, in this process."""
    found: list[Raw] = list(raws(shard, shard.name))
    pages, how = len(found), How()
    timed("cut out of the archive (fastwarc)", pages, lambda: list(raws(shard, shard.name)))
    read_in = timed("extracted (HTML to text)", pages, lambda: [page_of_raw(raw) for raw in found])
    for language in ("fr", "en"):
        code_text("Paris, Berlin.", language)
    outcomes: list[Outcome] = timed(
        "extracted and read", pages, lambda: [outcome_of(raw, how, read_page) for raw in found]
    )
    output = Output(str(folder / "stages"))
    done = Done(shard="made", number=0, last=True, outcomes=tuple(outcomes))
    timed("committed as a part", pages, lambda: commit_part(output, done))
    committed = timed("written as Parquet", pages, lambda: commit_shard(output, "made", str(shard), 0, 1, "0"))
    size = sum(committed.files.values())
    words = sum(len(one.reading.article.text.split()) for one in outcomes if one.reading)
    print(
        f"{pages} pages of {words / pages:.0f} words, {len(read_in)} extracted: {shard.stat().st_size / pages / 1000:.1f} kB"
        f" each in the archive, {size / pages / 1000:.1f} kB as Parquet;"
        f" memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"
    )


def mixed_stages(pages: int, every: int) -> None:
    """The stages of a mixed crawl under a first look, and beside them what its libraries alone would take."""
    found = [mixed.raw(number, every) for number in range(pages)]
    how = How(only_diplomatic=True)
    decoded = timed("decoded", pages, lambda: [decode(raw.data).text for raw in found])
    words = timed("its running text", pages, lambda: [words_of_markup(text) for text in decoded])
    passed_over(words[0])
    looked = timed("looked at", pages, lambda: [passed_over(text) for text in words])
    kept = [raw for raw, reason in zip(found, looked, strict=True) if reason is None]
    for language in ("fr", "en"):
        code_text("Paris, Berlin.", language)
    timed("extracted, of those kept", len(kept), lambda: [page_of_raw(raw) for raw in kept])
    timed("extracted and read, of those kept", len(kept), lambda: [outcome_of(raw, How(), read_page) for raw in kept])
    ours = spent("all of it", pages, lambda: [outcome_of(raw, how, read_page) for raw in found])
    floor = libraries_alone([raw.data.decode() for raw in kept], pages)
    print(f"all of it takes {ours / floor:.2f} times what the libraries alone take of the pages kept")
    size = sum(len(raw.data) for raw in found) / pages / 1000
    print(f"{pages} pages of {size:.0f} kB, {len(kept)} of them kept")


def run(paths: list[Path], output: Path, cores: int, how: How) -> float:
    """Pages a second between the first part that is done and the last."""
    marks: list[tuple[float, int]] = []
    last = None
    for last in read(
        shards(map(str, paths)), str(output), how=how, cut=Cut(pages=400 if how.only_diplomatic else 20), cores=cores
    ):
        marks.append((time.perf_counter(), last.read.pages))
    (begun, before), *_ = marks
    ended, after = next(mark for mark in marks if mark[1] == marks[-1][1])
    rate = (after - before) / (ended - begun)
    print(f"a run on {cores} core{'s' if cores > 1 else ''}: {rate:.1f} pages/s by the clock", flush=True)
    return rate


def main() -> None:
    """Make an archive and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--mixed", type=int, metavar="N", help="a mixed crawl, one page in N diplomatic")
    parser.add_argument("--stages", action="store_true", help="only the stages")
    wanted = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    if wanted.mixed:
        mixed_stages(wanted.pages, wanted.mixed)
        if wanted.stages:
            return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not wanted.mixed:
            stages(made(folder, min(wanted.pages, 400), 1)[0], folder)
        if wanted.stages:
            return
        paths = made(folder, wanted.pages, 4, wanted.mixed)
        how = How(only_diplomatic=bool(wanted.mixed))
        one, two = (run(paths, folder / f"cores{cores}", cores, how) for cores in (1, 2))
        print(f"two cores read {two / one:.2f} times what one reads")


if __name__ == "__main__":
    main()
