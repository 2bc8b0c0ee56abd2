"""Find events, with the language of a search: what is asked of fields must hold of one event.

    from dragoman.store.event_search import events

    found = events(store, "pays:PRK type:CONSULT date:2024", limit=50)
    found.total, found.events, found.cursor

Words, ``titre:`` and ``section:`` ask for the event's article; ``pays:`` for one that takes part; a date for the day that
the event is listed under. Corrections count; what a person called wrong is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.errors import InputError
from dragoman.languages import languages
from dragoman.records import Record
from dragoman.store import finding_events
from dragoman.store.database import Database
from dragoman.store.fields import Days
from dragoman.store.matching import match
from dragoman.store.press import as_outlets
from dragoman.store.query import And, During, Is, Not, Or, Prefix, Query, Tree, Words, parse
from dragoman.store.store import Store
from dragoman.store.stored import StoredEvent
from dragoman.store.words import terms

Clause = tuple[str, list[object]]
"""A condition in SQL over ``event e``, its version ``v``, article ``a`` and correction ``c``, and its parameters."""

ROLES = {
    "country": ("actor", "recipient"),
    "actor": ("actor",),
    "recipient": ("recipient",),
    "source": ("source", "relay"),
}
COLUMNS = {
    "mode": "CASE WHEN c.type IS NULL THEN e.mode ELSE c.mode END",
    "status": "coalesce(c.status, e.status)",
    "realis": "e.realis",
    "quad": finding_events.QUAD,
    "language": "v.language",
    "outlet": "v.outlet",
}
_TYPE = "coalesce(c.type, e.type)"


class FoundEvents(Record, frozen=True, kw_only=True):
    """Events, newest first, with trigger and sentence; ``cursor`` asks for the next, and is ``None`` at the end."""

    total: int
    events: tuple[StoredEvent, ...]
    query: str
    cursor: str | None = None
    notes: tuple[str, ...] = ()


def events(store: Store, query: str | Query, *, limit: int = 50, cursor: str | None = None) -> FoundEvents:
    """Events that match, newest first; those without a day last.

    Raises QueryError for a query that cannot be understood, InputError for a cursor that is none.
    """
    asked = parse(query) if isinstance(query, str) else query
    where, parameters = condition(store.database, asked)
    before, bound = _after(cursor) if cursor else ("", [])
    rows = store.database.rows(
        f"SELECT {finding_events.FIELDS}{finding_events.WORDS} FROM event e{finding_events.JOINS}{finding_events.BODY}"
        f" WHERE {where}{before} ORDER BY e.day DESC, e.number DESC LIMIT ?",
        [*parameters, *bound, limit + 1],
    )
    found = tuple(finding_events.stored_event(row) for row in rows[:limit])
    counted = store.database.row(f"SELECT count(*) FROM event e{finding_events.JOINS} WHERE {where}", parameters)
    more = f"{found[-1].day or ''}_{found[-1].number}" if len(rows) > limit and found else None
    return FoundEvents(
        total=int(counted[0]) if counted else 0,
        events=found,
        query=asked.text,
        cursor=more,
        notes=tuple(note.said() for note in asked.notes),
    )


def condition(database: Database, query: Query) -> Clause:
    """The events that a search means, as a condition over ``event e`` and what ``finding_events.JOINS`` joins to it."""
    current = "e.current = 1 AND (c.verdict IS NULL OR c.verdict <> 'wrong')"
    if query.tree is None:
        return current, []
    said, parameters = _say(database, query.tree)
    return f"{current} AND {said}", parameters


def _after(cursor: str) -> Clause:
    day, _, number = cursor.partition("_")
    if not number.isdigit():
        raise InputError(f"“{cursor}” is no place in the results of a search; begin anew without it")
    return " AND (e.day < ? OR (e.day = ? AND e.number < ?))", [day, day, int(number)]


def _say(database: Database, tree: Tree) -> Clause:
    match tree:
        case And(parts):
            pair, others = _pair(parts)
            return _joined(" AND ", [*pair, *(_say(database, part) for part in others)])
        case Or(parts):
            return _joined(" OR ", (_say(database, part) for part in parts))
        case Not(part):
            said, parameters = _say(database, part)
            return f"NOT {said}", parameters
        case Words() | Prefix():
            return _in_article(database, tree)
        case During(days):
            return _during(days)
        case Is(field, value, coded):
            return _field(database, field, value, coded)


def _joined(word: str, clauses: Iterable[Clause]) -> Clause:
    listed = list(clauses)
    return f"({word.join(said for said, _ in listed)})", [one for _, parameters in listed for one in parameters]


def _pair(parts: tuple[Tree, ...]) -> tuple[list[Clause], list[Tree]]:
    """Who acts on whom, where both are codes: the table of pairs tells at once; and the parts that are left."""
    actors = [part for part in parts if isinstance(part, Is) and part.coded and part.field == "actor"]
    recipients = [part for part in parts if isinstance(part, Is) and part.coded and part.field == "recipient"]
    if not actors or not recipients or actors[0].value == recipients[0].value:
        return [], list(parts)
    said = "(e.number IN (SELECT d.event FROM dyad d WHERE d.actor = ? AND d.recipient = ? AND d.mutual = 0))"
    others = [part for part in parts if part not in (actors[0], recipients[0])]
    return [(said, [actors[0].value, recipients[0].value])], others


def _in_article(database: Database, tree: Tree) -> Clause:
    """That the event's article is found by this part of the search."""
    if database.kind == "sqlite":
        inside = "place IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)"
    else:
        inside = "tokens @@ CAST(? AS TSQUERY)"
    return (
        f"(e.version IN (SELECT version FROM listed WHERE {inside}))",
        [match_of(database, tree)],
    )


def match_of(database: Database, tree: Tree) -> str:
    """What the index of words is asked for a part of a search."""
    return match(database, Query("", tree)).expression


def _during(days: Days) -> Clause:
    bounds: list[Clause] = [("e.day <> ''", [])]
    bounds += [("e.day >= ?", [days.first.isoformat()])] if days.first else []
    bounds += [("e.day <= ?", [days.last.isoformat()])] if days.last else []
    return _joined(" AND ", bounds)


def _field(database: Database, field: str, value: str, coded: bool) -> Clause:
    if field == "press":
        return _say(database, as_outlets(database, value))
    if field == "event":
        kind, _, mode = value.partition("/")
        is_kind: Clause = (f"{_TYPE} = ?", [kind])
        return _joined(" AND ", [is_kind, (f"{COLUMNS['mode']} = ?", [mode])]) if mode else (f"({is_kind[0]})", [kind])
    if field == "context":
        return "(('+' || e.context || '+') LIKE ?)", [f"%+{value}+%"]
    if field in COLUMNS:
        return f"({COLUMNS[field]} IS NOT NULL AND {COLUMNS[field]} = ?)", [value]
    if field in ROLES and coded:
        return _takes_part("p.code = ?", field, [value])
    if field in ROLES:
        names = _entities(database, field, value)
        return _takes_part(f"p.entity IN ({', '.join('?' * len(names))})", field, names) if names else ("(1 = 0)", [])
    return _in_article(database, Is(field, value, coded))


def _takes_part(said: str, field: str, parameters: list[object]) -> Clause:
    roles = ", ".join(f"'{role}'" for role in ROLES[field])
    return f"(e.number IN (SELECT p.event FROM party p WHERE {said} AND p.role IN ({roles})))", parameters


def _entities(database: Database, field: str, value: str) -> list[object]:
    """The names of those in a role that hold these words in a row, from the articles that have them."""
    said, parameters = _in_article(database, Is(field, value, False))
    roles = ", ".join(f"'{role}'" for role in ROLES[field])
    rows = database.rows(
        "SELECT DISTINCT p.entity FROM event e JOIN party p ON p.event = e.number"
        f" WHERE {said} AND p.role IN ({roles}) AND p.entity IS NOT NULL",
        parameters,
    )
    wanted = [tuple(term.form for term in terms(value, language)) for language in languages()]
    return [name for (name,) in rows if any(row and _holds(name, row) for row in wanted)]


def _holds(name: str, row: tuple[str, ...]) -> bool:
    for language in languages():
        forms = tuple(term.form for term in terms(name, language))
        if any(forms[n : n + len(row)] == row for n in range(len(forms) - len(row) + 1)):
            return True
    return False
