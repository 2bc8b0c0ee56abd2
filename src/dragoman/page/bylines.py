"""Who wrote a page, as its byline says: « Par Awa Diarra, correspondante à Bamako », « Avec AFP », "By Jane Doe"."""

from __future__ import annotations

import re
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


@dataclass(frozen=True)
class Bylines:
    """A pack's words in bylines, ready to be looked up."""

    markers: Phrases[str]
    leads: Phrases[str]
    joiners: frozenset[str]
    places: frozenset[str]
    roles: frozenset[str]
    desks: Phrases[str]
    agencies: Phrases[str]


@lru_cache
def bylines(pack: Pack) -> Bylines:
    """The pack's ``[byline]`` table and its agencies."""
    data = table(pack, "byline")
    return Bylines(
        markers=Phrases((word, word) for word in data.get("markers", ())),
        leads=Phrases((word, word) for word in data.get("leads", ())),
        joiners=frozenset(token for word in data.get("with", ()) for token in tokens(word)),
        places=frozenset(fold(word) for word in data.get("places", ())),
        roles=frozenset(token for word in data.get("roles", ()) for token in tokens(word)),
        desks=Phrases((word, word) for word in data.get("desks", ())),
        agencies=Phrases((name, name) for name in table(pack, "credit").get("agencies", ())),
    )


def byline(text: str, pack: Pack) -> str | None:
    """The names in a byline, without what announces them, their office and the date; ``None``: no byline."""
    compiled = bylines(pack)
    words = tokens(text)
    if not words or len(words) > _MOST_WORDS:
        return None
    marker = compiled.markers.at(words, 0)
    if marker is not None:
        return _after_marker(_skip(text, marker[0]), compiled, pack)
    dated = days(text, pack)
    rest = text[dated[-1].end :].lstrip(" ,|-–—·") if dated else ""
    marker = compiled.markers.at(tokens(rest), 0) if tokens(rest) else None
    if marker is not None:
        return _after_marker(_skip(rest, marker[0]), compiled, pack)
    return (
        _desk(text, words, compiled, pack) or _after_outlet(text, compiled, pack) or _with_office(text, compiled, pack)
    )


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
    return _placeless(_PARTED.split(_undated(_SHIFT.sub("", text), pack))[0], bylines(pack)).strip(" .")


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
    return ", ".join(kept).replace(", avec ", " avec ").replace(", with ", " with ")


def _desk(text: str, words: list[str], compiled: Bylines, pack: Pack) -> str | None:
    """A byline without a marker: an agency or a desk, with names and joining words at most."""
    if len(words) > 12 or not (compiled.agencies.all(words) or compiled.desks.all(words)):
        return None
    undated = _undated(text, pack)
    if re.search(r"[.!?:;…»\"]$|:\s", undated.strip()):
        return None
    if compiled.desks.whole(tokens(undated)) or _named(undated, compiled):
        return re.sub(r"\s*\(\s*(.*?)\s*\)", r" \1", undated).strip(" -–—|,·")
    return None


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
            return text[: words[i].start()].rstrip(" ,|-–—·")
    return text[:end].rstrip(" ,|-–—·") if found else text


def _skip(text: str, count: int) -> str:
    found = list(re.finditer(r"\d+|[^\W\d_]+", text))
    return text[found[count - 1].end() :].lstrip(" :–—-")
