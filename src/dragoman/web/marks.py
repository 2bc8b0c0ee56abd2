"""The article's text with what was read in it marked in place: a tree of marks for each paragraph."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.records import Event, Mention, Quote, Reading, Record, Status, Time

Sort = Literal["sentence", "quote", "time", "actor", "trigger"]
_DEPTH: dict[Sort, int] = {"sentence": 0, "quote": 1, "time": 2, "actor": 3, "trigger": 4}
"""Of marks over the same words, which holds which."""


class Mark(Record, frozen=True, kw_only=True):
    """Marked words: ``target`` is the reading that they open, ``anchors`` what leads to them.

    ``label`` is what the mark shows beside the words: a code, an act. ``parts`` are words and further marks.
    """

    sort: Sort
    target: str
    anchors: tuple[str, ...] = ()
    label: str = ""
    status: Status | None = None
    parts: tuple[str | Mark, ...] = ()


@dataclass(frozen=True, order=True)
class _Found:
    """A mark before it is hung in the tree; sorted as they open: the longer first."""

    start: int
    minus_end: int
    depth: int
    target: str
    sort: Sort
    anchors: tuple[str, ...]
    label: str
    status: Status | None

    @property
    def end(self) -> int:
        return -self.minus_end


def paragraphs(reading: Reading, actors: dict[str, str]) -> list[tuple[str | Mark, ...]]:
    """Each paragraph as words and marks; ``actors`` gives, by a mention's id, the reading of who it stands for."""
    text = reading.article.text
    found = sorted(_all(reading, actors))
    told = []
    for paragraph in reading.article.paragraphs:
        inside = [_cut(one, paragraph.start, paragraph.end) for one in found]
        nested = _nested([one for one in inside if one is not None])
        told.append(_tree(text, paragraph.start, paragraph.end, nested))
    return told


def _all(reading: Reading, actors: dict[str, str]) -> Iterable[_Found]:
    yield from _sentences(reading.events)
    yield from (_quote(one) for one in reading.quotes)
    yield from (_time(n, one) for n, one in enumerate(reading.times))
    yield from (_actor(one, actors[one.id]) for one in reading.mentions if one.id in actors)
    yield from _triggers(reading.events)


def _sentences(events: Sequence[Event]) -> Iterable[_Found]:
    bounds = sorted({(event.sentence.start, event.sentence.end) for event in events})
    for start, end in bounds:
        yield _Found(start, -end, _DEPTH["sentence"], "", "sentence", (f"s{start}",), "", None)


def _quote(quote: Quote) -> _Found:
    at = quote.content
    return _Found(at.start, -at.end, _DEPTH["quote"], quote.id, "quote", (f"w-{quote.id}",), "", None)


def _time(n: int, time: Time) -> _Found:
    label = time.from_.isoformat() if time.from_ and time.from_ == time.to else ""
    return _Found(time.start, -time.end, _DEPTH["time"], f"d{n + 1}", "time", (f"w-d{n + 1}",), label, None)


def _actor(mention: Mention, target: str) -> _Found:
    label = mention.code or ""
    return _Found(mention.start, -mention.end, _DEPTH["actor"], target, "actor", (f"w-{mention.id}",), label, None)


def _triggers(events: Sequence[Event]) -> Iterable[_Found]:
    """A mark a trigger; of several events on the same words, the first is opened, and all are led to."""
    at: dict[tuple[int, int], list[Event]] = {}
    for event in events:
        at.setdefault((event.trigger.start, event.trigger.end), []).append(event)
    for (start, end), own in at.items():
        anchors = tuple(f"w-{event.id}" for event in own)
        first = own[0]
        act = f"{first.event}/{first.mode}" if first.mode else first.event
        status = first.attribution.status
        yield _Found(start, -end, _DEPTH["trigger"], first.id, "trigger", anchors, act, status)


def _cut(one: _Found, start: int, end: int) -> _Found | None:
    """What of a mark lies in a paragraph; what is not its beginning is not led to."""
    if one.end <= start or one.start >= end:
        return None
    anchors = one.anchors if one.start >= start else ()
    return _part(one, max(one.start, start), min(one.end, end), anchors)


def _part(one: _Found, start: int, end: int, anchors: tuple[str, ...]) -> _Found:
    return _Found(start, -end, one.depth, one.target, one.sort, anchors, one.label, one.status)


def _nested(found: Sequence[_Found]) -> list[_Found]:
    """The marks so that none crosses another: the later of two is parted where the former ends."""
    waiting = list(found)
    heapq.heapify(waiting)
    done: list[_Found] = []
    open_ends: list[int] = []
    while waiting:
        one = heapq.heappop(waiting)
        while open_ends and open_ends[-1] <= one.start:
            open_ends.pop()
        if open_ends and one.end > open_ends[-1]:
            heapq.heappush(waiting, _part(one, open_ends[-1], one.end, ()))
            one = _part(one, one.start, open_ends[-1], one.anchors)
            heapq.heappush(waiting, one)
            continue
        open_ends.append(one.end)
        done.append(one)
    return done


@dataclass
class _Branch:
    """A mark that is being filled: what it holds so far, and up to where."""

    found: _Found | None
    end: int
    at: int
    parts: list[str | Mark]


def _tree(text: str, start: int, end: int, found: Sequence[_Found]) -> tuple[str | Mark, ...]:
    """The words from ``start`` to ``end`` with the marks, which open in order and cross nowhere."""
    branches = [_Branch(None, end, start, [])]
    for one in found:
        while one.start >= branches[-1].end:
            _close(text, branches)
        _words(text, branches[-1], one.start)
        branches.append(_Branch(one, one.end, one.start, []))
    while len(branches) > 1:
        _close(text, branches)
    _words(text, branches[0], end)
    return tuple(branches[0].parts)


def _words(text: str, branch: _Branch, until: int) -> None:
    if until > branch.at:
        branch.parts.append(text[branch.at : until])
        branch.at = until


def _close(text: str, branches: list[_Branch]) -> None:
    branch = branches.pop()
    _words(text, branch, branch.end)
    own = branch.found
    assert own is not None
    mark = Mark(
        sort=own.sort,
        target=own.target,
        anchors=own.anchors,
        label=own.label,
        status=own.status,
        parts=tuple(branch.parts),
    )
    branches[-1].parts.append(mark)
    branches[-1].at = branch.end
