"""Why a relation moved, in a few sentences that each rest on events; and the milestones of a pair."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.languages import load
from dragoman.records import Record
from dragoman.relations.index import of_occurrences
from dragoman.relations.ledger import panel, read_ledger
from dragoman.relations.occurrences import Occurrence, between
from dragoman.relations.watched import alarms_of
from dragoman.store.finding_events import Wanted
from dragoman.store.store import Store
from dragoman.store.stored import StoredEvent

SHOWN = 4
"""How many occurrences, reactions or earlier turns are told."""
LEAD_UP = datetime.timedelta(14)


class Ground(Record, frozen=True, kw_only=True):
    """An event that a statement rests on: ``article`` and ``event`` name it in the store."""

    article: str
    event: str
    url: str | None
    day: datetime.date | None


class Statement(Record, frozen=True, kw_only=True):
    """A sentence, and the events under it; there is none without."""

    text: str
    grounds: tuple[Ground, ...]


class Milestone(Record, frozen=True, kw_only=True):
    """An act that marks a relation: its label, who did it, and the sentence that tells it."""

    date: datetime.date
    label: str
    act: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    sentence: str
    ground: Ground


def why(
    store: Store, one: str, other: str, since: datetime.date, until: datetime.date, language: str = "fr"
) -> list[Statement]:
    """What moved the relation between two days: level, heaviest occurrences, who said so, third parties, earlier turns."""
    words = load(language).toml("relations")["words"]
    known = between(store, one, other, None, until)
    inside = [o for o in known if o.day >= since and o.counted]
    if not inside:
        return []
    heaviest = sorted(inside, key=lambda o: (-o.weight * (1 if o.firm else 0.5), o.day))[:SHOWN]
    found = [_moved(known, inside, heaviest, one, other, since, until, words)]
    total = sum(o.weight for o in inside)
    found += [_share(o, total, words, language) for o in heaviest]
    found += _claimed(inside, words)
    found += _third(store, one, other, since, until, words, language)
    found += _earlier(store, known, one, other, since, words, language)
    return found


def milestones(
    store: Store,
    one: str,
    other: str,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    language: str = "fr",
) -> list[Milestone]:
    """Agreements, visits, expulsions, recalls, severances, ceasefires, releases and attacks of a pair, oldest first."""
    labels = load(language).toml("relations")["milestones"]
    found = []
    for o in between(store, one, other, since, until):
        label = labels.get(o.act) or labels.get(o.event)
        if label and o.firm and o.counted:
            best = o.events[0]
            found.append(
                Milestone(
                    date=o.day,
                    label=label,
                    act=o.act,
                    actors=o.actors,
                    recipients=o.recipients,
                    status=o.status,
                    sentence=best.sentence or "",
                    ground=ground(best),
                )
            )
    return found


def ground(event: StoredEvent) -> Ground:
    """Where an event is to be found."""
    return Ground(article=event.article, event=event.id, url=event.url, day=event.day)


def _grounds(found: Iterable[Occurrence]) -> tuple[Ground, ...]:
    return tuple(ground(event) for o in found for event in o.events)


def _moved(
    known: Sequence[Occurrence],
    inside: Sequence[Occurrence],
    heaviest: Sequence[Occurrence],
    one: str,
    other: str,
    since: datetime.date,
    until: datetime.date,
    words: dict[str, str],
) -> Statement:
    days = {day.date: day.level for day in of_occurrences(known, one, other, None, until).days}
    before, after = days.get(since - datetime.timedelta(1)), days.get(until)
    told = {"one": one, "other": other, "since": since, "until": until, "count": len(inside)}
    if before is None and after is None:
        return Statement(text=words["few"].format(**told), grounds=_grounds(inside))
    told |= {name: words["unknown"] if v is None else f"{v:.0f}" for name, v in (("before", before), ("after", after))}
    return Statement(text=words["moved"].format(**told), grounds=_grounds(heaviest))


def _share(o: Occurrence, total: float, words: dict[str, str], language: str) -> Statement:
    share = f"{100 * o.weight / total:.0f}"
    text = words["share"].format(
        day=o.day,
        act=_named(o, language),
        who=_who(o),
        share=share,
        status=words[o.status],
        sentence=_said(o.events[0]),
    )
    return Statement(text=text, grounds=_grounds([o]))


def _claimed(inside: Sequence[Occurrence], words: dict[str, str]) -> list[Statement]:
    counted = Counter(code for o in inside for code in dict.fromkeys((*o.sources, *o.relays)))
    return [
        Statement(
            text=words["claimed"].format(who=code, count=count),
            grounds=_grounds(o for o in inside if code in (*o.sources, *o.relays)),
        )
        for code, count in counted.most_common(SHOWN)
    ]


def _third(
    store: Store,
    one: str,
    other: str,
    since: datetime.date,
    until: datetime.date,
    words: dict[str, str],
    language: str,
) -> list[Statement]:
    """What others said to both of the two at once: worry, praise, warnings."""
    wanted = Wanted(party=one, since=since, until=until)
    found = []
    for event in store.events(wanted, words=True, oldest_first=True):
        if {one, other} <= set(event.recipients) and not {one, other} & set(event.actors) and event.actors:
            text = words["third"].format(
                day=event.day,
                who=", ".join(event.actors),
                act=_act(event.event, event.mode, language),
                sentence=_said(event),
            )
            found.append(Statement(text=text, grounds=(ground(event),)))
    return found[:SHOWN]


def _earlier(
    store: Store,
    known: Sequence[Occurrence],
    one: str,
    other: str,
    since: datetime.date,
    words: dict[str, str],
    language: str,
) -> list[Statement]:
    """Earlier alarms of the pair, each with the heaviest occurrence of the days before it."""
    laid = panel(read_ledger(store, since))
    name = "-".join(sorted((one, other)))
    if name not in laid.series.dyads:
        return []
    alarms = [a for a in alarms_of(laid) if a.dyad == name and a.date < since]
    found = []
    for alarm in alarms[-SHOWN:]:
        around = [o for o in known if alarm.date - LEAD_UP <= o.day <= alarm.date and o.counted]
        if around:
            heaviest = max(around, key=lambda o: o.weight)
            text = words["earlier"].format(
                direction=alarm.direction,
                day=alarm.date,
                act=_named(heaviest, language),
                sentence=_said(heaviest.events[0]),
            )
            found.append(Statement(text=text, grounds=_grounds([heaviest])))
    return found


def _named(o: Occurrence, language: str) -> str:
    return _act(o.event, o.mode, language)


def _act(event: str, mode: str | None, language: str) -> str:
    labels = load(language).toml("relations")["milestones"]
    code = f"{event}/{mode}" if mode else event
    return str(labels.get(code) or labels.get(event) or code)


def _who(o: Occurrence) -> str:
    return "+".join(o.actors) + (f" → {'+'.join(o.recipients)}" if o.recipients else "")


def _said(event: StoredEvent) -> str:
    return " ".join((event.sentence or "").split())
