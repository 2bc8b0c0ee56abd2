"""The first look: does a page speak of two actors and an act? Told from its words alone, before anything dear runs.

A sentence of a page tells where its words weigh enough: how many actors it names, what else it says, word by word and two by
two, with the weights of the pack's ``relevance.tsv``, learned from sentences that hold an event and from such that do not
(``python -m dragoman.evaluate.first_look``). Everyday news names states too, as teams, markets and destinations.

A short text has nothing else to go by, and is dear to nobody: there a sentence tells that names two actors and has a word of
states or of force (``relevance.toml``), or one actor, such a word, and one that some frame may take for an act, and a text
that names many actors for its length. Sentences of sport, weather, film and nature count only where they speak of states too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from dragoman.actors.folding import plain
from dragoman.actors.lexicon import Lexicon, Meaning
from dragoman.actors.lexicon import lexicon as names_of
from dragoman.events.lexicon import lexicon as frames_of
from dragoman.events.topic import off_topic
from dragoman.languages import Pack, languages, load

ACTORS = frozenset({"state", "demonym", "capital", "seat", "organisation", "group", "person", "ambiguous", "agency"})
DENSE = 0.03  # names of actors a word, from which a short text is about states whatever it tells of them
SHORT = 50  # words; the longest text of the events' corpora has 42
TELLING = 1.0  # the weight from which a sentence tells; see docs/method.md for what others would keep
STEM = 5  # letters by which a form is taken for one of a lemma
BEGINNING = 6  # letters of a word that are weighed
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
    short = text.count(" ") < SHORT
    topics: set[str] = set()
    named = words = 0
    for sentence in _sentences(text):
        words += sentence.count(" ") + 1
        seen = _see(sentence, pack)
        if seen is None:
            continue
        named += seen.named if seen.topic is None else 0
        topics |= {seen.topic} if seen.topic else set()
        if seen.tells() if short else weight(seen, pack) >= TELLING:
            return Look(True, " ".join(sentence.split()))
    if short and named >= max(DENSE * words, 1):
        return Look(True, f"names actors {named} times in {words} words")
    if named:
        return Look(False, "names actors, but not with an act")
    return Look(False, f"tells of {min(topics)} only" if topics else "names no actor")


@dataclass(frozen=True)
class Seen:
    """What the first look sees in a sentence that names actors: how often, how many and of which kinds, and the other words."""

    named: int
    codes: frozenset[str]
    kinds: frozenset[str]
    words: tuple[str, ...]
    of_states: bool
    act: bool
    topic: str | None

    def tells(self) -> bool:
        """Whether it is enough for a short text."""
        two = len(self.codes) > 1
        return self.of_states and (two or (self.act and self.topic is None))

    def features(self) -> set[str]:
        """What is weighed: beginnings of words, pairs of such in a row, and after a ``=`` what it names and what it is about."""
        found = {*self.words, *(f"{one} {other}" for one, other in pairwise(self.words))}
        found |= {f"={min(len(self.codes), 3)}", *(f"={kind}" for kind in self.kinds)}
        told = {"=states": self.of_states, "=act": self.act, "=off": self.topic is not None}
        return found | {name for name, holds in told.items() if holds}


def weight(seen: Seen, pack: Pack) -> float:
    """How much a sentence speaks for an event between actors, as the logarithm of odds."""
    weights = clues(pack).weights
    return weights[""] + sum(weights.get(name, 0.0) for name in seen.features())


def seen_in(text: str, pack: Pack) -> list[tuple[str, Seen]]:
    """The sentences of a text that name actors, and what is seen in each."""
    return [(sentence, seen) for sentence in _sentences(text) if (seen := _see(sentence, pack)) is not None]


def _see(sentence: str, pack: Pack) -> Seen | None:
    """What is seen in a sentence; ``None`` where it names no actor."""
    known = clues(pack)
    folded = sentence.translate(known.letters)
    names = list(_names(folded, known.names))
    if not names:
        return None
    codes = [code for *_, meaning in names for code in meaning.codes or (meaning.entity or meaning.what,)]
    small = folded.lower()
    rest = list(small)
    for first, end, _ in names:
        rest[first:end] = " " * (end - first)
    words = [word for word in _words("".join(rest)) if len(word) > 1]
    return Seen(
        named=len(codes),
        codes=frozenset(codes),
        kinds=frozenset(meaning.what for *_, meaning in names),
        words=tuple(word[:BEGINNING] for word in words),
        of_states=known.state.search(small) is not None,
        act=any(word[:STEM] in known.acts for word in _words(small)),
        topic=off_topic(sentence, pack),
    )


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
    """What is looked for: plain letters, names, stems of acts, words of states, the language's small words, and
    what words weigh, of which that of none is where every sentence begins."""

    letters: Any
    names: Lexicon
    acts: frozenset[str]
    state: re.Pattern[str]
    small_words: frozenset[str]
    weights: dict[str, float]


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
        {"": 0.0, **{row["words"]: float(row["weight"]) for row in pack.tsv("relevance")}},
    )


def _names(folded: str, names: Lexicon) -> Iterator[tuple[int, int, Meaning]]:
    """Where actors are named in a sentence, and what each name means; one inside a longer one counts with it."""
    for last, (size, index) in names.names.iter(folded):
        first, meaning = last + 1 - size, names.meanings[index][0]
        bounded = not (folded[first - 1 : first].isalnum() or folded[last + 1 : last + 2].isalnum())
        if meaning.what in ACTORS and bounded and folded[first : last + 1] not in names.doubtful:
            yield first, last + 1, meaning
