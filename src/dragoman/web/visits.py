"""Addresses and files handed in: fetched and read in the background, one after the other, with how far that has come.

What may be visited is what ``dragoman follow`` may visit: the public web, as robots.txt allows, and no address inside.
"""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from dragoman.errors import DragomanError, InputError, fault
from dragoman.follow.fetching import Fetcher
from dragoman.follow.polling import Poll
from dragoman.page import Page, Refusal
from dragoman.records import Reading, Record
from dragoman.store import Store
from dragoman.web import adding
from dragoman.web.adding import Added, Files, Handed
from dragoman.web.refused import Refused

MOST_WAITING = 20
"""Visits that wait at once."""
MOST_KEPT = 200
"""Visits that are remembered."""
log = logging.getLogger(__name__)

State = Literal["waiting", "running", "done"]


class Fetched(Record, frozen=True, kw_only=True):
    """A page of a visit: what became of it, or why it could not be had."""

    name: str
    outcome: str
    id: str | None = None
    title: str | None = None
    events: int = 0
    problem: str | None = None


class Visit(Record, frozen=True, kw_only=True):
    """A visit to an address, of a page or of a feed with all that is new in it; or files that are read."""

    id: str
    address: str
    state: State
    pages: tuple[Fetched, ...] = ()


@dataclass(frozen=True)
class _Job:
    """What is to be read: its pages, what is known of them, and what is to be done once all are read."""

    pages: Callable[[], Iterator[Page | Refusal]]
    handed: Handed = field(default_factory=Handed)
    closes: Callable[[], None] = lambda: None


@dataclass
class Visits:
    """The visits of a site. ``opens`` opens the store."""

    opens: Callable[[], Store]
    fetcher: Fetcher = field(default_factory=Fetcher)
    _known: OrderedDict[str, Visit] = field(default_factory=OrderedDict)
    _jobs: dict[str, _Job] = field(default_factory=dict)
    _waiting: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _worker: threading.Thread | None = None

    def begin(self, address: str) -> Visit:
        """Visit an address as soon as it is its turn. Raises InputError where it is none, Refused where too many wait."""
        if not address.startswith(("http://", "https://")):
            raise InputError("the address must begin with http:// or https://")
        return self._begin(address, _Job(Poll(address, self.fetcher).pages))

    def read(self, names: str, files: Files, handed: Handed) -> Visit:
        """Read files as soon as it is their turn, and keep them unless asked not to. Raises Refused where too many wait."""
        return self._begin(names, _Job(files.pages, handed, files.close))

    def _begin(self, address: str, job: _Job) -> Visit:
        with self._lock:
            if sum(visit.state != "done" for visit in self._known.values()) >= MOST_WAITING:
                raise Refused(429, headers={"retry-after": "60"})
            visit = Visit(id=secrets.token_urlsafe(9), address=address, state="waiting")
            self._known[visit.id] = visit
            self._jobs[visit.id] = job
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
            self._waiting.put(visit.id)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True, name="visits")
                self._worker.start()
        return visit

    def find(self, id: str) -> Visit:
        """How far a visit has come. Raises Refused where there is none of that id."""
        with self._lock:
            if id not in self._known:
                raise Refused(404)
            return self._known[id]

    def _work(self) -> None:
        while True:
            id = self._waiting.get()
            try:
                self._go(id)
            except Exception as error:  # a fault costs a visit, not all that come after
                log.exception("a visit failed")
                self._note(id, Fetched(name=self.find(id).address, outcome="refused", problem=fault(error)))
            self._jobs.pop(id).closes()
            self._put(id, state="done")

    def _go(self, id: str) -> None:
        self._put(id, state="running")
        job = self._jobs[id]
        for page in job.pages():
            if not isinstance(page, Page):
                self._note(id, Fetched(name=page.name, outcome="refused", problem=page.message))
                continue
            try:
                readings = adding.read_pages([page], job.handed.language, job.handed.published)
                added = self._kept(readings) if job.handed.keep else Added(outcome="read", id=None, reading=readings[0])
                self._note(id, _told(page, added))
            except DragomanError as error:
                self._note(id, Fetched(name=page.name, outcome="refused", problem=str(error)))

    def _kept(self, readings: list[Reading]) -> Added:
        with self.opens() as store:
            return adding.keep(store, readings)[0]

    def _note(self, id: str, page: Fetched) -> None:
        self._put(id, pages=(*self.find(id).pages, page))

    def _put(self, id: str, **changed: object) -> None:
        with self._lock:
            if id in self._known:
                told = {name: getattr(self._known[id], name) for name in Visit.__struct_fields__}
                self._known[id] = Visit(**told | changed)


def _told(page: Page, added: Added) -> Fetched:
    return Fetched(
        name=page.name,
        outcome=added.outcome,
        id=added.id,
        title=added.reading.article.title,
        events=len(added.reading.events),
    )
