"""When and where an event happened, by what hangs on its predicate."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors import Resolved
from dragoman.events.clause import VERBAL
from dragoman.records import Mention, Place, Time, When
from dragoman.text import Sentence, Token


def when(token: Token, triggers: set[int], sentence: Sentence, times: Sequence[Time]) -> When | None:
    """The interval of the date that belongs to a trigger; ``triggers`` are the sentence's triggers, by token index.

    A date inside the trigger's own phrase comes first, then one that hangs on the clause the trigger is in; never one that
    belongs to another event.
    """
    here = [
        (n, time, at)
        for n, time in enumerate(times)
        if sentence.start <= time.start < sentence.end and (at := _head(time, sentence)) is not None
    ]
    own = [(abs(at.i - token.i), n, time) for n, time, at in here if _owner(at, triggers, sentence) == token.i]
    if not own:
        own = [(abs(at.i - token.i), n, time) for n, time, at in here if _shared(at, token, triggers, sentence)]
    if not own:
        return None
    _, n, time = min(own, key=lambda row: row[:2])
    return When(from_=time.from_, to=time.to, time=n)


def _head(time: Time, sentence: Sentence) -> Token | None:
    """The word of a date that the rest of it hangs on."""
    inside = [t for t in sentence.tokens if time.start <= t.start < time.end]
    return next(
        (t for t in inside if not (time.start <= sentence.tokens[t.head].start < time.end) or t.head == t.i), None
    )


def _owner(at: Token, triggers: set[int], sentence: Sentence) -> int | None:
    """The nearest trigger above a date, with no verb of another clause between."""
    for above in sentence.ancestors(at.i):
        if above.i in triggers:
            return above.i
        if above.pos in VERBAL:
            return None
    return None


def _shared(at: Token, token: Token, triggers: set[int], sentence: Sentence) -> bool:
    """Whether a date hangs on the verb of the clause that the trigger, itself no part of another event, stands in."""
    if _owner(at, triggers, sentence) is not None:
        return False
    for above in sentence.ancestors(token.i):
        if above.i in triggers:
            return False
        if above.pos in VERBAL or above.head == above.i:
            return next((h.i for h in sentence.ancestors(at.i) if h.pos in VERBAL or h.head == h.i), None) == above.i
    return False


def place(token: Token, index: int, sentence: Sentence, resolved: Resolved, taken: Sequence[Mention]) -> Place | None:
    """The place that hangs on a trigger or on its clause and plays no part in the event.

    A place that only tells whom the event is done to (« une frappe sur Kharkiv ») is both; then it is the recipient's.
    """
    mention = place_mention(token, index, sentence, resolved, taken)
    if mention is None:
        return None
    return Place(start=mention.start, end=mention.end, text=mention.text, country=mention.code)


def place_mention(
    token: Token, index: int, sentence: Sentence, resolved: Resolved, taken: Sequence[Mention]
) -> Mention | None:
    """The mention of the place, in the trigger's own phrase first, then anywhere in the sentence."""
    ids = {m.id for m in taken}
    for under in [sentence.subtree(token.i), sentence.tokens]:
        for other in under:
            for mention in resolved.by_token.get((index, other.i), ()):
                if mention.kind == "place" and mention.id not in ids and other.prep:
                    return mention
    return None
