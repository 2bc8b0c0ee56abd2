"""Fit the chances that events are right on corpora with gold.

``python -m dragoman.evaluate.calibrate corpora/fr/events/dev corpora/en/events/dev`` writes the weights anew and prints
the Brier score and the reliability table of a five-fold cross-validation, before which nothing is known of a fold.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dragoman import events
from dragoman.evaluate.events import pairs
from dragoman.evaluate.gold import GoldText, read_gold
from dragoman.events.score import WEIGHTS, features
from dragoman.languages import load
from dragoman.reading import code_text, named

FOLDS = 5
RIDGE = 2.0
ROUNDS = 60


def observed(texts: Sequence[GoldText]) -> list[tuple[dict[str, float], bool]]:
    """The features of each event found in the texts, and whether it is wholly right."""
    rows = []
    for gold in texts:
        coding = code_text(gold.text, gold.language, gold.published)
        right = {pair.found.id: pair.whole for pair in pairs(gold, coding.events) if pair.found is not None}
        rows += [(facts, right[event.id]) for facts, event in zip(_facts(gold), coding.events, strict=True)]
    return rows


def _facts(gold: GoldText) -> list[dict[str, float]]:
    """The features of a text's events, in the order of the events."""
    pack = load(gold.language)
    known = named(gold.text, pack, gold.published)
    (told,) = events.told([known], pack, events.load_model(pack))
    return [features(draft, known.sentences[index]) for index, draft in told]


def fit(rows: Sequence[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Weights of a ridge logistic regression by Newton's method (Hastie, Tibshirani and Friedman 2009, section 4.4.1)."""
    names = sorted({name for facts, _ in rows for name in facts})
    x = np.array([[facts.get(name, 0.0) for name in names] for facts, _ in rows])
    y = np.array([float(right) for _, right in rows])
    penalty = RIDGE * np.eye(len(names))
    penalty[names.index("base"), names.index("base")] = 1e-6
    w = np.zeros(len(names))
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - penalty @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        w = w + np.linalg.solve(hessian, gradient)
    return {name: round(float(value), 4) for name, value in zip(names, w, strict=True)}


def chance(facts: dict[str, float], weights: dict[str, float]) -> float:
    """The chance that a model gives to an event."""
    return float(1 / (1 + np.exp(-sum(weights.get(name, 0.0) * value for name, value in facts.items()))))


def crossed(rows: Sequence[tuple[dict[str, float], bool]]) -> list[tuple[float, bool]]:
    """Each event's chance by a model that has not seen its fold."""
    order = list(range(len(rows)))
    random.Random(7).shuffle(order)
    out = []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        weights = fit([row for i, row in enumerate(rows) if i not in held])
        out += [(chance(rows[i][0], weights), rows[i][1]) for i in sorted(held)]
    return out


def main(arguments: Sequence[str]) -> int:
    """Fit on the corpora named, write the weights, print how well they hold."""
    texts = [gold for name in arguments for gold in read_gold(Path(name))]
    rows = observed(texts)
    tested = crossed(rows)
    lines = [
        "# Weights of the chance that an event is right; written by python -m dragoman.evaluate.calibrate.",
        "[weights]",
    ]
    lines += [f"{name} = {value}" for name, value in fit(rows).items()]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    brier = sum((p - right) ** 2 for p, right in tested) / len(tested)
    sys.stdout.write(
        f"{len(rows)} events, {sum(right for _, right in rows)} right; Brier score {brier:.3f}, cross-validated\n"
    )
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = [(p, right) for p, right in tested if low <= p < low + 0.2]
        if inside:
            mean, share = sum(p for p, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            sys.stdout.write(f"  said {mean:.2f}, right {share:.2f}, {len(inside)} events\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
