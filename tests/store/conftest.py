"""Stores of both kinds for every test that asks for one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.store import Store, open_store

from .servers import Server, programs

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for the whole run."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    running = Server(found)
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no store yet: a path, or a database of its own on the server."""
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite")
    return make_database(request.getfixturevalue("server"))


def make_database(server: Server) -> str:
    """The address of a new, empty database."""
    import psycopg

    name = f"test{next(_numbers)}"
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return server.address(name)


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    """An empty store, of each kind."""
    with open_store(location, create=True) as opened:
        yield opened


Opens = Callable[[], Store]


@pytest.fixture
def opens(location: str, store: Store) -> Iterator[Opens]:
    """Further connections to the same store."""
    opened: list[Store] = []

    def again() -> Store:
        opened.append(open_store(location))
        return opened[-1]

    yield again
    for one in opened:
        one.close()
