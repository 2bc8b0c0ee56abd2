"""The API against its own description: whatever is sent, the answer is one that the description tells of, and no fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dragoman.page import Page
from dragoman.records import Reading
from dragoman.store import open_store
from dragoman.web import adding, application, visits
from dragoman.web.application import Access

from .readings import english, reading

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of a site that reads without the models and visits nobody."""
    place = tmp_path_factory.mktemp("described") / "store.sqlite"
    with open_store(place, create=True) as store:
        store.put(reading())
        store.put(english())

    def read(page: Page, *_: object) -> Reading:
        return reading(page.text, url=page.metadata.url, title=page.metadata.title, events=())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adding, "read_page", read)
        patch.setattr(visits.Visits, "_work", lambda self: None)
        yield schemathesis.openapi.from_asgi("/openapi.json", application(place, Access(names=("testserver",))))


def test_every_answer_is_one_that_is_described(described: Any) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:

        @settings(
            max_examples=10,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy())
        def asks(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        asks()
