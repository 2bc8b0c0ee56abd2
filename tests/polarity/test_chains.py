"""What is done and what it is done to decide the side together; every entry of the lexicons holds what its examples claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import PackError
from dragoman.languages.pack import Entry, load
from dragoman.polarity import lexicon
from dragoman.polarity.chains import chains
from dragoman.polarity.signing import signed

LANGUAGES = ("fr", "en")
LISTS = (("polarity_acts", "act"), ("polarity_things", "thing"), ("polarity_things", "pair"))
ENTRIES = [
    (language, entry) for language in LANGUAGES for file, key in LISTS for entry in load(language).entries(file, key)
]


def told(sentence: str, language: str) -> str:
    return chains(sentence, language)[0].told()


@pytest.mark.parametrize(("language", "entry"), ENTRIES, ids=lambda one: getattr(one, "where", one))
def test_every_entry_has_examples_that_hold(language: str, entry: Entry) -> None:
    examples = entry.get("examples") or [entry["example"]]
    for example in examples:
        side, sentence = example.split(": ", 1)
        found = signed(sentence, language)
        assert found is not None, sentence
        assert found.side == side, f"{sentence}: {found.rule}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_and_thing_decides_in_one_of_its_own_examples(language: str) -> None:
    for file, key in LISTS[:2]:
        for entry in load(language).entries(file, key):
            sentences = [example.split(": ", 1)[1] for example in entry["examples"]]
            rules = " ".join(found.rule for sentence in sentences if (found := signed(sentence, language)))
            assert entry["name"] in rules, entry.where


@pytest.mark.parametrize(
    ("language", "sentence", "product"),
    [
        ("fr", "Lomé refuse de lever les sanctions.", "refusal − · ending − · sanction − = conflict"),
        ("fr", "Lomé dément avoir levé les sanctions.", "denial − · ending − · sanction − = conflict"),
        ("fr", "Lomé ne lèvera pas les sanctions.", "not − · ending − · sanction − = conflict"),
        ("fr", "Lomé renonce à quitter l'organisation.", "renouncing − · leaving − · body + = cooperation"),
        ("fr", "Lomé continue de bloquer l'aide.", "keeping + · hindrance − · aid + = conflict"),
        ("en", "Togo refused to lift the sanctions.", "refusal − · ending − · sanction − = conflict"),
        ("en", "Togo will not leave the alliance.", "not − · leaving − · body + = cooperation"),
        ("en", "Togo is still blocking the aid.", "keeping + · hindrance − · aid + = conflict"),
    ],
)
def test_a_sign_is_the_product_along_the_chain(language: str, sentence: str, product: str) -> None:
    assert told(sentence, language) == product


@pytest.mark.parametrize(
    ("sentence", "language", "side"),
    [
        ("Les sanctions visant Accra ont été levées.", "fr", "cooperation"),
        ("La libération des otages a été reportée.", "fr", "conflict"),
        ("Une accusation que Lomé a rejetée.", "fr", "cooperation"),
        ("Le sommet entre Lomé et Accra n'aura finalement pas lieu.", "fr", "conflict"),
        ("Lomé a suspendu, selon Accra, ses versements.", "fr", "conflict"),
        ("Lomé s'est opposée à l'adhésion d'Accra.", "fr", "conflict"),
        ("Lomé et Cotonou se sont dissociées de l'alliance.", "fr", "conflict"),
        ("The sanctions on Ghana were lifted.", "en", "cooperation"),
        ("Togo called its ambassador to Ghana home.", "en", "conflict"),
        ("Togo ended its border blockade of Ghana.", "en", "cooperation"),
    ],
)
def test_what_an_act_is_upon_is_found_before_and_behind_it(sentence: str, language: str, side: str) -> None:
    assert chains(sentence, language)[0].side == side


def test_what_stands_behind_after_or_because_is_told_of_something_else() -> None:
    assert told("Direct flights resumed after a five-year freeze.", "en") == "resuming + · travel + = cooperation"
    first = chains("Après quatre jours d'interruption des pourparlers, Lomé a réintégré l'accord.", "fr")[0]
    assert first.side == "cooperation"


def test_a_sentence_without_acts_has_no_chain() -> None:
    assert chains("Lomé et Accra sont deux capitales.", "fr") == []


def test_a_field_that_is_unknown_is_named_with_its_place() -> None:
    entry = Entry({"name": "ending", "sing": "-", "words": []}, "fr/polarity_acts.toml:7")
    with pytest.raises(PackError, match=r"fr/polarity_acts\.toml:7.*“sing”"):
        list(lexicon._patterns([entry], "act"))


def test_words_that_begin_with_one_letter_alone_are_refused() -> None:
    entry = Entry({"name": "ending", "sign": "-", "words": ["a*"]}, "fr/polarity_acts.toml:7")
    with pytest.raises(PackError, match="begins with too little"):
        list(lexicon._patterns([entry], "act"))


def test_a_lexicon_remembers_no_more_tokens_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "REMEMBERED", 2)
    made = lexicon.Lexicon({}, (), lexicon.lexicon("fr").forms)
    for token in ("un", "deux", "trois"):
        made.fitting([token], 0)
    assert set(made.begun) == {"un", "deux"}


def test_the_lexicons_are_broad() -> None:
    for language in LANGUAGES:
        pack = load(language)
        words = {key: {word for entry in pack.entries(file, key) for word in entry["words"]} for file, key in LISTS[:2]}
        assert len(words["act"]) > 100
        assert len(words["thing"]) > 150


def test_every_class_that_an_act_takes_exists() -> None:
    for language in LANGUAGES:
        pack = load(language)
        known = {entry["name"] for entry in pack.entries("polarity_things", "thing")}
        acts = {entry["name"] for entry in pack.entries("polarity_acts", "act")}
        for entry in pack.entries("polarity_acts", "act"):
            assert set(entry.get("takes", [])) | set(entry.get("by", [])) <= known, entry.where
        for pair in pack.entries("polarity_things", "pair"):
            assert set(pair["things"]) <= known, pair.where
            assert {pair["act"], *pair.get("under", [])} <= acts, pair.where


def test_the_packs_lie_where_their_places_say() -> None:
    where = chains("Lomé a levé l'embargo.", "fr")[0].where
    file, line = where.split(":")
    text = (Path(lexicon.__file__).parents[1] / "languages" / file).read_text(encoding="utf-8").splitlines()
    assert text[int(line) - 1].startswith("[[act]]")
