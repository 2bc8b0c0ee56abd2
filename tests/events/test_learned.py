"""The learned model adds what no frame tells, weighs what frames tell, and says which of both decided."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.evaluate.train import write
from dragoman.events.learned import LEARNED, Table, load, read
from dragoman.languages import load as load_pack
from dragoman.reading import Job, code_text, code_texts, code_with
from dragoman.text import vector


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_language_ships_a_model_whose_tables_agree_with_one_another(language: str) -> None:
    model = load(load_pack(language))
    assert model is not None
    assert "-" in model.trigger.classes
    assert set(model.role.classes) == {"-", "a", "r", "both"}
    assert {name.split("/")[0] for name in model.mode.classes} <= set(model.trigger.classes)
    assert len(model.trigger.rows) == len(model.trigger.weights)


def test_a_model_comes_back_from_its_file_as_it_was_written(tmp_path: Path) -> None:
    model = load(load_pack("fr"))
    assert model is not None
    write(model, tmp_path / "again.npz")
    again = read(tmp_path / "again.npz")
    assert again.trigger.rows == model.trigger.rows
    assert np.array_equal(again.role.weights, model.role.weights)
    assert (again.add, again.keep, again.party) == (model.add, model.keep, model.party)


def test_chances_add_up_to_one_and_unseen_features_count_nothing() -> None:
    table = Table(
        ("-", "AID"), {"l=don": 0}, np.array([[0.0, 2.0]], np.float32), np.zeros(2, np.float32), np.zeros((0, 2))
    )
    assert table.chances(["l=don", "l=inconnu"]) == pytest.approx(table.chances(["l=don"]))
    assert float(table.chances(["l=don"]).sum()) == pytest.approx(1.0)
    assert table.chances(["l=inconnu"]).tolist() == [0.5, 0.5]


@pytest.mark.parametrize("text", ["Bakou a critiqué cet accord et accusé l'Arménie de vouloir isoler l'Azerbaïdjan."])
def test_of_two_verbs_joined_that_tell_the_same_the_one_with_a_frame_is_kept(text: str) -> None:
    (blamed, _) = code_text(text, "fr").events
    assert (blamed.trigger.text, blamed.rule != LEARNED) == ("accusé", True)


def test_what_only_the_model_tells_says_so_in_its_rule() -> None:
    text = "The Argentine navy turned over two refitted patrol boats to the Uruguayan coast guard at a ceremony."
    assert code_with(None, text, load_pack("en")) == ()
    (found,) = code_text(text, "en").events
    assert found.rule == LEARNED
    assert [party.code for party in found.actor] == ["ARG"]
    assert [party.code for party in found.recipient] == ["URY"]


@pytest.mark.parametrize(("language", "word", "near", "far"), [
    ("fr", "livraison", "envoi", "fromage"),
    ("en", "donate", "donation", "gastropod"),
])  # fmt: skip
def test_words_near_in_meaning_are_near_in_space(language: str, word: str, near: str, far: str) -> None:
    pack = load_pack(language)
    one, close, distant = (vector(w, pack) for w in (word, near, far))
    assert one is not None
    assert close is not None
    assert distant is not None
    assert float(one @ close) > float(one @ distant)


def test_texts_coded_together_are_coded_as_each_alone() -> None:
    texts = [
        ("Bakou a accusé l'Arménie de vouloir isoler l'Azerbaïdjan.", "fr"),
        ("Il pleut.", "fr"),
        ("Kenya expelled two Sudanese diplomats.", "en"),
        ("Oslo et Riga ont signé un accord. Tokyo, selon Séoul, refuse de livrer des radars à Manille.", "fr"),
    ]
    together = code_texts([Job(text, language) for text, language in texts])
    assert together == [code_text(text, language) for text, language in texts]
    assert [bool(one.events) for one in together] == [True, False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "Séoul accuse Pyongyang d'avoir livré des missiles à la Russie, ce que Moscou dément.",
        "Kigali a démenti avoir livré des armes au M23.",
    ],
)
def test_a_denial_names_who_denies_and_not_who_accuses(text: str) -> None:
    denied = [event.attribution for event in code_text(text, "fr").events if event.attribution.status == "denied"]
    assert [one.source[0].text for one in denied] == ["Moscou" if "Moscou" in text else "Kigali"]


@pytest.mark.parametrize(
    ("text", "language", "event", "actors", "recipients"),
    [
        ("L'Ouganda se défend d'avoir fourni des armes aux rebelles du M23.", "fr", "REJECT", ["UGA"], []),
        ("Rwanda denies arming the rebels in eastern Congo.", "en", "REJECT", ["RWA"], []),
        ("Paris refuse de recevoir l'ambassadeur malien.", "fr", "REJECT", ["FRA"], ["MLI"]),
        ("La junte malienne accuse l'opposition d'avoir incendié un bâtiment.", "fr", "ASSAULT", ["MLI"], ["MLI"]),
    ],
)
def test_who_is_only_spoken_of_neither_says_it_nor_is_answered(
    text: str, language: str, event: str, actors: list[str], recipients: list[str]
) -> None:
    (found,) = (e for e in code_text(text, language).events if e.event == event)
    assert ([a.code for a in found.actor], [r.code for r in found.recipient]) == (actors, recipients)


def test_who_only_speaks_of_prisoners_did_not_imprison_them() -> None:
    events = code_text("Latvia expressed hope that two imprisoned Turkmen bloggers would be released.", "en").events
    assert not [e for e in events if e.event == "COERCE" and any(a.code == "LVA" for a in e.actor)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le Mexique n'acceptera pas le plan américain.", "fr"),
        ("Mexico said it would not accept a US plan to send troops against cartels on its soil.", "en"),
    ],
)
def test_consent_that_will_not_be_given_is_a_refusal(text: str, language: str) -> None:
    assert ("REJECT", "actual") in [(e.event, e.realis) for e in code_text(text, language).events]
    assert "AGREE" not in [e.event for e in code_text(text, language).events]


def test_who_is_charged_by_a_participle_does_not_charge_nor_did_who_expels_him_do_the_deed() -> None:
    text = "Ottawa a annoncé l'expulsion de six diplomates indiens, accusés d'être mêlés au meurtre d'un militant sikh."
    events = code_text(text, "fr").events
    assert not [e for e in events if e.event == "ACCUSE" and any(a.code == "IND" for a in e.actor)]
    assert not [e for e in events if e.event == "ASSAULT" and any(a.code == "CAN" for a in e.actor)]


def test_who_acts_behind_a_semicolon_is_not_acted_upon_before_it() -> None:
    praised, _ = code_text("Russia praised the talks; Azerbaijan asked to be consulted.", "en").events
    assert ([p.code for p in praised.actor], praised.recipient) == (["RUS"], ())
