"""An act in words, one wording for lists, articles, feeds and alerts: who, what, whom; or, within one state, between whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dragoman.records import Event, Party, Record
from dragoman.store import StoredEvent
from dragoman.store.naming import Names
from dragoman.store.stored import Side, Within
from dragoman.web.wording import Wording, states

Alone = Callable[[StoredEvent, str, str], str | None]
"""Who alone stands behind a code in an event's role of actor or recipient; ``None``: the code itself is to be told."""


class Act(Record, frozen=True, kw_only=True):
    """An act in words. ``place``: « En RD Congo », where both sides are of one state; ``recipient``: ``None`` without."""

    place: str | None
    actor: str
    act: str
    recipient: str | None

    @property
    def line(self) -> str:
        """All of it, as titles of feeds have it: « En RD Congo : l'opposition accuse → la police »."""
        return f"{self.place or ''}{self.actor} {self.act}" + (f" → {self.recipient}" if self.recipient else "")


def told(own: Wording, event: StoredEvent, alone: Alone | None = None) -> Act:
    """A stored event in words."""
    if event.within is not None:
        return _within(own, event.actors[0], event.within, (event.event, event.mode))

    def named(role: str, codes: Sequence[str]) -> str:
        names = ((alone and alone(event, role, code)) or own.name(code) for code in codes)
        return " + ".join(names) or own.say("reading.nobody")

    recipient = named("recipient", event.recipients) if event.recipients else None
    act = own.act(event.event, event.mode, own.is_several(event.actors))
    return Act(place=None, actor=named("actor", event.actors), act=act, recipient=recipient)


def together(events: Iterable[StoredEvent]) -> list[list[StoredEvent]]:
    """Events in their order, those that report one occurrence in the same words at the first of them."""
    found: dict[object, list[StoredEvent]] = {}
    for one in events:
        act = (one.event, one.mode, one.status, one.realis, one.actors, one.recipients, one.within)
        found.setdefault((one.occurrence, *act) if one.occurrence is not None else one.number, []).append(one)
    return list(found.values())


def told_within(own: Wording, event: Event, names: Names) -> Act | None:
    """An event of a reading in words, where all that take part are of one state; ``None``: they are not."""
    actors, recipients = ({party.code for party in side} for side in (event.actor, event.recipient))
    code = next(iter(actors), None)
    if len(actors) != 1 or actors != recipients or code is None:
        return None
    sides = [Side(sector=one.sector, entity=names.of(one)) for one in (event.actor[0], event.recipient[0])]
    return _within(own, code, Within(actor=sides[0], recipient=sides[1]), (event.event, event.mode))


def codes_of(parties: Iterable[Party]) -> list[str]:
    """The codes of those who take part; of who has none, the words."""
    return [party.code or party.text for party in distinct(parties)]


def distinct(parties: Iterable[Party]) -> list[Party]:
    """Those who take part, each code and each who has none once."""
    return list({party.code or party.text: party for party in parties}.values())


def _within(own: Wording, code: str, within: Within, act: tuple[str, str | None]) -> Act:
    """Both sides by name or sector, where the page tells them; what acts on itself is told once."""
    actor, recipient = (_called(own, code, side) for side in (within.actor, within.recipient))
    if actor is None:
        kind = "state" if code in states() else "organisation"
        act_of_all = own.act(*act, own.is_several((code,)))
        return Act(place=None, actor=own.name(code), act=act_of_all, recipient=recipient or own.say(f"side.{kind}"))
    other = None if recipient == actor else recipient
    return Act(place=f"{own.inside(code)}{own.colon} ", actor=actor, act=own.act(*act), recipient=other)


def _called(own: Wording, code: str, side: Side) -> str | None:
    if side.entity:
        return own.entity(side.entity) if own.entity(side.entity) != own.name(code) else None
    return own.words.get(f"side.{side.sector}")
