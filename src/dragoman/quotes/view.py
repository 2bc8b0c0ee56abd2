"""A parsed sentence as the reporting cues are looked for in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.quotes.lexicon import Lexicon, fold
from dragoman.quotes.marks import Quotation, around
from dragoman.text.parse import Sentence, Token

OPENING = frozenset("([«“‹„")
CLOSING = frozenset(")]»”›")
FINAL = frozenset(".!?…") | {"...", "?!", "!?"}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
IN_GROUP = frozenset({"AUX", "ADV", "PART"})


@dataclass(frozen=True)
class View:
    """One sentence of the text with the quotations of the whole text and the language's cues."""

    text: str
    n: int
    sentence: Sentence
    quotations: Sequence[Quotation]
    cues: Lexicon

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    @cached_property
    def low(self) -> tuple[str, ...]:
        """Each token's text as it is looked up."""
        return tuple(fold(token.text) for token in self.tokens)

    def among(self, i: int, kind: str) -> bool:
        """Whether token ``i`` exists and is one of the small words of this kind."""
        return 0 <= i < len(self.low) and self.low[i] in self.cues.word(kind)

    def punctuation(self, i: int) -> bool:
        """Whether token ``i`` is a mark, or lies outside the sentence."""
        return not 0 <= i < len(self.tokens) or not any(map(str.isalnum, self.tokens[i].text))

    def finite(self, i: int) -> bool:
        """Whether token ``i`` is a finite verb."""
        token = self.tokens[i]
        return token.pos in ("VERB", "AUX") and token.morph.get("VerbForm") == "Fin"

    def nominal(self, i: int) -> bool:
        """Whether token ``i`` is a noun, a name or a pronoun."""
        return 0 <= i < len(self.tokens) and bool(self.tokens[i].pos in NOMINAL or self.tokens[i].names)

    def bare_form(self, i: int) -> bool:
        """Whether token ``i`` is an infinitive or a gerund."""
        token = self.tokens[i]
        if token.pos not in ("VERB", "AUX"):
            return False
        form = token.morph.get("VerbForm")
        gerund = form == "Ger" or token.morph.get("Aspect") == "Prog"
        return form == "Inf" or gerund or (token.rel == "infinitive" and form not in ("Fin", "Part"))

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that covers an offset of the text, if any."""
        return around(self.quotations, offset)

    def index_at(self, offset: int) -> int:
        """The first token that ends after this offset; their number where none does."""
        return next((token.i for token in self.tokens if token.end > offset), len(self.tokens))

    def group(self, i: int) -> int:
        """The first token of the verb group of verb ``i``: its auxiliaries with what stands between."""
        first = at = i
        while at > 0:
            at -= 1
            token = self.tokens[at]
            inside = (
                token.pos in IN_GROUP
                or token.lemma in self.cues.word("auxiliary")
                or self.among(at, "clitic")
                or self.among(at, "reflexive")
            )
            if not inside and not self.among(at, "inverted"):
                break
            auxiliary = token.lemma in self.cues.word("auxiliary")
            if token.pos == "AUX" or auxiliary or self.among(at, "reflexive") or self.among(at, "negation"):
                first = at
        return first

    def negated(self, first: int, i: int) -> bool:
        """Whether the verb group is negated.

        A negation behind it may be an infinitive's: « affirme n'avoir jamais … ».
        """
        if any(self.among(at, "negation") for at in range(max(0, first - 1), i + 1)):
            return True
        after = range(i + 2, min(len(self.low), i + 5))
        return self.among(i + 1, "negation") and not any(map(self.bare_form, after))

    def subject(self, i: int) -> Token | None:
        """The subject of verb ``i``, handed down to conjuncts, participles and infinitives from the verb above."""
        for above in [self.tokens[i], *self.sentence.ancestors(i)]:
            subjects = [child for child in self.sentence.children(above.i) if child.rel == "subject"]
            if subjects:
                before = [child for child in subjects if child.i < above.i]
                return self._antecedent(above, before[-1] if before else subjects[0])
            if above.rel == "relative" and above.head != above.i:
                return self.tokens[above.head]
            if above.rel == "participle" and above.head != above.i and self.nominal(above.head):
                return self.tokens[above.head]
            if above.rel not in ("conjunct", "adverbial", "infinitive", "participle", "parataxis", "auxiliary"):
                return None
        return None

    def _antecedent(self, verb: Token, subject: Token) -> Token:
        if not self.among(subject.i, "relative"):
            return subject
        if verb.rel == "relative" and verb.head != verb.i:
            return self.tokens[verb.head]
        before = next((i for i in range(subject.i - 1, -1, -1) if self.nominal(i)), None)
        return subject if before is None else self.tokens[before]

    def goes_on(self, after: int) -> bool:
        """Whether the clause goes on behind the comma that closes an insertion, its last word being ``after``."""
        comma = next((i for i in range(after + 1, len(self.low)) if self.low[i] == ","), None)
        if comma is None or comma + 1 >= len(self.low) or self.tokens[comma + 1].pos in ("CCONJ", "SCONJ"):
            return False
        new = comma + 1
        cleft = self.among(new, "relative") and any(self.among(i, "demonstrative") for i in range(min(2, after)))
        if not cleft and any(self.among(new, kind) for kind in ("relative", "demonstrative", "resumptive")):
            return False
        if self.tokens[new].pos == "ADP":
            return new + 1 < len(self.low) and self.bare_form(new + 1)
        participle = self.tokens[new].morph.get("VerbForm") == "Part" and self.tokens[new].pos == "VERB"
        return not participle and any(self.finite(i) or self.bare_form(i) for i in range(new, len(self.low)))

    def phrase(self, head: int, stop: int | None = None) -> tuple[int, int]:
        """First and last token of the noun phrase around ``head``, up to its first mark, verb or outer preposition."""
        first = head
        while first > 0:
            if first > 1 and self.among(first - 1, "possessive") and self.nominal(first - 2):
                first -= 2
                continue
            possessive = self.tokens[first - 1].rel in ("possessive", "determiner")
            possessive = possessive or (
                self.tokens[first - 1].rel == "modifier" and self.tokens[first - 1].head == head
            )
            if self.tokens[first - 1].pos not in ("DET", "ADJ", "NUM", "NOUN", "PROPN") and not possessive:
                break
            above = self.tokens[first - 1].head
            if not first - 1 < above <= head or self.among(first - 1, "days"):
                break
            first -= 1
        last = head
        limit = len(self.tokens) if stop is None else stop
        while last + 1 < limit and self._continues(last + 1):
            last += 1
        while last > head and (self.tokens[last].pos in ("ADP", "DET", "CCONJ") or self.among(last, "of")):
            last -= 1
        return first, last

    def _continues(self, i: int) -> bool:
        token = self.tokens[i]
        if token.text == "-" and i + 1 < len(self.tokens) and self.tokens[i - 1].end == token.start:
            return token.end == self.tokens[i + 1].start  # « Al-Akhbar »
        if self.punctuation(i) or token.text in ("'",) or self.among(i, "days"):
            return False
        if self.among(i, "of") or token.pos in ("DET", "ADJ", "NUM", "PROPN", "NOUN") or token.names:
            after_noun = token.pos == "DET" and not self.among(i - 1, "of")
            return not after_noun or self.among(i, "of")
        return token.rel == "flat" or (token.pos == "PART" and token.rel == "case")
