"""Who took a photo and who sells it: « PHOTO AWA DIARRA/AFP », « © AP - Awa Diarra », "REUTERS/Jane Doe"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.languages.pack import Pack
from dragoman.page.chrome import table
from dragoman.page.flattened import fold, tokens
from dragoman.records import Credit

MOST_ANCHORS = 300
"""Slashes and markers in one line that are looked at."""

_ACRONYM = re.compile(r"[A-ZÀ-Þ]{2,4}")


@dataclass(frozen=True)
class FoundCredit:
    """A credit and where it stands in the line that was looked at."""

    start: int
    end: int
    credit: Credit


@dataclass(frozen=True)
class Credits:
    """A pack's photo credits, compiled."""

    hint: re.Pattern[str]
    anchor: re.Pattern[str]
    marked: re.Pattern[str]
    chained: re.Pattern[str]
    agency_first: re.Pattern[str]
    alone: re.Pattern[str]
    agencies: dict[str, str]
    commissioned: re.Pattern[str]
    ignored: frozenset[str]
    markers: tuple[str, ...]
    openers: frozenset[str]


@lru_cache
def credits(pack: Pack) -> Credits:
    """The pack's markers, agencies and particles as patterns over a line as it is written."""
    data = table(pack, "credit")
    aliases = data.get("aliases", {})
    agencies = {fold(name): aliases.get(name, name) for name in (*data.get("agencies", ()), *aliases)}
    agency = (
        "|".join(sorted((_either(name) for name in (*data.get("agencies", ()), *aliases)), key=len, reverse=True))
        or r"(?!)"
    )
    commissions = "|".join(data.get("commissioned", ())) or r"(?!)"
    particle = "|".join((*data.get("particles", ()), *data.get("commissioned", ()))) or r"(?!)"
    ignored = data.get("ignored", ())
    marker = "|".join(sorted((_either(name) for name in data.get("markers", ())), key=len, reverse=True)) or r"(?!)"
    cap = r"[^\W\d_a-zà-öø-ÿ](?:\.(?:-?[^\W\d_a-zà-öø-ÿ]\.)*|[\w’'\-]*)"
    name = rf"{cap}(?:\s+(?:(?:{particle})\s+)?{cap}){{0,4}}"
    part = rf"(?:{agency}|{name}|(?i:{'|'.join(map(re.escape, ignored)) or '(?!)'}))"
    via = rf"(?:\s+(?i:via)\s+(?:{agency}|[A-Z]{{2,}}\b))"
    slash = r"\s*[/|]\s*"
    chain = rf"{part}(?:{slash}{part}){{0,4}}{via}?"
    mark = rf"(?:(?:{marker})\s*(?:[:©]\s*)*|©\s*|\([cC]\)\s*)"
    dash = rf"(?:{agency})(?:{slash}{part}){{0,2}}(?:\s+[-–—]|:)\s+{name}"
    return Credits(
        hint=re.compile(rf"[/|©]|{mark}|{agency}"),
        anchor=re.compile(rf"[/|]|\(?(?:{mark})"),
        marked=re.compile(rf"\(?(?:{mark})(?:{dash}|{chain}(?:\s*(?:,|[-–—])\s*{part})?)\)?"),
        chained=re.compile(rf"\(?(?:{part}{slash}){{1,4}}{part}{via}?\)?|\(?{name}{via}\)?"),
        agency_first=re.compile(rf"(?<![^\s.!?»\")])[(\[]?{dash}[)\]]?"),
        alone=re.compile(rf"\(?(?:{agency})\)?"),
        agencies=agencies,
        commissioned=re.compile(rf"\s+(?:{commissions})\s+[^/|]+$"),
        ignored=frozenset(fold(word) for word in ignored),
        markers=tuple(sorted(map(fold, data.get("markers", ())), key=len, reverse=True)),
        openers=frozenset(fold(word) for word in table(pack, "openers").get("words", ())),
    )


def credit_at_end(text: str, pack: Pack) -> FoundCredit | None:
    """The photo credit that a line ends with, or ``None``."""
    compiled = credits(pack)
    shift = max(0, len(text) - 160)
    tail = text[shift:]
    if compiled.hint.search(tail) is None:
        return None
    for pattern in (compiled.marked, compiled.agency_first, compiled.chained, compiled.alone):
        for match in pattern.finditer(tail):
            if tail[match.end() :].strip(" .)]") or not _stands_apart(tail, match, compiled, pattern is compiled.alone):
                continue
            found = _read(match[0], compiled)
            if found is not None:
                return FoundCredit(shift + match.start(), len(text), found)
    return None


def credits_within(text: str, pack: Pack) -> list[FoundCredit]:
    """Photo credits anywhere in a long line, in order; only those with a marker or a name and agency with a slash."""
    compiled = credits(pack)
    found: list[FoundCredit] = []
    for anchor in itertools.islice(compiled.anchor.finditer(text), MOST_ANCHORS):
        if found and anchor.start() < found[-1].end:
            continue
        low = anchor.start() if anchor[0] not in "/|" else max(anchor.start() - 60, found[-1].end if found else 0)
        one = _around(text, low, anchor, compiled)
        if one is not None:
            found.append(one)
    return found


def dashed_within(text: str, pack: Pack) -> list[FoundCredit]:
    """Photo credits with an agency, a dash and a name in capitals, after a sentence's end (« … la ville. AFP - AWA DIARRA »)."""
    compiled = credits(pack)
    found = []
    for match in compiled.agency_first.finditer(text):
        before = text[: match.start()].rstrip()
        name = re.split(r"\s[-–—]\s|:", match[0])[-1].strip(" ()")
        loud = re.match(r"(?:[A-ZÀ-Þ'’-]{2,}\s?)+", name)
        read = _read(match[0], compiled)
        if read is not None and loud is not None and before[-1:] in '.!?…»”")':
            end = match.start() + match[0].rindex(name) + len(loud[0].rstrip())
            read = _read(text[match.start() : end], compiled) or read
            found.append(FoundCredit(match.start(), end, read))
    return found


def known_agency(name: str | None, pack: Pack) -> bool:
    """Whether an agency is one that the pack lists."""
    return name is not None and name in credits(pack).agencies.values()


def _around(text: str, low: int, anchor: re.Match[str], compiled: Credits) -> FoundCredit | None:
    """The credit that a marker opens, or that the names about a slash make."""
    window = text[low : anchor.end() + 120]
    marked = anchor[0] not in "/|"
    matches = (compiled.marked.match(window),) if marked else compiled.chained.finditer(window)
    match = next((one for one in matches if one is not None and low + one.end() >= anchor.end()), None)
    if match is None or low + match.start() > anchor.start():
        return None
    end = _before_opener(match, compiled)
    read = _read(window[match.start() : end], compiled)
    if read is None or not (marked or _slashed_agency(match[0], compiled)):
        return None
    if marked and read.agency is None and match[0][0] != "©" and ":" not in match[0]:
        return None
    return FoundCredit(low + match.start(), low + end, read)


def title_cased(name: str) -> str:
    """A name written in capitals as names are written: « AWA DIARRA » as « Awa Diarra »; others stay."""
    if not name.isupper():
        return name
    return re.sub(r"[^\W\d_]+", lambda part: part[0][0] + part[0][1:].lower(), name)


def _either(name: str) -> str:
    """A pattern for the name as it is, in capitals, with a capital, in small letters only after other letters."""
    forms = {name, name.upper(), name.title(), name[:1].upper() + name[1:]}
    return "(?:" + "|".join(rf"\b{re.escape(form)}\b" for form in sorted(forms, key=len, reverse=True)) + ")"


def _stands_apart(tail: str, match: re.Match[str], compiled: Credits, alone: bool) -> bool:
    """Whether the credit follows a sentence's end or stands alone; a marker or a slash with an agency may follow words."""
    before = tail[: match.start()].rstrip()
    if not before and match.re is compiled.chained:
        return _slashed_agency(match[0], compiled)
    if not before or before[-1] in '.!?…»"”)–—-|[':
        return bool(before) or not alone
    if alone or _slashed_agency(match[0], compiled):
        return not alone
    named = _ACRONYM.fullmatch(tail[match.start() :].split()[-1].strip("().]")) is not None or any(
        fold(part.strip(" ().")) in compiled.agencies for part in re.split(r"[:,–—-]", match[0])
    )
    return match.re is compiled.marked and (
        match[0][0] in "©(" or (match[0][0].isupper() and (named or ":" in match[0]))
    )


def _slashed_agency(text: str, compiled: Credits) -> bool:
    parts = re.split(r"\s*[/|]\s*|\s+via\s+", text.strip("() "), flags=re.IGNORECASE)
    return len(parts) > 1 and any(fold(part.strip(" ().")) in compiled.agencies for part in parts)


def _before_opener(match: re.Match[str], compiled: Credits) -> int:
    """Where the credit ends when the first words of the next sentence were taken for a name."""
    last = re.search(r"[/|\-–—:,©]\s*([^/|\-–—:,©]+)$", match[0])
    words = list(re.finditer(r"\S+", match[0]))
    for word in words[1:]:
        first = tokens(word[0])[:1]
        behind = last is None or word.start() > last.start(1)
        if behind and first and first[0] in compiled.openers and word[0][0].isupper() and not match[0].isupper():
            return match.start() + len(match[0][: word.start()].rstrip())
    return match.end()


def _read(text: str, compiled: Credits) -> Credit | None:
    """Photographer and agency out of a credit's words; ``None`` where neither is there."""
    words = compiled.commissioned.sub("", _without_marker(text.strip("()[] ."), compiled))
    agency, photographer = None, None
    for part in re.split(r"\s*[/|,]\s*|\s+[-–—]\s+|:\s+|\s+via\s+", words, flags=re.IGNORECASE):
        part = part.strip(" ()[].:©")
        folded = fold(part)
        if folded in compiled.agencies:
            agency = agency or compiled.agencies[folded]  # who took it, not who sells it on
        elif agency is None and folded not in compiled.ignored and _is_acronym(part, "/" in text):
            agency = part
        elif part and folded not in compiled.ignored and photographer is None:
            photographer = part
        elif part and folded not in compiled.ignored and agency is None and re.search(r"[/|]", words):
            agency = part
    if photographer is None and agency is None:
        return None
    if photographer and agency and fold(agency) not in compiled.agencies and agency not in compiled.agencies.values():
        if photographer.isupper() and " " not in photographer and not agency.isupper():
            photographer, agency = agency, photographer
        elif " " in agency:
            agency = title_cased(agency)
    return Credit(photographer=title_cased(photographer) if photographer else None, agency=agency)


def _is_acronym(part: str, with_name: bool) -> bool:
    """Whether a part is an agency that nobody has listed: capitals only, up to seven beside a name and four alone."""
    return re.fullmatch(r"[A-ZÀ-Þ]{2,7}" if with_name else r"[A-ZÀ-Þ]{2,4}", part) is not None


def _without_marker(words: str, compiled: Credits) -> str:
    """The credit without the word or the sign that announces it."""
    folded = fold(words)
    for marker in compiled.markers:
        if folded.startswith(marker) and folded[len(marker) : len(marker) + 1].strip(" :©") == "":
            words = words[len(marker) :].strip(" :©") or words
            break
    return re.sub(r"^(?:©|\([cC]\))\s*", "", words)
