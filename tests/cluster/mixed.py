"""A mixed news crawl, made: everyday pages, and now and then a diplomatic one, each with words that no other page has."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

from dragoman.cluster.raw import Raw
from dragoman.relevance import passed_over

ROOT = Path(__file__).parents[2]
SYLLABLES = "ba co di ta re mo li nu ve sa pré tion eur ille ar is on ème ité".split()
LONG = 100
"""Characters from which a line of the examples is a paragraph of an article."""
LINKS = 700
OWN = 20
"""Words of a page that no other has."""


@cache
def everyday() -> tuple[str, ...]:
    """Paragraphs of sport, weather, recipes and the like, those that a first look passes over."""
    files = sorted(ROOT.glob("corpora/*/relevance/dev.ndjson"))
    lines = [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]
    return tuple(line for line in lines if passed_over(line))


@cache
def diplomatic() -> tuple[str, ...]:
    """Paragraphs of the examples' news."""
    files = sorted(ROOT.glob("examples/news/*.txt"))
    return tuple(line for file in files for line in file.read_text("utf-8").splitlines() if len(line) > LONG)


def is_diplomatic(number: int, every: int) -> bool:
    """Whether the page of this number is a diplomatic one: one in ``every`` is."""
    return number % every == 0


def html(number: int, every: int) -> bytes:
    """A page of the crawl, in a site's menus and lists."""
    chance = random.Random(number)
    told = chance.sample(diplomatic(), 8) if is_diplomatic(number, every) else [chance.choice(everyday())]
    words = " ".join("".join(chance.choices(SYLLABLES, k=5)) for _ in range(OWN))
    paragraphs = "".join(f"<p>{line}</p>" for text in told for line in text.splitlines() if line)
    links = "".join(f'<li><a href="/{number}/{n}">Titre {n} du jour, à la une</a></li>' for n in range(LINKS))
    page = (
        f"<html><head><title>{told[0][:60]}</title><script>var page = {{n: {number}}};</script></head><body><nav><ul>{links}"
        f"</ul></nav><article><h1>{told[0][:60]}</h1>{paragraphs}<p>Le texte dit encore : {words}.</p></article></body></html>"
    )
    return page.encode()


def raw(number: int, every: int) -> Raw:
    """The same as a cluster's reader is handed it."""
    return Raw(n=number, where=f"crawl, record {number}", data=html(number, every), told="text/html")
