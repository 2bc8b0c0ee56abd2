"""What people say of events that the coder found. Nothing that the coder said is overwritten, and nothing that they said is.

The last verdict on an event that was not taken back is in force: lists, counts, pairs and search go by it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, get_args

import msgspec

from dragoman.errors import InputError, StoreError
from dragoman.ontology import types
from dragoman.records import Record, Status
from dragoman.store import occurrences, word_index
from dragoman.store.database import Database, Row
from dragoman.store.record import column
from dragoman.store.rows import COLUMNS, dyads
from dragoman.store.stored import Verdict

STATUSES: tuple[str, ...] = get_args(Status)


class Correction(Record, frozen=True, kw_only=True):
    """A person's verdict on an event, with what they put in its place (``None``: as the coder has it).

    ``mode`` is read with ``type``: an event corrected to another type has the mode given with it, or none. ``made`` and
    ``undone`` are moments (UTC).
    """

    number: int
    event: int
    verdict: Verdict
    type: str | None
    mode: str | None
    actors: tuple[str, ...] | None
    recipients: tuple[str, ...] | None
    status: Status | None
    by: str
    made: datetime.datetime
    note: str | None
    undone: datetime.datetime | None
    undone_by: str | None


_FIELDS = "number, event, verdict, type, mode, actors, recipients, status, by_whom, made, note, undone, undone_by"


def correct(
    database: Database,
    event: int,
    *,
    by: str,
    wrong: bool = False,
    type: str | None = None,
    actors: Sequence[str] | None = None,
    recipients: Sequence[str] | None = None,
    status: str | None = None,
    note: str | None = None,
) -> Correction:
    """Put a verdict on an event: ``wrong``, or what it is instead; neither: it is right as it is.

    ``type`` is a type, or type/mode. Raises InputError where the verdict makes no sense, StoreError where there is no such event.
    """
    by = by.strip()
    if not by:
        raise InputError("a correction needs a name: who says so")
    instead = (type, actors, recipients, status)
    if wrong and any(one is not None for one in instead):
        raise InputError("an event is wrong, or another in some respect, not both; say one of them")
    kind, mode = _type(type)
    if status is not None and status not in STATUSES:
        raise InputError(f"status “{status}” is unknown; use one of {', '.join(STATUSES)}")
    verdict = _verdict(wrong, kind, actors, recipients, status)
    with database.writing():
        if not database.row("SELECT 1 FROM event WHERE number = ?", (event,)):
            raise StoreError(f"{database.name}: no event {event}; “dragoman events” lists them with their numbers")
        found = database.row("SELECT coalesce(max(number), 0) + 1 FROM correction")
        assert found is not None
        row = (
            found[0], event, verdict, kind, mode, _joined(actors), _joined(recipients), status, column(by), _now(),
            column(note) if note else None,
        )  # fmt: skip
        database.load("correction", _FIELDS.replace(",", "").split()[:11], [row])
        _renew(database, event)
    return next(one for one in history(database, event) if one.number == found[0])


def undo(database: Database, event: int, by: str) -> Correction:
    """Take back the verdict in force on an event; the one before it, if any, is in force again.

    Raises StoreError where there is none.
    """
    in_force = [one for one in history(database, event) if one.undone is None]
    if not in_force:
        raise StoreError(f"{database.name}: event {event} has no correction to take back")
    number = in_force[-1].number
    with database.writing():
        database.run("UPDATE correction SET undone = ?, undone_by = ? WHERE number = ?", (_now(), column(by), number))
        _renew(database, event)
    return next(one for one in history(database, event) if one.number == number)


def history(database: Database, event: int | None = None) -> list[Correction]:
    """All verdicts on an event, or on all, oldest first, those taken back too."""
    where, parameters = ("WHERE event = ?", (event,)) if event is not None else ("", ())
    rows = database.rows(f"SELECT {_FIELDS} FROM correction {where} ORDER BY number", parameters)
    return [_correction(row) for row in rows]


def newest(database: Database, limit: int, before: int | None = None) -> list[Correction]:
    """The last verdicts, newest first, those taken back too; those made before the one of that number."""
    where, parameters = ("WHERE number < ?", [before]) if before is not None else ("", [])
    rows = database.rows(f"SELECT {_FIELDS} FROM correction {where} ORDER BY number DESC LIMIT ?", [*parameters, limit])
    return [_correction(row) for row in rows]


def find_event(database: Database, name: str) -> int:
    """The number of the event that a person means: its number, or ``ARTICLE#e3`` for one of an article's current version.

    The article's id may be cut short where what is left is that of one article alone. Raises StoreError.
    """
    article, sign, id = name.rpartition("#")
    if not sign:
        if name.isascii() and name.isdigit() and database.row("SELECT 1 FROM event WHERE number = ?", (int(name),)):
            return int(name)
        raise StoreError(f"{database.name}: no event “{name}”; give its number, or ARTICLE#ID such as 3f2a#e3")
    rows = database.rows(
        "SELECT e.number, a.id FROM article a JOIN version v ON v.article = a.number AND v.current = 1"
        " JOIN event e ON e.version = v.number WHERE substr(a.id, 1, ?) = ? AND e.id = ? LIMIT 20",
        (len(article), article, id),
    )
    exact = [number for number, whole in rows if whole == article]
    found = exact or [number for number, _ in rows]
    if len(found) != 1:
        what = "several articles begin" if found else "no event of an article begins"
        raise StoreError(
            f"{database.name}: {what} so (“{name}”); give the article's whole id and the event's, as in 3f2a#e3"
        )
    return int(found[0])


def apply(database: Database, event: int) -> None:
    """Set an event's pairs as the verdict in force says."""
    found = database.row(
        "SELECT e.actors, e.recipients, e.day, e.current, c.verdict, c.actors, c.recipients FROM event e"
        " LEFT JOIN correction c ON c.number = e.correction WHERE e.number = ?",
        (event,),
    )
    assert found is not None
    actors, recipients, day, current, verdict, others, other_recipients = found
    forget_pairs(database, event)
    if current and verdict != "wrong":
        actors = actors if others is None else others
        recipients = recipients if other_recipients is None else other_recipients
        database.load("dyad", COLUMNS["dyad"], dyads(event, _split(actors), _split(recipients), day))


def forget_pairs(database: Database, event: int) -> None:
    """Take an event's pairs out, by the codes that the coder and all verdicts ever gave it: the key begins with these."""
    rows = database.rows(
        "SELECT e.actors, e.recipients, e.day, c.actors, c.recipients FROM event e LEFT JOIN correction c ON c.event = e.number"
        " WHERE e.number = ?",
        (event,),
    )
    pairs: set[Row] = set()
    for actors, recipients, day, others, other_recipients in rows:
        for first in {actors, actors if others is None else others}:
            for second in {recipients, recipients if other_recipients is None else other_recipients}:
                pairs.update(row[:4] for row in dyads(event, _split(first), _split(second), day))
    database.many("DELETE FROM dyad WHERE actor = ? AND recipient = ? AND day = ? AND event = ?", sorted(pairs))


def carry_over(database: Database, former: int, version: int) -> None:
    """Put the verdicts on a former version's events on the same events of the new one: same sentence, same trigger.

    A verdict is put anew, with its maker and day, so that the former version's history stays as it was.
    """
    for number, event in database.rows(
        "SELECT c.number, e2.number FROM event e JOIN correction c ON c.number = e.correction"
        " JOIN body b ON b.version = e.version JOIN event e2 ON e2.version = ? AND e2.type = e.type"
        " JOIN body b2 ON b2.version = e2.version"
        f" WHERE e.version = ? AND {_words('b', 'e', 'start', 'stop')} = {_words('b2', 'e2', 'start', 'stop')}"
        f" AND {_words('b', 'e', 'sentence_start', 'sentence_stop')} = {_words('b2', 'e2', 'sentence_start', 'sentence_stop')}"
        " AND e.actors = e2.actors AND e.recipients = e2.recipients AND e2.correction IS NULL ORDER BY e2.number, c.number",
        (version, former),
    ):
        database.run(
            f"INSERT INTO correction ({_FIELDS}) SELECT (SELECT max(number) + 1 FROM correction), ?, verdict, type, mode,"
            " actors, recipients, status, by_whom, made, note, NULL, NULL FROM correction WHERE number = ?",
            (event, number),
        )
        _renew(database, event)


def corpus(database: Database) -> Iterator[dict[str, Any]]:
    """The sentences with corrected events as gold, as ``dragoman evaluate`` reads it: all that is in force, by sentence.

    An event called wrong leaves its sentence without it. Events of the sentence on which nobody put a verdict are marked
    ``optional``: finding them is neither right nor wrong.
    """
    sentences: dict[tuple[int, int, int], None] = {}
    for version, start, stop in database.rows(
        "SELECT version, sentence_start, sentence_stop FROM event WHERE correction IS NOT NULL AND current = 1"
        " ORDER BY version, sentence_start"
    ):
        sentences[version, start, stop] = None
    for version, start, stop in sentences:
        yield _gold(database, version, start, stop)


def _gold(database: Database, version: int, start: int, stop: int) -> dict[str, Any]:
    about = database.row(
        "SELECT a.id, v.language, v.published_from, b.text FROM version v JOIN article a ON a.number = v.article"
        " JOIN body b ON b.version = v.number WHERE v.number = ?",
        (version,),
    )
    assert about is not None
    article, language, published, text = about
    events = []
    for row in database.rows(
        "SELECT coalesce(c.type, e.type), CASE WHEN c.type IS NULL THEN e.mode ELSE c.mode END,"
        " coalesce(c.actors, e.actors), coalesce(c.recipients, e.recipients), e.start, e.stop, e.realis,"
        " coalesce(c.status, e.status), e.sources, c.verdict FROM event e LEFT JOIN correction c ON c.number = e.correction"
        " WHERE e.version = ? AND e.sentence_start = ? AND e.sentence_stop = ? AND e.current = 1 ORDER BY e.start, e.number",
        (version, start, stop),
    ):
        type, mode, actors, recipients, begin, end, realis, status, sources, verdict = row
        if verdict == "wrong":
            continue
        gold = {
            "event": type,
            "mode": mode,
            "actor": _split(actors),
            "recipient": _split(recipients),
            "trigger": text[begin:end],
            "realis": realis,
            "status": status,
            "source": _split(sources) or None,
        }
        events.append(gold if verdict else {**gold, "optional": True})
    return {
        "id": f"{article}:{start}",
        "text": text[start:stop],
        "language": language,
        "published": published,
        "phenomenon": "corrected",
        "register": "",
        "events": events,
    }


def _renew(database: Database, event: int) -> None:
    """Let all that is counted and searched go by the verdict now in force."""
    database.run(
        "UPDATE event SET correction = (SELECT max(c.number) FROM correction c WHERE c.event = ? AND c.undone IS NULL)"
        " WHERE number = ?",
        (event, event),
    )
    apply(database, event)
    occurrences.leave(database, [event])
    occurrences.place(database, event)
    found = database.row("SELECT version, current FROM event WHERE number = ?", (event,))
    if found and found[1]:
        word_index.refresh(database, found[0])


def _type(type: str | None) -> tuple[str | None, str | None]:
    """A type and its mode, checked."""
    if type is None:
        return None, None
    name, sign, mode = type.partition("/")
    name = name.upper()
    if name not in types():
        raise InputError(f"event type “{name}” is unknown; use one of {', '.join(types())}")
    if sign and mode not in types()[name].modes:
        raise InputError(f"{name} has no mode “{mode}”; use one of {', '.join(types()[name].modes) or 'none'}")
    return name, mode or None


def _verdict(
    wrong: bool,
    type: str | None,
    actors: Sequence[str] | None,
    recipients: Sequence[str] | None,
    status: str | None,
) -> Verdict:
    """What the verdict is called: by the first respect in which the event is another."""
    if wrong:
        return "wrong"
    if type is not None:
        return "other-type"
    if actors is not None:
        return "other-actor"
    if recipients is not None:
        return "other-recipient"
    return "other-status" if status is not None else "right"


def _correction(row: tuple[Any, ...]) -> Correction:
    told = dict(zip(Correction.__struct_fields__, row, strict=True))
    for name in ("actors", "recipients"):
        told[name] = None if told[name] is None else tuple(_split(told[name]))
    return msgspec.convert(told, Correction)


def _words(body: str, event: str, start: str, stop: str) -> str:
    """SQL for the words of an event's span."""
    return (
        f"substr({body}.text, CAST({event}.{start} + 1 AS INTEGER), CAST({event}.{stop} - {event}.{start} AS INTEGER))"
    )


def _joined(codes: Sequence[str] | None) -> str | None:
    if codes is None:
        return None
    for code in codes:
        if not code.strip() or "+" in code:
            raise InputError(f"“{code}” is no code of an actor; give one such as PRK")
    return "+".join(dict.fromkeys(code.strip().upper() for code in codes))


def _split(codes: str) -> list[str]:
    return [code for code in codes.split("+") if code]


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
