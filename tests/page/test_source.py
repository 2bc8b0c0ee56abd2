"""Files, folders and standard input: each page in its place, each failure one clear line."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.page import source
from dragoman.page.page import Page, Refusal
from dragoman.page.source import page_of, pages

HTML = "<html><body><h1>Un titre de la page</h1><p>Le ministre est arrivé à Oslo lundi matin pour deux jours.</p></body></html>"


def one(*inputs: Path | str, stdin: io.BytesIO | None = None) -> Page | Refusal:
    found = list(pages(inputs, stdin))
    assert len(found) == 1, found
    return found[0]


def refused(*inputs: Path | str, stdin: io.BytesIO | None = None) -> str:
    found = one(*inputs, stdin=stdin)
    assert isinstance(found, Refusal), found
    assert "\n" not in found.message
    assert found.message.startswith(found.name)
    return found.message


def test_text_comes_as_it_was_handed_in(tmp_path: Path) -> None:
    words = "Menu\n\nLe ministre est parti.\r\n"
    (tmp_path / "page.txt").write_bytes(words.encode())
    found = one(tmp_path / "page.txt")
    assert isinstance(found, Page)
    assert (found.kind, found.text) == ("text", words)


def test_inputs_come_in_order_and_a_bad_one_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un.")
    (tmp_path / "b.html").write_text(HTML)
    found = list(pages([tmp_path / "b.html", tmp_path / "nothing", tmp_path / "a.txt"]))
    assert [type(one) for one in found] == [Page, Refusal, Page]


def test_a_folder_is_read_with_its_folders_sorted_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".git/d.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [page.text for page in pages([tmp_path]) if isinstance(page, Page)] == ["b.txt", "a/c.txt", "a/z.txt"]


def test_a_folder_without_a_readable_file_is_one_refusal(tmp_path: Path) -> None:
    assert "no readable file" in refused(tmp_path)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "b.txt").write_text("")
    assert "2 looked at" in refused(tmp_path)


def test_a_folder_names_what_it_could_not_read_beside_its_pages(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "b.txt").write_text("Le ministre.")
    (tmp_path / "c.txt").write_text("")
    assert [type(one) for one in pages([tmp_path])] == [Refusal, Page, Refusal]


def test_pipes_and_broken_links_in_a_folder_do_not_stop_the_rest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    (tmp_path / "b").symlink_to(tmp_path / "nothing")
    (tmp_path / "c.txt").write_text("Le ministre.")
    assert [type(one) for one in pages([tmp_path])] == [Refusal, Refusal, Page]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"%PDF-1.4 xyz", "a PDF"),
        (os.urandom(5000), "binary data"),
        (gzip.compress(b"Le ministre est parti." * 500, mtime=0)[:60], "broken or cut short"),
        (gzip.compress(b"", mtime=0), "empty"),
    ],
)
def test_what_is_no_page_is_refused_in_one_line(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "x").write_bytes(data)
    assert told in refused(tmp_path / "x")


def test_missing_files_and_addresses_are_told_apart(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "x")
    assert "an address" in refused("https://example.org/page")
    assert "no such file" in refused("bad\0name")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything; run as another user")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("Oui.")
    (tmp_path / "x").chmod(0)
    assert "permission" in refused(tmp_path / "x").lower()


def test_a_name_that_is_not_utf8_is_shown_printable(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/d\xe9p\xeache\n.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - a name of bytes
        file.write(b"Le ministre.")
    found = one(Path(os.fsdecode(name)))
    assert isinstance(found, Page)
    found.name.encode("utf-8")
    assert "\n" not in found.name


def test_a_page_over_the_limit_is_refused_with_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LARGEST", 2 * 1024 * 1024)
    for name, begin in (("x.txt", b""), ("x.html", b"<html><p>")):
        (tmp_path / name).write_bytes(begin + b"a" * (3 * 1024 * 1024))
        assert "2 MiB" in refused(tmp_path / name)


def test_packed_pages_are_unpacked(tmp_path: Path) -> None:
    (tmp_path / "x.html.gz").write_bytes(gzip.compress(HTML.encode()))
    found = one(tmp_path / "x.html.gz")
    assert isinstance(found, Page)
    assert found.metadata.title == "Un titre de la page"


def test_standard_input_is_read_by_its_content() -> None:
    found = one("-", stdin=io.BytesIO(HTML.encode()))
    assert isinstance(found, Page)
    assert (found.name, found.kind) == ("standard input", "html")
    assert "empty" in refused("-", stdin=io.BytesIO(b""))


class Trickle(io.RawIOBase):
    """A pipe that hands over a line at a time and counts what was asked of it."""

    def __init__(self, lines: list[bytes]) -> None:
        self.lines = lines
        self.asked = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.asked += 1
        return self.lines.pop(0) if self.lines else b""


def test_lines_of_a_pipe_are_read_as_they_come() -> None:
    pipe = Trickle([b'{"id": "%d", "text": "Le ministre."}\n' % n for n in range(5)])
    found = pages(["-"], pipe)  # type: ignore[arg-type]
    first = next(found)
    assert isinstance(first, Page)
    assert first.id == "0"
    assert pipe.lines, "the first page came only after the last line was read"
    assert len(list(found)) == 4


def test_a_string_is_html_where_it_has_markup() -> None:
    assert page_of(HTML).kind == "html"
    assert page_of("Le ministre est parti.").kind == "text"
    assert page_of("Le ministre est parti.").text == "Le ministre est parti."


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_give_pages_or_refusals(data: bytes) -> None:
    for found in pages(["-"], io.BytesIO(data)):
        assert isinstance(found, Page | Refusal)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from(["", "<p>", "<html><script>", "<h1>", "<a href=", "<!--", "<table><tr>", "<rss>"]),
)
def test_any_words_give_a_page(text: str, begin: str) -> None:
    assert page_of(begin + text + begin).name == "text"
