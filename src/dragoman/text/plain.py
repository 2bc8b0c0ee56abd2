"""The plainer sentence that the parser reads: a name is one word that it knows, a long preposition a short one.

A statistical parser trained on a few thousand sentences has not seen « Burkina Faso » or « Choe Son Hui », and loses the
subject of a sentence over them. It never sees them here: each name, and each row of names, is replaced by a stand-in of the
same kind from the pack, and each word keeps the span of what it stands for in the real text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.languages import Pack


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the parser needs to know it: offsets into the text (no article), and which kind of word stands in for it."""

    start: int
    end: int
    shape: str


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the plain sentence and the stretch of the real text that it stands for.

    ``names`` are indices of the names it covers, ``canonical`` the preposition it reads as, where it is a long one, or the
    lemma of a verb that another stands in for.
    """

    plain: str
    start: int
    end: int
    names: tuple[int, ...] = ()
    canonical: str = ""


Tokenize = Callable[[str], Iterable[tuple[str, int]]]


def plain_words(
    text: str, start: int, end: int, names: Sequence[tuple[int, Name]], pack: Pack, tokenize: Tokenize
) -> list[Word]:
    """The words of ``text[start:end]`` as the parser reads them; ``names`` are those inside, with their indices, in order.

    ``tokenize`` gives words and their offsets in the string handed to it.
    """
    words: list[Word] = []
    at = start
    for piece in sorted(
        _rows(text, start, end, names, pack) + _prepositions(text, start, end, names, pack), key=_order
    ):
        if piece[0].start < at:
            continue
        words += _tokens(text, at, piece[0].start, tokenize)
        words += piece
        at = piece[-1].end
    return _verbs(words + _tokens(text, at, end, tokenize), pack)


def _verbs(words: list[Word], pack: Pack) -> list[Word]:
    """Verbs that the parser takes for other words, each as one that it knows (« dément » is an adverb to it: « nie »).

    Forms that are other words too (« livre », « critique ») are read so only behind a name, a negation, a reflexive or « qui ».
    """
    table: dict[str, dict[str, str | bool]] = pack.settings.get("verb_stand_in", {})
    kinds = pack.settings.get("words", {})
    clitics = {w for kind in ("negation_particle", "reflexive", "subject_relative") for w in kinds.get(kind, ())}
    read = []
    for i, word in enumerate(words):
        entry = table.get(word.plain)
        before = words[i - 1] if i else None
        behind = before is not None and (bool(before.names) or before.plain.lower() in clitics)
        if entry is not None and not word.names and (entry.get("anywhere", False) or behind):
            word = Word(str(entry["reads"]), word.start, word.end, word.names, str(entry["lemma"]))
        read.append(word)
    return read


def _order(piece: list[Word]) -> tuple[int, int]:
    return piece[0].start, -piece[-1].end


def _tokens(text: str, start: int, end: int, tokenize: Tokenize) -> list[Word]:
    """Words of a stretch without names; blanks are no words. « l' » before a name stays one word, as within a text."""
    elided = text[start:end].endswith(("'", "’"))
    words = [(word, offset) for word, offset in tokenize(text[start:end] + "x" * elided) if not word.isspace()]
    return [
        Word(unicodedata.normalize("NFC", word).replace("’", "'"), start + offset, start + offset + len(word))
        for word, offset in (words[:-1] if elided else words)
    ]


def _rows(text: str, start: int, end: int, names: Sequence[tuple[int, Name]], pack: Pack) -> list[list[Word]]:
    """One word for each name or row of names; one that opens its sentence before a verb is read as a pronoun.

    « Londres livre des missiles »: after a bare name the parser takes the verb for a noun; after « il » it does not.
    """
    stand_in: dict[str, str] = pack.settings.get("stand_in", {})
    pieces = []
    i = 0
    while i < len(names):
        adjective = names[i][1].shape.startswith("adjective")
        row = names[i : i + 1] if adjective else _row(text, end, names[i:], pack)
        first, last = row[0][1], row[-1][1]
        real = text[first.start : last.end]
        keeps = first.shape == "adjective" and not re.search(r"[\s-]", real)
        plain = real if keeps else stand_in.get(first.shape, real)
        if not adjective and first.start == start and _verb_follows(pack).match(text, last.end, end):
            plain = stand_in.get("subject.p" if len(row) > 1 else "subject.s", plain)
        pieces.append([Word(plain, first.start, last.end, tuple(index for index, _ in row))])
        i += len(row)
    return pieces


def _row(text: str, end: int, names: Sequence[tuple[int, Name]], pack: Pack) -> Sequence[tuple[int, Name]]:
    """The longest row that the first of the names begins: A, B and C; alone where no word joins the last one.

    >>> from dragoman.languages import load
    >>> text = "La France, l'Italie et Malte signent."
    >>> names = [(0, Name(3, 9, "country.f")), (1, Name(13, 19, "country.f")), (2, Name(23, 28, "city"))]
    >>> len(_row(text, len(text), names, load("fr")))
    3
    """
    between, last, not_before, always_after, headline = _joints(pack)
    if between is None:
        return names[:1]
    always = always_after.search(text[max(0, names[0][1].start - 12) : names[0][1].start]) is not None
    if (
        len(names) > 1
        and between.fullmatch(text[names[0][1].end : names[1][1].start])
        and headline.match(text, names[1][1].end)
    ):
        return names[:2]
    for n in range(1, len(names)):
        gap = text[names[n - 1][1].end : names[n][1].start]
        if names[n][1].shape.startswith("adjective") or (names[n][1].shape == "person") != (
            names[0][1].shape == "person"
        ):
            return names[:1]
        if last.fullmatch(gap):
            follows = not always and not_before.match(text, names[n][1].end, end)
            return names[:1] if follows else names[: n + 1]
        if not between.fullmatch(gap):
            return names[:1]
    return names[:1]


@lru_cache
def _verb_follows(pack: Pack) -> re.Pattern[str]:
    return re.compile(pack.settings.get("row", {}).get("verb_follows", "(?!)"))


@lru_cache
def _joints(
    pack: Pack,
) -> tuple[re.Pattern[str] | None, re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What joins names: between, before the last, not before, always after, after two names of a headline."""
    row = pack.settings.get("row", {})
    between = re.compile(row["between"]) if "between" in row else None
    last, not_before, always, headline = (
        re.compile(row.get(key, "(?!)")) for key in ("last", "not_before", "always_after", "headline_before")
    )
    return between, last, not_before, always, headline


def _prepositions(text: str, start: int, end: int, names: Sequence[tuple[int, Name]], pack: Pack) -> list[list[Word]]:
    """The long prepositions of a stretch, each as its short one and the article that was contracted into it."""
    pattern, table = _long_prepositions(pack)
    if pattern is None:
        return []
    pieces = []
    for match in pattern.finditer(text, start, end):
        if any(name.start < match.end() and match.start() < name.end for _, name in names):
            continue
        reads, plain, article = table[re.sub(r"\s+", " ", match[0].lower().replace("’", "'"))]
        plain = plain.capitalize() if match[0][0].isupper() else plain
        if not article:
            pieces.append([Word(plain, match.start(), match.end(), canonical=reads)])
            continue
        cut = match.end() - len(match[0].split()[-1])
        pieces.append([Word(plain, match.start(), cut - 1, canonical=reads), Word(article, cut, match.end())])
    return pieces


@lru_cache
def _long_prepositions(pack: Pack) -> tuple[re.Pattern[str] | None, dict[str, tuple[str, str, str]]]:
    """A pattern for all long prepositions of the pack in all their contracted forms, and what each reads as."""
    contractions: dict[str, dict[str, str]] = pack.settings.get("contraction", {})
    table: dict[str, tuple[str, str, str]] = {}
    for entry in pack.entries("prepositions", "preposition"):
        head, _, last = entry["words"].rpartition(" ")
        for form, article in contractions.get(last, {last: ""}).items():
            table[f"{head} {form}".strip()] = (entry["reads"], entry.get("stands_as", entry["reads"]), article)
    if not table:
        return None, table
    longest_first = sorted(table, key=len, reverse=True)
    alternatives = "|".join(
        re.escape(words).replace(r"\ ", r"\s+").replace("'", "['’]") + ("" if words.endswith("'") else r"\b")
        for words in longest_first
    )
    return re.compile(rf"(?<!\w)(?:{alternatives})", re.IGNORECASE), table
