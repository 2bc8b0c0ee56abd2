"""The packs' own examples, held against what the coder reads in them.

``python -m dragoman.evaluate.examples fr [WORDS…]`` prints every example of the pack's predicates that is misread, or only
those whose file or lemma has one of the words.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.evaluate.marked import Marked, read_marked
from dragoman.languages import Entry, Pack, load
from dragoman.reading import code_with
from dragoman.records import Event


@dataclass(frozen=True)
class Case:
    """A sentence of a pack's entry and the event it must give (None: only the marks say)."""

    where: str
    language: str
    sentence: str
    event: str | None
    mode: str | None
    lemma: str = ""


def cases(pack: Pack) -> list[Case]:
    """The examples of all predicates and operators."""
    return [
        case
        for entry in pack.entries("frames", "frame") + pack.entries("operators", "operator")
        for case in [_case(entry, pack, entry["example"])]
    ]


def near_misses(pack: Pack) -> list[Case]:
    """The sentences in which a predicate must give no event."""
    return [
        Case(entry.where, pack.code, sentence, None, None, entry["lemma"])
        for entry in pack.entries("frames", "frame")
        for sentence in entry.get("not", ())
    ]


def _case(entry: Entry, pack: Pack, sentence: str) -> Case:
    event, _, mode = entry.get("event", "").partition("/")
    return Case(entry.where, pack.code, sentence, event or None, mode or None, entry["lemma"])


def misread(case: Case) -> str | None:
    """What is wrong with the reading of an example, in a line; None where it is right."""
    marked = read_marked(case.sentence, case.where)
    events = code_with(None, marked.text, load(case.language))
    if any(_agrees(event, case, marked) for event in events):
        return None
    return f"{case.where}: {case.lemma}: {case.sentence}\n    read: {[_short(event) for event in events]}"


def wrongly_read(case: Case) -> str | None:
    """An event that a near miss gives by its entry, in a line; None where it gives none."""
    events = code_with(None, case.sentence, load(case.language))
    wrong = [_short(event) for event in events if event.rule == case.where]
    return f"{case.where}: {case.lemma}: {case.sentence}\n    read: {wrong}" if wrong else None


def _agrees(event: Event, case: Case, marked: Marked) -> bool:
    triggers = marked.of("trigger")
    wanted = {key: value for trigger in triggers for key, value in trigger.attributes.items()}
    reads, _, mode = wanted.get("reads", "").partition("/")
    event_type = reads or case.event
    mode_wanted = mode if reads else case.mode
    return (
        (event_type is None or event.event == event_type)
        and (not mode_wanted or event.mode == mode_wanted)
        and (not triggers or any(t.start < event.trigger.end and event.trigger.start < t.end for t in triggers))
        and _parties_agree(event, marked)
        and event.realis == wanted.get("realis", event.realis)
        and event.attribution.status == wanted.get("status", event.attribution.status)
    )


def _parties_agree(event: Event, marked: Marked) -> bool:
    actors = {party.code for party in event.actor}
    recipients = {party.code for party in event.recipient}
    if not event.recipient and marked.of("recipient") and len(actors) > 1:
        return actors == marked.codes("actor") | marked.codes("recipient")
    return actors == marked.codes("actor") and (not marked.of("recipient") or recipients == marked.codes("recipient"))


def _short(event: Event) -> str:
    actor = "+".join(party.code or party.text for party in event.actor) or "—"
    recipient = "+".join(party.code or party.text for party in event.recipient) or "—"
    mode = f"/{event.mode}" if event.mode else ""
    return f"{actor} {event.event}{mode} {recipient} [{event.trigger.text}] {event.realis} {event.attribution.status}"


def main(arguments: Sequence[str]) -> int:
    """Print the misread examples of a pack; the number of them is the exit status (at most 100)."""
    pack, words = load(arguments[0]), arguments[1:]
    wanted = [c for c in cases(pack) if not words or any(w in c.where or w == c.lemma for w in words)]
    misses = [c for c in near_misses(pack) if not words or any(w in c.where or w == c.lemma for w in words)]
    wrong = [m for c in wanted if (m := misread(c))] + [m for c in misses if (m := wrongly_read(c))]
    sys.stdout.write("\n".join([*wrong, f"{len(wrong)} of {len(wanted) + len(misses)} misread"]) + "\n")
    return min(len(wrong), 100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
