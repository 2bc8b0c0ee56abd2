"""Who asks, and whether they may: where others can reach the site, every request is somebody's.

A browser shows the cookie that it was given at /login; a program its key, as ``Authorization: Bearer``; a feed reader the
same key as a password. Whoever shows nothing is led to /login, or told 401; whoever asks too often waits.
"""

from __future__ import annotations

import base64
import binascii
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.store import Store
from dragoman.store.accounts import SCOPES, key_of, signed_in
from dragoman.web.refused import Refused
from dragoman.web.views import API

LOGIN = "/login"
COOKIE = "dragoman_login"
OPEN = (LOGIN, "/static/")
"""What is shown to everybody."""
PROGRAMS = (f"{API}/", "/openapi.json", "/feeds/", "/metrics")
"""What programs ask for: they are told that a key is wanted, and not led to a form."""
MOST = 10_000
"""Askers that are remembered at once."""

Refuses = Callable[[Request, Exception], Response]


@dataclass(frozen=True)
class Who:
    """Somebody who asks; ``name`` is empty where the site is this machine's alone and asks nobody."""

    name: str = ""
    scopes: frozenset[str] = frozenset(SCOPES)

    def must(self, scope: str) -> None:
        """Raises Refused where this may not be done."""
        if scope not in self.scopes:
            raise Refused(403, "error.scope", scope=scope)


ANYBODY = Who()


def who_asks(request: Request) -> Who:
    """Who was let in with this request."""
    found = request.scope.get("dragoman.who", ANYBODY)
    assert isinstance(found, Who)
    return found


@dataclass
class Pace:
    """How often one may ask: ``rate`` times a second, and ``burst`` times at once where they had not asked for a while."""

    rate: float
    burst: float
    now: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, who: str) -> float:
        """How many seconds to wait; 0: go on."""
        now = self.now()
        left, since = self._left.pop(who, (self.burst, now))
        left = min(self.burst, left + (now - since) * self.rate)
        short = left < 1.0
        self._left[who] = (left if short else left - 1.0, now)
        while len(self._left) > MOST:
            self._left.popitem(last=False)
        return (1.0 - left) / self.rate if short else 0.0

    def forget(self, who: str) -> None:
        """Let somebody begin anew."""
        self._left.pop(who, None)


class Entry:
    """Lets in whoever may come in."""

    def __init__(self, app: ASGIApp, opens: Callable[[], Store], refuses: Refuses, pace: Pace) -> None:
        self.app = app
        self.opens = opens
        self.refuses = refuses
        self.pace = pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            scope["dragoman.who"] = await self._let_in(request)
        except Refused as refused:
            response = self.refuses(request, refused)
            if refused.status == 401 and not request.url.path.startswith(PROGRAMS):
                response = _to_login(request)
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _let_in(self, request: Request) -> Who:
        """Who asks. Raises Refused: 401 where nobody is known, 403 where that is not theirs, 429 where it is too often."""
        shown = credentials(request)
        who = await run_in_threadpool(self._known, *shown) if shown else None
        if wait := self.pace.wait(f"as {who.name}" if who else f"from {address(request)}"):
            raise Refused(429, headers={"retry-after": str(int(wait) + 1)})
        if request.url.path.startswith(OPEN):
            return who or Who(scopes=frozenset())
        if who is None:
            raise Refused(401, headers={"www-authenticate": 'Bearer realm="Dragoman", Basic realm="Dragoman"'})
        who.must("read" if request.method in ("GET", "HEAD") else _changes(request.url.path))
        return who

    def _known(self, kind: str, secret: str) -> Who | None:
        with self.opens() as store:
            if kind == "session":
                account = signed_in(store.database, secret)
                return Who(account.name, frozenset(account.scopes)) if account else None
            key = key_of(store.database, secret)
            return Who(f"key {key.name}", frozenset(key.scopes)) if key else None


def credentials(request: Request) -> tuple[str, str] | None:
    """What a request shows: a session, or a key; a key goes first."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and value.strip():
        return "key", value.strip()
    if kind.lower() == "basic":
        try:
            _, _, password = base64.b64decode(value.strip(), validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return None
        return ("key", password) if password else None
    kept = request.cookies.get(COOKIE)
    return ("session", kept) if kept else None


def address(request: Request) -> str:
    """Where a request comes from, of IPv6 the net."""
    host = request.client.host if request.client else ""
    return ":".join(host.split(":")[:4]) if ":" in host else host


def _changes(path: str) -> str:
    """What one must be allowed for a path that changes something."""
    return "review" if path.removeprefix(API).startswith("/review") else "add"


def _to_login(request: Request) -> Response:
    there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = f"?next={quote(there, safe='')}" if request.method == "GET" and there != "/" else ""
    return RedirectResponse(LOGIN + wanted, 303, {"cache-control": "no-store"})


def within(path: str) -> str:
    """A path of this site to go on to; the first page where it leads elsewhere.

    >>> within("/pairs/PRK-RUS?month=2024-01"), within("//evil.example"), within("/\\\\evil.example"), within("http:x")
    ('/pairs/PRK-RUS?month=2024-01', '/', '/', '/')
    """
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain and "\\" not in path else "/"
