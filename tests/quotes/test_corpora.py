"""How well quotes are found on our own gold, with floors that the figures must not fall under.

A report is found where its content overlaps gold's by half or more. Sources count on the words (without the article) of
the reports found; stances by report, averaged over those that the gold has. ``corpora/QUOTES.md`` tells the figures.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman import actors
from dragoman.languages import load
from dragoman.quotes import Report, find
from dragoman.text import Name, parse, split

CORPORA = Path(__file__).parents[2] / "corpora"
MARKS = ' «»“”"‘’.,;:!?…\u00a0'
ARTICLE = re.compile(r"^(?:(?:le|la|les|un|une|des|the|a|an) |l['’])", re.IGNORECASE)
Gold = dict[str, Any]

# content (exact extent), source (words), stance (macro): what was measured, less some 0.02
FLOORS = {
    ("fr", "dev"): (0.96, 0.96, 0.96),
    ("en", "dev"): (0.98, 0.96, 0.93),
    ("fr", "test"): (0.89, 0.87, 0.88),
    ("en", "test"): (0.97, 0.94, 0.97),
}


def records(language: str, part: str) -> list[Gold]:
    path = CORPORA / language / "quotes" / f"{part}.ndjson"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reports(text: str, language: str) -> tuple[Report, ...]:
    pack = load(language)
    names = actors.names(text, pack, (None, None))
    told = [Name(*name.name) for name in names]
    sentences = parse(text, split(text, [(0, len(text))], pack), told, pack)
    return find(text, sentences, actors.resolve(text, sentences, names, pack), pack).reports


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in MARKS:
        start += 1
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return start, end


def extent(text: str, gold: Gold) -> tuple[int, int]:
    start = text.index(gold["content"])
    return bare(text, start, start + len(gold["content"]))


def pairs(text: str, gold: list[Gold], found: tuple[Report, ...]) -> Iterator[tuple[Gold, Report, bool]]:
    """Each gold quote with the report found for it, and whether the extent is exact."""
    free = list(found)
    for quote in gold:
        want = extent(text, quote)
        scored = []
        for n, report in enumerate(free):
            have = bare(text, report.content.start, report.content.end)
            common = min(want[1], have[1]) - max(want[0], have[0])
            whole = max(want[1], have[1]) - min(want[0], have[0])
            cued = bool(quote["cue"] and report.cue and quote["cue"].split()[-1] in report.cue.text)
            if common / max(whole, 1) >= 0.5:
                scored.append((want == have, cued, common / max(whole, 1), -n))
        if scored:
            best = max(scored)
            yield quote, free.pop(-best[3]), best[0]


def f1(both: int, found: int, gold: int) -> float:
    return 2 * both / (found + gold) if found + gold else 1.0


def figures(language: str, part: str) -> tuple[float, float, float]:
    count: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for record in records(language, part):
        gold, found = record["quotes"], reports(record["text"], language)
        count["gold"] += len(gold)
        count["found"] += len(found)
        count["gold sources"] += sum(quote["source"] is not None for quote in gold)
        count["sources"] += sum(bool(report.source) for report in found)
        count.update(f"gold {quote['stance']}" for quote in gold)
        count.update(report.stance for report in found)
        for quote, report, exact in pairs(record["text"], gold, found):
            right["content"] += exact
            words = {ARTICLE.sub("", source.text) for source in report.source}
            right["source"] += quote["source"] is not None and ARTICLE.sub("", quote["source"]) in words
            right[quote["stance"]] += quote["stance"] == report.stance
    stances = {key.removeprefix("gold ") for key in count if key.startswith("gold ")} - {"sources"}
    by_stance = [f1(right[stance], count[stance], count[f"gold {stance}"]) for stance in sorted(stances)]
    return (
        f1(right["content"], count["found"], count["gold"]),
        f1(right["source"], count["sources"], count["gold sources"]),
        sum(by_stance) / len(by_stance),
    )


@pytest.mark.parametrize(("language", "part"), FLOORS)
def test_figures_stay_above_their_floors(language: str, part: str) -> None:
    have = figures(language, part)
    assert all(a >= b for a, b in zip(have, FLOORS[language, part], strict=True)), [round(x, 3) for x in have]


@pytest.mark.parametrize(
    ("language", "part", "size"), [("fr", "dev", 80), ("en", "dev", 60), ("fr", "test", 150), ("en", "test", 100)]
)
def test_gold_is_whole(language: str, part: str, size: int) -> None:
    lines = records(language, part)
    assert len(lines) >= size
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        for quote in line["quotes"]:
            spans = [quote[key] for key in ("source", "via", "cue", "content") if quote[key] is not None]
            assert all(span in line["text"] for span in spans), line["id"]


def test_dev_and_test_share_no_sentence() -> None:
    for language in ("fr", "en"):
        dev, test = ({line["text"] for line in records(language, part)} for part in ("dev", "test"))
        assert not dev & test
