"""A second opinion on a page's text: asked where the first one found far too little, never where it found the text."""

from __future__ import annotations

from dragoman.page.html import html_page
from dragoman.page.outline import outline, tree_of
from dragoman.page.second_opinion import doubtful, second_opinion

LEAD = "Le ministre norvégien est arrivé lundi à Tunis pour une visite de deux jours, avec une délégation."
TEXT = "".join(
    f"<p>Le point numéro {n} de l'accord porte sur la pêche côtière, que les deux pays veulent partager.</p>"
    for n in range(12)
)


def doubt(inner: str, *blocks: str) -> bool:
    return doubtful(outline(tree_of(f"<html><body>{inner}</body></html>")), None, blocks)


def test_a_text_far_shorter_than_the_longest_run_of_paragraphs_is_in_doubt() -> None:
    assert doubt(f"<div><p>{LEAD}</p></div><div>{TEXT}</div>", LEAD)
    assert doubt(f"<div>{TEXT}</div>")


def test_a_text_as_long_as_the_longest_run_is_in_no_doubt() -> None:
    found = [f"Le point numéro {n} de l'accord porte sur la pêche côtière." for n in range(12)]
    assert not doubt(f"<div>{TEXT}</div>", *found)


def test_what_readers_say_and_what_is_sold_throw_no_doubt_on_a_short_text() -> None:
    assert not doubt(f"<div><p>{LEAD}</p></div><div class='comments'>{TEXT}</div>", LEAD)
    assert not doubt(f"<div><p>{LEAD}</p></div><div class='paywall'>{TEXT}<a href=x>Je m'abonne</a></div>", LEAD)


def test_an_article_scrolled_in_below_throws_no_doubt_on_the_first() -> None:
    first = "".join(f"<p>{LEAD}</p>" for _ in range(3))
    page = html_page(
        f"<html lang=fr><body><h1>La visite du ministre à Tunis</h1><article>{first}</article>"
        f"<h1>Un tout autre accord de pêche</h1><article>{TEXT}</article></body></html>",
        "x",
    )
    assert not any("second extractor" in warning for warning in page.warnings)
    assert "numéro" not in page.text


def test_the_second_text_is_taken_only_where_it_is_much_longer() -> None:
    page = f"<html lang=fr><body><main><article><h1>L'accord de pêche</h1>{TEXT}</article></main></body></html>"
    found = second_opinion(page, (LEAD,))
    assert sum("numéro" in block for block in found) == 12
    assert second_opinion(page, found) == ()


def test_a_page_of_nothing_has_no_second_text() -> None:
    assert second_opinion("<html><body></body></html>", ()) == ()
    assert second_opinion("", ()) == ()
