"""A tree of a search as the index of words takes it: FTS5's language, or PostgreSQL's, over the same words and marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from dragoman.languages import languages
from dragoman.store import marks
from dragoman.store.database import Database
from dragoman.store.faults import Note, Tongues, query_error
from dragoman.store.known_rows import known_rows
from dragoman.store.press import as_outlets
from dragoman.store.query import And, During, Is, Not, Or, Prefix, Query, Tree, Words, leaves
from dragoman.store.word_index import bounds, has_pairs, in_title, pairs, quoted
from dragoman.store.words import folded, stop_words, terms

MOST_FORMS = 200
"""Words that one beginning may stand for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the index in a row, anywhere or in titles only; a mark is a row of one."""

    words: tuple[str, ...]
    titled: bool = False


@dataclass
class Match:
    """What the index is asked for, and the words that a snippet marks.

    ``phrases`` are those of the text, in order, which the rank rests on. ``paired``: PostgreSQL's index knows which words
    stand side by side and which in titles; it need not look into the articles for that.
    """

    kind: str
    paired: bool = False
    expression: str = ""
    phrases: list[Phrase] = field(default_factory=list)
    shown: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def ask(self, phrase: Phrase) -> str:
        """A phrase in the index's language."""
        if self.paired and not phrase.titled and phrase.words in known_rows():
            phrase = Phrase((" ".join(phrase.words),))
        if ":" not in phrase.words[0]:  # a mark
            self.phrases.append(phrase)
        return said(phrase, self.kind, self.paired)

    @property
    def all_held(self) -> bool:
        """Whether an article that matches is sure to hold all phrases."""
        return not set("|!") & set(self.expression)

    @property
    def only(self) -> str | None:
        """The one word or mark that is asked for, wherever it stands; ``None`` where it is more."""
        inner = self.expression.strip("()")[1:-1]
        return None if set("|&!<'\\") & set(inner) or inner.startswith(in_title("")) else inner


def said(phrase: Phrase, kind: str, paired: bool = False) -> str:
    """A phrase in the language of a kind of database's index."""
    if kind == "sqlite":
        return ("title : " if phrase.titled else "") + '"' + " ".join(phrase.words) + '"'
    weight = ":A" if phrase.titled else ""
    row = " <-> ".join(quoted(word) + weight for word in phrase.words)
    if not paired or ":" in phrase.words[0]:
        return f"({row})"
    titled = [quoted(in_title(word)) for word in phrase.words if phrase.titled]
    if titled and len(phrase.words) == 1:
        return titled[0]
    return "(" + " & ".join((f"({row})", *map(quoted, pairs(phrase.words)), *titled)) + ")"


def match(database: Database, query: Query) -> Match:
    """What to ask the index for.

    Raises QueryError where all words are everywhere, or a beginning stands for too many words.
    """
    found = Match(database.kind, has_pairs(database))
    if query.tree is None:
        found.expression = found.ask(Phrase((marks.EVERY,)))
        return found
    spoken = _languages(query.tree)
    tree = _without_common(query.tree, spoken)
    if tree is None:
        others = [language for language in languages() if language not in spoken]
        tree = _without_common(query.tree, others) if others else None
        told = {"spoken": Tongues(tuple(spoken)), "others": Tongues(tuple(others))}
        found.notes.append(Note("everywhere-in", told))
    if tree is None:
        first = next(leaf for leaf, _ in leaves(query.tree) if isinstance(leaf, Words))
        raise query_error(first.column, "everywhere", word=first.text)
    _keep_shown(found, tree)
    found.expression = _Writer(database, found).say(tree)
    return found


class _Writer:
    """Writes a tree in the language of a kind of database."""

    def __init__(self, database: Database, found: Match) -> None:
        self.database = database
        self.found = found
        plain = database.kind == "sqlite"
        self.both, self.either, self.but = (" AND ", " OR ", " NOT ") if plain else (" & ", " | ", " & !")

    def say(self, tree: Tree) -> str:
        match tree:
            case And(parts):
                return self.all_of(parts)
            case Or(parts):
                return self.one_of(partial(self.say, part) for part in parts)
            case Not():
                return self.all_of((tree,))
            case Words(text):
                return self.phrases(_alternatives(text), titled=False)
            case Prefix():
                return self.beginning(tree)
            case During(days):
                first, last = bounds(self.database)
                return self.phrases([(word,) for word in marks.of_days(days, first, last)], titled=False)
            case Is(name, value, coded):
                return self.field(name, value, coded)

    def all_of(self, parts: Iterable[Tree]) -> str:
        wanted = [part for part in parts if not isinstance(part, Not)]
        kept_out = [part.part for part in parts if isinstance(part, Not)]
        said = [self.say(part) for part in wanted] or [self.found.ask(Phrase((marks.EVERY,)))]
        line = self.both.join(said)
        for part in kept_out:
            line = f"({line}){self.but}{self.say(part)}"
        return f"({line})"

    def one_of(self, parts: Iterable[Callable[[], str]]) -> str:
        return "(" + self.either.join(part() for part in parts) + ")"

    def phrases(self, alternatives: list[tuple[str, ...]], titled: bool) -> str:
        """One of several rows of words; what no article holds where there is none."""
        rows = alternatives or [("none:",)]
        return "(" + self.either.join(self.found.ask(Phrase(row, titled)) for row in rows) + ")"

    def field(self, name: str, value: str, coded: bool) -> str:
        if name == "press":
            return self.say(as_outlets(self.database, value))
        if name == "title":
            return self.phrases(_alternatives(value), titled=True)
        if coded or name not in marks.NAMED:
            return self.found.ask(Phrase((marks.mark(name, value),)))
        rows = dict.fromkeys(marks.name(name, value, language) for language in languages())
        return self.phrases([row for row in rows if row], titled=False)

    def beginning(self, prefix: Prefix) -> str:
        """Words that begin so; of « nord-cor* », after the words before the last."""
        read = [found for language in languages() if (found := list(terms(prefix.text, language)))]
        forms = {found[-1].form for found in read} or {folded(prefix.text)}
        stems = sorted({stem for form in forms for stem in self.stems(form)})
        before = [row for row in dict.fromkeys(tuple(term.stem for term in found[:-1]) for found in read) if row]
        if len(stems) <= MOST_FORMS:
            return self.phrases([(*row, stem) for row in before or [()] for stem in stems], titled=False)
        if before:  # « Pays-B* »: what is before tells enough
            return self.phrases(before, titled=False)
        raise query_error(prefix.column, "many-beginnings", most=MOST_FORMS, text=prefix.text)

    def stems(self, form: str) -> list[str]:
        """The stems of the words that begin with these letters."""
        rows = self.database.rows(
            "SELECT DISTINCT stem FROM form WHERE form >= ? AND form < ? ORDER BY stem LIMIT ?",
            (form, form + "\U0010ffff", MOST_FORMS + 1),
        )
        return [stem for (stem,) in rows]


def _alternatives(text: str) -> list[tuple[str, ...]]:
    """The rows of stems that a text is in the languages there are, each once."""
    rows = dict.fromkeys(tuple(term.stem for term in terms(text, language)) for language in languages())
    return [row for row in rows if row]


def _languages(tree: Tree) -> list[str]:
    """The languages that the words of a search are most likely of: those that pass over most of them."""
    said = " ".join(leaf.text for leaf, _ in leaves(tree) if isinstance(leaf, Words))
    passed = {language: stop_words(said, language) for language in languages()}
    return [language for language, count in passed.items() if count == max(passed.values())]


def _without_common(tree: Tree, spoken: list[str]) -> Tree | None:
    """The tree without the words that are passed over in all of these languages; ``None`` where nothing is left."""
    match tree:
        case Words(text):
            return tree if any(True for language in spoken for _ in terms(text, language)) else None
        case Not(part):
            kept = _without_common(part, spoken)
            return Not(kept) if kept is not None else None
        case And(parts) | Or(parts):
            left = tuple(kept for part in parts if (kept := _without_common(part, spoken)) is not None)
            return (left[0] if len(left) == 1 else type(tree)(left)) if left else None
    return tree


def _keep_shown(found: Match, tree: Tree) -> None:
    """The rows of stems that a snippet marks; of a beginning, the beginning itself with a star."""
    for leaf, wanted in leaves(tree):
        if not wanted:
            continue
        if isinstance(leaf, Words):
            found.shown += _alternatives(leaf.text)
        elif isinstance(leaf, Prefix):
            found.shown.append((f"{folded(leaf.text)}*",))
        elif isinstance(leaf, Is) and not leaf.coded and leaf.field != "section":
            found.shown += _alternatives(leaf.value)


def listed_versions(database: Database, query: Query) -> tuple[str, list[object]]:
    """A condition in SQL, with its parameters, on the number of a current version ``v``: that the search finds it."""
    if query.tree is None:
        return "", []
    inside = (
        "place IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)"
        if database.kind == "sqlite"
        else "tokens @@ CAST(? AS TSQUERY)"
    )
    return f" AND v.number IN (SELECT version FROM listed WHERE {inside})", [match(database, query).expression]
