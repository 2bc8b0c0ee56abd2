"""Whether an act happened: actual, planned, hypothetical or negated, by the words around its predicate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.events.clause import VERBAL, Clause
from dragoman.languages import Pack
from dragoman.quotes import words_of, words_of_saying
from dragoman.records import Realis
from dragoman.text import Sentence, Token

CONTRAST = 7  # words from « non pas » to « mais »
OPENING = {"«", "“", '"', "``"}


@dataclass(frozen=True)
class Signs:
    """The words of a language that take an act out of fact; ``realis.toml`` and ``pack.toml`` of its pack.

    ``negations`` negate alone, those ``with_particle`` only beside one of the ``particles`` (« ne … plus »); a particle
    alone does not (« craint qu'il n'envahisse »).

    ``auxiliaries`` map a modal to the realis it gives; ``marks`` a conjunction; ``modifiers`` an adjective or determiner of
    an event noun; ``preps`` a preposition before the predicate; ``governors`` a noun that the event noun hangs on
    (« la possibilité d'une visite »); ``heads`` a verb that an infinitive hangs on ("is to send"). ``sayers`` are verbs of
    saying, whose clauses tell the future in the conditional (« a dit qu'elle livrerait »); ``would`` the helper that
    stands for that mood. What a verb of ``certain`` takes is a fact though the verb is negated (« n'ignore pas que »);
    ``purpose`` are prepositions before what is only intended; ``before`` are words right before a verb that leave it undone
    (« loin de »); ``inverted`` are helpers that suppose when they open a clause ("had Baghdad expelled …"). A question that
    opens with one of ``asks_why`` takes for granted what it asks about. What does not do what the verbs of
    ``occurring`` say (with one of their words) has not been. A particle alone negates the verbs of ``halves``
    (« n'ose attaquer »). Negated with one of ``merely``, a verb says that more was done (« n'a pas seulement condamné »);
    ``rather`` opens what is so instead (« non pas deux, mais quatre »). ``emphatic`` helpers insist ("did send"). What is
    said to be one of ``unreal`` has not been (« était un canular »); what is the subject of a verb of ``unsure`` may be
    (« n'est pas à exclure »). ``conditions`` name what must happen first (« en cas de »).
    """

    negations: frozenset[str]
    particles: frozenset[str]
    with_particle: frozenset[str]
    auxiliaries: dict[str, Realis]
    marks: dict[str, Realis]
    modifiers: dict[str, Realis]
    preps: dict[str, Realis]
    governors: dict[str, Realis]
    adverbs: dict[str, Realis]
    heads: dict[str, Realis]
    sayers: frozenset[str]
    would: frozenset[str]
    certain: frozenset[str]
    purpose: frozenset[str]
    before: tuple[tuple[str, Realis], ...]
    inverted: frozenset[str]
    asks_why: frozenset[str]
    occurring: dict[str, frozenset[str]]
    halves: frozenset[str]
    merely: frozenset[str]
    rather: frozenset[str]
    emphatic: frozenset[str]
    unreal: frozenset[str]
    conditions: frozenset[str]
    unsure: frozenset[str]


@lru_cache
def signs(pack: Pack) -> Signs:
    """The signs of a pack."""
    table: dict[str, dict[str, list[str]]] = pack.toml("realis")
    words = pack.settings.get("words", {})

    def by_word(kind: str) -> dict[str, Realis]:
        return {word: realis for realis, words in table.get(kind, {}).items() for word in words}  # type: ignore[misc]

    return Signs(
        negations=frozenset(words.get("negation", ())),
        particles=frozenset(words.get("negation_particle", ())),
        with_particle=frozenset(words.get("negation_with_particle", ())),
        auxiliaries=by_word("auxiliaries"),
        marks=by_word("marks"),
        modifiers=by_word("modifiers"),
        preps=by_word("prepositions"),
        governors=by_word("governors"),
        adverbs=by_word("adverbs"),
        heads=by_word("heads"),
        sayers=words_of_saying(pack),
        would=frozenset(words.get("would", ())),
        purpose=frozenset(table.get("purpose", {}).get("prepositions", ())),
        before=tuple(by_word("before").items()),
        inverted=frozenset(table.get("inverted", {}).get("helpers", ())),
        asks_why=frozenset(table.get("questions", {}).get("of_what_is", ())),
        certain=frozenset(table.get("certain", {}).get("verbs", ())),
        halves=frozenset(table.get("halves", {}).get("verbs", ())),
        merely=frozenset(table.get("merely", {}).get("words", ())),
        rather=frozenset(table.get("merely", {}).get("rather", ())),
        emphatic=frozenset(table.get("assured", {}).get("emphatic", ())),
        conditions=words_of(pack, "condition"),
        unsure=frozenset(table.get("unsure", {}).get("verbs", ())),
        unreal=frozenset(table.get("unreal", {}).get("words", ())),
        occurring={verb: frozenset(with_) for verb, with_ in table.get("occurring", {}).items()},
    )


def realis_of(clause: Clause, token: Token, signs: Signs) -> Realis:
    """The realis of the act that this word tells, as far as its own clause says; words that govern it come on top.

    The strongest sign wins: negated, then hypothetical, then planned.
    """
    found = {sign for sign in _signs(clause, token, signs) if sign}
    for realis in ("negated", "hypothetical", "planned"):
        if realis in found:
            return realis
    return "actual"


def is_undone(clause: Clause, noun: Token, signs: Signs) -> bool:
    """Whether an event noun is told not to have happened: « la rencontre n'a pas eu lieu », "the attack never took place"."""
    above = clause.sentence.tokens[noun.head]
    if is_unreal(noun, clause.sentence, signs):
        return True
    if noun.rel != "subject" or above.pos not in VERBAL:
        return False
    words = signs.occurring.get(above.lemma)
    near = {t.lemma for t in clause.sentence.tokens[above.i + 1 : above.i + 4]}
    if words is None or (words and not words & near):
        return False
    children = clause.sentence.children(above.i)
    helpers = [c for c in children if c.rel in ("auxiliary", "copula")]
    return _is_negated(clause, above, children, helpers, signs)


def is_unreal(noun: Token, sentence: Sentence, signs: Signs) -> bool:
    """Whether what is said of an event is that there was none: « n'était qu'une invention », "turned out to be a hoax"."""
    if noun.rel != "subject":
        return False
    above = sentence.tokens[noun.head]
    said = [above, *(c for c in sentence.children(above.i) if c.i > noun.i)]
    said += [g for c in said[1:] for g in sentence.children(c.i)]
    return any(word.text.lower() in signs.unreal and word.rel != "subject" for word in said if word.i > noun.i)


def is_purpose(clause: Clause, token: Token, signs: Signs) -> bool:
    """Whether an infinitive tells what something is done for: « a massé des troupes pour attaquer »."""
    if token.morph.get("VerbForm") != "Inf" or token.prep not in signs.purpose:
        return False
    helpers = [c for c in clause.sentence.children(token.i) if c.rel == "auxiliary" and c.pos != "PART"]
    above = clause.sentence.tokens[token.head]
    return (
        not helpers
        and above.pos in VERBAL
        and token.rel in ("adverbial", "oblique", "infinitive")
        and (token.rel != "infinitive" or clause.object(above) is not None)
    )


def _signs(clause: Clause, token: Token, signs: Signs) -> list[Realis | None]:
    if token.pos in VERBAL:
        return _verb_signs(clause, token, signs)
    return _noun_signs(clause, token, signs)


def _verb_signs(clause: Clause, verb: Token, signs: Signs) -> list[Realis | None]:
    children = clause.sentence.children(verb.i)
    helpers = [c for c in children if c.rel in ("auxiliary", "copula")]
    foretold = _is_foretold(clause, verb, helpers, signs)
    found: list[Realis | None] = [
        "planned" if foretold and c.lemma in signs.would else signs.auxiliaries.get(c.lemma) for c in helpers
    ]
    found += [signs.adverbs.get(c.lemma) for c in children if c.rel == "adverb"]
    found.append("negated" if _is_negated(clause, verb, children, helpers, signs) else None)
    if any(v.morph.get("Tense") == "Fut" for v in [verb, *helpers]):
        found.append("planned")
    if _is_conditional(clause, verb, helpers, signs):
        found.append("planned" if foretold else "hypothetical")
    found += [
        signs.marks.get(c.lemma) or signs.marks.get(c.text.lower()) for c in children if c.rel in ("mark", "adverb")
    ]
    found += [signs.preps.get(verb.prep), _of_head(clause, verb, signs), _of_mood(verb)]
    found += [_of_words_before(clause, verb, helpers, signs), _of_inversion(clause, verb, helpers, signs)]
    if _is_asked(clause, verb, signs):
        found.append("hypothetical")
    return found + _shared_signs(clause, verb, children, helpers, signs)


def _is_asked(clause: Clause, verb: Token, signs: Signs) -> bool:
    """Whether a question is asked about it; « pourquoi » asks about what has been."""
    tokens = clause.sentence.tokens
    asked = tokens[-1].text == "?" or any(t.text == "?" for t in tokens[verb.i :][:40])
    return asked and not (tokens[0].text.lower() in signs.asks_why and not tokens[0].text.islower())


def _of_words_before(clause: Clause, verb: Token, helpers: list[Token], signs: Signs) -> Realis | None:
    """« loin de retirer », "has yet to sign", "came close to breaking off"."""
    first = min([h.i for h in helpers if h.i < verb.i and h.pos != "PART"], default=verb.i)
    said = [_told_before(clause, first), _told_before(clause, verb.i)]
    return next((realis for phrase, realis in signs.before if any(s.endswith(f" {phrase}") for s in said)), None)


def _told_before(clause: Clause, i: int) -> str:
    words = [t.text.lower().replace("’", "'") for t in clause.sentence.tokens[max(0, i - 6) : i]]
    return " " + " ".join("de" if word == "d'" else word for word in words).replace("' ", "'")


def _of_inversion(clause: Clause, verb: Token, helpers: list[Token], signs: Signs) -> Realis | None:
    """ "Had Baghdad expelled …", "were Baku to attack …": a helper that opens its clause, before the subject."""
    tokens = clause.sentence.tokens
    subject = clause.subject(verb)
    near = [*helpers, *(c for c in clause.sentence.children(tokens[verb.head].i) if c.rel in ("auxiliary", "copula"))]
    opening = [
        h
        for h in (*near, tokens[verb.head])
        if h.text.lower() in signs.inverted and (h.i == 0 or tokens[h.i - 1].text in (",", ";", "(", "and", "but"))
    ]
    before = subject is not None and any(h.i < subject.i < verb.i for h in opening)
    return "hypothetical" if before else None


def adds_only(token: Token, sentence: Sentence, signs: Signs) -> Token | None:
    """The negation that only says that there is more than this verb, or another of its circumstances.

    « non seulement », "not in Geneva but in Oslo that".
    """
    tokens = sentence.tokens
    for word in tokens[: token.i]:
        if not _is_negative(word, signs):
            continue
        if _says_more(word, tokens, signs):
            return word
        but = next((t.i for t in tokens[word.i : word.i + CONTRAST] if t.text.lower() in signs.rather), None)
        if but is not None and any(t.rel == "mark" or t.pos == "SCONJ" for t in tokens[but : token.i]):
            return word
    behind = tokens[token.i : token.i + CONTRAST]
    return next((word for word in behind if _corrects(word, token, tokens, signs)), None)


def _says_more(word: Token, tokens: Sequence[Token], signs: Signs) -> bool:
    """Whether a negation says that more was done: « pas seulement », "not merely"."""
    return any(t.text.lower() in signs.merely for t in tokens[word.i + 1 : word.i + 2])


def _corrects(word: Token, verb: Token, tokens: Sequence[Token], signs: Signs) -> bool:
    """Whether a negation behind a verb only corrects what is told of it: « a expulsé non pas deux, mais quatre »."""
    behind = word.i > verb.i and _is_negative(word, signs)
    return behind and any(t.text.lower() in signs.rather for t in tokens[word.i : word.i + CONTRAST])


def _is_negated(clause: Clause, verb: Token, children: list[Token], helpers: list[Token], signs: Signs) -> bool:
    tokens = clause.sentence.tokens
    around = [
        c
        for c in children + [g for h in helpers for g in clause.sentence.children(h.i)]
        if not _says_more(c, tokens, signs) and not _corrects(c, verb, tokens, signs)
    ]
    particle = any(c.text.lower() in signs.particles for c in around)
    if particle and verb.lemma in signs.halves:
        return True
    if any(_negates(c, signs) or (particle and c.lemma in signs.with_particle) for c in around):
        return True
    nobody = [c for c in children if c.pos in ("PRON", "NOUN") and c.i > verb.i and c.text.lower() in signs.negations]
    if nobody and (particle or not signs.particles):
        return True
    words = [*_between(clause, verb, helpers), *_subject_words(clause, children)]
    return any(
        _is_negative(word, signs) and not _says_more(word, tokens, signs) and not _corrects(word, verb, tokens, signs)
        for word in words
    )


def _is_negative(word: Token, signs: Signs) -> bool:
    return word.text.lower() in signs.negations or (word.pos == "DET" and word.lemma in signs.negations)


def is_kept_from(clause: Clause, noun: Token, signs: Signs) -> bool:
    """Whether the verb that an event noun hangs on is negated: « n'a rien à voir avec l'attaque », "took no part in the raid"."""
    below = noun
    for above in clause.sentence.ancestors(noun.i)[:3]:
        if above.pos == "PRON" and _is_negative(above, signs):
            return True
        if below.rel in ("relative", "complement", "adverbial", "conjunct", "parataxis", "subject"):
            return False
        children = clause.sentence.children(above.i)
        helpers = [c for c in children if c.rel in ("auxiliary", "copula")]
        none = any(_is_negative(c, signs) and c.pos in ("PRON", "DET") for c in (*children, above))
        if none or (above.pos in VERBAL and _is_negated(clause, above, children, helpers, signs)):
            return True
        below = above
    return False


def _subject_words(clause: Clause, children: list[Token]) -> list[Token]:
    """A subject that is nobody, or what tells that there is none: « aucun soldat n'est entré », "nobody has accused"."""
    subjects = [c for c in children if c.rel == "subject"]
    own = [d for s in subjects for d in clause.sentence.children(s.i) if d.rel == "determiner"]
    opening = [clause.sentence.subtree(s.i)[0] for s in subjects]
    before = [clause.sentence.tokens[first.i - 1] for first in opening if first.i]
    neither = [
        word for word in (*opening, *before) if word.pos in ("CCONJ", "ADV", "PUNCT")
    ]  # « Ni Rome ni Paris n'ont … »
    return [*own, *neither, *(s for s in subjects if s.pos == "PRON")]


def _shared_signs(
    clause: Clause, verb: Token, children: list[Token], helpers: list[Token], signs: Signs
) -> list[Realis | None]:
    """What a verb shares with the one it is joined to: its helpers and its negation (« n'a ni condamné ni soutenu »)."""
    if verb.rel != "conjunct" or any(c.rel == "subject" for c in children):
        return []
    above = clause.sentence.tokens[verb.head]
    if above.pos not in VERBAL or above.i == verb.i:
        return []
    if _joins_negations(clause, verb, signs):
        return ["negated"]
    if helpers or verb.morph.get("VerbForm") == "Fin" or verb.morph.get("VerbForm") != above.morph.get("VerbForm"):
        return []
    return _verb_signs(clause, above, signs)


def _joins_negations(clause: Clause, verb: Token, signs: Signs) -> bool:
    before = clause.sentence.tokens[verb.i - 1] if verb.i else None
    return before is not None and before.pos == "CCONJ" and before.text.lower() in signs.negations


def _of_head(clause: Clause, verb: Token, signs: Signs) -> Realis | None:
    """What the verb above makes of an infinitive ("is to send") or, negated, of its clause (« ne prouve pas que »)."""
    above = clause.sentence.tokens[verb.head]
    if verb.head == verb.i:
        return None
    if verb.morph.get("VerbForm") == "Inf" and verb.rel != "conjunct":
        return signs.heads.get(above.lemma) or _of_conditional(clause, above, signs)
    if above.pos not in VERBAL:
        return None
    if verb.rel != "complement" or above.lemma in signs.certain:
        return None
    if adds_only(verb, clause.sentence, signs) is not None:
        return None
    children = clause.sentence.children(above.i)
    helpers = [c for c in children if c.rel in ("auxiliary", "copula")]
    return "hypothetical" if _is_negated(clause, above, children, helpers, signs) else None


def _of_conditional(clause: Clause, above: Token, signs: Signs) -> Realis | None:
    """What hangs as an infinitive on a word in the conditional is supposed too: "it would be folly to expel"."""
    helpers = [c for c in clause.sentence.children(above.i) if c.rel in ("auxiliary", "copula")]
    verbs = [above, *helpers, clause.sentence.tokens[above.head]]
    would = [c for v in verbs[-1:] for c in clause.sentence.children(v.i) if c.rel == "auxiliary"]
    supposed = any(v.morph.get("Mood") == "Cnd" or v.lemma in signs.would for v in [*verbs, *would])
    return "hypothetical" if supposed else None


def _of_mood(verb: Token) -> Realis | None:
    """A simple subjunctive in a that-clause is no fact: « redoute que X n'envahisse », « veut que X libère »."""
    return "hypothetical" if verb.rel == "complement" and verb.morph.get("Mood") == "Sub" else None


def _between(clause: Clause, verb: Token, helpers: list[Token]) -> list[Token]:
    """The words from a verb's first helper to the verb, and the determiners of its object (« n'a livré aucun char »).

    What is quoted undoes nothing: « a salué un “pas utile” ».
    """
    first = min([h.i for h in helpers if h.i < verb.i], default=max(verb.i - 1, 0))
    own, tokens = clause.object(verb), clause.sentence.tokens
    of_object = clause.sentence.children(own.i) if own is not None else []
    unquoted = [c for c in of_object if not any(t.text in OPENING for t in tokens[verb.i : c.i])]
    return [*tokens[first : verb.i], *unquoted]


def _is_foretold(clause: Clause, verb: Token, helpers: list[Token], signs: Signs) -> bool:
    """Whether a verb stands in what somebody says, so that its conditional is the future seen from there."""
    if verb.rel != "complement" or clause.sentence.tokens[verb.head].lemma not in signs.sayers:
        return False
    return not any(t.lemma in signs.marks or t.text.lower() in signs.marks for t in clause.sentence.subtree(verb.i))


def _is_conditional(clause: Clause, verb: Token, helpers: list[Token], signs: Signs) -> bool:
    """A conditional that supposes; « aurait livré » without a condition is hearsay: told as a fact by somebody."""
    if verb.morph.get("Mood") == "Cnd":
        return True
    if not any(h.morph.get("Mood") == "Cnd" for h in helpers):
        return False
    if names_a_condition(clause.sentence, signs):
        return True
    return any(t.lemma in signs.marks or t.text.lower() in signs.marks for t in clause.sentence.tokens)


def _hanging(clause: Clause, above: Token) -> list[Token]:
    return [c for c in clause.sentence.children(above.i) if c.rel in ("infinitive", "complement", "attribute")]


def names_a_condition(sentence: Sentence, signs: Signs) -> bool:
    """« en cas d'échec », « faute de quoi », « n'eût été la médiation »: words that name what must happen first."""
    words = " " + " ".join(t.text.lower().replace("’", "'") for t in sentence.tokens).replace("' ", "'") + " "
    return any(f" {phrase}{'' if phrase.endswith(chr(39)) else ' '}" in words for phrase in signs.conditions)


def _noun_signs(clause: Clause, noun: Token, signs: Signs) -> list[Realis | None]:
    children = clause.sentence.children(noun.i)
    found: list[Realis | None] = [signs.modifiers.get(c.lemma) or signs.modifiers.get(c.text.lower()) for c in children]
    found.append(signs.preps.get(noun.prep))
    above = clause.sentence.tokens[noun.head]
    if noun.rel == "subject" and any(w.lemma in signs.unsure for w in (above, *_hanging(clause, above))):
        found.append("hypothetical")
    found.append(_of_words_before(clause, noun, [c for c in children if c.rel == "determiner"], signs))
    if noun.head != noun.i and noun.prep:
        found.append(signs.governors.get(clause.sentence.tokens[noun.head].lemma))
    return found


def _negates(token: Token, signs: Signs) -> bool:
    if token.rel == "negation":
        return True
    return token.rel in ("adverb", "determiner") and (
        token.lemma in signs.negations or token.text.lower() in signs.negations
    )
