"""A site over a small store, and a reader who asks it in French or in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.records import Reading
from dragoman.store import open_store
from dragoman.web import application

from .readings import english, reading

Opens = Callable[..., TestClient]


@pytest.fixture
def opens(tmp_path: Path) -> Iterator[Opens]:
    """Opens the site of a store that holds these readings; ``language`` is the browser's."""
    opened: list[TestClient] = []

    def site(*readings: Reading, language: str = "fr") -> TestClient:
        place = tmp_path / f"store{len(opened)}.sqlite"
        with open_store(place, create=True) as store:
            for one in readings:
                store.put(one)
        client = TestClient(
            application(place),
            base_url="http://127.0.0.1:8000",
            headers={"accept-language": language},
            raise_server_exceptions=False,
        )
        opened.append(client)
        return client

    yield site
    for client in opened:
        client.close()


@pytest.fixture
def site(opens: Opens) -> TestClient:
    """The site of two pages, one in each language."""
    return opens(reading(), english())
