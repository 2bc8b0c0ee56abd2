"""An assistant's own client starts the program and asks it: the protocol's official one, over a real process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import anyio
import jsonschema
import pytest
from mcp.client import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from dragoman.store import open_store
from dragoman.store.database import Row

from ..web.readings import english, reading

Told = TypeVar("Told")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store of two pages."""
    with open_store(tmp_path / "store.sqlite", create=True) as store:
        for one in (reading(id="a" * 64), english()):
            store.put(one)
    return tmp_path / "store.sqlite"


def asked(place: Path, ask: Callable[[ClientSession], Awaitable[Told]]) -> Told:
    """What a client is answered in a session of its own."""
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "dragoman", "mcp", "--store", str(place)], env=dict(os.environ)
    )

    async def session() -> Told:
        async with stdio_client(program) as streams, ClientSession(*streams) as client:
            await client.initialize()
            return await ask(client)

    return anyio.run(session)


def test_a_client_finds_an_article_opens_it_and_asks_for_events_and_relations(place: Path) -> None:
    async def ask(client: ClientSession) -> dict[str, Any]:
        calls = {
            "search": {"query": "Lavrov pays:PRK"},
            "article": {"id": "a" * 64},
            "events": {"query": "status:alleged"},
            "relations": {"one": "Corée du Nord", "other": "RUS"},
        }
        schemas = {tool.name: tool for tool in (await client.list_tools()).tools}
        found = {}
        for name, arguments in calls.items():
            answer = await client.call_tool(name, arguments)
            assert not answer.is_error, answer
            jsonschema.validate(arguments, schemas[name].input_schema)
            jsonschema.validate(answer.structured_content, schemas[name].output_schema)
            assert json.loads(answer.content[0].text) == answer.structured_content
            found[name] = answer.structured_content
        return found

    found = asked(place, ask)
    assert [one["id"] for one in found["search"]["articles"]] == ["a" * 64]
    assert found["article"]["text"].startswith("Kim Jong-un a reçu")
    assert found["article"]["next"] is None
    assert found["article"]["quotes"] == [
        {"source": ["Kremlin"], "words": "Ces accusations sont infondées", "direct": True}
    ]
    (claim,) = found["events"]["events"]
    assert (claim["actors"], claim["event"], claim["status"], claim["sources"]) == (["PRK"], "AID", "alleged", ["KOR"])
    assert claim["sentence"].startswith("Séoul accuse")
    assert found["relations"]["level"] is None
    assert found["relations"]["counts"] == {"narrated": 1, "acknowledged": 0, "alleged": 1, "denied": 0}


def test_every_tool_only_reads_and_tells_what_it_takes(place: Path) -> None:
    async def ask(client: ClientSession) -> list[Any]:
        await client.send_ping()
        return list((await client.list_tools()).tools)

    tools = asked(place, ask)
    assert [tool.name for tool in tools] == ["search", "article", "events", "relations"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
        assert tool.description
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("search", {"query": "pays:Atlantide"}, "Atlantide"),
        ("search", {}, "query"),
        ("search", {"query": "x", "colour": "red"}, "colour"),
        ("search", {"query": "x", "limit": 0}, "limit"),
        ("events", {"query": "x", "cursor": "y"}, "begin anew"),
        ("article", {"id": "none"}, "no article"),
        ("article", {"id": "a" * 64, "version": 9}, "no version 9"),
        ("relations", {"one": "PRK", "other": "Corée du Nord"}, "both PRK"),
        ("relations", {"one": "PRK", "other": "Atlantide"}, "Atlantide"),
        ("relations", {"one": "PRK", "other": "RUS", "since": "2024-02-01", "until": "2024-01-01"}, "exchange"),
    ],
)
def test_a_call_that_cannot_be_answered_says_what_to_write_instead(
    name: str, arguments: dict[str, Any], told: str, place: Path
) -> None:
    from dragoman.mcp.server import _called
    from dragoman.mcp.tools import named

    answer = _called(place, named(name), arguments)
    assert answer.is_error
    assert told in answer.content[0].text  # type: ignore[union-attr]


def test_what_cannot_be_answered_ends_neither_session_nor_program(place: Path) -> None:
    async def ask(client: ClientSession) -> tuple[Any, str, Any]:
        wrong = await client.call_tool("search", {"query": "pays:Atlantide"})
        with pytest.raises(MCPError) as refused:
            await client.call_tool("delete", {})
        return wrong, str(refused.value), await client.call_tool("search", {"query": "Lavrov"})

    wrong, refused, right = asked(place, ask)
    assert wrong.is_error
    assert "no tool “delete”" in refused
    assert right.structured_content["total"] == 1


def test_a_long_article_is_given_in_parts(place: Path) -> None:
    from dragoman.mcp import answers

    long = "Kim Jong-un a reçu mardi un ministre. " * 2000
    with open_store(place) as store:
        id = store.put(reading(long, url="https://depeche.example/long", events=())).id
        parts, start = [], 0
        while True:
            part = answers.article(store, answers.Opening(id=id, start=start))
            parts.append(part.text)
            if part.next is None:
                break
            start = part.next
    assert len(parts) == 4
    assert "".join(parts) == long


def test_nothing_is_changed_by_asking(place: Path) -> None:
    def rows() -> list[Row]:
        with open_store(place) as store:
            return [store.database.rows(f"SELECT * FROM {table}")[0] for table in ("version", "event", "dyad")]

    before = rows()

    async def ask(client: ClientSession) -> None:
        await client.call_tool("search", {"query": "'; DROP TABLE version; --"})
        await client.call_tool("article", {"id": "x' OR 1=1 --"})

    asked(place, ask)
    assert rows() == before


def test_standard_output_holds_the_protocol_alone(place: Path) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", "mcp", "--store", str(place)],
        input=json.dumps(message) + "\n",
        capture_output=True,
        text=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in answers] == [1]
    assert all(one["jsonrpc"] == "2.0" for one in answers)


def test_without_a_store_the_program_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", "mcp", "--store", str(tmp_path / "none.sqlite")],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1
    assert "no store there" in done.stderr
    assert done.stdout == ""
