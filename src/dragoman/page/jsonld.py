"""What a page says of its article in schema.org's words, as JSON-LD in its scripts."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

_ARTICLES = {
    "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "LiveBlogPosting", "BlogPosting", "AskPublicNewsArticle", "ReviewNewsArticle", "Report", "PressRelease", "SocialMediaPosting",
}  # fmt: skip
_GROUPS = {"Organization", "NewsMediaOrganization", "Corporation", "WebSite"}
_MOST = 2000
"""Objects looked at in one page; a real page has under a hundred."""


@dataclass(frozen=True, slots=True)
class Told:
    """The page's main article as JSON-LD tells it; empty where it does not."""

    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    publisher: str | None = None
    section: str | None = None
    description: str | None = None
    body: tuple[str, ...] = ()
    free: bool = True
    captions: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    crumbs: tuple[str, ...] = ()

    def with_state(self, state: Told) -> Told:
        """The same with what a script's state tells besides: its text, and what is told nowhere else."""
        return replace(
            self,
            body=state.body,
            published=self.published or state.published,
            authors=self.authors or state.authors,
            section=self.section or state.section,
        )


def told(tree: Any) -> Told:
    """What the page's article says of itself in scripts: of several, the one whose headline the page's <title> has best;
    articles within lists of others are passed over.
    """
    hint = {word for title in tree.iter("title") for word in title.text_content().lower().split()}
    things = [thing for script in tree.iter("script") if _is_jsonld(script) for thing in _things(script.text or "")]
    by_id = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 2}
    crumbs = next((_crumbs(thing) for thing in things if "BreadcrumbList" in _types(thing)), ())
    articles = [thing for thing in things if _types(thing) & _ARTICLES]
    if not articles:
        return Told(crumbs=crumbs)
    main = max(articles, key=lambda thing: _likeness(thing, hint))
    persons, groups = _authors(main.get("author") or main.get("creator"), by_id)
    publisher = _names(main.get("publisher"), by_id)
    return Told(
        headline=_text(main.get("headline")) or _text(main.get("name")),
        published=_text(main.get("datePublished")) or _text(main.get("dateCreated")),
        modified=_text(main.get("dateModified")),
        authors=persons,
        groups=groups,
        publisher=publisher[0] if publisher else None,
        section=_first(main.get("articleSection")),
        description=_text(main.get("description")),
        body=_paragraphs(main.get("articleBody")),
        free=str(main.get("isAccessibleForFree", True)).lower() != "false",
        captions=tuple(_captions(main.get("image"), by_id)),
        language=_first(main.get("inLanguage")),
        url=_url(main),
        crumbs=crumbs,
    )


def _likeness(article: dict[str, Any], hint: set[str]) -> tuple[float, bool]:
    words = (_text(article.get("headline")) or _text(article.get("name")) or "").lower().split()
    alike = sum(word in hint for word in words) / len(words) if words else -1.0
    return (round(alike, 1) if hint else float(bool(words)), bool(article.get("datePublished")))


def _is_jsonld(script: Any) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _things(source: str) -> Iterator[dict[str, Any]]:
    """All objects at the top of a script, in a list, or in a @graph; not those that stand within an article."""
    waiting = [_loaded(source)]
    for _ in range(_MOST):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting[:0] = thing
        elif isinstance(thing, dict):
            yield thing
            waiting[:0] = [
                thing[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(thing.get(key), dict | list)
            ]


def _loaded(source: str) -> Any:
    """The script's value; systems wrap it in comments or CDATA, leave line breaks in strings and commas at ends."""
    bare = re.sub(
        r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*$",
        "",
        source,
    )
    for attempt in (bare, re.sub(r",\s*([}\]])", r"\1", bare.strip().rstrip(";"))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2] for kind in listed if isinstance(kind, str)}


def _text(value: Any) -> str | None:
    """Words of a value, entities and markup taken out: some systems escape twice."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(re.sub(r"<[^<>]{1,200}>", " ", entities.unescape(entities.unescape(value))).split()) or None


def _paragraphs(value: Any) -> tuple[str, ...]:
    """A text by its lines; without any, as one."""
    lines = value.split("\n") if isinstance(value, str) else []
    return tuple(text for line in lines if (text := _text(line)))


def _first(value: Any) -> str | None:
    listed = value if isinstance(value, list) else [value]
    return next((text for one in listed if (text := _text(one))), None)


def _authors(value: Any, by_id: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Persons and groups that are named as authors."""
    persons: list[str] = []
    groups: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        meant = _meant(one, by_id)
        is_group = isinstance(meant, dict) and bool(_types(meant) & _GROUPS)
        (groups if is_group else persons).extend(_names(meant, by_id))
    return tuple(dict.fromkeys(persons)), tuple(dict.fromkeys(groups))


def _names(value: Any, by_id: dict[str, Any]) -> list[str]:
    found = []
    for one in value if isinstance(value, list) else [value]:
        meant = _meant(one, by_id)
        name = meant.get("name") if isinstance(meant, dict) else meant
        found += [text for part in (name if isinstance(name, list) else [name]) if (text := _text(part))]
    return found


def _meant(value: Any, by_id: dict[str, Any]) -> Any:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _captions(value: Any, by_id: dict[str, Any]) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        meant = _meant(one, by_id)
        caption = _text(meant.get("caption")) if isinstance(meant, dict) else None
        if caption:
            yield caption


def _crumbs(thing: dict[str, Any]) -> tuple[str, ...]:
    items = thing.get("itemListElement")
    names = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            names.append(_text(item.get("name")) or (_text(inner) if isinstance(inner, dict) else None))
    return tuple(name for name in names if name)


def _url(main: dict[str, Any]) -> str | None:
    page = main.get("mainEntityOfPage")
    found = main.get("url") or (page.get("@id") if isinstance(page, dict) else page)
    return found if isinstance(found, str) and found.startswith("http") else None
