"""Photos as the page tells of them: the caption, said once or twice, and the credit it is glued to."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.languages.pack import Pack
from dragoman.page.chrome import Phrases, table
from dragoman.page.credits import credit_at_end, credits
from dragoman.page.flattened import Line, fold, tidy, tokens
from dragoman.page.published import days
from dragoman.page.repeats import doubled, framed
from dragoman.records import Credit, Photo

LONGEST = 90
"""Words of the longest caption, said twice and with its credit."""

_WORD = re.compile(r"\d+|[A-ZÀ-Þ]{2,}(?=[A-ZÀ-Þ][a-zà-ÿ])|[^\W\d_]+")
"""A word, also where a capital begins it glued to an agency's: « AFPUn »."""
LEAST_AGAIN, LONGEST_CREDIT = 6, 8
"""Words of a caption that is said again behind its credit, at least, and of that credit, at most."""

_BARE = re.compile(r"((?:[^\W\d_a-zà-öø-ÿ][\w’'.-]*\s?){1,4})/((?:[^\W\d_a-zà-öø-ÿ][\w’'.-]*\s?){1,4})")
_SIGNED = re.compile(r"(?P<caption>.{12,}[.!?…»”\"])\s?[—–|]\s?(?P<who>[^.!?…|—–]{2,45})")


@dataclass(frozen=True)
class Captioned:
    """A photo out of a line, and what the line says twice (``again``), or ``None``."""

    photo: Photo
    again: str | None = None


def captioned(line: Line, pack: Pack) -> Captioned | None:
    """The photo that a line tells of: by its credit, or because it says the same words twice; ``None``: no caption."""
    if line.words > LONGEST or not line.tokens:
        return None
    found = credit_at_end(line.text, pack)
    words = line.text[: found.start].rstrip(" -–—|([") if found else line.text
    if found is not None and _is_text(words):
        return None
    once, again = _once(words)
    if found is None and (again is None or len(tokens(once)) < 4):
        return None
    caption = tidy(once) or None
    between = credit_at_end(words[: len(words) - len(again)].rstrip(), pack) if again and not found else None
    credit = found.credit if found else between.credit if between else Credit()
    return Captioned(Photo(caption=caption, credit=credit, taken=taken(caption or "", pack)), again)


def bare(line: Line, pack: Pack) -> Credit | None:
    """Who took a photo and for whom, where a line is that and no more: « UNFICYP/Elena Georgiou », « Awa Diarra/AFP »."""
    match = _BARE.fullmatch(line.text)
    if match is None:
        return None
    for agency, person in ((match[1], match[2]), (match[2], match[1])):
        known = credit_at_end(f"x. {line.text}", pack)
        if 2 <= len(person.split()) <= 4 and (re.fullmatch(r"[A-Z]{2,7}", agency) or (known and known.credit.agency)):
            return known.credit if known and known.credit.agency else Credit(photographer=person, agency=agency)
    return None


def signed(line: Line, pack: Pack) -> Captioned | None:
    """The photo of a line above the text that a name or an outlet closes: « … sur le quai.—White Star », "… (DPI photo)".

    Whoever the page's makers are, they are written in capitals behind a bar or a dash, or before the word for a photo.
    """
    if not 5 <= line.words <= 45:
        return None
    match = _SIGNED.fullmatch(line.text) or _before_marker(pack).fullmatch(line.text)
    words = match["who"].split() if match else []
    if match is None or not 1 <= len(words) <= 7 or not (match["who"].isupper() or all(map(_named, words))):
        return None
    if fold(match["who"]) in credits(pack).ignored:
        return Captioned(Photo(caption=tidy(line.text), taken=taken(line.text, pack)))  # "… in Kathmandu (File photo)"
    caption = tidy(match["caption"])
    person = len(words) in (2, 3) and not match["who"].isupper()
    credit = Credit(photographer=match["who"]) if person else Credit(agency=match["who"])
    return Captioned(Photo(caption=caption, credit=credit, taken=taken(caption, pack)))


def _named(word: str) -> bool:
    return word[:1].isupper()


@lru_cache
def _before_marker(pack: Pack) -> re.Pattern[str]:
    markers = "|".join(sorted(map(re.escape, table(pack, "credit").get("markers", ())), key=len, reverse=True))
    return re.compile(rf"(?P<caption>.{{12,}}?)\s*\((?P<who>[^()]{{2,40}}?)\s(?:{markers or '(?!)'})\)\.?")


def captions_own(line: Line, pack: Pack) -> float:
    """How much a line without a credit reads like a caption: one short sentence, a full date at its end, picture words."""
    if line.words > 45 or line.words < 5 or re.search(r"[.!?]\s+\S", line.text):
        return 0.0
    score = 0.0
    found = [day for day in days(line.text, pack) if day.date]
    if found and len(line.text) - found[-1].end <= 25:
        score += 1.5
    words = fold(line.text)
    if re.search(r"\((?:g|d|c|l|r|a gauche|a droite|au centre|left|right|centre|center|archives?)\.?\)", words):
        score += 2
    score += min(1.5, 0.75 * len(set(_cues(pack).all(line.tokens))))
    return score - (1.5 if _told(pack).all(line.tokens) else 0.0)


def taken(caption: str, pack: Pack) -> datetime.date | None:
    """The day that the caption says; ``None`` where it says none, or two."""
    dates = {day.date for day in days(caption, pack)}
    return dates.pop() if len(dates) == 1 else None


def _once(words: str) -> tuple[str, str | None]:
    """The words without what they say a second time, and that second time."""
    found = list(_WORD.finditer(words))
    folded = [fold(match[0]) for match in found]
    count = doubled(folded)
    if count == 0:
        around = framed(folded)
        if not around or around < LEAST_AGAIN or len(folded) - 2 * around > LONGEST_CREDIT:
            return words, None
        return words[: found[around - 1].end()] + _stop(words, found[around - 1].end()), words[found[-around].start() :]
    start = found[count].start()
    while start > 0 and words[start - 1] in '«“"([':
        start -= 1
    return words[:start].rstrip(" |–—-"), words[start:].strip()


def _stop(words: str, at: int) -> str:
    """The full stop that closes a caption, where one does."""
    return words[at : at + 1] if words[at : at + 1] in ".!?…" else ""


def _is_text(words: str) -> bool:
    """Whether what stands before a credit is too long for a caption: a paragraph signed at its end."""
    return len(tokens(words)) > 70 or len(re.findall(r"[.!?…]\s", words)) > 5


@lru_cache
def _told(pack: Pack) -> Phrases[str]:
    return Phrases((word, word) for word in table(pack, "caption").get("told", ()))


@lru_cache
def _cues(pack: Pack) -> Phrases[str]:
    return Phrases((word, word) for word in table(pack, "caption").get("cues", ()))
