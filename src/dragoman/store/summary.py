"""What a store holds, in numbers."""

from __future__ import annotations

from dragoman.records import Record
from dragoman.store import schema
from dragoman.store.database import Database


class Summary(Record, frozen=True, kw_only=True):
    """How much of everything there is. ``bytes`` is the room on the disk, ``text_bytes`` that of the texts themselves."""

    store: str
    kind: str
    version: int
    made: str
    articles: int
    versions: int
    events: int
    quotes: int
    stories: int
    occurrences: int
    corrections: int
    refusals: int
    languages: dict[str, int]
    first_day: str | None
    last_day: str | None
    bytes: int
    text_bytes: int


def summary(database: Database) -> Summary:
    """What a store holds; events, quotes and languages are those of current versions."""
    made = database.row("SELECT value FROM about_store WHERE name = 'made'")
    days = database.row("SELECT min(day), max(day) FROM version WHERE current = 1 AND day <> ''")
    languages = database.rows(
        "SELECT language, count(*) FROM version WHERE current = 1 GROUP BY language ORDER BY 2 DESC, 1"
    )
    size = "length(CAST(text AS BLOB))" if database.kind == "sqlite" else "octet_length(text)"
    return Summary(
        store=database.name,
        kind=database.kind,
        version=schema.version(database),
        made=made[0] if made else "",
        articles=_count(database, "article"),
        versions=_count(database, "version"),
        events=_count(database, "event WHERE current = 1"),
        quotes=_count(database, "quote q JOIN version v ON v.number = q.version WHERE v.current = 1"),
        stories=_count(database, "story"),
        occurrences=_count(database, "occurrence"),
        corrections=_count(database, "correction WHERE undone IS NULL"),
        refusals=_count(database, "refusal WHERE done IS NULL"),
        languages=dict(languages),
        first_day=days[0] if days else None,
        last_day=days[1] if days else None,
        bytes=database.size(),
        text_bytes=_number(database, f"SELECT coalesce(sum({size}), 0) FROM body"),
    )


def _count(database: Database, what: str) -> int:
    return _number(database, f"SELECT count(*) FROM {what}")


def _number(database: Database, sql: str) -> int:
    found = database.row(sql)
    return int(found[0]) if found else 0
