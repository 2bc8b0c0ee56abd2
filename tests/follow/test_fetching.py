"""Addresses are fetched politely, and hosts that misbehave cost little."""

from __future__ import annotations

import gzip
import socket
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from dragoman.follow.fetching import Fetcher
from dragoman.follow.problem import Problem
from dragoman.follow.request import Limits

from .conftest import Clock
from .servers import Site, body, status


def problem(fetcher: Fetcher, address: str) -> Problem:
    with pytest.raises(Problem) as caught:
        fetcher.fetch(address)
    return caught.value


def test_who_asks_is_told(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = body("Bonjour")
    assert fetcher.fetch(site.at("/")).body == b"Bonjour"
    assert all(one["user-agent"].startswith("dragoman/") and "http" in one["user-agent"] for one in site.headers)


def test_what_has_not_changed_is_not_sent_again(fetcher: Fetcher, site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers.get("If-None-Match") == '"a"' and handler.headers.get("If-Modified-Since") == "hier"
        (status(304) if same else body("neuf", ETag='"a"', Last_Modified="hier"))(handler)

    site.paths["/"] = answer
    first = fetcher.fetch(site.at("/"))
    assert (first.body, first.etag, first.modified) == (b"neuf", '"a"', "hier")
    assert fetcher.fetch(site.at("/"), first.etag, first.modified).body is None


def test_a_host_is_not_asked_twice_within_its_pause(fetcher: Fetcher, site: Site, clock: Clock) -> None:
    site.paths["/"] = body("Bonjour")
    fetcher.fetch(site.at("/"))
    fetcher.fetch(site.at("/"))
    assert clock.slept == [2.0, 2.0]  # robots.txt, page, page


def test_a_host_may_ask_for_a_longer_pause(fetcher: Fetcher, site: Site, clock: Clock) -> None:
    site.paths["/robots.txt"] = body("User-agent: *\nCrawl-delay: 7\n")
    site.paths["/"] = body("Bonjour")
    for _ in range(3):
        fetcher.fetch(site.at("/"))
    assert clock.slept[1:] == [7.0, 7.0]


@pytest.mark.parametrize("code", [429, 503])
def test_a_busy_host_is_left_alone_as_long_as_it_wants(fetcher: Fetcher, site: Site, clock: Clock, code: int) -> None:
    site.paths["/"] = status(code, Retry_After="500")
    site.paths["/other"] = body("Bonjour")
    assert problem(fetcher, site.at("/")).wait == 500
    assert "left alone" in str(problem(fetcher, site.at("/other")))
    assert site.pages_asked() == ["/"]
    clock.time += 501
    assert fetcher.fetch(site.at("/other")).body == b"Bonjour"


def test_where_robots_txt_keeps_us_out_nothing_is_fetched(fetcher: Fetcher, site: Site) -> None:
    site.paths["/robots.txt"] = body("User-agent: *\nDisallow: /closed\n")
    site.paths["/closed"] = site.paths["/open"] = body("Bonjour")
    assert "robots.txt" in str(problem(fetcher, site.at("/closed")))
    assert fetcher.fetch(site.at("/open")).body == b"Bonjour"
    assert site.asked == ["/robots.txt", "/open"]


@pytest.mark.parametrize(("code", "passing"), [(401, False), (403, False), (500, True), (503, True)])
def test_a_robots_txt_that_is_refused_or_broken_keeps_us_out(
    fetcher: Fetcher, site: Site, code: int, passing: bool
) -> None:
    site.paths["/robots.txt"] = status(code)
    assert problem(fetcher, site.at("/")).passing is passing
    assert site.pages_asked() == []


def test_robots_txt_is_heeded_after_a_redirect_too(fetcher: Fetcher, site: Site) -> None:
    site.paths["/robots.txt"] = body("User-agent: dragoman\nDisallow: /closed\n")
    site.paths["/"] = status(302, Location="/closed")
    assert "robots.txt" in str(problem(fetcher, site.at("/")))
    assert "/closed" not in site.asked


def test_a_redirect_is_followed_and_its_end_is_told(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = status(301, Location="/new")
    site.paths["/new"] = body("Bonjour")
    assert fetcher.fetch(site.at("/")).address == site.at("/new")


def test_an_address_with_accents_and_spaces_is_asked_for_as_hosts_want_it(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = status(302, Location="/\u00c3\u00a9lys\u00c3\u00a9e")  # UTF-8, as some hosts send it
    site.paths["/%C3%A9lys%C3%A9e"] = site.paths["/un%20%C3%A9t%C3%A9?q=%C3%A9"] = body("Bonjour")
    assert fetcher.fetch(site.at("/")).body == b"Bonjour"
    assert fetcher.fetch(site.at("/un été?q=é")).body == b"Bonjour"


def test_a_circle_of_redirects_ends(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = status(302, Location="/")
    assert "more than 5 times" in str(problem(fetcher, site.at("/")))
    assert len(site.pages_asked()) == 6


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://example.org/", "http://u:p@example.org/", "http://[::1"]
)
def test_a_redirect_out_of_the_web_is_refused(fetcher: Fetcher, site: Site, location: str) -> None:
    site.paths["/"] = status(302, Location=location)
    assert not problem(fetcher, site.at("/")).passing


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_this_machine_is_refused_unless_allowed(site: Site, host: str) -> None:
    assert "--allow-private" in str(problem(Fetcher(), site.at("/").replace("127.0.0.1", host)))
    assert site.asked == []


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch, site: Site) -> str:
    """A name that looks public, and whose host is our site all the same; other names are looked up as ever."""
    look_up, connect = socket.getaddrinfo, socket.create_connection

    def looked_up(host: Any, port: Any, *more: Any, **options: Any) -> Any:
        numbers = {"public.example": "93.184.216.34", "inner.example": "10.0.0.1"}
        return look_up(numbers.get(host, host), port, *more, **options)

    def connected(address: tuple[str, int], *more: Any, **options: Any) -> socket.socket:
        assert address[0] == "93.184.216.34"
        return connect(("127.0.0.1", address[1]), *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket, "create_connection", connected)
    return site.at("/").replace("127.0.0.1", "public.example")


def test_a_name_that_leads_to_a_private_net_is_refused(public: str, site: Site) -> None:
    assert "inner.example is 10.0.0.1" in str(problem(Fetcher(), public.replace("public", "inner")))
    assert site.asked == []


@pytest.mark.parametrize(
    "end", ["http://127.0.0.1/", "http://inner.example/", "http://169.254.169.254/latest/meta-data/"]
)
def test_a_redirect_to_a_private_net_is_refused(public: str, site: Site, clock: Clock, end: str) -> None:
    site.paths["/"] = status(302, Location=end)
    fetcher = Fetcher(sleep=clock.sleep, now=clock.now)
    assert "--allow-private" in str(problem(fetcher, public))
    assert site.pages_asked() == ["/"]


def test_the_connection_goes_to_the_number_that_was_checked(
    public: str, site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []
    look_up = socket.getaddrinfo

    def noted(host: Any, *more: Any, **options: Any) -> Any:
        looked_up.append(host)
        return look_up(host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    site.paths["/"] = body("Bonjour")
    fetcher = Fetcher(sleep=clock.sleep, now=clock.now)
    assert fetcher.fetch(public).body == b"Bonjour"
    assert looked_up.count("public.example") == len(site.asked)
    assert {one["host"].partition(":")[0] for one in site.headers} == {"public.example"}


def test_gzip_is_unpacked(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = body(gzip.compress("Élysée".encode()), Content_Encoding="gzip")
    assert fetcher.fetch(site.at("/")).body == "Élysée".encode()


def test_a_gzip_bomb_is_not_unpacked(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = body(gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")
    assert "packed to be so" in str(problem(fetcher, site.at("/")))


def test_what_is_too_large_is_not_read(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = body(b"x" * 200_000)
    assert "larger than" in str(problem(fetcher, site.at("/")))


def test_what_never_ends_is_not_read(fetcher: Fetcher, site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.over.is_set():
            handler.wfile.write(b"x" * 10_000)

    site.paths["/"] = endless
    assert "larger than" in str(problem(fetcher, site.at("/")))


def test_a_packing_that_was_not_asked_for_is_refused(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = body(b"x", Content_Encoding="br")
    assert "“br”" in str(problem(fetcher, site.at("/")))


@pytest.mark.parametrize("begin", [b"", b"\r\n", b"\r\n\r\n", b"\r\nContent-Length: 99999\r\n\r\n"])
def test_a_host_that_dawdles_is_cut_off(fetcher: Fetcher, site: Site, begin: bytes) -> None:
    def dawdle(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK" + begin)
        while not site.over.wait(0.02):  # a byte now and then: no single read ever times out
            handler.wfile.write(b"x")

    site.paths["/"] = dawdle
    problem(fetcher, site.at("/nothing"))
    found = problem(replace(fetcher, limits=Limits(seconds=0.4, size=100_000)), site.at("/"))
    assert "within 0.4 s" in str(found)
    assert found.passing


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"])
def test_an_answer_that_is_broken_off_or_no_answer_is_a_passing_problem(
    fetcher: Fetcher, site: Site, answer: bytes
) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    site.paths["/"] = broken
    assert problem(fetcher, site.at("/")).passing


def test_gzip_that_is_cut_short_is_a_passing_problem(fetcher: Fetcher, site: Site) -> None:
    site.paths["/"] = body(gzip.compress(b"Bonjour" * 99)[:-9], Content_Encoding="gzip")
    assert problem(fetcher, site.at("/")).passing


@pytest.mark.parametrize(("code", "passing"), [(404, False), (410, False), (403, False), (500, True), (502, True)])
def test_what_is_gone_is_told_from_what_may_come_back(fetcher: Fetcher, site: Site, code: int, passing: bool) -> None:
    site.paths["/"] = status(code)
    assert problem(fetcher, site.at("/")).passing is passing


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "news.xml", "https://", "http://host:99999/", "http://a..b/"]
)
def test_what_is_no_address_of_the_web_is_refused(fetcher: Fetcher, address: str) -> None:
    assert not problem(fetcher, address).passing
