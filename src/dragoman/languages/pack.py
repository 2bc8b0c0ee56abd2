"""A language's data: where it lies, how it is read, and what is wrong with it when something is.

A pack is a folder ``languages/<code>/`` of TOML and TSV files. The rooms that read a page compile what they need from it;
nothing here knows what an entry means.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dragoman.errors import InputError, PackError

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One entry of a TOML list with the place it stands at, for messages."""

    fields: dict[str, Any]
    where: str

    def __getitem__(self, key: str) -> Any:
        if key not in self.fields:
            raise PackError(f"{self.where}: the entry has no “{key}”; add it")
        return self.fields[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The field's value, or ``default`` where the entry does not have it."""
        return self.fields.get(key, default)


@dataclass(frozen=True)
class Pack:
    """The data of one language, by its BCP 47 code; equal packs compare and hash as equal."""

    code: str
    folder: Path

    def __hash__(self) -> int:
        return hash(self.code)  # asked for with every word; that of a path takes ten times as long

    def toml(self, name: str) -> dict[str, Any]:
        """The whole of ``<name>.toml``; an empty table where the pack has no such file."""
        return _table(self.folder, name)

    def entries(self, name: str, key: str) -> list[Entry]:
        """The ``[[key]]`` entries of ``<name>.toml``, or of every file in the folder ``<name>/``, in order."""
        folder = self.folder / name
        paths = sorted(folder.glob("*.toml")) if folder.is_dir() else [self.folder / f"{name}.toml"]
        return [entry for path in paths if path.is_file() for entry in _read_entries(path, key)]

    def tsv(self, name: str) -> list[dict[str, str]]:
        """The rows of ``<name>.tsv`` by column name; lines that begin with ``#`` are comments."""
        path = self.folder / f"{name}.tsv"
        return read_tsv(path) if path.is_file() else []

    @cached_property
    def settings(self) -> dict[str, Any]:
        """``pack.toml``: the model, the parser's labels and their neutral names, the alphabet's facts."""
        return self.toml("pack")


def languages() -> list[str]:
    """Codes of the languages that have a pack, sorted."""
    return sorted(path.parent.name for path in HERE.glob("*/pack.toml"))


@lru_cache
def load(code: str) -> Pack:
    """The pack of a language.

    Raises InputError where there is none for it, naming those there are.
    """
    folder = HERE / code
    if not (folder / "pack.toml").is_file():
        raise InputError(f"language “{code}” is unknown; use one of: {', '.join(languages())}")
    return Pack(code, folder)


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated table with a header; every row must have the header's number of cells.

    Raises PackError naming file and line.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        numbered = [(n, line.rstrip("\r\n")) for n, line in enumerate(lines, 1)]
    rows = [(n, line) for n, line in numbered if line.strip() and not line.startswith("#")]
    if not rows:
        return []
    header = rows[0][1].split("\t")
    table = []
    for n, line in rows[1:]:
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(cells) != len(header):
            raise PackError(f"{_short(path)}:{n}: {len(cells)} cells where the header has {len(header)}; mend the line")
        table.append(dict(zip(header, cells, strict=True)))
    return table


@lru_cache(maxsize=256)
def _table(folder: Path, name: str) -> dict[str, Any]:
    path = folder / f"{name}.toml"
    return _read_toml(path) if path.is_file() else {}


@lru_cache(maxsize=256)
def _read_toml(path: Path) -> dict[str, Any]:
    """A file's table, read once; shared by all who ask, so nobody may change it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{_short(path)}: {error}") from error


def _read_entries(path: Path, key: str) -> list[Entry]:
    listed = _read_toml(path).get(key, [])
    header = re.compile(rf"^\s*\[\[\s*{re.escape(key)}\s*\]\]")
    text = path.read_text(encoding="utf-8")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if header.match(line)]
    return [Entry(fields, f"{_short(path)}:{line}") for fields, line in zip(listed, lines, strict=True)]


def _short(path: Path) -> str:
    return "/".join(path.parts[path.parts.index("languages") + 1 :]) if "languages" in path.parts else path.name
