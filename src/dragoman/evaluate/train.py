"""Train the learned model of a language on corpora with gold.

``python -m dragoman.evaluate.train fr corpora/fr/events/train`` writes ``learned.npz`` into the language's pack. With
``--cross`` it writes nothing, and prints the figures of a cross-validation instead, in which no model has seen the texts
that it reads, beside those of the frames alone. Needs scikit-learn, of the development tools.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from dragoman import actors
from dragoman.evaluate.events import Figures, Pair, figures, pairs
from dragoman.evaluate.examples import cases
from dragoman.evaluate.gold import GoldEvent, GoldText, place, read_gold
from dragoman.evaluate.marked import read_marked
from dragoman.events.drafts import Draft, Reader
from dragoman.events.evidence import CANDIDATES, NEVER, Evidence, Floats
from dragoman.events.find import framed
from dragoman.events.learned import FILE, NOTHING, TABLES, Model, Table
from dragoman.languages import Pack, load
from dragoman.reading import code_with, given, paragraphs, see
from dragoman.records import Event
from dragoman.text import Token, parse_many

FOLDS = 4
STRENGTH = {"trigger": 0.7, "mode": 1.0, "role": 0.1}
"""Inverse of the ridge of each regression."""
THRESHOLDS = (0.45, 0.2, 0.3)
"""The least chance of an event that no frame tells, of one that a frame tells, and of a party."""
SHOWN = 0.5
"""How much an example of the pack counts beside a sentence of the corpus."""
OF_FRAMES = {"d", "d+g", "d+n", "d+l", "f", "fs", "fw", "in", "ad"}
"""The kinds of features that tell what the frames made of a word."""
SMALL = 0.012
"""Weights below this in every class are left out of the file."""


@dataclass
class Rows:
    """Features, vectors and labels, a row each, and how much each counts."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    vectors: list[Floats | None] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, features: list[str], label: str, weight: float, vectors: Floats | None = None) -> None:
        """One more row."""
        self.features.append(features)
        self.labels.append(label)
        self.vectors.append(vectors)
        self.weights.append(weight)


@dataclass
class Material:
    """What the three regressions learn from."""

    trigger: Rows = field(default_factory=Rows)
    mode: Rows = field(default_factory=Rows)
    role: Rows = field(default_factory=Rows)


@dataclass(frozen=True)
class Analysed:
    """A gold text with what the frames make of its sentences."""

    gold: GoldText
    framed: tuple[tuple[int, Reader, list[Draft]], ...]


def analyse(texts: Sequence[GoldText], pack: Pack) -> list[Analysed]:
    """The texts as the coder sees them before the learned model."""
    seen = [see(gold.text, paragraphs(gold.text), given(gold.published), pack) for gold in texts]
    parsed = parse_many([(one.text, one.bounds, one.shapes) for one in seen], pack)
    done = []
    for gold, one, sentences in zip(texts, seen, parsed, strict=True):
        resolved = actors.resolve(gold.text, sentences, one.names, pack, (gold.published, gold.published))
        done.append(Analysed(gold, tuple(framed(gold.text, sentences, resolved, pack))))
    return done


def examples(pack: Pack) -> list[GoldText]:
    """The pack's own examples as gold texts; what they say of frames is known to the frames, so they teach words alone."""
    found = []
    for case in cases(pack):
        marked = read_marked(case.sentence, case.where)
        triggers = marked.of("trigger")
        kind = (triggers[0].attributes.get("reads", "").partition("/")[0] if triggers else "") or case.event
        if not triggers or not kind:
            continue
        events = [
            GoldEvent(
                event=kind,
                trigger=marked.text[trigger.start : trigger.end],
                mode=case.mode,
                actor=tuple(sorted(marked.codes("actor"))),
                recipient=tuple(sorted(marked.codes("recipient"))),
            )
            for trigger in triggers[:1]
        ]
        found.append(GoldText(id=case.where, text=marked.text, language=pack.code, events=tuple(events)))
    return found


def material(texts: Iterable[Analysed], shown: Iterable[Analysed], pack: Pack) -> Material:
    """The rows that gold texts give, and the packs' examples, of which only the word marked counts."""
    out = Material()
    for one in texts:
        for evidence, labels in evidence_of(one):
            for token in evidence.candidates():
                _add(out, evidence, token, labels.get(token.i), pack, 1.0)
    for one in shown:
        for evidence, labels in evidence_of(one):
            for token in evidence.candidates():
                if token.i in labels:
                    _add(out, evidence, token, labels[token.i], pack, SHOWN)
    return out


def evidence_of(one: Analysed) -> Iterator[tuple[Evidence, dict[int, GoldEvent]]]:
    """The evidence of each sentence of a text that names somebody, with its gold events by token."""
    labels = _labels(one)
    for index, reader, found in one.framed:
        evidence = Evidence(reader, index, found)
        if evidence.places:
            yield evidence, {i: gold for (n, i), gold in labels.items() if n == index}


def _add(out: Material, evidence: Evidence, token: Token, gold: GoldEvent | None, pack: Pack, weight: float) -> None:
    """A word's rows; from an example, nothing of what its frame says, which it was written to say."""
    if gold is not None and gold.optional:
        return
    features = evidence.of_trigger(token)
    if weight == SHOWN:
        features = [f for f in features if f.split("=")[0] not in OF_FRAMES]
    out.trigger.add(features, gold.event if gold else NOTHING, weight, evidence.vectors(token, pack))
    if gold is None:
        return
    out.mode.add(features, f"{gold.event}/{gold.mode or ''}", weight)
    if weight == SHOWN:
        return
    slots = evidence.slots(token)
    for spot in evidence.places:
        out.role.add(evidence.of_role(token, gold.event, spot, slots), role_of(spot.mention.code, gold), weight)


def role_of(code: str | None, gold: GoldEvent) -> str:
    """The part of somebody in a gold event: “a” acts, “r” is acted upon, “both”, or “-”."""
    role = ("a" if code in gold.actor else "") + ("r" if code in gold.recipient else "")
    return {"": NOTHING, "ar": "both"}.get(role, role)


def _labels(one: Analysed) -> dict[tuple[int, int], GoldEvent]:
    """The gold events of a text by the sentence and the token that tell them."""
    found: dict[tuple[int, int], GoldEvent] = {}
    for gold in one.gold.events:
        at = place(one.gold.text, gold.trigger)
        for index, reader, drafts in one.framed:
            inside = [t for t in reader.sentence.tokens if at is not None and t.start < at[1] and at[0] < t.end]
            if inside:
                found[index, _told_by(inside, gold, drafts).i] = gold
                break
    return found


def _told_by(inside: Sequence[Token], gold: GoldEvent, drafts: Sequence[Draft]) -> Token:
    """Of a trigger's words the one that tells the event: a frame's of that type, else the highest in the parse."""
    alike = {d.token.i for d in drafts if d.act.event in {gold.event, *gold.also_accept}}
    ranked = [t for t in inside if t.i in alike]
    words = [t for t in inside if t.pos in CANDIDATES and t.rel not in NEVER and not t.names]
    among = {t.i for t in inside}
    ranked += [t for t in words if t.head not in among or t.head == t.i]
    return (ranked or words or list(inside))[0]


def fit(rows: Rows, strength: float) -> Table:
    """A softmax regression with a ridge (Hastie, Tibshirani and Friedman 2009, section 4.4)."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = CountVectorizer(analyzer=lambda row: row, binary=True, min_df=2, dtype=np.float32)
    x: Any = counter.fit_transform(rows.features)
    if rows.vectors[0] is not None:
        x = hstack([x, csr_matrix(np.stack([v for v in rows.vectors if v is not None]))]).tocsr()
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3).fit(x, rows.labels, sample_weight=rows.weights)
    names = counter.get_feature_names_out()
    weights = model.coef_.T.astype(np.float32)
    sparse, of_vector = weights[: len(names)], weights[len(names) :]
    strong = np.abs(sparse).max(axis=1) >= SMALL
    kept = [str(name) for name in names[strong]]
    return Table(
        tuple(str(name) for name in model.classes_), {name: row for row, name in enumerate(kept)}, sparse[strong],
        model.intercept_.astype(np.float32), of_vector,
    )  # fmt: skip


def learn(rows: Material) -> Model:
    """The model that the rows give."""
    tables = {name: fit(getattr(rows, name), strength) for name, strength in STRENGTH.items()}
    add, keep, party = THRESHOLDS
    return Model(tables["trigger"], tables["mode"], tables["role"], add=add, keep=keep, party=party)


def write(model: Model, path: Path) -> None:
    """The model's file."""
    held: dict[str, Any] = {"thresholds": np.array([model.add, model.keep, model.party])}
    for name in TABLES:
        table: Table = getattr(model, name)
        held[f"{name}.features"] = np.frombuffer("\n".join(table.rows).encode("utf-8"), dtype=np.uint8)
        held[f"{name}.classes"] = np.array(table.classes)
        for part in ("weights", "base", "of_vector"):
            held[f"{name}.{part}"] = getattr(table, part).astype(np.float16)
    np.savez_compressed(path, **held)


def crossed(texts: Sequence[Analysed], shown: Sequence[Analysed], pack: Pack) -> dict[str, Figures]:
    """The figures of the frames alone, and of the frames with a model that has not seen the texts it reads."""
    order = list(texts)
    random.Random(7).shuffle(order)
    found: dict[str, list[Sequence[Pair]]] = {"frames alone": [], "with the model": []}
    for fold in range(FOLDS):
        rest = [one for n, one in enumerate(order) if n % FOLDS != fold]
        model = learn(material(rest, shown, pack))
        for one in order[fold::FOLDS]:
            found["frames alone"].append(pairs(one.gold, code(one.gold, pack, None)))
            found["with the model"].append(pairs(one.gold, code(one.gold, pack, model)))
    golds = [one.gold for fold in range(FOLDS) for one in order[fold::FOLDS]]
    return {name: figures(all_pairs, golds) for name, all_pairs in found.items()}


def code(gold: GoldText, pack: Pack, model: Model | None) -> Sequence[Event]:
    """The events that a model finds in a gold text."""
    return code_with(model, gold.text, pack, gold.published)


def main(arguments: Sequence[str]) -> int:
    """The command of this module."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.train", description=__doc__.split("\n")[0])
    parser.add_argument("language", help="code of the language's pack, as fr")
    parser.add_argument("corpora", nargs="+", type=Path, help="files or folders of gold")
    parser.add_argument("--cross", action="store_true", help="cross-validate instead of writing")
    chosen = parser.parse_args(arguments)
    pack = load(chosen.language)
    texts = analyse([gold for path in chosen.corpora for gold in read_gold(path)], pack)
    shown = analyse(examples(pack), pack)
    if chosen.cross:
        for name, one in crossed(texts, shown, pack).items():
            sys.stdout.write(
                f"{name}: trigger {one.trigger.precision:.3f} / {one.trigger.recall:.3f}, type F1 {one.type.f1:.3f}, "
                f"type+actor+recipient F1 {one.whole.f1:.3f} ({one.whole.precision:.3f} / {one.whole.recall:.3f}), "
                f"texts without any {one.empty_with_events} of {one.empty_texts}\n"
            )
        return 0
    path = pack.folder / FILE
    write(learn(material(texts, shown, pack)), path)
    sys.stdout.write(f"{len(texts)} texts, {len(shown)} examples; {path.name}: {path.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
