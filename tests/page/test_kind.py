"""What an input is, by its first bytes."""

from __future__ import annotations

import gzip

import pytest

from dragoman.page.kind import Kind, is_markup, kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"Le ministre est parti.\n", Kind.TEXT),
        (b"<!DOCTYPE html><html><p>Bonjour", Kind.HTML),
        (b"\xef\xbb\xbf  <HTML><BODY>Bonjour", Kind.HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html><p>Oui", Kind.HTML),
        (b"<!-- page --><!-- two --><html><p>Oui", Kind.HTML),
        (b"<div><p>Un extrait.</p></div>", Kind.HTML),
        (b"<?xml version='1.0'?><rss version='2.0'><channel>", Kind.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', Kind.FEED),
        (b'<?xml version="1.0"?>\n<rdf:RDF xmlns="x">', Kind.FEED),
        (b'{"id": 1, "text": "Oui."}\n{"id": 2', Kind.NDJSON),
        (b'{"text": "Oui."}', Kind.NDJSON),
        (b'{\n "text": "Oui."\n}', Kind.JSON),
        (b'[{"text": "Oui."}]', Kind.JSON),
        (b"PAR1\x15\x04", Kind.PARQUET),
        (b"WARC/1.1\r\n", Kind.WARC),
        (gzip.compress(b"Le ministre.", mtime=0), Kind.GZIP),
        (b"", Kind.EMPTY),
        (b" \r\n\t\n", Kind.EMPTY),
        (b"%PDF-1.7\n", Kind.BINARY),
        (b"\x89PNG\r\n\x1a\n", Kind.BINARY),
        (bytes(range(256)) * 20, Kind.BINARY),
        (b"\0" * 400, Kind.BINARY),
        ("Le ministre est arrivé à Évian.".encode("utf-16"), Kind.TEXT),
        ("<html><p>Évian</p></html>".encode("utf-16-le"), Kind.HTML),
        ("Le ministre est arrivé à Évian.".encode("cp1252"), Kind.TEXT),
        (b"[Mis \xc3\xa0 jour] Le ministre est parti.", Kind.TEXT),
        ("{…} a dit le ministre".encode(), Kind.TEXT),
        (b"5 < 6 et 7 > 2, dit le ministre <sic>.", Kind.TEXT),
    ],
)
def test_kind_is_told_by_content(head: bytes, kind: Kind) -> None:
    assert kind_of(head) is kind


def test_comments_without_end_before_words_are_told_in_time() -> None:
    assert kind_of(b"<!-- -->" * 7000 + b"Le ministre.") is Kind.TEXT
    assert kind_of(b"<!-- -->" * 700 + b"<html><p>Oui") is Kind.HTML


def test_a_name_alone_decides_nothing_against_the_content() -> None:
    assert kind_of(b"<html><body><p>Oui</p>", "page.txt") is Kind.HTML
    assert kind_of(b"Le ministre.", "page.html") is Kind.TEXT


def test_a_broken_first_line_of_ndjson_is_still_ndjson_by_its_name() -> None:
    assert kind_of(b'{"text": "Oui\n{"text": "Non."}', "lines.ndjson") is Kind.NDJSON


@pytest.mark.parametrize("text", ["a < b", "Il écrit <p> pour pression.", "Courriel <a@b.fr> et <c@d.fr>"])
def test_angle_brackets_in_prose_are_no_markup(text: str) -> None:
    assert not is_markup(text + " Le ministre a parlé longuement devant la presse." * 20)
