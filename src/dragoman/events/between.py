"""What is likeliest to have happened between two sides that are known beforehand.

Some coders are handed actor and recipient with the sentence, and only choose the type (Hu et al. 2024). The same can be
asked here: each word of the sentences is weighed by the chances that :mod:`dragoman.events.learned` gives it, as a type of
event and with these parties in these roles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set

from dragoman.events.find import Known, framed
from dragoman.events.learned import Framed, Model, Part, judges
from dragoman.languages import Pack

UNLIKELY = 0.0005
"""The chance of a type below which a word is not asked about it."""
UNNAMED = 0.1
"""The chance of a party that the sentence does not name."""
OF_TYPE, OF_PARTY = 0.5, 0.6
"""How much the chances of types and parties count (their powers): many words that tell a little outweigh one."""


def between(known: Known, pack: Pack, model: Model, actors: Set[str], recipients: Set[str]) -> dict[str, float]:
    """How much speaks for each PLOVER type of event done by ``actors`` to ``recipients`` (codes), the likeliest first.

    Without recipients the actors are taken for the parties of something done together. The weights are no chances: only
    their order means something. Types of which nothing speaks are left out.
    """
    found = [Framed(*one) for one in framed(known.text, known.sentences, known.resolved, pack)]
    weights: defaultdict[str, float] = defaultdict(float)
    asked = [judge for _, judge in judges([(known.text, found)], model, pack)[0] if judge is not None]
    for judge in asked:
        for token in judge.evidence.candidates():
            for event, chance in judge.types(token).items():
                if chance >= UNLIKELY:
                    weights[event] += chance**OF_TYPE * _fit(judge.parts(token, event), actors, recipients)
    return dict(sorted(weights.items(), key=lambda item: -item[1]))


def _fit(parts: Mapping[str, Part], actors: Set[str], recipients: Set[str]) -> float:
    """How likely the parties stand in these roles."""
    fit = 1.0
    for code in actors:
        part = parts.get(code)
        fit *= UNNAMED if part is None else part.acts if recipients else max(part.acts, part.gets)
    for code in recipients:
        part = parts.get(code)
        fit *= UNNAMED if part is None else part.gets
    return float(fit**OF_PARTY)
