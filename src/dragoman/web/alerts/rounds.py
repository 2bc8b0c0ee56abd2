"""One round: look for what is new, and send what is due."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.records import Record
from dragoman.store import Store
from dragoman.web.alerts.looking import look
from dragoman.web.alerts.outbox import claim, failed, through
from dragoman.web.alerts.sending import NotSent, Ways


class Round(Record, frozen=True, kw_only=True):
    """What a round did: messages written, sent, and those that did not get through."""

    written: int
    sent: int
    failed: int


def go_round(store: Store, ways: Ways, complain: Callable[[str], None] = lambda _: None) -> Round:
    """Look for what is new for every alert that is due, and send every message that is due."""
    written, sent, not_sent = look(store), 0, 0
    while one := claim(store):
        try:
            ways.send(one)
        except NotSent as problem:
            failed(store, one, str(problem), for_good=problem.for_good)
            complain(f"alert {one.message.alert}, message {one.number} to {one.target}: {problem}")
            not_sent += 1
        else:
            through(store, one.number)
            sent += 1
    return Round(written=written, sent=sent, failed=not_sent)
