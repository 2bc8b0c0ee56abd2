"""Parsed sentences: names are one word each, relations are neutral, spans are those of the real text."""

from __future__ import annotations

import importlib

import pytest

from dragoman.languages import languages, load
from dragoman.text import Name, Sentence, Token, parse
from dragoman.text.plain import plain_words


def parsed(text: str, language: str, *names: tuple[str, str]) -> Sentence:
    found = sorted((Name(text.index(n), text.index(n) + len(n), shape) for n, shape in names), key=lambda n: n.start)
    return parse(text, [(0, len(text))], found, load(language))[0]


def word(sentence: Sentence, text: str) -> Token:
    return next(token for token in sentence.tokens if token.text == text)


def test_a_row_of_names_is_one_subject() -> None:
    sentence = parsed("Moscou et Kiev ont échangé des prisonniers.", "fr", ("Moscou", "city"), ("Kiev", "city"))
    row = word(sentence, "Moscou et Kiev")
    assert (row.rel, row.names) == ("subject", (0, 1))


def test_a_name_before_a_singular_verb_is_no_part_of_the_row() -> None:
    text = "Il a quitté la Russie et Paris a réagi."
    sentence = parsed(text, "fr", ("Russie", "country.f"), ("Paris", "city"))
    assert word(sentence, "Paris").names == (1,)


def test_a_long_preposition_reads_as_a_short_one_and_keeps_its_words() -> None:
    sentence = parsed("Des sanctions à l'encontre du Bélarus ont été prises.", "fr", ("Bélarus", "country.m"))
    assert word(sentence, "Bélarus").prep == "contre"
    assert word(sentence, "à l'encontre").lemma == "contre"


def test_an_english_preposition_is_folded_into_its_noun() -> None:
    sentence = parsed("Oslo sent shells to Kyiv.", "en", ("Oslo", "city"), ("Kyiv", "city"))
    kyiv = word(sentence, "Kyiv")
    assert (kyiv.prep, sentence.tokens[kyiv.head].text) == ("to", "sent")


def test_the_by_phrase_of_a_passive_is_its_agent_in_both_languages() -> None:
    french = parsed("Deux diplomates ont été expulsés par la Serbie.", "fr", ("Serbie", "country.f"))
    english = parsed("Two diplomats were expelled by Serbia.", "en", ("Serbia", "country.f"))
    assert word(french, "Serbie").rel == word(english, "Serbia").rel == "agent"
    assert word(french, "expulsés").morph["Voice"] == word(english, "expelled").morph["Voice"] == "Pass"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Paris a sanctionné Moscou, que l'Élysée accuse d'avoir menti.", "Moscou"),
        ("Le Burundi a fermé sa frontière avec le Rwanda, qu'il accuse de soutenir les rebelles.", "Rwanda"),
    ],
)
def test_a_clause_behind_a_comma_belongs_to_its_noun_where_it_lacks_what_its_verb_asks_for(
    text: str, noun: str
) -> None:
    sentence = parsed(text, "fr", (noun, "city" if noun == "Moscou" else "country.m"))
    verb = word(sentence, "accuse")
    assert (verb.rel, sentence.tokens[verb.head].text) == ("relative", noun)


@pytest.mark.parametrize(
    ("text", "language", "names", "participle", "noun"),
    [
        ("Le Mali a rompu avec l'Ukraine, accusée de mentir.", "fr", ("Mali", "Ukraine"), "accusée", "Ukraine"),
        ("Mali cut ties with Ukraine, accused of arming rebels.", "en", ("Mali", "Ukraine"), "accused", "Ukraine"),
    ],
)
def test_a_participle_behind_a_comma_belongs_to_the_noun_before_it(
    text: str, language: str, names: tuple[str, ...], participle: str, noun: str
) -> None:
    shape = {"Mali": "country.m", "Ukraine": "country.f"}
    sentence = parsed(text, language, *((name, shape[name]) for name in names))
    assert sentence.tokens[word(sentence, participle).head].text == noun


def test_a_participle_that_does_not_agree_with_the_noun_before_it_stays_with_the_verb() -> None:
    names = (("Mali", "country.m"), ("Ukraine", "country.f"))
    sentence = parsed("Le Mali a rompu avec l'Ukraine, soutenu par Moscou.", "fr", *names)
    assert sentence.tokens[word(sentence, "soutenu").head].text == "rompu"


def test_what_follows_the_day_of_a_verb_is_its_object() -> None:
    sentence = parsed("Le Burundi a fermé jeudi sa frontière terrestre avec le Rwanda.", "fr", ("Burundi", "country.m"))
    assert (word(sentence, "frontière").rel, sentence.tokens[word(sentence, "frontière").head].text) == (
        "object",
        "fermé",
    )


def test_a_that_clause_behind_a_comma_stays_one() -> None:
    sentence = parsed(
        "Il a annoncé, à Paris, que la Chine accuse Tokyo.", "fr", ("Chine", "country.f"), ("Tokyo", "city")
    )
    assert word(sentence, "accuse").rel != "relative"


def test_every_word_keeps_the_span_of_the_real_text() -> None:
    text = "L’Union européenne, l’Inde et le Burkina Faso ont pris position à l’égard des Philippines."
    sentence = parsed(
        text, "fr", ("Union européenne", "organisation.f"), ("Inde", "country.f"), ("Burkina Faso", "country.m")
    )
    for token in sentence.tokens:
        assert text[token.start : token.end] == token.text
    assert "".join(token.text for token in sentence.tokens).replace(" ", "") == text.replace(" ", "")


def test_a_sentence_of_a_thousand_words_is_read_without_syntax_at_its_end() -> None:
    text = "mot " * 1000
    sentence = parsed(text.strip(), "fr")
    assert len(sentence.tokens) == 1000
    assert sentence.tokens[-1].head == 999


@pytest.mark.parametrize("language", languages())
def test_every_long_preposition_reads_as_its_entry_says(language: str) -> None:
    pack = load(language)
    for entry in pack.entries("prepositions", "preposition"):
        text = entry["example"]
        words = plain_words(text, 0, len(text), [], pack, lambda piece: [(w, piece.index(w)) for w in piece.split()])
        assert entry["reads"] in [w.canonical for w in words], entry.where


@pytest.mark.parametrize("language", languages())
def test_a_pack_maps_every_label_of_its_model(language: str) -> None:
    import spacy

    settings = load(language).settings
    model = spacy.load(settings["model"], exclude=settings["leave_out"])
    rare = {"csubjpass", "intj", "meta", "preconj", "quantmod", "expl"}
    assert set(model.get_pipe("parser").labels) - rare <= set(settings["relations"])


def test_words_beyond_those_that_a_model_keeps_are_forgotten_and_parsed_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parser = importlib.import_module("dragoman.text.parse")
    strings = parser._model(load("fr")).pipeline.vocab.strings
    text = "Oslo a expulsé deux grumbulateurs mardi."
    monkeypatch.setattr(parser, "MOST_WORDS", 0)
    forgotten = parsed(text, "fr", ("Oslo", "city"))
    assert "grumbulateurs" not in strings
    monkeypatch.undo()
    assert parsed(text, "fr", ("Oslo", "city")).tokens == forgotten.tokens
    assert "grumbulateurs" in strings
