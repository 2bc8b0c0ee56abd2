"""Who says what, through whom, how it counts, and how reports hang on each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman import actors
from dragoman.languages import load
from dragoman.quotes import QuotesFound, Report, find
from dragoman.text import Name, parse, split


def read(text: str, language: str = "fr") -> QuotesFound:
    pack = load(language)
    names = actors.names(text, pack, (None, None))
    paragraphs, at = [], 0
    for piece in text.split("\n\n"):
        paragraphs.append((at, at + len(piece)))
        at += len(piece) + 2
    sentences = parse(text, split(text, paragraphs, pack), [Name(*name.name) for name in names], pack)
    return find(text, sentences, actors.resolve(text, sentences, names, pack), pack)


def told(text: str, language: str = "fr") -> list[tuple[str, str, str]]:
    """Content, codes or words of the source, stance, for each report."""
    return [
        (text[r.content.start : r.content.end], "+".join(s.code or s.text for s in r.source), r.stance)
        for r in read(text, language).reports
    ]


def only(text: str, language: str = "fr") -> Report:
    reports = read(text, language).reports
    assert len(reports) == 1, told(text, language)
    return reports[0]


def test_initial_selon_covers_its_sentence_and_no_more() -> None:
    assert told("Selon Oslo, le convoi est parti. Il a passé la frontière.") == [
        ("le convoi est parti", "NOR", "assert")
    ]


def test_medial_selon_covers_the_clause_it_stands_in() -> None:
    text = "Le convoi est parti ; la ville, selon Oslo, est vide."
    assert told(text) == [("la ville, selon Oslo, est vide", "NOR", "assert")]


def test_tandis_que_ends_what_is_said() -> None:
    assert told("Oslo affirme que le convoi est parti, tandis que la ville brûle.") == [
        ("le convoi est parti", "NOR", "assert")
    ]


def test_a_claim_within_a_claim_hangs_on_it() -> None:
    text = "Selon Tokyo, Séoul a dit que Pékin enverrait un émissaire."
    outer, inner = read(text).reports
    assert (outer.depth, outer.parent, inner.depth, inner.parent) == (0, None, 1, 0)
    assert [s.code for s in outer.source] == ["JPN"]
    assert [s.code for s in inner.source] == ["KOR"]


def test_three_levels_of_reports() -> None:
    text = "Selon Tokyo, Séoul affirme que Pékin a dit que Moscou enverrait un émissaire."
    assert [(r.depth, r.parent) for r in read(text).reports] == [(0, None), (1, 0), (2, 1)]


def test_an_agency_is_the_relay_and_not_the_source() -> None:
    text = "Selon l'agence TASS, Minsk a affirmé que la base fermerait."
    outer, inner = read(text).reports
    assert (outer.source, [v.code for v in outer.via]) == ((), ["RUS"])
    assert ([s.code for s in inner.source], [v.code for v in inner.via]) == (["BLR"], ["RUS"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("« La base fermera », a déclaré à l'AFP un ministre bélarusse.", "fr"),
        ('"The base will close," a Belarusian minister told Reuters.', "en"),
        ("Un ministre bélarusse, cité par Reuters, affirme que la base fermera.", "fr"),
    ],
)
def test_one_who_talks_to_an_agency_is_the_source(text: str, language: str) -> None:
    report = only(text, language)
    assert [s.code for s in report.source] == ["BLR"]
    assert len(report.via) == 1


def test_a_paper_that_carries_nobody_is_the_source() -> None:
    report = only("Selon le New York Times, l'ambassade fermera.")
    assert [s.code for s in report.source] == ["USA"]
    assert report.via == ()


def test_a_spokesman_speaks_for_his_principal() -> None:
    text = "Par la voix de son porte-parole, Ankara a fait savoir que la visite était reportée."
    assert told(text) == [("la visite était reportée", "TUR", "assert")]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ankara a nié avoir bombardé le port.", "deny"),
        ("Ankara n'a pas confirmé que le port était touché.", "doubt"),
        ("Ankara a reconnu avoir bombardé le port.", "admit"),
        ("Ankara accuse Athènes d'avoir bombardé le port.", "allege"),
        ("Ankara affirme avoir bombardé le port.", "assert"),
        ("Ankara se demande si le port est touché.", "ask"),
    ],
)
def test_the_cue_tells_how_the_content_counts(text: str, stance: str) -> None:
    assert only(text).stance == stance


def test_a_denial_that_follows_takes_the_clause_before() -> None:
    text = "L'armée turque a franchi la frontière, ce qu'Ankara dément."
    assert told(text) == [("L'armée turque a franchi la frontière", "TUR", "deny")]


@pytest.mark.parametrize(
    "text",
    [
        "La Serbie aurait livré des obus à la Géorgie.",
        "Deux émissaires seraient arrivés à Doha.",
    ],
)
def test_the_conditional_of_hearsay_has_no_source(text: str) -> None:
    report = only(text)
    assert (report.stance, report.source, report.cue, report.source_named) == ("hearsay", (), None, False)
    assert read(text).quotes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Si la Serbie livrait des obus, la Géorgie serait condamnée.",
        "La Serbie souhaiterait livrer des obus.",
        "La Serbie pourrait livrer des obus.",
        "Un tel accord permettrait de livrer des obus.",
        "La Serbie aurait dû livrer des obus.",
    ],
)
def test_other_conditionals_are_no_hearsay(text: str) -> None:
    assert told(text) == []


def test_the_future_in_the_past_is_no_hearsay() -> None:
    assert [r.stance for r in read("La Serbie a annoncé qu'elle livrerait des obus.").reports] == ["assert"]


def test_two_words_in_marks_without_a_cue_are_no_quote() -> None:
    assert told("La « zone grise » inquiète les pêcheurs.") == []


def test_a_part_in_marks_after_thanks_is_a_mixed_quote() -> None:
    text = "La Géorgie a remercié la Suède pour son « appui franc et massif »."
    report = only(text)
    assert report.direct
    assert [s.code for s in report.source] == ["GEO"]


def test_a_quotation_goes_on_behind_its_incise() -> None:
    text = "« La route est libre », a dit Oslo, « mais le pont est coupé ». "
    assert [(q.content.text, q.source[0].code) for q in read(text).quotes] == [
        ("La route est libre", "NOR"),
        ("mais le pont est coupé", "NOR"),
    ]


def test_a_quotation_over_paragraphs_is_one_quote() -> None:
    text = "Oslo a déclaré : « La route est libre.\n\n« Le pont est coupé. »"
    quote = read(text).quotes[0]
    assert quote.content.text == "La route est libre.\n\n« Le pont est coupé."


def test_a_mark_that_never_closes_costs_one_quote() -> None:
    text = "Oslo a déclaré : « La route est libre.\n\nEnfin, « le pont est coupé », a dit Riga."
    assert [(q.content.text, q.source[0].code) for q in read(text).quotes if q.direct] == [("le pont est coupé", "LVA")]


def test_unnamed_sources_keep_their_words() -> None:
    report = only("Des sources diplomatiques affirment que le pont est coupé.")
    assert [(s.text, s.code) for s in report.source] == [("Des sources diplomatiques", None)]
    assert not report.source_named


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_typography_does_not_change_what_is_found(apostrophe: str) -> None:
    text = "D'après Oslo, l'armée a coupé le pont.".replace("'", apostrophe)
    assert told(text) == [(text[14:-1], "NOR", "assert")]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Oslo",
                " a dit",
                " que",
                " « ",
                " »",
                ", ",
                "selon ",
                ". ",
                " nie",
                " avoir tiré",
                " aurait",
                " : ",
                "\n\n",
                '"',
            ]
        ),
        max_size=14,
    ).map("".join)
)
@example("selon Oslo,  »")
def test_any_text_is_read_with_spans_that_hold(text: str) -> None:
    found = read(text)
    for quote in found.quotes:
        for span in (quote.content, quote.cue, *quote.source, *quote.via):
            assert span is None or text[span.start : span.end] == span.text
    for n, report in enumerate(found.reports):
        assert 0 <= report.content.start <= report.content.end <= len(text)
        assert report.parent is None or report.parent < n


def test_gold_without_marks_is_refused(read_gold: Callable[[str], Any]) -> None:
    with pytest.raises(AssertionError):
        read_gold("Oslo a dit que le pont est coupé.")


@pytest.mark.parametrize(
    ("text", "content", "code", "stance"),
    [
        ("Riga l'a dit lundi à la radio : le câble a été coupé.", "le câble a été coupé", "LVA", "assert"),
        ("Comme l'a reconnu Paris, l'armée a tiré.", "l'armée a tiré", "FRA", "admit"),
        ("Oslo condamne la frappe, que Riga attribue au mouvement.", "la frappe", "LVA", "allege"),
        ("Riga a indiqué dans un communiqué que le câble a été coupé.", "le câble a été coupé", "LVA", "assert"),
        (
            "Riga a confirmé lundi, pour la première fois, avoir coupé le câble.",
            "avoir coupé le câble",
            "LVA",
            "assert",
        ),
    ],
)
def test_constructions_of_what_is_said(text: str, content: str, code: str, stance: str) -> None:
    assert told(text) == [(content, code, stance)]


def test_a_claim_that_no_one_made_is_no_admission() -> None:
    assert told("Aucun groupe n'a revendiqué l'attentat.") == []


def test_admettons_supposes() -> None:
    assert told("Admettons que Riga ferme le port.") == []


def test_hearsay_is_told_by_the_one_who_tells_the_whole() -> None:
    reports = read("A soldier is believed to be in custody, London said.", "en").reports
    assert [(r.stance, [s.code for s in r.source]) for r in reports] == [("assert", ["GBR"]), ("hearsay", ["GBR"])]


def test_the_one_quoted_as_saying_speaks_and_the_agency_carries() -> None:
    report = only("TASS quoted the Belarusian ministry as saying that the base would close.", "en")
    assert [s.code for s in report.source] == ["BLR"]
    assert len(report.via) == 1


def test_a_source_close_to_a_government_is_not_the_government() -> None:
    report = only("Le pont est coupé, a indiqué une source proche du gouvernement letton.")
    assert [(s.text, s.code) for s in report.source] == [("une source proche du gouvernement letton", None)]


def test_a_pronoun_goes_on_speaking() -> None:
    reports = read("L'Azerbaïdjan dément avoir tiré. La ville, dit-il, est calme.").reports
    assert [[s.code for s in r.source] for r in reports] == [["AZE"], ["AZE"]]


def test_a_number_in_an_insertion_is_all_that_its_source_says() -> None:
    text = "Des colonnes, fortes de mille hommes selon Riga, traversent la plaine."
    assert told(text) == [("fortes de mille hommes", "LVA", "assert")]


def test_a_measure_is_no_opinion() -> None:
    assert told("Pour Riga, il faut compter trois heures de route.") == []


@pytest.mark.parametrize(
    ("text", "language", "source", "carrier"),
    [
        ("Selon RFI, qui cite une source militaire, quatre soldats ont péri.", "fr", "une source militaire", "RFI"),
        (
            "L'agence Anadolu, qui cite le ministère, affirme que le pont est coupé.",
            "fr",
            "le ministère",
            "L'agence Anadolu",
        ),
        ("According to Interfax, citing the ministry, the frigate has left.", "en", "the ministry", "Interfax"),
    ],
)
def test_those_whom_an_agency_cites_speak(text: str, language: str, source: str, carrier: str) -> None:
    report = only(text, language)
    assert ([s.text for s in report.source], [v.text for v in report.via]) == ([source], [carrier])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("« Nous n'avons pas été consultés », regrette-t-on dans l'entourage du roi.", "l'entourage du roi"),
        ("La frontière est calme, assure-t-on à Riga.", "Riga"),
    ],
)
def test_one_says_it_where_one_is(text: str, source: str) -> None:
    assert [s.text for s in only(text).source] == [source]


def test_where_one_learns_it_nobody_says_it() -> None:
    assert all(not report.source for report in read("Le pont est coupé, a-t-on appris à Riga.").reports)


@pytest.mark.parametrize(
    ("text", "language", "content"),
    [
        (
            "Oslo affirme que Riga a tiré sur un chalutier ; l'armée lettone dément.",
            "fr",
            "Riga a tiré sur un chalutier",
        ),
        (
            "Le Niger accuse le Bénin d'abriter des mercenaires. Cotonou rejette ces allégations.",
            "fr",
            "abriter des mercenaires",
        ),
        ("Oslo said Riga had fired on a trawler. Latvia denies it.", "en", "Riga had fired on a trawler"),
    ],
)
def test_a_denial_that_names_nothing_answers_the_claim_before(text: str, language: str, content: str) -> None:
    answers = [r for r in read(text, language).reports if r.answers]
    assert [(text[r.content.start : r.content.end], r.stance) for r in answers] == [(content, "deny")]


def test_nobody_answers_his_own_claim() -> None:
    assert not [r for r in read("Riga affirme que le pont est coupé. Riga dément.").reports if r.answers]


def test_what_is_not_shown_is_doubted() -> None:
    assert only("Rien n'indique que Riga ait fermé le port.").stance == "doubt"
    assert only("There is no evidence that Riga closed the port.", "en").stance == "doubt"


def test_an_infinitive_is_said_with_its_own_clause() -> None:
    text = "Lima a dit avoir refusé que les navires entrent dans le port."
    assert told(text) == [("avoir refusé que les navires entrent dans le port", "PER", "assert")]


def test_a_quotation_at_a_sentence_s_head_is_its_own_speaker_s() -> None:
    text = "Le ministre letton a dénoncé le blocus. « Nous tiendrons jusqu'au bout », a lancé un général."
    direct = [r for r in read(text).reports if r.direct]
    assert [[s.text for s in r.source] for r in direct] == [["un général"]]


def test_an_apposition_may_stand_between_a_quotation_and_its_verb() -> None:
    report = only('"The town is burning," the envoy, a former minister, warned the council.', "en")
    assert [s.text for s in report.source] == ["the envoy"]


def test_a_participle_that_says_how_a_noun_came_about_reports_nothing() -> None:
    assert told("La trêve, conclue vendredi à Riga, n'a tenu que deux heures.") == []
    assert told("L'arrangement, conclu en juillet, avait un défaut : Oslo livrait du poisson.") == []


def test_half_of_a_hyphenated_verb_reports_nothing() -> None:
    reports = told('Norway said the trawler had under-reported its catch of cod by "sixty tonnes".', "en")
    assert [(source, stance) for _, source, stance in reports] == [("NOR", "assert")]


def test_what_somebody_says_ends_before_the_phrase_that_tells_who_reports_it() -> None:
    text = "Oslo a rappelé que le traité expire en mai, selon un diplomate."
    assert ("le traité expire en mai", "NOR", "assert") in told(text)


def test_a_relative_behind_a_comma_and_an_object_is_not_what_is_said() -> None:
    text = "Oslo a rappelé jeudi son délégué, que Riga accuse d'avoir menti."
    assert [content for content, source, _ in told(text) if source == "NOR"] == []
