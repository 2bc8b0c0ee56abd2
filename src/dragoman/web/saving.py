"""Searches saved under a name, and let go again: by the form of the search page, or by a program."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import InputError, StoreError
from dragoman.store.search import forget, save
from dragoman.web import tokens
from dragoman.web.answering import JSON, Answering, answered
from dragoman.web.handed_in import by_program, form_of, words_of
from dragoman.web.pages.search import Saved, SavedSearches, all_saved
from dragoman.web.refused import Refused

SEE_OTHER = 303
LONGEST_NAME, LONGEST_QUERY = 80, 1000
MOST = 500
"""Searches that may be saved from the site."""


class Saving:
    """Endpoints that list, keep and forget."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def listed(self, request: Request) -> Response:
        """The saved searches as JSON."""
        with self.answering.opens() as store:
            return answered(request, msgspec.json.encode(SavedSearches(searches=all_saved(store))), JSON)

    async def by_form(self, request: Request) -> Response:
        """Keep a search, or forget one; then the search page goes on."""
        return await run_in_threadpool(self._by_form, await form_of(request, self.answering))

    async def by_program(self, request: Request) -> Response:
        """Keep the search that a body of JSON holds."""
        by_program(request)
        return await run_in_threadpool(self._kept, request, await request.body())

    def forgotten(self, request: Request) -> Response:
        """Forget a search."""
        if tokens.from_elsewhere(request):
            raise Refused(403)
        self._forget(request.path_params["name"])
        return Response(status_code=204)

    def _by_form(self, form: FormData) -> Response:
        name, query = words_of(form, "name").strip(), words_of(form, "q").strip()
        if words_of(form, "forget"):
            self._forget(name)
            kept = {"q": query, "done": "forgotten"} if query else {"done": "forgotten"}
            return RedirectResponse(f"/search?{urlencode(kept)}", SEE_OTHER)
        self._keep(Saved(name=name, query=query))
        return RedirectResponse(f"/search?{urlencode({'q': query, 'done': 'saved'})}", SEE_OTHER)

    def _kept(self, request: Request, body: bytes) -> Response:
        try:
            wanted = msgspec.json.decode(body, type=Saved)
        except msgspec.MsgspecError as error:
            raise InputError(f'the body is no search: {error}; send {{"name": …, "query": …}}') from error
        return answered(request, msgspec.json.encode(self._keep(wanted)), JSON, kept=False)

    def _keep(self, wanted: Saved) -> Saved:
        name, query = (" ".join(words.replace("\0", " ").split()) for words in (wanted.name, wanted.query))
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise Refused(400, "error.saved_name", n=LONGEST_NAME)
        if not query or len(query) > LONGEST_QUERY:
            raise Refused(400, "error.saved_query", n=LONGEST_QUERY)
        with self.answering.opens() as store:
            if len(all_saved(store)) >= MOST:
                raise Refused(400, "error.saved_many", n=MOST)
            save(store, name, query)
        return Saved(name=name, query=query)

    def _forget(self, name: str) -> None:
        with self.answering.opens() as store:
            try:
                forget(store, name)
            except StoreError as error:
                raise Refused(404, "error.saved_none", name=name[:LONGEST_NAME]) from error
