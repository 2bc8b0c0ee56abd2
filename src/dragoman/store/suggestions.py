"""« Did you mean … »: for words that no article holds, the nearest that some do."""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable, Iterator

from dragoman.languages import languages
from dragoman.store.database import Database
from dragoman.store.fields import parties
from dragoman.store.query import Prefix, Query, Words, leaves
from dragoman.store.words import folded, terms

_SHORTEST = 4
_LETTERS = string.ascii_lowercase
_MOST_READ = 4000
_ALIKE = 0.74


def did_you_mean(database: Database, query: Query) -> str | None:
    """The search with words that no article holds put right; ``None`` where every word is in some, or nothing is near."""
    line, shift, changed = query.text, 0, False
    for leaf, wanted in leaves(query.tree):
        if not wanted or not isinstance(leaf, Words | Prefix) or isinstance(leaf, Prefix):
            continue
        for start, end, better in _mended(database, leaf.text):
            at = line.find(leaf.text, leaf.column - 1 + shift)
            if at < 0:
                continue
            line = line[: at + start] + better + line[at + end :]
            shift += len(better) - (end - start)
            changed = True
            break
    return line if changed else None


def _mended(database: Database, text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text that no article holds, each with the nearest that one does."""
    for found in terms(text, languages()[-1]):
        if len(found.form) < _SHORTEST or found.form.isdigit() or _held(database, found.form):
            continue
        better = nearest(database, found.form)
        if better:
            yield found.start, found.end, better


def nearest(database: Database, form: str) -> str | None:
    """The word of the index that is nearest to one that is not in it, as it was first written."""
    near = _written(database, _one_away(form))
    if not near:
        near = _written(database, difflib.get_close_matches(form, _known_names(form), 8, _ALIKE))
    if not near:
        rows = database.rows(
            "SELECT form FROM form WHERE form >= ? AND form < ? AND length(form) BETWEEN ? AND ? LIMIT ?",
            (form[:2], form[:2] + "\U0010ffff", len(form) - 2, len(form) + 2, _MOST_READ),
        )
        near = _written(database, difflib.get_close_matches(form, [one for (one,) in rows], 8, _ALIKE))
    if not near:
        return None
    return max(near, key=lambda one: (difflib.SequenceMatcher(None, form, one[0]).ratio(), _often(database, one[1])))[2]


def _held(database: Database, form: str) -> bool:
    """Whether a word, or another form of it, is in the index."""
    stems = {term.stem for language in languages() for term in terms(form, language)}
    marks = ", ".join("?" * len(stems))
    return bool(stems) and database.row(f"SELECT 1 FROM form WHERE stem IN ({marks}) LIMIT 1", tuple(stems)) is not None


def _written(database: Database, forms: Iterable[str]) -> list[tuple[str, str, str]]:
    """Those of the forms that are in the index, with their stems and as they were first written."""
    wanted = list(dict.fromkeys(forms))
    if not wanted:
        return []
    marks = ", ".join("?" * len(wanted))
    rows = database.rows(f"SELECT form, stem, written FROM form WHERE form IN ({marks}) ORDER BY form, stem", wanted)
    return [(form, stem, written) for form, stem, written in rows]


def _one_away(form: str) -> set[str]:
    """What a slip of one letter makes of a word: one left out, put in, another, or two swapped."""
    cuts = [(form[:n], form[n:]) for n in range(len(form) + 1)]
    found = {before + after[1:] for before, after in cuts if after}
    found |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    found |= {before + letter + after[1:] for before, after in cuts if after for letter in _LETTERS}
    found |= {before + letter + after for before, after in cuts for letter in _LETTERS}
    return found - {form}


def _known_names(form: str) -> list[str]:
    """Words of the names of states and organisations of about this length."""
    words = {word for name in parties() for word in folded(name).split()}
    return [word for word in words if abs(len(word) - len(form)) <= 2]


def _often(database: Database, stem: str) -> int:
    """In how many articles a stem is."""
    if database.kind == "sqlite":
        found = database.row("SELECT count(*) FROM word_index WHERE word_index MATCH ?", (f'"{stem}"',))
    else:
        found = database.row("SELECT count(*) FROM listed WHERE tokens @@ CAST(? AS TSQUERY)", (f"'{stem}'",))
    return int(found[0]) if found else 0
