"""How much the first look keeps of what holds an event, and how much of everyday news it drops.

    python bench/first_look.py             on the development parts
    python bench/first_look.py --part test on the test parts; look once, and tune nothing on them

Gold events stand in texts of a sentence or two; they are looked at alone, and in the middle of an everyday page, where they are
all that tells. Everyday pages of « crawl » name other countries nearly all; those of « relevance » seldom.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.evaluate.gold import read_gold
from dragoman.languages import Pack, languages, load
from dragoman.relevance import look

CORPORA = Path(__file__).parents[1] / "corpora"


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file; none where there is no such file."""
    if path.exists():
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def kept(texts: list[tuple[str, int]], pack: Pack) -> str:
    """Of texts with their numbers of events, how many events are in those that are kept."""
    events = sum(number for _, number in texts)
    found = sum(number for text, number in texts if look(text, pack).relevant)
    return f"{found / events:.1%} of {events}"


def dropped(path: Path, pack: Pack) -> str:
    """How many everyday pages of a file are dropped, and what the others are about."""
    pages = list(records(path))
    if not pages:
        return "–"
    through = Counter(page["topic"] for page in pages if look(page["text"], pack).relevant)
    told = ", ".join(f"{topic} {number}" for topic, number in through.most_common())
    return f"{len(pages) - through.total()} of {len(pages)} (kept: {told or 'none'})"


def measure(language: str, part: str) -> None:
    """Print what is kept and dropped in a language."""
    pack, chance = load(language), random.Random(1)
    everyday = [page["text"] for page in records(CORPORA / language / f"relevance/{part}.ndjson")]
    dull = [text for text in everyday if not look(text, pack).relevant]
    news = CORPORA / language / f"events/news/{part}.ndjson"
    golds = [*read_gold(CORPORA / language / "events" / part), *read_gold(news)]
    alone = [(gold.text, len(gold.events)) for gold in golds if gold.events]
    among = [("\n\n".join([chance.choice(dull), text, chance.choice(dull)]), number) for text, number in alone]
    pages = [path.read_text(encoding="utf-8") for path in sorted((CORPORA / language / "pages" / part).glob("*.txt"))]
    of_part = CORPORA / language / "relevance"
    told = {
        "events kept, alone": kept(alone, pack),
        "events kept, in an everyday page": kept(among, pack),
        "diplomatic pages kept": f"{sum(look(page, pack).relevant for page in pages)} of {len(pages)}",
        "everyday pages dropped": dropped(of_part / f"{part}.ndjson", pack),
        "everyday pages that name countries dropped": dropped(of_part / f"crawl-{part}.ndjson", pack),
        "time a page": f"{milliseconds([*pages, *everyday], pack):.2f} ms",
    }
    print(f"{language} {part}")
    for name, figure in told.items():
        print(f"  {name + ':':<44} {figure}")


def milliseconds(texts: list[str], pack: Pack) -> float:
    """The process's own time that a look takes."""
    begun = time.process_time()
    for text in texts:
        look(text, pack)
    return (time.process_time() - begun) / len(texts) * 1000


def main() -> None:
    """Measure both languages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "test"], default="dev")
    wanted = parser.parse_args()
    for language in languages():
        measure(language, wanted.part)


if __name__ == "__main__":
    main()
