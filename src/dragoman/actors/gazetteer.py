"""Names of the tables in a text: one pass of an automaton, the longest match first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dragoman.actors.folding import Folded, fold, plain
from dragoman.actors.found import Dates, NameFound
from dragoman.actors.lexicon import KINDS, Guard, Lexicon, Meaning, Shared, lexicon
from dragoman.actors.strangers import strangers
from dragoman.languages.pack import Pack

CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9' .,:-]*[A-Z](?![A-Za-z0-9])")
GIVEN = re.compile(r"([A-Z][a-z]+) $")
SHIP = re.compile(r"(?: (?:[A-Z]\.|[A-Z][A-Za-z]+(?:-[A-Z][a-z]+)*)(?![A-Za-z])){1,4}")
SHORT = 4  # a word in capitals of fewer letters is an acronym of its own, not a shouted name
REMEMBERED = 11_000  # days after a term in which a surname alone still means who held it: some thirty years
FAMILY = re.compile(r" ([A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?!'?[A-Za-z-]| [A-Z])")
PROSE = re.compile(r"(?<![A-Za-z'-])(?!(?:and|the|for|with|from|over|into|amid|des|les|aux|sur|par)(?![a-z]))[a-z]{3}")
JOINS = frozenset({"et", "and"})
LOOK = 24  # characters looked at on either side of a name
NEAR = 400  # characters on either side in which a word may tell which of two states is meant
SHAPE_AFTER = {"f": "country.f", "m": "country.m", "p": "country.p"}


@dataclass(frozen=True, slots=True)
class _Match:
    """A name of the tables in the folded text."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    written: str

    @property
    def what(self) -> str:
        return self.meanings[0].what


def names(text: str, pack: Pack, published: Dates = (None, None)) -> list[NameFound]:
    """The names in a text, in order and without overlaps, with the states they belong to.

    A name inside a longer one is not found (« Corée » in « Corée du Nord »), nor is one in a street, a club or another
    person's name. ``published`` is the first and last day on which the text may have been written: people and groups are
    told by it. People of no table are found by their capitals, with no code.
    """
    folded = fold(text)
    words = lexicon(pack)
    matches = _longest(_matches(folded.text, words))
    matches = _joined(folded.text, matches, pack)
    said = _in_full(matches)
    kept = [m for m in matches if m.what == "joined" or _stands(folded.text, m, words, pack, published, said)]
    known = _resolve(folded, kept, words, pack, published)
    decoys = [folded.real(match.start, match.end) for match in matches if _elsewhere(folded.text, match, pack)]
    others = strangers(text, folded, known, decoys, pack)
    return sorted([*_namesakes(text, known, others), *others], key=lambda name: name.start)


def _namesakes(text: str, known: Sequence[NameFound], others: Sequence[NameFound]) -> list[NameFound]:
    """The known names, but for surnames that the page gives to somebody else by a full name (« Jean Morel … Morel »)."""
    said = {name.entity for name in known if name.what == "person" and len(text[name.start : name.end].split()) > 1}
    full = [name for name in known if name.what == "person" and name.entity in said]
    owners = {
        text[name.start : name.end].split()[-1]: name
        for name in [*full, *others]
        if len(text[name.start : name.end].split()) > 1
    }
    result = []
    for name in known:
        owner = owners.get(text[name.start : name.end]) if name.what == "person" and name.entity not in said else None
        result.append(replace(owner, start=name.start, end=name.end) if owner else name)
    return result


def _matches(text: str, words: Lexicon) -> list[_Match]:
    loud = [run.span() for run in CAPITALS.finditer(text)]
    lines = [extent for extent in loud if len(text[slice(*extent)].split()) > 2]
    found = []
    for at, (size, index) in words.names.iter(text):
        start, end = at + 1 - size, at + 1
        doubtful = text[start:end] in words.never and any(first <= start and end <= last for first, last in lines)
        if not doubtful and _bounded(text, start, end):
            stop = _stretched(text, end) if words.meanings[index][0].stretch else end
            found += [_Match(start, stop, words.meanings[index], text[start:end])] if stop else []
    for extent in loud:
        found += _shouted(text, *extent, words)
    return found


def _shouted(text: str, start: int, end: int, words: Lexicon) -> Iterator[_Match]:
    """Names within a run of capitals; a short one only where the run is a line or a clause of its own."""
    run = text[start:end]
    long = len(run.split()) > 2
    for last, (size, index) in words.shouted.iter(run):
        first, stop = start + last + 1 - size, start + last + 1
        if (long or size >= SHORT) and _bounded(text, first, stop):
            yield _Match(first, stop, words.meanings[index], text[first:stop])


def _stretched(text: str, end: int) -> int | None:
    """Where the capitals behind a ship's prefix end; ``None`` where there are none."""
    behind = SHIP.match(text, end)
    return behind.end() if behind else None


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if (
        before.isalnum()
        or before in {"@", "#", "_"}
        or (after.isalnum() and text[end - 1] != "-")
        or after in {"@", "_"}
    ):
        return False
    if before == "." and text[start - 2 : start - 1].islower() and text[start:end].islower():
        return False
    return not (after == "." and text[end + 1 : end + 2].islower() and text[end - 1] != ".")


def _longest(matches: list[_Match]) -> list[_Match]:
    """The leftmost and then longest of overlapping matches; written as in the tables before shouted."""
    starts = {match.start for match in matches}
    halves = {(m.start, m.end) for m in matches if m.what == "prefix" and m.end in starts}
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        is_half = (match.start, match.end) in halves
        if (match.what != "prefix" or is_half) and (not kept or match.start >= kept[-1].end):
            kept.append(match)
    return kept


def _joined(text: str, matches: list[_Match], pack: Pack) -> list[_Match]:
    """Names held together by hyphens as one (« franco-allemand », “US-China”); a name joined to a word that is none is
    dropped, save where the pack lets such a word stand (“Iran-backed”)."""
    rules = pack.toml("actors")["hyphen"]
    result, at = [], 0
    while at < len(matches):
        stop = at + 1
        while stop < len(matches) and _touch(text, matches[stop - 1], matches[stop]):
            stop += 1
        row = matches[at:stop]
        at = stop
        last = row[-1]
        if last.what == "prefix" or not _free(text, row[0].start, last.end, rules):
            continue
        if len(row) == 1:
            result.append(
                replace(last, meanings=(_backed(last.meanings[0]),)) if text[last.end : last.end + 1] == "-" else last
            )
        elif all(match.what not in ("decoy",) for match in row):
            codes = tuple(code for match in row for code in match.meanings[0].codes)
            joined = Meaning("joined", tuple(dict.fromkeys(codes)), shape="adjective")
            result.append(_Match(row[0].start, last.end, (joined,), text[row[0].start : last.end]))
    return result


def _backed(meaning: Meaning) -> Meaning:
    return replace(meaning, shape="adjective")


def _touch(text: str, left: _Match, right: _Match) -> bool:
    if left.what == "prefix":
        return left.end == right.start
    return right.start == left.end + 1 and text[left.end] == "-"


def _free(text: str, start: int, end: int, rules: dict[str, Any]) -> bool:
    """Whether no foreign word hangs on the name by a hyphen."""
    before = re.search(r"([A-Za-z0-9]+)-$", text[max(0, start - LOOK) : start])
    after = re.match(r"-([A-Za-z0-9]+)", text[end : end + LOOK])
    return (before is None or before[1] in rules["before"]) and (after is None or after[1] in rules["after"])


def _in_full(matches: Sequence[_Match]) -> set[str | None]:
    """The people whom the page names in full."""
    people = (meaning for match in matches for meaning in match.meanings if meaning.what == "person")
    return {meaning.entity for meaning in people if not meaning.short}


def _stands(text: str, match: _Match, words: Lexicon, pack: Pack, published: Dates, said: set[str | None]) -> bool:
    """Whether the name is one here: no street or club, no part of a person's name, guarded words after their preposition."""
    if match.what == "decoy":
        return False
    before, after = text[max(0, match.start - LOOK) : match.start], text[match.end : match.end + LOOK]
    guard = words.guards.get(match.written)
    if guard is not None and not _vouched(guard, match, before, after, words, published, said):
        return False
    if match.written in words.first and _surname_behind(text, match, words, pack):
        return False
    capital = re.match(r" [A-Z][a-z]", after) is not None
    if match.written in words.alone and capital:
        return False
    if match.written in words.apart and (word := GIVEN.search(before)) and word[1] not in _context(pack).common:
        return False
    if match.what == "person":
        return not (_elsewhere(text, match, pack) or _others_surname(text, match, words, pack))
    if match.what in ("demonym", "agency", "media", "organisation", "seat"):
        return True
    context = _context(pack)
    if _elsewhere(text, match, pack):
        return False
    given = GIVEN.search(before)
    return given is None or given[1] not in context.given or " " in match.written


def _vouched(
    guard: Guard, match: _Match, before: str, after: str, words: Lexicon, published: Dates, said: set[str | None]
) -> bool:
    """Whether a doubtful word is a name here, by the word before it or by who is in office."""
    if any(_ends_with(before, word) and _beside_name(before, word, words) for word in guard.after):
        return True
    people = [meaning for meaning in match.meanings if meaning.what == "person"]
    serving = published != (None, None) and any(in_term(person, published) for person in people)
    if not guard.serving or not (serving or any(person.entity in said for person in people)):
        return False
    follows = re.match(r" ([a-z']+)", after)
    return not guard.verbs or (follows is not None and follows[1] in guard.verbs)


def _beside_name(before: str, word: str, words: Lexicon) -> bool:
    """ "and" vouches for a name only behind one that needs no voucher: « les Comores et Maurice », « Dominique et Florence »."""
    if word not in JOINS:
        return True
    beside = re.search(r"([A-Za-z'-]+)(?:'s)?,? [a-z]+ $", before)
    return beside is not None and beside[1] in words.names and beside[1] not in words.guards


def _surname_behind(text: str, match: _Match, words: Lexicon, pack: Pack) -> bool:
    """Whether a state's name is somebody's first name: one word with a capital follows, in a text that is no headline."""
    behind = FAMILY.match(text, match.end)
    around = text[max(0, match.start - 3 * LOOK) : match.end + 3 * LOOK]
    if behind is None or PROSE.search(around) is None:
        return False
    return behind[1] not in words.names and behind[1] not in _context(pack).common


def _others_surname(text: str, match: _Match, words: Lexicon, pack: Pack) -> bool:
    """Whether a surname of the tables stands behind a first name of somebody else; titles in capitals do not tell."""
    before = text[max(0, match.start - LOOK) : match.start]
    first = re.search(r"(?:^|[^A-Za-z'-])([A-Z][a-z]+(?:-[A-Z][a-z]+)?) $", before)
    if first is None or not all(meaning.short for meaning in match.meanings if meaning.what == "person"):
        return False
    around = text[max(0, match.start - 3 * LOOK) : match.end + 3 * LOOK]
    spoken = re.search(r"(?:^|[^A-Za-z])[a-z]{5,}", around) is not None
    return spoken and first[1] not in words.names and first[1] not in _context(pack).common


def _elsewhere(text: str, match: _Match, pack: Pack) -> bool:
    """Whether the name belongs to something else: a text, a street, a club, a university; a person's, a lake, an airport."""
    context = _context(pack)
    before, after = text[max(0, match.start - LOOK) : match.start], text[match.end : match.end + LOOK]
    if match.what in ("state", "capital", "place", "ambiguous"):
        return context.places.is_beside(before, after)
    return match.what == "decoy" or (match.what == "person" and context.people.is_beside(before, after))


def _ends_with(before: str, word: str) -> bool:
    before = before.lower() if word.endswith("'") else before
    if word in ("(", ","):
        return before.rstrip().endswith(word)
    return (
        before.endswith(word)
        if word.endswith("'")
        else re.search(rf"(?:^|[^A-Za-z]){re.escape(word)} $", before, re.IGNORECASE) is not None
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """The words before or behind which a name is that of something else."""

    before: re.Pattern[str]
    after: re.Pattern[str]

    @staticmethod
    def of(data: Mapping[str, Any]) -> _Beside:
        """The words of a table: ``words`` before the name, with a link of ``of`` between, and ``behind`` it."""
        heads = "|".join(re.escape(plain(word)) for word in data["words"])
        links = "|".join(re.escape(plain(word)) for word in sorted(data["of"], key=len, reverse=True))
        tails = "|".join(re.escape(plain(word)) for word in data["behind"])
        behind = re.compile(rf" (?:{tails})(?![A-Za-z])" if tails else r"(?!)")
        return _Beside(re.compile(rf"(?:^|[^A-Za-z])(?:{heads}) (?:{links})$"), behind)

    def is_beside(self, before: str, after: str) -> bool:
        """Whether one of the words stands right before or behind a name."""
        return bool(self.before.search(before) or self.after.match(after))


@dataclass(frozen=True, slots=True)
class _Context:
    places: _Beside
    people: _Beside
    given: frozenset[str]
    common: frozenset[str]
    official: re.Pattern[str]


@lru_cache
def _context(pack: Pack) -> _Context:
    data = pack.toml("actors")
    forms = "|".join(re.escape(plain(word)) for word in sorted(data["official"]["words"], key=len, reverse=True))
    of = "|".join(re.escape(plain(word)) for word in sorted(data["official"]["of"], key=len, reverse=True))
    return _Context(
        _Beside.of(data["beside"]),
        _Beside.of(data["beside_people"]),
        frozenset(plain(word) for word in data["person"]["given"]),
        frozenset(
            plain(word) for key in ("not_first", "titles", "called", "no_person") for word in data["person"][key]
        ),
        re.compile(rf"(?:^|[^A-Za-z])((?:{forms}) (?:{of}))$"),
    )


def _resolve(
    folded: Folded, matches: Sequence[_Match], words: Lexicon, pack: Pack, published: Dates
) -> list[NameFound]:
    """The matches as names: which of several meanings, people by their term, names of two states by the rest."""
    page = Counter(
        code for match in matches for code in match.meanings[0].codes if match.what not in ("person", "ambiguous")
    )
    full = _in_full(matches)
    found = []
    for match in matches:
        meaning = _choose(folded.text, match, published, full, page, pack)
        if meaning is None:
            continue
        if meaning.what == "ambiguous":
            told = _told(folded.text, match, meaning, words.shared[meaning.entity or ""], page)
            if told is None:
                continue
            meaning = told
        if meaning.what == "place" and meaning.shape == "adjective":
            continue
        found.append(_found(folded, match, meaning, pack, published))
    return found


def _choose(
    text: str, match: _Match, published: Dates, full: set[str | None], page: Counter[str], pack: Pack
) -> Meaning | None:
    """The meaning of a name here; ``None`` where it is a short name of several people and nothing tells of which."""
    best = match.meanings[0]
    people = [meaning for meaning in match.meanings if meaning.what == "person"]
    if people and best.what != "person" and not _has_article(text, match, pack):
        fulls = [meaning for meaning in people if not meaning.short or meaning.entity in full]
        inside = [meaning for meaning in people if in_term(meaning, published)]
        best = (fulls or inside or (people if best.shape.startswith("country") else [best]))[0]
    if best.what == "state" and match.meanings[-1].shape == "adjective" and not _noun(text, match, pack):
        return next(meaning for meaning in match.meanings if meaning.shape == "adjective")
    if best.what == "person":
        return _person(people, published, full, page)
    same = [meaning for meaning in match.meanings if meaning.what == best.what]
    if best.what == "group":
        return next((meaning for meaning in same if in_term(meaning, published)), same[0])
    if best.what == "organisation":
        return next((meaning for meaning in same if in_term(meaning, published)), None)
    return best


def _noun(text: str, match: _Match, pack: Pack) -> bool:
    """Whether a word that is both name and adjective (“the U.S.”, “U.S. troops”) is the name: no noun follows it."""
    rules = pack.toml("actors")["noun_before"]
    if match.written.rstrip(".") not in rules["names"]:
        return True
    word = re.match(r" ([A-Za-z]+)", text[match.end : match.end + LOOK])
    return word is None or word[1] in rules["words"] or word[1].endswith(tuple(rules["endings"]))


def _has_article(text: str, match: _Match, pack: Pack) -> bool:
    word = re.search(r"([A-Za-z]+) $", text[max(0, match.start - LOOK) : match.start])
    return word is not None and any(word[1].lower() in forms for forms in pack.toml("actors")["articles"].values())


def _person(people: list[Meaning], published: Dates, full: set[str | None], page: Counter[str]) -> Meaning | None:
    """Who of those that share a name: by full name, by term, by the state that the page names."""
    begun = [person for person in people if _begun(person, published)]
    named = [person for person in people if not person.short or person.entity in full] or begun
    serving = [person for person in named if in_term(person, published)]
    serving_now = [person for person in serving if published != (None, None) or person.until is None]
    for some in (serving_now, serving, named):
        if some and len({person.entity for person in some}) == 1:
            return some[0] if some is not named or named is serving else max(some, key=lambda person: str(person.since))
        if some and len({person.codes for person in some}) == 1:
            return replace(some[0], entity=None)
        at_home = [person for person in some if page[person.codes[0]]]
        if len({person.entity for person in at_home}) == 1:
            return at_home[0]
    return None


def _begun(meaning: Meaning, published: Dates) -> bool:
    """Whether the term had begun, and is not forgotten: nobody is called by a surname alone before holding an office."""
    first, last = published
    forgotten = meaning.until is not None and first is not None and (first - meaning.until).days > REMEMBERED
    return (meaning.since is None or last is None or meaning.since <= last) and not forgotten


def in_term(meaning: Meaning, published: Dates) -> bool:
    """Whether the term holds on some day on which the text may have been written; an unknown day is any day."""
    first, last = published
    begun = meaning.since is None or last is None or meaning.since <= last
    return begun and (meaning.until is None or first is None or meaning.until >= first)


def _told(text: str, match: _Match, meaning: Meaning, shared: Shared, page: Counter[str]) -> Meaning | None:
    """Which of the states that share a name: words near it, then the page's other names, then the usual one if any.

    ``None``: it is no name here.
    """
    window = text[max(0, match.start - NEAR) : match.end + NEAR]
    if any(word in window for word in shared.against):
        return None
    by_words = [code for code in shared.codes if any(word in window for word in shared.near.get(code, ()))]
    by_page = [code for code in shared.codes if page[code]]
    if match.written in shared.both:
        return replace(meaning, what="state", codes=shared.codes, entity=None, number="p")
    what = "demonym" if meaning.shape == "adjective" else shared.what
    usual = list(meaning.codes) or ([shared.default] if shared.default else [])
    for told in (by_words, by_page, usual):
        code = told[0] if len(told) == 1 else shared.default
        if told and code in told:
            return replace(meaning, what=what, codes=(code,), sector=shared.sectors.get(code), entity=None)
    if shared.silent:
        return None
    return replace(meaning, what=what if shared.codes else "place", codes=(), entity=None)


def _found(folded: Folded, match: _Match, meaning: Meaning, pack: Pack, published: Dates) -> NameFound:
    start, shape = match.start, meaning.shape
    what = "demonym" if meaning.what == "joined" else meaning.what
    before = folded.text[max(0, start - 2 * LOOK) : start]
    if what == "state":
        official = _context(pack).official.search(before)
        if official:
            start, shape = start - len(official[1]), "country.f"
    if what == "place":
        shape = _by_article(before, pack) or shape
    real = folded.real(start, match.end)
    former = what == "person" and not in_term(meaning, published)
    return NameFound(
        *real,
        kind=KINDS[what],
        shape=shape,
        what=what,  # type: ignore[arg-type]
        codes=meaning.codes,
        sector=None if former else meaning.sector,
        entity=meaning.entity,
        gender=meaning.gender,
        number=meaning.number,
        building=meaning.building,
        former=former,
        office="" if former else meaning.office,
    )


def _by_article(before: str, pack: Pack) -> str | None:
    word = re.search(r"([A-Za-z]+) $", before)
    if word is None:
        return None
    articles = pack.toml("actors")["articles"]
    return next((SHAPE_AFTER[key] for key, forms in articles.items() if word[1].lower() in forms), None)
