"""Whatever the page, the article's spans hold, nothing raises, and the clean text read again is the same."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.languages.pack import load
from dragoman.page.article import find
from dragoman.page.page import Page

FR = load("fr")
EN = load("en")

_SENTENCES = st.sampled_from(
    [
        "Le Togo a reçu lundi la médiatrice de l'Union africaine, qui doit se rendre ensuite à Cotonou.",
        "Tirana a démenti.",
        "« Nous n'avons rien signé », a dit le ministre.",
        "Le Togo a reçu lundi la médiatrice de l'Union africaine...",
        "Selon le Quai, deux cargos auraient livré des pièces d'artillerie au port de Berbera le 3 mars 2024.",
        "Une patrouille à Abyei, le 3 mars 2024. Une patrouille à Abyei, le 3 mars 2024. PHOTO NYANDENG DENG/AFP",
        "Le Kenya et l'Ouganda ont signé. Par ailleurs, Nairobi a rappelé son consul à Juba",
        "Lire aussi : Le lac se retire",
        "Les plus lus",
        "Partager Facebook Twitter",
        "Publié le 12 mars 2024 à 10h41",
        "Par Awa Diarra",
        "Diplomatie",
        "Accueil > International > Afrique",
        "Nairobi rappelle son consul à Juba après l'attaque du convoi",
        "Commentaires",
        "Il vous reste 80 % de cet article à lire.",
        "Une trêve fragile",
        "- le retrait des troupes",
        "BANGUI, 3 mai (AFP) — Les rebelles ont relâché six otages",
        "©",
        "12/03/2024",
    ]
)
_SEPARATORS = st.sampled_from(["\n\n", "\n", " ", "", "  "])
_PAGES = st.lists(st.tuples(_SENTENCES, _SEPARATORS), max_size=14).map(
    lambda parts: "".join(sentence + separator for sentence, separator in parts)
)


def _holds(text: str) -> None:
    found = find(Page("page", "text", text), FR)
    article = found.article
    paragraphs = [article.text[p.start : p.end] for p in article.paragraphs]
    assert "\n\n".join(paragraphs) == article.text
    assert all(paragraph == paragraph.strip() and paragraph for paragraph in paragraphs)
    again = find(Page("page", "text", article.text), FR).article
    assert again.text == article.text
    assert again.paragraphs == article.paragraphs


@settings(max_examples=150, deadline=None)
@given(_PAGES)
def test_clean_text_of_any_page_reads_again_as_itself(text: str) -> None:
    _holds(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
@example("\x00")
@example("\ud800")
@example("İ" * 40 + ".")
@example("a\n" * 200)
@example("Le " * 300)
def test_arbitrary_text_never_raises_and_reads_again_as_itself(text: str) -> None:
    _holds(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Aa .\n«»:-–/©'’12#\t", max_size=300))
def test_odd_punctuation_never_raises(text: str) -> None:
    _holds(text)


@settings(max_examples=60, deadline=None)
@given(_PAGES)
def test_each_word_kept_stands_on_the_page(text: str) -> None:
    article = find(Page("page", "text", text), FR).article
    assert all(word in text for word in article.text.split())


@settings(max_examples=60, deadline=None)
@given(_PAGES)
def test_kinds_of_apostrophe_and_space_change_nothing(text: str) -> None:
    plain = find(Page("page", "text", text), FR).article
    odd = find(Page("page", "text", text.replace("'", "’").replace("« ", "«\u00a0")), FR).article
    assert odd.text.replace("’", "'").replace("«\u00a0", "« ") == plain.text.replace("’", "'")
    assert odd.title is None or plain.title is not None
    assert odd.published == plain.published


def test_both_packs_read_any_page_of_the_other_language() -> None:
    text = (
        "Le Togo a reçu lundi la médiatrice de l'Union africaine, qui doit se rendre ensuite à Cotonou. "
        "Elle a proposé aux deux pays de rouvrir leur frontière avant la fin du mois, et le gouvernement togolais a "
        "accepté de retirer les soldats qu'il avait envoyés dans le nord après l'attaque du poste de douane."
    )
    assert find(Page("page", "text", text), EN).warnings
    assert not find(Page("page", "text", text), FR).warnings
