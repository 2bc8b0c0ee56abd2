"""What is looked for, read into a tree; and what is said where it cannot be."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import QueryError
from dragoman.store.fields import Days
from dragoman.store.query import And, During, Is, Not, Or, Prefix, Query, Tree, Words, leaves, parse


def tree(line: str) -> Tree:
    found = parse(line).tree
    assert found is not None
    return found


def word(text: str, column: int) -> Words:
    return Words(text, column)


def test_words_side_by_side_are_all_wanted() -> None:
    assert tree("accord paix") == And((word("accord", 1), word("paix", 8)))


@pytest.mark.parametrize("line", ["a1 et b1 ou c1", "a1 ET b1 OU c1", "a1 AND b1 OR c1", "a1 b1 ou c1"])
def test_et_binds_closer_than_ou(line: str) -> None:
    found = tree(line)
    assert isinstance(found, Or)
    assert isinstance(found.parts[0], And)


@pytest.mark.parametrize("line", ["accord sauf paix", "accord NOT paix", "accord -paix", "accord et sauf paix"])
def test_sauf_keeps_out_what_follows_it(line: str) -> None:
    found = tree(line)
    assert isinstance(found, And)
    assert isinstance(found.parts[1], Not)
    assert [(leaf.text, wanted) for leaf, wanted in leaves(found) if isinstance(leaf, Words)] == [
        ("accord", True),
        ("paix", False),
    ]


def test_brackets_group() -> None:
    found = tree("(visite ou entretien) sauf type:AID")
    assert isinstance(found, And)
    assert found.parts[0] == Or((word("visite", 2), word("entretien", 12)))
    assert found.parts[1] == Not(Is("event", "AID", True))


def test_a_minus_stands_before_a_phrase_or_a_bracket_too() -> None:
    assert tree('-"accord de paix"') == Not(word("accord de paix", 2))
    assert tree("-(a1 b1)") == Not(And((word("a1", 3), word("b1", 6))))
    assert tree("-pays:PRK") == Not(Is("country", "PRK", True))


@pytest.mark.parametrize("line", ['"accord de paix"', "« accord de paix »", "“accord de paix”", "„accord de paix“"])
def test_a_phrase_stands_in_quotation_marks_of_any_kind(line: str) -> None:
    found = tree(line)
    assert isinstance(found, Words)
    assert found.text.strip() == "accord de paix"


def test_a_star_is_the_beginning_of_a_word() -> None:
    assert tree("négoc*") == Prefix("négoc", 1)


def test_a_hyphen_inside_a_word_keeps_nothing_out() -> None:
    assert tree("Corée-du-Nord") == word("Corée-du-Nord", 1)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("pays:PRK", "country", "PRK"),
        ("country:prk", "country", "PRK"),
        ("pays : PRK", "country", "PRK"),
        ('pays:"Corée du Nord"', "country", "PRK"),
        ("pays:Corée du Nord", "country", "PRK"),
        ("pays:coree-du-nord", "country", "PRK"),
        ("country:North Korea", "country", "PRK"),
        ("pays:la Russie", "country", "RUS"),
        ("pays:ONU", "country", "UNO"),
        ("acteur:Moscou", "actor", "RUS"),
        ("destinataire:FRA", "recipient", "FRA"),
        ("type:consult", "event", "CONSULT"),
        ("event:CONSULT/visit", "event", "CONSULT/visit"),
        ("mode:Visit", "mode", "visit"),
        ("statut:alleged", "status", "alleged"),
        ("statut:allégué", "status", "alleged"),
        ("status:dementi", "status", "denied"),
        ("langue:français", "language", "fr"),
        ("réalis:prévu", "realis", "planned"),
    ],
)
def test_fields_are_called_in_french_or_english_and_so_are_their_values(line: str, field: str, value: str) -> None:
    assert tree(line) == Is(field, value, True)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("acteur:Lavrov", "actor", "Lavrov"),
        ("source:KCNA", "source", "KCNA"),
        ("section:Diplomatie", "section", "Diplomatie"),
    ],
)
def test_who_is_in_no_table_is_looked_for_by_words(line: str, field: str, value: str) -> None:
    assert tree(line) == Is(field, value, False)


def test_a_name_takes_in_no_words_that_are_not_its_own() -> None:
    assert tree("pays:Corée du Nord missile") == And((Is("country", "PRK", True), word("missile", 20)))
    assert tree("pays:Japon accord") == And((Is("country", "JPN", True), word("accord", 12)))


@pytest.mark.parametrize("line", ["pays:AND", "pays:(AND)", "pays:(AND OR AND)", "-(-pays:AND)"])
def test_andorra_s_code_is_no_operator_where_a_value_stands(line: str) -> None:
    assert {leaf for leaf, _ in leaves(tree(line))} == {Is("country", "AND", True)}


def test_several_values_of_a_field_stand_in_brackets() -> None:
    assert tree("pays:(PRK ou RUS)") == Or((Is("country", "PRK", True), Is("country", "RUS", True)))
    assert tree("pays:(PRK RUS)") == tree("pays:(PRK ou RUS)")
    assert tree("type:(CONSULT sauf AID)") == And((Is("event", "CONSULT", True), Not(Is("event", "AID", True))))


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("date:2024", "2024-01-01", "2024-12-31"),
        ("date:2024-02", "2024-02-01", "2024-02-29"),
        ("date:2024-02-03", "2024-02-03", "2024-02-03"),
        ("date:03/02/2024", "2024-02-03", "2024-02-03"),
        ("date:02/2024", "2024-02-01", "2024-02-29"),
        ("date:2024-01..2024-03", "2024-01-01", "2024-03-31"),
        ("date:2024-01..", "2024-01-01", None),
        ("date:..2024-03-05", None, "2024-03-05"),
        ("avant:2024-02", None, "2024-01-31"),
        ("before:2024", None, "2023-12-31"),
        ("après:2024-02", "2024-03-01", None),
        ("apres:2024", "2025-01-01", None),
        ("depuis:2024-02", "2024-02-01", None),
        ("until:2024-02", None, "2024-02-29"),
    ],
)
def test_days_months_years_and_intervals(line: str, first: str | None, last: str | None) -> None:
    assert tree(line) == During(
        Days(datetime.date.fromisoformat(first) if first else None, datetime.date.fromisoformat(last) if last else None)
    )


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("accord (paix", 8, "never closed"),
        ("accord) paix", 7, "no bracket is open"),
        ("accord ()", 8, "nothing stands between"),
        ('accord "paix', 8, "never closed"),
        ("accord » paix", 8, "no quotation is open"),
        ('accord ""', 8, "nothing stands between"),
        ("accord ou", 8, "nothing stands after “ou”"),
        ("ou accord", 1, "nothing stands before “ou”"),
        ("accord et ou paix", 8, "nothing stands after “et”"),
        ("accord sauf", 8, "nothing stands after “sauf”"),
        ("(accord ou) paix", 9, "nothing stands after “ou”"),
        ("a*", 1, "too many words"),
        ("pay:PRK", 1, "is no field"),
        ("accord pays:", 8, "has no value"),
        ("pays:Wakanda", 6, "is no state"),
        ("pays:Congo", 6, "is no state"),
        ("type:VISIT", 6, "no event type"),
        ("type:AID/visit", 6, "has no mode"),
        ("mode:walk", 6, "no mode"),
        ("statut:sûr", 8, "no value"),
        ("date:2024-13", 6, "is no day"),
        ("date:hier", 6, "is no day"),
        ("date:2024-03..2024-01", 6, "ends before"),
        ("date:..", 6, "has no day"),
        ("avant:0001", 7, "no day of any page"),
        ("acteur:…", 8, "no letters"),
        ("(" * 60 + "a1" + ")" * 60, 42, "lie in each other"),
        ("sauf " * 60 + "a1", 206, "lie in each other"),
    ],
)
def test_a_bad_search_says_where_and_why_and_what_to_write_instead(line: str, column: int, why: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(line)
    assert refused.value.column == column
    assert why in refused.value.why
    assert refused.value.instead
    assert f"column {column}" in str(refused.value)


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("pay:PRK", "pays:"),
        ("statu:alleged", "statut:"),
        ("type:CONSLT", "CONSULT"),
        ("pays:Coree", "Corée du Nord (PRK)"),
        ("pays:Rusie", "Russie (RUS)"),
        ("statut:alege", "alleg"),
        ("date:2024-03..2024-01", "2024-01..2024-03"),
    ],
)
def test_what_to_write_instead_is_near_to_what_was_written(line: str, instead: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(line)
    assert instead in refused.value.instead


def test_or_in_small_letters_is_gold_and_a_note_says_how_to_join() -> None:
    found = parse("prix or")
    assert found.tree == And((word("prix", 1), word("or", 6)))
    assert "OR" in found.notes[0].said()
    assert parse('"prix or"').notes == ()


def test_an_empty_line_means_everything() -> None:
    assert parse("  ") == Query("  ", None)


def refusal(line: str) -> QueryError | None:
    try:
        parse(line)
    except QueryError as refused:
        return refused
    return None


@given(
    st.one_of(
        st.text(alphabet=st.sampled_from('ab éœ"«»“”()-*:.,/2024 etousaufpaystypedateORNOT'), max_size=40),
        st.text(max_size=60),
    )
)
def test_any_line_is_understood_or_refused_with_a_column_in_it(line: str) -> None:
    refused = refusal(line)
    assert refused is None or (1 <= refused.column <= len(line) + 1 and refused.instead)
