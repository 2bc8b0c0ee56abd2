"""Readings into the store: each once, a changed page as a new version of its article, all of a batch or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from dragoman.errors import InputError
from dragoman.records import Reading
from dragoman.store import corrections, credit, identity, occurrences, stories, word_index
from dragoman.store.database import Database, Row
from dragoman.store.record import column, digest, pack, unpack
from dragoman.store.rows import Rows, first_day, outlet
from dragoman.store.stored import Incoming, Put

LONGEST_ID = 200
VERSION = (
    "number article ordinal current reading language section title byline day published_from published_to published_basis"
    " outlet agency content digest coder origin taken"
).split()


@dataclass(frozen=True)
class NewVersion:
    """A version just put in, and the one that it takes the place of."""

    number: int
    article: int
    reading: Reading
    agency: str | None
    former: int | None


@dataclass
class _Numbers:
    """The next free numbers of articles and versions, asked for once a batch, during which nobody else writes."""

    article: int
    version: int

    def next_article(self) -> int:
        self.article += 1
        return self.article - 1

    def next_version(self) -> int:
        self.version += 1
        return self.version - 1


def put(database: Database, incoming: Iterable[Incoming], coder: str) -> list[Put]:
    """Take readings in, all or none; what became of each, in order. ``coder`` is the version of the program that read.

    Raises StoreError where the store will not, InputError where a reading holds what no text can (half a surrogate pair).
    """
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with database.writing():
        taken: list[Put] = []
        new: list[NewVersion] = []
        numbers = _Numbers(_after(database, "article"), _after(database, "version"))
        for one in incoming:
            outcome, version = _place(database, one, coder, now, numbers)
            taken.append(outcome)
            if version is not None:
                new.append(version)
        _fill(database, new)
    return taken


def _fill(database: Database, new: Sequence[NewVersion]) -> None:
    """The tables under the new versions, in the same step; what else is drawn from readings is filled here."""
    rows = Rows(_after(database, "event"), _after(database, "quote"))
    for version in new:
        rows.add(version.number, version.reading)
    rows.load(database)
    for version in new:
        if version.former is not None:
            supersede(database, version.former)
    formers = {version.former for version in new}
    word_index.add(database, [(version.number, version.reading) for version in new if version.number not in formers])
    for version in new:
        if version.former is not None:
            corrections.carry_over(database, version.former, version.number)
    for version in new:
        if version.number not in formers:
            compare(database, version.article, version.number, version.reading, version.agency)


def compare(database: Database, article: int, version: int, reading: Reading, agency: str | None) -> None:
    """Find whose copy a current version is, and which of its events others report too; ``agency`` is whom it credits."""
    stories.add(database, [(article, version, column(reading.article.text), agency)])
    occurrences.add(database, version)


def supersede(database: Database, version: int) -> None:
    """Take a former version out of what is current; it stays, with all that was read from it."""
    word_index.remove(database, version)
    database.run("UPDATE version SET current = 0 WHERE number = ?", (version,))
    database.run("UPDATE event SET current = 0 WHERE version = ?", (version,))
    events = [event for (event,) in database.rows("SELECT number FROM event WHERE version = ?", (version,))]
    occurrences.leave(database, events)
    for event in events:
        corrections.forget_pairs(database, event)


def _place(database: Database, one: Incoming, coder: str, now: str, numbers: _Numbers) -> tuple[Put, NewVersion | None]:
    reading = one.reading
    try:
        whole, content = digest(reading), digest_of_content(reading)
    except UnicodeEncodeError as error:
        raise InputError(
            f"{reading.id!r}: the reading holds characters that no text can hold ({error.reason})"
        ) from error
    origin = column(one.origin, LONGEST_ID) if one.origin else None
    known = identity.find(database, reading, whole, content, origin)
    if known and known.version is not None:
        _saw(database, one.page, known.version)
        _keep_cut(database, known.version, reading)
        return _known(database, known.version), None
    former = _current(database, known.article) if known else None
    article = known.article if known else numbers.next_article()
    id = _id(database, article) if known else _article(database, article, reading, now)
    ordinal = former[1] + 1 if former else 1
    if former:
        database.run("UPDATE version SET current = 0 WHERE number = ?", (former[0],))
    number, agency = numbers.next_version(), credit.agency(reading.article)
    told = (number, article, ordinal, agency, content, whole, one.coder or coder, origin, now)
    _version(database, reading, told)
    _saw(database, one.page, number)
    put = Put(
        outcome="changed" if former else "stored",
        id=id,
        ordinal=ordinal,
        article=article,
        version=number,
    )
    return put, NewVersion(number, article, reading, agency, former[0] if former else None)


def digest_of_content(reading: Reading) -> str:
    """What tells whether the article itself changed, and not only what was read from it."""
    return digest(reading.article)


def _keep_cut(database: Database, version: int, reading: Reading) -> None:
    """Add what was cut from the page to a version that was stored without it."""
    found = database.row("SELECT text, record FROM body WHERE version = ?", (version,))
    if reading.dropped is None or found is None:
        return
    stored = unpack(*found)
    if stored.dropped is None:
        text, record = pack(msgspec.structs.replace(stored, dropped=reading.dropped))
        database.run("UPDATE body SET text = ?, record = ? WHERE version = ?", (text, record, version))


def _known(database: Database, version: int) -> Put:
    found = database.row(
        "SELECT a.id, v.ordinal, a.number FROM version v JOIN article a ON a.number = v.article WHERE v.number = ?",
        (version,),
    )
    assert found is not None
    return Put(outcome="known", id=found[0], ordinal=found[1], article=found[2], version=version)


def _current(database: Database, article: int) -> Row | None:
    return database.row("SELECT number, ordinal FROM version WHERE article = ? AND current = 1", (article,))


def _article(database: Database, number: int, reading: Reading, now: str) -> str:
    """Put a new article in; its id."""
    url, id = column(reading.url) if reading.url else None, _free_id(database, reading)
    row = (number, id, identity.key_of(reading), url, now)
    database.load("article", ("number", "id", "key", "url", "added"), [row])
    return id


def _free_id(database: Database, reading: Reading) -> str:
    """The reading's id, or that with a number where another page has it."""
    wanted, n = column(reading.id, LONGEST_ID), 1
    found = wanted
    while database.row("SELECT 1 FROM article WHERE id = ?", (found,)):
        n += 1
        found = f"{wanted}-{n}"
    return found


def _version(
    database: Database, reading: Reading, told: tuple[int, int, int, str | None, str, str, str, str | None, str]
) -> None:
    number, article, ordinal, agency, content, whole, coder, origin, now = told
    own, published = reading.article, reading.article.published
    row = (
        number,
        article,
        ordinal,
        1,
        column(reading.id),
        column(own.language),
        own.section and column(own.section, LONGEST_ID),
        own.title and column(own.title),
        own.byline and column(own.byline),
        first_day(published),
        published.start.isoformat() if published.start else None,
        published.end.isoformat() if published.end else None,
        published.basis,
        outlet(reading.url),
        agency,
        content,
        whole,
        coder,
        origin,
        now,
    )
    database.load("version", VERSION, [row])
    database.load("body", ("version", "text", "record"), [(number, *pack(reading))])


def _saw(database: Database, page: str | None, version: int) -> None:
    if page is not None:
        database.run("INSERT INTO seen (digest, version) VALUES (?, ?) ON CONFLICT DO NOTHING", (page, version))


def _id(database: Database, article: int) -> str:
    found = database.row("SELECT id FROM article WHERE number = ?", (article,))
    assert found is not None
    return str(found[0])


def _after(database: Database, table: str) -> int:
    found = database.row(f"SELECT coalesce(max(number), 0) + 1 FROM {table}")
    assert found is not None
    return int(found[0])
