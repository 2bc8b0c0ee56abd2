"""How well the article is found in whole pages: title, section, byline, caption, day, and the body's words.

The gold is a JSON object beside its page (``NAME.json`` beside ``NAME.txt``, as in corpora/fr/pages, or ``NAME.html``, as in
corpora/fr/html): ``title``, ``section``, ``byline`` or ``author`` (a list of persons), ``published``, ``photos`` (their
captions; left out where none are asked), ``paragraphs`` or ``body``, and ``dropped`` (what is no part of the article).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.languages.pack import languages, load
from dragoman.page.article import find
from dragoman.page.flattened import tokens
from dragoman.page.page import Page
from dragoman.page.source import pages
from dragoman.records import Article
from dragoman.text import detect

FIELDS = ("title", "section", "byline", "caption", "day")
_GOLD = ({"title", "paragraphs"}, {"title", "body"})


@dataclass(frozen=True)
class ArticleCase:
    """A page and the article that a careful reader gets out of it."""

    name: str
    path: Path
    gold: dict[str, Any]


@dataclass(frozen=True)
class ArticleScore:
    """One page's score: words of the body that are right, found and wanted; words of junk that were kept, of all junk.

    ``wrong`` has for each field that is not right what was read and what was expected. ``wrong_day`` tells a day that was
    read and is another than the page's: worse than none.
    """

    name: str
    right: int
    found: int
    wanted: int
    junk_kept: int
    junk: int
    wrong: dict[str, tuple[Any, Any]]
    asked: frozenset[str]
    wrong_day: bool


def article_cases(corpus: Path) -> list[ArticleCase]:
    """The pages with gold in a file or a folder (recursively, sorted); none where it holds other things.

    Raises InputError for a gold file whose page is not beside it.
    """
    files = sorted(corpus.rglob("*.json")) if corpus.is_dir() else [corpus] if corpus.suffix == ".json" else []
    return [case for file in files if (case := _case(file)) is not None]


def score_article(case: ArticleCase) -> ArticleScore:
    """Find the article in a page as ``dragoman read`` does, and compare it with the gold."""
    read = next(iter(pages([case.path])))
    if not isinstance(read, Page):
        raise InputError(f"{case.path}: {read.message}")
    language = detect(read.text)
    return score_found(case, find(read, load(language if language in languages() else "fr")).article)


def score_found(case: ArticleCase, article: Article) -> ArticleScore:
    """Compare an article with the gold."""
    gold = case.gold
    have, want = Counter(tokens(article.text)), Counter(tokens("\n".join(gold.get("paragraphs") or gold["body"])))
    lead = Counter(tokens(gold.get("standfirst") or ""))
    if "body" in gold and lead and not lead - have:
        have -= lead
    junk = Counter(tokens("\n".join(gold.get("dropped", ()))))
    compared = _fields(article, gold)
    day = article.published.start.isoformat() if article.published.start else None
    return ArticleScore(
        name=case.name,
        right=(have & want).total(),
        found=have.total(),
        wanted=want.total(),
        junk_kept=((have - want) & junk).total(),
        junk=junk.total(),
        wrong={name: pair for name, pair in compared.items() if pair[0] != pair[1]},
        asked=frozenset(compared),
        wrong_day=day is not None and day != gold.get("published"),
    )


def article_report(scores: Sequence[ArticleScore]) -> dict[str, Any]:
    """The figures over all pages."""
    right, found, wanted = (sum(getattr(s, name) for s in scores) for name in ("right", "found", "wanted"))
    return {
        "pages": len(scores),
        "body": {
            "precision": round(right / max(1, found), 3),
            "recall": round(right / max(1, wanted), 3),
            "f1": round(2 * right / max(1, found + wanted), 3),
        },
        "junk_kept": {"words": sum(s.junk_kept for s in scores), "of": sum(s.junk for s in scores)},
        "fields": {
            name: {
                "right": sum(name in s.asked and name not in s.wrong for s in scores),
                "of": sum(name in s.asked for s in scores),
            }
            for name in FIELDS
        },
        "wrong_days": sum(s.wrong_day for s in scores),
        "errors": [
            {"page": s.name, "field": name, "read": pair[0], "expected": pair[1]}
            for s in scores
            for name, pair in s.wrong.items()
        ],
        "bodies": {s.name: round(2 * s.right / max(1, s.found + s.wanted), 3) for s in scores},
    }


def _fields(article: Article, gold: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Of each field that the gold asks for, what was read and what was expected."""
    day = article.published.start.isoformat() if article.published.start else None
    found: dict[str, tuple[Any, Any]] = {
        "title": (_words(article.title), _words(gold["title"])),
        "section": (_words(article.section), _words(gold.get("section"))),
        "day": (day, gold.get("published")),
    }
    if "author" in gold:
        persons = re.split(r"\s+(?:avec|with)\s+", article.byline or "")[0]
        if gold["author"]:
            found["byline"] = (_sorted(re.split(r",\s+", persons)), _sorted(gold["author"]))
    else:
        found["byline"] = (_words(article.byline), _words(gold.get("byline")))
    if "photos" in gold:
        found["caption"] = (
            [_words(photo.caption) for photo in article.photos],
            [_words(photo["caption"]) for photo in gold["photos"]],
        )
    return found


def _case(file: Path) -> ArticleCase | None:
    try:
        gold = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return None
    if not isinstance(gold, dict) or not any(fields <= gold.keys() for fields in _GOLD):
        return None
    page = next((file.with_suffix(end) for end in (".txt", ".html") if file.with_suffix(end).is_file()), None)
    if page is None:
        raise InputError(f"{file}: its page is not beside it; put {file.stem}.txt or {file.stem}.html there")
    return ArticleCase(file.stem, page, gold)


def _words(text: str | None) -> str | None:
    return " ".join(tokens(text)) if text else None


def _sorted(names: Iterable[str]) -> list[str | None]:
    return sorted((_words(name) for name in names if name), key=str)
