"""Pieces of a page whose line breaks were lost: where the page itself shows that a new line began.

A line is cut only where something tells that it holds more than text: rows of menu words, dates that are announced, photo
credits, links, words said twice. Each such find is a stretch of its own; the words between are cut into sentences, and
before a capital that opens a sentence where none has ended (« … son ambassade à Malte Le gouvernement … »). A line in
which nothing of this is found stays whole, so that a clean paragraph is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.languages.pack import Pack
from dragoman.page.alone import is_furniture
from dragoman.page.bylines import bylines, is_name
from dragoman.page.chrome import Phrases, chrome, table
from dragoman.page.credits import credit_at_end, credits_within, dashed_within, known_agency
from dragoman.page.flattened import Line, Sort, fold
from dragoman.page.headline import headline
from dragoman.page.published import calendar, dateline, days, with_time
from dragoman.page.repeats import said_again
from dragoman.page.signoff import signoffs

FEWEST_WORDS = 25
"""Words of the shortest line that is looked into."""
MANY_WORDS = 500
"""Words of a line that is looked into even where the page has other lines: no paragraph is that long."""
LEAST_SAID_AGAIN = 12
"""Words of the shortest run said again far from its first saying that counts as a teaser."""

MOST_FINDS = 150
"""Stretches found in one line at most; a line with more is no page of news."""

_WORD = re.compile(r"\d+|[^\W\d_]+")
_SENTENCE = re.compile(
    r"(?<!\bM)(?<!\bMM)(?<!\bMme)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bGen)(?<!\bSen)(?<!\bProf)(?<!\s[A-HJ-Z])(?<!\bU\.S)(?<!\bU\.N)"
    r"[.!?…]+[\"»”’)\]]*(?:\s[»”])?(\s+)(?=[«“\"(\[—–►▶➜→•·▪■◼□-]*\s?[^\W\d_a-zà-öø-ÿ])"
)
_GLUED = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Þ][.!?…])(?=[«“\"]?\s?[^\W\d_a-zà-öø-ÿ][^\W\d_A-ZÀ-Þ’'])|(?<=[.!?…][»”\")])(?=[^\W\d_])"
    r"|(?<=[^\W\d_A-ZÀ-Þ]{3}[.!?…])(?=I\s|[A-ZÀ-Þ]{4,}\b|[\w+-]{2,}@)|(?<=\b(?:19|20)\d\d)(?=[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ])"
)
_LOST_BREAK = re.compile(
    r"(?<=[^\W\d_][^\W\d_A-ZÀ-Þ]{3}[.!?…])(?=(?:[«“]\s?|\"(?=\S))?[^\W\d_a-zà-öø-ÿ][^\W\d_A-ZÀ-Þ]|[^\W\d_a-zà-öø-ÿ]['’]|[ÀA]\s[^\W\d_A-ZÀ-Þ]|I\s|[A-ZÀ-Þ]{4,}\b)"
    r"|(?<=\d[.!?])(?=[^\W\d_a-zà-öø-ÿ][^\W\d_A-ZÀ-Þ]{2})|(?<=[.!?…][»”\")]|[»”\")][.!?…])(?=[^\W\d_a-zà-öø-ÿ])"
)
LEAST_UNGLUED = 5
"""Words of the shortest paragraph that is parted from the one it is glued to."""
_PLACE = re.compile(
    r"(?<![\w’'-])(?:[^\W\d_a-zà-öø-ÿ]{3,}(?=[^.!?]{0,40}[–—-])|[^\W\d_a-zà-öø-ÿ]\w{2,}(?=[^.!?()]{0,40}\([A-Z]{2,8}\)\s))"
)
_ADDRESS = re.compile(r"(?<!\S)(?:https?://|www\.)\S+(?:\s+\d+/\d+(?!\S))?")
_MAIL = re.compile(r"(?<!\S)[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?=\s+[^\W\d_a-zà-öø-ÿ]|\s*$)")
_NOTE = re.compile(r"\s(?=[\^↑]\s)|(?<=[.!?»”)])\s(?=\[\d{1,2}\]\s[^\W\d_a-zà-öø-ÿ])")
_HOUR = re.compile(r"(?:[01]?\d|2[0-3])(?::|\s?h\s?)[0-5]\d(?![\d:])(?:\s?[ap]\.?m\b\.?)?", re.IGNORECASE)
_HOUR_BEFORE = re.compile(
    r"(?<![\d:])(?:[01]?\d|2[0-3])[:h.][0-5]\d\s?(?:[ap]\.?m\.?)?\s?(?:on|le|,|-|·|\|)?\s?$", re.IGNORECASE
)
_APART = re.compile(r"\s*(?:$|[|•·–—-]|\s[«“\"'‘(\[>►]*\s?(?:[^\W\d_a-zà-öø-ÿ]|\d))")
_NEWS_SIGN = re.compile(r"\s*[|•·]\s*")
_IN_BRACKETS = re.compile(r"\[([^\[\]]{3,60})\]")
LONGEST_OFFICE = 60
"""Characters of the longest office behind a name."""
LONGEST_NAME = 4
"""Words of the longest name that is told by its place beside a date."""
_TICKER = re.compile(r"(?<!\S)(?:[01]?\d|2[0-3])(?::|\s?[hH]\s?)[0-5]\d\s+(?=[«“\"]?\s?[^\W\d_a-zà-öø-ÿ])")
_BUTTON = re.compile(r"(.{2,120}?)(\s*)(\[[^\[\]]{2,40}\])")
_BRACKETED = re.compile(r"\[[^\[\]]{2,40}\]")
_WIDE = re.compile(r"[ \u00a0]{2,}|\t+")


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    token: str


@dataclass
class _Cutting:
    """A long line while it is cut: where to cut, which stretches stay whole, and where a real break was."""

    text: str
    words: list[_Word]
    listed: list[str]
    pack: Pack
    cuts: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)
    whole: list[tuple[int, int]] = field(default_factory=list)
    ends: set[int] = field(default_factory=set)

    def stretch(self, start: int, end: int) -> None:
        """A stretch that is one piece; a find that overlaps an earlier one is left out."""
        if len(self.whole) < MOST_FINDS and all(end <= low or start >= high for low, high in self.whole):
            self.whole.append((start, end))
            self.ends.add(end)
            self.cuts |= {start, end}


@dataclass(frozen=True)
class _Openers:
    """Words that open sentences; ``weak`` ones may be parts of names (« Kim Jong Un »); ``names`` begin with an opener.

    ``glued`` finds where one stands glued to the word before it: « … au sommetLe président … ».
    """

    words: frozenset[str]
    weak: frozenset[str]
    names: tuple[str, ...]
    glued: re.Pattern[str]


@lru_cache
def _openers(pack: Pack) -> _Openers:
    data = table(pack, "openers")
    weak = frozenset(fold(word) for word in data.get("weak", ()))
    words = frozenset(fold(word) for word in data.get("words", ())) | weak
    capitals = "|".join(sorted({re.escape(word.capitalize()) for word in data.get("words", ()) if len(word) > 1}))
    glued = re.compile(rf"(?<=[^\W\d_A-ZÀ-Þ]{{3}})(?=(?:{capitals})\s|A\s[^\W\d_A-ZÀ-Þ])")
    return _Openers(words, weak, tuple(fold(name) for name in data.get("not", ())), glued)


def pieces(lines: list[Line], pack: Pack) -> list[Line]:
    """The lines, long ones cut into pieces where the page has lost its line breaks, links cut off from paragraphs."""
    lost = _lost(lines)
    found: list[Line] = []
    for line in lines:
        long = line.words >= FEWEST_WORDS
        if long and (lost or line.words >= MANY_WORDS):
            found += headline(_cut(line, pack, _FINDERS), pack)
        elif long:
            found += _cut(line, pack, (_links,))
        else:
            found += _without_button(line, pack)
    return found


def _without_button(line: Line, pack: Pack) -> list[Line]:
    """A heading and the button in brackets behind it: « Contexte [modifier | modifier le code] »."""
    match = _BUTTON.fullmatch(line.text)
    if match is None or not is_furniture(Line(match[3]), pack):
        return [line]
    return [Line(match[1], line.blank, line.glue), Line(match[3], glue=match[2])]


def unglued(paragraph: str) -> list[str]:
    """The paragraphs in one that lost the break between them: « … et Moscou.Lors de sa visite … »."""
    parts, start = [], 0
    for match in _LOST_BREAK.finditer(paragraph):
        before, after = paragraph[start : match.start()], paragraph[match.start() :]
        if min(len(_WORD.findall(before)), len(_WORD.findall(after))) >= LEAST_UNGLUED:
            parts.append(before)
            start = match.start()
    return [*parts, paragraph[start:]]


def _lost(lines: list[Line]) -> bool:
    """Whether the line breaks were lost: few lines, and one holds most of the page."""
    if not lines or len(lines) > 5:
        return False
    longest = max(len(line.text) for line in lines)
    return longest >= 0.6 * sum(len(line.text) for line in lines)


def _cut(line: Line, pack: Pack, finders: tuple[Callable[[_Cutting], None], ...]) -> list[Line]:
    words = [_Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(fold(line.text))]
    cutting = _Cutting(line.text, words, [word.token for word in words], pack)
    for find in finders:
        find(cutting)
    if not cutting.cuts - {0, len(line.text)} and not cutting.whole:
        return [line]
    _sentences(cutting)
    _opened(cutting)
    return _sliced(line, cutting)


def _wide_blanks(cutting: _Cutting) -> None:
    """Two blanks or a tab where a line ended; not the habit of two blanks after every full stop."""
    gaps = list(_WIDE.finditer(cutting.text))
    after_stop = sum(cutting.text[max(0, gap.start() - 3) : gap.start()].rstrip()[-1:] in '.!?…»"”' for gap in gaps)
    if gaps and (after_stop < len(gaps) or len(gaps) < 0.5 * len(_SENTENCE.findall(cutting.text))):
        ends = {gap.end() for gap in gaps}
        cutting.cuts |= ends
        cutting.breaks |= ends


def _captions(cutting: _Cutting) -> None:
    """A photo credit with the caption before it: said twice, or the sentence before the credit."""
    for found in credits_within(cutting.text, cutting.pack):
        before = _between(cutting.words, found.start - 1_200, found.start)[-140:]
        start = _twice_before(before)
        if start is None:
            start = _sentence_before(cutting, found.start)
        cutting.stretch(start, found.end)


def _bracketed_credits(cutting: _Cutting) -> None:
    """« [KEYSTONE - Awa Diarra] » with the caption before it."""
    for match in _IN_BRACKETS.finditer(cutting.text):
        found = credit_at_end(f"x. {match[1]}", cutting.pack)
        if found is not None and found.start == 3 and known_agency(found.credit.agency, cutting.pack):
            cutting.stretch(_sentence_before(cutting, match.start()), match.end())


def _dash_credits(cutting: _Cutting) -> None:
    """« AFP - AWA DIARRA » with the caption before it, above the text."""
    for found in dashed_within(cutting.text[: len(cutting.text) // 2], cutting.pack):
        cutting.stretch(_sentence_before(cutting, found.start), found.end)


def _twice_before(before: list[_Word]) -> int | None:
    """Where the first saying starts of what is said twice right before; ``None`` where nothing is."""
    listed = [word.token for word in before]
    for count in range(len(listed) // 2, 3, -1):
        if listed[-count:] == listed[-2 * count : -count]:
            return before[-2 * count].start
    return None


def _sentence_before(cutting: _Cutting, end: int) -> int:
    """Where the sentence before a credit starts, at a place the page shows."""
    low = max([high for _, high in cutting.whole if high <= end] + [max(0, end - 400)])
    text = cutting.text[low:end].rstrip()
    if not text:
        return end
    stops = [match.end() for match in _SENTENCE.finditer(text)]
    start = low + (stops[-1] if stops else 0)
    opened = [at for at in _openings_in(cutting, start, end) if end - at > 20]
    return opened[-1] if opened else start + (len(cutting.text[start:end]) - len(cutting.text[start:end].lstrip()))


def _said_twice(cutting: _Cutting) -> None:
    """Words said twice at once are a caption; a long run said again far off is a teaser, and shows where the lead starts."""
    words = cutting.words
    for first, second, length in said_again(cutting.listed):
        start, again, end = words[first].start, words[second].start, words[second + length - 1].end
        capital = cutting.text[again].isupper() or cutting.text[max(0, again - 2) : again].strip()[-1:] in '«“"'
        if not capital:
            continue
        end += len(re.match(r"[.!?…»”\")\]]*", cutting.text[end:])[0])  # type: ignore[index]
        if first + length == second and cutting.text[end - 1] not in '.!?…»”"' and end < len(cutting.text) // 2:
            cutting.stretch(start, words[first + length - 1].end)  # a title below the name of its page
            cutting.stretch(again, end)
        elif first + length == second:
            cutting.stretch(start, end)
        elif length >= LEAST_SAID_AGAIN and _begins(cutting, again):
            if len(words) - (second + length) <= 3:
                end = len(cutting.text)
            cutting.stretch(again, end)
            cutting.cuts.add(start)
        elif second < 150 and _ends_apart(cutting, first + length) and _ends_apart(cutting, second + length):
            cutting.cuts |= {start, words[first + length - 1].end}
            cutting.stretch(again, end)


def _ends_apart(cutting: _Cutting, after: int) -> bool:
    """Whether what follows a run begins anew: with a capital, and no comma before it."""
    if after >= len(cutting.words):
        return True
    word = cutting.words[after]
    between = cutting.text[cutting.words[after - 1].end : word.start]
    return (cutting.text[word.start].isupper() or word.token.isdigit()) and not set(between) & set(",;'’")


def _begins(cutting: _Cutting, at: int) -> bool:
    """Whether a sentence or a stretch found begins there."""
    before = cutting.text[max(0, at - 20) : at].rstrip(' «“"[►▶➜→•·▪>\u00a0\u202f')
    if not before or before[-1] in '.!?…»”")':
        return True
    last = at - min(at, 20) + len(before)
    return any(place in cutting.ends for place in range(last, at + 1))


def _rows(cutting: _Cutting) -> None:
    """Rows of menu words, buttons, section words and announced dates."""
    i = 0
    dated = _dated(cutting)
    while i < len(cutting.words):
        row = _row(cutting, i, dated)
        if row and _is_row(cutting, row):
            for start, end in _parted(row):
                cutting.stretch(start, end)
            i = row[-1][1]
        else:
            i += max(1, len(row) // 2)


def _dated(cutting: _Cutting) -> dict[int, int]:
    """Where days begin and end, each with the weekday before it (« Tuesday, August 19, 2025 »)."""
    found = {}
    fillers = calendar(cutting.pack).weekdays
    for day in days(cutting.text, cutting.pack):
        before = _between(cutting.words, day.start - 20, day.start)[-1:]
        near = before and not cutting.text[before[0].end : day.start].strip(" ,")
        start = before[0].start if near and before[0].token in fillers else day.start
        hour = _HOUR_BEFORE.search(cutting.text[max(0, start - 16) : start])
        found[start - len(hour[0]) if hour else start] = day.end
    return found


_Item = tuple[int, int, str, int, int]
"""An item of a row: first word, word after the last, what it is, and its stretch of the text."""


def _row(cutting: _Cutting, i: int, dated: dict[int, int]) -> list[_Item]:
    """Phrases that follow each other from a word on, each with a capital or part of a date, no sentence end between."""
    row: list[_Item] = []
    while i < len(cutting.words):
        if row and re.search(r"[.!?…]\s", cutting.text[row[-1][4] : cutting.words[i].start + 1]):
            break
        item = (
            _item(cutting, i, dated, bool(row))
            or _hour(cutting, i, row)
            or _agency(cutting, i, dated)
            or _ago(cutting, i)
        )
        if item is None:
            break
        row.append(item)
        i = item[1]
    while row and (row[-1][2] == "filler" or (row[-1][2] == "section" and _in_sentence(cutting, row[-1]))):
        row.pop()
    return row


def _in_sentence(cutting: _Cutting, item: _Item) -> bool:
    """Whether a section's name is the beginning of what follows in small letters (« News United States and Kyrgyzstan sign »)."""
    _, after, _, _, end = item
    if after >= len(cutting.words):
        return False
    following = cutting.words[after]
    return cutting.text[following.start].islower() and not cutting.text[end : following.start].strip()


def _item(cutting: _Cutting, i: int, dated: dict[int, int], begun: bool) -> _Item | None:
    word = cutting.words[i]
    if word.start in dated:
        end = dated[word.start]
        if cutting.text[word.start - 1 : word.start] == "(" and cutting.text[end : end + 1] == ")":
            return None
        after = next((n for n in range(i, len(cutting.words)) if cutting.words[n].start >= end), len(cutting.words))
        return (i, after, "date", word.start, cutting.words[after - 1].end)
    if not begun and not cutting.text[word.start].isupper() and not word.token.isdigit():
        if not _opens_buttons(cutting, i):
            return None
        begun = True
    data, dates = chrome(cutting.pack), calendar(cutting.pack)
    window = cutting.listed[i : i + 10]
    lookups: tuple[tuple[str, Phrases[str] | Phrases[Sort]], ...] = (
        ("date", dates.cues),  # type: ignore[assignment]
        ("chrome", data.chrome),
        ("section", data.sections),
        ("filler", dates.fillers if begun else Phrases[str](())),
    )
    for name, phrases in lookups:
        hit = phrases.at(window, 0)
        if hit is not None and name == "chrome" and _leads_on(cutting, i, hit[0]):
            return None
        if hit is not None and re.search(r"[.!?\]]\s", cutting.text[word.start : cutting.words[i + hit[0] - 1].end]):
            continue  # « … dément[5]. Réactions … » counts no reactions
        if hit is not None and (
            name in ("filler", "date")
            or cutting.text[word.start].isupper()
            or word.token.isdigit()
            or _opens_buttons(cutting, i)
        ):
            return (i, i + hit[0], name, word.start, cutting.words[i + hit[0] - 1].end)
    return None


def _opens_buttons(cutting: _Cutting, i: int) -> bool:
    """Whether a button in small letters stands before one with a capital (« partager Facebook Twitter »)."""
    data = chrome(cutting.pack).chrome
    hit = data.at(cutting.listed[i : i + 10], 0)
    after = i + hit[0] if hit is not None and hit[1] is Sort.SHARE else len(cutting.words)
    if after >= len(cutting.words) or not cutting.text[cutting.words[after].start].isupper():
        return False
    between = cutting.text[cutting.words[after - 1].end : cutting.words[after].start]
    following = data.at(cutting.listed[after : after + 10], 0)
    return not between.strip() and following is not None and following[1] is Sort.SHARE


def _hour(cutting: _Cutting, i: int, row: list[_Item]) -> _Item | None:
    """A time of day behind the words that announce one (« Modifié à 18:47 »)."""
    if not row or "date" not in {name for _, _, name, _, _ in row}:
        return None
    match = _HOUR.match(cutting.text, cutting.words[i].start)
    return (i, _word_at(cutting, match.end(), i), "date", match.start(), match.end()) if match else None


def _agency(cutting: _Cutting, i: int, dated: dict[int, int]) -> _Item | None:
    """An agency right before a date or the words that announce it (« AFP•21/09/2022 », "INS | Updated on: …")."""
    word = cutting.words[i]
    hit = calendar(cutting.pack).agencies.at(cutting.listed[i : i + 6], 0)
    after = i + (hit[0] if hit is not None else 1)
    if after >= len(cutting.words) or not cutting.text[word.start].isupper():
        return None
    if cutting.text[word.start - 1 : word.start] == "(" or (
        i and cutting.listed[i - 1] in bylines(cutting.pack).joiners
    ):
        return None  # « Par Awa Diarra avec AFP »
    sign = _NEWS_SIGN.match(cutting.text, cutting.words[after - 1].end)
    written = cutting.text[word.start : word.end]
    if hit is None and not (sign and written.isupper() and 2 <= len(written) <= 6):
        return None
    following = cutting.words[after]
    announced = (
        following.start in dated or calendar(cutting.pack).cues.at(cutting.listed[after : after + 6], 0) is not None
    )
    end = cutting.words[after - 1].end
    return (i, after, "agency", word.start, end) if announced and following.start - end <= 3 else None


def _ago(cutting: _Cutting, i: int) -> _Item | None:
    """How long ago a page came out, where it stands in no sentence (« Awa Diarra il y a 3 heures »)."""
    hit = calendar(cutting.pack).relative.at(cutting.listed[i : i + 6], 0)
    if hit is None:
        return None
    start, end = cutting.words[i].start, cutting.words[i + hit[0] - 1].end
    before = cutting.words[i - 1] if i else None
    opens = before is None or cutting.text[before.start].isupper() or bool(cutting.text[before.end : start].strip(" ,"))
    opens = opens or start in cutting.ends or cutting.text[start].isupper() or cutting.text[start].isdigit()
    return (i, i + hit[0], "ago", start, end) if opens and _APART.match(cutting.text, end) else None


def _word_at(cutting: _Cutting, at: int, first: int) -> int:
    """The number of the first word from a place of the text on."""
    return next((n for n in range(first, len(cutting.words)) if cutting.words[n].start >= at), len(cutting.words))


def _leads_on(cutting: _Cutting, i: int, count: int) -> bool:
    """Whether a phrase announces what follows it: « Lire aussi : … » is a link, not a button."""
    return cutting.text[cutting.words[i + count - 1].end :][:2].strip()[:1] == ":" and (
        chrome(cutting.pack).openings.at(cutting.listed[i : i + 10], 0) is not None
    )


def _is_row(cutting: _Cutting, row: list[_Item]) -> bool:
    """Whether a row stands apart from the text: a date announced, a phrase of several words, several items, an edge."""
    names = [name for _, _, name, _, _ in row]
    if not {"chrome", "date", "section", "ago"} & set(names):
        return False
    if names.count("section") >= 2 and re.search(r"[>›»→]|\s/\s", cutting.text[row[0][3] : row[-1][4]]):
        return True
    if "ago" in names or ("agency" in names and "date" in names):
        return True
    if names.count("date") >= 2 or ("chrome" in names and len(names) >= 2) or names.count("section") >= 4:
        return True
    if names == ["date"] and _between_capitals(cutting, row[0]):
        return True
    if any(name == "date" and with_time(cutting.text[start:end]) for _, _, name, start, end in row):
        return True
    if names == ["chrome"] and _opener_after(cutting, row[-1][1]):
        return True
    if names == ["chrome"] and cutting.text[row[0][3] : row[0][4]].isupper() and _begins(cutting, row[0][3]):
        return True
    if "chrome" in names and any(name == "chrome" and after - i >= 2 for i, after, name, _, _ in row):
        return True
    edge = row[0][0] == 0 or row[-1][1] == len(cutting.words)
    return edge and not (names == ["section"] and row[-1][1] == len(cutting.words)) and "filler" not in names[:1]


def _between_capitals(cutting: _Cutting, item: _Item) -> bool:
    """Whether a whole day stands between two words with capitals and no sign, as below a title and in no sentence."""
    i, after, _, start, end = item
    if i == 0 or after >= len(cutting.words) or not days(cutting.text[start:end], cutting.pack):
        return False
    last, following = cutting.words[i - 1], cutting.words[after]
    before, behind = cutting.text[last.end : start].strip(), cutting.text[end : following.start].strip()
    if not cutting.text[following.start].isupper() or behind.strip("|•·«“\"'‘"):
        return False
    if before:
        return not before.strip("|•·.!?…»”\"'’)-–—")
    if cutting.text[last.start].isupper() or (last.token.isdigit() and cutting.text[start].isupper()):
        return True
    little = _openers(cutting.pack).words | chrome(cutting.pack).common
    return len(last.token) > 3 and last.token not in little  # « … un traité 12 mars 2024 Le … »


def _opener_after(cutting: _Cutting, i: int) -> bool:
    """Whether a word that opens a sentence follows at once, with a capital: « Partager Le Conseil a décidé … »."""
    if i >= len(cutting.words):
        return False
    word = cutting.words[i]
    between = cutting.text[cutting.words[i - 1].end : word.start]
    openers = _openers(cutting.pack)
    return cutting.text[word.start].isupper() and word.token in openers.words - openers.weak and not between.strip()


def _parted(row: list[_Item]) -> list[tuple[int, int]]:
    """The row's stretches: dates apart from menus and buttons."""
    parts: list[tuple[int, int, bool]] = []
    for _, _, name, start, end in row:
        is_date = name in ("date", "ago", "agency") or (name == "filler" and bool(parts) and parts[-1][2])
        if parts and parts[-1][2] == is_date:
            parts[-1] = (parts[-1][0], end, is_date)
        else:
            parts.append((start, end, is_date))
    return [(start, end) for start, end, _ in parts]


def _links(cutting: _Cutting) -> None:
    """« Lire aussi : … » after a sentence, up to that title's end, and headings over lists or comments."""
    data = chrome(cutting.pack)
    for i, word in enumerate(cutting.words):
        hit = data.openings.at(cutting.listed[i : i + 10], 0)
        if hit is None or hit[1] is not Sort.LINK or not cutting.text[word.start].isupper():
            continue
        if not _begins(cutting, word.start):
            continue
        end = cutting.words[i + hit[0] - 1].end
        if re.match(r"\s*[:→>«]", cutting.text[end : end + 4]):
            cutting.stretch(word.start, _end_of_title(cutting, end))


def _headings(cutting: _Cutting) -> None:
    """Headings over lists of other articles, over comments and over key points, of two words at least, after a sentence's
    end; headings of comments with their number in brackets anywhere."""
    data = chrome(cutting.pack)
    for i, word in enumerate(cutting.words):
        window = cutting.listed[i : i + 8]
        hit = data.blocks.at(window, 0) or data.points.at(window, 0)
        if hit is None or not cutting.text[word.start].isupper() or _leads_on(cutting, i, hit[0]):
            continue
        end = cutting.words[i + hit[0] - 1].end
        counted = hit[1] is Sort.COMMENTS and re.match(r"\s?\(?\d+\)?", cutting.text[end:]) is not None
        if counted or (hit[1] is Sort.COMMENTS and re.search(r"\(\d+", cutting.text[word.start : end])):
            after = re.match(r"\s?\(?\d*\)?(?:\s?\))?", cutting.text[end:])
            cutting.stretch(word.start, end + (after.end() if after else 0))
        elif hit[0] >= 2 and not _leads_into(cutting, i + hit[0]):
            cutting.stretch(word.start, end)


def _leads_into(cutting: _Cutting, n: int) -> bool:
    """Whether small letters follow without a sign: « The latest round » is no heading."""
    if n >= len(cutting.words):
        return False
    word = cutting.words[n]
    between = cutting.text[cutting.words[n - 1].end : word.start]
    return cutting.text[word.start].islower() or bool(between.strip(' :|»”"«“([')) or between[:1] in "'’"


def _end_of_title(cutting: _Cutting, start: int) -> int:
    limit = min(len(cutting.text), start + 250)
    limit = min([low for low, _ in cutting.whole if low >= start] + [limit])
    stop = _SENTENCE.search(cutting.text, start, limit)
    ends = [stop.start(1)] if stop else []
    ends += [at for at in _openings_in(cutting, start, limit) if at - start > 15][:1]
    end = min(ends) if ends else limit
    return start + len(cutting.text[start:end].rstrip())


def _bylines(cutting: _Cutting) -> None:
    """« Par Awa Diarra » beside a stretch that was found."""
    data = bylines(cutting.pack)
    openers = _openers(cutting.pack).words
    for i, word in enumerate(cutting.words):
        hit = data.markers.at(cutting.listed[i : i + 6], 0)
        if hit is None:
            continue
        small = not cutting.text[word.start].isupper()
        if small and not (i and cutting.text[cutting.words[i - 1].start].isupper()):
            continue
        n, found = i + hit[0], {low for low, _ in cutting.whole}
        while (
            n < len(cutting.words)
            and n - i < 14
            and cutting.words[n].start not in found
            and _is_of_name(cutting, n, openers, data.joiners)
        ):
            n += 1
        while n > i + hit[0] and cutting.text[cutting.words[n - 1].start].islower():
            n -= 1  # « Rédigé par Awa Diarra le 12 mars »
        if n - (i + hit[0]) >= 3 and _opens_sentence(cutting, n):
            n -= 1  # "Interview by Jane Doe Migrants have been …"
        if n - (i + hit[0]) < 2:
            continue
        end = cutting.words[n - 1].end
        end = _office_end(cutting, n) or end
        signs = not small and _begins(cutting, word.start) and _begins_anew(cutting, cutting.words[n : n + 1])
        signs = signs and _names_a_writer(cutting, cutting.words[i + hit[0] : n], n - i - hit[0])
        if signs or (_beside(cutting, word.start, end) and not (small and not _before_day(cutting, end))):
            cutting.stretch(word.start, end)


def _office_end(cutting: _Cutting, n: int) -> int | None:
    """Where « , envoyée spéciale à Bangkok » ends behind a name: before what was found next."""
    if n >= len(cutting.words) or cutting.words[n].token not in bylines(cutting.pack).roles:
        return None
    after = min((low for low, _ in cutting.whole if low > cutting.words[n].start), default=len(cutting.text))
    office = cutting.text[cutting.words[n - 1].end : after].rstrip(" |•·–—-")
    plain = office[:1] == "," and len(office) <= LONGEST_OFFICE and re.search(r"[.!?:;]", office) is None
    return cutting.words[n - 1].end + len(office) if plain else None


def _opens_sentence(cutting: _Cutting, n: int) -> bool:
    """Whether the word before the one given begins a sentence: small letters follow it, and no sign."""
    if n >= len(cutting.words):
        return False
    word = cutting.words[n]
    if word.token in bylines(cutting.pack).joiners or calendar(cutting.pack).fillers.whole([word.token]):
        return False
    return cutting.text[word.start].islower() and not cutting.text[cutting.words[n - 1].end : word.start].strip()


def _is_of_name(cutting: _Cutting, n: int, openers: frozenset[str], joiners: frozenset[str]) -> bool:
    word = cutting.words[n]
    between = cutting.text[cutting.words[n - 1].end : word.start]
    initial = between[:1] == "." and len(cutting.words[n - 1].token) == 1  # « U.S. Embassy »
    if re.search(r"[.!?:;,]", between) and not initial:
        return False
    capital = cutting.text[word.start].isupper()
    return (capital and word.token not in openers) or (not capital and word.token in joiners)


def _beside(cutting: _Cutting, start: int, end: int) -> bool:
    near = 4
    return any(0 <= start - high <= near or 0 <= low - end <= near for low, high in cutting.whole)


def _before_day(cutting: _Cutting, end: int) -> bool:
    """Whether a day stands right behind the words."""
    return any(0 <= low - end <= 4 and days(cutting.text[low:high], cutting.pack) for low, high in cutting.whole)


def _datelines(cutting: _Cutting) -> None:
    """« BAMAKO, 21 mai (AFP) — » opens the text, whatever stands before it."""
    for match in _PLACE.finditer(cutting.text):
        found = dateline(cutting.text[match.start() : match.start() + 160], cutting.pack)
        if found is not None and (found.day or found.agency):
            cutting.cuts.add(match.start())
            return


def _addresses(cutting: _Cutting) -> None:
    """Web addresses, with the number of a printed page after them."""
    for match in _ADDRESS.finditer(cutting.text):
        cutting.stretch(match.start(), match.end())
    for match in _MAIL.finditer(cutting.text):
        if _begins(cutting, match.start()):
            cutting.stretch(match.start(), match.end())


def _notes(cutting: _Cutting) -> None:
    """Notes below the text, each behind its arrow or its number in brackets."""
    found = [match.end() for match in _NOTE.finditer(cutting.text, len(cutting.text) // 3)]
    cutting.cuts |= set(found)


def _signoffs(cutting: _Cutting) -> None:
    """What closes a dispatch (« ats/mabl »)."""
    for start, end in signoffs(cutting.text):
        cutting.stretch(start, end)


def _names_by_dates(cutting: _Cutting) -> None:
    """The name right before or behind a date above the text, none of whose words the page says elsewhere."""
    for start, end in [span for span in cutting.whole if span[1] < len(cutting.text) // 2]:
        said = [word.token for word in _between(cutting.words, start, end)]
        dated = days(cutting.text[start:end], cutting.pack) or calendar(cutting.pack).relative.all(said)
        if not dated and not (said and is_furniture(Line(cutting.text[start:end]), cutting.pack)):
            continue
        before = _between(cutting.words, start - 60, start)
        after = _between(cutting.words, end, end + 60)
        name = next((run for n in range(LONGEST_NAME, 1, -1) if _names_a_writer(cutting, run := before[-n:], n)), None)
        if dated and name is not None and not cutting.text[name[-1].end : start].strip(" ,|•·–—-"):
            cutting.stretch(_from_marker(cutting, name[0]), name[-1].end)
            continue
        runs = [(after[:n], _after_office(cutting, after[n:])) for n in range(2, LONGEST_NAME + 1)]
        found = next(
            (
                (run, rest)
                for run, rest in runs
                if rest is not None and (rest or dated) and _names_a_writer(cutting, run, len(run))
            ),
            None,
        )
        if found is not None and not cutting.text[end : found[0][0].start].strip(" ,|•·–—-"):
            cutting.stretch(found[0][0].start, found[1] or found[0][-1].end)


def _from_marker(cutting: _Cutting, first: _Word) -> int:
    """Where a byline starts whose name is known: at « Par » or "By" before it."""
    before = _between(cutting.words, first.start - 8, first.start)[-1:]
    announced = before and bylines(cutting.pack).announcers.whole([before[0].token])
    return before[0].start if announced else first.start


def _after_office(cutting: _Cutting, behind: list[_Word]) -> int | None:
    """Where an office behind a name ends, 0 where none stands there and something new begins; else ``None``."""
    if _begins_anew(cutting, behind[:1]):
        return 0
    roles = bylines(cutting.pack).roles
    office = behind[: next((n for n, word in enumerate(behind[:LONGEST_NAME]) if word.token in roles), -1) + 1]
    while len(office) < len(behind) and behind[len(office)].token in roles:
        office = behind[: len(office) + 1]
    comma = bool(office) and cutting.text[: office[0].start].rstrip().endswith(",")
    if not comma:
        return None
    handle = re.match(r"\s@\w+", cutting.text[office[-1].end :])
    return office[-1].end + (handle.end() if handle else 0)


def _begins_anew(cutting: _Cutting, word: list[_Word]) -> bool:
    """Whether a word opens a sentence or what was found before."""
    if not word:
        return False
    openers = _openers(cutting.pack)
    found = any(low == word[0].start for low, _ in cutting.whole)
    return found or (cutting.text[word[0].start].isupper() and word[0].token in openers.words - openers.weak)


def _names_a_writer(cutting: _Cutting, run: list[_Word], count: int) -> bool:
    """Whether words are a name that the page says only as a whole: the article does not speak of its bearer."""
    if len(run) != count or any(low < run[-1].end and run[0].start < high for low, high in cutting.whole):
        return False
    if not is_name(cutting.text[run[0].start : run[-1].end], cutting.pack):
        return False
    own, openers = [word.token for word in run], _openers(cutting.pack).words
    before = _between(cutting.words, run[0].start - 12, run[0].start)[-1:]
    if before and before[0].token in bylines(cutting.pack).joiners and cutting.text[before[0].start].islower():
        return False  # the second of two names
    if openers & set(own) or any(len(token) < 2 for token in own):
        return False
    times = sum(cutting.listed[n : n + count] == own for n in range(len(cutting.listed) - count + 1))
    return all(cutting.listed.count(token) == times for token in own)


def _hours(cutting: _Cutting) -> None:
    """Times of day before the headlines of a ticker or the entries of a live page."""
    ticker = list(_TICKER.finditer(cutting.text))
    for match in ticker if len(ticker) >= 2 else ():
        cutting.cuts.add(match.start())
        if _begins(cutting, match.start()):
            cutting.stretch(match.start(), match.end())


def _buttons(cutting: _Cutting) -> None:
    """Buttons in brackets behind headings (« Contexte [modifier] »), and words such as « Publicité » after a sentence's end."""
    for match in _BRACKETED.finditer(cutting.text):
        if is_furniture(Line(match[0]), cutting.pack):
            stops = [
                stop.end() for stop in _SENTENCE.finditer(cutting.text, max(0, match.start() - 120), match.start())
            ]
            cutting.stretch(match.start(), match.end())
            cutting.cuts |= set(stops[-1:])
    alone = chrome(cutting.pack).alone
    for i, word in enumerate(cutting.words):
        hit = alone.at(cutting.listed[i : i + 4], 0)
        if hit is None or not cutting.text[word.start].isupper() or not _begins(cutting, word.start):
            continue
        end = cutting.words[i + hit[0] - 1].end
        if re.match(r"\s+[«“\"'‘(]?\s?(?:[^\W\d_a-zà-öø-ÿ]|\d{1,2}[:h])", cutting.text[end : end + 6]):
            cutting.stretch(word.start, end)


_FINDERS = (
    _wide_blanks,
    _buttons,
    _addresses,
    _notes,
    _signoffs,
    _datelines,
    _rows,
    _hours,
    _captions,
    _bracketed_credits,
    _dash_credits,
    _said_twice,
    _links,
    _headings,
    _bylines,
    _names_by_dates,
)


def _sentences(cutting: _Cutting) -> None:
    for match in _SENTENCE.finditer(cutting.text):
        cutting.cuts.add(match.end())
    for pattern in (_GLUED, _openers(cutting.pack).glued):
        for match in pattern.finditer(cutting.text):
            cutting.cuts.add(match.start())
            cutting.breaks.add(match.start())


def _opened(cutting: _Cutting) -> None:
    """Cut before a capital that opens a sentence, in a stretch that no sentence's end parts from what was found."""
    starts = sorted({0, *cutting.cuts, *(high for _, high in cutting.whole)})
    stops = sorted(cutting.cuts)
    for start in starts:
        end = next((cut for cut in stops if cut > start + 3), len(cutting.text))
        cutting.cuts |= {at for at in _openings_in(cutting, start, end) if end - at > 25}


def _openings_in(cutting: _Cutting, start: int, end: int) -> list[int]:
    """Places in a stretch where a capital opens a sentence though none has ended, four words on at least."""
    openers = _openers(cutting.pack)
    inside = list(_between(cutting.words, start, end))
    found = []
    for n in range(4, len(inside)):
        word, last = inside[n], inside[n - 1]
        if not cutting.text[word.start].isupper() or word.token not in openers.words:
            continue
        if word.token in openers.weak and cutting.text[last.start].isupper():
            continue
        if cutting.text[last.end : word.start].strip() or last.end == word.start:
            continue
        after = fold(cutting.text[word.start : word.start + 30])
        if not any(after.startswith(name) for name in openers.names) and not _all_capitals(
            cutting.text[word.start : word.end + 12]
        ):
            found.append(word.start)
    return found


def _between(words: list[_Word], start: int, end: int) -> list[_Word]:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].start < start:
            low = middle + 1
        else:
            high = middle
    inside = []
    for word in words[low : low + 400]:
        if word.start >= end:
            break
        inside.append(word)
    return inside


def _all_capitals(text: str) -> bool:
    return len(text) > 3 and text.isupper()


def _sliced(line: Line, cutting: _Cutting) -> list[Line]:
    """The line's pieces, each with the blanks before it; cuts within a whole stretch do not count."""
    inner = sorted(cutting.whole)
    cuts, k = [0], 0
    for cut in sorted(cutting.cuts):
        while k < len(inner) and inner[k][1] <= cut:
            k += 1
        if 0 < cut < len(line.text) and not (k < len(inner) and inner[k][0] < cut < inner[k][1]):
            cuts.append(cut)
    found: list[Line] = []
    blanks = ""
    for low, high in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
        text = line.text[low:high]
        blanks += text[: len(text) - len(text.lstrip())]
        stripped = text.strip()
        if not stripped:
            continue
        if not any(character.isalnum() for character in stripped) and found:
            found[-1] = Line(found[-1].text + blanks + stripped, found[-1].blank, found[-1].glue)
        else:
            first = not found
            broken = low in cutting.breaks
            found.append(Line(stripped, line.blank if first else False, None if first or broken else blanks))
        blanks = text[len(text.rstrip()) :]
    return found
