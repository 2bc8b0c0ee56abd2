"""A web server on loopback that answers as it is told, and notes what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answers = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """What is at each path, as an answer that is written by hand; 404 elsewhere."""

    def __init__(self) -> None:
        self.paths: dict[str, Answers] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append({name.lower(): value for name, value in self.headers.items()})
                site.paths.get(self.path, status(404))(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Who asks may hang up; that is what some tests are about."""

        self.server = Server(("127.0.0.1", 0), Handler)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}{path}"

    def pages_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        site.server.shutdown()
        site.server.server_close()
        thread.join()


def status(code: int, **headers: str) -> Answers:
    return body(b"", code, **headers)


def body(data: bytes | str, code: int = 200, **headers: str) -> Answers:
    raw = data.encode() if isinstance(data, str) else data

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)

    return answer


def entry(title: str, link: str = "", summary: str = "", content: str = "") -> str:
    whole = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return f"<item><title>{title}</title><link>{link}</link><description>{summary}</description>{whole}</item>"


def feed(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Dépêches</title><language>fr</language>{''.join(entries)}</channel></rss>"
    )


def page(words: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head>{head}</head><body><article><h1>Titre</h1><p>{words}</p></article></body></html>"
    )
