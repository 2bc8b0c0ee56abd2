"""The figures of a corpus of events."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from dragoman.evaluate.events import Figures, Pair, figures, pairs
from dragoman.evaluate.given import Given, answers, given_figures
from dragoman.evaluate.gold import GoldText
from dragoman.evaluate.printing.tables import Printed, Report, heads, row, scores, share, share_row, table
from dragoman.reading import code_text

SHARES = ("realis_accuracy", "nonfacts_as_fact", "facts_lost", "empty_texts_with_events")
GROUPS = ("by_type", "by_mode", "by_status", "by_language", "by_corpus", "by_register", "by_phenomenon")
ALWAYS = {"by_type", "by_status", "by_phenomenon"}
"""Groups that are printed even where they have one member only."""


def of_events(texts: Sequence[GoldText], progress: Iterable[GoldText], before: Report, given: bool) -> Printed:
    """Code sentences: ``progress`` gives the texts one by one; with ``given`` types are asked for known parties as well."""
    found, told = [], []
    for text in progress:
        found.append(pairs(text, code_text(text.text, text.language, text.published).events))
        told += answers(text) if given else []
    report = _report(figures(found, texts))
    if given:
        report["parties_given"] = _given_report(given_figures(told))
    return Printed(report, _lines(report, before), _page([pair for of_text in found for pair in of_text]))


def _report(result: Figures) -> Report:
    low, high = result.interval
    groups = {"by_status": result.status} | {name: getattr(result, name) for name in GROUPS if name != "by_status"}
    return {
        "texts": result.texts,
        "trigger": scores(result.trigger),
        "type": scores(result.type),
        "type_actor_recipient": {**scores(result.whole), "interval95": [round(low, 3), round(high, 3)]},
        "with_status_and_realis": scores(result.full),
        "source_of_claim": scores(result.source),
        "type_macro_f1": round(result.type_macro_f1, 3),
        "status_macro_f1": round(result.status_macro_f1, 3),
        "realis_accuracy": share(result.realis_right, result.realis_all),
        "nonfacts_as_fact": share(result.nonfacts_as_fact, result.nonfacts),
        "facts_lost": share(result.facts_lost, result.facts),
        "empty_texts_with_events": share(result.empty_with_events, result.empty_texts),
        "brier": round(result.brier, 3),
        "reliability": [[round(mean, 2), round(right, 2), n] for mean, right, n in result.reliability],
        **{group: {name: scores(counts) for name, counts in sorted(groups[group].items())} for group in GROUPS},
    }


def _given_report(result: Given) -> Report:
    return {
        "type_macro_f1": round(result.macro_f1, 3),
        "type": share(result.right, result.asked),
        "cooperation_or_conflict": share(result.sides_right, result.asked),
    }


def _lines(report: Report, before: Report) -> list[str]:
    lines = [f"{report['texts']} texts", "", heads(before)]
    for name in ("trigger", "type", "type_actor_recipient", "with_status_and_realis", "source_of_claim"):
        lines.append(row(name, report[name], before.get(name)))
    low, high = report["type_actor_recipient"]["interval95"]
    lines += [f"  95 % interval of the F1 of type+actor+recipient: {low} – {high}", ""]
    for group in GROUPS:
        members, earlier = report[group], before.get(group, {})
        if group in ALWAYS or len(members) > 1:
            lines += [group.replace("_", " "), *(row(f"  {n}", one, earlier.get(n)) for n, one in members.items()), ""]
    for name in ("type_macro_f1", "status_macro_f1", "brier"):
        lines.append(f"{name:28}{report[name]:>7}" + (f"   was {before[name]}" if name in before else ""))
    lines += [share_row(name, report[name], before.get(name)) for name in SHARES]
    if "parties_given" in report:
        given = report["parties_given"]
        lines += ["", "types where actor and recipient are given", f"{'  type_macro_f1':28}{given['type_macro_f1']:>7}"]
        lines += [share_row(f"  {name}", given[name], None) for name in ("type", "cooperation_or_conflict")]
    return lines


def _page(found: Sequence[Pair]) -> str:
    """Every pair that is not wholly right, as a page that a person can read."""
    return table("<th>text<th>gold<th>read", "\n".join(_error(pair) for pair in found if not pair.whole))


def _error(pair: Pair) -> str:
    text = html.escape(pair.text.text)
    trigger = html.escape(pair.gold.trigger if pair.gold else pair.found.trigger.text if pair.found else "")
    marked = text.replace(trigger, f"<mark>{trigger}</mark>", 1) if trigger else text
    return f"<tr><td>{html.escape(pair.text.id)}: {marked}<td>{_gold(pair)}<td>{_read(pair)}</tr>"


def _gold(pair: Pair) -> str:
    gold = pair.gold
    if gold is None:
        return "no event"
    return html.escape(
        f"{'+'.join(gold.actor) or '—'} → {gold.event} → {'+'.join(gold.recipient) or '—'}; {gold.realis}, {gold.status}"
    )


def _read(pair: Pair) -> str:
    event = pair.found
    if event is None:
        return "nothing"
    actors = "+".join(party.code or party.text for party in event.actor) or "—"
    recipients = "+".join(party.code or party.text for party in event.recipient) or "—"
    status = event.attribution.status
    return html.escape(f"{actors} → {event.event} → {recipients}; {event.realis}, {status} ({event.rule})")
