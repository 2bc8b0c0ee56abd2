"""The article in a page, flattened or out of HTML: its text in paragraphs, and title, section, byline, photos, date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from dragoman.languages.pack import Pack
from dragoman.page.alone import alone, generic_of, is_way, section_of
from dragoman.page.body import common_share, sort_lines
from dragoman.page.bylines import byline, bylines, described, names_in
from dragoman.page.captions import captioned
from dragoman.page.chrome import chrome
from dragoman.page.credits import title_cased
from dragoman.page.desk import SortedLine, runs_as_text
from dragoman.page.flattened import LONGEST, Line, Sort, lines, tidy, tokens
from dragoman.page.joined import joined
from dragoman.page.page import Metadata, Page
from dragoman.page.pieces import pieces, unglued
from dragoman.page.published import Dateline, dateline, days, published
from dragoman.page.signoff import agency_of, is_signoff
from dragoman.records import Article, Credit, Dropped, Extent, Photo

ROUNDS = 8
"""How often the text found is read again until it stays as it is; the second reading agrees but for odd pages."""
CLEAN = 0.6
"""Share of words in running text from which a text without navigation and notices is taken as it is."""
LONGEST_LEAD = 700
"""Characters of the longest paragraph taken for a lead as a whole; of a longer one its first sentence is the summary."""
_KEPT = (Sort.PARAGRAPH, Sort.HEADING)
_USED = (*_KEPT, Sort.TITLE, Sort.CAPTION, Sort.STANDFIRST)


@dataclass(frozen=True)
class Found:
    """A page's article, what was left out of it, and what its reader should know.

    ``warnings`` are those that the page itself does not carry yet. ``lines`` are the page's lines as they were sorted.
    ``dateline`` is the dispatch's own (« MOSCOU, 3 mars (AFP) — »), mostly without a year.
    """

    article: Article
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    lines: tuple[SortedLine, ...] = ()
    dateline: Dateline | None = None


def find(page: Page, pack: Pack, given: datetime.date | None = None) -> Found:
    """The article in a page, read with the language's pack; ``given`` is the day of publication where the user knows it.

    The text found is stable: finding the article in it, as a page of its kind and title, gives it again.
    Never raises on account of the page's words.
    """
    text, warnings = _within_reason(page.text)
    marked = page.kind == "html"
    sorted_lines = _sorted(text, page.metadata, pack, marked)
    bare = Metadata(title=page.metadata.title) if marked else Metadata()
    paragraphs = _paragraphs(sorted_lines)
    dropped = _dropped(sorted_lines)
    for _ in range(ROUNDS):
        again = _sorted("\n\n".join(paragraphs), bare, pack, marked)
        settled = _paragraphs(again)
        if settled == paragraphs:
            break
        dropped += [Dropped(text=one.line.text, reason=one.sort.value) for one in again if one.sort not in _KEPT]
        paragraphs = settled
    opening = next((d for d in (dateline(p, pack) for p in paragraphs[:2]) if d is not None), None)
    day, about_day = published(
        _dated(sorted_lines, opening, pack), page.metadata, opening, given, pack, _above(sorted_lines)
    )
    article = Article(
        language=pack.code,
        section=page.metadata.section or _section(sorted_lines, pack),
        title=page.metadata.title or _first(sorted_lines, Sort.TITLE),
        byline=page.metadata.byline or _byline(sorted_lines, pack),
        photos=_photos(sorted_lines, page.metadata, pack),
        published=day,
        summary=_summary(sorted_lines, page.metadata, paragraphs),
        text="\n\n".join(paragraphs),
        paragraphs=_extents(paragraphs),
    )
    warnings += [*about_day, *_about(sorted_lines, paragraphs, pack)]
    new = tuple(warning for warning in dict.fromkeys(warnings) if warning not in page.warnings)
    return Found(article, tuple(dropped), new, tuple(sorted_lines), opening)


def _within_reason(text: str) -> tuple[str, list[str]]:
    if len(text) <= LONGEST:
        return text, []
    return text[:LONGEST], [f"the page has {len(text)} characters; only the first {LONGEST} were read"]


def _is_clean(text: str, pack: Pack) -> bool:
    """Whether a text is no flattened page but one that was cleaned before, as ours are: paragraphs and headings in turn,
    all parted by blank lines, mostly running text, and not one line that a page's makers put about an article."""
    found = lines(text)
    prose = sum(line.words for line in found if runs_as_text(line))
    return (
        len(found) > 1
        and all(line.blank for line in found)
        and runs_as_text(found[0])
        and prose >= CLEAN * sum(line.words for line in found)
        and all(alone(line, pack) is None and captioned(line, pack) is None for line in found)
    )


def _sorted(text: str, metadata: Metadata, pack: Pack, marked: bool) -> list[SortedLine]:
    return sort_lines(pieces(joined(lines(text), pack), pack), metadata, pack, marked or _is_clean(text, pack))


def _paragraphs(sorted_lines: Sequence[SortedLine]) -> list[str]:
    """The text's paragraphs; pieces of one line that follow each other are one, with the blanks that stood there.

    A sentence that something dropped cuts in two is one again; paragraphs that lost their blank line are parted.
    """
    paragraphs: list[str] = []
    last: SortedLine | None = None
    for one in sorted_lines:
        if one.sort not in _KEPT:
            last = None
            continue
        if last is not None and one.line.glue is not None:
            paragraphs[-1] += one.line.glue + one.line.text
        elif last is None and paragraphs and _goes_on_with(paragraphs[-1], one.line):
            paragraphs[-1] += " " + one.line.text
        else:
            paragraphs.append(one.line.text)
        last = one
    return [tidy(part) for paragraph in paragraphs for part in unglued(paragraph)]


def _goes_on_with(paragraph: str, line: Line) -> bool:
    """Whether a line takes up the sentence that the paragraph before it breaks off."""
    broken = not runs_as_text(Line(paragraph)) or paragraph[-1:].isalnum() or paragraph.endswith(",")
    return broken and len(tokens(paragraph)) >= 8 and line.text[:1].islower() and line.ended


def _extents(paragraphs: Sequence[str]) -> tuple[Extent, ...]:
    found, at = [], 0
    for paragraph in paragraphs:
        found.append(Extent(start=at, end=at + len(paragraph)))
        at += len(paragraph) + 2
    return tuple(found)


def _dropped(sorted_lines: Sequence[SortedLine]) -> list[Dropped]:
    """What does not go into the article, in the page's order; a caption's second saying too."""
    dropped = []
    for one in sorted_lines:
        if one.sort not in _USED:
            dropped.append(Dropped(text=one.line.text, reason=one.sort.value))
        elif one.photo is not None and one.photo.again is not None:
            dropped.append(Dropped(text=one.photo.again, reason=Sort.CAPTION_AGAIN.value))
    return dropped


def _first(sorted_lines: Sequence[SortedLine], sort: Sort) -> str | None:
    return next((tidy(one.line.text) for one in sorted_lines if one.sort is sort), None)


def _dated(sorted_lines: Sequence[SortedLine], opening: Dateline | None, pack: Pack) -> list[tuple[Line, Sort]]:
    """Lines that may state the page's date: those about the title; where none does, those right after the text."""
    kept = [i for i, one in enumerate(sorted_lines) if one.sort in _KEPT]
    title = next((i for i, one in enumerate(sorted_lines) if one.sort is Sort.TITLE), None)
    first, last = (kept[0], kept[-1]) if kept else (len(sorted_lines), 0)
    begin = max(0, title - 3) if title is not None else max(0, first - 6)
    stops = (i for i in range(last + 1, len(sorted_lines)) if sorted_lines[i].sort in (Sort.LIST, Sort.COMMENTS))
    after = range(last + 1, min(last + 4, next(stops, len(sorted_lines))))
    for near in (range(begin, first), after):
        found: list[tuple[Line, Sort]] = [
            (one.line, one.sort) for one in (sorted_lines[i] for i in near) if one.sort in (Sort.DATE, Sort.BYLINE)
        ]
        if any(day.cue != "modified" for line, _ in found for day in days(line.text, pack)):
            return found
    return _day_in_title(sorted_lines, title, pack) or _confirmed_below(
        sorted_lines[begin:], first - begin, opening, pack
    )


def _confirmed_below(
    sorted_lines: Sequence[SortedLine], first: int, opening: Dateline | None, pack: Pack
) -> list[tuple[Line, Sort]]:
    """A line that only tells a change, on the day of the dateline; or one below the text that calls a day the publication's,
    where the day of a change above or the dateline is the same."""
    changed = {day.date for one in sorted_lines[:first] for day in days(one.line.text, pack) if day.cue == "modified"}
    opens = (opening.day, opening.month) if opening is not None else None
    for one in sorted_lines[:first]:
        for day in days(one.line.text, pack) if one.sort is Sort.DATE else ():
            if day.date is not None and (day.date.day, day.date.month) == opens:
                return [(Line(day.text), Sort.DATE)]
    for one in sorted_lines[first:]:
        for day in days(one.line.text, pack) if one.sort not in _KEPT else ():
            same = day.date is not None and (day.date in changed or (day.date.day, day.date.month) == opens)
            if day.cue == "published" and same:
                return [(Line(day.text), Sort.DATE)]
    return []


def _day_in_title(sorted_lines: Sequence[SortedLine], title: int | None, pack: Pack) -> list[tuple[Line, Sort]]:
    """The day in brackets that closes a communiqué's title (« Entretien avec … (12 octobre 2023) »)."""
    bracketed = re.search(r"\(([^()]+)\)$", sorted_lines[title].line.text) if title is not None else None
    return [(Line(bracketed[1]), Sort.DATE)] if bracketed and len(days(bracketed[1], pack)) == 1 else []


def _above(sorted_lines: Sequence[SortedLine]) -> list[Line]:
    """The lines above the text but for captions, whose days are those of the photos."""
    first = next((i for i, one in enumerate(sorted_lines) if one.sort in _KEPT), 0)
    return [one.line for one in sorted_lines[:first] if one.sort is not Sort.CAPTION]


def _section(sorted_lines: Sequence[SortedLine], pack: Pack) -> str | None:
    """The section that the page's head names nearest to its title; a menu of sections names none."""
    end = next((i for i, one in enumerate(sorted_lines) if one.sort in _KEPT), 0)
    head = list(sorted_lines[:end])
    title = next((i for i, one in enumerate(head) if one.sort is Sort.TITLE), len(head))
    order = [*range(title - 1, -1, -1), *range(title + 1, len(head))]
    for i in order:
        if head[i].sort in (Sort.SECTION, Sort.BREADCRUMB) and not _in_menu(head, i):
            named = section_of(head[i].line, pack)
            if named is not None:
                return named
    last = (generic_of(head[i].line, pack) for i in order if head[i].sort is Sort.SECTION and not _in_menu(head, i))
    return next((named for named in last if named is not None), None)


def _in_menu(head: list[SortedLine], i: int) -> bool:
    """Whether a section line stands in a row of three or more and is not said twice in it."""
    if head[i].sort is Sort.BREADCRUMB or len(head[i].line.tokens) > 3 or is_way(head[i].line):
        return False
    low, high = i, i
    plain = (Sort.SECTION, Sort.NAVIGATION)
    while low > 0 and head[low - 1].sort in plain and not head[low].line.blank:
        low -= 1
    while high + 1 < len(head) and head[high + 1].sort in plain and not head[high + 1].line.blank:
        high += 1
    row = [one.line.tokens for one in head[low : high + 1] if one.sort is Sort.SECTION]
    return len(row) >= 3 and row.count(head[i].line.tokens) < 2


def _byline(sorted_lines: Sequence[SortedLine], pack: Pack) -> str | None:
    """The names of the first byline; where there is none, those in a date line."""
    markers = bylines(pack).markers
    title = next((i for i, one in enumerate(sorted_lines) if one.sort in (Sort.TITLE, Sort.TITLE_AGAIN)), 0)
    last = max((i for i, one in enumerate(sorted_lines) if one.sort in _KEPT), default=0)
    ranks = {
        id(one): (i > last + 3, markers.at(one.line.tokens or [""], 0) is None, i < title, i)
        for i, one in enumerate(sorted_lines)
    }
    signed = [one.line.text for one in sorted_lines if one.sort is Sort.BYLINE and is_signoff(one.line.text)]
    first = sorted((one for one in sorted_lines if one.line.text not in signed), key=lambda one: ranks[id(one)])
    for sort in (Sort.BYLINE, Sort.DATE):
        for one in first:
            names = byline(one.line.text, pack) or described(one.line.text, pack) if one.sort is sort else None
            if names is None and one.sort is Sort.BYLINE is sort:
                names = names_in(one.line.text, pack)
            if names:
                return tidy(_in_small_letters(_without_button(names, one, pack), pack))
    return next((name for text in signed if (name := agency_of(text, pack))), None)


def _without_button(names: str, one: SortedLine, pack: Pack) -> str:
    """The names without the button that stood beside them (« Texte par : RFM Suivre »)."""
    rest, _, last = names.rpartition(" ")
    announced = bylines(pack).markers.at(one.line.tokens, 0) is not None
    return rest if rest and announced and chrome(pack).chrome.whole(tokens(last)) else names


def _in_small_letters(names: str, pack: Pack) -> str:
    """Names written in capitals as names are written (« AWA LE BRIS » as « Awa Le Bris »); agencies stay."""
    words = names.split(" ")
    loud = [word.isupper() and not bylines(pack).agencies.whole(tokens(word)) for word in words]
    return " ".join(
        title_cased(word) if " " in names and loud[n] and (len(word) > 2 or any(loud[n + 1 : n + 2])) else word
        for n, word in enumerate(words)
    )


def _photos(sorted_lines: Sequence[SortedLine], metadata: Metadata, pack: Pack) -> tuple[Photo, ...]:
    signed = [one.line.tokens for one in sorted_lines if one.sort is Sort.BYLINE]
    photos = [
        _own_photo(one.photo.photo, signed, pack)
        for one in sorted_lines
        if one.photo is not None and one.sort is Sort.CAPTION
    ]
    known = {tuple(tokens(photo.caption or "")) for photo in photos}
    for caption in metadata.captions:
        found = captioned(Line(caption), pack)
        photo = found.photo if found is not None else Photo(caption=tidy(caption))
        if tuple(tokens(photo.caption or "")) not in known:
            photos.append(photo)
    return tuple(dict.fromkeys(photos))


def _own_photo(photo: Photo, signed: Sequence[list[str]], pack: Pack) -> Photo:
    """The photo, its credit turned round where the outlet that signs the page stands first (« Le Phare/Awa Diarra »)."""
    credit = photo.credit
    outlet, name = tokens(credit.photographer or ""), credit.agency
    if name is None or not outlet or bylines(pack).agencies.whole(tokens(name)):
        return photo
    runs = [words[n : n + len(outlet)] for words in signed for n in range(len(words))]
    if outlet not in runs or any(words[: len(outlet) + 1] == outlet for words in signed):
        return photo
    return msgspec.structs.replace(photo, credit=Credit(photographer=name, agency=credit.photographer))


def _summary(sorted_lines: Sequence[SortedLine], metadata: Metadata, paragraphs: Sequence[str]) -> str | None:
    """The page's own: standfirst, what its markup says, the lead where it is said again as a teaser; else a sentence."""
    own = _first(sorted_lines, Sort.STANDFIRST) or metadata.summary
    if own:
        return own
    if not paragraphs:
        return None
    if any(one.sort is Sort.TEASER for one in sorted_lines) and len(paragraphs[0]) <= LONGEST_LEAD:
        return paragraphs[0]
    first = re.match(r".{40,}?[.!?…]+(?:\s?[»”\"])?(?=\s+[^\W\d_a-zà-öø-ÿ«“\"])", paragraphs[0], re.DOTALL)
    return first[0] if first else paragraphs[0]


def _about(sorted_lines: Sequence[SortedLine], paragraphs: Sequence[str], pack: Pack) -> list[str]:
    """Warnings on a page without an article, one behind a paywall, one in another language."""
    if not sorted_lines:
        return ["the page is empty"]
    if not paragraphs:
        return ["no article found: the page holds only navigation, links and notices"]
    warnings = []
    words = sum(len(tokens(paragraph)) for paragraph in paragraphs)
    if any(one.sort is Sort.PAYWALL for one in sorted_lines):
        warnings.append("the page is behind a paywall: the text may be cut short")
    common = common_share([Line(paragraph) for paragraph in paragraphs], chrome(pack).common)
    if words >= 20 and common < 0.2:
        warnings.append(f"the text does not read as language “{pack.code}”; give --language")
    return warnings
