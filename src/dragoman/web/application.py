"""The application assembled: addresses, guards, and how errors are answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError
from dragoman.follow.fetching import Fetcher
from dragoman.store import open_store
from dragoman.web import guards, openapi, tokens
from dragoman.web.acting import Acting
from dragoman.web.answering import JSON, Answering, answered, environment
from dragoman.web.entry import LOGIN, Entry, Pace
from dragoman.web.exporting import Exporting
from dragoman.web.saving import Saving
from dragoman.web.signing import Signing
from dragoman.web.site import ROOMS, VIEWS
from dragoman.web.visits import Visits

HOSTS = ("localhost", "127.0.0.1", "::1", "[::1]")
"""Names that this machine has for itself: a page elsewhere cannot make a browser ask under its own."""


@dataclass(frozen=True)
class Access:
    """Who may come: ``accounts``: only who has one, or a key; ``names``: those under which others reach this machine.

    ``rate`` is how often one of them may ask in a minute. ``allow_private``: addresses to add may lie on this machine or in a
    private net.
    """

    accounts: bool = False
    names: tuple[str, ...] = ()
    rate: int = 600
    allow_private: bool = False

    def pace(self) -> Pace:
        """As often at once as in ten seconds, and then at the rate."""
        return Pace(self.rate / 60, max(self.rate / 6, 1.0))


ALONE = Access()
_STATIC = Path(__file__).parent / "static"


def application(location: str | Path, access: Access = ALONE) -> Starlette:
    """The site of the store at ``location``, which must be there."""
    answering = Answering(lambda: open_store(location), environment(), tokens.Tokens(), ROOMS)

    def refused(request: Request, error: Exception) -> Response:
        return answering.refused(request, error)

    return Starlette(
        routes=_routes(answering, Visits(answering.opens, Fetcher(access.allow_private)), access.accounts),
        middleware=[
            Middleware(guards.SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=[*HOSTS, *access.names], www_redirect=False),
            Middleware(RequestBodyLimitMiddleware, max_body_size=guards.LARGEST_BODY),
            Middleware(GZipMiddleware, minimum_size=1000),
            *([Middleware(Entry, answering.opens, refused, access.pace())] if access.accounts else []),
        ],
        exception_handlers={HTTPException: refused, DragomanError: refused, Exception: refused},
    )


def rooms() -> frozenset[str]:
    """The beginnings of the site's addresses, that requests are counted by."""
    found = [
        "/static",
        "/openapi.json",
        "/api",
        "/feeds",
        "/api/bulk",
        "/api/exports",
        "/searches",
        "/api/searches",
        LOGIN,
        "/",
    ]
    for view in VIEWS:
        found += ["/" + view.path.strip("/").partition("/")[0], "/api/" + view.api.split("/")[2]]
    return frozenset(found)


def _described(request: Request) -> Response:
    """The API's own description."""
    return answered(request, msgspec.json.encode(openapi.description(VIEWS)), JSON)


def _for_programs(answering: Answering) -> Callable[[Request], Response]:
    """Answers with a page that tells people what programs may ask for."""
    addresses = openapi.addresses(openapi.description(VIEWS))

    def endpoint(request: Request) -> Response:
        base = str(request.base_url).rstrip("/")
        return answering.shown(request, "api.html", None, addresses=addresses, base=base)

    return endpoint


def _routes(answering: Answering, visits: Visits, accounts: bool) -> list[BaseRoute]:
    acting = Acting(answering, visits)
    routes: list[BaseRoute] = [
        Mount("/static", StaticFiles(directory=_STATIC)),
        Route("/openapi.json", _described),
        Route("/api", _for_programs(answering)),
        Route("/feeds/{what:path}", answering.feed),
        Route("/api/bulk/{what}", answering.bulk),
        Route("/api/exports/{name}", Exporting(answering).file),
        Route("/add", acting.add, methods=["POST"]),
        Route("/review", acting.review, methods=["POST"]),
        Route("/api/add", acting.add_by_program, methods=["POST"]),
        Route("/add/{id}", acting.visit),
        Route("/api/add/{id}", acting.visit_data),
        Route("/api/review", acting.review_by_program, methods=["POST"]),
    ]
    saving = Saving(answering)
    routes += [
        Route("/searches", saving.by_form, methods=["POST"]),
        Route("/api/searches", saving.listed),
        Route("/api/searches", saving.by_program, methods=["POST"]),
        Route("/api/searches/{name:path}", saving.forgotten, methods=["DELETE"]),
    ]
    if accounts:
        signing = Signing(answering)
        routes += [Route(LOGIN, signing.form), Route(LOGIN, signing.send, methods=["POST"])]
    for view in VIEWS:
        routes.append(Route(view.api, answering.data(view)))
        routes.append(Route(view.path, answering.page(view)))
    return routes
