"""The words of markup for a first look: running text and titles, without menus, scripts and comments."""

from pathlib import Path

import pytest

from dragoman.page import Page, PassedOver, pages
from dragoman.page.words import words_of_markup

BODY = "<p>Le consul a remis une lettre au maire de la ville, qui l'a lue devant le conseil réuni ce soir-là.</p>" * 4


def test_menus_scripts_and_comments_are_left_out() -> None:
    found = words_of_markup(
        f"<nav><p>Tous nos articles sur la guerre.</p></nav><script>let guerre = 1.</script><!-- la guerre -->{BODY}"
    )
    assert "guerre" not in found
    assert found.count("consul") == 4


def test_a_menu_that_is_never_closed_hides_nothing() -> None:
    assert "consul" in words_of_markup(f"<nav><ul><li>Une{BODY}")


def test_titles_and_marked_words_are_kept() -> None:
    found = words_of_markup(
        f"<title>Oslo &amp; Rabat</title><h1>Accord</h1>{BODY}<p>Il l'a <b>sig</b>né hier à midi.</p>"
    )
    assert found.startswith("Oslo & Rabat\nAccord\n")
    assert "Il l'a signé hier" in found


def test_a_page_that_its_scripts_write_is_looked_at_whole() -> None:
    assert "ambassadeur" in words_of_markup("<div id=app></div><script>{'t': 'Un ambassadeur rappelé'}</script>")


@pytest.mark.parametrize(
    "markup", ["<nav " * 20_000, "<!--" * 20_000, "<h1>" * 20_000, "<" * 100_000, "</nav>" * 20_000]
)
def test_broken_markup_gives_some_words_or_none(markup: str) -> None:
    assert isinstance(words_of_markup(markup), str)


def test_html_is_passed_over_before_its_article_is_sought(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{BODY}</body></html>", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Le maire a lu la lettre.", encoding="utf-8")
    asked: list[str] = []

    def never(words: str) -> str | None:
        asked.append(words)
        return "not wanted" if "consul" in words else None

    found = list(pages([tmp_path], first_look=never))
    assert isinstance(found[0], PassedOver)
    assert found[0].message.endswith("a.html: not wanted")
    assert isinstance(found[1], Page)
    assert len(asked) == 2
