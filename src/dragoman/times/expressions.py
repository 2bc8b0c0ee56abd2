"""Where a text speaks of dates: the expressions, read by a language's grammar, not yet resolved.

The grammar is data (``languages/<code>/calendar.toml``). An atom is a table of words and what they stand for
(``month``: « mars » → 3) or a pattern of digits. An expression is a regular expression over words in which ``{month}``
names an atom, ``{month:month2}`` an atom under another name and a blank any spacing; ``means`` says which reading in
:mod:`dragoman.times.resolution` its values go to. Bounds (« depuis », "by") stand right before an expression and open
or close its interval; spans (« du … au … », "between … and …") join two.

Matching runs on a folded copy of the text (lower case, one kind of apostrophe, dash and blank, composed accents) that
knows for each of its characters where it stands in the real text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from dragoman.errors import PackError
from dragoman.languages.pack import Entry, Pack
from dragoman.times.leads import keys, leads

Value = int | str

REACH = 60
"""How many characters before an expression may hold its bound."""

PLAIN = str.maketrans(
    {
        **dict.fromkeys("’ʼ′‘`´", "'"),
        **dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\t", " "),
        **dict.fromkeys("‐‑‒–—−", "-"),
    }
)


BLANKS = re.compile(r" {2,}| +\n(?!\s)|(?<!\s)\n +")
"""Runs of blanks that stand for one."""
LONE_BREAK = re.compile(r"(?<!\s)\n(?!\s)")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made plain for matching; ``starts[i]`` and ``ends[i]`` place its character ``i`` in the real text.

    Both are ``None`` where every character stands where it stood.
    """

    lower: str
    cased: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None

    def real(self, start: int, end: int) -> tuple[int, int]:
        """The span of the real text behind a span of the folded one."""
        if self.starts is None or self.ends is None or start == end:
            return start, end
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Expression:
    """One date expression: its place in the real text, what it means and the values its words gave.

    ``bound`` is the name of the bound it stands under (since, until, by, before, after) and ``""`` where there is none;
    ``other`` is the far end of a span. ``core`` is where the expression begins without its bound.
    """

    start: int
    end: int
    means: str
    values: Mapping[str, Value] = field(default_factory=dict)
    bound: str = ""
    other: Expression | None = None
    core: int = -1

    def get(self, key: str, default: Any = None) -> Any:
        """The value under a name, or ``default``."""
        return self.values.get(key, default)


def expressions(text: str, pack: Pack) -> list[Expression]:
    """All date expressions of a text, in order, none overlapping, with offsets into it."""
    folded = fold(text)
    grammar = compiled(pack)
    found = _joined(_cores(folded, grammar, pack), folded, grammar)
    bounded = _bounded(found, folded, grammar)
    kept = [item for item in bounded if item.strong and item.expression.means != "none"]
    return [_placed(item.expression, folded) for item in kept]


def fold(text: str) -> Folded:
    """The plain copy of a text: lower case, plain apostrophes and dashes, single blanks, composed accents."""
    plain = text.translate(PLAIN)
    if unicodedata.is_normalized("NFC", plain) and len(plain.lower()) == len(plain) and not BLANKS.search(plain):
        plain = LONE_BREAK.sub(" ", plain)
        return Folded(plain.lower(), plain, None, None)
    cased: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in re.finditer(r" {2,}| +\n(?!\s)|(?<!\s)\n +|(?s:.)[\u0300-\u036f]*", plain):
        words = cluster.group()
        whole = " " if BLANKS.fullmatch(words) else unicodedata.normalize("NFC", words)
        cased += whole
        starts += [cluster.start()] * len(whole)
        ends += [cluster.end()] * len(whole)
    joined = LONE_BREAK.sub(" ", "".join(cased))
    lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in joined)
    return Folded(lower, joined, tuple(starts), tuple(ends))


# The grammar


@dataclass(frozen=True, slots=True)
class Atom:
    """A named part of patterns: its own regular expression and what its words stand for (empty: digits)."""

    pattern: str
    values: Mapping[str, Value]
    capital: bool

    def value(self, words: str) -> Value:
        """What the words stand for."""
        plain = re.sub(r"\s+", " ", words)
        if plain in self.values:
            return self.values[plain]
        digits = re.sub(r"\D", "", plain)
        return int(digits) if digits else plain


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled pattern: ``before`` must hold right before it, else it counts only under a bound or in a span."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]
    means: str
    values: Mapping[str, Value]
    before: re.Pattern[str] | None
    order: int


@dataclass(frozen=True, slots=True)
class Joint:
    """The words around the two ends of a span: « du » before, « au » between; ``opener`` None: none needed.

    ``inner`` is the opener where it is the first date's own word: « du printemps 2020 à l'été ».
    """

    opener: re.Pattern[str] | None
    inner: re.Pattern[str] | None
    joiner: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A pack's patterns, compiled; ``rules`` are kept by the words they can begin with (:mod:`dragoman.times.leads`)."""

    atoms: Mapping[str, Atom]
    rules: Mapping[str, tuple[Rule, ...]]
    bounds: tuple[Rule, ...]
    joints: tuple[Joint, ...]
    attribute: re.Pattern[str] | None


@lru_cache
def compiled(pack: Pack) -> Grammar:
    """The grammar of a pack's ``calendar.toml``.

    Raises PackError where a pattern names an atom that is not there, or is no regular expression.
    """
    tables = pack.toml("calendar").get("atom", {})
    atoms = {name: _atom(table) for name, table in tables.items()}
    words = {name: [*atom.values, *(["#"] if "pattern" in tables[name] else [])] for name, atom in atoms.items()}
    rules: dict[str, tuple[Rule, ...]] = {}
    for order, entry in enumerate(pack.entries("calendar", "expression"), 1):
        rule = _rule(entry, atoms, r"(?:%s)(?!\w)", order)
        for lead in leads(entry["pattern"], words):
            rules[lead] = (*rules.get(lead, ()), rule)
    bounds = tuple(_rule(entry, atoms, r"(?<!\w)(?:%s)$") for entry in pack.entries("calendar", "bound"))
    joints = tuple(_joint(entry, atoms) for entry in pack.entries("calendar", "span"))
    attribute = pack.toml("calendar").get("attribute", {}).get("noun")
    return Grammar(atoms, rules, bounds, joints, re.compile(attribute) if attribute else None)


def _atom(table: dict[str, Any]) -> Atom:
    values = {str(word): value for word, value in table.get("values", {}).items()}
    words = sorted(values, key=len, reverse=True)
    patterns = [re.escape(word) for word in words] + ([table["pattern"]] if "pattern" in table else [])
    return Atom("(?:" + "|".join(patterns) + ")", values, bool(table.get("capital")))


def _rule(entry: Entry, atoms: Mapping[str, Atom], frame: str, order: int = 0) -> Rule:
    names: dict[str, str] = {}
    source = frame % _expand(entry, entry["pattern"], atoms, names)
    before = entry.get("before")
    return Rule(
        _regex(entry, source),
        names,
        entry["means"],
        entry.get("with", {}),
        _regex(entry, rf"(?<!\w)(?:{_expand(entry, before, atoms, {})})$") if before else None,
        order,
    )


def _joint(entry: Entry, atoms: Mapping[str, Atom]) -> Joint:
    opener = entry.get("opener")
    return Joint(
        _regex(entry, rf"(?<!\w)(?:{_expand(entry, opener, atoms, {})})$") if opener else None,
        _regex(entry, _expand(entry, opener, atoms, {})) if opener else None,
        _regex(entry, _expand(entry, entry["joiner"], atoms, {})),
    )


def _regex(entry: Entry, source: str) -> re.Pattern[str]:
    try:
        return re.compile(source)
    except re.error as error:
        raise PackError(f"{entry.where}: the pattern is no regular expression ({error}); mend it") from error


def _expand(entry: Entry, pattern: str, atoms: Mapping[str, Atom], names: dict[str, str]) -> str:
    def atom(match: re.Match[str]) -> str:
        kind, name = match.group(1), match.group(2) or match.group(1)
        if kind not in atoms:
            raise PackError(f"{entry.where}: atom “{kind}” is unknown; use one of: {', '.join(sorted(atoms))}")
        names[name] = kind
        return f"(?P<{name}>{atoms[kind].pattern})"

    grouped = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    return re.sub(r"\{([a-z_]+)(?::(\w+))?\}", atom, grouped)


# From text to expressions


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression at folded offsets; not ``strong``: it needs a bound or a span to count."""

    expression: Expression
    strong: bool


def _cores(folded: Folded, grammar: Grammar, pack: Pack) -> list[_Found]:
    found: list[_Found] = []
    for word in re.finditer(r"\w+", folded.lower):
        if found and word.start() < found[-1].expression.end:
            continue
        best = _longest(folded, word.start(), _rules_at(word.group(), pack), grammar)
        if best is not None:
            found.append(best)
    return found


@lru_cache(maxsize=20_000)
def _rules_at(word: str, pack: Pack) -> tuple[Rule, ...]:
    rules = compiled(pack).rules
    return tuple(rule for key in dict.fromkeys(keys(word)) for rule in rules.get(key, ()))


def _longest(folded: Folded, start: int, rules: Sequence[Rule], grammar: Grammar) -> _Found | None:
    best: _Found | None = None
    rank = (start, False, False, 0)
    for rule in rules:
        match = rule.pattern.match(folded.lower, start)
        if match is None or match.end() == start or not _capitals(match, rule, folded, grammar):
            continue
        strong = rule.before is None or bool(rule.before.search(folded.lower, max(0, start - REACH), start))
        better = (match.end(), strong, rule.means == "event", -rule.order)
        if better > rank:
            rank = better
            values = _values(match, rule, grammar)
            best = _Found(Expression(match.start(), match.end(), rule.means, values), strong)
    return best


def _capitals(match: re.Match[str], rule: Rule, folded: Folded, grammar: Grammar) -> bool:
    for name, kind in rule.names.items():
        begin = match.start(name)
        if grammar.atoms[kind].capital and begin >= 0 and not folded.cased[begin].isupper():
            return False
    return True


def _values(match: re.Match[str], rule: Rule, grammar: Grammar) -> dict[str, Value]:
    """The values of a match; ``unit_b`` and the like are other places in the pattern for the same value."""
    read = {
        re.sub("_[a-d]$", "", name): grammar.atoms[kind].value(match.group(name))
        for name, kind in rule.names.items()
        if match.group(name)
    }
    return {**rule.values, **read}


def _joined(found: list[_Found], folded: Folded, grammar: Grammar) -> list[_Found]:
    joined: list[_Found] = []
    for item in found:
        whole = _span(joined[-1], item, folded.lower, grammar) if joined else None
        if whole is None:
            joined.append(item)
        else:
            joined[-1] = whole
    return joined


JOINED = frozenset({"date", "weekday", "unit", "season", "portion", "day", "feast", "movable"})


def _span(one: _Found, two: _Found, lower: str, grammar: Grammar) -> _Found | None:
    first, last = one.expression, two.expression
    if first.other is not None or not {first.means, last.means} <= JOINED or last.start - first.end > 20:
        return None
    for joint in grammar.joints:
        if not _joins(joint.joiner, lower, first.end, last.start):
            continue
        opener = joint.opener and joint.opener.search(lower, max(0, first.start - REACH), first.start)
        opens = opener or (joint.opener and joint.inner and joint.inner.match(lower, first.start, first.end))
        if joint.opener is None or opens:
            start = opener.start() if opener else first.start
            strong = joint.opener is not None or one.strong or two.strong
            return _Found(replace(first, start=start, end=last.end, other=last), strong)
    return None


def _joins(joiner: re.Pattern[str], lower: str, start: int, end: int) -> bool:
    """Whether a joiner fills the gap, be it with words that the second date has for its own (« juin … à l'automne »)."""
    if joiner.fullmatch(lower, start, end):
        return True
    match = joiner.match(lower, start)
    return match is not None and lower[start:end].isspace() and match.end() > end


def _bounded(found: list[_Found], folded: Folded, grammar: Grammar) -> list[_Found]:
    bounded: list[_Found] = []
    for item in found:
        best = _bound(item, folded, grammar)
        while bounded and bounded[-1].expression.end > best.expression.start:
            bounded.pop()
        bounded.append(best)
    return bounded


UNBOUND = frozenset({"none", "vague", "event", "since"})


def _bound(item: _Found, folded: Folded, grammar: Grammar) -> _Found:
    core = item.expression
    if core.means in UNBOUND or core.bound:
        return item
    best: re.Match[str] | None = None
    under: Rule | None = None
    for rule in grammar.bounds:
        match = rule.pattern.search(folded.lower, max(0, core.start - REACH), core.start)
        if match and (best is None or match.start() < best.start()):
            best, under = match, rule
    if best is None or under is None or _is_attribute(best, under, core, folded, grammar):
        return item
    extra = {f"bound_{name}": value for name, value in _values(best, under, grammar).items()}
    whole = replace(core, start=best.start(), bound=under.means, core=core.start, values={**core.values, **extra})
    return _Found(whole, item.strong or under.means != "same")


def _is_attribute(bound: re.Match[str], under: Rule, core: Expression, folded: Folded, grammar: Grammar) -> bool:
    """ "after the 2004 tsunami": the date belongs to the noun behind it, and the bound to that noun."""
    if grammar.attribute is None or under.means not in EVENTFUL:
        return False
    owns = folded.lower.startswith("'", core.end)
    return (owns or bound.group().endswith("the ")) and grammar.attribute.match(folded.lower, core.end) is not None


EVENTFUL = frozenset({"since", "until", "by", "before", "after"})


def _placed(expression: Expression, folded: Folded) -> Expression:
    start, end = folded.real(expression.start, expression.end)
    core = folded.real(expression.core, expression.end)[0] if expression.core >= 0 else start
    return replace(expression, start=start, end=end, core=core)


def explicit_year(expression: Expression) -> bool:
    """Whether the expression itself names its year."""
    return "year" in expression.values or "decade" in expression.values or "century" in expression.values


def whole_year(value: int, floor: int = 70) -> int:
    """A year of two digits as one of four: from ``floor`` on in the 20th century, else in the 21st."""
    if value >= 100:
        return value
    return value + (1900 if value >= floor else 2000)
