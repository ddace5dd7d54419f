"""A small sentence encoder of the BERT family: token numbers in, one vector of length 1 a text out, by numpy alone.

The architecture is that of Devlin et al. 2018 with mean pooling (Reimers and Gurevych 2019); weights come from a file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from entrygo.classify.calibrate import Share
from entrygo.classify.ragged import Floats, Mask

Embed: TypeAlias = Callable[[Sequence[str]], Floats]
"""Texts in, a row of length 1 for each out."""

_TINY = 1e-9
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Encoder:
    """Weights by their published names, the number of attention heads, and the epsilon of layer norms."""

    weights: Mapping[str, Floats]
    layers: int
    heads: int
    epsilon: Share

    @property
    def longest(self) -> int:
        """Tokens that a text may have."""
        return len(self.weights["embeddings.position_embeddings.weight"])

    def vectors(self, texts: Sequence[Sequence[int]]) -> Floats:
        """A row for each text of token numbers (each with its begin and end mark). Texts of like length go together."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        width = self.weights["embeddings.word_embeddings.weight"].shape[1]
        rows = np.zeros((len(texts), width), np.float32)
        for begin in range(0, len(order), _AT_ONCE):
            places = order[begin : begin + _AT_ONCE]
            rows[places] = self._batch([texts[place][: self.longest] for place in places])
        return rows

    def _batch(self, texts: Sequence[Sequence[int]]) -> Floats:
        size = max(map(len, texts))
        tokens = np.zeros((len(texts), size), np.int64)
        held = np.zeros((len(texts), size), np.bool_)
        for row, text in enumerate(texts):
            tokens[row, : len(text)], held[row, : len(text)] = text, True
        state = (
            self.weights["embeddings.word_embeddings.weight"][tokens]
            + self.weights["embeddings.position_embeddings.weight"][:size]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        state = self._normed(state, "embeddings")
        for layer in range(self.layers):
            state = self._layer(state, held, f"encoder.layer.{layer}")
        mean = (state * held[:, :, None]).sum(axis=1) / held.sum(axis=1, keepdims=True)
        return np.asarray(mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), _TINY), np.float32)

    def _layer(self, state: Floats, held: Mask, name: str) -> Floats:
        parts = [
            self._heads(self._linear(state, f"{name}.attention.self.{part}"))
            for part in ("query", "key", "value")
        ]
        scores = parts[0] @ parts[1].swapaxes(2, 3) / np.float32(parts[0].shape[-1] ** 0.5)
        scores = np.where(held[:, None, None, :], scores, np.float32(-1e9))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        heard = (shares @ parts[2]).swapaxes(1, 2).reshape(state.shape)
        state = self._normed(
            state + self._linear(heard, f"{name}.attention.output.dense"), f"{name}.attention.output"
        )
        inner = _gelu(self._linear(state, f"{name}.intermediate.dense"))
        return self._normed(state + self._linear(inner, f"{name}.output.dense"), f"{name}.output")

    def _linear(self, state: Floats, name: str) -> Floats:
        return np.asarray(state @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], np.float32)

    def _normed(self, state: Floats, name: str) -> Floats:
        middle = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((middle**2).mean(axis=-1, keepdims=True) + np.float32(self.epsilon))
        scaled = middle / spread * self.weights[f"{name}.LayerNorm.weight"]
        return np.asarray(scaled + self.weights[f"{name}.LayerNorm.bias"], np.float32)

    def _heads(self, state: Floats) -> Floats:
        texts, size, width = state.shape
        return state.reshape(texts, size, self.heads, width // self.heads).swapaxes(1, 2)


def _gelu(value: Floats) -> Floats:
    """The Gaussian error linear unit, by the error function of Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    scaled = np.abs(value) / np.float32(2**0.5)
    step = 1 / (1 + np.float32(0.3275911) * scaled)
    series = step * (
        0.254829592
        + step * (-0.284496736 + step * (1.421413741 + step * (-1.453152027 + step * 1.061405429)))
    )
    error = np.sign(value) * (1 - series * np.exp(-(scaled**2)))
    return np.asarray(value * (1 + error) / 2, np.float32)
