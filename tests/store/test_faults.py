"""What is wrong with a search is told in every language that is read."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import dragoman.store
from dragoman.errors import QueryError
from dragoman.languages import languages, load
from dragoman.store.faults import PLAIN
from dragoman.store.query import parse

SOURCES = [path.read_text(encoding="utf-8") for path in Path(dragoman.store.__file__).parent.glob("*.py")]
NAMED = re.compile(r'(?:query_error\([^"]*?|ValueWrong\(|Note\()\s*"([\w-]+)"')


def blanks(words: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_fault_has_words_in_every_language_with_the_same_blanks() -> None:
    named = {name for source in SOURCES for name in NAMED.findall(source)}
    assert len(named) > 25
    plain = load(PLAIN).toml("search")
    assert named == {*plain["wrong"], *plain["notes"]}
    for language in languages():
        table = load(language).toml("search")
        assert set(table["wrong"]) == set(plain["wrong"])
        assert set(table["notes"]) == set(plain["notes"])
        assert set(table["tongues"]) == set(languages())
        for name, (why, instead) in plain["wrong"].items():
            assert blanks(" ".join(table["wrong"][name])) == blanks(why + instead), name
        for name, words in plain["notes"].items():
            assert blanks(table["notes"][name]) == blanks(words), name


@pytest.mark.parametrize(
    ("line", "why", "instead"),
    [
        ("accord (paix", "la parenthèse ouverte ici n'est jamais fermée", "ajoutez"),
        ("pay:PRK", "«\u00a0pay\u00a0» n'est pas un champ", "vouliez-vous dire pays:"),
        ("xyz:rouge", "n'est pas un champ", "les champs sont pays"),
        ("pays:Coree", "n'est ni un État ni une organisation connus", "Corée du Nord (PRK)"),
        ("pays:Zzyx", "n'est ni un État", "écrivez un code comme PRK"),
        ("type:XXXX", "n'est pas un type d'événement", "l'un de AGREE, CONSULT"),
        ("statut:alege", "n'est pas une valeur de statut", "alleged"),
        ("date:hier {0}", "«\u00a0hier\u00a0» n'est pas un jour", "2024-01-15"),
        ("accord ou", "il n'y a rien après «\u00a0ou\u00a0»", 'ou écrivez "ou" pour le mot lui-même'),
    ],
)
def test_a_bad_search_is_told_in_french(line: str, why: str, instead: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(line)
    told = refused.value.said("fr")
    assert why in told[0]
    assert instead in told[1]
    assert refused.value.said("en") == (refused.value.why, refused.value.instead)


def test_a_note_is_told_in_french() -> None:
    (note,) = parse("prix or").notes
    assert (
        note.said("fr")
        == "«\u00a0or\u00a0» en minuscules est lu comme un mot\u00a0; écrivez OR pour joindre ou exclure"
    )
