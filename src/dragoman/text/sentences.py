"""Sentences as exact extents of the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.languages.pack import Pack
from dragoman.records import Extent

# A full stop or its like, the marks that close after it, and the blanks up to the next sentence.
END = re.compile(r"(?P<mark>[.!?…‽。]+)(?P<close>(?:\s{0,2}[»›”]|[’'\"\)\]])*)(?P<gap>\s*)")
# Lines that stand alone: a blank line, or a line that opens with a bullet or a dialogue dash.
BREAK = re.compile(r"\n[^\S\n]*\n\s*|\n(?=\s*[—–•*▪-]\s)")
OPENERS = "«‹“‘\"'([—–-¿¡•"
LOOK = 40  # longest word looked at on either side of a full stop: keeps the walk linear
BEFORE = re.compile(r"[^\s«»“”\"'’()\[\]—–/,;:!?…]*$")
AFTER = re.compile(r"[«‹“‘\"'(\[—–¿¡•\s-]*")
WORD = re.compile(r"[^\W_]+")
# A letter, a full stop, a letter, … : U.S, J.-C, O.T.A.N
DOTTED = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]")
ADDRESS = re.compile(r"://|^www\.|@|\.(?:com|org|net|fr|info|gov|eu|io)(?:/|$)", re.IGNORECASE)


@dataclass(frozen=True)
class _Lexicon:
    titles: frozenset[str]
    numbers: frozenset[str]
    either: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]


def split(text: str, paragraphs: Sequence[Extent | tuple[int, int]], pack: Pack) -> list[tuple[int, int]]:
    """The sentences of each paragraph, in order, as extents of ``text`` trimmed of blanks.

    Every character of a paragraph that is not blank lies in exactly one of them. Sentences glued to each other where a
    space was lost (« Moscou.Lors de ») are parted; a full stop in an abbreviation, a number, an address or before small
    letters does not part; closing marks stay with what they close.
    """
    lexicon = _lexicon(pack)
    found = []
    for paragraph in paragraphs:
        start, end = (paragraph.start, paragraph.end) if isinstance(paragraph, Extent) else paragraph
        for cut in _pieces(text, start, end, lexicon):
            trimmed = _trim(text, *cut)
            if trimmed is not None:
                found.append(trimmed)
    return found


@lru_cache
def _lexicon(pack: Pack) -> _Lexicon:
    def words(kind: str) -> frozenset[str]:
        listed = [e["words"] for e in pack.entries("sentences", "abbreviation") if e["kind"] == kind]
        return frozenset(_fold(word) for some in listed for word in some)

    data = pack.toml("sentences")
    starters, speech = (frozenset(map(_fold, data.get(key, {}).get("words", ()))) for key in ("starters", "speech"))
    return _Lexicon(words("title"), words("number"), words("either"), starters, speech)


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _pieces(text: str, start: int, end: int, lexicon: _Lexicon) -> Iterator[tuple[int, int]]:
    at = start
    for line_start, line_end in _lines(text, start, end):
        at = line_start
        straight, counted = 0, line_start
        for match in END.finditer(text, line_start, line_end):
            straight += text.count('"', counted, match.start())
            counted = match.start()
            cut = _cut(text, at, line_end, match, straight % 2 == 1, lexicon)
            if cut is not None:
                yield at, cut
                at = cut
        yield at, line_end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in BREAK.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _cut(text: str, start: int, end: int, match: re.Match[str], inside: bool, lexicon: _Lexicon) -> int | None:
    """Where the sentence from ``start`` ends if it ends at this mark, else ``None``.

    ``inside`` tells whether a straight quotation mark is open there: one that follows then closes, else it opens.
    """
    close = match["close"]
    stop = match.end("close")
    if '"' in close and not inside:
        stop = match.end("mark") + close.index('"')
    if stop >= end:
        return end
    opener = AFTER.match(text, stop, min(end, stop + LOOK))
    begin = opener.end() if opener else stop
    if begin >= end or not _may_begin(text[begin]):
        return None
    glued = not text[stop].isspace()
    word = BEFORE.search(text, max(start, match.start() - LOOK), match.start())
    before = word.group() if word else ""
    if glued and not _comes_unglued(text, start, end, match, stop, begin, before):
        return None
    if match["mark"] in "!?" and _goes_on(text, begin, end, stop > match.end("mark"), lexicon):
        return None
    if (
        match["mark"] == "."
        and stop == match.end("mark")
        and not _ends(text, start, end, begin, match, before, lexicon)
    ):
        return None
    if match["mark"] in ("...", "…") and before == "" and text[stop - 1] in ")]":
        return None  # « (…) » and « […] » stand for words left out, within a sentence
    return stop


def _may_begin(char: str) -> bool:
    return char.isupper() or char.istitle() or char.isdigit() or (char.isalpha() and not char.islower())


def _comes_unglued(text: str, start: int, end: int, match: re.Match[str], stop: int, begin: int, before: str) -> bool:
    """Whether two sentences lost the space between them: « Moscou.Lors de », « 2023.Les », « non !»Il »."""
    if begin != stop and text[stop] in "-'’":
        return False
    chunk_start = match.start() - len(before)
    chunk = re.match(r"\S*", text[chunk_start : min(end, begin + LOOK)])
    if chunk is not None and ADDRESS.search(chunk.group()):
        return False
    if text[begin].isdigit() and (not before or before[-1].isdigit() or match["mark"] == "."):
        return False
    if match["mark"] != "." or stop > match.end("mark"):
        return True
    ahead = unicodedata.normalize("NFC", text[begin : min(end, begin + LOOK)])
    following = WORD.match(ahead)
    size = following.end() if following else 0
    small = ahead[1:size].islower()
    article = ahead[size : size + 1] in ("'", "’", " ") and size == 1
    whole = len(before) > 1 and "." not in before
    return whole and (small or article or begin != stop)


def _goes_on(text: str, begin: int, end: int, closed: bool, lexicon: _Lexicon) -> bool:
    """Whether « ? » or « ! » within quotation marks is followed by who says it: "Why?" Ruiz asked."""
    if not closed:
        return False
    ahead = text[begin : min(end, begin + 2 * LOOK)].split()[:5]
    words = [_fold(word.rstrip(",.;:")) for word in ahead]
    named = next((n for n, word in enumerate(ahead) if word[:1].islower()), len(ahead))
    return 0 < named < len(words) and words[named] in lexicon.speech


def _ends(text: str, start: int, end: int, begin: int, match: re.Match[str], before: str, lexicon: _Lexicon) -> bool:
    word = _fold(before)
    number = text[begin].isdigit()
    if word.isdigit() and not text[start : match.start() - len(before)].strip():
        return False  # « 1. Le Conseil »: a number in a list
    if word in lexicon.numbers and number:
        return False
    if word in lexicon.titles:
        return False
    initial = len(WORD.sub("", before)) == 0 and len(unicodedata.normalize("NFC", before)) == 1 and before.isupper()
    if initial or word in lexicon.either or DOTTED.fullmatch(before):
        return _begins(text, begin, end, lexicon, word in lexicon.either)
    return bool(before) or match.start() > start


def _begins(text: str, begin: int, end: int, lexicon: _Lexicon, unlike_names: bool) -> bool:
    """Whether a sentence clearly begins here; after an initial, « Le ministre » does and « Le Drian » does not."""
    if text[begin - 1] in OPENERS:
        return True
    ahead = re.split(r"[\s'’,]+", text[begin : min(end, begin + LOOK)])[:2]
    return len(ahead) == 2 and _fold(ahead[0]) in lexicon.starters and (unlike_names or ahead[1][:1].islower())
