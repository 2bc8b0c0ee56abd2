"""``dragoman evaluate``: how right the coder is on a corpus with gold."""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.commands import EXIT_USAGE, complain
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.evaluate.articles import ArticleCase
    from dragoman.evaluate.events import Counts, Figures, Pair
    from dragoman.evaluate.gold import GoldText
    from dragoman.evaluate.pages import Case, Check, Score

    Printed = tuple[dict[str, Any], list[str], str]


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "--compare", type=click.Path(path_type=Path, exists=True), help="Figures printed before (--json) to compare with."
)
@click.option("--errors", type=click.Path(path_type=Path), help="Write a page with every error and its sentence.")
def command(corpus: Path, as_json: bool, compare: Path | None, errors: Path | None) -> None:
    """Score the coder on a corpus of events, or the reading of whole pages.

    CORPUS is a file of NDJSON with gold events, or a folder of them (see docs/codebook.md): precision, recall and F1 by
    type, status and phenomenon. Or it is a JSON file with the expected reading of a page, or a folder of them: how many of
    its checks are right, and each miss named. Or it is a folder of pages with their articles (corpora/fr/pages/dev,
    corpora/fr/html/dev): precision and recall of the body's words, junk kept, and title, section, byline, caption and day
    right.

    \b
    Examples:
      dragoman evaluate corpora/fr/events/dev
      dragoman evaluate corpora/en/events/dev --json > figures.json
      dragoman evaluate corpora/fr/events/dev --compare figures.json --errors errors.html
      dragoman evaluate corpora/fr/pages/readings
      dragoman evaluate corpora/fr/pages/dev
    """
    from dragoman.evaluate.articles import article_cases
    from dragoman.evaluate.gold import read_gold
    from dragoman.evaluate.pages import expected_readings

    before = json.loads(compare.read_text(encoding="utf-8")) if compare is not None else {}
    try:
        pages = expected_readings(corpus)
        articles = [] if pages else article_cases(corpus)
        texts = [] if pages or articles else list(read_gold(corpus))
    except InputError as error:
        complain(str(error))
        sys.exit(EXIT_USAGE)
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}; name a corpus, a file or a folder with gold")
        sys.exit(EXIT_USAGE)
    report, lines, page = (
        _of_pages(pages, before) if pages else _of_articles(articles, before) if articles else _of_events(texts, before)
    )
    if errors is not None:
        errors.write_text(page, encoding="utf-8")
    sys.stdout.write((json.dumps(report, indent=2, ensure_ascii=False) if as_json else "\n".join(lines)) + "\n")


def _of_pages(pages: Sequence[Case], before: dict[str, Any]) -> Printed:
    """Read whole pages: the report, its lines for a terminal, and the page of errors."""
    from dragoman.evaluate.pages import score

    scores = [score(case) for case in pages]
    report = _page_report(scores)
    return report, _page_lines(report, before), _misses_page(report)


def _of_articles(cases: Sequence[ArticleCase], before: dict[str, Any]) -> Printed:
    """Find the article in whole pages: the report, its lines for a terminal, and the page of errors."""
    from dragoman.evaluate.articles import article_report, score_article

    report = article_report([score_article(case) for case in cases])
    return report, _article_lines(report, before), _article_errors(report)


def _article_lines(report: dict[str, Any], before: dict[str, Any]) -> list[str]:
    body, junk, earlier = report["body"], report["junk_kept"], before.get("body", {})
    was = f"   was {earlier['f1']:.3f}" if earlier else ""
    lines = [
        f"{report['pages']} pages",
        f"  body: precision {body['precision']:.3f}, recall {body['recall']:.3f}, F1 {body['f1']:.3f}{was}",
    ]
    if junk["of"]:
        lines.append(f"  junk kept: {junk['words']} of {junk['of']} words ({junk['words'] / junk['of']:.1%})")
    for name, counts in report["fields"].items():
        if counts["of"]:
            was = f"   was {before['fields'][name]['right']}" if name in before.get("fields", {}) else ""
            lines.append(f"  {name}: {counts['right']} of {counts['of']}{was}")
    lines.append(f"  wrong days: {report['wrong_days']}")
    lines += [f"  {name}: body F1 {f1:.3f}" for name, f1 in report["bodies"].items() if f1 < 1]
    return lines + [
        f"  {error['page']}: {error['field']} read {error['read']!r}, expected {error['expected']!r}"
        for error in report["errors"]
    ]


def _article_errors(report: dict[str, Any]) -> str:
    rows = "\n".join(
        f"<tr><td>{html.escape(error['page'])}: {error['field']}"
        f"<td>{html.escape(str(error['expected']))}<td>{html.escape(str(error['read']))}</tr>"
        for error in report["errors"]
    )
    return _table("<th>page and field<th>expected<th>read", rows)


def _of_events(texts: Sequence[GoldText], before: dict[str, Any]) -> Printed:
    """Code sentences: the report, its lines for a terminal, and the page of errors."""
    from dragoman.evaluate.events import figures, pairs
    from dragoman.reading import code_text

    with click.progressbar(texts, label="coding", file=sys.stderr, hidden=not sys.stderr.isatty()) as progress:
        found = [pairs(gold, code_text(gold.text, gold.language, gold.published).events) for gold in progress]
    report = _report(figures(found, texts))
    return report, _lines(report, before), _page([pair for of_text in found for pair in of_text])


def _page_report(scores: Sequence[Score]) -> dict[str, Any]:
    checks = [check for score in scores for check in score.checks]
    return {
        "right": sum(check.right for check in checks),
        "of": len(checks),
        "by_kind": {
            kind: _right_of([c for c in checks if c.kind == kind]) for kind in sorted({c.kind for c in checks})
        },
        "pages": [
            {
                "page": score.name,
                **_right_of(score.checks),
                "events": score.events,
                "beyond_expected": score.beyond,
                "missed": [{"kind": c.kind, "check": c.name, "read": c.read} for c in score.missed],
            }
            for score in scores
        ],
    }


def _right_of(checks: Sequence[Check]) -> dict[str, int]:
    return {"right": sum(check.right for check in checks), "of": len(checks)}


def _page_lines(report: dict[str, Any], before: dict[str, Any]) -> list[str]:
    earlier = {page["page"]: page["right"] for page in before.get("pages", ())}
    lines = []
    for page in report["pages"]:
        was = f", was {earlier[page['page']]}" if page["page"] in earlier else ""
        lines.append(f"{page['page']}: {page['right']} of {page['of']} right{was}; {page['events']} events read")
        for miss in page["missed"]:
            lines.append(f"  missed: {miss['check']}" + (f"; read: {miss['read']}" if miss["read"] else ""))
    was = f", was {before['right']}" if "pages" in before else ""
    lines += ["", f"{len(report['pages'])} pages: {report['right']} of {report['of']} right{was}"]
    lines += [f"  {kind}: {counts['right']} of {counts['of']}" for kind, counts in report["by_kind"].items()]
    return lines


def _misses_page(report: dict[str, Any]) -> str:
    rows = "\n".join(
        f"<tr><td>{html.escape(page['page'])}<td>{html.escape(miss['check'])}<td>{html.escape(miss['read'])}</tr>"
        for page in report["pages"]
        for miss in page["missed"]
    )
    return _table("<th>page<th>missed<th>read", rows)


def _report(result: Figures) -> dict[str, Any]:
    low, high = result.interval
    return {
        "texts": result.texts,
        "trigger": _scores(result.trigger),
        "type": _scores(result.type),
        "type_actor_recipient": {**_scores(result.whole), "interval95": [round(low, 3), round(high, 3)]},
        "with_status_and_realis": _scores(result.full),
        "type_macro_f1": round(result.type_macro_f1, 3),
        "status_macro_f1": round(result.status_macro_f1, 3),
        "realis_accuracy": _share(result.realis_right, result.realis_all),
        "nonfacts_as_fact": _share(result.nonfacts_as_fact, result.nonfacts),
        "facts_lost": _share(result.facts_lost, result.facts),
        "empty_texts_with_events": _share(result.empty_with_events, result.empty_texts),
        "brier": round(result.brier, 3),
        "reliability": [[round(mean, 2), round(right, 2), n] for mean, right, n in result.reliability],
        "by_type": {name: _scores(counts) for name, counts in sorted(result.by_type.items())},
        "by_status": {name: _scores(counts) for name, counts in sorted(result.status.items())},
        "by_phenomenon": {name: _scores(counts) for name, counts in sorted(result.by_phenomenon.items())},
    }


def _scores(counts: Counts) -> dict[str, Any]:
    return {
        "precision": round(counts.precision, 3),
        "recall": round(counts.recall, 3),
        "f1": round(counts.f1, 3),
        "gold": counts.right + counts.missed,
    }


def _share(part: int, whole: int) -> dict[str, Any]:
    return {"share": round(part / whole, 3) if whole else None, "of": whole}


def _lines(report: dict[str, Any], before: dict[str, Any]) -> list[str]:
    lines = [
        f"{report['texts']} texts",
        "",
        f"{'':28}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}" + ("   was" if before else ""),
    ]
    for name in ("trigger", "type", "type_actor_recipient", "with_status_and_realis"):
        lines.append(_row(name, report[name], before.get(name)))
    low, high = report["type_actor_recipient"]["interval95"]
    lines += [f"  95 % interval of the F1 of type+actor+recipient: {low} – {high}", ""]
    for group in ("by_type", "by_status", "by_phenomenon"):
        lines += [group.replace("_", " ")]
        lines += [_row("  " + name, scores, before.get(group, {}).get(name)) for name, scores in report[group].items()]
        lines += [""]
    for name in ("type_macro_f1", "status_macro_f1", "brier"):
        lines.append(f"{name:28}{report[name]:>7}" + (f"   was {before[name]}" if name in before else ""))
    for name in ("realis_accuracy", "nonfacts_as_fact", "facts_lost", "empty_texts_with_events"):
        share = report[name]["share"]
        was = f"   was {before[name]['share']}" if name in before else ""
        lines.append(f"{name:28}{'—' if share is None else share:>7} of {report[name]['of']}{was}")
    return lines


def _row(name: str, scores: dict[str, Any], before: dict[str, Any] | None) -> str:
    was = f"{before['f1']:>7.3f}" if before else ""
    return f"{name:28}{scores['precision']:>7.3f}{scores['recall']:>7.3f}{scores['f1']:>7.3f}{scores['gold']:>7}{was}"


def _page(found: Sequence[Pair]) -> str:
    """Every pair that is not wholly right, as a page that a person can read."""
    return _table("<th>text<th>gold<th>read", "\n".join(_error(pair) for pair in found if not pair.whole))


def _table(heads: str, rows: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Errors</title>'
        "<style>body{font:16px/1.5 system-ui;max-width:70em;margin:2em auto}td{vertical-align:top;padding:.3em .8em;"
        "border-top:1px solid #ccc}mark{background:#fd6}</style><h1>Errors</h1><table>"
        f"<tr>{heads}</tr>{rows}</table></html>\n"
    )


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
