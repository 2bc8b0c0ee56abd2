"""What a line is by its own words, whatever stands around it: buttons, notices, links, dates, bylines, breadcrumbs.

The rules stand in order of trust; the first that knows the line names it. A line that none of them knows may be text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dragoman.languages.pack import Pack
from dragoman.page.bylines import byline, bylines, is_lead
from dragoman.page.chrome import chrome
from dragoman.page.credits import credit_at_end
from dragoman.page.flattened import Line, Sort, fold, tokens
from dragoman.page.published import calendar, days, is_date_line, with_time
from dragoman.page.signoff import is_signoff

LONGEST_NOTICE = 90
"""Words of the longest line taken for a notice: cookie walls come in whole paragraphs."""
LONGEST_LINK = 40
"""Words of the longest line taken for a link to another article: a title, sometimes with its standfirst."""
LEAST_TOLD = 10
"""Words from which whole sentences with « vous » alone, and no other word of notices, are the article's."""
LONGEST_BEFORE_DAY = 6
"""Words before the day that closes a date line (« Notes de l'Institut, 12 décembre 2024 »)."""
SURE = 3
"""Words of notices from which a whole sentence is one though none of them is said to the reader."""
MOST_DATED = 16
"""Words of the longest line that is the page's date line for a day with its hour alone."""

_SEPARATOR = re.compile(r"\s*(?:[>›»|•·→]|::|/)\s*|\s+[-–—]\s+")
_HOUR_ALONE = re.compile(
    r"(?:[01]?\d|2[0-3])\s?[hH:.]\s?[0-5]\d\s?(?:[AaPp]\.?[Mm]\.?)?(?:\s\(?[A-Z]{2,4}\)?)?\s?[:–—-]?"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_AFTER_OPENING = re.compile(r"\s*(?:$|[:«\"“\[\](|→›>•–—-]|[^\W\da-zà-öø-ÿ_])")

Rule = Callable[[Line, Pack], Sort | None]


def alone(line: Line, pack: Pack) -> Sort | None:
    """The line's sort by its own words, or ``None`` where it may be text, a title or a caption."""
    if line.words > LONGEST_NOTICE:
        return None
    for rule in _RULES:
        sort = rule(line, pack)
        if sort is not None:
            return sort
    return None


def is_block_heading(line: Line, pack: Pack) -> bool:
    """Whether the line heads a list of other articles or the comments."""
    if not line.tokens or line.words > 12:
        return False
    hit = chrome(pack).blocks.at(line.tokens, 0)
    if hit is None:
        return False
    rest = line.tokens[hit[0] :]
    return not rest or _covered_by_sections(rest, pack) > 0


def is_author_heading(line: Line, pack: Pack) -> bool:
    """Whether the line heads what is said of who wrote the page, or was asked (« À propos de l'auteur »)."""
    hit = chrome(pack).blocks.at(line.tokens, 0) if line.tokens else None
    return hit is not None and hit == (line.words, Sort.AUTHOR)


def is_points_heading(line: Line, pack: Pack) -> bool:
    """Whether the line heads a box that gives the article in a few points (« L'essentiel », "Key points")."""
    return chrome(pack).points.whole(line.tokens)


def is_link_label(line: Line, pack: Pack) -> bool:
    """Whether the line only announces a link, whose title stands on the next one (« Lire aussi », "Related article")."""
    hit = chrome(pack).openings.at(line.tokens, 0) if line.tokens else None
    return hit is not None and hit == (line.words, Sort.LINK)


def is_furniture(line: Line, pack: Pack) -> bool:
    """Whether the line is made of nothing but words of menus, buttons and legal lines."""
    return _is_furniture(line.tokens, pack)


def is_way(line: Line) -> bool:
    """Whether a line has several steps with signs between them."""
    return len([part for part in _SEPARATOR.split(line.text) if tokens(part)]) > 1


def last_step(line: Line) -> str:
    """What a breadcrumb leads to: the words behind its last sign."""
    return [part for part in _SEPARATOR.split(line.text) if tokens(part)][-1:][0] if line.tokens else ""


def section_of(line: Line, pack: Pack) -> str | None:
    """The section that a section line or a breadcrumb names, as it is written."""
    parts = [part.strip() for part in _SEPARATOR.split(line.text) if part.strip()]
    words = chrome(pack)
    named = [part for part in parts if words.sections.whole(tokens(part)) and not words.generic.whole(tokens(part))]
    if named:
        return _written(named[-1])
    if len(parts) == 2 and words.home.whole(tokens(parts[0])) and len(tokens(parts[1])) <= 4:
        return _written(parts[1])
    if (words_of_last := _way_from_home(line.tokens, pack)) is not None:
        return _written(" ".join(line.text.split()[-words_of_last:]))
    if len(parts) >= 3:
        last = [part for part in parts[1:] if len(tokens(part)) <= 4 and not _is_furniture(tokens(part), pack)]
        return last[-1] if last else None
    return None


def generic_of(line: Line, pack: Pack) -> str | None:
    """The word that a section line has where it names no section of its own (« Entretien », « Opinion | Awa Diarra »)."""
    parts = (part.strip() for part in _SEPARATOR.split(line.text))
    return next((_written(part) for part in parts if chrome(pack).sections.whole(tokens(part))), None)


def _address(line: Line, pack: Pack) -> Sort | None:
    """A web address alone, with the number of a printed page at most; the day of printing before the page's name."""
    return Sort.NAVIGATION if line.printed and line.words <= 30 and not line.ended else None


def _no_words(line: Line, pack: Pack) -> Sort | None:
    said = any(token.isalpha() for token in line.tokens) and _HOUR_ALONE.fullmatch(line.text) is None
    return None if said else Sort.NAVIGATION


def _date_line(line: Line, pack: Pack) -> Sort | None:
    return Sort.DATE if is_date_line(line, pack) else None


def _breadcrumb(line: Line, pack: Pack) -> Sort | None:
    """Items with signs between them, the first a way home or a section."""
    if line.words > 40 or (line.ended and not line.cut):
        return None
    parts = [part for part in _SEPARATOR.split(line.text) if part.strip()]
    words = chrome(pack)
    if len(parts) < 2:
        return Sort.BREADCRUMB if _way_from_home(line.tokens, pack) is not None else None
    if len(parts) == 2 and words.home.whole(tokens(parts[0])) and words.generic.whole(tokens(parts[1])):
        return Sort.BREADCRUMB if re.search(r"[>›»→/]", line.text) else None
    known = [_is_furniture(tokens(part), pack) or words.sections.whole(tokens(part)) for part in parts]
    if all(known):
        named = sum(words.sections.whole(tokens(part)) and not words.generic.whole(tokens(part)) for part in parts)
        if named:
            return Sort.SECTION if named <= 2 else Sort.NAVIGATION
        return None
    if line.words <= 5 and any(map(words.sections.whole, map(tokens, parts))) and _capitalised(parts):
        return Sort.SECTION
    if known[0] and re.search(r"[>›»→]|\s[/|]\s", line.text) and len(parts) >= 2:
        return Sort.BREADCRUMB
    return None


def _way_from_home(words: list[str], pack: Pack) -> int | None:
    """How many words the last section has in « Accueil International Maghreb », a breadcrumb that lost its signs."""
    data = chrome(pack)
    hit = data.home.at(words, 0) if words else None
    at, sections = hit[0] if hit is not None else len(words), 0
    last = None
    while at < len(words) and (found := data.sections.at(words, at)) is not None:
        at, sections, last = at + found[0], sections + 1, found[0]
    return last if at == len(words) and 1 <= sections <= 2 else None


def _written(section: str) -> str:
    """A section's name as a title writes it: « EUROPE » and « europe » as « Europe »."""
    return section.capitalize() if section.isupper() and len(section) > 3 else section[:1].upper() + section[1:]


def _capitalised(parts: list[str]) -> bool:
    return all(part.strip()[:1].isupper() and len(part.split()) <= 2 for part in parts)


def _section(line: Line, pack: Pack) -> Sort | None:
    """One section word, or several in a row, which is a menu."""
    named = _covered_by_sections(line.tokens, pack)
    if named == 0:
        return None
    return Sort.SECTION if named == 1 else Sort.NAVIGATION


def _furniture(line: Line, pack: Pack) -> Sort | None:
    """Nothing but words of menus, buttons and legal lines."""
    if line.words > 60 or not line.tokens:
        return None
    sorts = _cover(line.tokens, pack)
    return sorts[0] if sorts else None


def _opening(line: Line, pack: Pack) -> Sort | None:
    """A line that begins as a link, a tag list or a legal line does."""
    if line.words > LONGEST_LINK or not line.tokens:
        return None
    hit = chrome(pack).openings.at(line.tokens, 0)
    if hit is None:
        return Sort.LINK if _glued_link(line.text, pack) else None
    found = list(re.finditer(r"\d+|[^\W\d_]+", line.text))
    rest = line.text[found[hit[0] - 1].end() :]
    needs_sign = hit[0] == 1 or hit[1] is Sort.TAGS
    if needs_sign and not re.match(r"\s*[:|→›>•–—-]", rest):
        return None
    return hit[1] if _AFTER_OPENING.match(rest) else None


def _glued_link(text: str, pack: Pack) -> bool:
    """« À lire aussiBénin-Niger : l'oléoduc … »: a link's opening words glued to the title that they announce."""
    words = list(re.finditer(r"[^\W\d_]+", text[:60]))[:4]
    for n, word in enumerate(words):
        parts = re.match(r"(.*?[^\W\d_A-ZÀ-Þ])(?=[^\W\d_a-zà-öø-ÿ])", word[0])
        if parts is not None:
            opening = [*(fold(one[0]) for one in words[:n]), fold(parts[1])]
            hit = chrome(pack).openings.at(opening, 0)
            return hit is not None and hit[1] is Sort.LINK and hit[0] == len(opening)
    return False


def _copyright(line: Line, pack: Pack) -> Sort | None:
    starts = re.match(r"\s*(?:©|\(c\)\s|copyright\b)", fold(line.text)) is not None
    if not starts or line.words > 40 or credit_at_end(line.text, pack) is not None:
        return None
    return Sort.COPYRIGHT


def _notice(line: Line, pack: Pack) -> Sort | None:
    """Words that speak to the reader, outside quotation marks, weigh 2 together."""
    said = tokens(_QUOTED.sub(" ", line.text))
    hits = dict.fromkeys(chrome(pack).notices.all(said))  # of equal weight the first that is said decides
    opens = chrome(pack).notices.at(said, 0) if said else None
    if opens is not None and (opens[1][1] >= 2 or opens[1][0] not in (Sort.NOTICE, Sort.COPYRIGHT)):
        return opens[1][0]  # "Sign up to our list", which news does not begin with
    strong = [sort for sort, weight, _ in sorted(hits, key=lambda hit: -hit[1]) if weight >= 2]
    if strong:
        return strong[0]
    if sum(weight for _, weight, _ in hits) < 2 or line.words > 45:
        return None
    told = line.ended and line.words >= LEAST_TOLD and len(hits) < SURE
    told = told and not any(sort is Sort.NOTICE for sort, _, _ in hits)
    if told or _is_speech(line, said, {word for _, _, word in hits}, pack):
        return None
    return next((sort for sort, _, _ in hits if sort is not Sort.NOTICE), Sort.NOTICE)


def _is_speech(line: Line, said: list[str], hits: set[str], pack: Pack) -> bool:
    """Whether « vous » is said to someone in the article, as in interviews and hearings: in a question, or beside « je »."""
    data = chrome(pack)
    asks = line.text.rstrip(' »”"').endswith("?")
    told = line.ended and line.words >= LEAST_TOLD
    return hits <= data.address and (asks or told or bool(data.speech & set(said)))


def _tags(line: Line, pack: Pack) -> Sort | None:
    rows = re.fullmatch(r"(?:#[\w’'-]+[\s,;|]*)+", line.text) or re.fullmatch(r"#[^\W\d_][^#.!?]*", line.text)
    return Sort.TAGS if rows and line.words <= 40 else None


def _byline(line: Line, pack: Pack) -> Sort | None:
    announces = (len(line.tokens) >= 2 or line.text.endswith(":")) and bylines(pack).markers.whole(line.tokens)
    announces = announces or is_lead(line.text, pack)
    return Sort.BYLINE if announces or byline(line.text, pack) is not None else None


def _signoff(line: Line, pack: Pack) -> Sort | None:
    """What closes a dispatch, and the address of who wrote it."""
    return Sort.BYLINE if is_signoff(line.text) else Sort.AUTHOR if _MAIL.fullmatch(line.text) else None


def _dated(line: Line, pack: Pack) -> Sort | None:
    """A short line with a date that its words call the publication's or a change's, or that a byline or buttons follow."""
    if line.words > 25 or line.ended:
        return None
    found = days(line.text, pack)
    opens = bool(found) and set(tokens(line.text[: found[0].start])) <= calendar(pack).weekdays
    rest = tokens(line.text[found[0].end :]) if opens else []
    signed = 0 < len(rest) <= 8 and (bylines(pack).markers.at(rest, 0) is not None or _is_furniture(rest, pack))
    closes = (
        len(found) == 1
        and not line.text[found[0].end :].strip()
        and line.text[: found[0].start].rstrip()[-1:] in ",|–—-·•"
    )
    closes = closes and line.words <= LONGEST_BEFORE_DAY + 4
    timed = line.words <= MOST_DATED and any(with_time(day.text) for day in found)
    return Sort.DATE if signed or timed or closes or any(day.cue for day in found) else None


_RULES: tuple[Rule, ...] = (
    _date_line,
    _signoff,
    _address,
    _no_words,
    _breadcrumb,
    _section,
    _furniture,
    _opening,
    _copyright,
    _notice,
    _tags,
    _byline,
    _dated,
)


def _is_furniture(words: list[str], pack: Pack) -> bool:
    return bool(_cover(words, pack))


def _cover(words: list[str], pack: Pack) -> list[Sort]:
    """Sorts of the furniture phrases that the words are made of; empty where a word is left over."""
    data = chrome(pack)
    sorts: list[Sort] = []
    i = 0
    while i < len(words):
        hit = data.chrome.at(words, i)
        section = data.sections.at(words, i) if hit is None else None
        if hit is None and section is None and not words[i].isdigit():
            return []
        if hit is not None:
            sorts.append(hit[1])
        i += hit[0] if hit is not None else section[0] if section is not None else 1
    return sorts


def _covered_by_sections(words: list[str], pack: Pack) -> int:
    """How many section words the words are made of; 0 where a word is left over."""
    data = chrome(pack)
    i, count = 0, 0
    while i < len(words):
        hit = data.sections.at(words, i)
        if hit is None:
            return 0
        i, count = i + hit[0], count + 1
    return count
