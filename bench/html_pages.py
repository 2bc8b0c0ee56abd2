"""HTML pages: ours beside trafilatura, its default and its fast mode, on the same pages in the same run.

    python bench/html_pages.py            # the test pages
    python bench/html_pages.py --part dev --worst

Prints body token F1 (the mean over pages; the standfirst counts neither for nor against), titles that are right, days
right, wrong and missing, authors right, and pages a second with one core, from bytes to the finished record.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).parent.parent / "corpora"
ROUNDS = 5


@dataclass
class Answer:
    """What an extractor makes of a page."""

    body: str = ""
    title: str | None = None
    day: str | None = None
    authors: frozenset[str] = frozenset()


@dataclass
class Tally:
    """Sums over pages."""

    f1: float = 0.0
    title: int = 0
    day: int = 0
    day_wrong: int = 0
    author: int = 0


def ours(data: bytes, name: str) -> Answer:
    """The article as ``dragoman.read`` has it."""
    from dragoman.languages import languages, load
    from dragoman.page.article import find
    from dragoman.page.encoding import decode
    from dragoman.page.html import html_page
    from dragoman.text import detect

    page = html_page(decode(data).text, name)
    language = detect(page.text)
    article = find(page, load(language if language in languages() else "fr")).article
    persons = re.split(r"\s+(?:avec|with)\s+", article.byline or "")[0]
    names = re.split(r",\s+", persons)
    return Answer(
        article.text,
        article.title,
        article.published.start.isoformat() if article.published.start else None,
        frozenset(map(folded, names)) - {""},
    )


def theirs(fast: bool) -> Callable[[bytes, str], Answer]:
    """trafilatura with metadata, as its documentation calls it."""

    def extract(data: bytes, name: str) -> Answer:
        import trafilatura

        found: Any = trafilatura.bare_extraction(data, fast=fast, with_metadata=True)
        if found is None:
            return Answer()
        names = frozenset(folded(one) for one in (found.author or "").split(";") if one.strip())
        body = "\n".join(" ".join(one.itertext()) for one in found.body.iter() if one.getparent() is found.body)
        return Answer(body, found.title, found.date, names)

    return extract


EXTRACTORS = {"ours": ours, "trafilatura": theirs(fast=False), "trafilatura, fast": theirs(fast=True)}


def folded(text: str) -> str:
    """Words alone, in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


def f1(found: str, gold: dict[str, Any]) -> float:
    """Token F1 of a body; words of the standfirst that are found too are taken out first."""
    have, want = Counter(folded(found).split()), Counter(folded(" ".join(gold["body"])).split())
    lead = folded(gold["standfirst"] or "")
    if lead and lead in folded(found):
        have -= Counter(lead.split())
    both = sum((have & want).values())
    return 2 * both / (sum(have.values()) + sum(want.values())) if both else 0.0


def measure(
    extract: Callable[[bytes, str], Answer], pages: list[tuple[str, bytes, dict[str, Any]]], worst: bool
) -> Tally:
    """Scores of one extractor over the pages."""
    tally = Tally()
    for name, data, gold in pages:
        answer = extract(data, name)
        body, title = f1(answer.body, gold), folded(answer.title or "") == folded(gold["title"])
        author = answer.authors == frozenset(map(folded, gold["author"]))
        tally.f1 += body
        tally.title += title
        tally.day += answer.day == gold["published"]
        tally.day_wrong += answer.day is not None and answer.day != gold["published"]
        tally.author += bool(gold["author"]) and author
        if worst and (body < 0.97 or not title or answer.day != gold["published"] or (gold["author"] and not author)):
            print(
                f"   {name}: body {body:.3f}  title {answer.title!r}  day {answer.day}  authors {sorted(answer.authors)}"
            )
    return tally


def seconds(extract: Callable[[bytes, str], Answer], pages: list[tuple[str, bytes, dict[str, Any]]]) -> float:
    """Time for all pages once, the mean of some rounds."""
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for name, data, _gold in pages:
            extract(data, name)
    return (time.perf_counter() - start) / ROUNDS


def main() -> None:
    """Measures and prints a line for each extractor."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--part", default="test", choices=["dev", "test"])
    options.add_argument("--worst", action="store_true", help="name the pages that are not right")
    chosen = options.parse_args()
    files = sorted(CORPORA.glob(f"*/html/{chosen.part}/*.html"))
    pages = [
        (file.stem, file.read_bytes(), json.loads(file.with_suffix(".json").read_text(encoding="utf-8")))
        for file in files
    ]
    signed = sum(bool(gold["author"]) for _, _, gold in pages)
    size = sum(len(data) for _, data, _ in pages) / 1024
    print(f"{len(pages)} pages ({chosen.part}), {size:.0f} KB")
    for name, extract in EXTRACTORS.items():
        tally = measure(extract, pages, chosen.worst)
        print(
            f"{name:18} body {tally.f1 / len(pages):.3f}  title {tally.title}/{len(pages)}  "
            f"day {tally.day}/{len(pages)} ({tally.day_wrong} wrong)  author {tally.author}/{signed}  "
            f"{len(pages) / seconds(extract, pages):.0f} pages/s"
        )


if __name__ == "__main__":
    main()
