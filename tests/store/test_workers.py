"""Processes that work side by side: answers in order, faults and deaths told, nothing left behind."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from dragoman.store.workers import Died, Ready, Workers


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2])


def double(number: int) -> int:
    if number == 13:
        raise ValueError("13")
    if number == 99:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def echo(words: str) -> str:
    return words


def test_answers_come_in_the_order_of_the_tasks() -> None:
    with Workers(double, 2) as workers:
        assert list(workers.map(range(10))) == [(n, n * 2) for n in range(10)]


def test_what_a_task_raises_is_its_answer() -> None:
    with Workers(double, 2) as workers:
        answers = dict(workers.map([1, 13, 2]))
    assert (answers[1], answers[2]) == (2, 4)
    assert isinstance(answers[13], ValueError)


def test_a_process_that_dies_is_replaced() -> None:
    with Workers(double, 1) as workers:
        answers = dict(workers.map([1, 99, 2, 3]))
    assert isinstance(answers.pop(99), Died)
    assert answers == {1: 2, 2: 4, 3: 6}


def test_what_is_answered_already_passes_in_its_place_without_a_process() -> None:
    with Workers(double, 2) as workers:
        assert list(workers.map([Ready(5, 0), Ready(6, 1)])) == [(5, 0), (6, 1)]
        assert list(workers.map([1, Ready(5, 0), 2])) == [(1, 2), (5, 0), (2, 4)]


def test_tasks_and_answers_larger_than_a_pipe_holds_do_not_block() -> None:
    pages = [str(n) * 1_000_000 for n in range(6)]
    with Workers(echo, 2) as workers:
        assert [answer for _, answer in workers.map(pages)] == pages
