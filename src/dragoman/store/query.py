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
from dragoman.store.faults import Called, Choice, Note, at, query_error
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
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a line: where it stands, and what it is."""

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
        raise query_error(LONGEST, "too-long", most=LONGEST)
    reader = _Reader(line, list(tokens(line)))
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

    def __init__(self, line: str, tokens: list[Token]) -> None:
        self.line = line
        self.tokens = tokens
        self.at = 0

    def ahead(self) -> Token:
        """The token that comes next; it stays."""
        return self.tokens[self.at]

    def next(self) -> Token:
        token = self.ahead()
        self.at += 1
        return token

    def must_end(self) -> None:
        if self.ahead().kind == "close":
            raise query_error(self.ahead().column, "not-open")

    def alternatives(self, depth: int) -> Tree:
        """Parts joined by « ou »."""
        if depth > DEEPEST:
            raise query_error(self.ahead().column, "too-deep", most=DEEPEST)
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

    def bracket(self, opened: Token, inside: Callable[[], Tree]) -> Tree:
        if self.ahead().kind == "close":
            raise query_error(opened.column, "empty-bracket")
        tree = inside()
        if self.ahead().kind != "close":
            raise query_error(opened.column, "open-bracket")
        self.next()
        return tree

    def missing(self, token: Token) -> QueryError:
        """What to say where a word should stand and none does."""
        before = self.tokens[self.at - 1] if self.at else None
        if before is not None and before.kind in ("and", "or", "not"):
            return query_error(before.column, "nothing-after", said=before.text)
        if token.kind in ("and", "or"):
            return query_error(token.column, "nothing-before", said=token.text)
        return query_error(token.column, "not-open")

    def field(self, token: Token, depth: int) -> Tree:
        """A field and its value or values."""
        if token.text.startswith("-"):
            name = _field(Token("field", token.text[1:], token.start + 1, token.end))
            return Not(self.values(name, token, depth))
        return self.values(_field(token), token, depth)

    def values(self, field: str, named: Token, depth: int, inside: bool = False) -> Tree:
        value = self.next()
        if value.kind == "open":
            return self.bracket(value, lambda: self.several(field, named, depth + 1))
        if value.kind in _JOINING and value.text.isupper() and (inside or value.start == named.end):
            value = Token("word", value.text, value.start, value.end)  # « pays:AND » is Andorra
        if value.kind not in ("phrase", "word"):
            self.at -= 1
            raise query_error(named.column, "no-value", field=named.text.strip(), example=_example(field))
        return _is(field, self.longest_name(field, value))

    def several(self, field: str, named: Token, depth: int) -> Tree:
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

    def longest_name(self, field: str, value: Token) -> Token:
        """« pays:Corée du Nord »: the value takes in the words behind it that make it a longer name."""
        if field not in NAMED or value.kind != "word":
            return value
        for n in range(min(_LONGEST_NAME, len(self.tokens) - self.at), 0, -1):
            last = self.tokens[self.at + n - 1]
            inside = self.tokens[self.at : self.at + n]
            if all(token.kind == "word" for token in inside) and _known(self.line[value.start : last.end]):
                self.at += n
                return Token("phrase", self.line[value.start : last.end], value.start, last.end)
        return value


def _known(name: str) -> bool:
    try:
        return party_of(name) is not None
    except ValueWrong:
        return True


def _phrase(token: Token) -> Words:
    if not token.text.strip():
        raise query_error(token.column, "empty-quotation")
    return Words(token.text, token.column)


def _word(token: Token) -> Words | Prefix:
    bare = token.text.rstrip("*")
    if bare == token.text:
        return Words(token.text, token.column)
    letters = re.sub(r"[\W_]", "", bare)
    if len(letters) < SHORTEST_PREFIX:
        raise query_error(token.column, "short-beginning", word=token.text, least=SHORTEST_PREFIX)
    return Prefix(bare, token.column)


def _field(token: Token) -> str:
    written = token.text.rstrip(": \t")
    found = names().get(folded(written))
    if found is None:
        near = difflib.get_close_matches(folded(written), names().keys(), 2, 0.6)
        if near:
            raise query_error(token.column, "near-field", name=written, near=Choice(tuple(f"{one}:" for one in near)))
        raise query_error(token.column, "no-field", name=written, known=Called())
    return found


def _example(field: str) -> str:
    return {"country": "PRK", "press": "FRA", "event": "CONSULT", "status": "alleged", "language": "fr"}.get(
        field, "2024-01" if field in DATES else "…"
    )


def _is(field: str, value: Token) -> Tree:
    written = value.text.strip()
    if not written:
        raise query_error(value.column, "empty-value", example=_example(field))
    try:
        if field in DATES:
            return During(days(field, written))
        code = code_of(field, written)
        if code is not None:
            return Is(field, code, True)
        party = party_of(written) if field in NAMED else None
        if party is not None:
            return Is(field, party, True)
        if field in ("country", "press"):
            raise country_wrong(written)
    except ValueWrong as wrong:
        raise at(value.column, wrong.fault) from wrong
    if field in WORDED and not any(True for _ in terms(written, "")):
        raise query_error(value.column, "no-letters", value=written)
    return Is(field, written, False)


def tokens(line: str) -> Iterator[Token]:
    """The parts of a line, one that marks its end behind them. Raises QueryError where quotation marks are amiss."""
    at = 0
    while at < len(line):
        found = _TOKEN.match(line, at)
        assert found is not None
        kind, text, start = found.lastgroup, found[0], at
        at = found.end()
        if kind == "quote":
            at, text = _quoted(line, start)
            yield Token("phrase", text, start, at)
        elif kind == "word":
            yield from _plain(text, start, line[at : at + 1])
        elif kind == "field":
            yield Token("field", text, start, at)
        elif kind == "open" or kind == "close":
            yield Token("open" if kind == "open" else "close", text, start, at)
        elif kind == "stray":
            raise query_error(start + 1, "not-quoted", sign=text)
    yield Token("end", "", len(line), len(line))


def _quoted(line: str, start: int) -> tuple[int, str]:
    closing = _CLOSING[line[start]]
    end = next((n for n in range(start + 1, len(line)) if line[n] in closing), None)
    if end is None:
        raise query_error(start + 1, "open-quotation", sign=closing[0])
    return end + 1, line[start + 1 : end]


def _plain(text: str, start: int, after: str) -> Iterator[Token]:
    """A word, an operator, or a minus sign before a word, a quotation or a bracket."""
    end = start + len(text)
    operator = "not" if text == "-" and after in _BEGINNINGS else _operators().get(text)
    if operator is not None:
        yield Token(operator, text, start, end)
    elif text.startswith("-") and len(text) > 1 and text[1].isalnum():
        yield Token("not", "-", start, start + 1)
        yield Token("word", text[1:], start + 1, end)
    else:
        yield Token("word", text, start, end)


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


def _notes(line: str) -> Iterator[Note]:
    """What may have been meant as an operator and was read as a word."""
    outside = re.sub(r'["«“„][^"»”]*["»”]', " ", line)
    for word in dict.fromkeys(re.findall(r"(?<![\w:])(?:or|and|not)(?![\w:])", outside)):
        yield Note("small-operator", {"word": word, "capitals": word.upper()})
