"""The words of a page's markup, at a small part of the cost of finding its article: for a first look, not for reading.

What looks like running text is kept, a block a line, and the titles; menus and lists of links mostly have no full stop. All
patterns take time in the length of the page alone, whatever it holds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

HIDING = re.compile(r"<(?:(script|style|noscript|svg|template|select|nav|footer)\b|!--)", re.IGNORECASE)
SHOWING = {
    name: re.compile(rf"</{name}\b" if name else "-->", re.IGNORECASE)
    for name in ("script", "style", "noscript", "svg", "template", "select", "nav", "footer", "")
}
"""What ends each that hides; a comment has no name."""
TITLE = re.compile(r"<(title|h1)\b[^<>]*>(.{0,600}?)</\1\s*>", re.DOTALL | re.IGNORECASE)
BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h\d|br|hr|t[rdh]|table|section|article|aside|main|header|blockquote|figcaption|pre|title|body"
    r"|option|dd|dt)\b[^<>]*>",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^<>]*>")
ENDS = (".", "!", "?", "…", "»", "”", '"', ":")
LONG = 25  # words of a block that is running text without a mark at its end
LEAST = 5  # words of one that has it
FEW = 60  # words up to which a page shows nothing, and all that it holds is looked at, scripts too
MOST = 2_000_000  # characters that are looked at


def words_of_markup(markup: str) -> str:
    """The running text of HTML, a block a line, its titles first; never raises.

    >>> words_of_markup("<h1>Accord</h1><p>Le consul a <b>signé</b> hier.</p><p>Sport</p>" * 20)[-24:]
    '\\nLe consul a signé hier.'
    """
    markup = markup[:MOST]
    titles = [_line(found[2]) for found in TITLE.finditer(markup)]
    body = "\n".join([*titles, *_running("\n".join(_shown(markup)))])
    return body if body.count(" ") > FEW else f"{body}\n{_all(markup)}"


def _shown(markup: str) -> Iterator[str]:
    """What stands outside scripts, styles, menus and comments; one that is never closed hides nothing."""
    at = 0
    while opened := HIDING.search(markup, at):
        closed = SHOWING[(opened[1] or "").lower()].search(markup, opened.end())
        yield markup[at : opened.start()]
        if closed is None:
            at = opened.start()
            break
        at = closed.end()
    yield markup[at:]


def _running(markup: str) -> Iterator[str]:
    for line in TAG.sub("", BLOCK.sub("\n", markup.replace("\n", " "))).split("\n"):
        words = line.count(" ") + 1
        if words >= LONG or (words >= LEAST and line.rstrip().endswith(ENDS)):
            yield html.unescape(line)


def _line(markup: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", markup)).split())


def _all(markup: str) -> str:
    """All that is no tag."""
    return html.unescape(TAG.sub("\n", markup))
