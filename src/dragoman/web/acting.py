"""What changes something: forms that are sent, checked to be ours."""

from __future__ import annotations

import datetime
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import InputError
from dragoman.records import Reading
from dragoman.store import open_store
from dragoman.web import adding, tokens
from dragoman.web.adding import Added, Handed
from dragoman.web.answering import JSON, Answering, answered, language_of
from dragoman.web.asked import Asked
from dragoman.web.entry import who_asks
from dragoman.web.handed_in import by_program, form_of, words_of
from dragoman.web.pages import article
from dragoman.web.refused import Refused
from dragoman.web.verdicts import VERDICTS, Verdict, put
from dragoman.web.views import API
from dragoman.web.visits import Visits

SEE_OTHER = 303


class Acting:
    """Endpoints of the forms."""

    def __init__(self, answering: Answering, visits: Visits) -> None:
        self.answering = answering
        self.visits = visits

    def visit(self, request: Request) -> Response:
        """How far a visit has come, as a page."""
        found = self.visits.find(request.path_params["id"])
        response = self.answering.shown(request, "visit.html", found)
        response.headers["cache-control"] = "no-store"
        return response

    def visit_data(self, request: Request) -> Response:
        """How far a visit has come, as JSON."""
        found = self.visits.find(request.path_params["id"])
        return answered(request, msgspec.json.encode(found), JSON, kept=False)

    async def add(self, request: Request) -> Response:
        """A page by the form: read, kept unless asked not to, and shown."""
        form = await form_of(request, self.answering)
        uploads = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
        files = [(one.filename or "file", body) for one in uploads if (body := await one.read())]
        await form.close()
        return await run_in_threadpool(self._add, request, form, files)

    async def add_by_program(self, request: Request) -> Response:
        """A page as JSON, read and kept unless asked not to; answered with its reading."""
        by_program(request)
        return await run_in_threadpool(self._add_json, request, await request.body())

    async def review(self, request: Request) -> Response:
        """A verdict on an event, or the last one taken back; then the queue goes on."""
        return await run_in_threadpool(self._review, request, await form_of(request, self.answering))

    async def review_by_program(self, request: Request) -> Response:
        """A verdict on an event as JSON; answered with the correction as it is kept."""
        by_program(request)
        return await run_in_threadpool(self._review_json, request, await request.body())

    def _review_json(self, request: Request, body: bytes) -> Response:
        try:
            told = msgspec.json.decode(body, type=Verdict)
        except msgspec.MsgspecError as error:
            raise InputError(f'the body is no verdict: {error}; send {{"event": 12, "verdict": "wrong"}}') from error
        by = who_asks(request).name or told.by
        with self.answering.opens() as store:
            kept = put(store, told, by)
        return answered(request, msgspec.json.encode(kept), JSON, kept=False)

    def _review(self, request: Request, form: FormData) -> Response:
        number, verdict = words_of(form, "event"), words_of(form, "verdict")
        by = who_asks(request).name or words_of(form, "by").strip()[:80]
        if not (number.isascii() and number.isdigit() and len(number) < 19) or verdict not in VERDICTS:
            raise Refused(400)
        with self.answering.opens() as store:
            kept = put(store, _verdict(form, int(number), verdict), by)
        told = "undone" if verdict == "undo" else kept.verdict
        response = RedirectResponse(f"/review?done={told}&last={number}", SEE_OTHER)
        response.set_cookie(tokens.READER, quote(by), 365 * 24 * 3600, httponly=True, samesite="strict")
        return response

    def _add(self, request: Request, form: FormData, files: list[tuple[str, bytes]]) -> Response:
        handed = Handed()
        try:
            handed = _handed(form)
            if handed.url and not files and not handed.text.strip():
                return RedirectResponse(f"/add/{self.visits.begin(handed.url).id}", SEE_OTHER)
            if files:
                return self._add_files(request, handed, files)
            return self._added(request, handed, adding.read(handed))
        except InputError as error:
            return self.answering.shown(
                request, "add.html", None, forms=True, status=400, told=str(error), given=handed
            )

    def _add_files(self, request: Request, handed: Handed, files: list[tuple[str, bytes]]) -> Response:
        """A page of a file is read at once; of many, progress is shown."""
        adding.check(handed)
        given = adding.Files(files)
        if given.are_one_page():
            with closing(given):
                return self._added(request, handed, adding.read(handed, given))
        names = ", ".join(name for name, _ in files[:5]) + (" …" if len(files) > 5 else "")
        return RedirectResponse(f"/add/{self.visits.read(names, given, handed).id}", SEE_OTHER)

    def _added(self, request: Request, handed: Handed, readings: list[Reading]) -> Response:
        if not handed.keep:
            return self._only_shown(request, readings[0])
        with self.answering.opens() as store:
            added = adding.keep(store, readings)
        return RedirectResponse(f"/articles/{quote(added[0].id or '')}?added={added[0].outcome}", SEE_OTHER)

    def _add_json(self, request: Request, body: bytes) -> Response:
        try:
            handed = msgspec.json.decode(body, type=Handed)
        except msgspec.MsgspecError as error:
            raise InputError(f'the body is no page: {error}; send {{"text": …}}') from error
        if handed.url and not handed.text.strip():
            visit = self.visits.begin(handed.url)
            headers = {"location": f"{API}/add/{visit.id}", "cache-control": "no-store"}
            return Response(msgspec.json.encode(visit), 202, headers, media_type=JSON)
        readings = adding.read(handed)
        if handed.keep:
            with self.answering.opens() as store:
                added = adding.keep(store, readings)
        else:
            added = [Added(outcome="read", id=None, reading=reading) for reading in readings]
        return answered(request, msgspec.json.encode(added[0]), JSON, kept=False)

    def _only_shown(self, request: Request, reading: Reading) -> Response:
        """The reading as a page, by way of a store that is gone after it."""
        with (
            tempfile.TemporaryDirectory(prefix="dragoman-") as folder,
            open_store(Path(folder) / "store.sqlite", create=True) as store,
        ):
            put = store.put(reading)
            page = article.gather(Asked(store, language_of(request), {"id": put.id}))
        return self.answering.shown(request, "article.html", page, forms=True, added="only_read")


def _verdict(form: FormData, event: int, verdict: str) -> Verdict:
    """The verdict of a form; what it puts in the coder's place counts only where it says so."""
    told: dict[str, Any] = {"event": event, "verdict": verdict}
    if verdict == "other":
        told |= {name: words_of(form, name).strip() or None for name in ("type", "status", "note")}
        for name in ("actors", "recipients"):
            codes = words_of(form, name).replace(",", "+").strip()
            told[name] = tuple(code.strip() for code in codes.split("+")) if codes else None
    return msgspec.convert(told, Verdict)


def _handed(form: FormData) -> Handed:
    day = words_of(form, "published")
    try:
        published = datetime.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise InputError(f"“{day[:20]}” is no day; write YYYY-MM-DD") from error
    return Handed(
        text=words_of(form, "text"),
        url=words_of(form, "url").strip() or None,
        language=words_of(form, "language") or None,
        published=published,
        keep=not words_of(form, "only"),
    )
