"""Every pattern, bound, span and tense of a calendar holds its example: gold sits in the data."""

import datetime
import re

import pytest

from dragoman.languages.pack import Entry, languages, load
from dragoman.records import Published, Time
from dragoman.times import Anchor, find
from dragoman.times.tenses import tense_at

CASES = [
    pytest.param(code, entry, id=f"{code}-{entry.where.split(':')[-1]}")
    for code in languages()
    for key in ("expression", "bound", "span")
    for entry in load(code).entries("calendar", key)
]
TENSES = [
    pytest.param(code, entry, id=f"{code}-{entry.where.split(':')[-1]}")
    for code in languages()
    for entry in load(code).entries("calendar", "tense")
]


def read(code: str, text: str) -> list[Time]:
    day = datetime.date.fromisoformat(load(code).toml("calendar")["examples"]["published"])
    anchor = Anchor(Published(start=day, end=day, basis="given"))
    return find(text, [(0, len(text))], anchor, load(code))


def shown(time: Time) -> str:
    if time.from_ is None and time.to is None:
        return time.basis
    return f"{time.from_ or ''}/{time.to or ''}"


@pytest.mark.parametrize(("code", "entry"), CASES)
def test_example_reads_as_its_entry_says(code: str, entry: Entry) -> None:
    marked = re.match(r"(?s)(.*?)\[(.+?)\](.*)$", entry["example"])
    if entry["reads"] == "nothing":
        assert marked is None, entry.where
        assert read(code, entry["example"]) == [], entry.where
        return
    assert marked is not None, f"{entry.where}: the example has no [ ]"
    before, inside, after = marked.groups()
    times = read(code, before + inside + after)
    at = [time for time in times if time.start < len(before + inside) and time.end > len(before)]
    assert [shown(time) for time in at] == [entry["reads"]], entry.where


@pytest.mark.parametrize(("code", "entry"), TENSES)
def test_tense_sign_is_heard_at_the_weekday_of_its_example(code: str, entry: Entry) -> None:
    text = entry["example"]
    at = re.search("mardi|Tuesday", text)
    assert at is not None
    sentence = Whole(text)
    assert tense_at(text, sentence, at.start(), at.end(), load(code)) == entry["tense"]


class Whole:
    """A whole text as one sentence."""

    def __init__(self, text: str) -> None:
        self.start, self.end = 0, len(text)
