"""Signing in and out: the form at /login."""

from __future__ import annotations

import threading

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.store.accounts import SIGNED_IN, sign_in, sign_out, verified
from dragoman.web import tokens
from dragoman.web.answering import Answering
from dragoman.web.entry import COOKIE, LOGIN, Pace, address, who_asks, within
from dragoman.web.refused import Refused

SEE_OTHER = 303
_hashing = threading.BoundedSemaphore(2)
"""Passwords are hashed two at a time: each takes 64 MB."""


class Signing:
    """Endpoints of the form; ``tries`` is how often one may try from one address, and for one name."""

    def __init__(self, answering: Answering, tries: Pace | None = None) -> None:
        self.answering = answering
        self.tries = tries or Pace(rate=1 / 60, burst=10)

    def form(self, request: Request) -> Response:
        """The form, or who is signed in already."""
        return self._shown(request, 200, "")

    async def send(self, request: Request) -> Response:
        """Sign in or out."""
        if tokens.from_elsewhere(request):
            raise Refused(403)
        form = await request.form(max_files=0, max_fields=10, max_part_size=4096)
        if not self.answering.tokens.knows(_text(form, tokens.FIELD), request.cookies.get(tokens.COOKIE)):
            raise Refused(403, "error.token")
        return await run_in_threadpool(self._out if _text(form, "out") else self._in, request, form)

    def _in(self, request: Request, form: FormData) -> Response:
        name, password, there = _text(form, "name").strip(), _text(form, "password"), within(_text(form, "next"))
        tried = (f"from {address(request)}", f"as {name[:80]}")
        if wait := max(self.tries.wait(one) for one in tried):
            raise Refused(429, "login.often", headers={"retry-after": str(int(wait) + 1)})
        with _hashing, self.answering.opens() as store:
            account = verified(store.database, name, password)
            if account is None:
                return self._shown(request, 401, name, there)
            token = sign_in(store.database, account)
        for one in tried:
            self.tries.forget(one)
        response = RedirectResponse(there, SEE_OTHER, {"cache-control": "no-store"})
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, token, int(SIGNED_IN.total_seconds()), httponly=True, samesite="lax", secure=secure)
        # a session of its own from now on: what a form of before was given is worth nothing any more
        response.delete_cookie(tokens.COOKIE)
        return response

    def _out(self, request: Request, _: FormData) -> Response:
        kept = request.cookies.get(COOKIE)
        if kept:
            with self.answering.opens() as store:
                sign_out(store.database, kept)
        response = RedirectResponse(LOGIN, SEE_OTHER, {"cache-control": "no-store"})
        response.delete_cookie(COOKIE)
        response.delete_cookie(tokens.COOKIE)
        return response

    def _shown(self, request: Request, status: int, name: str, there: str | None = None) -> Response:
        there = there if there is not None else within(request.query_params.get("next", "/"))
        who = who_asks(request).name
        return self.answering.shown(
            request, "login.html", None, forms=True, status=status, who=who, tried=name, there=there
        )


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
