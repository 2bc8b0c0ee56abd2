"""A person's verdict on an event, as a form or a program sends it."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec

from dragoman.errors import InputError
from dragoman.records import Record
from dragoman.store import Store, corrections
from dragoman.store.corrections import Correction
from dragoman.store.fields import ValueWrong, party_of
from dragoman.web.asked import checked
from dragoman.web.refused import Refused

Kind = Literal["right", "wrong", "other", "undo"]
VERDICTS = get_args(Kind)


class Verdict(Record, frozen=True, kw_only=True):
    """A verdict: right, wrong, other in what is told, or the last one taken back. ``by`` counts only where nobody signs in.

    ``type`` is a type, or TYPE/mode; ``actors`` and ``recipients`` are codes, or names of states and organisations.
    """

    event: Annotated[int, msgspec.Meta(ge=1, le=2**62)]
    verdict: Kind
    type: str | None = None
    status: str | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    note: str | None = None
    by: str = ""


def put(store: Store, told: Verdict, by: str) -> Correction:
    """The verdict kept under a name. Raises Refused or InputError where it makes no sense."""
    known = store.database.row("SELECT correction FROM event WHERE number = ? AND current = 1", (told.event,))
    if known is None or (told.verdict == "undo" and known[0] is None):
        raise Refused(404, "error.verdict", n=told.event)
    if told.verdict == "undo":
        return corrections.undo(store.database, told.event, by or "–")
    if told.verdict != "other":
        return corrections.correct(store.database, told.event, by=by, wrong=told.verdict == "wrong", note=told.note)
    if not (told.type or told.status or told.actors or told.recipients):
        raise Refused(400, "review.nothing")
    return corrections.correct(
        store.database,
        told.event,
        by=by,
        type=told.type,
        status=told.status,
        actors=_codes(told.actors),
        recipients=_codes(told.recipients),
        note=told.note,
    )


def _codes(codes: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return tuple(_code(written) for written in codes) if codes else None


def _code(written: str) -> str:
    """The code of a party that a reader wrote, as a code or by a name. Raises Refused where there is none such."""
    try:
        return party_of(written) or checked(written)
    except ValueWrong as wrong:
        raise InputError(f"{wrong.why}; {wrong.instead}") from wrong
