"""The JSON Schema of the output: shipped with the package, made from the records.

``python -m dragoman.schema`` writes the shipped files anew; a test holds them against the records.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from dragoman.records import Coding, Reading

RECORDS: dict[str, type] = {"read": Reading, "code": Coding}
FILES = {"read": "reading.schema.json", "code": "coding.schema.json"}


def schema(which: str) -> dict[str, Any]:
    """The schema of what a command (``read`` or ``code``) prints, made from the records."""
    made: dict[str, Any] = json.loads(msgspec.json.encode(msgspec.json.schema(RECORDS[which])))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def text(which: str) -> str:
    """The schema as it is shipped."""
    return Path(__file__).with_name(FILES[which]).read_text(encoding="utf-8")


def write() -> None:
    """Write the shipped files."""
    for which, name in FILES.items():
        made = json.dumps(schema(which), indent=2, ensure_ascii=False) + "\n"
        Path(__file__).with_name(name).write_text(made, encoding="utf-8")


if __name__ == "__main__":
    write()
