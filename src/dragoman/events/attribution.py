"""According to whom: the status of an event, from the reports that it hangs in and the speech act that speaks of it.

- ``narrated``: the page tells it in its own voice;
- ``acknowledged``: the doer says it;
- ``alleged``: somebody else says it, or it is hearsay;
- ``denied``: it is reported as denied.

The deepest report around the trigger decides (« Selon KCNA, Choe a dit que … »: Choe says it, KCNA carries it). An admission
that another reports is alleged (« Lomé affirme qu'Accra a reconnu … »). What is done by saying it (a promise, a demand, a
condemnation) is done by whoever says it, and so narrated; what a report only points at (« l'attaque de mardi ») is narrated too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import msgspec

from dragoman.events.clause import VERBAL
from dragoman.events.drafts import Draft
from dragoman.events.parties import codes
from dragoman.events.pointed_at import is_pointed_at
from dragoman.languages import Pack
from dragoman.quotes import Report, estranged, is_an_office, is_negated, speaks_for_a_state, words_of
from dragoman.records import Attribution, Coded, Mention, Realis, Span, Status
from dragoman.text import Sentence, Token

APART = {"REB", "OPP", "UAF", "CRM"}  # those whose deeds their state does not own, nor they its
OFFICIAL = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"}
SAID = {"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"}  # what is done by saying it
BLAMED_FOR = {
    "AID",
    "COOPERATE",
}  # cooperative acts that are denied rather than regretted: « n'a pas livré d'armes à … »
ARTICLE = 3  # the most letters of an article before a state's name
CLAIMS = {"allege", "deny", "doubt"}  # stances whose content is what is in dispute


def hearsay(draft: Draft, reports: Sequence[Report]) -> bool:
    """Whether an event is told in the conditional of hearsay, or by a source: then the conditional does not suppose."""
    return any(report.stance == "hearsay" for report in _chain(draft.token, reports))


def settled(draft: Draft, status: Status, reports: Sequence[Report], pack: Pack) -> Realis:
    """The realis of an event once it is known who says so: what is denied is the act, not its absence."""
    asked = draft.realis == "hypothetical" and not draft.inner  # « X a-t-il livré … ? X dément. »
    if status == "denied" and (draft.realis == "negated" or asked):
        return "actual"
    chain = _chain(draft.token, reports)
    if draft.realis == "actual" and status == "narrated" and chain and _is_doubted(chain[0], pack):
        return "hypothetical"
    supposed_only = draft.realis == "hypothetical" and not draft.inner  # « envisagerait de livrer » is no deed even so
    return "actual" if supposed_only and hearsay(draft, reports) else draft.realis


def attribution(
    draft: Draft, reports: Sequence[Report], cue: Span | None, sentence: Sentence, pack: Pack
) -> Attribution:
    """The attribution of an event; ``cue`` are the words of the speech act that speaks of it, if one does."""
    chain = [
        report
        for report in _chain(draft.token, reports)
        if not report.answers or _speaks_for_himself(draft, report, sentence, pack)
    ]
    via = tuple(coded for report in chain for coded in report.via)
    answer = _own_denial(draft, chain, sentence, pack)
    if answer is not None:
        return Attribution(status="denied", source=answer.source, via=answer.via, cue=answer.cue)
    if draft.told_as is not None and not _is_charge_denied(draft, chain):
        sources = _coded(draft.said_by)
        deepest = chain[0] if chain else None
        if not sources and deepest is not None and draft.outer is not None:
            sources = deepest.source
        return Attribution(status=cast(Status, draft.told_as), source=sources, via=via, cue=cue)
    if not chain or (chain[0].stance == "deny" and _is_charge(draft)):
        return Attribution()
    report = chain[0]
    status = _status(draft, report, _around(report, reports), sentence, pack)
    if status == "alleged" and report.stance not in CLAIMS and is_pointed_at(draft, sentence):
        return Attribution(via=via)
    if status == "acknowledged" and _is_done_by_saying(draft, report, sentence):
        return Attribution(via=via)
    if report.stance == "doubt" and _speaks_for_himself(draft, report, sentence, pack):
        if draft.realis == "actual" and not draft.inner:
            return Attribution(status="alleged", via=via)  # « ne reconnaît pas avoir refoulé … »: others say so
        return Attribution(via=via)  # « n'exclut pas d'envoyer » says nothing that is done
    if _is_doubted(report, pack):
        return Attribution(via=via)
    if status == "alleged" and (_is_plan_of_both(draft, report) or _is_news_of_words(draft, report, pack)):
        return Attribution(via=via)
    if report.stance == "admit" and status == "alleged" and _concedes_only(report, pack):
        return Attribution(via=via)  # « Paris ne nie pas que Moscou a livré … »
    if status == "alleged" and _speaks_for_himself(draft, report, sentence, pack):
        report = next((r for r in _around(report, reports) if r.source and not _carries(r)), report)
    return Attribution(status=status, source=report.source, via=via, cue=report.cue)


def with_denier(told_by: Attribution, draft: Draft, reports: Sequence[Report]) -> Attribution:
    """A denial that names nobody, by whoever denies it: « Séoul accuse Pyongyang d'avoir livré …, ce que Moscou dément »."""
    if told_by.status != "denied" or told_by.source:
        return told_by
    denial = next(
        (report for report in _chain(draft.token, reports) if report.stance == "deny" and report.source), None
    )
    if denial is None:
        return told_by
    return Attribution(status="denied", source=denial.source, via=denial.via or told_by.via, cue=denial.cue)


def _concedes_only(report: Report, pack: Pack) -> bool:
    """Whether somebody grants what others have done, by not denying it."""
    return report.cue is not None and is_negated(report.cue.text, pack)


def owned(told_by: Attribution, draft: Draft, pack: Pack) -> Attribution:
    """The attribution of what the doer owns or denies, an office without a name taken for his (« selon le ministère »)."""
    doers = {m.code: m for m in draft.actors if m.code}
    if told_by.status not in ("acknowledged", "denied") or len(doers) != 1 or any(c.code for c in told_by.source):
        return told_by
    (doer,) = doers.values()
    if not told_by.source:
        return told_by
    if told_by.status == "denied" and not all(speaks_for_a_state(each.text, pack) for each in told_by.source):
        return told_by
    named = tuple(msgspec.structs.replace(each, code=doer.code) for each in told_by.source)
    return msgspec.structs.replace(told_by, source=named)


def told_by_neighbour(told_by: Attribution, draft: Draft, beside: Sequence[Draft]) -> Attribution:
    """The attribution of a claim or denial without a source, given that of the accuser or denier of the same sentence.

    "Lusaka sees the hand of Harare in the abduction": whoever accuses says so. A denial is that of the doer.
    """
    if told_by.source or told_by.cue is not None or told_by.via:
        return told_by
    doers = codes(draft.actors)
    kind = {"alleged": "ACCUSE", "denied": "REJECT"}.get(told_by.status)
    who = {m.code: m for other in beside if other.act.event == kind for m in other.actors if m.code}
    fitting = [m for code, m in who.items() if (code in doers) == (told_by.status == "denied")]
    return msgspec.structs.replace(told_by, source=_coded(fitting)) if len(fitting) == 1 else told_by


def told_apart(draft: Draft, reports: Sequence[Report]) -> Draft:
    """The draft of a joined verb without the speech act that the syntax puts it under, where it stands behind all that this says.

    "denied that its ships had fired and warned of countermeasures": a parser joins the second verb to the nearest one, the
    report ends before it.
    """
    outer = draft.outer
    joined = draft.token.rel == "conjunct" and draft.token.pos in VERBAL
    if draft.told_as is None or outer is None or outer.pos not in VERBAL or not joined:
        return draft
    own = [r for r in reports if r.cue is not None and r.cue.start <= outer.start < r.cue.end]
    if not own or any(draft.token.start < report.content.end for report in own):
        return draft
    return replace(draft, told_as=None, said_by=(), outer=None)


def _own_denial(draft: Draft, chain: Sequence[Report], sentence: Sentence, pack: Pack) -> Report | None:
    """The doer's denial of what is laid at his door: « Oslo accuse Riga de …, ce que Riga dément », « …; Riga dément »."""
    for report in chain:
        behind = report.cue is not None and report.cue.start >= draft.token.end and report.stance == "deny"
        if report.answers or (draft.told_as == "alleged" and behind):
            return report if _speaks_for_himself(draft, report, sentence, pack) else None
    return None


def _is_doubted(report: Report, pack: Pack) -> bool:
    """Whether a report doubts what it tells (« doute que », « rien n'indique que »), rather than not confirming it."""
    if report.stance != "doubt":
        return False
    return not report.source or report.cue is None or not is_negated(report.cue.text, pack)


def _is_charge(draft: Draft) -> bool:
    """Whether an event is a charge told by a noun: whoever rejects « les accusations de X » does not deny that X made them."""
    return draft.act.event == "ACCUSE" and draft.token.pos not in VERBAL


def _is_charge_denied(draft: Draft, chain: Sequence[Report]) -> bool:
    """Whether what a charge speaks of is denied in one breath: « a réfuté les accusations selon lesquelles … »."""
    by_noun = draft.outer is not None and draft.outer.pos not in VERBAL
    return draft.told_as == "alleged" and by_noun and bool(chain) and chain[0].stance == "deny"


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


def _around(report: Report, reports: Sequence[Report]) -> list[Report]:
    """The reports that a report is told in, the nearest first."""
    found: list[Report] = []
    while report.parent is not None:
        report = reports[report.parent]
        found.append(report)
    return found


def _status(draft: Draft, report: Report, outer: Sequence[Report], sentence: Sentence, pack: Pack) -> Status:
    if report.stance == "deny":
        return "denied"
    if report.stance == "hearsay":
        return "alleged"
    if report.stance != "doubt" and _speaks_for_himself(draft, report, sentence, pack):
        blamed = not draft.act.cooperative or draft.act.event in BLAMED_FOR
        if draft.realis == "negated" and blamed and not _is_to_come(draft.token, sentence, pack):
            return "denied"
        return "acknowledged" if _all_agree(draft, outer, sentence, pack) else "alleged"
    if not report.source and report.via and report.stance == "assert":
        return "narrated"
    if draft.realis == "negated" and _is_disclaimed(draft, report, sentence, pack):
        return "denied"
    return "alleged"


def _is_disclaimed(draft: Draft, report: Report, sentence: Sentence, pack: Pack) -> bool:
    """Whether an office without a name says that a blameful act was not done: « aucun char russe n'est entré, dit l'armée ».

    It is that of the doer, also where he is told by no more than an adjective.
    """
    blamed = not draft.act.cooperative or draft.act.event in BLAMED_FOR
    office = any(c.code is None and speaks_for_a_state(c.text, pack) for c in report.source)
    one = len(codes(draft.actors)) == 1
    return report.stance == "assert" and blamed and office and one and not _is_to_come(draft.token, sentence, pack)


def _all_agree(draft: Draft, outer: Sequence[Report], sentence: Sentence, pack: Pack) -> bool:
    """Whether nobody else stands between the doer's words and the page: « Lomé affirme qu'Accra a reconnu … »."""
    return all(
        report.stance == "assert" and (not report.source or _speaks_for_himself(draft, report, sentence, pack))
        for report in outer
        if not _carries(report)
    )


def _carries(report: Report) -> bool:
    return all(coded.sector == "MED" for coded in report.source)


def _speaks_for_himself(draft: Draft, report: Report, sentence: Sentence, pack: Pack) -> bool:
    """Whether a source belongs to the doer: the same state, not its press, nor its rebels where the doer is the state.

    An office without a name (« le ministère », "a spokesman") is that of the state that the event has for its doer, or of
    one of two that do it together.
    """
    doers = {(m.code, m.sector in APART) for m in draft.actors if m.code}
    hosts = {(m.code, m.sector in APART) for m in draft.recipients if m.code and _is_received(draft)}
    own = [c for c in report.source if c.sector != "MED" and not _is_victim(c, draft) and not estranged(c.text, pack)]
    if any((c.code, c.sector in APART) in doers | hosts or _is_their_own(c, draft, pack) for c in own):
        return True
    unnamed = any(c.code is None and speaks_for_a_state(c.text, pack) for c in report.source)
    return unnamed and (len(doers) == 1 or draft.reciprocal) and _is_state(draft, sentence)


def _is_received(draft: Draft) -> bool:
    """Whether a visit is told that took place: its host, too, may tell of it as of his own (« avoir reçu »)."""
    return draft.act.mode == "visit" and draft.realis == "actual"


def _is_their_own(source: Coded, draft: Draft, pack: Pack) -> bool:
    """Whether a group tells of « ses combattants », "its forces": they are its own, whatever state they are counted to."""
    theirs = [
        m for m in draft.actors if m.code == source.code and m.text.split(" ")[0].lower() in words_of(pack, "its")
    ]
    return source.sector in APART and bool(theirs)


def _is_victim(source: Coded, draft: Draft) -> bool:
    """Whether a source is of those that the deed is done to, within one state: detainees, a party, the people of a town."""
    doers, harmed = codes(draft.actors), codes(draft.recipients)
    within = source.code in doers and (harmed == doers or not harmed) and not draft.act.cooperative
    struck = any(_overlap(source, m) for m in draft.recipients)
    if within and _are_people(source) and (struck or all(m.sector in OFFICIAL for m in draft.actors)):
        return True
    if any(_overlap(source, m) for m in draft.actors):
        return False
    return struck or (within and harmed == doers and _are_people(source))


def _are_people(source: Coded) -> bool:
    """Whether a source are people of a state rather than the state, which is told by its bare name (« le Soudan »)."""
    return source.sector not in OFFICIAL and any(w.islower() and len(w) > ARTICLE for w in source.text.split())


def _overlap(source: Coded, mention: Mention) -> bool:
    return source.start < mention.end and mention.start < source.end


def _is_state(draft: Draft, sentence: Sentence) -> bool:
    """Whether the doer is a state itself, its government or its army: drones that are only Ukrainian have no ministry."""
    for mention in draft.actors:
        token = sentence.at(mention.start)
        named = mention.sector in OFFICIAL or (token is not None and token.pos != "ADJ")
        if mention.sector in APART or not named:
            return False
    return bool(draft.actors)


def _is_done_by_saying(draft: Draft, report: Report, sentence: Sentence) -> bool:
    """Whether the report itself is the act (« dit condamner », « fournira …, a promis … »), not news of one that is past."""
    if draft.act.event not in SAID or draft.realis != "actual":
        return False
    if draft.frame.op == "plan" or (draft.act.event == "AGREE" and not _is_perfect_infinitive(draft.token, sentence)):
        return True
    behind = (
        report.cue is not None and report.cue.start >= draft.token.end
    )  # "…, X said": its past is none of reported speech
    simple = draft.token.morph.get("Tense") == "Past" and draft.token.morph.get("VerbForm") == "Fin"
    return not (_is_past(draft.token, sentence) or (behind and simple))


def _is_plan_of_both(draft: Draft, report: Report) -> bool:
    """Whether a plan is announced by the other party to it: a visit by its host."""
    parties = codes(draft.actors) | codes(draft.recipients)
    planned = draft.act.event == "AGREE" and draft.realis == "actual" and draft.frame.act != draft.act
    speakers = {coded.code for coded in report.source if coded.code and coded.sector != "MED"}
    return planned and report.stance == "assert" and bool(speakers & parties)


def _is_news_of_words(draft: Draft, report: Report, pack: Pack) -> bool:
    """Whether somebody whose side is not told reports what others said or have not done: nobody's claim, but news of it.

    That is an office (« les deux ministères »); those that will not be named (« un diplomate ») make it hearsay.
    """
    if report.stance != "assert" or not report.source or any(c.code or c.sector for c in report.source):
        return False
    of_words = draft.realis in ("hypothetical", "negated") or draft.act.event in SAID
    return of_words and all(is_an_office(c.text, pack) for c in report.source)


def _is_to_come(token: Token, sentence: Sentence, pack: Pack) -> bool:
    """Whether a verb stands in the future: « ne rompra pas », "will not break off"."""
    helpers = [c for c in sentence.children(token.i) if c.rel == "auxiliary"]
    future = pack.settings.get("words", {}).get("future", ())
    return any(
        v.morph.get("Tense") == "Fut" or v.morph.get("Mood") == "Cnd" or v.lemma in future for v in [token, *helpers]
    )


def _is_past(token: Token, sentence: Sentence) -> bool:
    """Whether a verb stands in a perfect: « avait convoqué », « avoir convoqué », "has summoned"."""
    if token.morph.get("VerbForm") != "Part" or token.morph.get("Tense") != "Past":
        return False
    return any(child.rel == "auxiliary" for child in sentence.children(token.i))


def _is_perfect_infinitive(token: Token, sentence: Sentence) -> bool:
    """« avoir proposé », "to have proposed": told as past by whoever did it."""
    helpers = [c for c in sentence.children(token.i) if c.rel == "auxiliary"]
    return _is_past(token, sentence) and any(c.morph.get("VerbForm") == "Inf" for c in helpers)


def _coded(mentions: Sequence[Mention]) -> tuple[Coded, ...]:
    return tuple(
        Coded(start=m.start, end=m.end, text=m.text, code=m.code, sector=m.sector, entity=m.entity) for m in mentions
    )
