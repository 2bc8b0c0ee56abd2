"""How well stories and occurrences are told apart: precision and recall over pairs of our own, put into a store.

``python -m dragoman.evaluate.same_news corpora test`` prints them for a part.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from dragoman.languages.pack import read_tsv
from dragoman.ontology import types
from dragoman.records import Article, Event, Reading, Realis
from dragoman.store import open_store


class Score(NamedTuple):
    """Pairs that are one and were found to be, that were wrongly found to be, that were missed, and all."""

    hits: int
    wrong: int
    missed: int
    pairs: int
    errors: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.wrong)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.missed)


class Item(NamedTuple):
    """Something of a family; what shares family and label is one."""

    family: str
    label: str
    name: str
    reading: Reading


_STORIES = "SELECT a.id, c.story FROM copy c JOIN article a ON a.number = c.article"
_OCCURRENCES = (
    "SELECT a.id, e.occurrence FROM event e JOIN version v ON v.number = e.version JOIN article a ON a.number = v.article"
    " WHERE e.occurrence IS NOT NULL"
)


def stories(corpus: Path, part: str) -> Score:
    """Pairs of texts of a family: copies of one another, or not."""
    return _score(_texts(corpus / "stories" / f"{part}.toml"), _STORIES)


def occurrences(corpus: Path, part: str) -> Score:
    """Pairs of reports of a family: of one happening, or not."""
    return _score(_reports(corpus / "occurrences" / f"{part}.tsv"), _OCCURRENCES)


def hard_stories(corpus: Path, part: str) -> Score:
    """Pairs of texts that share most of their words and are copies of one text, or news of another day in the same words."""
    return _score(_hard_texts(corpus / "stories" / f"hard-{part}.toml"), _STORIES)


def hard_occurrences(corpus: Path, part: str) -> Score:
    """Pairs of reports as papers write them, read by the coder itself: joined where any event of both is."""
    return _score(_hard_reports(corpus / "occurrences" / f"hard-{part}.toml"), _OCCURRENCES)


def _score(items: Iterable[Item], sql: str) -> Score:
    """Put all items into a store, as they come, and compare what they were joined to within each family."""
    families: dict[str, list[tuple[Item, str]]] = {}
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "pairs.sqlite", create=True) as store:
        for item in items:
            families.setdefault(item.family, []).append((item, store.put(item.reading).id))
        joined: dict[str, set[int]] = {}
        for id, one in store.database.rows(sql):
            joined.setdefault(id, set()).add(one)
    hits = wrong = missed = pairs = 0
    errors = []
    for members in families.values():
        for (one, first), (other, second) in itertools.combinations(members, 2):
            is_one = one.label == other.label
            found = not joined.get(first, set()).isdisjoint(joined.get(second, ()))
            pairs += 1
            hits += is_one and found
            wrong += found and not is_one
            missed += is_one and not found
            if is_one != found:
                errors.append(f"{'joined' if found else 'missed'}: {one.family}: {one.name} / {other.name}")
    return Score(hits, wrong, missed, pairs, tuple(errors))


def _texts(path: Path) -> Iterator[Item]:
    """The texts of each family: the wire, an exact copy, an edited one, a cut one, one with a lead of its own; and two others."""
    for family in tomllib.loads(path.read_text(encoding="utf-8"))["family"]:
        wire: list[str] = family["wire"]
        edited = "\n\n".join(wire)
        for old, new in family["edits"]:
            edited = edited.replace(old, new)
        texts = {
            "wire": ("copy", "\n\n".join(wire)),
            "exact": ("copy", "\n".join(wire)),
            "edited": ("copy", edited),
            "cut": ("copy", "\n\n".join(wire[: family["cut"]])),
            "led": ("copy", "\n\n".join([family["lead"], *wire[1:]])),
            "independent": ("independent", family["independent"]),
            "follow": ("follow", family["follow"]),
        }
        for name, (label, text) in texts.items():
            yield Item(family["name"], label, name, _reading(f"{family['name']}-{name}", text))


def _reports(path: Path) -> Iterator[Item]:
    for n, row in enumerate(read_tsv(path)):
        text = f"{row['words']}."
        span = {"start": 0, "end": len(text), "text": text}
        told = {
            "id": "e1",
            "event": row["type"],
            "mode": row["mode"] or None,
            "quad": types()[row["type"]].quad,
            "score": 1.0,
            "actor": [{"code": code, **span} for code in row["actors"].split("+") if code],
            "recipient": [{"code": code, **span} for code in row["recipients"].split("+") if code],
            "realis": row["realis"] if row["realis"] in get_args(Realis) else "actual",
            "when": {"from": row["from"] or None, "to": row["to"] or None} if row["from"] or row["to"] else None,
            "place": {"country": row["country"] or None, "start": 0, "end": len(row["place"]), "text": row["place"]},
            "trigger": span,
            "sentence": {"start": 0, "end": len(text)},
        }
        reading = _reading(f"r{n}", text, row["published"], [told])
        yield Item(row["family"], row["occurrence"], row["words"], reading)


def _hard_texts(path: Path) -> Iterator[Item]:
    for family in tomllib.loads(path.read_text(encoding="utf-8"))["family"]:
        for n, (label, published, text) in enumerate(family["texts"]):
            yield Item(family["name"], label, f"text {n + 1}", _reading(f"{family['name']}-{n}", text, published))


def _hard_reports(path: Path) -> Iterator[Item]:
    from dragoman.reading import code_text
    from dragoman.text import detect

    for family in tomllib.loads(path.read_text(encoding="utf-8"))["family"]:
        for n, (label, published, text) in enumerate(family["reports"]):
            coding = code_text(text, detect(text), datetime.date.fromisoformat(published))
            reading = _reading(f"{family['name']}-{n}", text, published)
            read = msgspec.structs.replace(reading, mentions=coding.mentions, times=coding.times, events=coding.events)
            yield Item(family["name"], label, text, read)


def _reading(id: str, text: str, published: str | None = None, events: Iterable[object] = ()) -> Reading:
    day = {"start": published, "end": published, "basis": "given"} if published else {"basis": "none"}
    article = msgspec.convert({"language": "fr", "text": text, "published": day}, Article)
    url = f"https://{hashlib.sha256(id.encode()).hexdigest()[:12]}.exemple/{id}"
    return Reading(id=id, url=url, article=article, events=msgspec.convert(list(events), tuple[Event, ...]))


PHENOMENA: dict[str, Callable[[Path, str], Score]] = {
    "stories": stories,
    "occurrences": occurrences,
    "hard stories": hard_stories,
    "hard occurrences": hard_occurrences,
}


def report(corpus: Path, part: str) -> Iterator[str]:
    """A line for each phenomenon, and one for each error."""
    for name, score in PHENOMENA.items():
        measured = score(corpus, part)
        yield (
            f"{name}, {part}: precision {measured.precision:.3f}, recall {measured.recall:.3f}, {measured.pairs} pairs"
            f" ({measured.hits} hits, {measured.wrong} wrong, {measured.missed} missed)"
        )
        yield from (f"  {error}" for error in measured.errors)


if __name__ == "__main__":
    sys.stdout.writelines(line + "\n" for line in report(Path(sys.argv[1]), sys.argv[2]))
