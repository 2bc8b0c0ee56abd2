"""The first look: does a page speak of two actors and an act? Told from its words alone, before anything dear runs.

A sentence tells that names two actors and has a word of states or of force (the pack's ``relevance.toml``), or one actor,
such a word, and one that some frame may take for an act. A page tells that names many actors for its length. Sentences of
sport, weather, film and nature count only where they speak of states too. The look is made to keep nearly every page that
holds an event, not to find such pages only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.actors.folding import plain
from dragoman.actors.lexicon import Lexicon
from dragoman.actors.lexicon import lexicon as names_of
from dragoman.events.lexicon import lexicon as frames_of
from dragoman.events.topic import off_topic
from dragoman.languages import Pack, languages, load

ACTORS = frozenset({"state", "demonym", "capital", "seat", "organisation", "group", "person", "ambiguous", "agency"})
DENSE = 0.03  # names of actors a word, from which a page is about states whatever it tells of them
SHORT, FEW = 50, 3  # a page of so many words needs so many names for that
STEM = 5  # letters by which a form is taken for one of a lemma
ENDS = re.compile(r"(?<=[.!?…»”])\s+|\n+")
WORD = re.compile(r"[a-z]+")
HEARD = 20_000  # characters that tell a page's language
ENOUGH = 30  # different words of a page from which its language can be told
SPOKEN = 0.06  # small words of a language among different words, in a page that is in it


@dataclass(frozen=True)
class Look:
    """Whether a page may hold an event between actors, and why: the sentence that tells, or what there is none of."""

    relevant: bool
    reason: str


def passed_over(text: str) -> str | None:
    """Why a page need not be read for events, in whichever language it is; ``None`` where it must be.

    >>> passed_over("Faites revenir les oignons dans le beurre, puis ajoutez la crème.")
    'names no actor'
    """
    small = set(_words(text[:HEARD].lower()))
    spoken = {code: len(small & clues(load(code)).small_words) for code in languages()}
    best = max(spoken.values())
    if len(small) >= ENOUGH and best < SPOKEN * min(len(small), 100):
        return f"is in none of the languages that are read ({', '.join(languages())})"
    by_words = sorted(spoken, key=lambda code: -spoken[code])
    likely = by_words if len(small) < ENOUGH else by_words[:1]
    seen = [look(text, load(code)) for code in likely]
    return None if any(one.relevant for one in seen) else seen[0].reason


def look(text: str, pack: Pack) -> Look:
    """Look at a text in the pack's language, flattened or clean.

    >>> look("La Russie a expulsé deux diplomates estoniens.", load("fr"))
    Look(relevant=True, reason='La Russie a expulsé deux diplomates estoniens.')
    >>> look("Faites revenir les oignons dans le beurre.", load("fr"))
    Look(relevant=False, reason='names no actor')
    >>> look("La Serbie a battu la Croatie en demi-finale.", load("fr"))
    Look(relevant=False, reason='tells of sport only')
    """
    known = clues(pack)
    topics: list[str] = []
    named = words = 0
    for sentence in _sentences(text):
        words += sentence.count(" ") + 1
        folded = sentence.translate(known.letters)
        codes = list(_codes(folded, known.names))
        if not codes:
            continue
        small = folded.lower()
        of_states, two = known.state.search(small) is not None, len(set(codes)) > 1
        topic = None if of_states and two else off_topic(sentence, pack)
        if topic is not None:
            topics.append(topic)
        elif of_states and (two or any(word[:STEM] in known.acts for word in _words(small))):
            return Look(True, " ".join(sentence.split()))
        else:
            named += len(codes)
    if named >= max(DENSE * words, 1 if words < SHORT else FEW):
        return Look(True, f"names actors {named} times in {words} words")
    if named:
        return Look(False, "names actors, but not with an act")
    return Look(False, f"tells of {topics[0]} only" if topics else "names no actor")


def _sentences(text: str) -> Iterator[str]:
    at = 0
    for found in ENDS.finditer(text):
        yield text[at : found.start()]
        at = found.end()
    yield text[at:]


def _words(small: str) -> list[str]:
    return WORD.findall(small)


@dataclass(frozen=True)
class _Clues:
    """What is looked for: plain letters, names, stems of acts, words of states, the language's small words."""

    letters: Any
    names: Lexicon
    acts: frozenset[str]
    state: re.Pattern[str]
    small_words: frozenset[str]


class _Letters(dict[int, str]):
    """Each character's plain letters, found when first asked for."""

    def __missing__(self, code: int) -> str:
        self[code] = plain(chr(code))
        return self[code]


@lru_cache
def clues(pack: Pack) -> _Clues:
    """Compile what is looked for in a language."""
    table = pack.toml("relevance")
    stems: list[str] = table["state"]["stems"]
    forms = "|".join(re.escape(stem[:-1]) + r"\b" if stem.endswith(".") else re.escape(stem) for stem in stems)
    return _Clues(
        _Letters(),
        names_of(pack),
        frozenset(plain(lemma).lower()[:STEM] for lemma in frames_of(pack).frames),
        re.compile(rf"\b(?:{forms})"),
        frozenset(table["language"]["words"]),
    )


def _codes(folded: str, names: Lexicon) -> Iterator[str]:
    """The codes of the actors named in a sentence; a name inside a longer one counts with it."""
    for last, (size, index) in names.names.iter(folded):
        first, meaning = last + 1 - size, names.meanings[index][0]
        bounded = not (folded[first - 1 : first].isalnum() or folded[last + 1 : last + 2].isalnum())
        if meaning.what in ACTORS and bounded and folded[first : last + 1] not in names.doubtful:
            yield from meaning.codes or (meaning.entity or meaning.what,)
