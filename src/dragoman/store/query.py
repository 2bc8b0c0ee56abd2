"""What is looked for: a line as a person types it, read into a tree.

    accord "cessez-le-feu" négoc*                 words (all of them), a phrase, the beginning of a word
    pays:PRK type:CONSULT statut:alleged          fields, by French or English names: country:PRK status:alleged
    acteur:Lavrov pays:"Corée du Nord"            names as well as codes
    date:2024-01..2024-03  avant:2024-02          days, months, years, intervals
    (visite ou entretien) sauf type:AID           et, ou, sauf; AND, OR, NOT in capitals; -word; brackets
    pays:(PRK ou RUS)                             one field, several values

``sauf`` binds closest, then ``et`` (also unsaid), then ``ou``. A line that cannot be understood raises QueryError, which
says in which column, why, and what to write instead.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from dragoman.errors import QueryError
from dragoman.languages import languages, load
from dragoman.store.fields import (
    DATES,
    NAMED,
    WORDED,
    Days,
    ValueWrong,
    code_of,
    country_wrong,
    days,
    names,
    party_of,
)
from dragoman.store.words import folded, terms

SHORTEST_PREFIX = 2
DEEPEST = 40
LONGEST = 4000
_CLOSING = {'"': '"”', "«": "»", "“": '”"', "„": '“”"'}
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<open>\()|(?P<close>\))
    |(?P<quote>["«“„])
    |(?P<field>-?[^\W\d_]+(?:\s?:(?!//)))
    |(?P<word>[^\s()"«»“”„]+)
    |(?P<stray>.)""",
    re.VERBOSE,
)
_JOINING = ("and", "or", "not")
_LONGEST_NAME = 6
_BEGINNINGS = frozenset('("«“„')


@dataclass(frozen=True, slots=True)
class Words:
    """A word, or several in this order; ``column`` counts from 1."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Is:
    """A field has a value: a code, or words (``coded`` tells which)."""

    field: str
    value: str
    coded: bool


@dataclass(frozen=True, slots=True)
class During:
    """The day lies in an interval."""

    days: Days


@dataclass(frozen=True, slots=True)
class Not:
    part: Tree


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Tree, ...]


Tree = Words | Prefix | Is | During | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A line that was understood: its tree, and notes on what may have been meant otherwise. ``None``: everything."""

    text: str
    tree: Tree | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["open", "close", "and", "or", "not", "phrase", "field", "word", "end"]
    text: str
    start: int
    end: int

    @property
    def column(self) -> int:
        return self.start + 1


def parse(line: str) -> Query:
    """Read a line. An empty one means everything.

    >>> parse("accord sauf pays:Japon").tree
    And(parts=(Words(text='accord', column=1), Not(part=Is(field='country', value='JPN', coded=True))))
    """
    if len(line) > LONGEST:
        raise QueryError(LONGEST, f"the search is longer than {LONGEST} characters", "leave some of it out")
    reader = _Reader(line, list(_tokens(line)))
    if reader.ahead().kind == "end":
        return Query(line, None)
    tree = reader.alternatives(0)
    reader.must_end()
    return Query(line, tree, tuple(_notes(line)))


def leaves(tree: Tree | None) -> Iterator[tuple[Words | Prefix | Is | During, bool]]:
    """What a tree is made of, each with whether it is wanted (or kept out), in order."""
    return _leaves(tree, True) if tree is not None else iter(())


def _leaves(tree: Tree, wanted: bool) -> Iterator[tuple[Words | Prefix | Is | During, bool]]:
    match tree:
        case Not(part):
            yield from _leaves(part, not wanted)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part, wanted)
        case leaf:
            yield leaf, wanted


class _Reader:
    """The tokens of a line, read from left to right."""

    def __init__(self, line: str, tokens: list[_Token]) -> None:
        self.line = line
        self.tokens = tokens
        self.at = 0

    def ahead(self) -> _Token:
        """The token that comes next; it stays."""
        return self.tokens[self.at]

    def next(self) -> _Token:
        token = self.ahead()
        self.at += 1
        return token

    def must_end(self) -> None:
        if self.ahead().kind == "close":
            raise QueryError(
                self.ahead().column, "no bracket is open that this one closes", "leave it out, or open one before"
            )

    def alternatives(self, depth: int) -> Tree:
        """Parts joined by « ou »."""
        if depth > DEEPEST:
            raise QueryError(
                self.ahead().column, f"more than {DEEPEST} brackets lie in each other", "leave some of them out"
            )
        parts = [self.conjunction(depth)]
        while self.ahead().kind == "or":
            self.next()
            parts.append(self.conjunction(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def conjunction(self, depth: int) -> Tree:
        """Parts joined by « et », said or not."""
        parts = [self.negation(depth)]
        while self.ahead().kind not in ("or", "close", "end"):
            if self.ahead().kind == "and":
                self.next()
            parts.append(self.negation(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self, depth: int) -> Tree:
        if self.ahead().kind == "not":
            self.next()
            return Not(self.negation(depth + 1) if depth < DEEPEST else self.alternatives(depth + 1))
        return self.part(depth)

    def part(self, depth: int) -> Tree:
        token = self.next()
        match token.kind:
            case "open":
                return self.bracket(token, lambda: self.alternatives(depth + 1))
            case "phrase":
                return _phrase(token)
            case "word":
                return _word(token)
            case "field":
                return self.field(token, depth)
        self.at -= 1
        raise self.missing(token)

    def bracket(self, opened: _Token, inside: Callable[[], Tree]) -> Tree:
        if self.ahead().kind == "close":
            raise QueryError(
                opened.column, "nothing stands between these brackets", "write words there, or leave them out"
            )
        tree = inside()
        if self.ahead().kind != "close":
            raise QueryError(opened.column, "the bracket that is opened here is never closed", "add “)”")
        self.next()
        return tree

    def missing(self, token: _Token) -> QueryError:
        """What to say where a word should stand and none does."""
        before = self.tokens[self.at - 1] if self.at else None
        if before is not None and before.kind in ("and", "or", "not"):
            said = before.text
            return QueryError(
                before.column, f"nothing stands after “{said}”", f'add a word, or write "{said}" for the word itself'
            )
        if token.kind in ("and", "or"):
            return QueryError(
                token.column,
                f"nothing stands before “{token.text}”",
                f'add a word, or write "{token.text}" for the word itself',
            )
        return QueryError(token.column, "no bracket is open that this one closes", "leave it out, or open one before")

    def field(self, token: _Token, depth: int) -> Tree:
        """A field and its value or values."""
        if token.text.startswith("-"):
            name = _field(_Token("field", token.text[1:], token.start + 1, token.end))
            return Not(self.values(name, token, depth))
        return self.values(_field(token), token, depth)

    def values(self, field: str, named: _Token, depth: int, inside: bool = False) -> Tree:
        value = self.next()
        if value.kind == "open":
            return self.bracket(value, lambda: self.several(field, named, depth + 1))
        if value.kind in _JOINING and value.text.isupper() and (inside or value.start == named.end):
            value = _Token("word", value.text, value.start, value.end)  # « pays:AND » is Andorra
        if value.kind not in ("phrase", "word"):
            self.at -= 1
            shown = named.text.strip()
            raise QueryError(named.column, f"“{shown}” has no value", f"write {shown}{_example(field)}")
        return _is(field, self.longest_name(field, value))

    def several(self, field: str, named: _Token, depth: int) -> Tree:
        """Values of a field in brackets: « pays:(PRK ou RUS) »; side by side they are alternatives."""
        parts: list[Tree] = []
        while self.ahead().kind not in ("close", "end"):
            if parts and self.ahead().kind in ("or", "and"):
                self.next()
            negated = self.ahead().kind == "not"
            if negated:
                self.next()
            value = self.values(field, named, depth, inside=True)
            parts.append(Not(value) if negated else value)
        wanted = [part for part in parts if not isinstance(part, Not)]
        kept_out = [part for part in parts if isinstance(part, Not)]
        some: list[Tree] = [wanted[0] if len(wanted) == 1 else Or(tuple(wanted))] if wanted else []
        every = [*some, *kept_out]
        return every[0] if len(every) == 1 else And(tuple(every))

    def longest_name(self, field: str, value: _Token) -> _Token:
        """« pays:Corée du Nord »: the value takes in the words behind it that make it a longer name."""
        if field not in NAMED or value.kind != "word":
            return value
        for n in range(min(_LONGEST_NAME, len(self.tokens) - self.at), 0, -1):
            last = self.tokens[self.at + n - 1]
            inside = self.tokens[self.at : self.at + n]
            if all(token.kind == "word" for token in inside) and _known(self.line[value.start : last.end]):
                self.at += n
                return _Token("phrase", self.line[value.start : last.end], value.start, last.end)
        return value


def _known(name: str) -> bool:
    try:
        return party_of(name) is not None
    except ValueWrong:
        return True


def _phrase(token: _Token) -> Words:
    if not token.text.strip():
        raise QueryError(
            token.column, "nothing stands between these quotation marks", "write words there, or leave them out"
        )
    return Words(token.text, token.column)


def _word(token: _Token) -> Words | Prefix:
    bare = token.text.rstrip("*")
    if bare == token.text:
        return Words(token.text, token.column)
    letters = re.sub(r"[\W_]", "", bare)
    if len(letters) < SHORTEST_PREFIX:
        raise QueryError(
            token.column,
            f"“{token.text}” would be too many words",
            f"write at least {SHORTEST_PREFIX} letters before the star",
        )
    return Prefix(bare, token.column)


def _field(token: _Token) -> str:
    written = token.text.rstrip(": \t")
    found = names().get(folded(written))
    if found is None:
        near = difflib.get_close_matches(folded(written), names().keys(), 2, 0.6)
        instead = f"did you mean {' or '.join(f'{name}:' for name in near)}?" if near else _known_fields()
        raise QueryError(
            token.column, f"“{written}” is no field", f"{instead} For the words themselves, use quotation marks"
        )
    return found


def _known_fields() -> str:
    own = load(languages()[-1]).toml("search")["fields"]
    return f"the fields are {', '.join(called[0] for called in own.values())}."


def _example(field: str) -> str:
    return {"country": "PRK", "event": "CONSULT", "status": "alleged", "language": "fr"}.get(
        field, "2024-01" if field in DATES else "…"
    )


def _is(field: str, value: _Token) -> Tree:
    written = value.text.strip()
    if not written:
        raise QueryError(value.column, "nothing stands between these quotation marks", f"write {_example(field)}")
    try:
        if field in DATES:
            return During(days(field, written))
        code = code_of(field, written)
        if code is not None:
            return Is(field, code, True)
        party = party_of(written) if field in NAMED else None
        if party is not None:
            return Is(field, party, True)
        if field == "country":
            raise country_wrong(written)
    except ValueWrong as wrong:
        raise QueryError(value.column, wrong.why, wrong.instead) from wrong
    if field in WORDED and not any(True for _ in terms(written, "")):
        raise QueryError(value.column, f"“{written}” has no letters", "write a name")
    return Is(field, written, False)


def _tokens(line: str) -> Iterator[_Token]:
    at = 0
    while at < len(line):
        found = _TOKEN.match(line, at)
        assert found is not None
        kind, text, start = found.lastgroup, found[0], at
        at = found.end()
        if kind == "quote":
            at, text = _quoted(line, start)
            yield _Token("phrase", text, start, at)
        elif kind == "word":
            yield from _plain(text, start, line[at : at + 1])
        elif kind == "field":
            yield _Token("field", text, start, at)
        elif kind == "open" or kind == "close":
            yield _Token("open" if kind == "open" else "close", text, start, at)
        elif kind == "stray":
            raise QueryError(start + 1, f"no quotation is open that “{text}” closes", "leave it out")
    yield _Token("end", "", len(line), len(line))


def _quoted(line: str, start: int) -> tuple[int, str]:
    closing = _CLOSING[line[start]]
    end = next((n for n in range(start + 1, len(line)) if line[n] in closing), None)
    if end is None:
        raise QueryError(start + 1, "the quotation that is opened here is never closed", f"add {closing[0]}")
    return end + 1, line[start + 1 : end]


def _plain(text: str, start: int, after: str) -> Iterator[_Token]:
    """A word, an operator, or a minus sign before a word, a quotation or a bracket."""
    end = start + len(text)
    operator = "not" if text == "-" and after in _BEGINNINGS else _operators().get(text)
    if operator is not None:
        yield _Token(operator, text, start, end)
    elif text.startswith("-") and len(text) > 1 and text[1].isalnum():
        yield _Token("not", "-", start, start + 1)
        yield _Token("word", text[1:], start + 1, end)
    else:
        yield _Token("word", text, start, end)


@lru_cache
def _operators() -> MappingProxyType[str, Literal["and", "or", "not"]]:
    """The operators as they are written: those that a pack has in small letters also with a capital, or all in capitals."""
    kinds: tuple[Literal["and", "or", "not"], ...] = ("and", "or", "not")
    found: dict[str, Literal["and", "or", "not"]] = {}
    for language in languages():
        for kind in kinds:
            for word in load(language).toml("search")["operators"][kind]:
                found.update(
                    dict.fromkeys((word, word.upper(), word.capitalize()) if word.islower() else (word,), kind)
                )
    return MappingProxyType(found)


def _notes(line: str) -> Iterator[str]:
    """What may have been meant as an operator and was read as a word."""
    outside = re.sub(r'["«“„][^"»”]*["»”]', " ", line)
    for word in dict.fromkeys(re.findall(r"(?<![\w:])(?:or|and|not)(?![\w:])", outside)):
        yield f"“{word}” in small letters is read as a word; write {word.upper()} to join or keep out"
