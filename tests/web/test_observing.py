"""What operators see of a server: whether it is well, its figures, its log; and what nobody sees of what was asked."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.errors import StoreError
from dragoman.store import open_store
from dragoman.web import application
from dragoman.web.application import rooms
from dragoman.web.observing import JsonLines, Observed

Watches = Callable[..., TestClient]


@pytest.fixture
def watched(tmp_path: Path) -> Watches:
    """Opens an empty store's site, watched; ``client`` is where the request comes from."""
    place = tmp_path / "store.sqlite"
    open_store(place, create=True).close()

    def opens(client: str = "127.0.0.1", shown: bool = False, probe: Callable[[], None] = lambda: None) -> TestClient:
        app = Observed(application(place), probe, rooms(), shown)
        return TestClient(app, base_url="http://127.0.0.1:8000", client=(client, 50000), raise_server_exceptions=False)

    return opens


def test_requests_are_counted_by_room_and_status(watched: Watches) -> None:
    site = watched()
    for path in ("/latest", "/latest", "/api/latest", "/articles/none", "/wp-login.php", "/healthz"):
        site.get(path)
    text = site.get("/metrics").text
    assert 'dragoman_requests_total{method="GET",room="/latest",status="200"} 2' in text
    assert 'dragoman_requests_total{method="GET",room="/api/latest",status="200"} 1' in text
    assert 'dragoman_requests_total{method="GET",room="/articles",status="404"} 1' in text
    assert 'dragoman_requests_total{method="GET",room="other",status="404"} 1' in text
    assert 'dragoman_request_seconds_bucket{room="/latest",le="+Inf"} 2' in text
    assert "healthz" not in text


def test_every_line_of_the_figures_is_in_the_format(watched: Watches) -> None:
    site = watched()
    site.get("/latest")
    for line in site.get("/metrics").text.splitlines():
        name, _, value = line.rpartition(" ")
        assert line.startswith(("# HELP ", "# TYPE ")) or (name and float(value) >= 0), line


@pytest.mark.parametrize(
    ("client", "headers", "shown", "status"),
    [
        ("127.0.0.1", {}, False, 200),
        ("192.0.2.7", {}, False, 404),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.7"}, False, 404),
        ("192.0.2.7", {}, True, 200),
    ],
)
def test_figures_are_for_this_machine_alone_unless_it_is_said_otherwise(
    watched: Watches, client: str, headers: dict[str, str], shown: bool, status: int
) -> None:
    assert watched(client, shown).get("/metrics", headers=headers).status_code == status


def test_a_server_is_well_as_long_as_its_store_can_be_read(watched: Watches) -> None:
    def fails() -> None:
        raise StoreError("the server cannot be reached, password=secret")

    assert watched().get("/healthz").text == "well\n"
    answer = watched(probe=fails).get("/healthz")
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_a_request_is_a_line_of_json_without_what_was_asked(watched: Watches, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "dragoman.requests"):
        watched().get("/search?q=secret")
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "dragoman.requests"]
    (line,) = lines
    assert (line["method"], line["path"], line["status"], line["level"]) == ("GET", "/search", 200, "info")
    assert line["ms"] > 0
    assert "secret" not in json.dumps(lines)
