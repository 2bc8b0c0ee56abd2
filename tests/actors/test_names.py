"""Names before the parse: states, demonyms, capitals, seats, places, organisations, agencies, groups, people."""

from __future__ import annotations

import datetime
import itertools
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from gold import USUAL, Case, case, cases
from reading import found

from dragoman.actors import NameFound, names
from dragoman.actors.lexicon import lexicon
from dragoman.languages import load

ALL = [(language, each) for language in ("fr", "en") for each in cases(f"names.{language}.txt")]
EXAMPLES = [
    (language, case(("" if "[" in text and "]{" in text else "! ") + text, entry.where))
    for language in ("fr", "en")
    for key in ("decoy", "guard", "ambiguous", "adjective")
    for entry in load(language).entries("actors", key)
    for text in [entry["example"], *entry.get("not", [])]
]


@pytest.mark.parametrize(("language", "gold"), ALL, ids=lambda each: getattr(each, "where", each))
def test_every_name_of_a_sentence_is_found_with_its_codes_and_nothing_else(language: str, gold: Case) -> None:
    got = [(name.start, name.end, name.codes) for name in found(gold.text, language, gold.day)]
    assert got == list(gold.marks), [(gold.text[start:end], codes) for start, end, codes in got]


@pytest.mark.parametrize(("language", "gold"), EXAMPLES, ids=lambda each: getattr(each, "where", each))
def test_the_packs_own_examples_read_as_they_say(language: str, gold: Case) -> None:
    got = {(name.start, name.end, name.codes) for name in found(gold.text, language, gold.day) if name.codes}
    assert got == {mark for mark in gold.marks if mark[2]}, [(gold.text[s:e], codes) for s, e, codes in got]


def test_there_are_enough_cases() -> None:
    assert sum(language == "fr" for language, _ in ALL) >= 150
    assert sum(language == "en" for language, _ in ALL) >= 120


PIECES = [*" \n-'’.,()\u00a0\u0301aÉßx", "Corée du Nord", "Niger", "franco-", "Paris", "M.", "de", "Jean"]


def one(text: str, language: str = "fr", day: datetime.date = USUAL) -> NameFound:
    """The only name of a text."""
    (name,) = found(text, language, day)
    return name


def test_a_person_in_office_has_the_offices_sector() -> None:
    name = one("Lavrov a démenti.")
    assert (name.codes, name.sector, name.former, name.entity) == (("RUS",), "GOV", False, "Sergei Lavrov")


def test_a_person_out_of_office_keeps_the_state_and_loses_the_sector() -> None:
    name = one("François Hollande a démenti.", day=datetime.date(2020, 1, 1))
    assert (name.codes, name.sector, name.former) == (("FRA",), None, True)


def test_a_short_name_of_several_people_is_the_one_in_office_that_day() -> None:
    assert one("Trump a signé.", day=datetime.date(2018, 5, 1)).sector == "GOV"
    assert one("Bush a signé.", day=datetime.date(2003, 5, 1)).entity == "George W. Bush"


def test_a_first_name_before_a_known_surname_makes_another_person() -> None:
    (name,) = found("Jeannette Poutine a chanté.", "fr", USUAL)
    assert name.codes == ()


def test_a_surname_alone_is_nobody_before_the_office_began() -> None:
    assert found("Moon a atterri.", "fr", datetime.date(2010, 1, 1)) == []
    assert one("Moon a atterri.", day=datetime.date(2018, 1, 1)).codes == ("KOR",)


def test_a_surname_alone_is_whoever_the_page_names_in_full() -> None:
    got = found("Jeannette Poutine a chanté. Poutine a dansé.", "fr", USUAL)
    assert [name.entity for name in got] == ["Jeannette Poutine", "Jeannette Poutine"]
    got = found("Vladimir Poutine a parlé. Jeannette Poutine a chanté. Poutine a dansé.", "fr", USUAL)
    assert got[-1].codes == ("RUS",)


def test_the_taliban_are_rebels_before_august_2021_and_a_government_after() -> None:
    assert one("Les talibans avancent.", day=datetime.date(2015, 1, 1)).sector == "REB"
    assert one("Les talibans avancent.", day=datetime.date(2023, 1, 1)).sector == "GOV"


def test_agencies_and_newspapers_are_relays_and_organisations_are_not() -> None:
    assert one("Selon KCNA, c'est fait.").relay
    assert one("Selon le New York Times, c'est fait.").what == "media"
    assert not one("Selon l'Otan, c'est fait.").relay


def test_a_name_tells_the_parser_its_shape_without_the_article() -> None:
    text = "La Russie et le Japon, les États-Unis, Cuba."
    shapes = [(text[slice(*name.name[:2])], name.name[2]) for name in found(text, "fr", USUAL)]
    assert shapes == [("Russie", "country.f"), ("Japon", "country.m"), ("États-Unis", "country.p"), ("Cuba", "city")]


@pytest.mark.parametrize(("language", "gold"), ALL, ids=lambda each: getattr(each, "where", each))
def test_typographic_variants_find_the_same(language: str, gold: Case) -> None:
    codes = [mark[2] for mark in gold.marks]
    for variant in (
        gold.text.replace("'", "’"),
        gold.text.replace("-", "‑"),
        unicodedata.normalize("NFD", gold.text),
        gold.text.replace(" ", "\u00a0"),
    ):
        got = found(variant, language, gold.day)
        assert [name.codes for name in got] == codes, variant


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*" \n-'’.,()\u00a0\u0301aÉßx", "Corée du Nord", "Niger", "franco-", "Paris", "M.", "de", "Jean"]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_text_gives_names_in_order_without_overlaps(text: str) -> None:
    got = names(text, load("fr"))
    assert all(0 <= name.start < name.end <= len(text) for name in got)
    assert all(left.end <= right.start for left, right in itertools.pairwise(got))
    assert got == names(text, load("fr"))


def test_compiling_the_names_of_a_language_is_fast() -> None:
    lexicon.cache_clear()
    start = time.process_time()
    lexicon(load("fr"))
    assert time.process_time() - start < 2.0  # measured 0.3 s; the machine of a test may be busy
