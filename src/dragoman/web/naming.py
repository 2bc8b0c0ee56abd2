"""What people, bodies, states and organisations are called in the reader's language, and in how many ways they are spelt.

An article's reading names a known person by one name in whichever language it is written (« Sergei Lavrov »). Readers ask for
« Sergueï Lavrov », and should be shown that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from unicodedata import normalize

from dragoman.actors.lexicon import WORLD
from dragoman.languages import languages, load
from dragoman.languages.pack import read_tsv
from dragoman.store.words import folded

_VOWEL = re.compile(r"[aeiouh]", re.IGNORECASE)
_ASPIRATED = ("Haut", "Hongrie", "Honduras", "Hong")
_WITH_ARTICLE, _IN_ISRAEL, _ON_BARBADOS, _ON_TRINIDAD = ("PSE",), ("ISR", "HTI"), ("BRB", "DMA", "GRD"), ("TTO",)
"""States that take another word than their gender asks for."""
_NO_ARTICLE = ("CZE",)
_OF = {"f": "de la", "m": "du", "p": "des"}


@dataclass(frozen=True)
class Known:
    """One whom the tables know: his name in readings, what each language calls him, and all ways to write it."""

    entity: str
    usual: Mapping[str, str]
    spellings: tuple[str, ...]


def usual(entity: str, language: str) -> str:
    """What a language calls a person or a body; its name as it is where the tables do not know it.

    >>> usual("Sergei Lavrov", "fr"), usual("Polisario Front", "fr"), usual("Ana Lim", "fr")
    ('Sergueï Lavrov', 'Front Polisario', 'Ana Lim')
    """
    known = _known().get(_key(entity))
    return known.usual[language] if known else entity


def spellings(name: str) -> tuple[str, ...]:
    """All ways to write a name, the one of readings first; where the tables do not know it, only as it is written."""
    known = _known().get(_key(name))
    return tuple(dict.fromkeys((known.entity, *known.spellings, name))) if known else (name,)


def alike(name: str) -> str:
    """What two transliterations of one name have in common.

    >>> alike("Aram Petrossian") == alike("Aram Petrosyan"), alike("Tamar Gelachvili") == alike("Tamar Gelashvili")
    (True, True)
    """
    plain = folded(name).replace("-", " ").replace("'", "")
    for pattern, letter in _ALIKE:
        plain = pattern.sub(letter, plain)
    return plain


_ALIKE = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("tch|tsch|ch|sch|sh|cz|sz", "s"),
        ("dj|zh|j", "g"),
        ("gu(?=[ei])", "g"),
        ("kh|ck|qu|q|c|x", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("ou|oo|w", "u"),
        ("ei|ey|ai|ay|ee|i[aeou]|y[aeou]|ï|y|e", "i"),
        (r"(\w)\1+", r"\1"),
        (r"i+\b", ""),
    )
)


def inside(code: str, name: str, language: str) -> str:
    """« En RD Congo », « Aux Pays-Bas », « Au sein de l'ONU »: within a state or an organisation of that code and name."""
    shape = _shapes(language).get(code)
    organised = None if shape else _organisations().get(code)
    if language == "fr":
        return _within_organisation(name, organised) if organised else _within_state(code, name, shape)
    article = (shape in ("p", "d") and code not in _NO_ARTICLE) or code in _WITH_ARTICLE
    if organised:
        article = " " in name or name in ("IAEA", "CSTO") or bool(re.match(r"G\d", name))
    return f"{'Within' if organised else 'In'} {'the ' if article else ''}{name}"


def is_plural(code: str, language: str) -> bool:
    """Whether a language tells of a state or an organisation in the plural.

    >>> is_plural("USA", "fr"), is_plural("USA", "en"), is_plural("FRA", "fr")
    (True, False, False)
    """
    if language != "fr":
        return False
    shape = _shapes(language).get(code) or _organisations().get(code)
    return code in _WITH_ARTICLE or shape == "p"


def _within_state(code: str, name: str, shape: str | None) -> str:
    if code in _WITH_ARTICLE:
        return f"Dans les {name}"
    if code in _ON_BARBADOS:
        return f"À la {name}"
    if code in _ON_TRINIDAD:
        return f"À {name}"
    if shape == "p":
        return f"Aux {name[0].lower() + name[1:] if name.startswith('Îles') else name}"
    if shape == "f" or code in _IN_ISRAEL or (shape == "m" and _sounds_open(name)):
        return f"En {name}"
    return f"Au {name}" if shape == "m" else f"À {name}"


def _within_organisation(name: str, shape: str) -> str:
    if _sounds_open(name) and shape != "p":
        return f"Au sein {'d' if shape == 'n' else 'de l'}'{name}"
    return f"Au sein {_OF.get(shape, 'de')} {name}"


def _sounds_open(name: str) -> bool:
    return bool(_VOWEL.match(normalize("NFD", name))) and not name.startswith(_ASPIRATED)


@lru_cache
def _shapes(language: str) -> Mapping[str, str]:
    return MappingProxyType({row["code"]: row["shape"] for row in load(language).tsv("states")})


@lru_cache
def _organisations() -> Mapping[str, str]:
    """The French gender of each organisation's usual name."""
    found: dict[str, str] = {}
    for row in read_tsv(WORLD / "organisations.tsv"):
        found.setdefault(row["code"], row["shape"])
    return MappingProxyType(found)


@lru_cache
def _known() -> Mapping[str, Known]:
    """Whom the tables know, by every way to write his name; a name of several is nobody's."""
    found: dict[str, Known | None] = {}
    entities: dict[str, list[Known]] = {}
    for one in _rows():
        entities.setdefault(one.entity, []).append(one)
    for own in entities.values():
        first = own[0]
        all_of = tuple(dict.fromkeys(name for one in own for name in one.spellings))
        joined = Known(first.entity, first.usual, all_of)
        for key in {_key(name) for name in (first.entity, *all_of)}:
            found[key] = None if key in found and key != _key(first.entity) else joined
    return MappingProxyType({key: known for key, known in found.items() if known})


def _rows() -> Iterator[Known]:
    for row in read_tsv(WORLD / "people.tsv"):
        english = row["name_en"] or row["name_fr"]
        names = {"fr": row["name_fr"] or english, "en": english}
        yield Known(english, names, (*names.values(), *_parts(row["also"])))
    for row in read_tsv(WORLD / "organisations.tsv"):
        names = {language: row[language].split("|")[0] for language in languages()}
        yield Known(row["entity"], names, tuple(one for language in languages() for one in row[language].split("|")))
    for table in ("groups", "institutions", "agencies"):
        for row in read_tsv(WORLD / f"{table}.tsv"):
            names = {language: next(_spoken(row["names"], language), row["entity"]) for language in languages()}
            yield Known(row["entity"], names, tuple(_spoken(row["names"], *languages())))


def _spoken(cell: str, *spoken: str) -> Iterator[str]:
    """The names of a cell that these languages have; those that only some have stand behind « fr: »."""
    for name in _parts(cell):
        language, sign, own = name.partition(":")
        if name.endswith("…"):
            continue
        if not (sign and language in languages()):
            yield name
        elif language in spoken:
            yield own


def _parts(cell: str) -> Iterable[str]:
    return (part for part in cell.split("|") if part)


def _key(name: str) -> str:
    return " ".join(folded(name).replace("-", " ").split())
