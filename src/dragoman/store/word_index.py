"""The index of words: which articles hold which words and marks, ranked.

FTS5 in SQLite, a ``tsvector`` with a GIN index in PostgreSQL, both over the same words of our own analysis (``words.py``,
``marks.py``), so that both find the same and rank it the same: by BM25 (k1 1.2, b 0.75), a word of the title counting
four times. Only what is current is in it. An article's ``place`` orders it by day, and within a day as it came in.

PostgreSQL keeps the first 16383 words' places and 256 of a word; a phrase beyond them may be missed there. Its index cannot tell
which words stand side by side, nor which in titles, without a look into each article that holds them. So it also has marks
for pairs of words (``2:`` and a digest, which few pairs share), for words of titles (``ti:``), and for frequent rows
(``known_rows.py``). Its rows are kept short, so that many can be looked at: what is seldom asked for lies apart.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.languages import languages
from dragoman.records import Reading
from dragoman.store import marks
from dragoman.store.database import Database, Row
from dragoman.store.known_rows import known_rows_digest, rows_in
from dragoman.store.marks import SEPARATOR, Corrected
from dragoman.store.record import column, unpack
from dragoman.store.word_counts import packed
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
_OWN = ("tokens TSVECTOR", "size INTEGER", "title_bag TEXT", "body_bag TEXT", "counts BYTEA")
"""PostgreSQL's own columns of ``listed``; an older Dragoman's index lacks the last."""
_SHORT = (
    "SET (toast_tuple_target = 128)",
    "ALTER COLUMN facets SET STORAGE MAIN",
    "ALTER COLUMN counts SET STORAGE MAIN",
)
_HOLDING = """CREATE TABLE IF NOT EXISTS holding (
    word TEXT COLLATE "C" PRIMARY KEY,
    articles BIGINT NOT NULL
) WITH (fillfactor = 70)"""
"""PostgreSQL's table of how many articles hold a word or a mark, for which it would have to look at each of them."""
_PAIRS = "pairs"
"""What PostgreSQL's index says of itself besides its fingerprint, since it has pairs, counts and ``holding``."""
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

    @property
    def held(self) -> set[str]:
        """All of them, and the frequent rows, each once."""
        return {*self.title, *self.body, *self.marks, *rows_in(self.title), *rows_in(self.body)}


def make(database: Database) -> None:
    """What of the index only one kind of database has; its tables are in ``schema.sql``."""
    if database.kind == "sqlite":
        for statement in _SQLITE:
            database.run(statement)
    else:
        _widen(database, "listed")
        _index(database, "listed")
        database.run(_HOLDING)
    made_with = _made_with(database)
    database.load("about_store", ("name", "value"), [("words", made_with), ("listed", "0"), ("listed_words", "0")])


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
    if database.kind == "postgresql":
        words = "UPDATE holding SET articles = articles - 1 WHERE word = ANY(CAST(? AS TEXT[]))"
        database.run(words, ([*bag.held],))


def refresh(database: Database, version: int) -> None:
    """List a current version anew, as its events stand after correction; call inside ``database.writing()``."""
    remove(database, version)
    found = database.row("SELECT text, record FROM body WHERE version = ?", (version,))
    if found is not None:
        _list(database, [(version, unpack(*found))])


def follow(database: Database) -> bool:
    """Make the index anew where it was made with other rules or tables of names than today's; whether it was."""
    found = database.row("SELECT value FROM about_store WHERE name = 'words'")
    if found is not None and found[0] == _made_with(database):
        return False
    rebuild(database)
    return True


def has_pairs(database: Database) -> bool:
    """Whether it is PostgreSQL's index as it is made today, with pairs of words, words of titles, and counts."""
    if database.kind == "sqlite":
        return False
    found = database.row("SELECT value FROM about_store WHERE name = 'words'")
    return found is not None and str(found[0]).endswith(f" {known_rows_digest()} {_PAIRS}")


def totals(database: Database) -> tuple[int, float]:
    """How many articles are in the index, and how many words an article has on average."""
    rows = database.rows("SELECT value FROM about_store WHERE name IN ('listed', 'listed_words') ORDER BY name")
    articles, words = (int(value) for (value,) in rows)
    return articles, words / max(articles, 1)


def bounds(database: Database) -> tuple[datetime.date, datetime.date]:
    """The first and the last day that anything is listed under; the last before the first where nothing is."""
    dated = _FIRST_DAY << A_DAY
    rows = database.rows(
        "SELECT min(place), max(place) FROM (SELECT min(place) AS place FROM listed WHERE place >= ?"
        " UNION ALL SELECT max(place) FROM listed WHERE place >= ?) AS ends",
        (dated, dated),
    )
    first, last = (day_of(place) if place else None for place in rows[0])
    return (first, last) if first and last else (datetime.date.max, datetime.date.min)


def pairs(words: Sequence[str]) -> Iterator[str]:
    """The marks of words that stand side by side."""
    for pair in itertools.pairwise(words):
        yield f"2:{zlib.crc32(' '.join(pair).encode()) & 0xFFFF:04x}"


def in_title(word: str) -> str:
    """The mark of a word in a title."""
    return f"ti:{word}"


def rebuild(database: Database) -> int:
    """Make the whole index anew from the readings; how many articles are in it.

    In PostgreSQL others go on searching the former one until it is done.
    """
    with database.writing(), database.by_index():  # PostgreSQL does not know yet what a new store was filled with
        anew = _Anew(_emptied(database))
        database.run("DELETE FROM form")
        database.run("UPDATE about_store SET value = '0' WHERE name IN ('listed', 'listed_words')")
        database.run("UPDATE about_store SET value = ? WHERE name = 'words'", (_made_with(database),))
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
            _list(database, [(number, unpack(text, record)) for number, text, record in rows], anew)
        if database.kind == "postgresql":
            _put_in_place(database, anew.table)
    found = database.row("SELECT count(*) FROM listed")
    return int(found[0]) if found else 0


@dataclass(frozen=True)
class _Anew:
    """A table that is filled from nothing: the next free place of each day, and whether all is new in it."""

    table: str = "listed"
    next_of: dict[int, int] = field(default_factory=dict)
    empty: bool = True


def _emptied(database: Database) -> str:
    """The table to fill: an emptied one, or in PostgreSQL a new one, without indices yet."""
    if database.kind == "sqlite":
        database.run("INSERT INTO word_index (word_index) VALUES ('delete-all')")
        database.run("DELETE FROM listed")
        return "listed"
    database.run(
        'CREATE TABLE listed_anew (place BIGINT NOT NULL, version BIGINT NOT NULL, marks TEXT COLLATE "C" NOT NULL,'
        ' facets TEXT COLLATE "C" NOT NULL)'
    )
    _widen(database, "listed_anew")
    return "listed_anew"


def _put_in_place(database: Database, table: str) -> None:
    """A filled table, with its indices, in the former one's place."""
    database.run("SET LOCAL maintenance_work_mem = '256MB'")
    for key in ("PRIMARY KEY (place)", "UNIQUE (version)", "FOREIGN KEY (version) REFERENCES version (number)"):
        database.run(f"ALTER TABLE {table} ADD {key}")
    _index(database, table)
    database.run(f"ANALYZE {table}")
    database.run(_HOLDING)
    database.run("DELETE FROM holding")
    database.run(
        f"INSERT INTO holding (word, articles) SELECT word, ndoc FROM ts_stat('SELECT tokens FROM {table}')"
        " WHERE word NOT LIKE '2:%' AND word NOT LIKE 'ti:%'"
    )
    database.run("DROP TABLE listed")
    database.run(f"ALTER TABLE {table} RENAME TO listed")


def _widen(database: Database, table: str) -> None:
    """PostgreSQL's own columns, and how it keeps them."""
    for change in (*(f"ADD COLUMN {column_}" for column_ in _OWN), *_SHORT):
        database.run(f"ALTER TABLE {table} {change}")


def _index(database: Database, table: str) -> None:
    database.run(f"CREATE INDEX ON {table} USING gin (tokens) WITH (fastupdate = off)")


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
    elif has_pairs(database):
        held = database.row("SELECT coalesce(max(articles), 0) FROM holding WHERE word = ?", (marks.EVERY,))
        if held != database.row("SELECT count(*) FROM listed"):
            found.append("articles are counted otherwise to the words that they hold than there are in the index")
    return found


def _made_with(database: Database) -> str:
    """What tells an index made as today from others."""
    return fingerprint() if database.kind == "sqlite" else f"{fingerprint()} {known_rows_digest()} {_PAIRS}"


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


def _list(database: Database, versions: Iterable[tuple[int, Reading]], into: _Anew | None = None) -> None:
    into = into or _Anew(empty=False)
    listed: list[tuple[int, int, Bag, tuple[str, ...]]] = []
    forms: dict[tuple[str, str], str] = {}
    readings = dict(versions)
    corrected = _corrections(database, list(readings))
    for version, (day, outlet, title, language) in _unlisted(database, list(readings), into).items():
        reading = readings[version]
        found = marks.of(reading, day, outlet, corrected.get(version, {}))
        bag = _bag(title, column(reading.article.text), language, found.words, forms)
        listed.append((_place(database, day, into), version, bag, found.facets))
    _insert(database, listed, into.table)
    _learn(database, forms)
    _count(database, len(listed), sum(bag.size for _, _, bag, _ in listed))
    if database.kind == "postgresql" and not into.empty:
        _hold(database, [bag for _, _, bag, _ in listed])


def _hold(database: Database, bags: Iterable[Bag]) -> None:
    """Count articles to the words and marks that they hold."""
    held = Counter(word for bag in bags for word in bag.held)
    database.run(
        "INSERT INTO holding (word, articles) SELECT * FROM unnest(CAST(? AS TEXT[]), CAST(? AS BIGINT[]))"
        " ON CONFLICT (word) DO UPDATE SET articles = holding.articles + excluded.articles",
        ([*held], [*held.values()]),
    )


def _bag(
    title: str | None,
    text: str,
    language: str,
    marked: tuple[str, ...],
    forms: dict[tuple[str, str], str] | None = None,
) -> Bag:
    words = [tuple(stems(part, language, forms)[0]) for part in (title or "", text)]
    return Bag(words[0], words[1], marked)


def _unlisted(database: Database, versions: Sequence[int], into: _Anew) -> dict[int, Row]:
    """Day, outlet, title and language of versions, in their order; without those listed already, as when the index was made
    anew in this very step."""
    missing = "" if into.empty else " AND NOT EXISTS (SELECT 1 FROM listed l WHERE l.version = v.number)"
    rows = _about(
        database,
        "SELECT v.number, v.day, v.outlet, v.title, v.language FROM version v WHERE v.number IN ({marks})" + missing,
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


def _place(database: Database, day: str, into: _Anew) -> int:
    """The next free place of a day; without a day, before all that have one."""
    low = first_place(datetime.date.fromisoformat(day)) if day else 1
    room = 1 << A_DAY if day else _FIRST_DAY << A_DAY
    next_of = into.next_of
    while True:
        if low not in next_of:
            next_of[low] = low if into.empty else _after(database, low, low + room)
        place = next_of[low]
        if place < low + room:
            next_of[low] += 1
            return place
        low += room


def _after(database: Database, low: int, high: int) -> int:
    """The place behind the last that is taken of a stretch."""
    found = database.row("SELECT max(place) FROM listed WHERE place >= ? AND place < ?", (low, high))
    return low if found is None or found[0] is None else int(found[0]) + 1


def _insert(database: Database, listed: Sequence[tuple[int, int, Bag, tuple[str, ...]]], table: str) -> None:
    common = [
        (place, version, " ".join(bag.marks), SEPARATOR.join(facets).replace("\0", ""))
        for place, version, bag, facets in listed
    ]
    names = ("place", "version", "marks", "facets")
    if database.kind == "sqlite":
        database.load(table, names, common)
        database.load(
            "word_index",
            ("rowid", "title", "body", "marks"),
            [(place, " ".join(bag.title), " ".join(bag.body), " ".join(bag.marks)) for place, _, bag, _ in listed],
        )
        return
    rows = [
        (*row, _vector(bag), bag.size, _counted(bag.title), _counted(bag.body), _counts(bag))
        for row, (_, _, bag, _) in zip(common, listed, strict=True)
    ]
    database.load(table, (*names, *(column_.split()[0] for column_ in _OWN)), rows)


def _counts(bag: Bag) -> bytes:
    return packed((*bag.title, *rows_in(bag.title)), (*bag.body, *rows_in(bag.body)))


def _vector(bag: Bag) -> str:
    """A ``tsvector`` as PostgreSQL reads it: title (weight A), marks, body, none of which follows another by one; and, without
    places, the marks of pairs and of words in the title."""
    places: dict[str, list[str]] = {}
    at = 0
    for words, weight in ((bag.title, "A"), (bag.marks, ""), (bag.body, "")):
        at += 1
        for word in words:
            at += 1
            places.setdefault(word, []).append(f"{min(at, _MOST_POSITIONS)}{weight}")
    apart = {*pairs(bag.title), *pairs(bag.body), *map(in_title, bag.title), *rows_in(bag.title), *rows_in(bag.body)}
    placed = (f"{quoted(word)}:{','.join(held[:256])}" for word, held in places.items())
    return " ".join((*placed, *map(quoted, sorted(apart))))


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
