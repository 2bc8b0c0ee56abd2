"""Why a relation moved, in a few sentences that each rest on events; and the milestones of a pair."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.languages import load
from dragoman.polarity import Polarity
from dragoman.records import Record
from dragoman.relations.alarms import Alarm
from dragoman.relations.index import of_occurrences
from dragoman.relations.landmarks import label
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
    """A sentence, and the events under it; there is none without. ``polarity``: what gave the act that it tells its side,
    where words did.
    """

    text: str
    grounds: tuple[Ground, ...]
    polarity: Polarity | None = None


@dataclass(frozen=True)
class Manner:
    """How codes, days and acts are written: for a terminal as they are, for a page by their names."""

    name: Callable[[str], str] = str
    day: Callable[[datetime.date], str] = str
    act: Callable[[str, str | None], str] | None = None


PLAIN = Manner()


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
    store: Store,
    one: str,
    other: str,
    since: datetime.date,
    until: datetime.date,
    language: str = "fr",
    *,
    alarms: Sequence[Alarm] | None = None,
    manner: Manner = PLAIN,
) -> list[Statement]:
    """What moved the relation between two days: level, heaviest occurrences, who said so, third parties, earlier turns.

    ``alarms``: those of all pairs, where they are at hand; else they are raised anew.
    """
    tell = _Telling(language, manner)
    known = between(store, one, other, None, until)
    inside = [o for o in known if o.day >= since and o.counted]
    if not inside:
        return []
    heaviest = sorted(inside, key=lambda o: (-o.weight * (1 if o.firm else 0.5), o.day))[:SHOWN]
    found = [_moved(known, inside, heaviest, one, other, since, until, tell)]
    total = sum(o.weight for o in inside)
    found += [_share(o, total, tell) for o in heaviest]
    found += _claimed(inside, tell)
    found += _third(store, one, other, since, until, tell)
    found += _earlier(_before(store, one, other, since) if alarms is None else alarms, known, one, other, since, tell)
    return found


def milestones(
    store: Store,
    one: str,
    other: str,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    language: str = "fr",
) -> list[Milestone]:
    """Relations opened, resumed and broken, agreements, visits, expulsions, recalls, ceasefires, releases and attacks of a pair,
    oldest first.
    """
    found = []
    for o in between(store, one, other, since, until):
        named = label(store, o, language) if o.firm and o.counted else None
        if named:
            best = o.events[0]
            found.append(
                Milestone(
                    date=o.day,
                    label=named,
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


@dataclass(frozen=True)
class _Telling:
    """The words of a language, with what stands in them written in a manner."""

    language: str
    manner: Manner

    def say(self, key: str, **values: object) -> str:
        table = load(self.language).toml("relations")["words"]
        return str(table[key].format(**{name: self._written(value) for name, value in values.items()}))

    def act(self, event: str, mode: str | None) -> str:
        if self.manner.act is not None:
            return self.manner.act(event, mode)
        words = load(self.language).toml("relations")
        code = f"{event}/{mode}" if mode else event
        return str(words["milestones"].get(code) or words["milestones"].get(event) or words["types"].get(event) or code)

    def who(self, codes: Iterable[str], sign: str = "+") -> str:
        return sign.join(self.manner.name(code) for code in codes)

    def _written(self, value: object) -> object:
        return self.manner.day(value) if isinstance(value, datetime.date) else value


def _moved(
    known: Sequence[Occurrence],
    inside: Sequence[Occurrence],
    heaviest: Sequence[Occurrence],
    one: str,
    other: str,
    since: datetime.date,
    until: datetime.date,
    tell: _Telling,
) -> Statement:
    days = {day.date: day.level for day in of_occurrences(known, one, other, None, until).days}
    before, after = days.get(since - datetime.timedelta(1)), days.get(until)
    named = {"one": tell.manner.name(one), "other": tell.manner.name(other), "since": since, "until": until}
    if before is None and after is None:
        return Statement(text=tell.say("few", **named, count=len(inside)), grounds=_grounds(inside))
    levels = {
        name: tell.say("unknown") if level is None else f"{level:.0f}"
        for name, level in (("before", before), ("after", after))
    }
    return Statement(text=tell.say("moved", **named, **levels), grounds=_grounds(heaviest))


def _share(o: Occurrence, total: float, tell: _Telling) -> Statement:
    who = tell.who(o.actors) + (f" → {tell.who(o.recipients)}" if o.recipients else "")
    text = tell.say(
        "share",
        day=o.day,
        act=tell.act(o.event, o.mode),
        who=who,
        share=f"{100 * o.weight / total:.0f}",
        status=tell.say(o.status),
        sentence=_said(o.events[0]),
    )
    return Statement(text=f"{text} {_sign(o, tell)}".rstrip(), grounds=_grounds([o]), polarity=o.polarity)


def _sign(o: Occurrence, tell: _Telling) -> str:
    """The side that words gave the act, and what decided."""
    if o.polarity is None:
        return ""
    words = "… ".join(o.polarity.words)
    return tell.say("signed", side=tell.say(o.polarity.side or "neutral"), words=words, rule=o.polarity.rule)


def _claimed(inside: Sequence[Occurrence], tell: _Telling) -> list[Statement]:
    counted = Counter(code for o in inside for code in dict.fromkeys((*o.sources, *o.relays)))
    return [
        Statement(
            text=tell.say("claimed", who=tell.manner.name(code), count=count),
            grounds=_grounds(o for o in inside if code in (*o.sources, *o.relays)),
        )
        for code, count in counted.most_common(SHOWN)
    ]


def _third(
    store: Store, one: str, other: str, since: datetime.date, until: datetime.date, tell: _Telling
) -> list[Statement]:
    """What others said to both of the two at once: worry, praise, warnings."""
    wanted = Wanted(party=one, since=since, until=until)
    found = []
    for event in store.events(wanted, words=True, oldest_first=True):
        if {one, other} <= set(event.recipients) and not {one, other} & set(event.actors) and event.actors:
            assert event.day is not None
            text = tell.say(
                "third",
                day=event.day,
                who=tell.who(event.actors, ", "),
                act=tell.act(event.event, event.mode),
                sentence=_said(event),
            )
            found.append(Statement(text=text, grounds=(ground(event),)))
    return found[:SHOWN]


def _before(store: Store, one: str, other: str, since: datetime.date) -> list[Alarm]:
    """The pair's alarms up to a day."""
    laid = panel(read_ledger(store, since))
    if "-".join(sorted((one, other))) not in laid.series.dyads:
        return []
    return list(alarms_of(laid))


def _earlier(
    alarms: Iterable[Alarm], known: Sequence[Occurrence], one: str, other: str, since: datetime.date, tell: _Telling
) -> list[Statement]:
    """Earlier alarms of the pair, each with the heaviest occurrence of the days before it."""
    name = "-".join(sorted((one, other)))
    found = []
    before = [alarm for alarm in alarms if alarm.dyad == name and alarm.date < since]
    for alarm in before[-SHOWN:]:
        around = [o for o in known if alarm.date - LEAD_UP <= o.day <= alarm.date and o.counted]
        if around:
            heaviest = max(around, key=lambda o: o.weight)
            text = tell.say(
                "earlier",
                direction=alarm.direction,
                day=alarm.date,
                act=tell.act(heaviest.event, heaviest.mode),
                sentence=_said(heaviest.events[0]),
            )
            found.append(Statement(text=text, grounds=_grounds([heaviest])))
    return found


def _said(event: StoredEvent) -> str:
    return " ".join((event.sentence or "").split())
