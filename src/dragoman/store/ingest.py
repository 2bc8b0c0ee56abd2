"""Pages into the store: those not seen before are read, by several processes, and put in, a batch at a time.

A batch is committed before it is told of, so what was told is safe whatever happens; what was not is read again by the next
run, which passes over all that is in the store. Pages are put in in the order of the input, so that a run that was
stopped and taken up again leaves the same store as one that was not.
"""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.errors import InputError, fault
from dragoman.page import Page, Refusal
from dragoman.records import Reading, Record
from dragoman.store import journal
from dragoman.store.store import Store
from dragoman.store.stored import Incoming, Put
from dragoman.store.workers import Ready, Workers

BATCH = 500
"""Pages of the largest batch."""
PATIENCE = 1.0
"""Seconds after which a smaller batch is committed too: what is read slowly should not wait to be safe."""

GIVEN = "given"
"""The coder of a reading that came in ready."""


class Task(Record, frozen=True, kw_only=True):
    """A page to be read, and how; ``input`` is what the user named."""

    page: Page
    input: str
    digest: str
    language: str | None = None
    published: datetime.date | None = None


Read = Callable[[Task], Reading]


class Counts(Record, frozen=True, kw_only=True):
    """How far an intake has come: pages by what became of them; ``changed`` ones are new versions."""

    stored: int = 0
    changed: int = 0
    known: int = 0
    refused: int = 0

    @property
    def done(self) -> int:
        return self.stored + self.changed + self.known + self.refused


@dataclass(frozen=True)
class Progress:
    """What is reported after each commit: the counts so far, what was refused since the last, and the page last seen."""

    counts: Counts
    refused: tuple[Refusal, ...]
    puts: tuple[Put, ...]
    last: str


Outcome = Reading | Refusal | None
"""What is to be stored of a page: its reading, why it was refused, or nothing, where the store has seen it."""


@dataclass
class _Batch:
    """What waits to be committed."""

    incoming: list[tuple[str, Incoming]] = field(default_factory=list)
    refused: list[tuple[str, Refusal]] = field(default_factory=list)
    known: int = 0
    last: str = ""
    since: float = field(default_factory=time.monotonic)

    def add(self, task: Task, outcome: Outcome) -> None:
        self.last = task.page.name
        if isinstance(outcome, Refusal):
            self.refused.append((task.input, outcome))
        elif outcome is None:
            self.known += 1
        else:
            ready = outcome is task.page.reading
            incoming = Incoming(
                reading=outcome,
                origin=task.page.name,
                page=None if ready else task.digest,
                coder=GIVEN if ready else None,
            )
            self.incoming.append((task.input, incoming))

    def is_due(self) -> bool:
        full = len(self.incoming) + len(self.refused) >= BATCH
        return full or time.monotonic() - self.since > PATIENCE


def read_task(task: Task) -> Reading:
    """Read a page with the models; what was cut from it stays with the reading, so that the site can show it."""
    from dragoman.reading import read_page

    return read_page(task.page, task.language, task.published)


def ingest(
    store: Store,
    found: Iterable[tuple[str, Page | Refusal]],
    *,
    read: Read = read_task,
    workers: int = 1,
    language: str | None = None,
    published: datetime.date | None = None,
    again: bool = False,
) -> Iterator[Progress]:
    """Take in pages, each with the input that it came from; yields after every commit, and at the end.

    ``workers`` is how many processes read, 0: this one. ``again``: read also what the store has seen, and what comes in ready.
    Raises StoreError where the store will not; what was reported is in it.
    """
    counts, batch = Counts(), _Batch()
    for task, outcome in _answered(read, workers, _tasks(store, found, language, published, again)):
        batch.add(task, outcome)
        if batch.is_due():
            progress = _commit(store, batch, counts)
            counts, batch = progress.counts, _Batch()
            yield progress
    yield _commit(store, batch, counts)


def digest_of(page: Page, language: str | None, published: datetime.date | None) -> str:
    """What tells one page unread from another, and how it is to be read."""
    told = (page.kind, page.text, page.id, page.metadata, language, published)
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class _Refusing:
    """Reads a page; what goes wrong is a refusal. It goes to other processes, so ``read`` is a function of a module."""

    read: Read

    def __call__(self, task: Task) -> Outcome:
        name = task.page.name
        try:
            return self.read(task)
        except InputError as error:
            return Refusal(name, f"{name}: {error}")
        except Exception as error:  # a fault of ours costs a page, not a night's run
            return Refusal(name, f"{name}: {fault(error)}")


def _tasks(
    store: Store,
    found: Iterable[tuple[str, Page | Refusal]],
    language: str | None,
    published: datetime.date | None,
    again: bool,
) -> Iterator[Task | Ready[Task, Outcome]]:
    """What is to be read; what needs no reading stands answered in its place."""
    for input, page in found:
        if isinstance(page, Refusal):
            unread = Task(page=Page(page.name, "text", ""), input=input, digest="")
            yield Ready(unread, page)
            continue
        digest = digest_of(page, language, published)
        task = Task(page=page, input=input, digest=digest, language=language, published=published)
        if page.reading is not None and not again:
            yield Ready(task, page.reading)
        elif not again and store.has_seen(digest):
            yield Ready(task, None)
        else:
            yield task


def _answered(read: Read, workers: int, tasks: Iterable[Task | Ready[Task, Outcome]]) -> Iterator[tuple[Task, Outcome]]:
    """The tasks with their outcomes, in order."""
    refusing = _Refusing(read)
    if not workers:
        for task in tasks:
            yield (task.asked, task.answer) if isinstance(task, Ready) else (task, refusing(task))
        return
    with Workers[Task, Outcome](refusing, workers) as processes:
        for task, answer in processes.map(tasks):
            name = task.page.name
            yield task, Refusal(name, f"{name}: {answer}") if isinstance(answer, Exception) else answer


def _commit(store: Store, batch: _Batch, counts: Counts) -> Progress:
    """Put a batch in, with its refusals, and the counts after it."""
    with store.database.writing():
        puts, bad = _put(store, [incoming for _, incoming in batch.incoming])
        refused = [*batch.refused, *((batch.incoming[n][0], refusal) for n, refusal in bad)]
        journal.note(store.database, [(input, one.name, one.message) for input, one in refused])
        lost = {n for n, _ in bad}
        journal.settle(store.database, [one.origin or "" for n, (_, one) in enumerate(batch.incoming) if n not in lost])
    of = [put.outcome for put in puts]
    after = Counts(
        stored=counts.stored + of.count("stored"),
        changed=counts.changed + of.count("changed"),
        known=counts.known + of.count("known") + batch.known,
        refused=counts.refused + len(refused),
    )
    return Progress(after, tuple(refusal for _, refusal in refused), tuple(puts), batch.last)


def _put(store: Store, incoming: list[Incoming]) -> tuple[list[Put], list[tuple[int, Refusal]]]:
    """What became of readings, and which of them no store can hold."""
    try:
        return store.put_many(incoming), []
    except InputError:
        pass
    puts, bad = [], []
    for n, one in enumerate(incoming):
        try:
            puts.append(store.put_many([one])[0])
        except InputError as error:
            name = one.origin or one.reading.id
            bad.append((n, Refusal(name, f"{name}: {error}")))
    return puts, bad
