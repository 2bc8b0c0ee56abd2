"""Words that point back: « elle », « son pays », « les deux capitales », « le ministre », « le royaume ».

A page is one conversation. What was named is kept in order; a word that points back takes the most salient thing that agrees
with it: subjects before others, the nearest sentence first. Where two of different states are as good, it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.folding import plain
from dragoman.actors.lexicon import WORLD
from dragoman.actors.units import Page, Piece, Unit, cut
from dragoman.languages.pack import Pack, read_tsv

WINDOW = 2  # sentences back in which a pronoun finds whom it means
LATELY = 4  # sentences back in which « son voisin » finds the only other state
SUBJECT = 2.0
MAIN = 1.0
AGREES = 1.0
NEARER = 1.5  # a sentence nearer counts more than agreement alone, less than being its subject
CLEAR = 1.0  # by how much the best must lead
OFFICES = {
    "head_of_state": "head.state",
    "head_of_government": "head.government",
    "foreign_minister": "minister.foreign",
    "defence_minister": "minister.defence",
    "party_leader": "leader",
}
ATTRIBUTIVE = {"modifier", "determiner", "number"}  # what stands before a noun: « le premier tour »
MINISTERS = ("foreign_minister", "defence_minister")


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A pronoun or a phrase of anaphora.toml."""

    words: tuple[str, ...]
    pending: str
    gender: str = ""
    number: str = ""
    person: bool = False
    thing: bool = False
    last: bool = False
    trait: str = ""
    after: tuple[str, ...] = ()


def pointers(page: Page, taken: Sequence[Unit]) -> list[Unit]:
    """The pronouns and phrases of a page that point back, outside the units already found; each still pending."""
    by_first, impersonal = _pointers(page.pack)
    covered = sorted((unit.start, unit.end) for unit in taken)
    found: list[Unit] = []
    at = 0
    while at < len(page.pieces):
        hit = next((p for p in by_first.get(page.pieces[at].plain, ()) if _stands(page.pieces, at, p)), None)
        if hit is None or (hit.pending == "pronoun" and _impersonal(page, at + len(hit.words), impersonal, hit)):
            at += 1
            continue
        start, end = page.pieces[at].start, page.pieces[at + len(hit.words) - 1].end
        at += len(hit.words)
        overlapping = [extent for extent in covered if extent[0] < end and start < extent[1]]
        if all(start <= first and last <= end for first, last in overlapping) and (
            not overlapping or hit.pending != "pronoun"
        ):
            found.append(_with_state(page, at, _unit(start, end, hit)))
    return found


def _with_state(page: Page, after: int, unit: Unit) -> Unit:
    """« Le royaume » with the demonym behind it: « le royaume saoudien »."""
    name = page.pieces[after].name if after < len(page.pieces) else None
    if unit.pending == "kind" and name is not None and name.what == "demonym":
        unit.end, unit.codes = name.end, name.codes
    return unit


def _stands(pieces: Sequence[Piece], at: int, pointer: _Pointer) -> bool:
    words = pointer.words
    if pointer.after and (at == 0 or pieces[at - 1].plain not in pointer.after):
        return False
    return at + len(words) <= len(pieces) and all(pieces[at + n].plain == word for n, word in enumerate(words))


def _impersonal(page: Page, at: int, rules: re.Pattern[str], hit: _Pointer) -> bool:
    if hit.gender == "f" or hit.number == "p" or hit.last or hit.person:
        return False
    following = (
        plain(page.text[page.pieces[at].start : page.pieces[at].start + 40]).lower() if at < len(page.pieces) else ""
    )
    return rules.match(following) is not None


def _unit(start: int, end: int, hit: _Pointer) -> Unit:
    kind = "country" if hit.pending in ("pair", "kind") else "person"
    return Unit(
        start,
        end,
        start,
        end,
        "country" if kind == "country" else "person",
        gender=hit.gender,
        number=hit.number,
        key=hit.trait,
        pending=hit.pending,
        person_only=hit.person,
        thing_only=hit.thing,
        last=hit.last,
    )


@lru_cache
def _pointers(pack: Pack) -> tuple[dict[str, list[_Pointer]], re.Pattern[str]]:
    by_first: dict[str, list[_Pointer]] = {}
    for key in ("pronoun", "pair", "one_of_pair", "kind"):
        for entry in pack.entries("anaphora", key):
            for text in entry["words"]:
                words = tuple(piece.plain for piece in cut(text, (), pack))
                get = entry.get
                pointer = _Pointer(
                    words,
                    key,
                    get("gender", ""),
                    get("number", ""),
                    get("person", False),
                    get("thing", False),
                    get("last", False),
                    str(get("which", get("trait", get("many", "")))),
                    tuple(plain(word).lower() for word in get("after", ())),
                )
                by_first.setdefault(words[0], []).append(pointer)
    for some in by_first.values():
        some.sort(key=lambda pointer: -len(pointer.words))
    forms = "|".join(re.escape(plain(text).lower()) for text in pack.toml("anaphora")["impersonal"]["words"])
    return by_first, re.compile(rf"(?:{forms})(?![a-z])")


class Memory:
    """Who has been named so far, and who a word that points back means."""

    def __init__(self, page: Page, units: Sequence[Unit]) -> None:
        self.page = page
        self.said: list[Unit] = []
        self.subjects: dict[int, list[Unit]] = {}
        self.unseen: set[int] = set()
        for unit in units:
            unit.sentence, unit.token = page.token_of(unit.head_start, unit.head_end)
        self.units = units

    def run(self) -> None:
        """Resolve what is pending, in the order of the text."""
        for unit in sorted(self.units, key=lambda unit: (unit.start, -unit.end)):
            if unit.pending:
                self._resolve(unit)
            elif unit.key == "counterpart" and unit.possessive is not None and not unit.sector:
                owner = self.possessor(unit.possessive, "", unit.sentence)
                unit.sector = owner.sector if owner is not None else None
            if unit.codes or unit.entity:
                self.said.append(unit)

    def possessor(self, at: int, number: str, index: int) -> Unit | None:
        """Whom « sa », "its" at this place stands for: the subject before it in its sentence, the subject to come where
        it stands before the verb, the subject of the sentence before."""
        before = [unit for unit in self._subjects(index) if unit.end <= at and _number(unit, number)]
        if before:
            return before[-1] if before[-1].codes else None
        later = [
            unit for unit in self._subjects(index) if unit.start > at and _number(unit, number) and self._main(unit)
        ]
        root = self.page.sentences[index].root if index >= 0 and self.page.sentences[index].tokens else None
        if later and root is not None and at < root.start:
            return later[0] if later[0].codes else None
        if self._stranger_acts(at, index):
            return None
        inside = [unit for unit in self._near(at, 0, index) if _number(unit, number)]
        if inside:
            return inside[-1] if len({unit.codes for unit in inside}) == 1 else None
        earlier = [unit for unit in self._subjects(index - 1) if _number(unit, number) and unit.codes]
        if not earlier and number == "he":
            earlier = [unit for unit in self._near(at, 1, index) if _number(unit, number) and unit.codes]
        return earlier[-1] if earlier and len({unit.codes for unit in earlier}) == 1 else None

    def possessors(self, at: int, number: str, index: int) -> list[Unit]:
        """All whom « leurs », "their" at this place stands for: the row of subjects before it, else the one of ``possessor``."""
        last = [unit for unit in self._subjects(index) if unit.end <= at][-1:]
        if number == "p" and last:
            row = [unit for unit in self._subjects(index) if unit.end <= at and self._in_one_row(unit, last[0])]
            if len(row) > 1 and all(unit.codes for unit in row):
                return row
        owner = self.possessor(at, number, index)
        return [owner] if owner is not None else []

    def _in_one_row(self, unit: Unit, other: Unit) -> bool:
        """Whether two subjects are coordinated: one token for a row of names, else the one a conjunct of the other."""
        one, two = unit.token, other.token
        if one is None or two is None:
            return False
        return one.i == two.i or (two.rel == "conjunct" and two.head in (one.i, one.head)) or unit is other

    def _stranger_acts(self, at: int, index: int) -> bool:
        """Whether a subject before this place in the sentence is nobody that we know: « la pluie a cessé et sa fin… »."""
        if index < 0:
            return False
        before = [t for t in self.page.sentences[index].tokens if t.rel == "subject" and t.end <= at]
        return any(not any(unit.start <= token.start < unit.end for unit in self.units) for token in before)

    def _resolve(self, unit: Unit) -> None:
        resolvers = {
            "pronoun": self._pronoun,
            "pair": self._pair,
            "one_of_pair": self._one_of_pair,
            "kind": self._kind,
            "possessed": self._possessed,
            "bare": self._bare,
        }
        resolver = resolvers.get(unit.pending)
        if resolver is not None:
            resolver(unit)
        if unit.codes:
            unit.pending = ""
            self.subjects.pop(unit.sentence, None)

    def _pronoun(self, unit: Unit) -> None:
        if unit.thing_only and not self._is_subject(unit):
            return
        if unit.last:
            fits = [other for other in self._near(unit.start, 1, unit.sentence) if _agrees(unit, other)]
            subjects = [id(s) for s in self._subjects(unit.sentence - 1) + self._subjects(unit.sentence)]
            others = [other for other in fits if id(other) not in subjects] or fits
            self._take(unit, others[-1] if others else None)
            return
        scored = sorted(
            (
                (self._salience(unit, other), n, other)
                for n, other in enumerate(self._near(unit.start, WINDOW, unit.sentence))
                if _agrees(unit, other)
            ),
            key=lambda each: each[:2],
            reverse=True,
        )
        if not scored:
            return
        best = scored[0]
        rival = next((each for each in scored[1:] if each[2].codes != best[2].codes), None)
        nearer = [other for other in self._strangers(unit) if other.sentence > best[2].sentence]
        may_be_another = any(self._salience(unit, other) > best[0] for other in nearer)
        if (rival is None or best[0] - rival[0] >= CLEAR) and not may_be_another:
            self._take(unit, best[2])

    def _strangers(self, unit: Unit) -> list[Unit]:
        """The people lately named of whom it is not known whose they are, who may be meant all the same."""
        lately = [
            o for o in self.units if unit.sentence - WINDOW <= o.sentence <= unit.sentence and o.end <= unit.start
        ]
        known = [o for o in lately if o.kind == "person" and not (o.codes or o.place or o.relay or o.adjective)]
        return [
            o
            for o in known
            if o.pending != "pronoun" and o.number == unit.number and o.gender and o.gender == unit.gender
        ]

    def _salience(self, unit: Unit, other: Unit) -> float:
        score = -NEARER * (unit.sentence - other.sentence)
        if self._is_subject(other):
            score += SUBJECT + MAIN * self._main(other)
        if unit.gender and other.gender == unit.gender:
            score += AGREES
        return score

    def _pair(self, unit: Unit) -> None:
        unit.codes = self._named_last(unit, int(unit.key or 2))

    def _one_of_pair(self, unit: Unit) -> None:
        """« Le premier », "the former": the one of two that was named first, where the words are no adjective."""
        two = self._named_last(unit, 2)
        if two and unit.token is not None and unit.token.rel not in ATTRIBUTIVE:
            unit.codes = (two[int(unit.key)],)

    def _named_last(self, unit: Unit, many: int) -> tuple[str, ...]:
        """The codes of those named last before a word that points back, in the order of the text, if there are so many."""
        for back in (0, 1, 2):
            index = unit.sentence - back
            here = list(self._actors(index, unit.start))
            acting = [other for other in here if self._is_subject(other)]
            for some in (acting, here):
                codes = list(dict.fromkeys(code for other in some for code in other.codes))
                if len(codes) == many:
                    return tuple(codes)
            if len(codes) > many:
                return ()
        lately = (o for back in (2, 1, 0) for o in self._actors(unit.sentence - back, unit.start))
        codes = list(dict.fromkeys(code for other in lately for code in other.codes))
        return tuple(codes) if len(codes) == many else ()

    def _kind(self, unit: Unit) -> None:
        if unit.codes:
            return
        known = [
            other for other in self.said if len(other.codes) == 1 and unit.key in _traits().get(other.codes[0], ())
        ]
        codes = {other.codes for other in known}
        if known and (
            len(codes) == 1 or (known[-1].sentence >= unit.sentence - 1 and len({o.codes for o in known[-2:]}) == 1)
        ):
            unit.codes = known[-1].codes

    def _possessed(self, unit: Unit) -> None:
        assert unit.possessive is not None
        numbers = self.page.pack.toml("offices")["phrase"]["possessives"]
        word = next(piece.plain for piece in self.page.pieces if piece.start == unit.possessive)
        number = next(value for key, value in numbers.items() if plain(key).lower() == word)
        owner = self.possessor(unit.possessive, number, unit.sentence)
        if unit.key == "counterpart":
            self._counterpart(unit, owner)
        elif unit.key.startswith("country.neighbour"):
            self._neighbour(unit, owner)
        elif owner is not None and len(owner.codes) == 1:
            unit.codes = owner.codes
            unit.sector = owner.sector if owner.kind == "organisation" and owner.sector == "IGO" else unit.sector

    def _neighbour(self, unit: Unit, owner: Unit | None) -> None:
        """« Son voisin »: the only other state that was named lately."""
        if owner is None or len(owner.codes) != 1 or unit.number == "p":
            return
        lately = [o for o in self.said if o.sentence >= unit.sentence - LATELY and o.end <= unit.start and not o.relay]
        others = {code for o in lately if o.sector != "IGO" for code in o.codes} - set(owner.codes)
        if len(others) == 1:
            unit.codes = tuple(others)

    def _counterpart(self, unit: Unit, owner: Unit | None) -> None:
        people = [
            other
            for other in self._near(unit.start, 1, unit.sentence)
            if other.kind == "person" and not other.adjective
        ]
        others = [other for other in people if owner is not None and other.codes != owner.codes]
        if len({other.codes for other in others}) == 1:
            unit.codes, unit.sector, unit.entity = others[-1].codes, others[-1].sector, others[-1].entity

    def _bare(self, unit: Unit) -> None:
        if unit.key == "country":
            if unit.number == "s":
                self._single(unit, 1)
            return
        owner = self._antecedent(unit)
        if owner is not None:
            unit.codes = owner.codes
        elif unit.kind == "person":
            self._officer(unit)
        else:
            self._body(unit)

    def _body(self, unit: Unit) -> None:
        """The last body of the kind, save where the scene has changed since; else that of the one state spoken of."""
        same = [other for other in self.said if other.key == unit.key and other.codes]
        if self._is_of_scene(unit, same):
            return
        if same and not self._other_since(same[-1]):
            unit.codes, unit.sector = same[-1].codes, same[-1].sector or unit.sector
            return
        self._single(unit, 0)

    def _antecedent(self, unit: Unit) -> Unit | None:
        """Whose it is by a relative right before it: « l'Ouganda, dont les soldats … », "Uganda, whose soldiers …"."""
        begin = self.page.sentences[unit.sentence].start if unit.sentence >= 0 else 0
        link = _whose(self.page.pack).search(plain(self.page.text[begin : unit.start]).lower())
        if link is None:
            return None
        before = [o for o in self.said if begin <= o.start and o.end <= begin + link.start() and not o.relay]
        return before[-1] if before and before[-1].end == begin + link.start() and len(before[-1].codes) == 1 else None

    def _is_of_scene(self, unit: Unit, alike: Sequence[Unit]) -> bool:
        """Whether the state on whose side the paragraph is was told since the last unit like this one; it is then its own."""
        scene = self._scene(unit)
        if scene is None or (alike and alike[-1].start >= scene.start):
            return False
        unit.codes = scene.codes
        return True

    def _scene(self, unit: Unit) -> Unit | None:
        """The state on whose side, or in whose capital, the paragraph is by the words that begin its sentences, if by any."""
        for index in range(unit.sentence, -1, -1):
            begin = self.page.sentences[index].start
            if "\n" in self.page.text[begin : unit.start]:
                return None
            for other in self.said:
                if other.sentence == index and len(other.codes) == 1 and other.start < unit.start:
                    opens = _scenes(self.page.pack).fullmatch(plain(self.page.text[begin : other.start]).lower())
                    if opens and not self._is_mere_venue(other):
                        return other
                    break
        return None

    def _is_mere_venue(self, unit: Unit) -> bool:
        """Whether a town's state is not spoken of otherwise: « À Vienne, le ministre a … » in a page on Iran."""
        return unit.place and not any(other.codes == unit.codes for other in self.units if other is not unit)

    def _same_post(self, unit: Unit, other: Unit) -> bool:
        """Whether two ministers may be one by what they are ministers of: « le ministre du pétrole » is not that of energy."""
        one, two = (self._post(each) for each in (unit, other))
        return not one or not two or bool(one & two)

    def _post(self, unit: Unit) -> set[str]:
        """The small words behind the head of an office's phrase that are no names, links or adjectives of its own."""
        if not unit.key.startswith("minister"):
            return set()
        text = plain(self.page.text[unit.head_end : unit.end]).lower()
        links = {"de", "of", "for"}
        return set(re.findall(r"[a-z]{4,}", text)) - links

    def _other_since(self, last: Unit) -> bool:
        """Whether another body of the same kind was named lately."""
        rivals = [o for o in self.said if o.key == last.key and o.codes and o.sentence >= last.sentence - WINDOW]
        return len({other.codes for other in rivals}) > 1

    def _officer(self, unit: Unit) -> None:
        """The last person with that office, save where the scene has changed since (« du côté libanais, … »); « le
        dirigeant » is the last head, or the only person lately named.
        """
        if unit.number == "p":
            return
        held = [
            o
            for o in self.said
            if o.kind == "person"
            and o.codes
            and _office_key(o, unit.key)
            and _gender(unit, o)
            and self._same_post(unit, o)
        ]
        if self._is_of_scene(unit, held):
            return
        if held:
            near = [other for other in held if other.sentence >= held[-1].sentence]
            if len({other.codes for other in near}) == 1:
                self._take(unit, held[-1], keep_sector=True)
            return
        if unit.key in ("head", "diplomat", "leader"):
            people = [
                o
                for o in self._near(unit.start, WINDOW, unit.sentence)
                if o.kind == "person" and o.codes and _gender(unit, o)
            ]
            if len({other.codes for other in people}) == 1:
                self._take(unit, people[-1], keep_sector=True)

    def _single(self, unit: Unit, back: int) -> None:
        """The one state spoken of in this sentence so far, or else in the sentences before."""
        for index in range(unit.sentence, unit.sentence - back - 1, -1):
            here = (o for o in self.said if o.sentence == index and not o.relay and o.end <= unit.start)
            codes = {c for o in here for c in o.codes if unit.key != "country" or c in _traits()}
            if len(codes) == 1:
                unit.codes = tuple(codes)
            if codes:
                break
        if not unit.codes and unit.key == "country":
            subjects = [
                other
                for other in self._subjects(unit.sentence - 1)
                if other.codes and other.kind in ("country", "person")
            ]
            unit.codes = subjects[-1].codes if len({other.codes for other in subjects}) == 1 else ()

    def _take(self, unit: Unit, other: Unit | None, *, keep_sector: bool = False) -> None:
        if other is None or not other.codes:
            return
        unit.codes, unit.entity = other.codes, other.entity
        unit.sector = unit.sector if keep_sector and unit.sector else other.sector
        if not keep_sector:
            unit.kind, unit.key = other.kind if other.kind != "place" else "country", other.key
        unit.gender = unit.gender or other.gender

    def _near(self, at: int, back: int, index: int) -> list[Unit]:
        return [
            o
            for o in self.said
            if o.sentence >= index - back and o.end <= at and not o.relay and not o.place and not o.adjective
        ]

    def _actors(self, index: int, at: int) -> Iterable[Unit]:
        return (o for o in self.said if o.sentence == index and o.end <= at and not o.relay and not o.place)

    def _subjects(self, index: int) -> list[Unit]:
        """The units of a sentence that are subjects, those still pending among them."""
        if index not in self.subjects:
            here = [
                u for u in self.units if u.sentence == index and not u.relay and not u.place and self._is_subject(u)
            ]
            self.subjects[index] = sorted(here, key=lambda unit: unit.start) or self._unseen_subject(index)
        return self.subjects[index]

    def _unseen_subject(self, index: int) -> list[Unit]:
        """The name before a main verb to which the parser found no subject: « Lors de sa visite à Rome, Duval a dit »."""
        if not 0 <= index < len(self.page.sentences) or not self.page.sentences[index].tokens:
            return []
        sentence = self.page.sentences[index]
        if any(child.rel == "subject" for child in sentence.children(sentence.root.i)):
            return []
        bare = [u for u in self.units if u.sentence == index and u.end <= sentence.root.start and _bare_noun(u)]
        names = [unit for unit in bare if unit.token is not None and unit.token.rel not in ("apposition", "conjunct")]
        self.unseen.update(id(unit) for unit in names[-1:])
        return names[-1:]

    def _is_subject(self, unit: Unit) -> bool:
        token, index = unit.token, unit.sentence
        if id(unit) in self.unseen:
            return True
        if token is None or index < 0 or unit.adjective:
            return False
        if token.rel in ("conjunct", "apposition", "flat") and token.head != token.i:
            token = self.page.sentences[index].tokens[token.head]
        return token.rel == "subject"

    def _main(self, unit: Unit) -> bool:
        token, index = unit.token, unit.sentence
        if token is None or index < 0:
            return False
        if id(unit) in self.unseen:
            return True
        sentence = self.page.sentences[index]
        return any(above.rel == "root" or above.head == above.i for above in sentence.ancestors(token.i)[:2])


def _bare_noun(unit: Unit) -> bool:
    token = unit.token
    return token is not None and not token.prep and not unit.place and not unit.relay and not unit.adjective


def _agrees(unit: Unit, other: Unit) -> bool:
    person = other.kind == "person"
    if (unit.person_only and not person) or (unit.thing_only and person) or not other.codes:
        return False
    many = other.number == "p" or len(other.codes) > 1
    if unit.number == "p":
        return many and (not unit.gender or not other.gender or other.gender == unit.gender)
    return not many and _gender(unit, other)


def _gender(unit: Unit, other: Unit) -> bool:
    return not unit.gender or not other.gender or unit.gender == other.gender


def _number(unit: Unit, number: str) -> bool:
    many = unit.number == "p" or len(unit.codes) > 1
    if number in ("he", "it"):
        return not many and (unit.kind == "person") == (number == "he")
    return not number or many == (number == "p") or unit.number == ""


def _office_key(other: Unit, key: str) -> bool:
    held = OFFICES.get(other.key, other.key)
    if key == "minister" and other.key in MINISTERS:
        return True
    return (
        held == key
        or held.startswith(f"{key}.")
        or (key == "leader" and held.startswith("head"))
        or (key == "head" and held == "leader")
    )


@lru_cache
def _scenes(pack: Pack) -> re.Pattern[str]:
    """What stands before the state on whose side a paragraph is, from the beginning of a sentence on."""
    words = [plain(text).lower() for entry in pack.entries("anaphora", "scene") for text in entry["words"]]
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ") ")


@lru_cache
def _whose(pack: Pack) -> re.Pattern[str]:
    """What stands between a name and what is its own, up to the latter's beginning."""
    words = [plain(text).lower() for entry in pack.entries("anaphora", "whose") for text in entry["words"]]
    return re.compile(",? (?:" + "|".join(map(re.escape, words)) + ") $")


@lru_cache
def _traits() -> dict[str, frozenset[str]]:
    return {row["code"]: frozenset(row["traits"].split("|")) for row in read_tsv(WORLD / "states.tsv")}
