"""What a search finds as a file: its articles, or the events that have it all, for a spreadsheet or an object a line."""

from __future__ import annotations

import codecs
import dataclasses
import itertools
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dragoman.exchange import own
from dragoman.exchange.tables import Form, Row, Table, written
from dragoman.web.answering import Answering
from dragoman.web.asked import LONGEST
from dragoman.web.refused import Refused

WHAT = ("articles", "events", "quotes")
FORMS: MappingProxyType[str, tuple[Form, str]] = MappingProxyType(
    {"csv": ("csv", "text/csv; charset=utf-8"), "ndjson": ("ndjson", "application/x-ndjson")}
)
COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


class Exporting:
    """Endpoints that give a search's finds as a file."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def file(self, request: Request) -> Response:
        """``/api/exports/events.csv?q=…``: all of them, however many. Raises QueryError where the search is not understood."""
        what, _, form = request.path_params["name"].partition(".")
        query = request.query_params.get("q", "").replace("\0", "").strip()
        if what not in WHAT or form not in FORMS:
            raise Refused(404)
        if len(query) > LONGEST:
            raise Refused(400, "error.parameter", name="q", value=query[:40] + "…")
        parts = self._parts(what, form, query)
        first = next(parts, b"")  # what is wrong with the search is told before the answer begins
        headers = {"content-disposition": f'attachment; filename="dragoman-{what}.{form}"', "cache-control": "no-store"}
        return StreamingResponse(itertools.chain((first,), parts), 200, headers, media_type=FORMS[form][1])

    def _parts(self, what: str, form: str, query: str) -> Iterator[bytes]:
        with self.answering.opens() as store:
            table = own.table(store, what, query)
            parts = written(for_spreadsheets(table) if form == "csv" else table, FORMS[form][0])
            yield (codecs.BOM_UTF8 if form == "csv" else b"") + next(parts)  # or a spreadsheet guesses the accents
            yield from parts


def for_spreadsheets(table: Table) -> Table:
    """The table with words that a spreadsheet would take for a formula behind an apostrophe."""
    worded = [column.kind in ("string", "list") for column in table.columns]
    return dataclasses.replace(table, rows=(_plain(row, worded) for row in table.rows))


def _plain(row: Row, worded: list[bool]) -> list[Any]:
    return [
        f"'{value}" if words and isinstance(value, str) and value.startswith(COMPUTED) else value
        for value, words in zip(row, worded, strict=True)
    ]
