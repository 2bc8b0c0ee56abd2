"""Who says it: from the words for a source to coded spans, relays apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import msgspec

from dragoman.actors.lexicon import WORLD
from dragoman.languages.pack import read_tsv
from dragoman.quotes.hits import Hit
from dragoman.quotes.view import View
from dragoman.records import Coded, Mention

LONGEST = 200  # characters of the longest mention
RELAY_NEAR = 15  # words between a cue and the agency that carries it


@lru_cache
def media() -> frozenset[str]:
    """The papers and stations that may speak for themselves; agencies only carry."""
    return frozenset(row["entity"] for row in read_tsv(WORLD / "agencies.tsv") if row["kind"] == "media")


class Resolved(Protocol):
    """What the actors' room tells of a page's mentions: in order, and by (sentence, token)."""

    @property
    def mentions(self) -> Sequence[Mention]: ...
    @property
    def by_token(self) -> Mapping[tuple[int, int], tuple[Mention, ...]]: ...


@dataclass(frozen=True)
class Speakers:
    """Sources and relays of one report; both empty where nobody is said to speak."""

    source: tuple[Coded, ...] = ()
    via: tuple[Coded, ...] = ()

    @property
    def named(self) -> bool:
        """Whether a source is one that we can tell: it has a code or an entity."""
        return any(each.code or each.entity for each in self.source)


@dataclass(frozen=True)
class Actors:
    """The page's mentions as the sources are looked up in them."""

    resolved: Resolved
    is_relay: Callable[[Mention], bool]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that overlap a stretch of the text."""
        mentions = self.resolved.mentions
        first = bisect_left(mentions, start - LONGEST, key=lambda each: each.start)
        last = bisect_left(mentions, end, key=lambda each: each.start)
        return [m for m in mentions[first:last] if m.start < end and start < m.end]

    def on(self, view: View, i: int) -> tuple[Mention, ...]:
        """The mentions on a token, pronouns resolved."""
        token = view.tokens[i]
        known = self.resolved.by_token.get((view.n, i), ())
        return known or tuple(self.within(token.start, token.end))


def of_verb(view: View, hit: Hit, actors: Actors) -> Speakers:
    """Who says it with this verb: its subject, in a passive its agent, in an incise what follows or precedes it."""
    token = view.tokens[hit.i]
    if _passive(view, hit):
        by = agent(view, hit)
        return Speakers() if by is None else speakers(view, by, actors)
    begin = 0
    if hit.incise and hit.begins == hit.first:
        head = _inverted(view, hit)
        begin = hit.last + 1 if head is not None and head > hit.last else 0
    else:
        subject = view.subject(token.i)
        head = None if subject is None or subject.i == hit.i else subject.i
        beside = _before(view, hit)
        if head is not None and beside is not None and view.tokens[beside].names and _introduced(view, head, beside):
            head = beside
        if head is None:
            head = _before(view, hit)
        if head is None:
            head = _across_commas(view, hit)
    if head is not None and view.among(head, "impersonal"):
        return _where_one_says(view, hit, actors)
    if head is None:
        return Speakers()
    return speakers(view, head, actors, stop=hit.first if head < hit.first else None, begin=begin)


def _where_one_says(view: View, hit: Hit, actors: Actors) -> Speakers:
    """« dit-on à Kigali », « regrette-t-on dans l'entourage du roi »: those among whom it is said."""
    at = hit.last + 1
    while view.among(at, "inverted") or view.among(at, "impersonal"):
        at += 1
    if not view.among(at, "among") or view.tokens[hit.i].lemma in view.cues.word("learning"):
        return Speakers()
    head = next((i for i in range(at + 1, min(at + 5, len(view.tokens))) if view.nominal(i)), None)
    return Speakers() if head is None or view.among(head, "days") else speakers(view, head, actors, begin=at + 1)


def agent(view: View, hit: Hit) -> int | None:
    """The one by whom it is said, in a passive."""
    by = view.cues.word("by")
    children = view.sentence.children(hit.i)
    return next((c.i for c in children if c.rel == "agent" or (c.prep in by and view.nominal(c.i))), None)


def _passive(view: View, hit: Hit) -> bool:
    token = view.tokens[hit.i]
    if any(view.among(at, "reflexive") for at in range(max(0, hit.first - 1), hit.i)):
        return False
    if token.morph.get("Voice") == "Pass":
        return True
    if hit.incise or token.morph.get("Aspect") == "Prog":
        return False
    auxiliaries = [view.tokens[at].lemma for at in range(hit.first, hit.i) if view.tokens[at].pos == "AUX"]
    if auxiliaries and auxiliaries[-1] in view.cues.word("be") and not view.bare_form(hit.i):
        return True
    if any(c.rel == "complement" and c.i > hit.last for c in view.sentence.children(hit.i)):
        return False
    past = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") != "Pres"
    return past and hit.first == hit.i and token.rel in ("participle", "adverbial", "modifier")


passive = _passive


def _inverted(view: View, hit: Hit) -> int | None:
    for i in range(hit.first, min(hit.last + 3, len(view.tokens))):
        if view.among(i, "inverted") and view.tokens[i].text not in ("-t", "-t-"):
            return i
    introduced = None
    for i in range(hit.last + 1, len(view.tokens)):
        if view.punctuation(i) or view.finite(i):
            break
        if view.among(i, "last_named") and view.among(i - 1, "this"):
            return i  # « a promis ce dernier »
        if view.nominal(i) and not view.among(i, "days"):
            # « a déclaré à Reuters un commandant »: the one after the preposition is told, not telling.
            if view.tokens[i].prep and view.tokens[hit.last + 1].pos == "ADP" and introduced is None:
                introduced = i
                continue
            above = view.tokens[i].head
            return above if view.tokens[i].rel == "modifier" and i < above <= i + 2 and view.nominal(above) else i
    return introduced


def _before(view: View, hit: Hit) -> int | None:
    """The name or noun right before the verb group, where the parse has lost the subject."""
    at = hit.first - 1
    while at >= 0 and (view.among(at, "clitic") or view.tokens[at].pos == "ADV"):
        at -= 1
    if at < 0 or view.punctuation(at):
        return None
    while at >= 0 and view.tokens[at].pos == "ADJ" and not view.tokens[at].names:
        at -= 1
    if view.among(at, "relative"):
        return next((i for i in range(at - 1, max(-1, at - 5), -1) if view.nominal(i)), None)
    return at if view.nominal(at) else None


def _introduced(view: View, head: int, beside: int) -> bool:
    """Whether a subject lies in a phrase that a preposition opens and a comma closes: « Par la voix de X, Paris … »."""
    closed = any(view.low[i] == "," for i in range(head, beside))
    return closed and any(view.tokens[i].pos == "ADP" for i in range(head)) and view.tokens[0].pos == "ADP"


def _across_commas(view: View, hit: Hit) -> int | None:
    """The noun that opens the sentence, where only an insertion stands between it and the verb."""
    if not view.finite(hit.first) or view.low[hit.first - 1 : hit.first] != (",",):
        return None
    comma = view.low.index(",")
    heads = [i for i in range(comma) if view.nominal(i) and not view.tokens[i].prep]
    return heads[0] if heads and comma < hit.first - 1 and not any(map(view.finite, range(comma))) else None


def speakers(
    view: View, head: int, actors: Actors, stop: int | None = None, until: int | None = None, begin: int = 0
) -> Speakers:
    """The source that a noun phrase names: one coded span a party, relays apart; without a code where none is known."""
    first, last = view.phrase(head, stop)
    first, last = max(first, begin), max(last, until or last)
    start, end = view.tokens[first].start, view.tokens[last].end
    token = view.tokens[head]
    if token.lemma in view.cues.word("unnamed") and view.among(head + 1, "near"):
        end = view.tokens[_near_whom(view, head)].end
        return Speakers((_coded(view.text, start, end, None),))
    if view.among(head, "inverted"):
        start += len(token.text) - len(token.text.lstrip("-t"))
    on_head = actors.on(view, head)
    coded: list[tuple[Mention | None, Coded]]
    if len(on_head) > 1 and len(token.names) > 1:
        coded = [(m, _coded(view.text, m.start, m.end, m)) for m in on_head]
    else:
        mention = _best(on_head, actors.within(start, end))
        if mention is not None and mention.start < end and start < mention.end:
            start, end = min(start, mention.start), max(end, mention.end)
        one = _coded(view.text, start, end, mention or _seated(view, head, actors))
        if one.sector != "MED" and token.lemma in view.cues.word("press"):
            one = msgspec.structs.replace(one, sector="MED")  # « un journal de N'Djamena » is no government
        coded = [(mention, one)]
    coded += [pair for more in _joined(view, head, last) for pair in _each(view, more, actors)]
    return Speakers(
        tuple(c for m, c in coded if m is None or not actors.is_relay(m)),
        tuple(c for m, c in coded if m is not None and actors.is_relay(m)),
    )


def cited(view: View, hit: Hit, who: Speakers, content: tuple[int, int], actors: Actors) -> Speakers:
    """« , citant des responsables », ", citing officials": those whom a medium cites speak, and it carries them."""
    for i, token in enumerate(view.tokens):
        outside = not content[0] <= token.start < content[1]
        if outside and abs(i - hit.i) <= RELAY_NEAR and (head := _cited_at(view, i)) is not None:
            return carried(view, who, head, actors)
    return who


def cited_behind(view: View, last: int) -> int | None:
    """The one whom a medium cites in words set off behind it: « selon RFI, qui cite une source militaire, … »."""
    return _cited_at(view, last + 2) if view.low[last + 1 : last + 2] == (",",) else None


def carried(view: View, who: Speakers, head: int, actors: Actors) -> Speakers:
    """The words of the one named at ``head``, carried by a medium; those who are none speak for themselves."""
    carriers = (*who.source, *who.via)
    if not carriers or any(each.sector != "MED" and each not in who.via for each in carriers):
        return who
    return Speakers(speakers(view, head, actors).source or who.source, carriers)


def _cited_at(view: View, i: int) -> int | None:
    """Whom a word cites: « citant des responsables », « qui cite des responsables »."""
    relative = view.among(i, "relative") and view.among(i + 1, "cites")
    if not relative and not view.among(i, "citing"):
        return None
    first = i + 1 + relative
    return next((n for n in range(first, min(first + 5, len(view.tokens))) if view.nominal(n)), None)


def _near_whom(view: View, head: int) -> int:
    """The last token of « une source proche du gouvernement nigérien », "a person familiar with the matter"."""
    whom = next((i for i in range(head + 2, min(head + 6, len(view.tokens))) if view.nominal(i)), None)
    return head + 1 if whom is None else view.phrase(whom)[1]


def _seated(view: View, head: int, actors: Actors) -> Mention | None:
    """The state of officials told by their seat only: "officials in Ottawa", « les autorités à Niamey »."""
    if view.tokens[head].lemma not in view.cues.word("officials"):
        return None
    places = (c for c in view.sentence.children(head) if c.rel in ("nominal", "oblique") and c.i > head)
    seats = [m for c in places if c.prep in view.cues.word("seat") for m in actors.on(view, c.i) if m.code]
    return seats[0] if seats else None


def _joined(view: View, head: int, last: int) -> list[int]:
    """Heads of phrases coordinated with this one, right behind it."""
    return [
        c.i
        for c in view.sentence.children(head)
        if c.rel == "conjunct" and c.i > last and view.nominal(c.i) and c.i - last <= NEAR_CONJUNCT
    ]


NEAR_CONJUNCT = 4


def _each(view: View, head: int, actors: Actors) -> list[tuple[Mention | None, Coded]]:
    first, last = view.phrase(head)
    start, end = view.tokens[first].start, view.tokens[last].end
    mention = _best(actors.on(view, head), actors.within(start, end))
    return [(mention, _coded(view.text, start, end, mention))]


def _best(on_head: Sequence[Mention], inside: Sequence[Mention]) -> Mention | None:
    """The mention a phrase stands for: on its head, else a person in it, else the first in it."""
    if on_head:
        return next((m for m in on_head if m.kind == "person"), on_head[0])
    return next((m for m in inside if m.kind == "person"), inside[0] if inside else None)


def _coded(text: str, start: int, end: int, mention: Mention | None) -> Coded:
    if mention is None:
        return Coded(start=start, end=end, text=text[start:end])
    return Coded(
        start=start, end=end, text=text[start:end], code=mention.code, sector=mention.sector, entity=mention.entity
    )


def relays(
    view: View, last: int, content: tuple[int, int], known: Sequence[Coded], actors: Actors
) -> tuple[Coded, ...]:
    """The agencies and papers a statement was given to or is quoted from, outside what is said."""
    inside = [
        m for m in actors.within(view.sentence.start, view.sentence.end) if m.sector == "MED" or actors.is_relay(m)
    ]
    near = [m for m in inside if _relays(view, m, last, actors)]
    return tuple(
        _coded(view.text, m.start, m.end, m)
        for m in near
        if not (content[0] <= m.start < content[1]) and not any(k.start < m.end and m.start < k.end for k in known)
    )


def _relays(view: View, mention: Mention, last: int, actors: Actors) -> bool:
    """Whether a medium stands where the one who was told or who quotes stands: « à l'AFP », « cité par TASS »."""
    at = view.index_at(mention.start)
    first = next((i for i in range(at, max(0, at - 4), -1) if view.among(i - 1, "relay")), None)
    if first is not None and not any(view.punctuation(i) for i in range(first, at)):
        return True
    return actors.is_relay(mention) and last < at <= last + RELAY_NEAR
