"""According to whom an event is told: narrated, acknowledged, alleged or denied, and whether it is one at all.

The rules alone are asked, before what is learned says which events are kept.
"""

from __future__ import annotations

import pytest

from dragoman.languages import load
from dragoman.reading import code_with
from dragoman.records import Event


def events_of(text: str, language: str = "fr") -> list[Event]:
    return list(code_with(None, text, load(language)))


def event(text: str, kind: str, language: str = "fr") -> Event:
    found = [e for e in events_of(text, language) if e.event == kind]
    assert len(found) == 1, [(e.event, e.trigger.text) for e in events_of(text, language)]
    return found[0]


def told(text: str, kind: str, language: str = "fr") -> tuple[str, str]:
    one = event(text, kind, language)
    return one.attribution.status, one.realis


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fr", "La France fournira des chars à l'Ukraine, a promis Emmanuel Macron.", "AGREE"),
        ("fr", "Ankara a fait savoir qu'elle rejetait la médiation de Paris.", "REJECT"),
        ("fr", "Téhéran dit condamner l'attaque israélienne contre Damas.", "ACCUSE"),
        ("en", "Tehran said it condemned the Israeli attack on Damascus.", "ACCUSE"),
        ("en", "Russia will withdraw its troops from Armenia, its defence minister told reporters.", "CONCEDE"),
    ],
)
def test_what_is_done_by_saying_it_is_narrated(language: str, text: str, kind: str) -> None:
    assert told(text, kind, language) == ("narrated", "actual")


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fr", "Le ministère indien a indiqué avoir convoqué l'ambassadeur du Pakistan.", "ACCUSE"),
        ("en", "India said it had summoned Pakistan's ambassador.", "ACCUSE"),
    ],
)
def test_a_speech_act_of_the_past_that_its_doer_tells_is_acknowledged(language: str, text: str, kind: str) -> None:
    assert told(text, kind, language)[0] == "acknowledged"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Selon Damas, l'attaque israélienne contre le consulat iranien a fait treize morts."),
        ("fr", "Téhéran dit condamner l'attaque israélienne contre Damas."),
        ("en", "According to Damascus, the Israeli attack on the Iranian consulate killed thirteen people."),
    ],
)
def test_an_attack_that_a_report_only_points_at_is_narrated(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language)[0] == "narrated"


def test_an_attack_that_is_claimed_is_alleged() -> None:
    assert told("Kiev affirme que l'armée russe a attaqué Kharkiv.", "ASSAULT")[0] == "alleged"


def test_an_attack_laid_at_somebody_s_door_is_alleged() -> None:
    assert told("Téhéran accuse Israël de l'attaque contre Damas.", "ASSAULT")[0] == "alleged"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La Serbie a expulsé deux diplomates kosovars, a annoncé le ministère des Affaires étrangères."),
        ("en", "Serbia has expelled two Kosovo diplomats, a government spokesman said."),
    ],
)
def test_an_office_without_a_name_speaks_for_the_doer(language: str, text: str) -> None:
    assert told(text, "SANCTION", language)[0] == "acknowledged"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La Serbie a expulsé deux diplomates kosovars, ont indiqué des responsables."),
        ("en", "Serbia has expelled two Kosovo diplomats, officials said."),
    ],
)
def test_officials_may_be_anybody_s(language: str, text: str) -> None:
    assert told(text, "SANCTION", language)[0] == "alleged"


def test_an_admission_that_another_reports_is_alleged() -> None:
    assert told("Lomé affirme qu'Accra a reconnu avoir bombardé un village togolais.", "ASSAULT")[0] == "alleged"


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        (
            "fr",
            "La Chine n'a pas livré d'armes à la Russie, a déclaré le porte-parole de la diplomatie chinoise.",
            "AID",
        ),
        ("en", "China has not supplied weapons to Russia, a Chinese foreign ministry spokesman said.", "AID"),
        ("fr", "Le Rwanda a démenti avoir attaqué le Congo.", "ASSAULT"),
    ],
)
def test_what_is_denied_is_the_act_and_not_its_absence(language: str, text: str, kind: str) -> None:
    assert told(text, kind, language) == ("denied", "actual")


def test_a_denial_in_the_present_is_an_act_too() -> None:
    events = events_of("La Serbie dément que son armée ait tiré sur des policiers kosovars.", "fr")
    assert [(e.event, e.attribution.status) for e in events] == [("REJECT", "narrated"), ("ASSAULT", "denied")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'Arabie saoudite n'a ni condamné ni soutenu Moscou."),
        ("en", "Saudi Arabia neither condemned nor supported Moscow."),
    ],
)
def test_neither_negates_both_verbs(language: str, text: str) -> None:
    assert [e.realis for e in events_of(text, language)] == ["negated", "negated"]


def test_no_soldier_and_nobody_negate() -> None:
    assert told("Aucun soldat éthiopien n'est entré au Soudan.", "MOBILIZE")[1] == "negated"
    assert told("Nobody in Bucharest has accused Moldova.", "ACCUSE", "en")[1] == "negated"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le premier ministre canadien a déclaré qu'Ottawa expulserait deux diplomates chinois."),
        ("en", "Canada's prime minister said Ottawa would expel two Chinese diplomats."),
    ],
)
def test_the_future_seen_from_what_was_said_is_a_plan(language: str, text: str) -> None:
    assert told(text, "SANCTION", language) == ("acknowledged", "planned")


def test_a_conditional_behind_if_supposes() -> None:
    assert told("Alger a déclaré qu'elle expulserait l'ambassadeur si Rabat refusait.", "SANCTION")[1] == "hypothetical"


def test_a_feared_invasion_is_no_fact() -> None:
    assert told("Le Guyana redoute que le Venezuela n'envahisse l'Essequibo.", "ASSAULT")[1] == "hypothetical"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Asmara a qualifié de mensongères les informations selon lesquelles son armée avait attaqué un poste éthiopien.",
        ),
        ("en", "Eritrea called reports that its soldiers had bombed Ethiopia false."),
        ("en", "Rwanda rejects accusations it bombed Congo."),
        ("fr", "Le Rwanda a réfuté les accusations selon lesquelles ses soldats avaient bombardé le Congo."),
    ],
)
def test_a_claim_called_false_is_denied(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language)[0] == "denied"
    assert told(text, "REJECT", language)[0] == "narrated"


def test_the_charge_itself_was_made_whoever_rejects_it() -> None:
    assert told("Moscou récuse les accusations de Londres.", "ACCUSE")[0] == "narrated"


def test_an_answer_set_off_by_a_comma_is_no_part_of_the_charge() -> None:
    text = "Washington soupçonne Téhéran d'avoir attaqué Riyad, ce que l'Iran nie."
    assert told(text, "REJECT")[0] == "narrated"
    assert told(text, "ASSAULT")[0] == "denied"


def test_what_is_neither_confirmed_nor_denied_is_no_fact() -> None:
    assert (
        told("Jordan has neither confirmed nor denied that its planes struck Iraq.", "ASSAULT", "en")[1]
        == "hypothetical"
    )


def test_double_negation_undoes_itself() -> None:
    assert told("La Jordanie n'a pas manqué de condamner l'Iran.", "ACCUSE")[1] == "actual"
    assert told("Paris n'a pas exclu d'expulser l'ambassadeur de Russie.", "SANCTION")[1] == "hypothetical"


def test_what_is_authorised_is_not_done() -> None:
    one = event("Washington a autorisé Kiev à frapper la Russie.", "ASSAULT")
    assert (one.realis, [party.code for party in one.actor]) == ("hypothetical", ["UKR"])


def test_what_nothing_proves_is_no_fact() -> None:
    assert told("Rien ne prouve que l'Ukraine a attaqué la Russie.", "ASSAULT")[1] == "hypothetical"


def test_a_denied_future_is_a_promise_and_no_denial() -> None:
    text = "L'Argentine ne rompra pas ses relations avec la Chine, a assuré sa ministre des Affaires étrangères."
    assert told(text, "SANCTION") == ("acknowledged", "negated")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'Iran n'a rien à voir avec l'attaque contre Israël, a déclaré l'ambassadeur iranien."),
        ("fr", "Selon Moscou, aucune frappe russe n'a visé Odessa."),
        ("fr", "Israël a nié en bloc avoir visé des journalistes libanais."),
        ("fr", "Téhéran rejette toute implication dans l'attaque contre Riyad."),
        ("en", "Ukraine had nothing to do with the attack on Moscow, its minister said."),
        ("en", "No Russian missile struck Odesa, Moscow said."),
    ],
)
def test_having_no_part_in_an_attack_denies_it(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language)[0] == "denied"


def test_reports_that_are_false_are_denied() -> None:
    text = "Reports that China supplied weapons to Russia are false, a Chinese spokesman said."
    assert told(text, "AID", "en")[0] == "denied"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Rabat ne nie pas avoir attaqué l'Algérie."),
        ("fr", "Rabat ne cache pas avoir attaqué l'Algérie."),
        ("en", "Morocco does not dispute that it attacked Algeria."),
        ("en", "Morocco owned up to attacking Algeria."),
        ("en", "By its own admission, Morocco attacked Algeria."),
        ("en", "Morocco's claim to have attacked Algeria could not be verified."),
    ],
)
def test_what_its_doer_does_not_deny_or_claims_is_acknowledged_by_him(language: str, text: str) -> None:
    one = event(text, "ASSAULT", language)
    assert one.attribution.status == "acknowledged"
    assert [source.code for source in one.attribution.source] == ["MAR"]


def test_what_others_did_is_only_granted_by_who_does_not_deny_it() -> None:
    assert told("Paris ne conteste pas que l'Iran a attaqué Israël.", "ASSAULT")[0] == "narrated"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'armée turque a bombardé le nord de l'Irak, a annoncé l'état-major."),
        ("en", "Turkey attacked Iraq, a government spokesman said."),
    ],
)
def test_an_office_without_a_name_that_owns_a_deed_is_its_doer_s(language: str, text: str) -> None:
    assert [source.code for source in event(text, "ASSAULT", language).attribution.source] == ["TUR"]


def test_an_admission_that_another_reports_is_his_claim() -> None:
    one = event("Le président kényan affirme que Mogadiscio a reconnu avoir bombardé un village kényan.", "ASSAULT")
    assert one.attribution.status == "alleged"
    assert [source.code for source in one.attribution.source] == ["KEN"]


def test_a_defector_does_not_speak_for_the_state_he_left() -> None:
    text = "Un transfuge nord-coréen a raconté que la Corée du Nord avait attaqué le Japon."
    assert told(text, "ASSAULT")[0] == "alleged"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Kaboul affirme que le Pakistan a attaqué l'Afghanistan. Islamabad parle d'affabulation."),
        ("en", "Kabul says Pakistan attacked Afghanistan. Islamabad called the story a fabrication."),
        ("en", "Pakistan called it absurd that it had attacked Afghanistan."),
    ],
)
def test_a_claim_that_its_object_calls_untrue_is_denied(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language)[0] == "denied"


def test_words_that_call_a_question_untrue_make_no_denial_of_it() -> None:
    text = "Did Moscow assassinate a Georgian exile in Berlin? The Kremlin calls it an absolute lie."
    assert told(text, "ASSAULT", "en") == ("narrated", "hypothetical")


def test_a_label_that_speaks_of_itself_as_we_says_what_follows() -> None:
    assert told("Soudan : nous n'avons pas attaqué le Tchad", "ASSAULT") == ("denied", "actual")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le bruit court à Tunis que la Libye a attaqué l'Algérie."),
        ("en", "Rumours swept Tunis on Sunday that Libya had attacked Algeria."),
    ],
)
def test_a_rumour_that_runs_somewhere_is_hearsay(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language)[0] == "alleged"


def test_a_conditional_behind_its_condition_is_no_hearsay() -> None:
    text = "En cas d'échec des pourparlers, l'Inde attaquerait le Pakistan."
    assert told(text, "ASSAULT") == ("narrated", "hypothetical")


def test_what_another_regrets_is_no_claim_of_his() -> None:
    text = "Nauru a rompu ses relations avec Taïwan, ce que Taipei a vivement regretté."
    assert told(text, "SANCTION")[0] == "narrated"


def test_a_past_conditional_is_hearsay_also_in_what_somebody_says() -> None:
    assert told("D'après Ankara, Pékin aurait promis à Kaboul de livrer du blé.", "AGREE")[0] == "alleged"
    assert told("La Chine a dit qu'elle livrerait des vaccins au Népal.", "AGREE")[0] == "narrated"


def test_hearsay_in_a_subordinate_clause_leaves_the_main_clause_a_fact() -> None:
    text = "Budapest a menacé Kiev de sanctions tant que l'Ukraine n'aurait pas rouvert l'oléoduc."
    assert told(text, "THREATEN")[0] == "narrated"


def test_who_is_done_harm_to_does_not_own_up_to_it_though_both_have_one_code() -> None:
    text = "Des villageois soudanais affirment que l'armée soudanaise a bombardé leur marché."
    assert told(text, "ASSAULT")[0] == "alleged"
    assert told("Le Soudan affirme que l'armée soudanaise a bombardé un marché.", "ASSAULT")[0] == "acknowledged"


def test_a_paper_of_the_state_is_not_the_state() -> None:
    text = "Le Tchad a livré au Soudan cinq blindés, rapporte un journal de N'Djamena."
    assert told(text, "AID")[0] == "alleged"


def test_words_right_before_a_verb_leave_it_undone() -> None:
    assert told("Loin de libérer les pêcheurs indiens, Colombo en a jugé trois.", "RETREAT")[1] == "negated"
    assert told("Riyad était sur le point de rappeler son ambassadeur à Berlin.", "SANCTION")[1] == "hypothetical"
    assert told("Lebanon came close to breaking off relations with Kuwait.", "SANCTION", "en")[1] == "negated"


def test_a_helper_before_the_subject_supposes() -> None:
    text = "Had Baghdad expelled the Turkish envoy, Ankara would have protested."
    assert told(text, "SANCTION", "en")[1] == "hypothetical"


def test_a_name_that_somebody_gives_a_thing_is_his_claim() -> None:
    text = "Bangkok summoned the Cambodian ambassador after what it called an assault by Cambodian troops."
    assert told(text, "ASSAULT", "en")[0] == "alleged"


def test_a_headline_may_end_with_who_says_it() -> None:
    assert told("Chadian rebels attacked Sudanese convoy: Khartoum", "ASSAULT", "en")[0] == "alleged"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La Russie affirme que l'Ukraine a bombardé un marché de Donetsk ; l'armée ukrainienne dément."),
        ("en", "Armenia accused Azerbaijan of shelling Kapan, a charge that Baku denied."),
        ("en", "Armenia accused Azerbaijan of shelling Kapan. Baku denied the accusation."),
    ],
)
def test_what_its_doer_denies_behind_is_denied(language: str, text: str) -> None:
    assert told(text, "ASSAULT", language) == ("denied", "actual")


def test_a_denial_by_somebody_else_denies_nothing() -> None:
    text = "La Russie affirme que l'Ukraine a bombardé un marché de Donetsk ; le Brésil dément."
    assert told(text, "ASSAULT")[0] == "alleged"


def test_an_office_that_says_an_act_was_not_done_denies_it_for_its_state() -> None:
    text = "Aucun soldat tchadien n'a attaqué le poste soudanais, a répété l'armée."
    assert told(text, "ASSAULT") == ("denied", "actual")


def test_what_is_doubted_is_no_claim_of_who_doubts_it() -> None:
    assert told("L'ONU doute que Kigali ait livré des armes au M23.", "AID") == ("narrated", "hypothetical")


def test_what_did_not_take_place_is_negated() -> None:
    assert told("La rencontre entre les présidents chilien et péruvien n'a pas eu lieu.", "CONSULT")[1] == "negated"
    text = "The meeting between the Greek and Turkish leaders never took place."
    assert told(text, "CONSULT", "en")[1] == "negated"


def test_a_proposal_of_the_past_that_its_doer_tells_is_acknowledged() -> None:
    assert told("Le président kényan a déclaré avoir proposé à Khartoum une rencontre.", "AGREE")[0] == "acknowledged"


def test_half_a_negation_and_two_negate() -> None:
    assert told("Madrid n'ose expulser l'ambassadeur d'Israël.", "SANCTION")[1] == "negated"
    assert told("Ni Rome ni La Valette n'ont condamné l'Égypte.", "ACCUSE")[1] == "negated"
    assert told("Le Caire n'a cessé de condamner l'Éthiopie.", "ACCUSE")[1] == "actual"


def test_what_stands_behind_all_that_a_denial_says_is_not_denied() -> None:
    text = "China's foreign ministry denied that its diplomats had played any part in it and warned Manila of countermeasures."
    assert told(text, "THREATEN", "en")[0] == "narrated"
