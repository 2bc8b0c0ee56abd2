"""A stand-in for the models: reads a page into a reading at once, so that intake can be tested by the hundred."""

from __future__ import annotations

import os
import signal

from dragoman.errors import InputError
from dragoman.records import Reading
from dragoman.store.ingest import Task

from .readings import event, reading


def read(task: Task) -> Reading:
    """An event a page, on its first word; pages that hold a wrong language, a fault or a deadly word do as they say."""
    text = task.page.text.strip()
    if "klingon" in text:
        raise InputError("no pack for “tlh”; use fr or en")
    if "fault" in text:
        raise ZeroDivisionError("division by zero")
    if "deadly" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    first = text.split()[0]
    return reading(
        text,
        id=task.page.id,
        url=task.page.metadata.url,
        title=task.page.metadata.title or first,
        events=(event("e1", "CONSULT", ("FRA", "DZA"), (), trigger=first, text=text),),
    )
