"""How likely it is that an event's type, actor and recipient are all right: a chance fitted on the development corpora.

A logistic model over a few facts of the draft; its weights lie in ``calibration.toml`` beside this module, written by
``python -m dragoman.evaluate.calibrate``, which also prints how well the chances hold.
"""

from __future__ import annotations

import math
import tomllib
from functools import lru_cache
from pathlib import Path

from dragoman.events.drafts import Draft
from dragoman.events.parties import codes
from dragoman.text import Sentence

WEIGHTS = Path(__file__).with_name("calibration.toml")
LONG_WORDS = 40
SHORT_WORDS = 15


def features(draft: Draft, sentence: Sentence) -> dict[str, float]:
    """What the chance rests on, by name; 0 or 1 but for ``guesses``, the number of roles filled without syntax."""
    actors, recipients = codes(draft.actors), codes(draft.recipients)
    return {
        "base": 1.0,
        "guesses": float(min(draft.guesses, 3)),
        "no_actor": float(not actors),
        "no_recipient": float(not recipients and not draft.reciprocal),
        "at_home": float(bool(actors & recipients)),
        "reciprocal": float(draft.reciprocal),
        "noun": float(draft.frame.pos == "noun"),
        "asks_for_words": float(bool(draft.frame.need or draft.frame.words)),
        "governed": float(bool(draft.inner)),
        "long": float(len(sentence.tokens) > LONG_WORDS),
        "short": float(len(sentence.tokens) < SHORT_WORDS),
        "not_actual": float(draft.realis != "actual"),
        "told": float(draft.told_as is not None),
        "learned": float(draft.frame.where == "learned"),
        "chance": math.log(max(draft.chance, 0.001) / max(1 - draft.chance, 0.001)) if draft.chance else 0.0,
        f"type_{draft.act.event}": 1.0,
    }


@lru_cache
def weights() -> dict[str, float]:
    """The fitted weights by feature; a feature without one counts nothing."""
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {name: float(value) for name, value in table["weights"].items()}


def score(draft: Draft, sentence: Sentence) -> float:
    """The chance, between 0.01 and 0.99, that type, actor and recipient are all right."""
    fitted = weights()
    logit = sum(fitted.get(name, 0.0) * value for name, value in features(draft, sentence).items())
    return round(min(max(1 / (1 + math.exp(-logit)), 0.01), 0.99), 3)
