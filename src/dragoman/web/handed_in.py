"""What is sent to change something: that it was ours, or a program's, and what its fields say."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request

from dragoman.web import tokens
from dragoman.web.answering import JSON, Answering
from dragoman.web.refused import Refused

MOST_FILES = 200
"""Files of a form."""


async def form_of(request: Request, answering: Answering) -> FormData:
    """The form that was sent. Raises Refused where it was not one of ours."""
    if tokens.from_elsewhere(request):
        raise Refused(403)
    form = await request.form(max_files=MOST_FILES, max_fields=50, max_part_size=8 * 1024 * 1024)
    if not answering.tokens.knows(words_of(form, tokens.FIELD), request.cookies.get(tokens.COOKIE)):
        raise Refused(403, "error.token")
    return form


def by_program(request: Request) -> None:
    """See that a body of JSON was sent by a program, or by a page of ours. Raises Refused where it was not."""
    if tokens.from_elsewhere(request) or request.headers.get("content-type", "").partition(";")[0] != JSON:
        raise Refused(403)


def words_of(form: FormData, name: str) -> str:
    """A field of a form; empty where there is none."""
    value: Any = form.get(name)
    return value if isinstance(value, str) else ""
