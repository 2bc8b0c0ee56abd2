"""Withdrawals, releases, refusals, denials, endings and resumptions are signed by who wanted them and who is served."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman.polarity.signing import Rule, polarity, rules, signed

ROOT = Path(__file__).parents[2]
RULES = [(language, rule) for language in ("fr", "en") for rule in (*rules(language).early, *rules(language).late)]
FLOOR = 0.95


def gold(language: str, part: str) -> list[tuple[str, str]]:
    path = ROOT / f"corpora/{language}/polarity/{part}/polarity.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["side"], row["sentence"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def side(sentence: str, language: str) -> str | None:
    found = signed(sentence, language)
    return found and (found.side or "neutral")


@pytest.mark.parametrize(("language", "rule"), RULES, ids=lambda one: getattr(one, "rule", one))
def test_the_example_of_a_rule_is_decided_by_it_and_its_near_misses_are_not(language: str, rule: Rule) -> None:
    found = signed(rule.entry["example"], language)
    assert found is not None
    assert found.where == rule.entry.where
    for near in rule.entry["not"]:
        other = signed(near, language)
        assert other is None or other.where != rule.entry.where


LOTS = ("dev", "test", "second", "third", "fourth", "fifth", "sixth", "ninth", "tenth", "eleventh")
PARTS = [
    (language, part, size)
    for language, sizes in (
        ("fr", (50, 50, 60, 50, 20, 60, 50, 40, 40, 30)),
        ("en", (30, 30, 40, 30, 15, 40, 30, 25, 25, 20)),
    )
    for part, size in zip(LOTS, sizes, strict=True)
]


@pytest.mark.parametrize(("language", "part", "size"), PARTS)
def test_what_is_known_of_the_corpus_is_read_right_in_19_of_20_sentences(language: str, size: int, part: str) -> None:
    sentences = gold(language, part)
    assert len(sentences) == size
    assert sum(side(sentence, language) == told for told, sentence in sentences) / size >= FLOOR


@pytest.mark.parametrize(
    ("language", "part", "size"),
    [("fr", "seventh", 50), ("en", "seventh", 30), ("fr", "eighth", 40), ("en", "eighth", 25)],
)
def test_what_was_mended_of_the_last_lots_stays_mended(language: str, part: str, size: int) -> None:
    sentences = gold(language, part)
    assert len(sentences) == size
    assert sum(side(sentence, language) == told for told, sentence in sentences) / size >= 0.85


def test_no_sentence_of_the_test_part_is_in_the_development_part() -> None:
    for language in ("fr", "en"):
        dev, *tests = ({s for _, s in gold(language, part)} for part in (*LOTS, "seventh", "eighth"))
        assert not dev & set().union(*tests)


def test_the_rule_and_its_words_are_shown() -> None:
    found = signed("Bamako a rompu l'accord et les soldats français ont quitté Gao.", "fr")
    assert found is not None
    assert (found.side, found.kind) == ("conflict", "withdrawal")
    assert set(found.words) == {"quitté", "soldats", "rompu"}
    assert found.where.startswith("fr/polarity.toml:")


def test_only_acts_whose_sign_depends_on_the_words_are_asked() -> None:
    sentence = "Alger a rappelé son ambassadeur à Paris."
    assert polarity("CONSULT", "visit", sentence, "fr") is None
    assert polarity("SANCTION", "withdraw", sentence, "fr") is not None


def test_a_rule_must_rest_on_the_words_of_the_event() -> None:
    sentence = "Alger a rappelé son ambassadeur et relâché deux pêcheurs."
    released = polarity("RETREAT", "release", sentence, "fr", trigger="relâché")
    assert released is not None
    assert released.kind == "release"


@pytest.mark.parametrize("trigger", [None, "rappelé", "a été rappelé"])
def test_what_surrounds_an_act_makes_it_routine_whatever_words_tell_it(trigger: str | None) -> None:
    found = signed("L'ambassadeur de Norvège, arrivé au terme de sa mission, a été rappelé à Oslo.", "fr", trigger)
    assert found is not None
    assert (found.kind, found.side) == ("routine", None)


def test_typographic_apostrophes_do_not_matter() -> None:
    assert side("Moscou a levé l’embargo visant Tbilissi.", "fr") == side(
        "Moscou a levé l'embargo visant Tbilissi.", "fr"
    )


@pytest.mark.parametrize(("language", "part"), [(a, b) for a in ("fr", "en") for b in ("dev", "test", "second")])
def test_the_one_look_for_any_operator_misses_none(language: str, part: str) -> None:
    for _, sentence in gold(language, part):
        if any(rule.operator.search(sentence) for rule in (*rules(language).early, *rules(language).late)):
            assert rules(language).operators.search(sentence.lower()), sentence


def test_a_language_without_rules_has_no_polarity() -> None:
    assert signed("Madrid retiró a su embajador.", "es") is None
