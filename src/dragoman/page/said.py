"""What a page's markup says of its article: title, day of publication, authors, section, lead, language, address.

Each is asked of several places, in order of trust, and the first good answer is taken with the place that gave it.
A wrong day is worse than none: days of changes, of the future, and those that contradict each other are refused.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.languages.pack import Pack, languages, load
from dragoman.page.bylines import byline as byline_in
from dragoman.page.bylines import bylines, is_name
from dragoman.page.flattened import tokens
from dragoman.page.hydrated import hydrated
from dragoman.page.jsonld import Told, told
from dragoman.page.main_text import said_by_readers
from dragoman.page.markup import markup
from dragoman.page.outline import Outline
from dragoman.page.published import days

LEAST_BELOW = 60
"""Words of paragraphs that stand below a title at least."""
LONGEST_SIGNATURE = 24
"""Words of the longest line below a text that says who wrote it, when and under which heading."""
EARLIEST = datetime.date(1994, 1, 1)
"""Before the first news site; an earlier day is a default of the system (1970-01-01) or speaks of something else."""
_SUFFIX = re.compile(r"\s+(?:[|•·»›]|::|-{1,3}|[–—])\s+")
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_IN_URL = re.compile(
    r"/((?:19|20)\d{2})[/-]?(\d{1,2})[/-]?(\d{1,2})(?=[/_.-])|[/_-]((?:19|20)\d{2})-?(\d{2})-?(\d{2})(?!\d)"
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_LOWER_END = re.compile(r"(?:\s+[a-zà-öø-ÿ’']+)+$")
_OF_ANY = frozenset({"meta date", "meta dc.date", "meta dcterms.date"})
"""Tags that some systems fill with the day of the last change."""
_COMPACT = re.compile(r"^\d{8}(?:\D|$)|^\d{14}")


@dataclass(frozen=True, slots=True)
class Said:
    """What the markup says; ``title_block`` is the number of the block that is the page's title."""

    title: str | None = None
    title_block: int | None = None
    section: str | None = None
    byline: str | None = None
    summary: str | None = None
    published: datetime.date | None = None
    published_evidence: str | None = None
    language: str | None = None
    url: str | None = None
    captions: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    free: bool = True


def said(tree: Any, page: Outline, url: str | None = None) -> Said:
    """What a page says of itself in its markup."""
    own = told(tree)
    metas = _metas(tree)
    address = url or own.url or _link(tree, "canonical") or metas.get("og:url")
    language = _language(tree, metas, own)
    packs = _packs(language)
    title, block = _title(tree, page, own, metas)
    if not own.body and (state := hydrated(tree, title)) is not None:
        own = own.with_state(state)
    near = _near(page, block)
    day, evidence = _published(page, own, metas, near, address, packs)
    return Said(
        title=title,
        title_block=block,
        section=_section(page, own, metas, near, title),
        byline=_byline(page, own, metas, near, packs, address),
        summary=_summary(own, metas, title),
        published=day,
        published_evidence=evidence,
        language=language,
        url=address,
        captions=own.captions,
        body=own.body,
        free=own.free,
    )


# ---- title


def _title(tree: Any, page: Outline, own: Told, metas: dict[str, str]) -> tuple[str | None, int | None]:
    """The title as its reader sees it, an h1 that another place agrees with; else as the other places give it."""
    site = metas.get("og:site_name") or own.publisher
    titles = [" ".join(one.text_content().split()) for one in tree.iter("title")][:1]
    metas_title = (metas.get(name) for name in ("og:title", "twitter:title", "title", "dc.title"))
    others = [t for t in (own.headline, *metas_title, *titles) if t]
    heads = [n for n, block in enumerate(page.blocks) if _heading(page, block.node) == "h1" and block.words >= 2]
    best = max(
        heads,
        key=lambda n: (
            *max(((_alike(page.blocks[n].text, t), _shared(page.blocks[n].text, t)) for t in others), default=(0.0, 0)),
            -n,
        ),
        default=None,
    )
    under = _under_site(page, heads, titles)
    if under is not None:
        return page.blocks[under].text, under
    if best is not None:
        text = page.blocks[best].text
        likeness = max((_alike(text, other) for other in others), default=0.0)
        if likeness >= 0.5 or (not others or (len(heads) == 1 and len(tokens(text)) >= 4 and not _is_site(text, site))):
            return _shortest_alike(text, own.headline), best
    for other in others:
        shown = _shown_part(page, other)
        if shown is not None and not _is_site(page.blocks[shown].text, site):
            return page.blocks[shown].text, shown
    headed = (_headed(page, others) or _only_heading(page)) if not heads else None
    if headed is not None:
        return page.blocks[headed].text, headed
    for other in others:
        bare = _without_site(other, site)
        if (
            bare
            and not _is_site(bare, site)
            and (other not in titles or len(tokens(bare)) > 5 or _speaks_of(page, bare))
        ):
            return bare, _block_of(page, bare)
    return None, None


def _headed(page: Outline, others: Sequence[str]) -> int | None:
    """On a page without an h1 that says anything: the first smaller heading that says what the page's other titles say."""
    for n, block in enumerate(page.blocks):
        headed = 5 <= block.words <= 40 and not block.linked and _heading(page, block.node) in ("h2", "h3")
        if headed and any(_alike(block.text, other) >= 0.5 and _shared(block.text, other) >= 4 for other in others):
            return n
    return None


def _only_heading(page: Outline) -> int | None:
    """The one heading above the page's first paragraph, where a page has neither an h1 nor a title that it shows."""
    first = next((n for n, block in enumerate(page.blocks) if block.words >= 20 and not block.linked), 0)
    found = [
        n
        for n, block in enumerate(page.blocks[:first])
        if 5 <= block.words <= 40
        and not block.linked
        and any(page.tags[node] in ("h2", "h3", "h4") for node in page.up(block.node)[:2])
    ]
    return found[0] if len(found) == 1 else None


def _speaks_of(page: Outline, title: str) -> bool:
    """Whether the page says half of a title's longer words: what only its <title> has may be the site's name alone."""
    wanted = {token for token in tokens(title) if len(token) > 3}
    said_words = {token for block in page.blocks for token in tokens(block.text)}
    return len(wanted & said_words) >= 0.5 * len(wanted)


def _under_site(page: Outline, heads: Sequence[int], titles: Sequence[str]) -> int | None:
    """The smaller heading that a blog's <title> has beside its h1, which is the blog's own name (« Blog: Title »)."""
    for n, block in enumerate(page.blocks):
        if block.words < 3 or _heading(page, block.node) not in ("h2", "h3"):
            continue
        for title in titles:
            if sum(one.words for one in page.blocks[n + 1 :] if one.words >= 12) < LEAST_BELOW:
                continue  # the site's name at the foot, below the text
            rest = title.removesuffix(block.text).removeprefix(block.text).strip(" :|–—-·•»")
            if rest != title and any(tokens(rest) == tokens(page.blocks[one].text) for one in heads):
                return n
    return None


def _heading(page: Outline, node: int) -> str | None:
    return next((page.tags[one] for one in page.up(node)[:3] if page.tags[one] in ("h1", "h2", "h3")), None)


def _alike(one: str, other: str) -> float:
    """Share of the shorter one's words that the other has."""
    first, second = set(tokens(one)), set(tokens(other))
    small = min(len(first), len(second))
    return len(first & second) / small if small else 0.0


def _shared(one: str, other: str) -> int:
    """How many words both have."""
    return len(set(tokens(one)) & set(tokens(other)))


def _shortest_alike(text: str, headline: str | None) -> str:
    """The h1, without a label in front that the headline lacks (« Diplomatie Le ministre … »)."""
    if headline and text != headline and text.endswith(headline) and len(tokens(text)) - len(tokens(headline)) <= 4:
        return headline
    return text


def _without_site(title: str, site: str | None) -> str:
    """A title without what stands behind a sign and names the site, or is short beside the rest."""
    parts = _SUFFIX.split(title)
    while len(parts) > 1:
        last, rest = parts[-1], len(tokens(" ".join(parts[:-1])))
        if not (_is_site(last, site) or (len(tokens(last)) <= 4 and rest > len(tokens(last)))):
            break
        parts.pop()
    kept = parts[-1] if parts else title
    return title[: title.rindex(kept) + len(kept)].strip() if len(parts) > 1 else kept.strip()


def _shown_part(page: Outline, title: str) -> int | None:
    """The block that says the whole title, or the longest part of it between signs, of four words at least."""
    parts = _SUFFIX.split(title)
    wanted = {tuple(tokens(" ".join(parts[i:j]))) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
    most = max(map(len, wanted), default=0)
    said = {
        tuple(words): n
        for n in range(len(page.blocks) - 1, -1, -1)
        if (words := _short_words(page.blocks[n].text, most)) in wanted
    }
    best = max(said, key=len, default=())
    return said[best] if len(best) >= 4 else None


def _short_words(text: str, most: int) -> tuple[str, ...]:
    return tuple(tokens(text)) if len(text) <= 30 * most else ()


def _is_site(text: str, site: str | None) -> bool:
    return (
        site is not None
        and bool(tokens(site))
        and set(tokens(text)) <= {*tokens(site), "com", "fr", "www", "le", "la", "the"}
    )


def _block_of(page: Outline, title: str) -> int | None:
    wanted = tokens(title)
    return next(
        (n for n, block in enumerate(page.blocks) if block.words <= 2 * len(wanted) and tokens(block.text) == wanted),
        None,
    )


def _near(page: Outline, title: int | None) -> list[int]:
    """Blocks about the title, down to the text's second paragraph: where sections, bylines and dates stand."""
    if title is None:
        return []
    near = list(range(max(0, title - 4), title + 1))
    sentences = 0
    for n in range(title + 1, min(len(page.blocks), title + 14)):
        block = page.blocks[n]
        sentences += block.words >= 12 and block.text.endswith((".", "!", "?", "…", "»", '"', "”"))
        if sentences > 2:
            break
        near.append(n)
    return near


# ---- day


def _published(
    page: Outline, own: Told, metas: dict[str, str], near: Sequence[int], url: str | None, packs: Sequence[Pack]
) -> tuple[datetime.date | None, str | None]:
    """The day of publication and the place that tells it."""
    seen = _seen_day(page, near, packs)
    in_url = _day_of_url(url)
    changed: set[datetime.date] = set()
    for value, place in _told_days(page, own, metas, near):
        day = _day(value)
        if day is None or (place in _OF_ANY and (changed := changed or _changed_days(page, packs)) and day in changed):
            continue
        if seen is not None and day + datetime.timedelta(days=1) == seen[0] and _late_in_greenwich(value):
            return seen[0], seen[1]
        # a system that writes the day of the last change as the first one is found out by what the reader sees
        if own.modified and _day(own.modified) == day and seen is not None and seen[2] == "published" and seen[0] < day:
            return seen[0], seen[1]
        return day, place
    if in_url is not None and (seen is None or seen[0] == in_url or seen[2] != "published"):
        return in_url, f"address: {url}"
    return (seen[0], seen[1]) if seen is not None else (None, None)


def _changed_days(page: Outline, packs: Sequence[Pack]) -> set[datetime.date]:
    """Days that short lines of the page call a change's, and no line the publication's."""
    listed = [day for block in page.blocks if block.words <= 8 for pack in packs for day in days(block.text, pack)]
    first = {day.date for day in listed if day.cue == "published"}
    return {day.date for day in listed if day.cue == "modified" and day.date is not None} - first


def _late_in_greenwich(value: str | None) -> bool:
    """Whether a time is one of Greenwich's late evening, where it may be the next day for the page's readers."""
    return re.search(r"T(?:1[5-9]|2\d):\d\d\S*(?:Z|\+00:?00)$", value or "") is not None


def _told_days(
    page: Outline, own: Told, metas: dict[str, str], near: Sequence[int]
) -> Iterator[tuple[str | None, str]]:
    yield own.published, "JSON-LD datePublished"
    yield _itemprop(page, "datePublished"), "microdata datePublished"
    for name in markup().published:
        full = next((key for key in metas if key == name or key.endswith((f":{name}", f".{name}"))), name)
        yield metas.get(full), f"meta {full}"
    yield from _times(page, near)


def _times(page: Outline, near: Sequence[int]) -> Iterator[tuple[str | None, str]]:
    """Elements <time> between the title's neighbours that are not named as a change."""
    if not near:
        return
    low, high = page.blocks[near[0]].node, page.blocks[near[-1]].node
    modified = markup().changed
    found = [n for n, tag in enumerate(page.tags) if tag == "time" and page.elements[n].get("datetime")]
    for n in found:
        element = page.elements[n]
        if element.get("pubdate") is not None or " published " in page.marks[n]:
            yield element.get("datetime"), "time element, published"
    for n in found:
        around = page.up(n)[:3]
        changed = (
            any(modified.search(page.marks[one]) for one in around)
            or page.elements[n].get("itemprop") == "dateModified"
        )
        if low <= n <= high and not changed:
            yield page.elements[n].get("datetime"), "time element by the title"


def signature(page: Outline, last: int, language: str | None) -> str | None:
    """The name that signs the text right below its last block, set off by its markup and no link."""
    n = last + 1
    if n >= len(page.blocks) or not 2 <= page.blocks[n].words <= 4:
        return None
    block = page.blocks[n]
    within = [page.elements[block.node], *page.elements[block.node].iter()]
    set_off = any(one.tag in ("b", "strong", "em", "i") for one in within) or "right" in " ".join(
        one.get("style", "") + one.get("align", "") for one in within if isinstance(one.tag, str)
    )
    if not set_off or any(one.tag == "a" for one in within):
        return None
    return block.text if any(is_name(block.text, pack) for pack in _packs(language)) else None


def day_after(page: Outline, last: int, language: str | None) -> tuple[datetime.date | None, str | None]:
    """The day that the lines right after the text call the publication's, for a page that states none at its head."""
    near = range(last + 1, min(last + 4, len(page.blocks)))
    seen = _seen_day(page, near, _packs(language))
    return (
        (seen[0], seen[1].replace("by the title", "after the text")) if seen is not None and seen[2] else (None, None)
    )


def _seen_day(
    page: Outline, near: Sequence[int], packs: Sequence[Pack]
) -> tuple[datetime.date, str, str | None] | None:
    """The day that the lines about the title state: (day, words, what they call it); none where two differ."""
    found: list[tuple[datetime.date, str, str | None]] = []
    for n in near:
        block = page.blocks[n]
        if block.words > 30 or len(block.text) > 300:
            continue
        label = page.blocks[n - 1] if n and block.words <= 8 else None
        line = f"{label.text} {block.text}" if label is not None and label.words <= 3 else block.text
        for pack in packs:
            listed = [day for day in days(line, pack) if day.date is not None and _possible(day.date)]
            if listed:
                found += [(day.date, f"“{day.text}” by the title", day.cue) for day in listed if day.date is not None]
                break
    for wanted in ("published", None):
        named = [one for one in found if one[2] == wanted]
        if len({one[0] for one in named}) == 1:
            return named[0]
        if named:
            return None
    return None


def _day(value: str | None) -> datetime.date | None:
    """The day in a machine's notation, as its own clock has it; one that cannot be is none."""
    if not value:
        return None
    match = (
        _ISO.search(value) if not _COMPACT.match(value.strip()) else re.match(r"(\d{4})(\d{2})(\d{2})", value.strip())
    )
    if match is None:
        return _written_day(value)
    return _safe(int(match[1]), int(match[2]), int(match[3]))


def _written_day(value: str) -> datetime.date | None:
    """A day in words, or with its day first (« 12/03/2024 10:41 »), where it can be read in one way."""
    slashed = re.match(r"\s*(\d{4})/(\d{1,2})/(\d{1,2})", value)
    if slashed:
        return _safe(int(slashed[1]), int(slashed[2]), int(slashed[3]))
    for code in languages():
        found = [day.date for day in days(value, load(code)) if day.date is not None]
        if found:
            return found[0] if _possible(found[0]) else None
    return None


def _safe(year: int, month: int, day: int) -> datetime.date | None:
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found if _possible(found) else None


def _possible(day: datetime.date) -> bool:
    return EARLIEST <= day <= datetime.date.today() + datetime.timedelta(days=1)


def _day_of_url(url: str | None) -> datetime.date | None:
    match = _IN_URL.search(url or "")
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    return _safe(year, month, day)


# ---- authors


def _outlet_of(address: str | None) -> str | None:
    """The outlet's name in an address: "lavenue" of https://www.lavenue.be/…"""
    match = re.match(r"https?://(?:www\.)?([a-z0-9-]{3,})\.", address or "")
    return match[1].replace("-", "") if match else None


def _byline(
    page: Outline, own: Told, metas: dict[str, str], near: Sequence[int], packs: Sequence[Pack], address: str | None
) -> str | None:
    """Who wrote it: persons where any are named, with the agency that the page names beside them; else a desk or agency."""
    site = metas.get("og:site_name") or own.publisher or metas.get("application-name") or _window_name(page)
    outlet = _outlet_of(address)
    ways: tuple[Iterable[str], ...] = (
        own.authors,
        [
            metas.get(key, "")
            for key in ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl")
        ],
        _marked_authors(page, near) or _card_of_author(page),
        [text for n in near if not _under_picture(page, n) and (text := _said_byline(page.blocks[n].text, packs))],
        own.groups,
    )
    found = [
        [name for value in way for name in _names(value, packs) if "".join(tokens(name)) != outlet] for way in ways
    ]
    persons = next(
        (own_names for names in found if (own_names := [n for n in names if not _is_desk(n, site, packs)])), []
    )
    agency = next(
        (name for names in found for name in names if _is_agency(name, packs) and not _is_site(name, site)), None
    )
    if not persons:
        return agency or next((name for names in found for name in names if not _is_site(name, site)), None)
    joiner = next((word for pack in packs for word in _joiners(pack, "with")), ",")
    listed = ", ".join(dict.fromkeys(persons))
    return f"{listed} {joiner} {agency}" if agency else listed


def _window_name(page: Outline) -> str | None:
    """What the page's <title> names behind its last sign, as sites name themselves (« … | Newswire »)."""
    titles = [" ".join(one.text_content().split()) for one in page.elements[:1] for one in one.iter("title")]
    parts = _SUFFIX.split(titles[0]) if titles else []
    return parts[-1] if len(parts) > 1 and len(tokens(parts[-1])) <= 4 else None


def byline_after(page: Outline, last: int, language: str | None) -> str | None:
    """The names in a line that says who wrote the page among the first below its text (« Par Awa Diarra - Publié dans … »)."""
    for n in range(last + 1, min(last + 4, len(page.blocks))):
        if page.blocks[n].words > LONGEST_SIGNATURE or said_by_readers(page, page.blocks[n].node):
            continue
        packs = _packs(language)
        found = next((name for pack in packs if (name := _announced(page.blocks[n].text, pack))), None)
        names = [name for name in _names(found, packs) if not _is_desk(name, None, packs)] if found else []
        if names:
            return ", ".join(dict.fromkeys(names))
    return None


def _announced(text: str, pack: Pack) -> str | None:
    """The names behind a byline's marker, up to the first sign of another kind."""
    words = tokens(text)
    if not words or bylines(pack).markers.at(words, 0) is None:
        return None
    return next((found for part in (text, _SUFFIX.split(text)[0]) if (found := byline_in(part, pack))), None)


def _said_byline(text: str, packs: Sequence[Pack]) -> str | None:
    """The names in a line that says who wrote the page, whole or after a sign (« Mardi 25 avril – par Awa Diarra »)."""
    if len(text) >= 200:
        return None
    parts = (text, *_SUFFIX.split(text)[1:])
    return next((found for part in parts for pack in packs if (found := byline_in(part, pack))), None)


def _under_picture(page: Outline, n: int) -> bool:
    """Whether a block is a picture's caption or credit: the agency in it did not write the page."""
    around = page.up(page.blocks[n].node)[:4]
    named = any(markup().caption.search(page.marks[node]) for node in around[:2])
    return named or page.blocks[n].text[:1] == "©" or any(page.tags[node] == "figure" for node in around)


def _marked_authors(page: Outline, near: Sequence[int]) -> list[str]:
    """Words of elements that are named as authors: rel, itemprop, then classes about the title."""
    linked = [
        n
        for n, element in enumerate(page.elements)
        if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split()
    ]
    if linked:
        return [_words(page.elements[n]) for n in linked[:4]]
    return _marked(page, near, markup().byline, 200)


def _card_of_author(page: Outline) -> list[str]:
    """The name in the one visiting card (hCard) of a page, wherever it stands, as blogs sign below the text."""
    cards = [n for n, marks in enumerate(page.marks) if " vcard " in marks and not said_by_readers(page, n)]
    named = {
        _words(page.elements[n])
        for n, marks in enumerate(page.marks)
        if " fn " in marks and set(page.up(n)) & set(cards)
    }
    return list(named) if len(named) == 1 else []


def _marked(page: Outline, near: Sequence[int], pattern: re.Pattern[str], longest: int) -> list[str]:
    """Words of the elements about the title that are named so, inline ones too; outer ones before those in them."""
    if not near:
        return []
    first, last = page.blocks[near[0]].node, page.blocks[near[-1]].node
    begin = min(page.up(first)[:3])
    named = [n for n in range(max(begin, 2), last + 1) if len(page.marks[n]) > 2 and pattern.search(page.marks[n])]
    inner = {one for n in named for one in page.up(n)[1:]}
    texts = [
        _spaced(page.elements[n])
        for n in named
        if page.tags[n] not in ("script", "style") and not (n in inner and _only_adds_labels(page, n, named))
    ]
    return [text for text in texts if text and len(text) < longest]


def _only_adds_labels(page: Outline, node: int, named: Sequence[int]) -> bool:
    """Whether all that an element has besides the elements named like it is set apart too: « name », then « outlet »."""
    within = [n for n in named if n != node and node in page.up(n)]
    have = " ".join(_spaced(page.elements[n]) for n in within)
    return (
        len(tokens(have)) >= 2
        and _shared(have, _spaced(page.elements[node])) >= 2
        and not _own_words(page.elements[node])
    )


def _own_words(element: Any) -> str:
    """Words that stand in an element itself, between those in it."""
    return " ".join([element.text or "", *(inner.tail or "" for inner in element)]).strip()


def _spaced(element: Any) -> str:
    """An element's words, those of elements set apart by styles parted by a sign that parts names."""
    parts = [" ".join(text.split()) for text in element.itertext()]
    joined = ""
    for part in filter(None, parts):
        last = joined.split(" · ")[-1].split()
        apart = len(last) >= 2 and last[-1][:1].isupper() and part[:1].isupper()
        joined += (" · " if apart else " " if joined else "") + part
    return joined


def _words(element: Any) -> str:
    for inner in element.iter():
        if inner.get("itemprop") == "name":
            return inner.get("content") or " ".join(inner.text_content().split())
    return element.get("content") or " ".join(element.text_content().split())


def _names(value: str, packs: Sequence[Pack]) -> list[str]:
    """Names in a byline, one by one, without what announces them, offices and addresses; what stands in brackets is an
    office or a place unless it is an agency."""
    bare = _ADDRESS.sub(" ", value).strip(" ,;-–—|·/")
    bracketed = [found for found in re.findall(r"\(([^()]{2,40})\)", bare) if _is_any_desk(found, packs)]
    bare = re.sub(r"\([^()]*\)", " ", bare)
    bare = _said_byline(bare, packs) or bare
    joined = "|".join(
        re.escape(word) for pack in packs for word in (*_joiners(pack, "between"), *_joiners(pack, "with"))
    )
    parts = re.split(rf"\s*[,;|/·•]\s*|\s+[-–—]\s+|(?:^|\s+)(?:{joined})\s+", bare, flags=re.IGNORECASE)
    names = [
        name
        for part in (*parts, *bracketed)
        if (name := _LOWER_END.sub("", part.strip(" .:"))) and _like_a_name(name, packs)
    ]
    whole = any(len(name.split()) > 1 and not _is_any_desk(name, packs) for name in names)
    return [name for name in names if not whole or len(name.split()) > 1 or _is_any_desk(name, packs)]


@lru_cache
def _joiners(pack: Pack, key: str) -> tuple[str, ...]:
    """The words that a pack lists as joining names in bylines."""
    return tuple(str(entry["word"]) for entry in pack.entries("markup", key))


def _like_a_name(name: str, packs: Sequence[Pack]) -> bool:
    words = name.split()
    if " ".join(tokens(name)) in markup().nobody:
        return False
    if any(bylines(pack).markers.whole(tokens(name)) for pack in packs):
        return False
    if not 1 <= len(words) <= 6 or re.search(r"\d|[?!:«»]", name):
        return False
    if any(bylines(pack).roles & set(tokens(name)) for pack in packs):
        return _is_any_desk(name, packs)
    return words[0][0].isupper() or _is_any_desk(name, packs)


def _is_desk(name: str, site: str | None, packs: Sequence[Pack]) -> bool:
    return _is_site(name, site) or _is_any_desk(name, packs)


def _is_any_desk(name: str, packs: Sequence[Pack]) -> bool:
    words = tokens(name)
    return any(bylines(pack).desks.all(words) or bylines(pack).agencies.all(words) for pack in packs)


def _is_agency(name: str, packs: Sequence[Pack]) -> bool:
    return any(bylines(pack).agencies.whole(tokens(name)) for pack in packs)


# ---- the rest


def _section(page: Outline, own: Told, metas: dict[str, str], near: Sequence[int], title: str | None) -> str | None:
    crumbs = [crumb for crumb in own.crumbs if not _names_title(crumb, title)]
    marked = [text for text in _marked(page, near, markup().section, 40) if len(tokens(text)) <= 4]
    trail = [crumb for crumb in _trail(page) if not _names_title(crumb, title)]
    told = (own.section, metas.get("article:section"), _itemprop(page, "articleSection"))
    ways = (*told, *crumbs[1:][-1:], *marked[:1], *trail[1:][-1:])
    return next((way.strip(" /|>›") for way in ways if way and len(way) < 60 and not way.startswith("http")), None)


def _names_title(text: str, title: str | None) -> bool:
    return title is not None and _alike(text, title) >= 0.8 and len(tokens(text)) >= 3


def _trail(page: Outline) -> list[str]:
    """The steps of the breadcrumb that the page shows, its way home first."""
    for n, marks in enumerate(page.marks):
        if len(marks) > 2 and markup().trail.search(marks) and page.tags[n] not in ("body", "html"):
            links = [" ".join(link.text_content().split()) for link in page.elements[n].iter("a")]
            return [link for link in links if link]
    return []


def _summary(own: Told, metas: dict[str, str], title: str | None) -> str | None:
    ways = (own.description, metas.get("og:description"), metas.get("description"), metas.get("twitter:description"))
    return next((way for way in ways if way and len(tokens(way)) >= 8 and way != title), None)


def _language(tree: Any, metas: dict[str, str], own: Told) -> str | None:
    value = (
        tree.get("lang")
        or own.language
        or metas.get("og:locale")
        or metas.get("content-language")
        or metas.get("language")
    )
    match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z]{2,4})?\b", value or "")
    return match[1].lower() if match else None


def _packs(language: str | None) -> list[Pack]:
    codes = languages()
    return [load(code) for code in ([language] if language in codes else codes) if code]


def _metas(tree: Any) -> dict[str, str]:
    """Values of <meta> by name, property or itemprop in lower case; the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        value = " ".join((meta.get("content") or "").split())
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv")):
            if key and value:
                found.setdefault(key.strip().lower(), value)
    return found


def _link(tree: Any, rel: str) -> str | None:
    return next((link.get("href") for link in tree.iter("link") if link.get("rel") == rel and link.get("href")), None)


def _itemprop(page: Outline, name: str) -> str | None:
    found = next((element for element in page.elements if element.get("itemprop") == name), None)
    return None if found is None else str(found.get("content") or found.get("datetime") or found.text_content())
