"""Parsed sentences in neutral words: whose subject, whose object, introduced by which preposition.

The parser is spaCy's for each language; its labels are mapped by the pack, and prepositions are folded into the nouns
that they introduce, so that nothing after this room depends on a model or its label set. Names are one token each
(:mod:`dragoman.text.plain`).
"""

from __future__ import annotations

import contextlib
import itertools
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from dragoman.errors import PackError
from dragoman.languages import Pack
from dragoman.text.embedding import remember_forms
from dragoman.text.plain import Name, Word, plain_words

STRETCH = re.compile(r"\S+")
MOST_WORDS = 20_000
"""Different words that a model keeps from text to text; each takes some 3 kB, and a newspaper's year has ever new ones."""
CLAUSAL = {"adverbial", "complement", "adverb", "parataxis", "other"}  # what a participle behind a comma is taken for
NOMINAL = {"object", "oblique", "nominal", "indirect", "conjunct"}  # what the noun before the comma is
LONGEST_SENTENCE = 300  # words; the parser's memory and time grow with a sentence, and longer ones are lists or noise


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one name, of a sentence.

    ``start`` and ``end`` are offsets into the whole text. ``head`` is an index into the sentence's tokens, the token's own
    for a root. ``prep`` is the preposition that introduces it ("" for none). ``names`` are indices into the names the
    parser was told of: several for a row of names, none for an ordinary word.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    rel: str
    head: int
    prep: str = ""
    morph: Mapping[str, str] = field(default_factory=dict)
    names: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence; ``start`` and ``end`` are offsets into the whole text."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @cached_property
    def _children(self) -> dict[int, list[Token]]:
        under: dict[int, list[Token]] = {}
        for token in self.tokens:
            if token.head != token.i:
                under.setdefault(token.head, []).append(token)
        return under

    def children(self, i: int) -> list[Token]:
        """The tokens that hang directly on token ``i``, in their order."""
        return self._children.get(i, [])

    def subtree(self, i: int) -> list[Token]:
        """Token ``i`` and all that hangs on it, in the order of the text."""
        found, todo = [], [i]
        while todo:
            at = todo.pop()
            found.append(at)
            todo += [child.i for child in self.children(at)]
        return [self.tokens[at] for at in sorted(found)]

    def ancestors(self, i: int) -> list[Token]:
        """The tokens above token ``i``, the nearest first."""
        above = []
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            above.append(self.tokens[i])
        return above

    @property
    def root(self) -> Token:
        """The first token that hangs on no other."""
        return next(token for token in self.tokens if token.head == token.i)

    def at(self, offset: int) -> Token | None:
        """The token that covers this offset of the text, if any."""
        return next((token for token in self.tokens if token.start <= offset < token.end), None)


def parse(text: str, sentences: Sequence[tuple[int, int]], names: Sequence[Name], pack: Pack) -> list[Sentence]:
    """Parse the sentences at these offsets of the text, given the names in it; one result a sentence, in order.

    ``names`` must be in the order of the text and must not overlap; a name across a sentence's end is not seen. A
    sentence of more than 300 words is cut for the parser: the words behind have no syntax (each its own root).
    """
    return parse_many([(text, sentences, names)], pack)[0]


def parse_many(
    jobs: Sequence[tuple[str, Sequence[tuple[int, int]], Sequence[Name]]], pack: Pack
) -> list[list[Sentence]]:
    """Parse the sentences of several texts in one go, which is faster than one by one; each job as for :func:`parse`."""
    model = _model(pack)
    with model.remembering():
        plains = [_plain(text, bounds, names, pack, model) for text, bounds, names in jobs]
        docs = iter(model.run([model.doc(words[:LONGEST_SENTENCE]) for of_text in plains for words in of_text]))
        return [
            [
                Sentence(start, end, _tokens(text, words, next(docs), pack))
                for (start, end), words in zip(bounds, of_text, strict=True)
            ]
            for (text, bounds, _), of_text in zip(jobs, plains, strict=True)
        ]


def _plain(
    text: str, bounds: Sequence[tuple[int, int]], names: Sequence[Name], pack: Pack, model: _Model
) -> list[list[Word]]:
    """The plain words of each sentence of a text."""
    found = []
    at = 0
    for start, end in bounds:
        while at < len(names) and names[at].start < start:
            at += 1
        inside = []
        for n in range(at, len(names)):
            if names[n].start >= end:
                break
            if names[n].end <= end:
                inside.append((n, names[n]))
        found.append(plain_words(text, start, end, inside, pack, model.tokenize))
    return found


class _Model:
    """A spaCy pipeline that reads words cut by us."""

    def __init__(self, pack: Pack) -> None:
        import spacy
        from thinc.api import use_ops

        name = pack.settings["model"]
        try:
            with use_ops("numpy", use_blis=False):  # numpy's own product of matrices takes a third of the time of blis
                self.pipeline = spacy.load(name, exclude=pack.settings.get("leave_out", []))
        except OSError as error:
            raise PackError(f"the model {name} is not installed; install it with: pip install {name}") from error
        remember_forms(self.pipeline)
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def remembering(self) -> Iterator[None]:
        """While texts are parsed: the model keeps the words that it met first, and forgets others with the texts.

        One thread at a time, for what is forgotten is forgotten for all. The docs may not be used afterwards.
        """
        with self._lock:
            lemmatizer: Any = self.pipeline.get_pipe("lemmatizer")
            if len(lemmatizer.cache) > MOST_WORDS:
                lemmatizer.cache.clear()
            if len(self.pipeline.vocab) <= MOST_WORDS:
                yield
                return
            with self.pipeline.memory_zone():
                yield

    def tokenize(self, text: str) -> Iterable[tuple[str, int]]:
        """Words of a piece of text with their offsets; what stands between two blanks is cut once and remembered."""
        return [
            (word, stretch.start() + offset)
            for stretch in STRETCH.finditer(text)
            for word, offset in self._cut(stretch[0])
        ]

    @lru_cache(maxsize=20_000)  # noqa: B019 - there is one for each language, kept as long as the process
    def _cut(self, stretch: str) -> tuple[tuple[str, int], ...]:
        return tuple((token.text, token.idx) for token in self.pipeline.tokenizer(stretch))

    def doc(self, words: Sequence[Word]) -> Any:
        """The sentence as the model takes it."""
        from spacy.tokens import Doc

        spaces = [a.end < b.start for a, b in itertools.pairwise(words)] + [False] * bool(words)
        return Doc(self.pipeline.vocab, words=[word.plain for word in words], spaces=spaces)

    def vector(self, word: str) -> Any:
        """The model's static vector of a word; None where it has none."""
        vocabulary = self.pipeline.vocab
        return vocabulary.get_vector(word) if vocabulary.vectors_length and vocabulary.has_vector(word) else None

    def run(self, docs: Sequence[Any]) -> Sequence[Any]:
        """The docs with their syntax, in order."""
        return list(self.pipeline.pipe(docs, batch_size=64))


@lru_cache
def _model(pack: Pack) -> _Model:
    return _Model(pack)


def model_vector_size(pack: Pack) -> int:
    """How many numbers a vector of the pack's parser has; 0 for none."""
    return int(_model(pack).pipeline.vocab.vectors_length)


def model_words(pack: Pack) -> Iterator[str]:
    """The words of which the pack's parser has a static vector, in its own order."""
    vocabulary = _model(pack).pipeline.vocab
    return (vocabulary.strings[key] for key in vocabulary.vectors.key2row)


def model_vector(word: str, pack: Pack) -> Any:
    """The static vector that the pack's parser has of a word; None for none."""
    return _model(pack).vector(word)


def _tokens(text: str, words: Sequence[Word], doc: Any, pack: Pack) -> tuple[Token, ...]:
    """The model's analysis of one sentence in neutral words."""
    relations = pack.settings["relations"]
    labels = [token.dep_ for token in doc]
    rels = [relations.get(label, "other") for label in labels]
    heads = [token.head.i for token in doc]
    lemmas = [token.lemma_.lower() for token in doc]
    kinds = [token.pos_ for token in doc]
    preps = _prepositions(doc, words, rels, heads, pack.settings.get("preposition_forms", {}))
    marks_passive = pack.settings.get("passive", ())
    reflexive = {heads[i] for i in range(len(doc)) if rels[i] == "reflexive"}
    active = pack.settings.get("words", {}).get("never_passive", ())
    passive = {doc[i].head.i for i, label in enumerate(labels) if label in marks_passive} - reflexive
    conjugated = {heads[i] for i in range(len(doc)) if rels[i] == "auxiliary"}
    reflexive |= {i for i, lemma in enumerate(lemmas) if lemma in active}
    passive -= reflexive
    neutral = [_relation(rels, heads, kinds, lemmas, i, pack) for i in range(len(doc))]
    neutral = ["oblique" if rel == "subject" and preps[i] else rel for i, rel in enumerate(neutral)]
    neutral = ["subject" if rel == "expletive" and words[i].names else rel for i, rel in enumerate(neutral)]
    opening = _mend_opening(doc, words, neutral, heads, preps, pack)
    _mend_subjects(doc, words, neutral, heads, preps)
    _mend_objects(doc, words, neutral, heads, preps, pack)
    _mend_relatives(doc, neutral, heads, pack)
    _mend_participles(doc, neutral, heads, pack)
    _unwind(heads)
    tokens = []
    for i, (word, token) in enumerate(zip(words, doc, strict=False)):
        pos, written = kinds[i], text[word.start : word.end]
        tokens.append(
            Token(
                i=i,
                start=word.start,
                end=word.end,
                text=written,
                lemma=word.canonical or (written if word.names else lemmas[i]),
                pos="VERB" if i == opening or (i in conjugated and pos in ("ADJ", "NOUN")) else pos,
                rel=neutral[i],
                head=heads[i],
                prep=preps[i],
                morph=_morph(token, i in passive, i in reflexive, _tense(pos, lemmas[i], word, pack)),
                names=word.names,
            )
        )
    for i, word in enumerate(words[len(doc) :], len(doc)):
        tokens.append(Token(i, word.start, word.end, text[word.start : word.end], word.plain.lower(), "X", "other", i))
    return tuple(tokens)


def _unwind(heads: list[int]) -> None:
    """Make a tree of what is mended: where words hang on one another in a ring, the first of them hangs on itself.

    >>> heads = [1, 2, 1]
    >>> _unwind(heads)
    >>> heads
    [1, 1, 1]
    """
    for start in range(len(heads)):
        seen: set[int] = set()
        i = start
        while heads[i] != i and i not in seen:
            seen.add(i)
            i = heads[i]
        if heads[i] != i:
            first = min(_ring(heads, i))
            heads[first] = first


def _ring(heads: list[int], start: int) -> list[int]:
    """The words of the ring that a word is part of."""
    ring, i = [start], heads[start]
    while i != start:
        ring.append(i)
        i = heads[i]
    return ring


def _morph(token: Any, passive: bool, never: bool, tense: Mapping[str, str]) -> Mapping[str, str]:
    """The word's features; a reflexive verb (« s'est pris à ») or « est venu » is no passive, whatever its auxiliary."""
    features = _features(str(token.morph))
    if passive:
        features = {**features, "Voice": "Pass"}
    elif never and "Voice" in features:
        features = {name: value for name, value in features.items() if name != "Voice"}
    return {**features, **tense} if tense else features


@lru_cache(maxsize=4096)
def _features(written: str) -> Mapping[str, str]:
    """Features as the models write them (“Gender=Masc|Number=Sing”), by name."""
    return dict(feature.split("=", 1) for feature in written.split("|") if "=" in feature)


def _tense(pos: str, own: str, word: Word, pack: Pack) -> Mapping[str, str]:
    """Future and conditional by their endings, where the tagger missed them (« livrerait » is an imperfect to it).

    The imperfect and the past of verbs in r end alike (« livrait », « livra »): theirs have the whole infinitive.
    """
    if pos not in ("VERB", "AUX"):
        return {}
    endings: dict[str, dict[str, str]] = pack.settings.get("tense_endings", {})
    written, lemma = word.plain.lower(), word.canonical or own
    if not endings or written[:2] != lemma[:2] or written == lemma:
        return {}
    alike = lemma.endswith(("rer", "rir")) and not written.startswith(lemma)
    ending = next((e for e in endings if written.endswith(e)), None)
    return {} if ending is None or alike else {"VerbForm": "Fin", **endings[ending]}


def _relation(rels: list[str], heads: list[int], kinds: list[str], lemmas: list[str], i: int, pack: Pack) -> str:
    """The neutral relation, with what the labels leave open told apart: noun or verb above, possessive determiner."""
    rel = rels[i]
    if rel in ("determiner", "possessive") and lemmas[i] in pack.settings.get("words", {}).get("possessive", ()):
        return "possessive"
    if rel == "participle" and kinds[i] == "ADJ":
        return "modifier"
    if rel == "oblique" and kinds[heads[i]] in ("NOUN", "PROPN", "PRON") and heads[i] != i:
        return "nominal"
    if rel == "nominal" and kinds[heads[i]] in ("VERB", "AUX"):
        return "oblique"
    return rel


def _prepositions(
    doc: Any, words: Sequence[Word], rels: list[str], heads: list[int], forms: Mapping[str, str]
) -> list[str]:
    """The preposition before each word; where it heads its noun (ClearNLP) the noun is hung in its place."""
    preps = [""] * len(doc)
    for i in range(len(doc)):
        if rels[i] in ("preposition", "agent", "indirect") and doc[i].pos_ in ("ADP", "SCONJ", "PART", "VERB", "ADV"):
            _fold(doc, words, rels, heads, preps, i, forms)
    for i in range(len(doc)):
        above = heads[i]
        if rels[i] in ("case", "mark") and doc[i].pos_ == "ADP" and not preps[above] and above > i:
            preps[above] = _lemma(doc, words, i, forms)
    _mark_infinitives(doc, rels, heads, preps)
    return preps


def _fold(
    doc: Any,
    words: Sequence[Word],
    rels: list[str],
    heads: list[int],
    preps: list[str],
    i: int,
    forms: Mapping[str, str],
) -> None:
    """Hang what a preposition governs in the preposition's place, and the preposition on it."""
    governed = [j for j in range(len(doc)) if heads[j] == i and rels[j] in ("oblique", "infinitive") and j != i]
    if not governed:
        return
    noun, above, role = governed[0], heads[i], rels[i]
    heads[noun] = noun if above == i else above
    if role == "agent":
        rels[noun] = "agent"
    elif role == "indirect":
        rels[noun] = "indirect"
    preps[noun] = _lemma(doc, words, i, forms)
    heads[i], rels[i] = noun, "case"
    for j in range(len(doc)):
        if heads[j] == i and j != noun:
            heads[j] = noun if rels[j] != "preposition" else heads[noun]


def _mark_infinitives(doc: Any, rels: list[str], heads: list[int], preps: list[str]) -> None:
    """An infinitive's particle counts as its preposition ("to send")."""
    for i in range(len(doc)):
        if rels[i] == "auxiliary" and doc[i].pos_ == "PART" and not preps[heads[i]]:
            preps[heads[i]] = doc[i].lemma_.lower()


def _mend_opening(
    doc: Any, words: Sequence[Word], rels: list[str], heads: list[int], preps: list[str], pack: Pack
) -> int | None:
    """The word after a name that was read as a pronoun, made a verb where the parser took it for a noun; its index.

    « Londres livre des missiles »: livre is a book to the parser even after « il ».
    """
    pronouns = {pack.settings.get("stand_in", {}).get(key) for key in ("subject.s", "subject.p")}
    if (
        len(doc) < 2
        or not words[0].names
        or words[0].plain not in pronouns
        or doc[1].pos_ not in ("NOUN", "ADJ", "PROPN")
    ):
        return None
    above = heads[1]
    heads[0], rels[0] = 1, "subject"
    heads[1], rels[1] = (1, "root") if above in (0, 1) else (above, rels[1])
    for i in range(2, len(doc)):
        if heads[i] in (0, 1) and rels[i] in ("nominal", "apposition", "modifier", "flat"):
            heads[i], rels[i] = 1, "oblique"
    direct = next((i for i in range(2, len(doc)) if heads[i] == 1 and rels[i] == "oblique"), None)
    first_word = None if direct is None else min([direct, *(j for j in range(2, direct) if heads[j] == direct)])
    articles = pack.settings.get("preposition_forms", {})
    genitive = pack.settings.get("words", {}).get("genitive", ())
    if direct is not None and first_word == 2 and (not preps[direct] or articles.get(doc[2].text.lower()) in genitive):
        rels[direct], preps[direct] = "object", ""
    return 1


LOOSE = {"nominal", "oblique", "apposition", "modifier", "flat", "other", "root", "vocative", "adverb"}
CLAUSES = {"root", "complement", "parataxis", "adverbial", "relative"}


def _mend_subjects(doc: Any, words: Sequence[Word], rels: list[str], heads: list[int], preps: list[str]) -> None:
    """Give a finite verb that has no subject the name before it that nothing introduces.

    « Lors de sa visite à Oslo, X, ministre de Y, a déclaré … »: between commas the parser takes X for a part of the visit.
    """
    with_subject = {heads[i] for i in range(len(doc)) if rels[i] in ("subject", "expletive")}
    for verb in range(len(doc)):
        if verb in with_subject or rels[verb] not in CLAUSES or not _is_finite(doc, rels, heads, verb):
            continue
        name = _loose_name(doc, words, rels, preps, verb)
        if name is not None and not _hangs_on(heads, verb, name):
            heads[name], rels[name] = verb, "subject"


def _mend_objects(
    doc: Any, words_of: Sequence[Word], rels: list[str], heads: list[int], preps: list[str], pack: Pack
) -> None:
    """Tell partitive and plural articles from the preposition they look like.

    « livre du blé »: what directly follows a verb that has no object is its object. « la condamnation des frappes »: a
    noun hung on a noun with such an article is introduced by the preposition.
    """
    forms = pack.settings.get("preposition_forms", {})
    words = pack.settings.get("words", {})
    with_object = {heads[i] for i in range(len(doc)) if rels[i] in ("object", "reflexive")}
    subjects: dict[int, int] = {}
    for i in range(len(doc)):
        if (
            rels[i] == "subject"
            and heads[i] in subjects
            and i > heads[i]
            and heads[i] not in with_object
            and not preps[i]
        ):
            rels[i] = "object"  # two subjects, one behind the verb: « Tokyo soutient Manille »
            with_object.add(heads[i])
        elif rels[i] == "subject":
            subjects[heads[i]] = i
    for i in range(len(doc)):
        day = heads[i]
        verb = heads[day]
        behind = rels[i] == "nominal" and not preps[i] and verb < day < i and doc[i].pos_ in ("NOUN", "PROPN")
        if behind and _is_time(doc, day, words) and doc[verb].pos_ == "VERB" and verb not in with_object:
            heads[i], rels[i] = verb, "object"  # « a fermé jeudi sa frontière »
            with_object.add(verb)
    for i in range(len(doc)):
        above = heads[i]
        article = next((j for j in range(above + 1, i) if heads[j] == i), None) if above < i else None
        contracted = article is not None and forms.get(doc[article].text.lower()) in words.get("genitive", ())
        if rels[i] == "nominal" and not preps[i] and contracted and article is not None:
            preps[i] = forms[doc[article].text.lower()]
        loose = rels[i] == "oblique" or (rels[i] == "adverb" and bool(words_of[i].names))
        if not loose or above in with_object or doc[i].pos_ not in ("NOUN", "PROPN") or above > i:
            continue
        bare = not preps[i] and not _is_time(doc, i, words)
        if doc[above].pos_ == "VERB" and (bare or (contracted and article == above + 1)):
            rels[i] = "object"
            with_object.add(above)


def _is_time(doc: Any, i: int, words: Mapping[str, Sequence[str]]) -> bool:
    return doc[i].lemma_.lower() in words.get("time_nouns", ())


def _mend_relatives(doc: Any, rels: list[str], heads: list[int], pack: Pack) -> None:
    """Tell a relative clause from a that-clause where a comma parts it from its noun: « a puni Moscou, qu'il accuse de … ».

    The parser takes the pronoun for a conjunction. It is none where the verb above has an object already (or the tagger saw
    a pronoun), and the verb of the clause has none.
    """
    pronouns = pack.settings.get("words", {}).get("relative_pronoun", ())
    for i in range(2, len(doc)):
        verb, noun = heads[i], i - 2
        if rels[i] != "mark" or rels[verb] != "complement" or doc[i - 1].text != ",":
            continue
        if doc[i].lemma_.lower() not in pronouns and doc[i].text.lower() not in pronouns:
            continue
        if doc[noun].pos_ == "ADJ":
            noun = heads[noun]
        taken = {heads[j] for j in range(len(doc)) if rels[j] == "object"}
        whole = heads[verb] in taken or doc[i].pos_ == "PRON"
        if whole and verb not in taken and doc[noun].pos_ in ("NOUN", "PROPN") and noun != verb:
            rels[i], rels[verb], heads[verb] = "object", "relative", noun


def _mend_participles(doc: Any, rels: list[str], heads: list[int], pack: Pack) -> None:
    """Give a past participle behind a comma to the noun that the comma follows, where they may agree.

    « a rompu avec l'Ukraine, accusée de soutenir les rebelles »: the parser takes it for a clause of the verb above, and so
    the verb's subject for the one who is accused.
    """
    endings: dict[str, dict[str, str]] = pack.settings.get("participle_endings", {})
    for i in range(2, len(doc)):
        noun = i - 2
        if rels[i] not in CLAUSAL or doc[i - 1].text != "," or heads[i] >= noun or rels[noun] not in NOMINAL:
            continue
        ending = next((ending for ending in endings if doc[i].text.endswith(ending)), None)
        agrees = all(
            doc[noun].morph.get(name) in ([], [value]) for name, value in endings.get(ending or "", {}).items()
        )
        if agrees and doc[noun].pos_ in ("NOUN", "PROPN") and _is_past_participle(doc, rels, heads, i):
            rels[i], heads[i] = "participle", noun


def _is_past_participle(doc: Any, rels: list[str], heads: list[int], i: int) -> bool:
    """Whether a word is a past participle that no auxiliary and no subject of its own goes with."""
    morph = doc[i].morph
    past = morph.get("VerbForm") == ["Part"] and (morph.get("Tense") == ["Past"] or morph.get("Aspect") == ["Perf"])
    own = {"subject", "auxiliary", "copula"}
    return past and not any(heads[j] == i and rels[j] in own for j in range(len(doc)))


def _is_finite(doc: Any, rels: list[str], heads: list[int], i: int) -> bool:
    if doc[i].pos_ not in ("VERB", "AUX"):
        return False
    helpers = [j for j in range(len(doc)) if heads[j] == i and rels[j] in ("auxiliary", "copula")]
    return any("Fin" in doc[j].morph.get("VerbForm") and "Imp" not in doc[j].morph.get("Mood") for j in [i, *helpers])


def _loose_name(doc: Any, words: Sequence[Word], rels: list[str], preps: list[str], verb: int) -> int | None:
    """The nearest name left of a verb, with no other verb between, that nothing introduces."""
    for i in range(verb - 1, -1, -1):
        if doc[i].pos_ == "VERB" and "Fin" in doc[i].morph.get("VerbForm"):
            return None
        if words[i].names and doc[i].pos_ in ("PROPN", "NOUN", "PRON", "X") and not preps[i] and rels[i] in LOOSE:
            return i
    return None


def _hangs_on(heads: list[int], token: int, above: int) -> bool:
    for _ in range(len(heads)):
        if token == above:
            return True
        if heads[token] == token:
            return False
        token = heads[token]
    return False


def _lemma(doc: Any, words: Sequence[Word], i: int, forms: Mapping[str, str]) -> str:
    """The preposition in its plain form, by the pack (« du », « d' »: de); the model's lemma of it is not always one."""
    written = str(doc[i].text).lower()
    return words[i].canonical or forms.get(written, written)
