"""Which of a page's blocks are its article: the box that holds most prose, and in it what reads as text.

In steps: boxes that their makers named furniture are set aside, unless most of the page's prose is in them; prose is
counted up the tree, weaker with each step, and the richest box is taken; the box grows where its neighbours are prose
too; headings stay where prose follows them, links and loose words go.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.page.markup import markup
from dragoman.page.outline import Block, Outline

PROSE = 8
"""Words from which a block that ends as a sentence does counts as prose."""
MOST_LINKED = 0.35
"""Share of linked words up to which a block may be prose; paragraphs of analyses link up to a quarter of their words."""
FURNITURE_AT_MOST = 0.45
"""Share of a page's prose from which a box is no furniture whatever it is named: systems name whole pages « modal »."""
LIST_LINKED = 0.25
"""Share of linked words from which like boxes with linked titles are teasers; their standfirsts may be thrice as long."""
LONG_PARAGRAPH = 30
"""Words from which, on average, paragraphs are an article's and no offer's or teaser's: news has fifty, offers fifteen."""
PROSE_AT_LEAST = 0.75
"""Share of prose in the words about a box from which they belong to the text too."""
NAMED_AT_LEAST = 0.4
"""The same where the box about it is named as the article's: lists of links within it are told apart later."""
DECAY = 0.6
"""What a box inherits of its child's prose. Two thirds or more let a page's wrapper win over its article."""

_SET_ASIDE = frozenset(
    {
        "nav",
        "footer",
        "aside",
        "form",
        "menu",
        "dialog",
        "button",
        "label",
        "legend",
        "fieldset",
        "option",
        "figure",
        "figcaption",
    }
)
_WHOLES = frozenset({"html", "body", "main"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"p", "li", "blockquote", "dd", "dt", "td", "th", "pre"})
_ENDS = re.compile(r"[.!?…:;»”\"][\s)\]»”\"]*$")
_SENTENCE = re.compile(r"[.!?…]")
_DATELINE = re.compile(r"\([^\W\d_a-zà-öø-ÿ][^()]{1,30}\)\s|[^\W\d_a-zà-öø-ÿ]{3,}[^.!?:;]{0,40}\s?[–—-]{1,3}\s")
"""A place that opens a dispatch: what it opens is its first paragraph, however the box is named."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MainText:
    """The article's blocks in order, its standfirst and captions where they have boxes of their own.

    ``last`` is the number of its last block, ``None`` where it has none. ``offered`` tells that a box after the text's
    begin sells the rest of it.
    """

    blocks: tuple[str, ...] = ()
    standfirst: str | None = None
    captions: tuple[str, ...] = ()
    offered: bool = False
    last: int | None = None


def main_text(page: Outline, title: int | None = None) -> MainText:
    """The article among a page's blocks; ``title`` is the number of the block that is its title."""
    aside = _set_aside(page, title, _named_furniture)
    box, kept = _text(page, title, aside)
    if _words(page, kept) < 0.5 * sum(map(prose_words, page.blocks)):
        bare = _set_aside(page, title, _no_names)
        other_box, other = _text(page, title, bare)
        if _misled(page, kept, other):
            aside, box, kept = bare, other_box, other
    lead = _standfirst(page, title or 0, kept)
    if lead is not None and lead in kept and len(kept) > 2:
        kept.remove(lead)
    return MainText(
        blocks=tuple(page.blocks[n].text for n in kept),
        standfirst=page.blocks[lead].text if lead is not None else None,
        captions=_captions(page, title + 1 if title is not None else 0, kept, box),
        offered=bool(kept) and _offered(page, kept[-1], aside),
        last=kept[-1] if kept else None,
    )


def _text(page: Outline, title: int | None, aside: Sequence[bool]) -> tuple[int, list[int]]:
    """The richest box among what is not set aside, and the blocks in it that read as text."""
    begin, end = _region(page, title, aside)
    prose = [
        prose_words(block) if begin <= n < end and not aside[block.node] else 0 for n, block in enumerate(page.blocks)
    ]
    box = _grown(page, _richest(page, prose), prose, aside)
    inside = _within(page, box)
    chosen = [n for n in range(begin, end) if inside[page.blocks[n].node] and not aside[page.blocks[n].node]]
    return box, _kept(page, chosen)


def _words(page: Outline, kept: Sequence[int]) -> int:
    return sum(page.blocks[n].words for n in kept)


def _misled(page: Outline, kept: Sequence[int], other: Sequence[int]) -> bool:
    """Whether names hid the text: without them there is twice as much, and what is more comes in long paragraphs."""
    more = [page.blocks[n] for n in other if n not in set(kept) and prose_words(page.blocks[n])]
    words = sum(block.words for block in more)
    return words > _words(page, kept) and words >= LONG_PARAGRAPH * len(more) > 0


def prose_words(block: Block) -> int:
    """How many words of prose a block holds: 0 for links, labels and headings."""
    if block.words < PROSE or block.linked > MOST_LINKED * block.words:
        return 0
    return block.words if _SENTENCE.search(block.text) else block.words // 4


def _set_aside(page: Outline, title: int | None, named: Callable[[Outline, int], bool]) -> list[bool]:
    """Whether each element is in a box that is no part of the article; ``named`` tells furniture by its name."""
    below = _prose_below(page)
    limit = FURNITURE_AT_MOST * (below[0] - _talked(page, below)) if below else 0
    around_title = set(page.up(page.blocks[title].node)) if title is not None else set()
    after = _after_first_prose(page, title)
    lists = _teaser_lists(page)
    aside = [False] * len(page.tags)
    for node, tag in enumerate(page.tags):
        parent = page.parents[node]
        if parent >= 0 and aside[parent]:
            aside[node] = True
        elif node not in around_title and tag not in _WHOLES:
            if node >= after and (node in lists or _talks(page, node) or _offers(page, node)):
                aside[node] = True
            elif below[node] <= limit:
                unseen = _hidden(page, node) and not _folded_away(page, node, below)
                aside[node] = tag in _SET_ASIDE or named(page, node) or unseen
    return aside


def _prose_below(page: Outline) -> list[int]:
    """Words of prose in each element."""
    below = [0] * len(page.tags)
    for block in page.blocks:
        below[block.node] += prose_words(block)
    for node in range(len(below) - 1, 0, -1):
        below[page.parents[node]] += below[node]
    return below


def _talked(page: Outline, below: Sequence[int]) -> int:
    """Words of prose in which readers talk: they make no box of the article small beside them."""
    talk, words = [False] * len(page.tags), 0
    for node, parent in enumerate(page.parents):
        if parent >= 0 and talk[parent]:
            talk[node] = True
        elif page.tags[node] not in _WHOLES and below[node] and _talks(page, node):
            talk[node] = True
            words += below[node]
    return words


def _teaser_lists(page: Outline) -> set[int]:
    """Boxes of at least three like boxes that each have a linked title, and whose words are linked in good part."""
    words, linked = [0] * len(page.tags), [0] * len(page.tags)
    titled: dict[int, set[int]] = {}
    for block in page.blocks:
        words[block.node] += block.words
        linked[block.node] += block.linked
        if block.words >= 4 and block.linked >= 0.8 * block.words:
            way = page.up(block.node)[:5]
            for child, parent in itertools.pairwise(way):
                titled.setdefault(parent, set()).add(child)
    for node in range(len(words) - 1, 0, -1):
        words[page.parents[node]] += words[node]
        linked[page.parents[node]] += linked[node]
    return {
        node
        for node, children in titled.items()
        if len(children) >= 3
        and linked[node] >= LIST_LINKED * words[node]
        and max(Counter((page.tags[child], page.marks[child]) for child in children).values()) >= 3
    }


def _after_first_prose(page: Outline, title: int | None) -> int:
    """The element from which on boxes of comments or offers are just that, however long: after the text's first prose."""
    seen = 0
    for block in page.blocks[title + 1 if title is not None else 0 :]:
        seen += 0 if _led(page, block) else prose_words(block)
        if seen >= 20:
            return block.node + 1
    return len(page.tags)


def _talks(page: Outline, node: int) -> bool:
    marks, words = page.marks[node], markup()
    return len(marks) > 2 and bool(words.talk.search(marks)) and not words.body.search(marks)


def said_by_readers(page: Outline, node: int) -> bool:
    """Whether an element stands in a box of comments, or in one that sells the article."""
    return any(_talks(page, one) or _offers(page, one) for one in page.up(node) if page.tags[one] not in _WHOLES)


def _offers(page: Outline, node: int) -> bool:
    """Whether a box is named as an offer and made like one: buttons or links, and short sentences."""
    marks, words = page.marks[node], markup()
    if len(marks) <= 2 or not words.offer.search(marks) or words.body.search(marks):
        return False
    element = page.elements[node]
    said = element.text_content().split()
    pressed = next(element.iter("a", "button", "input"), None) is not None
    parts = sum(1 for _ in element.iter("p", "li", "h2", "h3", "h4")) or sum(1 for _ in element.iter("div"))
    return pressed and len(said) < LONG_PARAGRAPH * max(parts, 1)


def _no_names(page: Outline, node: int) -> bool:
    """What ``_named_furniture`` tells where names are not trusted."""
    return False


def _offered(page: Outline, last: int, aside: Sequence[bool]) -> bool:
    """Whether words in a box named as an offer stand right after the text."""
    return any(
        aside[block.node]
        and block.words >= 4
        and any(markup().offer.search(page.marks[node]) for node in page.up(block.node)[:3])
        for block in page.blocks[last + 1 : last + 9]
    )


def _led(page: Outline, block: Block) -> bool:
    """Whether a block is named as the lead."""
    words = markup()
    near = [page.marks[node] for node in page.up(block.node)[:2]]
    return any(words.standfirst.search(marks) and not words.body.search(marks) for marks in near)


def _named_furniture(page: Outline, node: int) -> bool:
    words = markup()
    marks = page.marks[node]
    if len(marks) <= 2 or words.body.search(marks):
        return False
    return bool(words.furniture.search(marks) or words.caption.search(marks))


def _hidden(page: Outline, node: int) -> bool:
    element = page.elements[node]
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and bool(_HIDDEN.search(style)))


def _folded_away(page: Outline, node: int, below: Sequence[int]) -> bool:
    """Whether a hidden box is the text's rest, behind « Lire la suite »: prose beside more prose of the same box."""
    parent = page.parents[node]
    beside = below[parent] - below[node] if parent >= 0 and page.tags[parent] not in _WHOLES else 0
    return (
        page.tags[node] in ("div", "section")
        and below[node] >= PROSE
        and beside >= 2 * below[node]
        and next(page.elements[node].iter("a", "input", "button"), None) is None
    )


def _region(page: Outline, title: int | None, aside: Sequence[bool]) -> tuple[int, int]:
    """From the title to the next page's title: pages scrolled without end carry the next articles too."""
    total = len(page.blocks)
    if title is None:
        return 0, total
    counted = [0 if aside[block.node] else prose_words(block) for block in page.blocks]
    if sum(counted[title:]) < 0.5 * sum(counted):
        return 0, total
    end, seen = total, 0
    for n in range(title + 1, total):
        node = page.blocks[n].node
        if (
            page.tags[node] == "h1"
            and not aside[node]
            and seen >= 40
            and page.blocks[n].text != page.blocks[title].text
        ):
            end = n
            break
        seen += counted[n]
    return title + 1, end


def _richest(page: Outline, prose: Sequence[int]) -> int:
    score = [0.0] * len(page.tags)
    body = markup().body
    for block, words in zip(page.blocks, prose, strict=True):
        part = float(words)
        node = block.node
        # a paragraph is never the box itself: its words count from its parent on
        node = page.parents[node] if page.tags[node] in ("p", "li", "blockquote") and page.parents[node] >= 0 else node
        while words and node >= 0 and part > 0.5:
            score[node] += part
            part *= DECAY
            node = page.parents[node]
    best, most = 0, 0.0
    for node, value in enumerate(score):
        if value > 0:
            value *= (
                1.5 if body.search(page.marks[node]) or page.elements[node].get("itemprop") == "articleBody" else 1.0
            )
            if value > most:
                best, most = node, value
    return best


def _grown(page: Outline, box: int, prose: Sequence[int], aside: Sequence[bool]) -> int:
    """The box, or one around it whose further blocks are mostly prose."""
    totals = [0] * len(page.tags)
    words = [0] * len(page.tags)
    for block, count in zip(page.blocks, prose, strict=True):
        totals[block.node] += count
        words[block.node] += 0 if aside[block.node] else block.words
    for node in range(len(totals) - 1, 0, -1):
        totals[page.parents[node]] += totals[node]
        words[page.parents[node]] += words[node]
    for node in page.up(box)[1:]:
        if page.tags[node] in ("body", "html"):
            break
        more, more_words = totals[node] - totals[box], words[node] - words[box]
        named = bool(markup().body.search(page.marks[node]))
        if more > 0.1 * totals[box] and more > (NAMED_AT_LEAST if named else PROSE_AT_LEAST) * more_words:
            box = node
    return box


def _within(page: Outline, box: int) -> list[bool]:
    inside = [False] * len(page.tags)
    if inside:
        inside[box] = True
    for node in range(box + 1, len(inside)):
        inside[node] = inside[page.parents[node]]
    return inside


def _kept(page: Outline, chosen: Sequence[int]) -> list[int]:
    """The blocks that read as text; a heading only where text follows before the next heading."""
    kept: list[int] = []
    first: int | None = None
    waiting: int | None = None
    for n in chosen:
        block = page.blocks[n]
        tag = page.tags[block.node]
        if tag in _HEADINGS:
            waiting = n if block.words <= 30 and not block.linked else None
        elif _reads(page, block, tag) or (kept and _goes_on(page, kept[-1], n)):
            first = waiting if not kept else first
            kept += [waiting, n] if waiting is not None and kept else [n]
            waiting = None
    return [first, *kept] if first is not None and any(_made_alike(page, first, n) for n in kept) else kept


def _made_alike(page: Outline, one: int, other: int) -> bool:
    """Whether two blocks are of the same make, in boxes of the same make: headings of a live page's entries are."""
    first, second = page.blocks[one].node, page.blocks[other].node
    above, below = page.parents[first], page.parents[second]
    return (page.tags[first], page.marks[first]) == (page.tags[second], page.marks[second]) and page.tags[
        above
    ] == page.tags[below]


def _reads(page: Outline, block: Block, tag: str) -> bool:
    if tag == "h1" or block.linked > 0.5 * block.words or (block.linked and block.words - block.linked < 5):
        return False
    ended = bool(_ENDS.search(block.text))
    if tag in _ITEMS:
        return not _labelled(page, block) and (block.words >= 4 or ended)
    return block.words >= PROSE and (ended or block.words >= 25) and not _labelled(page, block)


def _goes_on(page: Outline, last: int, n: int) -> bool:
    """Whether a block too short to be told as text stands in a row with text: an item, or a box made like the one before."""
    block, before = page.blocks[n], page.blocks[last]
    if block.linked or _labelled(page, block):
        return False
    same = page.parents[block.node] == page.parents[before.node] and page.tags[block.node] == page.tags[before.node]
    if page.tags[block.node] == "li":
        return same or (n == last + 1 and before.text.endswith(":"))
    return same and page.marks[block.node] == page.marks[before.node] and bool(_ENDS.search(block.text))


def _labelled(page: Outline, block: Block) -> bool:
    """Whether the block's own element is named as a byline, a date or a section, and is short."""
    marks = page.marks[block.node]
    words = markup()
    return (
        block.words <= 20
        and len(marks) > 2
        and any(p.search(marks) for p in (words.byline, words.dateline, words.section))
    )


def _standfirst(page: Outline, begin: int, kept: Sequence[int]) -> int | None:
    """The block that is the page's lead by its class: about the text's begin, before its second paragraph."""
    stop = kept[2] if len(kept) > 2 else kept[-1] + 1 if kept else len(page.blocks)
    for n in range(begin, stop):
        block = page.blocks[n]
        told = block.words >= PROSE and page.tags[block.node] != "h1" and _DATELINE.match(block.text) is None
        if told and _led(page, block):
            return n
    return None


def _captions(page: Outline, begin: int, kept: Sequence[int], box: int) -> tuple[str, ...]:
    """Captions between the title and the text's end, or in its box, each with the credit that stands under the picture."""
    pattern = markup().caption
    inside = _within(page, box)
    end = kept[-1] if kept else 0
    found: dict[int, list[str]] = {}
    for n in range(begin, len(page.blocks)):
        block = page.blocks[n]
        if block.words >= 120 or (n > end and not inside[block.node]):
            continue
        near = page.up(block.node)[:4]
        holder = next((node for node in near if page.tags[node] in ("figcaption", "figure")), None)
        holder = (
            holder
            if holder is not None
            else next((node for node in near[:2] if pattern.search(page.marks[node])), None)
        )
        if holder is not None:
            found.setdefault(holder, []).append(block.text)
    return tuple(dict.fromkeys(text for parts in found.values() if len(text := " ".join(parts)) > 3))
