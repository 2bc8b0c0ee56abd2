"""Encodings: by mark, by bytes, by what is declared, by guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.page.encoding import decode

FRENCH = "L’Élysée a reçu à Évreux l’émissaire norvégien ; « cœur à cœur », dit-il, où l’été s’achève déjà. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)).text == FRENCH


@pytest.mark.parametrize("declared", ["iso-8859-1", "ISO-8859-1", "windows-1252", "latin1", "us-ascii"])
def test_latin_1_means_windows_1252_as_browsers_read_it(declared: str) -> None:
    page = f'<meta charset="{declared}">{FRENCH}'
    found = decode(page.encode("cp1252"))
    assert (found.text, found.encoding) == (page, "cp1252")


def test_bytes_that_are_utf8_throughout_win_over_what_is_declared() -> None:
    page = f'<meta charset="iso-8859-1">{FRENCH}'
    assert decode(page.encode("utf-8")).text == page


def test_windows_1252_without_a_declaration_is_guessed_and_told() -> None:
    found = decode((FRENCH * 4).encode("cp1252"))
    assert found.text == FRENCH * 4
    assert "no encoding is declared" in found.warnings[0]


def test_a_server_s_word_goes_before_the_page_s_own() -> None:
    russian = "Министр прибыл в столицу."
    assert decode(russian.encode("koi8-r"), "koi8-r").text == russian


@pytest.mark.parametrize("declared", ["rot13", "base64", "utf-7", "unicode_escape", "no-such-thing"])
def test_odd_declarations_are_not_followed(declared: str) -> None:
    assert "Élysée" in decode(f'<meta charset="{declared}">{FRENCH * 3}'.encode("cp1252")).text


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    found = decode((FRENCH * 5).encode("utf-8") + b"\xff" + FRENCH.encode("utf-8"))
    assert found.text.count("\ufffd") == 1
    assert found.warnings == ("1 bytes are not UTF-8 and were replaced",)


def test_a_text_cut_within_a_letter_stays_utf8() -> None:
    assert decode("Le ministre est arrivé à l’é".encode()[:-1]).encoding == "utf-8"


def test_nul_bytes_are_taken_out_and_told() -> None:
    found = decode(b"Le ministre\0 part.\0")
    assert found.text == "Le ministre part."
    assert "2 control characters" in found.warnings[0]


@given(st.binary(max_size=400))
def test_any_bytes_give_words(data: bytes) -> None:
    assert "\0" not in decode(data).text


def test_a_page_that_was_encoded_twice_is_put_right() -> None:
    text = "L’Algérie a rappelé son ambassadeur à Madrid « pour consultations », a annoncé le ministère à Alger."
    twice = text.encode("utf-8").decode("cp1252", "replace")
    found = decode(twice.replace("\ufffd", "\xa0").encode("utf-8"))
    assert found.text.startswith("L’Algérie a rappelé")
    assert any("encoded twice" in warning for warning in found.warnings)


def test_letters_that_are_meant_stay() -> None:
    text = "São Paulo et l’Ã de São : l’Algérie a rappelé hier à Alger son ambassadeur, déjà âgé, à l’été."
    assert decode(text.encode("utf-8")).text == text
