"""Answers to requests: a view's record as a page or as JSON, and what to say where there is none."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

import jinja2
import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from dragoman.errors import DragomanError, InputError, QueryError, StoreError
from dragoman.ontology import types
from dragoman.records import Record
from dragoman.store import Store
from dragoman.store.narrowing import narrowed, without_days
from dragoman.web import acts, charts, feeds, openapi, tokens
from dragoman.web.asked import Asked, named_pair
from dragoman.web.entry import PROGRAMS, who_asks
from dragoman.web.pages import search
from dragoman.web.refused import Refused
from dragoman.web.views import API, View
from dragoman.web.wording import LANGUAGES, Wording, chosen, typeset, wording

log = logging.getLogger(__name__)

LANGUAGE_COOKIE = "dragoman_language"
JSON = "application/json"
PROBLEM = "application/problem+json"
_YEAR = 365 * 24 * 3600

Opens = Callable[[], Store]


@dataclass(frozen=True)
class Site:
    """What every page needs beside its record: where it is, in which language, and a token for its forms."""

    path: str
    query: tuple[tuple[str, str], ...]
    language: str
    token: str
    rooms: tuple[tuple[str, str], ...]
    reader: str = ""
    account: str = ""
    """Who is signed in; empty where nobody is asked to."""

    def with_(self, **changed: str | int | None) -> str:
        """This page's address with parameters changed; those that are ``None`` left out."""
        kept = [(name, value) for name, value in self.query if name not in changed and name != "lang"]
        kept += [(name, str(value)) for name, value in changed.items() if value is not None]
        return quote(self.path) + (f"?{urlencode(kept)}" if kept else "")

    def one(self, name: str, allowed: Collection[str]) -> str | None:
        """A parameter of the address, where it is one of those."""
        value = dict(self.query).get(name)
        return value if value in allowed else None

    def whole(self, name: str) -> int | None:
        """A parameter of the address, where it is a whole number."""
        value = dict(self.query).get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None

    @property
    def api(self) -> str:
        """The address of the same as JSON."""
        return API + self.with_()


@dataclass(frozen=True)
class Answering:
    """What answers are made with: how to open the store, the templates, and the forms' tokens."""

    opens: Opens
    templates: jinja2.Environment
    tokens: tokens.Tokens
    rooms: tuple[tuple[str, str], ...] = ()
    """What the head of every page leads to: addresses, and what the wording calls them."""

    def page(self, view: View) -> Callable[[Request], Response]:
        """Answers with a view's page."""

        def endpoint(request: Request) -> Response:
            if meant := named_pair(request.path_params.get("pair", "")):
                return RedirectResponse(f"/pairs/{meant}" + (f"?{request.url.query}" if request.url.query else ""), 302)
            return self.shown(request, view.template, self._gathered(view, request), forms=view.forms)

        return endpoint

    def data(self, view: View) -> Callable[[Request], Response]:
        """Answers with a view's record as JSON."""

        def endpoint(request: Request) -> Response:
            return answered(request, msgspec.json.encode(self._gathered(view, request)), JSON)

        return endpoint

    def feed(self, request: Request) -> Response:
        """Answers with a feed: ``/feeds/search.atom?q=…``."""
        what, _, form = request.path_params["what"].rpartition(".")
        if form not in feeds.FORMS:
            raise Refused(404)
        with self.opens() as store:
            found = feeds.gather(Asked(store, language_of(request), {"what": what}, request.query_params, self.opens))
        body, media = feeds.written(found, form, str(request.base_url).rstrip("/"))
        return answered(request, body, media)

    def bulk(self, request: Request) -> Response:
        """Answers with all readings or all events, an object a line, as they are taken from the store."""
        what = request.path_params["what"]
        if what not in openapi.BULK:
            raise Refused(404)
        return StreamingResponse(self._lines(what), media_type="application/x-ndjson")

    def _lines(self, what: str) -> Iterator[bytes]:
        with self.opens() as store:
            records = store.events(words=True) if what == "events" else (reading for _, reading in store.readings())
            for record in records:
                yield msgspec.json.encode(record) + b"\n"

    def _gathered(self, view: View, request: Request) -> Record:
        with self.opens() as store:
            return view.gather(
                Asked(store, language_of(request), request.path_params, request.query_params, self.opens)
            )

    def shown(
        self,
        request: Request,
        template: str,
        page: Record | None,
        *,
        forms: bool = False,
        status: int = 200,
        **more: Any,
    ) -> Response:
        """A template with a record, in the reader's language. ``forms``: it has a form that changes something."""
        own = language_of(request)
        session = tokens.session_of(request)
        who = who_asks(request).name
        site = Site(
            path=request.url.path,
            query=tuple(request.query_params.multi_items()),
            language=own.language,
            token=self.tokens.give(session) if forms else "",
            rooms=self.rooms,
            reader=who or unquote(request.cookies.get(tokens.READER, ""))[:80],
            account=who,
        )
        body = self.templates.get_template(template).render(page=page, w=own, site=site, **more).encode()
        response = answered(request, body, "text/html; charset=utf-8", status, kept=not forms)
        response.headers["content-language"] = own.language
        response.headers["vary"] = "Accept-Language, Cookie"
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, own.language, _YEAR, httponly=True, samesite="lax")
        if forms and request.cookies.get(tokens.COOKIE) != session:
            response.set_cookie(tokens.COOKIE, session, httponly=True, samesite="strict")
        return response

    def refused(self, request: Request, error: Exception) -> Response:
        """What to say of a request that cannot be answered: a page, or problem details (RFC 9457) to a program."""
        response = self._refused(request, error)
        if isinstance(error, Refused):
            response.headers.update(error.headers)
        return response

    def _refused(self, request: Request, error: Exception) -> Response:
        own = language_of(request)
        status, told = explained(error, own)
        if request.url.path.startswith(PROGRAMS):
            problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": told}
            return Response(json.dumps(problem, ensure_ascii=False), status, media_type=PROBLEM)
        if isinstance(error, QueryError):
            asked = request.query_params.get("q", "")
            why, instead = error.said(own.language)
            wrong = {"column": error.column, "why": why, "instead": instead}
            return self.shown(request, "search.html", None, status=status, wrong=wrong, wrong_query=asked)
        return self.shown(request, "error.html", None, status=status, told=told)


def answered(request: Request, body: bytes, media: str, status: int = 200, *, kept: bool = True) -> Response:
    """A body with its tag; not sent again to whom has it. ``kept``: it may be kept, to be asked for anew each time."""
    headers = {"cache-control": "no-cache" if kept else "no-store"}
    if kept and status == 200:
        headers["etag"] = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
        known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
        if headers["etag"] in known:
            return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type=media)


def language_of(request: Request) -> Wording:
    """The wording in the language that the request is to be answered in."""
    return wording(
        chosen(
            request.query_params.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            request.headers.get("accept-language"),
        )
    )


def explained(error: Exception, own: Wording) -> tuple[int, str]:
    """The status of an error, and what to tell the reader."""
    if isinstance(error, Refused):
        return error.status, own.say(error.key, **error.values)
    if isinstance(error, HTTPException):
        return error.status_code, own.words.get(f"error.{error.status_code}", error.detail)
    if isinstance(error, QueryError):
        why, instead = error.said(own.language)
        return 400, own.say("search.told", n=error.column, why=why, instead=instead)
    if isinstance(error, InputError):
        return 400, str(error)
    if isinstance(error, StoreError):
        log.error("%s", error)
        return 503, own.say("error.503")
    if isinstance(error, DragomanError):
        return 400, str(error)
    log.exception("a fault in the program", exc_info=error)
    return 500, own.say("error.500")


def environment() -> jinja2.Environment:
    """The templates: all that they show is escaped, and a name they misspell is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["typeset"] = typeset
    made.globals.update(
        lands=charts.lands,
        map_size=charts.MAP,
        net=charts.net,
        mirror=charts.mirror,
        curve=charts.curve,
        columns_of=charts.histogram,
        histogram_size=charts.HISTOGRAM,
        field=search.field,
        narrowed=narrowed,
        without_days=without_days,
        types=tuple(types()),
        in_words=acts.told,
        in_words_within=acts.told_within,
        distinct=acts.distinct,
        together=acts.together,
        codes_of=acts.codes_of,
    )
    return made
