"""Sentences of sport, weather, film and nature hold no events; what is said of ministers there does."""

from __future__ import annotations

import pytest

from dragoman.events.topic import off_topic
from dragoman.languages import languages, load


@pytest.mark.parametrize("language", languages())
def test_each_topic_s_example_is_off_topic_and_its_near_misses_are_not(language: str) -> None:
    pack = load(language)
    for entry in pack.entries("topics", "topic"):
        assert off_topic(entry["example"], pack) == entry["name"], entry.where
        for sentence in entry["not"]:
            assert off_topic(sentence, pack) is None, entry.where
