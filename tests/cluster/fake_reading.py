"""A stand-in for the models that reads at once, but for pages that ask it to die, to hang or to fail."""

from __future__ import annotations

import ctypes
import datetime
import os
import signal
import time

from tests.store.readings import event, reading

from dragoman.errors import InputError
from dragoman.page import Page
from dragoman.records import Reading

PAUSE = float(os.environ.get("FAKE_PAUSE", "0"))
"""Seconds that a page takes."""


def read(page: Page, language: str | None, published: datetime.date | None) -> Reading:
    """An event a page, on its first word."""
    text = page.text.strip()
    time.sleep(PAUSE)
    _misbehave(text)
    first = text.split()[0]
    return reading(
        text,
        id=page.id,
        url=page.metadata.url,
        title=page.metadata.title or first,
        day=page.metadata.published,
        events=(event("e1", "CONSULT", ("FRA", "DZA"), (), trigger=first, text=text),),
    )


def _misbehave(text: str) -> None:
    if "segfault" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "leaves" in text:
        os._exit(7)
    if "hangs" in text:  # in a library, with the interpreter locked, so that no handler of Python's ever runs
        ctypes.PyDLL(None).pause()
    if "klingon" in text:
        raise InputError("no pack for “tlh”; use fr or en")
    if "fault" in text:
        raise ZeroDivisionError("division by zero")
