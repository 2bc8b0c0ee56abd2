"""Clippings in mail: a page a message, out of a mailbox or alone."""

from __future__ import annotations

import datetime
from email.message import EmailMessage
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dragoman.page import Page, Refusal, pages
from dragoman.page.mailbox import message_page

BODY = "La Norvège a rappelé mardi son ambassadeur à Budapest, a annoncé le ministère norvégien.\n"


def message(subject: str = "Fwd: Oslo rappelle son ambassadeur", text: str = BODY, html: str | None = None) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Veille <veille@exemple.fr>"
    mail["To"] = "desk@exemple.fr"
    mail["Subject"] = subject
    mail["Date"] = "Tue, 14 May 2024 23:30:00 +0200"
    mail["Message-ID"] = "<1@exemple.fr>"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


def mailbox(*messages: bytes) -> bytes:
    begin = b"From veille@exemple.fr Tue May 14 23:30:00 2024\n"
    return b"\n".join(begin + one.replace(b"\nFrom ", b"\n>From ") for one in messages)


def only(path: Path) -> Page:
    (found,) = pages([path])
    assert isinstance(found, Page), found
    return found


def test_a_message_is_a_page_with_the_subject_as_title_and_its_day(tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(message())
    page = only(tmp_path / "m.eml")
    assert page.text.strip() == BODY.strip()
    assert page.metadata.title == "Oslo rappelle son ambassadeur"
    assert page.metadata.published == datetime.date(2024, 5, 14)
    assert page.id == "1@exemple.fr"


def test_its_html_is_read_where_it_has_some(tmp_path: Path) -> None:
    html = f"<html><body><article><h1>Oslo</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>"
    (tmp_path / "m.eml").write_bytes(message(text="Voir en HTML", html=html))
    page = only(tmp_path / "m.eml")
    assert page.kind == "html"
    assert "ambassadeur" in page.text


def test_a_mailbox_gives_a_page_a_message(tmp_path: Path) -> None:
    quoting = message("Deux", "Voici.\n\nFrom Oslo with love, 1963\n")
    (tmp_path / "box.mbox").write_bytes(mailbox(message("Un"), quoting, message("Trois")))
    found = [one for one in pages([tmp_path / "box.mbox"]) if isinstance(one, Page)]
    assert [page.metadata.title for page in found] == ["Un", "Deux", "Trois"]
    assert "\nFrom Oslo with love, 1963" in found[1].text
    assert found[2].name.endswith("box.mbox, message 3")


def test_a_message_without_words_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "box.mbox").write_bytes(mailbox(message("Un", "\n"), message("Deux")))
    first, second = pages([tmp_path / "box.mbox"])
    assert isinstance(first, Refusal)
    assert "without words" in first.message
    assert isinstance(second, Page)


def test_an_article_that_quotes_a_header_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Objet: la crise\nDe notre correspondant\n\n" + BODY * 3, encoding="utf-8")
    assert only(tmp_path / "a.txt").kind == "text"
    assert only(tmp_path / "a.txt").metadata.title is None


@given(st.binary(max_size=400))
def test_no_message_is_too_broken_to_be_told(data: bytes) -> None:
    found = message_page(b"MIME-Version: 1.0\n" + data, "m.eml")
    assert isinstance(found, Page | Refusal)
