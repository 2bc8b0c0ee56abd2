"""The index of words: which articles hold which words and marks, ranked.

FTS5 in SQLite, a ``tsvector`` with a GIN index in PostgreSQL, both over the same words of our own analysis (``words.py``,
``marks.py``), so that both find the same and rank it the same: by BM25 (k1 1.2, b 0.75), a word of the title counting
four times. Only what is current is in it. An article's ``place`` orders it by day, and within a day as it came in.

PostgreSQL keeps the first 16383 words' places and 256 of a word; a phrase beyond them may be missed there.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.languages import languages
from dragoman.records import Reading
from dragoman.store import marks
from dragoman.store.database import Database, Row
from dragoman.store.marks import SEPARATOR, Corrected
from dragoman.store.record import column, unpack
from dragoman.store.words import VERSION, rules_of, stems

TITLE_WEIGHT = 4.0
K1, B = 1.2, 0.75
LEAST_IDF = 1e-6
A_DAY = 20
"""Bits of a place that number the articles of a day."""
_FIRST_DAY = 600_000
"""Days (from the year 1) before this one, in 1643, are room for articles without a day."""
_SQLITE = (
    "CREATE VIRTUAL TABLE word_index USING fts5(title, body, marks, content='', tokenize=\"ascii tokenchars ':_./-'\")",
)
_POSTGRESQL = (
    "ALTER TABLE listed ADD COLUMN tokens TSVECTOR",
    "ALTER TABLE listed ADD COLUMN size INTEGER",
    "ALTER TABLE listed ADD COLUMN title_bag TEXT",
    "ALTER TABLE listed ADD COLUMN body_bag TEXT",
    "CREATE INDEX listed_tokens ON listed USING gin (tokens) WITH (fastupdate = off)",
)
_MOST_POSITIONS = 16_383
_AT_ONCE = 200
"""Versions that are asked about at once."""


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of an article that count: of its title, of its body, and its marks."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.title) + len(self.body) + len(self.marks)


def make(database: Database) -> None:
    """What of the index only one kind of database has; its tables are in ``schema.sql``."""
    for statement in _SQLITE if database.kind == "sqlite" else _POSTGRESQL:
        database.run(statement)
    database.load("about_store", ("name", "value"), [("words", fingerprint()), ("listed", "0"), ("listed_words", "0")])


def add(database: Database, versions: Iterable[tuple[int, Reading]]) -> None:
    """List current versions; call inside ``database.writing()``, after their rows in ``version`` are there."""
    follow(database)
    _list(database, versions)


def remove(database: Database, version: int) -> None:
    """Take a version out; call inside ``database.writing()``, while its body is still there."""
    follow(database)
    found = database.row(
        "SELECT l.place, l.marks, v.title, v.language, b.text FROM listed l JOIN version v ON v.number = l.version"
        " JOIN body b ON b.version = l.version WHERE l.version = ?",
        (version,),
    )
    if found is None:
        return
    place, marked, title, language, text = found
    bag = _bag(title, text, language, tuple(marked.split(" ")))
    if database.kind == "sqlite":
        database.run(
            "INSERT INTO word_index (word_index, rowid, title, body, marks) VALUES ('delete', ?, ?, ?, ?)",
            (place, " ".join(bag.title), " ".join(bag.body), " ".join(bag.marks)),
        )
    database.run("DELETE FROM listed WHERE place = ?", (place,))
    _count(database, -1, -bag.size)


def refresh(database: Database, version: int) -> None:
    """List a current version anew, as its events stand after correction; call inside ``database.writing()``."""
    remove(database, version)
    found = database.row("SELECT text, record FROM body WHERE version = ?", (version,))
    if found is not None:
        _list(database, [(version, unpack(*found))])


def follow(database: Database) -> None:
    """Make the index anew where it was made with other rules or tables of names than today's."""
    found = database.row("SELECT value FROM about_store WHERE name = 'words'")
    if found is None or found[0] != fingerprint():
        rebuild(database)


def rebuild(database: Database) -> int:
    """Make the whole index anew from the readings; how many articles are in it."""
    with database.writing(), database.by_index():  # PostgreSQL does not see that the emptied tables fill again
        if database.kind == "sqlite":
            database.run("INSERT INTO word_index (word_index) VALUES ('delete-all')")
        database.run("DELETE FROM listed")
        database.run("DELETE FROM form")
        database.run("UPDATE about_store SET value = '0' WHERE name IN ('listed', 'listed_words')")
        database.run("UPDATE about_store SET value = ? WHERE name = 'words'", (fingerprint(),))
        last, step = 0, 500
        while True:
            rows = database.rows(
                "SELECT v.number, b.text, b.record FROM version v JOIN body b ON b.version = v.number"
                " WHERE v.current = 1 AND v.number > ? ORDER BY v.number LIMIT ?",
                (last, step),
            )
            if not rows:
                break
            last = rows[-1][0]
            _list(database, [(number, unpack(text, record)) for number, text, record in rows])
    found = database.row("SELECT count(*) FROM listed")
    return int(found[0]) if found else 0


def faults(database: Database) -> list[str]:
    """What is wrong with the index: articles missing in it or too many, or the index itself damaged."""
    found = []
    for sql, words in (
        ("SELECT count(*) FROM version v LEFT JOIN listed l ON l.version = v.number WHERE v.current = 1 AND l.place IS NULL",
         "current articles are not in the index of words"),
        ("SELECT count(*) FROM listed l LEFT JOIN version v ON v.number = l.version AND v.current = 1 WHERE v.number IS NULL",
         "articles are in the index of words that are not current"),
    ):  # fmt: skip
        row = database.row(sql)
        if row and row[0]:
            found.append(f"{row[0]} {words}")
    if database.kind == "sqlite":
        counted = database.row("SELECT count(*) FROM word_index WHERE word_index MATCH ?", (f'"{marks.EVERY}"',))
        listed = database.row("SELECT count(*) FROM listed")
        if counted != listed:
            found.append("the index of words and the list of articles in it differ")
    return found


@lru_cache
def fingerprint() -> str:
    """What tells one analysis from another: its version, the packs' rules and the tables' names."""
    import Stemmer

    told = hashlib.sha256(f"{VERSION} {Stemmer.version()}".encode())
    for language in languages():
        rules = rules_of(language)
        sets = (rules.elided, rules.possessive, rules.stop, rules.capitals)
        told.update(
            repr((language, *map(sorted, sets), rules.endings, rules.tails, sorted(rules.given.items()))).encode()
        )
    return told.hexdigest()[:16]


def day_of(place: int) -> datetime.date | None:
    """The day that an article at this place is listed under."""
    ordinal = place >> A_DAY
    return datetime.date.fromordinal(ordinal) if ordinal >= _FIRST_DAY else None


def first_place(day: datetime.date) -> int:
    """The lowest place of a day."""
    return max(day.toordinal(), _FIRST_DAY) << A_DAY


def _list(database: Database, versions: Iterable[tuple[int, Reading]]) -> None:
    listed: list[tuple[int, int, Bag, tuple[str, ...]]] = []
    forms: dict[tuple[str, str], str] = {}
    next_of: dict[int, int] = {}
    readings = dict(versions)
    corrected = _corrections(database, list(readings))
    for version, (day, outlet, title, language) in _unlisted(database, list(readings)).items():
        reading = readings[version]
        found = marks.of(reading, day, outlet, corrected.get(version, {}))
        bag = _bag(title, column(reading.article.text), language, found.words, forms)
        listed.append((_place(database, day, next_of), version, bag, found.facets))
    _insert(database, listed)
    _learn(database, forms)
    _count(database, len(listed), sum(bag.size for _, _, bag, _ in listed))


def _bag(
    title: str | None,
    text: str,
    language: str,
    marked: tuple[str, ...],
    forms: dict[tuple[str, str], str] | None = None,
) -> Bag:
    words = [tuple(stems(part, language, forms)[0]) for part in (title or "", text)]
    return Bag(words[0], words[1], marked)


def _unlisted(database: Database, versions: Sequence[int]) -> dict[int, Row]:
    """Day, outlet, title and language of versions, in their order; without those listed already, as when the index was made
    anew in this very step."""
    rows = _about(
        database,
        "SELECT v.number, v.day, v.outlet, v.title, v.language FROM version v WHERE v.number IN ({marks})"
        " AND NOT EXISTS (SELECT 1 FROM listed l WHERE l.version = v.number)",
        versions,
    )
    told = {row[0]: row[1:] for row in rows}
    return {version: told[version] for version in versions if version in told}


def _corrections(database: Database, versions: Sequence[int]) -> dict[int, dict[str, Corrected]]:
    """What persons said of the events of versions, by version and by the event's id."""
    rows = _about(
        database,
        "SELECT e.version, e.id, c.verdict, c.type, c.mode, c.status, c.actors, c.recipients FROM event e"
        " JOIN correction c ON c.number = e.correction WHERE e.version IN ({marks})",
        versions,
    )
    found: dict[int, dict[str, Corrected]] = {}
    for version, id, verdict, kind, mode, status, actors, recipients in rows:
        said = Corrected(verdict == "wrong", kind, mode, status, _split(actors), _split(recipients))
        found.setdefault(version, {})[id] = said
    return found


def _about(database: Database, sql: str, versions: Sequence[int]) -> Iterator[Row]:
    """The rows of a query about versions, some of them at a time."""
    for n in range(0, len(versions), _AT_ONCE):
        some = versions[n : n + _AT_ONCE]
        yield from database.rows(sql.format(marks=", ".join("?" * len(some))), some)


def _split(codes: str | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(code for code in codes.split("+") if code)


def _place(database: Database, day: str, next_of: dict[int, int]) -> int:
    """The next free place of a day; without a day, before all that have one."""
    low = first_place(datetime.date.fromisoformat(day)) if day else 1
    room = 1 << A_DAY if day else _FIRST_DAY << A_DAY
    while True:
        if low not in next_of:
            found = database.row("SELECT max(place) FROM listed WHERE place >= ? AND place < ?", (low, low + room))
            next_of[low] = low if found is None or found[0] is None else found[0] + 1
        place = next_of[low]
        if place < low + room:
            next_of[low] += 1
            return place
        low += room


def _insert(database: Database, listed: Sequence[tuple[int, int, Bag, tuple[str, ...]]]) -> None:
    common = [
        (place, version, " ".join(bag.marks), SEPARATOR.join(facets).replace("\0", ""))
        for place, version, bag, facets in listed
    ]
    names = ("place", "version", "marks", "facets")
    if database.kind == "sqlite":
        database.load("listed", names, common)
        database.load(
            "word_index",
            ("rowid", "title", "body", "marks"),
            [(place, " ".join(bag.title), " ".join(bag.body), " ".join(bag.marks)) for place, _, bag, _ in listed],
        )
        return
    rows = [
        (*row, _vector(bag), bag.size, _counted(bag.title), _counted(bag.body))
        for row, (_, _, bag, _) in zip(common, listed, strict=True)
    ]
    database.load("listed", (*names, "tokens", "size", "title_bag", "body_bag"), rows)


def _vector(bag: Bag) -> str:
    """A ``tsvector`` as PostgreSQL reads it: title (weight A), marks, body, none of which follows another by one."""
    places: dict[str, list[str]] = {}
    at = 0
    for words, weight in ((bag.title, "A"), (bag.marks, ""), (bag.body, "")):
        at += 1
        for word in words:
            at += 1
            places.setdefault(word, []).append(f"{min(at, _MOST_POSITIONS)}{weight}")
    return " ".join(f"{quoted(word)}:{','.join(held[:256])}" for word, held in places.items())


def quoted(word: str) -> str:
    """A word in the quotation marks of a ``tsvector`` or a ``tsquery``."""
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _counted(words: Sequence[str]) -> str:
    """Words so written that the places of a word, or of several in a row, can be counted in them."""
    return "".join(f",{word}," for word in words)


def counted(words: Sequence[str]) -> str:
    """What to count in such a text for a word, or several in a row."""
    return _counted(words)


def _learn(database: Database, forms: dict[tuple[str, str], str]) -> None:
    """Keep the forms that were met, for beginnings of words and for « did you mean »."""
    rows = [(form, stem, written.replace("\0", "")[:100]) for (form, stem), written in forms.items()]
    if database.kind == "sqlite":
        database.many("INSERT OR IGNORE INTO form (form, stem, written) VALUES (?, ?, ?)", rows)
        return
    for n in range(0, len(rows), 5000):
        some = list(zip(*rows[n : n + 5000], strict=True))
        database.run(
            "INSERT INTO form (form, stem, written) SELECT * FROM unnest(CAST(? AS TEXT[]), CAST(? AS TEXT[]),"
            " CAST(? AS TEXT[])) ON CONFLICT DO NOTHING",
            [list(column_) for column_ in some],
        )


def _count(database: Database, articles: int, words: int) -> None:
    for name, change in (("listed", articles), ("listed_words", words)):
        database.run(
            "UPDATE about_store SET value = CAST(CAST(value AS INTEGER) + ? AS TEXT) WHERE name = ?", (change, name)
        )
