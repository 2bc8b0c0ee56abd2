"""Which lines of a page are its article's text, and what the others are.

The steps, in order: what a line is by its own words (``alone.py``) and by its photo credit (``captions.py``); the stretch
of the page that holds most running text; within it, lists under headings such as « Les plus lus » and what is said
again; before it, title, standfirst, caption; what is left around it is no part of the article.

Where a page came with its markup (``marked``), its extractor has settled where the text begins and ends and which lists are
other articles': then lines go for what their words say, never for their shape alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.languages.pack import Pack
from dragoman.page.alone import alone, is_author_heading, is_block_heading, is_link_label, is_points_heading
from dragoman.page.bylines import byline, bylines, described, each_name, is_name
from dragoman.page.captions import Captioned, bare, captioned, captions_own, signed, taken
from dragoman.page.chrome import chrome
from dragoman.page.credits import credit_at_end
from dragoman.page.desk import Desk, SortedLine, content, runs_as_text
from dragoman.page.flattened import Line, Sort, fold, tokens
from dragoman.page.notes import notes
from dragoman.page.page import Metadata
from dragoman.page.published import dateline, days
from dragoman.page.repeats import runs, share_seen
from dragoman.page.title import title as title_of
from dragoman.records import Credit, Photo

HEADING_WORDS = 18
"""Words of the longest heading or headline; a longer line without a full stop is text that lost it."""
ENOUGH = 50
"""Words of text after which a heading such as « Commentaires » closes an article."""
LONG_RUN = 60
"""Words of sentences in a row from which they are no teaser, where a page lost its line breaks."""
LONGEST_POINT = 22
"""Words of the longest line of a box of key points; the text begins with a longer one."""
FEWEST_POINTS = 3
"""Lines that most such boxes have."""
MOST_POINTS = 8
"""Lines of the longest such box."""
LONGEST_TITLE = 70
"""Words of the longest title; those of communiqués run on."""
NEAR = 3
"""Lines between a text and the paragraphs above it that a box parts from it, on a page without date and byline."""
LONGEST_IMPRINT = 14
"""Words of the longest copyright line that is taken to name the outlet."""
LONGEST_LEAD = 70
"""Words of the longest standfirst that only a byline or a date parts from the text; the text has more."""
LEAST_ASKED = 2
"""Short questions above answers from which a page is an interview."""
LONGEST_BOX = 5
"""Lines from the name of a box to its button."""
MOST_AUTHORS = 4
"""Paragraphs of the longest box about authors."""
LONGEST_BIO = 60
"""Words of the longest paragraph that says who an author is."""
BODY_ABOVE = 0.65
"""Share of a page's running text above its copyright line from which what stands below is no text."""
_TWO_SENTENCES = re.compile(r"\w{4,}[.!?…][»”\"]?\s+[«“\"]?\s?[A-ZÀ-Þ]")
_BUTTONS = frozenset({Sort.SHARE, Sort.ACCOUNT, Sort.READING_TIME})
_BOXES = frozenset({Sort.NEWSLETTER, Sort.SUBSCRIPTION, Sort.NOTICE, Sort.COOKIES, Sort.ACCOUNT})
_MENU = frozenset({Sort.SECTION, Sort.NAVIGATION, Sort.BREADCRUMB, Sort.ACCOUNT, Sort.SUBSCRIPTION})
_CHROME = frozenset({Sort.DATE, Sort.BYLINE, Sort.READING_TIME, Sort.TAGS, Sort.LINK, Sort.CAPTION, Sort.SHARE})


_AGENCY_AT_END = re.compile(r"[.!?…»”\"]\s\([^()]{2,25}\)$")
_SAYS = re.compile(r"[^.!?…]{2,50}:\s")
"""What someone says in a transcript, behind a name: « AWA DIARRA : Merci, Ali. »"""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CLOSED_BY = re.compile(
    r"(?P<caption>.{12,}?[.!?»])\s?(?P<who>[^\W\d_a-zà-öø-ÿ][^.!?/«»,]{2,30}?) ?/ ?(?P<outlet>[^\W\d_a-zà-öø-ÿ][^.!?/«»,]{1,30})"
)


def sort_lines(lines: list[Line], metadata: Metadata, pack: Pack, marked: bool = False) -> list[SortedLine]:
    """Every line with its sort, in the page's order; ``marked`` tells that markup has settled where the text stands."""
    desk = Desk(lines, pack, metadata, marked)
    for step in _STEPS_MARKED if marked else _STEPS:
        step(desk)
    return [
        SortedLine(line, sort or Sort.OTHER, desk.photos.get(i))
        for i, (line, sort) in enumerate(zip(desk.lines, desk.sorts, strict=True))
    ]


def _by_own_words(desk: Desk) -> None:
    title = tokens(desk.metadata.title or "")
    known = [tokens(caption) for caption in desk.metadata.captions]
    for i, line in enumerate(desk.lines):
        photo = captioned(line, desk.pack)
        is_title = bool(title) and line.tokens == title
        sort = None if is_title else alone(line, desk.pack)
        if (photo is not None and _is_photo(photo, line, sort)) or line.tokens in known:
            desk.photos[i] = photo or Captioned(Photo(caption=line.text))
            sort = Sort.CAPTION
        desk.sorts.append(sort)


def _is_photo(photo: Captioned, line: Line, sort: Sort | None) -> bool:
    """Whether a credit makes the line a caption: not where its own words make it a byline or a notice."""
    if sort in (Sort.BYLINE, Sort.DATE) and photo.photo.caption is None:
        sold = photo.photo.credit.agency is not None and photo.photo.credit.photographer is not None
        return (
            not line.text[:1].isalpha()
            or line.tokens[0] in ("photo", "credit", "credits", "photos", "image")
            or (sold and "/" in line.text and line.text[:2].isupper())
        )
    return sort is None or sort is Sort.BYLINE


def _captions(desk: Desk) -> None:
    """Join captions to credits on the line after them, and name lines that only repeat a caption."""
    long = [i for i in range(len(desk.lines)) if desk.text(i) and desk.lines[i].words >= 25]
    first, second = [*long, 0, 0][0], [*long, *long[:1], 0, 0][1]
    for i, line in enumerate(desk.lines):
        photo = desk.photos.get(i)
        if photo is not None and photo.photo.caption is None and i > 0 and _captions_above(desk, i, i <= first):
            above = desk.lines[i - 1].text
            joined = captioned(Line(f"{above} {line.text}"), desk.pack)
            desk.photos[i - 1] = joined or Captioned(Photo(caption=above, credit=photo.photo.credit))
            desk.sorts[i - 1] = Sort.CAPTION
            del desk.photos[i]
        elif i < second and (of_outlet := _slashed(desk, i)) is not None:
            desk.photos[i] = of_outlet
            desk.sorts[i] = Sort.CAPTION
        elif i < first and (framed := _said_around_credit(desk, i)) is not None:
            desk.photos[i] = Captioned(Photo(caption=line.text, credit=framed[1], taken=taken(line.text, desk.pack)))
            desk.put([i], Sort.CAPTION)
            desk.put(range(i + 1, framed[0] + 1), Sort.CAPTION_AGAIN)
            desk.photos = {n: one for n, one in desk.photos.items() if not i < n <= framed[0]}
        elif i < first and (found := _bare_credit(desk, i)) is not None:
            _join(desk, i, *found)
        elif i < second and desk.sorts[i] is None and (own := signed(line, desk.pack)) is not None:
            desk.photos[i] = _of_outlet(desk, own)
            desk.sorts[i] = Sort.CAPTION
        elif i < first and (credit := _credit_above(desk, i)) is not None:
            desk.photos[i] = Captioned(Photo(caption=line.text, credit=credit))
            desk.put((i - 1, i), Sort.CAPTION)
            desk.photos.pop(i - 1, None)
        elif desk.text(i) and captions_own(line, desk.pack) >= (2.0 if i <= first else 2.9):
            desk.sorts[i] = Sort.CAPTION
            joined = captioned(Line(line.text + " " + line.text), desk.pack)
            desk.photos[i] = Captioned(joined.photo) if joined else Captioned(Photo(caption=line.text))
    said = {tuple(tokens(p.photo.caption)) for p in desk.photos.values() if p.photo.caption}
    desk.put([i for i in desk.open(range(len(desk.lines))) if tuple(desk.lines[i].tokens) in said], Sort.CAPTION_AGAIN)


def _slashed(desk: Desk, i: int) -> Captioned | None:
    """The photo whose caption a name and the page's own outlet close, no blank between: « … à Rabat.Awa Diarra / Le Phare »."""
    match = _CLOSED_BY.fullmatch(desk.lines[i].text) if desk.sorts[i] is None and desk.lines[i].words <= 60 else None
    if match is None or not (_is_outlets(desk, match["outlet"]) or _is_outlets(desk, match["who"])):
        return None
    who, outlet = (
        (match["who"], match["outlet"]) if _is_outlets(desk, match["outlet"]) else (match["outlet"], match["who"])
    )
    caption = match["caption"]
    return Captioned(
        Photo(caption=caption, credit=Credit(photographer=who, agency=outlet), taken=taken(caption, desk.pack))
    )


def _is_outlets(desk: Desk, name: str) -> bool:
    """Whether a name is the outlet's: the page's first line, or in its copyright line."""
    own = tokens(name)
    foot = (line.tokens for line in desk.lines if "©" in line.text)
    return own == desk.lines[0].tokens or any(
        words[n : n + len(own)] == own for words in foot for n in range(len(words))
    )


def _said_around_credit(desk: Desk, i: int) -> tuple[int, Credit] | None:
    """Where a caption is said again below the agency that stands between, and that agency ("PA Media", "Image caption")."""
    line = desk.lines[i]
    if desk.sorts[i] is not None or line.words < 4:
        return None
    again = next((n for n in range(i + 2, min(i + 5, len(desk.lines))) if desk.lines[n].tokens == line.tokens), None)
    between = [desk.lines[n] for n in range(i + 1, again or i)]
    named = [one for one in between if bylines(desk.pack).agencies.whole(one.tokens)]
    if again is None or len(named) != 1:
        return None
    found = credit_at_end(f"x. {named[0].text}", desk.pack)
    return again, found.credit if found is not None else Credit(agency=named[0].text)


def _join(desk: Desk, i: int, above: int, credit: Credit) -> None:
    """Make a line the caption of the credit that stands below it."""
    words = desk.lines[above].text
    desk.photos.pop(i, None)
    desk.photos[above] = Captioned(Photo(caption=words, credit=credit, taken=taken(words, desk.pack)))
    desk.put((above, i), Sort.CAPTION)


def _bare_credit(desk: Desk, i: int) -> tuple[int, Credit] | None:
    """A credit alone on its line below its caption, and that caption's number; not where it may be the page's byline."""
    credit = bare(desk.lines[i], desk.pack) if desk.sorts[i] in (None, Sort.BYLINE) else None
    above = i - 2 if i > 1 and desk.sorts[i - 1] is Sort.COPYRIGHT else i - 1
    if credit is None or above < 0 or desk.sorts[above] is not None or not 4 <= desk.lines[above].words <= 45:
        return None
    others = (n for n in range(max(0, i - 8), min(i + 5, len(desk.lines))) if n != i)
    sure = desk.lines[above].ended or any(desk.sorts[n] is Sort.BYLINE for n in others)
    return (above, credit) if sure else None


def _of_outlet(desk: Desk, found: Captioned) -> Captioned:
    """The photo, its credit spelt as the page spells the outlet elsewhere (« LE PHARE » as « Le Phare »)."""
    agency = found.photo.credit.agency
    spelt = next(
        (line.text for line in desk.lines if line.tokens == tokens(agency or "") and not line.text.isupper()), None
    )
    if agency is None or spelt is None:
        return found
    return Captioned(msgspec.structs.replace(found.photo, credit=Credit(agency=spelt)))


def _captions_above(desk: Desk, i: int, early: bool) -> bool:
    """Whether the line above a bare credit is its caption: short, and near to the credit or before the text."""
    above = desk.lines[i - 1]
    if desk.sorts[i - 1] is not None or above.words > 45 or above.words < 3:
        return False
    near = not desk.lines[i].blank and (above.blank or (early and above.ended))
    return near or captions_own(above, desk.pack) >= 0.75


def _credit_above(desk: Desk, i: int) -> Credit | None:
    """The bare credit whose caption stands below it, right above the text: on a page with title and date or byline above."""
    if i < 2 or i + 1 >= len(desk.lines) or not desk.short(i) or not 3 <= desk.lines[i].words <= 30:
        return None
    above, photo = desk.lines[i - 1], desk.photos.get(i - 1)
    credit = photo.photo.credit if photo is not None and photo.photo.caption is None else None
    if credit is None and bylines(desk.pack).agencies.whole(above.tokens):
        credit = Credit(agency=above.text)
    titled = any(desk.short(n) and desk.lines[n].words >= 5 for n in range(i - 1))
    return credit if titled and desk.text(i + 1) and {Sort.BYLINE, Sort.DATE} & set(desk.sorts[: i - 1]) else None


def _credits_of_text(desk: Desk) -> None:
    """An agency in brackets that closes the text is its own and no photo's: « … ses données. (AFP) »."""
    for i in list(desk.photos):
        line = desk.lines[i]
        closes = (
            i > 0
            and _AGENCY_AT_END.search(line.text)
            and runs_as_text(desk.lines[i - 1])
            and desk.lines[i - 1].words >= 8
        )
        below = i + 1 < len(desk.lines) and desk.text(i + 1) and desk.lines[i + 1].words >= 12
        if closes and not below and desk.photos[i].again is None and desk.sorts[i - 1] is None:
            del desk.photos[i]
            desk.sorts[i] = None


def _speakers(desk: Desk) -> None:
    """Lines that name who speaks, in a transcript: a name that heads text twice at least, or one behind « M. » or "Sir"."""
    heads = [i for i in range(len(desk.lines) - 1) if desk.short(i) and desk.text(i + 1) and desk.lines[i].words <= 12]
    names = [(i, tuple(tokens(_BRACKETS.sub(" ", desk.lines[i].text)))) for i in heads]
    said = [name for _, name in names]
    said += [tuple(tokens(found)) for i in heads for found in _BRACKETS.findall(desk.lines[i].text)]
    asked = [i for i in heads if desk.lines[i].text.endswith("?") and desk.lines[i].words >= 2]
    if len(asked) >= LEAST_ASKED:
        desk.listed |= set(asked)  # an interview's short questions
    honoured = [i for i, name in names if name and name[0] in bylines(desk.pack).honours]
    again = [i for i, name in names if said.count(name) >= 2 and 1 <= len(name) <= 5]
    if len(honoured) + len(again) >= 2:
        desk.listed |= {*honoured, *again}


def _below_paywall(desk: Desk) -> None:
    """What follows the notice that sells the rest of the text: short lines that do not speak of it."""
    walls = [i for i, sort in enumerate(desk.sorts) if sort is Sort.PAYWALL and i > desk.start]
    known = {word for i in range(desk.start, desk.end) if desk.text(i) for word in content(desk.lines[i])}
    for wall in walls:
        if any(desk.text(i) and desk.lines[i].words >= 25 for i in range(wall + 1, len(desk.lines))):
            continue
        for i in desk.open(range(wall + 1, len(desk.lines))):
            if desk.lines[i].words <= 15 and len(content(desk.lines[i]) & known) < 2:
                desk.sorts[i] = Sort.PAYWALL


def _listings(desk: Desk) -> None:
    """Lists of a communiqué: items that end with a semicolon, the last with a full stop, under a line with a colon."""
    for i, line in enumerate(desk.lines):
        if desk.sorts[i] is not None or not line.text.endswith(":") or line.words < 3:
            continue
        if (
            i
            and i + 1 < len(desk.lines)
            and runs_as_text(desk.lines[i - 1])
            and line.text[:1].isupper()
            and "@" not in line.text
        ):
            desk.listed |= _announced_by(desk, i)
        last = i + 1
        while last < len(desk.lines) and desk.sorts[last] is None and desk.lines[last].text.endswith((";", ",")):
            last += 1
        if last > i + 1 and last < len(desk.lines) and desk.sorts[last] is None and desk.lines[last].ended:
            desk.listed |= set(range(i, last + 1))


def _announced_by(desk: Desk, i: int) -> set[int]:
    """What a line with a colon announces: a sentence, or items of which one begins in small letters at least."""
    if desk.text(i + 1) and desk.lines[i + 1].words >= 8:
        return {i}
    last = i + 1
    while (
        last < len(desk.lines)
        and desk.short(last)
        and 3 <= desk.lines[last].words <= LONGEST_POINT
        and last - i <= MOST_POINTS
    ):
        if desk.lines[last].text.endswith(":"):
            break
        last += 1
    items = range(i + 1, last)
    begun = any(not desk.lines[n].text[:1].isupper() and not desk.lines[n].text.startswith("#") for n in items)
    goes_on = last + 1 < len(desk.lines) and desk.sorts[last] is None and (desk.text(last) or desk.text(last + 1))
    return set(range(i, last)) if len(items) >= 2 and begun and goes_on else set()


def _points(desk: Desk) -> None:
    """A box of key points above the text: its heading, and the short lines down to the text's first paragraph."""
    for i, line in enumerate(desk.lines):
        if desk.text(i) and line.words > LONGEST_POINT:
            return
        if not is_points_heading(line, desk.pack):
            continue
        last = i + 1
        while last < len(desk.lines) and desk.sorts[last] is None and desk.lines[last].words <= LONGEST_POINT:
            last += 1
        if i + 1 < len(desk.lines) and desk.lines[i + 1].glue is not None:
            last = min(last, _end_of_points(desk, i + 1))
        if last <= i + 1 + MOST_POINTS:
            desk.put(range(i, last), Sort.POINTS)
            return


def _end_of_points(desk: Desk, first: int) -> int:
    """Where the points of a page without line breaks end: after three, or before the sentence that says the first again."""
    own = content(desk.lines[first])
    most = min(first + FEWEST_POINTS, len(desk.lines))
    again = (i for i in range(first + 1, most) if len(content(desk.lines[i]) & own) >= max(2, 0.5 * len(own)))
    return next(again, most)


def _imprint(desk: Desk) -> None:
    """What stands below the page's copyright line, where nearly all of its text stands above."""
    total = sum(line.words for i, line in enumerate(desk.lines) if desk.text(i))
    above = 0
    for i, line in enumerate(desk.lines):
        above += line.words if desk.text(i) else 0
        if desk.sorts[i] is Sort.COPYRIGHT and "©" in line.text and above >= max(ENOUGH, BODY_ABOVE * total):
            desk.put(desk.open(range(i, len(desk.lines))), Sort.OTHER)
            return


def _comments(desk: Desk) -> None:
    """Everything after the heading of the comments, where an article came before it."""
    before = 0
    for i, line in enumerate(desk.lines):
        if before >= ENOUGH and desk.sorts[i] is Sort.COMMENTS and is_block_heading(line, desk.pack):
            desk.put(range(i, len(desk.lines)), Sort.COMMENTS)
            desk.photos = {n: photo for n, photo in desk.photos.items() if n < i}
            return
        before += line.words if desk.text(i) else 0


def _region(desk: Desk) -> None:
    """The stretch with the most running text, where every line that is not text costs (maximal sum of a stretch)."""
    best, total, begin = 0.0, 0.0, 0
    desk.start = desk.end = 0
    topic: set[str] = set()
    for i in range(len(desk.lines)):
        if total <= 0:
            total, begin = 0.0, i
        total += _worth(desk, i, topic)
        if desk.text(i) and not _between_short(desk, i):
            topic |= content(desk.lines[i])
        if total > best and desk.text(i):
            best, desk.start, desk.end = total, begin, i + 1
    while desk.start < desk.end and not desk.text(desk.start):
        desk.start += 1
    if desk.start == desk.end:
        _region_without_text(desk)


def _asked_title(desk: Desk) -> None:
    """A title that ends as a question does, above standfirst, byline or date: it is no part of the text."""
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    if not texts or desk.marked or desk.lines[texts[0]].words > HEADING_WORDS:
        return
    line, near = desk.lines[texts[0]], range(texts[0] + 1, min(texts[0] + 4, desk.end))
    one = line.text[-1:] in "?!" and re.search(r"[.!?…]\s", line.text) is None and line.glue is None
    if one and len(texts) > 2 and {Sort.BYLINE, Sort.DATE} & {desk.sorts[i] for i in near}:
        desk.start = texts[1]


def _upwards(desk: Desk) -> None:
    """Take in paragraphs above the stretch that go on with its words: below a date or byline, or right above it."""
    known: set[str] = set()
    for i in range(desk.start, desk.end):
        if desk.text(i):
            known |= content(desk.lines[i])
    sign = next((i for i in range(desk.start) if desk.sorts[i] in (Sort.DATE, Sort.BYLINE)), desk.start)
    for i in range(desk.start - 1, -1, -1):
        own = content(desk.lines[i])
        near = i > sign or i >= desk.start - NEAR
        if near and desk.text(i) and desk.lines[i].words >= 15 and len(own & known) >= max(3, 0.25 * len(own)):
            desk.start = i


def _region_marked(desk: Desk) -> None:
    """From the first line to the last that are not sorted yet; where no title is known, the first that runs as text."""
    unsorted = desk.open(range(len(desk.lines)))
    first = unsorted if desk.metadata.title else [i for i in unsorted if desk.text(i)] or unsorted
    if first:
        desk.start, desk.end = first[0], unsorted[-1] + 1


def _region_without_text(desk: Desk) -> None:
    """A page of one or two lines that do not end as text does: the longest is the text."""
    unsorted = desk.open(range(len(desk.lines)))
    if 1 <= len(unsorted) <= 2:
        longest = max(unsorted, key=lambda i: (desk.lines[i].words, i))
        if len(desk.lines) == 1 or desk.lines[longest].words >= 8:
            desk.start, desk.end = longest, longest + 1


def _between_short(desk: Desk, i: int) -> bool:
    """Whether a paragraph stands as a teaser does: between a headline and the next."""
    if not 0 < i < len(desk.lines) - 1 or desk.lines[i].words >= 40:
        return False
    return (desk.short(i - 1) or desk.sorts[i - 1] in _MENU) and desk.short(i + 1)


def _worth(desk: Desk, i: int, topic: set[str]) -> float:
    """What a line adds to a stretch; a paragraph between headlines adds little unless it goes on with the topic before."""
    if desk.text(i):
        words, own = desk.lines[i].words, content(desk.lines[i])
        card = _between_short(desk, i) and len(own & topic) < max(2, 0.25 * len(own))
        return words / 3 if card else float(words)
    if desk.sorts[i] is None:
        return -8.0
    if desk.lines[i].glue == "" and desk.lines[i].text[:1] == "[":
        return 0.0
    return -1.0 if desk.sorts[i] in _CHROME else -3.0


def _blocks(desk: Desk) -> None:
    """Lists of other articles: what follows their heading, up to a line that goes on with the article's words."""
    known = {word for n in desk.open(range(desk.start)) if desk.lines[n].words >= 8 for word in content(desk.lines[n])}
    topic = {word for n in desk.open(range(desk.start)) if desk.lines[n].words >= 5 for word in content(desk.lines[n])}
    before, i = 0, desk.start
    while i < len(desk.lines):
        if before >= 25 and is_author_heading(desk.lines[i], desk.pack):
            i = _after_author(desk, i)
            continue
        if before >= 25 and is_block_heading(desk.lines[i], desk.pack):
            desk.sorts[i] = Sort.LIST
            i = _after_block(desk, i + 1, known, topic)
            continue
        if before >= 25 and is_link_label(desk.lines[i], desk.pack) and i + 1 < len(desk.lines) and desk.short(i + 1):
            desk.put((i, i + 1), Sort.LINK)
        if desk.text(i):
            known |= content(desk.lines[i])
            before += desk.lines[i].words
        i += 1


def _after_author(desk: Desk, heading: int) -> int:
    """The box that says who wrote, or was asked: its heading, the names in it and a paragraph of each."""
    desk.sorts[heading] = Sort.AUTHOR
    i = heading + 1
    for _ in range(MOST_AUTHORS):
        if i < len(desk.lines) and desk.short(i) and is_name(desk.lines[i].text, desk.pack):
            desk.sorts[i] = Sort.AUTHOR
            i += 1
        begun = i
        said = 0
        while i < len(desk.lines) and desk.sorts[i] is None and said + desk.lines[i].words <= LONGEST_BIO:
            if desk.lines[i].glue is None and (i > begun or desk.short(i)):
                break
            desk.sorts[i] = Sort.AUTHOR
            said += desk.lines[i].words
            i += 1
        if i == begun:
            break
    return i


def _after_block(desk: Desk, i: int, known: set[str], topic: set[str]) -> int:
    first = i
    while i < len(desk.lines) and not _goes_on(desk, i, known):
        if i - first <= LONGEST_BOX and _goes_on_later(desk, i, topic):
            break
        if desk.sorts[i] in (None, Sort.CAPTION, Sort.DATE, Sort.BYLINE, Sort.SECTION):
            desk.sorts[i] = Sort.LIST
            desk.photos.pop(i, None)
        i += 1
    if i < len(desk.lines):
        _restore(desk, i - 1)
    return i


def _restore(desk: Desk, last: int) -> None:
    """Give back what stood right before the text went on: paragraphs apart from the list, a heading of the text."""
    while desk.sorts[last] is Sort.LIST and runs_as_text(desk.lines[last]) and desk.lines[last].words >= 15:
        if not desk.lines[last].blank:
            return
        desk.sorts[last] = None
        last -= 1
    heading = desk.lines[last].blank and not desk.lines[last - 1].blank and desk.lines[last].words <= 10
    if desk.sorts[last] is Sort.LIST and heading and not is_block_heading(desk.lines[last], desk.pack):
        desk.sorts[last] = None


def _goes_on(desk: Desk, i: int, known: set[str]) -> bool:
    """Whether a line after a list is text of the article: long enough, and with words that the article has."""
    line = _with_its_pieces(desk, i)
    if not desk.text(i) or line.words < 12 or (line.bullet and line.words < 25):
        return False
    own = content(line)
    shared = len(own & known)
    if chrome(desk.pack).pointing_back.at(line.tokens, 0) is not None and shared >= 1:
        return True
    if desk.lines[i].glue is not None and line.words >= LONG_RUN:
        return True
    card = desk.sorts[i - 1] is Sort.LIST and not desk.lines[i - 1].ended and not line.blank and line.words < 35
    if card and i + 1 < len(desk.lines) and desk.text(i + 1) and not desk.lines[i + 1].blank:
        card = False
    if _under_day(desk, i):
        return False
    if _paragraph_after(desk, i) and line.words >= 15 and len((own | content(desk.lines[i + 1])) & known) >= 3:
        return True
    enough = shared >= 2 or (line.words >= 25 and shared >= 1 and not card)
    return line.words >= 15 and enough and shared >= (0.3 if card else 0.1) * len(own)


def _goes_on_later(desk: Desk, i: int, topic: set[str]) -> bool:
    """Whether a paragraph behind a short box speaks of what the title names, and another one follows under no headline."""
    if not _is_paragraph(desk, i) or not content(desk.lines[i]) & topic or i + 1 >= len(desk.lines):
        return False
    if desk.short(i + 1) and _is_title_of_card(desk, i + 1):
        return False
    below = range(i + 1, min(i + 1 + 2 * LONGEST_BOX, len(desk.lines)))
    return any(_is_paragraph(desk, n) and not (desk.short(n - 1) and n - 1 > i) for n in below)


def _is_paragraph(desk: Desk, i: int) -> bool:
    line = desk.lines[i]
    return desk.text(i) and line.ended and line.words >= 12 and not line.bullet


def _is_title_of_card(desk: Desk, i: int) -> bool:
    """Whether a short line is another headline: no heading of a block and no link's label."""
    line = desk.lines[i]
    return not is_block_heading(line, desk.pack) and not is_link_label(line, desk.pack)


def _under_day(desk: Desk, i: int) -> bool:
    """Whether the line right above is a whole day, as above a teaser's words."""
    return any(day.date for day in days(desk.lines[i - 1].text, desk.pack)) and desk.lines[i - 1].words <= 6


def _paragraph_after(desk: Desk, i: int) -> bool:
    """Whether another paragraph follows at once: two in a row are no teasers."""
    return i + 1 < len(desk.lines) and desk.text(i + 1) and desk.lines[i + 1].words >= 15


def _with_its_pieces(desk: Desk, i: int) -> Line:
    """The line with the sentences after it that are pieces of the same one, as the paragraph that they make."""
    parts = [desk.lines[i].text]
    while desk.lines[i].glue is not None and i + 1 < len(desk.lines) and desk.lines[i + 1].glue is not None:
        i += 1
        if not desk.text(i):
            break
        parts.append(desk.lines[i].text)
    return Line(" ".join(parts), desk.lines[i].blank)


def _cards(desk: Desk) -> None:
    """At the text's end: headlines with a sentence or two each, that share no words with what the page begins with."""
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    known: set[str] = set()
    for i in texts[: max(2, len(texts) // 2)]:
        known |= content(desk.lines[i])
    cut = len(texts)
    while cut > 2 and _is_card(desk, texts[cut - 1], known):
        cut -= 1
    if cut < len(texts) - 1:
        first = texts[cut] - 1
        desk.put(desk.open(range(first, desk.end)), Sort.LIST)
        desk.end = texts[cut - 1] + 1


def _is_card(desk: Desk, i: int, known: set[str]) -> bool:
    line, above = desk.lines[i], desk.lines[i - 1]
    if line.glue is not None or line.words > 40 or not desk.short(i - 1) or above.ended or above.words < 3:
        return False
    own = content(line) | content(above)
    return len(own & known) <= 0.15 * len(own)


def _repeats(desk: Desk) -> None:
    """What is said twice: from the top what came before, from the foot what a longer line says in its course."""
    within = range(desk.start, len(desk.lines))
    seen: set[tuple[str, ...]] = set()
    for i in desk.open(within):
        line = desk.lines[i]
        if line.words >= 8 and share_seen(line.tokens, seen) >= (0.7 if line.cut else 0.8):
            desk.sorts[i] = Sort.TEASER if runs_as_text(line) else Sort.REPEATED
        else:
            seen.update(runs(line.tokens))
    later: set[tuple[str, ...]] = set()
    for i in reversed(desk.open(within)):
        line = desk.lines[i]
        if (
            i > desk.start
            and not _heads(desk, i)
            and line.glue is None
            and 6 <= line.words <= 40
            and share_seen(line.tokens, later) >= 0.9
        ):
            desk.sorts[i] = Sort.REPEATED
        elif not line.cut:
            later.update(runs(line.tokens))
    for i in desk.open(range(desk.start)):
        line = desk.lines[i]
        if line.words >= 8 and runs_as_text(line) and share_seen(line.tokens, later) >= 0.8:
            desk.sorts[i] = Sort.TEASER


def _heads(desk: Desk, i: int) -> bool:
    """Whether a short line is the heading of the paragraph below, whose words it quotes."""
    line = desk.lines[i]
    below = set(runs(desk.lines[i + 1].tokens)) if i + 1 < len(desk.lines) and desk.text(i + 1) else set()
    return line.words <= 8 and not line.ended and share_seen(line.tokens, below) >= 0.9


def _head(desk: Desk) -> None:
    """Title, standfirst and byline in the lines before the text."""
    if desk.start == desk.end:
        return
    _labelled_names(desk)
    head = desk.open(range(desk.start))
    title = title_of(desk, head)
    if title is None:
        title = _long_title(desk)
    if title is not None:
        desk.sorts[title] = Sort.TITLE
        _title_again(desk, title)
    desk.put([i for i in desk.open(head) if _in_way(desk, i)], Sort.SECTION)
    _announced_names(desk, head)
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    below_lead = range(texts[0] + 1, texts[1]) if len(texts) > 1 else range(0)
    names = [
        i
        for i in (*desk.open(head), *desk.open(below_lead))
        if not _is_site(desk, i)
        and max(map(len, desk.lines[i].tokens), default=0) > 2
        and is_name(desk.lines[i].text, desk.pack)
        and _beside_byline(desk, i)
        and not (title is not None and i < title and (desk.lines[i].glue is not None or _said_above(desk, i)))
    ]
    desk.put(names, Sort.BYLINE)
    _standfirst(desk, title)
    desk.put(desk.open(range(desk.start)), Sort.OTHER)


def _long_title(desk: Desk) -> int | None:
    """A title as long as a paragraph: the text's first line, which ends no sentence, with byline or date below it."""
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    if len(texts) < 2 or not any(sort in (Sort.BYLINE, Sort.DATE) for sort in desk.sorts[texts[0] : texts[1]]):
        return None
    line = desk.lines[texts[0]]
    if line.glue is not None or line.ended or line.words > LONGEST_TITLE or _TWO_SENTENCES.search(line.text):
        return None
    desk.start = texts[1]
    return texts[0]


def _said_above(desk: Desk, i: int) -> bool:
    """Whether another line above the text is the same, as names of sections are and names of writers are not."""
    return any(n != i and line.tokens == desk.lines[i].tokens for n, line in enumerate(desk.lines[: desk.start]))


def _labelled_names(desk: Desk) -> None:
    """A label (« Auteurs », « Par : ») with the names on the next line."""
    for i in _labels(desk):
        below = desk.lines[i + 1]
        outlet = desk.lines[i].text.endswith(":") and 1 <= below.words <= 4 and below.text[:1].isupper()
        if is_name(below.text, desk.pack) or outlet:
            desk.put((i, i + 1), Sort.BYLINE)


def _announced_names(desk: Desk, head: Sequence[int]) -> None:
    """« By Jane Doe, a lecturer … » before the text goes on."""
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    opening = [i for i in (*desk.open(head), *texts[:3]) if described(desk.lines[i].text, desk.pack) is not None]
    if opening and len(texts) > 2:
        desk.put(opening[:1], Sort.BYLINE)
        desk.start = texts[1] if opening[0] == texts[0] else desk.start


def _labels(desk: Desk) -> list[int]:
    """Lines of the head that only announce names (« Par : »), sorted or not."""
    markers = bylines(desk.pack).markers
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    end = min(texts[1] if len(texts) > 1 else desk.start, len(desk.lines) - 1)
    return [i for i in range(end) if markers.whole(desk.lines[i].tokens) and desk.sorts[i] in (None, Sort.BYLINE)]


def _is_site(desk: Desk, i: int) -> bool:
    """Whether a line is the name of the outlet as the page's copyright line has it."""
    own = desk.lines[i].tokens
    return any(
        sort is Sort.COPYRIGHT and line.words <= LONGEST_IMPRINT and set(own) <= set(line.tokens)
        for line, sort in zip(desk.lines, desk.sorts, strict=True)
    )


def _in_way(desk: Desk, i: int) -> bool:
    """Whether a line only says again where the breadcrumb right above it leads."""
    above = desk.lines[i - 1].tokens if i and desk.sorts[i - 1] in (Sort.SECTION, Sort.BREADCRUMB) else []
    own = desk.lines[i].tokens
    return len(above) > len(own) and above[-len(own) :] == own


def _title_again(desk: Desk, title: int) -> None:
    words = desk.lines[title].tokens
    for i in desk.open(range(len(desk.lines))):
        own = desk.lines[i].tokens
        if own == words or (len(words) >= 4 and own[: len(words)] == words and len(own) <= len(words) + 6):
            desk.sorts[i] = Sort.TITLE_AGAIN


def _beside_byline(desk: Desk, i: int) -> bool:
    above = next((n for n in range(i - 1, -1, -1) if desk.sorts[n] not in _BUTTONS), -1)
    below = next((n for n in range(i + 1, len(desk.lines)) if desk.sorts[n] not in _BUTTONS), len(desk.lines))
    around = [desk.sorts[n] for n in (above, below) if 0 <= n < len(desk.lines)]
    return any(sort in (Sort.TITLE, Sort.DATE, Sort.BYLINE, Sort.STANDFIRST) for sort in around)


def _standfirst(desk: Desk, title: int | None) -> None:
    """A line between title and text, or the first paragraph where byline or date part it from the others.

    Where a page without line breaks has no title of its own, that paragraph holds it too.
    """
    if title is not None:
        leads = [
            i
            for i in desk.open(range(title + 1, desk.start))
            if desk.lines[i].words >= (5 if desk.lines[i].ended else 8)
        ]
        desk.put([i for n, i in enumerate(leads) if i == leads[0] + n], Sort.STANDFIRST)
    lead = _before_byline(desk)
    if not lead or dateline(desk.lines[lead[0]].text, desk.pack) is not None:
        return
    above = range(title + 1 if title is not None else 0, lead[0])
    if Sort.STANDFIRST not in [desk.sorts[i] for i in above] and (
        title is not None or desk.lines[lead[0]].glue is not None
    ):
        desk.put(lead, Sort.STANDFIRST)
        desk.start = next(i for i in range(lead[-1] + 1, desk.end) if desk.text(i))


def _before_byline(desk: Desk) -> list[int]:
    """The first paragraph (or its sentences), where byline, date or reading time stand between it and the others."""
    marks = (Sort.BYLINE, Sort.DATE, Sort.READING_TIME)
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    lead: list[int] = []
    for n, i in enumerate(texts[:-2]):
        if n > 0 and desk.lines[i].glue is None:
            break
        lead.append(i)
        if any(sort in marks for sort in desk.sorts[i + 1 : texts[n + 1]]):
            words, rest = (sum(desk.lines[k].words for k in part) for part in (lead, texts[n + 1 :]))
            return lead if words <= min(LONGEST_LEAD, rest) else []
    return []


def _tail(desk: Desk) -> None:
    """After the text: paragraphs that go on with its words belong to it, the rest does not."""
    known: set[str] = set()
    for i in range(desk.start, desk.end):
        if desk.text(i):
            known |= content(desk.lines[i])
    last = desk.end
    for i in range(desk.end, len(desk.lines)):
        line = desk.lines[i]
        own = content(line)
        near = i - last <= LONGEST_BOX and all(_is_of_box(desk, n) for n in range(last, i))
        if desk.text(i) and line.words >= 12 and len(own & known) >= (2 if near else max(3, 0.35 * len(own))):
            last = i + 1
    desk.end = last
    for i in desk.open(range(desk.end, len(desk.lines))):
        desk.sorts[i] = Sort.LIST if desk.lines[i].words >= 4 else Sort.OTHER


def _is_of_box(desk: Desk, i: int) -> bool:
    """Whether a line is a notice, a button or short words beside one: no headline."""
    return desk.sorts[i] in _BOXES | _BUTTONS or (desk.short(i) and desk.lines[i].words <= 5)


def _author(desk: Desk) -> None:
    """The box about who wrote the page: the byline's name again after the text, and what is said of that name."""
    names = {tuple(tokens(name)) for i in range(desk.start) for name in _named_by(desk, i)}
    names = {name for name in names if 2 <= len(name) <= 5}
    names |= {tuple(line.tokens) for line in desk.lines[:1] if 3 <= line.words <= 6}
    texts = [i for i in range(desk.start + 1, len(desk.lines)) if desk.text(i)]
    for i in range(desk.start + 1, len(desk.lines)):
        line = desk.lines[i]
        if tuple(line.tokens) in names and not desk.text(i):
            desk.sorts[i] = Sort.AUTHOR
            after = desk.open(range(i + 1, min(i + 3, len(desk.lines))))
            desk.put([n for n in after if _opens_with(desk.lines[n], names)], Sort.AUTHOR)
        elif (
            i in texts[2:][-6:]
            and line.words <= LONGEST_BIO
            and _opens_with(line, names)
            and not _SAYS.match(line.text)
        ):
            desk.sorts[i] = Sort.AUTHOR


def _named_by(desk: Desk, i: int) -> list[str]:
    if desk.sorts[i] is not Sort.BYLINE:
        return []
    text = desk.lines[i].text
    found = byline(text, desk.pack) or described(text, desk.pack) or text
    return [found, *each_name(found, desk.pack)]


def _opens_with(line: Line, names: set[tuple[str, ...]]) -> bool:
    return any(tuple(line.tokens[: len(name)]) == name for name in names)


def _is_outlet(desk: Desk, i: int) -> bool:
    """Whether a byline only names the outlet, as the page's first line or its copyright line does."""
    names = tokens(byline(desk.lines[i].text, desk.pack) or "")
    return names == desk.lines[0].tokens or _is_site(desk, i)


def _signature(desk: Desk) -> None:
    """A name alone right below the text, or an agency's anywhere below, on a page that has no byline above it."""
    if any(sort is Sort.BYLINE and not _is_outlet(desk, i) for i, sort in enumerate(desk.sorts)):
        return
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    below = texts[-1] + 1 if texts else len(desk.lines)
    if below < len(desk.lines) and desk.sorts[below] in (None, Sort.OTHER, Sort.LIST) and len(texts) > 1:
        line, after = desk.lines[below], desk.sorts[below + 1] if below + 1 < len(desk.lines) else Sort.OTHER
        headed = below + 1 < len(desk.lines) and is_block_heading(desk.lines[below + 1], desk.pack)
        closed = below + 1 == len(desk.lines) or headed or after not in (None, Sort.OTHER, Sort.LIST)
        if closed and 2 <= line.words <= 4 and is_name(line.text, desk.pack) and line.glue is None:
            desk.put([i for i, sort in enumerate(desk.sorts) if sort is Sort.BYLINE], Sort.OTHER)
            desk.sorts[below] = Sort.BYLINE
            return
    if Sort.BYLINE in desk.sorts:
        return
    agencies = bylines(desk.pack).agencies
    alone_below = [i for i in range(below, len(desk.lines)) if agencies.whole(desk.lines[i].tokens)]
    desk.put([i for i in alone_below if desk.lines[i].glue is None][:1], Sort.BYLINE)


def _names_of_boxes(desk: Desk) -> None:
    """A short line within the text right above a notice, which is the name of what the notice offers."""
    for i in desk.open(range(desk.start + 1, desk.end)):
        below = desk.sorts[i + 1] if i + 1 < len(desk.lines) else None
        if below in _BOXES and desk.short(i) and desk.lines[i].words <= 6 and not desk.lines[i + 1].glue:
            desk.sorts[i] = below


def _boxes(desk: Desk) -> None:
    """Short lines between the name of a box and its button (« Newsletter », « Chaque mercredi … », « S'inscrire »)."""
    for i in range(desk.start + 1, desk.end):
        if desk.sorts[i] not in _BOXES:
            continue
        low = i - 1
        while low > max(desk.start, i - LONGEST_BOX) and desk.short(low):
            low -= 1
        if low < i - 1 and desk.sorts[low] in _BOXES:
            desk.put(range(low + 1, i), Sort.NEWSLETTER)


def _cards_within(desk: Desk) -> None:
    """Between two paragraphs: a headline with the day, the section or the offer that belongs to it is another article's."""
    texts = [i for i in range(desk.start, desk.end) if desk.text(i)]
    for above, below in itertools.pairwise(texts):
        gap = range(above + 1, below)
        marks = [
            i for i in gap if desk.sorts[i] in (Sort.SECTION, Sort.SUBSCRIPTION, Sort.DATE) and not _is_hour(desk, i)
        ]
        titles = [i for i in gap if desk.short(i) and marks and i < marks[-1] and not desk.lines[i].bullet]
        dated = any(desk.sorts[i] is Sort.DATE for i in marks)
        if len(titles) >= 2 or (titles and dated and len(marks) >= 2):
            desk.put(titles, Sort.LIST)


def _is_hour(desk: Desk, i: int) -> bool:
    """Whether a date line says the hour alone, or the hour of a day, as the entries of a live page do."""
    return re.search(r"\d{1,2}\s?[:h.]\s?\d\d", desk.lines[i].text) is not None


def _inside(desk: Desk) -> None:
    """Within the text: paragraphs, headings, and runs of headlines, which are lists."""
    _boxes(desk)
    _names_of_boxes(desk)
    _cards_within(desk)
    run: list[int] = []
    for i in [*desk.open(range(desk.start, desk.end)), -1]:
        if i >= 0 and desk.short(i) and not desk.lines[i].bullet and not desk.lines[i].ended:
            run.append(i)
            continue
        desk.put(run, Sort.LIST if len(run) >= 3 and not desk.marked else Sort.HEADING)
        run = []
        if i >= 0:
            desk.sorts[i] = Sort.PARAGRAPH


_FIRST = (_by_own_words, _captions, _credits_of_text, _listings, _speakers, _points, _comments, notes)
_STEPS = (
    *_FIRST,
    _imprint,
    _region,
    _upwards,
    _asked_title,
    _below_paywall,
    _blocks,
    _cards,
    _repeats,
    _head,
    _author,
    _tail,
    _signature,
    _inside,
)
_STEPS_MARKED = (*_FIRST, _region_marked, _blocks, _repeats, _head, _tail, _signature, _inside)


def common_share(lines: Iterable[Line], common: frozenset[str]) -> float:
    """How many of the lines' words are the language's commonest, 0 to 1: news has four in ten, other languages less."""
    words = [token for line in lines for token in line.tokens]
    return sum(fold(word) in common for word in words) / len(words) if words else 0.0
