"""The shipped JSON Schema is that of the records, and what is printed keeps it."""

from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest

import dragoman
from dragoman.schema import schema, text

PAGE = """Accueil
Diplomatie

Le Ghana rappelle son ambassadeur au Togo

Le Ghana a rappelé mardi son ambassadeur à Lomé. « Nous ne reculerons pas », a déclaré le président ghanéen.

Selon Lomé, des soldats ghanéens auraient franchi la frontière le 3 mars 2024.
"""


@pytest.mark.parametrize("which", ["read", "code"])
def test_the_shipped_schema_is_that_of_the_records(which: str) -> None:
    assert json.loads(text(which)) == schema(which)


def test_a_reading_keeps_the_schema() -> None:
    printed = json.loads(msgspec.json.encode(dragoman.read(PAGE)))
    assert printed["events"]
    jsonschema.validate(printed, schema("read"), cls=jsonschema.Draft202012Validator)


def test_a_coding_keeps_the_schema() -> None:
    printed = json.loads(msgspec.json.encode(dragoman.code("Accra a expulsé deux diplomates togolais.")))
    assert printed["events"]
    jsonschema.validate(printed, schema("code"), cls=jsonschema.Draft202012Validator)


def test_a_reading_survives_json() -> None:
    reading = dragoman.read(PAGE)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=dragoman.Reading) == reading
