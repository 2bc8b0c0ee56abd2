"""The API's own description (OpenAPI 3.1), drawn from the views, so that it cannot lag."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import metadata
from typing import Any

import msgspec

from dragoman.records import Reading, Record
from dragoman.store import StoredEvent
from dragoman.store.corrections import Correction
from dragoman.web.adding import Added, Handed
from dragoman.web.pages.search import Saved, SavedSearches
from dragoman.web.verdicts import Verdict
from dragoman.web.views import View
from dragoman.web.visits import Visit

_REFERENCES = "#/components/schemas/{name}"
_PROBLEM = {"$ref": "#/components/responses/Problem"}


class Problem(Record, frozen=True, kw_only=True):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def addresses(described: dict[str, Any]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """The addresses of a description for people: method, path, what it gives, and its parameters beside the path's."""
    return [
        (
            method.upper(),
            path,
            str(told["summary"]),
            tuple(one["name"] for one in told.get("parameters", ()) if one.get("in") == "query"),
        )
        for path, methods in described["paths"].items()
        for method, told in methods.items()
    ]


def description(views: Sequence[View]) -> dict[str, Any]:
    """The description of the API of these views, and of what is sent to it."""
    kinds = [*(view.answer for view in views), Problem, Added, Handed, Visit, Verdict, Correction, Reading, StoredEvent]
    kinds.append(SavedSearches)
    _, schemas = msgspec.json.schema_components(dict.fromkeys(kinds), ref_template=_REFERENCES)
    paths = {_plain(view.api): {"get": _operation(view)} for view in views}
    paths["/api/add"]["post"] = _taking("read", "Read a page, and keep it unless asked not to", Handed, Added)
    paths["/api/add"]["post"]["responses"]["202"] = {
        "description": "An address without a text is being visited",
        "content": {"application/json": {"schema": _named(Visit)}},
    }
    paths["/api/add/{id}"] = {"get": _visit()}
    paths["/api/review"]["post"] = _taking(
        "correct", "Put a verdict on an event, or take the last back", Verdict, Correction
    )
    paths["/api/searches"] = {"get": _listed_searches(), "post": _taking("save", "Save a search", Saved, Saved)}
    paths["/api/searches/{name}"] = {"delete": _forgotten()}
    paths |= {f"/api/bulk/{name}": {"get": _bulk(name, kind)} for name, kind in BULK.items()}
    paths["/api/exports/{name}"] = {"get": _exports()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": metadata.version("dragoman"),
            "description": "Diplomatic news: who did what to whom, when, and according to whom.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "security": [{}, {"key": []}],
        "components": {
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A key of “dragoman key add”, where asked for",
                }
            },
            "schemas": schemas,
            "responses": {
                "Problem": {
                    "description": "What went wrong",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
            },
        },
    }


BULK: dict[str, type[Record]] = {"readings": Reading, "events": StoredEvent}
"""What is given whole, an object a line."""


EXAMPLES = {"pair": "PRK-RUS", "code": "PRK", "section": "Diplomatie", "name": "Kim Jong-un"}
"""What the parts of addresses look like."""


def _operation(view: View) -> dict[str, Any]:
    inside = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        | ({"example": EXAMPLES[name]} if name in EXAMPLES else {})
        for name in re.findall(r"{(\w+)", view.path)
    ]
    asked = [
        {"name": one.name, "in": "query", "required": False, "description": one.summary, "schema": {"type": one.kind}}
        for one in view.parameters
    ]
    return {
        "summary": view.summary,
        "operationId": view.template.partition(".")[0] + "".join(one["name"].title() for one in inside),
        "parameters": [*inside, *asked],
        "responses": {
            "200": {"description": "Found", "content": {"application/json": {"schema": _named(view.answer)}}},
            "304": {"description": "As it was when it was last asked for (If-None-Match)"},
            "4XX": _PROBLEM,
        },
    }


def _taking(name: str, summary: str, taken: type[Record], answer: type[Record]) -> dict[str, Any]:
    return {
        "summary": summary,
        "operationId": name,
        "requestBody": {"required": True, "content": {"application/json": {"schema": _named(taken)}}},
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": _named(answer)}}},
            "4XX": _PROBLEM,
        },
    }


def _visit() -> dict[str, Any]:
    return {
        "summary": "How far a visit to an address has come",
        "operationId": "visit",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {
            "200": {"description": "Found", "content": {"application/json": {"schema": _named(Visit)}}},
            "4XX": _PROBLEM,
        },
    }


def _listed_searches() -> dict[str, Any]:
    return {
        "summary": "The saved searches",
        "operationId": "searches",
        "responses": {
            "200": {"description": "Found", "content": {"application/json": {"schema": _named(SavedSearches)}}},
            "4XX": _PROBLEM,
        },
    }


def _forgotten() -> dict[str, Any]:
    return {
        "summary": "Forget a saved search",
        "operationId": "forget",
        "parameters": [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {"204": {"description": "Forgotten"}, "4XX": _PROBLEM},
    }


def _bulk(name: str, kind: type[Record]) -> dict[str, Any]:
    return {
        "summary": f"All {name}, an object a line",
        "operationId": f"bulk{name.title()}",
        "responses": {
            "200": {"description": "All of them", "content": {"application/x-ndjson": {"schema": _named(kind)}}},
            "4XX": _PROBLEM,
        },
    }


def _exports() -> dict[str, Any]:
    names = [f"{what}.{form}" for what in ("articles", "events", "quotes") for form in ("csv", "ndjson")]
    return {
        "summary": "All that a search finds as a file: articles, events or quotes, as CSV or an object a line",
        "operationId": "exports",
        "parameters": [
            {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "enum": names}},
            {
                "name": "q",
                "in": "query",
                "required": False,
                "description": "words and fields, in the language of “dragoman search”; of events, in that of “dragoman events”",
                "schema": {"type": "string"},
            },
        ],
        "responses": {
            "200": {
                "description": "All of them",
                "content": {
                    media: {"schema": {"type": "string"}}
                    for media in ("text/csv; charset=utf-8", "application/x-ndjson")
                },
            },
            "4XX": _PROBLEM,
        },
    }


def _named(kind: type[Record]) -> dict[str, str]:
    return {"$ref": _REFERENCES.format(name=kind.__name__)}


def _plain(path: str) -> str:
    """A path as OpenAPI writes it: without Starlette's kinds."""
    return re.sub(r":\w+}", "}", path)
