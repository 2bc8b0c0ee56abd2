"""How well reported speech is found: what is said, by whom, and how it counts.

The gold is NDJSON, a text a line: ``{"id", "text", "language", "published", "quotes": [{"source", "source_code", "via", "cue",
"content", "direct", "stance"}]}`` with words of the text (corpora/QUOTES.md). A report is found where its content overlaps the
gold's by half or more. Sources count on their words (without the article) over all reports; stances by report.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dragoman.errors import InputError
from dragoman.evaluate.counts import Counts, macro_f1
from dragoman.evaluate.records import records
from dragoman.languages import load
from dragoman.quotes import Report, find
from dragoman.reading import named

MARKS = ' «»“”"‘’.,;:!?…\u00a0'
ARTICLE = re.compile(r"^(?:(?:le|la|les|un|une|des|the|a|an) |l['’])", re.IGNORECASE)
LEAST_OVERLAP = 0.5


class GoldQuote(msgspec.Struct, frozen=True):
    """One report as a careful reader marks it; ``source`` and ``cue`` are None where nobody and nothing is named."""

    content: str
    stance: str
    source: str | None = None
    source_code: str | None = None
    via: str | None = None
    cue: str | None = None
    direct: bool = False


class QuoteText(msgspec.Struct, frozen=True):
    """A text with its reports."""

    id: str
    text: str
    language: str
    quotes: tuple[GoldQuote, ...]
    published: datetime.date | None = None


@dataclass(frozen=True)
class QuotePair:
    """A gold report and the one found for it, if any, or one found for none; ``exact`` tells of the content's extent."""

    text: QuoteText
    gold: GoldQuote | None
    found: Report | None
    exact: bool = False

    @property
    def source_right(self) -> bool:
        """Whether the words of the source are the gold's, articles apart."""
        if self.gold is None or self.found is None or self.gold.source is None:
            return False
        return _bare_words(self.gold.source) in {_bare_words(source.text) for source in self.found.source}

    @property
    def right(self) -> bool:
        """Whether content, source and stance are all right."""
        if self.gold is None or self.found is None:
            return False
        sources_agree = self.source_right if self.gold.source is not None else not self.found.source
        return self.exact and sources_agree and self.gold.stance == self.found.stance


@dataclass
class QuoteFigures:
    """What is reported of a corpus; ``codes_right`` of ``codes``: sources with a code in the gold, of the reports found."""

    texts: int = 0
    content: Counts = field(default_factory=Counts)
    source: Counts = field(default_factory=Counts)
    relay: Counts = field(default_factory=Counts)
    stance: dict[str, Counts] = field(default_factory=dict)
    codes_right: int = 0
    codes: int = 0

    @property
    def stance_macro_f1(self) -> float:
        """Mean F1 over the stances that the gold has."""
        return macro_f1(self.stance)


def read_quotes(path: Path) -> list[QuoteText]:
    """The texts of a file of gold reports. Raises InputError, naming file and line, for a line that is none."""
    found = []
    for where, text in records(path, QuoteText, "see corpora/QUOTES.md for the fields"):
        for quote in text.quotes:
            for words in (quote.source, quote.via, quote.cue, quote.content):
                if words is not None and words not in text.text:
                    raise InputError(f"{where}: “{words}” is not in the text; copy it letter by letter")
        found.append(text)
    return found


def quote_pairs(gold: QuoteText) -> list[QuotePair]:
    """The gold reports of a text with those found for them, then those found for none."""
    free = list(_reports(gold))
    pairs = []
    for quote in gold.quotes:
        ranked = sorted(_likenesses(gold.text, quote, free), reverse=True)
        if not ranked:
            pairs.append(QuotePair(gold, quote, None))
            continue
        exact, _, _, place = ranked[0]
        pairs.append(QuotePair(gold, quote, free.pop(-place), exact))
    return pairs + [QuotePair(gold, None, report) for report in free]


def quote_figures(pairs: Sequence[Sequence[QuotePair]]) -> QuoteFigures:
    """The figures of a corpus: one list of pairs a text."""
    out = QuoteFigures(texts=len(pairs))
    for pair in (pair for of_text in pairs for pair in of_text):
        gold, found = pair.gold, pair.found
        out.content.add(pair.exact, gold is not None, found is not None)
        out.source.add(pair.source_right, bool(gold and gold.source), bool(found and found.source))
        relays = gold is not None and gold.via is not None and found is not None and bool(found.via)
        out.relay.add(relays, bool(gold and gold.via), bool(found and found.via))
        if gold is not None and found is not None and gold.stance == found.stance:
            out.stance.setdefault(gold.stance, Counts()).add(True, True, True)
        else:
            if gold is not None:
                out.stance.setdefault(gold.stance, Counts()).add(False, True, False)
            if found is not None:
                out.stance.setdefault(found.stance, Counts()).add(False, False, True)
        if gold is not None and found is not None and gold.source_code:
            out.codes += 1
            out.codes_right += gold.source_code in {source.code for source in found.source}
    return out


def _reports(gold: QuoteText) -> tuple[Report, ...]:
    pack = load(gold.language)
    known = named(gold.text, pack, gold.published)
    return find(gold.text, known.sentences, known.resolved, pack).reports


def _likenesses(text: str, quote: GoldQuote, free: Sequence[Report]) -> Iterator[tuple[bool, bool, float, int]]:
    """How like each report is that overlaps enough: same extent, same cue, share in common, and its place, negative."""
    start = text.index(quote.content)
    want = _bare(text, start, start + len(quote.content))
    for place, report in enumerate(free):
        have = _bare(text, report.content.start, report.content.end)
        share = (min(want[1], have[1]) - max(want[0], have[0])) / max(max(want[1], have[1]) - min(want[0], have[0]), 1)
        cued = bool(quote.cue and report.cue and quote.cue.split()[-1] in report.cue.text)
        if share >= LEAST_OVERLAP:
            yield want == have, cued, share, -place


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the marks and blanks at its edges."""
    while start < end and text[start] in MARKS:
        start += 1
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return start, end


def _bare_words(words: str) -> str:
    return ARTICLE.sub("", words)
