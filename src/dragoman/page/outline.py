"""A page's visible words in blocks, each with the markup that it stands in: what all that reads HTML looks at.

Elements are known by their number in document order; ``parents[n] < n`` always, so that one pass from the front hands
anything down the tree and one from the back hands it up, without recursion however deep broken markup nests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree, html

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "math",
        "select",
        "textarea",
        "head",
        "map",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_WRAPPED = frozenset({"p", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "figcaption"})
_ENDED = re.compile(r"[.!?:;…»”\"]\s*$")
_NOTE_MARK = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[a-z]|note \d{1,3}|\*{1,3})\s*[\])]?\s*")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART = re.compile(r"[^a-z0-9à-ÿ]+")


@dataclass(slots=True)
class Block:
    """A run of words that a reader sees as one: a paragraph, a heading, an item, or loose words of a box.

    ``node`` is the block element that holds the words; ``linked`` of its ``words`` are within links.
    """

    text: str
    node: int
    words: int
    linked: int


@dataclass(slots=True)
class Outline:
    """The elements of a page in document order and its blocks in reading order.

    ``marks[n]`` are the words of the element's class, id and role, parted by blanks with one at either end
    (« ␣article␣body␣ »); ``elements[n]`` is the element itself.
    """

    elements: list[Any]
    tags: list[str]
    parents: list[int]
    marks: list[str]
    blocks: list[Block]

    def up(self, node: int) -> list[int]:
        """The element and all it stands in, innermost first."""
        found = []
        while node >= 0:
            found.append(node)
            node = self.parents[node]
        return found


def tree_of(text: str) -> Any | None:
    """The page's tree, mended as browsers do; ``None`` where nothing at all can be made of it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def outline(tree: Any) -> Outline:
    """The page as elements and blocks."""
    return _Walk().through(tree)


def marks_of(value: str) -> str:
    """The words of a class or id, whatever joins them: « articleBody article__body-text » → « article body … »."""
    return _marks_of(value)


@lru_cache(maxsize=20_000)
def _marks_of(value: str) -> str:
    return " ".join(part for part in _APART.split(_CAMEL.sub(" ", value).lower()) if part)


def _is_note_mark(sup: Any) -> bool:
    """Whether a raised word only leads to a note (« [3] »): a link, and no « 1er », « m² » or « XXe »."""
    return next(sup.iter("a"), None) is not None and _NOTE_MARK.fullmatch(sup.text_content()) is not None


class _Walk:
    """One pass over a tree. The words since the last break of a block wait in ``_words``."""

    def __init__(self) -> None:
        self._page = Outline([], [], [], [], [])
        self._open: list[int] = []
        self._holders: list[int] = []
        self._words: list[str] = []
        self._count = 0
        self._linked = 0
        self._links = 0
        self._broke = False

    def through(self, tree: Any) -> Outline:
        walker = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                self._start(element, walker)
            else:
                self._end(element)
        self._flush()
        return self._page

    def _start(self, element: Any, walker: Any) -> None:
        tag = element.tag
        page = self._page
        number = len(page.tags)
        page.elements.append(element)
        page.tags.append(tag)
        page.parents.append(self._open[-1] if self._open else -1)
        get = element.get
        page.marks.append(f" {_marks_of(' '.join((get('class', ''), get('id', ''), get('role', ''))))} ")
        self._open.append(number)
        if tag in _SKIPPED or (tag == "sup" and _is_note_mark(element)):
            walker.skip_subtree()
            return
        if tag in _BLOCKS:
            self._flush()
            self._holders.append(number)
        elif tag == "br":
            self._break()
        elif tag == "a":
            self._links += 1
        if element.text:
            self._say(element.text)

    def _end(self, element: Any) -> None:
        tag = element.tag
        self._open.pop()
        if tag in _BLOCKS:
            self._flush()
            self._holders.pop()
        elif tag == "a":
            self._links -= 1
        if element.tail:
            self._say(element.tail)

    def _say(self, text: str) -> None:
        words = text.split()
        if not words:
            self._words.append(" ")
            return
        if self._broke and self._parts(words[0]):
            self._flush()
        self._broke = False
        if self._words and text[:1].isupper() and self._words[-1].endswith((".", "!", "?", "»", ")")):
            # « au palais.</span><span>Photo … »: what styles set apart, words must too
            self._words.append(" ")
        self._words.append(text)
        self._count += len(words)
        if self._links:
            self._linked += len(words)

    def _break(self) -> None:
        """Two breaks part paragraphs; one waits for the words that follow."""
        if self._broke:
            self._flush()
        self._words.append(" ")
        self._broke = True

    def _parts(self, next_word: str) -> bool:
        """Whether a single break parts lines: within a paragraph after a sentence, in a bare box if no line was wrapped."""
        if next_word[:1].islower():
            return False
        ended = self._count > 8 and bool(_ENDED.search(next((w for w in reversed(self._words) if not w.isspace()), "")))
        return ended or self._page.tags[self._holders[-1] if self._holders else 0] not in _WRAPPED

    def _flush(self) -> None:
        if self._count:
            text = " ".join("".join(self._words).split())
            holder = self._holders[-1] if self._holders else 0
            self._page.blocks.append(Block(text, holder, self._count, self._linked))
        self._words = []
        self._count = self._linked = 0
        self._broke = False
