"""HTML: the article's blocks, and title, day, authors, section out of what the markup says."""

from __future__ import annotations

import datetime
import html
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.languages.pack import languages, load
from dragoman.page.article import find
from dragoman.page.html import html_page
from dragoman.page.page import Metadata, Page
from dragoman.page.source import page_of, pages

ROOT = Path(__file__).parent.parent.parent
LEAD = "Le ministre norvégien est arrivé lundi à Tunis pour une visite de deux jours."
NEXT = "Il doit rencontrer son homologue mardi, puis visiter le port de Sfax avec une délégation."
LAST = "Les deux pays ont signé en 2019 un accord sur la pêche, qui expire à la fin de l'année."
BODY = f"<p>{LEAD}</p><p>{NEXT}</p><p>{LAST}</p>"
TITLE = "Le ministre norvégien en visite à Tunis"


def said(head: str = "", about: str = "", title: str = f"<h1>{TITLE}</h1>", language: str = "fr") -> Metadata:
    page = f"<html lang={language}><head>{head}</head><body>{title}{about}<div class=article-body>{BODY}</div></body></html>"
    return html_page(page, "x").metadata


def ld(**fields: object) -> str:
    thing = {"@type": "NewsArticle", "headline": TITLE, **fields}
    return f"<script type='application/ld+json'>{json.dumps(thing)}</script>"


def blocks(inner: str) -> list[str]:
    return html_page(f"<html lang=fr><body><h1>{TITLE}</h1>{inner}</body></html>", "x").text.split("\n\n")


# ---- the text


@pytest.mark.parametrize(
    "box",
    [
        "<div class='article-body'>{}</div>",
        "<div><div><div>{}</div></div></div>",
        "<form><table><tr><td>{}</td></tr></table></form>",
        "<div class='modal premium newsletter'>{}</div>",
        "<div class='article paywall'>{}</div>",
        "{}",
    ],
)
def test_the_text_is_found_whatever_its_box_is_named(box: str) -> None:
    assert blocks(box.format(BODY)) == [LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    "junk",
    [
        "<nav><p>Le menu de la page a aussi ses phrases, qui sont longues.</p></nav>",
        "<aside><p>Notre dossier complet sur la région, à retrouver en kiosque dès jeudi.</p></aside>",
        "<div class='lire-aussi'><p>À lire : le port de Sfax attend ses grues depuis trois ans déjà.</p></div>",
        "<div class='newsletter-box'><p>Recevez chaque matin notre lettre et toutes nos enquêtes exclusives.</p></div>",
        "<p><strong>Lire aussi :</strong> <a href=x>Le port de Sfax attend toujours ses grues, trois ans après.</a></p>",
        "<figure><img src=x><figcaption>Le port de Sfax, où le ministre est attendu mardi matin.</figcaption></figure>",
        "<p class='wp-caption-text'>Le port de Sfax, où le ministre est attendu mardi matin.</p>",
        "<p style='display: none'>Ce texte caché ne se voit pas et n'est donc pas de la page.</p>",
        "<script>document.write('<p>Une phrase écrite par un script, longue de bien des mots.</p>')</script>",
        "<ul class='share-links'><li>Partager cet article avec tous vos amis sur le réseau.</li></ul>",
    ],
)
def test_boxes_within_the_text_are_left_out(junk: str) -> None:
    assert blocks(f"<div class=article-body><p>{LEAD}</p>{junk}<p>{NEXT}</p><p>{LAST}</p></div>") == [LEAD, NEXT, LAST]


def test_comments_longer_than_the_article_are_not_taken_for_it() -> None:
    talk = "".join(
        f"<p>Je ne comprends pas pourquoi le ministre numéro {n} attend toujours avant de réagir.</p>"
        for n in range(40)
    )
    assert blocks(f"<div class=texte>{BODY}</div><div id='zone-commentaires'>{talk}</div>") == [LEAD, NEXT, LAST]


def test_an_offer_longer_than_the_stub_before_it_is_left_out_and_told() -> None:
    offer = (
        "<div class=paywall><p>Il vous reste 80 % de cet article à lire, la suite est réservée.</p>"
        + "<p>Profitez de tous les articles sans engagement, dès maintenant, pour un euro.</p>" * 6
        + "<a href=x>Je m’abonne</a></div>"
    )
    page = html_page(f"<html lang=fr><h1>{TITLE}</h1><div class=texte><p>{LEAD}</p><p>{NEXT}</p></div>{offer}", "x")
    assert page.text == f"{LEAD}\n\n{NEXT}"
    assert page.warnings == ("the page is behind a paywall: the text may be cut short",)


def test_a_second_article_scrolled_in_below_is_left_out() -> None:
    other = "<p>Une autre phrase, sur une autre affaire, dans un autre pays lointain.</p>" * 9
    second = f"<article><h1>Un tout autre sujet de la journée</h1>{other}</article>"
    assert blocks(f"<article>{BODY}</article>{second}") == [LEAD, NEXT, LAST]


def test_names_that_hide_a_long_text_are_not_trusted() -> None:
    long = " ".join([LEAD, NEXT, LAST])
    halves = "".join(f"<div class='promo-{n}'><p>{long}</p><p>{long}</p></div>" for n in range(4))
    assert len(blocks(f"<div><p>{LEAD}</p>{halves}</div>")) == 9


def test_a_body_sold_after_its_first_words_stays_where_it_is_shown() -> None:
    long = " ".join([LEAD, NEXT, LAST])
    inner = f"<p>{LEAD} {NEXT}</p><div class='premium-content'><p>{long}</p><p>{long} <a href=x>Lien</a></p><p>{long}</p></div>"
    assert len(blocks(f"<article>{inner}</article>")) == 4


@pytest.mark.parametrize("between", ["<br><br>", "<br/>\n<br />", "<br>&nbsp;<br>", "<p>", "</div><div>"])
def test_paragraphs_without_tags_of_their_own_are_parted(between: str) -> None:
    assert blocks(f"<div id=txt><div>{LEAD}{between}{NEXT}{between}{LAST}</div></div>") == [LEAD, NEXT, LAST]


def test_lines_wrapped_by_breaks_stay_one_paragraph() -> None:
    assert (
        blocks(
            f"<div><p>Le ministre norvégien est arrivé lundi<br>à Tunis pour une visite de deux jours.</p><p>{NEXT}</p></div>"
        )[0]
        == LEAD
    )


def test_headings_stay_where_text_follows_and_lists_stay() -> None:
    listed = "<ul><li>Le premier point porte sur la pêche.</li></ul><h2>Sur le même sujet</h2>"
    inner = f"<p>{LEAD}</p><h2>Un accord ancien</h2><p>{NEXT}</p>{listed}"
    assert blocks(f"<div class=article-body>{inner}</div>") == [
        LEAD,
        "Un accord ancien",
        NEXT,
        "Le premier point porte sur la pêche.",
    ]


def test_inline_markup_does_not_part_words() -> None:
    assert (
        blocks(
            "<div><p>L<b>e</b> ministre <a href=x>norvégien</a> est arrivé <!-- x -->lundi "
            f"à Tunis pour une visite de deux&nbsp;jours.</p><p>{NEXT}</p></div>"
        )[0]
        == LEAD
    )


def test_the_standfirst_is_the_summary_and_not_in_the_text() -> None:
    page = html_page(
        f"<h1>{TITLE}</h1><p class=chapo>Oslo veut relancer un accord qui expire en décembre.</p><div>{BODY}</div>", "x"
    )
    assert page.metadata.summary == "Oslo veut relancer un accord qui expire en décembre."
    assert page.text.split("\n\n") == [LEAD, NEXT, LAST]


def test_captions_keep_their_credit() -> None:
    figure = "<figure><img src=x><figcaption><span>Le port de Sfax.</span><span>Photo Karim Zerrouki</span></figcaption></figure>"
    page = html_page(f"<h1>{TITLE}</h1>{figure}<div>{BODY}</div>", "x")
    assert page.metadata.captions == ("Le port de Sfax. Photo Karim Zerrouki",)


def test_a_text_that_only_json_ld_tells_is_taken_from_there() -> None:
    whole = " ".join([LEAD, NEXT, LAST] * 3)
    page = html_page(
        f"<html><head>{ld(articleBody=whole)}</head><body><h1>{TITLE}</h1><div id=app></div></body></html>", "x"
    )
    assert page.text == whole
    assert "scripts" in page.warnings[0]


def state(**article: object) -> str:
    listed = {"props": {"articles": [article, {"headline": "Un autre article", "body": [LAST * 9]}]}}
    return f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(listed)}</script>"


def test_a_text_that_only_the_script_holds_is_taken_from_its_state() -> None:
    body = [
        {"type": "paragraph", "html": f"<p>{one}</p>"} for one in (LEAD, NEXT, LAST, LEAD.replace("lundi", "mardi"))
    ]
    told = state(headline=TITLE, publishedAt="2024-03-11T13:05:00Z", authors=[{"name": "Léa Marchal"}], body=body)
    page = html_page(f"<html><body><h1>{TITLE}</h1><div id=app></div>{told}</body></html>", "x")
    assert page.text.split("\n\n") == [one["html"][3:-4] for one in body]
    assert (page.metadata.published, page.metadata.byline) == (datetime.date(2024, 3, 11), "Léa Marchal")


def test_a_typed_sheet_keeps_its_lines() -> None:
    sheet = f"By AWA DIARRA\n\n   {LEAD}\n\n   {NEXT}\n\n   {LAST}\n\n   {LEAD}\n"
    page = html_page(f"<h1>{TITLE}</h1><pre>{sheet}</pre>", "x")
    assert page.text.strip() == sheet.strip()
    assert page.metadata.title == TITLE


def test_a_text_folded_away_behind_a_link_is_read() -> None:
    page = html_page(
        f"<h1>{TITLE}</h1><div><p>{LEAD}</p><p>{NEXT}</p><p>{LEAD}</p><div style='display:none'><p>{LAST}</p></div>"
        "<a href='#'>Lire la suite</a></div>",
        "x",
    )
    assert page.text.endswith(LAST)


# ---- the title


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        (f"<title>{TITLE} - Le Journal du Détroit</title>", ""),
        (f"<title>{TITLE} | Le Journal du Détroit</title>", ""),
        (f"<title>LE JOURNAL - {TITLE}</title>", f"<b>{TITLE}</b><br>"),
        ("<title>Norvège-Tunisie : une visite</title>" + ld(), ""),
        (
            "<title>Norvège-Tunisie : une visite | Le Journal</title>" + ld(headline="Visite norvégienne à Tunis"),
            f"<h1>{TITLE}</h1>",
        ),
        (f"<title>{TITLE}</title>", f"<h1>Le Journal du Détroit</h1><h1>{TITLE}</h1>"),
        (
            f"<meta property='og:title' content='{TITLE} - Le Détroit'><meta property='og:site_name' content='Le Détroit'>",
            "",
        ),
        (ld(), f"<h1><span>Diplomatie</span> {TITLE}</h1>"),
    ],
)
def test_the_title_is_what_its_reader_sees_without_the_site(head: str, heading: str) -> None:
    assert said(head, title=heading).title == TITLE


def test_a_dash_within_a_title_is_no_sign_before_a_site() -> None:
    title = "Guerre au Soudan - le récit d'une longue nuit de négociations à Djeddah"
    assert said(f"<title>{title}</title>", title="").title == title


# ---- the day


@pytest.mark.parametrize(
    ("head", "about", "evidence"),
    [
        (ld(datePublished="2024-03-12T23:30:00+01:00", dateModified="2024-03-14"), "", "JSON-LD datePublished"),
        ("<meta property='article:published_time' content='2024-03-12T08:00:00Z'>", "", "meta article:published_time"),
        ("<meta name='DC.date.issued' content='2024-03-12'>", "", "meta dc.date.issued"),
        ("", "<meta itemprop=datePublished content='2024-03-12'>", "microdata datePublished"),
        ("", "<time datetime='2024-03-12T08:00'>hier</time>", "time element by the title"),
        (
            "",
            "<p>Publié le 12 mars 2024 à 10h41 - Mis à jour le 13 mars 2024</p>",
            "“12 mars 2024 à 10h41” by the title",
        ),
        (
            "",
            "<dl><dt>Publié</dt><dd>12 mars 2024</dd><dt>Mis à jour</dt><dd>20 mars 2024</dd></dl>",
            "“12 mars 2024” by the title",
        ),
        (
            "<link rel=canonical href='https://x.example/2024/03/12/visite.html'>",
            "",
            "address: https://x.example/2024/03/12/visite.html",
        ),
    ],
)
def test_the_day_comes_with_the_place_that_tells_it(head: str, about: str, evidence: str) -> None:
    found = said(head, about)
    assert (found.published, found.published_evidence) == (datetime.date(2024, 3, 12), evidence)


@pytest.mark.parametrize(
    ("head", "about"),
    [
        (
            "<meta property='article:modified_time' content='2024-03-12'><meta property='og:updated_time' content='2024-03-12'>",
            "",
        ),
        (ld(dateModified="2024-03-12"), ""),
        ("<meta property='article:published_time' content='2199-01-01'>", ""),
        ("<meta property='article:published_time' content='1970-01-01'>", ""),
        ("<meta property='article:published_time' content='2024-13-45'>", ""),
        ("", "<p>12 mars 2024</p><p>15 mars 2024</p>"),
        ("", "<time itemprop=dateModified datetime='2024-03-12'>12 mars</time>"),
        ('<script type=\'application/ld+json\'>{"@type": "Event", "startDate": "2024-05-15"}</script>', ""),
    ],
)
def test_a_wrong_day_is_worse_than_none(head: str, about: str) -> None:
    assert said(head, about).published is None


def test_days_of_teasers_and_of_the_copyright_are_not_the_page_s() -> None:
    teaser = "<div><p>Un autre article du jour, sur un autre sujet</p><time datetime='2026-01-02'>2 janvier 2026</time></div>"
    after = f"{teaser}<footer>© 2019-2026</footer>"
    page = html_page(f"<html lang=fr><h1>{TITLE}</h1><div>{BODY * 3}</div>{after}</html>", "x")
    assert page.metadata.published is None


def test_a_change_written_as_the_first_day_is_found_out_by_what_is_seen() -> None:
    head = ld(datePublished="2024-03-14", dateModified="2024-03-14")
    assert said(head, "<p>Publié le 12 mars 2024</p>").published == datetime.date(2024, 3, 12)


def test_late_evening_in_greenwich_is_the_day_that_readers_see() -> None:
    head = "<meta property='article:published_time' content='2024-03-11T23:30:00Z'>"
    assert said(head, "<p>Publié le 12 mars 2024 à 00h30</p>").published == datetime.date(2024, 3, 12)
    assert said(head).published == datetime.date(2024, 3, 11)


def test_of_several_articles_told_the_one_of_the_title_counts() -> None:
    other = ld(headline="Un autre sujet de la journée", datePublished="2020-01-01", author="Marc Delaunay")
    head = f"<title>{TITLE}</title>{other}{ld(datePublished='2024-03-12', author='Awa Diarra')}"
    found = said(head)
    assert (found.published, found.byline) == (datetime.date(2024, 3, 12), "Awa Diarra")


# ---- authors and the rest


@pytest.mark.parametrize(
    ("head", "about", "byline"),
    [
        (ld(author={"@type": "Person", "name": "Awa Diarra"}), "", "Awa Diarra"),
        (
            ld(author=[{"@type": "Person", "name": "Awa Diarra"}, {"name": "Marc Delaunay"}]),
            "",
            "Awa Diarra, Marc Delaunay",
        ),
        (ld(author="Par Awa Diarra, correspondante à Bamako"), "", "Awa Diarra"),
        (ld(author={"@type": "Person", "name": "Awa Diarra avec AFP"}), "", "Awa Diarra avec AFP"),
        (
            ld(author={"@type": "Organization", "name": "Le Détroit"}, publisher={"name": "Le Détroit"}),
            "<p class=auteur>Par Awa Diarra</p>",
            "Awa Diarra",
        ),
        ("<meta name=author content='Awa Diarra, adiarra@x.example'>", "", "Awa Diarra"),
        (
            "<meta property='article:author' content='https://www.facebook.example/adiarra'>",
            "<p>Par Awa Diarra</p>",
            "Awa Diarra",
        ),
        ("", "<div><a rel=author href=x>Awa Diarra</a></div>", "Awa Diarra"),
        ("", "<p>Publié par <span>Awa Diarra</span> le <span>07/11/2023 - 18:04</span></p>", "Awa Diarra"),
        ("", "<div class=author>AFP</div>", "AFP"),
        ("", "<p>Par Awa Diarra (Mexico, correspondante régionale)</p>", "Awa Diarra"),
        ("", "<p class=auteur>Awa Diarra (AFP)</p>", "Awa Diarra avec AFP"),
        (ld(author="Awa Diarra"), "<p>Par Awa Diarra, avec AFP</p>", "Awa Diarra avec AFP"),
        (ld(author="Awa Diarra"), "<p>Avec AFP</p>", "Awa Diarra avec AFP"),
        ("", "", None),
    ],
)
def test_authors_are_persons_without_offices_with_their_agency(head: str, about: str, byline: str | None) -> None:
    assert said(head, about).byline == byline


def byline_examples() -> list[tuple[str, str, list[str]]]:
    found = [
        (code, entry)
        for code in languages()
        for key in ("between", "with")
        for entry in load(code).entries("markup", key)
    ]
    assert found
    return [(code, entry["example"], entry["names"]) for code, entry in found]


@pytest.mark.parametrize(("code", "example", "names"), byline_examples())
def test_the_packs_examples_of_joined_names(code: str, example: str, names: list[str]) -> None:
    byline = said(about=f"<p class=auteur>{html.escape(example)}</p>", language=code).byline
    joiner = load(code).entries("markup", "with")[0]["word"]
    assert byline in (", ".join(names), f" {joiner} ".join(names))


def test_teasers_below_the_text_are_left_out_whatever_their_box_is_named() -> None:
    summary = "<p>Son résumé en une phrase, ni longue ni courte.</p>"
    teaser = f"<div class=zz><h3><a href=x>Un autre titre de la journée</a></h3>{summary}</div>"
    assert blocks(f"<article><div>{BODY}</div><div class=yy>{teaser * 5}</div></article>") == [LEAD, NEXT, LAST]


@pytest.mark.parametrize(
    ("head", "about"),
    [
        (ld(articleSection=["Diplomatie", "Afrique"]), ""),
        ("<meta property='article:section' content='Diplomatie'>", ""),
        ("", "<span class=rubrique><a href=x>Diplomatie</a></span>"),
        ("", f"<ol class=breadcrumb><li><a>Accueil</a></li><li><a>Diplomatie</a></li><li><a>{TITLE}</a></li></ol>"),
    ],
)
def test_the_section_is_named_by_markup_or_trail(head: str, about: str) -> None:
    assert said(head, about).section == "Diplomatie"


def test_language_and_address_are_told() -> None:
    found = said("<link rel=canonical href='https://x.example/a'>", language="fr-CA")
    assert (found.language, found.url) == ("fr", "https://x.example/a")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "%s", "datePublished": "2024-03-12",}',
        '<!-- {"@type": "NewsArticle", "headline": "%s", "datePublished": "2024-03-12"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "%s", "datePublished": "2024-03-12"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "%s", "datePublished": "2024-03-12", "description": "a\nb"}',
        '[{"@type": "WebSite"}, {"@graph": [{"@type": ["Report", "X"], "headline": "%s", "datePublished": "2024-03-12"}]}]',
    ],
)
def test_json_ld_is_read_though_malformed_or_nested(script: str) -> None:
    head = f"<script type='application/ld+json'>{script % TITLE}</script>"
    assert said(head, title="").published == datetime.date(2024, 3, 12)


@pytest.mark.parametrize(
    "script", ["null", "[]", "3", '"x"', "{", '{"@graph": 3}', '{"@type": 3, "author": [[[]]]}', "[" * 5000]
)
def test_json_ld_of_any_shape_breaks_nothing(script: str) -> None:
    assert said(f"<script type='application/ld+json'>{script}</script>").title == TITLE


# ---- broken pages


def test_a_page_that_only_leads_on_says_where_to() -> None:
    page = html_page(
        "<html><head><meta http-equiv=refresh content='0; url=https://x.example/new'></head><body>Redirection…</body></html>",
        "x",
    )
    assert page.warnings == ("the page only leads on to https://x.example/new; give that page",)


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><body><img src=x></body></html>", "<p></p><p></p>", "<!doctype html>"]
)
def test_a_page_without_words_is_empty_with_a_warning(markup: str) -> None:
    page = page_of(markup)
    assert (page.text, len(page.warnings)) == ("", 1)


def test_markup_nested_without_end_is_read() -> None:
    page = html_page("<div>" * 20_000 + LEAD, "x")
    assert isinstance(page.text, str)


PIECES = (
    "<p>", "</p>", "<div class='article-body'>", "<h1>", "<br>", "<a href=x>", LEAD, " ", "é", "<table>", "<td>", "<li", ">",
    "\0", "<time datetime=x>", "&#0;", "<meta name=date content=x>", "<script type='application/ld+json'>", "{", "]", "<title>",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_broken_markup_never_raises(parts: list[str]) -> None:
    page = html_page("".join(parts), "x")
    assert "\0" not in page.text


# ---- accuracy held on our own pages


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("html_bench", ROOT / "bench" / "html_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["html_bench"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("part", "floor", "count", "no_day", "part_of_authors"), [("dev", 0.985, 58, 2, 1), ("test", 0.95, 18, 0, 0)]
)
def test_accuracy_does_not_fall(part: str, floor: float, count: int, no_day: int, part_of_authors: int) -> None:
    module = bench()
    files = sorted((ROOT / "corpora").glob(f"*/html/{part}/*.html"))
    gold = [(f.stem, f.read_bytes(), json.loads(f.with_suffix(".json").read_text(encoding="utf-8"))) for f in files]
    tally = module.measure(module.ours, gold, worst=False)
    assert len(files) == count
    assert tally.f1 / count >= floor
    assert (tally.title, tally.day, tally.day_wrong) == (count, count - no_day, 0)
    assert tally.author == sum(bool(one[2]["author"]) for one in gold) - part_of_authors


def test_every_page_of_the_corpus_is_read_without_refusal() -> None:
    files = sorted((ROOT / "corpora").glob("*/html/*/*.html"))
    assert all(page.__class__.__name__ == "Page" for page in pages(files))


def test_marks_of_notes_are_left_out_and_other_raised_words_stay() -> None:
    text = (
        "<p>Le 1<sup>er</sup> mai, le XX<sup>e</sup> sommet s'est ouvert à Tunis.<sup><a href='#n1'>[1]</a></sup></p>"
    )
    assert (
        blocks(f"<div>{text}<p>{NEXT}</p><p>{LAST}</p></div>")[0] == "Le 1er mai, le XXe sommet s'est ouvert à Tunis."
    )


def test_a_list_in_the_text_of_a_page_with_markup_stays_in_the_article() -> None:
    items = ["la reprise des vols directs ;", "un visa commun", "des bourses d'études", "l'échange de prisonniers."]
    listed = "".join(f"<li>{item}</li>" for item in items)
    end = "À Oslo, le gouvernement n'a pas réagi."
    inner = f"<p>{LEAD}</p><p>{NEXT}</p><p>Ils ont décidé :</p><ul>{listed}</ul><p>{end}</p>"
    page = html_page(f"<html lang=fr><body><h1>{TITLE}</h1><div class=article-body>{inner}</div></body></html>", "x")
    found = find(page, load("fr")).article.text.split("\n\n")
    assert found == [LEAD, NEXT, "Ils ont décidé :", *items, end]


def test_a_speech_keeps_its_short_salutation_and_its_last_words() -> None:
    inner = f"<p>Mesdames et Messieurs les ambassadeurs,</p><p>{LEAD}</p><p>{NEXT}</p><p>Vive l'amitié entre les peuples</p>"
    page = html_page(f"<html lang=fr><body><h1>{TITLE}</h1><div class=article-body>{inner}</div></body></html>", "x")
    assert len(find(page, load("fr")).article.paragraphs) == 4


def test_short_paragraphs_stay_where_they_are_made_like_their_neighbours() -> None:
    inner = "".join(f"<div class='paragraph x{1}'>{text}</div>" for text in (LEAD, "Oslo a démenti.", NEXT, LAST))
    assert blocks(f"<div class=article-body>{inner}</div>")[1] == "Oslo a démenti."


def test_the_first_heading_of_a_live_page_stays_with_the_others() -> None:
    entries = "".join(
        f"<section><h2 class=entry>{head}</h2><p>{text}</p></section>"
        for head, text in (("Arrivée", LEAD), ("Entretien", NEXT), ("Accord", LAST))
    )
    assert blocks(f"<div>{entries}</div>") == ["Arrivée", LEAD, "Entretien", NEXT, "Accord", LAST]


def test_boxes_of_a_body_parted_by_links_are_one_text() -> None:
    links = "<ul>" + "<li><a href=x>Le port de Sfax attend toujours ses grues</a></li>" * 4 + "</ul>"
    inner = f"<div class=piece><p>{LEAD}</p></div>{links}<div class=piece><p>{NEXT}</p><p>{LAST}</p></div>"
    assert blocks(f"<section class='document-body'>{inner}</section>") == [LEAD, NEXT, LAST]


def test_the_agency_of_a_picture_did_not_write_the_page() -> None:
    about = "<p>© AFP</p><figure><img src=x><span>Photo : Reuters</span></figure><p>Par Awa Diarra</p>"
    assert said(about=about).byline == "Awa Diarra"


def test_a_warning_is_given_once() -> None:
    notice = "<p>La suite est réservée aux abonnés.</p>"
    head = ld(isAccessibleForFree=False)
    page = html_page(
        f"<html lang=fr><head>{head}</head><body><h1>{TITLE}</h1><article>{BODY}{notice}</article></body></html>", "x"
    )
    found = find(page, load("fr"))
    given = (*page.warnings, *found.warnings)
    assert "the page is behind a paywall: the text may be cut short" in given
    assert len(given) == len(set(given))


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("<p>Publié le 3 mai 2024 à 10h30</p>", datetime.date(2024, 5, 3)),
        ("<p>International</p><p>Mis en ligne le 3 mai 2024</p>", datetime.date(2024, 5, 3)),
        ("<p>Mis à jour le 3 mai 2024</p>", None),
        ("<p><a href=x>Le sommet du 3 mai 2024 en images</a></p>", None),
    ],
)
def test_a_day_after_the_text_counts_where_it_is_called_the_publications(after: str, day: datetime.date | None) -> None:
    page = html_page(
        f"<html lang=fr><body><h1>{TITLE}</h1><article>{BODY}</article><div>{after}</div></body></html>", "x"
    )
    assert page.metadata.published == day
    assert page.text.split("\n\n") == [LEAD, NEXT, LAST]


def test_the_text_of_a_page_with_a_list_stays_when_it_is_read_again_as_text() -> None:
    items = "<li>la reprise des vols directs ;</li><li>un visa commun ;</li><li>l'échange de prisonniers.</li>"
    page = html_page(
        f"<html lang=fr><body><h1>{TITLE}</h1><article>{BODY}<p>Ils ont décidé :</p><ul>{items}</ul>"
        f"<p>À Oslo, le gouvernement n'a pas réagi.</p></article></body></html>",
        "x",
    )
    text = find(page, load("fr")).article.text
    assert find(Page("x", "text", text), load("fr")).article.text == text


def test_of_several_h1_the_title_is_the_one_that_says_most_of_what_the_page_calls_itself() -> None:
    head = f"<title>{TITLE} - Info Atlas</title>"
    assert said(head, title=f"<h1>Info Atlas</h1><h1>{TITLE}</h1>").title == TITLE


def test_a_name_set_off_below_the_text_signs_it() -> None:
    page = f"<html lang=fr><body><h1>{TITLE}</h1><div>{BODY}<p><strong>Karim Bensalah</strong></p></div></body></html>"
    assert html_page(page, "x").metadata.byline == "Karim Bensalah"


def test_a_window_that_names_only_the_site_leaves_the_title_to_the_text() -> None:
    inner = f"<table><tr><td><b>{TITLE}</b><p>Mise en ligne : 06/06/2018<p>{LEAD}<p>{NEXT}<p>{LAST}</td></tr></table>"
    page = html_page(f"<html lang=fr><title>Agence du Golfe - AG</title><body>{inner}</body></html>", "x")
    assert find(page, load("fr")).article.title == TITLE


def test_authors_come_without_the_outlets_that_stand_beside_them() -> None:
    card = (
        "<div class='authorModule'><a class='authorModule__name'>{}</a><span class='org'>La Presse du Nord</span></div>"
    )
    cards = card.format("Awa Diarra") + card.format("Idrissa Souley")
    page = html_page(
        f"<html lang=fr><body><h1>{TITLE}</h1>{cards}<div class=article-body><p>{LEAD}</p><p>{NEXT}</p></div></body></html>",
        "x",
    )
    assert page.metadata.byline == "Awa Diarra, Idrissa Souley"


def test_who_signs_below_the_text_with_a_marker_wrote_it() -> None:
    below = "<div>Par Awa Diarra - Publié dans : Asie centrale</div>"
    page = html_page(
        f"<html lang=fr><body><h1>{TITLE}</h1><div class=texte><p>{LEAD}</p><p>{NEXT}</p></div>{below}</body></html>",
        "x",
    )
    assert page.metadata.byline == "Awa Diarra"


def test_a_lead_that_opens_with_a_place_is_the_first_paragraph_however_it_is_named() -> None:
    inner = f"<p class=lead>(Oslo) {LEAD}</p><p>{NEXT}</p><p>{LAST}</p>"
    assert blocks(f"<div class=article-body>{inner}</div>")[0] == f"(Oslo) {LEAD}"
