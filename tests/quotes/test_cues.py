"""Every cue of the packs does what its own example says, and nothing in the sentences where it must not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dragoman.languages import pack as packs
from dragoman.languages.pack import Entry
from dragoman.quotes import QuotesFound
from dragoman.quotes.lexicon import lexicon

ENTRIES = [(code, entry) for code in ("fr", "en") for entry in packs.load(code).entries("cues", "cue")]


def name(case: object) -> str:
    return case.where if isinstance(case, Entry) else str(case)


@pytest.mark.parametrize(("language", "entry"), ENTRIES, ids=name)
def test_cue_reads_its_example(
    language: str, entry: Entry, read_gold: Callable[[str], Any], quotes_of: Callable[..., QuotesFound]
) -> None:
    gold = read_gold(entry["example"])
    reports = quotes_of(gold.text, language, gold.mentions).reports
    content = (min(a for a, _ in gold.marks["content"]), max(b for _, b in gold.marks["content"]))
    found = [r for r in reports if (r.content.start, r.content.end) == content]
    assert found, [(gold.text[r.content.start : r.content.end], r.cue and r.cue.text) for r in reports]
    report = found[0]
    assert report.stance == entry["stance"]
    assert report.cue is not None
    assert report.cue.start < gold.marks["cue"][0][1]
    assert gold.marks["cue"][0][0] < report.cue.end
    assert [(s.start, s.end) for s in report.source] == gold.marks.get("source", [])
    assert [s.code for s in report.source if s.code] == [m.code for m in gold.mentions]


@pytest.mark.parametrize(
    ("language", "lemma", "sentence"),
    [(code, entry["lemma"], sentence) for code, entry in ENTRIES for sentence in entry.get("not", ())],
)
def test_cue_reports_nothing_in_its_other_senses(
    language: str, lemma: str, sentence: str, quotes_of: Callable[..., QuotesFound]
) -> None:
    assert quotes_of(sentence, language).reports == (), lemma


def test_the_packs_have_enough_cues() -> None:
    assert len(packs.load("fr").entries("cues", "cue")) >= 320
    assert len(packs.load("en").entries("cues", "cue")) >= 260


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_cue_is_compiled(language: str) -> None:
    cues = lexicon(packs.load(language))
    compiled = sum(map(len, cues.verbs.values())) + sum(map(len, cues.nouns.values())) + len(cues.adverbs)
    assert compiled + sum(len(some) for _, some in cues.phrases) == len(packs.load(language).entries("cues", "cue"))
