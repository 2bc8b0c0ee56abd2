"""Who wrote a page, as its byline says: « Par Awa Diarra, correspondante à Bamako », « Avec AFP », "By Jane Doe"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dragoman.languages.pack import Pack
from dragoman.page.chrome import Phrases, chrome, table
from dragoman.page.flattened import fold, tokens
from dragoman.page.published import calendar, days

_CAPITAL = re.compile(r"^[(«\"“]?[^\W\d_a-zà-öø-ÿ]")
_PARTED = re.compile(r"\s*[,|·•/()]\s*|\s+[-–—]\s+")
_SHIFT = re.compile(r"\s\([^\W\d_A-ZÀ-Þ]+\)")
"""When who of several wrote: « Awa Diarra (maintenant) et Idrissa Souley (plus tôt) »."""
_MOST_WORDS = 24
MOST_BESIDE_DAY = 10
"""Words of the longest byline that only its day shows as one."""


@dataclass(frozen=True)
class Bylines:
    """A pack's words in bylines, ready to be looked up."""

    markers: Phrases[str]
    placed: re.Pattern[str]
    announcers: Phrases[str]
    leads: Phrases[str]
    joiners: frozenset[str]
    places: frozenset[str]
    roles: frozenset[str]
    honours: frozenset[str]
    strangers: frozenset[str]
    desks: Phrases[str]
    agencies: Phrases[str]


@lru_cache
def bylines(pack: Pack) -> Bylines:
    """The pack's ``[byline]`` table and its agencies."""
    data = table(pack, "byline")
    return Bylines(
        markers=Phrases((word, word) for word in data.get("markers", ())),
        placed=_placed(data.get("announcers", ()), data.get("places", ())),
        announcers=Phrases((word, word) for word in data.get("announcers", ())),
        leads=Phrases((word, word) for word in data.get("leads", ())),
        joiners=frozenset(token for word in data.get("with", ()) for token in tokens(word)),
        places=frozenset(fold(word) for word in data.get("places", ())),
        roles=frozenset(token for word in data.get("roles", ()) for token in tokens(word)),
        strangers=frozenset(fold(word) for word in data.get("strangers", ())),
        honours=frozenset(fold(word) for word in data.get("honours", ())),
        desks=Phrases((word, word) for word in data.get("desks", ())),
        agencies=Phrases((name, name) for name in table(pack, "credit").get("agencies", ())),
    )


def _placed(markers: Iterable[str], places: Iterable[str]) -> re.Pattern[str]:
    """Markers of several words with a place before their last: « Propos recueillis à Jakarta par »."""
    parts = [fold(marker).rpartition(" ") for marker in markers]
    forms = [
        rf"{re.escape(first)}\s+(?:{'|'.join(map(fold, places))})\s[^,.;:]{{2,30}}?\s{last}"
        for first, _, last in parts
        if first
    ]
    return re.compile(rf"(?:{'|'.join(forms) or '(?!)'})\s+")


def byline(text: str, pack: Pack) -> str | None:
    """The names in a byline, without what announces them, their office and the date; ``None``: no byline."""
    compiled = bylines(pack)
    words = tokens(text)
    if not words or len(words) > _MOST_WORDS:
        return None
    if (placed := compiled.placed.match(fold(text))) is not None:
        return _after_marker(text[placed.end() :], compiled, pack)
    marker = compiled.markers.at(words, 0)
    if marker is not None:
        return _after_marker(_skip(text, marker[0]), compiled, pack)
    dated = days(text, pack)
    rest = text[dated[-1].end :].lstrip(" ,|-–—·•/") if dated else ""
    marker = compiled.markers.at(tokens(rest), 0) if tokens(rest) else None
    if marker is not None:
        return _after_marker(_skip(rest, marker[0]), compiled, pack)
    ways = (_desk, _after_outlet, _with_office)
    if not compiled.agencies.all(words) and "," in text:
        ways = (_after_outlet, _with_office, _desk)  # "Jane Doe, Staff Reporter"
    return next((found for way in ways if (found := way(text, compiled, pack))), None)


def _after_outlet(text: str, compiled: Bylines, pack: Pack) -> str | None:
    """The names where the outlet or the place stands first: « Le Phare / Par Awa Diarra », « Batoumi, de notre envoyée … »."""
    outlet, sign, rest = [*re.split(r"(\s[/|·•–—-]\s|,\s)", text, maxsplit=1), "", ""][:3]
    words = tokens(rest)
    marker = compiled.markers.at(words, 0) if sign and words and len(tokens(outlet)) <= 4 else None
    if marker is None or (sign[0] == "," and marker[0] < 3):
        return None
    return _after_marker(_skip(rest, marker[0]), compiled, pack)


def names_in(text: str, pack: Pack) -> str:
    """The names in a line that its place on the page makes a byline: without where its writers are; of « Rédigé par »
    alone, none."""
    if bylines(pack).markers.whole(tokens(text)) or is_lead(text, pack):
        return ""
    parts = [part for part in _PARTED.split(_undated(_SHIFT.sub("", text), pack)) if part.strip()]
    if len(parts) > 1 and all(is_name(part, pack) for part in parts):
        return ", ".join(parts)
    return _placeless(parts[0] if parts else "", bylines(pack)).strip(" .,|-–—·•/")


def each_name(names: str, pack: Pack) -> list[str]:
    """The names of a byline, one by one."""
    joiners = bylines(pack).joiners
    parts: list[list[str]] = [[]]
    for word in _SHIFT.sub("", names).replace(",", " , ").split():
        if word == "," or (word.islower() and set(tokens(word)) <= joiners and len(parts[-1]) >= 2):
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def described(text: str, pack: Pack) -> str | None:
    """The name in « By Jane Doe, a lecturer at … » as a sentence's end may close it: a marker, a full name, what it does."""
    words = tokens(text)
    marker = bylines(pack).markers.at(words, 0) if words else None
    if marker is None or len(words) > _MOST_WORDS:
        return None
    name, sign, rest = _skip(text, marker[0]).partition(", ")
    plain = rest[:1].islower() and len(tokens(rest)) >= 2
    return name if sign and plain and len(name.split()) >= 2 and is_name(name, pack) else None


def is_lead(text: str, pack: Pack) -> bool:
    """Whether a line only says that a correspondent reports: « Avec notre correspondante à Lomé, », without a name."""
    words = tokens(text)
    lead = bylines(pack).leads.at(words, 0) if 0 < len(words) <= 9 else None
    if lead is None or text[-1:] in ".!?…":
        return False
    where = text[:-1].rstrip() if text[-1:] in ",:" else text
    return len(words) == lead[0] or "," not in where


def is_name(text: str, pack: Pack) -> bool:
    """Whether a line has the shape of persons' names, with the place they write from at most."""
    compiled = bylines(pack)
    text = _SHIFT.sub("", text)
    text = text[:-1] if text.endswith(".") and text.rstrip(".").split()[-1:][0:1] and text[-3:-1].isupper() else text
    words = text.split()
    if not 2 <= len(words) <= 7 or re.search(r"[\d.!?:;…»\"]", text) or not all(map(_CAPITAL.match, words[:2])):
        return False
    if fold(words[0]) in compiled.strangers:
        return False
    sections = chrome(pack)
    if sections.generic.at(tokens(text), 0) is not None or sections.sections.whole(tokens(words[-1])):
        return False
    return all(_CAPITAL.match(word) or set(tokens(word)) <= compiled.joiners for word in words)


def _with_office(text: str, compiled: Bylines, pack: Pack) -> str | None:
    """A byline without a marker: names, then what their bearers are, or the day."""
    undated = _undated(text, pack)
    names, *others = [part for part in _PARTED.split(undated) if part.strip()] or [""]
    office = any(compiled.roles & set(tokens(other)) for other in others[:1])
    if not (office or undated != text) or not is_name(names, pack) or undated.rstrip()[-1:] in ".?!…»":
        return None
    if not office and len(tokens(undated)) > MOST_BESIDE_DAY:
        return None  # « La Malaisie, qui facilite les pourparlers depuis 2001, a salué le geste (12/03/2024) »
    return _placeless(names, compiled)


def _placeless(names: str, compiled: Bylines) -> str:
    """Names without where each of their bearers writes from: "Jane Doe in Kyiv and Joe Roe in Lviv"."""
    kept: list[str] = []
    away = False
    words = names.split()
    for word, after in zip(words, [*words, ""][1:], strict=True):
        joins = set(tokens(word)) <= compiled.joiners
        if len(kept) >= 2 and fold(word) in compiled.places:
            away = True
        elif away and joins and _CAPITAL.match(after):
            away = False
        if not away:
            kept.append(word)
    while (
        len(kept) > 2 and set(tokens(kept[-1])) <= compiled.roles and not compiled.desks.all(tokens(" ".join(kept[:2])))
    ):
        kept.pop()  # "Jane Doe Staff Reporter"
    return " ".join(kept)


def _after_marker(rest: str, compiled: Bylines, pack: Pack) -> str | None:
    undated = _undated(rest, pack)
    names, *others = [part for part in _PARTED.split(undated) if part.strip()] or [""]
    where = tokens(names)[:1] and tokens(names)[0] in compiled.places
    if others and (where or (compiled.roles & set(tokens(names)) and not _named(names, compiled))):
        names, *others = others  # « Par notre correspondante à Montevideo, Clara Ibarra »
    elif where:
        return None
    names = _placeless(names, compiled)
    if not _named(names, compiled) or undated.rstrip().endswith((".", "?", "!", "…", "»")):
        return None
    kept = [names]
    for other in others:
        first = tokens(other)
        if not first or not (_named(other, compiled) or compiled.roles & set(first) or first[0] in compiled.joiners):
            return None
        joins = len(first) > 1 and first[0] in compiled.joiners - compiled.places
        if joins and _named(other, compiled):
            kept[-1] += f" {_placeless(other, compiled)}"  # « Awa Diarra (à Dakar) et AFP »
        elif _is_credit(other, compiled):
            kept.append(other.strip())
        elif (name := _behind_office(other, compiled, pack)) is not None:
            kept.append(name)
    return ", ".join(kept).replace(", avec ", " avec ").replace(", with ", " with ")


def _behind_office(other: str, compiled: Bylines, pack: Pack) -> str | None:
    """The name that another's office joins: "defence editor and Joe Roe in Kyiv" has Joe Roe."""
    words = other.split()
    for n in range(1, len(words) - 2):
        if set(tokens(words[n])) <= compiled.joiners - compiled.places and words[n].lower() == words[n]:
            name = _placeless(" ".join(words[n + 1 :]), compiled)
            if is_name(name, pack) and not compiled.roles & set(tokens(name)):
                return name
    return None


def _desk(text: str, compiled: Bylines, pack: Pack) -> str | None:
    """A byline without a marker: an agency or a desk, with names and joining words at most."""
    words = tokens(text)
    if len(words) > 12 or not (compiled.agencies.all(words) or compiled.desks.all(words)):
        return None
    undated = _undated(text, pack)
    if re.search(r"[.!?:;…»\"]$|:\s", undated.strip()):
        return None
    first, *others = [part for part in _PARTED.split(undated) if part.strip()] or [""]
    hit = compiled.agencies.at(tokens(undated), 0) if tokens(undated) else None
    if hit is not None and len(tokens(undated)) > hit[0] and tokens(undated)[hit[0]] in compiled.places:
        return " ".join(undated.split()[: hit[0]])  # « La Presse canadienne à Mexico »
    if first != undated and _is_desk_in_place(first, others, compiled):
        return first  # « Agence Vigie – Cité du Vatican »
    if compiled.desks.whole(tokens(undated)) or _named(undated, compiled):
        return re.sub(r"\s*\(\s*(.*?)\s*\)", r" \1", undated).strip(" -–—|,·•")
    return None


def _is_desk_in_place(first: str, others: list[str], compiled: Bylines) -> bool:
    """Whether words are a desk's or an agency's name, and what follows a sign is where it sits."""
    named = bool(tokens(first)) and compiled.desks.at(tokens(first), 0) is not None and _named(first, compiled)
    return named and not compiled.agencies.all(tokens(" ".join(others))) and all(map(_CAPITAL.match, others))


def _named(text: str, compiled: Bylines) -> bool:
    """Whether the words are names: all with a capital but for those that join names, one at least with it."""
    words = [word for word in text.split() if tokens(word)]
    if not words or len(words) > 9:
        return False
    capital = [bool(_CAPITAL.match(word)) for word in words]
    joined = all(
        is_capital or set(tokens(word)) <= compiled.joiners or compiled.desks.at(tokens(word), 0) is not None
        for word, is_capital in zip(words, capital, strict=True)
    )
    return joined and (any(capital) or compiled.desks.whole(tokens(text)))


def _is_credit(text: str, compiled: Bylines) -> bool:
    return bool(compiled.agencies.all(tokens(text)))


def _undated(text: str, pack: Pack) -> str:
    """The text up to its first date, or up to the words that announce one."""
    found = days(text, pack)
    end = found[0].start if found else len(text)
    words = list(re.finditer(r"\d+|[^\W\d_]+", fold(text[:end])))
    listed = [word[0] for word in words]
    compiled = calendar(pack)
    for i in range(len(listed)):
        if compiled.cues.at(listed, i) is not None:
            return text[: words[i].start()].rstrip(" ,|-–—·•/")
    if not found:
        while text.rpartition(" ")[0] and fold(text.rpartition(" ")[2].strip(",")) in compiled.weekdays:
            text = text.rpartition(" ")[0].rstrip(" ,|-–—·•/")
        return text
    kept = text[:end].rstrip(" ,|-–—·•/")
    while (last := kept.rpartition(" ")) and last[0] and last[2].islower() and compiled.fillers.whole(tokens(last[2])):
        kept = last[0].rstrip(" ,|-–—·•/")  # « Awa Diarra le 12 mars 2024 »
    return kept


def _skip(text: str, count: int) -> str:
    found = list(re.finditer(r"\d+|[^\W\d_]+", text))
    return text[found[count - 1].end() :].lstrip(" :–—-")
