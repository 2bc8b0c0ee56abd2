"""According to whom: the status of an event, from the reports that it hangs in and the speech act that speaks of it.

- ``narrated``: the page tells it in its own voice;
- ``acknowledged``: the doer says it;
- ``alleged``: somebody else says it, or it is hearsay;
- ``denied``: it is reported as denied.

The deepest report around the trigger decides (« Selon KCNA, Choe a dit que … »: Choe says it, KCNA carries it).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dragoman.events.drafts import Draft
from dragoman.events.parties import codes
from dragoman.quotes import Report
from dragoman.records import Attribution, Coded, Mention, Span, Status
from dragoman.text import Token

APART = {"REB", "OPP", "UAF", "CRM"}  # those whose deeds their state does not own, nor they its


def hearsay(draft: Draft, reports: Sequence[Report]) -> bool:
    """Whether an event is told in the conditional of hearsay, or by a source: then the conditional does not suppose."""
    return any(report.stance == "hearsay" for report in _chain(draft.token, reports))


def attribution(draft: Draft, reports: Sequence[Report], cue: Span | None) -> Attribution:
    """The attribution of an event; ``cue`` are the words of the speech act that speaks of it, if one does."""
    chain = _chain(draft.token, reports)
    via = tuple(coded for report in chain for coded in report.via)
    if draft.told_as is not None:
        sources = _coded(draft.said_by)
        deepest = chain[0] if chain else None
        if not sources and deepest is not None and draft.outer is not None:
            sources = deepest.source
        return Attribution(status=_told_status(draft), source=sources, via=via, cue=cue)
    if not chain:
        return Attribution()
    report = chain[0]
    return Attribution(status=_status(draft, report), source=report.source, via=via, cue=report.cue)


def _told_status(draft: Draft) -> Status:
    """What a speech act makes of the event inside it: one's own deed is acknowledged, another's alleged."""
    if draft.told_as == "alleged" and codes(draft.said_by) and codes(draft.said_by) <= codes(draft.actors):
        return "acknowledged"
    return cast(Status, draft.told_as)


def _chain(token: Token, reports: Sequence[Report]) -> list[Report]:
    """The reports whose content holds the trigger, the innermost first; of a claim and its denial the denial."""
    around = [
        report
        for report in reports
        if report.content.start <= token.start
        and token.end <= report.content.end
        and not (report.cue is not None and report.cue.start <= token.start < report.cue.end)
    ]
    return sorted(around, key=lambda r: (-r.depth, r.stance != "deny", r.content.end - r.content.start))


def _status(draft: Draft, report: Report) -> Status:
    if report.stance == "deny":
        return "denied"
    if report.stance == "hearsay":
        return "alleged"
    if _speaks_for_himself(draft, report) and report.stance != "doubt":
        return "denied" if draft.realis == "negated" and not draft.act.cooperative else "acknowledged"
    if not report.source and report.via and report.stance == "assert":
        return "narrated"
    return "alleged"


def _speaks_for_himself(draft: Draft, report: Report) -> bool:
    """Whether a source belongs to the doer: the same state, not its press, nor its rebels where the doer is the state."""
    doers = {(m.code, m.sector in APART) for m in draft.actors if m.code}
    return any((coded.code, coded.sector in APART) in doers for coded in report.source if coded.sector != "MED")


def _coded(mentions: Sequence[Mention]) -> tuple[Coded, ...]:
    return tuple(
        Coded(start=m.start, end=m.end, text=m.text, code=m.code, sector=m.sector, entity=m.entity) for m in mentions
    )
