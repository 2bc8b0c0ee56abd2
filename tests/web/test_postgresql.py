"""The site of a store in PostgreSQL shows what that of a SQLite file does."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.store import open_store
from dragoman.web import application

from .readings import english, reading
from .test_pages import ADDRESSES


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server of its own, as the store's tests start it."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    place = Path(__file__).parents[1] / "store/servers.py"
    spec = importlib.util.spec_from_file_location("servers", place)
    assert spec is not None
    assert spec.loader is not None
    servers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(servers)
    found = servers.programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    running = servers.Server(found)
    yield running.address()
    running.stop()


def test_every_page_answers_alike(address: str, tmp_path: Path) -> None:
    places = [address, str(tmp_path / "store.sqlite")]
    clients = []
    for place in places:
        with open_store(place, create=True) as store:
            store.put(reading())
            store.put(english())
        clients.append(TestClient(application(place), base_url="http://127.0.0.1", raise_server_exceptions=False))
    for path in [
        *ADDRESSES,
        "/search?q=Lavrov+pays:PRK",
        "/pairs/PRK-KOR?status=denied&month=2024-05",
        "/latest?limit=1",
    ]:
        answers = [client.get(path) for client in clients]
        assert [answer.status_code for answer in answers] == [200, 200], path
        shown = [answer.text.partition("<main")[2].partition('name="token"')[0] for answer in answers]
        assert shown[0] == shown[1], path
