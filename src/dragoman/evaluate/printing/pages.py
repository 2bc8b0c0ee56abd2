"""The figures of whole pages: checks of expected readings, and articles found in pages."""

from __future__ import annotations

import html
from collections.abc import Sequence

from dragoman.evaluate.articles import ArticleCase, article_report, score_article
from dragoman.evaluate.pages import Case, Check, Score, score
from dragoman.evaluate.printing.tables import Printed, Report, table


def of_pages(pages: Sequence[Case], before: Report) -> Printed:
    """Read whole pages, and check them against their expected readings."""
    report = _page_report([score(case) for case in pages])
    return Printed(report, _page_lines(report, before), _misses_page(report))


def of_articles(cases: Sequence[ArticleCase], before: Report) -> Printed:
    """Find the article in whole pages."""
    report = article_report([score_article(case) for case in cases])
    return Printed(report, _article_lines(report, before), _article_errors(report))


def _article_lines(report: Report, before: Report) -> list[str]:
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


def _article_errors(report: Report) -> str:
    rows = "\n".join(
        f"<tr><td>{html.escape(error['page'])}: {error['field']}"
        f"<td>{html.escape(str(error['expected']))}<td>{html.escape(str(error['read']))}</tr>"
        for error in report["errors"]
    )
    return table("<th>page and field<th>expected<th>read", rows)


def _page_report(scores: Sequence[Score]) -> Report:
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


def _page_lines(report: Report, before: Report) -> list[str]:
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


def _misses_page(report: Report) -> str:
    rows = "\n".join(
        f"<tr><td>{html.escape(page['page'])}<td>{html.escape(miss['check'])}<td>{html.escape(miss['read'])}</tr>"
        for page in report["pages"]
        for miss in page["missed"]
    )
    return table("<th>page<th>missed<th>read", rows)
