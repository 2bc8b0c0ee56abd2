"""Learn what words weigh in the first look at a page.

``python -m dragoman.evaluate.first_look fr corpora`` writes ``relevance.tsv`` into the language's pack: from the training part of
the events, sentences that hold one and sentences of texts without any, and from everyday pages, whose sentences hold none.
Needs scikit-learn, of the development tools.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.evaluate.gold import place, read_gold
from dragoman.languages import Pack, load
from dragoman.relevance import seen_in

STRENGTH = 3.0
"""Inverse of the lasso; a smaller one gives fewer words."""
SEEN = 3
"""Sentences that a word must be in to be weighed."""
SMALL = 0.05
"""Weights below this are left out of the file."""

Row = tuple[set[str], bool]


def rows(corpora: Path, pack: Pack) -> Iterator[Row]:
    """The features of each sentence that names an actor, and whether it holds an event."""
    for gold in read_gold(corpora / pack.code / "events/train"):
        triggers = [event.trigger for event in gold.events]
        for sentence, seen in seen_in(gold.text, pack):
            holds = any(place(sentence, trigger) for trigger in triggers)
            if holds or not triggers:
                yield seen.features(), holds
    with (corpora / pack.code / "relevance/crawl-train.ndjson").open(encoding="utf-8") as pages:
        for page in map(json.loads, pages):
            yield from ((seen.features(), False) for _, seen in seen_in(page["text"], pack))


def learn(given: Sequence[Row]) -> dict[str, float]:
    """The weights of a lasso logistic regression in which both kinds of sentences count the same in all."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for features, _ in given for name in features)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    index = {name: n for n, name in enumerate(names)}
    at = [(n, index[name]) for n, (features, _) in enumerate(given) for name in sorted(features) if name in index]
    where: Any = np.array(at, dtype=np.int32).T
    x = csr_matrix((np.ones(len(at)), where), shape=(len(given), len(names)))
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    model = LogisticRegression(
        C=STRENGTH, l1_ratio=1.0, class_weight="balanced", max_iter=3000, solver="liblinear", random_state=1
    ).fit(x, [holds for _, holds in given])
    weights = {name: round(float(value), 2) for name, value in zip(names, model.coef_[0], strict=True)}
    kept = {name: value for name, value in weights.items() if abs(value) >= SMALL}
    return {"": round(float(model.intercept_[0]), 2), **kept}


def write(weights: dict[str, float], path: Path) -> None:
    """A line a word, the first of no word."""
    lines = [f"{name}\t{value}" for name, value in weights.items()]
    told = "# What words weigh in the first look, in the logarithm of odds; written by python -m dragoman.evaluate.first_look\n"
    path.write_text(told + "words\tweight\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """The command of this module."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.first_look", description=__doc__.split("\n")[0])
    parser.add_argument("language", help="code of the language's pack, as fr")
    parser.add_argument("corpora", type=Path, help="the folder of all corpora")
    chosen = parser.parse_args(arguments)
    pack = load(chosen.language)
    given = list(rows(chosen.corpora, pack))
    weights = learn(given)
    write(weights, pack.folder / "relevance.tsv")
    holding = sum(holds for _, holds in given)
    told = f"{holding} sentences that hold an event, {len(given) - holding} that do not; {len(weights)} weights\n"
    sys.stdout.write(told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
