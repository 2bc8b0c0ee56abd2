"""Pages read by several processes, each of which loads the models once; results come in the order of the pages.

A process that dies costs the page that it was reading, and is replaced. When this process dies, however it dies, the others
see the end of their pipes and end too.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar, cast

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

HELD = 1000
"""Answers that are held at most while one before them is awaited."""


@dataclass(frozen=True)
class Ready(Generic[Asked, Answer]):
    """A task that is answered already; it passes through in its place."""

    asked: Asked
    answer: Answer


class Died(Exception):
    """The process that did a task ended before it was done."""


@dataclass
class _Worker:
    """A process, our end of its pipe, and the number of the task that it has: one at a time, lest both ends write at once."""

    process: Any
    pipe: Connection
    task: int | None = None


class Workers(Generic[Asked, Answer]):
    """At most ``number`` processes that do ``task``, a function of a module; as many are started as there is work for."""

    def __init__(self, task: Callable[[Asked], Answer], number: int) -> None:
        self._task = task
        self._number = number
        self._workers: list[_Worker] = []
        self._context = multiprocessing.get_context("spawn")

    def __enter__(self) -> Workers[Asked, Answer]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(2)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def map(self, asked: Iterable[Asked | Ready[Asked, Answer]]) -> Iterator[tuple[Asked, Answer | Exception]]:
        """Each task with its answer, or with what it raised (Died where its process did), in the order of the tasks."""
        tasks: dict[int, Asked] = {}
        answers: dict[int, Answer | Exception] = {}
        first = last = 0
        for last, one in enumerate(asked, 1):
            if isinstance(one, Ready):
                tasks[last], answers[last] = one.asked, one.answer
            else:
                tasks[last] = one
                self._hand_out(last, one, answers)
            while first + 1 in answers or len(answers) > HELD:
                first = self._await(first + 1, answers)
                yield tasks.pop(first), answers.pop(first)
        while first < last:
            first = self._await(first + 1, answers)
            yield tasks.pop(first), answers.pop(first)

    def _await(self, number: int, answers: dict[int, Answer | Exception]) -> int:
        """The number, once its task is answered."""
        while number not in answers:
            self._collect(answers)
        return number

    def _hand_out(self, number: int, one: Asked, answers: dict[int, Answer | Exception]) -> None:
        """Give a task to a process that has none."""
        while (worker := self._free()) is None:
            self._collect(answers)
        worker.task = number
        with contextlib.suppress(OSError):  # it died; that is seen when answers are collected
            worker.pipe.send(one)

    def _free(self) -> _Worker | None:
        idle = next((worker for worker in self._workers if worker.task is None), None)
        if idle is None and len(self._workers) < self._number:
            idle = self._started()
            self._workers.append(idle)
        return idle

    def _collect(self, answers: dict[int, Answer | Exception]) -> None:
        """Wait until some process answers, or dies."""
        busy = {worker.pipe: worker for worker in self._workers if worker.task is not None}
        for pipe in wait(list(busy)):
            worker = busy[cast("Connection", pipe)]
            assert worker.task is not None
            try:
                answers[worker.task] = worker.pipe.recv()
            except (EOFError, OSError):
                self._workers.remove(worker)
                worker.pipe.close()
                worker.process.join()
                answers[worker.task] = Died(f"the process that read it died (exit code {worker.process.exitcode})")
            worker.task = None

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(self._task, theirs), daemon=True)
        process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        return _Worker(process, ours)


def _work(task: Callable[[Any], Any], pipe: Connection) -> None:
    """What a process does: tasks as they come, until the pipe ends. Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            asked = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = task(asked)
        except Exception as error:
            answer = error
        try:
            pipe.send(answer)
        except OSError:
            return
