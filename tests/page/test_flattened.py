"""The parts of a flattened page: lines sorted, captions, credits, dates, bylines, lost breaks, odd input."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest

from dragoman.languages.pack import Entry, load
from dragoman.page.alone import alone, is_block_heading, is_points_heading, section_of
from dragoman.page.article import Found, find
from dragoman.page.bylines import byline
from dragoman.page.captions import captioned
from dragoman.page.chrome import chrome, sort_of
from dragoman.page.flattened import LONGEST, Line, Sort, fold, lines, tokens
from dragoman.page.page import Metadata, Page
from dragoman.page.published import dateline, days
from dragoman.page.repeats import doubled, said_again

FR = load("fr")
EN = load("en")
PACKS = (FR, EN)

TITLE = "Niamey ferme son consulat à Cotonou"
LEAD = (
    "Le Niger a fermé lundi son consulat à Cotonou, au Bénin, et rappelé les trois diplomates qui y travaillaient "
    "encore, a annoncé le ministère nigérien des Affaires étrangères dans un communiqué."
)
SECOND = (
    "Le Bénin a regretté cette décision. Selon le ministre béninois de l'Intérieur, deux camions-citernes nigériens "
    "auraient été retenus à Malanville depuis samedi, ce que Niamey conteste."
)
THIRD = "La Cédéao propose une médiation, qui doit commencer vendredi à Lomé avec les deux gouvernements."
BODY = f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


def read(text: str, pack: Any = FR, given: datetime.date | None = None, **metadata: Any) -> Found:
    return find(Page("page", "text", text, Metadata(**metadata)), pack, given)


def _cases(key: str, field: str) -> list[tuple[str, Entry, str]]:
    found = []
    for pack in PACKS:
        for entry in pack.entries("page", key):
            said = entry[field]
            found += [(pack.code, entry, line) for line in ([said] if isinstance(said, str) else said)]
    return found


@pytest.mark.parametrize(
    ("code", "entry", "line"), [c for k in ("chrome", "opening", "notice") for c in _cases(k, "example")]
)
def test_examples_of_the_packs_are_sorted_as_they_say(code: str, entry: Entry, line: str) -> None:
    assert alone(Line(line), load(code)) is sort_of(entry)


@pytest.mark.parametrize(
    ("code", "entry", "line"), [c for k in ("chrome", "opening", "notice") for c in _cases(k, "not")]
)
def test_near_misses_of_the_packs_may_be_text(code: str, entry: Entry, line: str) -> None:
    assert alone(Line(line), load(code)) is None


@pytest.mark.parametrize(
    ("line", "code", "sort"),
    [
        ("Votre e-mail (ne sera pas publié)", "fr", Sort.NEWSLETTER),
        ("Ne sera pas publié : votre e-mail", "fr", Sort.COMMENTS),
        ("Get our weekly newsletter. We use cookies to improve your experience.", "en", Sort.NEWSLETTER),
        ("We use cookies to improve your experience. Get our weekly newsletter.", "en", Sort.COOKIES),
        ("Toute l'actualité internationale dans votre boîte mail", "fr", Sort.SUBSCRIPTION),
        ("Dans votre boîte mail, toute l'actualité internationale", "fr", Sort.NEWSLETTER),
    ],
)
def test_of_two_notices_in_a_line_the_first_decides(line: str, code: str, sort: Sort) -> None:
    assert alone(Line(line), load(code)) is sort


@pytest.mark.parametrize(("code", "entry", "line"), _cases("block", "example"))
def test_headings_over_lists_are_known(code: str, entry: Entry, line: str) -> None:
    pack = load(code)
    kinds = (
        is_block_heading(Line(line), pack),
        is_points_heading(Line(line), pack),
        chrome(pack).notes.whole(tokens(line)),
    )
    assert sum(kinds) == 1


@pytest.mark.parametrize(("code", "entry", "line"), _cases("block", "not"))
def test_lines_that_only_begin_like_such_headings_are_not(code: str, entry: Entry, line: str) -> None:
    assert not is_block_heading(Line(line), load(code))
    assert not is_points_heading(Line(line), load(code))
    assert not chrome(load(code)).notes.whole(tokens(line))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_examples_of_tables_hold(pack: Any) -> None:
    data = pack.toml("page")
    assert byline(data["byline"]["example"], pack)
    assert all(byline(line, pack) is None for line in data["byline"]["not"])
    assert captioned(Line(data["credit"]["example"]), pack)
    assert captioned(Line(data["caption"]["example"]), pack)
    assert section_of(Line(data["sections"]["example"]), pack)
    assert days(data["dates"]["example"], pack)[0].cue == "published"
    assert chrome(pack).pointing_back.at(tokens(data["pointing_back"]["example"]), 0) is not None


def test_title_section_and_caption_are_taken_from_above_the_text() -> None:
    caption = "Le poste de Malanville, le 2 mai 2023."
    found = read(
        f"Rechercher\n\nDernières Infos - Afrique\n\n{TITLE}\n\n{caption} {caption} PHOTO IBRO SANI/AFP\n\n{BODY}"
    )
    assert found.article.title == TITLE
    assert found.article.section == "Afrique"
    assert found.article.photos[0].caption == caption
    assert found.article.photos[0].credit.photographer == "Ibro Sani"
    assert found.article.photos[0].taken == datetime.date(2023, 5, 2)
    assert found.article.text == BODY
    assert Sort.CAPTION_AGAIN.value in [dropped.reason for dropped in found.dropped]


@pytest.mark.parametrize(
    "end", ["", " devant la Cour de justice de l'Union européenne, qui devra se prononcer avant l'été"]
)
def test_a_title_as_long_as_a_paragraph_stands_above_byline_and_date(end: str) -> None:
    title = (
        "Après trois semaines de négociations à Genève, la France, l'Algérie et le Maroc s'accordent sur leurs frontières, mais"
        f" M. Ruiz dénonce une décision prise sans Madrid{end}"
    )
    body = (
        "Paris, Alger et Rabat ont signé mardi à Genève un accord de surveillance maritime.\n\nMadrid a protesté.\n\n"
    )
    page = f"Accueil\nPolitique\n\n{title}\n\nPar Jean Durand\nPublié le 14 mai 2024 à 10h12\n\n{body}Lire aussi : Le sommet"
    found = read(page).article
    assert found.title == title
    assert (found.byline, found.published.start) == ("Jean Durand", datetime.date(2024, 5, 14))
    assert found.text.startswith("Paris, Alger et Rabat")


def test_a_first_paragraph_above_the_byline_is_no_title_where_it_ends_a_sentence() -> None:
    lead = (
        "Paris et Alger sont convenus mardi de reprendre leur dialogue. Les ministres des deux pays se verront à Genève en mai,"
        " sous l'égide de l'Union européenne, avec leurs homologues"
    )
    body = "Paris a rappelé son ambassadeur à Alger en mars, à la suite d'un différend.\n\nAlger avait protesté contre ce départ."
    assert read(f"{lead}\n\nPar Jean Durand\n14 mai 2024\n\n{body}").article.title is None


def test_lead_said_again_and_cut_is_a_teaser() -> None:
    found = read(f"{TITLE}\n\n{BODY}\n\n{LEAD}Le Bénin a regretté cette décision. Selon le ministre...")
    assert found.article.text == BODY
    assert found.article.summary == LEAD
    assert found.dropped[-1].reason == Sort.TEASER.value


def test_a_bare_sentence_is_all_text() -> None:
    for text in ("Tirana a démenti.", "Moscou dément toute ingérence", LEAD, BODY):
        assert read(text).article.text == text
        assert read(text).article.title is None


def test_paragraphs_that_lost_the_break_between_them_are_parted() -> None:
    glued = LEAD + SECOND
    assert read(f"{TITLE}\n\n{glued}\n\n{THIRD}").article.text == BODY


def test_wrapped_lines_are_put_together() -> None:
    wrapped = (
        "Le Niger a fermé lundi son consulat à Cotonou, au Bénin, et rappelé les\n"
        "trois diplomates qui y travaillaient encore, a annoncé le ministère des\n"
        "affaires étrangères dans un communiqué remis en fin de matinée aux deux\n"
        "agences de presse.\n\n"
        "Le Bénin a regretté cette décision et convoqué le chargé d'affaires qui\n"
        "représente encore le pays voisin.\n"
    )
    assert len(lines(wrapped)) == 2
    assert len(read(wrapped).article.paragraphs) == 2


def test_a_line_whose_successor_would_have_fit_is_not_wrapped() -> None:
    wrapped = (
        "Niamey ferme son consulat à Cotonou et rappelle ses agents\n"
        "Par Awa Diarra\n"
        "Le Niger a fermé lundi son consulat à Cotonou, au Bénin, et rappelé les\n"
        "trois diplomates qui y travaillaient encore, a annoncé le ministère des\n"
        "affaires étrangères dans un communiqué.\n"
        "https://vigie.example/niger-benin    1/2\n"
        "Le Bénin a regretté cette décision et convoqué le chargé d'affaires qui\n"
        "représente encore le pays voisin.\n"
    )
    article = read(wrapped).article
    assert article.title == "Niamey ferme son consulat à Cotonou et rappelle ses agents"
    assert article.byline == "Awa Diarra"
    assert len(article.paragraphs) == 2


def test_a_sentence_that_a_button_cuts_in_two_is_one_again() -> None:
    first, rest = SECOND.split(" depuis samedi")
    found = read(f"{TITLE}\n\n{LEAD}\n\n{first}\n\nPublicité\n\ndepuis samedi{rest}\n\n{THIRD}")
    assert found.article.text == BODY


def test_text_goes_on_after_a_link_where_it_points_back() -> None:
    back = "Elle a aussi demandé à Niamey le retour de deux douaniers béninois."
    found = read(f"{TITLE}\n{LEAD}\n{SECOND}\nÀ lire aussi\nL'oléoduc de la discorde\n{back}\n{THIRD}")
    assert found.article.text == f"{LEAD}\n\n{SECOND}\n\n{back}\n\n{THIRD}"


def test_the_box_about_the_author_is_left_out() -> None:
    bio = "Awa Diarra suit l'Afrique de l'Ouest depuis Lomé et a publié deux livres sur le fleuve Niger."
    found = read(f"{TITLE}\n\nPar Awa Diarra\n\n{BODY}\n\nAwa Diarra\n\n{bio}")
    assert found.article.text == BODY
    assert [one.reason for one in found.dropped[-2:]] == [Sort.AUTHOR.value] * 2


def test_a_paragraph_that_begins_with_a_number_is_no_legal_line() -> None:
    counted = "12 Nigériens ont été expulsés vers Gaya, selon le Bénin."
    assert read(f"{TITLE}\n\n{LEAD}\n\n{counted}\n\n{SECOND}").article.text == f"{LEAD}\n\n{counted}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "section"),
    [("Accueil International Maghreb", "Maghreb"), ("Liban - Diplomatie", "Diplomatie"), ("europe", "Europe")],
)
def test_sections_are_read_off_breadcrumbs_that_lost_their_signs(line: str, section: str) -> None:
    assert alone(Line(line), FR) in (Sort.SECTION, Sort.BREADCRUMB)
    assert section_of(Line(line), FR) == section


def test_a_day_in_numbers_is_settled_by_a_day_in_words_above_the_text() -> None:
    page = "Wednesday, June 5, 2024 | The Post\n\nJordan reopens crossing\n\n06/05/2024 10:22\n\n"
    text = "Jordan reopened the Turaibil crossing to trucks on Tuesday, a week after an attack on a customs post there."
    assert read(page + text, EN).article.published.start == datetime.date(2024, 6, 5)
    assert read(page.replace("June 5", "June 7") + text, EN).article.published.start is None


def test_the_correspondents_line_is_dropped_and_names_nobody() -> None:
    found = read(f"{TITLE}\n\nAvec notre correspondante à Cotonou,\n\n{BODY}")
    assert (found.article.text, found.article.byline) == (BODY, None)


def test_a_row_of_countries_is_no_photo_credit() -> None:
    assert captioned(Line("Jordan | Palestine | Syria | Iraq"), EN) is None


def test_comments_close_the_article() -> None:
    found = read(
        f"{TITLE}\n\n{BODY}\n\n2 commentaires\n\nAli\n\nCela devait arriver, les deux pays ne se parlaient plus."
    )
    assert found.article.text == BODY
    assert found.dropped[-1].reason == Sort.COMMENTS.value


def test_link_within_a_paragraph_is_cut_off() -> None:
    found = read(f"{TITLE}\n\n{LEAD} Lire aussi : Le fleuve se retire\n\n{SECOND}\n\n{THIRD}")
    assert found.article.text == BODY


def test_title_of_metadata_wins() -> None:
    assert read(f"{TITLE}\n\n{BODY}", title="Niamey et Cotonou").article.title == "Niamey et Cotonou"


@pytest.mark.parametrize(
    ("line", "pack", "day"),
    [
        ("Publié le 12 mars 2024 à 10h", FR, "2024-03-12"),
        ("Publié le 1er août 2023", FR, "2023-08-01"),
        ("12/03/2024", FR, "2024-03-12"),
        ("mardi 12 mars 2024", FR, "2024-03-12"),
        ("Published March 12, 2024", EN, "2024-03-12"),
        ("12 March 2024 10:41 GMT", EN, "2024-03-12"),
        ("Published 13/03/2024", EN, "2024-03-13"),
        ("2024-03-12", EN, "2024-03-12"),
    ],
)
def test_stated_dates(line: str, pack: Any, day: str) -> None:
    published = read(f"{TITLE}\n\n{line}\n\n{BODY}", pack).article.published
    assert (published.basis, str(published.start), str(published.end)) == ("stated", day, day)


def test_ambiguous_numeric_date_is_refused_with_a_warning() -> None:
    found = read(f"Niger closes consulate\n\nPublished 03/04/2024\n\n{BODY}", EN)
    assert found.article.published.basis == "none"
    assert any("03/04/2024" in warning for warning in found.warnings)


def test_two_dates_without_a_word_are_refused() -> None:
    found = read(f"{TITLE}\n\n12 mars 2024\n\n14 mars 2024\n\n{BODY}")
    assert found.article.published.start is None
    assert found.warnings


def test_modified_date_is_not_the_published_one() -> None:
    assert read(f"{TITLE}\n\nMis à jour le 14 mars 2024\n\n{BODY}").article.published.basis == "none"
    both = read(f"{TITLE}\n\nPublié le 12 mars 2024 - Mis à jour le 14 mars 2024\n\n{BODY}").article.published
    assert str(both.start) == "2024-03-12"


def test_date_of_the_text_is_not_the_pages() -> None:
    found = read(f"{TITLE}\n\n{LEAD}\n\nLes deux pays avaient signé un accord le 3 mars 2021 à Lomé.\n\n{THIRD}")
    assert found.article.published.basis == "none"


def test_given_date_wins_then_metadata() -> None:
    page = f"{TITLE}\n\nPublié le 12 mars 2024\n\n{BODY}"
    given = read(page, given=datetime.date(2024, 3, 13), published=datetime.date(2024, 3, 14)).article.published
    tagged = read(page, published=datetime.date(2024, 3, 14), published_evidence="meta date").article.published
    assert (given.basis, str(given.start)) == ("given", "2024-03-13")
    assert (tagged.basis, str(tagged.start), tagged.evidence) == ("metadata", "2024-03-14", ("meta date",))


def test_dateline_is_told_and_stays_in_the_text() -> None:
    found = read(f"{TITLE}\n\nMOSCOU, 3 mars (AFP) — {BODY}")
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.day, found.dateline.month) == ("MOSCOU", 3, 3)
    assert (found.dateline.year, found.dateline.agency) == (None, "AFP")
    assert found.article.published.basis == "none"
    assert found.article.text.startswith("MOSCOU, 3 mars (AFP) —")


def test_dateline_with_its_year_states_the_day() -> None:
    found = read(f"{TITLE}\n\nLOMÉ, 3 mars 2024 (AFP) - {BODY}")
    assert str(found.article.published.start) == "2024-03-03"


@pytest.mark.parametrize(
    "text", ["Le Niger a fermé lundi son consulat – enfin.", "Vers midi, la trêve a tenu.", "« Non » - a-t-il dit"]
)
def test_sentences_are_not_datelines(text: str) -> None:
    assert dateline(text, FR) is None


@pytest.mark.parametrize(
    ("line", "photographer", "agency"),
    [
        ("Un marché. PHOTO AWA DIARRA/AFP", "Awa Diarra", "AFP"),
        ("Un marché. © AP - Awa Diarra", "Awa Diarra", "AP"),
        ("Un marché. (Photo Awa Diarra / Anadolu)", "Awa Diarra", "Anadolu"),
        ("Un marché. REUTERS/Awa Diarra", "Awa Diarra", "Reuters"),
        ("Un marché. AWA DIARRA / POOL / AFP", "Awa Diarra", "AFP"),
        ("Un marché. (Photo Awa Diarra/AFP via Getty Images)", "Awa Diarra", "AFP"),
        ("Un marché. Crédit photo : Awa Diarra", "Awa Diarra", None),
        ("Un marché. JEAN-MARC D'ALMEIDA/AFP", "Jean-Marc D'Almeida", "AFP"),
        ("Un marché. Crédit : AFP", None, "AFP"),
    ],
)
def test_credits(line: str, photographer: str | None, agency: str | None) -> None:
    found = captioned(Line(line), FR)
    assert found is not None
    assert found.photo.caption == "Un marché."
    assert (found.photo.credit.photographer, found.photo.credit.agency) == (photographer, agency)


@pytest.mark.parametrize(
    "line",
    [LEAD, SECOND, "Le ministre a visité le pool minier de Reuters-Ville.", "Paris et/ou Berlin devront trancher."],
)
def test_sentences_are_not_captions(line: str) -> None:
    assert captioned(Line(line), FR) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Par Awa Diarra", "Awa Diarra"),
        ("Par Awa Diarra et Ali Ba, à Dakar - Publié le 12 mars 2024", "Awa Diarra et Ali Ba"),
        ("Par Awa Diarra avec AFP", "Awa Diarra avec AFP"),
        ("Awa Diarra, envoyée spéciale à Kidal", "Awa Diarra"),
        ("Publié le 12 mars 2024 par Awa Diarra", "Awa Diarra"),
        ("Le Phare / Par Awa Diarra, le 6 mai 2025 à 00h00", "Awa Diarra"),
        ("Batoumi, de notre envoyée spéciale Awa Diarra", "Awa Diarra"),
        ("La rédaction avec AFP", "La rédaction avec AFP"),
        ("AFP", "AFP"),
        ("Par Awa Diarra (à Dakar) et AFP", "Awa Diarra et AFP"),
        ("Par Awa Diarra à Dakar et Idrissa Souley à Niamey", "Awa Diarra et Idrissa Souley"),
    ],
)
def test_bylines(line: str, names: str) -> None:
    assert byline(line, FR) == names


@pytest.mark.parametrize("behind", ["", " Awa Diarra / AFP"])
def test_a_caption_said_again_glued_to_its_credit_is_said_once(behind: str) -> None:
    words = "Un poste-frontière près de Ruhwa, au Burundi, le 11 janvier 2024."
    line = f"{words} © Awa Diarra / AFP{words}{behind}"
    found = captioned(Line(line), FR)
    assert found is not None
    assert found.photo.caption == words
    assert (found.photo.credit.photographer, found.photo.credit.agency) == ("Awa Diarra", "AFP")


def test_one_line_without_breaks_gives_title_photo_and_text() -> None:
    caption = "Le poste de Malanville, le 2 mai 2023."
    page = (
        f"Rechercher Rechercher Dernières Infos - Afrique {TITLE} {caption} {caption} PHOTO IBRO SANI/AFP {LEAD} {SECOND} "
        f"{THIRD} {LEAD}Le Bénin a regretté cette décision. Selon le ministre..."
    )
    found = read(page)
    assert found.article.text == f"{LEAD} {SECOND} {THIRD}"
    assert found.article.title == TITLE
    assert found.article.section == "Afrique"
    assert found.article.photos[0].credit.agency == "AFP"


def test_lost_breaks_leave_paragraphs_where_sentences_are_glued() -> None:
    page = f"Rechercher Menu Dernières Infos - Afrique {LEAD}{SECOND}{THIRD}"
    assert read(page).article.text == BODY


@pytest.mark.parametrize("text", ["", " \n\n ", "\u200b"])
def test_empty_page_is_a_warning(text: str) -> None:
    found = read(text)
    assert (found.article.text, found.article.paragraphs) == ("", ())
    assert found.warnings == ("the page is empty",)


def test_page_of_navigation_is_a_warning() -> None:
    found = read("Accueil\nMenu\nRechercher\nAfrique\nSport\nSe connecter\nMentions légales\n© 2024 La Vigie")
    assert found.article.text == ""
    assert "only navigation" in found.warnings[0]


def test_paywall_is_a_warning() -> None:
    found = read(f"{TITLE}\n\n{LEAD}\n\nIl vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.")
    assert found.article.text == LEAD
    assert any("paywall" in warning for warning in found.warnings)


def test_page_in_another_language_is_a_warning() -> None:
    german = (
        "Die Regierung in Wien hat am Montag den Botschafter einbestellt und eine Erklärung verlangt, teilte sie mit. "
        "Mehr war bis zum Abend nicht zu erfahren, doch sollen beide Seiten weiter miteinander sprechen."
    )
    assert any("does not read as" in warning for warning in read(german).warnings)


def test_endless_line_is_cut_with_a_warning_and_in_time() -> None:
    begin = time.monotonic()
    found = read((LEAD + " ") * 100_000)
    assert time.monotonic() - begin < 30
    assert any(str(LONGEST) in warning for warning in found.warnings)


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "Élysée ’ « œuvre » İstanbul ﬁn"
    assert len(fold(text)) == len(text)
    assert fold("L’ÉTÉ") == "l'ete"


def test_decomposed_accents_are_the_same_page() -> None:
    import unicodedata

    page = f"Dernières Infos - Afrique\n\n{TITLE}\n\nPublié le 1er août 2023\n\n{BODY}"
    assert read(unicodedata.normalize("NFD", page)).article == read(page).article


def test_doubled_and_said_again() -> None:
    assert doubled(["a", "b", "c", "a", "b", "c"]) == 3
    assert doubled(["a", "b", "c", "a", "b", "d"]) == 0
    assert said_again(["x", "a", "b", "c", "d", "e", "f", "y", "a", "b", "c", "d", "e", "f"]) == [(1, 8, 6)]


# ---- boxes and lists


@pytest.mark.parametrize("heading", ["L'essentiel", "En bref", "Les points clés"])
def test_a_box_of_key_points_above_the_text_is_no_part_of_it(heading: str) -> None:
    page = read(f"Diplomatie\n{TITLE}\n{heading}\nLe consulat a fermé lundi.\nTrois diplomates rentrent.\n{BODY}")
    assert page.article.text == BODY
    assert page.article.title == TITLE
    assert {one.reason for one in page.dropped} >= {Sort.POINTS.value}


def test_a_long_paragraph_under_such_a_heading_is_text() -> None:
    assert LEAD in read(f"{TITLE}\nEn bref\n{BODY}").article.text


def test_the_items_of_a_communique_are_text() -> None:
    items = (
        "Les deux pays sont convenus :\nde rouvrir la frontière ;\nd'échanger des diplomates ;\nde se revoir à Lomé."
    )
    assert read(f"{TITLE}\n{LEAD}\n{SECOND}\n{items}").article.text.endswith(items.replace("\n", "\n\n"))


def test_the_name_of_a_newsletter_goes_with_its_box() -> None:
    page = read(f"{TITLE}\n{LEAD}\n{SECOND}\nLa Matinale.\nRecevez chaque matin l'essentiel de l'actualité.\n{THIRD}")
    assert page.article.text == BODY


def test_what_stands_below_the_copyright_line_is_no_text() -> None:
    about = "La Vigie rassemble chaque jour quatre cents dépêches de quarante titres du Niger et du Bénin."
    assert read(f"{TITLE}\n{BODY}\n© La Vigie du Fleuve 2024\n{about}").article.text == BODY


def test_a_caption_may_stand_below_its_credit() -> None:
    page = read(f"{TITLE}\n3 mars 2024\nGetty Images\nLe consulat est gardé par des policiers\n{BODY}")
    (photo,) = page.article.photos
    assert (photo.caption, photo.credit.agency) == ("Le consulat est gardé par des policiers", "Getty Images")
    assert page.article.title == TITLE


# ---- who and when, in odd places


def test_the_day_in_brackets_that_closes_a_title_is_the_pages() -> None:
    page = read(f"{TITLE} (12 octobre 2023)\n{BODY}\nDernière modification : 13 octobre 2023")
    assert page.article.published.start == datetime.date(2023, 10, 12)


def test_a_name_right_below_the_text_signs_it_and_a_heading_does_not() -> None:
    assert read(f"{TITLE}\n{BODY}\nAwa Diarra\nPartager").article.byline == "Awa Diarra"
    assert read(f"{TITLE}\n{BODY}\nArticles Liés\nLe Togo rouvre son port\nPartager").article.byline is None


def test_a_marked_byline_comes_before_the_outlets_name() -> None:
    assert read(f"{TITLE}\nRédaction (Niamey)\nPar Awa Diarra\n{BODY}").article.byline == "Awa Diarra"
    assert byline("Par notre correspondante à Lomé, Awa Diarra", FR) == "Awa Diarra"


def test_a_button_beside_a_byline_is_no_name() -> None:
    assert read(f"{TITLE}\nTexte par : RFM Suivre\n{BODY}").article.byline == "RFM"


def test_who_a_photo_was_taken_for_is_not_its_photographer() -> None:
    found = captioned(Line("Le port de Lomé. © Awa Diarra pour LV"), FR)
    assert found is not None
    assert found.photo.credit.photographer == "Awa Diarra"


# ---- the title and what surrounds it


@pytest.mark.parametrize("line", ["Par notre correspondante à Kigali", "Avec notre envoyé spécial au Burundi,"])
def test_a_byline_that_names_nobody_below_the_date_is_no_title(line: str) -> None:
    page = read(f"Accueil\nAfrique\n{TITLE}\n12 mars 2024\n{line}\n{BODY}")
    assert (page.article.title, page.article.byline, page.article.text) == (TITLE, None, BODY)


def test_a_correspondent_with_a_place_has_a_name_behind_it() -> None:
    assert byline("De notre correspondante à Kigali, Alice Uwase", FR) == "Alice Uwase"
    assert byline("Par à Kigali", FR) is None


def test_what_stands_below_the_signature_is_no_title_where_a_headline_stands_above_it() -> None:
    page = read(
        f"{TITLE}\nPar Awa Diarra\nLe 3 mars 2024 à 07h03, mis à jour hier à 22h51\nLe Bénin et le Niger en direct\n{BODY}"
    )
    assert page.article.title == TITLE
    assert page.article.published.start == datetime.date(2024, 3, 3)


def test_a_title_may_stand_below_the_date_where_no_headline_stands_above_it() -> None:
    assert read(f"La Vigie du Fleuve\nlundi 3 mars 2025\n{TITLE}\n{BODY}").article.title == TITLE


def test_a_breadcrumb_cut_short_shows_which_line_is_the_title() -> None:
    page = read(
        f"Le journal des gens de Niamey\nAccueil > Articles > Niamey ferme son consulat, (...)\n3 mars 2025\n{TITLE}\n{BODY}"
    )
    assert page.article.title == TITLE


def test_only_the_line_next_to_the_title_is_its_standfirst() -> None:
    page = read(
        f"{TITLE}\nLe Bénin proteste et rappelle son consul.\n3 mars 2024\nNotre site fait peau neuve cet été.\n{BODY}"
    )
    assert page.article.summary == "Le Bénin proteste et rappelle son consul."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Awa Diarra (maintenant) et Idrissa Souley (avant)", "Awa Diarra et Idrissa Souley"),
        ("Awa LE BRIS.", "Awa Le Bris"),
        ("Auteurs\nAwa Diarra et Idrissa Souley", "Awa Diarra et Idrissa Souley"),
    ],
)
def test_names_by_the_date_in_odd_shapes(line: str, names: str) -> None:
    assert read(f"{TITLE}\n3 mars 2024\n{line}\n{BODY}").article.byline == names


def test_an_office_told_in_a_sentence_does_not_hide_the_name() -> None:
    text = (
        "Niger closed its consulate in Cotonou on Monday and recalled the three diplomats who still worked there.\n"
        "Benin regretted the decision. Its interior minister said that two tankers had been held at Malanville.\n"
        "ECOWAS offers to mediate, and talks are to begin on Friday in Lome between the two governments."
    )
    page = read(
        f"Niger closes its consulate in Cotonou\nBy Jane Doe, a lecturer in law at the University of Lome.\n{text}", EN
    )
    assert (page.article.byline, page.article.text) == ("Jane Doe", text.replace("\n", "\n\n"))


def test_an_agency_alone_below_the_text_wrote_the_page() -> None:
    assert read(f"{TITLE}\n{BODY}\nPartager\nNewsletter\nATS\nImpressum").article.byline == "ATS"


def test_days_of_a_span_are_no_day_of_publication() -> None:
    assert [day.text for day in days("Date 11–29 août 2021", FR)] == []


# ---- captions that a name closes


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Le consulat du Niger à Cotonou, dimanche.—Étoile Blanche", "Étoile Blanche"),
        ("Le consulat du Niger à Cotonou, dimanche. | LA VIGIE DU FLEUVE", "La Vigie du Fleuve"),
        ("Le consulat du Niger à Cotonou (DPI photo)", "DPI"),
        ("Le consulat du Niger à Cotonou Photo ANP", "ANP"),
        ("Le consulat du Niger à Cotonou, dimanche.\nKEYSTONE/Peter Schnyder", "Keystone"),
    ],
)
def test_a_name_or_an_outlet_closes_a_caption(line: str, who: str) -> None:
    page = read(f"La Vigie du Fleuve\n{TITLE}\n{line}\n3 mars 2024\n{BODY}")
    (photo,) = page.article.photos
    assert who in (photo.credit.agency, photo.credit.photographer)
    assert (page.article.title, page.article.text) == (TITLE, BODY)


def test_who_took_a_photo_goes_before_who_sells_it_on() -> None:
    found = captioned(Line("Un marché de Niamey. Awa Diarra/AFP/Getty Images"), FR)
    assert found is not None
    assert (found.photo.credit.photographer, found.photo.credit.agency) == ("Awa Diarra", "AFP")


# ---- notes, links, cards, comments


def test_notes_whose_numbers_stand_in_the_text_go_and_a_numbered_text_stays() -> None:
    marked = LEAD.replace("diplomates", "diplomates1").replace("Cotonou,", "Cotonou2,")
    notes = "1. Calcul de l'auteur d'après les annuaires.\n2. Voir A. Souley, « Le fleuve », Revue, 2023, p. 33."
    page = read(f"{TITLE}\n{marked}\n{SECOND}\n{THIRD}\n{notes}")
    assert page.article.text == f"{marked}\n\n{SECOND}\n\n{THIRD}"
    assert sum(one.reason == Sort.NOTES.value for one in page.dropped) == 2
    numbered = f"1. {LEAD}\n2. {SECOND}\n3. {THIRD}"
    assert read(f"{TITLE}\n{numbered}").article.text == numbered.replace("\n", "\n\n")


def test_references_under_their_heading_and_buttons_behind_headings_go() -> None:
    button = "[modifier | modifier le code]"
    references = f"Notes et références{button}\n↑ « Le consulat ferme », La Vigie, 4 mai 2024.\n↑ Ibid., p. 63."
    page = read(f"{TITLE}\n{LEAD}\nContexte{button}\n{SECOND}\n{THIRD}\n{references}")
    assert page.article.text == f"{LEAD}\n\nContexte\n\n{SECOND}\n\n{THIRD}"


def test_a_label_takes_the_link_below_it_and_the_text_goes_on() -> None:
    page = read(f"{TITLE}\n{LEAD}\nLire aussi\nLe Togo rouvre son port\n{SECOND}\n{THIRD}")
    assert page.article.text == BODY


def test_a_card_between_paragraphs_is_no_heading() -> None:
    card = "Bras de fer\nLe Togo rouvre son port à peine fermé\nAbonnés\n28 févr. 2025"
    last = "Le Niger et le Bénin avaient signé en avril un accord sur le passage des camions-citernes, que Niamey dit caduc."
    page = read(f"{TITLE}\n3 mars 2024\n{LEAD}\n{SECOND}\n{card}\n{last}\n{THIRD}")
    assert page.article.text == f"{LEAD}\n\n{SECOND}\n\n{last}\n\n{THIRD}"


def test_a_heading_that_quotes_the_paragraph_below_stays() -> None:
    quoted = "« Nous ne cédons pas aux ultimatums », a dit le ministre béninois, qui a convoqué l'ambassadeur du Niger à Cotonou."
    page = read(f"{TITLE}\n{LEAD}\n« Nous ne cédons pas aux ultimatums »\n{quoted}\n{THIRD}")
    assert "« Nous ne cédons pas aux ultimatums »" in page.article.text.split("\n\n")


@pytest.mark.parametrize("heading", ["Commentaires (2)", "2 commentaires"])
def test_comments_go_however_they_are_counted(heading: str) -> None:
    talk = "Obame\nLaissez travailler les diplomates du Niger et du Bénin, la guerre pour trois camions n'a aucun sens."
    assert read(f"{TITLE}\n{BODY}\n{heading}\n{talk}").article.text == BODY
    lost = " ".join(f"{TITLE} Publié le 3 mars 2024 à 10h41 {BODY} {heading} {talk}".split())
    assert "Laissez travailler" not in read(lost).article.text


def test_paragraphs_above_a_long_list_of_links_are_taken_in() -> None:
    links = "\n".join(["À lire aussi", *(f"Le port numéro {n} de la côte rouvre" for n in range(8))])
    page = read(f"{TITLE}\n3 mars 2024\n{LEAD}\n{links}\n{SECOND}\n{THIRD}")
    assert page.article.text == BODY


def test_lines_of_a_column_that_end_as_no_sentence_are_parted_before_capitals() -> None:
    wrapped = "\n".join(
        [
            "Niamey ferme son consulat à Cotonou et rappelle trois de ses diplomates en poste",
            "Awa Diarra - 29 octobre 2024",
            "",
            "Le Niger a fermé lundi son consulat à Cotonou, au Bénin, et rappelé les trois de ses",
            "diplomates qui y travaillaient encore, a annoncé le ministère nigérien des Affaires",
            "étrangères dans un communiqué que la radio nationale a lu dans la soirée de lundi et",
            "repris mardi matin.",
        ]
    )
    assert [line.text for line in lines(wrapped)][:2] == wrapped.split("\n")[:2]


# ---- pages without line breaks


def test_hours_part_the_entries_of_a_live_page_without_line_breaks() -> None:
    entries = f"17:05 {LEAD} Partager 14:48 {SECOND} Partager 11:30 {THIRD}"
    text = read(f"Accueil International {TITLE} Le 3 mars 2024 à 18h10 {entries}").article.text
    assert "17:05" not in text
    assert "14:48" not in text
    assert "Partager" not in text


def test_a_title_that_a_page_without_line_breaks_says_twice_is_the_title() -> None:
    page = read(
        f"Accueil » Diplomatie » {TITLE} {TITLE} Par : Awa Diarra | Le 12 avril 2025 à 17:04 {' '.join(BODY.split())}"
    )
    assert (page.article.title, page.article.photos) == (TITLE, ())


# ---- what a third lot of pages taught


def test_a_quotation_that_ends_before_a_capital_is_not_parted_from_its_sign() -> None:
    opening = LEAD.replace("Le Niger", '"La frontière est fermée jusqu\'à nouvel ordre." Par ces mots, le Niger')
    assert read(f"{TITLE}\n{opening}\n{SECOND}\n{THIRD}").article.text == f"{opening}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize("line", ["UNFICYP/Elena Georgiou", "Hakob Stepanyan/AP"])
def test_a_credit_alone_below_its_caption_is_no_byline(line: str) -> None:
    page = read(
        f"{TITLE}\nLe consulat du Niger à Cotonou\nTous droits réservés\n{line}\nPar Awa Diarra\n3 mars 2024\n{BODY}"
    )
    (photo,) = page.article.photos
    assert photo.caption == "Le consulat du Niger à Cotonou"
    assert (page.article.title, page.article.byline) == (TITLE, "Awa Diarra")


def test_a_short_label_right_above_the_title_is_not_the_title() -> None:
    assert read(f"Le Niger et le Bénin\n{TITLE}\n3 mars 2024\n{BODY}").article.title == TITLE


def test_an_outlet_below_a_label_is_the_byline_and_a_signature_goes_before_the_outlet() -> None:
    assert read(f"{TITLE}\n3 mars 2024\nPar :\nFR24\n{BODY}").article.byline == "FR24"
    page = read(
        f"ActuNiger.ne\n{TITLE}\nPar ActuNiger.ne\n{BODY}\nAwa Diarra, à Gaya\nArticles similaires\nLe Togo vote"
    )
    assert (page.article.byline, page.article.text) == ("Awa Diarra", BODY)


def test_a_source_is_no_byline() -> None:
    assert byline("Source: Xinhua", EN) is None


def test_a_word_that_closes_a_dispatch_leaves_its_last_sentence_text() -> None:
    last = "La Banque ouest-africaine prêtera cent millions de francs aux deux pays voisins. Fin"
    assert read(f"{TITLE}\n{BODY}\n{last}\nCommentaires").article.text.endswith(last)
