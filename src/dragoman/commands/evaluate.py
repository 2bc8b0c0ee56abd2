"""``dragoman evaluate``: how right the reading is on a corpus with gold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.commands import EXIT_USAGE, complain
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.evaluate.printing.tables import Printed


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "--compare", type=click.Path(path_type=Path, exists=True), help="Figures printed before (--json) to compare with."
)
@click.option("--errors", type=click.Path(path_type=Path), help="Write a page with every error and its sentence.")
@click.option("--given", is_flag=True, help="Also ask for the types of events whose actor and recipient are given.")
def command(corpus: Path, as_json: bool, compare: Path | None, errors: Path | None, given: bool) -> None:
    """Score the reading on a corpus with gold.

    CORPUS is a file of NDJSON with gold, or a folder of them (see docs/codebook.md): of events (precision, recall and F1 by
    type, mode, status, language, file, register and phenomenon), of dates (right, refused, wrong) or of reported speech
    (content, source, relay, stance). Or it is a JSON file with the expected reading of a page, or a folder of them: how many of
    its checks are right, and each miss named. Or it is a folder of pages with their articles (corpora/fr/pages/dev,
    corpora/fr/html/dev): precision and recall of the body's words, junk kept, and title, section, byline, caption and day
    right.

    \b
    Examples:
      dragoman evaluate corpora/fr/events/dev
      dragoman evaluate corpora/en/events/dev --json > figures.json
      dragoman evaluate corpora/fr/events/dev --compare figures.json --errors errors.html
      dragoman evaluate corpora/fr/events/dev --given
      dragoman evaluate corpora/fr/times/dev.ndjson
      dragoman evaluate corpora/fr/quotes/dev.ndjson
      dragoman evaluate corpora/fr/pages/readings
      dragoman evaluate corpora/fr/pages/dev
    """
    before = json.loads(compare.read_text(encoding="utf-8")) if compare is not None else {}
    try:
        printed = _printed(corpus, before, given)
    except InputError as error:
        complain(str(error))
        sys.exit(EXIT_USAGE)
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}; name a corpus, a file or a folder with gold")
        sys.exit(EXIT_USAGE)
    if errors is not None:
        errors.write_text(printed.page, encoding="utf-8")
    report = json.dumps(printed.report, indent=2, ensure_ascii=False)
    sys.stdout.write((report if as_json else "\n".join(printed.lines)) + "\n")


def _printed(corpus: Path, before: dict[str, Any], given: bool) -> Printed:
    """The figures of a corpus, whatever it holds."""
    from dragoman.evaluate.articles import article_cases
    from dragoman.evaluate.pages import expected_readings
    from dragoman.evaluate.printing.pages import of_articles, of_pages

    pages = expected_readings(corpus)
    if pages:
        return of_pages(pages, before)
    articles = article_cases(corpus)
    return of_articles(articles, before) if articles else _of_sentences(corpus, before, given)


def _of_sentences(corpus: Path, before: dict[str, Any], given: bool) -> Printed:
    """The figures of a corpus of sentences; one kind at a time, since their figures don't add up."""
    from dragoman.evaluate.corpus import files_of
    from dragoman.evaluate.gold import read_gold
    from dragoman.evaluate.printing.events import of_events
    from dragoman.evaluate.printing.quotes import of_quotes
    from dragoman.evaluate.printing.times import of_times
    from dragoman.evaluate.quotes import read_quotes
    from dragoman.evaluate.times import read_cases

    files = files_of(corpus)
    if len(files) > 1:
        raise InputError(
            f"{corpus}: this folder holds gold of {' and of '.join(files)}; name the folder or file of one"
        )
    ((kind, paths),) = files.items()
    if kind == "times":
        return of_times([case for path in paths for case in read_cases(path)], before)
    if kind == "quotes":
        return of_quotes([text for path in paths for text in read_quotes(path)], before)
    texts = [text for path in paths for text in read_gold(path)]
    hidden = not sys.stderr.isatty()
    with click.progressbar(texts, label="coding", file=sys.stderr, hidden=hidden) as progress:
        return of_events(texts, progress, before, given)
