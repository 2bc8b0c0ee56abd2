"""The feeds of an OPML list, and the list that comes with the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError

SHIPPED = Path(__file__).with_name("feeds.opml")
LARGEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as a list has it."""

    address: str
    title: str
    language: str


def feeds(path: Path) -> list[Feed]:
    """The feeds of a list, each once, in its order. Raises InputError."""
    from lxml import etree

    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a list of feeds in OPML") from error
    if len(data) > LARGEST:
        raise InputError(f"{path}: larger than a list of feeds may be; give another")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}: no OPML ({error}); give a list of feeds in OPML") from error
    found: dict[str, Feed] = {}
    for outline in root.iter("{*}outline"):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        if address:
            title = outline.get("title") or outline.get("text") or ""
            found.setdefault(address, Feed(address, " ".join(title.split()), outline.get("language") or ""))
    if not found:
        raise InputError(f'{path}: a list without feeds; each is an <outline xmlUrl="…"/>')
    return list(found.values())
