"""What shows where lines began on a page that lost its line breaks: titles, names, hours, sign-offs, notes."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.languages.pack import load
from dragoman.page.article import Found, find
from dragoman.page.flattened import Line, Sort
from dragoman.page.headline import headline
from dragoman.page.joined import joined
from dragoman.page.page import Page
from dragoman.page.signoff import agency_of, is_signoff

FR = load("fr")
EN = load("en")

TITLE = "Niamey ferme son consulat à Cotonou"
LEAD = (
    "Le Niger a fermé lundi son consulat à Cotonou, au Bénin, et rappelé les trois diplomates qui y travaillaient "
    "encore, a annoncé le ministère nigérien des Affaires étrangères."
)
SECOND = "Le Bénin a regretté cette décision et convoqué le chargé d'affaires du Niger pour en demander les raisons."
BODY = f"{LEAD} {SECOND}"


def read(text: str, pack: Any = FR) -> Found:
    return find(Page("page", "text", text), pack)


@pytest.mark.parametrize(
    "menu", ["Accueil Économie Sahel Sport", "Kin24 Desk Kivu Haut-Katanga", "Se connecter Mes Jeux Le Mag"]
)
def test_a_title_begins_behind_the_words_of_a_menu(menu: str) -> None:
    assert read(f"{menu} {TITLE} Publié le 12 mars 2024 à 10h {BODY}").article.title == TITLE


@pytest.mark.parametrize(
    "sign",
    [
        "Awa Diarra | Il y a 3 heures",
        "Awa Diarra 12 mars 2024 à 10h12",
        "Awa Diarra - mardi 12 mars 2024",
        "par Awa Diarra | 12 mars 2024",
        "12 mars 2024 Awa Diarra",
    ],
)
def test_a_name_beside_a_date_signs_the_page_where_the_text_does_not_speak_of_it(sign: str) -> None:
    article = read(f"Accueil Politique {TITLE} {sign} {BODY}").article
    assert (article.title, article.byline) == (TITLE, "Awa Diarra")


def test_a_name_beside_a_date_that_the_text_speaks_of_signs_nothing() -> None:
    page = read(
        f"Accueil Politique Niamey reçoit Awa Diarra 12 mars 2024 à 10h12 {BODY} Awa Diarra, ministre, est partie."
    )
    assert page.article.byline is None


@pytest.mark.parametrize("hour", ["Modifié à 18:47", "Mis à jour à 6h05"])
def test_an_hour_behind_the_word_for_a_change_is_no_part_of_a_title(hour: str) -> None:
    assert read(f"Accueil Politique {hour} {TITLE} Partager Facebook Twitter {BODY}").article.title == TITLE


def test_buttons_in_small_letters_before_others_end_a_title() -> None:
    assert read(f"Accueil {TITLE} partager Facebook Twitter Publié le 17/11/2023 {BODY}").article.title == TITLE


def test_an_agency_before_the_date_signs_the_page() -> None:
    article = read(f"Accueil Politique {TITLE} AFP•21/09/2022 à 14:37 Imprimer Partager {BODY}").article
    assert (article.title, article.byline) == (TITLE, "AFP")


def test_words_glued_to_the_next_line_are_parted_before_a_word_that_opens_sentences() -> None:
    page = read(f"Blog du Sahel Mercredi 9 février 2011{TITLE}{BODY}")
    assert page.article.title == TITLE
    assert page.article.text.startswith("Le Niger")


def test_a_courtesy_title_ends_no_sentence() -> None:
    text = f"Accueil Politique {TITLE} Publié le 12 mars 2024 {LEAD} Il a reçu M. Awa Diarra et Mme. Ba à Niamey."
    assert all(line.line.text != "Il a reçu M." for line in read(text).lines)


def test_a_clean_piece_is_not_parted() -> None:
    line = Line(TITLE, glue=" ")
    assert headline([line, Line(LEAD, glue=" ")], FR) == [line, Line(LEAD, glue=" ")]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("ats/mabl", "ATS"),
        ("rg-ulb/pop/sba", None),
        ("--INS rd/ksk", "INS"),
        ("CMC/mp/24", None),
        ("(avec AFP)", "AFP"),
    ],
)
def test_what_closes_a_dispatch_may_name_its_agency(text: str, agency: str | None) -> None:
    assert is_signoff(text)
    assert agency_of(text, FR) == agency or text == "(avec AFP)"


@pytest.mark.parametrize("text", ["Paris et Berlin", "Moscou nie.", "et/ou selon les cas, dit-il", "Bamako"])
def test_what_news_says_closes_no_dispatch(text: str) -> None:
    assert not is_signoff(text)


def test_the_agency_of_the_closing_words_signs_a_page_that_names_nobody() -> None:
    assert read(f"Monde\n{TITLE}\n{LEAD}\n\n{SECOND}\n\nats/mabl\nPartager").article.byline == "ATS"


def texts(*lines: str, pack: Any = FR) -> list[str]:
    return [line.text for line in joined([Line(text) for text in lines], pack)]


def test_steps_of_a_breadcrumb_are_one_line() -> None:
    assert texts("Accueil", ">", "Monde", ">", "Maghreb", TITLE) == ["Accueil > Monde > Maghreb", TITLE]


def test_names_and_the_word_between_them_are_one_line() -> None:
    assert texts("Par", "Awa Diarra", "et", "Ali Ba") == ["Par Awa Diarra et Ali Ba"]
    assert texts("Awa Diarra", "and", "Ali Ba", pack=EN) == ["Awa Diarra and Ali Ba"]


def test_what_is_no_name_is_joined_to_nothing() -> None:
    assert texts("Par", TITLE, "et", "Autres titres") == ["Par", TITLE, "et", "Autres titres"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Il a nié sur sa chaîne avoir reçu trois navires par mois, sans engagement de Moscou.",
        "L'agence réclame un accès illimité aux sites, que Téhéran refuse depuis le premier mois.",
        "Vous connaissez le traité de 1946, et votre question contient déjà la réponse.",
    ],
)
def test_words_that_news_says_too_make_no_notice(sentence: str) -> None:
    page = read(f"Monde\n{TITLE}\nPublié le 12 mars 2024\n{LEAD}\n\n{sentence}\n\n{SECOND}")
    assert sentence in page.article.text


@pytest.mark.parametrize(
    "sentence",
    [
        "A note was delivered to the ambassador, the ministry wrote on its Telegram channel.",
        "India will not sign up to caps on carbon, its environment minister told reporters.",
        "Belize will detain soldiers who enter the river without permission, it said on Monday.",
        "You cannot choose your neighbours, but you can choose your words with them.",
    ],
)
def test_words_that_english_news_says_too_make_no_notice(sentence: str) -> None:
    lead = "Belize closed its embassy in Guatemala on Monday and recalled the three diplomats who worked there."
    page = read(
        f"World\nBelize closes its embassy in Guatemala\nMarch 12, 2024\n{lead}\n\n{sentence}\n\n{lead[:-1]} in May.",
        EN,
    )
    assert sentence in page.article.text


def test_a_boxs_author_goes_and_the_text_above_stays() -> None:
    page = read(
        f"Monde\n{TITLE}\nPublié le 12 mars 2024\n{LEAD}\n\n{SECOND}\nL'auteur\nAwa Diarra a été consule à Cotonou.\nNewsletter"
    )
    assert page.article.paragraphs[-1].end == len(f"{LEAD}\n\n{SECOND}")
    assert Sort.AUTHOR.value in {one.reason for one in page.dropped}


def test_a_hearings_speakers_are_part_of_it() -> None:
    talk = "Sir Alan Pettifer\nWill he say what he told Tbilisi?\nThe Minister (Helen Ashdown)\nI told Georgia that we will.\n"
    talk += "Sir Alan Pettifer\nI thank the Minister for that answer on Georgia.\nHelen Ashdown\nThe Union has asked for access."
    page = read(f"Debates\nGeorgia: Occupied Territories\nThursday 3 March 2022\n{talk}\nPrivacy policy", EN)
    assert page.article.text.split("\n\n")[0] == "Sir Alan Pettifer"
    assert "Helen Ashdown" in page.article.text.split("\n\n")


def test_a_day_that_only_a_change_tells_is_confirmed_by_the_dateline() -> None:
    head = "Home\nColombo asks Male to return two trawlers\nUpdated: May 05, 2023 22:17 IST"
    text = f"{head}\nColombo, May 5 (ANI): {EN_LEAD}\n\n{EN_LEAD}"
    start = read(text, EN).article.published.start
    assert start is not None
    assert start.isoformat() == "2023-05-05"


EN_LEAD = "Sri Lanka on Friday asked the Maldives to return two trawlers seized near Addu, the ministry said."
