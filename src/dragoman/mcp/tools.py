"""The tools: each with its JSON Schemas, drawn from the records it takes and gives, so that they cannot lag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from dragoman.errors import DragomanError, InputError
from dragoman.mcp import answers
from dragoman.records import Record
from dragoman.store import Store
from dragoman.store.event_search import FoundEvents


@dataclass(frozen=True)
class Tool:
    """A question: its name, title and description, the record it is asked with, and the one it is answered with."""

    name: str
    title: str
    description: str
    asked: type[Record]
    answer: type[Record]
    run: Callable[[Store, Any], Record]

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return _schema(self.asked)

    @property
    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of its answer."""
        return _schema(self.answer)


TOOLS = (
    Tool(
        "search",
        "Search articles",
        "Find articles of diplomatic news by words and fields, in French or English; the words of one language do not find"
        " the other's. Gives ids for the tool article.",
        answers.Searching,
        answers.Hits,
        answers.search,
    ),
    Tool(
        "article",
        "Open an article",
        "The clean text of an article with its events (who did what to whom, when, according to whom, and whether that is"
        " narrated, acknowledged, alleged or denied) and its quotes.",
        answers.Opening,
        answers.Opened,
        answers.article,
    ),
    Tool(
        "events",
        "List events",
        "Events of the store, newest first, each with its sentence, its source and its status. An event that is alleged or"
        " denied is somebody's claim, not a fact: say whose.",
        answers.Listing,
        FoundEvents,
        answers.events,
    ),
    Tool(
        "relations",
        "The relation of two countries",
        "How two states or organisations stand to each other: the level month by month with its interval, days on which it"
        " turned, milestones, and what moved it, each with the events it rests on. A level of null means that there are"
        " too few events to tell.",
        answers.Relating,
        answers.Relation,
        answers.relations,
    ),
)


def call(store: Store, tool: Tool, arguments: dict[str, Any]) -> Record:
    """What a tool answers. Raises DragomanError, with what to write instead, where it cannot."""
    try:
        asked = msgspec.convert(arguments, tool.asked)
    except msgspec.ValidationError as error:
        raise InputError(f"{tool.name}: {error}; see the tool's input schema") from error
    return tool.run(store, asked)


def named(name: str) -> Tool:
    """The tool of a name. Raises DragomanError where there is none."""
    for tool in TOOLS:
        if tool.name == name:
            return tool
    raise DragomanError(f"no tool “{name[:80]}”; there are {', '.join(tool.name for tool in TOOLS)}")


def _schema(kind: type[Record]) -> dict[str, Any]:
    """A record's schema with itself at the root, as the protocol wants it, and others under ``$defs``."""
    schema = msgspec.json.schema(kind)
    others: dict[str, Any] = schema.get("$defs", {})
    own: dict[str, Any] = others.pop(kind.__name__)
    return own | ({"$defs": others} if others else {})
