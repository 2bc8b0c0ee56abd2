"""Lists that name other inputs: OPML of feeds, sitemaps of pages. What they name of this machine's files is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dragoman.page.page import Refusal


def listed(data: bytes, name: str) -> Iterator[str | Refusal]:
    """The addresses that a list names, each once, in its order."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    found = [] if root is None else _addresses(root)
    if not found:
        yield Refusal(name, f"{name}: a list that names nothing; give one with addresses of feeds or pages")
    yield from dict.fromkeys(found)


def _addresses(root: object) -> list[str]:
    found = []
    for element in root.iter():  # type: ignore[attr-defined]
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if tag == "outline" and (address := element.get("xmlUrl") or element.get("xmlurl")):
            found.append(address.strip())
        elif tag == "loc" and element.text and element.text.strip():
            found.append(element.text.strip())
    return found


def is_on_web(address: str) -> bool:
    """Whether an address is one that is fetched."""
    return urlsplit(address).scheme in ("http", "https")


def file_of(address: str, folder: Path, name: str) -> Path | Refusal:
    """The file that an address of a list means: beside the list or below it. Another is a Refusal."""
    where = f"{name}, {address[:200]}"
    parts = urlsplit(address)
    if parts.scheme in ("http", "https", "feed"):
        return Refusal(
            where, f"{where}: an address on the web; “dragoman ingest” fetches it, or download it and give its file"
        )
    if parts.scheme not in ("", "file"):
        return Refusal(where, f"{where}: an address of an unknown kind; give files")
    path = (folder / unquote(parts.path)).resolve()
    if not path.is_relative_to(folder.resolve()):
        return Refusal(where, f"{where}: outside the folder of the list; give the file itself")
    return path
