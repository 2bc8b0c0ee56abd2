"""Pages handed in by a form or a program: read at once, and kept where that is wanted."""

from __future__ import annotations

import dataclasses
import datetime
import tempfile
import threading
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from dragoman.errors import InputError
from dragoman.languages import languages
from dragoman.page import Page, Refusal, page_of, pages
from dragoman.reading import read_page
from dragoman.records import Reading, Record
from dragoman.store import Incoming, Outcome, Store

ORIGIN = "web"
_reading = threading.Lock()
"""One page is read at a time: the models would only get in each other's way."""


class Handed(Record, frozen=True, kw_only=True):
    """What is handed in: a page's text or HTML, and what the reader knows of it. ``keep``: put it into the store.

    An address without a text is visited: a page, or a feed with all that is in it.
    """

    text: str = ""
    url: str | None = None
    language: str | None = None
    published: datetime.date | None = None
    keep: bool = True


class Added(Record, frozen=True, kw_only=True):
    """A page that was read: what became of it, and its id in the store where it was kept."""

    outcome: Outcome | Literal["read"]
    id: str | None
    reading: Reading


class Files:
    """Files that were handed in, of whatever kinds, with their pages; gone with :meth:`close`."""

    def __init__(self, files: Sequence[tuple[str, bytes]]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="dragoman-")
        self._given: dict[Path, str] = {}
        for n, (name, body) in enumerate(files):
            path = Path(self._folder.name) / f"{n}"  # never under the name that was given: it may lead elsewhere
            path.write_bytes(body)
            self._given[path] = name

    def pages(self) -> Iterator[Page | Refusal]:
        """The pages in order, and why one cannot be read in its place, under the names that were given."""
        for path, given in self._given.items():
            for found in pages([path]):
                name = found.name.replace(str(path), given)
                if isinstance(found, Refusal):
                    yield dataclasses.replace(found, name=name, message=found.message.replace(str(path), given))
                else:
                    yield dataclasses.replace(found, name=name)

    def are_one_page(self) -> bool:
        """Whether there is only one page in them, to be read while its reader waits."""
        return len(list(islice(self.pages(), 2))) < 2

    def close(self) -> None:
        self._folder.cleanup()


def read(handed: Handed, files: Files | None = None) -> list[Reading]:
    """The readings of what is handed in: of the files where there are any, else of the text.

    Raises InputError where there is nothing, or nothing that can be read.
    """
    check(handed)
    found = [_with_address(page, handed.url) for page in (_of_files(files) if files else _of_text(handed.text))]
    return read_pages(found, handed.language, handed.published)


def check(handed: Handed) -> None:
    """Raises InputError where a language is named that nobody can read."""
    if handed.language is not None and handed.language not in languages():
        raise InputError(f"language “{handed.language}” has no pack; use {' or '.join(languages())}")


def read_pages(found: list[Page], language: str | None = None, published: datetime.date | None = None) -> list[Reading]:
    """The readings of pages that are at hand."""
    with _reading:
        return [read_page(page, language, published) for page in found]


def keep(store: Store, readings: list[Reading]) -> list[Added]:
    """The readings put into the store, and what became of each."""
    put = store.put_many(Incoming(reading=reading, origin=ORIGIN) for reading in readings)
    return [Added(outcome=one.outcome, id=one.id, reading=reading) for one, reading in zip(put, readings, strict=True)]


def _of_text(text: str) -> Iterator[Page]:
    if not text.strip():
        raise InputError("nothing to read: paste a text or choose a file")
    yield page_of(text)


def _of_files(files: Files) -> Iterator[Page]:
    """The pages of files; where none can be read, that is an error, else those that can are read."""
    found = list(files.pages())
    read = [page for page in found if isinstance(page, Page)]
    if not read:
        told = [page.message for page in found if isinstance(page, Refusal)]
        raise InputError("; ".join(told) or "the file holds no page")
    yield from read


def _with_address(page: Page, url: str | None) -> Page:
    if not url:
        return page
    if not url.startswith(("http://", "https://")):
        raise InputError("the address must begin with http:// or https://")
    return dataclasses.replace(page, metadata=dataclasses.replace(page.metadata, url=url))
