"""The process that reads pages: ``python -m dragoman.cluster.child PIPE``. It may die of a page; its keeper then starts another.

A page that takes too long ends the process from within, also where it hangs in a library and the keeper is dead.
"""

from __future__ import annotations

import datetime
import faulthandler
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

import msgspec

from dragoman.cluster.parts import Outcome
from dragoman.cluster.raw import Raw, page_of_raw
from dragoman.errors import InputError, fault
from dragoman.page import Page, PassedOver, Refusal
from dragoman.records import Reading, Record
from dragoman.relevance import passed_over

READY = b"ready"
BY_ITSELF = 3
"""The exit code after an error; 1 is that of a page that took too long."""


class How(Record, frozen=True, kw_only=True):
    """How pages are read. ``read`` names the function that reads; ``seconds`` is the longest that a page may take.

    ``other_languages``: read pages in languages without a pack too, as “dragoman read” does. ``only_diplomatic``: pass over pages
    that a first look keeps from being read.
    """

    language: str | None = None
    published: datetime.date | None = None
    other_languages: bool = False
    only_diplomatic: bool = False
    seconds: float = 60.0
    read: str = "dragoman.reading:read_page"


Read = Callable[[Page, str | None, datetime.date | None], Reading]


def outcome_of(raw: Raw, how: How, read: Read) -> Outcome:
    """What becomes of a page. Never raises on account of what the page says."""
    from dragoman.store.ingest import digest_of

    page = page_of_raw(raw, passed_over if how.only_diplomatic else None)
    if isinstance(page, PassedOver):
        return Outcome(
            n=raw.n, where=raw.where, reason="passed_over", message=page.message.removeprefix(f"{page.name}: ")
        )
    if isinstance(page, Refusal):
        return Outcome(n=raw.n, where=raw.where, reason="unreadable", message=page.message)
    other = None if how.language or how.other_languages else _other_language(page)
    if other:
        message = f"{page.name}: in “{other}”, which has no pack; --other-languages reads it all the same"
        return Outcome(n=raw.n, where=raw.where, reason="language", message=message)
    try:
        reading = read(page, how.language, how.published)
    except InputError as error:
        return Outcome(n=raw.n, where=raw.where, reason="unreadable", message=f"{page.name}: {error}")
    except UnicodeEncodeError as error:
        return _unspeakable(raw, error)
    except Exception as error:  # a fault of ours costs a page, not a run
        return Outcome(n=raw.n, where=raw.where, reason="fault", message=f"{page.name}: {fault(error)}")
    digest = digest_of(page, how.language, how.published)
    return Outcome(n=raw.n, where=raw.where, digest=digest, reading=reading)


def reader(name: str) -> Read:
    """The function that ``How.read`` names."""
    module, _, function = name.partition(":")
    found: Read = getattr(importlib.import_module(module), function)
    return found


def main(pipe: Connection) -> None:
    """Answer until the pipe ends: first how to read, then pages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    how = msgspec.msgpack.decode(pipe.recv_bytes(), type=How)
    read = reader(how.read)
    _warm(how)
    pipe.send_bytes(READY)
    decode = msgspec.msgpack.Decoder(Raw).decode
    while True:
        raw = decode(pipe.recv_bytes())
        faulthandler.dump_traceback_later(how.seconds, exit=True)
        outcome = outcome_of(raw, how, read)
        faulthandler.cancel_dump_traceback_later()
        pipe.send_bytes(_packed(outcome))


def _packed(outcome: Outcome) -> bytes:
    try:
        return msgspec.msgpack.encode(outcome)
    except UnicodeEncodeError as error:
        return msgspec.msgpack.encode(_unspeakable(outcome, error))


def _unspeakable(page: Raw | Outcome, error: UnicodeEncodeError) -> Outcome:
    message = f"{page.where}: the page holds characters that no text can hold ({error.reason})"
    return Outcome(n=page.n, where=page.where, reason="unreadable", message=message)


def _warm(how: How) -> None:
    """Load the models before the clock of the first page runs."""
    if how.only_diplomatic:
        passed_over("Paris, Berlin.")
    if how.read != How().read:
        return
    from dragoman.languages import languages
    from dragoman.reading import code_text

    for language in languages() if how.language is None else [how.language]:
        code_text("Paris, Berlin.", language)


def _other_language(page: Page) -> str | None:
    """The language of a page that no pack is for; ``None`` where there is one, or it cannot be told."""
    from dragoman.languages import languages
    from dragoman.text import detect

    told = (page.metadata.language or "").lower().split("-")[0]
    guess = detect(page.text)
    return guess if guess != "und" and guess not in languages() and told not in languages() else None


if __name__ == "__main__":
    # What libraries print goes to the log of whoever started this, and never into the pipe.
    os.dup2(2, 1)
    try:
        main(Connection(int(sys.argv[1])))
    except (EOFError, OSError):
        sys.exit(0)
    except Exception:
        traceback.print_exc()
        sys.exit(BY_ITSELF)
