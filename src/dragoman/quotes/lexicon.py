"""The cues of a language, compiled from its pack."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from dragoman.errors import PackError
from dragoman.languages.pack import Entry, Pack

Stance = Literal["assert", "admit", "deny", "allege", "hearsay", "doubt", "ask"]
Pos = Literal["verb", "noun", "preposition", "idiom", "adverb"]
Takes = Literal["clause", "infinitive", "quote", "noun", "claim"]


@dataclass(frozen=True)
class Cue:
    """Words that report: what they are, how what they report counts, and what they take.

    ``head`` is the word to look for, ``rest`` those that follow it (« mettre » + « en garde »). ``heads`` and ``bar`` are
    the only and the forbidden head words of the source that a preposition introduces.
    """

    lemma: str
    pos: Pos
    stance: Stance
    takes: frozenset[str]
    head: str
    rest: tuple[str, ...] = ()
    reflexive: bool = False
    negated: bool = False
    heads: frozenset[str] = frozenset()
    bar: frozenset[str] = frozenset()
    where: str = ""


@dataclass(frozen=True)
class Lexicon:
    """All cues of a language and the small words that its reports are built with.

    ``forms`` gives the cue verb of a form that a tagger may take for another word; ``phrases`` are prepositions and
    idioms with the pattern that finds them, the longest first.
    """

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adverbs: Mapping[str, Cue]
    phrases: tuple[tuple[re.Pattern[str], tuple[Cue, ...]], ...]
    forms: Mapping[str, str]
    words: Mapping[str, frozenset[str]]

    def word(self, kind: str) -> frozenset[str]:
        """The small words of one kind (``[words]`` of the pack's cues), empty where the language has none."""
        return self.words.get(kind, frozenset())


def fold(word: str) -> str:
    """A word as it is looked up: composed, in small letters, with a straight apostrophe."""
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


@lru_cache
def lexicon(pack: Pack) -> Lexicon:
    """The cues of a pack.

    Raises PackError where an entry's part of speech, stance or complement is unknown.
    """
    data = pack.toml("cues")
    words = {kind: frozenset(map(fold, listed)) for kind, listed in data.get("words", {}).items()}
    cues = [_cue(entry, words) for entry in pack.entries("cues", "cue")]
    of: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        of[cue.pos].append(cue)
    verbs = _by_head(of["verb"])
    return Lexicon(
        verbs=verbs,
        nouns=_by_head(of["noun"]),
        adverbs={cue.head: cue for cue in of["adverb"]},
        phrases=_phrases([*of["preposition"], *of["idiom"]]),
        forms=_forms(verbs, data),
        words=words,
    )


def words_of_saying(pack: Pack) -> frozenset[str]:
    """The verbs that plainly report or own what their clause tells: « dire », « reconnaître », not « nier » nor « craindre »."""
    said = {"assert", "admit"}
    verbs = lexicon(pack).verbs
    return frozenset(
        head
        for head, cues in verbs.items()
        if any(c.stance in said and "clause" in c.takes and not c.rest for c in cues)
    )


def words_of(pack: Pack, kind: str) -> frozenset[str]:
    """The small words of one kind that reports are built with."""
    return lexicon(pack).word(kind)


def grants(words: str, pack: Pack) -> bool:
    """Whether the words of a cue own something by not denying it: « ne cache pas », "makes no secret"."""
    said = set(re.findall(r"[^\s']+'?", fold(words)))
    return is_negated(words, pack) or bool(said & lexicon(pack).word("no"))


def is_negated(words: str, pack: Pack) -> bool:
    """Whether the words of a cue are negated: « n'a pas confirmé », "hasn't confirmed"."""
    low = fold(words)
    return "n't" in low or bool({*re.findall(r"[^\s']+'?", low)} & lexicon(pack).word("negation"))


def _cue(entry: Entry, words: Mapping[str, frozenset[str]]) -> Cue:
    for name, known in (("pos", get_args(Pos)), ("stance", get_args(Stance))):
        if entry[name] not in known:
            raise PackError(f"{entry.where}: {name} “{entry[name]}” is unknown; use one of: {', '.join(known)}")
    unknown = set(entry["takes"]) - set(get_args(Takes))
    if unknown:
        raise PackError(f"{entry.where}: takes “{unknown.pop()}” is unknown; use one of: {', '.join(get_args(Takes))}")
    parts = [fold(part) for part in re.findall(r"[^\s’']+['’]?", entry["lemma"])]
    reflexive = entry["pos"] == "verb" and parts[0] in words.get("reflexive", frozenset())
    negated = entry["pos"] == "verb" and parts[0] in words.get("negation", frozenset())
    parts = [p for p in parts if not negated or p not in words["negation"]][reflexive:]
    return Cue(
        lemma=entry["lemma"],
        pos=entry["pos"],
        stance=entry["stance"],
        takes=frozenset(entry["takes"]),
        head=parts[0],
        rest=tuple(parts[1:]),
        reflexive=reflexive,
        negated=negated,
        heads=frozenset(map(fold, entry.get("heads", ()))),
        bar=frozenset(map(fold, entry.get("bar", ()))),
        where=entry.where,
    )


def _by_head(cues: Iterable[Cue]) -> dict[str, tuple[Cue, ...]]:
    """Cues by their head word, those that ask for more words or a reflexive first."""
    grouped: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        grouped[cue.head].append(cue)
    return {head: tuple(sorted(some, key=_demands, reverse=True)) for head, some in grouped.items()}


def _demands(cue: Cue) -> tuple[int, bool, bool, bool]:
    return len(cue.rest), cue.negated, cue.reflexive, bool(cue.heads)


def _phrases(cues: Iterable[Cue]) -> tuple[tuple[re.Pattern[str], tuple[Cue, ...]], ...]:
    grouped: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        grouped[fold(cue.lemma)].append(cue)
    return tuple(
        (_pattern(lemma), tuple(sorted(grouped[lemma], key=_demands, reverse=True)))
        for lemma in sorted(grouped, key=len, reverse=True)
    )


def _pattern(lemma: str) -> re.Pattern[str]:
    """A phrase in any spacing and apostrophe; its last « de » may be « du », « des », « d' »."""
    words = lemma.split()
    elisions = {"de": r"(?:de\b|du\b|des\b|d['’])", "que": r"(?:que\b|qu['’])", "à": r"(?:à\b|au\b|aux\b)"}
    if len(words) == 1:
        elisions = {"de": r"(?:de\b|d['’])"}
    *first, last = [re.escape(word).replace("'", "['’]") for word in words]
    first = [re.sub(r"qu\['’\]$|^que$", "(?:que|qu['’])", word) for word in first]
    ending = elisions.get(words[-1], last + (r"\b" if lemma[-1].isalnum() else ""))
    return re.compile(r"(?<![\w-])" + _either_form(r"\s+".join([*first, ending])), re.IGNORECASE)


def _either_form(pattern: str) -> str:
    """A pattern that meets its accents composed and decomposed."""
    forms = ((char, unicodedata.normalize("NFD", char)) for char in pattern)
    return "".join(char if char == apart else f"(?:{char}|{apart})" for char, apart in forms)


def _forms(verbs: Mapping[str, tuple[Cue, ...]], data: Mapping[str, Any]) -> dict[str, str]:
    """Inflected forms that taggers mistake: regular ones by the pack's endings, others as listed."""
    forms: dict[str, str] = {}
    for ending, inflected in data.get("endings", {}).items():
        for head in verbs:
            if head.endswith(ending):
                forms |= {head[: -len(ending)] + tail: head for tail in inflected}
    return forms | {fold(form): fold(lemma) for form, lemma in data.get("forms", {}).items()}
