"""How well the article is found in flattened pages, beside what a user would pick instead.

    python bench/flattened.py                     # corpora/{fr,en}/pages/dev and test
    python bench/flattened.py --part test --show  # with the lines lost and kept on each page

Token F1 of the body over all pages (bag of words), with line breaks kept and with all of them lost (a page that comes as
one line counts only there); lines of the body
that were lost, lines of junk that were kept; title, section, byline, photos and date right. Beside it: all lines as they
are, lines of at least 12 words that end as a sentence does, and jusText on the page with each line as a paragraph.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import justext

from dragoman.languages import pack as packs
from dragoman.languages.pack import Pack
from dragoman.page.article import Found, find
from dragoman.page.flattened import tokens
from dragoman.page.page import Page

ROOT = Path(__file__).parent.parent
STOPLISTS = {"fr": "French", "en": "English"}


@dataclass
class Score:
    """Sums over pages."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    pages: list[float] = field(default_factory=list)

    def add(self, text: str, gold: str) -> float:
        have, want = Counter(tokens(text)), Counter(tokens(gold))
        right = sum((have & want).values())
        self.right, self.found, self.wanted = self.right + right, self.found + have.total(), self.wanted + want.total()
        self.pages.append(2 * right / max(1, have.total() + want.total()))
        return self.pages[-1]

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.wanted)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        worst = min(self.pages, default=0.0)
        return f"F1 {self.f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  worst page {worst:.3f}"


def all_lines(text: str, language: str) -> str:
    """The page as it is."""
    return text


def long_lines(text: str, language: str) -> str:
    """Lines of at least 12 words that end as a sentence does."""
    ended = re.compile(r"[.!?…][\"'»”’)]*\s*$")
    return "\n".join(line for line in text.splitlines() if len(line.split()) >= 12 and ended.search(line))


def just_text(text: str, language: str) -> str:
    """What jusText keeps when each line is a paragraph."""
    page = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    found = justext.justext(f"<html><body>{page}</body></html>".encode(), justext.get_stoplist(STOPLISTS[language]))
    return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)


OTHERS: dict[str, Callable[[str, str], str]] = {
    "all lines": all_lines,
    "12 words, ended": long_lines,
    "jusText": just_text,
}


def pages(part: str) -> Iterable[tuple[str, Path, str, dict[str, Any]]]:
    """Language, path, text and expected article of each page of a part."""
    for path in sorted(ROOT.glob(f"corpora/*/pages/{part}/*.txt")):
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield path.parts[-4], path, path.read_text(encoding="utf-8"), expected


def read(text: str, pack: Pack) -> Found:
    return find(Page("page", "text", text), pack)


def fields(found: Found, expected: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What was found and what was expected, field by field."""
    article = found.article
    photos = [
        {
            "caption": photo.caption,
            "credit": {"photographer": photo.credit.photographer, "agency": photo.credit.agency},
            "taken": photo.taken.isoformat() if photo.taken else None,
        }
        for photo in article.photos
    ]
    start = article.published.start
    return {
        "title": (article.title, expected["title"]),
        "section": (article.section, expected["section"]),
        "byline": (article.byline, expected["byline"]),
        "published": (start.isoformat() if start else None, expected["published"]),
        "photos": (photos, expected["photos"]),
        "paragraphs": ([article.text[p.start : p.end] for p in article.paragraphs], expected["paragraphs"]),
    }


def measure(part: str, show: bool) -> None:
    """Print the figures of one part."""
    scores = {name: Score() for name in ("ours", "ours, breaks lost", *OTHERS)}
    right: Counter[str] = Counter()
    lost_lines = kept_junk = body_lines = junk_lines = count = 0
    seconds = 0.0
    for language, path, text, expected in pages(part):
        count += 1
        pack = packs.load(language)
        gold = "\n".join(expected["paragraphs"])
        has_lines = len(text.splitlines()) > 2
        read(text, pack)
        begin = time.perf_counter()
        found = read(text, pack)
        seconds += time.perf_counter() - begin
        if has_lines:
            scores["ours"].add(found.article.text, gold)
        broken = read(" ".join(text.split()), pack)
        in_one_line = scores["ours, breaks lost"].add(broken.article.text, gold)
        for name, other in OTHERS.items():
            scores[name].add(other(text, language), gold)
        compared = fields(found, expected)
        wrong = {name: pair for name, pair in compared.items() if pair[0] != pair[1]}
        right.update(name for name in compared if name not in wrong)
        have = compared["paragraphs"][0] if has_lines else expected["paragraphs"]
        lost = [line for line in expected["paragraphs"] if line not in have]
        kept = [line for line in have if line not in expected["paragraphs"]]
        lost_lines, kept_junk = lost_lines + len(lost), kept_junk + len(kept)
        body_lines, junk_lines = body_lines + len(expected["paragraphs"]), junk_lines + len(expected["dropped"])
        if show:
            _show(path, wrong, lost, kept, in_one_line)
    print(f"\n{part}: {count} pages, {1000 * seconds / max(1, count):.1f} ms a page")
    for name, score in scores.items():
        print(f"  {name:20} {score}")
    print(f"  lines of the body lost: {lost_lines} of {body_lines}; of junk kept: {kept_junk} of {junk_lines}")
    print(
        "  right: "
        + ", ".join(
            f"{name} {right[name]} of {count}" for name in ("title", "section", "byline", "published", "photos")
        )
    )


def _show(path: Path, wrong: dict[str, tuple[Any, Any]], lost: list[str], kept: list[str], in_one_line: float) -> None:
    print(f"{path.parts[-4]} {path.stem}: breaks lost F1 {in_one_line:.3f}")
    for name, (have, want) in wrong.items():
        if name != "paragraphs":
            print(f"   {name}: {have!r}, expected {want!r}")
    for line in lost:
        print(f"   lost: {line[:100]}")
    for line in kept:
        print(f"   kept: {line[:100]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), action="append")
    parser.add_argument("--show", action="store_true", help="the wrong fields and lines of each page")
    options = parser.parse_args()
    for part in options.part or ("dev", "test"):
        measure(part, options.show)


if __name__ == "__main__":
    main()
