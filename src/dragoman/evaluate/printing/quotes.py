"""The figures of a corpus of reported speech."""

from __future__ import annotations

import html
from collections.abc import Iterable

from dragoman.evaluate.printing.tables import Printed, Report, heads, row, scores, share, share_row, table
from dragoman.evaluate.quotes import QuotePair, QuoteText, quote_figures, quote_pairs


def of_quotes(texts: Iterable[QuoteText], before: Report) -> Printed:
    """Find the reports of each text."""
    found = [quote_pairs(text) for text in texts]
    result = quote_figures(found)
    report: Report = {
        "texts": result.texts,
        "content": scores(result.content),
        "source": scores(result.source),
        "relay": scores(result.relay),
        "stance_macro_f1": round(result.stance_macro_f1, 3),
        "source_code": share(result.codes_right, result.codes),
        "by_stance": {name: scores(counts) for name, counts in sorted(result.stance.items())},
    }
    earlier = before.get("by_stance", {})
    lines = [f"{report['texts']} texts", "", heads(before)]
    lines += [row(name, report[name], before.get(name)) for name in ("content", "source", "relay")]
    lines += ["", "by stance", *(row(f"  {name}", one, earlier.get(name)) for name, one in report["by_stance"].items())]
    was = f"   was {before['stance_macro_f1']}" if "stance_macro_f1" in before else ""
    lines += ["", f"{'stance_macro_f1':28}{report['stance_macro_f1']:>7}{was}"]
    lines += [share_row("source_code", report["source_code"], before.get("source_code"))]
    amiss = [pair for of_text in found for pair in of_text if not pair.right]
    return Printed(report, lines, table("<th>text<th>expected<th>read", "\n".join(map(_error, amiss))))


def _error(pair: QuotePair) -> str:
    gold, found = pair.gold, pair.found
    content = html.escape(gold.content if gold is not None else "")
    text = html.escape(pair.text.text)
    marked = text.replace(content, f"<mark>{content}</mark>", 1) if content else text
    wanted = (
        f"{gold.source or '—'} ({gold.cue or '—'}; {gold.stance}): {gold.content}" if gold is not None else "nothing"
    )
    read = "nothing"
    if found is not None:
        sources = " + ".join(source.text for source in found.source) or "—"
        words = pair.text.text[found.content.start : found.content.end]
        read = f"{sources} ({found.cue.text if found.cue else '—'}; {found.stance}): {words}"
    return f"<tr><td>{html.escape(pair.text.id)}: {marked}<td>{html.escape(wanted)}<td>{html.escape(read)}</tr>"
