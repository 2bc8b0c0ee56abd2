"""WARC, packed or not: pages out of responses, broken records refused, the rest kept."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from dragoman.page.page import Page, Refusal
from dragoman.page.source import pages

PAGES = [
    f"<html><body><h1>Le titre numéro {n} de la page</h1><p>Le ministre numéro {n} est arrivé à Oslo lundi.</p></body></html>"
    for n in range(4)
]


def record(sort: str, address: str, head: str, body: bytes) -> bytes:
    """A WARC record, written by hand: warcio's own writer leaves its temporary files open."""
    block = head.encode() + b"\r\n" + body if head else body
    lines = (
        "WARC/1.0", f"WARC-Type: {sort}", f"WARC-Target-URI: {address}", "WARC-Date: 2024-03-02T10:00:00Z",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(address + sort)) % 10**12:012}>",
        f"Content-Type: application/{'warc-fields' if sort == 'warcinfo' else 'http'}", f"Content-Length: {len(block)}",
    )  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def warc(packed: bool, encoding: str = "utf-8") -> list[bytes]:
    """The bytes of each record: a header, a request, four pages, a picture, a page not found."""
    parts = [
        record("warcinfo", "x.warc", "", b"software: tests\r\n"),
        record("request", "http://x.example/2", "GET /2 HTTP/1.1\r\nHost: x.example\r\n", b""),
    ]
    for n in range(2, 8):
        kind = "image/png" if n == 6 else f"text/html; charset={encoding}"
        head = f"HTTP/1.1 {'404 Not Found' if n == 7 else '200 OK'}\r\nContent-Type: {kind}\r\n"
        parts.append(record("response", f"http://x.example/{n}", head, PAGES[min(n - 2, 3)].encode(encoding)))
    return [gzip.compress(part) for part in parts] if packed else parts


def read(data: bytes, tmp_path: Path, name: str = "x.warc.gz") -> list[Page | Refusal]:
    (tmp_path / name).write_bytes(data)
    return list(pages([tmp_path / name]))


@pytest.mark.parametrize("packed", [True, False])
def test_html_responses_are_pages_with_their_address(tmp_path: Path, packed: bool) -> None:
    found = read(b"".join(warc(packed)), tmp_path)
    assert [type(one).__name__ for one in found] == ["Page"] * 4
    assert [one.metadata.url for one in found if isinstance(one, Page)] == [
        f"http://x.example/{n}" for n in range(2, 6)
    ]
    assert isinstance(found[0], Page)
    assert found[0].text == "Le ministre numéro 0 est arrivé à Oslo lundi."


def test_a_long_page_sent_in_chunks_and_packed_is_read_whole(tmp_path: Path) -> None:
    words = " ".join(f"mot{n}" for n in range(60_000))
    packed = gzip.compress(f"<html><h1>Le titre de la page</h1><p>{words}.</p></html>".encode())
    parts = [packed[n : n + 9000] for n in range(0, len(packed), 9000)]
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    sent = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{sent}"
    (found,) = read(gzip.compress(record("response", "http://x.example/1", head, chunked)), tmp_path)
    assert isinstance(found, Page)
    assert found.text == f"{words}."


def test_the_server_s_charset_is_followed(tmp_path: Path) -> None:
    found = read(b"".join(warc(True, "cp1252")), tmp_path)
    assert isinstance(found[0], Page)
    assert "arrivé à Oslo" in found[0].text


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("left", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_an_archive_cut_short_keeps_what_came_before(tmp_path: Path, packed: bool, left: float) -> None:
    parts = warc(packed)
    found = read(b"".join(parts[:4]) + parts[4][: max(1, int(len(parts[4]) * left))], tmp_path)
    assert [type(one).__name__ for one in found] == ["Page", "Page", "Refusal"]
    assert isinstance(found[2], Refusal)
    assert "record 5: broken or cut short" in found[2].message
    assert "\n" not in found[2].message


def test_a_broken_member_costs_only_itself(tmp_path: Path) -> None:
    parts = warc(True)
    parts[3] = parts[3][:30] + b"\x55" * 40 + parts[3][70:]
    found = read(b"".join(parts), tmp_path)
    titles = [one.metadata.title for one in found if isinstance(one, Page)]
    assert titles == [f"Le titre numéro {n} de la page" for n in (0, 2, 3)]
    assert sum(isinstance(one, Refusal) for one in found) == 1


def test_an_archive_packed_as_a_whole_is_read_too(tmp_path: Path) -> None:
    found = read(gzip.compress(b"".join(warc(False))), tmp_path)
    assert sum(isinstance(one, Page) for one in found) == 4


def test_standard_input_may_be_an_archive() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert sum(isinstance(one, Page) for one in pages(["-"], Pipe(b"".join(warc(True))))) == 4


def test_reading_says_nothing_on_stderr_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read(b"\r\n".join([*warc(False)[:4], b"odd bytes", *warc(False)[4:]]), tmp_path)
    assert capsys.readouterr().err == ""
